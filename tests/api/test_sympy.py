"""sympy's matrix expressions as problems, and answers as such."""

from __future__ import annotations

import pickle
import sys
from functools import reduce
from pathlib import Path

import numpy as np
import pytest
import sympy
from sympy import MatrixSymbol, Symbol, Trace, symbols

sys.path.insert(0, str(Path(__file__).parents[1] / "code"))
from cases import differs, lines, problems, samples

from matdiff_cli import MatdiffError, check, derive
from matdiff_cli.api import Derivation
from matdiff_cli.derivation.derive import derive as work_out

LINES = lines()
m, n = symbols("m n")
A, X = MatrixSymbol("A", n, n), MatrixSymbol("X", n, n)
B, x, a = MatrixSymbol("B", m, n), MatrixSymbol("x", n, 1), MatrixSymbol("a", m, 1)


def value(expression, values: dict[str, np.ndarray], sizes: dict[str, int]) -> np.ndarray:
    """An expression of sympy in numbers, rows x columns."""

    def of(e) -> np.ndarray:
        return value(e, values, sizes)

    def shape(e) -> tuple[int, ...]:
        return tuple(int(side.subs(sizes)) for side in e.shape)

    match type(expression).__name__:
        case "MatrixSymbol" | "Symbol":
            return values[expression.name] if expression.name in values else np.array([[float(sizes[expression.name])]])
        case "ImmutableDenseMatrix":
            return np.array([[of(entry).item() for entry in row] for row in expression.tolist()])
        case "Identity":
            return np.eye(shape(expression)[0])
        case "OneMatrix" | "ZeroMatrix":
            return np.full(shape(expression), float(type(expression).__name__ == "OneMatrix"))
        case "Add" | "MatAdd":
            return sum(map(of, expression.args))
        case "Mul" | "MatMul":
            return reduce(lambda a, b: a * b if 1 in (a.size, b.size) else a @ b, map(of, expression.args))
        case "HadamardProduct":
            return reduce(np.multiply, map(of, expression.args))
        case "Pow" | "HadamardPower":
            return np.power(*map(of, expression.args))
        case "MatPow":
            return np.linalg.matrix_power(of(expression.args[0]), int(expression.args[1]))
        case "Transpose":
            return of(expression.args[0]).T
        case "Inverse":
            return np.linalg.inv(of(expression.args[0]))
        case "Trace":
            square = of(expression.args[0])
            assert square.shape[0] == square.shape[1]
            return np.array([[np.trace(square)]])
        case "Determinant":
            return np.array([[np.linalg.det(of(expression.args[0]))]])
        case "KroneckerProduct":
            return reduce(np.kron, map(of, expression.args))
        case "DiagMatrix":
            return np.diag(of(expression.args[0]).ravel())
        case "ElementwiseApplyFunction":
            function = expression.function
            return np.vectorize(lambda x: float(function(x)))(of(expression.expr))
    numbers = [sympy.Float(of(arg).item()) for arg in expression.args]
    return np.array([[float(expression.func(*numbers) if numbers else expression)]])


def faults(line: str) -> list[str]:
    found = []
    for problem in problems(line):
        for sample in samples(problem):
            try:
                expression = Derivation(work_out(problem, steps=False)).sympy
            except MatdiffError as error:
                assert "sympy has no" in error.message
                continue
            found.append(differs(value(expression, sample.values, sample.sizes), sample.derivative))
    return [fault for fault in found if fault]


def test_sympy_makes_the_numbers_of_an_answer():
    assert {line: found for line in LINES[::40] if (found := faults(line))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_sympy_makes_the_numbers_of_every_answer(part):
    assert {line: found for line in LINES[part::3] if (found := faults(line))} == {}


@pytest.mark.parametrize(
    ("expression", "by", "answer"),
    [
        (x.T * A * x, x, "(A + A')*x"),
        (sympy.log(sympy.Determinant(X)), X, "X^-T"),
        (Trace(A * X.inv()), X, "-(X^-1*A*X^-1)'"),
        (a.T * B * x, B, "a*x'"),
        ((B * x).applyfunc(sympy.sin), x, "diag(cos(B*x))*B"),
        (Trace(x.T * x) / 2 + sympy.exp(3) * Symbol("c") ** 2, Symbol("c"), "2*c*exp(3)"),
        (Trace(sympy.hadamard_product(X, A)), X, "A.*eye(n)"),
        (sympy.kronecker_product(B, sympy.Identity(2)) * sympy.kronecker_product(x, sympy.OneMatrix(2, 1)), x, None),
    ],
)
def test_expressions_are_read(expression, by, answer):
    found = derive(expression, wrt=by)
    assert found.check().passed and (answer is None or found.answer == answer)


def test_the_answer_is_in_the_symbols_of_the_problem():
    size = Symbol("n", integer=True, positive=True)
    x, A = MatrixSymbol("x", size, 1), MatrixSymbol("A", size, size)
    d = derive(x.T * A * x, wrt=x, where="A: symmetric")
    assert d.sympy == 2 * A * x and pickle.loads(pickle.dumps(d)).sympy == 2 * A * x


def test_claims_are_judged():
    assert check(x.T * A * x, wrt=x, equals=(A + A.T) * x)
    assert check(x.T * A * x, wrt=x, equals=2 * A * x).verdict == "condition"
    assert check((A * X).T, equals=X.T * A.T) and not check((A * X).T, equals=A.T * X.T)


@pytest.mark.parametrize("expression", [MatrixSymbol("x y", n, 1), x.applyfunc(sympy.gamma), sympy.Sum(n, (n, 1, m))])
def test_what_the_language_has_not_is_refused(expression):
    with pytest.raises(MatdiffError):
        derive(expression, wrt="x")


def test_a_target_that_does_not_occur_has_its_own_shape():
    assert derive(x.T * A * x, wrt=MatrixSymbol("q", 3, 2)).answer == "zeros(3, 2)"
    with pytest.raises(MatdiffError, match="two symbols of sympy are called x"):
        derive(x.T * A * x, wrt=MatrixSymbol("x", 5, 1))


def test_matrices_that_are_written_out():
    s, y = Symbol("s"), MatrixSymbol("y", 2, 1)
    M = sympy.ImmutableMatrix([[1, 2], [3, s]])
    found = derive(y.T * M * y, wrt=y)
    assert found.answer == "[2, 5; 5, 2*s]*y" and found.sympy == (M + M.T) * y
    assert derive(y.T * M * y, wrt=s).check().passed
    assert derive(sympy.Matrix([[s**2]]), wrt=s).answer == "2*s"


def test_the_numbers_that_have_names():
    s = Symbol("s")
    assert derive(sympy.pi * s**2 + sympy.E * s, wrt=s).sympy == 2 * sympy.pi * s + sympy.E
    with pytest.raises(MatdiffError, match="EulerGamma"):
        derive(sympy.EulerGamma * s, wrt=s)
