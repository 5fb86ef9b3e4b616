"""The last step: the answer with its shape, the equation it was read off, the target's structure and the layout."""

from __future__ import annotations

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.layout import arrange
from matdiff_cli.calculus.stacking import matrix_of
from matdiff_cli.calculus.structure import PROJECTIONS
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.lines import MOST_SPELLED_OUT, Chain, paired
from matdiff_cli.derivation.passage import Passage, Stack, turned
from matdiff_cli.derivation.records import Line, Note, Reason, Step
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.alternatives.spreading import multiplied_out
from matdiff_cli.expressions.decompositions import factors, split_scalars, terms, weight
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.expressions.final_form import polish
from matdiff_cli.expressions.nodes import FunctionValue, Increment, Node, Product, Sum, Transpose, Variable
from matdiff_cli.typing.typed import STRUCTURE_WORDS

_LONGEST = 60_000
"""An answer with more symbols than this is refused: what is shared within it can double its text at every level."""

_COOKBOOK = (
    "the Matrix Cookbook writes @1 for a symmetric matrix: the derivatives by the entries on and above the diagonal,"
    " each of which stands for two"
)


def _mirrored(hessian: Node) -> Node:
    """A symmetric matrix written out, with one expression for the two entries that are equal."""
    scalars, chain = split_scalars(hessian)
    if len(chain) != 1 or not isinstance(chain[0], nodes.Literal):
        return hessian
    rows = chain[0].rows_of_entries
    size = len(rows)
    entries = (rows[min(i, j)][max(i, j)] for i in range(size) for j in range(size))
    return algebra.product(*scalars, nodes.Literal(size, size, *entries))


def _diagonal_of(matrix: Node) -> Node:
    return nodes.HadamardProduct(matrix, nodes.Identity(matrix.shape[0]))


def _of_increments(structure: str) -> str:
    """What the increments of a matrix with a structure are: those of a (semi)definite one are only symmetric."""
    return "symmetric" if structure in ("spd", "psd") else structure


