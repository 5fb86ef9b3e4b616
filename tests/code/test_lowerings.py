"""What generated code never does: invert to multiply, build a diagonal matrix, compute twice, overflow needlessly."""

from __future__ import annotations

import ast
import random
import re
from collections import Counter
from contextlib import suppress
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
import sympy
from cases import lines, problems, source

from matdiff_cli.code import chains, load
from matdiff_cli.code.chains import Factor
from matdiff_cli.code.diagonals import unbuilt
from matdiff_cli.code.lowerings import LOWERINGS
from matdiff_cli.code.memory import by_rows, in_place
from matdiff_cli.code.module import export
from matdiff_cli.code.program import Program
from matdiff_cli.code.running import functions
from matdiff_cli.code.systems import with_matrices
from matdiff_cli.code.values import Value
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text


def exported(problem, order):
    """The functions of a problem; None where there is no code, or no second derivative."""
    with suppress(MatdiffError):
        return export(derive(problem, order=order, steps=False), text)
    return None


@cache
def exports(first=0, step=8):
    """Those of some of the problems of the tables, of first and second order."""
    found = {}
    for line in lines()[first::step]:
        for problem in problems(line):
            for order in (1, 2):
                if (functions_of := exported(problem, order)) is not None:
                    found[problem.text, order] = functions_of
    return found


def every_value(results):
    seen: set[Value] = set()
    waiting = list(results)
    while waiting:
        value = waiting.pop()
        if value not in seen:
            seen.add(value)
            waiting += value.args
    return seen


PRODUCTS = {
    "inverse": ("matmul", "vecmat", "dot"),
    "diag": ("matmul", "vecmat", "dot", "scale_rows", "scale_columns", "solve", "mul", "det", "logdet"),
    "kron": ("matmul", "vecmat", "solve"),
    "commuted": ("matmul", "vecmat", "dot", "solve"),
}
"""What must not be multiplied by something → the operations that would do so."""


def is_inside(value: Value, op: str) -> bool:
    """Whether a value is that of an operation, or a sum of such, but for signs and transpositions."""
    while value.op in ("neg", "transpose"):
        (value,) = value.args
    return value.op == op or (value.op == "add" and all(is_inside(term, op) for term in value.args))


def multiplied(found, op):
    """What multiplies a value of an operation by something."""
    return [
        (line, value)
        for line, export in found.items()
        for value in every_value(result.value for function in export.functions for result in function.results)
        if value.op in PRODUCTS[op] and any(is_inside(arg, op) and arg.rank == 2 for arg in value.args)
        if op != "commuted" or any(arg.op == "commuted" and arg.args[0].op == "eye" for arg in value.args)
        if value.op != "dot" or value.args[0] is not value.args[1]  # which is a sum of squares
    ]


@pytest.mark.parametrize("op", PRODUCTS)
def test_nothing_is_multiplied_by_what_has_a_shorter_way(op):
    assert multiplied(exports(), op) == []


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_nothing_of_all_the_tables_is_multiplied_by_what_has_a_shorter_way(part):
    assert {op: found for op in PRODUCTS if (found := multiplied(exports(part, 4), op))} == {}


IN_PLACE = ("numpy", "torch", "matlab", "r", "eigen")
"""The targets that can change a diagonal; JAX compiles a sum to one pass, and the array API has no way to."""


def is_diagonal(value: Value) -> bool:
    """Whether a value is diag(v) or a multiple of an identity."""
    return value.op in ("diag", "eye") or (value.op in ("neg", "mul", "div") and any(map(is_diagonal, value.args)))


def built_within(target, found):
    """Problem → the values of a target's code of which a diagonal matrix is a part, for NumPy also kron(diag(v), A)."""
    rules = load(target).rules
    guilty = {}
    for line, exported_functions in found.items():
        for function in exported_functions.functions:
            for value in every_value(unbuilt([result.value for result in function.results], rules)):
                parts = [arg for arg in value.args if arg.rank == 2]
                within = value.op not in ("solve", "commuted", "vec", "kron", "stacked") or (value.op, target) == (
                    "kron",
                    "numpy",
                )
                lone = value.op in ("neg", "mul", "div", "add") and len(parts) == 1
                if value.rank == 2 and within and not lone and any(map(is_diagonal, parts)):
                    guilty.setdefault(line, []).append(value)
    return guilty


@pytest.mark.parametrize("target", IN_PLACE)
def test_no_diagonal_matrix_is_built_within_another(target):
    assert built_within(target, exports()) == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_no_diagonal_matrix_of_all_the_tables_is_built_within_another(part):
    assert {target: found for target in IN_PLACE if (found := built_within(target, exports(part, 4)))} == {}


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("logsumexp(x) wrt x", "_add_diagonal(_outer(-t1, t1), t1)"),
        ("x'*S*x + s*x'*x wrt x where S: symmetric(n), s: scalar", "2 * _add_diagonal(S, s)"),
        ("sum(tanh(x).^2)/2 wrt x where x: vector(n)", "np.diag((1 - 3 * t1) * (1 - t1))"),
        ("sum(x.^4) - x'*x wrt x where x: vector(n)", "np.diag(12 * x**2 - 2)"),
        ("v'*tanh(W*x) wrt W", "_kron_diag(-2 * _outer(x, x), t1 * v * (1 - t1**2))"),
    ],
)
def test_a_diagonal_is_added_where_it_belongs(line, written):
    (problem,) = problems(line)
    hessian = source(problem, "numpy", order=2).partition("def hessian")[2].partition("def hvp")[0]
    assert f"return {written}" in hessian and "np.eye" not in hessian


