"""How the time of a derivation grows with the size of the problem, and the exponent that fits it.

`python tests/bench/scaling.py`. Cost should be near-linear in the size of the expression, and quadratic where the
answer is: X in many places.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from math import log

from matdiff_cli.check.read import read_problems
from matdiff_cli.derivation.derive import answer, derive
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.style import DEFAULT


def chain(depth: int) -> str:
    """A*tanh(A*tanh(… x))"""
    return "A*tanh(" * depth + "x" + ")" * depth + " wrt x where A: matrix(n, n)"


def traces(count: int) -> str:
    return " + ".join(f"tr(A{i}*X)" for i in range(count)) + " wrt X"


def product(count: int) -> str:
    """A product of constant factors around X."""
    before = "*".join(f"A{i}" for i in range(count // 2))
    after = "*".join(f"B{i}" for i in range(count - count // 2))
    sizes = ", ".join([*(f"A{i}" for i in range(count // 2)), *(f"B{i}" for i in range(count - count // 2))])
    return f"tr({before}*X*{after}) wrt X where X: matrix(n), {sizes}: matrix(n)"


def places(count: int) -> str:
    """X in many places of a product: the answer has as many terms, each as long as the product."""
    return "tr(" + "*".join(f"A{i}*X" for i in range(count)) + ") wrt X"


FAMILIES: dict[str, tuple[Callable[[int], str], Sequence[int]]] = {
    "A*tanh(A*tanh(… x)), depth": (chain, (25, 50, 100, 200)),
    "sum of traces, terms": (traces, (250, 500, 1000, 2000)),
    "product, constant factors": (product, (60, 125, 250, 500)),
    "X in places": (places, (8, 16, 32, 64)),
}


def seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The p of the least-squares fit time = c·size^p."""
    x, y = [log(size) for size in sizes], [log(t) for t in times]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    covariance = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return covariance / sum((a - mean_x) ** 2 for a in x)


def main() -> int:
    derive(read_problems("x'*A*tanh(x) + tr(A*A) wrt x")[0])  # what happens once is not counted
    for name, (family, sizes) in FAMILIES.items():
        print(f"{name}: {', '.join(map(str, sizes))}")
        columns: dict[str, list[float]] = {"read": [], "answer": [], "all steps": [], "as text": []}
        for size in sizes:
            text = family(size)
            columns["read"].append(seconds(lambda text=text: read_problems(text)))
            (problem,) = read_problems(text)
            columns["answer"].append(seconds(lambda problem=problem: answer(problem)))
            columns["all steps"].append(seconds(lambda problem=problem: derive(problem)))
            derivation = derive(problem)
            columns["as text"].append(seconds(lambda derivation=derivation: RENDERERS["answer"](derivation, DEFAULT)))
        for column, times in columns.items():
            row = " ".join(f"{t:8.3f}" for t in times)
            print(f"  {column:<10} {row} s   exponent {exponent(sizes, times):4.2f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
