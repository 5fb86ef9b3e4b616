"""What the facts claim of an expression, held against numbers: random members of every structure, in small sizes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations
from random import Random

import mpmath
from structured import MATRICES, NEVER_POSITIVE, SCALARS, SQUARE, VECTORS, column, member, scalar, square

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.build import build, variable
from matdiff_cli.expressions.nodes import Increment, Node
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.functions import REGISTRY
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix, OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.output.notation import text
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol

DIGITS = (40, 1500)
"""With the second, where the first leave a positive number no digit: softplus(-1000) is one."""

SIZES = (1, 2, 3)
STRUCTURES = [(s, positive) for s in SQUARE for positive in (False, True) if not (positive and s in NEVER_POSITIVE)]
"""Structures of square matrices, positive or not."""

_CLOSE = mpmath.mpf("1e-20")


def symbols_for(random: Random, size: Dimension, first: tuple[str, bool] | None = None) -> dict[str, Symbol]:
    """Symbols of random structures, positive or not; the `first` matrix of this structure."""
    found = {}
    for name in MATRICES:
        structure, positive = random.choice(STRUCTURES) if first is None or name != MATRICES[0] else first
        found[name] = Symbol(name, "matrix", (size, size), structure or None, positive=positive)
    for name in VECTORS:
        structure = random.choice((None, "simplex"))
        found[name] = Symbol(name, "vector", (size, ONE), structure, positive=random.random() < 0.5)
    for name in SCALARS:
        found[name] = Symbol(name, "scalar", (ONE, ONE), positive=random.random() < 0.5)
    return found


def described(symbols: dict[str, Symbol]) -> str:
    return ", ".join(f"{n}: {'positive ' * s.positive}{s.structure or s.kind}" for n, s in symbols.items())


def claims(node: Node) -> Iterator[tuple[str, Node]]:
    """The claims about a node, each with an expression that the claim is about."""
    sign = facts.sign_of(node)
    if sign:
        yield ("positive" if sign == facts.POSITIVE else "not negative"), node
    if facts.sums_to_one(node):
        yield "of sum 1", node
    if not node.is_matrix or node.shape[0] != node.shape[1]:
        return
    for name, holds in (("lower", facts.is_lower), ("upper", facts.is_upper), ("orthogonal", facts.is_orthogonal)):
        if holds(node):
            yield name, node
    if facts.has_zero_diagonal(node):
        yield "0 on its diagonal", node
    if facts.is_singular(node):
        yield "singular", node
    if facts.has_rank_one(node):
        yield "of rank 1", node
    if facts.is_semidefinite(node):
        yield ("definite" if facts.is_definite(node) else "semidefinite"), node
    if facts.is_invertible(node):
        yield "invertible", node
    turned = algebra.transpose(node)
    if turned is node:
        yield "symmetric", node
    elif turned is algebra.negate(node):
        yield "skew", node


def holds(claim: str, value: Matrix) -> bool:
    """Whether a matrix is what is claimed of it."""
    entries = [x for row in value for x in row]
    scale = max(map(abs, entries))
    close = _CLOSE * max(scale, 1)
    match claim:
        case "positive":
            return min(entries) > 0
        case "not negative":
            return min(entries) > -close
        case "of sum 1":
            return abs(sum(entries) - 1) < close
        case "lower" | "upper":
            off = [
                x for i, row in enumerate(value) for j, x in enumerate(row) if (j > i if claim == "lower" else j < i)
            ]
            return all(abs(x) < close for x in off)
        case "0 on its diagonal":
            return all(abs(row[i]) < close for i, row in enumerate(value))
        case "orthogonal":
            square = dense.product(value, dense.transpose(value))
            return dense.largest(dense.subtract(square, dense.identity(len(value)))) < close
        case "singular":
            return abs(dense.determinant(value)) < close * max(scale, 1) ** len(value)
        case "invertible":
            return abs(dense.determinant(value)) > 0
        case "definite" | "semidefinite":
            minors = [dense.determinant(part) for part in principal_parts(value)]
            least = min(minors) if claim == "definite" else min(minors) + close * max(scale, 1) ** len(value)
            return least > 0 and holds("symmetric", value)
        case "of rank 1":
            row = max(value, key=lambda row: max(map(abs, row)))
            j = max(range(len(row)), key=lambda j: abs(row[j]))
            return all(
                abs(x * row[j] - y * other[j]) <= close * scale
                for other in value
                for x, y in zip(other, row, strict=True)
            )
        case "symmetric" | "skew":
            combine = dense.subtract if claim == "symmetric" else dense.add
            return dense.largest(combine(value, dense.transpose(value))) < close
    raise ValueError(claim)


def principal_parts(value: Matrix) -> Iterator[Matrix]:
    """The rows and columns of each choice of places: of a semidefinite matrix no determinant of these is negative."""
    for places in chain.from_iterable(combinations(range(len(value)), k + 1) for k in range(len(value))):
        yield [[value[i][j] for j in places] for i in places]


def broken(written: str, symbols: dict[str, Symbol], random: Random, sizes: Sequence[int] = SIZES) -> list[str]:
    """What the facts say of an expression, and of all in it, that is not so: each with the place where it is not."""
    try:
        whole = tidy(build(read_expression(written, symbols), symbols))
    except MatdiffError as error:
        assert error.kind == "domain", f"{written}: {error}"
        return []
    found = {(claim, node) for part in whole.atoms(Node) for claim, node in claims(part)}
    trouble: dict[str, None] = {}
    (size,) = {name for symbol in symbols.values() for name in symbol.shape[0].names} or {""}
    for n in sizes if size else (symbols["A"].shape[0].factor,):
        with mpmath.workdps(DIGITS[-1]):
            values = {
                name: member(
                    s.structure or "",
                    1 if s.kind == "scalar" else n,
                    n if s.kind == "matrix" else 1,
                    random,
                    positive=s.positive,
                )
                for name, s in symbols.items()
            }
        for claim, node in found:
            wrong = _refuted(claim, node, symbols, values, {size: n})
            if wrong is not None:
                shown = [[mpmath.nstr(x, 3) for x in row] for row in wrong]
                trouble[f"{text(node)} is called {claim}, and is {shown} for {described(symbols)}"] = None
    return list(trouble)


def _refuted(
    claim: str, node: Node, symbols: dict[str, Symbol], values: dict[str, Matrix], sizes: dict[str, int]
) -> Matrix | None:
    """The value that is not as claimed; None where it is, or there is no value."""
    printed = read_expression(text(node), symbols)
    value = None
    for digits in DIGITS:
        with mpmath.workdps(digits):
            try:
                value = evaluate(printed, values, sizes)
            except OutsideDomain:
                return None
            if holds(claim, value):
                return None
    return value


_ELEMENTWISE = [record.name for record in REGISTRY.values() if record.kind == "elementwise"]
_NOTHING = "relu(-exp({}))"  # 0 in every entry, which is not seen

PLAIN = (
    *(f"{name}({operand})" for name in _ELEMENTWISE for operand in ("A", "A/100", "t")),
    *(f"{name}(exp({operand}))" for name in _ELEMENTWISE for operand in ("A/9", "t")),
    *(f"1 - {name}(sin(t))" for name in _ELEMENTWISE),
    *(f"1 - {name}(t){power}" for name in _ELEMENTWISE for power in ("", "^2")),
    *("2 - sin(t) - cos(alpha)", "1 - sin(t) - cos(alpha)", "1 - sin(t) + t^2", "t^(-1/2)", "t^-4", "1/sqrt(t)"),
    *(
        form.format(_NOTHING.format("A"))
        for form in ("tr({})", "sum({})", "diag({})", "vec({})", "{}'", "{} + tril(B.^2)")
    ),
    *(f"A^{k}" for k in (2, 3, -1, -2)),
    *(f"{base}.^{k}" for base in ("A", "x") for k in (2, 3, -1, -2, "(1/2)", "t")),
    *(f"t^{k}" for k in (2, 3, -1, -2, "(1/2)", "alpha")),
    *(
        "A'",
        "A*B",
        "A.*B",
        "A + B",
        "A - B",
        "A - A'",
        "A + A'",
        "2*A",
        "-A",
        "t*A",
        "kron(A, B)",
        "kron(eye(2), A.^2)",
        "vec(A)",
        "expm(A)",
        "A*A'",
        "A'*B*A",
        "A*B*A",
        "diag(x)*A*diag(x)",
        "(A + A')^3",
        "eye(n) + A*A'",
        "eye(n) + t*A'*A",
        "eye(n) - A*A'",
        "A*A' + B",
        "t*A",
        "inv(A)",
        "inv(A + t*eye(n))",
        "diag(exp(x))",
        "diag(x) + A",
        "A*diag(x)*A'",
        "kron(A, A)",
    ),
    *("tril(A)", "triu(A)", "diag(x)", "diag(A)", "sum(A)", "tr(A)", "norm(A)", "norm1(A)", "det(A)", "sum(x)"),
    *(f"{v}'*{m}*{v}" for v in "xy" for m in "ABC"),
    *("x'*A*y", "x'*x", "x'*y", "x'*B'*A*B*x", "x*y'", "x*y' + A", "x*x' + y*y'", "ones(n, n) + A", "A*x"),
    *("ones(n, n)/2 - sigmoid(A)", "ones(n, n) - sigmoid(A)", "1 - 2*sigmoid(t)", "2 - sigmoid(t)", "[1, 0; t^2, 2]"),
    *("2 - sigmoid(t) - sigmoid(alpha)", "1 - sigmoid(t) - sigmoid(alpha)", "softmax(x)", "logsumexp(x)", "pi - 3"),
    *("[t, alpha; 2, 1]", "sqrt(A)^-1", "sqrt(A)^2", "exp(A)^-1", "eye(n) - A", "A*diag(x)", "sqrt(t)*x", "n - t"),
    "commutation(n, n)",
)
"""Each rule by itself."""


def plain_trouble(seed: int) -> Iterator[str]:
    """False claims about the plain expressions, with A of every structure, and about increments."""
    random = Random(seed)
    for first in STRUCTURES:
        yield from _trouble_of_increment(first[0], random)
        for written in PLAIN:
            yield from broken(*_sized(written, random, first), random, sizes=[random.choice(SIZES)])


def _trouble_of_increment(structure: str, random: Random) -> Iterator[str]:
    """What is claimed of an increment must hold of the difference of two members."""
    with mpmath.workdps(DIGITS[-1]):
        change = dense.subtract(member(structure, 3, 3, random), member(structure, 3, 3, random))
        symbol = Symbol("A", "matrix", (Dimension(1, ("n",)),) * 2, structure or None)
        for claim, _ in claims(Increment(variable(symbol))):
            if not holds(claim, change):
                yield f"the increment of a {structure} matrix is called {claim}"


def random_trouble(seed: int, count: int) -> Iterator[str]:
    """False claims about random expressions."""
    random = Random(seed)
    for _ in range(count):
        make = random.choice((square, square, column, scalar))
        yield from broken(*_sized(make(random.choice, random.randint(1, 3)), random), random)


def _sized(written: str, random: Random, first: tuple[str, bool] | None = None) -> tuple[str, dict[str, Symbol]]:
    """The text and symbols for it, of n rows, or of 1, 2 or 3."""
    size = random.choice((*[Dimension(1, ("n",))] * 4, *map(Dimension, SIZES)))
    return re.sub(r"\bn\b", str(size), written), symbols_for(random, size, first)
