"""The typed tree: what a problem means once names, functions and shapes are settled. No sympy here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from matdiff_cli.errors import Span
from matdiff_cli.typing.dimension import Shape

Op = Literal[
    "number",  # value: Fraction
    "pi",
    "dimension",  # value: Dimension, a size used as a number
    "symbol",  # value: name
    "abbreviation",  # value: name; one child, the definition
    "identity",
    "ones",
    "zeros",
    "negative",
    "sum",  # n-ary, equal shapes
    "product",  # n-ary; a 1×1 factor scales; no child is itself a product that could be flattened into it
    "quotient",  # anything / scalar
    "hadamard",  # n-ary, equal shapes
    "hadamard_quotient",  # equal shapes; the numerator may be 1×1
    "kronecker",  # n-ary
    "transpose",
    "inverse",
    "power",  # base, exponent: a square matrix and an integer literal, or two scalars
    "hadamard_power",  # base (not 1×1), scalar exponent
    "literal",  # value: (rows, columns); children row by row, all 1×1
    "call",  # value: the canonical name of a function of the registry, or commutation (with its two sizes)
]


@dataclass(slots=True, unsafe_hash=True)  # frozen, it would take three times as long to make
class Typed:
    """A node of the typed tree: an operation, its operands, the shape of its value, its place in the text.

    It is not changed once its sizes are found.
    """

    op: Op
    args: tuple[Typed, ...]
    shape: Shape
    span: Span
    value: object = None


@dataclass(slots=True, unsafe_hash=True)
class Symbol:
    """A name of the problem with its type. It is not changed once its sizes are found.

    `name` is the ASCII spelling (`lambda` for λ). `kind` is scalar, vector, row or matrix. `structure` is symmetric,
    spd, psd, skew, diagonal, orthogonal, lower, upper, simplex (of a vector) or None. `of` names all that an unknown
    function depends on: F and X for G(F) where F(X) is unknown, too.
    """

    name: str
    kind: Literal["scalar", "vector", "row", "matrix"]
    shape: Shape
    structure: str | None = None
    positive: bool = False
    integer: bool = False
    declared: bool = False
    of: tuple[str, ...] = ()


STRUCTURE_WORDS = {
    "spd": "symmetric positive definite",
    "psd": "symmetric positive semidefinite",
    "simplex": "in the simplex",
}
"""What a structure is called where its own name is too short."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to differentiate by: one symbol, or (`stacked`) the vector of several scalar symbols."""

    names: tuple[str, ...]
    stacked: bool = False


@dataclass  # frozen, it would take three times as long to make
class Problem:
    """One derivation to make: a function, one target, and the symbols in order of appearance. It is not changed.

    `text` is the problem as typed. `abbreviations` maps the names defined with `NAME = EXPRESSION` to their
    definitions, in an order in which each uses only earlier ones. `decimals`: the user wrote decimal numbers, so
    answers may as well. `declared` are all names that declarations give a meaning, whether they occur or not. `reading`
    says how the text was read where that is not to the letter. `order` is that of the derivative that the text asks
    for, 2 for a Hessian.
    """

    text: str
    function: Typed
    target: Target
    symbols: dict[str, Symbol]
    abbreviations: dict[str, Typed]
    notes: tuple[str, ...] = ()
    decimals: bool = False
    declared: frozenset[str] = frozenset()
    reading: tuple[str, ...] = ()
    order: int = 1

    @property
    def meaningful(self) -> frozenset[str]:
        """The names of symbols and abbreviations, those that are declared and do not occur as well."""
        return frozenset({*self.symbols, *self.abbreviations, *self.declared})

    @property
    def sizes(self) -> frozenset[str]:
        """The names of the dimensions of the symbols."""
        return frozenset(name for symbol in self.symbols.values() for size in symbol.shape for name in size.names)
