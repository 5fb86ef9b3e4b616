"""Expressions in three notations: the language that is typed, one line of Unicode, LaTeX. Not sympy's printers.

Each function takes a node of `matdiff_cli.expressions.nodes` and raises TypeError for a node kind that has no rule.
"""

from __future__ import annotations

from matdiff_cli.expressions.nodes import Node, SizeNumber, Variable
from matdiff_cli.output.notation import rules as _rules  # noqa: F401  (registers the rules)
from matdiff_cli.output.notation.spelling_latex import LatexSpelling
from matdiff_cli.output.notation.spelling_text import TextSpelling
from matdiff_cli.output.notation.spelling_unicode import UnicodeSpelling
from matdiff_cli.output.notation.walker import Walker
from matdiff_cli.output.style import DEFAULT, Style

__all__ = ["latex", "text", "unicode"]


def text(node: Node, style: Style = DEFAULT) -> str:
    """The language that is typed, `(A + A')*x`; it reads back as the same expression. Increments are written dX."""
    return Walker(TextSpelling(style, _names_to_avoid(node))).write(node)


def unicode(node: Node, style: Style = DEFAULT) -> str:
    """One line of Unicode, `(A + Aᵀ) x`."""
    return Walker(UnicodeSpelling(style)).write(node)


def latex(node: Node, style: Style = DEFAULT) -> str:
    r"""LaTeX in math mode, `(A + A^{\top}) \mathbf{x}`."""
    return Walker(LatexSpelling(style)).write(node)


def _names_to_avoid(root: Node) -> frozenset[str]:
    """The names of all symbols, if a dimension stands as a number somewhere."""
    seen = {root}
    todo = [root]
    while todo:
        for child in todo.pop().args:
            if isinstance(child, Node) and child not in seen:
                seen.add(child)
                todo.append(child)
    if not any(isinstance(node, SizeNumber) for node in seen):
        return frozenset()
    return frozenset(node.name for node in seen if isinstance(node, Variable))
