"""The rules by which linear operations of the registry change sides, and by which their vec is a matrix times vec."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.functions import REGISTRY, LinearMap, Record
from matdiff_cli.functions.signature import Signature, signature
from matdiff_cli.rules.record import Rule, shown

_BY_ENTRIES = "Both sides are linear in every symbol, and equal where each has one entry 1 and else zeros."


def inner_rule_of(found: LinearMap) -> str:
    """The name of the rule by which a linear operation changes sides in an inner product."""
    return found.inner_rule or f"inner-{found.name}"


def stacked_rule_of(found: LinearMap) -> str:
    """The name of the rule that writes the vec of a linear operation as a matrix times a vec."""
    return found.stacked_rule or f"vec-{found.name}"


def rules_of_linear_maps() -> Iterator[Rule]:
    """A row for each rule that a record does not find in the table."""
    for record in REGISTRY.values():
        for text, found in zip(record.signatures, record.linear, strict=bool(record.linear)):
            if not found.inner_rule:
                yield _inner(record, found, signature(text))
            if not found.stacked_rule:
                yield _stacked(record, found, signature(text))


def _inner(record: Record, found: LinearMap, shapes: Signature) -> Rule:
    f, (argument,) = record.name, shapes.arguments
    if argument[1] == "1":
        identity, example = f"dot(G, {f}(v)) = {_turned(found, 'G')}*v", f"tr(A*{f}(B*x)) wrt x"
    elif shapes.value[1] == "1":
        identity, example = f"g'*{f}(M) = tr({_turned(found, 'g')}*M)", f"a'*{f}(X*B) wrt X"
    else:
        size = f"matrix({', '.join(dict.fromkeys(shapes.value))})"
        identity = f"tr(A'*{f}(B)) = tr({_turned(found, 'A')}*B) where A: {size}"
        example = f"tr(A*{f}(X)) wrt X"
    return shown(
        inner_rule_of(found),
        found.words or f"{f} changes sides",
        found.inner or identity,
        why=found.why or _BY_ENTRIES,
        source=record.source or f"the definition of {f}",
        example=example,
    )


def _turned(found: LinearMap, letter: str) -> str:
    """The transpose of the adjoint of what is called by a letter."""
    adjoint = re.sub(r"\bG\b", letter, found.adjoint)
    return f"{adjoint}'" if re.fullmatch(r"\w+\([^()]*\)", adjoint) else f"({adjoint})'"


def _stacked(record: Record, found: LinearMap, shapes: Signature) -> Rule:
    f, (argument,) = record.name, shapes.arguments
    size = f"matrix({', '.join(dict.fromkeys(argument))})"
    of_column = shapes.value[1] == "1"
    return shown(
        stacked_rule_of(found),
        found.stacked_words or f"vec of {f}",
        f"{f'{f}(M)' if of_column else f'vec({f}(M))'} = {found.matrix}*vec(M) where M: {size}",
        why=found.stacked_why or _BY_ENTRIES,
        source=record.source or f"the definition of {f}",
        example=f"{f}(X) wrt X" if of_column else f"A*{f}(X) wrt X",
    )
