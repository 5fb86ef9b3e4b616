"""The way of a change to its increments, line by line: what the rules of the calculus do, as they do it.

A line is a sum of pairings of a multiplier with a node, ⟨G, E⟩ or M vec(E). A move of the calculus hands a pairing down
to the parts of its node; here the moves are put in an order in which a reader can follow them, one rule a line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from matdiff_cli.calculus.adjoint import CYCLIC, TRANSPOSE, Move, Multipliers, holds_increment, moves, shares_of
from matdiff_cli.calculus.shares import Share, Shares
from matdiff_cli.calculus.stacking import row_of, stacked
from matdiff_cli.derivation.laws import OF_TRANSPOSES, Used, cancelled_in, unfolded
from matdiff_cli.derivation.silent import ARRANGE, COLLECT, SCALAR_TRANSPOSE, silent_rule, turned_round
from matdiff_cli.derivation.written import Inner, Pairing, Stack, plus, times
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import split_scalars, terms, weight
from matdiff_cli.expressions.nodes import ONE, Increment, Node, Trace

OWN_TRACE = "scalar-trace"
SCALAR_LAST = "scalar-last"
_ORDER = {COLLECT: -4, "trace-scalar": -3, "trace-sum": -2, "multiply-out": -1, OWN_TRACE: 1, TRANSPOSE: 2, CYCLIC: 3}
"""What is done before and after all other rules, which have 0."""

_WITHOUT_TRACE = {"trace-sum": "multiply-out", "trace-scalar": SCALAR_LAST, "trace-outer": SCALAR_LAST}
"""What a rule of traces does to a scalar x'M y, which is not written as one."""

_OPENED = "kron-product"
"""a ⊗ B e = (a ⊗ I) B e is written as before, and shows where the terms in B e are collected."""

_UNTRACED = Inner(traced=False)
_OF_PRODUCTS = frozenset({"transpose-product"})
"""Said by the identity a'X b = b'X'a, too."""


def _shown(share: Share, pairing: Pairing, before: Node | None) -> Node:
    """A node with what it is paired with, and the matrix before it: v 1'Δx, from which the answer can be read off."""
    node, multiplier = share
    apart = before is not None and node.is_column and isinstance(node, Increment)
    shown = times(algebra.transpose(multiplier), node) if apart else pairing.shown(multiplier, node)
    return shown if before is None else times(before, shown)


@dataclass
class _Pair:
    """A pairing on its way: what it looks like now, and what the calculus does next with it.

    `before` is the matrix in front of a scalar inside a vector or matrix function; `group` tells the terms apart.
    """

    share: Share
    shown: Node
    group: int
    pairing: Pairing
    before: Node | None = None
    ahead: tuple[Used, ...] = ()
    after: list[_Pair] | None = None

    @property
    def multiplier(self) -> Node:
        """What the node is paired with in all, the matrix in front of it included."""
        if self.before is None:
            return self.share.multiplier
        return algebra.product(self.before, row_of(self.share.multiplier))


