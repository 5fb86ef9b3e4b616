"""Rules found by their names, or by the words that pages show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.languages import ENGLISH, LANGUAGES, adapted, translated
from matdiff_cli.rules import RULES, Rule, rule_of

_PLACE = re.compile(r"@[\d*]")
_PARTED = re.compile(r"; (?![^\[]*\])")
"""What stands between the rules of a reason; within brackets it parts the rows of a matrix."""


def spoken(rule: Rule, language: str = ENGLISH) -> str:
    """The words of a rule, with … for what stands in their places."""
    return adapted(_PLACE.sub("…", translated(rule.words, language).replace("@0", "Δ")), language)


def find(text: str, by_formula: Callable[[str], list[Rule]] = lambda _: []) -> list[Rule]:
    """The rules that names, the name of a function, or the words at the side of a line stand for; [] for no rule.

    `trace-cyclic`, `subtract drop-second-order`, `logdet`, `cyclic property`, `subtract; drop second order in Δ`. What
    pages show as a formula is left to `by_formula`.
    """
    wanted = " ".join(text.split())
    if wanted in RULES:
        return [RULES[wanted]]
    if wanted in SPELLINGS and (name := rule_of(REGISTRY[SPELLINGS[wanted]])) in RULES:
        return [RULES[name]]
    if len(parts := _PARTED.split(wanted)) > 1:
        return _all(parts, by_formula)
    if found := list(_said(wanted)):
        primed = [rule for rule in found if re.search(rf"\b{rule.name.rpartition('-')[2]}[′']", wanted)]
        return primed or found  # of "Taylor, relu′(t) = …" it is relu that is meant
    return by_formula(wanted) or (_all(wanted.split(), by_formula) if " " in wanted else [])


def mentioning(text: str) -> list[Rule]:
    """The rules that have a text in their names or words: `cyclic`, `norm`."""
    wanted = text.casefold()
    return [rule for rule in RULES.values() if any(wanted in told.casefold() for told in (rule.name, *_spoken(rule)))]


def _all(parts: list[str], by_formula: Callable[[str], list[Rule]]) -> list[Rule]:
    """The rules of all parts, each once; [] where a part is no rule."""
    each = [find(part, by_formula) for part in parts]
    return list({rule.name: rule for found in each for rule in found}.values()) if all(each) else []


def _said(words: str) -> Iterator[Rule]:
    """The rules whose words these are, whatever stands in their places."""
    languages = [ENGLISH] if words.isascii() else LANGUAGES
    for rule in RULES.values():
        if any(_says(translated(rule.words, language), words) for language in languages):
            yield rule


def _spoken(rule: Rule) -> Iterator[str]:
    return (spoken(rule, language) for language in LANGUAGES)


def _says(template: str, words: str) -> bool:
    """Whether the words are a template with something in its places, and a particle as it goes with that."""
    pattern = re.escape(template.replace("@0", "Δ"))
    pattern = re.sub(r"@\d|@\\\*", ".+", pattern).replace("Δ", "[Δd]")
    pattern = re.sub(r"([가-힣]?)\\\(([가-힣])\\\)", r"[\1\2]?", pattern)
    return pattern != ".+" and re.fullmatch(pattern, words, re.IGNORECASE) is not None
