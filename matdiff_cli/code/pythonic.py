"""How a module of Python is laid out: arguments that are checked, functions with what they say of themselves."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from matdiff_cli.code.files import FileTarget, sizes_read
from matdiff_cli.code.module import Function
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.target import Body, Rule, call
from matdiff_cli.code.values import Value
from matdiff_cli.typing.typed import Symbol

_OF_NUMBERS = {
    name: f"math.{name}({{0}})" for name in "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh".split()
}
_OF_NUMBERS |= {
    "erf": "math.erf({0})",
    "erfc": "math.erfc({0})",
    "expm1": "math.expm1({0})",
    "erfcx": "(math.exp(({0})**2) * math.erfc({0}))",
    "log_erfc": "math.log1p(-math.erf({0}))",
    "log_tanh": "math.log(math.tanh({0}))",
    "exprel": "(math.expm1({0}) / ({0}))",
    "log_softplus": "math.log(math.log1p(math.exp({0})))",
    "log_inverse_cloglog": "math.log(-math.expm1(-math.exp({0})))",
    "abs": "abs({0})",
    "sign": "math.copysign(1, {0})",
    "relu": "max({0}, 0)",
    "sigmoid": "(1 / (1 + math.exp(-({0}))))",
    "softplus": "math.log1p(math.exp({0}))",
}
"""Functions of numbers that are no arrays: of what no argument changes but by its size."""


class PythonTarget(FileTarget):
    """A module of Python functions over arrays."""

    language = "python"
    twice = ".T.T"
    keywords = frozenset(keyword.kwlist)
    locals = ("flat",)
    measures = ("{}.shape[0]", "{}.shape[1]", "{}.shape[0]", "{}.shape[-1]", "//")

    # --- numbers and shapes ---------------------------------------------------------------------------------------

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

    as_arrays: ClassVar[str]
    """The arguments {0} as arrays, as many values."""

    apart: ClassVar[bool] = False
    """Whether every argument is made an array without a look at the others."""

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

    def converted(self, names: Sequence[str], like: str = "") -> list[str]:
        """The lines that make arrays of arguments, of the kind of another one."""
        if self.apart:
            return [f"{name} = {self.as_arrays.format(name)}" for name in names]
        given = [like, *names] if like else names
        return [f"{_tuple(['_', *names] if like else names)} = {self.as_arrays.format(', '.join(given))}"]

    # --- modules --------------------------------------------------------------------------------------------------

    def head(self, blocks: list[str]) -> str:
        """The imports that are used."""
        lines = ["import math", *self.header.split("\n\n")]
        return "\n\n".join(
            line for line in lines if any(re.search(rf"\b{line.split()[-1]}\b", block) for block in blocks)
        )

    def _opening(self, signature: Signature, lines: Iterable[str]) -> list[str]:
        """What gives the library of the arguments its name, if any of the lines has that."""
        name = self.opening.partition(" ")[0]
        used = name and any(re.search(rf"\b{name}\b", line) for line in lines)
        return [self.opening.format(", ".join(signature.symbols))] if used else []

    def reading(self, signature: Signature) -> list[str]:
        """The function that checks the arguments."""
        called = [(symbol, signature.called[symbol.name]) for symbol in signature.export.symbols]
        lines = ['"""The arguments as arrays of shapes that fit; vectors, flat or not, become flat."""']
        names = signature.symbols
        lines += self.converted(names)
        for symbol, text in called:
            if any(measure.startswith(f"{text}.shape[") for measure in signature.measured.values()):
                ranks = "== 2" if symbol.kind == "matrix" else "in (1, 2)"
                lines.append(
                    f'assert {text}.ndim {ranks}, f"{text} should be a {symbol.kind}, but has shape {{{text}.shape}}"'
                )
        lines += _sizes(signature.read(signature.measured))
        lines += [
            self._check(symbol, text, signature) for symbol, text in called if not self._fits(symbol, text, signature)
        ]
        lines.append(f"return {_tuple([self._normal(symbol, text) for symbol, text in called])}")
        lines[1:1] = self._opening(signature, lines)
        return [_define(f"_arguments{signature.export.number}", signature.arguments(), lines)]

    def _fits(self, symbol: Symbol, text: str, signature: Signature) -> bool:
        """Whether every matrix fits, as its rows and columns are what two sizes are read off."""
        read = [signature.measured.get(str(side)) for side in symbol.shape]
        return symbol.kind == "matrix" and read == [measure.format(text) for measure in self.measures[:2]]

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

    def function(self, function: Function, body: Body, signature: Signature, names: Mapping[str, str]) -> str:
        """A function: comments, arguments, assignments, results."""
        export, flat = signature.export, names["flat"]
        like = signature.called[export.like.name] if export.like is not None else ""
        said, lines = self._docstring(function, signature), list[str]()
        oriented = [result.node for result in function.results if result.node.is_vector] if like else []
        if oriented:
            lines.append(f"{flat} = {self.flat.format(like)}")
        lines.append(f"{_tuple(signature.symbols)} = _arguments{export.number}({', '.join(signature.arguments())})")
        along = function.along
        lines += _sizes(sizes_read(function, body, signature))
        if along is not None:
            v = signature.called[along.name]
            lines += [*self.converted([v], signature.like), self._check(along, v, signature)]
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
                lines += [f"{name} = {text}"] if text != name else []
                text = name
            if result.node in oriented:
                turned = self.reshape(name, *(("1", "-1") if result.node.is_row else ("-1", "1")))
                text = f"{name} if {flat} else {turned}"
            texts.append(f"({text})" if several and result.node in oriented else text)
        lines.append(f"return {', '.join(texts)}")
        lines = [*said, *self._opening(signature, lines), *lines]
        return self.decorated(signature) + _define(f"{function.name}{export.number}", signature.arguments(along), lines)

    def _docstring(self, function: Function, signature: Signature) -> list[str]:
        text = [line.replace("\\", "\\\\").replace('"', '\\"') for line in self.said(function, signature)]
        return [f'"""{text[0]}"""'] if len(text) == 1 else [f'"""{text[0]}', *text[1:], '"""']


def _is_constant(value: Value) -> bool:
    return value.rank == 0 and value.op != "input" and all(map(_is_constant, value.args))


def _is_argument(value: Value) -> bool:
    return value.rank > 0 and (value.op == "input" or (value.op == "transpose" and value.args[0].op == "input"))


def _sizes(read: Iterable[tuple[str, str]]) -> list[str]:
    """The lines that give sizes their names, rows and columns of a matrix in one."""
    found: list[tuple[str, str]] = []
    for name, text in read:
        whole = text.removesuffix("[1]")
        if found and found[-1][1] == f"{whole}[0]":
            found[-1] = f"{found[-1][0]}, {name}", whole
        else:
            found.append((name, text))
    return [f"{names} = {text}" for names, text in found]


def _tuple(texts: Sequence[str]) -> str:
    return ", ".join(texts) + ("," if len(texts) == 1 else "")


def _define(name: str, arguments: Sequence[str], lines: Sequence[str]) -> str:
    return "\n".join([f"def {name}({', '.join(arguments)}):", *(f"    {line}" if line else "" for line in lines)])
