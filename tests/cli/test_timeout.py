"""A problem that takes too long is given up, and the others are answered."""

import time

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