def test_what_a_diagonal_matrix_makes_zero_is_not_worked_out():
    """An entry of X off the diagonal may be negative: its root is no number, and has no part in the trace."""
    (problem,) = problems("tr(sqrt(X)) wrt X where X: matrix(n)")
    code = source(problem, "numpy")
    assert code.count("np.diag(0.5 * (1 / ") == 2
    with np.errstate(invalid="ignore"):
        found = functions(code, "test")["derivative"](np.array([[4.0, -1.0], [-1.0, 1.0]]))
    assert np.array_equal(found, [[0.25, 0], [0, 0.5]])


TRIVIAL = (ast.Name, ast.Constant, ast.Load, ast.operator, ast.unaryop, ast.keyword, ast.Tuple, ast.Slice)


def is_trivial(node: ast.AST) -> bool:
    """A name, a number, a sign before one, an attribute such as A.T, an axis."""
    if isinstance(node, ast.UnaryOp):
        return is_trivial(node.operand)
    if isinstance(node, ast.List):
        return all(map(is_trivial, node.elts))
    return isinstance(node, TRIVIAL) or (isinstance(node, (ast.Attribute, ast.Subscript)) and is_trivial(node.value))


def names_in(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


def computed_twice(found):
    """Problem → what stands more than once in a function of its NumPy code."""
    guilty = {}
    for line, exported_functions in found.items():
        for function in ast.parse(load("numpy").source(exported_functions)).body:
            if isinstance(function, ast.FunctionDef) and not function.name.startswith("_"):
                inner = [node for node in ast.walk(function) if isinstance(node, ast.expr) and not is_trivial(node)]
                counted = Counter(ast.unparse(node) for node in inner if not names_in(node) <= exported_functions.sizes)
                repeated = [what for what, often in counted.items() if often > 1]
                if repeated:
                    guilty[line] = repeated
    return guilty


def test_nothing_is_computed_twice():
    assert computed_twice(exports()) == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_nothing_of_all_the_tables_is_computed_twice(part):
    assert computed_twice(exports(part, 4)) == {}


EXTREME = [
    "sum(log(ones(n) + exp(x))) wrt x",
    "sum(softplus(x)) wrt x",
    "sum(exp(x)./(ones(n) + exp(x))) wrt x where x: vector(n)",
    "sum(ones(n)./(ones(n) + exp(-x))) wrt x",
    "sum(log(sigmoid(x))) wrt x",
    "sum(log(ones(n) - sigmoid(x))) wrt x",
    "sum(sigmoid(x)) wrt x",
    "log(sum(exp(x))) wrt x",
    "logsumexp(x) wrt x",
    "a'*softmax(x) wrt x",
    "a'*exp(x)/sum(exp(x)) wrt x",
    "-a'*log(softmax(x)) wrt x",
    "a'*log(exp(x)/sum(exp(x))) wrt x",
    "sum(log(cosh(x))) wrt x",
    "sum(tanh(x)) wrt x",
    "log(exp(a'*x) + exp(b'*x)) wrt x",
    "1/(1 + exp(-a'*x)) wrt x",
    "exp(a'*x)/(exp(a'*x) + exp(b'*x)) wrt x",
    "-sum(y.*log(sigmoid(A*x)) + (ones(n) - y).*log(ones(n) - sigmoid(A*x))) wrt x where A: matrix(n, n)",
]


@pytest.mark.parametrize("line", EXTREME)
def test_nothing_overflows(line):
    (problem,) = problems(line)
    module = functions(source(problem, "numpy"), "test")
    n = 6
    values = {"x": np.array([1e3, -1e3, 700.0, -750.0, 1.0, -40.0]), "a": np.eye(n)[0], "b": np.eye(n)[1]}
    values |= {"y": np.array([1.0, 0, 1, 0, 1, 0]), "A": np.eye(n)}
    with np.errstate(all="raise", under="ignore"):
        f, slope = module["value_and_derivative"](*(values[name] for name in sorted(problem.symbols)))
    assert np.isfinite(f) and np.isfinite(slope).all()


def test_digits_are_kept_where_a_difference_cancels():
    (problem,) = problems("sum(log(ones(n) - sigmoid(x))) + sum(log(ones(n) + x.^2)) wrt x")
    module = functions(source(problem, "numpy"), "test")
    assert module["f"](np.array([-50.0])) == pytest.approx(np.log1p(2500.0), rel=1e-15)
    assert module["f"](np.array([1e-9])) == pytest.approx(-np.log(2) - 0.5e-9, rel=1e-15)


def test_the_determinant_of_a_large_matrix():
    (problem,) = problems("log(det(X)) wrt X")
    module = functions(source(problem, "numpy"), "test")
    assert module["f"](1e3 * np.eye(400)) == pytest.approx(400 * np.log(1e3))


def test_an_ill_conditioned_system_loses_no_more_than_it_must():
    """The error of x = A⁻¹b is that of a backward stable method: the residual is small whatever the condition."""
    n = 12
    (problem,) = problems("inv(A)*b wrt b where A: matrix(n)")
    module = functions(source(problem, "numpy"), "test")
    hilbert = 1 / (np.arange(n)[:, None] + np.arange(n) + 1.0)
    x = module["f"](hilbert, np.ones(n))
    assert np.abs(hilbert @ x - 1).max() <= 1e-13 * np.abs(x).max()


@pytest.mark.parametrize("n", [12, 200])
def test_an_ill_conditioned_definite_system_loses_no_more_than_it_must(n):
    """Small ones are solved at once, large ones in halves."""
    (problem,) = problems("y'*inv(S)*y/2 wrt y where S: spd(n)")
    rng = np.random.default_rng(0)
    Q, _ = np.linalg.qr(rng.normal(size=(n, n)))
    S, y = (Q * np.geomspace(1, 1e-12, n)) @ Q.T, rng.normal(size=n)
    x = functions(source(problem, "numpy"), "test")["derivative"]((S + S.T) / 2, y)
    assert np.abs((S + S.T) / 2 @ x - y).max() <= 1e-15 * n * np.abs(x).max()


# --- chains -----------------------------------------------------------------------------------------------------------


def multiplications(value: Value) -> int:
    """How many multiplications a value takes, every operation counted once."""
    total = 0
    for each in every_value([value]):
        if each.op in ("matmul", "vecmat", "dot", "outer"):
            left, right = (list(map(int, arg.shape)) for arg in each.args)
            shared = 1 if each.op == "outer" else left.pop()
            total += int(np.prod([*left, shared, *(right if each.op == "outer" else right[1:])]))
    return total


def least(sizes: list[int]) -> int:
    """The least number of multiplications of a chain with these sizes, over all ways to put brackets."""
    if len(sizes) < 3:
        return 0
    ends = sizes[0] * sizes[-1]
    return min(least(sizes[: i + 1]) + least(sizes[i:]) + ends * sizes[i] for i in range(1, len(sizes) - 1))


@pytest.mark.parametrize("seed", range(5))
def test_chains_are_multiplied_in_the_cheapest_order(seed):
    rng = random.Random(seed)
    for _ in range(100):
        sizes = [rng.choice([1, 2, 3, 5, 8, 30, 100]), *(rng.randint(2, 40) for _ in range(rng.randint(1, 5)))]
        sizes.append(rng.choice([1, 2, 3, 5, 8, 30, 100]))
        program = Program()
        chain = []
        for i, (rows, columns) in enumerate(pairwise(map(sympy.Integer, sizes))):
            shape = tuple(size for size in (rows, columns) if size != 1)
            chain.append(Factor("plain", program.input(f"A{i}", shape), rows, columns))
        assert multiplications(chains.product(program, chain).value) == least(sizes), sizes


def test_an_order_that_rests_on_unknown_sizes_says_so():
    def has_remark(line):
        (problem,) = problems(line)
        return f"# {LOWERINGS['equal-sizes']}" in source(problem, "numpy")

    assert has_remark("norm2(A*B*X)^2 wrt X where A: matrix(m, n), B: matrix(n, p), X: matrix(p, q)")
    assert not has_remark("norm2(A*B*X)^2 wrt X where A: matrix(20, 3), B: matrix(3, 4), X: matrix(4, 90)")
    assert not has_remark("norm2(A*B*x)^2 wrt x where A: matrix(m, n), B: matrix(n, p)")


LOW_RANK = "norm2(T - U*V')^2 wrt U where U: matrix(m, {0}), V: matrix(n, {0})"


def test_no_diagonal_matrix_is_built_to_be_multiplied_or_factored():
    """A multiple is one of its entries; determinant and exponential are those of its entries."""

    def code(line):
        (problem,) = problems(line)
        return source(problem, "numpy", order=2)

    assert "return np.diag(6 * x)\n" in code("sum(x.^3) wrt x")
    assert "return np.log(np.abs(x)).sum()\n" in code("logdet(diag(x)) wrt x")
    assert "return np.log(np.abs(L.diagonal())).sum()\n" in code("logdet(L) wrt L where L: lower(n)")
    assert "return np.prod(L.diagonal())\n" in code("det(L) wrt L where L: lower(n)")
    assert "return b.dot(np.exp(D.diagonal()) * b)\n" in code("b'*expm(D)*b wrt b where D: diagonal(n)")


def test_a_sum_is_multiplied_out_where_that_is_cheaper():
    """By itself, for a small rank; beside f, which needs the sum anyway, it is not."""
    (problem,) = problems(LOW_RANK.format(5))
    alone, both = source(problem, "numpy").partition("def derivative")[2].split("def value_and_derivative")
    assert "-2 * (T.dot(V) - U.dot(V.T.dot(V)))" in alone and f"# {LOWERINGS['regrouped']}" in alone
    assert "t1.dot(V)" in both and LOWERINGS["regrouped"] not in both
    (problem,) = problems(LOW_RANK.format(2000))
    assert LOWERINGS["regrouped"] not in source(problem, "numpy")
    (problem,) = problems(LOW_RANK.format(3))
    module = functions(source(problem, "numpy"), "test")
    rng = np.random.default_rng(0)
    T, U, V = rng.normal(size=(7, 6)), rng.normal(size=(7, 3)), rng.normal(size=(6, 3))
    assert np.allclose(module["derivative"](T, U, V), -2 * (T - U @ V.T) @ V, rtol=1e-13)


def test_a_quadratic_form_is_half_computed():
    """x'A'Ax is (A x)'(A x), and A x is there once."""
    (problem,) = problems("x'*A'*A*x wrt x")
    assert source(problem, "numpy").count("t1.dot(t1)") == 2


def test_numpy_multiplies_by_the_method_but_for_a_matrix_times_its_transpose():
    """Small products take half as long by the method; the operator is faster at U U', whose halves are the same."""
    (problem,) = problems("norm2(T - U*U')^2 wrt U")
    value = source(problem, "numpy").partition("def f(")[2].partition("def derivative")[0]
    assert "_difference(T, U @ U.T)\n" in value
    (problem,) = problems("norm2(T - U'*U)^2 wrt U")
    assert "_difference(T, U.T.dot(U))\n" in source(problem, "numpy")


def test_a_difference_takes_the_memory_of_a_product_that_nothing_else_needs():
    """Never that of an argument, of a name, or of what comes out as a result; the first term has its own to give."""

    def value(line):
        (problem,) = problems(line)
        return source(problem, "numpy", order=2).partition("def value_and_derivative")[2]

    low_rank = value(LOW_RANK.format("p"))
    assert "t1 = _difference(T, U.dot(V.T))\n" in low_rank
    assert "t1 = X - Y\n" in value("norm2(X - Y)^2 wrt X")
    assert "t1 = A.dot(X) - X.dot(A)\n" in value("norm2(A*X - X*A)^2 wrt X")
    assert "A.T.dot(_difference(1, t1**2))" in value("sum(tanh(A*X)) wrt X where X: matrix(n, p)")
    n = sympy.Integer(3)
    program = Program()
    A, B = (program.input(name, (n, n)) for name in "AB")
    product = program.matmul(A, B)
    less = program.add(A, program.negate(product))
    (found,) = in_place([less], load("numpy").rules)
    assert found.op == "difference"
    assert in_place([less, product], load("numpy").rules)[0].op == in_place([less], load("torch").rules)[0].op == "add"
    (more,) = in_place([program.add(A, B, program.negate(product))], load("numpy").rules)
    assert repr(more) == "add(difference(input('A'), matmul(input('A'), input('B'))), input('B'))"


@pytest.mark.parametrize(
    "line, written",
    [
        ("x'*A*x wrt x", "A + A.T.copy()"),
        ("x'*A*x - x'*B'*x wrt x", "A + A.T.copy() - B.T.copy() - B"),
        ("x'*A*x where A: symmetric(n) wrt x", "2 * A"),
    ],
)
def test_numpy_writes_a_transpose_out_that_meets_a_matrix_entry_by_entry(line, written):
    """It takes longer to walk through rows and columns at once; other libraries do as they like."""
    (problem,) = problems(line)
    assert written in source(problem, "numpy", order=2).partition("def hessian")[2]
    assert ".copy()" not in source(problem, "jax", order=2)


def test_only_a_transpose_that_meets_other_rows_is_written_out():
    """Two transposes lie alike; in a product of matrices BLAS takes either."""
    program, S, T, _ = definite(sympy.Integer(3))
    turned = [program.make("transpose", each, shape=each.shape) for each in (S, T)]
    kept = [program.make("add", *turned, shape=S.shape), program.make("matmul", *turned, shape=S.shape)]
    kept.append(program.make("mul", program.number(2), turned[0], shape=S.shape))
    assert list(map(repr, by_rows(kept, load("numpy").rules))) == list(map(repr, kept))
    mixed = [program.make("mul", S, turned[1], shape=S.shape), program.add(S, program.negate(turned[1]))]
    found = by_rows(mixed, load("numpy").rules)
    assert repr(found[0]) == "mul(input('S'), by_rows(input('T')))"
    assert repr(found[1]) == "add(input('S'), neg(by_rows(input('T'))))"
    assert by_rows(mixed, load("torch").rules) == mixed


@pytest.mark.parametrize("number", [1, -1, 2])
def test_a_kronecker_product_with_an_identity_is_made_of_its_other_factor(number):
    """Whatever multiple of the identity it is, and on either side."""
    program = Program()
    two, four, A = sympy.Integer(2), sympy.Integer(4), program.input("A", (sympy.Integer(2),) * 2)
    multiple = program.make("mul", program.number(number), program.eye(two), shape=(two, two))
    left, right = unbuilt(
        [program.kron(multiple, A, (four, four)), program.kron(A, multiple, (four, four))], load("numpy").rules
    )
    assert (left.op, right.op, left.data, right.data) == ("eye_kron", "kron_eye", (two,), (two,))
    inner = {1: "input('A')", -1: "neg(input('A'))", 2: "mul(number(2), input('A'))"}[number]
    assert repr(left.args[0]) == repr(right.args[0]) == inner


def definite(n: sympy.Integer):
    program = Program()
    S, T, y = (program.input(name, (n,) * rank) for name, rank in (("S", 2), ("T", 2), ("y", 1)))
    return program, S, T, y


def test_a_solution_and_the_inverse_of_a_definite_matrix_are_found_together():
    """By libraries that solve nothing by Cholesky's factor; the others have both of that."""
    program, S, _, y = definite(sympy.Integer(3))
    results = [program.solve(S, y, "spd"), program.inverse(S, "spd")]
    solution, inverse = with_matrices(results, load("numpy").rules)
    assert solution.op == inverse.op == "part" and solution.args == inverse.args
    assert solution.args[0].op == "solution_and_inverse" and (solution.rank, inverse.rank) == (1, 2)
    assert with_matrices(results, load("jax").rules) == results


def test_no_factor_is_made_for_small_systems_alone():
    """What else needs the factor, or is the factor, gets it whatever its size; one problem never has two."""
    program, S, T, y = definite(sympy.Integer(3))
    solution = program.solve(S, y, "spd")

    def factors(*results):
        found = with_matrices(results, load("numpy").rules)
        return [value.op for value in every_value(found) if value.op.endswith("cholesky")]

    assert factors(solution) == factors(solution, program.inverse(S, "spd")) == ["large_cholesky"]
    factor = next(value for value in every_value([solution]) if value.op == "cholesky")
    assert factors(solution, factor) == factors(solution, program.total(factor)) == ["cholesky"]
    assert sorted(factors(solution, factor, program.solve(T, y, "spd"))) == ["cholesky", "large_cholesky"]


@pytest.mark.parametrize("n", [12, 200])
def test_a_solution_and_an_inverse_of_small_and_of_large_matrices(n):
    """S G S = (S - y y')/2 for the derivative G = (inv(S) - inv(S) y y' inv(S))/2."""
    (problem,) = problems(GAUSSIAN)
    rng = np.random.default_rng(0)
    root, y = rng.normal(size=(n, n)), rng.normal(size=n)
    S = root @ root.T / n + np.eye(n)
    G = functions(source(problem, "numpy"), "test")["derivative"](S, y)
    assert np.abs(S @ G @ S - (S - np.outer(y, y)) / 2).max() < 1e-12


def test_a_solution_that_depends_on_the_inverse_is_found_by_itself():
    """Also by way of another matrix, whose solution is found with its inverse."""
    program, S, T, y = definite(sympy.Integer(3))
    inverses = [program.inverse(each, "spd") for each in (S, T)]
    first = program.solve(S, program.of_matrix("diagonal", inverses[1], y.shape), "spd")
    found = with_matrices([*inverses, program.solve(T, first, "spd"), first], load("numpy").rules)
    together = [value for value in every_value(found) if value.op == "solution_and_inverse"]
    assert [value.args[0].data for value in together] == ["S"]
    alone = program.solve(S, program.of_matrix("diagonal", inverses[0], y.shape), "spd")
    assert [value.op for value in with_matrices([alone], load("numpy").rules)] == ["definite_solve"]


def test_no_sum_of_matrices_is_made_for_a_vector():
    """(A + A')x is A x + A'x, and A x is there from x'A x."""
    (problem,) = problems("x'*A*x wrt x")
    both = source(problem, "numpy").partition("def value_and_derivative")[2]
    assert "t1 = A.dot(x)\n    value = x.dot(t1)\n    slope = t1 + x.dot(A)\n" in both


def both_of(line):
    """The NumPy code of f and its derivative together."""
    (problem,) = problems(line)
    return source(problem, "numpy").partition("def value_and_derivative")[2]


def test_no_multiple_of_a_sum_of_matrices_is_made_for_a_vector_either():
    both = both_of("x'*A*x/(x'*B*x) wrt x")
    assert "t1 + x.dot(A)" in both and "t3 + x.dot(B)" in both and "A + A" not in both
    assert ".dot(x)" not in both_of("x'*(2*A - B/3 + alpha*A')*x wrt x").replace("A.dot(x)", "").replace("B.dot(x)", "")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("diag(A*B)'*y wrt y", "np.sum(A * B.T.copy(), axis=1)"),
        ("logdet(A + X*diag(w)*X') wrt w where A: spd(n)", "np.sum(X * np.linalg.solve(t1, X), axis=0)"),
        ("diag(A*A' + B)'*y wrt y", "np.sum(A * A, axis=1) + B.diagonal()"),
        ("diag(D*A)'*y wrt y where D: diagonal(n)", "D.diagonal() * A.diagonal()"),
        ("sum(diag(a*x')) wrt x", "a.dot(x)"),
        ("diag(A*inv(B))'*y wrt y", "np.linalg.solve(B.T, A.T).T.diagonal()"),
        ("diag(kron(A, B))'*y wrt y where A, B: matrix(2)", "_kron(A, B).diagonal()"),
    ],
)
def test_of_a_product_no_more_than_the_diagonal_is_made(line, written):
    assert written in both_of(line)


