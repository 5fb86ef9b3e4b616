"""Dimensions, shapes and the sets that symbols live in, in each notation."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

from matdiff_cli.expressions.build import dimension
from matdiff_cli.expressions.nodes import Commutation, Node, SizeNumber
from matdiff_cli.output.notation.names import latex_name, subscript, superscript, unicode_name
from matdiff_cli.typing.dimension import Dimension, Shape

Verbatim = frozenset[str]
"""The names to be written as they are typed."""


def shape_of(node: Node) -> Shape:
    """A node's shape in dimensions."""
    rows, columns = node.shape
    return dimension(rows), dimension(columns)


def shape_words(shape: Shape) -> list[str]:
    """A shape for JSON: `["m", "2*n"]`."""
    return [str(size) for size in shape]


def powers(size: Dimension) -> list[tuple[str, str]]:
    """The names in a dimension, each with its exponent, `""` for 1."""
    return [(name, str(power) if power > 1 else "") for name, power in Counter(size.names).items()]


def unicode_size(size: Dimension, verbatim: Verbatim = frozenset()) -> str:
    """`2mn²`; names of several letters are set apart."""
    names = {unicode_name(name, verbatim): superscript(power) for name, power in powers(size)}
    factor = str(size.factor) if size.factor != 1 or not names else ""
    glue = "·" if len(names) > 1 and any(len(name) > 1 for name in names) else ""
    return factor + glue.join(f"{name}{power}" for name, power in names.items())


def latex_size(size: Dimension, verbatim: Verbatim = frozenset()) -> str:
    """A dimension: a product of a factor and powers of names."""
    names = [latex_name(name, verbatim=verbatim) + (f"^{{{power}}}" if power else "") for name, power in powers(size)]
    factor = [str(size.factor)] if size.factor != 1 or not names else []
    return " ".join([*factor, *names])


def unicode_subscript(*sizes: Dimension, verbatim: Verbatim = frozenset()) -> str:
    """`ₘₙ`, or `_(m,q)` where Unicode lacks a lowered letter."""
    words = [unicode_size(size, verbatim) for size in sizes]
    glue = "" if all(len(word) == 1 for word in words) else ","
    lowered = [subscript(word) for word in words]
    numbers = len(sizes) > 1 and any(not size.names for size in sizes)
    if None in lowered or numbers:  # K₂₃ would be a name
        plain = len(sizes) == 1 and _is_plain(words) and len(sizes[0].names) + (sizes[0].factor != 1) <= 1
        return f"_{words[0]}" if plain else f"_({','.join(words)})"
    return glue.join(filter(None, lowered))


def _is_plain(words: list[str]) -> bool:
    """Whether one size needs no parentheses: it has no sign and no exponent."""
    return len(words) == 1 and all(letter.isalpha() or letter.isdecimal() for letter in words[0])


def _dimensions(shape: Shape) -> list[Dimension]:
    rows, columns = shape
    return [rows] if str(columns) == "1" else [rows, columns]


def text_space(shape: Shape, verbatim: Verbatim = frozenset()) -> str:
    """`R^(m x n)`, as declarations accept it."""
    words = [str(size) for size in _dimensions(shape)]
    if words == ["1"]:
        return "R"
    return f"R^{words[0]}" if _is_plain(words) else f"R^({' x '.join(words)})"


@lru_cache(maxsize=256)
def unicode_space(shape: Shape, verbatim: Verbatim = frozenset()) -> str:
    """`ℝᵐˣⁿ`, or `ℝ^(q×k)` where Unicode lacks a raised letter."""
    words = [unicode_size(size, verbatim) for size in _dimensions(shape)]
    if words == ["1"]:
        return "ℝ"
    raised = [superscript(word) for word in words]
    if None not in raised and all(len(word) == 1 or word.isdigit() for word in words):
        return "ℝ" + "ˣ".join(filter(None, raised))
    return f"ℝ^{words[0]}" if _is_plain(words) else f"ℝ^({'×'.join(words)})"


def latex_space(shape: Shape, verbatim: Verbatim = frozenset()) -> str:
    """The set that a value of this shape is in: ℝ, ℝⁿ or ℝᵐˣⁿ."""
    words = [latex_size(size, verbatim) for size in _dimensions(shape)]
    if words == ["1"]:
        return r"\mathbb{R}"
    exponent = r" \times ".join(words)
    return rf"\mathbb{{R}}^{{{exponent}}}"


def sizes_in(node: SizeNumber | Commutation) -> tuple[Dimension, ...]:
    """The dimensions that a node is made of."""
    return tuple(dimension(size) for size in node.args)
