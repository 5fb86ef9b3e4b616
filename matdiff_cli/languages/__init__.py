"""What matdiff says, in English and in other languages. Nothing else of matdiff is imported here.

Every sentence is written in English where it arises. A language has one table, English sentence → its own, in a room
that is imported when the language is first asked for. Errors arrive as finished texts, whose sentences are found by
their form. Names, formulas and words of commands are the same in all.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from matdiff_cli.languages.messages import Messages

ENGLISH = "en"
_ROOMS = {"ko": "korean"}
LANGUAGES = (ENGLISH, *_ROOMS)


class Phrase(str):
    """A sentence in English that remembers its `template` and what stands in its places.

    What stands in a place is translated if it is a phrase itself; anything else is a name, a number or a formula.
    """

    template: str
    listed: tuple[object, ...]
    named: dict[str, object]

    def __new__(cls, template: str, *listed: object, **named: object) -> Phrase:
        """The sentence with its places filled; without anything to fill them with, the template as it is."""
        self = super().__new__(cls, template.format(*listed, **named) if listed or named else template)
        self.template, self.listed, self.named = template, listed, named
        return self

    def __getnewargs_ex__(self) -> tuple[tuple[object, ...], dict[str, object]]:
        return (self.template, *self.listed), self.named


def phrase(template: str, /, *listed: object, **named: object) -> Phrase:
    """A sentence with places, as for `str.format`: `phrase("{name} is taken as a {kind}", name=…, kind=…)`."""
    if isinstance(template, Phrase) and not (listed or named):
        return template
    return Phrase(template, *listed, **named)


def together(between: str, phrases: tuple[str, ...]) -> Phrase:
    """Several phrases one after the other."""
    return Phrase(between.join(["{}"] * len(phrases)), *phrases)


class _Room(Protocol):
    __name__: str
    TABLE: Mapping[str, str]

    def adapted(self, words: str, before: str = "") -> str: ...


@cache
def _room(language: str) -> _Room:
    return cast(_Room, import_module(f"{__name__}.{_ROOMS[language]}"))


@cache
def _messages(language: str) -> Messages:
    from matdiff_cli.languages.messages import Messages  # only a mistake pays for it

    room = _room(language)
    return Messages(import_module(f"{room.__name__}.messages").MESSAGES, room.TABLE, room.adapted)


def translated(words: str, language: str) -> str:
    """A sentence in a language; in English where its table has no such sentence."""
    if language == ENGLISH:
        return words
    table = _room(language).TABLE
    if not isinstance(words, Phrase):
        return adapted(table.get(words, words), language)
    template = table.get(words.template, words.template)
    listed = [_place(value, language) for value in words.listed]
    named = {name: _place(value, language) for name, value in words.named.items()}
    return adapted(template.format(*listed, **named) if listed or named else template, language)


def retold(message: str, language: str) -> str:
    """A finished message in a language, as errors hold them; in English where its table has no such sentence."""
    if language == ENGLISH or isinstance(message, Phrase):
        return translated(message, language)
    told = _messages(language).told(message)
    return told.text if told else message


def _place(value: object, language: str) -> object:
    return translated(value, language) if isinstance(value, Phrase) else value


def adapted(words: str, language: str, before: str = "") -> str:
    """Words whose forms go by what stands before them, as particles do in Korean; `before` stands before them all."""
    return words if language == ENGLISH else _room(language).adapted(words, before)


def of_environment(environment: Mapping[str, str]) -> str:
    """The language of messages that a user's environment asks for, in the order of gettext."""
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := environment.get(name))), "")
    if locale.partition(".")[0] in ("C", "POSIX"):
        return ENGLISH
    asked = (environment.get("LANGUAGE") or locale).split(":")
    known = (name.partition(".")[0].partition("_")[0].lower() for name in asked)
    return next((name for name in known if name in LANGUAGES), ENGLISH)
