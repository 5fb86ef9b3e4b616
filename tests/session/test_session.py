"""Whole sessions: from a pipe, and on a terminal."""

import os
import pty
import select
import shlex
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.cells import cell_len
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.cli.verbs import derive

GOLDEN = Path(__file__).parent / "golden"


def session(*lines):
    return runner().invoke(root, ["repl"], input="\n".join(lines) + "\n", catch_exceptions=False)


def matdiff(*arguments):
    return runner().invoke(root, list(arguments), catch_exceptions=False)


def test_a_problem_is_answered_as_by_the_command():
    assert session("x'*A*x wrt x").stdout == matdiff("x'*A*x wrt x").stdout


def test_a_blank_line_stands_between_two_pages():
    page = matdiff("x'*A*x wrt x").stdout
    assert session("x'*A*x wrt x", "# and again", "x'*A*x wrt x").stdout == page + "\n" + page


def test_a_line_that_fails_leaves_nothing_among_the_pages():
    page = matdiff("x'*A*x wrt x").stdout
    lines = ["A*x +", "x'*A*x wrt x", "A + 1", ":rules zzz", "x'*", "x'*A*x wrt x", ":answer"]
    assert session(*lines).stdout == page + "\n" + page + "(A + A')*x\n"


def test_what_is_wrong_with_a_command_is_told_in_its_own_terms():
    told = session(":rules zzz").stderr
    assert "':rules' lists them" in told
    assert "--help" not in told


@pytest.mark.parametrize(
    "command",
    [
        """matdiff -a "log|X| wrt X" """,
        """matdiff check 'log|X| wrt X = X^-1'""",
        'matdiff convex "x\'*X*x wrt x" --json',
        "matdiff rules trace-cyclic",
    ],
)
def test_a_command_may_be_pasted_whole_and_knows_what_was_declared(command):
    _, *words = shlex.split(command)
    done = session("X: spd(n)", command)
    alone = matdiff(*words, *["--where=X: spd(n)"] * ("rules" not in words))
    assert (done.stdout, done.stderr, done.exit_code) == (alone.stdout, alone.stderr, alone.exit_code)


def test_a_command_with_a_quote_left_open_is_bad_usage():
    done = session('matdiff "log|X|', "x'*x wrt x")
    assert "No closing quotation" in done.stderr
    assert "2 x" in done.stdout


@pytest.mark.parametrize("line", [":layout foo", ":code foo"])
def test_a_value_that_is_none_is_told_of_the_command(line):
    told = session("x'*x wrt x", line).stderr
    assert f"for {line.split()[0]}: 'foo'" in told
    assert "--" not in told


def test_clear_says_how_to_come_back():
    done = session("x: vector(3)", "clear", ":undo", "ls")
    assert "':undo' brings it back" in done.stderr
    assert done.stdout == "x: vector(3)\n"


def test_declarations_and_definitions_stay():
    lines = ["X: matrix(3, 2)", "r = X*w - y", "f = r'*r", "f wrt w"]
    asked = ["r'*r wrt w", "-d", "X: matrix(3, 2)", "-d", "r = X*w - y"]
    assert session(*lines).stdout == matdiff(*asked).stdout


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (["x'*A*x wrt x", ":answer ans wrt x"], "A + A'"),
        (["A: symmetric", "x'*A*x wrt x", ":answer ans wrt x"], "2*A"),
        (["x'*A*x wrt x where A: symmetric", ":answer ans wrt x"], "2*A"),
        (["x'*A*x wrt x", ":answer x'*ans wrt A"], "2*x*x'"),
        (["x'*A*x wrt x", ":answer x'*ans wrt A", ":answer wrt x"], "2*(A + A')*x"),
        (["f(x) = x'*A*x wrt x", ":answer wrt A"], "x*x'"),
        (["x'*x wrt x", ":layout mml", ":answer"], "2*x"),
        ([":layout mml", "x'*x wrt x", ":answer"], "2*x'"),
        (["x'*x wrt x", ":hessian", ":answer x'*A*x wrt x"], "(A + A')*x"),
        (["ans: vector(3)", ":answer ans'*ans wrt ans"], "2*ans"),
        (["A: spd(n)", ":undo", ":answer x'*A*x wrt x"], "(A + A')*x"),
        (["A: spd(n)", ":clear", ":answer x'*A*x wrt x"], "(A + A')*x"),
        (["f = x'*A*x", ":answer df/dx"], "(A + A')*x"),
        (["f = x'*A*x", r":answer \frac{\partial f}{\partial x}"], "(A + A')*x"),
        (["f(x) = x'*A*x", ":answer f(x) wrt x"], "(A + A')*x"),
        (["f(x) = x'*A*x", "g(x) = 2*f(x)", ":answer ∇g(x)"], "2*(A + A')*x"),
        (["x'*A*x wrt x", "ans", "ans"], "(A + A')*x"),
        (["f(x) = x'*A*x", ":answer ∇²f"], "A + A'"),
        (["x in R^n", "λ: scalar", ":answer λ*x'*x wrt x"], "2*lambda*x"),
    ],
)
def test_answers(lines, last):
    done = session(*lines)
    assert done.exit_code == 0, done.stderr
    assert done.stdout.split("\n")[-2] == last


