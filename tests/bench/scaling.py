"""How the time of a derivation grows with the size of the problem: seconds, ratios from size to size, fitted exponent.

`python tests/bench/scaling.py [WORD …]` runs the families whose names hold one of the words, or all. A column is cost
of one stage: reading, the answer alone, the derivation with all steps, and each format. Sizes double: a ratio of 2 is
linear, 4 quadratic. Cost should be near-linear in the size of the expression, and quadratic where the answer is: X in
many places.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from itertools import pairwise
from math import log

from matdiff_cli.calculus.answer import answer
from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.check import check


def chain(depth: int) -> str:
    """A*tanh(A*tanh(… x))"""
    return "A*tanh(" * depth + "x" + ")" * depth + " wrt x where A: matrix(n, n)"


def norm_of_chain(depth: int) -> str:
    return "norm(" + "A*tanh(" * depth + "x" + ")" * depth + ")^2 wrt x"


def matrix_chain(depth: int) -> str:
    return "A*tanh(" * depth + "X" + ")" * depth + " wrt X"


def inverses(depth: int) -> str:
    """log|A + inv(A + inv(… X))|"""
    return "log|" + "A + inv(" * depth + "X" + ")" * depth + "| wrt X"


def logarithms(count: int) -> str:
    return " + ".join(f"log(a{i}'*x)" for i in range(count)) + " wrt x"


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


Family = Callable[[int], str]

FAMILIES: dict[str, tuple[Family, Sequence[int]]] = {
    "A*tanh(A*tanh(… x)), depth": (chain, (25, 50, 100, 200, 400)),
    "norm(A*tanh(A*tanh(… x)))^2, depth": (norm_of_chain, (25, 50, 100, 200, 400)),
    "A*tanh(A*tanh(… X)), depth": (matrix_chain, (25, 50, 100, 200)),
    "log|A + inv(A + inv(… X))|, depth": (inverses, (6, 12, 25, 50)),
    "sum of logarithms, terms": (logarithms, (250, 500, 1000, 2000)),
    "sum of traces, terms": (traces, (250, 500, 1000, 2000)),
    "product, constant factors": (product, (60, 125, 250, 500)),
    "X in places": (places, (8, 16, 32, 64)),
}
FORMATS = ("answer", "text", "latex", "json")
MODEST: dict[str, tuple[str, Family, Sequence[int]]] = {
    "A*tanh(A*tanh(… x)) checked, depth": ("--check", chain, (12, 25, 50, 100)),
    "norm(A*tanh(A*tanh(… x)))^2 twice, depth": ("--hessian", norm_of_chain, (2, 4, 8, 16)),
}


def seconds(work: Callable[[], object]) -> float:
    """Processor time, which others on the machine disturb less."""
    start = time.process_time()
    work()
    return time.process_time() - start


def exponent(sizes: Sequence[int], times: Sequence[float]) -> float:
    """The p of the least-squares fit time = c·size^p."""
    x, y = [log(size) for size in sizes], [log(max(t, 1e-6)) for t in times]
    mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
    covariance = sum((a - mean_x) * (b - mean_y) for a, b in zip(x, y, strict=True))
    return covariance / sum((a - mean_x) ** 2 for a in x)


def stages(family: Family, size: int) -> dict[str, float]:
    """What each stage of one problem takes."""
    text = family(size)
    taken = {"read": seconds(partial(read_problems, text))}
    (problem,) = read_problems(text)
    taken["answer"] = seconds(partial(answer, problem))
    taken["all steps"] = seconds(partial(derive, problem))
    derivation = derive(problem)
    return taken | {f"as {name}": seconds(partial(RENDERERS[name], derivation, DEFAULT)) for name in FORMATS}


def option(name: str, family: Family, size: int) -> dict[str, float]:
    (problem,) = read_problems(family(size))
    if name == "--hessian":
        return {name: seconds(partial(derive, problem, order=2))}
    document = to_object(derive(problem), DEFAULT)
    return {name: seconds(partial(check, problem, document))}


def show(name: str, sizes: Sequence[int], measured: Callable[[int], dict[str, float]]) -> None:
    rows = [measured(size) for size in sizes]
    print(f"{name}: {', '.join(map(str, sizes))}")
    for column in rows[0]:
        times = [row[column] for row in rows]
        ratios = " ".join(f"{later / max(earlier, 1e-6):4.1f}" for earlier, later in pairwise(times))
        taken = " ".join(f"{t:7.3f}" for t in times)
        print(f"  {column:<10} {taken} s   ratios {ratios}   exponent {exponent(sizes, times):4.2f}", flush=True)


def main(words: Sequence[str]) -> int:
    (first,) = read_problems("x'*A*tanh(x) + tr(A*A) wrt x")
    for name in FORMATS:  # what happens once is not counted
        RENDERERS[name](derive(first), DEFAULT)
    for name, (family, sizes) in FAMILIES.items():
        if not words or any(word in name for word in words):
            show(name, sizes, partial(stages, family))
    for name, (what, family, sizes) in MODEST.items():
        if not words or any(word in name for word in words):
            show(name, sizes, partial(option, what, family))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
