"""A claim's text repaired in one place, each way the undoing of a slip.

Repairs are made in the text, so that a claim whose shapes do not even fit can be repaired too, and so that the repaired
claim can be shown. Whether a repair makes the claim right is for the caller to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, islice, permutations
from typing import NamedTuple

from matdiff_cli.check.names import canonical
from matdiff_cli.check.typed import Symbol
from matdiff_cli.errors import Span
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.types.dimension import ONE

MOST = 60
_LONGEST_CHAIN = 4
_EXPONENTS = ("power", "dot_power")


class Repair(NamedTuple):
    """The whole text of the claim after the repair, and what was done; `removes`: a transpose was taken away."""

    text: str
    change: str
    removes: bool = False


@dataclass(frozen=True)
class Place:
    """A node of the claim, and the operations around it, the innermost last."""

    tree: Tree
    above: tuple[Tree, ...]


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
            parts = place.tree.args[:1] if place.tree.op in _EXPONENTS else place.tree.args
            waiting.extend(Place(part, (*place.above, place.tree)) for part in reversed(parts))

    def symbol(self, tree: Tree) -> Symbol | None:
        """The symbol that a node names."""
        return self.symbols.get(canonical(tree.value)) if tree.op == "name" else None

    def leaves(self) -> list[Place]:
        """The symbols that are not 1×1."""
        found = ((place, self.symbol(place.tree)) for place in self.places())
        return [place for place, symbol in found if symbol is not None and symbol.shape != (ONE, ONE)]

    def words(self, tree: Tree) -> str:
        return self.text[tree.span.start : tree.span.end]

    def put(self, *changes: tuple[Span, str]) -> str:
        """The text with other words at some places that do not overlap."""
        text = self.text
        for span, words in sorted(changes, key=lambda change: -change[0].start):
            text = text[: span.start] + words + text[span.end :]
        return text


# --- transposes -------------------------------------------------------------------------------------------------------


def constant_transposes(claim: Claim) -> Iterator[Repair]:
    """A constant matrix transposed, at one place or at all, or made symmetric."""
    for places in _toggles(claim, lambda symbol: symbol.kind == "matrix" and symbol.name in claim.constants):
        yield _transposed(claim, places)
    squares = [p for p in claim.leaves() if _is_square(claim.symbol(p.tree)) and _name(p) in claim.constants]
    for places in _groups(squares):
        yield Repair(
            claim.put(*((p.tree.span, f"(({claim.words(p.tree)} + {claim.words(p.tree)}')/2)") for p in places)),
            f"({_words(claim, places)} + {_words(claim, places)}')/2 for {_words(claim, places)}",
        )


def factor_transposes(claim: Claim) -> Iterator[Repair]:
    """The target, a vector, or a compound factor transposed; at last two factors at once."""
    for places in _toggles(claim, lambda symbol: symbol.kind != "matrix" or symbol.name not in claim.constants):
        yield _transposed(claim, places)
    for place in claim.places():
        compound = place.tree.op in ("sum", "call", "chain", "power", "literal")
        if compound and place.above and place.above[-1].op in ("chain", "sum", "minus", "transpose"):
            yield _transposed(claim, (place,))
    leaves = claim.leaves()
    for pair in islice(combinations(leaves, 2), MOST // 2):
        if _name(pair[0]) != _name(pair[1]):
            yield _transposed(claim, pair)


def _toggles(claim: Claim, wanted) -> Iterator[tuple[Place, ...]]:
    yield from _groups([place for place in claim.leaves() if wanted(claim.symbol(place.tree))])


def _groups(places: list[Place]) -> Iterator[tuple[Place, ...]]:
    """Each place alone, then all places of one name together."""
    yield from ((place,) for place in places[:MOST])
    names = dict.fromkeys(map(_name, places))
    for name in names:
        together = tuple(place for place in places if _name(place) == name)
        if len(together) > 1:
            yield together


def _transposed(claim: Claim, places: Iterable[Place]) -> Repair:
    places = tuple(places)
    changes: list[tuple[Span, str]] = []
    said: list[str] = []
    removes = False
    for place in places:
        words = claim.words(place.tree)
        parent = place.above[-1] if place.above else None
        if parent is not None and parent.op == "transpose":
            changes.append((parent.span, f"({words})" if place.tree.args else words))
            said.append(f"{words} for {claim.words(parent)}")
            removes = True
        elif parent is not None and (swapped := _inverses(claim, parent)):
            removes = swapped == "^-1"
            changes.append((parent.span, f"{words}{swapped}"))
            said.append(f"{words}{swapped} for {claim.words(parent)}")
        else:
            bare = place.tree.op == "name" or words.endswith(")")
            changes.append((place.tree.span, f"{words}'" if bare and not _is_base(place) else f"({words})'"))
            said.append(f"{words}' for {words}")
    return Repair(claim.put(*changes), ", ".join(dict.fromkeys(said)), removes)


def _inverses(claim: Claim, tree: Tree) -> str:
    """The exponent that makes X^-1 of X^-T, and the other way round; empty for other powers."""
    if tree.op != "power":
        return ""
    exponent = claim.text[tree.args[0].span.end : tree.span.end].strip()
    return {"^-1": "^-T", "^-T": "^-1"}.get(exponent, "")


def _is_base(place: Place) -> bool:
    return bool(place.above) and place.above[-1].op in _EXPONENTS


def _is_transposing(tree: Tree) -> bool:
    if tree.op != "power":
        return False
    exponent = tree.args[1]
    while exponent.op == "minus":
        exponent = exponent.args[0]
    return exponent.op == "top" or (exponent.op == "name" and exponent.value == "T")


def _is_square(symbol: Symbol | None) -> bool:
    return symbol is not None and symbol.kind == "matrix" and symbol.shape[0] == symbol.shape[1]


def _name(place: Place) -> str:
    return canonical(place.tree.value)


def _words(claim: Claim, places: tuple[Place, ...]) -> str:
    return claim.words(places[0].tree)


# --- order ------------------------------------------------------------------------------------------------------------


def orders(claim: Claim) -> Iterator[Repair]:
    """The factors of a product in another order, or two symbols of one kind in each other's place."""
    for place in claim.places():
        tree = place.tree
        if tree.op == "chain" and set(tree.value) == {"*"}:
            yield from islice(_permuted(claim, tree), MOST)
    for one, other in islice(combinations(claim.leaves(), 2), MOST):
        a, b = claim.symbol(one.tree), claim.symbol(other.tree)
        if a is not None and b is not None and a.name != b.name and a.kind == b.kind:
            words = claim.words(one.tree), claim.words(other.tree)
            yield Repair(
                claim.put((one.tree.span, words[1]), (other.tree.span, words[0])), f"{words[0]} and {words[1]} swapped"
            )


