"""The last step: the answer with its shape, the equation it was read off, the target's structure and the layout."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.calculus.answer import Answer
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.distribution import collected, distributed
from matdiff_cli.derivation.laws import Used
from matdiff_cli.derivation.lines import MOST_SPELLED_OUT, SUMMED, Chain, paired, sums_change
from matdiff_cli.derivation.naming import Named
from matdiff_cli.derivation.order import only_reordered
from matdiff_cli.derivation.passage import Passage
from matdiff_cli.derivation.records import Line, Note, Reason, Step
from matdiff_cli.derivation.silent import ARRANGE, COLLECT, silent_rule
from matdiff_cli.derivation.written import Stack, plus, turned
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.decompositions import factors, product_of, terms, weight
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.expressions.nodes import FunctionValue, Increment, Node, Product, Sum, Transpose, Variable
from matdiff_cli.languages import phrase
from matdiff_cli.typing.typed import STRUCTURE_WORDS

_LONGEST = 60_000
"""An answer with more symbols than this is refused: what is shared within it can double its text at every level."""

_COOKBOOK = (
    "the Matrix Cookbook writes @1 for a symmetric matrix: the derivatives by the entries on and above the diagonal,"
    " each of which stands for two"
)


def _diagonal_of(matrix: Node) -> Node:
    return nodes.HadamardProduct(matrix, nodes.Identity(matrix.shape[0]))


def _of_increments(structure: str) -> str:
    """What the increments of a matrix with a structure are: those of a (semi)definite one are only symmetric."""
    return "symmetric" if structure in ("spd", "psd") else structure


class Conclusion:
    """The last step of a derivation, and what the reader must know of it."""

    def __init__(
        self, d: Differentiation, named: Named, layout: str, *, order: int = 1, first: tuple[Variable, ...] = ()
    ) -> None:
        """`d` differentiates f, or for order 2 its derivative; `first` is the first target where this is another.

        Raises MatdiffError where the answer is too long to be of use.
        """
        self._d = d
        self._named = named
        self._first = first
        self._layout = layout
        self.answer = Answer(d, layout, order=order, first=first, value=named.value)
        kind = self.answer.kind
        self._role = "second derivative" if order == 2 and kind == "derivative" else kind
        if weight(self.answer.value) > _LONGEST:
            raise MatdiffError(
                "unsupported",
                f"the answer has more than {_LONGEST} symbols, even with names for what repeats in the function",
                hint="differentiate by one of the names, and put the pieces together",
            )

    def step(self, difference: Node, *, exact: bool) -> Step:
        """The step that reads the answer off.

        `difference` is f(X + ΔX) − f(X), `exact` whether nothing was dropped from it.
        """
        d, answer = self._d, self.answer
        lines: list[Line] = []
        if d.unknown:
            relation = "=" if exact else "≈"
            return Step("result", reasons.DIFFERENTIAL, (Line(difference, relation, answer.value, shown_shape=True),))
        if d.kind == "map":
            lines += self._stacked()
        if answer.inside is not self._named.value and answer.projection is not None:
            before, after = (paired(d, {self._increment: g}) for g in (self._named.value, answer.inside))
            structure = _of_increments(d.targets[0].structure)
            why = reasons.part_within(structure, self._increment, answer.projection(self._whole))
            lines.append(Line(before, "=", after, why))
        left = FunctionValue(self._role, *answer.structured.shape, *dict.fromkeys((*self._first, *d.targets)))
        lines += self._answer(left)
        if answer.value not in (answer.structured, lines[-1].right):
            why = reasons.in_layout(self._layout)
            lines.append(Line(Transpose(left), "=", answer.value, why, shown_shape=True))
        return Step("result", reasons.RESULTS[answer.kind], tuple(lines))

    def _answer(self, left: FunctionValue) -> list[Line]:
        """∇fᵀ as it is read off, then ∇f: the transposition in between is where most slips are made.

        In a layout whose answer is ∇fᵀ, that alone.
        """
        answer = self.answer
        why = self._read_off(left)
        flipped = turned(answer.structured)
        plain = self._role != "gradient" or self._d.stacked or self._first or flipped is answer.structured
        if plain and self._role == "gradient" and flipped.is_matrix and not algebra.is_zero(flipped):
            why = Reason((*why.uses, *reasons.of("symmetric-transpose").uses))
        summed = self._role == "gradient" and self._named.value.holds(nodes.Ones)
        if summed and sums_change(paired(self._d, {self._increment: self._named.value})):
            why = Reason((*why.uses, *reasons.of(SUMMED).uses))
        if not plain and answer.value is flipped:
            return [Line(Transpose(left), "=", flipped, why, shown_shape=True)]
        if plain or answer.value is not answer.structured:
            return [Line(left, "=", answer.structured, why, shown_shape=True)]
        last = Line(left, "=", answer.structured, reasons.of("transpose"), shown_shape=True)
        return [Line(Transpose(left), "=", flipped, why), last]

    def _stacked(self) -> list[Line]:
        """vec Δf = M vec ΔX, by the rules of stacking."""
        d, differential, value = self._d, self._named.differential, self._named.value
        passage = Passage(Stack())
        passage.add(differential, nodes.Identity(differential.shape[0] * differential.shape[1]))
        chain = Chain(nodes.Vec(differential))
        many = len(d.staged.stages) > MOST_SPELLED_OUT
        if not many:
            chain.follow(passage)
        rules = dict.fromkeys(rules for rules, _ in passage.lines()) if many else {}
        if chain.reorder(self._applied(value)):
            return chain.lines
        if only_reordered(differential, self._applied(value)):  # a vector, which is its own vec
            return []
        above = self._before_vec(chain.current)
        if above is not None and (ways := collected(above, value)):
            self._arrange(chain, ways, value)
            return chain.lines
        start = self._named.in_short(d.last_multipliers.get(self._increment, value))
        goal = self._applied(start)
        if rules:
            chain.arrange(goal, reasons.together(map(reasons.of, rules)))
        elif not chain.reorder(goal):
            fewer = len(terms(start)) < len(terms(chain.current))
            silent = COLLECT if fewer else silent_rule(chain.current, goal)
            blocks = silent == ARRANGE and any(f.name == "expm" for f in goal.atoms(nodes.Function))
            rule = "vec-expm vec-transpose" if blocks else "common-factor" if silent == ARRANGE else silent
            self._distribute(chain, rule, start)
        for rule, found in self._named.polished.stages(start):
            self._distribute(chain, rule, found)
        if not chain.reorder(self._applied(value)):
            self._distribute(chain, "common-factor", value)
        return chain.lines

    def _distribute(self, chain: Chain, rule: str, goal: Node) -> None:
        """The line by a rule that has this matrix before vec ΔX, with those of the laws that act beside it."""
        above = self._before_vec(chain.current)
        if above is None:
            chain.arrange(self._applied(goal), reasons.of(rule))
            return
        self._arrange(chain, distributed(rule, above, goal), goal)

    def _arrange(self, chain: Chain, ways: Sequence[Used], goal: Node) -> None:
        """The lines with these matrices before vec ΔX, a sum of them term by term but for the goal."""
        for rules, matrix in ways:
            apart = (matrix,) if matrix is goal else terms(matrix)
            chain.arrange(plus(*map(self._applied, apart)), reasons.of(rules))

    def _before_vec(self, expression: Node) -> Node | None:
        """The sum of the matrices that stand before vec ΔX, if every term ends so."""
        matrices = [self._matrix_of(term) for term in terms(expression)]
        return None if None in matrices else plus(*filter(None, matrices))

    def _matrix_of(self, term: Node) -> Node | None:
        """The matrix that stands before vec ΔX in a term, if it ends so."""
        *before, last = factors(term)
        if last is not self._moved:
            return None
        identity = [nodes.Identity(last.shape[0])] if all(factor.is_scalar for factor in before) else []
        return product_of([*before, *identity])

    def _applied(self, matrix: Node) -> Node:
        """A matrix times what it is applied to, as it is written."""
        return product_of([*(f for f in factors(matrix) if not isinstance(f, nodes.Identity)), self._moved])

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
        if self.answer.projection is None:
            return ()
        structure = phrase(STRUCTURE_WORDS.get(d.targets[0].structure, d.targets[0].structure))
        whole = self._whole
        inside = self.answer.projection(whole)
        answer = phrase("@2, transposed" if self._first else "@2")
        if self.answer.inside is self._named.value:
            words = "@1 is {structure}: the answer is {answer}, which is @3 itself"
            return (Note(phrase(words, structure=structure, answer=answer), (d.targets[0], inside, whole)),)
        meaning = Equation(whole, "=", self._named.value)
        words = "@1 is {structure}: the answer is {answer}; @3 is read off the change of f, @4, without that structure"
        change = nodes.Trace(Product(Transpose(whole), self._increment))
        found = [Note(phrase(words, structure=structure, answer=answer), (d.targets[0], inside, meaning, change))]
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