class Passage:
    """The lines from a sum of changes to what its increments are paired with."""

    def __init__(self, pairing: Pairing) -> None:
        self._pairing = pairing
        self._pairs: list[_Pair] = []
        self._moves: dict[tuple[int, Node], Move] = {}
        self._expected: Counter[tuple[int, Node]] = Counter()
        self._groups = 0

    def add(self, change: Node, multiplier: Node) -> None:
        """A change, paired with a multiplier."""
        self._pairs.append(self._started(Share(change, multiplier), self._pairing))

    @property
    def current(self) -> Node:
        """The expression as it stands."""
        shown = [pair.shown for pair in self._pairs if not algebra.is_zero(pair.shown)]
        return plus(*shown) if shown else self._pairs[0].shown

    def lines(self) -> Iterator[Used]:
        """One rule after the other, or a rule with a law, each with the whole expression that it leads to."""
        above = self.current
        if any(pair.before is not None and split_scalars(pair.share.node)[1] for pair in self._pairs):
            yield SCALAR_LAST, above  # Δφ v, with (a'Δx) for Δφ, becomes v a'Δx
        unseen: tuple[str, ...] = ()
        while rules := self._next():
            self._pairs = [new for pair in self._pairs for new in self._advanced(pair, rules[0])]
            if (current := self.current) is above:
                unseen = rules
            elif rules[0] != ARRANGE:
                opened = _OPENED if rules[0] == COLLECT and _OPENED in unseen else ""
                yield " ".join([*rules, opened]).rstrip(), current
                unseen = ()
            above = current
        yield from self._rows()

    def _rows(self) -> Iterator[Used]:
        """v tr(G'ΔX) = v vec(G)'vec(ΔX), and v a'ΔX b = v (b' ⊗ a') vec(ΔX)"""
        for rule, traced in (("trace-vec", True), ("vec-product", False)):
            found = False
            for pair in self._pairs:
                node, multiplier = pair.share
                if pair.before is not None and node.is_matrix and pair.shown.holds(Trace) == traced:
                    pair.shown = times(pair.before, Stack().shown(row_of(multiplier), node))
                    found = True
            if found:
                yield rule, self.current

    def multipliers(self) -> Multipliers:
        """What each increment is paired with in the end, all that reached it added up."""
        reached: dict[Increment, list[Node]] = {}
        for pair in self._pairs:
            if isinstance(node := pair.share.node, Increment):
                reached.setdefault(node, []).append(pair.multiplier)
        return {increment: algebra.add(*parts) for increment, parts in reached.items()}

    def _started(self, share: Share, pairing: Pairing) -> _Pair:
        """A pair with the moves that take it to its increments."""
        before = None
        if _starts_anew(pairing, share.node):
            share, pairing, before = Share(share.node, ONE), _UNTRACED, share.multiplier
        self._groups += 1
        if isinstance(pairing, Inner) and not isinstance(share.node, Increment):
            for move in moves(share.node, share.multiplier):
                self._moves[self._groups, move.node] = move
                self._expected.update((self._groups, part.node) for part in move.shares)
        return self._pair(share, pairing, self._groups, before)

    def _pair(self, share: Share, pairing: Pairing, group: int, before: Node | None) -> _Pair:
        return _Pair(share, _shown(share, pairing, before), group, pairing, before)

    def _next(self) -> tuple[str, ...]:
        """The rule that is used next, wherever it can be, and what goes with it; nothing at the end."""
        for pair in self._pairs:
            if not pair.ahead and not isinstance(pair.share.node, Increment) and holds_increment(pair.share.node):
                self._prepare(pair)
        ahead = [pair.ahead[0][0].split() for pair in self._pairs if pair.ahead]
        rule = min((rules[0] for rules in ahead), key=lambda rule: _ORDER.get(rule, 0), default=None)
        return tuple(dict.fromkeys(name for rules in ahead if rules[0] == rule for name in rules))

    def _prepare(self, pair: _Pair) -> None:
        """Look up the next move of a pair, and the expressions on the way to what it leads to."""
        if isinstance(pair.pairing, Inner):
            node = pair.share.node
            arrived = sum((other.group, other.share.node) == (pair.group, node) for other in self._pairs)
            if arrived < self._expected[pair.group, node]:
                return  # more is still to reach the node
            if arrived > 1:
                arrives = self._merged(pair).shown
                becomes_trace = _is_traced(arrives) and not _is_traced(pair.shown)
                pair.ahead = ((f"{COLLECT} {OWN_TRACE} {CYCLIC}" if becomes_trace else COLLECT, pair.shown),)
                return
        rules, shares = self._move(pair, self._moves.get((pair.group, pair.share.node)))
        pair.after = [self._handed(pair, share) for share in shares]
        pair.ahead = tuple(self._phases(pair, rules))

    def _merged(self, pair: _Pair) -> _Pair:
        """All pairings of a node as one."""
        move = self._moves[pair.group, pair.share.node]
        return self._pair(Share(move.node, move.multiplier), pair.pairing, pair.group, pair.before)

    def _move(self, pair: _Pair, known: Move | None = None) -> Shares:
        """The rules of the next move of a pair, and what it hands down; what that is nothing to is left out."""
        node, multiplier = pair.share
        if known is not None and known.multiplier is multiplier:
            rules, shares = known.rules, [*known.shares]
        elif isinstance(pair.pairing, Inner):
            rules, shares = shares_of(node, multiplier, holds_increment)
        else:
            rules, parts = stacked(node, holds_increment)
            shares = [Share(part, algebra.product(multiplier, matrix)) for part, matrix in parts]
        return rules, [share for share in shares if not algebra.is_zero(share.multiplier)] or shares[:1]

    def _moved(self, pair: _Pair) -> Node:
        """What the next move of a pair leads to, worked out anew."""
        _, shares = self._move(pair)
        ends = (
            _shown(Share(share.node, ONE), _UNTRACED, share.multiplier)
            if _starts_anew(pair.pairing, share.node)
            else _shown(share, pair.pairing, pair.before)
            for share in shares
        )
        return plus(*ends)

    def _handed(self, pair: _Pair, share: Share) -> _Pair:
        given = isinstance(share.node, Increment) or (pair.group, share.node) in self._moves
        replaces = isinstance(pair.pairing, Inner) and not given  # as e ⊗ a does vec(a e'), which was in the change
        if replaces or _starts_anew(pair.pairing, share.node):
            return self._started(share, pair.pairing)
        return self._pair(share, pair.pairing, pair.group, pair.before)

    def _phases(self, pair: _Pair, rules: tuple[str, ...]) -> Iterator[Used]:
        """The rules of a move with what they lead to; of a rule that shows nothing, too."""
        now = pair.pairing.shown(pair.share.multiplier, pair.share.node)
        after = plus(*(new.shown for new in pair.after or ()))
        before = ONE if pair.before is None else pair.before
        scalar = not isinstance(now, Trace)
        becomes_trace = CYCLIC in rules and _is_traced(after) and not _is_traced(now)
        if TRANSPOSE in rules and scalar and not becomes_trace:
            rules = (SCALAR_TRANSPOSE,)
        elif TRANSPOSE in rules:
            rule, granted = (SCALAR_TRANSPOSE, _OF_PRODUCTS) if scalar else (TRANSPOSE, frozenset())
            turn = partial(turned_round, now)
            now = turn()
            yield from unfolded(rule, lambda: times(before, turn()), times(before, now), granted)
        if becomes_trace:
            now = Trace(now)
            yield OWN_TRACE, times(before, now)
        rule = rules[-1] if rules else ARRANGE if now is after else silent_rule(now, after)
        rule = rule if now.holds(Trace) else _WITHOUT_TRACE.get(rule, rule)
        if rule == "trace-sum" and not _is_traced(after):
            rule = "trace-sum trace-outer"
        if times(before, now) is after:
            yield rule, after
            return
        granted = _OF_PRODUCTS if rule == SCALAR_TRANSPOSE else OF_TRANSPOSES
        if not (isinstance(pair.pairing, Inner) and pair.pairing.traced):
            granted |= {"trace-outer"}
        cancelled = cancelled_in(lambda: pair.pairing.shown(pair.share.multiplier, pair.share.node))
        if rule == CYCLIC and weight(after) < weight(times(before, now)):
            rule = " ".join([rule, *sorted(cancelled)])  # the factors that cancel are brought together by it
        yield from unfolded(rule, lambda: self._moved(pair), after, granted | cancelled)

    def _advanced(self, pair: _Pair, rule: str) -> list[_Pair]:
        """A pair after a rule, if that comes next for it."""
        if not pair.ahead or pair.ahead[0][0].split()[0] != rule:
            return [pair]
        if pair.after is None:  # several pairings of one node become one
            key = pair.group, pair.share.node
            self._expected[key] -= 1
            return [] if self._expected[key] > 0 else [self._merged(pair)]
        (_, pair.shown), *rest = pair.ahead
        pair.ahead = tuple(rest)
        return [pair] if rest else pair.after


def _starts_anew(pairing: Pairing, node: Node) -> bool:
    """Whether a scalar within a vector or matrix function, which goes on as a scalar function with that before it."""
    return isinstance(pairing, Stack) and node.is_scalar and not isinstance(node, Increment)


def _is_traced(shown: Node) -> bool:
    return all(isinstance(term, Trace) or any(isinstance(f, Trace) for f in term.args) for term in terms(shown))