def _permuted(claim: Claim, tree: Tree) -> Iterator[Repair]:
    scalars = [_in_product(claim, part) for part in tree.args if _is_scalar(claim, part)]
    chain = [words for part in tree.args if not _is_scalar(claim, part) for words in _factors(claim, part)]
    if len(chain) < 2:
        return
    orders = permutations(chain) if len(chain) <= _LONGEST_CHAIN else _near(chain)
    for order in orders:
        if list(order) != chain:
            words = "*".join((*scalars, *order))
            yield Repair(claim.put((tree.span, words)), f"{words} for {claim.words(tree)}")


def _factors(claim: Claim, tree: Tree) -> list[str]:
    """A factor as it stands in a product; X^2 and X^-2 are two."""
    if tree.op == "minus":
        first, *others = _factors(claim, tree.args[0])
        return [f"(-{first})", *others]
    words = _in_product(claim, tree)
    if tree.op == "power":
        base, exponent = claim.words(tree.args[0]), claim.text[tree.args[0].span.end : tree.span.end].strip()
        return {"^2": [base] * 2, "^-2": [f"{base}^-1"] * 2}.get(exponent, [words])
    return [words]


def _near(chain: list[str]) -> Iterator[list[str]]:
    """Neighbours swapped, and the whole turned round."""
    for i in range(len(chain) - 1):
        yield [*chain[:i], chain[i + 1], chain[i], *chain[i + 2 :]]
    yield chain[::-1]


