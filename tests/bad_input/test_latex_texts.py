r"""Any LaTeX is read or refused with a MatdiffError, quickly."""

import contextlib
import random
import time

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.latex import commands
from matdiff_cli.typing.read import read_problems

PARTS = [
    *sorted(
        {f"\\{name}" for table in vars(commands).values() if isinstance(table, dict | frozenset) for name in table}
    ),
    *"\\partial \\nabla \\vec \\sqrt \\begin \\end \\sum \\int \\top \\rm \\mathbb \\in".split(),
    *"{}{}{}[]()^_^_|&'=+-*/,;:.$#",
    *"xyAXnd012Tα",
    *(
        r"\|",
        r"\\",
        r"\{",
        r"\}",
        r"\left(",
        r"\right)",
        r"\mathbf{x}",
        r"\frac{\partial}{\partial x}",
        " wrt ",
        " where ",
    ),
]


@pytest.mark.parametrize("seed", range(4))
def test_random_commands_never_crash(seed):
    draw = random.Random(seed)
    for _ in range(400):
        text = "\\alpha" + "".join(draw.choice(PARTS) + draw.choice(["", " "]) for _ in range(draw.randint(1, 14)))
        try:
            read_problems(text)
        except MatdiffError as error:
            assert error.message and all(0 <= mark.span.start <= len(error.source) for mark in error.marks), text


@pytest.mark.parametrize(
    "text",
    [
        r"\frac" * 20_000,
        "{" * 40_000 + r"\alpha",
        r"\left(" * 8_000,
        r"\sqrt{" * 5_000 + "x" + "}" * 5_000,
        r"\alpha" + "^x" * 9_000,
        r"\alpha" + "x^{" * 9_000 + "x" + "}" * 9_000,
        r"\alpha" + "^t" * 9_000,
        r"\def\q{\alpha}" + "{" * 9_000 + r"\q" + "}" * 9_000,
        r"\begin{matrix}" * 1_500 + "x" + r"\end{matrix}" * 1_500,
        r"\mathbf" * 7_000,
        r"\mathbf{x}" * 4_000,
        r"\hat" * 9_000 + "x",
        r"\log" * 9_000,
        r"\operatorname" * 3_000,
    ],
)
def test_long_and_deep_texts_are_answered_soon(text):
    begun = time.perf_counter()
    with contextlib.suppress(MatdiffError):
        read_problems(text)
    assert time.perf_counter() - begun < 5
