"""HTML with mathematics in MathML: a fragment for a page of one's own, or a whole page that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from html import escape

from matdiff_cli.derivation.records import Derivation, Line
from matdiff_cli.expressions.equation import Formula
from matdiff_cli.languages import ENGLISH, translated
from matdiff_cli.output import notation
from matdiff_cli.output.answers import answer_lines, with_names
from matdiff_cli.output.notation.sizes import shape_of
from matdiff_cli.output.notation.spelling_mathml import MathmlSpelling, operator
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.output.words import check_words, condition_words, facts, layout_remark, target_name, written
from matdiff_cli.typing.typed import Symbol

_STYLE = """\
:root { color-scheme: light dark; --ink: #1c1c1e; --paper: #ffffff; --faint: #5b6470; --line: #d5d9de;
  --answer: #0b6b3a }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e8ea; --paper: #16181c; --faint: #a3adb8; --line: #3a4048; --answer: #7ddba3 } }
body { margin: 0 auto; max-width: 54rem; padding: 1.5rem; color: var(--ink); background: var(--paper);
  font: 1.05rem/1.55 system-ui, sans-serif }
math { font-size: 1.1em }
article + article { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: 1.5rem }
h1, h2, h3, h4, h5, h6 { font-size: 1.25rem; font-weight: 600; overflow-x: auto; overflow-y: hidden }
summary { cursor: pointer; font-weight: 600; margin-top: 1.2rem }
.lines { overflow-x: auto; padding: .3rem 0 .3rem 1.2rem }
table { border-collapse: collapse }
td { padding: .2rem .25rem; vertical-align: middle; white-space: nowrap }
td.left { text-align: right }
td.reason { padding-left: 2rem; min-width: 9rem; white-space: normal; color: var(--faint); font-style: italic }
tr.answer td.left, tr.answer td.right { color: var(--answer) }
.symbols, .conditions, .check { color: var(--faint) }
@media (max-width: 40rem) {
  body { padding: 1rem } .lines { padding-left: 0 }
  td.reason { display: block; padding: 0 0 .4rem 1.5rem; white-space: normal }
  tr { display: block } td.left, td.right, td.relation { display: inline-block } }
"""


def document(fragments: Sequence[str], language: str = ENGLISH) -> str:
    """A whole page of several fragments, in light and in dark, without any script or anything from elsewhere."""
    head = '<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    body = "\n\n".join(fragments)
    title = f"<title>{translated('Derivations by matdiff', language)}</title>"
    return (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n{head}{title}\n<style>\n{_STYLE}</style>\n</head>\n'
        f"<body>\n{body}\n</body>\n</html>"
    )


def render(derivation: Derivation, style: Style) -> str:
    """A derivation as an article; its steps fold."""
    style = for_problem(style, derivation.problem)
    worked = "\n".join(_worked(derivation, style))
    asked = list(_conditions(derivation, style))
    blocks = list(_title(derivation, style))
    if style.details:
        folded = f"<summary>{translated('Derivation', style.language)}</summary>\n{worked}"
        main, *names = answer_lines(derivation)
        answer = _table([main, *names], style, answer=main)
        blocks += [answer, *asked, f"<details>\n{folded}\n</details>"]
    else:
        blocks += [worked, *asked]
    if derivation.check is not None:
        blocks.append(f'<p class="check">{escape(check_words(derivation.check, style.language))}</p>')
    for found in derivation.cost:
        title = written(found.step, partial(_math, style=style), escape, style.language)
        blocks.append(f'<p class="cost">{title}</p>\n{_table(found.step.lines, style)}')
    if (code := derivation.code) is not None:
        blocks.append(f'<pre class="code"><code class="language-{code.language}">{escape(code.source)}</code></pre>')
    return "\n".join(['<article class="matdiff">', *blocks, "</article>"])


def answer(derivation: Derivation, style: Style) -> str:
    """Only the result."""
    spell = partial(notation.mathml, style=for_problem(style, derivation.problem))
    return f"<math>{with_names(derivation.result, spell, '<mtext> where </mtext>', operator('='))}</math>"


def _title(derivation: Derivation, style: Style) -> Iterator[str]:
    spelling = MathmlSpelling(style)
    if style.heading is not None:
        yield f"<h{style.heading}>{_quotient(derivation, style, spelling)}</h{style.heading}>"
    symbols = ", ".join(_symbol(symbol, spelling, style.language) for symbol in derivation.problem.symbols.values())
    about = "; ".join(part for part in (symbols, escape(layout_remark(derivation, style.language))) if part)
    if about:
        yield f'<p class="symbols">{about}</p>'


def _conditions(derivation: Derivation, style: Style) -> Iterator[str]:
    if asked := condition_words(derivation.result, partial(_math, style=style), escape, style.language):
        yield f'<p class="conditions">{asked[0].upper()}{asked[1:]}.</p>'


def _quotient(derivation: Derivation, style: Style, spelling: MathmlSpelling) -> str:
    """∂f/∂X, or ∂²f/∂x∂y."""
    round_d = "<mi>∂</mi>"
    squared = f"<msup>{round_d}<mn>2</mn></msup>" if derivation.order == 2 else round_d
    comma = operator(",")
    below = round_d + target_name(derivation.problem.target, spelling.name, comma)
    if derivation.by is not None:
        below += round_d + target_name(derivation.by, spelling.name, comma)
    elif derivation.order == 2:
        below = f"{round_d}<msup><mrow>{below.removeprefix(round_d)}</mrow><mn>2</mn></msup>"
    function = notation.mathml(derivation.function, style)
    fraction = f"<mfrac><mrow>{squared}</mrow><mrow>{below}</mrow></mfrac>"
    return f"<math>{fraction}{spelling.parenthesise(function)}</math>"


def _symbol(symbol: Symbol, spelling: MathmlSpelling, language: str) -> str:
    where = "<mi>ℤ</mi>" if symbol.integer else spelling.space(symbol.shape)
    name = spelling.name_of(symbol.name, bold=symbol.kind in ("vector", "row"))
    words = facts(symbol, language)
    return f"<math>{name}{operator('∈')}{where}</math>" + (f" {escape(words)}" if words else "")


def _worked(derivation: Derivation, style: Style) -> Iterator[str]:
    if style.compact:
        yield _table(
            [line for step in derivation.steps for line in step.lines], style, answer=derivation.steps[-1].lines[-1]
        )
        return
    for number, step in enumerate(derivation.steps, 1):
        title = written(step, partial(_math, style=style), escape, style.language)
        title = title if style.heading is None else f"{number}. {title}"
        table = _table(step.lines, style, answer=derivation.steps[-1].lines[-1])
        yield f"<details open=''>\n<summary>{title}</summary>\n{table}\n</details>"


def _table(lines: Sequence[Line], style: Style, answer: Line | None = None) -> str:
    rows = "\n".join(_row(line, style, is_answer=line is answer) for line in lines)
    return f'<div class="lines"><table>\n{rows}\n</table></div>'


def _row(line: Line, style: Style, *, is_answer: bool) -> str:
    left = "" if line.left is None else f"<math>{operator('⇒')}</math> " * line.follows + _math(line.left, style)
    relation = f"<math>{operator(line.relation)}</math>"
    right = _math(line.right, style)
    if line.shown_shape:
        right += f" <math>{operator('∈')}{MathmlSpelling(style).space(shape_of(line.right))}</math>"
    reason = written(line.reason, partial(_math, style=style), escape, style.language) if line.reason else ""
    cells = {"left": left, "relation": relation, "right": right, "reason": reason}
    body = "".join(f'<td class="{name}">{content}</td>' for name, content in cells.items())
    return f'<tr class="answer">{body}</tr>' if is_answer else f"<tr>{body}</tr>"


def _math(formula: Formula, style: Style) -> str:
    return f"<math>{notation.mathml(formula, style)}</math>"
