"""What the project knows of one rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Rule:
    """One rule that derivations name. All formulas are in matdiff's own language.

    name         how scripts and `matdiff rules` call it: `trace-cyclic`.
    words        how a page calls it. @1, @2, … are places for formulas, @* for any number of
                 them, @0 for the mark of an increment alone.
    identities   what holds exactly: claims that `matdiff check` calls equal, each with its `where`.
    first_order  what holds up to second order in increments, with `≈`; dX is the increment of X, of X's kind.
    inequalities what is never negative, with `≥ 0`, or at most something else, with `≤`.
    of_shape     a rule of proofs that a function is convex: its example is a problem of `matdiff convex`.
    shows        what a page shows at the side of a line: the words, or the identities themselves.
    why          why it holds, in sentences.
    reasoning    why it holds, line by line: pairs of a line and the rules that led to it, as in the registry.
    source       where it can be looked up, or what it is the definition of.
    example      a problem in whose derivation it stands, of this `order` and in this `layout`. `short`: in the one by
                 differentials, as a whole derivation gives the reasoning itself.
    """

    name: str
    words: str
    identities: tuple[str, ...] = ()
    first_order: tuple[str, ...] = ()
    inequalities: tuple[str, ...] = ()
    of_shape: bool = False
    shows: Literal["words", "identities"] = "words"
    why: str = ""
    reasoning: tuple[tuple[str, str], ...] = ()
    source: str = ""
    example: str = ""
    order: int = 1
    layout: str = "gradient"
    short: bool = False


def rule(name: str, words: str, *identities: str, **more: object) -> Rule:
    """A row of the table."""
    return Rule(name, words, identities, **more)  # type: ignore[arg-type]


def shown(name: str, words: str, *identities: str, **more: object) -> Rule:
    """The same, shown on pages as the identities that it is."""
    return rule(name, words, *identities, shows="identities", **more)
