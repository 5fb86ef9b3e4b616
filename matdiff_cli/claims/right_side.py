"""The right side of an equation, read in the symbols of its problem."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import partial

from matdiff_cli.claims.equation import Equation
from matdiff_cli.claims.equations import said_of
from matdiff_cli.errors import Mark, MatdiffError
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.parse import in_the_language, parse_problem
from matdiff_cli.syntax.tree import Tree, renamed, walk
from matdiff_cli.typing.dimension import Shape
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.letters import known_products, part
from matdiff_cli.typing.names import FUNCTIONS, as_known, canonical
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol, Typed

_LOOSE = re.compile(r"(?<=\() | (?=[\^),;'])")
"""Blanks that would stand in what is said of a part."""

_UNSETTLED = "the size of this does not settle"


def claim_tree(equation: Equation, symbols: Collection[str]) -> Tree:
    """The right side as it is written, in these symbols. Raises MatdiffError."""
    with said_of(equation):
        tree = parse_problem(equation.right, FUNCTIONS.difference(symbols), symbols).expression
        tree = renamed(tree, partial(as_known, known={*symbols, *(f"d{name}" for name in symbols)}))
        tree = part(tree, known_products(tree, symbols), symbols)
    _refuse_inverse_changes(tree, symbols, equation)
    return tree


def _refuse_inverse_changes(tree: Tree, symbols: Collection[str], equation: Equation) -> None:
    """Refuse dX^-1, which is the change of an inverse: nobody inverts a change."""
    for node in walk(tree):
        base = node.args[0] if node.op == "power" and node.args[1].op == "minus" else node
        changed = base.value[1:] if base is not node and base.op == "name" and base.value[0] == "d" else ""
        if canonical(changed) in symbols and canonical(base.value) not in symbols:
            text = equation.text[node.span.start : node.span.end]
            hint = f"the change of an inverse is -{changed}^-1*d{changed}*{changed}^-1"
            message = f"is {text} the inverse of a change?"
            raise MatdiffError("syntax", message, Mark(node.span), hint=hint, source=equation.text)


def in_plain_words(text: str, symbols: Collection[str]) -> str:
    """A side, or a part of one, in the language where it is LaTeX, so that words can be put into it."""
    plain = in_the_language(text, FUNCTIONS.difference(symbols), symbols)
    return text if plain == text else _LOOSE.sub("", plain).strip()


def claim_reading(equation: Equation, symbols: Collection[str]) -> list[str]:
    """How the right side is read where that is not to the letter."""
    with said_of(equation):
        tree = parse_problem(equation.right, FUNCTIONS.difference(symbols), symbols).expression
    found = known_products(tree, symbols).items()
    return [phrase("{name} is read as {product}", name=name, product=" ".join(parts)) for name, parts in found]


def read_claim(
    text: str,
    symbols: dict[str, Symbol],
    equation: Equation,
    where: Sequence[str],
    shapes: Sequence[Shape] = (),
    reading: list[str] | None = None,
) -> Typed:
    """A claim, or a text much like it, in the symbols of its problem.

    An `I` that stands alone has the size of the first of `shapes` that fits. Where nothing else has a type, a scalar is
    added to every entry of a vector, which `reading` then says. Raises MatdiffError.
    """
    sources = [*where, equation.declarations] if equation.declarations.strip() else list(where)
    known = {name for symbol in symbols.values() for size in symbol.shape for name in size.names}
    trouble: MatdiffError | None = None
    for shape in (None, *shapes):
        said: list[str] = []
        try:
            with said_of(equation):
                typed = read_expression(text, symbols, shape=shape, where=sources, reading=said)
                unknown = next((node for node in nodes(typed) if _sizes(node) - known), None)
                if unknown is None:
                    if reading is not None:
                        reading += said
                    return typed
                mark, hint = Mark(unknown.span), "write eye(n), ones(m, n), … with the sizes of the symbols"
                raise MatdiffError("shape", _UNSETTLED, mark, hint=hint, source=text)
        except MatdiffError as error:
            if trouble is None or trouble.message == _UNSETTLED:  # of no shape of an answer: that says more
                trouble = error
            if error.kind != "shape":
                break
    assert trouble is not None
    raise trouble


def _sizes(typed: Typed) -> set[str]:
    return {name for size in typed.shape for name in size.names}
