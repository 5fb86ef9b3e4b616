"""A dimension may be called like a symbol or an abbreviation."""

import pytest
from typed_text import problem, shapes

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.output.style import DEFAULT, for_problem


def answered(words, **more):
    asked = problem(words, **more)
    return text(answer(asked), for_problem(DEFAULT, asked))


@pytest.mark.parametrize(
    "words, found",
    [
        ("mean(X)*n wrt X where n = 2, X: matrix(n)", "ones(2, 2)/2"),
        ("mean(X)*n wrt X where n = 2*m, X: matrix(n, m)", "2*ones(2*m, m)/(2*m)"),
        ("sum(X)*n wrt X where n = m, m = 3, X: matrix(2*n, m)", "3*ones(6, 3)"),
        ("sum(ones(n)*x') wrt x where n = 3, x: vector(2)", "3*ones(2)"),
        ("x*n + n wrt x where n = 1, x: vector(n)", "1"),
        ("r*x wrt x where n = 1, r: row(n), x: vector(n)", "r"),
    ],
)
def test_an_abbreviation_that_is_a_size_gives_the_size(words, found):
    assert answered(words) == found


@pytest.mark.parametrize(
    "words, found",
    [
        ("sum(x)*n wrt x where n = ones(n)'*x, x: vector(n)", "2*sum(x)*ones(n)"),
        ("mean(x)*n wrt x where n = ones(n)'*x, x: vector(n)", "2*sum(x)*ones(n)/tr(eye(n))"),
        ("mean(x) wrt x where x: vector(pi)", "ones(pi)/tr(eye(pi))"),
        ("mean(x) wrt x where x: vector(tr)", "ones(tr)/tr(eye(tr))"),
        ("mean(A)*Y wrt A where A: matrix(Y)", "ones(Y, Y)/Y"),
    ],
)
def test_an_abbreviation_that_is_no_size_lives_apart_from_the_dimension(words, found):
    assert answered(words) == found


@pytest.mark.parametrize("body", ["2.5", "-2", "0", "1/2"])
def test_a_number_that_is_no_size_is_refused(body):
    with pytest.raises(MatdiffError, match="n is a size, and its definition is none") as caught:
        problem(f"mean(x)*n wrt x where n = {body}, x: vector(n)")
    assert body in caught.value.source[caught.value.marks[0].span.start :]


def test_a_size_of_one_makes_a_vector_a_scalar():
    assert shapes(problem("x^2 wrt x", where=["n = 1", "x: vector(n)"])) == {"x": "1×1"}
