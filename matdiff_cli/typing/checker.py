"""The state of type checking and what every rule needs: making nodes, comparing shapes, failing with places."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Literal, NoReturn

from matdiff_cli.errors import Kind, Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.magnitude import MAX_DIGITS, NOTHING, Magnitude, TooLarge, combine
from matdiff_cli.typing.scope import SCALAR, Scope
from matdiff_cli.typing.stacks import usual
from matdiff_cli.typing.typed import Op, Typed
from matdiff_cli.typing.unify import is_variable

MAX_QUOTED = 32
MAX_HEIGHT = 1_200

Spread = Literal["", "numbers", "all"]
SPREADS: tuple[Spread, ...] = ("", "numbers", "all")
"""Scalars that may be added to every entry of a vector, the likeliest first."""

_OF_LEAVES = None, NOTHING, 1
"""The facts of a leaf that is no number."""


class Checker:
    """Gives syntax trees of one source text their types; the scope is shared between the texts of a problem."""

    def __init__(self, scope: Scope, source: str) -> None:
        self.scope = scope
        self.unifier = scope.unifier
        self.source = source
        self.notes: list[str] = []
        self.reading: list[str] = []  # how the text is read, where that is not to the letter
        self.spread: Spread = ""  # which scalars may be added to the entries of a vector?
        self.at: Tree | None = None  # the operation that is being typed
        self.decimals = False
        self.targets: frozenset[str] | None = frozenset()  # None: not named, so that it may be any symbol
        self.abbreviations: dict[str, Typed] = {}
        # By identity; the node is kept, so that its identity stays its own. Third: the height, abbreviations included.
        self._facts: dict[int, tuple[Typed | None, Magnitude, int]] = {}

    # --- nodes ----------------------------------------------------------------------------------------------------

    def make(self, op: Op, args: tuple[Typed, ...], shape: Shape, span: Span, value: object = None) -> Typed:
        """A node. Refuses constants that would be too long written out."""
        node = Typed(op, args, shape, span, value)
        if args or op == "number":  # a leaf without a number has none of the facts
            self._keep_facts(node)
        return node

    def _keep_facts(self, node: Typed) -> None:
        known = [self._facts.get(id(arg), _OF_LEAVES) for arg in node.args]
        height = 1 + max([height for _, _, height in known], default=0)
        if height > MAX_HEIGHT:
            self.fail(
                "unsupported",
                "abbreviations within abbreviations, nested too deeply",
                Mark(node.span),
                hint=f"at most {MAX_HEIGHT} operations inside each other are derived",
            )
        try:
            self._facts[id(node)] = node, combine(node, [magnitude for _, magnitude, _ in known]), height
        except TooLarge:
            self.fail(
                "unsupported",
                f"the numbers here could have more than {MAX_DIGITS:,} digits if they were multiplied out",
                Mark(node.span),
                hint="use a symbol for a large number or exponent",
            )

    def number(self, value: Fraction | int, span: Span) -> Typed:
        """A number at a place."""
        return self.make("number", (), SCALAR, span, value if isinstance(value, Fraction) else Fraction(value))

    def constant(self, node: Typed) -> Fraction | None:
        """The value of a node that holds numbers only."""
        return self._facts.get(id(node), _OF_LEAVES)[1].constant

    def varies(self, root: Typed) -> bool:
        """Is there a target in this, or an unknown function of one?"""
        names = {str(node.value) for node in nodes(root) if node.op == "symbol"}
        names |= {name for function in names for name in self.scope.symbol(function).of}
        return bool(names) if self.targets is None else not names.isdisjoint(self.targets)

    # --- shapes ---------------------------------------------------------------------------------------------------

    def is_scalar(self, node: Typed) -> bool:
        """Is the value 1×1? Known at once, as no unknown size is ever 1."""
        return node.shape == SCALAR

    def is_vector(self, node: Typed) -> bool:
        """Is the value a column or a row?"""
        return ONE in node.shape and not self.is_scalar(node)

    def same(self, a: Dimension, b: Dimension, *nodes: Typed) -> bool:
        """Make two sizes equal; `nodes` are the operands that ask for it."""
        return self.unifier.unify(a, b, (self.source, nodes))

    def same_shape(self, a: Typed, b: Typed) -> bool:
        """Make two shapes equal; where one has a 1 and the other has not, nothing is taken to be equal."""
        if any((x == ONE) != (y == ONE) for x, y in zip(a.shape, b.shape, strict=True)):
            return False
        return self.same(a.shape[0], b.shape[0], a, b) and self.same(a.shape[1], b.shape[1], a, b)

    def make_square(self, node: Typed) -> bool:
        """Make rows and columns equal."""
        return self.same(node.shape[0], node.shape[1], node)

    # --- words ----------------------------------------------------------------------------------------------------

    def fail(self, kind: Kind, message: str, *marks: Mark, hint: str = "") -> NoReturn:
        """Raise the error, in this text."""
        raise MatdiffError(kind, message, *marks, hint=hint, source=self.source)

    def quote(self, node: Typed | Span) -> str:
        """What was typed there, if it is short, else `this`."""
        span = node.span if isinstance(node, Typed) else node
        text = " ".join(_in_whole_groups(self.source, span).split())
        return text if 0 < len(text) <= MAX_QUOTED else "this"

    def size(self, node: Typed) -> str:
        """The shape in words, such as m×n, with the names that it would get."""
        return self.sizes(node)[0]

    def sizes(self, *nodes: Typed) -> list[str]:
        """Several shapes, named together."""
        names = self.scope.naming([node.shape for node in nodes])
        finished = [[self.scope.finish(size, names) for size in node.shape] for node in nodes]
        return [f"{rows}×{columns}" for rows, columns in finished]

    def marks(self, *nodes: Typed) -> list[Mark]:
        """A mark an operand, labelled with its shape."""
        return [
            Mark(node.span, f"{self.quote(node)} is {size}")
            for node, size in zip(nodes, self.sizes(*nodes), strict=True)
        ]

    def settle(self) -> None:
        """Decide what was put off; raises where sizes cannot be found."""
        nodes: tuple[Typed, ...] = ()
        while (left := self.unifier.settle()) is not None:
            before = nodes
            self.source, nodes = left  # type: ignore[misc]
            remark, equal = usual(*nodes) if len(nodes) == 2 and nodes != before else ("", [])
            if not equal or not all(self.unifier.unify(a, b) for a, b in equal):
                self._refuse_open_sizes(nodes)
            said = phrase(remark, left=self.quote(nodes[0]), right=self.quote(nodes[1]))
            self.reading += [said] * (said not in self.reading)

    def _refuse_open_sizes(self, nodes: Sequence[Typed]) -> NoReturn:
        what = " and ".join(dict.fromkeys(self.quote(node) for node in nodes))
        self.fail(
            "shape",
            f"the sizes of {what} do not settle",
            *self.marks(*nodes),
            hint="declare the sizes, such as `where x: vector(n), A: matrix(m, n)`",
        )

    def refuse_unsized(self, every: Sequence[Typed]) -> None:
        """Refuse an I in a function, but not in what it abbreviates, whose size nothing gives, as in tr(I).

        The nodes are all of the function, which is the first of them.
        """
        identities = [node for node in every if node.op == "identity"]
        if not identities:
            return
        shapes = (every[0].shape, *(symbol.shape for symbol in self.scope.symbols.values()))
        known = {name for shape in shapes for size in self.unifier.resolve_shape(shape) for name in size.names}
        elsewhere = set(map(id, nodes(*self.abbreviations.values())))
        for node in identities:
            names = self.unifier.resolve(node.shape[0]).names
            unknown = names and all(map(is_variable, names)) and known.isdisjoint(names)
            if unknown and id(node) not in elsewhere:
                message = "nothing gives this I its size"
                self.fail("shape", message, Mark(node.span), hint="write I_n, or eye(3), for one with a size")


def _in_whole_groups(source: str, span: Span) -> str:
    r"""What is typed at a place, with the groups that it cuts through: of `\mathbf{x}^\top` and of `x*(a'*y)` all."""
    start, end = span.start, span.end
    for opener, closer in ("{}", "()"):
        missing = lowest = 0
        for character in source[start:end]:
            missing += (character == opener) - (character == closer)
            lowest = min(lowest, missing)
        for _ in range(-lowest):
            start = max(source.rfind(opener, 0, start), 0)
        if lowest and (command := re.search(r"\\[A-Za-z]+$", source[:start])):
            start = command.start()
        for _ in range(missing - lowest):
            end = source.find(closer, end) + 1 or end
    return source[start:end]
