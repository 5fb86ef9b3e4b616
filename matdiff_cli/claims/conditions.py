"""Under which condition a wrong claim is right, found by trying."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import chain, combinations
from typing import Any, NamedTuple

from matdiff_cli.claims import witness
from matdiff_cli.claims.case import Case
from matdiff_cli.claims.equations import is_nothing
from matdiff_cli.claims.suspicion import changed
from matdiff_cli.claims.trials import COUNT, Sample, Trial, is_zero
from matdiff_cli.functions import REGISTRY
from matdiff_cli.languages import phrase
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import Matrix
from matdiff_cli.numbers.differences import Truth
from matdiff_cli.numbers.kinks import in_full
from matdiff_cli.numbers.points import SUMS_TO_ONE, Point
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.typed import Problem, Typed

MOST_SYMBOLS = 4
_FEWEST = 3
_WITNESSES = 24
"""At how many small points a witness against a condition is looked for, besides the points at which it holds."""


class Condition(NamedTuple):
    """What must hold for a claim to be right, and in which layout it then is."""

    words: str
    layout: str | None


def of_symbols(case: Case, claim: Typed) -> Condition | None:
    """What some of the symbols must be for the claim to be right."""
    return if_symmetric(case, claim) or if_sums_to_one(case, claim) or if_positive(case, claim)


def if_symmetric(case: Case, claim: Typed) -> Condition | None:
    """The fewest square matrices that must be symmetric for the claim to be right."""
    symbols = case.problem.symbols
    names = [n for n, s in symbols.items() if s.kind == "matrix" and s.shape[0] == s.shape[1] and s.structure is None]
    return _if(case, claim, names, "{names} symmetric", structure="symmetric")


def if_positive(case: Case, claim: Typed) -> Condition | None:
    """The fewest symbols that must be positive for the claim to be right, where signs can matter."""
    symbols = case.problem.symbols
    if not any(_minds_signs(node) for node in in_full(case.problem.function, claim)):
        return None
    names = [n for n, s in symbols.items() if not s.positive and s.structure is None]
    return _if(case, claim, names, "{names} positive", positive=True)


def if_sums_to_one(case: Case, claim: Typed) -> Condition | None:
    """A vector whose entries must sum to 1 for the claim to be right, as the shares in a cross-entropy do."""
    for name, symbol in case.problem.symbols.items():
        if symbol.kind == "vector" and symbol.structure is None and not symbol.of:
            found = _if(case, claim, [name], "", structure=SUMS_TO_ONE)
            if found is not None:
                return Condition(f"sum({name}) = 1", found.layout)
    return None


def _if(case: Case, claim: Typed, names: Sequence[str], words: str, **fact: Any) -> Condition | None:
    """The fewest symbols of which a fact makes the claim right: at many points, and no witness against it is found."""
    symbols, few = case.problem.symbols, names[:MOST_SYMBOLS]
    for chosen in chain.from_iterable(combinations(few, count) for count in range(1, len(few) + 1)):
        changed = {name: replace(symbols[name], **fact) for name in chosen}
        drawn = replace(case.problem, symbols={**symbols, **changed})
        glance, trial = (Trial(case.problem, case.measure, drawn, count, digits=case.digits) for count in (1, COUNT))
        if not glance.holds(claim) or len(trial.samples) < _FEWEST or case.gaps(claim, trial):
            continue
        found = case.holds(claim, trial)
        if found and _says_nothing(case, claim, trial):
            continue
        if found and witness.find(case.problem, claim, case.measure, found, drawn, _WITNESSES) is None:
            return Condition(phrase(words, names=_listed(chosen)), case.preferred(found))
    return None


def _says_nothing(case: Case, claim: Typed, trial: Trial) -> bool:
    """Is 0 = 0 all that is left under a condition of two sides that are not 0, as of x'(A − A')y if A is symmetric?"""
    if not all(map(is_zero, trial.samples)) or all(map(is_zero, case.trial.samples)) or is_nothing(claim):
        return False
    return any(value is not None and dense.largest(value) for value in case.trial.values(claim))


def _minds_signs(node: Typed) -> bool:
    if node.op == "call":
        record = REGISTRY.get(str(node.value))
        return record is not None and (bool(record.kinks) or record.needs_positive)
    fraction = Fraction(1)
    if node.op in ("power", "hadamard_power"):
        fraction = node.args[1].value if isinstance(node.args[1].value, Fraction) else fraction / 2
    return fraction.denominator > 1


def if_unstructured(case: Case, claim: Typed) -> Condition | None:
    """A claim that does not take the target's structure into account, or does so in another way."""
    if case.problem.target.stacked:
        return None
    (name,) = case.problem.target.names
    symbol = case.problem.symbols[name]
    if symbol.structure is None:
        return None
    symbols = {**case.problem.symbols, name: replace(symbol, structure=None)}
    free = Trial(replace(case.problem, symbols=symbols), case.measure, case.problem)
    layouts = case.holds(claim, free)
    if layouts:
        words = phrase(
            "the entries of {name} are free, as if it were not {structure}",
            name=name,
            structure=phrase(symbol.structure),
        )
        return Condition(words, case.preferred(layouts))
    of_scalar = case.problem.function.shape == (ONE, ONE)
    if not of_scalar or symbol.structure not in ("symmetric", "spd", "psd"):
        return None

    def by_entries(problem: Problem, point: Point) -> Mapping[str, Truth]:
        return changed(_by_entries)(Sample(point, case.measure(problem, point)))

    if case.holds(claim, Trial(free.problem, by_entries, case.problem)):
        words = phrase(
            "the entries on and below the diagonal of {name} are the variables (the convention without a factor ½)",
            name=name,
        )
        return Condition(words, case.layout)
    return None


def _by_entries(gradient: Matrix) -> Matrix:
    """The derivative by the entries on and below the diagonal of a symmetric matrix: G + G' − G ⊙ I."""
    both = dense.add(gradient, dense.transpose(gradient))
    return [[x if i != j else gradient[i][i] for j, x in enumerate(row)] for i, row in enumerate(both)]


def _listed(names: Sequence[str]) -> str:
    *others, last = names
    return phrase("{names} and {last}", names=", ".join(others), last=last) if others else last
