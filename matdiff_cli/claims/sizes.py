"""The names of a problem's sizes, all in one or as somebody else calls them, and the shapes of its answers."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import islice, permutations

from matdiff_cli.numbers.cost import dimension_names
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.size_calls import SIZE_CALLS
from matdiff_cli.typing.typed import Problem, Typed

MOST_NAMINGS = 24


def sizes_in(tree: Tree) -> list[str]:
    """The names of sizes in calls such as ones(n), as they are typed."""
    calls = (node for node in walk(tree) if node.op == "call" and node.value[0] in SIZE_CALLS)
    names = (part for call in calls for arg in call.args for part in walk(arg) if part.op == "name")
    return list(dict.fromkeys(canonical(part.value) for part in names))


def namings(problem: Problem, fixed: Collection[str], wanted: Collection[str]) -> Iterator[Problem]:
    """The problem with `wanted` names for some of its sizes but the `fixed` ones, in each way, the least change first.

    As it is if there are not enough sizes.
    """
    free = [name for name in dimension_names(problem) if name not in fixed]
    new = [name for name in wanted if name not in fixed]
    ways = list(islice(permutations(free, len(new)), MOST_NAMINGS)) or [()]
    for old in sorted(ways, key=lambda old: sum(map(str.__ne__, old, new))):
        names = dict(zip(old, new, strict=False))
        left = [name for name in old if name not in new]
        names.update(zip((name for name in free if name in new and name not in old), left, strict=False))
        yield renamed(problem, names)


def squared(problem: Problem) -> Problem | None:
    """The problem with all its named sizes equal, so that all matrices are square; None if they are already."""
    names = sorted({name for symbol in problem.symbols.values() for size in symbol.shape for name in size.names})
    return renamed(problem, dict.fromkeys(dimension_names(problem), names[0])) if len(names) > 1 else None


def renamed(problem: Problem, names: Mapping[str, str]) -> Problem:
    """The problem with other names for its sizes."""
    done: dict[int, Typed] = {}
    roots = [problem.function, *problem.abbreviations.values()]
    for node in reversed(list(nodes(*roots))):
        _rename(node, names, done)
    function, *definitions = (_rename(root, names, done) for root in roots)
    return replace(
        problem,
        function=function,
        symbols={n: replace(symbol, shape=_shape(symbol.shape, names)) for n, symbol in problem.symbols.items()},
        abbreviations=dict(zip(problem.abbreviations, definitions, strict=True)),
    )


def _rename(node: Typed, names: Mapping[str, str], done: dict[int, Typed]) -> Typed:
    if id(node) not in done:
        args = tuple(_rename(arg, names, done) for arg in node.args)
        value = _shape((node.value, ONE), names)[0] if isinstance(node.value, Dimension) else node.value
        done[id(node)] = replace(node, args=args, shape=_shape(node.shape, names), value=value)
    return done[id(node)]


def _shape(shape: Shape, names: Mapping[str, str]) -> Shape:
    rows, columns = (Dimension(size.factor, tuple(sorted(names.get(n, n) for n in size.names))) for size in shape)
    return rows, columns


def shapes_of_answers(problem: Problem, order: int) -> dict[str, Shape]:
    """The shape of the answer in each layout."""
    scalar: Shape = (ONE, ONE)
    f, x = problem.function.shape, (Dimension(len(problem.target.names)), ONE)
    if not problem.target.stacked:
        x = problem.symbols[problem.target.names[0]].shape
    entries = f[0] * f[1], x[0] * x[1]
    if order == 2:
        return {"gradient": f if x == scalar else (entries[1], entries[1])}
    if x == scalar:
        column = (entries[0], ONE) if ONE in f else f
        row = column[::-1] if ONE in f else f
        return {"gradient": f, "numerator": column, "denominator": row, "mml": column}
    if f == scalar:
        return {"gradient": x, "numerator": x[::-1], "denominator": x, "mml": x[::-1] if x[1] == ONE else x}
    turned = entries[::-1] if ONE in f and ONE in x else entries
    return {"gradient": entries, "numerator": entries, "denominator": turned, "mml": entries}
