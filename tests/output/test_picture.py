"""The picture of a terminal in README.md shows what the command prints today."""

import runpy
from pathlib import Path

TOP = Path(__file__).parents[2]


def test_the_picture_of_the_terminal_is_not_stale():
    drawn = runpy.run_path(str(TOP / ".ci/picture.py"))["picture"]()
    assert drawn == (TOP / "man/terminal.svg").read_text("utf-8"), "python .ci/picture.py > man/terminal.svg"


def test_every_part_of_a_line_stands_in_its_column():
    spans = runpy.run_path(str(TOP / ".ci/picture.py"))["spans"]
    assert list(spans("  a b   \x1b[1;36mc\x1b[0m d")) == [
        (2, "", "a b"),
        (8, 'fill="#56b6c2" font-weight="bold"', "c"),
        (10, "", "d"),
    ]
