"""Rules and functions as text, and in colour for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matdiff_cli.languages import translated
from matdiff_cli.output.cells import padded
from matdiff_cli.output.columns import Right, Role, Row, Span, placed, with_reason, wrapped
from matdiff_cli.output.formats import text
from matdiff_cli.output.layout import Writer, lay_out_step
from matdiff_cli.output.reference.entries import Entry, Statement
from matdiff_cli.output.style import Style

_INDENT = 5


def table(entries: Sequence[Entry], style: Style) -> str:
    """Three lines for each: name and words, statements, source."""
    return "\n".join(_entry(entry, style) for entry in entries)


def _entry(entry: Entry, style: Style) -> str:
    writer = Writer(style)
    rows = [Row(", ".join(entry.names), "title", extra=[(f"  {writer.words(entry.words)}", "symbols")])]
    statements = ", ".join(writer.math(equation) for equation, _ in entry.statements)
    rows += _indented(writer.words(statements), "math", style)
    rows += _indented(writer.words(entry.source), "reason", style)
    return _written(rows, style)


def page(entry: Entry, style: Style) -> str:
    """The entry in full, and its example derived."""
    writer = Writer(style)

    def heading(title: str) -> Row:
        return Row(translated(title, style.language), "title")

    rows = list(wrapped(f"{', '.join(entry.names)}: {writer.words(entry.words)}", "header", style.width, _INDENT))
    rows += [Row("", "math")] if entry.statements or entry.facts else []
    rows += [row for one in entry.statements for row in _statement(one, writer)]
    for word, said in entry.facts:
        rows += _indented(padded(translated(word, style.language) + ":", 9) + writer.words(said), "math", style)
    if entry.why:
        rows += [
            Row("", "math"),
            heading("Why it holds"),
            *_indented(writer.words(entry.why), "math", style),
        ]
    blocks = [_written(rows, style)]
    if entry.reasoning is not None:
        blocks.append(text.spell(lay_out_step(entry.reasoning, style), style))
    about = [heading("Source"), *_indented(writer.words(entry.source), "math", style)] if entry.source else []
    about += [Row("", "math")] if about else []
    about += wrapped(f"{translated('Example', style.language)}: {entry.command}", "title", style.width, _INDENT)
    example = text.render(entry.derivation(), style)
    return "\n\n".join([*blocks, _written(about, style), example])


def _statement(statement: Statement, writer: Writer) -> Iterator[Row]:
    """An equation, and the shapes of its symbols in the column of reasons."""
    equation, symbols = statement
    where = ", ".join(map(writer.symbol, symbols))
    said = Right("", writer.words(writer.math(equation)), where)
    yield from with_reason(" " * _INDENT, _INDENT, said, "result", writer.style.width)


def _indented(words: str, role: Role, style: Style) -> Iterator[Row]:
    return wrapped(" " * _INDENT + words, role, style.width, _INDENT) if words else iter(())


def _written(rows: Sequence[Row], style: Style) -> str:
    page: list[list[Span]] = list(placed(rows, style.width))
    return text.spell(page, style)
