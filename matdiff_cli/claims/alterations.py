"""The function of a problem altered, so that the derivative of what is left is what a slip makes of the derivative.

Parts that a slip forgets to differentiate are frozen: replaced by a symbol that has their value and does not vary.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import combinations, islice

from matdiff_cli.functions import REGISTRY
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.increments import moving_names
from matdiff_cli.numbers.points import Point
from matdiff_cli.typing.declarations import kind_of
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.typed import Problem, Symbol, Target, Typed

_SCALAR_SHAPE = (ONE, ONE)
_MOST = 12
_LONGEST_POWER = 4

Path = tuple[int, ...]


@dataclass(frozen=True)
class Altered:
    """A problem with an altered function, and the values of the symbols that it has besides the original ones.

    `by_inner`: its target is an inner expression, not the problem's target.
    """

    problem: Problem
    frozen: dict[str, Typed] = field(default_factory=dict)
    by_inner: bool = False

    def at(self, point: Point) -> Point:
        """The point, with the values of the frozen parts."""
        values = {name: evaluate(typed, point.values, point.sizes) for name, typed in self.frozen.items()}
        return Point(point.sizes, {**point.values, **values})


# --- trees ------------------------------------------------------------------------------------------------------------


def written_out(typed: Typed) -> Typed:
    """The tree without abbreviations, with small powers of matrices as products and softmax as a quotient."""
    args = tuple(map(written_out, typed.args))
    if typed.op == "abbreviation":
        return args[0]
    if typed.op == "call" and typed.value == "softmax":
        powers = Typed("call", args, typed.shape, typed.span, "exp")
        return Typed(
            "quotient",
            (powers, replace(typed, args=(powers,), shape=_SCALAR_SHAPE, value="sum")),
            typed.shape,
            typed.span,
        )
    if typed.op == "power" and typed.shape != _SCALAR_SHAPE and args[1].op == "number":
        exponent = args[1].value
        if isinstance(exponent, Fraction) and exponent.denominator == 1 and 2 <= exponent <= _LONGEST_POWER:
            return Typed("product", (args[0],) * int(exponent), typed.shape, typed.span)
    return replace(typed, args=args)


def places(typed: Typed, path: Path = ()) -> Iterator[tuple[Path, Typed]]:
    """Every node with its path, parents first."""
    yield path, typed
    for index, arg in enumerate(typed.args):
        yield from places(arg, (*path, index))


def put(typed: Typed, path: Path, new: Typed) -> Typed:
    """The tree with another node at a path."""
    if not path:
        return new
    args = list(typed.args)
    args[path[0]] = put(args[path[0]], path[1:], new)
    return replace(typed, args=tuple(args))


def holds_target(typed: Typed, names: tuple[str, ...]) -> bool:
    """Does an expression hold one of these names?"""
    return (typed.op == "symbol" and typed.value in names) or any(holds_target(arg, names) for arg in typed.args)


def _is_leaf(typed: Typed) -> bool:
    return not typed.args or (typed.op == "transpose" and not typed.args[0].args)


def _symbol(name: str, like: Typed) -> tuple[Symbol, Typed]:
    return Symbol(name, kind_of(*like.shape), like.shape), Typed("symbol", (), like.shape, like.span, name)


def alike(a: Typed, b: Typed) -> bool:
    """Are two trees alike but for their places in the text?"""
    return (
        (a.op, a.value, a.shape) == (b.op, b.value, b.shape)
        and len(a.args) == len(b.args)
        and all(map(alike, a.args, b.args))
    )


# --- the slips --------------------------------------------------------------------------------------------------------


def some_occurrences(problem: Problem) -> Iterator[Altered]:
    """Only some of the target's occurrences vary."""
    function, names = written_out(problem.function), moving_names(problem)
    found = [(path, node) for path, node in places(function) if node.op == "symbol" and node.value in names]
    if not 2 <= len(found) <= _MOST:
        return
    sizes = range(1, len(found)) if len(found) <= 4 else (1, len(found) - 1)
    for size in sizes:
        for kept in combinations(range(len(found)), size):
            yield _frozen(problem, function, [place for index, place in enumerate(found) if index not in kept])