def test_commands_show_the_last_problem_in_another_way():
    for view, option in [
        (":latex", "--latex"),
        (":markdown", "--markdown"),
        (":html", "--html"),
        (":check", "--check"),
    ]:
        shown = session(":answer x'*A*x wrt x", "x'*A*x wrt x", view).stdout
        assert shown.endswith("\n\n" + matdiff("x'*A*x wrt x", option).stdout), view


def test_the_form_of_one_answer_is_not_that_of_the_next():
    for view in (":answer", ":latex", ":code numpy", ":check"):
        for next_view, option in ((":short", "--short"), (":latex", "--latex")):
            shown = session(f"{view} x'*A*x wrt x", next_view).stdout
            assert shown.endswith(matdiff("x'*A*x wrt x", option).stdout), (view, next_view)
    assert session(":hessian x'*A*x wrt x", ":answer").stdout.endswith("A + A'\n")


def test_the_problem_of_a_picture_is_the_last_one():
    assert session(":plot x^2 + 3*y^2 wrt [x, y]", ":answer").stdout.endswith("[2*x; 6*y]\n")
    assert session(":convex x'*x wrt x", ":answer").stdout.endswith("2*x\n")


def test_the_problem_of_a_claim_is_the_last_one():
    """So that the right derivation is shown after a wrong claim, and not that of an earlier problem."""
    lines = ["a'*x wrt x", "f = r'*r", "f wrt w = 2*X'*r where r = X*w - y"]
    assert session(*lines, ":answer").stdout.endswith("2*X'*(X*w - y)\n")
    assert session(*lines, "f wrt w = X'*r where r = X*w - y", ":answer").stdout.endswith("2*X'*(X*w - y)\n")
    assert session(*lines, ":check df = 2*r'*dr").stdout.endswith("df = 2*r'*dr                     # right\n")
    assert session("a'*x wrt x", "x'*C = x'*A*B where C = A*B", "x'*x wrt x = (", ":answer").stdout.endswith("\na\n")


def test_a_setting_without_a_value_tells_what_it_is():
    lines = [":layout", ":layout mml", ":layout", ":format", ":notation", ":lang"]
    assert session(*lines).stdout.split() == ["gradient", "mml", "text", "delta", "en"]


def test_help_fits_a_terminal():
    for language in ("en", "ko"):
        page = session(f":lang {language}", ":help").stdout
        assert max(map(cell_len, page.splitlines())) < 80 and ":save FILE.md" in page


def test_a_session_in_korean():
    lines = (GOLDEN / "korean_lines.txt").read_text("utf-8")
    done = CliRunner().invoke(root, ["repl", "--lang", "ko"], input=lines, catch_exceptions=False)  # both streams
    assert done.exit_code == 2
    assert done.output == (GOLDEN / "korean.txt").read_text("utf-8")


def test_the_language_is_a_setting_and_goes_with_the_notes(tmp_path):
    path = tmp_path / "notes.md"
    done = session(":lang ko", "x'*x wrt x", "A*x +", ":rules transpose", f":save {path}", ":lang en", ":undoo")
    assert "함수 정의" in done.stdout and "오류[syntax]" in done.stderr and "전치" in done.stdout
    assert f"{path}에 썼다" in done.stderr and "there is no command :undoo" in done.stderr
    assert path.read_text("utf-8") == "```matdiff lang=ko\nx'*x wrt x\n```\n"


def test_a_session_goes_by_the_locale(monkeypatch):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    done = session("A: matrx(2)", ":undo", "x'*x wrt x", ":lang")
    assert "오류[name]: matrx라는 종류는 없다" in done.stderr and "되돌릴 것이 없다" in done.stderr
    assert "함수 정의" in done.stdout and done.stdout.endswith("ko\n")


def test_claims_are_judged():
    done = session("f = x'*A*x", "f wrt x = 2*A*x", "tr(A*B) = tr(B*A)", ":check x'*x wrt x = 2*x")
    first, *_, second, third = done.stdout.replace("\n\n", "\n").splitlines()
    assert first.startswith("right only under a condition: x'*A*x wrt x")
    assert (second, third) == ("equal: tr(A*B) = tr(B*A)", "right: x'*x wrt x = 2*x")
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("A + 1", "a scalar plus a matrix"),
        ("A: matrx(2)", "matrx is no type"),
        ("f = A + 1", "a scalar plus a matrix"),
        ("ans wrt x", "there is none yet"),
        ("wrt x", "there is no problem yet"),
        (":latex", "there is no problem yet"),
        (":latx", "did you mean :latex"),
        (":la", "did you mean :lang, :latex, :layout?"),
        (":layout mlm", "mlm"),
        (":undo", "nothing to undo"),
        (":save", "where to?"),
        (":save notes.md", "there is no problem yet"),
        (":lang fr", "'fr' is not one of"),
        (":rules nothing-at-all", "no rule"),
        (":", "there is no command"),
    ],
)
def test_errors_do_not_end_a_session(line, said):
    done = session(line, ":answer x'*x wrt x")
    assert said in done.stderr and done.exit_code == 2
    assert done.stdout.endswith("2*x\n")


