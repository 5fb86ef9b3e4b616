"""How a module of Python is laid out: arguments that are checked, functions with what they say of themselves."""

from __future__ import annotations

import keyword
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from matdiff_cli.check.typed import Symbol
from matdiff_cli.code.module import Export, Function
from matdiff_cli.code.program import Value
from matdiff_cli.code.signature import Signature, Wording
from matdiff_cli.code.target import POWER, PRODUCT, Body, Target, Text

_WIDTH = 100
_NORMAL = {"matrix": "{}", "scalar": "{}.reshape(())", "vector": "{}.reshape(-1)", "row": "{}.reshape(-1)"}
"""What is computed with: flat vectors, scalars without a shape."""

_FUNCTIONS = ("f", "derivative", "value_and_derivative", "hessian", "hessian_factor", "hvp")


class PythonTarget(Target):
    """A module of Python functions over arrays."""

    language = "python"
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

    def size(self, size: Any, signature: Signature) -> Text:
        named = {symbol.name: signature.sizes[symbol.name] for symbol in size.free_symbols}
        return _size_text(size, named)

    def shape(self, sizes: list[str]) -> str:
        return f"({', '.join(sizes)})" if len(sizes) > 1 else "".join(sizes)

    def literal(self, value: Value, entries: list[Text]) -> Text:
        texts = [entry.text for entry in entries]
        if value.rank == 2:
            columns = int(value.shape[1])
            texts = [f"[{', '.join(texts[i : i + columns])}]" for i in range(0, len(texts), columns)]
        plain = all(entry.op in ("number", "neg") for entry in value.args)
        return Text(f"{self.array}([{', '.join(texts)}]{', dtype=float' if plain else ''})")

    array: ClassVar[str]
    """The function that makes an array of numbers."""

    as_array: ClassVar[str]
    """An argument as an array."""

    vector_size: ClassVar[str] = "{}.size"

    copy: ClassVar[str] = "{}.copy()"
    """An argument that is a result: whoever changes one does not change the other."""

    # --- modules --------------------------------------------------------------------------------------------------

    def source(self, export: Export) -> str:
        """The module with the functions of a problem."""
        functions, needed = self._functions(export)
        helpers = [self.helpers[name][0] for name in self._with_what_they_call(needed)]
        standard = "import math\n\n" if any("math." in text for text in helpers) else ""
        return self.module(f"{standard}{self.header}", [*helpers, *functions])

    def module(self, header: str, blocks: Iterable[str]) -> str:
        return "\n\n\n".join([header, *blocks]) + "\n"

    def _with_what_they_call(self, helpers: Iterable[str]) -> list[str]:
        found: dict[str, None] = {}

        def add(name: str) -> None:
            for inner in self.helpers[name][1]:
                add(inner)
            found[name] = None

        for name in helpers:
            add(name)
        return list(found)

    def _functions(self, export: Export) -> tuple[list[str], dict[str, None]]:
        wording = Wording(self._name, "{}.shape[0]", "{}.shape[1]", self.vector_size, "//")
        signature = Signature(export, wording, {*self.reserved, self.namespace, *_FUNCTIONS})
        flat = signature.free("flat")
        results = {
            name: signature.free(name) for name in dict.fromkeys(r.name for f in export.functions for r in f.results)
        }
        found = [self._reading(signature)]
        helpers: dict[str, None] = {}
        for function in export.functions:
            body = self.body([result.value for result in function.results], signature)
            helpers.update(body.helpers)
            found.append(self._function(function, body, signature, flat, results))
        return found, helpers

    def _name(self, name: str) -> str:
        plain = name if name.isascii() else "".join(c if c.isascii() else f"u{ord(c):x}" for c in name)
        return f"{plain}_" if keyword.iskeyword(plain) or plain in self.reserved or plain == self.namespace else plain

    def _reading(self, signature: Signature) -> str:
        """The function that checks the arguments."""
        called = [(symbol, signature.called[symbol.name]) for symbol in signature.export.symbols]
        lines = ['"""The arguments as arrays of shapes that fit; vectors, flat or not, become flat."""']
        lines += [f"{text} = {self.as_array.format(text)}" for _, text in called]
        for text in (text for symbol, text in called if symbol.kind == "matrix"):
            lines.append(f'assert {text}.ndim == 2, f"{text} should be a matrix, but has shape {{{text}.shape}}"')
        lines += [f"{name} = {text}" for name, text in signature.read(signature.measured)]
        lines += [self._check(symbol, text, signature) for symbol, text in called]
        lines.append(f"return {_tuple([_NORMAL[symbol.kind].format(text) for symbol, text in called])}")
        return _define(f"_arguments{signature.export.number}", signature.arguments(), lines)

    def _check(self, symbol: Symbol, text: str, signature: Signature) -> str:
        sides = [signature.size(dimension) for dimension in symbol.shape]
        known = dict.fromkeys(name for dimension in symbol.shape for name in dimension.names)
        values = ", ".join(f"{name} = {{{signature.sizes[name]}}}" for name in known)
        wanted = " x ".join(map(str, symbol.shape)) + (f" with {values}" if values else "")
        condition = f"{text}.shape in [({max(sides, key=lambda side: side != '1')},), ({', '.join(sides)})]"
        if symbol.kind == "scalar":
            condition, wanted = f"{self.vector_size.format(text)} == 1", "a scalar"
        elif symbol.kind == "matrix":
            condition = f"{text}.shape == ({', '.join(sides)})"
        return f'assert {condition}, f"{text} should be {wanted}, but has shape {{{text}.shape}}"'

    def _function(
        self, function: Function, body: Body, signature: Signature, flat: str, names: Mapping[str, str]
    ) -> str:
        export = signature.export
        like = signature.called[export.like.name] if export.like is not None else ""
        lines = self._docstring(export, function, signature)
        oriented = [result.node for result in function.results if result.node.is_vector] if like else []
        if oriented:
            lines.append(f"{flat} = {self.namespace}.ndim({like}) < 2")
        lines.append(f"{_tuple(signature.symbols)} = _arguments{export.number}({', '.join(signature.arguments())})")
        along = function.along
        needed = dict.fromkeys(name for side in along.shape for name in side.names) if along is not None else {}
        lines += [f"{name} = {text}" for name, text in signature.read({**needed, **body.sizes})]
        if along is not None:
            v = signature.called[along.name]
            lines += [f"{v} = {self.as_array.format(v)}", self._check(along, v, signature)]
            lines += [f"{v} = {normal}"] if (normal := _NORMAL[along.kind].format(v)) != v else []
        for comments, name, text in body.statements:
            lines += [*(f"# {comment}" for comment in comments), f"{name} = {text}"]
        several = len(function.results) > 1
        texts = []
        for result, (comments, text) in zip(function.results, body.results, strict=True):
            lines += [f"# {comment}" for comment in comments]
            text = self.copy.format(text) if _is_argument(result.value) else text
            name = names[result.name]
            if several or result.node in oriented:
                lines.append(f"{name} = {text}")
                text = name
            if result.node in oriented:
                text = f"{name} if {flat} else {name}.reshape({'1, -1' if result.node.is_row else '-1, 1'})"
            texts.append(f"({text})" if several and result.node in oriented else text)
        lines.append(f"return {', '.join(texts)}")
        return _define(f"{function.name}{export.number}", signature.arguments(along), lines)

    def _docstring(self, export: Export, function: Function, signature: Signature) -> list[str]:
        """What a function is; f tells what its arguments are, and where the derivative exists."""
        found = _wrapped(function.about)
        if function.name == "f":
            found += [
                "",
                *_wrapped("; ".join(_described(symbol, signature.called[symbol.name]) for symbol in export.symbols)),
            ]
            found += _wrapped(f"For the derivative: {', '.join(export.conditions)}.") if export.conditions else []
        text = [line.replace("\\", "\\\\").replace('"', '\\"') for line in found]
        return [f'"""{text[0]}"""'] if len(text) == 1 else [f'"""{text[0]}', *text[1:], '"""']


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


def _is_argument(value: Value) -> bool:
    return value.rank > 0 and (value.op == "input" or (value.op == "transpose" and value.args[0].op == "input"))


def _described(symbol: Symbol, name: str) -> str:
    facts = " ".join(filter(None, ("positive" if symbol.positive else "", symbol.structure, symbol.kind)))
    rows, columns = map(str, symbol.shape)
    size = {"scalar": "", "vector": f" ({rows})", "row": f" ({columns})"}.get(symbol.kind, f" ({rows}, {columns})")
    return f"{name}: {facts}{size}"


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)


def _tuple(texts: Sequence[str]) -> str:
    return ", ".join(texts) + ("," if len(texts) == 1 else "")


def _define(name: str, arguments: Sequence[str], lines: Sequence[str]) -> str:
    return "\n".join([f"def {name}({', '.join(arguments)}):", *(f"    {line}" if line else "" for line in lines)])
