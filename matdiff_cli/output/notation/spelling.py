"""What a notation must say: how each construct is spelled. The base class is for one line; subclasses fill in marks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from matdiff_cli.expressions.nodes import Commutation, FunctionValue, Identity, Node, Ones, SizeNumber, Variable, Zeros
from matdiff_cli.functions import REGISTRY
from matdiff_cli.output.style import Style


class Level:
    """How tightly a piece holds together, loosest first. Numbers, and no enumeration: they are read for every piece."""

    SUM = 1
    PRODUCT = 2
    ELEMENTWISE_QUOTIENT = 3
    ELEMENTWISE = 4
    SCALED = 5  # an integer before one tight factor: a first factor needs no parentheses
    FRACTION = 6  # a quotient whose spelling shows its extent
    POSTFIX = 7  # transposed or powered
    INCREMENT = 8
    ATOM = 9


class Piece(NamedTuple):
    """A spelled expression without its leading minus sign."""

    body: str
    level: int = Level.ATOM
    negative: bool = False


class Spelling:
    """The spelling of a one-line notation. All strings that are passed in have the parentheses that they need."""

    nests_quotients = True
    minus = "-"
    plus_between = " + "
    minus_between = " - "
    times_elementwise = ".*"
    over_elementwise = "./"
    power_mark = "^"
    elementwise_power_mark = ".^"
    transpose_mark = "'"
    inverse_mark = "^-1"
    inverse_transpose_mark = "^-T"
    root_level = Level.ATOM
    relations: Mapping[str, str] = {}
    """The signs between two sides that are not written as they are."""
    prime = "'"
    function_heads: Mapping[str, str]
    """How values of the function f and the names of answers are written before their parenthesis, by role."""
    pi = "pi"

    def __init__(self, style: Style) -> None:
        self.style = style

    # --- how pieces are put together ------------------------------------------------------------------------------

    def parenthesise(self, text: str) -> str:
        """Parentheses around a text."""
        return f"({text})"

    def wrap(self, piece: Piece, level: int) -> str:
        """The piece as an operand that must hold together at least as tightly as `level`."""
        if piece.negative or piece.level < level:
            return self.parenthesise(self.whole(piece))
        return piece.body

    def whole(self, piece: Piece) -> str:
        """A piece with its minus sign, if it has one."""
        return self.minus + piece.body if piece.negative else piece.body

    def sum(self, terms: Sequence[Piece]) -> str:
        """Terms with the signs between them; there is at least one."""
        first, *others = terms
        written = [self.minus if first.negative else "", self.wrap_term(first)]
        for term in others:
            written += [self.minus_between if term.negative else self.plus_between, self.wrap_term(term)]
        return "".join(written)

    def wrap_term(self, term: Piece) -> str:
        """A term without its sign; a sum within a sum keeps its parentheses."""
        return term.body if term.level > Level.SUM else self.parenthesise(term.body)

    def product(self, factors: Sequence[str]) -> str:
        """A product; a leading number is one of the factors."""
        return "*".join(factors)

    def elementwise_product(self, factors: Sequence[str]) -> str:
        """Factors with the sign of the elementwise product between them."""
        return self.times_elementwise.join(factors)

    def elementwise_quotient(self, numerator: str, denominator: str) -> str:
        """An elementwise quotient of two operands."""
        return numerator + self.over_elementwise + denominator

    def quotient(self, numerator: Piece, denominator: Piece) -> Piece:
        """A division by a scalar; `Level.FRACTION` where the spelling shows how far it reaches."""
        loose = numerator.level in (Level.SUM, Level.ELEMENTWISE_QUOTIENT)
        left = self.wrap(numerator, Level.ATOM if loose else Level.PRODUCT)
        return Piece(f"{left}/{self.wrap(denominator, Level.POSTFIX)}", Level.PRODUCT)

    def kronecker(self, factors: Sequence[Piece]) -> Piece:
        """A Kronecker product of two factors or more."""
        raise NotImplementedError

    # --- marks after an operand -----------------------------------------------------------------------------------

    def transpose(self, base: str) -> str:
        """A transposed operand."""
        return base + self.transpose_mark

    def inverse(self, base: str) -> str:
        """An inverted operand."""
        return base + self.inverse_mark

    def inverse_transpose(self, base: str) -> str:
        """An operand inverted and transposed."""
        return base + self.inverse_transpose_mark

    def power(self, base: str, exponent: Piece) -> str:
        """A power of a scalar or of a square matrix."""
        return base + self.power_mark + self.exponent(exponent)

    def elementwise_power(self, base: str, exponent: Piece) -> str:
        """A power of every entry."""
        return base + self.elementwise_power_mark + self.exponent(exponent)

    def exponent(self, exponent: Piece) -> str:
        """An exponent in one line: in parentheses unless it is one word."""
        plain = exponent.body.isdigit() or (exponent.body.isalnum() and not exponent.negative)
        if plain and exponent.level > Level.POSTFIX:  # t² is one word in Python's eyes
            return self.whole(exponent)
        return self.parenthesise(self.whole(exponent))

    def root(self, radicand: Piece) -> Piece:
        """The square root of a scalar, or of every entry."""
        return Piece(f"sqrt({self.whole(radicand)})")

    # --- leaves -----------------------------------------------------------------------------------------------------

    def integer(self, value: int) -> str:
        """An integer that is not negative."""
        return str(value)

    def number_pi(self) -> Piece:
        """The number; arccos(−1) where pi is a symbol."""
        return Piece(f"acos({self.minus}1)" if "pi" in self.style.declared else self.pi)

    def decimal(self, value: Fraction) -> str | None:
        """A number as a decimal, if the style asks for it and it has few places."""
        if not self.style.decimals or value.denominator == 1 or 10**6 % value.denominator:
            return None
        places = next(k for k in range(7) if 10**k % value.denominator == 0)
        digits = str(value.numerator * 10**places // value.denominator).zfill(places + 1)
        return f"{digits[:-places]}.{digits[-places:]}"

    def name(self, name: str) -> str:
        """A name as a symbol is written."""
        return name

    def variable(self, node: Variable) -> str:
        """A symbol; some notations write vectors in bold."""
        return self.name(node.name)

    def increment(self, of: Piece) -> Piece:
        """The change of what `of` spells."""
        raise NotImplementedError

    def size_number(self, node: SizeNumber) -> Piece:
        """A dimension as a scalar."""
        raise NotImplementedError

    def identity(self, node: Identity, *, sized: bool = False) -> str:
        """The identity; `sized` where its size is not clear from what stands around it."""
        raise NotImplementedError

    def ones(self, node: Ones) -> Piece:
        """A vector or matrix of ones."""
        raise NotImplementedError

    def zeros(self, node: Zeros) -> str:
        """A zero vector or matrix, or the scalar 0."""
        raise NotImplementedError

    def commutation(self, node: Commutation) -> str:
        """The commutation matrix K with K vec(X) = vec(Xᵀ)."""
        raise NotImplementedError

    def literal(self, rows: Sequence[Sequence[str]]) -> str:
        """A matrix written out."""
        return f"[{'; '.join(', '.join(row) for row in rows)}]"

    # --- functions --------------------------------------------------------------------------------------------------

    def call(self, name: str, operands: Sequence[Node], pieces: Sequence[Piece]) -> Piece:
        """A function of the registry, with bars or other marks where the notation has them."""
        return self.in_words(name, pieces)

    def in_words(self, name: str, pieces: Sequence[Piece]) -> Piece:
        """A call with its name, even where there are bars or other marks for it."""
        return Piece(f"{name}({', '.join(map(self.whole, pieces))})")

    def frechet_expm(self, pieces: Sequence[Piece]) -> Piece | None:
        """L_exp(X, E), the derivative of expm; None where there is no word for it and it is written as a block."""
        return Piece(f"L_exp({', '.join(map(self.whole, pieces))})")

    def function_value(self, node: FunctionValue, pieces: Sequence[Piece]) -> Piece:
        """f, its derivative or an unknown function at a point; or the indicator of a positive argument."""
        content = ", ".join(map(self.whole, pieces))
        if node.role == "indicator":
            return Piece(self.indicator(f"{content} > 0"))
        if node.role in REGISTRY:
            return Piece(self.function_name(node.role) + self.prime + self.parenthesise(content))
        role = self.style.jacobian if node.role == "jacobian" else node.role
        head = self.function_heads[role].replace("f", self.name(self.style.function))
        return Piece(head + self.parenthesise(content) if pieces else head)

    def function_name(self, name: str) -> str:
        """The name of a function before its parenthesis."""
        return name

    def indicator(self, condition: str) -> str:
        """1 where the condition holds, else 0."""
        return f"1[{condition}]"
