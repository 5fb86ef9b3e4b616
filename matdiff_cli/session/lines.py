"""What the lines of a session mean: declarations, definitions, problems, claims, commands that begin with a colon."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from collections.abc import Set as AbstractSet
from typing import Literal, NamedTuple

from matdiff_cli.languages import translated
from matdiff_cli.syntax.question import ask
from matdiff_cli.syntax.said import in_words

LAYOUTS = ("gradient", "numerator", "denominator", "mml")

SETTINGS = ("layout", "notation", "format", "lang")
"""Commands that set an option for all that follows."""

VIEWS = ("answer", "check", "code", "hessian", "hint", "html", "json", "latex", "markdown", "short")
"""Commands that show the last problem, or the one behind them, by an option of the same name."""

VERBS = ("plot", "convex")
"""Commands that hand the last problem, or the one behind them, to a verb."""

REFERENCES = ("rules", "functions", "examples")
"""Commands that are verbs with arguments of their own."""

HELP = (
    ("x'*A*x wrt x", "the derivative, with every step"),
    ("X: matrix(m, n)", "a declaration, good for all that follows"),
    ("r = X*w - y", "a definition"),
    ("f = r'*r", "another one; then: f wrt w"),
    ("ans", "the last answer"),
    ("f wrt w = 2*X'*r", "is that right?"),
    (":check df = 2*r'*dr", "is that a line of the last problem's derivation?"),
    ("", ""),
    (":answer :latex :markdown :html :json :short :hessian :check", ""),
    (":hint :code LANGUAGE :plot :convex", "the last problem, or the one behind the command, so"),
    (":hint", "once more: one line more"),
    (":layout :notation :format :lang [VALUE]", "for all that follows"),
    (":rules [NAME] :functions [NAME] :examples [N]", ""),
    (":list :undo :clear", "what is declared; one line back; forget everything"),
    (":save FILE.md", "the problems so far, in a file for matdiff weave"),
    (":help :quit", ""),
)
"""What may be typed, and what it does."""

_TYPED = 24
"""Columns for what may be typed."""

SESSION = ("help", "list", "undo", "clear", "save", "quit")

_WITHOUT_COLON = {"?": "help", "exit": "quit", "q": "quit", "ls": "list", "ans": "answer"}
"""What people type elsewhere; the last answer alone is no problem."""

COMMANDS = tuple(sorted({*SETTINGS, *VIEWS, *VERBS, *REFERENCES, *SESSION}))

_DECLARATION = re.compile(
    r"\s*[^\W\d]\w*(\([\w\s,]*\))?(\s*,\s*[^\W\d]\w*)*\s*(:(?!\s*[A-QS-Z])|∈|\bin\b)"
)  # A : B is an inner product
_DEFINITION = re.compile(r"\s*([^\W\d]\w*)\s*(?:\(\s*[^\W\d]\w*(?:\s*,\s*[^\W\d]\w*)*\s*\))?\s*=(.*)", re.DOTALL)
_QUOTIENT = re.compile(r"[d∂]([^\W\d]\w*)\s*/\s*[d∂]([^\W\d]\w*)")
_CALL = re.compile(r"(?<![\w.])([^\W\d]\w*)\(([^()]*)\)")
_FROM_LATEX = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (r"\\(?:math\w+|boldsymbol|bm)\s*\{(\w+)\}", r"\1"),
        (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"\1/\2"),
        (r"\\partial\s*", "∂"),
        (r"\\nabla\s*", "∇"),
        (r"_\s*\{(\w+)\}", r"_\1 "),
    )
)
"""What signs of a derivative are in LaTeX → what they are in plain text."""
_PROMPT = re.compile(r"\A(?:matdiff>\s*|[$%]\s+(?=matdiff\b))")
"""What stands before a line that was copied from a session, or from a shell."""

_WRT = re.compile(r"\bwrt\b")
_WHERE = re.compile(r"\bwhere\b")


class Meaning(NamedTuple):
    """`kind` of a line, and what it holds; `name` is that of a command, or of what is defined."""

    kind: Literal["nothing", "command", "whole", "declaration", "definition", "claim", "problem"]
    text: str = ""
    name: str = ""


def meaning(line: str, known: AbstractSet[str] = frozenset()) -> Meaning:
    """What a line is, where these names are declared or defined. A definition that ends with `wrt …` is a problem as
    well: `name` is then what it defines. The colon of a command may be left out before one word, or none. A prompt that
    was copied with the line is no part of it.
    """
    line = _PROMPT.sub("", line.strip().removeprefix("\ufeff"))
    if not line or line.startswith("#"):
        return Meaning("nothing")
    first, *others = line.split()
    command = _WITHOUT_COLON.get(line) or (first if first in COMMANDS and len(others) < 2 else "")
    if command and first not in known:
        return Meaning("command", "".join(others), command)
    if first == "matdiff" and others and first not in known:
        return Meaning("whole", line.removeprefix(first))
    if line.startswith(":"):
        name, _, rest = line[1:].strip().partition(" ")
        return Meaning("command", rest.strip(), name)
    question = bool(_WRT.search(line))
    if _DECLARATION.match(line) and not question:
        return Meaning("declaration", line)
    if not question and (said := in_words(line)):
        return Meaning("declaration", said)
    if defined := _DEFINITION.fullmatch(line):
        return Meaning("problem" if question else "definition", defined[2].strip(), defined[1])
    return Meaning("claim" if "=" in _WHERE.split(line)[0] else "problem", line)


def help_lines(language: str) -> Iterator[str]:
    """What may be typed, with a remark beside or below it."""
    for typed, does in HELP:
        if len(typed) > _TYPED - 2 and does:
            yield f"  {typed}"
            typed = ""
        yield f"  {typed:{_TYPED}}{translated(does, language)}".rstrip()


def without_question(text: str, known: AbstractSet[str]) -> tuple[str, int]:
    """The derivative of a name that is known, `df/dx`, `∇_x f`, `D[f, x]`, as `f wrt x`, and its order; other texts as
    they are, of the first order.
    """
    expression, rest = split_problem(text)
    question, equals, claim = (part.strip() for part in expression.partition("="))
    for pattern, plain in _FROM_LATEX:
        question = pattern.sub(plain, question)
    asked = ask(question, known)
    name, clause = split_problem(" ".join(asked.text.split()))
    targets = [name.text for target in asked.targets for name in target.names]
    if (quotient := _QUOTIENT.fullmatch(question)) and known.isdisjoint(f"d{name}" for name in quotient.groups()):
        name, targets = quotient[1], [quotient[2]]
    if name not in known or name == question or (equals and not targets):
        return text, 1
    parts = (name, f"wrt {', '.join(targets)}" * bool(targets), clause, f"= {claim}" * bool(equals), rest)
    return " ".join(filter(None, parts)), asked.order


def without_arguments(text: str, parts_of: Callable[[str], AbstractSet[str]]) -> str:
    """A text with f in the place of `f(x)`, where f is defined as something in x, so that a question about it is found.
    `parts_of` gives the names that a defined name is made of, none for others.
    """
    typeface, plain = _FROM_LATEX[0]

    def value(found: re.Match[str]) -> str:
        arguments = typeface.sub(plain, found[2]).replace(" ", "").split(",")
        return found[1] if parts_of(found[1]) >= set(arguments) else found[0]

    return _CALL.sub(value, text)


def claimed(text: str) -> str:
    """The problem whose answer a text claims; nothing for a claim that two things are equal."""
    expression, rest = split_problem(text)
    targets, equals, claim = rest.partition("=")
    if not equals or not targets.startswith("wrt"):
        return ""
    return " ".join(filter(None, (expression, targets.strip(), split_problem(claim)[1])))


def split_problem(text: str) -> tuple[str, str]:
    """The expression, and what follows from `wrt` or `where` on."""
    places = [found.start() for word in (_WRT, _WHERE) if (found := word.search(text))]
    place = min(places, default=len(text))
    return text[:place].strip(), text[place:].strip()
