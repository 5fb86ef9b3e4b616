"""Commands of LaTeX whose backslash a shell took: `x^top A x`, `A odot B`, `<tab>heta^T x`. They are no symbols."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.draft import Edit
from matdiff_cli.syntax.operands import Operands
from matdiff_cli.syntax.rare import Rare

_COMMANDS = frozenset((
    "boldsymbol", "cdot", "cdots", "circ", "dfrac", "frac", "intercal", "langle", "ldots", "lvert", "lVert",
    "mathbf", "mathcal", "mathrm", "mathsf", "nabla", "odot", "operatorname", "otimes", "partial", "prime",
    "qquad", "quad", "rangle", "rvert", "rVert", "tfrac", "top",
))  # fmt: skip
_RESTS = {"heta": "theta", "abla": "nabla", "imes": "times"}
"""What is left where `\\t` and `\\n` were read as a tab and a new line."""
_BEHIND_TAB = {"op": "top", "au": "tau", "ext": "text", "ilde": "tilde"}
"""The same, where the tab still stands."""
_ACCENTS = frozenset(("bar", "hat", "tilde"))
"""Commands that stand in front of a symbol: `hat y`."""
_PAIRS = frozenset(("left", "right"))
"""Commands that come together."""
_GLUED = re.compile(r"[A-Za-z]?(cdot|circ|odot|otimes)[A-Za-z]?|(top|prime)[A-Z]\w*")
"""Those that letters may touch: Bcirc C, x^topAx."""
_ANY = Rare(
    rf"(?:\t({'|'.join(_BEHIND_TAB)})|\t?(?<![\\\w])({'|'.join({*_COMMANDS, *_RESTS, *_ACCENTS, *_PAIRS})}))(?![^\W_])"
)


def with_backslashes(text: str) -> str:
    """The text with the backslashes that a shell may have taken."""
    return _ANY.sub(lambda found: f"\\{_BEHIND_TAB.get(found[1]) or _RESTS.get(found[2], found[2])}", text)


def refuse_lost_commands(text: Operands) -> Iterator[Edit]:
    """Refuse names that are commands of LaTeX, or what is left of one."""
    for k, token in enumerate(text.tokens):
        if token.kind == "name" and len(token.text) > 1 and (command := _command(text, k)):
            message = f"is {token.text} a symbol, or what is left of \\{command}?"
            hint = f"a shell takes backslashes: put LaTeX in single quotes, or in a file; or declare {token.text}"
            raise MatdiffError("syntax", message, Mark(Span(token.start, token.end)), hint=hint)
    yield from ()


def _command(text: Operands, k: int) -> str:
    """The command that token k is left of, or nothing."""
    token = text.tokens[k]
    word = token.text.partition("_")[0]
    if token.text in text.symbols or word in text.functions:
        return ""
    accent = word in _ACCENTS and text.starts_operand(k + 1) and text.tokens[k + 1].start > token.end
    if word in _COMMANDS or accent or (word in _PAIRS and _PAIRS.issubset(each.text for each in text.tokens)):
        return word
    if glued := _GLUED.fullmatch(word):
        return glued[1] or glued[2]
    behind_tab = text.text[token.start - 1 : token.start] == "\t"
    return _RESTS.get(word) or (_BEHIND_TAB.get(word, "") if behind_tab else "")
