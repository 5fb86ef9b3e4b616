"""What is new in a line since the one above it, stressed on a page in colour."""

import re

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import Style, renderer
from matdiff_cli.typing.read import read_problems

ESCAPES = re.compile(r"\x1b\[[0-9;]*m")

PROBLEMS = (
    "a'*X*b wrt X",
    "log|X^-1| wrt X",
    "x'*A*x/(x'*x) wrt x where A: symmetric(n)",
    "2*x'*A*x + 1/2*b'*x wrt x",
    "norm(A*x - b)^2/norm(x) wrt x",
    "kron(A, X) wrt X",
    "sum(x./(1 + exp(-x))) wrt x",
    "pinv(X)*b wrt X",
    "exp(-t)*tr(X^-1*A) wrt X where t: scalar",
)


def page(problem, **options):
    (read,) = read_problems(problem)
    return renderer("text")(derive(read), Style(**options))


def stressed(problem):
    """The lines of a page without their reasons, what is bold in them between ⟦ and ⟧."""
    bold = re.sub(r"\x1b\[1m(.*?)\x1b\[0m", r"⟦\1⟧", page(problem, color=True))
    return [line.partition("#")[0].strip() for line in ESCAPES.sub("", bold).splitlines()]


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        ("a'*X*b wrt X", "aᵀ ΔX b = ⟦tr(⟧aᵀ ΔX b⟦)⟧"),  # around what was there
        ("a'*X*b wrt X", "= tr(⟦b⟧ aᵀ ΔX)"),  # a factor that was moved
        ("a'*X*b wrt X", "f(X + ΔX) − f(X) = aᵀ (X + ΔX) b − aᵀ X b"),  # all of it is new
        ("x'*A*x wrt x", "= ⟦xᵀ Aᵀ Δx⟧ + xᵀ A Δx"),  # a term
        ("x'*A*x wrt x", "≈ Δxᵀ A x + xᵀ A Δx"),  # a term that is gone
        ("log|X^-1| wrt X", "tr(Y⁻¹ ΔY) = tr(⟦X⟧ ΔY)"),
        ("log|X^-1| wrt X", "≈ tr(X (−⟦X⁻¹ ΔX X⁻¹⟧))"),
    ],
)
def test_what_is_new_is_stressed_and_no_more(problem, line):
    assert line in stressed(problem)


@pytest.mark.parametrize("width", [50, 80])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_stress_changes_nothing_but_the_look(problem, width):
    assert ESCAPES.sub("", page(problem, color=True, width=width)) == page(problem, width=width)
