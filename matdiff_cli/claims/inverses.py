"""Repairs of a claim in which an inverse, or a reciprocal, is forgotten, or stands where none should be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from matdiff_cli.claims.claim_text import EXPONENTS, Claim, Place, Repair, instead
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.languages import together

MOST = 40
_COMPOUND = ("sum", "chain", "call", "bars")
_TURNED = {"^-1": "", "^-T": "'"}


def inverses(claim: Claim) -> Iterator[Repair]:
    """A square matrix, a scalar or a compound factor inverted, or not, at one place or wherever the symbol stands."""
    places = list(islice((place for place in claim.places() if _may_be_inverted(claim, place)), MOST))
    yield from (_inverted(claim, (place,)) for place in places)
    alike: dict[str, list[Place]] = {}
    for place in places:
        if place.tree.op == "name":
            alike.setdefault(place.name, []).append(place)
    yield from (_inverted(claim, together) for together in alike.values() if len(together) > 1)


def _may_be_inverted(claim: Claim, place: Place) -> bool:
    symbol = claim.symbol(place.tree)
    if symbol is not None:
        return symbol.shape[0] == symbol.shape[1]
    return place.tree.op in _COMPOUND and place.parent is not None and place.parent.op not in ("inner", "norm")


def _inverted(claim: Claim, places: Iterable[Place]) -> Repair:
    changes, said, removes = [], [], False
    for place in places:
        old, parent = place.tree, place.parent
        words = claim.words(old)
        bare = old.op == "name" or words.endswith(")")
        base = words if bare and old.op != "chain" else f"({words})"
        turned = _TURNED.get(claim.exponent(parent))
        if parent is not None and turned is not None:
            old, new, removes = parent, f"{base}{turned}", True
        elif parent is not None and parent.op == "call" and SPELLINGS.get(parent.value[0]) == "inv":
            old, new, removes = parent, base, True
        elif parent is not None and claim.exponent(parent) == "^T":
            old, new = parent, f"{base}^-T"
        elif parent is not None and parent.op in EXPONENTS:
            new = f"({base}^-1)"
        else:
            new = f"{base}^-1"
        changes.append((old.span, new))
        said.append(instead(new, claim.words(old)))
    return Repair(claim.put(*changes), together(", ", tuple(dict.fromkeys(said))), removes)
