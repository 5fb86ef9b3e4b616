"""LaTeX as a tree of tokens, as grammar/latex.lark has it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextvars import ContextVar
from functools import cache
from typing import Any, NamedTuple

from lark import Lark, Transformer, UnexpectedToken
from lark import Token as Terminal

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.syntax.grammars import load, placed
from matdiff_cli.syntax.latex.commands import LETTERS, ONE_ARGUMENT, TWO_ARGUMENTS
from matdiff_cli.syntax.latex.macros import expanded
from matdiff_cli.syntax.said import closed_before

_DELIMITERS = re.compile(
    r"""\$+ | ^\s*\\\\?[\[(] | \\\\?[\])](?=\s*(?:$|wrt\b|where\b)) | (?<!\\)\\[\[\]()]
    |(?<!\\)[.,;](?=(?:[\s$~]|\\q?quad(?![a-z]))*(?:$|\\\\?[\])]|\\end\b|(?:wrt|where)\b))""",
    re.VERBOSE,
)
"""What surrounds a formula: dollars, \\[ and \\] (with one more backslash in Markdown), the end of its sentence."""
_WITH_RESPECT_TO = re.compile(
    r"\\(?:text|textrm|textit|mathrm|mbox)\s*\{[\s~,]*(?:with[\s~]+(?:respect|regard)[\s~]+to|w\.\s?r\.\s?t\.?|wrt\.)[\s~]*\}"
    r"|(?<![\w.\\])(?:w\.\s?r\.\s?t\.?|with\s+(?:respect|regard)\s+to)(?!\w)"
)
_SYMBOL = r"(?:\\(?:mathbf|boldsymbol|bm|vec|mathrm)\s*\{[^{}]*\}|\\?[A-Za-z]+)(?:_(?:\w|\{\w+\}))?"
_BELONGS = re.compile(
    rf"[,;](?:[\s~]|\\q?quad(?![a-z])|\\[,;:! ])*(?={_SYMBOL}(?:\s*,\s*{_SYMBOL}){{0,5}}\s*"
    r"(?:\\in(?![a-z])|∈)\s*(?:\\mathbb|\\R(?![a-z])|[Rℝ]))"
)
_IN_WORDS = re.compile(r"\\(?:text|textrm|textit|mbox)\s*\{([^{}]*)\}")
_WHERE = re.compile(r"[\s~,]*where(?![\w])")
_KINDS = {
    "NAME": "letter", "LETTER": "letter", "COMMAND": "command", "SYMBOL": "symbol", "DOUBLE_BAR": "double",
    "ROW": "row", "WORD": "word",
}  # fmt: skip
_ARGUMENTS = {
    **dict.fromkeys((f"\\{name}" for name in ONE_ARGUMENT), "ONE_ARGUMENT"),
    **dict.fromkeys((f"\\{name}" for name in TWO_ARGUMENTS), "TWO_ARGUMENTS"),
}
_OPENING = frozenset(("LBRACE", "BOLD_LBRACE", "UPRIGHT_LBRACE", "LEFT", "BEGIN"))
_CLOSING = frozenset(("RBRACE", "RIGHT", "END"))
_BEFORE_ARGUMENTS = frozenset(("UP", "DOWN", "ONE_ARGUMENT", "TWO_ARGUMENTS"))
_OPERANDS = frozenset(("DIGIT", "LETTER", "MORE_DIGITS", "NAME", "PRIME", "RBRACE"))
_WRITTEN = {"DOUBLE_BAR": "||", "EQUALS": "=", "PRIME": "'"}


class Token(NamedTuple):
    r"""A token with those that belong to it.

    `text` is its first word as typed, without a star, at `span`; `end` is where its last part ends. Its parts are the
    argument of `^`, `_` and of a control word like `\mathbf` or `\frac`, one token each; what stands in braces (of kind
    "group") or in an environment (of kind "environment"); or a bracket, what stands within and a bracket (`\left`).
    """

    kind: str
    text: str
    span: Span
    end: int
    parts: tuple[Token, ...] = ()

    @property
    def inside(self) -> tuple[Token, ...]:
        """What an argument consists of: what stands in its braces, or the token itself."""
        return self.parts if self.kind == "group" else (self,)

    @property
    def argument(self) -> tuple[Token, ...]:
        """What the first argument of a control word, of `^` or `_` consists of."""
        return self.parts[0].inside


def flat(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens and all their parts in the order in which they are typed, without braces."""
    waiting = [*tokens][::-1]
    while waiting:
        token = waiting.pop()
        if token.kind != "group":
            yield token
        waiting += token.parts[::-1]


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens that stand in no others. Raises MatdiffError for what is not in pairs, or lacks its arguments."""
    said = _WITH_RESPECT_TO.sub(lambda match: f"{' ' * ('{' in match[0])}wrt".ljust(len(match[0])), text)
    draft = Draft.of(_DELIMITERS.sub(lambda match: " " * len(match[0]), _declared(said)))
    draft = expanded(_listed_behind_where(draft), text)
    _DRAFT.set(draft)
    try:
        found: Any = _parser().parse(draft.text)
        return tuple(found)
    except UnexpectedToken as error:
        raise _explained(error, text) from None


def _declared(text: str) -> str:
    r"""The declarations of `\text{ where } A \text{ is symmetric}` in plain words, places unchanged."""
    where = next((found for found in _IN_WORDS.finditer(text) if _WHERE.match(found[1])), None)
    if where is None:
        return text
    words = _IN_WORDS.sub(lambda found: f"{found[1]} ".rjust(len(found[0])), text[where.start() :])
    return text[: where.start()] + words


def _listed_behind_where(draft: Draft) -> Draft:
    r"""`x^\top x, \quad x \in \mathbb{R}^n` with `where` for the comma, where no clause is in front of it."""
    text = draft.text
    comma = _BELONGS.search(text) if "where" not in text else None
    if comma is None or "wrt" in text[: comma.start()] or not closed_before(text, comma.start()):
        return draft
    return draft.edited([Edit(*comma.span(), " where ")])


_DRAFT: ContextVar[Draft] = ContextVar("_DRAFT")
"""What is parsed."""


@cache
def _parser() -> Lark:
    return load("latex", lexer="basic", start="run", transformer=_Builder(), postlex=_Signs())


class _Signs:
    """Tells control words apart by what they take, and two bars in a row by whether one of them is to close."""

    always_accept = ()

    def process(self, stream: Iterator[Terminal]) -> Iterator[Terminal]:
        """Gives their kinds to those that take arguments, and tokens the places that they have in what was typed."""
        draft = _DRAFT.get()
        placed_ = stream if draft.is_as_typed else (placed(terminal, draft) for terminal in stream)
        for terminal in _bars_apart(_doubled(placed_)):
            if terminal.type == "COMMAND":
                terminal.type = _ARGUMENTS.get(terminal.rstrip("*"), "COMMAND")
            yield terminal


def _doubled(stream: Iterator[Terminal]) -> Iterator[Terminal]:
    r"""The tokens, `\lvert\lvert … \rvert\rvert` as `\lVert … \rVert`."""
    terminals, opened, partner = list(stream), [], {}
    for at, terminal in enumerate(terminals):
        if terminal == "\\lvert":
            opened.append(at)
        elif terminal == "\\rvert" and opened:
            partner[opened.pop()] = at
    for at in sorted(partner):
        if at in partner and partner.get(at + 1) == partner[at] - 1 and terminals[at - 1].type != "LEFT":
            end = partner.pop(at)
            terminals[at], terminals[end] = (
                terminals[at].update(value="\\lVert"),
                terminals[end].update(value="\\rVert"),
            )
            del partner[at + 1]
            terminals[at + 1] = terminals[end - 1] = terminals[at].update(value="")
    return (terminal for terminal in terminals if terminal)


def _bars_apart(stream: Iterator[Terminal]) -> Iterator[Terminal]:
    r"""The tokens, `||` as two bars where an operand ends and one bar is open: `|a||b|`, `\|x\|\|y\|`."""
    seen: Counter[str] = Counter()
    operand_ends = False
    for terminal in stream:
        sign = terminal[: len(terminal) // 2]
        if terminal.type == "DOUBLE_BAR" and operand_ends and seen[sign] % 2 and seen[terminal] % 2 == 0:
            middle = (terminal.end_pos or 0) - len(sign)
            yield terminal.update("CHARACTER", sign)
            yield Terminal("CHARACTER", sign, middle, end_pos=terminal.end_pos)
            seen[sign] += 2
        else:
            yield terminal
            seen[terminal] += 1
        operand_ends = terminal.type in _OPERANDS or terminal in (")", "]") or terminal[1:] in LETTERS


class _Builder(Transformer[Terminal, Any]):
    """One method a rule of the grammar; each gets what its rule is made of."""

    def run(self, items: list[Any]) -> list[Any]:
        return items

    def leaf(self, items: list[Any]) -> Token:
        (terminal,) = items
        kind = _KINDS.get(terminal.type, "character")
        text = _WRITTEN.get(terminal.type) or str(terminal)
        if kind == "command":
            text = text.rstrip("*")
        if terminal.type == "NAME":
            text = text.replace("\\_", "_")
        return Token(kind, text, _place(terminal), terminal.end_pos)

    def number(self, items: list[Any]) -> Token:
        span = Span(items[0].start_pos, items[-1].end_pos)
        return Token("number", "".join(items), span, span.end)

    def command(self, items: list[Any]) -> Token:
        first, *arguments = items
        return Token("command", first.rstrip("*"), _place(first), arguments[-1].end, tuple(arguments))

    def script(self, items: list[Any]) -> Token:
        mark, argument = items
        return Token("character", str(mark), _place(mark), argument.end, (argument,))

    def group(self, items: list[Any]) -> Token:
        opening, inside, closing = items
        return Token("group", "{", _place(opening), closing.end_pos, tuple(inside))

    def switched(self, items: list[Any]) -> Token:
        r"""`{\bf x}` as `\mathbf{x}`."""
        opening, *_, closing = items
        word = "\\mathbf" if opening.type == "BOLD_LBRACE" else "\\mathrm"
        return Token("command", word, _place(opening), closing.end_pos, (self.group(items),))

    def over(self, items: list[Any]) -> Token:
        r"""`{a \over b}` as `\frac{a}{b}`."""
        opening, above, stroke, below, closing = items
        parts = self.group([opening, above, stroke]), self.group([stroke, below, closing])
        return Token("command", "\\frac", _place(stroke), closing.end_pos, parts)

    def fence(self, items: list[Any]) -> Token:
        r"""`\left( … \right)`; `\left|\left| … \right|\right|` as `\left\| … \right\|`."""
        opening, first, inside, _, last = items
        if len(inside) == 1 and _is_bar(first) and inside[0].text == "\\left" and _is_bar(inside[0].parts[0]):
            first, last = first._replace(text="||"), last._replace(text="||")
            inside = inside[0].parts[1:-1]
        return Token("command", str(opening), _place(opening), last.end, (first, *inside, last))

    def environment(self, items: list[Any]) -> Token:
        opening, inside, closing = items
        return Token("environment", str(opening), _place(opening), closing.end_pos, tuple(inside))


def _is_bar(token: Token) -> bool:
    return token.text in ("|", "\\vert", "\\lvert")


def _place(terminal: Terminal) -> Span:
    return Span(terminal.start_pos or 0, terminal.end_pos or 0)


def _explained(error: UnexpectedToken, text: str) -> MatdiffError:
    """What is wrong with a token that the grammar does not expect, which depends on what stands before it."""
    stack = error.interactive_parser.parser_state.value_stack
    kinds = ["", *(value.type if isinstance(value, Terminal) else "" for value in stack)]
    opened = [value for value, kind in zip(stack, kinds[1:], strict=True) if kind in _OPENING]
    token, kind, span = error.token, error.token.type, _place(error.token)
    lacks_argument = kinds[-1] in _BEFORE_ARGUMENTS or kinds[-2:-1] == ["TWO_ARGUMENTS"]
    message, hint = f'"{token}" has no meaning here', "matdiff --help shows the LaTeX that is read"
    if lacks_argument and kind != "$END":
        message, hint = "an argument is missing", "put it in braces"
    elif kind == "OVER":
        message, hint = "what stands over what?", r"write \frac{a}{b}"
    elif opened and (kind in _CLOSING or kind == "$END"):
        message, hint, span = f'"{opened[-1]}" is never closed', "brackets come in pairs", _place(opened[-1])
    elif kind == "$END":
        message, hint, span = "the formula ends too early", "something is missing here", Span(len(text), len(text) + 1)
    elif kind in _CLOSING:
        message, hint = f'"{token}" has no partner before it', "brackets come in pairs"
    return MatdiffError("syntax", message, Mark(span), hint=hint, source=text)