def test_what_is_there_transposed_is_not_multiplied_again():
    """B'A' is (A B)', and the sums of the columns of A' are those of the rows of A."""
    assert "t1 @ t1.T" in both_of("logdet(I + A*X*X'*A') wrt X")
    assert both_of("tr(X^4) wrt X").count(".dot(") == 2
    assert both_of("sum(A*B) wrt A").count("np.sum(B, axis=1)") == 1
    (problem,) = problems("norm2(U'*U - I)^2 wrt U where U: matrix(m, n)")
    product = source(problem, "numpy", order=2).partition("def hvp")[2]
    assert "t1 = v.T.dot(U)" in product and "U.dot(t1) + U.dot(t1.T)" in product


def idle_names(module):
    """(function, name) of what a module of Python names and then uses nowhere, or only to give it another name."""
    found = []
    for function in ast.parse(module).body:
        if isinstance(function, ast.FunctionDef):
            nodes = [node for node in ast.walk(function) if isinstance(node, ast.Name)]
            uses = Counter(node.id for node in nodes if isinstance(node.ctx, ast.Load))
            lines = [line for line in function.body if isinstance(line, (ast.Assign, ast.Return))]
            given = [line.targets[0] for line in lines if isinstance(line, ast.Assign)]
            ends = {line.value.id for line in lines if isinstance(line.value, ast.Name)}
            names = {name.id for name in given if isinstance(name, ast.Name)}
            found += [(function.name, name) for name in names if uses[name] < 1 + (name in ends)]
    return found


