"""The whole command, fed with junk: no traceback, the right status, nothing echoed that a terminal would obey."""

import json
import random
import time
from functools import partial
from itertools import cycle, islice

import pytest
from fuzzing import WAYS, faults, inputs, smallest
from runner import runner

from matdiff_cli.cli.main import root

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


# --- time -------------------------------------------------------------------------------------------------------------

GOOD = "a'*X*b wrt X"
SUM = "+".join(f"tr(A{i}*X*B{i}*X')" for i in range(2_000)) + " wrt X"
FUNCTIONS = "a'*" + "*".join(f"expm(X'*A{i}*X)" for i in range(60)) + "*b wrt X"


@pytest.mark.parametrize(
    ("slow", "arguments"),
    [
        (SUM, ["-a"]),
        (SUM, ["-a", "--check"]),
        (SUM, ["--latex", "--hessian"]),
        (FUNCTIONS, ["-a", "--check"]),
        (SUM + " = A1", ["check"]),
        (FUNCTIONS + " = a*b'", ["check"]),
    ],
    ids=["sum", "sum, checked", "second order", "functions, checked", "claim", "claim with functions"],
)
def test_a_slow_problem_is_given_up_and_its_neighbours_are_answered(slow, arguments):
    good = f"{GOOD} = a*b'" if "check" in arguments else GOOD
    run = partial(runner().invoke, root)
    run(arguments, input=good)  # so that everything is imported
    start = time.perf_counter()
    done = run([*arguments, "--json", "-q", "--timeout", "1"], input=f"{good}\n{slow}\n{good}\n")
    assert time.perf_counter() - start < 8  # SUM takes longer when it is let
    before, between, after = map(json.loads, done.stdout.splitlines())
    assert done.exit_code == 2
    assert "error" not in before and "error" not in after
    assert between["error"]["kind"] == "unsupported" and "longer than 1 s" in between["error"]["message"]
    assert done.stderr.count("error[") == 1 and "longer than 1 s" in done.stderr and "--timeout" in done.stderr
    assert len(done.stderr) < 1_000
