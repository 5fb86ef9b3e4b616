"""The facts of expressions broken on purpose: every rule claims more than it may, every condition is dropped.

A mutant is noticed if the claims that the facts then make are refuted by numbers (tests/claims_of_facts.py), or what is
well typed is refused. A rule that claims less is no mutant: what is not known is not claimed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import wraps
from itertools import chain
from typing import Any

from claims_of_facts import plain_trouble, random_trouble
from mutants import Mutant, _attribute, _bound, _entry, _kinds, _record, _registered

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, declared, memory, nodes
from matdiff_cli.expressions.facts import definite, ranks, signs, zeros
from matdiff_cli.expressions.nodes import base
from matdiff_cli.functions import REGISTRY

_REMEMBERED = ("_sign_of", "_is_lower", "_is_upper", "_has_zero_diagonal", "_rank_bound")

HARMLESS = {
    "declared: skew (semidefinite)": "v'K v = 0 for a skew K",
    **{
        f"declared: {structure} (skew)": "whether a matrix is symmetric is asked first"
        for structure in ("symmetric", "spd", "psd", "diagonal")
    },
    "values: acos (not negative)": "acos is between 0 and π",
    "values: log (keeps zeros)": "log has no value at 0",
}
"""Mutants that claim nothing wrong."""


def forget() -> None:
    """Facts are kept on the nodes, and what follows from them with the results of the algebra."""
    memory.forget()
    for node in base.living():
        for key in _REMEMBERED:
            node.__dict__.pop(key, None)


@contextmanager
def _afresh(apply: Callable[[], Any]) -> Iterator[None]:
    with ExitStack() as stack:
        stack.callback(forget)
        stack.enter_context(apply())
        forget()
        yield


def _mutant(group: str, rule: str, how: str, apply: Callable[[], Any]) -> Mutant:
    return Mutant(group, rule, how, lambda: _afresh(apply))


def of_signs() -> Iterator[Mutant]:
    """A sign for what has none, and positive for what may be 0, by the kind of node; each condition by itself."""
    for kind in _kinds(signs._sign):
        original = signs._sign.registry[kind]
        for how, change in (
            ("at least not negative", lambda sign: sign or signs.NOT_NEGATIVE),
            ("positive for not negative", lambda sign: signs.POSITIVE if sign else sign),
        ):

            def broken(node, original=original, change=change):
                return change(original(node))

            if (kind, how) not in _SAME_SIGNS:
                yield _mutant(
                    "sign", kind.__name__, how, _bound(_registered, signs._sign, kind, wraps(original)(broken))
                )
    for rule, claim in (
        ("_is_triangle", lambda node: False),
        ("_is_quadratic_form", lambda chain: True),
        ("_above_its_bound", lambda node: signs.POSITIVE * any(isinstance(t, nodes.Number) for t in node.args)),
        ("_is_below_one", lambda node: True),
        ("_of_power", lambda base, exponent: signs.NOT_NEGATIVE),
        ("_of_power", lambda base, exponent: signs.sign_of(base) and signs.POSITIVE),
    ):
        yield _mutant("sign", rule, f"always {claim.__code__.co_firstlineno}", _bound(_attribute, signs, rule, claim))

    def of_any_power(node):
        return signs._of_power(*node.args) if node.is_scalar else signs.sign_of(node.args[0])

    def of_even_power(node):
        return signs._of_power(*node.args)

    for how, rule in (("an inverse as its operand", of_any_power), ("a matrix as its entries", of_even_power)):
        yield _mutant("sign", "matrix power", how, _bound(_registered, signs._sign, nodes.Power, rule))


_NEVER_UNKNOWN = (nodes.SizeNumber, nodes.Ones, nodes.Commutation, nodes.Identity, nodes.Zeros)
_NEVER_NOT_NEGATIVE = (nodes.Number, nodes.SizeNumber, nodes.Ones)
_SAME_SIGNS = {
    *((kind, "at least not negative") for kind in _NEVER_UNKNOWN),
    *((kind, "positive for not negative") for kind in _NEVER_NOT_NEGATIVE),
}
"""Changes that are none."""


def of_zeros() -> Iterator[Mutant]:
    """A triangle of zeros for every node of a kind, and without a condition."""
    for kind in _kinds(zeros._is_triangle):
        if kind in (nodes.Diag, nodes.Identity, nodes.Zeros):  # they always have it
            continue

        def always(node, side, has_it):
            return True

        yield _mutant("zeros", kind.__name__, "always", _bound(_registered, zeros._is_triangle, kind, always))

    def any_part(node, side, has_it):
        return any(map(has_it, node.parts))

    def same_side(node, side, has_it):
        return has_it(node.args[0])

    for kind in (nodes.Product, nodes.Sum):
        yield _mutant("zeros", kind.__name__, "one part", _bound(_registered, zeros._is_triangle, kind, any_part))
    for kind in (nodes.Transpose,):
        yield _mutant("zeros", kind.__name__, "same side", _bound(_registered, zeros._is_triangle, kind, same_side))
    yield _mutant("zeros", "_keeps_zeros", "always", _bound(_attribute, zeros, "_keeps_zeros", lambda node: True))
    yield _mutant("zeros", "is_zero", "always", _bound(_attribute, zeros, "has_zero_diagonal", lambda node: True))


def of_ranks() -> Iterator[Mutant]:
    """Bounds that are too low."""
    original = ranks._own_bounds

    def of_any_sum(node):
        if isinstance(node, nodes.Sum):
            return frozenset().union(*map(ranks.rank_bound, node.args))
        return original(node)

    def below_size(node):
        return frozenset({node.shape[0] - 1}) | original(node)

    yield _mutant("rank", "Sum", "as a product", _bound(_attribute, ranks, "_own_bounds", of_any_sum))
    yield _mutant("rank", "all", "one less than the size", _bound(_attribute, ranks, "_own_bounds", below_size))
    yield _mutant("rank", "skew", "always", _bound(_attribute, ranks, "_is_odd_and_skew", lambda node: node.is_matrix))


def of_definiteness() -> Iterator[Mutant]:
    """Definite and invertible without a condition: products that are not mirrored, multiples by any scalar."""
    for rule, how, claim in (
        ("_is_mirrored", "always", lambda chain: True),
        ("_is_positive", "always", lambda scalar: True),
        ("_sign_of_diagonal", "always positive", lambda node: signs.POSITIVE * bool(zeros.is_diagonal(node))),
        ("is_semidefinite", "symmetric", lambda node: algebra.transpose(node) is node),
    ):
        yield _mutant("definite", rule, how, _bound(_attribute, definite, rule, claim))


def of_declarations() -> Iterator[Mutant]:
    """Every structure with one property more."""
    of_matrices = ("symmetric", "skew", "lower", "upper", "orthogonal", "semidefinite", "not negative", "total 1")
    linear = declared._LINEAR | {"orthogonal", "semidefinite"}
    yield _mutant("declared", "increments", "every property", _bound(_attribute, declared, "_LINEAR", linear))
    for structure, properties in declared.STRUCTURES.items():
        for property_ in ("total 1", "not negative") if structure == "simplex" else of_matrices:
            if property_ not in properties:
                more = properties | {property_}
                yield _mutant("declared", structure, property_, _bound(_entry, declared.STRUCTURES, structure, more))


def of_registry() -> Iterator[Mutant]:
    """Every elementwise function with a sign or a bound that it has not, or zeros or signs that it does not keep."""
    positive = ("positive", "between 0 and 1")
    stronger = {"": "not negative", "not negative": "positive", "positive": "between 0 and 1"}
    for record in REGISTRY.values():
        if record.kind != "elementwise":
            continue
        if record.values in stronger:
            values = stronger[record.values]
            yield _mutant("values", record.name, values, _bound(_record, record.name, replace(record, values=values)))
        if not record.values:
            of_one = _bound(_record, record.name, replace(record, values="from -1 to 1"))
            yield _mutant("values", record.name, "from -1 to 1", of_one)
        if not record.keeps_positive and record.values not in positive:
            kept = _bound(_record, record.name, replace(record, keeps_positive=True))
            yield _mutant("values", record.name, "keeps positive", kept)
        if not record.keeps_zeros:
            yield _mutant(
                "values", record.name, "keeps zeros", _bound(_record, record.name, replace(record, keeps_zeros=True))
            )


def all_mutants() -> list[Mutant]:
    return [*of_signs(), *of_zeros(), *of_ranks(), *of_definiteness(), *of_declarations(), *of_registry()]


def first_trouble(mutant: Mutant, count: int = 400) -> str:
    """The first false claim of a mutant, or what it refuses; nothing if it makes none."""
    with mutant.apply():
        try:
            return next(chain(plain_trouble(1), plain_trouble(2), random_trouble(1, count)), "")
        except MatdiffError as error:
            return f"what is well typed is called {error.message}"
