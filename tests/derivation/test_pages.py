"""What a printed page says around its mathematics: the layout, the shapes, the name of the answer."""

from pathlib import Path

import pytest
from derivations import PROBLEMS as TABLES

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import renderer
from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import width as columns
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_problems

PROBLEMS = (Path(__file__).parents[1] / "data/problems.txt").read_text("utf-8").splitlines()

NAMED_LAYOUTS = [
    ("x'*A*x wrt x", 1, "numerator"),
    ("x'*A*x wrt x", 1, "denominator"),
    ("tr(A*X) wrt X", 1, "mml"),
    ("A*x wrt x", 1, "gradient"),
    ("sin(t)*x wrt t where t: scalar", 1, "gradient"),
    ("A*X*B wrt X", 1, "gradient"),
    ("x'*A*x wrt x", 2, "gradient"),
]


def page(problem, layout="gradient", order=1, form="text"):
    (read,) = read_problems(problem)
    return renderer(form)(derive(read, layout, order=order), Style())


@pytest.mark.parametrize("form", ["text", "latex", "markdown"])
@pytest.mark.parametrize(("problem", "order", "layout"), NAMED_LAYOUTS)
def test_the_layout_is_named(problem, order, layout, form):
    assert f"; {layout} layout" in page(problem, layout, order, form)


@pytest.mark.parametrize("form", ["text", "latex", "markdown"])
def test_a_gradient_in_its_own_layout_is_named_by_its_title(form):
    found = page("x'*A*x wrt x", form=form)
    assert "layout" not in found
    assert "3. Gradient" in found


def test_a_jacobian_is_not_called_as_a_symbol_is():
    assert "J(x) = A" in page("A*x wrt x")
    found = page("J*x wrt x")
    assert "Df(x) = J" in found
    assert "≈ Df(x) Δx" in found
    assert "J(x)" not in found


def test_increments_do_not_look_like_a_symbol_called_delta():
    assert "f(Δ + dΔ) − f(Δ)" in page("tr(Delta*X) wrt Delta")
    assert r"\mathrm{d}\mathbf{s}" in page("Delta*(s'*s) wrt s where Delta: scalar", form="latex")


def test_repeated_sizes_are_powers():
    assert "∈ ℝ^(n²×mn)" in page("X'*A*X wrt X where X: matrix(m, n)")
    assert r"\mathbb{R}^{n^{2} \times m n}" in page("X'*A*X wrt X where X: matrix(m, n)", form="latex")
    assert "v ∈ ℝ^(n²)" in page("v'*vec(X) wrt X where X: matrix(n)")


def test_words_beside_mathematics_keep_their_distance_in_latex():
    found = page("a'*inv(X)*b wrt X", form="latex")
    assert r"\text{multiply by }X^{-1}\text{ from the left}" in found


def in_bounds(found, width):
    """Are the reasons of its page in one column, and all lines of this width at most?"""
    page = renderer("text")(found, Style(width=width)).splitlines()
    reasons = {line.index(" # ") for line in page if " # " in line}
    return len(reasons) <= 1 and max(map(columns, page)) <= width


@pytest.mark.parametrize("width", [60, 80, 120])
def test_reasons_stand_in_one_column_and_no_line_is_too_wide(width):
    for problem in (*PROBLEMS[::4], "log(softmax(x)) wrt x"):
        for read in read_problems(problem):
            assert in_bounds(derive(read), width), problem


@pytest.mark.slow
def test_all_pages_of_the_tables_are_in_bounds():
    for problem in TABLES:
        for read in read_problems(problem):
            found = derive(read)
            assert [width for width in (60, 72, 80, 100, 120) if not in_bounds(found, width)] == [], problem


def test_what_must_hold_stands_below_the_answer():
    (read,) = read_problems("log(t)*logdet(X) wrt X where t: scalar")
    for form, line in {
        "text": "     if X invertible",
        "markdown": "If $X$ invertible.",
        "latex": "\\noindent If $X$ invertible.",
    }.items():
        assert line in renderer(form)(derive(read), Style()).splitlines()


def test_a_line_is_not_broken_between_bars():
    text = "‖W sigmoid(V x) − y‖² − ‖W sigmoid(V x) + U − y‖² − |a + b|²"
    assert break_line(text, 40) == ["‖W sigmoid(V x) − y‖²", "− ‖W sigmoid(V x) + U − y‖² − |a + b|²"]
