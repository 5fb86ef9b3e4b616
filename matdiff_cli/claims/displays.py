r"""Lines set in LaTeX: their signs as plain ones, as `\approx`, `\implies`, `&=`, `\\`, `\nabla f`.

What the sides say besides is left to the reader of LaTeX.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from matdiff_cli.syntax.asked import DERIVATIVES, NAME
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.syntax.latex.commands import BOLD, FRACTIONS, LETTERS, MATRICES
from matdiff_cli.syntax.latex.recognize import is_latex
from matdiff_cli.syntax.said import TYPE_WORDS
from matdiff_cli.typing.names import canonical

_NESTED = r"\{(?:[^{}]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*\}"
_PARTS = re.compile(
    rf"(?P<array>\\(?P<edge>begin|end)\{{(?:{'|'.join(sorted(MATRICES))})\}})"
    rf"|(?P<silent>\\(?:tag|label)\*?\s*{_NESTED}|\\(?:begin|end)\s*\{{\w+\*?\}}|\\[\[\]]|\$+|&)"
    r"|(?P<row>\\\\(?:\[[^\]\n]*\])?(?P<last>[ \t]*(?=\n|$))?)"
    r"|\\(?:(?P<about>approx|simeq)|(?P<exact>doteq)|(?P<follows>Rightarrow|Longrightarrow|implies|therefore))(?![A-Za-z])",
    re.DOTALL,
)
_PLAIN = {"about": "≈", "exact": "=", "follows": "⇒"}

_IS = re.compile(
    rf"\s*(?:the\s+)?(?:partial\s+)?(?:{DERIVATIVES})\s[^=]*?\s(?P<sign>is)\s+(?!(?:an?\s+|the\s+)?(?:{'|'.join(TYPE_WORDS)}))",
    re.IGNORECASE,
)
_BOLD = rf"\\(?:{'|'.join(sorted(BOLD | {'vec'}))})(?![A-Za-z])\s*"
SYMBOL = rf"(?:{_BOLD})?\{{?\s*(?:\\(?:{'|'.join(LETTERS)})(?![A-Za-z])|{NAME})\s*\}}?"
"""A symbol, in the language or in LaTeX."""

_NAME, _SYMBOL = re.compile(NAME), re.compile(rf"\s*{SYMBOL}\s*")

_UPRIGHT = r"\\(?:mathrm|operatorname|text)\s*\{\s*d\s*\}"
_D = rf"(?:\\partial|∂|{_UPRIGHT}|(?<![A-Za-z])d)\s*"
_SIGNS = re.compile(
    rf"(?P<nabla>\\nabla\s*(?P<square>\^\s*(?:2|\{{2\}})\s*)?(?:_\s*\{{?\s*{SYMBOL}\s*\}}?\s*)?)"
    rf"|(?:\\(?:{'|'.join(sorted(FRACTIONS))})\s*\{{\s*)?{_D}(?P<f>{NAME})(?:\s*\}}\s*\{{\s*|\s*/\s*){_D}(?P<by>{SYMBOL})(?:\s*\}})?"
    rf"|(?P<mark>(?:\\Delta|{_UPRIGHT})\s*(?=\(|\\left|\\lvert|\||∇|\\(?:log|ln|det|operatorname|tr|nabla)(?![A-Za-z])))"
    r"|(?:\\(?:left|right)\s*(?=[()]))|(?P<trace>\\operatorname\s*\{\s*tr\s*\})"
    rf"|(?P<jacobian>(?<![A-Za-z])J_(?:{NAME}|\{{{NAME}\}})(?=\())|(?P<map>\\mathrm\{{D\}})"
)

_DERIVATIVE = re.compile(
    rf"\s*(?:(?:∇²?{NAME}|(?:grad|hess)\s+[^\W\d_](?!\w))\s*(?:\(.*\))?|∂{NAME}/∂{NAME})\s*(?:\^\s*(?:\{{.*\}}|\\?\w+))?\s*"
)


def with_plain_signs(text: str) -> str:
    """A text of lines with everything between their sides in its place, as the language has it."""
    depth = 0  # of matrices in one another

    def plain(found: re.Match[str]) -> str:
        nonlocal depth
        depth += {"begin": 1, "end": -1}.get(found["edge"], 0)
        if depth > 0 or found["array"]:
            return found[0]
        sign = ";" if found["row"] and found["last"] is None else _PLAIN.get(found.lastgroup or "", "")
        return sign + " " * (len(found[0]) - len(sign))

    return _PARTS.sub(plain, text) if is_latex(text) else text


def with_single_signs(text: str) -> str:
    """The text with = for the == of programs and for the `is` of `the gradient of x'x is 2x`, all else in its place."""
    if "=" not in text and (said := _IS.match(text)):
        return f"{text[: said.start('sign')]}= {text[said.end('sign') :]}"
    return text.replace("==", "= ")


def plain_derivatives(text: str, symbols: Collection[str] = ()) -> Iterator[Edit]:
    r"""The signs of derivatives within a side, and those of the increments of groups; Δ may be one of the `symbols`."""
    for found in _SIGNS.finditer(text) if is_latex(text) or "J_" in text else ():
        plain = {"trace": r"\tr", "jacobian": "J", "map": "D"}.get(found.lastgroup or "", "")
        if found["nabla"]:
            plain = "∇²" if found["square"] else "∇"
        elif found["f"]:
            plain = f"∂{found['f']}/∂{_NAME.findall(found['by'])[-1]}"
        elif found["mark"]:
            plain = found[0] if "Delta" in found[0] and "Delta" in symbols else "d"
        yield Edit(*found.span(), plain)


def in_plain_signs(side: str) -> str:
    """A side with the signs of its derivatives in the language."""
    return Draft.of(side).edited(plain_derivatives(side)).text


def name_of(side: str) -> str:
    """The name that is all of a side, in the language or in LaTeX; empty for anything else."""
    return canonical(_NAME.findall(side)[-1]) if _SYMBOL.fullmatch(side) else ""


def is_derivative(side: str) -> bool:
    """Is a side the derivative of something that has a name, and nothing else?"""
    return _DERIVATIVE.fullmatch(in_plain_signs(side)) is not None