def _is_scalar(claim: Claim, tree: Tree) -> bool:
    symbol = claim.symbol(tree)
    return tree.op in ("number", "decimal", "bars", "norm", "inner") or (
        symbol is not None and symbol.shape == (ONE, ONE)
    )


def _in_product(claim: Claim, tree: Tree) -> str:
    words = claim.words(tree)
    simple = tree.op in ("name", "number", "decimal", "transpose", "power", "call", "bars", "norm", "inner", "literal")
    return words if simple or (words.startswith("(") and words.endswith(")") and tree.op == "sum") else f"({words})"


# --- signs and factors ------------------------------------------------------------------------------------------------


def signs(claim: Claim) -> Iterator[Repair]:
    """One term of a sum, or the argument of a function, with the other sign."""
    yield from _terms(claim, "-")
    for place in claim.places():
        if place.tree.op == "call" and len(place.tree.args) == 1:
            argument = place.tree.args[0]
            words = claim.words(argument)
            new = claim.words(argument.args[0]) if argument.op == "minus" else f"-({words})"
            yield Repair(claim.put((argument.span, new)), f"{new} for {words}")


def halves(claim: Claim) -> Iterator[Repair]:
    """One term of a sum doubled."""
    yield from _terms(claim, "2*")


def doubles(claim: Claim) -> Iterator[Repair]:
    """One term of a sum halved."""
    yield from _terms(claim, "1/2*")


def _terms(claim: Claim, factor: str) -> Iterator[Repair]:
    for place in claim.places():
        if place.tree.op != "sum":
            continue
        for index, term in enumerate(place.tree.args):
            words = claim.words(term)
            if index and term.op == "minus" and words.startswith(("-", "−", "–")):
                inner = claim.words(term.args[0])
                new = f"+ {inner}" if factor == "-" else f"- {factor}{_in_product(claim, term.args[0])}"
            elif factor == "-" and index:
                new = f"(-{_in_product(claim, term)})"
            else:
                new = f"{factor}{_in_product(claim, term)}"
            yield Repair(claim.put((term.span, new)), f"{new} for {words}")


# --- elementwise ------------------------------------------------------------------------------------------------------


def elementwise(claim: Claim) -> Iterator[Repair]:
    """A function of the entries for one of the matrix, and the other way round: everywhere, then at one place."""
    changes = list(_elementwise_changes(claim))
    if len(changes) > 1:
        yield Repair(claim.put(*changes), "the functions of matrices for those of the entries, or the reverse")
    for span, words in changes:
        yield Repair(claim.put((span, words)), f"{words} for {claim.text[span.start : span.end]}")


def _elementwise_changes(claim: Claim) -> Iterator[tuple[Span, str]]:
    swapped = {"exp": "expm", "expm": "exp"}
    for place in claim.places():
        tree = place.tree
        if tree.op == "call" and tree.value[0] in swapped:
            yield tree.value[1], swapped[tree.value[0]]
        elif tree.op in _EXPONENTS and not _is_transposing(tree):
            base, exponent = tree.args
            between = claim.text[base.span.end : exponent.span.start]
            if between.strip() in ("^", ".^", "**", ".**"):
                sign = ".^" if tree.op == "power" else "^"
                yield Span(base.span.end, exponent.span.start), sign
        elif tree.op == "chain":
            for before, after, operator in zip(tree.args, tree.args[1:], tree.value, strict=False):
                if operator in ("*", ".*"):
                    span = Span(before.span.end, after.span.start)
                    yield span, " .* " if operator == "*" else " * "
