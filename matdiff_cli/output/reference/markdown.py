"""Rules and functions in Markdown."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.languages import translated
from matdiff_cli.output.formats import markdown
from matdiff_cli.output.reference.entries import Entry
from matdiff_cli.output.reference.typeset import statement, statements
from matdiff_cli.output.style import Style

COLUMNS = ("name", "statement", "words", "source")


def table(entries: Sequence[Entry], style: Style) -> str:
    """A table: name, statements, words, source."""
    style = markdown.for_markdown(style)
    columns = " | ".join(translated(word, style.language) for word in COLUMNS)
    rows = (f"| {_names(e)} | {statements(e, style)} | {_words(e.words)} | {_words(e.source)} |" for e in entries)
    return "\n".join([f"| {columns} |", "| --- | --- | --- | --- |", *rows])


def page(entry: Entry, style: Style) -> str:
    """The entry in full, and its example derived."""
    style = markdown.for_markdown(style)
    blocks = [f"# {_names(entry)}: {_words(entry.words)}"]
    blocks += (f"$$\n{statement(found, style)}\n$$" for found in entry.statements)
    blocks += (
        ["\n".join(f"- {translated(word, style.language)}: {_words(said)}" for word, said in entry.facts)]
        if entry.facts
        else []
    )
    blocks += [_words(entry.why)] if entry.why else []
    if entry.reasoning is not None:
        blocks.append(markdown.display(entry.reasoning.lines, style))
    blocks += [f"{translated('Source', style.language)}: {_words(entry.source)}"] if entry.source else []
    return "\n\n".join([*blocks, markdown.render(entry.derivation(), style)])


def _names(entry: Entry) -> str:
    return ", ".join(f"`{name}`" for name in entry.names)


def _words(text: str) -> str:
    """Words in which nothing is markup."""
    return "".join(f"\\{character}" if character in "\\`*_|<[]" else character for character in text)
