"""The words around the mathematics that several formats share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from matdiff_cli.derivation.records import Derivation, Note, Reason, Result, Step, Subject, Use, Verification
from matdiff_cli.expressions.equation import Formula
from matdiff_cli.expressions.nodes import SCALAR, Increment, Variable
from matdiff_cli.languages import ENGLISH, Phrase, adapted, phrase, translated
from matdiff_cli.rules import RULES
from matdiff_cli.typing.typed import STRUCTURE_WORDS, Symbol, Target

_MOST_SUBJECTS = 6

_CHANGE = Increment(Variable("", *SCALAR))
"""The increment of nothing in particular: its mark alone, Δ or d."""


def facts(symbol: Symbol, language: str) -> str:
    """What is known of a symbol besides its shape: `positive`, `symmetric`, …"""
    structure = STRUCTURE_WORDS.get(symbol.structure or "", symbol.structure or "")
    found = ("positive" if symbol.positive else "", structure)
    return " ".join(translated(word, language) for word in found if word)


def parts_of(said: Reason | Note | Step, language: str = ENGLISH) -> list[Subject]:
    """What a reason, a note or the title of a step says: words and formulas in turn."""
    if isinstance(said, Reason):
        parts: list[Subject] = []
        for use in said.uses:
            parts += ["; ", *_of_use(use, language)] if parts else _of_use(use, language)
    else:
        parts = _filled(said.title if isinstance(said, Step) else said.text, said.subjects, language)
    joined = _joined(parts) if len(parts) > 1 else parts
    if language == ENGLISH:
        return joined
    return [
        adapted(part, language, _read(joined[k - 1]) if k else "") if isinstance(part, str) else part
        for k, part in enumerate(joined)
    ]


def _read(formula: Subject) -> str:
    """A formula as one that ends with what is read last."""
    from matdiff_cli.output.notation import unicode  # English needs none

    return formula if isinstance(formula, str) else unicode(formula)


def _joined(parts: Sequence[Subject]) -> list[Subject]:
    """The parts, words that follow words joined to these."""
    joined: list[Subject] = []
    for part in parts:
        last = joined[-1] if joined else None
        if isinstance(part, str) and isinstance(last, str):
            joined[-1] = last + part
        else:
            joined.append(part)
    return joined


def _of_use(use: Use, language: str) -> list[Subject]:
    rule = RULES[use.rule]
    if rule.shows == "words":
        return _filled(rule.words, use.subjects, language)
    from matdiff_cli.claims.statements import statement  # rules that are shown as words need none

    return _with_commas([statement(text) for text in (*rule.identities, *rule.first_order, *rule.inequalities)])


def _filled(template: str, subjects: Sequence[Subject], language: str) -> list[Subject]:
    """Words in which @1, @2, … stand for the subjects, @* for all of them and @0 for the mark of an increment."""
    if "@" not in template:
        return [translated(template, language)]
    subjects = [translated(one, language) if isinstance(one, Phrase) else one for one in subjects]
    found: list[Subject] = []
    for k, part in enumerate(_parted(translated(template, language))):
        if k % 2 == 0:
            found += [part] if part else []
        elif part == "*":
            found += _with_commas(_listed(subjects))
        else:
            found.append(subjects[int(part) - 1] if part != "0" else _CHANGE)
    return found


@lru_cache(maxsize=512)
def _parted(template: str) -> tuple[str, ...]:
    """The words of a template, and between them what stands behind each @."""
    return tuple(re.split(r"@([\d*])", template))


def _listed(subjects: Sequence[Subject]) -> list[Subject]:
    """The subjects; of many, the first two and the last."""
    return [*subjects[:2], "…", subjects[-1]] if len(subjects) > _MOST_SUBJECTS else list(subjects)


def _with_commas(parts: Sequence[Subject]) -> list[Subject]:
    return [word for part in parts for word in (", ", part)][1:]


def written(
    said: Reason | Note | Step,
    formula: Callable[[Formula], str],
    words: Callable[[str], str] = str,
    language: str = ENGLISH,
) -> str:
    """The same on one line. `formula` spells formulas, `words` prepares what stands around them."""
    return "".join([words(part) if isinstance(part, str) else formula(part) for part in parts_of(said, language)])


def condition_words(
    result: Result, formula: Callable[[Formula], str], words: Callable[[str], str], language: str
) -> str:
    """What must hold for the answer to be one: `if X invertible, a > 0`; empty where nothing need be said."""
    conditions = [written(note, formula, words, language) for note in result.conditions]
    return words(translated("if ", language)) + words(", ").join(conditions) if conditions else ""


def layout_remark(derivation: Derivation, language: str) -> str:
    """Names the layout; a gradient in the layout of that name says so in its title."""
    result = derivation.result
    if result.layout == result.kind == "gradient":
        return ""
    return translated(phrase("{layout} layout", layout=phrase(result.layout)), language)


def error_words(error: float) -> str:
    """A relative error with one digit: `3e-31`."""
    return f"{error:.0e}" if error else "0"


def check_words(check: Verification, language: str) -> str:
    """What a numerical check saw, on one line."""
    points = phrase("{n} point" if check.points == 1 else "{n} points", n=check.points)
    all_hold = check.lines_held == check.lines
    held = "all {n} lines hold" if all_hold else "{held} of {n} lines hold"
    words = phrase(
        "{outcome}: {points}, {digits} digits, largest relative error {error}, {held}",
        outcome=phrase("checked" if check.passed else "check failed"),
        points=points,
        digits=check.digits,
        error=error_words(check.max_relative_error),
        held=phrase(held, held=check.lines_held, n=check.lines),
    )
    return translated(words, language)


def target_name(target: Target, write: Callable[[str], str] = str, between: str = ", ") -> str:
    """`X`, or `[x, y]` for a vector stacked from scalars."""
    names = between.join(map(write, target.names))
    return f"[{names}]" if target.stacked else names
