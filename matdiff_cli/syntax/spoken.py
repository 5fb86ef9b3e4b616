"""Words of English in a problem: `trace of A B`, and those that are no symbols, which are refused.

`calculate x'Ax` is no product with a symbol called calculate.
"""

from __future__ import annotations

from collections.abc import Iterator

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands

_WORDS = frozenset(
    """
    an and are assuming at by calculate compute derivative derive determine differentiate divided does evaluate expand
    find for from get give given gradient hessian how if into is it its jacobian let maximise maximize minimise minimize
    minus of or over please plus prove respect respective show simplify solve squared subject such take that the then
    times to transposed using what whats when where which while with
    """.split()
)
"""Words that say something about a formula. Of those of two letters only what stands between two operands is one."""
_NAMED = {"determinant": "det", "inverse": "inv", "logarithm": "log", "pseudoinverse": "pinv"}


def functions_of(text: Operands) -> Iterator[Edit]:
    """`the trace of A B`: of the whole term that follows."""
    for k in range(len(text.tokens) - 2):
        name, word = text.tokens[k : k + 2]
        spelled = _NAMED.get(name.text, name.text)
        known = spelled in text.functions and name.text not in text.symbols
        if not known or word.text != "of" or "of" in text.symbols or not text.starts_operand(k + 2):
            continue
        if k and text.tokens[k - 1].text == "the":
            yield Edit(text.tokens[k - 1].start, text.tokens[k - 1].end, "")
        _, last = text.term(k + 1)
        yield Edit(name.start, word.end, f"{spelled}(")
        yield Edit(text.tokens[last].end, text.tokens[last].end, ")")


def refuse_words(text: Operands) -> Iterator[Edit]:
    """Refuse words beside operands, with nothing but a blank between."""
    for k, token in enumerate(text.tokens):
        word = token.text
        if token.kind != "name" or word.lower() not in _WORDS or word in text.symbols or word in text.functions:
            continue
        before = text.ends_operand(k - 1)
        after = text.starts_operand(k + 1) and text.tokens[k + 1].start > token.end
        if (before and after) if len(word) == 2 else (before or after):
            hint = f"type the formula alone, as in x'*A*x wrt x; {word} may be declared"
            message = f'"{word}" is a word here, not a symbol'
            raise MatdiffError("syntax", message, Mark(Span(token.start, token.end)), hint=hint)
    yield from ()
