"""Points on both sides of every kink: of |u| where u = 0, and of whatever else depends on a sign.

Ordinary points may all lie on one side of it, such as those of relu(t − 500).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from fractions import Fraction
from itertools import islice, pairwise
from random import Random

import mpmath

from matdiff_cli.functions import REGISTRY
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import SIZES, size_choices
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.evaluate import Matrix, evaluate, evaluator
from matdiff_cli.numbers.points import Point, draw, increment, scaled
from matdiff_cli.numbers.search import SCALES, scales_of
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.formulas import written_out
from matdiff_cli.typing.typed import Problem, Typed

ATTEMPTS = 120
ENOUGH = 30
"""After how many attempts the search ends, and after how many without a combination of signs that is new."""

MOST, MOST_OF_MANY = 8, 32
"""How many combinations of signs are shown, and how many of those that more than three kinks have."""

LINES = 24
STEPS = 8
HALVINGS = 40
"""Along how many lines, from how many steps and how closely what lies between two kinks is looked for."""

_DIGITS = 15


def arguments(*roots: Typed) -> list[Typed]:
    """The expressions whose sign makes a difference: u in abs(u), in relu(u), and in √(u²)."""
    found: dict[tuple[int, int], Typed] = {}
    for node in in_full(*roots):
        if node.op == "call":
            argument = node.args[0]
            found.update(((id(argument), kink), _less(argument, kink)) for kink in _kinks(node))
        if _is_root(node):
            squares = (part for part in _factors(node.args[0]) if _is_power(part) and _exponent(part) % 2 == 0)
            found.update(((id(square.args[0]), 0), square.args[0]) for square in squares)
    return list(found.values())


def in_full(*roots: Typed) -> Iterator[Typed]:
    """Every node of the trees once, and those of the definitions of defined functions."""
    seen: dict[int, Typed] = {}
    waiting = list(reversed(roots))
    while waiting:
        node = waiting.pop()
        if id(node) not in seen:
            seen[id(node)] = node  # kept, so that no other gets its id
            yield node
            waiting.extend(reversed(node.args))
            if node.op == "call" and node.value in REGISTRY and REGISTRY[str(node.value)].kind == "defined":
                waiting.append(written_out(node))


def kinked_parts(symbols: Collection[str], *roots: Typed) -> list[Typed]:
    """The largest parts with kinks that hold no other symbols than these."""
    found: list[Typed] = []
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if not arguments(node):
            continue
        if {part.value for part in in_full(node) if part.op == "symbol"} <= {*symbols}:
            found.append(node)
        else:
            waiting.extend(node.args)
    return found


def _kinks(call: Typed) -> tuple[int, ...]:
    record = REGISTRY.get(str(call.value))
    if record is None or not (record.kind == "elementwise" or call.args[0].shape == (ONE, ONE)):
        return ()
    return record.kinks


def _less(node: Typed, number: int) -> Typed:
    """The node minus a number in every entry."""
    if not number:
        return node
    factor = Typed("number", (), (ONE, ONE), node.span, Fraction(-number))
    rest = Typed("product", (factor, Typed("ones", (), node.shape, node.span)), node.shape, node.span)
    return Typed("sum", (node, rest), node.shape, node.span)


def _factors(node: Typed) -> Iterator[Typed]:
    if node.op in ("product", "quotient", "hadamard", "hadamard_quotient", "abbreviation"):
        for part in node.args:
            yield from _factors(part)
    else:
        yield node


def _is_power(node: Typed) -> bool:
    return node.op == "hadamard_power" or (node.op == "power" and node.shape == (ONE, ONE))


def _exponent(node: Typed) -> Fraction:
    """The exponent of a power; 1 where it is no number."""
    exponent = node.args[1].value
    return exponent if isinstance(exponent, Fraction) else Fraction(1)


def _is_root(node: Typed) -> bool:
    if node.op == "call":
        return node.value == "sqrt"
    return _is_power(node) and _exponent(node).denominator % 2 == 0


def across(problem: Problem, *roots: Typed, most: int | None = None, choices: Sequence[int] = SIZES) -> Iterator[Point]:
    """Points for the problem at which the kinks of the expressions are met from different sides.

    A search at several scales, those of the numbers in the expressions among them. The first of `roots` has a value at
    each point. A sign that was not seen before is always shown; other combinations of signs, up to `most` points. Of
    several roots those between two kinks, such as those of |t − 5| and of sign(t − 4.99), are looked for, too.
    """
    kinked = arguments(*roots)
    if not kinked:
        return
    scales = (*SCALES, *scales_of(*roots))
    signs_at = _signs_at(roots[0], kinked)
    yield from _met(problem, signs_at, len(kinked), scales, most, choices)
    if len(roots) > 1 < len(kinked):
        yield from _between(problem, signs_at, scales, choices)


def _signs_at(root: Typed, kinked: Sequence[Typed]) -> Callable[[Point], list[Matrix]]:
    """The signs of every entry of the arguments at a point. OutsideDomain is raised where these or the root have no
    value.
    """
    first, *others = map(evaluator, (root, *kinked))

    def signs_at(point: Point) -> list[Matrix]:
        with mpmath.workdps(_DIGITS):
            first(point.values, point.sizes)
            found = [argument(point.values, point.sizes) for argument in others]
            return [[[mpmath.sign(entry) for entry in row] for row in value] for value in found]

    return signs_at


def _met(
    problem: Problem,
    signs_at: Callable[[Point], list[Matrix]],
    count: int,
    scales: Sequence[float],
    most: int | None,
    choices: Sequence[int],
) -> Iterator[Point]:
    """Points with different signs of so many arguments, as they are met."""
    random = Random(2)
    every = min(2**count, MOST_OF_MANY)
    most = max(MOST, every) if most is None else most
    seen: set[tuple[int, int]] = set()
    shown: dict[tuple[frozenset[int], ...], Point] = {}
    both = {(index, sign) for index in range(count) for sign in (-1, 1)}
    waited = 0
    for attempt, sizes in enumerate(size_choices(problem, choices)):
        met = seen >= both and len(shown) >= every
        if waited >= max(ENOUGH, 4 * len(shown)) and (met or attempt >= ATTEMPTS):
            return
        waited += 1
        scale = scales[attempt % len(scales)]
        try:
            with mpmath.workdps(DIGITS):  # a structure holds to as many digits as the check works with
                if attempt % 2 and shown and problem.symbols:
                    point = _one_anew(problem, random.choice(list(shown.values())), scale, random)
                else:
                    point = _all_anew(problem, sizes, (1, scale, scale) if attempt >= len(scales) else (scale,), random)
            pattern = tuple(frozenset(int(x) for row in signs for x in row if x) for signs in signs_at(point))
        except OutsideDomain:
            continue
        signs = {(index, sign) for index, signs in enumerate(pattern) for sign in signs}
        if signs - seen or (pattern not in shown and len(shown) < most):
            yield point
        if pattern not in shown:
            waited = 0
        seen |= signs
        shown.setdefault(pattern, point)


def _all_anew(problem: Problem, sizes: dict[str, int], scales: Sequence[float], random: Random) -> Point:
    return Point(
        sizes,
        {name: draw(s, sizes, random, scaled(2 * random.choice(scales))) for name, s in problem.symbols.items()},
    )


def _one_anew(problem: Problem, point: Point, scale: float, random: Random) -> Point:
    """The point with one symbol drawn anew: of many kinks all may be crossed one by one, hardly ever all at once."""
    name = random.choice(list(problem.symbols))
    return Point(
        point.sizes, {**point.values, name: draw(problem.symbols[name], point.sizes, random, scaled(2 * scale))}
    )


def _between(
    problem: Problem, signs_at: Callable[[Point], list[Matrix]], scales: Sequence[float], choices: Sequence[int]
) -> Iterator[Point]:
    """Points with signs that are met on the way from one combination of signs to another, when one entry changes."""
    names = [name for name, symbol in problem.symbols.items() if symbol.structure is None and not symbol.integer]
    random = Random(5)
    for turn, sizes in enumerate(islice(size_choices(problem, choices), LINES if names else 0)):
        name, scale = names[turn % len(names)], 4 * scales[turn // len(names) % len(scales)]
        with mpmath.workdps(DIGITS):
            try:
                others = scaled(random.choice((1, scale)))
                values = {n: draw(symbol, sizes, random, others) for n, symbol in problem.symbols.items()}
            except OutsideDomain:
                continue
        place = [random.randrange(size) for size in dense.shape(values[name])]
        least = 0 if problem.symbols[name].positive else -scale
        steps = [least + (scale - least) * (k + random.random()) / STEPS for k in range(STEPS)]
        yield from _on_line(signs_at, Point(sizes, values), name, place, steps)


def _on_line(
    signs_at: Callable[[Point], list[Matrix]], start: Point, name: str, place: Sequence[int], steps: Sequence[float]
) -> Iterator[Point]:
    """What is met between steps of one entry at which signs differ, by halving."""

    def at(x: float) -> Point:
        entries = [list(row) for row in start.values[name]]
        entries[place[0]][place[1]] = mpmath.mpf(x)
        return Point(start.sizes, {**start.values, name: entries})

    def pattern(x: float) -> list[Matrix] | None:
        with suppress(OutsideDomain):
            return signs_at(at(x))
        return None

    for (low, left), (high, right) in pairwise((x, pattern(x)) for x in steps):
        for _ in range(HALVINGS if left and right and left != right else 0):
            middle = (low + high) / 2
            found = pattern(middle)
            if found not in (left, right):
                if found is not None:
                    yield at(middle)
                break
            low, high = (middle, high) if found == left else (low, middle)


def refuse_kink(problem: Problem, point: Point, moving: Iterable[str]) -> None:
    """Raise OutsideDomain at a kink of the function: where an argument is 0, and not near by when symbols move.

    What is 0 all around, such as the entries of a diagonal matrix beside the diagonal, makes no kink.
    """
    kinked = arguments(problem.function)
    if not kinked:
        return
    random, step = Random(4), mpmath.mpf(10) ** -(mpmath.mp.dps * 3 // 10)
    changes = {name: increment(problem.symbols[name], point.sizes, random, step) for name in moving}
    near = {**point.values, **{name: dense.add(point.values[name], change) for name, change in changes.items()}}
    for argument in kinked:
        sign = Typed("call", (argument,), argument.shape, argument.span, "sign")
        here, there = (evaluate(sign, values, point.sizes) for values in (point.values, near))
        if any(x == 0 != y for rows in zip(here, there, strict=True) for x, y in zip(*rows, strict=True)):
            raise OutsideDomain("a kink")
