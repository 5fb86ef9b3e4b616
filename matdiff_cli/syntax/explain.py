"""The parser's refusals in a person's words."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from lark import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.arrange import Token, scan
from matdiff_cli.syntax.characters import NORMS_HINT
from matdiff_cli.syntax.draft import Draft

_EXAMPLE = "a'*X*b wrt X"
_LETTERS = "names are made of plain Latin and Greek letters, digits and _"
_START = Token("start", "", 0, 0)

_CHARACTER_HINTS = {
    "\\": "A\\b of MATLAB is inv(A)*b",
    "×": "products are written * or by juxtaposition; a cross product is S*b where S: skew(3)",
    "√": "write sqrt(…)",
    "∑": "write sum(…)",
    "Σ": "write sum(…)",
    "∂": "write EXPRESSION wrt NAME",
    "∇": "write EXPRESSION wrt NAME",
    "%": "half is 0.5 or 1/2, not 50%; comments begin with #",
    "±": "write the two problems on lines of their own",
    "!": "there is no factorial",
    "&": "separate problems by lines, entries of a literal by commas",
    "$": "dollars stand round the whole formula, or nowhere",
    **dict.fromkeys('"`‘´“”″', "transposes are written X'"),
    "∗": "write *",
    "_": "names begin with a letter; a norm's index follows its bars, ||x||_1",
    ".": "a decimal point stands between digits; .*  ./  .^ are elementwise operators",
    "{": "braces are only for exponents, x^{2}; group with parentheses",
    "𝔼": "expectations are not read",
    "ℙ": "probabilities are not read",
    "𝟙": "indicators are not read; relu(x) is max(x, 0), sign(x) the sign",
    "∫": "integrals are not read",
    "?": "names begin with a letter",
    "~": "write declarations after where: x: vector(n)",
}


def empty(text: str, start: str) -> MatdiffError:
    """Nothing to read."""
    what = {"problem": "problem", "targets": "target", "declarations": "declaration"}[start]
    hint = {"problem": _EXAMPLE, "targets": "x, or [x, y]", "declarations": "x: vector(n), A: matrix(m, n)"}[start]
    return MatdiffError("syntax", f"no {what} here", Mark(Span(0, 0)), hint=f"for example {hint}", source=text)


def explain(error: UnexpectedInput, text: str, bare: str, start: str, draft: Draft) -> MatdiffError:
    """The error for `text`; `bare` is the text without comments, `draft` what was parsed, `start` what was to be read.

    Tokens have their places in the text already.
    """
    at = error.pos_in_stream if error.pos_in_stream is not None else len(draft.text)
    place = draft.span(Span(at, at + 1)).start if isinstance(error, UnexpectedCharacters) else at
    kind = ""
    if isinstance(error, UnexpectedToken):
        kind = error.token.type
        place = len(bare.rstrip()) if kind == "$END" else (error.token.start_pos or 0)
    tokens = [token for token in scan(bare) if token.kind != "newline"]
    index = bisect_left(tokens, place, key=lambda token: token.end - 1)
    before = tokens[index - 1] if index else _START
    here = tokens[index] if index < len(tokens) else Token("end", "", place, place + 1)
    clause = _clause(tokens[:index], start)
    if isinstance(error, UnexpectedCharacters):
        kind = "character"
        here = Token("character", bare[place], place, place + 1)
    message, hint, span = _words(kind, before, here, clause)
    return MatdiffError("syntax", message, Mark(span), hint=hint, source=text)


def _clause(tokens: list[Token], start: str) -> str:
    """Where in a problem we are: expression, wrt or where."""
    clause = {"problem": "expression", "targets": "wrt", "declarations": "where"}[start]
    for token in tokens:
        if token.text in ("wrt", "where"):
            clause = token.text
    return clause


def _words(kind: str, before: Token, here: Token, clause: str) -> tuple[str, str, Span]:
    """Message, hint and place."""
    span = Span(here.start, here.end)
    if here.text.startswith("_") and before.kind in ("bar", "double"):
        return "this norm is not among the norms", NORMS_HINT, span
    if here.text.startswith("_") and before.text in (">", "⟩", "〉"):
        return "an inner product has no index", "<A, B> is tr(A'*B), that of Frobenius", span
    if here.text.startswith("_") and before.kind == "close":
        return (
            "entries of vectors and matrices are not read yet",
            "with unit vectors an entry is e_i'*x, or e_i'*X*e_j",
            span,
        )
    if kind == "character":
        return f'"{here.text}" has no meaning here', _of_character(here.text), span
    if here.text in ("wrt", "where") and _is_complete(before, clause):
        if here.text == clause or clause != "expression":
            example = "wrt x, y" if here.text == "wrt" else "where x: vector(n), A: matrix(n)"
            return f"{here.text} stands twice", f"use commas: {example}", span
    elif clause == "wrt":
        return _in_targets(before, here, span)
    elif clause == "where":
        return _in_declarations(before, here, span)
    return _in_expression(before, here, span)


def _of_character(character: str) -> str:
    """What to type in place of a character that the language has no meaning for."""
    plain = unicodedata.normalize("NFKC", character)
    if character in _CHARACTER_HINTS:
        return _CHARACTER_HINTS[character]
    if plain != character and plain.isascii():
        return f'write the "{plain}" of the keyboard'
    if character.isalpha():
        return f"{_LETTERS}; a problem is a formula and its target, x'*A*x wrt x"
    return "the signs of formulas are + - * / ^ ' .* ./ .^; see `matdiff --help` for the language"


def _is_complete(before: Token, clause: str) -> bool:
    return before.kind in ("name", "number", "close", "postfix", "bar", "double") and before.text not in (
        "wrt",
        "where",
    )


def _in_targets(before: Token, here: Token, span: Span) -> tuple[str, str, Span]:
    hint = "targets are names: wrt x, or wrt x, Y, or wrt [a, b]"
    if here.kind == "end" and before.kind in ("start", "name") and before.text in ("", "wrt"):
        return "no target after wrt", hint, span
    if before.kind == "name" and before.text != "wrt" and here.kind == "name":
        return (
            f"{here.text} after the target {before.text}",
            "targets are separated by commas; declarations follow `where`",
            span,
        )
    if here.kind == "end":
        return f'no target after "{before.text}"', hint, span
    return f'"{here.text}" is no target', hint, span


def _in_declarations(before: Token, here: Token, span: Span) -> tuple[str, str, Span]:
    hint = "declarations look like x: vector(n), A in R^(m x n), r = x - A*s"
    if here.text in ("wrt", "where"):
        return f"the declarations end too early, before {here.text}", hint, span
    if here.kind == "end":
        if before.text in ("where", ""):
            return "no declaration after where", hint, span
        if before.text == ":":
            return "no type after the colon", "types: scalar, vector(n), matrix(m, n), symmetric(n), …", span
        if before.kind == "name":
            return f"{before.text} has no type", f"write {before.text}: vector(n) or {before.text}: matrix(m, n)", span
        if before.kind == "operator":
            return f'nothing follows "{before.text}"', hint, span
        return "the declarations end too early", hint, span
    if before.kind == "operator" and here.kind in ("operator", "fence") and before.text not in ":∈":
        return f'nothing stands between "{before.text}" and "{here.text}"', hint, span
    if here.text == ":":
        return 'a ":" that no name stands before', hint, span
    return f'"{here.text}" is not expected in a declaration', hint, span


def _in_expression(before: Token, here: Token, span: Span) -> tuple[str, str, Span]:
    text = here.text
    if text == "=":
        return '"=" is no part of an expression', "type only the right-hand side; abbreviations follow `where`", span
    if text == ":":
        return "a declaration before where", "write EXPRESSION wrt x where x: vector(n)", span
    if text in (",", ";") and _is_complete(before, "expression"):
        hint = "one problem a line; a comma separates arguments, entries, targets and declarations"
        return f'"{text}" outside of a call or a literal', hint, span
    if here.kind == "number" and before.kind == "number":
        return "two numbers side by side", "an operator is missing, or a comma between entries", span
    if text == "1" and _is_complete(before, "expression") and before.kind not in ("bar", "double"):
        return "an operator is missing before 1", "a vector of ones is vector(1), as in X*vector(1)", span
    if here.kind == "number" and _is_complete(before, "expression"):
        return (
            f"an operator is missing before {text}",
            f"write {text}*x or 2x: the number goes first, or x^{text}",
            span,
        )
    if text == "{" and before.text.endswith("_"):
        return '"{" has no meaning here', "an index is made of letters and digits: x_{ij}", span
    if text == "{":
        return '"{" has no meaning here', _CHARACTER_HINTS["{"], span
    if before.text in ("^", "**", ".^"):
        return f'no exponent after "{before.text}"', "an exponent is a number, a name, T, or in parentheses", span
    if before.kind == "operator":
        what = f'between "{before.text}" and "{text}"' if text else f'after "{before.text}"'
        return f"an operand is missing {what}", f'something must follow "{before.text}"', span
    if before.kind == "open" and here.kind == "close":
        return f'nothing stands between "{before.text}" and "{text}"', "put an expression there", span
    if before.kind in ("start", "open", "fence") and (
        here.kind in ("operator", "postfix", "fence") or text in ("wrt", "where")
    ):
        return f'an operand is missing before "{text}"', f"a problem looks like {_EXAMPLE}", span
    if here.kind == "end":
        return "the expression ends too early", f"a problem looks like {_EXAMPLE}", span
    if text == "×":
        return '"×" has no meaning here', _CHARACTER_HINTS[text], span
    if here.kind in ("name", "open", "close", "bar", "double"):
        return f'"{text}" is not expected here', "an operator may be missing before it", span
    return f'"{text}" is not expected here', f"a problem looks like {_EXAMPLE}", span
