"""Unification of dimensions: which sizes must be equal for a problem to make sense.

A dimension is a monomial (see `dimension`). A name that begins with `?` is a variable, to be found; every other name is
rigid: it equals nothing but itself. Neither is 1: a vector is never silently a scalar.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import gcd

from matdiff_cli.typing.dimension import ONE, Dimension, Shape


def is_variable(name: str) -> bool:
    """Is the name of a dimension one that is still to be found?"""
    return name.startswith("?")


class Unifier:
    """What is known so far about the variables."""

    def __init__(self) -> None:
        self._bindings: dict[str, Dimension] = {}
        self._count = 0
        self._deferred: list[tuple[Dimension, Dimension, object]] = []

    def fresh(self) -> Dimension:
        """A new variable. Later ones sort after earlier ones."""
        self._count += 1
        return Dimension(1, (f"?{self._count:06}",))

    def resolve(self, dimension: Dimension) -> Dimension:
        """The dimension with everything that is known put in."""
        while dimension.names and not self._bindings.keys().isdisjoint(dimension.names):
            factor, names = dimension.factor, list[str]()
            for name in dimension.names:
                bound = self._bindings.get(name)
                factor *= bound.factor if bound else 1
                names += bound.names if bound else (name,)
            dimension = Dimension(factor, tuple(sorted(names)))
        return dimension

    def resolve_shape(self, shape: Shape) -> Shape:
        """Both dimensions resolved."""
        return self.resolve(shape[0]), self.resolve(shape[1])

    def unify(self, a: Dimension, b: Dimension, reason: object = None) -> bool:
        """Make a and b equal; False if they cannot be. What cannot be decided yet is kept for `settle`."""
        if a is b or a == b:
            return True
        a, b = self.resolve(a), self.resolve(b)
        if a == b:
            return True
        a, b = _cancel(a, b)
        younger_first = ((b, a), (a, b)) if b.names > a.names else ((a, b), (b, a))  # so that no long chains arise
        for one, other in younger_first:
            if one.factor == 1 and len(one.names) == 1 and is_variable(one.names[0]) and other != ONE:
                self._bindings[one.names[0]] = other
                return True
        if ONE in (a, b) or not (_may_equal(a, b) and _may_equal(b, a)):
            return False
        for one, other in ((a, b), (b, a)):
            found = _root(one, other)
            if found:
                return self.unify(*found, reason)
        self._deferred.append((a, b, reason))
        return True

    def settle(self) -> object | None:
        """Decide what was put off. Returns the reason of the first equation that has not one solution, else None."""
        while self._deferred:
            pending, self._deferred = self._deferred, []
            for a, b, reason in pending:
                if not self.unify(a, b, reason):
                    return reason
            if len(self._deferred) == len(pending):
                return self._deferred[0][2]
        return None


def _cancel(a: Dimension, b: Dimension) -> tuple[Dimension, Dimension]:
    divisor = gcd(a.factor, b.factor)
    if divisor == 1 and set(a.names).isdisjoint(b.names):
        return a, b
    ours, theirs = list(a.names), list(b.names)
    for name in a.names:
        if name in theirs:
            ours.remove(name)
            theirs.remove(name)
    return Dimension(a.factor // divisor, tuple(ours)), Dimension(b.factor // divisor, tuple(theirs))


def _may_equal(a: Dimension, b: Dimension) -> bool:
    """Could the variables of b take up what is rigid in a (nothing being common to both)?"""
    rigid = a.factor != 1 or not all(map(is_variable, a.names))
    return not rigid or any(map(is_variable, b.names))


def _root(a: Dimension, b: Dimension) -> tuple[Dimension, Dimension] | None:
    """If a is v·v⋯ (k times) and b a k-th power, the equation v = k-th root of b."""
    if a.factor != 1 or b.factor > 10**12 or len(set(a.names)) != 1 or not is_variable(a.names[0]):
        return None
    k = len(a.names)
    counts = Counter(b.names)
    factor = round(b.factor ** (1 / k))
    if factor**k != b.factor or any(count % k for count in counts.values()):
        return None
    names: Iterable[str] = (name for name, count in sorted(counts.items()) for _ in range(count // k))
    return Dimension(1, a.names[:1]), Dimension(factor, tuple(names))
