"""What became of the links of a chain, or of the lines of a derivation, as text and as JSON."""

from __future__ import annotations

import json
from functools import partial
from typing import TYPE_CHECKING, Any

from matdiff_cli.languages import phrase, translated
from matdiff_cli.output import notation
from matdiff_cli.output.cells import sanitise, to_ascii
from matdiff_cli.output.columns import Block, Chain, Right, placed
from matdiff_cli.output.diagnostics import SCHEMA, Paint
from matdiff_cli.output.style import Style
from matdiff_cli.output.verdicts import COLORS, SAID, claim_object, reason_lines
from matdiff_cli.output.words import written

if TYPE_CHECKING:
    from matdiff_cli.claims.judge_lines import JudgedLine, JudgedLines
    from matdiff_cli.derivation.records import Derivation

_SAID = {**SAID, "defined": "a name"}


def as_text(
    judged: JudgedLines, derivation: Derivation | None, right: Derivation | None, style: Style, *, show: bool = False
) -> str:
    """The verdict, the lines with what is said of each, why the first bad one is wrong; then the derivation.

    `derivation` is that of the problem, `right` that of what the first bad line claims.
    """
    from matdiff_cli.output.formats.text import spell

    bad = judged.first_bad
    several = "\n" in judged.chain.text.strip()
    verdict = _said(judged)
    if bad is not None and several:
        verdict = phrase("{verdict} in line {line}", verdict=verdict, line=bad.line)
    lines = [_painted(judged, translated(verdict, style.language), style) + ": " + _subject(judged)]
    lines.append(spell(list(placed([_block(judged, style)], style.width)), style))
    if bad is not None:
        lines += reason_lines(bad.found, None if right is None else right.result, style)
    if show and derivation is not None:
        from matdiff_cli.output import renderer

        lines += ["", renderer("text")(derivation, style)]
    text = "\n".join(lines)
    return to_ascii(text) if style.ascii else text


def as_line(judged: JudgedLines, style: Style) -> str:
    """The verdict and the text, with a TAB between them."""
    line = _painted(judged, _said(judged), style) + "\t" + _flat(judged.chain.text)
    return to_ascii(line) if style.ascii else line


def as_json(
    judged: JudgedLines, derivation: Derivation | None, right: Derivation | None, style: Style, *, show: bool = False
) -> str:
    """One object of schema matdiff/1 on one line: `claim` is about the first bad line, or the last one of all."""
    about = judged.first_bad or judged.lines[-1]
    claim = claim_object(_words(about.link.right.words), about.found, None if right is None else right.result, style)
    claim["verdict"] = judged.verdict
    found: dict[str, Any] = {
        "schema": SCHEMA,
        "problem": sanitise(judged.chain.text),
        "claim": claim,
        "lines": [_object(line, style) for line in judged.lines],
        "reading": [sanitise(translated(remark, style.language)) for remark in judged.reading],
    }
    if show:
        from matdiff_cli.output.formats.json import to_object

        found["derivation"] = derivation and to_object(derivation, style)
    return json.dumps(found, ensure_ascii=style.ascii)


def _object(line: JudgedLine, style: Style) -> dict[str, Any]:
    left = None if line.link.goes_on or not line.link.written else _words(line.link.written)
    return {
        "line": line.line,
        "left": left,
        "relation": line.link.relation,
        "right": _words(line.link.right.words),
        "verdict": line.verdict,
        "slip": line.found.slip,
        "condition": line.found.condition,
        "reason": _reason(line, style) or None,
        "rule": line.reason.rule if line.reason is not None else None,
    }


def _said(judged: JudgedLines) -> str:
    layout = next((line.found.layout for line in judged.lines if line.verdict == "layout"), None)
    return phrase(_SAID.get(judged.verdict, judged.verdict), layout=phrase(layout or ""))


def _painted(judged: JudgedLines, verdict: str, style: Style) -> str:
    return Paint(style.color)(COLORS[judged.verdict], verdict)


def _subject(judged: JudgedLines) -> str:
    """What the lines are about: the problem, or the first line of identities."""
    return _flat(judged.chain.problem or judged.chain.text.strip().split("\n")[0])


def _flat(text: str) -> str:
    return " ".join(sanitise(text).split())


def _words(text: str) -> str:
    return " ".join(sanitise(text.replace("\n", " ")).split())


def _block(judged: JudgedLines, style: Style) -> Block:
    chains: list[tuple[str, list[Right]]] = []
    for line in judged.lines:
        link = line.link
        if not link.goes_on or not chains:
            left = _words(link.written)
            chains.append((left, []))
        said = phrase(_SAID.get(line.verdict, line.verdict), layout=phrase(line.found.layout or ""))
        remark = ": ".join(filter(None, (translated(said, style.language), _reason(line, style))))
        chains[-1][1].append(Right(link.relation, _words(link.right.words), remark))
    return Block([Chain(*chain) for chain in chains], "math")


def _reason(line: JudgedLine, style: Style) -> str:
    spell = partial(notation.text if style.ascii else notation.unicode, style=style)
    return written(line.reason, spell, language=style.language) if line.reason is not None else ""