def without_term(problem: Problem) -> Iterator[Altered]:
    """One term of a sum does not vary; beside other factors that vary, that is a matter of the product rule."""
    function, names = _unabbreviated(problem.function), moving_names(problem)
    every = dict(places(function))

    def is_factor(path: Path) -> bool:
        above = (every[path[:depth]] for depth in range(len(path)))
        return any(sum(holds_target(arg, names) for arg in node.args) > 1 for node in above if node.op != "sum")

    sums = ((path, node) for path, node in every.items() if node.op == "sum" and not is_factor(path))
    terms = (((*path, index), term) for path, node in sums for index, term in enumerate(node.args))
    for path, term in islice(((path, term) for path, term in terms if holds_target(term, names)), _MOST):
        yield _frozen(problem, function, [(path, term)])


def without_determinant(problem: Problem) -> Iterator[Altered]:
    """|U| differentiated as if it were log|U|."""

    def logarithm(node: Typed) -> Typed | None:
        return replace(node, value="logdet") if node.op == "call" and node.value == "det" else None

    yield from _each(problem, logarithm)


def without_inner_or_outer(problem: Problem) -> Iterator[Altered]:
    """g(u) with g'(u) left out, or with du left out."""
    yield from _each(problem, _without_outer)
    function, names = written_out(problem.function), moving_names(problem)
    if problem.target.stacked:
        return
    target = problem.symbols[problem.target.names[0]]
    tried: list[Typed] = []
    for path, node in places(function):
        if not path or _is_leaf(node) or not holds_target(node, names) or any(alike(node, other) for other in tried):
            continue
        tried.append(node)
        if len(tried) > _MOST:
            return
        yield _by_inner(problem, function, node)
        for leaf in _as_target(target, node):
            yield _shifted(problem, function, [path], leaf, node)


def elementwise(problem: Problem) -> Iterator[Altered]:
    """Powers, inverses and exponentials of a matrix taken for those of its entries, or the other way round."""

    def other(node: Typed) -> Typed | None:
        if node.shape == _SCALAR_SHAPE or node.op not in ("power", "hadamard_power", "inverse", "call"):
            return None
        if node.op == "inverse":
            exponent = Typed("number", (), _SCALAR_SHAPE, node.span, Fraction(-1))
            return Typed("hadamard_power", (node.args[0], exponent), node.shape, node.span)
        if node.op == "power":
            return replace(node, op="hadamard_power")
        square = node.shape[0] == node.shape[1]
        if node.op == "hadamard_power":
            return replace(node, op="power") if square and node.args[1].op == "number" else None
        swapped = {"exp": "expm", "expm": "exp"}.get(str(node.value))
        return replace(node, value=swapped) if swapped and square else None

    yield from _each(problem, other, written=False)


# --- how --------------------------------------------------------------------------------------------------------------


def _each(problem: Problem, change: Callable[[Typed], Typed | None], written: bool = True) -> Iterator[Altered]:
    """The function with one node φ(u) that varies replaced by change(φ(u)) plus the constant that keeps its value."""
    function = written_out(problem.function) if written else _unabbreviated(problem.function)
    names, count = moving_names(problem), 0
    for path, node in places(function):
        if not holds_target(node, names):
            continue
        new = change(node)
        if new is not None:
            count += 1
            yield _shifted(problem, function, [path], new, node)
        if count == _MOST:
            return


def _unabbreviated(typed: Typed) -> Typed:
    args = tuple(map(_unabbreviated, typed.args))
    return args[0] if typed.op == "abbreviation" else replace(typed, args=args)


def _frozen(problem: Problem, function: Typed, parts: list[tuple[Path, Typed]]) -> Altered:
    """The function with some parts that do not vary."""
    frozen, symbols = {}, dict(problem.symbols)
    for path, node in parts:
        name = f"frozen {node.value if node.op == 'symbol' else 'term'}"
        symbols[name], leaf = _symbol(name, node)
        frozen[name] = node
        function = put(function, path, leaf)
    return Altered(replace(problem, function=function, symbols=symbols), frozen)


