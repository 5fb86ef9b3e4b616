"""Where an operation of a target writes a sign beside an operand, it says how tightly that has to hold together."""

import re

import pytest

from matdiff_cli.code import TARGETS, load
from matdiff_cli.code.target import SUM

_BESIDE = re.compile(r"[-+*/@^.%\\] ?\{(\d)\}|\{(\d)\}['.]? ?[-+*/@^%\\]|\{(\d)\}(?:'|\.[a-zA-Z*/^])|-\{(\d)\}")


@pytest.mark.parametrize("target", TARGETS)
def test_no_operand_beside_a_sign_may_be_a_bare_sum(target):
    rules = load(target).rules
    loose = {
        key
        for key, rule in rules.items()
        for found in _BESIDE.finditer(rule.text)
        for index in [int(next(filter(None, found.groups())))]
        if not rule.inner or rule.inner[index] < SUM or (rule.inner[index] == SUM and not rule.text.startswith("-"))
    }
    assert len(rules) > 40 and not loose
