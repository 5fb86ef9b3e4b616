"""The whole command, fed with junk: no traceback, the right status, nothing echoed that a terminal would obey."""

from itertools import cycle

import pytest
from fuzzing import WAYS, faults, inputs, smallest

BATCH = 50
EVERY_WAY = [way.arguments for round in range(6) for way in WAYS if round < way.share]


@pytest.fixture
def nothing_is_parsed(monkeypatch):
    """sympy may not read text: whatever would call its parser, knowingly or not, fails the test."""
    from sympy.parsing import sympy_parser

    def refuse(text, *_, **__):
        raise RuntimeError(f"sympy was asked to read {text!r}")

    for name in ("parse_expr", "eval_expr", "stringify_expr"):
        monkeypatch.setattr(sympy_parser, name, refuse)


def check(count, seed, timeout):
    draw = random.Random(seed)
    wrong = []
    for arguments in islice(cycle(EVERY_WAY), count // BATCH):
        lines = inputs(BATCH, draw, claims="check" in arguments)
        if faults(lines, arguments, timeout):
            least = smallest(lines, arguments, timeout)
            wrong.append((arguments, least, faults(least, arguments, timeout)))
    assert not wrong, "\n".join(map(repr, wrong))


@pytest.mark.usefixtures("nothing_is_parsed")
def test_a_thousand_bad_inputs():
    check(1_000, seed=1, timeout=2)


@pytest.mark.slow
@pytest.mark.usefixtures("nothing_is_parsed")
@pytest.mark.parametrize("seed", range(2, 12))
def test_twenty_thousand_bad_inputs(seed):
    check(2_000, seed, timeout=5)
