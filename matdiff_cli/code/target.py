"""What every target shares: values become text by templates, and what is used again gets a name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import ClassVar

from matdiff_cli.code.lowerings import LOWERINGS
from matdiff_cli.code.module import Export
from matdiff_cli.code.program import Value
from matdiff_cli.code.signature import Signature

SUM, MATRIX_PRODUCT, PRODUCT, POWER, ATOM = range(1, 6)
"""How tightly a text holds together."""

_LONGEST = 70
"""A longer text within another gets a name."""


@dataclass(frozen=True)
class Rule:
    """How an operation is written: {0}, {1}, … are its operands, {shape} its shape, {rows} its rows.

    `level` says how tightly the text holds together, `inner` how tightly the operands have to. `helpers` are the
    functions of the module that it calls.
    """

    text: str
    level: int = ATOM
    inner: tuple[int, ...] = ()
    helpers: tuple[str, ...] = ()


def call(text: str, *helpers: str) -> Rule:
    """A call, or something else with brackets of its own around the operands."""
    return Rule(text, ATOM, (), helpers)


@dataclass(frozen=True)
class Text:
    text: str
    level: int = ATOM

    def within(self, level: int) -> str:
        return self.text if self.level >= level else f"({self.text})"


@dataclass
class Body:
    """The statements of a function: comments, and pairs of a name and a text; then what it returns."""

    statements: list[tuple[list[str], str, str]] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    results: list[str] = field(default_factory=list)
    helpers: dict[str, None] = field(default_factory=dict)
    sizes: dict[str, None] = field(default_factory=dict)


class Target:
    """A language: its rules, and how its functions and modules are laid out. Subclasses say the rest."""

    name: ClassVar[str]
    language: ClassVar[str]
    """What Markdown calls it."""

    rules: ClassVar[Mapping[str, Rule]]
    """Operation → rule. `op:data`, and `op/ranks` of the operands, go before `op`."""

    elementwise: ClassVar[str] = "*"
    """The sign between factors that are multiplied entry by entry."""

    def source(self, export: Export) -> str:
        """A module with the functions of a problem; its parts stand two blank lines apart, imports first."""
        raise NotImplementedError

    def rule(self, value: Value) -> Rule:
        ranks = "".join(str(arg.rank) for arg in value.args)
        for key in (f"{value.op}:{value.data}/{ranks}", f"{value.op}:{value.data}", f"{value.op}/{ranks}", value.op):
            if key in self.rules:
                return self.rules[key]
        raise KeyError(f"{value.op}:{value.data}/{ranks}")

    def body(self, results: Iterable[Value], signature: Signature) -> Body:
        """The statements that compute some values."""
        return _Writer(self, signature).write(list(results))

    # --- leaves, and what has any number of operands --------------------------------------------------------------

    def number(self, value: object) -> Text:
        """A non-negative number; halves and the like as decimals, other fractions as quotients."""
        raise NotImplementedError

    def size(self, size: object, signature: Signature) -> Text:
        raise NotImplementedError

    def shape(self, value: Value, signature: Signature) -> str:
        raise NotImplementedError

    def literal(self, value: Value, entries: list[Text]) -> Text:
        raise NotImplementedError


class _Writer:
    def __init__(self, target: Target, signature: Signature) -> None:
        self.target, self.signature = target, signature
        self._taken = set(signature.taken)
        self.written = Body()
        self._texts: dict[Value, Text] = {}
        self._comments: dict[str, None] = {}
        self._said: set[str] = set()

    def write(self, results: list[Value]) -> Body:
        uses = _uses(results)
        for value in uses:  # every value stands behind its operands
            text = self._text(value)
            if value.lowering and value.lowering not in self._said:
                self._said.add(value.lowering)
                self._comments[LOWERINGS[value.lowering]] = None
            trivial = not value.args and value.op != "literal"
            if not trivial and not _is_view(value) and (uses[value] > 1 or len(text.text) > _LONGEST):
                name = self._fresh()
                self.written.statements.append((list(self._comments), name, text.text))
                self._comments = {}
                text = Text(name)
            self._texts[value] = text
        self.written.results = [self._texts[value].text for value in results]
        self.written.comments = list(self._comments)
        return self.written

    def _fresh(self) -> str:
        name = next(name for name in map("t{}".format, count(1)) if name not in self._taken)
        self._taken.add(name)
        return name

    def _text(self, value: Value) -> Text:
        target, args = self.target, [self._texts[arg] for arg in value.args]
        match value.op:
            case "input":
                return Text(self.signature.called[value.data])
            case "number":
                return target.number(value.data)
            case "size":
                return self._size(value.data)
            case "literal":
                return target.literal(value, args)
            case "add":
                return self._sum(value, args)
            case "mul":
                times = f" {target.elementwise if sum(arg.rank > 0 for arg in value.args) > 1 else '*'} "
                first, *rest = args
                return Text(times.join([first.within(PRODUCT), *(arg.within(POWER) for arg in rest)]), PRODUCT)
        rule = target.rule(value)
        self.written.helpers.update(dict.fromkeys(rule.helpers))
        inner = rule.inner or (0,) * len(args)
        texts = [arg.within(level) for arg, level in zip(args, inner, strict=True)]
        more = {}
        if "{shape}" in rule.text:
            self._measure(value)
            more["shape"] = target.shape(value, self.signature)
        if "{rows}" in rule.text:
            more["rows"] = self._size(value.shape[0]).text
        if value.op == "commutation":
            texts = [self._size(size).text for size in value.data]
        return Text(rule.text.format(*texts, **more), rule.level)

    def _measure(self, value: Value) -> None:
        for size in value.shape:
            self._size(size)

    def _size(self, size: object) -> Text:
        for symbol in getattr(size, "free_symbols", ()):
            self.written.sizes[symbol.name] = None
        return self.target.size(size, self.signature)

    def _sum(self, value: Value, args: list[Text]) -> Text:
        text = args[0].within(SUM)
        for term, arg in zip(value.args[1:], args[1:], strict=True):
            if term.op == "neg":
                text += f" - {self._texts[term.args[0]].within(MATRIX_PRODUCT)}"
            else:
                text += f" + {arg.within(MATRIX_PRODUCT)}"
        return Text(text, SUM)


def _is_view(value: Value) -> bool:
    """What costs nothing to write again: a symbol transposed, or with a sign that belongs to a sum."""
    return value.op == "neg" or (value.op == "transpose" and not value.args[0].args)


def _uses(results: list[Value]) -> Counter[Value]:
    """How often values are used, every value behind its operands."""
    order: Counter[Value] = Counter()
    seen: set[Value] = set()
    count: Counter[Value] = Counter(results)

    def visit(value: Value) -> None:
        if value in seen:
            return
        seen.add(value)
        for arg in value.args:
            count[arg] += 1
            visit(arg)
        order[value] = 0

    for value in results:
        visit(value)
    for value in order:
        order[value] = count[value]
    return order