@pytest.mark.parametrize("target", ["numpy", "array-api", "jax", "torch"])
def test_every_name_is_of_use(target):
    found = {line: idle_names(load(target).source(export)) for line, export in exports().items()}
    assert {line: names for line, names in found.items() if names} == {}


def test_a_sign_is_taken_out_of_a_sum():
    assert "-(" not in both_of("-sum(y.*log(sigmoid(X*w)) + (1 - y).*log(1 - sigmoid(X*w))) wrt w")
    assert "trace(-" not in both_of("tr(inv(A)*(-B - C)) wrt A")


def test_a_trace_is_that_of_the_transpose():
    text = both_of("tr(A*S*inv(B)) + tr(inv(C)*C*S) wrt A where S: symmetric(n), C: matrix(n)")
    assert "np.trace(" in text and ".T)" not in text.partition("np.trace(")[2].splitlines()[0]


def test_a_trace_with_a_solution_in_it_is_cut_where_that_is_least():
    """No product of n x n matrices where rows of a solution are there for the derivative; no inverse, either."""
    text = both_of("tr((Y - X*B)'*(Y - X*B)*inv(S)) wrt B where S: spd(n)")
    assert text.count("_solve(S") == 1 and "np.trace" not in text
    assert "np.vdot(t2, t2)" in both_of("tr(X*inv(S)*inv(S)*X') wrt X where S: spd(n)")
    assert "inverse" not in both_of("tr(inv(S + s*I)*B) wrt s where S: spd(n), B: symmetric(n), s: positive scalar")


