"""The proof by the Hessian: vᵀ ∇²f(x) v is written as a sum of terms that are not negative."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

from matdiff_cli.calculus.answer import Answer, second_differentiation
from matdiff_cli.calculus.pose import Question
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.records import Line, Note, Reason, Use
from matdiff_cli.expressions import algebra, decompositions, nodes
from matdiff_cli.expressions.nodes import (
    ONE,
    ZERO,
    FunctionValue,
    Literal,
    Node,
    Number,
    Power,
    Product,
    Sum,
    Trace,
    Transpose,
    Variable,
    Vec,
)
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.shape.domain import positive_in
from matdiff_cli.shape.forms import prove
from matdiff_cli.shape.known import DEFINITE, Known
from matdiff_cli.shape.pivots import completed_square, pivots
from matdiff_cli.shape.terms import Form, Unproved, times_as_written


@dataclass(frozen=True)
class Proof:
    """The lines from the quadratic form to ≥ 0; none where the Hessian is 0.

    `strict` are the conditions under which the form is positive for every direction but 0; None where none are known.
    """

    lines: tuple[Line, ...]
    strict: tuple[Note, ...] | None

    @property
    def without_name(self) -> tuple[Line, ...]:
        """The lines that begin with the form written out, not with vᵀ ∇²f(x) v."""
        first, second, *others = self.lines
        return dataclasses.replace(second, left=first.right), *others


class Hessian:
    """The second derivative of the function of a question."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._second = second_differentiation(question, question.differentiation())
        self._value = Answer(self._second).value
        self._target = question.first.targets[0]
        self._taken = question.taken

    def prove(self, way: int, known: Known) -> Proof:
        """That the function is convex (way 1) or concave (−1). Raises Unproved."""
        if algebra.is_zero(self._value):
            return Proof((), None)
        value = self._value if way > 0 else algebra.negate(self._value)
        known = known.with_positive(positive_in(self._value))
        if self._question.first.stacked:
            lines, strict = self._of_entries(value, way, known)
        elif value.is_scalar and self._target.is_scalar:
            lines, strict = self._of_scalar(value, way, known)
        else:
            lines, strict = self._of_directions(value, way, known)
        return Proof(tuple(lines), strict)

    def _name(self, wanted: str) -> str:
        """A name for the direction that is not taken."""
        return next(name for name in (wanted, "u", "z", *(f"v_{k}" for k in range(100))) if name not in self._taken)

    def _lines(
        self, left: Node, way: int, chain: Sequence[tuple[Node, Reason | None]], grounds: tuple[Use, ...]
    ) -> list[Line]:
        left = left if way > 0 else Product(Number(-1), *decompositions.factors(left))
        lines: list[Line] = []
        for value, reason in chain:
            if not lines or lines[-1].right is not value:
                lines.append(Line(left if not lines else None, "=", value, reason))
        lines.append(Line(None, "≥", ZERO, Reason(grounds)))
        return lines

    def _of_scalar(self, value: Node, way: int, known: Known) -> tuple[list[Line], tuple[Note, ...] | None]:
        left = FunctionValue("second derivative", *nodes.SCALAR, self._target)
        sign = known.sign(value)
        if not sign:
            square, sign = completed_square(value, self._target) or (value, 0)
            if not sign:
                raise Unproved
            chain = [(value, reasons.put_in(left)), (square, reasons.of("completed-squares"))]
            return self._lines(left, way, chain, (Use("square-not-negative"),)), () if sign == DEFINITE else None
        rest = decompositions.split_coefficient(value)[1]
        ground = Use("positive-factor" if sign == DEFINITE else "factor-not-negative", (rest,))
        grounds = (Use("square-not-negative"),) if rest is ONE else (ground,)
        lines = self._lines(left, way, [(value, reasons.put_in(left))], grounds)
        return lines, () if sign == DEFINITE else None

    def _of_directions(self, value: Node, way: int, known: Known) -> tuple[list[Line], tuple[Note, ...] | None]:
        target = self._target
        matrix = target.is_matrix or target.is_row
        direction = Variable(self._name("V" if matrix else "v"), *target.shape, _structure(target))
        change = self._change(direction)
        if way < 0:
            change = algebra.negate(change)
        form = self._form(direction, value, change, known)
        hessian = FunctionValue("hessian", *value.shape, target)
        if matrix:
            left: Node = Product(Transpose(Vec(direction)), hessian, Vec(direction))
            start: Node = Trace(Product(Transpose(direction), *decompositions.factors(change)))
            why = reasons.together([reasons.put_in(hessian), reasons.of("trace-vec")])
        else:
            left = Product(Transpose(direction), hessian, direction)
            start = Product(Transpose(direction), *decompositions.factors(value), direction)
            why = reasons.put_in(hessian)
        middle = reasons.together(map(reasons.of, form.rules)) or reasons.of("arrange")
        return self._lines(left, way, [(start, why), (form.value, middle)], form.grounds), form.strict

    def _form(self, direction: Variable, value: Node, change: Node, known: Known) -> Form:
        try:
            return prove(direction, change, known)
        except Unproved:
            if not direction.is_column:
                raise
            return prove(direction, algebra.product(value, direction), known)

    def _change(self, direction: Variable) -> Node:
        """The change of the gradient with the target, in a direction."""
        if direction.is_column:
            return algebra.product(self._value, direction)
        return replace(self._second.in_full(self._second.change_in_targets), {nodes.Increment(self._target): direction})

    def _of_entries(self, value: Node, way: int, known: Known) -> tuple[list[Line], tuple[Note, ...] | None]:
        """Squares, one a pivot."""
        literal = algebra.as_literal(value)
        found = pivots(literal, known.sign) if isinstance(literal, Literal) else None
        if found is None:
            raise Unproved
        name = self._name("v")
        entries = [Variable(f"{name}_{k}", *nodes.SCALAR) for k in range(1, value.shape[0] + 1)]
        terms: list[Node] = []
        grounds: list[Use] = [Use("square-not-negative")]
        for at, pivot in enumerate(found):
            if pivot.block is not None:
                a, b, c = pivot.block
                u, w = entries[at:]
                terms += [algebra.product(a, u, u), algebra.product(Number(2), b, u, w), algebra.product(c, w, w)]
                grounds = [*grounds[1:], Use("two-by-two", (a, c))]
                break
            if algebra.is_zero(pivot.value):
                continue
            linear = algebra.add(*map(algebra.product, pivot.coefficients, entries[at:]))
            terms.append(times_as_written(pivot.value, Power(linear, Number(2))))
            rest = decompositions.split_coefficient(pivot.value)[1]
            if rest is not ONE:
                grounds.append(Use("positive-factor" if pivot.sign == DEFINITE else "factor-not-negative", (rest,)))
        if not terms:
            return [], None
        direction = Literal(len(entries), 1, *entries)
        hessian = FunctionValue("hessian", *value.shape, *self._question.first.targets)
        left = Product(Transpose(direction), hessian, direction)
        start = Product(Transpose(direction), *decompositions.factors(value), direction)
        rule = "multiply-out" if any(pivot.block for pivot in found) else "completed-squares"
        squares = Sum(*terms) if len(terms) > 1 else terms[0]
        chain = [(start, reasons.put_in(hessian)), (squares, reasons.of(rule))]
        strict = () if all(pivot.sign == DEFINITE for pivot in found) else None
        return self._lines(left, way, chain, tuple(dict.fromkeys(grounds))), strict


def _structure(target: Variable) -> str:
    """What the directions are: those of a definite matrix are only symmetric."""
    return {"spd": "symmetric", "psd": "symmetric", "simplex": ""}.get(target.structure, target.structure)
