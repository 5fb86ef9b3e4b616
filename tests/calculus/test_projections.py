"""Structured targets: the gradient inside a structure is the orthogonal projection onto it."""

import pytest
from numeric import canonical, node, same_value, text

from matdiff_cli.calculus.structure import PROJECTIONS

MEMBERS = {
    "symmetric": ("dW", "({G}) - ({G})'"),
    "spd": ("dS", "({G}) - ({G})'"),
    "psd": ("dP", "({G}) - ({G})'"),
    "skew": ("dK", "({G}) + ({G})'"),
    "diagonal": ("dD", "({G}) - diag(diag({G}))"),
    "lower": ("tril(dX)", "({G}) - tril({G})"),
    "upper": ("triu(dX)", "({G}) - triu({G})"),
}
"""Structure → an increment in it, and what is zero for a matrix in it."""
GRADIENTS = ["A", "A*B + C", "2*a*b'", "s*A*B*C", "A'*(W - B)", "x*x'", "W", "A^-1"]


def test_every_structure_is_tested():
    assert set(MEMBERS) == set(PROJECTIONS)


@pytest.mark.parametrize("structure", PROJECTIONS)
@pytest.mark.parametrize("gradient", GRADIENTS)
def test_projection(structure, gradient):
    """It lies in the structure, and no increment of the structure sees a difference."""
    projected = PROJECTIONS[structure](node(gradient))
    increment, outside = MEMBERS[structure]
    assert same_value(outside.format(G=text(projected)), "zeros(n, n)")
    assert same_value(f"<{gradient}, {increment}>", f"<{text(projected)}, {increment}>")


@pytest.mark.parametrize("structure", PROJECTIONS)
def test_projecting_again_changes_nothing(structure):
    project = PROJECTIONS[structure]
    once = project(node("A*B"))
    assert same_value(project(once), once)


@pytest.mark.parametrize("gradient", ["x*x'", "W", "A + A'", "A'*W*A"])
def test_a_symmetric_gradient_is_left_as_it_is(gradient):
    assert PROJECTIONS["symmetric"](node(gradient)) is node(gradient)


def test_the_part_along_the_simplex_that_the_note_names():
    """With changes that sum to 0 it does what the whole gradient does, and it is such a change itself."""
    along = "(a - sum(a)/n*vector(1))"
    assert same_value("a'*(b - sum(b)/n*vector(1))", canonical(f"{along}'*(b - sum(b)/n*vector(1))"))
    assert same_value(f"sum{along}", "0")


def test_the_part_along_orthogonal_matrices_that_the_note_names():
    """With changes Q Ω for skew Ω it does what the whole gradient does, and it is such a change itself."""
    assert same_value("tr(A'*Q*K)", canonical("tr(((A - Q*A'*Q)/2)'*Q*K)"))
    assert same_value("Q'*(A - Q*A'*Q)", canonical("-(A - Q*A'*Q)'*Q"))
