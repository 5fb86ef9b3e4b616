"""Times of whole derivations, of answers alone and of sympy's `diff`, side by side, for the cases that sympy can state.

`python tests/bench/against_sympy.py [ROUNDS]`. Everything is warmed up first, and the three take turns, so that a slow
moment of the machine meets all of them alike. sympy's answers are held against differences of the function as well.
"""

from __future__ import annotations

import csv
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from functools import reduce
from operator import add
from pathlib import Path
from statistics import median
from typing import Any

import mpmath
import sympy
from sympy import MatrixSymbol
from sympy.matrices import expressions as stock
from sympy.tensor.array import expressions as array

from matdiff_cli.calculus.answer import answer
from matdiff_cli.derivation.derive import derive
from matdiff_cli.expressions.build import sizes
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.differences import truth
from matdiff_cli.numbers.points import points
from matdiff_cli.typing.read import read_problems
from matdiff_cli.typing.typed import Problem, Typed

CASES = Path(__file__).parent.parent / "data" / "first_order.tsv"
PATIENCE = 5
"""Seconds that sympy may take for one derivative."""

# --- typed tree → stock sympy ---------------------------------------------------------------------------------


class CannotSay(Exception):
    """sympy has no expression for it."""


def is_scalar(tree: Typed) -> bool:
    return all(size.factor == 1 and not size.names for size in tree.shape)


class Translator:
    """A typed tree in sympy's own classes. A 1×1 product that is used as a number becomes a trace."""

    def __init__(self, problem: Problem) -> None:
        self.symbols = {
            name: sympy.Symbol(name) if symbol.kind == "scalar" else MatrixSymbol(name, *sizes(symbol.shape))
            for name, symbol in problem.symbols.items()
        }

    def __call__(self, tree: Typed) -> Any:
        parts = [self(arg) for arg in tree.args]
        match tree.op:
            case "symbol":
                return self.symbols[str(tree.value)]
            case "number":
                return sympy.Rational(tree.value.numerator, tree.value.denominator)
            case "pi":
                return sympy.pi
            case "sum":
                return self._sum(parts)
            case "negative":
                return -parts[0]
            case "product":
                return self._product(tree, parts)
            case "quotient":
                return parts[0] / self._number(parts[1])
            case "transpose":
                return parts[0] if is_number(parts[0]) else parts[0].T
            case "inverse":
                return 1 / parts[0] if is_number(parts[0]) else parts[0].inv()
            case "power":
                return self._number(parts[0]) ** parts[1] if is_scalar(tree) else stock.MatPow(*parts)
            case "hadamard":
                return stock.HadamardProduct(*parts)
            case "hadamard_power":
                return stock.HadamardPower(*parts)
            case "hadamard_quotient" if not is_number(parts[0]):
                return stock.HadamardProduct(parts[0], stock.HadamardPower(parts[1], -1))
            case "kronecker":
                return stock.KroneckerProduct(*parts)
            case "identity":
                return stock.Identity(sizes(tree.shape)[0])
            case "ones":
                return stock.OneMatrix(*sizes(tree.shape))
            case "zeros":
                return stock.ZeroMatrix(*sizes(tree.shape))
            case "call":
                return self._call(str(tree.value), parts)
        raise CannotSay(tree.op)

    def _sum(self, parts: list[Any]) -> Any:
        if any(map(is_number, parts)):
            return reduce(add, map(self._number, parts))
        return stock.MatAdd(*parts)

    def _product(self, tree: Typed, parts: list[Any]) -> Any:
        scalars = [self._number(p) for arg, p in zip(tree.args, parts, strict=True) if is_scalar(arg)]
        matrices = [p for arg, p in zip(tree.args, parts, strict=True) if not is_scalar(arg)]
        return stock.MatMul(*scalars, *matrices) if matrices else sympy.Mul(*scalars)

    def _call(self, name: str, parts: list[Any]) -> Any:
        (operand, *_) = parts
        if name in STOCK:
            return STOCK[name](*parts)
        if not hasattr(sympy, name) or name in ("diag", "vec", "sum", "mean", "norm1", "sign", "abs"):
            raise CannotSay(name)
        function = getattr(sympy, name)
        return function(operand) if is_number(operand) else operand.applyfunc(function)

    def _number(self, part: Any) -> Any:
        return part if is_number(part) else stock.Trace(part)


def is_number(part: Any) -> bool:
    return not getattr(part, "is_Matrix", False)


