"""Collected mistakes: each is told what is wrong, where, and what to type instead."""

import csv
import unicodedata
from pathlib import Path

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

with (Path(__file__).parents[1] / "data" / "bad_input.tsv").open(encoding="utf-8", newline="") as file:
    MISTAKES = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def error_of(text, **more):
    with pytest.raises(MatdiffError) as caught:
        read_problems(text, **more)
    return caught.value


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["text"])
def test_mistake(mistake):
    error = error_of(mistake["text"])
    assert (error.kind, error.marks[0].span.start + 1) == (mistake["kind"], int(mistake["column"]))
    assert mistake["message"] in error.message
    assert mistake["hint"] in error.hint
    assert error.source == mistake["text"]


def test_there_are_enough_of_them():
    assert len(MISTAKES) >= 80


@pytest.mark.parametrize("text", ["", "   ", "\t", "# nothing", "\ufeff"])
def test_empty_line(text):
    assert error_of(text).message == "no problem here"


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("kron(A, B)*x wrt x where A, B: matrix(2), x: vector(3)", ["x is 3×1", "kron(A, B) is 4×4"]),
        ("A*B wrt A where A: matrix(m, n), B: matrix(m, n)", ["B is m×n", "A is m×n"]),
        ("x'*A*x + A wrt x", ["A is m×m", "x'*A*x is 1×1"]),
        ("A + B wrt A where A: matrix(2, 3), B: matrix(3, 2)", ["B is 3×2", "A is 2×3"]),
        ("<A*x, B> + x'*x wrt x", ["B is p×q", "A*x is m×1"]),
        ("A.*x wrt x", ["x is p×1", "A is m×n"]),
    ],
)
def test_both_operands_are_marked_with_their_shapes(text, labels):
    error = error_of(text)
    assert [mark.label for mark in error.marks] == labels
    assert [text[mark.span.start : mark.span.end] for mark in error.marks] == [
        label.split(" is ")[0] for label in labels
    ]


@pytest.mark.parametrize(
    ("character", "word"),
    [
        ("\x00", "U+0000"),
        ("\x07", "U+0007"),
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("\x9b", "U+009B"),
        ("\u202e", "U+202E"),
        ("\u200b", "U+200B"),
        ("\udc80", "U+DC80"),
        ("\ue000", "U+E000"),
        ("\U000e0041", "U+E0041"),
    ],
)
def test_control_and_invisible_characters_are_named_not_echoed(character, word):
    error = error_of(f"x + {character}y")
    assert (error.kind, error.marks[0].span.start) == ("syntax", 4)
    assert word in error.message
    shown = error.message + error.hint + "".join(mark.label for mark in error.marks)
    assert all(unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") for c in shown)


def test_markup_is_text():
    assert error_of("[red]x[/red]").marks[0].span.start == 7
    assert "[red]" not in error_of("x'*[red, 1]*A*y wrt A where red: vector").message


def test_an_error_in_an_option_counts_in_the_option():
    error = error_of("A*x", wrt=["x"], where=["A: matrix(m, n)", "x: vectr(n)"])
    assert (error.source, error.marks[0].span.start) == ("x: vectr(n)", 3)
    error = error_of("A*x", wrt=["x +"])
    assert error.source == "x +"
    error = error_of("A*x", wrt=["sin"])
    assert error.source == "sin"
    error = error_of("r", wrt=["x"], where=["r = A*x + x'"])
    assert error.source == "r = A*x + x'"


def test_the_line_may_not_contradict_an_option():
    error = error_of("A*x wrt x where A: matrix(m, n)", where=["A: symmetric(n)"])
    assert error.message == "A is declared twice, as symmetric(n) and as matrix(m, n)"
    assert error.source == "A*x wrt x where A: matrix(m, n)"


def test_lines_are_counted():
    text = "[1, 2\n3, 4]*(x +\n  tarce(X))"
    error = error_of(text)
    assert text[error.marks[0].span.start :].startswith("tarce")


@pytest.mark.parametrize(
    ("text", "operand"), [("x'*A*y*inv(B*x)", "(B*x)"), ("(A*x+b)^s wrt x where s: scalar", "(A*x+b)")]
)
def test_what_a_hint_raises_to_a_power_is_the_whole_operand(text, operand):
    """B*x.^p would be B*(x.^p)."""
    assert f"{operand}.^p is the elementwise power, {operand}'*{operand} the squared norm" in error_of(text).hint
