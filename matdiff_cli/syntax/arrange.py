"""Prepares a text for the grammar, character by character, so that places stay the same (see grammar/matdiff.lark).

What no LALR grammar can know is settled here: which bars open and which close, whether `A(` begins a call or a product,
whether a newline starts a row of a literal. Brackets that do not match, deep nesting and huge numbers are refused
before any parsing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import pairwise
from typing import NamedTuple

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.asked import NAME
from matdiff_cli.syntax.bars import Event, tell_apart
from matdiff_cli.syntax.characters import check_number
from matdiff_cli.syntax.rare import Rare

MAX_NESTING = 420

EULER = "\ue009"
"""The function that e^(…) is written with before the grammar sees it: exp of a scalar, expm of a square matrix."""

_SCAN = re.compile(
    rf"""(?P<newline>\n)
    |(?P<name>{NAME}|{EULER})
    |(?P<number>(?:[0-9]+(?:\.[0-9]+|\.(?![*/^'T.0-9]))?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
    |(?P<open>[(\[{{<⟨〈])
    |(?P<close>[)\]}}>⟩〉])
    |(?P<bar>\|)
    |(?P<double>[‖∥])
    |(?P<postfix>\.T(?![A-Za-z0-9_])|\.['’′]|['’′⊤ᵀ⁺⁻⁰¹²³⁴-⁹₀-₉∞])
    |(?P<fence>[,;])
    |(?P<operator>\.?\*\*|\.[*/^+−–-]|\S)""",
    re.VERBOSE,
)
_TYPED_CALL = re.compile(r"\)\s*(?:[:∈]|in\b)")
_DECLARED_FUNCTION = Rare(rf"({NAME})\s*\([^()]*{_TYPED_CALL.pattern}")
_BRACKETS = re.compile(r"[()\[\]{}<>⟨⟩〈〉\n]")
_BARS = re.compile("[|‖∥]")
_CLOSER = {"(": ")", "[": "]", "{": "}", "<": ">", "⟨": "⟩", "〈": "〉"}
_BAR_CHARACTER = {"abs": "\ue000", "/abs": "\ue002", "norm": "\ue003", "/norm": "\ue005"}
_AFTER_FUNCTION = {"\ue000": "\ue001", "\ue003": "\ue004"}
_FILLER = "\ue007"
_GROUP_OPEN = "\ue006"
_SIGNS = frozenset("+-−–")
_SIGMOID = ("σ", "sigma")
_WORD = Rare(
    "(?!Alpha|Beta|Gamma|Delta|Epsilon|Zeta|Eta|Theta|Iota|Kappa|Lambda|Omicron|Rho|Sigma|Tau|Upsilon|Omega)[A-Z][a-z]{2,}"
    "(?<!hat|bar|dot|vec|new|old|max|min)(?<!tilde|prime)|.+_(?:max|min)|[λσ](?:max|min)|Re|Im"
)
"""Var, Re and λ_max before a parenthesis are functions that nobody knows here."""
_FUNCTION_LIKE = frozenset("fgh")
_INDICES = {"(": re.compile(r"[\d ,:]+"), "[": re.compile(r"[\w ,:+*-]+")}


class Token(NamedTuple):
    """A piece of text of one kind (a group name of `_SCAN`)."""

    kind: str
    text: str
    start: int
    end: int


_token = partial(tuple.__new__, Token)
"""Makes a token of a tuple, without the way through Python that `Token(…)` takes."""


class _Bracket:
    """An open bracket.

    after_name   it may begin a call, unless the name is a symbol's and no comma follows
    indexed      where the operand begins that it stands right behind, None if there is a blank, or no operand
    """

    def __init__(self, text: str, place: int, after_name: bool, indexed: int | None) -> None:
        self.text = text
        self.place = place
        self.after_name = after_name
        self.indexed = indexed
        self.has_comma = False


@lru_cache(maxsize=8)
def scan(text: str) -> tuple[Token, ...]:
    """The tokens of the text, without blanks. Several readers look at a text, one after the other."""
    return tuple([_token((found.lastgroup, found[0], found.start(), found.end())) for found in _SCAN.finditer(text)])


def arrange(text: str, functions: Collection[str], symbols: Collection[str] = ()) -> str:
    """The text as the grammar reads it.

    `functions` are the names that are functions, `symbols` names that are known to be symbols. Raises MatdiffError.
    """
    tokens = scan(text)
    for kind, piece, start, end in tokens:
        if kind == "number":
            check_number(piece, start, text)
        elif kind == "operator" and "\u0370" <= piece <= "\u03ff":  # the grammar takes the whole Greek block
            place, hint = Span(start, end), "names are made of plain Latin and Greek letters, digits and _"
            raise MatdiffError("syntax", f'"{piece}" has no meaning here', Mark(place), hint=hint, source=text)
    if _TYPED_CALL.search(text):
        functions = {*functions, *(found[1] for found in _DECLARED_FUNCTION.finditer(text))}
    characters = list(text)
    if _BRACKETS.search(text):
        _brackets(tokens, characters, symbols, functions, text)
    if _BARS.search(text):
        _bars(tokens, characters, functions, text)
    return "".join(characters)


_END = Token("end", "", 0, 0)


def _pairs(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token]]:
    return pairwise((*tokens, _END))


def _brackets(
    tokens: Sequence[Token], characters: list[str], symbols: Collection[str], functions: Collection[str], source: str
) -> None:
    """Check that brackets match; mark the parentheses of products; turn newlines into row separators or blanks."""
    opened: list[_Bracket] = []
    plain: set[str] | None = None
    before = _END
    in_type = False
    for token, after in _pairs(tokens):
        kind = token.kind
        if kind == "open":
            product = token.text == "(" and before.kind == "name" and before.text not in functions
            if product:
                plain = _plain(tokens, symbols) if plain is None else plain
                product = _is_symbol(before.text, plain, functions)
            literal = token.text == "[" and _ends_operand(before) and before.kind != "number"
            touches = before.end == token.start and before.text not in functions and not in_type
            indexed = before.start if touches and (product or literal) else None
            opened.append(_Bracket(token.text, token.start, product, indexed))
            if len(opened) > MAX_NESTING:
                raise MatdiffError(
                    "unsupported",
                    f"more than {MAX_NESTING} brackets inside each other",
                    Mark(Span(token.start, token.end)),
                    hint="name inner parts with `where NAME = EXPRESSION`",
                    source=source,
                )
        elif kind == "close":
            bracket = _matching(opened, token, source)
            _refuse_indices(bracket, token, source)
            if bracket.after_name and not bracket.has_comma:
                characters[bracket.place] = _GROUP_OPEN
        elif kind == "fence" and opened:
            opened[-1].has_comma = True
        elif kind == "newline":
            in_literal = bool(opened) and opened[-1].text == "["
            row_ends = (
                before.kind in ("name", "number", "close", "bar", "double", "postfix") and after.text not in "];,"
            )
            characters[token.start] = ";" if in_literal and row_ends else " "
            continue
        elif opened and token.text in _SIGNS and opened[-1].text == "[":
            _refuse_doubtful_sign(before, token, after, source)
        if not opened:
            in_type = token.text == ":" or (in_type and kind != "fence" and token.text != "wrt")
        before = token
    if opened:
        place = opened[-1].place
        raise _unbalanced(
            f'"{opened[-1].text}" is never closed', opened[-1].text, Span(place, place + 1), source=source
        )


def _matching(opened: list[_Bracket], token: Token, source: str) -> _Bracket:
    span = Span(token.start, token.end)
    if not opened:
        opener = next(opener for opener, closer in _CLOSER.items() if closer == token.text)
        raise _unbalanced(f'"{token.text}" has no "{opener}" before it', opener, span, source=source)
    bracket = opened.pop()
    if token.text == ">" and bracket.text != "<":
        message, hint = "comparisons are not read", "relu(x) is max(x, 0), and (1 + sign(x))/2 is 1 where x > 0"
        raise MatdiffError("unsupported", message, Mark(span), hint=hint, source=source)
    if _CLOSER[bracket.text] != token.text:
        message = f'"{bracket.text}" is closed by "{token.text}"'
        raise _unbalanced(message, bracket.text, span, Span(bracket.place, bracket.place + 1), source=source)
    return bracket


def _refuse_indices(bracket: _Bracket, closer: Token, source: str) -> None:
    """`x[1]`, `X[i, j]`, `x(1)` and `X(1, :)` are entries to most people, and products to nobody."""
    if bracket.indexed is None:
        return
    inside = source[bracket.place + 1 : closer.start]
    if not _INDICES[bracket.text].fullmatch(inside):
        return
    indices = source[bracket.place : closer.end] if len(inside) < 30 else f"{bracket.text}…{closer.text}"
    raise MatdiffError(
        "unsupported",
        "entries of vectors and matrices are not read yet",
        Mark(Span(bracket.indexed, closer.end)),
        hint=f"with unit vectors an entry is e_i'*x, or e_i'*X*e_j; a product is written with *, as in x*{indices}",
        source=source,
    )


def _refuse_doubtful_sign(before: Token, sign: Token, after: Token, source: str) -> None:
    """`[1 -2]` has two entries in MATLAB and one to everybody else."""
    gap = source[before.end : sign.start]
    if _ends_operand(before) and gap and "\n" not in gap and after.start == sign.end:
        message = f'does "{sign.text}" begin an entry, or is it an operator?'
        hint = f"write [a, {sign.text}b] for two entries, [a {sign.text} b] for one"
        raise MatdiffError("syntax", message, Mark(Span(sign.start, sign.end)), hint=hint, source=source)


def _unbalanced(message: str, opener: str, *spans: Span, source: str) -> MatdiffError:
    hint = f'brackets come in pairs: "{opener}" … "{_CLOSER[opener]}"'
    if opener == "<":
        hint = "< and > are only used for the inner product, <A, B>"
    return MatdiffError("syntax", message, *map(Mark, spans), hint=hint, source=source)


def _plain(tokens: Sequence[Token], symbols: Collection[str]) -> set[str]:
    """The symbols, and the names that stand somewhere without a parenthesis behind them."""
    return {*symbols, *(token.text for token, after in _pairs(tokens) if token.kind == "name" and after.text != "(")}


def _is_symbol(name: str, plain: Collection[str], functions: Collection[str]) -> bool:
    """Is `name(` a product with a symbol, rather than a call of a mistyped function? It is none of the functions."""
    if name in ("wrt", "where"):
        return False
    if name in plain:
        return True
    if name in _SIGMOID or _WORD.fullmatch(name):
        return False
    if not name[0].isascii():
        return True
    if len(name.rstrip("0123456789_₀₁₂₃₄₅₆₇₈₉")) == 1:
        return name[0] not in _FUNCTION_LIKE
    return name[0].isupper() and name.lower() not in functions


def _bars(tokens: Sequence[Token], characters: list[str], functions: Collection[str], source: str) -> None:
    """Put the characters that the grammar knows in the place of bars."""
    events: list[Event] = []
    after_function: set[int] = set()
    before = _END
    for token, after in _pairs(tokens):
        if token.kind in ("bar", "double"):
            called = before.kind == "name" and before.text in functions
            if called:
                after_function.add(token.start)
            known = None if before.kind in ("bar", "double") else not called and _ends_operand(before)
            pair = token.kind == after.kind == "bar" and after.start == token.end
            events.append(Event("bar" if token.kind == "bar" else "double", token.start, known, pair))
        elif token.kind in ("open", "close", "fence"):
            events.append(Event(token.kind, token.start))  # type: ignore[arg-type]
        elif token.text in ("wrt", "where"):
            events.append(Event("fence", token.start))
        if token.kind != "newline":
            before = token
    events.append(Event("fence", len(source)))
    for place, role in tell_apart(events, source).items():
        character = _BAR_CHARACTER[role]
        if place in after_function:
            character = _AFTER_FUNCTION[character]
        if role in ("norm", "/norm") and characters[place] == "|":
            characters[place + 1] = _FILLER
        characters[place] = character


def _ends_operand(token: Token) -> bool:
    return token.kind in ("name", "number", "close", "postfix") and token.text not in ("wrt", "where")
