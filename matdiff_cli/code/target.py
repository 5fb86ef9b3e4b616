"""What every target shares: values become text by templates, and what is used again gets a name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import ClassVar

from matdiff_cli.code.diagonals import unbuilt
from matdiff_cli.code.lowerings import LOWERINGS
from matdiff_cli.code.memory import by_rows, in_place
from matdiff_cli.code.module import Export
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.systems import whole_inverses, with_matrices
from matdiff_cli.code.uses import is_view, uses_of
from matdiff_cli.code.values import Value
from matdiff_cli.errors import MatdiffError

SUM, MATRIX_PRODUCT, PRODUCT, POWER, ATOM = range(1, 6)
"""How tightly a text holds together."""

_LONGEST = 85
"""A longer text within another gets a name."""


@dataclass(frozen=True)
class Rule:
    """How an operation is written: {0}, {1}, … are its operands, {shape} its shape, {rows} its rows,
    {data} sizes, {entries} those of a matrix written out, {like} an argument that is an array.

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
    """A piece of source, and the lowerings that are to be explained where it stands."""

    text: str
    level: int = ATOM
    lowerings: tuple[str, ...] = ()

    def within(self, level: int) -> str:
        """The text as an operand of something that holds together at `level`: bracketed if it is looser."""
        return self.text if self.level >= level else f"({self.text})"


@dataclass
class Body:
    """The statements of a function, (comments, name, text); what it returns, (comments, text); and what it needs."""

    statements: list[tuple[list[str], str, str]] = field(default_factory=list)
    results: list[tuple[list[str], str]] = field(default_factory=list)
    helpers: dict[str, None] = field(default_factory=dict)
    sizes: dict[str, None] = field(default_factory=dict)


class Target:
    """A language: its rules, and how its functions and modules are laid out. Subclasses say the rest."""

    name: ClassVar[str]
    language: ClassVar[str]
    """What Markdown calls it."""

    rules: ClassVar[Mapping[str, Rule]]
    """Operation → rule. `op:data`, `op/ranks` of the operands, and `op>rank` of the result go before `op`."""

    elementwise: ClassVar[str] = "*"
    """The sign between factors that are multiplied entry by entry."""

    counted: ClassVar[str] = "{}"
    """A size {0} as a number to compute with."""

    twice: ClassVar[str] = ""
    """What stands behind a matrix that is transposed twice, and is left out."""

    first: ClassVar[int] = 0
    """The number of the first entry of a vector."""

    def source(self, export: Export) -> str:
        """A module with the functions of a problem; its parts stand two blank lines apart, imports first."""
        raise NotImplementedError

    def rule(self, value: Value) -> Rule:
        """How the operation of a value is written. Raises KeyError if the target has no rule for it."""
        ranks = "".join(str(arg.rank) for arg in value.args)
        named, op = f"{value.op}:{value.data}", value.op
        for key in (f"{named}/{ranks}", named, f"{op}/{ranks}", f"{op}>{value.rank}", op):
            if key in self.rules:
                return self.rules[key]
        name = value.data if value.op == "call" else value.op
        raise MatdiffError("unsupported", f"there is no code for {name} in {self.name} yet")

    def body(self, results: Iterable[Value], signature: Signature, called: Sequence[str] = ()) -> Body:
        """The statements that compute some values; one that others are made of has the name that it is `called`."""
        values = list(results)
        for changed in (unbuilt, with_matrices, whole_inverses, in_place, by_rows):
            values = changed(values, self.rules)
        return _Writer(self, signature).write(values, called)

    # --- leaves, and what has any number of operands --------------------------------------------------------------

    def number(self, value: object) -> Text:
        """A non-negative number; halves and the like as decimals, other fractions as quotients."""
        raise NotImplementedError

    def size(self, size: object, signature: Signature) -> Text:
        """A dimension of an argument, as an integer or as a number."""
        raise NotImplementedError

    def shape(self, sizes: list[str]) -> str:
        """The sizes of an array as an argument."""
        raise NotImplementedError

    def literal(self, value: Value, entries: list[str]) -> str:
        """The entries of a matrix or vector that is written out."""
        raise NotImplementedError

    def declared(self, name: str, rank: int) -> str:
        """A name where it gets its value, of a scalar, vector or matrix."""
        return name

    def times(self, value: Value, factors: list[Text]) -> Text:
        """An elementwise product; scalars multiply every entry."""
        sign = f" {self.elementwise if sum(arg.rank > 0 for arg in value.args) > 1 else '*'} "
        first, *rest = factors
        return Text(sign.join([first.within(PRODUCT), *(factor.within(POWER) for factor in rest)]), PRODUCT)

    def plus(self, value: Value, terms: list[tuple[str, Text]]) -> Text:
        """A sum of terms with their signs, the first one +; scalars are added to every entry."""
        (_, first), *rest = terms
        return Text(
            " ".join([first.within(SUM), *(f"{sign} {term.within(MATRIX_PRODUCT)}" for sign, term in rest)]), SUM
        )


