"""The statements of the table of rules, from text to equations of expressions."""

from __future__ import annotations

import re
from functools import cache

from matdiff_cli.claims.equations import Identity, read_identity, split
from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.expressions.nodes import Increment, Node, Variable
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.typing.typed import Symbol

_SYMBOL = re.compile(r"\bd([A-Za-z]\w*)\b")


def read_statement(text: str) -> Identity:
    """A statement of the table with its symbols: `log(1 + dt) ≈ dt where t: scalar`.

    dX is of the kind of X, which must stand in the text. Raises MatdiffError.
    """
    kinds = {"d" + name: _kind(name, text) for name in dict.fromkeys(_SYMBOL.findall(text)) if _stands_in(name, text)}
    declarations = [f"{increment}: {kind}" for increment, kind in kinds.items()]
    return read_identity(split(text.replace("≈", "=")), declarations)


def _stands_in(name: str, text: str) -> bool:
    return re.search(rf"\b{name}\b", text) is not None


def _kind(name: str, text: str) -> str:
    """The declared kind of a name without sizes, or that of its first letter."""
    declared = re.search(rf"\b{name}\b[\w, ]*: (?:positive )?(scalar|vector|matrix)", text)
    return declared[1] if declared else "matrix" if name[0].isupper() else "vector"


def symbols_of(found: Identity) -> list[Symbol]:
    """The symbols of a statement without increments, which have the shapes of what they change."""
    return [symbol for name, symbol in found.problem.symbols.items() if not _is_increment(name)]


@cache
def statement(text: str) -> Equation:
    """The statement as an equation, every dX the increment of X."""
    found = read_statement(text)
    symbols = found.problem.symbols
    left, right = (_with_increments(build(side, symbols)) for side in (found.left, found.right))
    return Equation(left, "≈" if "≈" in text else "=", right)


def _with_increments(node: Node) -> Node:
    changes = {v: Increment(Variable(v.name[1:], *v.shape)) for v in node.atoms(Variable) if _is_increment(v.name)}
    return replace(node, changes, simplify=False)


def _is_increment(name: str) -> bool:
    return _SYMBOL.fullmatch(name) is not None