def _shifted(problem: Problem, function: Typed, paths: list[Path], new: Typed, old: Typed) -> Altered:
    """`new` + c in the place of `old`, where c is old − new as it stands."""
    name = "frozen rest"
    symbol, leaf = _symbol(name, old)
    altered = function
    for path in paths:
        altered = put(altered, path, Typed("sum", (new, leaf), old.shape, old.span))
    rest = Typed("sum", (old, Typed("negative", (new,), old.shape, old.span)), old.shape, old.span)
    return Altered(replace(problem, function=altered, symbols={**problem.symbols, name: symbol}), {name: rest})


def by_scalar_parts(problem: Problem) -> Iterator[tuple[Altered, Typed]]:
    """The function of each scalar u that varies in it, with that u."""
    function, names = _composed(written_out(problem.function)), problem.target.names
    parts = [node for path, node in places(function) if path and node.args and node.shape == _SCALAR_SHAPE]
    for node in islice((node for node in parts if holds_target(node, names)), _MOST):
        yield _by_inner(problem, function, node), node


def _composed(typed: Typed) -> Typed:
    """The tree with logsumexp and norms as functions of sums."""
    args = tuple(map(_composed, typed.args))
    outer = {"logsumexp": "log", "norm": "sqrt"}.get(str(typed.value)) if typed.op == "call" else None
    if outer is None:
        return replace(typed, args=args)
    if outer == "log":
        inner = replace(typed, args=(replace(typed, args=args, shape=args[0].shape, value="exp"),), value="sum")
    else:
        inner = replace(typed, args=(args[0], args[0]), value="dot")
    return replace(typed, args=(inner,), value=outer)


def _by_inner(problem: Problem, function: Typed, inner: Typed) -> Altered:
    """The function of its inner expression: what multiplies the differential of that."""
    name = "inner"
    symbol, leaf = _symbol(name, inner)

    def visit(node: Typed) -> Typed:
        return leaf if alike(node, inner) else replace(node, args=tuple(map(visit, node.args)))

    changed = replace(
        problem, function=visit(function), symbols={**problem.symbols, name: symbol}, target=Target((name,))
    )
    return Altered(changed, {name: inner}, by_inner=True)


def _as_target(target: Symbol, node: Typed) -> Iterator[Typed]:
    """What varies as the target does, with derivative 1, in the place of a node."""
    leaf = Typed("symbol", (), target.shape, node.span, target.name)
    if node.shape == target.shape:
        yield leaf
    elif target.kind == "scalar":
        for op in ("identity", "ones") if node.shape[0] == node.shape[1] else ("ones",):
            unit = Typed(op, (), node.shape, node.span)
            yield Typed("product", (leaf, unit), node.shape, node.span)


def _without_outer(node: Typed) -> Typed | None:
    """What is left of g(u) when g' is taken for 1; of a norm, half the square."""
    if node.op == "call" and node.value in REGISTRY and REGISTRY[str(node.value)].kind == "elementwise":
        return node.args[0]
    if node.op in ("power", "hadamard_power") and (node.op == "hadamard_power" or node.shape == _SCALAR_SHAPE):
        return node.args[0]
    if node.op == "call" and node.value == "logdet":
        return replace(node, value="det")
    if node.op == "call" and node.value == "logsumexp":
        return Typed("call", (replace(node, shape=node.args[0].shape, value="exp"),), _SCALAR_SHAPE, node.span, "sum")
    if node.op == "call" and node.value == "norm":
        half = Typed("number", (), _SCALAR_SHAPE, node.span, Fraction(1, 2))
        square = Typed("call", (node.args[0], node.args[0]), _SCALAR_SHAPE, node.span, "dot")
        return Typed("product", (half, square), _SCALAR_SHAPE, node.span)
    return None
