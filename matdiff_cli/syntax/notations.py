r"""Notations of other places, rewritten into the language's own: `log det X`, `A : B`, `A\b`, `√x`, `𝟏ₙ`, `e^{x}`.

Each is a function from the tokens of a draft to edits. Nothing is rewritten that the language reads by itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from itertools import pairwise

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.applied import applied, capitals, refuse_glued_exponent, refuse_open_root
from matdiff_cli.syntax.arrange import EULER, Token, scan
from matdiff_cli.syntax.characters import ENTRIES_HINT
from matdiff_cli.syntax.code.julia import dot_of_three, dotted, sum_of
from matdiff_cli.syntax.code.matlab import counted, stacked
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.syntax.lost import refuse_lost_commands
from matdiff_cli.syntax.ones import QUOTES, ones
from matdiff_cli.syntax.operands import Operands
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.said import TYPE_WORDS, rewrite_declarations
from matdiff_cli.syntax.sized import braced, derivative_of_expm, identities, labels, sized
from matdiff_cli.syntax.spoken import (
    functions_of,
    refuse_lost_exponents,
    refuse_new_lines,
    refuse_numbers_of_formulas,
    refuse_words,
)

_MEANING = {
    "½": "(1/2)", "¼": "(1/4)", "¾": "(3/4)", "⅓": "(1/3)", "⅔": "(2/3)", "⅛": "(1/8)", "⊘": "./", "^⊙": ".^",
}  # fmt: skip
_SIGNS = re.compile("|".join(map(re.escape, _MEANING)))
_LETTERS = dict(zip("ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", "abcdefghijklmnoprstuvwxyz", strict=True))
_RAISED_LETTERS = Rare(f"(?<=[^\\s({{[*/+,;-])⁻?[{''.join(_LETTERS)}]+")
_GLUED_O = re.compile("o[A-Z][0-9]*")
_CLAUSE = re.compile(r"(?<![\w.])(?:wrt|where)(?!\w)")
_POWER_SIGNS = ("^", "**")
_FROBENIUS = Rare(r",\s*(?:(['\"’])(?:fro|Fro|F)\1|(?P<bare>fro))\s*(?=\))")
_INNER_INDEX = Rare(r"(?<=[>⟩〉])\s*_(?:F(?!\w)|\{F\})", "F")
_LOST_INDEX = Rare(r"(?:\|\||‖)(?:\^?2|²)?(?P<index>F)(?![^\W²³]|\()")
_OTHER_NORM = Rare(r"norm\([^()]*,\s*(['\"])(?!fro|Fro|F)\w+\1\s*\)")
_RAISED_NORM = Rare(
    r"(?<=[|‖∥])\s*(?P<power>\^\s*(?:\d|\{\d\})|²)\s*(?P<index>_(?:[12F](?!\w)|\{(?:1|2|F|fro)\})|[₁₂])"
)

_MOST_DIVISIONS = 50

Rule = Callable[[Operands], Iterator[Edit]]


def rewrite(draft: Draft, functions: Collection[str], symbols: Collection[str] = ()) -> Draft:
    """The draft of a problem in the language's own notation. Raises MatdiffError, with places in the draft's text."""
    text: Operands | None = None
    held = frozenset(draft.text)
    for rule, needed, signs in _RULES:
        if (needed and held.isdisjoint(needed)) or not signs.compiled.search(draft.text):
            continue
        if text is None:
            text = _operands(draft.text, functions, frozenset({*symbols, *_named(draft.text)}))
        if edits := list(rule(text)):
            draft = draft.edited(edits)
            text, held = _operands(draft.text, functions, text.symbols), frozenset(draft.text)
    return rewrite_declarations(draft, whole=False)


def _operands(text: str, functions: Collection[str], symbols: Collection[str]) -> Operands:
    tokens: list[Token] = []
    for token in scan(text):
        if token.text in ("wrt", "where"):
            break
        if token.kind != "newline":
            tokens.append(token)
    return Operands(text, tokens, functions, symbols)


def _named(text: str) -> set[str]:
    """The names behind wrt and where: symbols, whatever else they may be called."""
    clause = _CLAUSE.search(text) if "w" in text else None
    if clause is None:
        return set()
    end = clause.end()
    return {word for kind, word, start, _ in scan(text) if start >= end and kind == "name"}


# --- the rules --------------------------------------------------------------------------------------------------------


def _signs(text: Operands) -> Iterator[Edit]:
    """½, ⊘ and ^⊙."""
    for found in _SIGNS.finditer(text.text):
        yield Edit(*found.span(), _MEANING[found[0]])


def _behind_transposes(text: Operands) -> Iterator[Edit]:
    """The ^T of x^TA^{-1}x and of x^T1, the sum; of x^TAx it is told apart when its letters are."""
    for k, (before, token) in enumerate(pairwise(text.tokens)):
        transposes = before.text in _POWER_SIGNS and token.kind == "name" and token.text[0] == "T" != token.text
        if transposes and token.text not in text.symbols:
            if token.text == "T1":
                yield Edit(token.start + 1, token.end, "*vector(1)")
            elif [after.text for after in text.tokens[k + 2 : k + 3] if after.text in _POWER_SIGNS]:
                yield Edit(token.start + 1, token.start + 1, " ")


def _raised(text: Operands) -> Iterator[Edit]:
    """xʸ, x⁻ʸ."""
    for found in _RAISED_LETTERS.finditer(text.text, 0, text.end):
        yield Edit(found.start(), found.end(), "^" + "".join(_LETTERS.get(sign, "-") for sign in found[0]))


def _roots(text: Operands) -> Iterator[Edit]:
    """√x, √(…): the root of the next name, number or group alone."""
    for k, token in enumerate(text.tokens):
        if token.text == "√" and text.starts_operand(k + 1):
            after = text.tokens[k + 1]
            if after.text == "(":
                yield Edit(token.start, token.end, "sqrt")
            else:
                called = text.is_function(k + 1) and [each.text for each in text.tokens[k + 2 : k + 3]] == ["("]
                grouped = after.kind in ("open", "bar", "double")
                end = text.closing(k + 1 + called) if grouped or called else k + 1
                if end is not None:
                    refuse_open_root(text, k, end)
                    yield Edit(token.start, token.end, "sqrt(")
                    yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _refuse_lost_index(text: Operands) -> None:
    """||X||F, where no F stands elsewhere."""
    found = list(_LOST_INDEX.finditer(text.text, 0, text.end))
    closed = all(text.text[: each.start()].replace("||", "‖").count("‖") % 2 for each in found)
    if found and closed and len(found) == [token.text for token in text.tokens].count("F"):
        message, hint = "is F a factor, or the index of the norm?", "write ||X||_F, or ||X||*F"
        raise MatdiffError("syntax", message, Mark(Span(*found[0].span("index"))), hint=hint)


def _norms(text: Operands) -> Iterator[Edit]:
    """norm(X, 'fro'), ||x||^2_2 for ||x||_2^2, and <A, B>_F, which is <A, B>."""
    for found in _INNER_INDEX.finditer(text.text, 0, text.end):
        yield Edit(*found.span(), "")
    for found in _RAISED_NORM.finditer(text.text, 0, text.end):
        yield Edit(found.start(), found.end(), f"{found['index']}{found['power']}")
    if "F" not in text.symbols and "F" in text.text:
        _refuse_lost_index(text)
    if "norm" in text.text:
        for found in _FROBENIUS.finditer(text.text):
            if not (found["bare"] and "fro" in text.symbols):
                yield Edit(found.start(), found.end(), "")
        other = _OTHER_NORM.search(text.text)
        if other:
            hint = "norm(x), norm(x, 1), norm1(X), norm(X) of a matrix is Frobenius'"
            raise MatdiffError("unsupported", "this norm is not among the norms", Mark(Span(*other.span())), hint=hint)


def _groups(text: Operands) -> Iterator[Edit]:
    """[A + B] is a group, unless it stands right behind a name, or may be a list of entries without commas."""
    for k, token in enumerate(text.tokens):
        end = text.closing(k) if token.text == "[" else None
        if end is None or (text.ends_operand(k - 1) and text.tokens[k - 1].end == token.start):
            continue
        if not re.search(r"[,;\n]|\s[+−-]\S", text.text[token.end : text.tokens[end].start]):
            yield Edit(token.start, token.end, "(")
            yield Edit(text.tokens[end].start, text.tokens[end].end, ")")


def _other_brackets(text: Operands) -> Iterator[Edit]:
    """Tr{…} and tr[…], where no list of entries stands inside."""
    for k, token in enumerate(text.tokens[1:], start=1):
        if token.text in ("[", "{") and text.is_function(k - 1) and text.tokens[k - 1].end == token.start:
            end = text.closing(k)
            if end is None:
                continue
            inside = text.text[token.end : text.tokens[end].start]
            if token.text == "{" or not re.search(r"[,;\n]|\d\s+-?\d", inside):
                yield Edit(token.start, token.end, "(")
                yield Edit(text.tokens[end].start, text.tokens[end].end, ")")


def _euler(text: Operands) -> Iterator[Edit]:
    """e^x and e^{…}, where e is no symbol."""
    lone = [k for k, token in enumerate(text.tokens) if token.text == "e" and token.kind == "name"]
    powers = [k for k in lone if k + 1 < len(text.tokens) and text.tokens[k + 1].text in ("^", "**")]
    if not lone or lone != powers or "e" in text.symbols or any(_transposes(text, k + 2) for k in lone):
        return
    for k in lone:
        end = text.postfix_end(k)
        exponent = k + 2
        if end is None:
            continue
        braced = text.tokens[exponent].kind == "open" and text.closing(exponent) == end
        if braced:
            yield Edit(text.tokens[k].start, text.tokens[exponent].end, f"{EULER}(")
            yield Edit(text.tokens[end].start, text.tokens[end].end, ")")
        else:
            refuse_glued_exponent(text, exponent, end)
            yield Edit(text.tokens[k].start, text.tokens[exponent].start, f"{EULER}(")
            yield Edit(text.tokens[end].end, text.tokens[end].end, ")")


def _transposes(text: Operands, k: int) -> bool:
    """Is the exponent that begins with token k the T of x^T or the -T of X^-T?"""
    end = text.postfix_end(k - 2)
    exponent = "" if end is None else text.text[text.tokens[k].start : text.tokens[end].end]
    return exponent.strip(" (){}-−") in ("T", "⊤")


def _pseudoinverse(text: Operands) -> Iterator[Edit]:
    """A^+."""
    for k, token in enumerate(text.tokens):
        plain = token.text == "^" and k + 1 < len(text.tokens) and text.tokens[k + 1].text in ("+", "†")
        braced = token.text == "^" and text.text[token.end :].replace(" ", "")[:3] in ("{+}", "{†}")
        raised = token.text in ("⁺", "†") and text.ends_operand(k - 1)
        last = k if raised else k + 3 if braced else k + 1
        is_power = plain and text.tokens[last].text == "+" and text.starts_operand(last + 1)
        if is_power and text.tokens[last + 1].kind != "number":  # x^+y and A^+2, but A^+ b
            is_power = text.tokens[k - 1].text[:1].islower()
        if not (plain or braced or raised) or is_power:
            continue
        start = text.operand_start(k - 1)
        if start is not None:
            first = text.tokens[start].start
            if "†" in text.text[token.start : text.tokens[last].end] and text.tokens[start].text[0].islower():
                hint = "all numbers here are real: the conjugate transpose is x^T; the pseudoinverse is pinv(x)"
                place = Mark(Span(token.start, text.tokens[last].end))
                raise MatdiffError("syntax", "does † transpose a vector?", place, hint=hint)
            yield Edit(first, first, "pinv(")
            yield Edit(token.start, text.tokens[last].end, ")")


def _hadamard(text: Operands) -> Iterator[Edit]:
    """A o B, where o is no name, and (A)oB."""
    free = "o" not in text.symbols
    for before, token in pairwise(text.tokens):
        touches = before.kind == "close" and before.end == token.start and token.text not in text.symbols
        if free and touches and _GLUED_O.fullmatch(token.text):
            yield Edit(token.start, token.start + 1, "⊙")
    lone = [k for k, token in enumerate(text.tokens) if token.text == "o"]
    if free and all(text.ends_operand(k - 1) and text.starts_operand(k + 1) for k in lone):
        for k in lone:
            yield Edit(text.tokens[k].start, text.tokens[k].end, "⊙")


def _inner(text: Operands) -> Iterator[Edit]:
    """A : B, the inner product of the factors on both sides of it."""
    for k, token in enumerate(text.tokens):
        typed = k + 1 < len(text.tokens) and text.tokens[k + 1].text in TYPE_WORDS
        if token.text == ":" and text.ends_operand(k - 1) and text.starts_operand(k + 1) and not typed:
            _refuse_range(text, k)
            first, last = text.term(k)
            yield Edit(text.tokens[first].start, text.tokens[first].start, "<")
            yield Edit(token.start, token.end, ",")
            yield Edit(text.tokens[last].end, text.tokens[last].end, ">")
            return  # the next one is found when this one is an inner product


def _refuse_range(text: Operands, k: int) -> None:
    """x(1:3) and x(2:end) are entries."""
    before, after = text.tokens[k - 1 : k + 2 : 2]
    if before.kind == "number" and (after.kind == "number" or after.text == "end" or text.tokens[k - 2].text == "("):
        message, place = "entries of vectors and matrices are not read yet", Mark(Span(before.start, after.end))
        raise MatdiffError("unsupported", message, place, hint=ENTRIES_HINT)


def _left_division(text: Operands) -> Iterator[Edit]:
    r"""A\b: the inverse of what stands before it in the product, other left divisions included."""
    signs = [k for k, token in enumerate(text.tokens) if token.text == "\\"]
    for k in signs[:_MOST_DIVISIONS]:
        if text.ends_operand(k - 1) and text.starts_operand(k + 1):
            first, _ = text.term(k)
            start = text.tokens[first].start
            yield Edit(start, start, "inv(")
            yield Edit(text.tokens[k].start, text.tokens[k].end, ")*")


_WITH_SIGNS: tuple[tuple[Rule, str, str], ...] = (
    (refuse_lost_commands, "", "[A-Za-z]{2}"), (functions_of, "f", "of"), (refuse_words, "", "[A-Za-z]{2}"),
    (refuse_lost_exponents, "1", "[-−–]1"), (refuse_new_lines, "\n", "\n"),
    (refuse_numbers_of_formulas, "(.", r"^\s*\(\s*\w+\s*\)|\(\s*[\d.]+\s*\)|^\s*\d+\."),
    (counted, "luz", "numel|length|size|sum"),
    (stacked, ":", r"\(\s*:\s*\)"), (dotted, ".", r"\.\("), (sum_of, "un", r"(?:sum|mean)\s*\("),
    (dot_of_three, "d", r"dot\s*\("),
    (ones, "1", rf"[{''.join(QUOTES)}]1|\W1(?![\w.])"), 
    (capitals, "", r"[A-Z](?!igma|ambda)[A-Za-z]+(?:\s*[(\[{|‖∥]|\s+(?!wrt|where)[\w.])"),
    (_signs, "".join(_MEANING), _SIGNS.pattern), (braced, "{", r"_\{"), (labels, "{[", r"\^\s*[{\[]"),
    (sized, "𝟏IK", "[𝟏IK]"), (identities, "I", "I"),
    (_behind_transposes, "T", r"\^\s*T\w|\*\*\s*T\w"), (_raised, "".join(_LETTERS), f"[{''.join(_LETTERS)}]"),
    (_norms, "^²nF", r"[|‖∥]\s*[\^²F]|norm|[>⟩〉]\s*_"), (_roots, "√", "√"), (_groups, "[", r"\["),
    (_other_brackets, "[{", r"[\[{]"),
    (_euler, "e", r"e\s*(?:\^|\*\*)"), (derivative_of_expm, "L", "L_exp"),
    (_pseudoinverse, "+†⁺", r"\^\s*(?:\{\s*)?[+†]|⁺|†"), (_hadamard, "o", r"o(?!\w)|\)o"),
    (applied, "", rf"[\w{EULER}]\s+[\w.{EULER}]"), (_inner, ":", ":"), (_left_division, "\\", r"\\"),
)  # fmt: skip
"""Each rule, and what it needs to find in a text to have anything to do: one of some characters, and a pattern."""
_RULES = [(rule, frozenset(held), Rare(signs)) for rule, held, signs in _WITH_SIGNS]
