"""Expressions in four notations: the language that is typed, one line of Unicode, LaTeX, MathML. Not sympy's printers.

Each function takes a node of `matdiff_cli.expressions.nodes`, or an equation of two, and raises TypeError for a node
kind that has no rule.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from matdiff_cli.expressions.equation import Equation, Formula
from matdiff_cli.expressions.memory import remember
from matdiff_cli.expressions.nodes import Node, SizeNumber, Variable
from matdiff_cli.output.notation import rules as _rules  # noqa: F401  (registers the rules)
from matdiff_cli.output.notation.spelling import Spelling
from matdiff_cli.output.notation.spelling_latex import LatexSpelling
from matdiff_cli.output.notation.spelling_mathml import MathmlSpelling, row
from matdiff_cli.output.notation.spelling_text import TextSpelling
from matdiff_cli.output.notation.spelling_unicode import UnicodeSpelling
from matdiff_cli.output.notation.walker import Walker
from matdiff_cli.output.style import DEFAULT, Style

__all__ = ["latex", "latex_relation", "mathml", "text", "unicode", "unicode_writer"]


def text(formula: Formula, style: Style = DEFAULT) -> str:
    """The language that is typed, `(A + A')*x`; it reads back as the same expression. Increments are written dX."""
    return _written(formula, _walker(TextSpelling, style, _names_to_avoid(formula)))


def unicode(formula: Formula, style: Style = DEFAULT) -> str:
    """One line of Unicode, `(A + Aᵀ) x`."""
    return _written(formula, _walker(UnicodeSpelling, style))


def unicode_writer(style: Style) -> Callable[[Formula], str]:
    """`unicode` in one style, for the many formulas of a page."""
    return partial(_written, walker=_walker(UnicodeSpelling, style))


def latex(formula: Formula, style: Style = DEFAULT) -> str:
    r"""LaTeX in math mode, `(A + A^{\top}) \mathbf{x}`."""
    return _written(formula, _walker(LatexSpelling, style))


def mathml(formula: Formula, style: Style = DEFAULT) -> str:
    """Presentation MathML without the element `math` around it."""
    return row(_written(formula, _walker(MathmlSpelling, style)))


def latex_relation(relation: str) -> str:
    """The sign between two sides in LaTeX."""
    return LatexSpelling.relations.get(relation, relation)


@remember
def _walker(spelling: type[Spelling], *options: Any) -> Walker:
    """One walker a notation and style: what several lines of a page share is spelled once."""
    return Walker(spelling(*options))


def _written(formula: Formula, walker: Walker) -> str:
    if isinstance(formula, Node):
        return walker.write(formula)
    relation = walker.spelling.relations.get(formula.relation, formula.relation)
    return f"{walker.write(formula.left)} {relation} {walker.write(formula.right)}"


def _names_to_avoid(formula: Formula) -> frozenset[str]:
    """The names of all symbols, if a dimension stands as a number somewhere."""
    todo: list[Node] = [formula.left, formula.right] if isinstance(formula, Equation) else [formula]
    seen = set(todo)
    while todo:
        for child in todo.pop().args:
            if isinstance(child, Node) and child not in seen:
                seen.add(child)
                todo.append(child)
    if not any(isinstance(node, SizeNumber) for node in seen):
        return frozenset()
    return frozenset(node.name for node in seen if isinstance(node, Variable))
