"""Statements of the table with numbers put in, and false ones made of them."""

import re
from random import Random

import mpmath

from matdiff_cli.claims.statements import read_statement
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.evaluate import OutsideDomain, evaluate
from matdiff_cli.numbers.points import points, random_change
from matdiff_cli.rules import RULES

POINTS = 4
DIGITS = 50
NOISE = mpmath.mpf(10) ** -40

IDENTITIES = [(name, text) for name, rule in RULES.items() for text in rule.identities]
FIRST_ORDER = [(name, text) for name, rule in RULES.items() for text in rule.first_order]


def second_order(text):
    """Whether both sides differ by second order: the difference falls by 100 when the increments fall by 10."""
    found = read_statement(text)
    if not found.fits:
        return False
    random, seen = Random(7), 0
    with mpmath.workdps(DIGITS):
        for point in points(found.problem, seed=1):
            changes = {
                name: random_change(len(value), len(value[0]), random)
                for name, value in point.values.items()
                if re.fullmatch(r"d[A-Za-z]\w*", name)
            }
            try:
                large, small = (_difference(found, point, changes, mpmath.mpf(10) ** -k) for k in (6, 7))
            except OutsideDomain:
                continue
            if not (small <= NOISE or 80 <= large / small <= 120 or large / small >= 800):
                return False
            seen += 1
            if seen == POINTS:
                return True
    raise ValueError(f"no value at enough points: {text}")


def _difference(found, point, changes, size):
    values = point.values | {name: dense.scale(change, size) for name, change in changes.items()}
    left, right = (evaluate(side, values, point.sizes) for side in (found.left, found.right))
    if right == [[0]]:
        return dense.largest(left)
    return dense.largest(dense.subtract(left, right))


def planted(text):
    """False statements much like a true one: another sign, two factors interchanged, a transpose lost."""
    claim, _, where = text.partition(" where ")
    sign = "≈" if "≈" in claim else "="
    left, right = claim.split(f" {sign} ")
    altered = {"sign": _other_sign(right, sign), "order": _swapped(right), "transpose": _lost(right)}
    ending = f" where {where}" if where else ""
    return {slip: f"{left} {sign} {new}{ending}" for slip, new in altered.items() if new is not None}


def _other_sign(right, sign):
    """Of all that is said to be equal, or of the last term with an increment."""
    if right == "0":
        return None
    if sign == "=":
        return f"-({right})"
    places = [match.start() for match in re.finditer(r"(?<= )[+-](?= )", right) if "d" in right[match.start() :]]
    if not places:
        return f"-({right})"
    at = places[-1]
    return f"{right[:at]}{'-' if right[at] == '+' else '+'}{right[at + 1 :]}"


def _swapped(right):
    new = re.sub(r"\b([A-Za-z]\w*'?)\*([A-Za-z]\w*'?)(?![\w(])", r"\2*\1", right, count=1)
    return new if new != right else None


def _lost(right):
    return right.replace("'", "", 1) if "'" in right else None
