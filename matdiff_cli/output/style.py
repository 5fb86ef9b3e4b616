"""How output is to be written: the one bag of options of all renderers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import chain, count
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from matdiff_cli.check.typed import Problem


@dataclass(frozen=True, slots=True)
class Style:
    """The options of every format; each uses those that mean something to it.

    width       columns of the text format.
    color       colours and bold in the text format.
    ascii       only ASCII characters: expressions in the language that is typed.
    notation    increments as ΔX (delta) or dX (d).
    standalone  LaTeX as a whole document.
    decimals    fractions with few decimal places as decimals.
    sizes       the dimensions that the reader of a text knows by name; None for all.
    function    what the function under study is called.
    jacobian    the role under which its Jacobian is written: J(x), or Df(x) where J is a symbol.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    notation: Literal["delta", "d"] = "delta"
    standalone: bool = False
    decimals: bool = False
    sizes: frozenset[str] | None = None
    function: str = "f"
    jacobian: Literal["jacobian", "map"] = "jacobian"


DEFAULT = Style()


def for_problem(style: Style, problem: Problem) -> Style:
    """The style, with decimals where the problem was typed with decimals, the sizes that its symbols name, and names
    for the function and its Jacobian that none of them has.
    """
    taken = {*problem.symbols, *problem.abbreviations}
    names = chain("fgh", (f"f{number}" for number in count(1)))
    function = next(name for name in names if name not in taken)
    jacobian: Literal["jacobian", "map"] = "map" if "J" in taken else "jacobian"
    sizes = frozenset(n for symbol in problem.symbols.values() for size in symbol.shape for n in size.names)
    decimals = style.decimals or problem.decimals
    return replace(style, decimals=decimals, sizes=sizes, function=function, jacobian=jacobian)
