"""Dimensions that are named like abbreviations: with `n = 2`, `vector(n)` is `vector(2)`.

An abbreviation that is no size, `n = ones(n)'*x`, and the dimension of its name have nothing to do with each other.
"""

from __future__ import annotations

from dataclasses import replace
from math import prod

from matdiff_cli.errors import Mark, MatdiffError
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.declarations import MAX_SIZE, Declarations, Type, kind_of
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.names import canonical


def measure(declared: Declarations) -> None:
    """Put the dimensions that abbreviations give into the declared types."""
    if not declared.abbreviations:
        return
    for name, found in declared.types.items():
        sizes = tuple(
            prod((dimension(declared, part) for part in size.names), start=Dimension(size.factor))
            for size in found.sizes
        )
        if sizes != found.sizes:
            declared.types[name] = _measured(found, sizes)


def identity_size(name: str) -> Dimension | None:
    """The n of I_n, None for other canonical names."""
    size = name[2:] if name[:2] == "I_" else ""
    if size.isdecimal() and 0 < int(size) <= MAX_SIZE:
        return Dimension(int(size))
    return Dimension(1, (size,)) if size.isalpha() else None


def dimension(declared: Declarations, name: str, inside: tuple[str, ...] = ()) -> Dimension:
    """The dimension that a canonical name stands for; `inside` are the abbreviations that are being read.

    Raises MatdiffError where the abbreviation is a number that no dimension can be.
    """
    found = declared.abbreviations.get(name)
    if found is None or name in inside:
        return Dimension(1, (name,))
    size = _size(declared, found.body, (*inside, name))
    if size is None and not any(node.op in ("name", "call") for node in walk(found.body)):
        raise MatdiffError(
            "name",
            f"{found.name.text} is a size, and its definition is none",
            Mark(found.body.span),
            hint="sizes are positive integers, names, and products of these; or give one of the two another name",
            source=found.source,
        )
    return Dimension(1, (name,)) if size is None else size


def _size(declared: Declarations, body: Tree, inside: tuple[str, ...]) -> Dimension | None:
    """The dimension that an expression is, None if it is something else."""
    if body.op == "number" and 0 < body.value <= MAX_SIZE:
        return Dimension(int(body.value))
    if body.op == "name":
        name = canonical(body.value)
        is_size = name in declared.sizes and name not in declared.types
        return dimension(declared, name, inside) if is_size else None
    if body.op != "chain" or set(body.value) != {"*"} or body.height > 2:
        return None
    size = ONE
    for factor in (_size(declared, part, inside) for part in body.args):
        if factor is None:
            return None
        size *= factor
    return size


def _measured(found: Type, sizes: tuple[Dimension, ...]) -> Type:
    """The type with these sizes, as many as it has; where they make it 1×1 it is a scalar."""
    shape = {"row": (ONE, *sizes), "vector": (*sizes, ONE)}.get(found.kind, sizes)
    kind = kind_of(*shape)
    if kind == found.kind:
        return replace(found, sizes=sizes)
    structure = found.structure if found.kind == "vector" else None
    return Type(kind, tuple(size for size in sizes if size != ONE), structure, found.positive)