STOCK: dict[str, Callable[..., Any]] = {
    "tr": lambda m: stock.Trace(m),
    "det": lambda m: stock.Determinant(m),
    "logdet": lambda m: sympy.log(stock.Determinant(m)),
    "dot": lambda a, b: stock.Trace(a.T * b),
    "norm": lambda v: sympy.sqrt(stock.Trace(v.T * v)),
    "sum": lambda m: stock.Trace(stock.OneMatrix(*m.shape).T * m),
    "diag": lambda v: stock.DiagMatrix(v) if v.shape[1] == 1 else stock.DiagonalMatrix(v),
    "outer": lambda a, b: a * b.T,
}

ARRAYS = (
    array.ArrayAdd,
    array.ArrayContraction,
    array.ArrayDiagonal,
    array.ArrayTensorProduct,
    array.PermuteDims,
    array.Reshape,
)

# --- is sympy's answer right? ---------------------------------------------------------------------------------


def verdict(problem: Problem, translator: Translator, derived: Any) -> str:
    """right in some layout, wrong, left unevaluated, or an array expression, which is not judged."""
    if derived.has(sympy.Derivative):
        return "unevaluated"
    if isinstance(derived, ARRAYS):
        return "arrays (not judged)"
    for point in points(problem):
        try:
            wanted = truth(problem, point)
        except OutsideDomain:
            continue
        try:
            found = explicit(derived, translator, point)
        except Exception:
            return "not judged"
        with mpmath.workdps(dense.DIGITS):
            candidates = [wanted.value, dense.transpose(wanted.value)]
            same = [c for c in candidates if dense.shape(c) == dense.shape(found)]
            close = (dense.largest(dense.subtract(c, found)) < 1e-12 * (1 + dense.largest(c)) for c in same)
            return "right" if any(close) else "wrong"
    return "not judged"


def explicit(derived: Any, translator: Translator, point: Any) -> list[list[Any]]:
    """sympy's answer with numbers put in, as rows."""
    dimensions = {sympy.Symbol(n, integer=True, positive=True): size for n, size in point.sizes.items()}
    values: dict[Any, Any] = {}
    for name, symbol in translator.symbols.items():
        rows = [[sympy.Float(str(x), 30) for x in row] for row in point.values[name]]
        if isinstance(symbol, sympy.Symbol):
            values[symbol] = rows[0][0]
        else:
            values[symbol.subs(dimensions)] = sympy.ImmutableDenseMatrix(rows)
    value = derived.subs(dimensions).subs(values).doit()
    if is_number(value):
        return [[mpmath.mpf(str(sympy.N(value, 30)))]]
    return [[mpmath.mpf(str(sympy.N(x, 30))) for x in row] for row in sympy.Matrix(value.as_explicit()).tolist()]


# --- times ----------------------------------------------------------------------------------------------------


def milliseconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def patiently(work: Callable[[], Any]) -> Any:
    def give_up(*_: Any) -> None:
        raise TimeoutError

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(PATIENCE)
    try:
        return work()
    finally:
        signal.alarm(0)


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with open(CASES, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    verdicts: Counter[str] = Counter()
    times: list[tuple[float, float, float]] = []
    for row in rows:
        (problem,) = read_problems(row["expression"], wrt=[row["wrt"]], where=[row["declarations"]])
        (name,) = problem.target.names
        translator = Translator(problem)
        try:
            if problem.symbols[name].structure:
                raise CannotSay("a structured target")
            function, target = translator(problem.function), translator.symbols[name]
        except Exception:
            verdicts["cannot be stated"] += 1
            continue
        try:
            derived = patiently(lambda function=function, target=target: function.diff(target))
        except Exception:
            verdicts["raises"] += 1
            continue
        verdicts[verdict(problem, translator, derived)] += 1
        works = (
            lambda problem=problem: derive(problem),
            lambda problem=problem: answer(problem),
            lambda function=function, target=target: function.diff(target),
        )
        for work in works:
            work()
        turns = [[milliseconds(work) for work in works] for _ in range(rounds)]
        times.append(tuple(median(column) for column in zip(*turns, strict=True)))
    report(len(rows), times, verdicts)
    return 0


def report(count: int, times: list[tuple[float, float, float]], verdicts: Counter[str]) -> None:
    whole, alone, diff = zip(*times, strict=True)
    print(
        f"{count} cases, {len(times)} with a derivative from sympy's diff; milliseconds a case, median over the cases"
    )
    for name, column in (("all steps", whole), ("answer alone", alone), ("sympy diff", diff)):
        ratio = median(d / c for c, d in zip(column, diff, strict=True))
        print(f"{name:<14} {median(column):7.2f}   longest {max(column):7.1f}   sympy takes {ratio:5.1f} times as long")
    print("sympy's answers: " + ", ".join(f"{n} {name}" for name, n in verdicts.most_common()))


if __name__ == "__main__":
    sys.exit(main())
