"""Every operation and function has the value it should, by known numbers or by the property that defines it."""

import operator
import random
from itertools import count

import mpmath
import numpy as np
import pytest
from oracle.operations import CALLS
from typed_trees import M, N, P, call, inverse, node, number, product, symbol, total, transpose

from matdiff_cli.functions import REGISTRY
from matdiff_cli.functions.signature import signature
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.evaluate import OutsideDomain, evaluate

A = [[1, 2, 3], [4, 5, 7]]
S = [[2, 1], [1, 3]]
v = [[1], [2], [4]]
SIZES = {"m": 2, "n": 3, "p": 2}


def matrix(rows):
    return [[mpmath.mpf(x) for x in row] for row in rows]


VALUES = {"A": matrix(A), "S": matrix(S), "v": matrix(v), "t": [[mpmath.mpf(3)]], "Z": matrix([[1, 2], [2, 4]])}
a, s, x, t, z = symbol("A", M, N), symbol("S", M, M), symbol("v", N), symbol("t"), symbol("Z", M, M)


def near(left, right, tolerance=1e-40):
    return dense.shape(left) == dense.shape(right) and dense.largest(dense.subtract(left, matrix(right))) < tolerance


@pytest.fixture(autouse=True)
def digits():
    with mpmath.workdps(50):
        yield


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (number("3/4"), [[mpmath.mpf(3) / 4]]),
        (node("dimension", value=M * N), [[6]]),
        (a, A),
        (node("identity", shape=(M, M)), [[1, 0], [0, 1]]),
        (node("ones", shape=(M, N)), [[1, 1, 1], [1, 1, 1]]),
        (node("zeros", shape=(N, P * M)), [[0] * 4] * 3),
        (node("negative", x, shape=(N, 1)), [[-1], [-2], [-4]]),
        (total(x, x, x), [[3], [6], [12]]),
        (product(t, a, x), [[51], [126]]),
        (product(transpose(x), x), [[21]]),
        (product(t, t), [[9]]),
        (node("quotient", x, t, shape=(N, 1)), [[mpmath.mpf(k) / 3] for k in (1, 2, 4)]),
        (node("hadamard", x, x, shape=(N, 1)), [[1], [4], [16]]),
        (node("hadamard_quotient", x, x, shape=(N, 1)), [[1], [1], [1]]),
        (node("hadamard_quotient", t, x, shape=(N, 1)), [[3], [1.5], [0.75]]),
        (node("kronecker", transpose(x), s, shape=(M, N * M)), [[2, 1, 4, 2, 8, 4], [1, 3, 2, 6, 4, 12]]),
        (product(inverse(s), s), [[1, 0], [0, 1]]),
        (node("power", s, number(3), shape=(M, M)), [[15, 20], [20, 35]]),
        (product(node("power", s, number(-2), shape=(M, M)), s, s), [[1, 0], [0, 1]]),
        (node("power", t, number(-2)), [[mpmath.mpf(1) / 9]]),
        (node("hadamard_power", x, number("1/2"), shape=(N, 1)), [[1], [mpmath.mpf(2) ** 0.5], [2]]),
        (node("literal", t, number(2), shape=(1, 2), value=(1, 2)), [[3, 2]]),
        (call("tr", s), [[5]]),
        (call("det", s), [[5]]),
        (call("diag", x, shape=(N, N)), [[1, 0, 0], [0, 2, 0], [0, 0, 4]]),
        (call("diag", s, shape=(M, 1)), [[2], [3]]),
        (call("vec", a, shape=(M * N, 1)), [[1], [4], [2], [5], [3], [7]]),
        (call("tril", s, shape=(M, M)), [[2, 0], [1, 3]]),
        (call("triu", s, shape=(M, M)), [[2, 1], [0, 3]]),
        (call("sum", a), [[22]]),
        (call("mean", a), [[mpmath.mpf(22) / 6]]),
        (call("norm1", node("negative", a, shape=(M, N))), [[22]]),
        (call("dot", a, a), [[104]]),
        (call("outer", x, x, shape=(N, N)), [[1, 2, 4], [2, 4, 8], [4, 8, 16]]),
        (call("adj", s, shape=(M, M)), [[3, -1], [-1, 2]]),
        (call("adj", z, shape=(M, M)), [[4, -2], [-2, 1]]),
        (product(a, call("pinv", a, shape=(N, M))), [[1, 0], [0, 1]]),
        (total(call("logdet", s), call("log", number("1/5"))), [[0]]),
        (total(call("norm", x), call("norm", node("negative", x, shape=(N, 1)))), [[2 * mpmath.mpf(21) ** 0.5]]),
        (call("relu", node("negative", x, shape=(N, 1)), shape=(N, 1)), [[0], [0], [0]]),
    ],
)
def test_value(typed, expected):
    assert near(evaluate(typed, VALUES, SIZES), expected, 1e-14)


def test_softmax_and_logsumexp_are_what_exp_and_log_make_of_them():
    e = call("exp", x, shape=(N, 1))
    fraction = node("quotient", e, call("sum", e), shape=(N, 1))
    assert near(evaluate(call("softmax", x, shape=(N, 1)), VALUES, SIZES), evaluate(fraction, VALUES, SIZES))
    assert near(evaluate(call("logsumexp", x), VALUES, SIZES), evaluate(call("log", call("sum", e)), VALUES, SIZES))


def test_expm_adds_exponents_and_starts_at_one():
    half = call("expm", node("quotient", s, number(2), shape=(M, M)), shape=(M, M))
    assert near(evaluate(product(half, half), VALUES, SIZES), evaluate(call("expm", s, shape=(M, M)), VALUES, SIZES))
    diagonal = call("expm", call("diag", x, shape=(N, N)), shape=(N, N))
    expected = [[mpmath.exp(v[i][0]) if i == j else 0 for j in range(3)] for i in range(3)]
    assert near(evaluate(diagonal, VALUES, SIZES), expected)


