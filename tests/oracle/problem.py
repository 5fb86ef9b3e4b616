"""A problem's text: the expression, the target, and what is declared after `where`."""

from __future__ import annotations

from dataclasses import dataclass, field

from .parser import NotRead, Parser, names_in, tokens

SETS = ("R", "ℝ")
SHAPES = {
    "scalar": (),
    "integer": (),
    "vector": ("n", "1"),
    "simplex": ("n", "1"),
    "row": ("1", "n"),
    "matrix": ("m", "n"),
}
"""Which of its arguments are the rows and the columns of a type; the others are square."""


@dataclass(frozen=True)
class Type:
    """A declared type. `dimensions` are trees, in the order rows, columns; None where they are left out."""

    structure: str
    positive: bool = False
    rows: tuple | None = None
    columns: tuple | None = None


@dataclass
class ProblemText:
    function: tuple
    targets: list[tuple[str, ...]] = field(default_factory=list)
    types: dict[str, Type] = field(default_factory=dict)
    abbreviations: dict[str, tuple] = field(default_factory=dict)
    unknown: set[str] = field(default_factory=set)
    implicit: int = 0
    """How many sizes of I, vector(1) and matrix(1) the context decides."""
    dimensions: set[str] = field(default_factory=set)
    """Names of dimensions in the expression itself, as in ones(n)."""

    def dimension_names(self) -> set[str]:
        """Those in the expression and those of declared types, whether or not what is declared occurs."""
        declared = [side for type in self.types.values() for side in (type.rows, type.columns) if side]
        return self.dimensions.union(*map(names_in, declared))


ONE = ("number", 1.0)


class ProblemParser(Parser):
    def problem(self) -> ProblemText:
        found = ProblemText(self.sum(), unknown=self.unknown)
        if self.next == "wrt":
            self.take()
            found.targets.append(self.target())
            while self.tried(","):
                found.targets.append(self.target())
        if self.next == "where":
            self.take()
            self.declaration(found)
            while self.tried(",", ";"):
                self.declaration(found)
        if self.kind != "end":
            raise NotRead(f"{self.next} is left over")
        found.implicit, found.dimensions = self.implicit, self.dimensions
        return found

    def target(self) -> tuple[str, ...]:
        if not self.tried("["):
            return (self.take(),)
        names = [self.take()]
        while self.tried(","):
            names.append(self.take())
        self.take("]")
        return tuple(names)

    def declaration(self, found: ProblemText) -> None:
        names = [self.take()]
        if self.next == "(":
            self.listed(")")
            found.unknown.add(names[0])
        if self.tried("="):
            found.abbreviations[names[0]] = self.sum()
            return
        while self.tried(","):
            names.append(self.take())
        declared = self.type() if self.tried(":") else self.member_of()
        found.types |= dict.fromkeys(names, declared)

    def type(self) -> Type:
        positive = self.next == "positive"
        word = self.take()
        if positive:
            word = self.take()
        dimensions: list[tuple] = []
        if self.next == "(":
            (dimensions,) = self.listed(")")
        if word in ("scalar", "integer"):
            return Type(word, positive, ONE, ONE)
        first, last = (dimensions[0], dimensions[-1]) if dimensions else (None, None)
        if word in ("vector", "simplex"):
            return Type(word, positive, first, ONE)
        return Type(word, positive, ONE if word == "row" else first, last)

    def member_of(self) -> Type:
        self.take("in")
        positive = False
        if self.take() not in SETS:
            raise NotRead("the sets are those of real numbers, vectors and matrices")
        if not self.tried("^"):
            return Type("scalar", positive, ONE, ONE)
        closing = {"(": ")", "{": "}"}.get(self.next)
        if closing:
            self.take()
        rows, columns = self.operand(), ONE
        if self.tried("x"):
            columns = self.operand()
        if closing:
            self.take(closing)
        return Type("matrix", positive, rows, columns)


def read_problem(text: str) -> ProblemText:
    """Raises NotRead. The names of unknown functions come first, as they are declared last."""
    return ProblemParser(text, _declared_as_functions(text)).problem()


def _declared_as_functions(text: str) -> set[str]:
    """The F of every `F(X): type`."""
    found = tokens(text)
    words = [word for _, word in found]
    start = words.index("where") if "where" in words else len(words)
    names = [i for i in range(start, len(words) - 4) if found[i][0] == "word"]
    return {words[i] for i in names if words[i + 1] == "(" and words[i + 3 : i + 5] == [")", ":"]}


def read_expression(text: str) -> ProblemText:
    """An answer: an expression, with the names it may introduce after `where`."""
    return ProblemParser(text).problem()
