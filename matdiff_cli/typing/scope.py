"""What names mean in a problem: symbols with their (partly unknown) types, sizes, abbreviations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from matdiff_cli.typing.declarations import Declarations, Kind, Type
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.names import canonical, kind_by_convention
from matdiff_cli.typing.typed import Symbol
from matdiff_cli.typing.unify import Unifier, is_variable

SCALAR: Shape = (ONE, ONE)
SIZE_NAMES = "mnpqrstuvw"


@dataclass
class Scope:
    """The names of one problem. Symbols are made when they are first met, so their order is that of appearance."""

    declared: Declarations
    unifier: Unifier
    symbols: dict[str, Symbol]
    known: Mapping[str, Symbol]
    scalars: frozenset[str] = frozenset()
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    closed: bool = False

    @classmethod
    def open(
        cls, declared: Declarations, scalars: Iterable[str] = (), kinds: Mapping[str, Kind] | None = None
    ) -> Scope:
        """The scope of a problem, where `scalars` (canonical names) are scalars, and others of `kinds`.

        A declaration wins over both.
        """
        return cls(declared, Unifier(), {}, {}, frozenset(scalars), kinds or {})

    @classmethod
    def of_known(cls, declared: Declarations, known: Mapping[str, Symbol]) -> Scope:
        """A scope that has the `known` symbols, their sizes, the abbreviations declared, and nothing else."""
        declared.sizes.update(name for symbol in known.values() for size in symbol.shape for name in size.names)
        return cls(declared, Unifier(), {}, known, closed=True)

    def is_declared(self, name: str) -> bool:
        """Was the (canonical) name given a meaning by a declaration?"""
        declared = self.declared
        return name in declared.types or name in declared.abbreviations or name in self.known or name in self.scalars

    def symbol(self, name: str) -> Symbol:
        """The symbol of a canonical name; sizes that are unknown are variables."""
        if name not in self.symbols:
            self.symbols[name] = self.known.get(name) or self._new(name)
        return self.symbols[name]

    def shape_of(self, declared: Type) -> Shape:
        """The shape of a declared type, with new variables for sizes left out."""
        fresh = self.unifier.fresh
        sizes = declared.sizes
        if declared.kind == "scalar":
            return SCALAR
        if declared.kind == "vector":
            return (sizes[0] if sizes else fresh()), ONE
        if declared.kind == "row":
            return ONE, (sizes[0] if sizes else fresh())
        if sizes:
            return sizes[0], sizes[1]
        rows = fresh()
        return rows, (rows if declared.square else fresh())

    def _new(self, name: str) -> Symbol:
        found = self.declared.types.get(name)
        kind = "scalar" if name in self.scalars else self.kinds.get(name) or kind_by_convention(name)
        used = found or Type(kind)
        return Symbol(
            name,
            used.kind,
            self.shape_of(used),
            used.structure,
            used.positive,
            used.integer,
            declared=found is not None,
            of=self._depends_on(name),
        )

    def parameters(self, name: str) -> tuple[str, ...]:
        """What an unknown function is declared of, in canonical names; nothing for other names."""
        function = self.declared.functions.get(name)
        return tuple(canonical(parameter.text) for parameter in function.parameters) if function else ()

    def spelled(self, name: str, inside: tuple[str, ...] = ()) -> str:
        """A name as an expression has it: `g(f(t))` for an unknown function g of the unknown function f of t."""
        arguments = () if name in inside else self.parameters(name)
        spelled = (self.spelled(argument, (*inside, name)) for argument in arguments)
        return f"{name}({', '.join(spelled)})" if arguments else name

    def _depends_on(self, name: str) -> tuple[str, ...]:
        """The names that an unknown function depends on: its parameters, what those depend on, and so on."""
        if not self.declared.functions:
            return ()
        found: dict[str, None] = {}
        waiting = [*self.parameters(name)]
        while waiting:
            parameter = waiting.pop(0)
            if parameter not in found:
                found[parameter] = None
                waiting += self.parameters(parameter)
        return tuple(found)

    def naming(self, shapes: Iterable[Shape] = ()) -> dict[str, str]:
        """Names for the sizes that nothing names, in order: those of the symbols, then those of `shapes`."""
        every = (*[symbol.shape for symbol in self.symbols.values()], *shapes)
        sizes = dict.fromkeys([size for shape in every for size in shape])
        names = [name for size in sizes for name in self.unifier.resolve(size).names]
        unnamed = dict.fromkeys(filter(is_variable, names))
        declared = self.declared
        used = {*declared.sizes, *self.symbols, *declared.types, *declared.abbreviations, *names} if unnamed else ()
        free = (name for name in _size_names() if name not in used)
        return dict(zip(unnamed, free, strict=False))

    def finish(self, size: Dimension, names: Mapping[str, str]) -> Dimension:
        """The size with everything that was found put in, and the rest named."""
        found = self.unifier.resolve(size)
        if names.keys().isdisjoint(found.names):
            return found
        return Dimension(found.factor, tuple(sorted([names.get(name, name) for name in found.names])))


def _size_names() -> Iterable[str]:
    yield from SIZE_NAMES
    number = 1
    while True:
        for letter in "mnpq":
            yield f"{letter}{number}"
        number += 1
