r"""What TeX does before there is a formula: macros, and the `\over` of plain TeX."""

from __future__ import annotations

from typing import NamedTuple, NoReturn

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.latex.tokens import Token

_DEFINES = frozenset(("\\newcommand", "\\renewcommand", "\\providecommand", "\\def", "\\DeclareMathOperator"))
_MOST_TOKENS = 20_000


class _Macro(NamedTuple):
    """How many arguments a command has, and the tokens that it stands for."""

    arguments: int
    body: list[Token]


def expanded(tokens: list[Token], source: str) -> list[Token]:
    r"""The tokens with macros replaced by what they stand for, and `{a \over b}` as `\frac{a}{b}`.

    Raises MatdiffError for a definition that is not read.
    """
    if not any(token.text in _DEFINES or token.text == "\\over" for token in tokens):
        return tokens
    macros: dict[str, _Macro] = {}
    at = 0
    while at < len(tokens) and tokens[at].text in _DEFINES:
        at = _define(tokens, at, macros, source)
    return _fractions(_replaced(tokens[at:], macros, source), source)


def _replaced(tokens: list[Token], macros: dict[str, _Macro], source: str) -> list[Token]:
    """A macro in the body of another was replaced when that was defined, so every one is replaced once."""
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token = tokens[at]
        at += 1
        macro = macros.get(token.text)
        if macro is None:
            found.append(token)
        else:
            given = []
            for _ in range(macro.arguments):
                begun, at = at, _end(tokens, at)
                given.append(_replaced(tokens[begun:at], macros, source))
            found += _filled(macro.body, given, token.span)
        if len(found) > _MOST_TOKENS:
            _fail("macros that grow without end", token.span, source)
    return found


def _filled(body: list[Token], given: list[list[Token]], span: Span) -> list[Token]:
    """The body of a macro, all of it at the place where the macro stands; its arguments keep theirs."""
    found: list[Token] = []
    for before, token in zip([None, *body], body, strict=False):
        if before is not None and before.text == "#" and token.kind == "number" and int(token.text[0]) <= len(given):
            found[-1:] = given[int(token.text[0]) - 1]
        else:
            found.append(token._replace(span=span))
    return found


def _define(tokens: list[Token], at: int, macros: dict[str, _Macro], source: str) -> int:
    """Remember the macro that is defined here; where its definition ends."""
    first = tokens[at]
    named = _end(tokens, at + 1)
    name = [token.text for token in tokens[at + 1 : named] if token.text not in "{}"]
    counted = [token.text for token in tokens[named : named + 3]]
    arguments = int(counted[1]) if counted[::2] == ["[", "]"] and counted[1] in "123456789" else 0
    begun = named + 3 if arguments else named
    end = _end(tokens, begun)
    if len(name) != 1 or not name[0].startswith("\\") or [t.text for t in tokens[begun : begun + 1]] != ["{"]:
        _fail("this definition is not read", first.span, source)
    body = _replaced(tokens[begun + 1 : end - 1], macros, source)
    if first.text == "\\DeclareMathOperator":
        brace = [Token("character", text, first.span) for text in "{}"]
        body = [Token("command", "\\operatorname", first.span), brace[0], *body, brace[1]]
    macros[name[0]] = _Macro(arguments, body)
    return end


def _end(tokens: list[Token], at: int) -> int:
    """Where one token ends, or what stands in braces."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += {"{": 1, "}": -1}.get(tokens[end].text, 0)
        if depth == 0:
            return end + 1
    return len(tokens)


def _fractions(tokens: list[Token], source: str) -> list[Token]:
    opened: list[int] = []  # of every open brace its place in what was found
    strokes: dict[int, int] = {}  # opening brace → its \over
    found: list[Token] = []
    for token in tokens:
        if token.text == "\\over":
            if not opened or opened[-1] in strokes:
                _fail("what stands over what?", token.span, source)
            strokes[opened[-1]] = len(found)
        elif token.text == "{":
            opened.append(len(found))
        elif token.text == "}" and (begun := opened.pop()) in strokes:
            stroke = strokes.pop(begun)
            brace, over = found[begun], found[stroke]
            above, below = found[begun + 1 : stroke], found[stroke + 1 :]
            found[begun:] = [over._replace(text="\\frac"), brace, *above, token, brace, *below]
        found.append(token)
    return found


def _fail(message: str, span: Span, source: str) -> NoReturn:
    hint = r"write \frac{a}{b}, \newcommand{\tr}{\operatorname{tr}}, or what is meant without macros"
    raise MatdiffError("syntax", message, Mark(span), hint=hint, source=source)
