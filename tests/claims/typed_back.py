"""Printed derivations as somebody would type them: the problem, then line after line."""

from __future__ import annotations

from collections.abc import Callable

from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Derivation
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.output import notation
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.typing.read import read_problems

WORKED = (
    "x'*A*x wrt x",
    "<x, x> wrt x",
    "a' * X * b wrt X",
    "log|X^-1| wrt X",
    "A*x wrt x",
    "(x - A*s)'*W*(x - A*s) wrt s where W: symmetric(m)",
    "3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]",
)
"""The problems of the golden derivations."""


def derived(problem: str) -> Derivation:
    (read,) = read_problems(problem)
    return derive(read)


def lines(found: Derivation, spell: Callable[..., str] = notation.text, mark: str = "delta") -> list[str]:
    """Every line, as text or as a page shows it; one that goes on from the one above begins with its sign."""
    style = for_problem(Style(notation=mark), found.problem)

    def words(node: Node | None) -> str:
        return "" if node is None else spell(node, style)

    return [f"{words(ln.left)} {ln.relation} {words(ln.right)}".strip() for step in found.steps for ln in step.lines]


def typed_back(problem: str, *args: object) -> str:
    """The problem with the lines of its derivation below it."""
    return "\n".join([problem, *lines(derived(problem), *args)])  # type: ignore[arg-type]
