r"""LaTeX in math mode, with the commands of amsmath and amssymb (which KaTeX and MathJax know as well)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from matdiff_cli.expressions.nodes import Commutation, Identity, Node, Ones, SizeNumber, Variable, Zeros
from matdiff_cli.functions import REGISTRY
from matdiff_cli.output.notation.names import latex_name
from matdiff_cli.output.notation.sizes import latex_size, shape_of, sizes_in
from matdiff_cli.output.notation.spelling import Level, Piece, Spelling
from matdiff_cli.typing.dimension import ONE, Dimension

_FUNCTION_HEADS = {
    "value": "f",
    "gradient": r"\nabla f",
    "jacobian": "J_{f}",
    "derivative": "f'",
    "map": r"\mathrm{D}f",
    "hessian": r"\nabla^{2} f",
    "second derivative": "f''",
}

_TALL = re.compile(r"\\frac|\\begin|\\sqrt|\\left")
_BARS_AND_GROUPS = re.compile(r"\\[lr][vV]ert|[(){}]")
_NUMBER = re.compile(r"[\d.]+")
_NEEDS_DOT = re.compile(r"\d")
_NEEDS_DOT_AFTER_NUMBER = re.compile(r"\d|\\frac")


class LatexSpelling(Spelling):
    """The spelling in LaTeX: quotients are fractions, brackets grow with what they hold."""

    nests_quotients = False
    function_heads = _FUNCTION_HEADS
    times_elementwise = r" \odot "
    over_elementwise = r" \oslash "
    transpose_mark = r"^{\top}"
    inverse_mark = "^{-1}"
    inverse_transpose_mark = r"^{-\top}"
    pi = r"\pi"
    relations: Mapping[str, str] = {"≈": r"\approx", "≥": r"\ge", "≤": r"\le"}

    def size(self, size: Dimension) -> str:
        """A dimension, such as `2 m n`."""
        return latex_size(size, self.style.verbatim)

    def _between(self, left: str, content: str, right: str) -> str:
        if _TALL.search(content):
            return rf"\left{left} {content} \right{right}"
        return f"{left}{' ' if left[-1].isalpha() else ''}{content}{right}"

    def parenthesise(self, text: str) -> str:
        return self._between("(", text, ")")

    def product(self, factors: Sequence[str]) -> str:
        written = [factors[0]]
        for previous, factor in pairwise(factors):
            needs_dot = _NEEDS_DOT_AFTER_NUMBER if _NUMBER.fullmatch(previous) else _NEEDS_DOT
            written += [r" \cdot " if needs_dot.match(factor) else " ", factor]
        return "".join(written)

    def quotient(self, numerator: Piece, denominator: Piece) -> Piece:
        return Piece(rf"\frac{{{self.whole(numerator)}}}{{{self.whole(denominator)}}}", Level.FRACTION)

    def kronecker(self, factors: Sequence[Piece]) -> Piece:
        return Piece(r" \otimes ".join(self.wrap(factor, Level.FRACTION) for factor in factors), Level.PRODUCT)

    def power(self, base: str, exponent: Piece) -> str:
        return f"{base}^{{{self.whole(exponent)}}}"

    def elementwise_power(self, base: str, exponent: Piece) -> str:
        return rf"{base}^{{\odot {self.wrap(exponent, Level.FRACTION)}}}"

    def root(self, radicand: Piece) -> Piece:
        return Piece(rf"\sqrt{{{self.whole(radicand)}}}")

    def number_pi(self) -> Piece:
        return Piece(r"\arccos(-1)") if "pi" in self.style.declared else super().number_pi()

    def name(self, name: str) -> str:
        return latex_name(name, verbatim=self.style.verbatim)

    def variable(self, node: Variable) -> str:
        return latex_name(node.name, bold=node.is_vector, verbatim=self.style.verbatim)

    def increment(self, of: Piece) -> Piece:
        mark = r"\Delta " if self.style.notation == "delta" else r"\mathrm{d}"
        return Piece((mark + self.wrap(of, Level.ATOM)).rstrip(), Level.INCREMENT)

    def size_number(self, node: SizeNumber) -> Piece:
        (size,) = sizes_in(node)
        return Piece(self.size(size), Level.ATOM if len(size.names) == 1 and size.factor == 1 else Level.PRODUCT)

    def identity(self, node: Identity, *, sized: bool = False) -> str:
        return f"I_{{{self.size(shape_of(node)[0])}}}" if sized or "I" in self.style.names else "I"

    def ones(self, node: Ones) -> Piece:
        rows, columns = shape_of(node)
        if columns == ONE:
            return Piece(rf"\mathbf{{1}}_{{{self.size(rows)}}}")
        if rows == ONE:
            return Piece(rf"\mathbf{{1}}_{{{self.size(columns)}}}^{{\top}}", Level.POSTFIX)
        return Piece(rf"\mathbf{{1}}_{{{self.size(rows)} \times {self.size(columns)}}}")

    def zeros(self, node: Zeros) -> str:
        rows, columns = shape_of(node)
        if ONE not in (rows, columns):
            return "0"
        return r"\mathbf{0}" if columns == ONE else r"\mathbf{0}^{\top}"

    def commutation(self, node: Commutation) -> str:
        sizes = ", ".join(map(self.size, sizes_in(node)))
        if "K" in self.style.names:
            return rf"\{self.style.operator}{{commutation}}({sizes})"
        return f"K_{{{sizes}}}"

    def literal(self, rows: Sequence[Sequence[str]]) -> str:
        body = r" \\ ".join(" & ".join(row) for row in rows)
        return rf"\begin{{bmatrix}} {body} \end{{bmatrix}}"

    def call(self, name: str, operands: Sequence[Node], pieces: Sequence[Piece]) -> Piece:
        content = ", ".join(map(self.whole, pieces))
        if name == "dot":
            return Piece(self._between(r"\langle", content, r" \rangle"))
        if name == "logdet":
            return Piece(rf"\log {self.call('det', operands, pieces).body}", Level.POSTFIX)
        if not _has_bars(content):
            if name == "det" or (name == "abs" and operands[0].is_scalar):
                return Piece(self._between(r"\lvert", content, r" \rvert"))
            if name == "norm":
                wide = not any(size == 1 for size in operands[0].shape)
                return Piece(self._between(r"\lVert", content, r" \rVert") + ("_{F}" if wide else ""))
        return self.in_words(name, pieces)

    def in_words(self, name: str, pieces: Sequence[Piece]) -> Piece:
        return Piece(self.function_name(name) + self._between("(", ", ".join(map(self.whole, pieces)), ")"))

    def frechet_expm(self, pieces: Sequence[Piece]) -> Piece:
        return Piece(r"L_{\exp}" + self.parenthesise(", ".join(map(self.whole, pieces))))

    def function_name(self, name: str) -> str:
        record = REGISTRY.get(name)
        return (record.latex if record else "") or rf"\{self.style.operator}{{{name}}}"

    def indicator(self, condition: str) -> str:
        return rf"\mathbf{{1}}[{condition}]"


def _has_bars(content: str) -> bool:
    """Whether bars stand outside of parentheses and fractions: within others nobody could tell what they enclose."""
    depth = 0
    for found in _BARS_AND_GROUPS.finditer(content):
        if found[0].startswith("\\"):
            if depth == 0:
                return True
        else:
            depth += 1 if found[0] in "({" else -1
    return False
