"""The syntax tree: what was typed, with places, before any name has a meaning."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from matdiff_cli.errors import Span


@dataclass(slots=True, eq=False)  # frozen, it would take three times as long to make
class Tree:
    """A node of an expression; it is not changed.

    op          args                  value
    number                            Fraction
    decimal                           Fraction (a number written with a point or an exponent)
    name                              the name as typed
    top                               (the ⊤ of X^⊤)
    sum         terms                 is one of the signs .+ or .-?
    minus       operand
    chain       operands              operators between them: * / .* ./ ⊗
    transpose   operand
    power       base, exponent
    dot_power   base, exponent
    bars        operand
    norm        operand               the index as typed, without underscore, or ""
    inner       two operands
    literal     entries row by row    (rows, columns)
    call        arguments             (the name as typed, the span of the name)

    `height` is 1 + that of the highest child.
    """

    op: str
    args: tuple[Tree, ...]
    span: Span
    value: Any = None
    height: int = 1

    def within(self, span: Span) -> Tree:
        """The same node, said to take up `span` (its parentheses included)."""
        return Tree(self.op, self.args, span, self.value, self.height)


def walk(tree: Tree) -> list[Tree]:
    """The nodes of a tree in the order of the text."""
    waiting, found = [tree], list[Tree]()
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += node.args[::-1]
    return found


def rewritten(root: Tree, rule: Callable[[Tree], Tree]) -> Tree:
    """The tree with what `rule` makes of each node, operands first; the same object where all stay. Walks without
    recursion.
    """
    changed: dict[Tree, Tree] = {}
    for node in reversed(walk(root)):
        stays = not changed or changed.keys().isdisjoint(node.args)
        new = rule(node if stays else replace(node, args=tuple(changed.get(arg, arg) for arg in node.args)))
        if new is not node:
            changed[node] = new
    return changed.get(root, root)


def renamed(root: Tree, name: Callable[[str], str]) -> Tree:
    """The tree with other names for some of its symbols; the same object where all stay."""
    names = {node.value for node in walk(root) if node.op == "name"}
    changed = {old: new for old in names if (new := name(old)) != old}
    if not changed:
        return root

    def rule(node: Tree) -> Tree:
        return replace(node, value=changed[node.value]) if node.op == "name" and node.value in changed else node

    return rewritten(root, rule)


class Name(NamedTuple):
    """A name at a place."""

    text: str
    span: Span


class TargetTree(NamedTuple):
    """What stands after wrt: one name, or the stacked names of `[x, y]`."""

    names: tuple[Name, ...]
    stacked: bool
    span: Span


class SizeTree(NamedTuple):
    """A dimension as typed: a product of integers and names."""

    factors: tuple[int | str, ...]
    span: Span


class TypeTree(NamedTuple):
    """A type as typed: its words (`positive`, `spd`) and its sizes."""

    words: tuple[Name, ...]
    sizes: tuple[SizeTree, ...]
    span: Span


class TypedNames(NamedTuple):
    """`a, b: vector(n)`."""

    names: tuple[Name, ...]
    type: TypeTree


class Definition(NamedTuple):
    """`r = x - A*s`."""

    name: Name
    body: Tree


class UnknownFunction(NamedTuple):
    """`F(X): matrix(p, q)`."""

    name: Name
    parameters: tuple[Name, ...]
    type: TypeTree


Declaration = TypedNames | Definition | UnknownFunction


class ProblemTree(NamedTuple):
    """A whole problem line. `reading` says how it was read where that is not to the letter; `order` is that of the
    derivative where the text asks for one; `kinds` is what the typeface says of names (bold is a vector), which any
    declaration overrules; names that are `whole`, as in code, are never products of letters.
    """

    expression: Tree
    targets: tuple[TargetTree, ...] = ()
    declarations: tuple[Declaration, ...] = ()
    reading: tuple[str, ...] = ()
    order: int = 1
    kinds: tuple[TypedNames, ...] = ()
    whole: bool = False
