"""Rules and functions in LaTeX."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.languages import translated
from matdiff_cli.output.formats import latex
from matdiff_cli.output.reference.entries import Entry
from matdiff_cli.output.reference.typeset import statement, statements, words
from matdiff_cli.output.style import Style


def table(entries: Sequence[Entry], style: Style) -> str:
    """A description list: name, words, statements, source."""
    items = (_item(entry, style) for entry in entries)
    return "\\begin{description}\n" + "\n".join(items) + "\n\\end{description}"


def _item(entry: Entry, style: Style) -> str:
    said = ": ".join(filter(None, (words(entry.words), statements(entry, style))))
    source = f" ({words(entry.source)})" if entry.source else ""
    return rf"  \item[{', '.join(entry.names)}] {said}{source}"


def page(entry: Entry, style: Style) -> str:
    """The entry in full, and its example derived."""
    blocks = [rf"\paragraph{{{', '.join(entry.names)}: {words(entry.words)}}}"]
    blocks += (f"\\[\n  {statement(found, style)}\n\\]" for found in entry.statements)
    blocks += (rf"\noindent {translated(word, style.language)}: {words(said)}." for word, said in entry.facts)
    blocks += [rf"\noindent {words(entry.why)}"] if entry.why else []
    if entry.reasoning is not None:
        blocks.append(latex.aligned(entry.reasoning.lines, style))
    blocks += [rf"\noindent {translated('Source', style.language)}: {words(entry.source)}."] if entry.source else []
    return "\n\n".join([*blocks, latex.render(entry.derivation(), style)])
