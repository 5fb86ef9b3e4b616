"""`matdiff convex` as a command: exit statuses, JSON, several problems."""

import json

import pytest
from readme import call as typed
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.cli.verbs.convex import EXAMPLES


def call(*arguments, stdin=None):
    return runner().invoke(root, list(arguments), input=stdin)


@pytest.mark.parametrize(
    ("problem", "status", "line"),
    [
        ("||X*w - y||^2 wrt w", 0, "convex"),
        ("-abs(t) wrt t where t: scalar", 0, "concave"),
        ("x'*A*x wrt x", 1, "neither"),
        ("sum(x.^4 - x.^3 + x.^2) wrt x", 2, "unknown"),
        ("A*x wrt x", 2, ""),
    ],
)
def test_the_exit_status_says_what_was_found(problem, status, line):
    done = call("convex", "-a", problem)
    assert done.exit_code == status
    assert done.stdout == (f"{line}\t{problem}\n" if line else "")


def test_json_has_the_proof():
    done = call("convex", "--json", "3x^2 + 2x*y + 4y^2 wrt [x, y]")
    found = json.loads(done.stdout)
    assert list(found) == [
        "schema", "problem", "verdict", "conditions", "hessian", "certificate", "witness", "hint",
    ]  # fmt: skip
    assert (found["schema"], found["verdict"], found["witness"]) == ("matdiff/convex/1", "strictly convex", None)
    assert found["hessian"] == {
        "text": "[6, 2; 2, 8]",
        "latex": found["hessian"]["latex"],
        "shape": ["2", "2"],
    }
    *lines, last = found["certificate"][-1]["lines"]
    assert lines[-1]["right"] == "6*(v_1 + v_2/3)^2 + 22*v_2^2/3"
    assert (last["left"], last["relation"], last["right"]) == (None, "≥", "0")
    assert all(line["rule"] for line in lines)


def test_json_has_the_witness():
    done = call("convex", "--json", "x'*A*x wrt x")
    found = json.loads(done.stdout)
    witness = found["witness"]
    assert (done.exit_code, done.stderr) == (1, "")
    assert found["hessian"] is None and found["certificate"] == []
    (v, w), a = (row[0] for row in witness["direction"]), witness["point"]["A"]
    curvature = 2 * (a[0][0] * v * v + (a[0][1] + a[1][0]) * v * w + a[1][1] * w * w)
    assert curvature == witness["curvature"] < 0


def test_several_targets_are_judged_one_by_one():
    done = call("convex", "-a", "x'*x - y'*y wrt x, y")
    assert [line.partition("\t")[0] for line in done.stdout.splitlines()] == ["strictly convex", "strictly concave"]


def test_the_worst_status_of_a_batch_counts():
    lines = "exp(t) wrt t where t: scalar\nt^3 wrt t where t: scalar\n"
    done = call("convex", "-a", stdin=lines)
    assert done.exit_code == 1 and len(done.stdout.splitlines()) == 2


def test_text_in_ascii_has_nothing_else():
    done = call("convex", "--ascii", "logsumexp(A*x) wrt x")
    assert done.stdout.isascii() and ">= 0" in done.stdout


@pytest.mark.parametrize("line", [line for line, _ in EXAMPLES if "<" not in line])
def test_the_examples_of_the_help_are_proved(line):
    assert typed(line).exit_code == 0
