"""`--hint`: a page line by line."""

import json

import pytest
from runner import runner

from matdiff_cli.cli.answers import Answers
from matdiff_cli.cli.main import root
from matdiff_cli.cli.words import with_number_of_hints

PROBLEM = "log|X^-1| wrt X"


def matdiff(*arguments, stdin=None):
    return runner().invoke(root, list(arguments), input=stdin, catch_exceptions=False)


def test_a_page_grows_by_one_line_and_nothing_changes_above():
    page = matdiff(PROBLEM).stdout
    count, shown = 0, ""
    while shown != page:
        count += 1
        before, shown = shown, matdiff("--hint", str(count), PROBLEM).stdout
        assert page.startswith(shown) and shown.startswith(before) and len(shown) > len(before)
        assert shown.splitlines()[-1].startswith("     ")
    assert count == sum(len(step["lines"]) for step in json.loads(matdiff(PROBLEM, "--json").stdout)["steps"])


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["--hint", "x'*x"], ["--hint=1", "x'*x"]),
        (["--hint", "3", "x'*x"], ["--hint=3", "x'*x"]),
        (["x'*x", "--hint"], ["x'*x", "--hint=1"]),
        (["--hint=2", "3"], ["--hint=2", "3"]),
        (["--hint", "2", "3"], ["--hint=2", "3"]),
        (["--", "--hint", "3"], ["--", "--hint", "3"]),
        (["--hint", "3*x"], ["--hint=1", "3*x"]),
    ],
)
def test_the_number_may_be_left_out(typed, meant):
    assert with_number_of_hints(typed) == meant


def test_lines_come_with_keys_on_a_terminal_until_q(monkeypatch):
    monkeypatch.setattr(Answers, "has_keys", True)
    keys = iter("x q")
    monkeypatch.setattr("click.getchar", lambda: next(keys))
    three = matdiff("--hint", PROBLEM).stdout
    monkeypatch.setattr("click.getchar", lambda: " ")
    shown = matdiff("--hint", PROBLEM).stdout
    monkeypatch.setattr(Answers, "has_keys", False)
    assert shown == matdiff(PROBLEM).stdout
    assert three == matdiff("--hint", "3", PROBLEM).stdout


def test_how_a_text_was_read_and_what_a_check_saw_is_said_all_the_same():
    assert "unknown function" in matdiff("--hint", "tr(F(X)) wrt X where F(X): matrix(p, p)").stderr
    assert matdiff("--hint", "--check", PROBLEM).exit_code == 0


@pytest.mark.parametrize("words", [["--json"], ["--latex"], ["-a"], ["--tsv"]])
def test_hints_are_for_the_text_format(words):
    assert matdiff("--hint", PROBLEM, *words).exit_code == 2


def test_sessions_show_one_line_more_each_time():
    page = matdiff("x'*x wrt x").stdout
    lines = [":hint x'*x wrt x", *[":hint"] * 20]
    done = runner().invoke(root, ["repl"], input="\n".join(lines), catch_exceptions=False)
    assert done.stdout == page and "that was the last line" in done.stderr
