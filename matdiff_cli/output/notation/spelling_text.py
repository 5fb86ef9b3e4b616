"""The language that is typed: every spelling reads back as the same expression."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from matdiff_cli.expressions.nodes import Commutation, Identity, Node, Ones, SizeNumber, Zeros
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.output.notation.sizes import shape_of, sizes_in
from matdiff_cli.output.notation.spelling import Level, Piece, Spelling
from matdiff_cli.output.style import Style
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.names import increment_name

_FUNCTION_HEADS = {
    "value": "f",
    "gradient": "grad f",
    "jacobian": "J",
    "derivative": "f'",
    "map": "Df",
    "hessian": "hess f",
    "second derivative": "f''",
}

_RESERVED = frozenset((*SPELLINGS, "I", "pi"))


class TextSpelling(Spelling):
    """`taken` are the names of symbols in the expression: a dimension of such a name has to be told apart."""

    function_heads = _FUNCTION_HEADS

    def __init__(self, style: Style, taken: frozenset[str] = frozenset()) -> None:
        super().__init__(style)
        self.taken = taken | style.declared | _RESERVED

    def kronecker(self, factors: Sequence[Piece]) -> Piece:
        return Piece(reduce(lambda left, right: f"kron({left}, {right})", map(self.whole, factors)))

    def exponent(self, exponent: Piece) -> str:
        # `^T` and `^(T)` transpose, whatever T is.
        return "(1*T)" if exponent.body == "T" and not exponent.negative else super().exponent(exponent)

    def increment(self, of: Piece) -> Piece:
        name = of.body
        if not name.isidentifier():
            return Piece(f"d({self.whole(of)})" if name else "d")
        return Piece(increment_name(name, self.style.names))

    def size_number(self, node: SizeNumber) -> Piece:
        (size,) = sizes_in(node)
        known = self.style.sizes is None or self.style.sizes.issuperset(size.names)
        if self.taken.intersection(size.names) or not known:
            return Piece(f"tr(eye({size}))")
        return Piece(str(size), Level.ATOM if len(size.names) == 1 and size.factor == 1 else Level.PRODUCT)

    def identity(self, node: Identity, *, sized: bool = False) -> str:
        return f"eye({shape_of(node)[0]})"

    def ones(self, node: Ones) -> Piece:
        return Piece(f"ones({_sizes(node)})")

    def zeros(self, node: Zeros) -> str:
        return f"zeros({_sizes(node)})"

    def commutation(self, node: Commutation) -> str:
        rows, columns = sizes_in(node)
        return f"commutation({rows}, {columns})"

    def frechet_expm(self, pieces: Sequence[Piece]) -> None:
        return None


def _sizes(node: Node) -> str:
    rows, columns = shape_of(node)
    return str(rows) if columns == ONE else f"{rows}, {columns}"