def test_a_trace_beside_rank_ones_is_that_of_vectors():
    text = both_of("norm(y - X*inv(X'*X + lambda*I)*X'*y)^2 wrt lambda where lambda: positive scalar")
    assert "outer" not in text and "vdot" not in text


def test_a_bilinear_form_is_there_from_the_other_side():
    """b'M a is a'M'b, and twice the same value is twice that value."""
    text = both_of("a'*X*inv(X'*X + s*I)*X'*b + b'*X*inv(X'*X + s*I)*X'*a wrt a where s: positive scalar")
    assert text.count("_solve(") == 1 and "2 * a.dot(t2)" in text
    assert both_of("a'*A*b + b'*A'*a wrt A").count("A.dot") == 1


def test_a_multiple_of_a_matrix_is_not_factored_by_itself():
    assert both_of("y'*inv(S)*y + logdet(2*pi*S) wrt S where S: spd(n)").count("cholesky(") == 1
    assert both_of("logdet((S + T)/2) wrt S where S, T: spd(n)").count("cholesky(") == 1
    (problem,) = problems("logdet(s*A) wrt A where s: scalar")
    f = functions(source(problem, "numpy"), "test")["f"]
    with np.errstate(all="ignore"):  # nothing is taken out of what may be negative
        assert f(np.eye(3), -2.0) == pytest.approx(3 * np.log(2))


