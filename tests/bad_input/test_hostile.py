"""Input that is meant to hang or to break: refused, or read, but always soon and without a traceback."""

import time

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.read import read_problems

SOON = 5.0  # seconds: what takes time here took minutes, or for ever, before it was bounded

REFUSED = {
    "a line of a megabyte": "x+" * 500_000 + "x",
    "5,000 parentheses": "(" * 5000 + "x" + ")" * 5000,
    "5,000 open parentheses": "(" * 5000,
    "20,000 transposes": "x" + "'" * 20_000,
    "20,000 signs": "-" * 20_000 + "x",
    "4,000 bars": "|" * 2000 + "x" + "|" * 2000,
    "bars without end": "||x|" * 3000,
    "a number of 5,000 digits": "9" * 5000 + "*x",
    "a tiny exponent": "1e-100000000*x",
    "a huge exponent": "1e99999999999999999999*x",
    "a tower": "10^10^10",
    "a tower in parentheses": "10^(10^10)*x",
    "a tower of moderate steps": "((((10^99)^99)^99)^99)*x",
    "a tower over a symbol": "((((10*x)^999)^999)^999)^999 where x: scalar",
    "a tower of abbreviations": "a0 wrt x where x: scalar, a60 = 2*x, "
    + ", ".join(f"a{i} = a{i + 1}*a{i + 1}" for i in range(60)),
    "a matrix power": "X^1000",
    "a huge size": "x where x: vector(" + "*".join(["1000000"] * 100) + ")",
    "deep abbreviations": "a0 wrt x where a1500 = x, " + ", ".join(f"a{i} = sin(a{i + 1})" for i in range(1500)),
    "commas": "x" + "," * 10_000,
    "entries in entries": "x[a][" * 9000,
    "empty rows": "[" + ";" * 10_000 + "]",
}

READ = {
    "a sum of 2,000 terms": "+".join(["3*x'*A*x"] * 2000) + " wrt x",
    "a product of 500 factors": "*".join(["A"] * 500),
    "400 levels": "A*tanh(" * 200 + "x" + ")" * 200 + " wrt x",
    "400 calls": "tanh(" * 400 + "x" + ")" * 400,
    "5,000 symbols": "+".join(f"x{i}" for i in range(5000)) + " wrt x1",
    "many sizes": "x where " + ", ".join(f"x{i}" for i in range(5000)) + ": vector(n)",
    "nested norms": "||" * 200 + "x" + "||" * 200,
}


def outcome(text):
    """What reading gives, and the seconds that it took."""
    start = time.perf_counter()
    try:
        found = read_problems(text)
    except MatdiffError as error:
        return error, time.perf_counter() - start
    return found, time.perf_counter() - start


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_refused(text):
    error, seconds = outcome(text)
    assert isinstance(error, MatdiffError)
    assert error.marks and error.hint and len(error.message) < 200
    assert seconds < SOON


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_read(text):
    found, seconds = outcome(text)
    assert isinstance(found, list)
    assert seconds < SOON


def test_sharing_keeps_abbreviations_small():
    definitions = ", ".join(f"a{i} = a{i + 1}.*a{i + 1}" for i in range(200))
    found, seconds = outcome(f"a0 wrt x where a200 = x, {definitions}")
    assert isinstance(found, list)
    assert sum(1 for _ in nodes(found[0].function)) < 1000
    assert seconds < SOON
