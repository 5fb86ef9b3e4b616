"""Images within a terminal: which terminals get them, and what these are sent."""

import re
from base64 import b64decode
from random import Random

import pytest
from pictures import BALL
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.plot.inline import escaped, protocol

KITTY, ITERM = {"TERM": "xterm-kitty"}, {"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        (KITTY, "kitty"),
        (ITERM, "iterm"),
        ({"TERM": "xterm-256color"}, ""),
        ({}, ""),
        (KITTY | {"TMUX": "default,1,0"}, ""),
        (ITERM | {"TERM": "screen-256color"}, ""),
        (KITTY | {"STY": "1.pts-0"}, ""),
    ],
)
def test_only_terminals_that_name_themselves_get_images(environment, language):
    assert protocol(environment) == language


@pytest.mark.parametrize("length", [1, 3072, 3073, 20_000])
def test_the_image_arrives_whole(length):
    png = Random(length).randbytes(length)
    parts = re.findall(r"\x1b_G(.*?);(.*?)\x1b\\", escaped(png, "kitty"))
    assert b64decode("".join(letters for _, letters in parts)) == png
    assert all(len(letters) <= 4096 for _, letters in parts)
    assert [head.endswith("m=1") for head, _ in parts] == [True] * (len(parts) - 1) + [False]
    size, letters = re.fullmatch(r"\x1b\]1337;File=inline=1;size=(\d+):(.*)\a", escaped(png, "iterm")).groups()
    assert int(size) == length and b64decode(letters) == png


def test_elsewhere_it_is_an_error_that_says_so():
    done = runner(env=KITTY).invoke(root, ["plot", BALL, "--inline"])  # the output is no terminal
    assert done.exit_code == 2 and "kitty" in done.stderr and "\x1b" not in done.stdout
    assert runner().invoke(root, ["plot", BALL, "--inline", "--json"]).exit_code == 2
