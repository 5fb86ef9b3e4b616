"""What is new in a line, told from the line before it: at the level of terms and factors, as their trees were recorded.

A part that is new is spelled between two characters that take no room, BEGIN and END.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.output.cells import BEGIN, END
from matdiff_cli.output.notation.spelling import Piece
from matdiff_cli.output.notation.walker import Walker, negative_exponent, rule

_CHAINS = (nodes.Sum, nodes.Product, nodes.HadamardProduct, nodes.Kronecker)

Item = TypeVar("Item")


class New(Node):
    """A part that is new, as large as what it holds."""


class Kept(Node):
    """Within a part that is new, one that is not."""


@rule(New)
def _new(walker: Walker, node: New) -> Piece:
    return _between(BEGIN, walker[node.args[0]], END)


@rule(Kept)
def _kept(walker: Walker, node: Kept) -> Piece:
    return _between(END, walker[node.args[0]], BEGIN)


def _between(opening: str, piece: Piece, closing: str) -> Piece:
    return piece._replace(body=opening + piece.body + closing)


def stressed(before: Node, after: Node, write: Callable[[Node], str]) -> str:
    """An expression as it is written, what is new in it marked; nothing where all is new, or marks would change it."""
    plain = write(after)
    marked = _marked(before, after)
    if marked is after or (isinstance(marked, New) and not marked.atoms(Kept)):
        return plain
    written = write(marked)
    return written if written.replace(BEGIN, "").replace(END, "") == plain else plain


def _marked(before: Node, after: Node) -> Node:
    """What is new in `after`: the whole of it, or some of its operands."""
    if before is after:
        return after
    if type(before) is type(after) and isinstance(after, _CHAINS):
        return _chain(before, after)
    operands = before.parts
    if type(before) is type(after) and len(operands) == len(after.parts) and len(operands) == len(after.args):
        return _with(after, map(_marked, operands, after.parts))
    return New(_around(before, after))


def _chain(before: Node, after: Node) -> Node:
    """Terms and factors that are among those before are not new, in their order; of a single other one, a part is.

    Numbers and divisors are spelled as one with what they stand by: where these alone are new, all of it is.
    """
    common = _common(before.args, after.args)
    new = [k for k, part in enumerate(after.args) if k not in common]
    old = [part for k, part in enumerate(before.args) if k not in common.values()]
    if len(new) == len(old) == 1 and (part := _marked(old[0], after.args[new[0]])) is not after.args[new[0]]:
        marked = {new[0]: part}
    else:
        marked = {k: New(after.args[k]) for k in new if not _is_joined(after.args[k])}
    if not new:
        return after
    if not marked or all(isinstance(marked.get(k), New) for k in range(len(after.args))):
        return New(after)
    return _with(after, (marked.get(k, part) for k, part in enumerate(after.args)))


def _is_joined(factor: Node) -> bool:
    kinds = (nodes.Power, nodes.HadamardPower)
    return isinstance(factor, nodes.Number) or any(negative_exponent(factor, kind) is not None for kind in kinds)


def _common(before: Sequence[Item], after: Sequence[Item]) -> dict[int, int]:
    """A longest common subsequence: places in `after` with those in `before`."""
    lengths = [[0] * (len(before) + 1) for _ in range(len(after) + 1)]
    for i in reversed(range(len(after))):
        for j in reversed(range(len(before))):
            same = after[i] is before[j]
            lengths[i][j] = lengths[i + 1][j + 1] + 1 if same else max(lengths[i + 1][j], lengths[i][j + 1])
    i = j = 0
    found = {}
    while i < len(after) and j < len(before):
        if after[i] is before[j]:
            found[i], i, j = j, i + 1, j + 1
        elif lengths[i + 1][j] >= lengths[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _around(kept: Node, after: Node) -> Node:
    """An expression with what it holds that stood there before marked as kept, as in tr(a' X b)."""
    if after is kept:
        return Kept(after)
    if kept not in after.atoms(type(kept)):
        return after
    return _with(after, (_around(kept, arg) if isinstance(arg, Node) else arg for arg in after.args))


def _with(node: Node, operands: Iterable[object]) -> Node:
    found: Node = node.func(*operands)
    return found