def test_the_inverse_of_a_transposed_triangle_is_that_of_the_triangle():
    text = both_of("inv(L')*t wrt t where L: lower(n), t: scalar")
    assert "_inverse_lower(L).T" in text and "_inverse_lower(L.T)" not in text


@pytest.mark.parametrize(
    ("target", "twice"), [("numpy", ".T.T"), ("r", "t(t(chol("), ("eigen", ".transpose().transpose()")]
)
def test_nothing_is_transposed_twice(target, twice):
    assert [line for line, export in exports().items() if twice in load(target).source(export)] == []


@pytest.mark.parametrize("target", ["numpy", "r", "matlab", "eigen"])
def test_no_result_is_a_copy_of_what_has_a_name(target):
    copy = re.compile(r"(value|slope|product) (=|<-) t\d+;?$", re.MULTILINE)
    assert [line for line, export in exports().items() if copy.search(load(target).source(export))] == []


def test_a_product_with_its_transpose_is_worked_out_by_half():
    """diag(C*C') and tr(C*C') are sums of squares of the entries of C."""
    text = source(*problems("tr(inv(X'*diag(w)*X)) wrt w where X: matrix(m, n)"), "numpy").partition("def derivative")[
        2
    ]
    assert text.partition("def ")[0].count("solve(") == 1
    assert "np.trace" not in source(*problems("tr(inv(S + s*I)) wrt s where S: spd(n), s: positive scalar"), "numpy")


def test_a_definite_matrix_without_its_scale_is_definite():
    text = both_of("y'*inv(K + exp(s)*I)*y + logdet(K + exp(s)*I) wrt s where K: spd(n), s: scalar")
    assert text.count("np.linalg.cholesky(") == 1
    assert "slogdet" not in text and "np.linalg.inv(" not in text and "np.linalg.solve(" not in text


