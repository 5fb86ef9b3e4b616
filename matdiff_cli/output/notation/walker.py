"""From a node to its spelling, in any notation: the one place that knows precedence, signs and quotients.

Nodes are worked on once each, operands first and without recursion, so that depth and sharing cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.output.notation.spelling import Level, Piece, Spelling
from matdiff_cli.syntax.characters import LONGEST_NUMBER
from matdiff_cli.typing.magnitude import MAX_POWER

Rule = Callable[["Walker", Any], Piece]


class _Rules(dict[type[Node], Rule]):
    """Node kind → rule. Raises TypeError for a kind that has none."""

    def __missing__(self, kind: type[Node]) -> Rule:
        raise TypeError(f"no notation for {kind.__name__}")


RULES = _Rules()

_ONE = Piece("1")
_TOO_LONG = 10**LONGEST_NUMBER


def rule(*kinds: type[Node]) -> Callable[[Rule], Rule]:
    """A decorator: the function spells nodes of these kinds, whose operands have been spelled before."""

    def register(function: Rule) -> Rule:
        RULES.update(dict.fromkeys(kinds, function))
        return function

    return register


class Walker:
    """Spells expressions in one notation. Raises TypeError for a node kind that has no rule."""

    def __init__(self, spelling: Spelling) -> None:
        self.spelling = spelling
        self._pieces: dict[Node, Piece] = {}

    def __getitem__(self, node: Node) -> Piece:
        """The piece of a node below the one at work."""
        return self._pieces[node]

    def walk(self, root: Node) -> Piece:
        """The piece of an expression, operands first. Raises MatdiffError for numbers too long to be read back."""
        pieces = self._pieces
        known = pieces.get(root)
        if known is not None:
            return known
        stack = [root]
        while stack:
            node = stack[-1]
            below = len(stack)
            for part in node.parts:
                if part not in pieces:
                    if part.parts:
                        stack.append(part)
                    else:
                        pieces[part] = RULES[type(part)](self, part)
            if len(stack) == below:
                stack.pop()
                if node not in pieces:
                    pieces[node] = RULES[type(node)](self, node)
        return pieces[root]

    def write(self, root: Node) -> str:
        """The text of an expression with its sign."""
        return self.spelling.whole(self.walk(root))

    # --- chains of factors ------------------------------------------------------------------------------------------

    def chain(self, coefficient: str | None, factors: Sequence[Piece]) -> Piece:
        """A number before factors, as one piece."""
        spelling = self.spelling
        if not factors:
            return Piece(coefficient or "1")
        if coefficient is None:
            if len(factors) == 1:
                return factors[0]
            first, *others = factors
            negative = first.negative and first.level >= Level.SCALED
            head = first.body if negative else spelling.wrap(first, Level.SCALED)
            return Piece(spelling.product([head, *self._tight(others)]), Level.PRODUCT, negative)
        if len(factors) > 1:
            return Piece(spelling.product([coefficient, *self._tight(factors)]), Level.PRODUCT)
        (only,) = factors
        if only.level in (Level.ELEMENTWISE, Level.ELEMENTWISE_QUOTIENT) and not only.negative:
            return Piece(spelling.product([coefficient, only.body]), Level.ELEMENTWISE_QUOTIENT)
        return Piece(spelling.product([coefficient, *self._tight(factors)]), Level.SCALED)

    def _tight(self, factors: Sequence[Piece]) -> list[str]:
        wrap = self.spelling.wrap
        return [wrap(factor, Level.FRACTION) for factor in factors]

    def elementwise_chain(self, factors: Sequence[Piece]) -> Piece:
        """An elementwise product as one piece; 1 without factors."""
        if not factors:
            return _ONE
        first, *others = factors
        if not others:
            return first
        negative = first.negative and first.level >= Level.SCALED
        head = first.body if negative else self.spelling.wrap(first, Level.SCALED)
        level = Level.ELEMENTWISE if first.level != Level.SCALED else Level.PRODUCT
        return Piece(self.spelling.elementwise_product([head, *self._tight(others)]), level, negative)

    def elementwise_quotient(self, numerator: Piece, denominator: Piece) -> Piece:
        """An elementwise quotient as one piece, its sign in front."""
        chained = numerator.level == Level.ELEMENTWISE
        negative = numerator.negative and numerator.level >= Level.ELEMENTWISE
        left = numerator.body if negative or chained else self.spelling.wrap(numerator, Level.SCALED)
        takes_coefficient = chained or (numerator.level > Level.SCALED and numerator is not _ONE)
        level = Level.ELEMENTWISE_QUOTIENT if takes_coefficient else Level.PRODUCT
        right = self.spelling.wrap(denominator, Level.FRACTION)
        return Piece(self.spelling.elementwise_quotient(left, right), level, negative)

    def number(self, value: Any) -> Piece:
        """A number. Raises MatdiffError for one that is too long to be read back."""
        if not value.is_Rational:
            return self.spelling.number_pi()
        size, negative = abs(int(value.p)), value.p < 0
        if max(size, value.q) >= _TOO_LONG:
            message = f"a number of more than {LONGEST_NUMBER:,} digits arises"
            raise MatdiffError("unsupported", message, hint="use a symbol for a large number")
        if value.q == 1:
            return Piece(self.spelling.integer(size), Level.ATOM, negative)
        decimal = self.spelling.decimal(Fraction(size, int(value.q)))
        if decimal is not None:
            return Piece(decimal, Level.ATOM, negative)
        integers = (Piece(self.spelling.integer(part)) for part in (size, int(value.q)))
        quotient = self.spelling.quotient(*integers)
        return Piece(quotient.body, quotient.level, negative)

    def exponent(self, value: Any) -> Piece:
        """A rational exponent. Raises MatdiffError for one that is too large to be read back."""
        if max(abs(value.p), value.q) > MAX_POWER:
            message = f"an exponent of more than {MAX_POWER:,} arises"
            raise MatdiffError("unsupported", message, hint="use a symbol for a large exponent")
        return self.number(value)

    def to_power(self, base: Node, exponent: Any) -> Piece:
        """A base to a positive rational."""
        if exponent == 1:
            return self[base]
        if 2 * exponent == 1:
            return self.spelling.root(self[base])
        written = self.spelling.power(self.spelling.wrap(self[base], Level.ATOM), self.exponent(exponent))
        return Piece(written, Level.POSTFIX)

    def to_elementwise_power(self, base: Node, exponent: Any) -> Piece:
        """Every entry of a base to a positive rational."""
        if exponent == 1:
            return self[base]
        if 2 * exponent == 1:
            return self.spelling.root(self[base])
        written = self.spelling.elementwise_power(self.spelling.wrap(self[base], Level.ATOM), self.exponent(exponent))
        return Piece(written, Level.POSTFIX)


def negative_exponent(node: Node, kind: type[Node]) -> Any:
    """The number k > 0 of a `base^-k` that is written as a quotient, or None."""
    if not isinstance(node, kind) or (kind is nodes.Power and not node.is_scalar):
        return None
    exponent = node.args[1]
    if isinstance(exponent, nodes.Number) and exponent.value.is_Rational and exponent.value.p < 0:
        return -exponent.value
    return None
