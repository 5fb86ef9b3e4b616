"""Lines of printed derivations with a slip in them, made in the text, at random places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

Mutation = Callable[[str, Random], str | None]


def _at(pattern: str, put: Callable[[re.Match[str]], str]) -> Mutation:
    """Something else in the place of one of the places where a pattern is found."""

    def mutate(text: str, random: Random) -> str | None:
        places = list(re.finditer(pattern, text))
        if not places:
            return None
        found = random.choice(places)
        return text[: found.start()] + put(found) + text[found.end() :]

    return mutate


_NAME = r"(?<![\w'])[A-Za-z]\w*(?![\w(])"

MUTATIONS: dict[str, Mutation] = {
    "sign of a term": _at(r" [+-] ", lambda m: " - " if "+" in m[0] else " + "),
    "sign of the whole": lambda text, _: f"-({text})",
    "factor 2": lambda text, _: f"2*({text})",
    "half": lambda text, _: f"({text})/2",
    "a transpose less": _at(r"(?<=[\w)])'", lambda m: ""),
    "a transpose more": _at(rf"{_NAME}(?!['^])", lambda m: f"{m[0]}'"),
    "an inverse less": _at(r"\^-1", lambda m: ""),
    "an inverse more": _at(rf"{_NAME}(?!['^])", lambda m: f"{m[0]}^-1"),
    "neighbours swapped": _at(rf"({_NAME}'?)\*({_NAME}'?)", lambda m: f"{m[2]}*{m[1]}"),
    "a factor less": _at(rf"{_NAME}'?\*", lambda m: ""),
    "a term less": _at(r" [+-] [^ ()+-]+", lambda m: ""),
    "a number": _at(r"(?<![\w^.])[2-9](?![\w.])", lambda m: str(int(m[0]) + 1)),
}


def mutated(lines: list[str], random: Random) -> Iterator[tuple[int, str, str]]:
    """For ever: which line, how it was changed, and the line. What defines f or a name is left alone."""
    while True:
        number = random.randrange(len(lines))
        left, relation, right = re.split(r"\s*(=|≈)\s*", lines[number], maxsplit=1)
        if re.fullmatch(r"[A-Za-z]\w*(\(.*\))?", left):
            continue
        name = random.choice(list(MUTATIONS))
        changed = MUTATIONS[name](right, random)
        if changed is not None and changed != right:
            yield number, name, f"{left} {relation} {changed}".strip()
