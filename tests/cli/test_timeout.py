"""A problem that takes too long is given up, and the others are answered."""

import contextlib
import importlib
import json
import signal
import sys
import time
from types import SimpleNamespace

import pytest

from matdiff_cli.cli.timeout import LONGEST, TimeLimit
from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing import read


def test_what_takes_too_long_is_stopped():
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), TimeLimit(0.05):
        while True:
            pass


def test_what_is_quick_is_left_alone_and_no_alarm_stays_behind():
    with TimeLimit(0.02):
        pass
    time.sleep(0.04)


def test_an_alarm_while_a_with_statement_is_left_waits_for_the_next():
    """There it would pass by the handlers of the statement."""
    leaving, working = (SimpleNamespace(f_globals=vars(module), f_back=None) for module in (contextlib, time))
    with pytest.raises(MatdiffError, match="longer than 60 s"), TimeLimit(60):
        ring = signal.getsignal(signal.SIGALRM)
        assert ring(signal.SIGALRM, leaving) is None
        ring(signal.SIGALRM, working)


class Lingering:
    """Takes its time to go, a tenth of a second."""

    def __del__(self):
        end = time.perf_counter() + 0.1
        while time.perf_counter() < end:
            pass


def linger():
    Lingering()


def test_an_alarm_that_rings_in_a_destructor_is_quiet_and_rings_again(monkeypatch):
    lost = []
    monkeypatch.setattr(sys, "unraisablehook", lost.append)
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), TimeLimit(0.05):
        linger()
        while True:
            pass
    assert not lost and sys.unraisablehook == lost.append


def test_what_ends_before_a_lost_alarm_rings_again_is_late(monkeypatch):
    monkeypatch.setattr(sys, "unraisablehook", lambda _: None)
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), TimeLimit(0.05):
        linger()


def test_trouble_that_a_lost_alarm_made_is_called_lateness():
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), TimeLimit(0.05):
        try:
            time.sleep(0.1)
        except BaseException:
            raise ValueError from None


def test_a_module_is_imported_as_a_whole(tmp_path, monkeypatch):
    (tmp_path / "takes_long.py").write_text("import time\nwhile time.perf_counter() < END: pass\nwhole = True\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr("builtins.END", time.perf_counter() + 0.1, raising=False)
    with pytest.raises(MatdiffError, match=r"longer than 0\.05 s"), TimeLimit(0.05):
        importlib.import_module("takes_long")
    assert sys.modules.pop("takes_long").whole


def test_other_trouble_in_a_destructor_is_told(monkeypatch):
    lost = []
    monkeypatch.setattr(sys, "unraisablehook", lambda what: lost.append(what.exc_type))

    class Troubled:
        def __del__(self):
            raise ValueError

    with TimeLimit(60):
        Troubled()
    assert lost == [ValueError]


def test_what_is_being_written_is_not_interrupted():
    with TimeLimit(0.02) as limit:
        limit.stop()
        time.sleep(0.04)
    with pytest.raises(MatdiffError, match="longer"), TimeLimit(0.02) as limit:
        with contextlib.suppress(BaseException):
            time.sleep(0.04)
        limit.stop()
        pytest.fail("too late to be written")


def test_a_problem_that_is_read_too_late_is_reported_once(run, monkeypatch):
    """Even if the alarm was lost, as in a destructor, so that reading came to its end."""
    whole = read.read_problems

    def slow(*arguments, **options):
        problems = whole(*arguments, **options)
        with contextlib.suppress(BaseException):
            time.sleep(0.1)
        return problems

    monkeypatch.setattr(read, "read_problems", slow)
    done = run("--json", "-q", "--timeout", "0.05", "a'*X*b wrt X")
    (only,) = map(json.loads, done.stdout.splitlines())
    assert "longer than" in only["error"]["message"] and done.stderr.count("error[") == 1


@pytest.mark.parametrize("seconds", ["nan", "inf", "-inf", "1e400", "1e10", "-1", "soon"])
@pytest.mark.parametrize("verb", [(), ("check",)], ids=" ".join)
def test_a_time_that_is_none_is_bad_usage(run, verb, seconds):
    done = run(*verb, "--timeout", seconds, "A*) wrt x")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'--timeout'" in done.stderr and "internal" not in done.stderr


def test_the_longest_time_is_one_that_timers_take():
    with TimeLimit(LONGEST):
        pass


def test_zero_is_no_limit():
    with TimeLimit(0):
        time.sleep(0.01)