def test_what_follows_quit_is_not_done():
    assert session(":answer x'*x wrt x", ":quit", ":answer x'*x wrt x").stdout == "2*x\n"


def test_what_is_declared_is_listed():
    lines = ["A: spd(n)", "f = x'*A*x", ":layout mml", ":list"]
    assert session(*lines).stdout.splitlines() == ["A: spd(n)", "f = x'*A*x", ":layout mml"]


def test_what_was_asked_is_saved_as_notes_that_weave_takes(tmp_path):
    path = tmp_path / "notes.md"
    lines = ["A: spd(n)", "f = x'*A*x", "f wrt x", "ans wrt x", "A: matrix(n)", f":save {path}"]
    assert session(*lines).exit_code == 0
    assert path.read_text("utf-8").count("```matdiff\n") == 2
    assert matdiff("weave", str(path)).exit_code == 0
    assert "2 A \\mathbf{x}" in path.read_text("utf-8")
    woven = path.read_bytes()
    done = session("x'*x wrt x", f":save {path}")
    assert done.exit_code == 2 and "is there already" in done.stderr and path.read_bytes() == woven


def test_text_that_is_not_utf8_is_an_error_of_its_line():
    done = runner().invoke(root, ["repl"], input=b"\xff*x wrt x\n:answer x'*x wrt x\n", catch_exceptions=False)
    assert done.exit_code == 2 and done.stdout.endswith("2*x\n")


def test_a_session_ends_quietly_when_nobody_reads():
    lines = "\n".join([":answer x'*x wrt x", ":list", ":help"] * 50)
    command = [sys.executable, "-m", "matdiff_cli", "repl"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()
        _, said = process.communicate(lines.encode(), timeout=60)
    assert (process.returncode, said) == (141, b"")


def test_a_problem_that_was_interrupted_was_not_asked(monkeypatch):
    def interrupted(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(derive, "_derivation", interrupted)
    done = session("x'*x wrt x", ":latex")
    assert "there is no problem yet" in done.stderr


class Terminal:
    """A session on a terminal of its own."""

    def __init__(self, state):
        self.child, self.handle = pty.fork()
        if not self.child:
            environment = {**os.environ, "XDG_STATE_HOME": str(state), "TERM": "dumb"}
            os.execve(sys.executable, [sys.executable, "-m", "matdiff_cli"], environment)
        self.seen = ""

    def interrupt(self, text):
        """Ctrl-C until it is answered: one that comes while the editor turns to its keys waits for the next key."""
        for _ in range(20):
            self.type("\x03")
            if self.comes(text, 2):
                return
        raise AssertionError(self.seen)

    def comes(self, text, seconds):
        """Does a text come within some seconds?"""
        end = time.monotonic() + seconds
        while text not in self.seen and time.monotonic() < end:
            if select.select([self.handle], [], [], 0.1)[0]:
                self.seen += os.read(self.handle, 4096).decode("utf-8", "replace")
        return text in self.seen

    def wait_for(self, text):
        """Read on until a text has come."""
        end = time.monotonic() + 30
        while text not in self.seen:
            assert time.monotonic() < end, self.seen
            if select.select([self.handle], [], [], 0.1)[0]:
                try:
                    self.seen += os.read(self.handle, 4096).decode("utf-8", "replace")
                except OSError:
                    break
        assert text in self.seen, self.seen
        self.seen = self.seen.partition(text)[2]

    def type(self, text):
        os.write(self.handle, text.encode())


def test_a_terminal_has_prompts_history_and_keys_that_do_what_they_do_everywhere(tmp_path):
    terminal = Terminal(tmp_path)
    try:
        terminal.wait_for("matdiff> ")
        terminal.type("half a li")
        terminal.wait_for("half a li")
        terminal.interrupt("matdiff> ")
        terminal.wait_for("matdiff> ")
        terminal.type(":answer x'*A*x wrt x\n")
        terminal.wait_for("(A + A')*x")
        terminal.wait_for("matdiff> ")
        terminal.type("A*x +\n")
        terminal.wait_for("error[syntax]")
        terminal.wait_for("matdiff> ")
        terminal.type("\x04")
        assert os.waitstatus_to_exitcode(os.waitpid(terminal.child, 0)[1]) == 0
    except BaseException:
        os.kill(terminal.child, signal.SIGKILL)
        os.waitpid(terminal.child, 0)
        raise
    finally:
        os.close(terminal.handle)
    assert (tmp_path / "matdiff" / "history").read_text("utf-8").splitlines() == [":answer x'*A*x wrt x", "A*x +"]


def test_lines_of_the_last_problem_are_checked():
    done = session(
        "r = X*w - y", "f = r'*r", ":answer f wrt w", ":check df = 2*r'*X*dw; ∇f = 2*X'*r", ":check ∇f = X'*r"
    )
    assert "df = 2*r'*X*dw" in done.stdout and "wrong" in done.stdout and "missing factor 2" in done.stdout
    assert done.stdout.count("# right") == 2 and done.exit_code == 1
