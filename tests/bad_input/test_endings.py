"""The command as a process with real problems: a reader that leaves, an interrupt at work, files and streams that fail.

What can be tried without loading sympy is in tests/cli/test_process.py.
"""

import json
import os
import signal
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "matdiff_cli"]
GOOD = "a'*X*b wrt X"
SLOW = "+".join(f"tr(A{i}*X*B{i}*X')" for i in range(2_000)) + " wrt X"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="signals and file descriptors as on POSIX systems")


def shell(line, *arguments, **settings):
    """Status, standard output and error of a line of bash, in which "$@" is the command with these arguments."""
    words = ["bash", "-c", line, "bash", *COMMAND, *arguments]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    process = subprocess.Popen(words, **streams, text=True, start_new_session=True, **settings)
    try:
        out, err = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)  # the whole pipeline, or its rest would stay behind
        process.communicate()
        raise
    return process.returncode, out, err


def test_head_takes_one_line_of_many():
    """The input is finite: a command that does not notice would still come to an end."""
    lines = 'for i in {1..300}; do echo "$GOOD"; done'
    status, out, err = shell(f'{lines} | "$@" | head -1; echo "${{PIPESTATUS[1]}}"', "-a", env=environment())
    assert (status, out, err) == (0, "a*b'\n141\n", "")


@pytest.mark.parametrize("arguments", [["-a"], ["-a", "--check"], ["check"]], ids=" ".join)
def test_an_interrupt_at_work_is_quiet(arguments):
    slow = f"{SLOW} = A1" if arguments == ["check"] else SLOW
    good = f"{GOOD} = a*b'" if arguments == ["check"] else GOOD
    streams = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    process = subprocess.Popen([*COMMAND, *arguments, "--timeout", "0"], **streams, text=True)
    process.stdin.write(f"{good}\n{slow}\n{good}\n")
    process.stdin.flush()
    first = process.stdout.readline()  # so that the slow one has begun
    try:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=10)
    finally:
        process.kill()
    assert first and (process.returncode, out, err.strip()) == (130, "", "")


@pytest.mark.parametrize("path", ["", "no/such/folder/out.txt", "x" * 300, "file.txt/out.txt"])
def test_an_output_file_that_cannot_be_written(path, tmp_path):
    (tmp_path / "file.txt").write_text("kept")
    status, out, err = shell('printf "%s\n%s\n" "$GOOD" "$GOOD" | "$@"', "-o", str(tmp_path / path), env=environment())
    assert (status, out) == (2, "")
    assert err.startswith("matdiff: cannot write ") and err.count("\n") == 1
    assert (tmp_path / "file.txt").read_text() == "kept"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("line", ['"$@" -o /dev/full', '"$@" > /dev/full'])
def test_a_full_disk(line):
    status, out, err = shell(line.replace('"$@"', '"$@" "$GOOD"'), env=environment())
    assert (status, out) == (2, "")
    assert err.startswith("matdiff: cannot write ") and err.count("\n") == 1


def test_a_closed_input_is_no_trouble_for_who_does_not_read_it():
    status, out, err = shell('"$@" <&-', "-a", GOOD)
    assert (status, out, err) == (0, "a*b'\n", "")


@pytest.mark.parametrize("line", ['"$@" <&-', '"$@" - <&-', '"$@" < /dev/null'])
def test_an_input_without_problems(line):
    status, out, err = shell(line)
    assert status == (0 if "null" in line else 2) and out == ""
    assert err.startswith("matdiff: ") if status else err == ""
    assert "Traceback" not in err and "Exception" not in err and "internal" not in err


def test_a_closed_output_is_trouble_unless_there_is_a_file(tmp_path):
    status, _, err = shell('"$@" >&-', "-a", GOOD)
    assert status == 2 and err.startswith("matdiff: cannot write ") and err.count("\n") == 1
    status, _, err = shell('"$@" >&-', "-a", GOOD, "-o", str(tmp_path / "answer"))
    assert (status, err, (tmp_path / "answer").read_text()) == (0, "", "a*b'\n")


def test_everything_closed():
    assert shell('"$@" <&- >&- 2>&-', GOOD)[0] == 2


def test_a_line_without_end_is_refused_and_the_next_is_answered():
    """Five megabytes in a line, and the answer shows only a piece of it."""
    text = "{ head -c 5000000 /dev/zero | tr '\\0' x; echo; echo \"$GOOD\"; }"
    status, out, err = shell(f'{text} | "$@"', "--json", env=environment())
    assert status == 2
    refused, answered = map(json.loads, out.splitlines())
    assert "characters long" in refused["error"]["message"] and answered["result"]["text"] == "a*b'"
    assert len(err) < 1_000 and len(out) < 20_000


def environment():
    return os.environ | {"GOOD": GOOD}