class Answer:
    """What a differentiation comes to: inside the target's structure, then in a layout."""

    def __init__(
        self,
        d: Differentiation,
        layout: str,
        *,
        order: int = 1,
        first: tuple[Variable, ...] = (),
        in_full: bool = False,
    ) -> None:
        """`d` differentiates f, or for order 2 its derivative; `first` is the first target where this is another.

        `in_full` asks for a value without names, however long it is.
        """
        value = d.full_value if in_full else d.value
        mixed = bool(first)
        self._d = d
        self._first = first
        self._layout = layout
        self.kind = d.kind if order == 1 or (d.kind == "derivative" and not mixed) else "hessian"
        self._role = "second derivative" if order == 2 and self.kind == "derivative" else self.kind
        self._projection = None
        if d.kind == "gradient" and not d.stacked:
            self._projection = PROJECTIONS.get(d.targets[0].structure)
        self._inside = self.structured = self._projection(value) if self._projection else value
        if mixed and d.kind == "gradient":  # of a partial derivative by a scalar: one row of the Hessian
            self.structured = algebra.transpose(self._inside)
        if self.kind == "hessian" and d.kind == "map" and not mixed:
            self.structured = self._symmetric_within(d.targets[0].structure)
        if self.kind == "hessian" and d.stacked and not mixed:
            self.structured = _mirrored(self.structured)
        self.value = arrange(
            self.structured,
            layout if order == 1 else "gradient",
            kind=d.kind,
            by_matrix=not d.stacked and (d.targets[0].is_matrix or d.targets[0].is_row),
            of_vector=d.function.is_vector,
        )
        if not in_full and weight(self.value) > _LONGEST:
            raise MatdiffError(
                "unsupported",
                f"the answer has more than {_LONGEST} symbols, even with names for what repeats in the function",
                hint="differentiate by one of the names, and put the pieces together",
            )

    def _symmetric_within(self, structure: str) -> Node:
        """The Hessian by a matrix with structure, as a symmetric matrix: what it is applied to has the structure."""
        hessian = self.structured
        apart = multiplied_out(hessian)
        if structure not in PROJECTIONS or algebra.transpose(apart) is apart:
            return hessian
        change = Increment(Variable(self._d.targets[0].name, *self._d.targets[0].shape))
        return polish(algebra.product(hessian, matrix_of(PROJECTIONS[structure](change), change)))

    def step(self, difference: Node, *, exact: bool) -> Step:
        """The step that reads the answer off.

        `difference` is f(X + ΔX) − f(X), `exact` whether nothing was dropped from it.
        """
        d = self._d
        lines: list[Line] = []
        if d.unknown:
            relation = "=" if exact else "≈"
            return Step("result", reasons.DIFFERENTIAL, (Line(difference, relation, self.value, shown_shape=True),))
        if d.kind == "map":
            lines += self._stacked()
        if self._inside is not d.value and self._projection is not None:
            before, after = (paired(d, {self._increment: g}) for g in (d.value, self._inside))
            structure = _of_increments(d.targets[0].structure)
            why = reasons.part_within(structure, self._increment, self._projection(self._whole))
            lines.append(Line(before, "=", after, why))
        left = FunctionValue(self._role, *self.structured.shape, *dict.fromkeys((*self._first, *d.targets)))
        lines += self._answer(left)
        if self.value is not self.structured:
            why = reasons.in_layout(self._layout)
            lines.append(Line(Transpose(left), "=", self.value, why, shown_shape=True))
        return Step("result", reasons.RESULTS[self.kind], tuple(lines))

    def _answer(self, left: FunctionValue) -> list[Line]:
        """∇fᵀ as it is read off, then ∇f: the transposition in between is where most slips are made."""
        why = self._read_off(left)
        flipped = turned(self.structured)
        plain = self._d.stacked or self._first or self.value is not self.structured
        if self._role != "gradient" or plain or flipped is self.structured:
            return [Line(left, "=", self.structured, why, shown_shape=True)]
        last = Line(left, "=", self.structured, reasons.of("transpose"), shown_shape=True)
        return [Line(Transpose(left), "=", flipped, why), last]

    def _stacked(self) -> list[Line]:
        """vec Δf = M vec ΔX, by the rules of stacking."""
        d = self._d
        passage = Passage(Stack(), (d.changes.increments[target] for target in d.targets))
        passage.add(d.differential, nodes.Identity(d.differential.shape[0] * d.differential.shape[1]))
        chain = Chain(nodes.Vec(d.differential))
        many = len(d.staged.stages) > MOST_SPELLED_OUT
        if not many:
            chain.follow(passage)
        stacked = [self._moved] if isinstance(d.value, nodes.Identity) else [*factors(d.value), self._moved]
        goal = nodes.Product(*stacked) if len(stacked) > 1 else stacked[0]
        fewer = len(terms(goal)) < len(terms(chain.current))
        rules = dict.fromkeys(rule for rule, _ in passage.lines()) if many else ()
        last = reasons.of("like-terms" if fewer else "common-factor")
        chain.then("=", goal, reasons.together(map(reasons.of, rules)) or last)
        return chain.lines

    @property
    def _whole(self) -> Variable:
        """G, the gradient without the target's structure."""
        return Variable("G", *self._d.targets[0].shape)

    def notes(self) -> tuple[Note, ...]:
        """What the reader must know of the structure that was taken into account."""
        d = self._d
        if d.unknown:
            words = "@1 stands for the unknown function, @2 for its differential"
            return tuple(Note(words, (f, d.changes.increments[f])) for f in d.unknown)
        if self._projection is None:
            return ()
        structure = STRUCTURE_WORDS.get(d.targets[0].structure, d.targets[0].structure)
        whole = self._whole
        inside = self._projection(whole)
        words = f"@1 is {structure}: the answer is @2" + (", transposed" if self._first else "")
        if self._inside is d.value:
            return (Note(f"{words}, which is @3 itself", (d.targets[0], inside, whole)),)
        meaning = Equation(whole, "=", d.value)
        found = [Note(f"{words}; @3 is the gradient without that structure", (d.targets[0], inside, meaning))]
        if "symmetric" in structure:
            twice = Sum(whole, Transpose(whole), Product(nodes.Number(-1), _diagonal_of(whole)))
            found.append(Note(_COOKBOOK, (twice,)))
        return tuple(found)

    def _read_off(self, left: FunctionValue) -> Reason:
        """X + ΔX, X and ΔX in the defining equation; for a stacked target, of the vector that it is called."""
        d = self._d
        kind = self._role
        if self._first:
            return reasons.BLOCK
        if d.stacked:
            increments = [d.changes.increments[target] for target in d.targets]
            return reasons.read_off_stacked(kind, d.targets, increments, left)
        target, increment = d.targets[0], self._increment
        if kind == "gradient" and not target.is_matrix:
            kind = "row gradient" if target.is_row else "vector gradient"
        moved = Transpose(increment) if target.is_row else increment
        return reasons.read_off(kind, Sum(target, increment), target, moved, left)

    @property
    def _moved(self) -> Node:
        """What the vec matrix is applied to: vec ΔX, or the column of the increments of several scalars."""
        d = self._d
        if d.stacked:
            return nodes.Literal(len(d.targets), 1, *(d.changes.increments[target] for target in d.targets))
        return algebra.vec(self._increment)

    @property
    def _increment(self) -> Increment:
        return self._d.changes.increments[self._d.targets[0]]
