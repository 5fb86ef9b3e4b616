"""A claim as it is written: its text, the places in it, and a change made at some of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.powers import is_transpose
from matdiff_cli.typing.typed import Symbol

EXPONENTS = ("power", "dot_power")
_SIMPLE = ("name", "number", "decimal", "transpose", "power", "call", "bars", "norm", "inner", "literal")


class Repair(NamedTuple):
    """The whole text of the claim after the repair, and what was done; `removes`: a transpose was taken away."""

    text: str
    change: str
    removes: bool = False


def instead(new: str, old: str) -> str:
    """What a repair puts in the place of what."""
    return phrase("{new} for {old}", new=new, old=old)


@dataclass(frozen=True)
class Place:
    """A node of the claim, and the operations around it, the innermost last."""

    tree: Tree
    above: tuple[Tree, ...]

    @property
    def parent(self) -> Tree | None:
        """The operation right around the node; None around the whole claim."""
        return self.above[-1] if self.above else None

    @property
    def name(self) -> str:
        """The name that stands here, as the symbols know it."""
        return canonical(self.tree.value)


@dataclass(frozen=True)
class Claim:
    """The text of a claim, its syntax tree, and what is known of its names; `constants` are those that do not vary."""

    text: str
    tree: Tree
    symbols: Mapping[str, Symbol]
    constants: frozenset[str]

    def places(self) -> Iterator[Place]:
        """Every node but exponents, in the order of the text."""
        waiting = [Place(self.tree, ())]
        while waiting:
            place = waiting.pop()
            yield place
            parts = place.tree.args[:1] if place.tree.op in EXPONENTS else place.tree.args
            waiting.extend(Place(part, (*place.above, place.tree)) for part in reversed(parts))

    def symbol(self, tree: Tree) -> Symbol | None:
        """The symbol that a node names."""
        return self.symbols.get(canonical(tree.value)) if tree.op == "name" else None

    def leaves(self) -> list[Place]:
        """The symbols that are not 1×1."""
        found = ((place, self.symbol(place.tree)) for place in self.places())
        return [place for place, symbol in found if symbol is not None and symbol.shape != (ONE, ONE)]

    def is_scalar(self, tree: Tree) -> bool:
        """Is this a scalar, as far as can be seen without its shapes?"""
        symbol = self.symbol(tree)
        return tree.op in ("number", "decimal", "bars", "norm", "inner") or (
            symbol is not None and symbol.shape == (ONE, ONE)
        )

    def words(self, tree: Tree) -> str:
        """The text of a node, as it was typed."""
        return self.text[tree.span.start : tree.span.end]

    def factor(self, tree: Tree) -> str:
        """A node as it stands in a product."""
        words = self.words(tree)
        bracketed = words.startswith("(") and words.endswith(")") and tree.op == "sum"
        return words if tree.op in _SIMPLE or bracketed else f"({words})"

    def exponent(self, tree: Tree | None) -> str:
        """The sign of a power with its exponent, such as ^-1, however it is typed; ^T of a transpose; else empty."""
        if tree is not None and tree.op == "transpose":
            return "^T"
        if tree is None or tree.op != "power":
            return ""
        exponent, sign = tree.args[1], ""
        if exponent.op == "minus":
            exponent, sign = exponent.args[0], "-"
        return f"^{sign}{'T' if is_transpose(exponent) else self.words(exponent)}"

    def put(self, *changes: tuple[Span, str]) -> str:
        """The text with other words at some places that do not overlap."""
        text = self.text
        for span, words in sorted(changes, key=lambda change: -change[0].start):
            text = text[: span.start] + words + text[span.end :]
        return text

    def replaced(self, tree: Tree, words: str) -> Repair:
        """The repair that puts other words in the place of a node."""
        return Repair(self.put((tree.span, words)), instead(words, self.words(tree)))
