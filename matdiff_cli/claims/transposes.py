"""Repairs of a claim in which a transpose is forgotten, or stands where none should be."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations, islice

from matdiff_cli.claims.claim_text import EXPONENTS, Claim, Place, Repair, instead
from matdiff_cli.errors import Span
from matdiff_cli.languages import together
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.typed import Symbol

MOST = 60
_WITHIN = ("chain", "sum", "minus")
_COMPOUND = ("sum", "call", "chain", "power", "literal")


def constant_transposes(claim: Claim) -> Iterator[Repair]:
    """A constant matrix transposed, at one place or at all, or made symmetric."""
    for places in _named(claim, lambda symbol: symbol.kind == "matrix" and symbol.name in claim.constants):
        yield _transposed(claim, places)
    for places in _named(claim, lambda symbol: _is_square(symbol) and symbol.name in claim.constants):
        words = claim.words(places[0].tree)
        half = f"({words} + {words}')/2"
        yield Repair(claim.put(*((p.tree.span, f"({half})") for p in places)), instead(half, words))


def factor_transposes(claim: Claim) -> Iterator[Repair]:
    """The target, a vector, or a compound factor transposed; at last two factors at once."""
    for places in _named(claim, lambda symbol: symbol.kind != "matrix" or symbol.name not in claim.constants):
        yield _transposed(claim, places)
    for place in claim.places():
        within = place.parent is not None and (place.parent.op in _WITHIN or claim.exponent(place.parent) == "^T")
        if place.tree.op in _COMPOUND and within and claim.exponent(place.tree) != "^T":
            yield _transposed(claim, (place,))
    for pair in islice(combinations(claim.leaves(), 2), MOST // 2):
        if pair[0].name != pair[1].name:
            yield _transposed(claim, pair)


def _named(claim: Claim, wanted: Callable[[Symbol], bool]) -> Iterator[tuple[Place, ...]]:
    """Each place of such a symbol alone, then all places together where one symbol stands in one way."""
    places = [place for place in claim.leaves() if (symbol := claim.symbol(place.tree)) and wanted(symbol)]
    yield from ((place,) for place in places[:MOST])
    alike: dict[tuple[str, bool], list[Place]] = {}
    for place in places:
        alike.setdefault((place.name, _is_transposed(claim, place)), []).append(place)
    yield from (tuple(together) for together in alike.values() if len(together) > 1)


def _is_transposed(claim: Claim, place: Place) -> bool:
    return claim.exponent(place.parent) in ("^T", "^-T")


def _transposed(claim: Claim, places: Iterable[Place]) -> Repair:
    changes: list[tuple[Span, str]] = []
    said: list[str] = []
    removes = False
    for place in places:
        words, parent = claim.words(place.tree), place.parent
        removes = removes or _is_transposed(claim, place)
        if parent is not None and claim.exponent(parent) == "^T":
            old, new, said_new = parent, f"({words})" if place.tree.args else words, words
        elif parent is not None and (turned := _turned(claim, parent)):
            old, new, said_new = parent, f"{words}{turned}", f"{words}{turned}"
        else:
            is_base = parent is not None and parent.op in EXPONENTS
            bare = place.tree.op == "name" or words.endswith(")")
            old, new, said_new = place.tree, f"{words}'" if bare and not is_base else f"({words})'", f"{words}'"
        changes.append((old.span, new))
        said.append(instead(said_new, claim.words(old)))
    return Repair(claim.put(*changes), together(", ", tuple(dict.fromkeys(said))), removes)


def _turned(claim: Claim, tree: Tree) -> str:
    """The exponent that makes X^-1 of X^-T, and the other way round; empty for other powers."""
    return {"^-1": "^-T", "^-T": "^-1"}.get(claim.exponent(tree), "")


def _is_square(symbol: Symbol) -> bool:
    return symbol.kind == "matrix" and symbol.shape[0] == symbol.shape[1]
