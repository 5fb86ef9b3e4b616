"""The page of the text format: numbered steps, lines aligned on the relation sign, reasons in a column of their own.

The page is made of spans with roles, so that plain text and the coloured terminal show the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from matdiff_cli.derivation.records import Derivation, Line, Note, Reason, Step
from matdiff_cli.expressions.equation import Formula
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.languages import phrase, translated
from matdiff_cli.output import notation
from matdiff_cli.output.breaking import break_line
from matdiff_cli.output.cells import to_ascii, width
from matdiff_cli.output.columns import HELD, INDENT, Block, Chain, Right, Role, Row, Span, placed, wrapped
from matdiff_cli.output.notation.names import unicode_name
from matdiff_cli.output.notation.sizes import shape_of, text_space, unicode_space
from matdiff_cli.output.style import Style
from matdiff_cli.output.words import check_words, condition_words, facts, layout_remark, target_name, written
from matdiff_cli.typing.typed import Symbol

_HEADER_GAP = 8
_LONGEST_HELD = 16
"""Characters of a formula among words that is not parted."""


def lay_out(derivation: Derivation, style: Style) -> list[list[Span]]:
    """The page as lines of spans."""
    writer = Writer(style)
    page: list[Row | Block] = [*_header(derivation, writer)]
    for number, step in enumerate(derivation.steps, 1):
        heading = f"{number}. {writer.words(written(step, writer.math, language=style.language))}"
        page += [Row("", "title"), *wrapped(heading, "title", style.width, len(f"{number}. "))]
        page.append(_step(step, writer))
    if conditions := condition_words(derivation.result, writer.math, str, style.language):
        page += wrapped(" " * INDENT + writer.words(conditions), "symbols", style.width, INDENT + 3)
    if derivation.check is not None:
        role: Role = "checked" if derivation.check.passed else "failed"
        page += [Row("", role), *wrapped(check_words(derivation.check, style.language), role, style.width, 0)]
    for found in derivation.cost:
        heading = writer.words(written(found.step, writer.math, language=style.language))
        page += [Row("", "title"), *wrapped(heading, "title", style.width, 0), _step(found.step, writer)]
    if (code := derivation.code) is not None:
        page += [
            Row("", "title"),
            Row(translated(phrase("Code for {target}", target=code.target), style.language), "title"),
            Row("", "math"),
        ]
        page += [Row(line, "math") for line in code.source.splitlines()]
    return list(placed(page, style.width))


def lay_out_step(step: Step, style: Style) -> list[list[Span]]:
    """The lines of a step alone."""
    return list(placed([_step(step, Writer(style))], style.width))


@lru_cache(maxsize=512)
def _general_reasons(style: Style) -> dict[str, str]:
    """The reasons by one rule that speak of no expression of a problem, as pages of a style have them."""
    return {}


class Writer:
    """Spells expressions, names, sets and words for a style."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.math: Callable[[Formula], str] = (
            partial(notation.text, style=style) if style.ascii else notation.unicode_writer(style)
        )
        self.name: Callable[[str], str] = str if style.ascii else partial(unicode_name, verbatim=style.verbatim)
        self.space = partial(text_space if style.ascii else unicode_space, verbatim=style.verbatim)
        self._general = _general_reasons(style)

    def words(self, text: str) -> str:
        """A sentence in the style's characters."""
        return to_ascii(text) if self.style.ascii else text

    def left(self, line: Line) -> str:
        """The left side of a line, empty where it goes on from the one above."""
        return "" if line.left is None else self.words("⇒ " * line.follows) + self.math(line.left)

    def right(self, line: Line, before: Node | None = None) -> str:
        """The right side of a line, with its shape behind it where the line shows one; what is new since `before`
        stressed, in colour.
        """
        shape = self.member("", self.space(shape_of(line.right)), " " * 2) if line.shown_shape else ""
        if not self.style.color or before is None:
            return self.math(line.right) + shape
        from matdiff_cli.output.stress import stressed  # pages without colour need none

        return stressed(before, line.right, self.math) + shape

    def reason(self, line: Line) -> str:
        """Why a line holds. Short formulas are not parted, longer ones not within brackets."""
        said = line.reason
        if said is None:
            return ""
        only = said.uses[0] if isinstance(said, Reason) and len(said.uses) == 1 else None
        if only is None or only.subjects:
            return self._because(said)
        known = self._general.get(only.rule)
        if known is None:
            known = self._general[only.rule] = self._because(said)
        return known

    def _because(self, said: Reason | Note) -> str:
        return self.words(written(said, self._held, language=self.style.language))

    def _held(self, formula: Formula) -> str:
        text = self.math(formula)
        if len(text) <= _LONGEST_HELD:
            return text.replace(" ", HELD)
        if "(" not in text and "[" not in text:
            return text
        held, depth = "", 0
        for word in text.split(" "):
            depth += word.count("(") + word.count("[") - word.count(")") - word.count("]")
            held += word + (HELD if depth > 0 else " ")
        return held[:-1]

    def member(self, text: str, shape: str, gap: str = " ") -> str:
        """`text ∈ shape`."""
        return f"{text}{gap}{'in' if self.style.ascii else '∈'} {shape}"

    def symbol(self, symbol: Symbol) -> str:
        """A symbol, the set that it lives in, and what is declared of it."""
        shape = self.words("ℤ") if symbol.integer else self.space(symbol.shape)
        return " ".join(filter(None, (self.member(self.name(symbol.name), shape), facts(symbol, self.style.language))))


