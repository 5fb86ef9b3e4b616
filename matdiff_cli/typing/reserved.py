"""What the language keeps for later: sums over data, expectations, entries. It is refused in so many words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.characters import SUMS_HINT, SUMS_NOT_READ
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.typed import Typed

_SUM = re.compile("(?:sum|prod)_[A-Za-z]+|(?:mean|max|min|argmax|argmin)_[i-nt]+")
_SIGMA = re.compile("(?:Σ|Π|Sigma|Pi)(_[A-Za-z])")
_ENTRY = re.compile("_([ijkl]{1,2})$")
_EXPECTATIONS = ("E", "E_bb")


def refuse_sum(checker: Checker, name: Tree) -> None:
    """Refuse an undeclared `sum_i`."""
    if _SUM.fullmatch(name.value):
        _no_sums(checker, name)


def sum_called(texts: Iterable[tuple[Tree, str]]) -> MatdiffError | None:
    """The error for `sum_i (…)` in trees of these texts, which looks like the call of a function that is none."""
    for tree, source in texts:
        for node in walk(tree):
            if node.op == "call" and _SUM.fullmatch(node.value[0]):
                return MatdiffError("unsupported", SUMS_NOT_READ, Mark(node.value[1]), hint=SUMS_HINT, source=source)
    return None


def refuse_in_products(checker: Checker, chain: Tree, operands: Sequence[Typed]) -> None:
    """Refuse `E[x'*x]` and `E(x'*x)`, which are expectations to most people and products to nobody, and `Σ_i x_i`."""
    _refuse_entries(checker, chain)
    for (before, after), value in zip(pairwise(chain.args), operands[1:], strict=True):
        touches = before.op == "name" and before.span.end == after.span.start
        if not touches or checker.scope.is_declared(canonical(before.value)):
            continue
        if before.value in _EXPECTATIONS and after.op != "literal" and checker.is_scalar(value):
            checker.fail(
                "unsupported",
                "expectations are not read",
                Mark(Span(before.span.start, after.span.end)),
                hint=f"{before.value} *(…) is a product",
            )
        if after.op == "literal" and after.value == (1, 1):
            word = re.split(r"\W", checker.source[: before.span.end])[-1]  # Var[…], of which r is the last letter
            checker.fail(
                "unsupported",
                f"{word}[…] is not read: neither expectations nor entries are",
                Mark(Span(before.span.end - len(word), after.span.end)),
                hint=f"write the formula of its value; {word}*(…) is a product",
            )
    for place, factor in enumerate(chain.args):
        sigma = _SIGMA.fullmatch(factor.value) if factor.op == "name" and "_" in factor.value else None
        if sigma and not checker.scope.is_declared(canonical(factor.value)):
            earlier, later = (_has_index(side, sigma[1]) for side in (chain.args[:place], chain.args[place + 1 :]))
            if later and not earlier:  # x_i' Σ_i x_i is a product
                _no_sums(checker, factor)


def _refuse_entries(checker: Checker, chain: Tree) -> None:
    """Refuse `A_ij x_j` and `A_ij B_ij`, where an index that stands twice is summed over; blocks have numbers."""
    names = [each for each in chain.args if each.op == "name" and len(each.value) > 2]
    members = [(each, set(found[1])) for each in names if (found := _ENTRY.search(canonical(each.value)))]
    if len(members) > 1 and not any(checker.scope.is_declared(canonical(each.value)) for each, _ in members):
        for each, indices in members:
            if len(indices) > 1 and any(indices & others for other, others in members if other is not each):
                hint = f"write products of whole matrices, A*x or x'*A*x, or declare {each.value}"
                checker.fail("unsupported", "sums over repeated indices are not read", Mark(chain.span), hint=hint)


def _has_index(factors: Iterable[Tree], index: str) -> bool:
    return any(node.op == "name" and node.value.endswith(index) for factor in factors for node in walk(factor))


def _no_sums(checker: Checker, name: Tree) -> NoReturn:
    checker.fail("unsupported", SUMS_NOT_READ, Mark(name.span), hint=f"{SUMS_HINT}; or declare {name.value}")
