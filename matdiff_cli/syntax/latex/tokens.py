"""LaTeX cut into tokens with places; brackets of TeX come in pairs."""

from __future__ import annotations

import re
from typing import NamedTuple

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.latex.commands import KNOWN, LETTERS, SPACES

MAX_NESTING = 60

_TOKEN = re.compile(
    r"""(?P<space>\s+|~|\\(?:tag|label|color|textcolor)\*?\s*\{[^{}]*\}
        |\\(?:begin|end)\s*\{(?:equation|align|aligned|eqnarray|split|gather|gathered|multline|displaymath|math)\*?\})
    |(?P<word>(?<![A-Za-z\\])(?:wrt|where)(?![A-Za-z]))
    |\\(?P<command>[A-Za-z]+)\*?
    |(?P<row>\\\\(?:\[[^\]\n]*\])?)
    |(?P<double>\\\|\\\||\|\|)
    |(?P<symbol>\\.)
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<letter>[^\W\d_])
    |(?P<character>.)""",
    re.VERBOSE | re.DOTALL,
)
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|[|{},!;])")
_DELIMITERS = re.compile(
    r"""\$+ | ^\s*\\\\?[\[(] | \\\\?[\])](?=\s*(?:$|wrt\b|where\b)) | (?<!\\)\\[\[\]()]
    |(?<!\\)[.,;](?=[\s$]*(?:$|\\\\?[\])]|\\end\b|(?:wrt|where)\b))""",
    re.VERBOSE,
)
"""What surrounds a formula: dollars, \\[ and \\] (with one more backslash in Markdown), the end of its sentence."""
_CODE_PRODUCT = re.compile(r"[\w)'\]]\s*\.?\*\s*[\w(]")
_CODE_CALL = re.compile(r"(?<![\\\w])(?:sum|norm|trace|inv|diag|mean)\(")
_MATRIX = re.compile(r"(?:[^\W\d_a-z]\w*|\))'?\Z")
_NEAR = 40
"""What LaTeX does not write: `a*b` and calls without a backslash; what may be divided by: `A`, `A'`, `(A + B)`."""
_DEFINING = frozenset(("\\coloneqq", "\\triangleq", "\\equiv", "\\doteq"))
_OLD_UPRIGHT = frozenset(("\\rm", "\\sf", "\\tt"))


class Token(NamedTuple):
    """`text` is the token as typed, without a star behind a command; `kind` a group name of `_TOKEN`."""

    kind: str
    text: str
    span: Span


def is_latex(text: str) -> bool:
    r"""Does a backslash stand before a command? The `A\b`, `Sigma\xc` of MATLAB have a name there."""
    return "\\" in text and any(not _divides(text, found) for found in _COMMAND.finditer(text))


def _divides(text: str, found: re.Match[str]) -> bool:
    """Does a name of one letter stand there, or a short one that TeX does not know, between MATLAB's signs?"""
    name = found[1] or "\\|"
    short = len(name) <= 4 and name.islower() and name not in KNOWN and text[: found.start()][-1:].isalnum()
    return len(name) == 1 or (short and ("*" in text or "'" in text))


def refuse_undecided(text: str) -> None:
    r"""Refuse `A\exp(x)*b`, which LaTeX reads as a product and MATLAB as a left division."""
    if "\\" not in text or not (_CODE_PRODUCT.search(text) or _CODE_CALL.search(text)):
        return
    commands = list(_COMMAND.finditer(text))
    undecided = [found for found in commands if _may_divide(text, found)]
    if undecided and all(found in undecided or _divides(text, found) for found in commands):
        message = "a command of LaTeX, or MATLAB's left division?"
        hint = "a space decides: A\\ exp(x) is inv(A)*exp(x), A \\exp(x) is A*exp(x)"
        place = undecided[0]
        raise MatdiffError("syntax", message, Mark(Span(place.start(), place.end())), hint=hint, source=text)


def _may_divide(text: str, found: re.Match[str]) -> bool:
    """Does a call or, beside `*`, a letter of LaTeX stand directly behind a matrix or a group?"""
    behind = _MATRIX.search(text, max(found.start() - _NEAR, 0), found.start())
    called = text[found.end() :][:1] == "("
    return bool(behind and (called or (found[1] in LETTERS and _CODE_PRODUCT.search(text))))


def tokens(text: str) -> list[Token]:
    """The tokens that mean something. Raises MatdiffError if braces do not match or nest too deeply."""
    found: list[Token] = []
    opened: list[Span] = []
    run = 0
    bare = _DELIMITERS.sub(lambda match: " " * len(match[0]), text)
    for match in _TOKEN.finditer(bare):
        kind = match.lastgroup or ""
        span = Span(match.start(), match.end())
        name = match[kind]
        if kind == "space" or (kind in ("command", "symbol") and name.removeprefix("\\") in SPACES):
            continue
        if name == "{":
            opened.append(span)
            if len(opened) > MAX_NESTING:
                hint = "name inner parts with `where NAME = EXPRESSION`"
                message = f"more than {MAX_NESTING} braces inside each other"
                raise MatdiffError("unsupported", message, Mark(span), hint=hint, source=text)
        elif name == "}":
            if not opened:
                raise MatdiffError(
                    "syntax", '"}" has no "{" before it', Mark(span), hint="braces come in pairs", source=text
                )
            opened.pop()
        run = run + 1 if kind == "command" and name not in LETTERS else 0
        if run > MAX_NESTING:
            raise MatdiffError("unsupported", "too many commands in a row", Mark(span), hint="delete some", source=text)
        written = {"command": f"\\{name}", "double": "||"}.get(kind, name)
        written = "=" if written in _DEFINING else written
        if written in _OLD_UPRIGHT and found and found[-1].text == "{":  # {\rm tr} is \mathrm{tr}
            found[-1:] = [Token(kind, "\\mathrm", span), found[-1]]
            continue
        found.append(Token(kind, written, span))
    if opened:
        raise MatdiffError("syntax", '"{" is never closed', Mark(opened[-1]), hint="braces come in pairs", source=text)
    return found