def test_a_diagonal_factor_is_not_multiplied_with_what_is_solved():
    text = both_of("x'*inv(diag(v)*S*diag(v))*x wrt v where v: positive vector(n), S: spd(n)")
    assert "_definite_solve(S, " in text
    text = both_of("inv(D*A)*x wrt x where D: diagonal(n)")
    assert "np.linalg.solve(A, " in text and ".dot(" not in text


def test_a_power_of_a_diagonal_matrix_is_one_of_its_entries():
    text = both_of("x'*inv(D*D + S)*x wrt D where D: diagonal(n), S: spd(n)")
    assert "_add_diagonal(S, t1 * t1)" in text and "D.dot" not in text
    assert "_definite_solve" in text


def test_the_square_of_a_symmetric_matrix_may_be_added_to_a_definite_one():
    assert "cholesky" in both_of("logdet(V*V + S) wrt V where V: symmetric(n), S: spd(n)")
    assert "cholesky" not in both_of("logdet(A*A + S) wrt A where A: matrix(n), S: spd(n)")
    assert "cholesky" not in both_of("logdet(V*V*V + S) wrt V where V: symmetric(n), S: spd(n)")


@pytest.mark.parametrize("line", ["log1p(exp(x)) wrt x", "log(1 + exp(x)) wrt x where x: scalar"])
def test_the_logarithm_of_one_and_an_exponential_is_softplus(line):
    assert "value = _softplus(x)\n" in both_of(line)


def test_a_symmetric_matrix_is_not_transposed():
    program, (m, n) = Program(), sympy.symbols("m n", positive=True, integer=True)
    factor = Factor("plain", program.input("X", (m, n)), m, n)
    square = chains.product(program, [factor.turned(program), factor]).value
    assert program.transpose(square) is square
    assert ".T, X.T" not in source(*problems("tr(inv(X'*diag(w)*X)) wrt w where X: matrix(m, n)"), "numpy", order=2)
    assert "np.vdot(S, X)" in both_of("tr(S*X) - logdet(X) wrt X where X: spd(n), S: symmetric(n)")


@pytest.mark.parametrize(
    "line",
    [
        "logdet(A + X*diag(w)*X') wrt w where A: spd(n), w: positive vector(m)",
        "logdet(L*L' + D) wrt L where D: positive diagonal(n), L: matrix(n, k)",
        "b'*inv(X'*diag(sigmoid(X*w).*(1 - sigmoid(X*w)))*X + lambda*I)*b wrt b where lambda: positive scalar",
    ],
)
def test_a_diagonal_of_positive_entries_is_definite(line):
    """So is what it is added to, and B'DB is semidefinite; with a diagonal of any sign nothing is known."""
    assert "holesky" in both_of(line)
    for positive in ("positive vector", "positive diagonal", "positive scalar"):
        line = line.replace(positive, positive.removeprefix("positive "))
    assert "holesky" not in both_of(line)


def test_no_size_is_taken_of_what_is_positive():
    assert "np.log(v).sum()" in both_of("logdet(diag(v)) wrt v where v: positive vector(n)")
    assert "np.abs" in both_of("logdet(diag(v)) wrt v")


def test_no_root_is_taken_of_what_is_squared_again():
    assert (
        "t2**2" in both_of("norm(x - c)^4 wrt x") and "norm" not in both_of("norm(x - c)^4 wrt x").partition("slope")[2]
    )
    assert "sqrt" not in both_of("sqrt(det(S)) wrt S where S: spd(n)")
    module = functions(source(*problems("sqrt(det(A'*A))*s wrt s where A: matrix(3, 2), s: scalar"), "numpy"), "test")
    assert module["f"](np.eye(3, 2) * [1, -1], 1.0) == pytest.approx(1)


def test_a_difference_of_vectors_is_taken_before_its_product():
    """(x - s)'W(x - s) is never x'W(x - s) - s'W(x - s), which would lose the digits of a small difference."""
    (problem,) = problems("(x - s)'*W*(x - s) wrt x where W: symmetric(n)")
    module = functions(source(problem, "numpy"), "test")
    s, W = np.array([1e9, 2e9]) / 3, np.diag([1 / 3, 1 / 7])
    x = s + 1e-6
    assert module["value_and_derivative"](W, s, x)[0] == pytest.approx((x - s) @ W @ (x - s), rel=1e-14)


def test_softmax_is_made_of_a_logarithm_that_is_there():
    """By itself it is not."""
    (problem,) = problems("logsumexp(W*x) - v'*W*x wrt W")
    alone, both = source(problem, "numpy").partition("def derivative")[2].split("def value_and_derivative")
    assert "_softmax(W.dot(x))" in alone
    assert "t2 = _logsumexp(t1)\n" in both and "np.exp(t1 - t2) - v" in both and "_softmax" not in both
    module = functions(source(problem, "numpy"), "test")
    v, x = np.array([0.0, 1, 0]), np.array([1000.0])
    value, slope = module["value_and_derivative"](np.array([[1.0], [1], [-1]]), v, x)
    assert value == pytest.approx(np.log(2), rel=1e-12) and np.allclose(slope, [[500], [-500], [0]], rtol=1e-12)


