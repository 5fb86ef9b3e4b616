"""Calls with sizes: eye(n), ones(m, n), commutation(m, n), and size(X)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from matdiff_cli.errors import Mark
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.scope import SCALAR
from matdiff_cli.typing.signatures import wrong_count
from matdiff_cli.typing.sizes import dimension
from matdiff_cli.typing.typed import Typed

CallRule = Callable[[Checker, Tree, list[Typed]], Typed]

SIZE_CALLS = frozenset(("eye", "ones", "zeros", "vector", "matrix", "commutation"))
"""Calls whose arguments are sizes."""


def _size_of(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    """size(X): the number of entries, for definitions such as that of the mean."""
    if len(args) != 1:
        wrong_count(checker, tree, "1", len(args))
    size = args[0].shape[0] * args[0].shape[1]
    return checker.make("dimension", (), SCALAR, tree.span, size)


def _eye(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    sizes = _sizes(checker, tree, 1, 2)
    if sizes[0] != sizes[-1]:
        checker.fail("unsupported", "the identity is square", Mark(tree.span), hint="write eye(n)")
    if sizes[0] == ONE:
        return checker.number(1, tree.span)
    return checker.make("identity", (), (sizes[0], sizes[0]), tree.span)


def _constant(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    sizes = _sizes(checker, tree, 1, 2)
    shape = (sizes[0], sizes[1] if len(sizes) == 2 else ONE)
    name = tree.value[0]
    if shape == SCALAR:
        return checker.number(1 if name == "ones" else 0, tree.span)
    return checker.make("ones" if name == "ones" else "zeros", (), shape, tree.span)


def _sized_one(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    """matrixcalculus.org's vector(1), matrix(1): ones that fit."""
    name = tree.value[0]
    if len(tree.args) != 1 or tree.args[0].op != "number" or tree.args[0].value not in (0, 1):
        checker.fail(
            "syntax",
            f"{name} is a type, for declarations",
            Mark(tree.span),
            hint=f"{name}(1) is a {name} of ones; declare types after `where`",
        )
    rows = checker.unifier.fresh()
    shape = (rows, ONE if name == "vector" else checker.unifier.fresh())
    return checker.make("ones" if tree.args[0].value else "zeros", (), shape, tree.span)


def _commutation(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    sizes = _sizes(checker, tree, 2, 2)
    order = sizes[0] * sizes[1]
    parts = tuple(
        checker.make("dimension", (), SCALAR, arg.span, size) for arg, size in zip(tree.args, sizes, strict=True)
    )
    return checker.make("call", parts, (order, order), tree.span, "commutation")


def _sizes(checker: Checker, tree: Tree, least: int, most: int) -> list[Dimension]:
    if not least <= len(tree.args) <= most:
        wrong_count(checker, tree, str(least) if least == most else f"{least} or {most}", len(tree.args))
    return [_size(checker, arg) for arg in tree.args]


def _size(checker: Checker, tree: Tree) -> Dimension:
    """The dimension that an expression spells."""
    if tree.op == "name":
        name = canonical(tree.value)
        checker.scope.declared.sizes.add(name)
        return dimension(checker.scope.declared, name)
    if tree.op == "number" and isinstance(tree.value, Fraction) and 0 < tree.value <= 10**9:
        return Dimension(int(tree.value))
    if tree.op != "chain" or set(tree.value) != {"*"} or tree.height > 2:
        checker.fail(
            "syntax",
            f"{checker.quote(tree.span)} is no size",
            Mark(tree.span),
            hint="sizes are names, positive integers, and products of these, such as ones(n), eye(2*m)",
        )
    size = ONE
    for part in tree.args:
        size *= _size(checker, part)
    return size


SIZE_RULES: dict[str, CallRule] = {
    "size": _size_of,
    "eye": _eye,
    "ones": _constant,
    "zeros": _constant,
    "vector": _sized_one,
    "matrix": _sized_one,
    "commutation": _commutation,
}
