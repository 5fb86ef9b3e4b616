"""Problems with points and what their functions come to there, for the tests of generated code.

The values are those of the package's own numerical evaluation: of the function as it was typed, and of the answer as
it is printed and read back, which other tests hold against differences.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import mpmath
import numpy as np

from matdiff_cli.code import load
from matdiff_cli.code.module import export
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers.dense import Matrix, OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.search import points_inside
from matdiff_cli.output import ANSWERERS
from matdiff_cli.output.notation import text
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.typing.typed import Problem

DATA = Path(__file__).parent.parent / "data"
DIGITS = 60


FACTORED = [
    "inv(X'*X)*X'*y wrt y where X: matrix(4, 2)",
    "y'*X*inv(X'*X)*X'*y + logdet(X'*X) wrt X where X: matrix(4, 2)",
    "det(X'*X) + a'*inv(X*X')*X*b wrt b where X: matrix(2, 4)",
    "tr(inv(S + s*I)) wrt s where S: spd(n), s: positive scalar",
    "det(A)/det(B) + det(A)^2/(det(B)*det(A*A')) wrt A where A, B: matrix(3)",
    "det(S)*det(A)/(det(L)*sqrt(det(B)^2)) wrt A where S: spd(n), A, B: matrix(n), L: lower(n)",
    "exp(-x'*inv(S)*x/2)/sqrt(det(S)) wrt x where S: spd(n)",
    "det(L)/det(D)*logdet(L) + a'*expm(D)*a wrt a where L: lower(n), D: diagonal(n)",
    "a'*inv(L)*A*inv(U)*b wrt a where L: lower(n), U: upper(n)",
    "tr(inv(L)) + tr(inv(U)) + a'*a wrt a where L: lower(n), U: upper(n)",
    "tr(inv(T)*L*L') - logdet(L) + logdet(2*pi*T) wrt L where L: lower(n), T: spd(n)",
    "tr(inv(A)*(-B - C)) wrt A",
    "s*inv(L)' wrt s where L: lower(n), s: scalar",
    "a'*X*inv(X'*X + s*I)*X'*b + b'*X*inv(X'*X + s*I)*X'*a wrt s where s: positive scalar",
]
"""Factorisations, and what is made of them."""

PRODUCTS = [
    "x'*A*x/(x'*B*x) wrt x",
    "x'*(2*A - B/3 + alpha*A')*x wrt x",
    "(A + alpha*ones(n, n))*x wrt x where x: vector(n)",
    "(2*A - (B + ones(n, n))/alpha)*x wrt x where x: vector(n)",
    "logdet(I + A*X*X'*A') wrt X",
    "tr(X^4) wrt X",
    "tr(inv(X'*diag(w)*X)) wrt w where X: matrix(m, n)",
    "logdet(A + X*diag(w)*X') wrt w where A: spd",
    "logdet(A + X*diag(w)*X') wrt w where A: spd, w: positive vector(m)",
    "logdet(L*L' + D) wrt L where D: positive diagonal(n), L: matrix(n, k)",
    "x'*inv(diag(v))*x + logdet(diag(v)) wrt v where v: positive vector(n)",
    "diag(A*B)'*y wrt y",
    "diag(A*inv(B)*C)'*y wrt y",
    "diag(A*inv(B))'*y wrt y",
    "diag(inv(A))'*y wrt y",
    "diag(D*A)'*y wrt y where D: diagonal",
    "diag(A*A' + B)'*y wrt y",
    "diag(x*ones(1, n))'*y wrt y where x: vector(n)",
    "sum(diag(a*x')) wrt x",
    "sqrt((a'*x)^2) wrt x",
    "sqrt(det(S)) wrt S where S: spd(n)",
    "norm(x - c)^4 wrt x",
    "norm2(U'*U - I)^2 wrt U where U: matrix(m, n)",
    "tr(S*X) - logdet(X) wrt X where X: spd, S: symmetric",
]
"""Products of which only a part is needed, or that are there in another form."""

EXPONENTIALS = [
    "sum(log1p(exp(x))) wrt x",
    "log(mean(exp(X*w))) - y'*X*w wrt w",
    "log(sum(exp(x)) + 1) wrt x",
    "log(1 + 2*exp(alpha)) wrt alpha",
    "log(exp(alpha)/2 + 3*exp(-beta)) wrt alpha",
    "sum(log(exp(X*w) + exp(-X*w))) wrt w",
    "log(alpha*exp(-x'*x)/(1 + exp(y'*y))) wrt x",
    "log(a'*exp(x)) wrt x",
    "(a'*exp(x))/(b'*exp(x)) wrt x",
    "sum(log(y.*exp(X*w))) wrt w",
    "sum(log(1 - tanh(x).^2)) wrt x",
    "log(2*pi*sinh(k)/k) wrt k where k: positive scalar",
    "(exp(alpha) - exp(-alpha))/(exp(alpha) + exp(-alpha)) wrt alpha",
    "sum((exp(x) - 1)./(exp(x) + 1)) wrt x",
    "sum(exp(x).*(a - b.*exp(x))./(1 + exp(x)).^2) wrt x",
    "log((a'*exp(x))^2*(b'*exp(x))^3) wrt x",
    "log(1 - tanh(alpha)^2) wrt alpha",
    "sqrt(sum(exp(x))) wrt x",
    "1/sqrt(1 + exp(alpha)) wrt alpha",
    "a'*exp(x)*exp(x)'*b/(1 + sum(exp(x)))^2 wrt a",
    "exp(x)*exp(x)'/(1 + sum(exp(x)))^2 wrt s where s: scalar",
]
"""Exponentials that overflow in what has a value: logarithms of products, quotients, sums of several."""

SCALED = [
    "sum(x.^p)^(1/p) wrt x where p: positive scalar, x: positive vector(n)",
    "(1 + sum(q.^p))^(1/p)*log(1 + sum(q.^p)) wrt q where p: scalar, q: positive vector(n)",
    "(s^p + t^p)^(1/p) wrt s where s, t: positive scalar, p: scalar",
    "sum(X.^alpha)^(1/alpha) wrt X where X: positive matrix(2, 3), alpha: positive scalar",
    "exp(x)'*A*exp(x)/(1 + exp(x)'*exp(x)) wrt x",
    "X'*exp(X*w)/(1 + sum(exp(X*w))) wrt w",
    "sum(x./(exp(x) - 1)) + sum(x./cosh(x)) wrt x",
    "sum(1 - tanh(x).^2) + sum(log(tanh(y))) wrt x where y: positive vector(n)",
    "sum(log(1 - erf(x)) + log((1 + erf(3*x))/2)) wrt x",
    "sum(y.*(1 - erf(x)) + log(1 - exp(-y))) wrt x where y: positive vector(n)",
    "exp(-s^2)/(1 - erf(s)) wrt s where s: scalar",
    "log(tanh(s)) + log(1 - erf(s)) + erf(s) - 1 wrt s where s: positive scalar",
    "sum(y.*log(softplus(X*w)) - softplus(X*w)) wrt w",
    "sum(log(1 - exp(-exp(x)))) + log(1 - exp(-exp(s)))/softplus(s) wrt x where s: scalar",
    "sigmoid(s)/softplus(s) + log(softplus(s)) + log(softplus(1)) wrt s where s: scalar",
    "log(1 - erf(1)) + log(tanh(2)) + s wrt s where s: scalar",
    "logdet(S + A*diag(exp(x))*A') wrt x where S: spd(n), A: matrix(n, m), x: vector(m)",
    "logdet(B'*B + s*I + A'*diag(exp(x))*A) wrt x where s: positive scalar",
    "y'*inv(I + A*diag(exp(x))*A')*y wrt x where A: matrix(n, m), x: vector(m)",
    "y'*inv(diag(exp(x)) + A*A')*y + logdet(diag(exp(x)) + A*A') wrt x",
    "y'*inv(exp(s)*I + A*A')*y + logdet(exp(s)*I + A*A') wrt s where s: scalar, A: matrix(n, m)",
    "y'*inv(I + exp(s)*A*A')*y wrt A where s: scalar, A: matrix(n, m)",
    "tr(inv(diag(exp(x)) + A)*B) wrt x where x: vector(n)",
    "logdet(I + exp(s)*S) + y'*inv(I + exp(s)*S)*y wrt s where S: spd(n), s: scalar",
]
"""Scales that are taken out, tails of functions, and weights that are exponentials."""

LOGARITHMS = [
    "log(3*sqrt(det(S))) wrt S where S: spd(n)",
    "log(1/det(S)) wrt S where S: spd(n)",
    "log(det(A)^2) wrt A",
    "log(alpha*det(A)*det(B)) wrt A",
    "log(det(X'*X)/det(S)) wrt X where S: spd(n), X: matrix(n)",
    "log(|alpha*det(A)/det(B)|) wrt A",
    "log(exp(-x'*inv(S)*x/2)/sqrt(det(2*pi*S))) wrt x where S: spd(n)",
]
"""Determinants in logarithms of products, powers and roots."""


def _rows(name: str) -> list[dict[str, str]]:
    with open(DATA / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def _line(row: dict[str, str]) -> str:
    target = row["wrt"] if row["wrt"].startswith("[") else row["wrt"].partition(",")[0]
    wrt, where = (f" wrt {target}" if target else ""), (f" where {row['declarations']}" if row["declarations"] else "")
    return row["expression"] + wrt + where


def lines() -> list[str]:
    """Every problem of the tables, one a line."""
    tables = ("first_order.tsv", "more_first_order.tsv", "more_layouts.tsv", "hessian.tsv", "more_hessian.tsv")
    found = [_line(row) for name in tables for row in _rows(name)]
    found += [row["problem"] for row in _rows("worked_examples.tsv")]
    typed = (DATA / "problems.txt").read_text(encoding="utf-8").splitlines()
    return list(dict.fromkeys([*found, *(row for row in typed if row and not row.startswith("#"))]))


def source(problem: Problem, target: str, layout: str = "gradient", order: int = 1) -> str:
    """The code of a problem. Raises MatdiffError where there is none."""
    return load(target).source(export(derive(problem, layout, order=order, steps=False), text))


@dataclass(frozen=True)
class Sample:
    """Values for the symbols, rows × columns, sizes, and what f and the derivative come to there."""

    values: dict[str, np.ndarray]
    sizes: dict[str, int]
    f: np.ndarray
    derivative: np.ndarray


def problems(line: str) -> list[Problem]:
    with suppress(MatdiffError):
        return read_problems(line)
    return []


def printed(problem: Problem, layout: str = "gradient", order: int = 1) -> str | None:
    """The answer as it is printed; None where there is none."""
    with suppress(MatdiffError):
        return ANSWERERS["text"](derive(problem, layout, order=order, steps=False), Style())
    return None


def samples(problem: Problem, count: int = 1, layout: str = "gradient", order: int = 1) -> Iterator[Sample]:
    """Points at which f and its derivative have values that floating-point numbers reach."""
    words = printed(problem, layout, order)
    if words is None or any(symbol.of for symbol in problem.symbols.values()):  # an unknown function has no value
        return
    answer = read_expression(words, problem.symbols)
    found = 0
    for point in islice(points_inside(problem), 40):
        with suppress(OutsideDomain), mpmath.workdps(DIGITS):
            values = {name: array(value) for name, value in point.values.items()}
            exact = {name: [[mpmath.mpf(x) for x in row] for row in value] for name, value in values.items()}
            f, derivative = evaluate(problem.function, exact, point.sizes), evaluate(answer, exact, point.sizes)
            sample = Sample(values, point.sizes, array(f), array(derivative))
            if 1e-8 < np.abs(sample.f).max() < 1e8 and np.abs(sample.derivative).max() < 1e8:
                yield sample
                found += 1
        if found == count:
            return


def array(value: Matrix) -> np.ndarray:
    return np.array([[float(x) for x in row] for row in value])


def differs(found: object, expected: np.ndarray, tolerance: float = 1e-9) -> str:
    """What is wrong with a result, in words; empty if nothing is. Vectors may be flat, scalars without a shape."""
    result = np.asarray(found, dtype=float)
    if expected.shape == (1, 1):
        shapes = [()]
    elif 1 in expected.shape:
        shapes = [expected.shape, (expected.size,)]
    else:
        shapes = [expected.shape]
    if result.shape not in shapes and not (expected.shape == (1, 1) and result.size == 1):
        return f"shape {result.shape}, not {expected.shape}"
    error = np.abs(result.reshape(expected.shape) - expected).max() / max(np.abs(expected).max(), 1)
    return "" if error < tolerance else f"off by {error:.1e}"