def test_every_lowering_is_explained_where_it_is_used():
    used = {
        value.lowering
        for found in exports().values()
        for value in every_value(result.value for function in found.functions for result in function.results)
    }
    assert used - {""} <= set(LOWERINGS)
    line = "-1/2*(x - m)'*inv(S)*(x - m) - 1/2*logdet(S) wrt m where S: spd(n)"
    (problem,) = problems(line)
    assert source(problem, "numpy").count(f"# {LOWERINGS['cholesky']}") == 3  # once in every function


GAUSSIAN = "y'*inv(S)*y/2 + logdet(S)/2 wrt S where S: spd(n)"


def test_kronecker_products_are_multiplied_in_their_factors():
    """(A ⊗ B)(C ⊗ D) is AC ⊗ BD, A ⊗ C + B ⊗ C is (A + B) ⊗ C; a multiple is one of a factor that terms share."""
    (problem,) = problems(GAUSSIAN)
    hessian = source(problem, "numpy", order=2).partition("def hessian")[2].partition("def hvp")[0]
    assert "t5 = 0.5 * t4\n" in hessian
    assert f"# {LOWERINGS['mixed-product']}\n" in hessian and "return _kron(t3 - t4, t5, t5, t3)\n" in hessian
    (problem,) = problems("norm2(T - U*V')^2 wrt U")
    assert "return _kron_eye(2 * V.T.dot(V), m)\n" in source(problem, "numpy", order=2)


@pytest.mark.parametrize("sides", [(0, 0), (0, 1), (1, 1)])
def test_a_sum_of_kronecker_products_with_a_common_factor(sides):
    program = Program()
    A, B, C = (program.input(name, (sympy.Integer(2), sympy.Integer(3))) for name in "ABC")
    shape = (sympy.Integer(4), sympy.Integer(9))
    first, second = (
        program.kron(*((X, C) if side == 0 else (C, X)), shape) for X, side in zip((A, B), sides, strict=True)
    )
    found = program.add(first, program.negate(second))
    if sides[0] != sides[1]:
        assert repr(found) == "add(kron(input('A'), input('C')), kron(neg(input('C')), input('B')))"
    else:
        inner = "add(input('A'), neg(input('B')))"
        pair = (inner, "input('C')") if sides[0] == 0 else ("input('C')", inner)
        assert repr(found) == f"kron({', '.join(pair)})"
        assert program.negate(program.negate(first)) is first


@pytest.mark.parametrize("target", ["numpy", "jax", "eigen"])
@pytest.mark.parametrize("line", ["pinv(x)*a wrt x", "pinv(X)*a wrt X where X: matrix(m, 1)"])
def test_the_pseudoinverse_of_a_vector_is_the_vector_over_its_squared_length(line, target):
    """What libraries call by that name wants a matrix."""
    (problem,) = problems(line)
    assert "linalg.pinv(" not in source(problem, target) and "pseudoInverse" not in source(problem, target)
    if target == "numpy":
        x, a = np.array([1.0, 2, -2]), np.array([3.0, 1, 1])
        made = functions(source(problem, target), "test")
        order = (x, a) if "X" in line else (a, x)
        given = [v[:, None] if v is x and "X" in line else v for v in order]
        assert np.isclose(made["f"](*given), 1 / 3)
        expected = a / 9 - 2 * (a @ x) / 81 * x
        assert np.allclose(np.ravel(made["derivative"](*given)), expected)


@pytest.mark.parametrize("target", ["matlab", "r"])
@pytest.mark.parametrize("problem", ["a'*inv(A + diag(x)) wrt x", "sin(x) wrt x", "softmax(x)' wrt x", "x'*x*x wrt x"])
def test_nothing_is_computed_with_a_result_that_was_turned(problem, target):
    (_, *functions) = re.split(r"\nfunction |<- function", source(problems(problem)[0], target))
    for function in functions:
        turned = re.search(r"\n.*?(\b\w+) (?:=|<-) (?:\1'|matrix\(\1,)", function)
        behind = function[turned.end() :].replace("list(value = value", "") if turned else ""
        assert not turned or not re.search(rf"[=-] .*\b{turned[1]}\b(?!,)", behind), function


@pytest.mark.parametrize(
    ("line", "ugly", "plain"),
    [
        ("sqrt(s^2 + t^2) wrt [s, t] where s, t: scalar", "0.5 * (2 *", "= s * t1 + t * t4"),
        ("tr(inv(X)) wrt X where X: matrix(n)", "-(-", "return t2.T"),
        ("tr(inv(S + Z'*diag(k)*Z)) wrt k where S: spd(n), k: positive vector(m)", "np.sum(-", "= np.sum(Z *"),
    ],
)
def test_signs_and_numbers_that_cancel_are_not_written(line, ugly, plain):
    (problem,) = problems(line)
    text = source(problem, "numpy", order=2)
    assert ugly not in text
    assert plain in text


def test_powers_in_a_sum_between_vectors_are_applied_to_these():
    """y'(2 N⁻³ − N⁻²)y by solutions for vectors: no power of N⁻¹ is made."""
    (problem,) = problems("y'*inv(K + s*I)*y wrt s where K: spd(n), s: positive scalar")
    text = source(problem, "numpy", order=2).partition("def hessian(")[2].partition("def hvp(")[0]
    assert "_definite_solve(" in text
    assert "inverse" not in text
    (problem,) = problems("a'*(B^3 - C)*b wrt a where B, C: matrix(n)")
    assert "B.dot(B.dot(B.dot(b))) - C.dot(b)" in source(problem, "numpy")
