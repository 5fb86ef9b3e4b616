"""What to say of factors that do not fit."""

from __future__ import annotations

import re
from typing import NoReturn

from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.typed import Typed

_ENDS = re.compile(r"\s*(?:$|[-+),;=]|wrt\b|where\b)")


def refuse_product(checker: Checker, node: Typed, last: Typed, right: Typed) -> NoReturn:
    """Refuse what was read so far, `node` with its last factor, times what stands right of it."""
    sizes = checker.sizes(node, right)
    rows, columns = map(checker.unifier.resolve, node.shape)
    right_rows, right_columns = map(checker.unifier.resolve, right.shape)
    a, b = checker.quote(node), checker.quote(right)
    if ONE == rows == right_rows and columns == right_columns and b.endswith("'"):
        hint = f"a transpose would fit: {a}*{b[:-1]}"
    elif checker.is_vector(right) and right_rows == ONE and columns != ONE:
        hint = f"products are read from left to right; put parentheses round the scalar that begins with {b}"
        if right.op == last.op == "symbol" and not checker.scope.is_declared(str(last.value)):
            hint = f"{b} has one row, the factor before it one column then: declare `{last.value}: vector`"
        elif right.op == "transpose" and _ENDS.match(checker.source, right.span.end):
            hint = f"a transpose would fit: {a}*{checker.quote(right.args[0])}"
    elif checker.is_vector(node) and checker.is_vector(right) and columns == right_columns:
        hint = f"{a}'*{b} is the inner product, {a}*{b}' the outer one, {a} .* {b} is elementwise"
    elif columns == right_columns:
        hint = f"a transpose would fit: {a}*{b}'"
    elif rows == right_rows:
        hint = f"a transpose would fit: {a}'*{b}"
    else:
        hint = "the columns of the left factor must be as many as the rows of the right one"
    checker.fail("shape", f"a product of {sizes[0]} and {sizes[1]}", *reversed(checker.marks(node, right)), hint=hint)
