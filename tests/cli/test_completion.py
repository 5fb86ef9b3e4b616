"""What the completion of shells offers, and the scripts that ask for it."""

import shutil
import subprocess

import pytest
from runner import runner

from matdiff_cli.cli.main import root


def offered(*words):
    """What is offered for the last of the words."""
    environment = {"_MATDIFF_COMPLETE": "fish_complete", "COMP_WORDS": " ".join(("matdiff", *words[:-1]))}
    environment["COMP_CWORD"] = words[-1]
    done = runner().invoke(root, [], prog_name="matdiff", env=environment)
    return [line.partition(",")[2].partition("\t")[0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["che"], ["check"]),
        (["wea"], ["weave"]),
        (["--lay"], ["--layout"]),
        (["-l", ""], ["gradient", "numerator", "denominator", "mml"]),
        (["x", "--notation", ""], ["delta", "d"]),
        (["check", "--sh"], ["--show"]),
        (["weave", "--pan"], ["--pandoc"]),
        (["'a*X*b'", "wrt", ""], ["a", "X", "b"]),
        (["'logdet(X)'", "wrt", ""], ["X"]),
        (["'a*X*b'", "-w", "X"], ["X"]),
        (["'a*X*b'", "wr"], ["wrt"]),
        (["logs"], ["logsumexp("]),
        (["2*logs"], ["2*logsumexp("]),
        (["functions", "softm"], ["softmax"]),
        (["rules", "trace-cy"], ["trace-cyclic"]),
        (["help", "ex"], ["examples"]),
        (["examples", "inv"], ["inverse", "inv", "inverse"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
    ],
)
def test_what_is_offered(words, wanted):
    assert offered(*words) == wanted


def test_verbs_are_offered_first_of_all():
    assert {"check", "weave", "repl", "examples", "rules", "completion"} <= set(offered(""))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_one_that_it_reads(shell, tmp_path):
    done = runner().invoke(root, ["completion", shell])
    assert done.exit_code == 0 and "_MATDIFF_COMPLETE" in done.stdout and not done.stderr
    if shutil.which(shell):
        script = tmp_path / "script"
        script.write_text(done.stdout, "utf-8")
        subprocess.run([shell, "-n", str(script)], check=True)


def test_an_unknown_shell_is_bad_usage():
    assert runner().invoke(root, ["completion", "tcsh"]).exit_code == 2
