"""Words of English in a problem: `trace of A B`, and those that are no symbols, which are refused.

`calculate x'Ax` is no product with a symbol called calculate.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands
from matdiff_cli.syntax.rare import Rare

_WORDS = frozenset(
    """
    an and are assuming at by calculate compute deriv derivative derive determine diff differentiate differentiated
    divided does evaluate evaluated expand find for from get give given gradient hessian how if in int integral
    integrate into is it its likelihood
    jacobian let lim maximise maximize minimise minimize minus mod of or over please plus prove respect respective show
    simplify solve squared subject such take that the then times to transposed twice using what whats when where
    which while with rwt wtr log2 log10 loss objective cost function half
    """.split()
)
"""Words that say something about a formula. Of those of two letters only what stands between two operands is one."""
_KINDS = frozenset(
    ("symmetric", "orthogonal", "diagonal", "positive", "definite", "semidefinite", "spd", "psd", "skew", "invertible")
)
"""Words that say something about a symbol."""
_LONG = re.compile(r"(?!lam|[A-Za-z]*(?:hat|bar|tilde|dot|vec|star|prime)$)(?:[a-zâêîôû]{4,}|[A-Z][a-z]{5,})")
"""Words that are no first factor of a product: `cross entropy -y'*log(…)`, `loss x'x`; nor are they a problem alone."""
_BEHIND = {"transpose": "'", "transposed": "'", "inverse": "^-1"}
"""Functions that are said behind what they are of: `A transpose A`."""
_SHORTEST_FORMULA = 6  # x'x (2); x (2) is a product
_NUMBERED = re.compile(r"\\q?quad\s*\(([\d.]+)\)(?=[\s.,$]*(?:$|(?:wrt|where)(?!\w)))")
_LISTED = re.compile(r"\s*((?!1\.)\d+\.)\s+(?=[^\W\d(])")
_LOST_EXPONENT = Rare(r"(?<=[A-ZΑ-Ω)\]])[-−–]1(?=[^\W\d_])", "1")
_SMALL_T = Rare(
    r"(?:(?<![A-Za-z0-9_])[A-Za-df-z][0-9]*|[)\]])\^\s*(?P<open>\{\s*)?(?P<t>t)(?(open)\s*\}|(?![0-9_]|[a-z]{2}))"
    r"(?P<factor>\s*[A-Za-zΑ-Ωα-ω(\[|‖])?",
    "^",
)
_ANY_T = re.compile(r"(?<![A-Za-z0-9_])t(?![a-z0-9_])")
_GREEK = frozenset("alpha beta gamma delta epsilon zeta theta iota kappa lambda sigma upsilon omega omicron".split())
_MOST_FUNCTIONS = 50
_NAMED = {"determinant": "det", "inverse": "inv", "logarithm": "log", "pseudoinverse": "pinv"}


GOES_ON = "does the formula go on in the new line?"


def is_word(name: str) -> bool:
    """Is a name a word of English, or one and wrt written together? No problem that is proposed has such a symbol."""
    return name in _WORDS or name in _KINDS or (len(name) > 3 and name.endswith("wrt"))


def functions_of(text: Operands) -> Iterator[Edit]:
    """`the trace of A B`: of the whole term that follows."""
    words = [k for k, token in enumerate(text.tokens[1:-1]) if token.text == "of"]
    for k in words[:_MOST_FUNCTIONS]:
        name, word = text.tokens[k : k + 2]
        spelled = _NAMED.get(name.text, name.text)
        known = spelled in text.functions and name.text not in text.symbols
        if not known or word.text != "of" or "of" in text.symbols or not text.starts_operand(k + 2):
            continue
        before = [token.text for token in reversed(text.tokens[max(k - 2, 0) : k])]
        squared = before[:1] == ["squared"] and spelled == "norm"
        first = text.tokens[k - squared - (before[squared : squared + 1] == ["the"])]
        _, last = text.term(k + 1)
        refuse_sum(text, (first.start, k, k + 2, last), spelled, "^2" * squared)
        yield Edit(first.start, word.end, f"{spelled}(")
        yield Edit(text.tokens[last].end, text.tokens[last].end, f"){'^2' * squared}")


def refuse_sum(text: Operands, places: tuple[int, int, int, int], function: str, power: str = "") -> None:
    """The inverse of A + B: of the sum, or of A alone? A number behind it, or another function, begins a new term."""
    start, k, inner, last = places
    behind = last + 2
    if not text.starts_operand(behind) or text.is_function(behind):
        return
    _, end = text.term(behind)
    if text.tokens[behind].kind == "number" and end == behind:
        return
    while end + 1 < len(text.tokens) and text.tokens[end + 1].text in ("+", "-", "−", "–"):
        _, end = text.term(end + 2)
    term, rest = text.tokens[inner].start, text.tokens[last].end
    first, other = text.text[term:rest], text.text[rest : text.tokens[end].end]
    hint = f"write {function}({first}{other}){power} or {function}({first}){power}{other}"
    place = Mark(Span(start, text.tokens[end].end))
    raise MatdiffError("syntax", f"how far does {text.tokens[k].text} reach?", place, hint=hint)


def refuse_numbers_of_formulas(text: Operands) -> Iterator[Edit]:
    """Refuse (2) before or behind a formula, and 2. before it: nobody writes a factor so. One changes nothing."""
    tokens = text.tokens
    words = [token.text for token in tokens]
    for place, beside in ((0, 3), (len(tokens) - 3, len(tokens) - 4)):
        if len(tokens) < _SHORTEST_FORMULA or [words[place], words[place + 2]] != ["(", ")"]:
            continue
        inside, outer = tokens[place + 1], tokens[beside]
        apart = outer.start > tokens[2].end if place == 0 else outer.end < tokens[place].start
        operand = (
            text.starts_operand(beside) if place == 0 else text.ends_operand(beside) and not text.is_function(beside)
        )
        free = words.count(inside.text) == 1 and inside.text not in text.symbols
        label = place == 0 and free and re.fullmatch("[a-z]", inside.text)
        if apart and operand and (label or (inside.kind == "number" and inside.text != "1")):
            _refuse_number(f"({inside.text})", tokens[place].start, tokens[place + 2].end)
    listed = _LISTED.match(text.text)
    if listed and text.starts_operand(1):
        _refuse_number(listed[1], *listed.span(1))
    yield from ()


def refuse_number_of_latex(text: str) -> None:
    r"""Refuse the \quad (2) behind a formula."""
    found = _NUMBERED.search(text)
    if found:
        _refuse_number(f"({found[1]})", *found.span())


def _refuse_number(number: str, start: int, end: int) -> None:
    message, hint = f"is {number} a factor, or the number of the formula?", "leave it out, or write a factor with *"
    raise MatdiffError("syntax", message, Mark(Span(start, end)), hint=hint)


def refuse_lost_exponents(text: Operands) -> Iterator[Edit]:
    """Refuse (A'A)−1A'b, as it is copied from a page: nobody writes 1A."""
    found = _LOST_EXPONENT.search(text.text, 0, text.end)
    if found:
        message, hint = f"is {found[0]} an exponent?", "write ^-1 for the inverse, - 1*… for a difference"
        raise MatdiffError("syntax", message, Mark(Span(*found.span())), hint=hint)
    yield from ()


def refuse_new_lines(text: Operands) -> Iterator[Edit]:
    """Refuse a line that may be a formula by itself, or the next factor."""
    depth = 0
    for k, (before, after) in enumerate(pairwise(text.tokens)):
        depth += (before.kind == "open") - (before.kind == "close")
        gap = text.text[before.end : after.start]
        if depth == 0 and "\n" in gap and text.ends_operand(k) and text.starts_operand(k + 1):
            hint = "write * between factors; one problem a line, and abbreviations follow `where`"
            raise MatdiffError("syntax", GOES_ON, Mark(Span(before.end, after.start)), hint=hint)
    yield from ()


def small_transposes(body: str, names: Collection[str]) -> tuple[str, tuple[str, ...]]:
    """x^t A x as x^T A x, where every t is the exponent of a Latin letter or a group, and a factor follows one, or
    both a matrix and a vector have one.

    The text, as long as it was, and a note. A t among the `names` stays a name.
    """
    found = list(_SMALL_T.finditer(body))
    if not found:
        return body, ()
    places = {each.start("t") for each in found}
    others = {each.start() for each in _ANY_T.finditer(body)}.difference(places)
    both = {each[0][0].isupper() for each in found if each[0][0].isalpha()} == {True, False}
    if "t" in names or others or not (both or any(each["factor"] for each in found)):
        return body, ()
    text = "".join("T" if place in places else character for place, character in enumerate(body))
    return text, (phrase("^t is read as the transpose; declare t where it is a power"),)


def refuse_words(text: Operands) -> Iterator[Edit]:
    """Refuse words beside operands, with nothing but a blank between."""
    for k, token in enumerate(text.tokens):
        word = token.text
        if word in _BEHIND and word not in text.symbols and text.ends_operand(k - 1) and not text.is_function(k - 1):
            called = [each.text for each in text.tokens[k + 1 : k + 2]] == ["("]
            if not (called and text.tokens[k + 1].start == token.end):
                message, hint = f"does {word} belong to what stands before it?", f"write X{_BEHIND[word]}, or {word}(X)"
                raise MatdiffError("syntax", message, Mark(Span(token.start, token.end)), hint=hint)
        known = word in text.symbols or (word in text.functions and word not in _KINDS)
        if len(word) == 1 or token.kind != "name" or known:
            continue
        before = text.ends_operand(k - 1)
        after = text.starts_operand(k + 1) and text.tokens[k + 1].start > token.end
        lone = len(text.tokens) == 1 and not any(word.startswith(name) for name in text.functions if len(name) > 1)
        begins = k == 0 and (after or lone)
        first = begins and _LONG.fullmatch(word) is not None and word.lower() not in _GREEK
        beside = after and (before or k == 0) if len(word) == 2 else (before or after)
        extremum = after and re.fullmatch(r"(?:arg)?(?:min|max)_\w+", word)  # a second one: max_w min_v …
        if first or extremum or (beside and word.lower() in (_KINDS if word in _KINDS else _WORDS)):
            hint = f"type the formula alone, as in x'*A*x wrt x; or declare {word}, or write {word}*…"
            if word in _KINDS and before:
                hint = "what is known of a symbol stands behind where: x'*A*x wrt x where A: symmetric"
            message = f'"{word}" is a word here, not a symbol'
            raise MatdiffError("syntax", message, Mark(Span(token.start, token.end)), hint=hint)
    yield from ()