def test_commutation_swaps_the_vecs_of_a_matrix_and_its_transpose():
    k = call("commutation", number(2), number(3), shape=(M * N, M * N))
    left = product(k, call("vec", a, shape=(M * N, 1)))
    assert near(evaluate(left, VALUES, SIZES), evaluate(call("vec", transpose(a), shape=(M * N, 1)), VALUES, SIZES))


SPELLED_AS_OPERATIONS = {"eye", "ones", "zeros"}
USES = [
    pytest.param(record, text, id=f"{record.name} {text}")
    for record in REGISTRY.values()
    if record.name not in SPELLED_AS_OPERATIONS
    for text in record.signatures
]


@pytest.mark.parametrize(("record", "text"), USES)
def test_every_function_has_the_value_that_numpy_gives(record, text):
    """By the records' formulas, by mpmath, or by an algorithm; what the oracle does not know has a value, at least."""
    of_size = {"m": 2, "n": 3, "p": 2, "q": 2, "1": 1}
    numbers = count(1)
    arguments = [
        [[mpmath.mpf(next(numbers) * 37 % 31) / 32 for _ in range(of_size[columns])] for _ in range(of_size[rows])]
        for rows, columns in signature(text).arguments
    ]
    parameters = [symbol(name) for name in record.parameters]
    found = evaluate(call(record.name, *parameters), dict(zip(record.parameters, arguments, strict=True)), {})
    if record.name in CALLS:
        expected = CALLS[record.name](*(np.array([rows], dtype=float) for rows in arguments))[0]
        assert near(found, expected.tolist(), 1e-12)
    else:
        assert all(map(mpmath.isfinite, (x for row in found for x in row)))


@pytest.mark.parametrize(
    "typed",
    [
        call("log", number(-1)),
        call("log", number(0)),
        call("sqrt", number(-1)),
        call("asin", number(2)),
        call("log1p", number(-2)),
        inverse(z),
        call("logdet", z),
        node("quotient", t, number(0)),
        node("power", number(0), number(-1)),
        node("power", number(-1), number("1/2")),
        node("hadamard_quotient", t, node("zeros", shape=(N, 1)), shape=(N, 1)),
        call("exp", node("power", number(10), number(10))),
        node("power", number(10), node("power", number(10), number(10))),
    ],
)
def test_no_finite_real_value(typed):
    with pytest.raises(OutsideDomain):
        evaluate(typed, VALUES, SIZES)


def test_what_rounding_leaves_of_zero_is_zero():
    root = call("sqrt", number(5))
    nothing = total(product(root, root), number(-5))
    assert evaluate(nothing, VALUES, SIZES) != [[0]]
    assert evaluate(call("sign", nothing), VALUES, SIZES) == [[0]]
    for typed in (call("log", nothing), node("power", nothing, number(-2)), node("quotient", t, nothing)):
        with pytest.raises(OutsideDomain):
            evaluate(typed, VALUES, SIZES)


def test_a_small_number_is_not_zero():
    small = node("power", number(10), number(-60))
    assert evaluate(call("sign", small), VALUES, SIZES) == [[1]]
    assert near(evaluate(call("log", small), VALUES, SIZES), [[-60 * mpmath.log(10)]])


def test_deep_nesting_is_no_trouble():
    typed = x
    for _ in range(3000):
        typed = call("sin", typed, shape=(N, 1))
    assert 0 < evaluate(typed, VALUES, SIZES)[0][0] < 1


def test_a_definition_is_worked_out_once():
    """A chain y1 = y0 + y0, y2 = y1 + y1, … would take 2^100 steps otherwise."""
    typed = t
    for k in range(100):
        definitions = [node("abbreviation", typed, value=f"y{k}") for _ in range(2)]
        typed = total(*definitions)
    assert evaluate(typed, VALUES, SIZES) == [[3 * mpmath.mpf(2) ** 100]]


def test_a_product_multiplies_only_what_is_not_zero(monkeypatch):
    """The matrices of vec are large and nearly empty: 144 columns, one entry in each, are nothing unusual."""
    multiplied, multiply = [], dense._times
    monkeypatch.setattr(dense, "_times", lambda *numbers: multiplied.append(numbers) or multiply(*numbers))
    assert dense.product(dense.commutation(12, 12), dense.commutation(12, 12)) == dense.identity(144)
    assert len(multiplied) == 144


def test_an_entry_of_a_product_is_rounded_once():
    """Of terms that cancel what is left is the exact sum, rounded to the working precision."""
    draw = random.Random(3)

    def entry():
        return (mpmath.mpf(draw.random()) - 0.5) / 3 * 2 ** draw.randrange(20)

    for digits in (15, dense.DIGITS):
        with mpmath.workdps(digits):
            a, b = ([[entry() for _ in range(3)] for _ in range(3)] for _ in range(2))
            a, b = [row + [-x for x in row] + row for row in a], b + b + b
            with mpmath.workdps(1000):
                exact = [[sum(map(operator.mul, row, column)) for column in zip(*b, strict=True)] for row in a]
                diagonal = sum(exact[i][i] for i in range(3))
            assert dense.product(a, b) == [[+x for x in row] for row in exact]
            assert dense.trace_of_product(a, b) == +diagonal


def test_a_product_with_infinity_is_infinite_or_no_number():
    infinity, two = mpmath.inf, mpmath.mpf(2)
    assert dense.product([[two, two]], [[infinity], [two]]) == [[infinity]]
    assert mpmath.isnan(dense.trace_of_product([[infinity, -infinity]], [[two], [two]]))
