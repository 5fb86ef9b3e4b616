r"""What LaTeX and Markdown pages of rules and functions have in common: statements and lines in math mode."""

from __future__ import annotations

from matdiff_cli.output import notation
from matdiff_cli.output.cells import to_ascii
from matdiff_cli.output.reference.entries import Entry, Statement
from matdiff_cli.output.style import Style
from matdiff_cli.output.typeset import in_text, symbol_in_space


def statement(found: Statement, style: Style, *, shapes: bool = True) -> str:
    """An equation in math mode, with the shapes of its symbols."""
    equation, symbols = found
    where = [symbol_in_space(symbol, style) for symbol in symbols] if shapes else []
    return notation.latex(equation, style) + (rf", \quad {', '.join(where)}" if where else "")


def statements(entry: Entry, style: Style) -> str:
    """All equations of an entry between dollars."""
    return ", ".join(f"${statement(found, style, shapes=False)}$" for found in entry.statements)


def words(text: str) -> str:
    """Words for text mode, in ASCII but for the mark of an increment."""
    return r"$\Delta$".join(in_text("".join(map(_in_ascii, part))) for part in text.split("Δ"))


def _in_ascii(character: str) -> str:
    return character if "가" <= character <= "힣" else to_ascii(character)
