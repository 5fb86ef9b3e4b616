"""`einsum('ij,jk->ik', A, B)` as products: the operands are a path from one index to the next."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

_SUBSCRIPTS = re.compile(r"(?P<operands>[A-Za-z]{1,2}(?:,[A-Za-z]{1,2})*)(?:->(?P<result>[A-Za-z]{0,2}))?")


class Step(NamedTuple):
    """An operand in a product, by its place among the arguments."""

    place: int
    transposed: bool = False


class Plan(NamedTuple):
    """What is computed: a product of steps, or entry by entry; `of` is the function that it all is an argument of."""

    steps: tuple[Step, ...]
    entrywise: bool = False
    of: str = ""


def plan(subscripts: str, ranks: Sequence[int]) -> Plan | None:
    """What the subscripts say of operands with these dimensions; None where that is no product of the language."""
    found = _SUBSCRIPTS.fullmatch(subscripts.replace(" ", ""))
    operands = found["operands"].split(",") if found else []
    if found is None or [len(indices) for indices in operands] != list(ranks):
        return None
    once = sorted(index for index, times in Counter("".join(operands)).items() if times == 1)
    result = "".join(once) if found["result"] is None else found["result"]
    steps = tuple(map(Step, range(len(operands))))
    if len(set(operands)) == 1 and len(set(operands[0])) == len(operands[0]) and result in ("", operands[0]):
        return Plan(steps, True, "" if result else "sum")
    if len(operands) == 1:
        first = operands[0][0]
        if operands[0] == 2 * first:
            return {"": Plan(steps, of="tr"), first: Plan(steps, of="diag")}.get(result)
        return Plan((Step(0, True),)) if result == operands[0][::-1] else None
    if list(ranks) == [1, 1] and result == "".join(operands):
        return Plan(steps, of="outer")
    return _path(operands, result, once)


def _path(operands: list[str], result: str, once: list[str]) -> Plan | None:
    """A product from the first index of the result to its second; from a vector to another; or round a trace."""
    twice = all(times <= 2 for times in Counter("".join(operands)).values())
    if sorted(result) != once or not twice or any(len(set(indices)) < len(indices) for indices in operands):
        return None
    vector = next((place for place, indices in enumerate(operands) if len(indices) == 1), None)
    left = dict(enumerate(operands))
    steps = []
    if result:
        index = result[0]
    elif vector is not None:
        index = left.pop(vector)
        steps.append(Step(vector))
    else:
        index = operands[0][0]
    while left:
        place = next((place for place, indices in left.items() if index and index in indices), None)
        if place is None:
            return None
        indices = left.pop(place)
        steps.append(Step(place, indices[0] != index))
        index = indices.replace(index, "")
    if result and index != result[1:]:
        return None
    return Plan(tuple(steps), of="" if result or vector is not None else "tr")
