"""`matdiff examples`: the list, and each of them derived."""

import json
import shlex

import pytest
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.output.reference.examples import EXAMPLES, find


def matdiff(*arguments):
    return runner().invoke(root, list(arguments), catch_exceptions=False)


def test_the_list_has_a_command_for_each():
    lines = matdiff("examples").stdout.splitlines()
    assert len(lines) == len(EXAMPLES) and all(
        line.endswith(e.command) for line, e in zip(lines, EXAMPLES, strict=True)
    )
    objects = [json.loads(line) for line in matdiff("examples", "--json").stdout.splitlines()]
    assert [(found["number"], found["problem"]) for found in objects] == [
        (number, example.problem) for number, example in enumerate(EXAMPLES, 1)
    ]


def test_the_first_five_are_the_worked_examples():
    answers = ["(A + A')*x", "2*x", "a*b'", "-X^-T", "A"]
    assert [matdiff(*shlex.split(example.command)[1:], "-a").stdout.strip() for example in EXAMPLES[:5]] == answers


@pytest.mark.parametrize("number", range(1, len(EXAMPLES) + 1))
def test_an_example_is_what_its_command_prints(number):
    command = EXAMPLES[number - 1].command
    page = matdiff(*shlex.split(command)[1:]).stdout
    assert page and matdiff("examples", str(number)).stdout == f"$ {command}\n\n{page}"


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["inverse"], "a'*X^-1*b wrt X"),
        (["log-determinant"], "log|X^-1| wrt X"),
        (["Bilinear", "form"], "a'*X*b wrt X"),
        (["softplus"], "sum(softplus(x)) wrt x"),
        (["ln"], "log(a'*x) wrt x"),
    ],
)
def test_examples_are_found_by_topic_and_by_function(words, problem):
    assert find(" ".join(words)).problem == problem
    assert matdiff("examples", *words, "--json").stdout.startswith('{"schema": "matdiff/1"')


def test_every_function_is_a_topic():
    assert [name for name in SPELLINGS if find(name) is None] == []


@pytest.mark.parametrize("word", ["0", "99", "-1", "inverze", "1" * 5000, "²"])
def test_what_is_no_example_is_refused(word):
    done = matdiff("examples", word)
    assert (done.exit_code == 2 and "no example" in done.stderr) or "no such option" in done.stderr.lower()
