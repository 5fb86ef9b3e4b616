"""How a module of Python is laid out: arguments that are checked, functions with what they say of themselves."""

from __future__ import annotations

import keyword
import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from matdiff_cli.code.module import Export, Function
from matdiff_cli.code.program import Value
from matdiff_cli.code.signature import Signature, Wording
from matdiff_cli.code.target import POWER, PRODUCT, Body, Rule, Target, Text, call
from matdiff_cli.typing.typed import Symbol

_WIDTH = 100
_OF_NUMBERS = {
    name: f"math.{name}({{0}})" for name in "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh".split()
}
_OF_NUMBERS |= {
    "erf": "math.erf({0})",
    "abs": "abs({0})",
    "sign": "math.copysign(1, {0})",
    "relu": "max({0}, 0)",
    "sigmoid": "(1 / (1 + math.exp(-({0}))))",
    "softplus": "math.log1p(math.exp({0}))",
}
"""Functions of numbers that are no arrays: of what no argument changes but by its size."""

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
        """An exact literal where a float holds the number, a quotient elsewhere; pi is the library's."""
        if not value.is_Rational:
            return Text(f"{self.namespace}.pi")
        if value.q == 1:
            return Text(str(value.p) if value.p < 2**53 else repr(float(value)))
        if value.q & (value.q - 1) == 0 and value.q < 2**20:
            return Text(repr(float(value)))
        return Text(f"{value.p} / {value.q}", PRODUCT)

    def size(self, size: Any, signature: Signature) -> Text:
        """A dimension as integer arithmetic on the sizes that the function reads off its arguments."""
        named = {symbol.name: signature.sizes[symbol.name] for symbol in size.free_symbols}
        return _size_text(size, named)

    def shape(self, sizes: list[str]) -> str:
        """A tuple, or a single size."""
        return f"({', '.join(sizes)})" if len(sizes) > 1 else "".join(sizes)

    def literal(self, value: Value, entries: list[str]) -> str:
        """A list of rows, or of all entries where the library is given a flat list."""
        if value.rank == 2 and self.nested:
            columns = int(value.shape[1])
            entries = [f"[{', '.join(entries[i : i + columns])}]" for i in range(0, len(entries), columns)]
        return f"[{', '.join(entries)}]"

    def rule(self, value: Value) -> Rule:
        """As for every target, but a number that depends on no array is computed by the `math` module."""
        if value.op == "call" and value.data in _OF_NUMBERS and _is_constant(value):
            return call(_OF_NUMBERS[value.data])
        return super().rule(value)

    # --- what differs from one library to the next ----------------------------------------------------------------

    nested: ClassVar[bool] = True
    """Whether the entries of a matrix are written row by row, else one after the other."""

    always: ClassVar[tuple[str, ...]] = ()
    """Helpers that every module has."""

    as_arrays: ClassVar[str]
    """The arguments {0} as arrays, as many values."""

    opening: ClassVar[str] = ""
    """The first line of every function, with {0} for the arguments."""

    flat: ClassVar[str] = "{0}.ndim < 2"
    """Whether a vector {0} is flat, before it is an array."""

    copy: ClassVar[str] = "{}.copy()"
    """An argument that is a result: whoever changes one does not change the other."""

    def decorated(self, signature: Signature) -> str:
        """What stands above every function, a line of its own."""
        return ""

    def reshape(self, text: str, *sizes: str) -> str:
        """An array in a shape."""
        return f"{text}.reshape({', '.join(sizes) or '()'})"

    # --- modules --------------------------------------------------------------------------------------------------

    def source(self, export: Export) -> str:
        """The module with the functions of a problem."""
        functions, needed = self._functions(export)
        helpers = [self.helpers[name][0] for name in self._with_what_they_call([*self.always, *needed])]
        blocks = [*helpers, *functions]
        lines = ["import math", *self.header.split("\n\n")]
        used = [line for line in lines if any(re.search(rf"\b{line.split()[-1]}\b", block) for block in blocks)]
        return "\n\n\n".join(["\n\n".join(used), *blocks]) + "\n"

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
        wording = Wording(self._name, "{}.shape[0]", "{}.shape[1]", "{}.shape[0]", "{}.shape[-1]", "//")
        signature = Signature(export, wording, {*self.reserved, "math", self.namespace, *_FUNCTIONS})
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
        plain = re.sub(r"[^0-9A-Za-z_]", lambda found: f"u{ord(found[0]):x}", name)
        return f"{plain}_" if keyword.iskeyword(plain) or plain in ("math", self.namespace, *self.reserved) else plain

    def _opening(self, signature: Signature) -> list[str]:
        return [self.opening.format(", ".join(signature.symbols))] if self.opening else []

    def _reading(self, signature: Signature) -> str:
        """The function that checks the arguments."""
        called = [(symbol, signature.called[symbol.name]) for symbol in signature.export.symbols]
        lines = ['"""The arguments as arrays of shapes that fit; vectors, flat or not, become flat."""']
        names = signature.symbols
        lines += [*self._opening(signature), f"{_tuple(names)} = {self.as_arrays.format(', '.join(names))}"]
        for symbol, text in called:
            if any(measure.startswith(f"{text}.shape[") for measure in signature.measured.values()):
                ranks = "== 2" if symbol.kind == "matrix" else "in (1, 2)"
                lines.append(
                    f'assert {text}.ndim {ranks}, f"{text} should be a {symbol.kind}, but has shape {{{text}.shape}}"'
                )
        lines += [f"{name} = {text}" for name, text in signature.read(signature.measured)]
        lines += [self._check(symbol, text, signature) for symbol, text in called]
        lines.append(f"return {_tuple([self._normal(symbol, text) for symbol, text in called])}")
        return _define(f"_arguments{signature.export.number}", signature.arguments(), lines)

    def _normal(self, symbol: Symbol, text: str) -> str:
        """What is computed with: flat vectors, scalars without a shape."""
        if symbol.kind == "matrix":
            return text
        return self.reshape(text, *([] if symbol.kind == "scalar" else ["-1"]))

    def _check(self, symbol: Symbol, text: str, signature: Signature) -> str:
        sides = [signature.size(dimension) for dimension in symbol.shape]
        known = dict.fromkeys(name for dimension in symbol.shape for name in dimension.names)
        values = ", ".join(f"{name} = {{{signature.sizes[name]}}}" for name in known)
        wanted = " x ".join(map(str, symbol.shape)) + (f" with {values}" if values else "")
        condition = f"{text}.shape in [({max(sides, key=lambda side: side != '1')},), ({', '.join(sides)})]"
        if symbol.kind == "scalar":
            condition, wanted = f"{text}.shape in [(), (1,), (1, 1)]", "a scalar"
        elif symbol.kind == "matrix":
            condition = f"{text}.shape == ({', '.join(sides)})"
        return f'assert {condition}, f"{text} should be {wanted}, but has shape {{{text}.shape}}"'

    def _function(
        self, function: Function, body: Body, signature: Signature, flat: str, names: Mapping[str, str]
    ) -> str:
        export = signature.export
        like = signature.called[export.like.name] if export.like is not None else ""
        lines = [*self._docstring(export, function, signature), *self._opening(signature)]
        oriented = [result.node for result in function.results if result.node.is_vector] if like else []
        if oriented:
            lines.append(f"{flat} = {self.flat.format(like)}")
        lines.append(f"{_tuple(signature.symbols)} = _arguments{export.number}({', '.join(signature.arguments())})")
        along = function.along
        needed = dict.fromkeys(name for side in along.shape for name in side.names) if along is not None else {}
        lines += [f"{name} = {text}" for name, text in signature.read({**needed, **body.sizes})]
        if along is not None:
            v = signature.called[along.name]
            lines += [f"_, {v} = {self.as_arrays.format(f'{signature.like}, {v}')}", self._check(along, v, signature)]
            lines += [f"{v} = {normal}"] if (normal := self._normal(along, v)) != v else []
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
                turned = self.reshape(name, *(("1", "-1") if result.node.is_row else ("-1", "1")))
                text = f"{name} if {flat} else {turned}"
            texts.append(f"({text})" if several and result.node in oriented else text)
        lines.append(f"return {', '.join(texts)}")
        decorator = self.decorated(signature)
        return decorator + _define(f"{function.name}{export.number}", signature.arguments(along), lines)

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


def _is_constant(value: Value) -> bool:
    return value.rank == 0 and value.op != "input" and all(map(_is_constant, value.args))


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
