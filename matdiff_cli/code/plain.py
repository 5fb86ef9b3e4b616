"""How functions are laid out in languages with matrices of their own: read the arguments, compute, give the results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from matdiff_cli.code.files import FileTarget, sizes_read
from matdiff_cli.code.module import Function, Result
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.target import Body
from matdiff_cli.typing.typed import Symbol


class PlainTarget(FileTarget):
    """A file of functions, each an opening, assignments and an end."""

    comment: ClassVar[str]
    """A line that says something, with {0}."""

    assignment: ClassVar[str] = "{0} = {1};"
    """A name gets a value."""

    def declared_size(self, name: str) -> str:
        """The name of a size where it gets its value."""
        return name

    def opening(self, function: Function, signature: Signature, names: Mapping[str, str]) -> list[str]:
        """The lines with which a function brings its arguments into their shapes."""
        raise NotImplementedError

    def check(self, symbol: Symbol, text: str, signature: Signature) -> list[str]:
        """The lines that check an argument and bring it into the shape with which is computed."""
        raise NotImplementedError

    def given(self, result: Result, name: str, text: str, names: Mapping[str, str]) -> list[str]:
        """The lines that give the result its name and the shape in which it is returned."""
        raise NotImplementedError

    def define(
        self, name: str, function: Function, signature: Signature, lines: list[str], names: Mapping[str, str]
    ) -> str:
        """A function of its lines."""
        raise NotImplementedError

    def function(self, function: Function, body: Body, signature: Signature, names: Mapping[str, str]) -> str:
        """A function: comments, arguments, assignments, results."""
        lines = [self.comment.format(line).rstrip() for line in self.said(function, signature)]
        lines += self.opening(function, signature, names)
        lines += [
            self.assignment.format(self.declared_size(name), text)
            for name, text in sizes_read(function, body, signature)
        ]
        if function.along is not None:
            lines += self.check(function.along, signature.called[function.along.name], signature)
        for comments, name, text in body.statements:
            lines += [*map(self.comment.format, comments), self.assignment.format(name, text)]
        for result, (comments, text) in zip(function.results, body.results, strict=True):
            lines += [*map(self.comment.format, comments), *self.given(result, names[result.name], text, names)]
        return self.define(f"{function.name}{signature.export.number}", function, signature, lines, names)


def is_oriented(result: Result) -> bool:
    """Whether a result is a column or a row."""
    return result.node.is_vector and not result.node.is_scalar


def wanted(symbol: Symbol) -> str:
    """The shape of an argument in words."""
    return " x ".join(map(str, symbol.shape))


def known_sizes(symbol: Symbol) -> list[str]:
    """The sizes by which the shape of an argument is known."""
    return list(dict.fromkeys(name for dimension in symbol.shape for name in dimension.names))
