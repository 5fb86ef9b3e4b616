"""Many lines: tables of answers, several processes, and the bar that shows how far they are."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from contextlib import redirect_stderr
from pathlib import Path

import pytest

from matdiff_cli.cli.progress import progress
from matdiff_cli.cli.reading import Entry

COMMAND = [sys.executable, "-m", "matdiff_cli"]
GOOD, BAD = "x'*A*x wrt x", "A*) wrt x"
LINES = "".join(f"{line}\n" for line in (GOOD, BAD, "# a comment", "log(x'*x) wrt x", "", "f wrt f, g", BAD, GOOD))


def command(*arguments, given=LINES):
    done = subprocess.run([*COMMAND, *arguments], input=given, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_a_table_has_a_row_for_every_problem():
    status, table, _ = command("--tsv", "-q")
    rows = [line.split("\t") for line in table.splitlines()]
    assert status == 2 and [problem for problem, _ in rows] == [
        GOOD, BAD, "log(x'*x) wrt x", "f wrt f, g", "f wrt f, g", BAD, GOOD
    ]  # fmt: skip
    assert [answer for _, answer in rows] == ["(A + A')*x", "", "2*x/(x'*x)", "eye(m)", "zeros(m, n)", "", "(A + A')*x"]


def test_a_table_of_objects_is_bad_usage(run):
    done = run("--tsv", "--json", GOOD)
    assert (done.exit_code, done.stdout) == (2, "") and "--tsv" in done.stderr


@pytest.mark.parametrize("ways", [["--tsv"], ["--json"], ["--latex", "--standalone"], ["--check", "-a"]], ids=" ".join)
def test_several_processes_write_what_one_writes(ways):
    assert command(*ways, "--jobs", "2") == command(*ways)


def test_several_processes_judge_claims_in_their_order():
    claims = "x'*x wrt x = 2*x\nx'*x wrt x = x\n(A*B)' = B'*A'\n"
    assert command("check", "-a", "--jobs", "3", given=claims) == command("check", "-a", given=claims)


def test_an_answer_comes_before_the_last_line_is_read():
    process = subprocess.Popen([*COMMAND, "--json", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    for number in (1, 2):
        process.stdin.write(BAD.encode() + b"\n")
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["error"]["line"] == number
    process.communicate()
    assert process.returncode == 2


@pytest.mark.skipif(not os.path.isdir("/proc"), reason="children are looked up in /proc")
@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT])
def test_no_process_outlives_the_one_that_writes(end):
    process = subprocess.Popen([*COMMAND, "--json", "--jobs", "2"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    process.stdin.write(BAD.encode() + b"\n")
    process.stdin.flush()
    process.stdout.readline()
    children = [
        c for task in Path(f"/proc/{process.pid}/task").iterdir() for c in (task / "children").read_text().split()
    ]
    assert children
    process.send_signal(end)
    process.wait(timeout=10)
    wait_until(lambda: not any(os.path.exists(f"/proc/{child}") for child in children))
    process.stdin.close()
    process.stdout.close()


def wait_until(there, seconds=20):
    end = time.monotonic() + seconds
    while not there():
        assert time.monotonic() < end
        time.sleep(0.02)


class Terminal(io.StringIO):
    """A standard error that somebody watches."""

    def isatty(self):
        return True


def test_a_bar_tells_how_far_a_batch_is(monkeypatch, tmp_path):
    lines = tmp_path / "problems.txt"
    lines.write_text("a\nb\nc\nlast", encoding="utf-8")
    with open(lines, encoding="utf-8") as given, redirect_stderr(Terminal()) as seen:
        monkeypatch.setattr(sys, "stdin", given)
        monkeypatch.setenv("TERM", "xterm")
        with progress(wanted=True) as step:
            step(Entry("c", 3))
        assert given.read() == "a\nb\nc\nlast"
    assert "3/4" in seen.getvalue()


@pytest.mark.parametrize(("stream", "wanted"), [(io.StringIO, True), (Terminal, False)])
def test_no_bar_where_nobody_watches(stream, wanted):
    with redirect_stderr(stream()) as seen, progress(wanted=wanted) as step:
        step(Entry("a", 1))
    assert seen.getvalue() == ""
