"""The sizes that dimensions get: all orders, and no two names always together."""

from itertools import combinations, islice, permutations

import pytest

from matdiff_cli.check.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.points import size_choices


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_any_two_names_differ_at_one_of_the_first_three_points(count):
    names = [f"n{i}" for i in range(count)]
    chosen = list(islice(size_choices(names), 3))
    for one, other in combinations(names, 2):
        assert any(sizes[one] != sizes[other] for sizes in chosen), (one, other)


def test_all_orders_of_three_have_their_turn():
    chosen = islice(size_choices(["m", "n", "p"]), 6)
    assert {tuple(sizes.values()) for sizes in chosen} == set(permutations((3, 2, 4)))


def test_a_commutation_matrix_of_the_wrong_side_does_not_pass():
    """Four sizes, of which m and p once were always equal."""
    words = "vec(A*X'*B') + vec(B*X*A') wrt X where A: matrix(m, n), B: matrix(p, q), X: matrix(q, n)"
    (problem,) = read_problems(words)
    right = "kron(B, A)*commutation(q, n) + kron(A, B)"
    wrong = "(eye(m*p) + commutation(m, p))*kron(A, B)"
    assert check_answer(problem, read_expression(right, problem.symbols), "gradient", 1, count=3).passed
    assert not check_answer(problem, read_expression(wrong, problem.symbols), "gradient", 1, count=3).passed
