"""How a module of Python is laid out: arguments that are checked, functions with what they say of themselves."""

from __future__ import annotations

import keyword
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from matdiff_cli.check.typed import Symbol
from matdiff_cli.code.module import Export, Function
from matdiff_cli.code.program import Value
from matdiff_cli.code.target import ATOM, POWER, PRODUCT, Body, Names, Target, Text
from matdiff_cli.types.dimension import Dimension, Shape

_LOCALS = ("flat", "value", "slope")
_FUNCTIONS = ("f", "derivative", "value_and_derivative", "hessian", "hvp")


class PythonTarget(Target):
    """A module of Python functions over arrays."""

    header: ClassVar[str]
    """The imports."""

    namespace: ClassVar[str]
    """The name of the library."""

    helpers: ClassVar[Mapping[str, tuple[str, tuple[str, ...]]]]
    """The functions that a module may need: name → source, and the others that it calls."""

    reserved: ClassVar[frozenset[str]] = frozenset()

    # --- numbers and shapes ---------------------------------------------------------------------------------------

    def number(self, value: Any) -> Text:
        if not value.is_Rational:
            return Text(f"{self.namespace}.pi")
        if value.q == 1:
            return Text(str(value.p) if value.p < 2**53 else repr(float(value)))
        if value.q & (value.q - 1) == 0 and value.q < 2**20:
            return Text(repr(float(value)))
        return Text(f"{value.p} / {value.q}", PRODUCT)

    def size(self, size: Any, names: Names) -> Text:
        named = {symbol.name: names.sizes[symbol.name] for symbol in size.free_symbols}
        return _size_text(size, named)

    def shape(self, value: Value, names: Names) -> str:
        sizes = [self.size(size, names).text for size in value.shape]
        return f"({', '.join(sizes)})" if len(sizes) > 1 else sizes[0]

    def literal(self, value: Value, entries: list[Text]) -> Text:
        texts = [entry.text for entry in entries]
        if value.rank == 2:
            columns = int(value.shape[1])
            texts = [f"[{', '.join(texts[i : i + columns])}]" for i in range(0, len(texts), columns)]
        return Text(f"{self.array}([{', '.join(texts)}])")

    array: ClassVar[str]

    # --- modules --------------------------------------------------------------------------------------------------

    def source(self, exports: Sequence[Export]) -> str:
        """The module with the functions of some problems. Ends with a newline."""
        written: list[str] = []
        helpers: dict[str, None] = {}
        for number, export in enumerate(exports, 1):
            suffix = f"_{number}" if len(exports) > 1 else ""
            functions, needed = self._functions(export, suffix)
            written += functions
            helpers.update(needed)
        texts = [self.helpers[name][0] for name in self._with_what_they_call(helpers)]
        header = f"import math\n\n{self.header}" if any("math." in text for text in texts) else self.header
        return "\n\n\n".join([f"{self._title(exports)}\n\n{header}", *texts, *written]) + "\n"

    def _title(self, exports: Sequence[Export]) -> str:
        return '"""Written by matdiff."""'

    def _with_what_they_call(self, helpers: Iterable[str]) -> list[str]:
        found: dict[str, None] = {}

        def add(name: str) -> None:
            for inner in self.helpers[name][1]:
                add(inner)
            found[name] = None

        for name in helpers:
            add(name)
        return list(found)

    def _functions(self, export: Export, suffix: str) -> tuple[list[str], dict[str, None]]:
        called = {symbol.name: self._name(symbol.name) for symbol in export.symbols}
        taken = {*called.values(), *self.reserved, self.namespace, *_FUNCTIONS, *_LOCALS}
        sizes: dict[str, str] = {}
        for name in sorted(export.sizes | export.problem.sizes):
            sizes[name] = name if self._name(name) == name and name not in taken else _free(f"size_{name}", taken)
            taken.add(sizes[name])
        where = _Measures(export, called, sizes)
        found = [self._reading(export, called, sizes, where, suffix)]
        helpers: dict[str, None] = {}
        for function in export.functions:
            body = self.body([result.value for result in function.results], Names(called, sizes, set(taken)))
            helpers.update(body.helpers)
            found.append(self._function(export, function, body, called, sizes, where, suffix))
        return found, helpers

    def _name(self, name: str) -> str:
        plain = name if name.isascii() else "".join(c if c.isascii() else f"u{ord(c):x}" for c in name)
        return f"{plain}_" if keyword.iskeyword(plain) or plain in self.reserved or plain == self.namespace else plain

    def _reading(
        self, export: Export, called: Mapping[str, str], sizes: Mapping[str, str], where: _Measures, suffix: str
    ) -> str:
        """The function that checks the arguments."""
        lines = [f"{called[s.name]} = {self.as_array(called[s.name])}" for s in export.symbols]
        for symbol in export.symbols:
            if symbol.kind == "matrix":
                text = called[symbol.name]
                lines.append(f'assert {text}.ndim == 2, f"{text} should be a matrix, but has shape {{{text}.shape}}"')
        lines += [f"{sizes[name]} = {text}" for name, text in where.found.items() if name not in where.free]
        for symbol in export.symbols:
            lines.append(self._check(symbol, called[symbol.name], sizes))
        values = ", ".join(self._normal(symbol, called[symbol.name]) for symbol in export.symbols)
        one = "," if len(export.symbols) == 1 else ""
        lines.append(f"return {values}{one}")
        about = '"""The arguments as arrays of shapes that fit; a vector may be flat, a column or a row."""'
        return _define(f"_arguments{suffix}", self._arguments(export, called, sizes, where), [about, *lines])

    def _arguments(
        self, export: Export, called: Mapping[str, str], sizes: Mapping[str, str], where: _Measures
    ) -> str:
        """The symbols in the order of their names, then sizes that no argument shows."""
        return ", ".join([*(called[symbol.name] for symbol in export.symbols), *(sizes[name] for name in where.free)])

    def as_array(self, text: str) -> str:
        return f"{self.namespace}.asarray({text}, dtype=float)"

    def _normal(self, symbol: Symbol, text: str) -> str:
        """What is computed with: flat vectors, scalars without a shape."""
        return {"matrix": text, "scalar": f"{text}.reshape(())"}.get(symbol.kind, f"{text}.reshape(-1)")

    def _check(self, symbol: Symbol, text: str, sizes: Mapping[str, str]) -> str:
        rows, columns = (_dimension_text(dimension, sizes) for dimension in symbol.shape)
        names = "×".join(str(d) for d in symbol.shape)
        known = [name for d in symbol.shape for name in d.names]
        values = ", ".join(f"{name} = {{{sizes[name]}}}" for name in dict.fromkeys(known))
        shape = f"{names}{f' with {values}' if values else ''}, but has shape {{{text}.shape}}"
        if symbol.kind == "scalar":
            return f'assert {text}.size == 1, f"{text} should be a scalar, but has shape {{{text}.shape}}"'
        if symbol.kind == "matrix":
            return f'assert {text}.shape == ({rows}, {columns}), f"{text} should be {shape}"'
        size = columns if symbol.kind == "row" else rows
        return f'assert {text}.shape in [({size},), ({rows}, {columns})], f"{text} should be {shape}"'

    def _function(
        self,
        export: Export,
        function: Function,
        body: Body,
        called: Mapping[str, str],
        sizes: Mapping[str, str],
        where: _Measures,
        suffix: str,
    ) -> str:
        symbols = ", ".join(called[symbol.name] for symbol in export.symbols)
        arguments = self._arguments(export, called, sizes, where)
        lines = [f'"""{function.about}"""']
        like = called[export.like.name] if export.like is not None else ""
        oriented = [result.node for result in function.results if result.node.is_vector] if like else []
        if oriented:
            lines.append(f"flat = {self.namespace}.ndim({like}) < 2")
        one = "," if len(export.symbols) == 1 else ""
        lines.append(f"{symbols}{one} = _arguments{suffix}({arguments})")
        lines += [f"{sizes[name]} = {where.found[name]}" for name in body.sizes if name not in where.free]
        for comments, name, text in body.statements:
            lines += [f"# {comment}" for comment in comments]
            lines.append(f"{name} = {text}")
        lines += [f"# {comment}" for comment in body.comments]
        texts = []
        for result, text in zip(function.results, body.results, strict=True):
            if result.node in oriented:
                shape = "(1, -1)" if result.node.is_row else "(-1, 1)"
                lines.append(f"{result.name} = {text}")
                text = f"{result.name} if flat else {result.name}.reshape{shape}"
                if len(function.results) > 1:
                    text = f"({text})"
            texts.append(text)
        lines.append(f"return {', '.join(texts)}")
        return _define(f"{function.name}{suffix}", arguments, lines)


