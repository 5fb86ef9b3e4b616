"""Where an expression has no value, and what would have to hold for one."""

from __future__ import annotations

from fractions import Fraction

import mpmath

from matdiff_cli.functions import REGISTRY
from matdiff_cli.languages import phrase
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain, Unreached
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import Point
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.typed import Typed

INVERTIBLE = "invertible"


def is_undefined(typed: Typed, point: Point) -> bool:
    """Has the expression no value at a point? Not if it only cannot be worked out."""
    with mpmath.workdps(DIGITS):
        try:
            evaluate(typed, point.values, point.sizes)
        except Unreached:
            return False
        except OutsideDomain:
            return True
    return False


def requirements(typed: Typed, point: Point, text: str) -> list[str]:
    """What does not hold at a point where the expression has no value, such as `alpha > 0`; `text` is its source."""
    missing = {id(node) for node in nodes(typed) if is_undefined(node, point)}
    faults = [n for n in nodes(typed) if id(n) in missing and not any(id(arg) in missing for arg in n.args)]
    return [words for node in faults if (words := _requirement(node, text))]


def _requirement(node: Typed, text: str) -> str:
    if node.op == "call" and node.value in REGISTRY:
        subject, condition = node.args[0], REGISTRY[str(node.value)].domain or f"@1 {INVERTIBLE}"
    elif node.op in ("quotient", "hadamard_quotient"):
        subject, condition = node.args[1], "@1 ≠ 0"
    elif node.op in ("power", "hadamard_power"):
        subject, exponent = node.args[0], node.args[1].value
        is_matrix = node.op == "power" and node.shape != (ONE, ONE)
        whole = isinstance(exponent, Fraction) and exponent.denominator == 1
        condition = f"@1 {INVERTIBLE}" if is_matrix else "@1 ≠ 0" if whole else "@1 > 0"
    elif node.op == "inverse":
        subject, condition = node.args[0], f"@1 {INVERTIBLE}"
    else:
        return ""
    words = " ".join(text[subject.span.start : subject.span.end].split())
    if not words:
        return ""
    said = phrase(condition.replace("@1", "{0}"), words)
    if subject.shape == (ONE, ONE) or condition.endswith(INVERTIBLE):
        return said
    return phrase("{condition} in every entry", condition=said)
