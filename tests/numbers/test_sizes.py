"""The sizes that dimensions get: all orders, and no two names always together."""

from itertools import combinations, islice, permutations

import pytest

from matdiff_cli.numbers.cost import FURTHER, orders, size_choices
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer


@pytest.mark.parametrize("count", [2, 3, 4, 5, 6])
def test_any_two_names_differ_at_one_of_the_first_three_points(count):
    names = [f"n{i}" for i in range(count)]
    chosen = list(islice(orders(names), 3))
    for one, other in combinations(names, 2):
        assert any(sizes[one] != sizes[other] for sizes in chosen), (one, other)


def test_all_orders_of_three_have_their_turn():
    chosen = islice(orders(["m", "n", "p"]), 6)
    assert {tuple(sizes.values()) for sizes in chosen} == set(permutations((3, 2, 4)))


@pytest.mark.parametrize("line", ["sum(x) wrt x", "x'*A*y wrt x"])
def test_sizes_from_1_to_7_are_drawn_now_and_then(line):
    (problem,) = read_problems(line)
    chosen = [size for sizes in islice(size_choices(problem), 300) for size in sizes.values()]
    assert set(chosen) == set(FURTHER)
    assert chosen == [size for sizes in islice(size_choices(problem), 300) for size in sizes.values()]
    assert len(chosen) // 5 > chosen.count(1) > 0


def test_large_sizes_are_not_drawn_where_they_make_much_work():
    (problem,) = read_problems("kron(X, kron(X, X)) wrt X where X: matrix(m, n)")
    assert all(max(sizes.values()) <= 4 for sizes in islice(size_choices(problem), 40))


def test_a_commutation_matrix_of_the_wrong_side_does_not_pass():
    """Four sizes, of which m and p once were always equal."""
    words = "vec(A*X'*B') + vec(B*X*A') wrt X where A: matrix(m, n), B: matrix(p, q), X: matrix(q, n)"
    (problem,) = read_problems(words)
    right = "kron(B, A)*commutation(q, n) + kron(A, B)"
    wrong = "(eye(m*p) + commutation(m, p))*kron(A, B)"
    assert check_answer(problem, read_expression(right, problem.symbols), "gradient", 1, count=3).passed
    assert not check_answer(problem, read_expression(wrong, problem.symbols), "gradient", 1, count=3).passed
