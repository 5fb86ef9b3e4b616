"""How output is to be written: the one bag of options of all renderers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain, count
from typing import TYPE_CHECKING, Literal

from matdiff_cli.languages import ENGLISH
from matdiff_cli.typing.finish import nodes

if TYPE_CHECKING:
    from matdiff_cli.typing.typed import Problem


@dataclass(frozen=True, slots=True)
class Style:
    """The options of every format; each uses those that mean something to it.

    width       columns of the text format.
    color       colours and bold in the text format.
    ascii       only ASCII characters: expressions in the language that is typed.
    notation    increments as ΔX (delta) or dX (d).
    standalone  LaTeX or HTML as a whole document.
    heading     the level of the title in Markdown and HTML, those of the steps one below; None for no title and no
                numbers.
    compact     one aligned block without titles, for pasting into notes.
    details     Markdown and HTML with the derivation folded.
    operator    the command of LaTeX for the names of functions.
    decimals    fractions with few decimal places as decimals.
    sizes       the dimensions that the reader of a text knows by name; None for all.
    names       the symbols and abbreviations that occur: no increment may be written so.
    language    in which titles, reasons, notes and messages are.
    declared    these and all others that have a meaning where a text is read: no number may be written so.
    verbatim    those of the names, and of the dimensions, that would look like another one in nicer letters.
    function    what the function under study is called.
    jacobian    the role under which its Jacobian is written: J(x), or Df(x) where J is a symbol.
    """

    width: int = 80
    color: bool = False
    ascii: bool = False
    notation: Literal["delta", "d"] = "delta"
    standalone: bool = False
    heading: int | None = 2
    compact: bool = False
    details: bool = False
    operator: Literal["operatorname", "mathrm"] = "operatorname"
    decimals: bool = False
    sizes: frozenset[str] | None = None
    names: frozenset[str] = frozenset()
    declared: frozenset[str] = frozenset()
    verbatim: frozenset[str] = frozenset()
    function: str = "f"
    jacobian: Literal["jacobian", "map"] = "jacobian"
    language: str = ENGLISH

    def __hash__(self) -> int:  # of a few fields: it is asked for at every formula
        return hash((self.names, self.notation))


DEFAULT = Style()


def for_problem(style: Style, problem: Problem) -> Style:
    """The style, with decimals where the problem was typed with decimals, its names and the sizes that its symbols
    name, and names for the function and its Jacobian that none of them has. Where a symbol is called dX, increments are
    written ΔX in any case, and dX where one is called Delta, which looks like the mark.
    """
    sizes = {name for node in nodes(problem.function) for size in node.shape for name in size.names}
    taken = frozenset({*problem.symbols, *problem.abbreviations})
    return _for_names(style, problem.decimals, taken, problem.meaningful, problem.sizes, problem.sizes | sizes)


@lru_cache(maxsize=512)
def _for_names(
    style: Style,
    decimals: bool,
    taken: frozenset[str],
    declared: frozenset[str],
    sizes: frozenset[str],
    all_sizes: frozenset[str],
) -> Style:
    """The same for problems with the same names, as most are; `sizes` are those of symbols."""
    from matdiff_cli.output.notation.names import look_alikes  # notation itself needs this module

    names = chain("fgh", (f"f{number}" for number in count(1)))
    function = next(name for name in names if name not in taken)
    mistakable = any(f"d{name}" in taken for name in taken)
    return replace(
        style,
        decimals=style.decimals or decimals,
        sizes=sizes,
        names=taken,
        declared=declared,
        verbatim=look_alikes(taken) | look_alikes(all_sizes),
        function=function,
        jacobian="map" if "J" in taken else "jacobian",
        notation="delta" if mistakable else "d" if "Delta" in taken else style.notation,
    )
