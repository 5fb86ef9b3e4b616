"""What stands after where: types, abbreviations and unknown functions, merged from the line and from --where."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from math import prod
from typing import Any, Literal, NamedTuple

from matdiff_cli.errors import Mark, MatdiffError
from matdiff_cli.syntax.said import TYPE_WORDS
from matdiff_cli.syntax.tree import (
    Declaration,
    Definition,
    Name,
    SizeTree,
    Tree,
    TypedNames,
    TypeTree,
    UnknownFunction,
)
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.names import canonical, did_you_mean, kind_by_convention, refuse_reserved

Kind = Literal["scalar", "vector", "row", "matrix"]
STRUCTURES = ("symmetric", "spd", "psd", "skew", "diagonal", "orthogonal", "lower", "upper")
MAX_SIZE = 10**9

# Words that may stand together → the one that means the same.
_PHRASES: dict[tuple[str, ...], str] = {
    ("column", "vector"): "vector",
    ("row", "vector"): "row",
    ("square", "matrix"): "square",
    **{(structure, "matrix"): structure for structure in STRUCTURES},
    **{(kind,): kind for kind in ("scalar", "integer", "vector", "simplex", "row", "matrix", *STRUCTURES)},
}
_NEVER_POSITIVE = {"skew": "its diagonal is zero", "orthogonal": "it would be a permutation"}


@dataclass(slots=True, unsafe_hash=True)  # frozen, it would take three times as long to make
class Type:
    """A declared type. `sizes` is empty where the dimensions were left out. It is not changed."""

    kind: Kind
    sizes: tuple[Dimension, ...] = ()
    structure: str | None = None
    positive: bool = False
    integer: bool = False
    square: bool = False

    def __str__(self) -> str:
        word = self.structure or ("integer" if self.integer else self.kind)
        sizes = self.sizes[:1] if len(set(self.sizes)) == 1 and self.kind == "matrix" else self.sizes
        shape = f"({', '.join(map(str, sizes))})" if sizes else ""
        return ("positive " if self.positive else "") + word + shape


class Abbreviation(NamedTuple):
    """`NAME = EXPRESSION`, with the text it stands in."""

    name: Name
    body: Tree
    source: str


@dataclass
class Declarations:
    """Everything declared, by canonical name; `sizes` are the names of dimensions."""

    types: dict[str, Type] = field(default_factory=dict)
    abbreviations: dict[str, Abbreviation] = field(default_factory=dict)
    functions: dict[str, UnknownFunction] = field(default_factory=dict)
    sizes: set[str] = field(default_factory=set)

    @property
    def names(self) -> frozenset[str]:
        """The names that stand for something in an expression, dimensions apart."""
        return frozenset({*self.types, *self.abbreviations})

    def add(self, declarations: Iterable[Declaration], source: str) -> None:
        """Add what one text declares. Raises for contradictions, reserved names and types that are none."""
        try:
            for declaration in declarations:
                _RULES[type(declaration)](declaration, self, source)
        except MatdiffError as error:
            error.source = source
            raise


def _add_types(declaration: TypedNames, declared: Declarations, source: str) -> None:
    for name in declaration.names:
        refuse_reserved(name.text, name.span, "declared as a symbol")
        key = canonical(name.text)
        new = read_type(declaration.type, key)
        declared.sizes.update(size for dimension in new.sizes for size in dimension.names)
        if key in declared.functions:
            raise _contradiction(name, "an unknown function", f"{new}")
        old = declared.types.get(key)
        declared.types[key] = _merge(name, old, new) if old else new
        _check_abbreviation(name, declared)


def _add_abbreviation(declaration: Definition, declared: Declarations, source: str) -> None:
    name = declaration.name
    refuse_reserved(name.text, name.span, "an abbreviation")
    key = canonical(name.text)
    old = declared.abbreviations.get(key)
    if key in declared.functions:
        raise _contradiction(name, "an unknown function", "an abbreviation")
    if (
        old
        and old.source[old.body.span.start : old.body.span.end]
        != source[declaration.body.span.start : declaration.body.span.end]
    ):
        marks = (Mark(name.span), Mark(old.name.span)) if old.source == source else (Mark(name.span),)
        raise MatdiffError("name", f"{name.text} is defined twice", *marks, hint="give the second one another name")
    declared.abbreviations[key] = Abbreviation(name, declaration.body, source)
    _check_abbreviation(name, declared)


def _add_function(declaration: UnknownFunction, declared: Declarations, source: str) -> None:
    name = declaration.name
    refuse_reserved(name.text, name.span, "an unknown function")
    key = canonical(name.text)
    new = read_type(declaration.type, key)
    declared.sizes.update(size for dimension in new.sizes for size in dimension.names)
    if key in declared.types and (key not in declared.functions or declared.types[key] != new):
        raise _contradiction(name, f"{declared.types[key]}", f"an unknown function, {new}")
    if key in declared.abbreviations:
        raise _contradiction(name, "an abbreviation", "an unknown function")
    declared.functions[key] = declaration
    declared.types[key] = new


_RULES: dict[type[Declaration], Callable[[Any, Declarations, str], None]] = {
    TypedNames: _add_types,
    Definition: _add_abbreviation,
    UnknownFunction: _add_function,
}


def _check_abbreviation(name: Name, declared: Declarations) -> None:
    key = canonical(name.text)
    found = declared.types.get(key)
    if found and key in declared.abbreviations and (found.structure or found.positive or found.integer):
        raise MatdiffError(
            "name",
            f"{name.text} is an abbreviation; its properties follow from its definition",
            Mark(name.span),
            hint=f"declare only its shape, such as {name.text}: {found.kind}, or leave it out",
        )


def _contradiction(name: Name, old: str, new: str) -> MatdiffError:
    return MatdiffError(
        "name",
        f"{name.text} is declared twice, as {old} and as {new}",
        Mark(name.span),
        hint="keep one of the two, or use another name",
    )


def _merge(name: Name, old: Type, new: Type) -> Type:
    """Two declarations of one name agree if one only leaves out the dimensions of the other, or the structure of what
    is square or a vector: `A ∈ R^(n x n), A symmetric`.
    """
    sizes, square = old.sizes or new.sizes, old.square or new.square
    left_out = None in (old.structure, new.structure) and len({*sizes}) < 2
    structure = old.structure or new.structure
    found, other = (
        replace(each, sizes=each.sizes or sizes, square=square, structure=structure if left_out else each.structure)
        for each in (old, new)
    )
    if found != other:
        raise _contradiction(name, str(old), str(new))
    return found


def read_size(tree: SizeTree) -> Dimension:
    """The dimension that a size spells."""
    number = prod([factor for factor in tree.factors if isinstance(factor, int)])
    if number > MAX_SIZE:
        raise MatdiffError("unsupported", "the size is too large", Mark(tree.span), hint="use a name for it")
    return Dimension(number, tuple(sorted([canonical(name) for name in tree.factors if isinstance(name, str)])))


def read_type(tree: TypeTree, name: str) -> Type:
    """The type that words and sizes spell; `name` is asked for its convention when the words say only `positive`."""
    words = [word.text for word in tree.words]
    positive = words[0] == "positive"
    phrase = tuple(words[1:] if positive else words) or (kind_by_convention(name),)
    word = _PHRASES.get(phrase)
    if word is None:
        unknown = next((w for w in tree.words if (w.text,) not in _PHRASES and w.text != "positive"), tree.words[-1])
        raise MatdiffError(
            "name",
            f"{' '.join(words)} is no type" if unknown.text in words[:-1] else f"{unknown.text} is no type",
            Mark(unknown.span),
            hint=did_you_mean(unknown.text, frozenset(TYPE_WORDS) - {unknown.text})
            or f"types: {', '.join(TYPE_WORDS)}",
        )
    if positive and word in _NEVER_POSITIVE:
        raise MatdiffError(
            "domain",
            f"a {word} matrix has no positive entries only: {_NEVER_POSITIVE[word]}",
            Mark(tree.words[0].span),
            hint="leave out `positive`",
        )
    sizes = tuple(map(read_size, tree.sizes))
    if word in ("scalar", "integer"):
        _expect(tree, word, sizes, 0)
        return Type("scalar", positive=positive, integer=word == "integer")
    if word in ("vector", "row", "simplex"):
        _expect(tree, word, sizes, 1)
        structure = "simplex" if word == "simplex" else None
        if sizes == (ONE,):
            return Type("scalar", (), structure, positive)
        return Type("row" if word == "row" else "vector", sizes, structure, positive)
    _expect(tree, word, sizes, 2)
    structure = word if word in STRUCTURES else None
    if len(sizes) == 1:
        sizes *= 2
    if (structure or word == "square") and sizes and sizes[0] != sizes[1]:
        raise MatdiffError(
            "shape",
            f"a {word} matrix is square, not {sizes[0]}×{sizes[1]}",
            Mark(tree.span),
            hint=f"write {structure or 'matrix'}({sizes[0]})",
        )
    kind = kind_of(sizes[0], sizes[1]) if sizes else "matrix"
    if kind != "matrix":
        return Type(kind, tuple(size for size in sizes if size != ONE), positive=positive)
    return Type("matrix", sizes, structure, positive, square=structure is not None or word == "square")


def kind_of(rows: Dimension, columns: Dimension) -> Kind:
    """What a shape is called."""
    if columns == ONE:
        return "scalar" if rows == ONE else "vector"
    return "row" if rows == ONE else "matrix"


def _expect(tree: TypeTree, word: str, sizes: tuple[Dimension, ...], most: int) -> None:
    if len(sizes) <= most:
        return
    usage = {0: word, 1: f"{word}(n)", 2: f"{word}(n)" if word in STRUCTURES else "matrix(m, n)"}[most]
    sets = {0: "R", 1: "R^n", 2: "R^(m x n)"}[most]
    raise MatdiffError(
        "shape",
        f"{word} has {most or 'no'} size{'' if most == 1 else 's'}, not {len(sizes)}",
        Mark(tree.sizes[most].span),
        hint=f"write {usage}" + ("" if word in ("integer", "simplex") else f", or `in {sets}`"),
    )