class _Measures:
    """How sizes are read off the arguments; `free` are those that no argument shows."""

    def __init__(self, export: Export, called: Mapping[str, str], sizes: Mapping[str, str]) -> None:
        self.found: dict[str, str] = {}
        self.free: list[str] = []
        waiting = [
            (dimension, f"{called[s.name]}.shape[{axis}]" if s.kind == "matrix" else f"{called[s.name]}.size")
            for s in export.symbols
            for axis, dimension in enumerate(s.shape)
            if dimension.names
        ]
        for name in sorted(export.sizes | export.problem.sizes):
            while (read := self._next(waiting)) is not None:
                self.found |= read
            if name not in self.found:
                self.free.append(name)
                self.found[name] = sizes[name]

    def _next(self, waiting: Sequence[tuple[Dimension, str]]) -> dict[str, str] | None:
        """A size that follows from the others: the m of m·n for a known n."""
        for dimension, text in sorted(waiting, key=lambda pair: (len(pair[0].names), pair[0].factor)):
            unknown = [name for name in dimension.names if name not in self.found]
            if len(unknown) == 1:
                others = [self.found[name] for name in dimension.names if name not in unknown]
                others += [str(dimension.factor)] if dimension.factor != 1 else []
                return {unknown[0]: " // ".join([text, *others])}
        return None


def _dimension_text(dimension: Dimension, sizes: Mapping[str, str]) -> str:
    parts = [*([str(dimension.factor)] if dimension.factor != 1 or not dimension.names else []),
             *(sizes[name] for name in dimension.names)]
    return " * ".join(parts)


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


def _free(name: str, taken: set[str]) -> str:
    while name in taken:
        name += "_"
    return name


def _define(name: str, arguments: str, lines: Sequence[str]) -> str:
    return "\n    ".join([f"def {name}({arguments}):", *lines])