class _Writer:
    def __init__(self, target: Target, signature: Signature) -> None:
        self.target, self.signature = target, signature
        self._taken = set(signature.taken)
        self.written = Body()
        self._texts: dict[Value, Text] = {}
        self._said: set[str] = set()

    def write(self, results: list[Value], called: Sequence[str]) -> Body:
        uses, names = uses_of(results), dict(zip(reversed(results), reversed(called), strict=False))
        for value in uses:  # every value stands behind its operands
            text = self._text(value)
            said = dict.fromkeys(lowering for arg in value.args for lowering in self._texts[arg].lowerings)
            said |= {value.lowering: None} if value.lowering else {}
            text = replace(text, lowerings=tuple(said))
            is_long = len(text.text) > _LONGEST and value not in results
            if not is_view(value) and (uses[value] > 1 or is_long):
                text = Text(self._assign(names.get(value) or self._fresh(), text, value.rank))
            self._texts[value] = text
        for value in results:
            text = self._texts[value]
            self.written.results.append((self._comments(text), text.text))
        return self.written

    def _assign(self, name: str, text: Text, rank: int) -> str:
        self.written.statements.append((self._comments(text), self.target.declared(name, rank), text.text))
        return name

    def _comments(self, text: Text) -> list[str]:
        """What is to be said of a text, each thing once in a function."""
        new = [lowering for lowering in text.lowerings if lowering not in self._said]
        self._said.update(new)
        return [LOWERINGS[lowering] for lowering in new]

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
                size = self._size(value.data)
                return size if target.counted == "{}" else Text(target.counted.format(size.text))
            case "add":
                signs = ["-" if term.op == "neg" else "+" for term in value.args]
                plain = [self._texts[term.args[0] if term.op == "neg" else term] for term in value.args]
                return target.plus(value, list(zip(signs, plain, strict=True)))
            case "mul":
                return target.times(value, args)
        rule = target.rule(value)
        self.written.helpers.update(dict.fromkeys(rule.helpers))
        texts = [arg.within(level) for arg, level in zip(args, rule.inner or (0,) * len(args), strict=True)]
        more: dict[str, str] = {}
        if "{shape}" in rule.text:
            more["shape"] = target.shape([self._size(size).text for size in value.shape])
        if value.op == "literal":
            more["entries"] = target.literal(value, [arg.text for arg in args])
        if "{rows}" in rule.text:
            more["rows"] = self._size(value.shape[0]).text
        if value.op == "rows":
            more["start"], more["stop"] = (self._size(size).text for size in value.data)
        if "{data}" in rule.text:
            shift = target.first if value.op == "entry" else 0
            more["data"] = ", ".join(self._size(size + shift).text for size in value.data)
        text = rule.text.format(*texts, like=self.signature.like, **more)
        return Text(text.replace(target.twice, ""), rule.level)

    def _size(self, size: object) -> Text:
        for name in sorted(symbol.name for symbol in getattr(size, "free_symbols", ())):
            self.written.sizes[name] = None
        return self.target.size(size, self.signature)
