"""Unknown functions: what they depend on, and what may stand in them."""

import pytest
from typed_text import problem, shown

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text

CHAIN = "f(t): scalar, g(f): scalar, h(g, t): scalar, t: scalar"


def test_a_function_of_an_unknown_function_depends_on_what_that_one_depends_on():
    found = problem("h(g(f(t)), t)*t wrt t", where=[CHAIN])
    assert found.symbols["h"].of == ("g", "t", "f")
    assert shown(found.function) == "(product h t)"


@pytest.mark.parametrize(
    "words, differential",
    [
        (f"g(f(t))*t wrt t where {CHAIN}", "t*dg + g*dt"),
        (f"h(g(f(t)), t) + f(t) wrt t where {CHAIN}", "dh + df"),
        ("tr(G(F(X))) wrt X where F(X): matrix(n), G(F): matrix(n)", "tr(dG)"),
        ("tr(F(X)*G(F(X))) wrt X where F(X): matrix(n), G(F): matrix(n)", "tr(dF*G) + tr(F*dG)"),
        ("tr(H(F(X), Y)*X) wrt Y where F(X): matrix(n), H(F, Y): matrix(n)", "tr(dH*X)"),
        ("tr(H(F(X), Y)*F(X)) wrt Y where F(X): matrix(n), H(F, Y): matrix(n)", "tr(dH*F)"),
    ],
)
def test_no_differential_of_an_unknown_function_is_lost(words, differential):
    assert text(answer(problem(words))) == differential


@pytest.mark.parametrize(
    "words, message, hint",
    [
        (f"h(g(f), t) wrt t where {CHAIN}", "f is an unknown function", "write f(t)"),
        (f"h(g, t) wrt t where {CHAIN}", "g is an unknown function", "write g(f(t))"),
        (f"g(t) wrt t where {CHAIN}", "function of f, and stands here with something else", "write g(f(t))"),
        ("tr(F(Y)) wrt X where Y = X*X, F(Y): matrix(n)", "function of Y, which is an abbreviation", "of symbols"),
        ("f(g) wrt t where f(g): scalar, g(f): scalar", "g is an unknown function", "write g(f(g))"),
    ],
)
def test_what_stands_in_an_unknown_function_is_what_it_was_declared_of(words, message, hint):
    with pytest.raises(MatdiffError) as caught:
        problem(words)
    assert message in caught.value.message
    assert hint in caught.value.hint


def test_a_second_derivative_of_an_unknown_function_is_refused_by_its_name():
    with pytest.raises(MatdiffError, match="second derivatives of the unknown g"):
        answer(problem(f"g(f(t))*t wrt t where {CHAIN}"), order=2)
