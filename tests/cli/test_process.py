"""The command as a process of its own: pipes that break, files that are full, terminals, and what gets imported.

Problems here are bad ones, answered with error objects, so that sympy need not be loaded.
"""

import json
import os
import signal
import subprocess
import sys

import pytest

COMMAND = [sys.executable, "-m", "matdiff_cli"]
BAD = b"A*) wrt x\n"

pytestmark = pytest.mark.skipif(os.name != "posix", reason="file descriptors as on POSIX systems")


def start(*arguments, **settings):
    streams = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([*COMMAND, *arguments], **(streams | settings))


def finish(process, given=b""):
    out, err = process.communicate(given, timeout=60)
    return process.returncode, out, err


def shell(line):
    done = subprocess.run(["bash", "-c", line, "bash", *COMMAND], capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout, done.stderr


def test_each_line_is_answered_when_it_is_read():
    process = start("--json")
    for number in (1, 2):
        process.stdin.write(BAD)
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["error"]["line"] == number
    assert finish(process)[0] == 2


def test_a_reader_that_leaves_ends_the_run_quietly():
    read, write = os.pipe()
    os.close(read)
    process = start("--json", stdout=write, stderr=subprocess.PIPE)
    os.close(write)
    status, _, err = finish(process, BAD * 3)
    assert status == 141 and b"BrokenPipe" not in err and b"Traceback" not in err and b"cannot write" not in err


@pytest.mark.parametrize("end", ["--json | head -c1", "--json 2>&1 >/dev/null | true"])
def test_the_status_of_a_pipe_that_breaks_is_that_of_sigpipe(end):
    """As of grep, git or cat: with pipefail a shell can tell it from trouble."""
    lines = "for i in {1..99}; do echo 'A*) wrt x'; done"
    _, out, err = shell(f'{lines} | "$@" {end}; echo " ${{PIPESTATUS[1]}}"')
    assert out.split()[-1] == b"141" and b"Traceback" not in err and b"internal" not in err


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
def test_a_full_disk_is_reported_once():
    status, _, err = shell(f'"$@" --json "{BAD.decode().strip()}" > /dev/full')
    assert status == 2 and err.count(b"\n") == 1 and err.startswith(b"matdiff: cannot write standard output")


def test_without_a_claim_it_says_how_to_give_one():
    status, _, err = shell('"$@" check <&-')
    assert status == 2 and b"no claim given" in err and b"matdiff check" in err


def test_closed_streams_are_no_traceback():
    for line in ('"$@" --json "A*) wrt x" >&-', '"$@" <&-', '"$@" - <&-', '"$@" "A*) wrt x" 2>&-'):
        status, _, err = shell(line)
        assert status == 2 and b"Traceback" not in err and b"Exception" not in err, line


def test_an_interrupt_is_quiet():
    process = start("--json")
    process.stdin.write(BAD)
    process.stdin.flush()
    process.stdout.readline()
    process.stderr.readline()
    process.send_signal(signal.SIGINT)
    status, _, err = finish(process)
    assert status == 130 and b"Traceback" not in err


@pytest.mark.parametrize("module", ["signal", "typing", "click", "sympy"])
def test_an_interrupt_while_modules_are_imported_is_quiet(tmp_path, module):
    (tmp_path / f"{module}.py").write_text(f"import os\nos.kill(os.getpid(), {signal.SIGINT:d})\n")
    path = os.pathsep.join((str(tmp_path), os.environ.get("PYTHONPATH", "")))
    assert finish(start("x'*x wrt x", env=os.environ | {"PYTHONPATH": path})) == (130, b"", b"")


def test_an_interrupt_in_a_destructor_ends_the_run(tmp_path):
    """Where Python drops what is raised, so that a KeyboardInterrupt would be lost."""
    (tmp_path / "click.py").write_text(
        "import os, signal\nclass Last:\n    def __del__(self): os.kill(os.getpid(), signal.SIGINT)\nLast()\n"
    )
    assert finish(start("x'*x wrt x", env=os.environ | {"PYTHONPATH": str(tmp_path)})) == (130, b"", b"")


def test_an_interrupt_that_is_ignored_stays_so(tmp_path):
    """As in a job in the background."""
    (tmp_path / "lark.py").write_text("import os, signal\nos.kill(os.getpid(), signal.SIGINT)\nx = 1/0\n")
    status, _, err = shell(f'trap "" INT; PYTHONPATH={tmp_path} "$@" "A*) wrt x"')
    assert status == 2 and b"ZeroDivisionError" in err


def _on_a_terminal(*arguments, environment):
    """Status and what the terminal shows, with all three streams on a pseudo-terminal."""
    import pty

    ours, theirs = pty.openpty()
    process = start(*arguments, stdin=theirs, stdout=theirs, stderr=theirs, env=os.environ | environment)
    os.close(theirs)
    shown = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not chunk:
            break
        shown += chunk
    os.close(ours)
    return process.wait(60), shown


def test_on_a_terminal_without_a_problem_it_says_how_to_give_one():
    status, shown = _on_a_terminal("derive", environment={"TERM": "xterm"})  # without the verb it is a session
    assert status == 2 and b"no problem given" in shown and b'matdiff "' in shown and b"--help" in shown


@pytest.mark.parametrize(
    ("environment", "arguments", "coloured"),
    [
        ({"TERM": "xterm"}, [], True),
        ({"TERM": "xterm", "NO_COLOR": "1"}, [], False),
        ({"TERM": "dumb"}, [], False),
        ({"TERM": "xterm"}, ["--color", "never"], False),
        ({"TERM": "xterm", "NO_COLOR": "1"}, ["--color", "always"], True),
    ],
)
def test_colour_is_for_terminals_that_want_it(environment, arguments, coloured):
    clean = {"NO_COLOR": ""} | environment
    _, shown = _on_a_terminal("A*) wrt x", *arguments, environment=clean)
    assert b"error" in shown and (b"\x1b" in shown) == coloured


def test_help_and_errors_import_nothing_heavy():
    script = """
import sys
from matdiff_cli.cli.main import root
bad = ("A*) wrt x", "foo(x) wrt x", "A*x + x'*A wrt x where A: matrix(m, n)", "x wrt 3")
for arguments in (["--help"], ["--version"], ["--layuot"], *([problem] for problem in bad)):
    try:
        root.main(arguments)
    except SystemExit as done:
        assert done.code == (0 if arguments[0] in ("--help", "--version") else 2), (arguments, done.code)
print(*sorted({"sympy", "mpmath", "rich", "pygments", "numpy"} & set(sys.modules)), file=sys.stderr)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == ""
