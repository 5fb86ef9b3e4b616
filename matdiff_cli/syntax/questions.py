"""The forms in which people ask for a derivative: `d/dX …`, `∂(…)/∂X`, `∇_W …`, `gradient of … with respect to x`.

What belongs to the question is blanked out, so that the expression keeps its places, and the target is told. A name
that is declared or a target is a name: `d/dX` is a quotient where d or dX is one.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.tree import Name, TargetTree

_NAME = r"[A-Za-zΑ-Ωα-ω][A-Za-z0-9_Α-Ωα-ω₀-₉]*"
_LOW = rf"_?(?:\{{\s*(?P<braced>{_NAME})\s*\}}|(?<=_)(?P<low>{_NAME}))"
_SQUARE = r"(?P<square>\^\{?2\}?|²)?"
_D = r"(?:∂|d(?![A-Za-z0-9_]))"
_BEHIND = rf"(?:∂\s*|d\s?)(?P<by>{_NAME})(?:\^\{{?2\}}?|²)?"

_SPELLINGS = re.compile(
    r"(?P<space>\s)with\s+respect\s+to(?![A-Za-z0-9_])|(?<=\s)w\.r\.t\.?(?![A-Za-z0-9_])|(?<=\s)WRT(?![A-Za-z0-9_])"
)
_CLAUSE = re.compile(r"(?<![A-Za-z0-9_])(?:wrt|where)(?![A-Za-z0-9_])")
_IS = re.compile(r"(?<=[\w'])\s+(?:is|are)\s+(?:an?\s+)?(?=[A-Za-z])")
_WORDS = re.compile(
    r"\s*(?:(?:find|compute|what\s+is)\s+)?(?:the\s+)?(?P<second>second\s+)?(?:partial\s+)?"
    r"(?P<what>derivative|gradient|differential|Jacobian|Hessian)\s+of\s+",
    re.IGNORECASE,
)
_FRONT = re.compile(rf"\s*(?P<called>{_NAME})\s*(?:\(\s*(?P<by>{_NAME})(?:\s*,\s*{_NAME})*\s*\)\s*)?=(?!=)")
_QUOTIENT = re.compile(rf"\s*(?P<open>\()?\s*{_D}{_SQUARE}\s*/\s*{_BEHIND}(?(open)\s*\))(?![A-Za-z0-9_'^])")
_NABLA = re.compile(rf"\s*∇\s*{_SQUARE}(?:{_LOW})?")
_OPERATOR = re.compile(
    rf"\s*(?P<word>grad|gradient|hess|hessian|argmin|argmax|min|max)_(?:{_LOW})(?=\s*[^\s'*/^.+,)=-])"
)
_EXTREMUM = re.compile(r"\s*(?P<word>argmin|argmax|min|max|minimi[sz]e|maximi[sz]e)\s+(?=[A-Za-zΑ-Ωα-ω0-9|‖½])")
_CALLED = re.compile(r"\s*(?P<word>D|diff|Derivative|grad|gradient|jacobian|hessian)\s*(?P<open>[\[(])")
_OVER = re.compile(rf"/\s*{_BEHIND}\s*$")
_LISTED = re.compile(rf",\s*(?P<by>{_NAME})\s*$")


class Question(NamedTuple):
    """What was asked: the text without the question, of the same length, and its parts."""

    text: str
    targets: tuple[TargetTree, ...] = ()
    order: int = 1
    reading: tuple[str, ...] = ()


class _Reader:
    """Takes a text apart. `body` is the expression, `tail` the clauses behind it."""

    def __init__(self, text: str, symbols: Collection[str]) -> None:
        self.source = text
        text = _SPELLINGS.sub(lambda found: _wrt(found, symbols), text)
        if text.count("$") % 2 == 0:
            text = text.replace("$", " ")
        clause = _CLAUSE.search(text)
        end = clause.start() if clause else len(text)
        self.body, self.tail = text[:end], text[end:]
        self.names = {*symbols, *_declared(self.tail)}
        self.target: Name | None = None
        self.order = 1
        self.reading: list[str] = []

    def occurs(self, name: str) -> bool:
        """Is there anything of the target in the expression? (`Ax` may turn out to be a product.)"""
        return name in self.body

    def blank(self, start: int, end: int) -> None:
        self.body = self.body[:start] + " " * (end - start) + self.body[end:]

    def aim(self, found: re.Match[str], group: str) -> None:
        """The target that a group holds, if it does."""
        if not found[group]:
            return
        name = Name(found[group], Span(*found.span(group)))
        if self.target and self.target.text != name.text:
            message = f"by {self.target.text} or by {name.text}?"
            raise MatdiffError(
                "syntax",
                message,
                Mark(name.span),
                Mark(self.target.span),
                hint="ask for one of them",
                source=self.source,
            )
        self.target = name

    def is_name(self, *words: str) -> bool:
        return not self.names.isdisjoint(words)

    # --- the forms, each as it may follow those before it ---------------------------------------------------------

    def words(self) -> None:
        """`the gradient of …`"""
        found = _WORDS.match(self.body)
        if found and not self.is_name("of"):
            if found["second"] or found["what"].lower() == "hessian":
                self.order = 2
            self.blank(*found.span())

    def front(self) -> None:
        """`f(x) = …`, `J = …`"""
        found = _FRONT.match(self.body)
        rest = self.body[found.end() :] if found else ""
        if not found or "=" in rest or self.is_name(found["called"]) or _occurs(found["called"], rest):
            return
        self.blank(*found.span())
        if found["by"] and "," not in found.group() and self.occurs(found["by"]):
            self.aim(found, "by")
        elif not found["by"]:
            self.reading.append(f"{found['called']} is read as the name of the function")

    def operator(self) -> None:
        """`d/dX …`, `∇_W …`, `grad_x …`, `min_w …`"""
        for pattern in (_QUOTIENT, _NABLA, _OPERATOR, _EXTREMUM):
            found = pattern.match(self.body)
            parts = found.groupdict() if found else {}
            group = next((g for g in ("by", "braced", "low") if parts.get(g)), "")
            target = parts.get(group) or ""
            word = parts.get("word") or "d"
            if not found or self.is_name(word, f"d{target}", f"{word}_{target}") or not self.occurs(target):
                continue
            if found.end() == len(self.body.rstrip()):
                continue
            self.blank(*found.span())
            if group:
                self.aim(found, group)
            if parts.get("square") or word.startswith("hess"):
                self.order = 2
            if pattern in (_QUOTIENT, _NABLA) and _is_sum(self.body):
                self.reading.append(f"{found.group().strip()} is taken of all that follows")
            return

    def called(self) -> None:
        """`D[…, x]`, `diff(…, x)`"""
        found = _CALLED.match(self.body)
        end = len(self.body.rstrip())
        if not found or self.is_name(found["word"]) or _closing(self.body, found.end() - 1) != end - 1:
            return
        listed = _LISTED.search(self.body, found.end(), end - 1)
        if not listed or _depths(self.body[found.end() : listed.start()]) or not self.occurs(listed["by"]):
            return
        self.aim(listed, "by")
        self.blank(*found.span())
        self.blank(listed.start(), end)
        if found["word"] == "hessian":
            self.order = 2

    def over(self) -> None:
        """`d(…)/dx`, `∂ …/∂X`"""
        start = re.match(rf"\s*{_D}{_SQUARE}", self.body)
        found = _OVER.search(self.body)
        if not start or not found or self.is_name("d", f"d{found['by']}"):
            return
        inside = self.body[start.end() : found.start()]
        bare = start.group().strip()[0] == "∂" or inside[:1].isspace()
        grouped = inside.lstrip()[:1] == "(" and _closing(inside, inside.index("(")) == len(inside.rstrip()) - 1
        if not inside.strip() or not (bare or grouped) or found["by"] not in inside:
            return
        self.aim(found, "by")
        self.blank(*start.span())
        self.blank(*found.span())
        if start["square"]:
            self.order = 2

    def listed(self) -> None:
        """`x'*A*x, x`"""
        found = _LISTED.search(self.body)
        if found and not _depths(self.body[: found.start()]) and _occurs(found["by"], self.body[: found.start()]):
            self.aim(found, "by")
            self.blank(*found.span())

    def question(self) -> Question:
        targets: tuple[TargetTree, ...] = ()
        if self.target:
            targets = (TargetTree((self.target,), False, self.target.span),)
        return Question(self.body + self.tail, targets, self.order, tuple(self.reading))


def question(text: str, symbols: Collection[str] = ()) -> Question:
    """The question in a text. Raises MatdiffError if it names two targets."""
    reader = _Reader(text, symbols)
    for form in (reader.words, reader.front, reader.words, reader.operator, reader.called, reader.over, reader.listed):
        form()
    found = reader.question()
    return found._replace(text=declarations(found.text) if reader.tail else found.text)


def declarations(text: str) -> str:
    """Declarations with `A is symmetric` as `A: symmetric`; of a problem, what follows `where`."""
    start = re.search(r"(?<![A-Za-z0-9_])where(?![A-Za-z0-9_])", text)
    begin = start.end() if start else 0
    return text[:begin] + _IS.sub(lambda found: ":".ljust(len(found.group())), text[begin:])


def _wrt(found: re.Match[str], symbols: Collection[str]) -> str:
    whole = found.group()
    if whole == "WRT" and whole in symbols:
        return whole
    return (whole[:1] + "wrt" if whole[0].isspace() else "wrt").ljust(len(whole))


def _declared(tail: str) -> set[str]:
    """The names in the clauses behind an expression: what is declared, what is a target, and more that does no harm."""
    return set(re.findall(_NAME, tail))


def _occurs(name: str, text: str) -> bool:
    return re.search(rf"(?<![A-Za-z0-9_]){re.escape(name)}(?![A-Za-z0-9])", text) is not None


def _depths(text: str) -> int:
    """How many brackets are open at the end of the text."""
    return sum(text.count(opener) for opener in "([{") - sum(text.count(closer) for closer in ")]}")


def _closing(text: str, opener: int) -> int:
    """Where the bracket at this place is closed; -1 if nowhere."""
    depth = 0
    for place in range(opener, len(text)):
        depth += (text[place] in "([{") - (text[place] in ")]}")
        if depth == 0:
            return place
    return -1


def _is_sum(text: str) -> bool:
    """Is there a sum outside of brackets and bars?"""
    depth = bars = 0
    previous = ""
    for character in text.replace("||", "‖"):
        depth += (character in "([{") - (character in ")]}")
        bars += character in "|‖"
        if character in "+-−" and not depth and not bars % 2 and previous not in ("", "^", "*", "/"):
            return True
        previous = previous if character.isspace() else character
    return False
