"""A problem that takes too long is given up, and the others are answered."""

import contextlib
import signal
import time
from types import SimpleNamespace

import pytest

from matdiff_cli.cli.timeout import LONGEST, time_limit
from matdiff_cli.errors import MatdiffError


def test_what_takes_too_long_is_stopped():
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), time_limit(0.05):
        while True:
            pass


def test_what_is_quick_is_left_alone_and_no_alarm_stays_behind():
    with time_limit(0.02):
        pass
    time.sleep(0.04)


def test_an_alarm_while_a_with_statement_is_left_waits_for_the_next():
    """There it would pass by the handlers of the statement."""
    leaving, working = (SimpleNamespace(f_globals=vars(module)) for module in (contextlib, time))
    with pytest.raises(MatdiffError, match="longer than 60 s"), time_limit(60):
        ring = signal.getsignal(signal.SIGALRM)
        assert ring(signal.SIGALRM, leaving) is None
        ring(signal.SIGALRM, working)


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e400", "1e10", "-1", "soon"])
@pytest.mark.parametrize("verb", [(), ("check",)], ids=" ".join)
def test_a_time_that_is_none_is_bad_usage(run, verb, seconds):
    done = run(*verb, "--timeout", seconds, "A*) wrt x")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'--timeout'" in done.stderr and "internal" not in done.stderr


def test_the_longest_time_is_one_that_timers_take():
    with time_limit(LONGEST):
        pass


def test_zero_is_no_limit():
    with time_limit(0):
        time.sleep(0.01)
