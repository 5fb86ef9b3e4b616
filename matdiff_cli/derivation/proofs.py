"""Why the change of a function is what it is, line by line, for a general argument."""

from __future__ import annotations

from matdiff_cli.calculus.formulas import instantiate
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.records import Line, Step
from matdiff_cli.expressions.build import size
from matdiff_cli.expressions.nodes import Increment, Node, Variable
from matdiff_cli.functions import Record
from matdiff_cli.functions.signature import signature, value_shape
from matdiff_cli.typing.dimension import ONE, Dimension


def proof(record: Record) -> Step:
    """The reasoning of a record of the registry as lines; a step without lines where there is none."""
    found = signature(record.signatures[0])
    shapes = [(_size(rows), _size(columns)) for rows, columns in found.arguments]
    operands = tuple(Variable(name, *shape) for name, shape in zip(record.parameters, shapes, strict=True))
    value = _named(value_shape(found, shapes, size(ONE)))
    names: dict[str, Node] = {"Y": value, "dY": Increment(value)}
    names |= {f"d{operand.name}": Increment(operand) for operand in operands}

    def read(formula: str) -> Node:
        return instantiate(record.name, formula, operands, **names)

    lines: list[Line] = []
    for text, words in record.reasoning:
        relation = "≈" if "≈" in text else "="
        left, right = (side.strip() for side in text.split(relation))
        before = left or ("" if lines else _difference(record))
        why = reasons.of_reasoning(words, read)
        lines.append(Line(read(before) if before else None, relation, read(right or record.differential), why))
    return Step("let", "", tuple(lines))


def _difference(record: Record) -> str:
    (name,) = record.parameters
    return f"{record.name}({name} + d{name}) - {record.name}({name})"


def _size(words: str) -> object:
    return size(ONE if words == "1" else Dimension(1, (words,)))


def _named(shape: tuple[object, object]) -> Variable:
    """A name for a value, by its shape."""
    one = size(ONE)
    return Variable("phi" if shape == (one, one) else "y" if shape[1] == one else "Y", *shape)
