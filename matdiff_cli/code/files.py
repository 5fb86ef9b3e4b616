"""How a file of functions is made, in whatever language: names, numbers, helpers, what functions say of themselves."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from matdiff_cli.code.module import Export, Function, Result
from matdiff_cli.code.signature import Signature, Wording
from matdiff_cli.code.target import POWER, PRODUCT, Body, Target, Text
from matdiff_cli.typing.typed import Symbol

_WIDTH = 100
_FUNCTIONS = ("f", "derivative", "value_and_derivative", "hessian", "hessian_factor", "hvp")


class FileTarget(Target):
    """A target whose sources are files of functions. Subclasses say how a function is laid out."""

    header: ClassVar[str]
    """What a file begins with; its parts stand a blank line apart."""

    footer: ClassVar[str] = ""
    """What a file ends with."""

    helpers: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]]
    """The functions that a file may need: name → source, and the others that it calls."""

    always: ClassVar[tuple[str, ...]] = ()
    """Helpers that every file has."""

    keywords: ClassVar[frozenset[str]]
    """Words that are no names in the language."""

    reserved: ClassVar[frozenset[str]] = frozenset()
    """Names that mean something else in the file."""

    locals: ClassVar[tuple[str, ...]] = ()
    """Names of its own in every function, besides those of results."""

    measures: ClassVar[tuple[str, str, str, str, str]]
    """How the language measures: see `Wording`, whose fields these are but for the first."""

    pi: ClassVar[str]

    # --- numbers and sizes ----------------------------------------------------------------------------------------

    def number(self, value: Any) -> Text:
        """A number as a literal of the language."""
        if not value.is_Rational:
            return Text(self.pi)
        if value.q == 1:
            return Text(str(value.p) if value.p < 2**53 else repr(float(value)))
        if value.q & (value.q - 1) == 0 and value.q < 2**20:
            return Text(repr(float(value)))
        return Text(f"{value.p} / {value.q}", PRODUCT)

    def size(self, size: Any, signature: Signature) -> Text:
        """A size by the names of the language."""
        named = {symbol.name: signature.sizes[symbol.name] for symbol in size.free_symbols}
        return _size_text(size, named)

    def shape(self, sizes: list[str]) -> str:
        """The sizes of a vector or matrix as arguments of a call."""
        return ", ".join(sizes)

    # --- files ----------------------------------------------------------------------------------------------------

    def source(self, export: Export) -> str:
        """The file with the functions of a problem."""
        signature = Signature(export, Wording(self._name, *self.measures), self._taken())
        results = (result.name for function in export.functions for result in function.results)
        names = {name: signature.free(name) for name in dict.fromkeys((*self.locals, *results))}
        functions = self.reading(signature)
        helpers = dict.fromkeys(self.always)
        for function in export.functions:
            called = [names[result.name] if self.is_as_computed(result) else "" for result in function.results]
            body = self.body([result.value for result in function.results], signature, called)
            helpers.update(body.helpers)
            functions.append(self.function(function, body, signature, names))
        blocks = [*(self.helpers[name][0] for name in self._with_what_they_call(helpers)), *functions]
        return "\n\n\n".join([self.head(blocks), *blocks, *([self.footer] if self.footer else [])]) + "\n"

    def head(self, blocks: list[str]) -> str:
        """The header of a file with these functions."""
        return self.header

    def reading(self, signature: Signature) -> list[str]:
        """The function that checks the arguments, if there is one."""
        raise NotImplementedError

    def function(self, function: Function, body: Body, signature: Signature, names: Mapping[str, str]) -> str:
        """A function; `names` are those of results and of `locals`."""
        raise NotImplementedError

    def is_as_computed(self, result: Result) -> bool:
        """Whether a result has the type with which is computed, so that others can be made of it by its name."""
        return True

    def _with_what_they_call(self, helpers: Iterable[str]) -> list[str]:
        found: dict[str, None] = {}

        def add(name: str) -> None:
            for inner in self.helpers[name][1]:
                add(inner)
            found[name] = None

        for name in helpers:
            add(name)
        return list(found)

    def _taken(self) -> set[str]:
        return {*self.reserved, *self.helpers, *_FUNCTIONS}

    def _name(self, name: str) -> str:
        plain = re.sub(r"[^0-9A-Za-z_]", lambda found: f"u{ord(found[0]):x}", name)
        return f"{plain}_" if plain in self.keywords | self.reserved else plain

    def said(self, function: Function, signature: Signature) -> list[str]:
        """What a function says of itself; f tells what its arguments are, and where the derivative exists."""
        export = signature.export
        found = wrapped(function.about)
        if function.name == "f":
            arguments = "; ".join(_described(symbol, signature.called[symbol.name]) for symbol in export.symbols)
            found += ["", *wrapped(arguments)]
            found += wrapped(f"For the derivative: {', '.join(export.conditions)}.") if export.conditions else []
        return found


def sizes_read(function: Function, body: Body, signature: Signature) -> list[tuple[str, str]]:
    """(name, text) of the sizes that a function needs."""
    along = function.along
    needed = dict.fromkeys(name for side in along.shape for name in side.names) if along is not None else {}
    return signature.read({**needed, **body.sizes})


def _size_text(size: Any, named: Mapping[str, str]) -> Text:
    """A size as a text; sums and products of names."""
    if size.is_Symbol:
        return Text(named[size.name])
    if size.is_Integer:
        return Text(str(size))
    if size.is_Pow:
        base, exponent = size.args
        return Text(" * ".join([_size_text(base, named).within(POWER)] * int(exponent)), PRODUCT)
    if size.is_Mul:
        return Text(" * ".join(_size_text(part, named).within(PRODUCT) for part in size.args), PRODUCT)
    return Text(" + ".join(_size_text(part, named).text for part in size.args), 1)


def _described(symbol: Symbol, name: str) -> str:
    facts = " ".join(filter(None, ("positive" if symbol.positive else "", symbol.structure, symbol.kind)))
    rows, columns = map(str, symbol.shape)
    size = {"scalar": "", "vector": f" ({rows})", "row": f" ({columns})"}.get(symbol.kind, f" ({rows}, {columns})")
    return f"{name}: {facts}{size}"


def wrapped(text: str) -> list[str]:
    """A text in lines."""
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)
