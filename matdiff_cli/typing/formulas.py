"""The formulas of records, read once: typed trees in the parameters, in their increments, and in the value Y and dY."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.functions.signature import Pattern, Signature, bind, signature, size_of
from matdiff_cli.typing.declarations import kind_of
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Symbol, Typed

_ENTRY = Signature((("1", "1"),), ("1", "1"))


def signature_for(record: Record, columns: Sequence[bool]) -> Signature:
    """The signature that fits: the one with columns where `columns` says that the argument is one.

    That of an elementwise function is the one of an entry: its formulas are in a scalar.
    """
    if record.kind == "elementwise":
        return _ENTRY
    return signature(record.signatures[place_of_signature(record, columns)])


def place_of_signature(record: Record, columns: Sequence[bool]) -> int:
    """Which signature it is that fits; the first one where none has columns in the right places."""
    for place, text in enumerate(record.signatures):
        patterns = zip(signature(text).arguments, columns, strict=True)
        if all((pattern[1] == "1") == column for pattern, column in patterns):
            return place
    return 0


def symbols_of(record: Record, found: Signature) -> dict[str, Symbol]:
    """What formulas are written in; G is paired with the value."""
    named = {**dict(zip(record.parameters, found.arguments, strict=True)), "Y": found.value, "G": found.value}
    return {s: _symbol(s, pattern) for name, pattern in named.items() for s in (name, f"d{name}")}


def _symbol(name: str, pattern: Pattern) -> Symbol:
    rows, columns = (dimension_of(words) for words in pattern)
    return Symbol(name, kind_of(rows, columns), (rows, columns), declared=True)


def dimension_of(words: str) -> Dimension:
    """A product of names of a signature as a dimension."""
    return ONE if words == "1" else Dimension(1, tuple(sorted(words.split("*"))))


@cache
def formula_tree(record: Record, found: Signature, text: str) -> Typed:
    """A formula of a record as a typed tree. Raises MatdiffError where it is none."""
    return read_expression(text, symbols_of(record, found))


def written_out(call: Typed) -> Typed:
    """The formula of a function that is no elementwise one, the arguments in the places of the parameters."""
    record = REGISTRY[str(call.value)]
    found = signature_for(record, [arg.shape[1] == ONE for arg in call.args])
    sizes: dict[str, Dimension] = bind(found, [arg.shape for arg in call.args], ONE)
    meaning = dict(zip(record.parameters, call.args, strict=True))

    def put_in(size: Dimension) -> Dimension:
        whole: Dimension = size_of("*".join(size.names) or "1", sizes)
        return Dimension(size.factor) * whole

    def visit(node: Typed) -> Typed:
        if node.op == "symbol":
            return meaning[str(node.value)]
        shape: Shape = (put_in(node.shape[0]), put_in(node.shape[1]))
        value = put_in(node.value) if isinstance(node.value, Dimension) else node.value
        return replace(node, args=tuple(map(visit, node.args)), shape=shape, value=value)

    return visit(formula_tree(record, found, record.value))
