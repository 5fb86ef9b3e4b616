"""The examples of README.md: console blocks, in which a line after `$ ` is typed and what follows is printed.

`python tests/cli/readme.py` writes what the command prints now into README.md; read the difference before keeping it.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from click.testing import CliRunner, Result

from matdiff_cli.cli.main import root

README = Path(__file__).parents[2] / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_EXAMPLE = re.compile(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)


def examples() -> list[tuple[str, str]]:
    """Pairs of a command line and what it prints on the terminal."""
    blocks = _BLOCK.findall(README.read_text("utf-8"))
    return [example for block in blocks for example in _EXAMPLE.findall(block)]


def call(line: str) -> Result:
    """What happens when a line is typed that begins with matdiff."""
    name, *arguments = shlex.split(line)
    assert name == "matdiff"
    return CliRunner().invoke(root, arguments, catch_exceptions=False)


def _answered(block: re.Match[str]) -> str:
    return _EXAMPLE.sub(_shown, block[0])


def _shown(example: re.Match[str]) -> str:
    printed = call(example[1]).output
    if "internal error" in printed:
        raise SystemExit(f"{example[1]}\n{printed}")
    return f"$ {example[1]}\n{printed}"


if __name__ == "__main__":
    README.write_text(_BLOCK.sub(_answered, README.read_text("utf-8")), "utf-8")