def _header(derivation: Derivation, writer: Writer) -> Iterator[Row]:
    problem, style = derivation.problem, writer.style
    function = writer.math(derivation.function)
    function = function if function.isalnum() else f"({function})"
    target = target_name(problem.target, writer.name)
    second = derivation.order == 2
    mark, square = ("d" if style.ascii else "∂"), ("^2" if style.ascii else "²")
    mark_above = mark + square if second else mark
    below = f"{mark}{target}{square if second else ''}"
    if derivation.by is not None:
        below = f"{mark}{target}{' ' if style.ascii else ''}{mark}{target_name(derivation.by, writer.name)}"
    quotient = f"{mark_above}{function}/{below}"
    symbols = ", ".join(_held_together(writer.symbol(symbol), style) for symbol in problem.symbols.values())
    abbreviations = ", ".join(
        _held_together(f"{writer.name(name)} = {writer.math(derivation.bindings[name])}", style)
        for name in problem.abbreviations
        if name in derivation.bindings
    )
    remark = _held_together(layout_remark(derivation, style.language), style)
    about = "; ".join(filter(None, (symbols, abbreviations, remark)))
    if about and width(quotient) + _HEADER_GAP + width(about) <= style.width:
        yield Row(quotient, "header", extra=[(" " * _HEADER_GAP + about.replace(HELD, " "), "symbols")])
        return
    for index, part in enumerate(break_line(quotient, style.width - 2)):
        yield Row((" " * 2 if index else "") + part, "header")
    yield from wrapped(" " * INDENT + about if about else "", "symbols", style.width, INDENT)


def _held_together(words: str, style: Style) -> str:
    """Words that should not be parted, if they fit on a line at all."""
    return words.replace(" ", HELD) if width(words) < style.width - INDENT else words


def _step(step: Step, writer: Writer) -> Block:
    chains: list[tuple[str, list[Right]]] = []
    before: Node | None = None
    for line in step.lines:
        if line.left is not None or not chains:
            chains.append((writer.left(line), []))
            before = line.left
        chains[-1][1].append(Right(writer.words(line.relation), writer.right(line, before), writer.reason(line)))
        before = line.right
    return Block([Chain(*chain) for chain in chains], "result" if step.key == "result" else "math")
