"""What a person means: letters written together, kinds by use, a scalar that meets a vector.

The readings are tried in a fixed order, every one by typing the whole problem:

    letters parted, kinds by convention              then with one of the names whole
    letters parted, one letter of the other kind     only beside the letter of a target
    names whole, kinds by convention                 then with the letters of all names parted
    the same, kinds by use                           fewest changes first
    the same with scalars added to the entries of vectors, but capitals stay matrices then

A problem of one-letter names that types by convention is typed once. How often another is typed is bounded by its size.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from typing import Generic, NamedTuple, TypeVar

from matdiff_cli.errors import Mark, MatdiffError
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.checker import SPREADS, Checker, Spread
from matdiff_cli.typing.doubts import doubt
from matdiff_cli.typing.kinds import culprits, other_kind
from matdiff_cli.typing.letters import letters, looks_like_a_product
from matdiff_cli.typing.names import VARIABLES, canonical
from matdiff_cli.typing.products import ONLY_BELOW
from matdiff_cli.typing.question import MATRIX_BY_CONVENTION, SCALAR_BY_CONVENTION, VECTOR_BY_CONVENTION, Question
from matdiff_cli.typing.reserved import sum_called
from matdiff_cli.typing.scope import Scope

MAX_CHANGES = 6
_MOST_WORK = 12_000  # nodes that are typed while kinds are tried
_MOST_TRIES, _FEWEST_TRIES = 200, 6
_MOST_LEFT_OUT = 6
_MOST_WITH_CAPITAL = 2
_MOST_LISTED = 4
_NUMBERS = frozenset("CKLMNT")  # capitals that count things, or weigh them
_MOST_DOUBTED = 12  # symbols of a problem in which the kind of each is doubted

T = TypeVar("T")


class Reading(NamedTuple):
    """One way to read a question: the names that are products of their letters, kinds of names, sums with scalars."""

    parted: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    spread: Spread = ""


class _Failure(NamedTuple):
    error: MatdiffError
    culprits: tuple[str, ...]  # a change that helps changes one of these


def understand(
    question: Question, typed: Callable[[Checker, Tree], T], is_scalar: Callable[[T], bool] = lambda _: True
) -> tuple[Checker, T]:
    """What `typed` makes of the question in the reading that is meant; `checker.reading` says which that is.

    What is no scalar by `is_scalar`, but would be with a name of the other kind, has a remark on that name. Raises the
    error of the likeliest reading where none has a type, one that lists the changes where several would do.
    """
    search = _Search(question, typed, is_scalar)
    checker, value = search.result()
    targets = question.targets or VARIABLES
    if not is_scalar(value) and len(checker.scope.symbols) <= _MOST_DOUBTED and targets & checker.scope.symbols.keys():
        checker.reading += search.doubtful_kinds(checker, is_scalar)
    return checker, value


class _Search(Generic[T]):
    def __init__(self, question: Question, typed: Callable[[Checker, Tree], T], is_scalar: Callable[[T], bool]) -> None:
        self.question = question
        self.typed = typed
        self.is_scalar = is_scalar
        self.tries = 0
        self.found = Reading()
        self.failures: dict[Reading, _Failure] = {}
        self.unsupported: MatdiffError | None = None  # what is meant, it seems, and not read yet

    def result(self) -> tuple[Checker, T]:
        """The outcome of the first reading that has a type."""
        parted = self._parted()
        self._refuse_doubtful_names(parted)
        first = Reading(parted)
        if found := self._first(first) or self._changed(first, self._beside_targets(parted)):
            return found
        kept = self._of_declared(parted)
        whole, apart = Reading(kept), Reading(frozenset(self.question.glued))
        if found := self._first(*self._entry_by_entry(first), *self._leaving_one_out(parted, kept), whole, apart):
            return found
        likely = list(dict.fromkeys((first, apart, whole)))
        for reading in [each._replace(spread=spread) for spread in SPREADS for each in likely]:
            if found := self._first(reading) or self._changed(reading):
                return found
        raise self._refusal(likely)

    def _first(self, *readings: Reading) -> tuple[Checker, T] | None:
        """The outcome of the first of the readings that has a type."""
        outcomes = (self._attempt(reading) for reading in readings if reading not in self.failures)
        return next(filter(None, outcomes), None)

    # --- letters ----------------------------------------------------------------------------------------------------

    def _refuse_doubtful_names(self, parted: frozenset[str]) -> None:
        """`trX` is a trace to most people, `Aexp(x)` a product, `2^nx` may end its exponent after the n, or not."""
        for tree, source in self.question.texts if parted or self.question.has_doubts() else ():
            for node in walk(tree):
                if found := doubt(self.question, node, source, parted):
                    raise MatdiffError("name", found.message, Mark(found.place.span), hint=found.hint, source=source)

    def _parted(self) -> frozenset[str]:
        """The names with a letter that is a target or stands alone, and AB; all where no target is named."""
        question = self.question
        if not question.targets:
            return frozenset(question.glued)
        standing = question.alone
        return frozenset(
            name
            for name, parts in question.glued.items()
            if looks_like_a_product(parts) or not standing.isdisjoint(map(canonical, parts))
        )

    def _leaving_one_out(self, parted: frozenset[str], kept: frozenset[str]) -> list[Reading]:
        return [Reading(parted - {name}) for name in sorted(parted - kept) if 1 < len(parted) <= _MOST_LEFT_OUT]

    def _entry_by_entry(self, first: Reading) -> list[Reading]:
        """Those in which an e^{Xw} that is neither that of a number nor of a matrix is that of all entries."""
        of_vector = first.parted and self.failures[first].error.message.startswith("the exponent of e is ")
        return [first._replace(spread=spread) for spread in SPREADS[1:] if of_vector]

    def _of_declared(self, parted: frozenset[str]) -> frozenset[str]:
        """The names that hold a letter that is declared and stands nowhere else, or end in the identity."""
        alone = {canonical(name) for name in self.question.names}
        idle = self.question.declared.types.keys() - alone
        held = (name for name in parted if name[-1] == "I" or not idle.isdisjoint(map(canonical, letters(name))))
        return frozenset(held)

    def _beside_targets(self, parted: frozenset[str]) -> set[str]:
        """The small letters of the parted names that hold the letter of a target, and those that stand alone then."""
        targets = self.question.targets or frozenset()
        words = [word for name in parted if (word := set(map(canonical, letters(name)))) & targets]
        return {name for name in self.question.alone.union(*words) if words and name[0].islower()}

    # --- kinds --------------------------------------------------------------------------------------------------------

    def _changed(self, reading: Reading, only: Collection[str] | None = None) -> tuple[Checker, T] | None:
        """The smallest change of kinds that types; where `only` is given, a change of one of these names.

        Raises where several are equally small.
        """
        level, seen = [reading], {reading.kinds}
        for size in range(1, 2 if only is not None else MAX_CHANGES + 1):
            found: dict[Reading, tuple[Checker, T]] = {}
            following: list[Reading] = []
            for after in self._one_more(level):
                if after.kinds in seen or not self._may_change(after, size, only):
                    continue
                seen.add(after.kinds)
                if not self._affordable():
                    return None
                outcome = self._attempt(after)
                if outcome:
                    found[after] = outcome
                else:
                    following.append(after)
            small = [each for each in found if all(name[0].islower() for name in each.kinds)] or list(found)
            if len(small) > 1:
                dotted = self.question.dotted()
                likely = [each for each in small if dotted.isdisjoint(each.kinds)]
                small = likely if len(likely) == 1 else small
            counts = [each for each in found if each.kinds <= _NUMBERS and self.is_scalar(found[each][1])]
            if len(small) == len(counts) == 1 and not self.is_scalar(found[small[0]][1]):  # N/2 log β: N is a count
                small = counts
            if len(small) == 1:
                return found[small[0]]
            if small:
                raise self._ambiguous(self.failures[reading].error, small)
            level = following
        return None

    def _one_more(self, level: list[Reading]) -> Iterator[Reading]:
        for before in level:
            for name in self.failures[before].culprits:
                yield before._replace(kinds=before.kinds | {name})

    def _may_change(self, reading: Reading, size: int, only: Collection[str] | None) -> bool:
        """A capital changes alone or with a small name; of a parted name at most one letter that stands there only."""
        question, kinds = self.question, reading.kinds
        targets = question.targets or frozenset()
        numbers = {name for name in kinds if other_kind(name) == "scalar"}
        if numbers & question.never_scalar(reading.parted) or (only is not None and not kinds <= set(only)):
            return False
        capitals = [name for name in kinds if name[0].isupper()]
        counts = _NUMBERS.issuperset(capitals)
        spread = reading.spread and not (counts and len(kinds) == 1)
        if capitals and (len(capitals) > 1 or size > _MOST_WITH_CAPITAL + counts or spread or targets & {*capitals}):
            return False
        strange = kinds - question.alone
        return all(len(strange.intersection(map(canonical, letters(name)))) <= 1 for name in reading.parted)

    def _affordable(self) -> bool:
        self.tries += 1
        return self.tries <= max(_FEWEST_TRIES, min(_MOST_TRIES, _MOST_WORK // len(self.question.nodes)))

    # --- one reading --------------------------------------------------------------------------------------------------

    def _attempt(self, reading: Reading) -> tuple[Checker, T] | None:
        """The outcome of a reading; None where it has no type, which is remembered."""
        question = self.question
        declared = question.declared
        expression = question.parted(question.expression, reading.parted)
        if declared.abbreviations:
            bodies = {
                name: found._replace(body=question.parted(found.body, reading.parted))
                for name, found in declared.abbreviations.items()
            }
            declared = replace(declared, abbreviations=bodies)
        kinds = {name: other_kind(name) for name in reading.kinds}
        checker = Checker(Scope.open(declared, question.scalars, kinds), question.source)
        checker.targets, checker.spread = question.targets, reading.spread
        try:
            value = self.typed(checker, expression)
        except MatdiffError as error:
            if error.kind == "unsupported":
                self.unsupported = self.unsupported or error
            self.failures[reading] = _Failure(error, tuple(culprits(checker, error, expression)))
            return None
        checker.reading[:0] = self._notes(reading)
        self.found = reading
        return checker, value

    def doubtful_kinds(self, checker: Checker, is_scalar: Callable[[T], bool]) -> list[str]:
        """What to say of k in k ||x||², of β in (Y - Xβ)'(Y - Xβ), which are a vector and a matrix by convention."""
        question, reading = self.question, self.found
        targets = question.targets or frozenset()
        never = {*VARIABLES} - targets if reading.kinds & targets else {*VARIABLES, *targets}  # x² y of x and y
        if not question.whole:  # in code all that is multiplied may be a number
            never |= question.never_scalar(reading.parted)
        fixed = {*question.declared.types, *reading.kinds}
        said: list[str] = []
        numbers: dict[str, str] = {}
        for name, spelled in question.spelled(reading.parted).items():
            numeric = other_kind(name) == "scalar"
            likely = name[0].islower() or name in _NUMBERS or question.whole
            free = name in checker.scope.symbols and name not in fixed and likely
            if free and not (numeric and name in never):
                numbers |= {name: spelled} if numeric and name[0].islower() else {}
                outcome = self._attempt(reading._replace(kinds=reading.kinds | {name}))
                if outcome and is_scalar(outcome[1]):
                    why = MATRIX_BY_CONVENTION if name[0].isupper() else VECTOR_BY_CONVENTION
                    below = [each for each in outcome[0].reading if getattr(each, "template", "") == ONLY_BELOW]
                    said += [*below, phrase(why if numeric else SCALAR_BY_CONVENTION, name=spelled)]  # 1/2n ||x||²
        for name in sorted(reading.kinds & targets):  # the p of x'log(p) + y'log(1 - p)
            outcome = self._attempt(reading._replace(kinds=reading.kinds - {name}, spread=SPREADS[-1]))
            if outcome and is_scalar(outcome[1]) and other_kind(name) == "scalar":
                said.append(phrase("as {name} is a scalar, the function is none; declare {name}: vector", name=name))
        if not said and reading.kinds and len(numbers) > 1:  # a x² + b x + c
            outcome = self._attempt(reading._replace(kinds=reading.kinds | frozenset(numbers)))
            if outcome and is_scalar(outcome[1]):
                return [phrase(VECTOR_BY_CONVENTION, name=spelled) for spelled in numbers.values()]
        return said

    def _notes(self, reading: Reading) -> list[str]:
        parted = [name for name in self.question.glued if name in reading.parted]
        apart = "{name} is read as {product}; declare {name} to keep it one name"
        found = [phrase(apart, name=name, product=" ".join(letters(name))) for name in parted]
        return found + self.question.taken(reading.parted, reading.kinds)

    # --- refusals -----------------------------------------------------------------------------------------------------

    def _ambiguous(self, error: MatdiffError, found: list[Reading]) -> MatdiffError:
        """The error with the changes that would do as commands."""
        question = self.question
        commands = []
        for reading in found[:_MOST_LISTED]:
            names = question.spelled(reading.parted)
            where = ", ".join(f"{names[name]}: {other_kind(name)}" for name in names if name in reading.kinds)
            commands.append(question.command(where=where))
        hint = f"{error.hint}; several changes would do, try: {'  or  '.join(commands)}"
        return MatdiffError(error.kind, error.message, *error.marks, hint=hint, source=error.source)

    def _refusal(self, likely: list[Reading]) -> MatdiffError:
        """The error of the likeliest reading; where letters were parted it says so."""
        error = self.failures[likely[0]].error
        unknown = (found.error for found in self.failures.values() if found.error.kind == "name")
        meant = self.unsupported or sum_called(self.question.texts) or next(unknown, None)
        if meant or error.kind != "shape":
            return meant or error
        if likely[0].parted:
            names = [name for name in self.question.glued if name in likely[0].parted]
            apart = ", ".join(f"{name} was read as {'*'.join(letters(name))}" for name in names[:_MOST_LISTED])
            whole = self.failures.get(Reading())
            error.hint = f"{error.hint}; {apart}"
            if whole:
                error.hint = f"{error.hint}; as one name: {whole.error.message}"
        return error
