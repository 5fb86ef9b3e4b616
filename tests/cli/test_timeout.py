"""A problem that takes too long is given up, and the others are answered."""

import time

import pytest

from matdiff_cli.cli.timeout import time_limit
from matdiff_cli.errors import MatdiffError


def test_what_takes_too_long_is_stopped():
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), time_limit(0.05):
        while True:
            pass


def test_what_is_quick_is_left_alone_and_no_alarm_stays_behind():
    with time_limit(0.02):
        pass
    time.sleep(0.04)


def test_zero_is_no_limit():
    with time_limit(0):
        time.sleep(0.01)
