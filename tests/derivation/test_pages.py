"""What a printed page says around its mathematics: the layout, the shapes, the name of the answer."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import renderer
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_problems

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


def test_repeated_sizes_are_powers():
    assert "∈ ℝ^(n²×mn)" in page("X'*A*X wrt X where X: matrix(m, n)")
    assert r"\mathbb{R}^{n^{2} \times m n}" in page("X'*A*X wrt X where X: matrix(m, n)", form="latex")
    assert "v ∈ ℝ^(n²)" in page("v'*vec(X) wrt X where X: matrix(n)")


def test_words_beside_mathematics_keep_their_distance_in_latex():
    found = page("a'*inv(X)*b wrt X", form="latex")
    assert r"\text{multiply by }X^{-1}\text{ from the left}" in found
