"""Errors as text and as JSON: the caret stands under the place, whatever the user typed."""

import subprocess
import sys
import time

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.output import Style
from matdiff_cli.output.cells import width
from matdiff_cli.output.diagnostics import error_object, report


def product_error(source="A * B wrt A"):
    marks = (Mark(Span(0, 1), "A is m×n"), Mark(Span(4, 5), "B is p×q"))
    return MatdiffError("shape", "cannot multiply A (m×n) by B (p×q)", *marks, hint="did you mean B'?", source=source)


def test_both_operands_are_underlined_and_labelled():
    assert report(product_error(), line=3) == (
        "error[shape]: cannot multiply A (m×n) by B (p×q)\n"
        " --> line 3, column 1\n"
        "  |\n"
        "3 | A * B wrt A\n"
        "  | ^   ^ B is p×q\n"
        "  | A is m×n\n"
        "  = hint: did you mean B'?"
    )


def test_three_labels_hang_from_their_places():
    marks = [Mark(Span(4 * i, 4 * i + 1), f"label {i}") for i in range(3)]
    assert report(MatdiffError("shape", "sizes", *marks, source="A + B + C")).splitlines()[4:] == [
        "  | ^   ^   ^ label 2",
        "  | |   label 1",
        "  | label 0",
    ]


def caret_and_source(error, style=None):
    lines = report(error, line=1, style=style or Style()).splitlines()
    return lines[3].removeprefix("1 | "), lines[4].removeprefix("  | ")


def test_wide_and_combining_characters_do_not_move_the_caret():
    for before in ("漢字 + ", "e\u0301e\u0301 + ", "a\t+ "):
        place = Span(len(before), len(before) + 1)
        error = MatdiffError("syntax", "unexpected ?", Mark(place), source=before + "? + x")
        source, carets = caret_and_source(error)
        shown = source[: source.index("?")]
        assert width(shown) == carets.index("^")


def test_control_characters_and_direction_marks_are_replaced():
    source = "x\x1b[31m\u202e\x00\n[red]y"
    error = MatdiffError("syntax", f"unexpected {source}", Mark(Span(1, 2), source), hint=source, source=source)
    written = report(error, line=1)
    assert not any(ord(c) < 32 and c != "\n" for c in written)
    assert "\u202e" not in written
    assert "[red]y" in written
    assert len(written.splitlines()) == 6
    found = error_object(error)
    assert found["problem"] == "x�[31m�� [red]y"


def test_a_long_line_is_cut_to_a_window_around_the_mark():
    source = "x + " * 250_000 + ")"
    start = time.perf_counter()
    for place in (0, 500_000, len(source) - 1, len(source)):
        error = MatdiffError("syntax", "unexpected", Mark(Span(place, place + 1), "here"), source=source)
        written = report(error, line=7)
        assert max(map(len, written.splitlines())) <= 80 + len(" here")
        shown, carets = written.splitlines()[3][4:], written.splitlines()[4][4:]
        under = shown[carets.index("^") :][:1]
        assert under == source[place : place + 1]
    assert time.perf_counter() - start < 1
    assert len(error_object(error)["problem"]) <= 10_001


def test_a_mark_far_from_the_first_becomes_a_note():
    source = "A" + " " * 500 + "B"
    marks = (Mark(Span(0, 1), "A is m×n"), Mark(Span(501, 502), "B is p×q"))
    error = MatdiffError("shape", "sizes", *marks, source=source)
    assert "  = note: B is p×q" in report(error)


def test_an_error_without_a_place_or_a_source():
    assert report(MatdiffError("name", "no target")) == "error[name]: no target"
    empty = MatdiffError("syntax", "nothing to read", Mark(Span(0, 0)), hint="type a problem")
    assert report(empty, origin="--where").splitlines()[1:] == [" --> --where, column 1", "  = hint: type a problem"]
    assert error_object(MatdiffError("name", "no target"))["error"]["column"] is None


def test_ascii_and_colour():
    plain = report(product_error("λ * B wrt λ"), style=Style(ascii=True))
    assert plain.isascii()
    assert "A is mxn" in plain
    colored = report(product_error(), style=Style(color=True))
    assert "\x1b[1;31merror[shape]\x1b[0m" in colored
    assert "\x1b" not in report(product_error())


def test_the_error_object():
    assert error_object(product_error(), line=3) == {
        "schema": "matdiff/1",
        "problem": "A * B wrt A",
        "error": {
            "kind": "shape",
            "message": "cannot multiply A (m×n) by B (p×q)",
            "line": 3,
            "column": 1,
            "hint": "did you mean B'?",
        },
    }


def test_errors_need_neither_sympy_nor_rich():
    code = (
        "import sys; from matdiff_cli.output.diagnostics import report; from matdiff_cli.errors import MatdiffError;"
        "report(MatdiffError('name', 'x')); sys.exit(bool({'sympy', 'rich', 'lark'} & sys.modules.keys()))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
