"""The arguments of a function: what symbols and sizes are called in a language, and how sizes are read off."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count

from matdiff_cli.code.module import Export
from matdiff_cli.code.translator import ALONG
from matdiff_cli.typing.dimension import Dimension
from matdiff_cli.typing.typed import Symbol


@dataclass(frozen=True)
class Wording:
    """How a language names and measures.

    `name` makes a name of the language of one of ours; `rows` and `columns` of a matrix, the `size` of a vector and
    that of a `row`, with {} for the argument; `over` divides sizes without a remainder.
    """

    name: Callable[[str], str]
    rows: str
    columns: str
    size: str
    row: str
    over: str


class Signature:
    """The arguments of the functions of a problem: its symbols by their names, then sizes that none of them shows.

    `measured` says how the other sizes are read off the arguments.
    """

    def __init__(self, export: Export, wording: Wording, reserved: Iterable[str]) -> None:
        """`reserved` are names that mean something else in the module."""
        self.export = export
        self.taken = set(reserved)
        self.called: dict[str, str] = {}
        for symbol in export.symbols:
            self.called[symbol.name] = self.free(wording.name(symbol.name), "_")
        self.sizes: dict[str, str] = {}
        for name in sorted(export.sizes):
            plain = name if wording.name(name) == name and name not in self.taken else f"size_{name}"
            self.sizes[name] = self.free(plain, "_")
        self.measured: dict[str, str] = {}
        self._measure(wording)

        self.symbols = list(self.called.values())
        self.called[ALONG] = self.free("v", "_")

    @property
    def like(self) -> str:
        """An argument that is an array if one is."""
        kinds = {symbol.kind != "scalar": self.called[symbol.name] for symbol in reversed(self.export.symbols)}
        return kinds.get(True) or kinds[False]

    def arguments(self, along: Symbol | None = None) -> list[str]:
        """The arguments of a function, with a change of the target behind them."""
        sizes = [text for name, text in self.sizes.items() if name not in self.measured]
        return [*self.symbols, *sizes, *([self.called[along.name]] if along is not None else [])]

    def free(self, name: str, tail: str = "") -> str:
        """A name that nothing has, from now on taken: this one, or this one with a tail or a number."""
        candidates = (f"{name}{tail * i if tail else i or ''}" for i in count())
        found = next(candidate for candidate in candidates if candidate not in self.taken)
        self.taken.add(found)
        return found

    def size(self, dimension: Dimension) -> str:
        """A dimension in the names of the language."""
        names = [self.sizes[name] for name in dimension.names]
        return " * ".join([str(dimension.factor)] * (dimension.factor != 1 or not names) + names)

    def read(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """(name, text) of sizes that are read off the arguments, in an order in which each uses earlier ones."""
        return [(self.sizes[name], self.measured[name]) for name in names if name in self.measured]

    def _measure(self, wording: Wording) -> None:
        waiting = [
            (dimension, text.format(self.called[symbol.name]))
            for symbol in self.export.symbols
            for dimension, text in zip(symbol.shape, _sides(symbol, wording), strict=True)
            if dimension.names
        ]
        known: set[str] = set()
        for name in self.sizes:
            while (found := _next(waiting, known)) is not None:
                size, (dimension, text) = found
                others = [self.measured.get(other, self.sizes[other]) for other in dimension.names if other != size]
                others += [str(dimension.factor)] * (dimension.factor != 1)
                self.measured[size] = f" {wording.over} ".join([text, *others])
                known.add(size)
            known.add(name)


def _sides(symbol: Symbol, wording: Wording) -> tuple[str, str]:
    if symbol.kind == "matrix":
        return wording.rows, wording.columns
    return (wording.row, wording.row) if symbol.kind == "row" else (wording.size, wording.size)


def _next(waiting: Sequence[tuple[Dimension, str]], known: set[str]) -> tuple[str, tuple[Dimension, str]] | None:
    """A size that follows from those that are known, the m of m·n, and from which dimension."""
    for dimension, text in sorted(waiting, key=lambda pair: (len(pair[0].names), pair[0].factor)):
        unknown = [name for name in dimension.names if name not in known]
        if len(unknown) == 1:
            return unknown[0], (dimension, text)
    return None
