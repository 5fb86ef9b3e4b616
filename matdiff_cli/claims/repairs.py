"""A claim's text repaired in one place, each way the undoing of a slip.

Repairs are made in the text, so that a claim whose shapes do not even fit can be repaired too, and so that the repaired
claim can be shown. Whether a repair makes the claim right is for the caller to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, islice, permutations

from matdiff_cli.claims.claim_text import EXPONENTS, Claim, Repair, instead
from matdiff_cli.errors import Span
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.dimension import ONE

MOST = 60
_LONGEST_CHAIN = 4
_MINUS = ("-", "−", "–")


# --- order ------------------------------------------------------------------------------------------------------------


def orders(claim: Claim) -> Iterator[Repair]:
    """The factors of a product in another order, or two symbols of one kind in each other's place."""
    for place in claim.places():
        tree = place.tree
        if tree.op == "chain" and set(tree.value) == {"*"}:
            yield from islice(_permuted(claim, tree), MOST)
        elif len(tree.args) == 2 and _is_kronecker(tree):
            one, other = tree.args
            text = claim.put((one.span, claim.words(other)), (other.span, claim.words(one)))
            yield Repair(text, instead(text[tree.span.start : tree.span.end], claim.words(tree)))
    for a, b in islice(combinations(claim.leaves(), 2), MOST):
        if a.name != b.name and claim.symbols[a.name].kind == claim.symbols[b.name].kind:
            words = claim.words(a.tree), claim.words(b.tree)
            text = claim.put((a.tree.span, words[1]), (b.tree.span, words[0]))
            yield Repair(text, phrase("{one} and {other} swapped", one=words[0], other=words[1]))


def entries(claim: Claim) -> Iterator[Repair]:
    """The rows of a literal matrix, or its columns, in another order."""
    for place in claim.places():
        if place.tree.op != "literal":
            continue
        rows, columns = place.tree.value
        for by_row, count in ((True, rows), (False, columns)):
            for order in islice(permutations(range(count)), 1, MOST):
                moved = [(order[i], j) if by_row else (i, order[j]) for i in range(rows) for j in range(columns)]
                words = [claim.words(place.tree.args[i * columns + j]) for i, j in moved]
                lines = [", ".join(words[start : start + columns]) for start in range(0, len(words), columns)]
                yield claim.replaced(place.tree, f"[{'; '.join(lines)}]")


def _is_kronecker(tree: Tree) -> bool:
    if tree.op == "call":
        return SPELLINGS.get(tree.value[0]) == "kron"
    return tree.op == "chain" and set(tree.value) == {"⊗"}


def _permuted(claim: Claim, tree: Tree) -> Iterator[Repair]:
    scalars = [claim.factor(part) for part in tree.args if claim.is_scalar(part)]
    chain = [words for part in tree.args if not claim.is_scalar(part) for words in _factors(claim, part)]
    if len(chain) < 2:
        return
    orders = permutations(chain) if len(chain) <= _LONGEST_CHAIN else _near(chain)
    for order in orders:
        if list(order) != chain:
            yield claim.replaced(tree, "*".join((*scalars, *order)))


def _factors(claim: Claim, tree: Tree) -> list[str]:
    """A factor as it stands in a product; X^2 and X^-2 are two."""
    if tree.op == "minus":
        first, *others = _factors(claim, tree.args[0])
        return [f"(-{first})", *others]
    if tree.op == "power":
        base = claim.words(tree.args[0])
        return {"^2": [base] * 2, "^-2": [f"{base}^-1"] * 2}.get(claim.exponent(tree), [claim.factor(tree)])
    return [claim.factor(tree)]


def _near(chain: list[str]) -> Iterator[list[str]]:
    """Neighbours swapped, and the whole turned round."""
    for i in range(len(chain) - 1):
        yield [*chain[:i], chain[i + 1], chain[i], *chain[i + 2 :]]
    yield chain[::-1]


# --- signs and factors ------------------------------------------------------------------------------------------------


def signs(claim: Claim) -> Iterator[Repair]:
    """One term of a sum, or the argument of a function, with the other sign."""
    yield from _terms(claim, "-")
    for place in claim.places():
        if place.tree.op == "call" and len(place.tree.args) == 1:
            argument = place.tree.args[0]
            opposite = claim.words(argument.args[0]) if argument.op == "minus" else f"-({claim.words(argument)})"
            yield claim.replaced(argument, opposite)


def halves(claim: Claim) -> Iterator[Repair]:
    """One term of a sum doubled."""
    yield from _terms(claim, "2*")


def doubles(claim: Claim) -> Iterator[Repair]:
    """One term of a sum halved."""
    yield from _terms(claim, "1/2*")


def scalars(claim: Claim) -> Iterator[Repair]:
    """One term of a sum multiplied by a scalar constant that it does not have."""
    for name in sorted(claim.constants):
        if claim.symbols[name].shape == (ONE, ONE):
            yield from _terms(claim, f"{name}*")


def _terms(claim: Claim, factor: str) -> Iterator[Repair]:
    """One term of a sum, or one entry of a literal matrix, with a factor."""
    for place in claim.places():
        if place.tree.op not in ("sum", "literal"):
            continue
        for index, term in enumerate(place.tree.args):
            follows = index > 0 and place.tree.op == "sum"
            if follows and term.op == "minus" and claim.words(term).startswith(_MINUS):
                inner = term.args[0]
                new = f"+ {claim.words(inner)}" if factor == "-" else f"- {factor}{claim.factor(inner)}"
            else:
                new = f"{factor}{claim.factor(term)}"
                new = f"({new})" if follows and factor == "-" else new
            yield claim.replaced(term, new)


# --- elementwise ------------------------------------------------------------------------------------------------------


def ones(claim: Claim) -> Iterator[Repair]:
    """A number in a sum for so many times I, or a vector or a matrix of ones."""
    for place in claim.places():
        if place.tree.op == "sum":
            for term in place.tree.args:
                number = term.args[0] if term.op == "minus" else term
                if number.op in ("number", "decimal"):
                    times = "" if number.value == 1 else f"{claim.words(number)}*"
                    for unit in ("I", "vector(1)", "matrix(1)"):
                        yield claim.replaced(number, f"{times}{unit}")


def elementwise(claim: Claim) -> Iterator[Repair]:
    """A function of the entries for one of the matrix, and the other way round: everywhere, then at one place."""
    changes = list(_elementwise_changes(claim))
    if len(changes) > 1:
        yield Repair(claim.put(*changes), phrase("the functions of matrices for those of the entries, or the reverse"))
    for span, words in changes:
        yield Repair(claim.put((span, words)), instead(words, claim.text[span.start : span.end]))


def _elementwise_changes(claim: Claim) -> Iterator[tuple[Span, str]]:
    swapped = {"exp": "expm", "expm": "exp"}
    for place in claim.places():
        tree = place.tree
        if tree.op == "call" and tree.value[0] in swapped:
            yield tree.value[1], swapped[tree.value[0]]
        elif tree.op in EXPONENTS and claim.exponent(tree) not in ("^T", "^-T"):
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
