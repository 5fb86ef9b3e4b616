"""The text format: the page as the worked examples show it, plain and coloured, in any width."""

import re
import unicodedata
from collections import Counter
from dataclasses import replace

import pytest

from matdiff_cli.derivation.records import Line
from matdiff_cli.expressions.nodes import Number, Sum
from matdiff_cli.output import RENDERERS, Style, renderer
from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import ALL_SINGLE, cell_width

EXAMPLE_3 = """\
∂(aᵀ X b)/∂X        a ∈ ℝᵐ, X ∈ ℝᵐˣⁿ, b ∈ ℝⁿ

1. Define the function
     f(X) = aᵀ X b

2. Linear approximation
     f(X + ΔX) − f(X) = aᵀ (X + ΔX) b − aᵀ X b
                      = aᵀ ΔX b

3. Write as a trace
     aᵀ ΔX b = tr(aᵀ ΔX b)            # a scalar is its own trace
             = tr(b aᵀ ΔX)            # cyclic property

4. Gradient
     ∇f(X) = a bᵀ  ∈ ℝᵐˣⁿ             # from f(X + ΔX) − f(X) ≈ tr(∇fᵀ ΔX)"""

EXAMPLE_3_ASCII = """\
d(a'*X*b)/dX        a in R^m, X in R^(m x n), b in R^n

1. Define the function
     f(X) = a'*X*b

2. Linear approximation
     f(X + dX) - f(X) = a'*(X + dX)*b - a'*X*b
                      = a'*dX*b

3. Write as a trace
     a'*dX*b = tr(a'*dX*b)            # a scalar is its own trace
             = tr(b*a'*dX)            # cyclic property

4. Gradient
     grad f(X) = a*b'  in R^(m x n)   # from f(X + dX) - f(X) ~ tr(grad f'*dX)"""


def test_example_3_as_printed_in_the_worked_examples(example_3):
    assert renderer("text")(example_3, Style()) == EXAMPLE_3


def test_ascii_has_nothing_but_ascii(example_3, substitution):
    assert renderer("text")(example_3, Style(ascii=True)) == EXAMPLE_3_ASCII
    assert renderer("text")(substitution, Style(ascii=True)).isascii()


def test_d_notation_reaches_lines_titles_and_reasons(substitution, example_3):
    for derivation in (substitution, example_3):
        assert "Δ" not in renderer("text")(derivation, Style(notation="d"))


def test_a_substitution_is_its_own_title_and_several_left_sides_meet_at_the_relation(substitution):
    page = renderer("text")(substitution, Style()).splitlines()
    assert "1. Let Y = X⁻¹, find ΔY" in page
    equations = [line for line in page if re.search(" [=≈] ", line) and line.startswith("     ") and "∈" not in line]
    assert len({re.search("[=≈]", line).start() for line in equations}) == 1


def test_a_wide_left_side_moves_no_other_line(substitution):
    """It stands above its right sides where these are wide, too; lines of narrow left sides keep their column."""
    (step,) = substitution.steps
    wide = step.lines[2].left
    for _ in range(3):
        wide = Sum(*wide.args, *wide.args)
    for right in (Number(0), wide):
        lines = (*step.lines[:2], Line(wide, "≈", right), step.lines[3])
        page = renderer("text")(replace(substitution, steps=(replace(step, lines=lines),)), Style())
        assert "\n                   X Y = I" in page
        assert "\n                    ΔY ≈ −X⁻¹ ΔX X⁻¹" in page
        assert re.search(r"^       ≈ ", page, re.MULTILINE)
        assert max(map(len, page.splitlines())) <= 80


def test_the_header_names_structure_and_an_unusual_layout(substitution):
    header = " ".join(renderer("text")(substitution, Style()).split("\n\n")[0].split())
    assert "W ∈ ℝⁿˣⁿ symmetric positive definite, λ ∈ ℝ positive; numerator layout" in header


@pytest.mark.parametrize("width", [20, 30, 40, 55, 80, 200])
def test_narrow_pages_keep_every_token_whole(substitution, example_3, width):
    for derivation in (substitution, example_3):
        narrow = renderer("text")(derivation, Style(width=width))
        wide = renderer("text")(derivation, Style(width=1000))
        assert Counter(narrow.split()) - Counter("#" * 99) == Counter(wide.split()) - Counter("#" * 99)
        if width >= 40:
            assert max(map(len, narrow.splitlines())) <= width


def test_long_lines_break_before_signs_and_at_the_shallowest_place():
    line = "2 Xᵀ (X w − y − z) + (A + B + C) x − λ w"
    parts = break_line(line, 22)
    assert parts == ["2 Xᵀ (X w − y − z)", "+ (A + B + C) x − λ w"]
    assert break_line("a*b*(c + d)*e", 8) == ["a*b*", "(c + d)*", "e"]


@pytest.mark.parametrize("sign", ["∈ ℝ^(mp×mn)", "in R^(m*p x m*n)"])
def test_a_set_is_not_parted_from_its_sign(sign):
    assert break_line(f"(A ⊗ B) (C ⊗ D)  {sign}", 21) == ["(A ⊗ B) (C ⊗ D)", sign]
    assert break_line("|[x + Δx, y + Δy; z + Δz, x + Δx]|", 22) == ["|[x + Δx, y + Δy;", "z + Δz, x + Δx]|"]
    assert break_line("unbreakable", 4) == ["unbreakable"]
    assert break_line("x, " * 100_000, 60)[0].startswith("x, x")


def test_plain_has_no_escape_codes_and_color_adds_nothing_else(example_3):
    plain = renderer("text")(example_3, Style())
    colored = renderer("text")(example_3, Style(color=True))
    assert "\x1b" not in plain
    assert "\x1b[1m" in colored
    assert re.sub(r"\x1b\[[0-9;]*m", "", colored) == plain


def test_words_are_never_markup(example_3):
    from matdiff_cli.derivation.reasons import by

    line = example_3.steps[0].lines[0]
    marked = Line(line.left, "=", line.right, by("layout", "[red]not red[/red] :smile:"))
    derivation = replace(example_3, steps=(replace(example_3.steps[0], lines=(marked,), title="[bold]x[/]"),))
    for color in (False, True):
        page = renderer("text")(derivation, Style(color=color))
        assert "[red]not red[/red] :smile:" in page
        assert "1. [bold]x[/]" in page


def test_formats_are_the_modules_of_the_formats_folder():
    assert {"text", "latex", "markdown", "json", "html"} == RENDERERS.keys()
    with pytest.raises(KeyError):
        renderer("docx")


def test_characters_that_are_counted_without_a_look_take_one_cell_each():
    assigned = (chr(code) for code in range(0xD800) if unicodedata.category(chr(code)) != "Cn")
    astral = (chr(code) for code in range(0x1D400, 0x1D800) if unicodedata.category(chr(code)) != "Cn")
    found = [c for c in (*assigned, *astral) if ALL_SINGLE.fullmatch(c)]
    assert {"Δ", "ᵀ", "𝟏", "‖", "⊗", "ₘ"} <= set(found) and all(cell_width(c) == 1 for c in found)
