"""Is a claimed derivative right, are two expressions equal? If not: under which condition, and by which slip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from matdiff_cli.check.equations import (
    Equation,
    claim_tree,
    is_nothing,
    read_identity,
    read_problem,
    split,
    squared,
)
from matdiff_cli.check.names import canonical
from matdiff_cli.check.typed import Problem, Typed
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.types.dimension import ONE, Dimension, Shape
from matdiff_cli.verify import dense, witness
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.dense import Matrix
from matdiff_cli.verify.differences import agreement
from matdiff_cli.verify.effort import TOO_LARGE, is_too_large
from matdiff_cli.verify.explanations import Case, Condition, Explanation
from matdiff_cli.verify.grounds import Ground, by_direction, by_layout, by_value
from matdiff_cli.verify.increments import moving_names, unknown_functions, with_increments
from matdiff_cli.verify.judgement import Judgement
from matdiff_cli.verify.slips import SLIPS, TRANSPOSES

NEARLY = 1e-6
"""Errors below this may come from the differences, where f changes very fast."""

_TRANSPOSES = tuple(slip for slip in SLIPS if slip.name in TRANSPOSES)


def judge(
    text: str, wrt: Sequence[str] = (), where: Sequence[str] = (), layout: str = "gradient", order: int = 1
) -> Judgement:
    """Judge `EXPR wrt X = CLAIM [where …]` or `EXPR = EXPR [where …]`. Raises MatdiffError for what cannot be read."""
    equation = split(text)
    if equation.has_target or wrt:
        return _Derivative(equation, wrt, where, layout, order).judgement()
    return _Equality(equation, where).judgement()


class _Derivative(Case):
    """`EXPR wrt X = CLAIM`."""

    def __init__(self, equation: Equation, wrt: Sequence[str], where: Sequence[str], layout: str, order: int) -> None:
        self.asked = problem = read_problem(equation, wrt, where)
        self.order = order
        moving, unknown = moving_names(problem), unknown_functions(problem)
        increments = {"d" + name for name in moving} - problem.symbols.keys()
        self.differential = order == 1 and bool(unknown or _names(claim_tree(equation, problem.symbols)) & increments)
        if unknown and order == 2:
            message = "second derivatives of unknown functions are not judged"
            raise MatdiffError("unsupported", message, Mark(problem.function.span), source=equation.text)
        if self.differential:
            problem = replace(problem, symbols=with_increments(problem.symbols, moving))
        super().__init__(equation, where, problem, by_direction(moving) if self.differential else by_layout(order))
        self.layout = "gradient" if self.differential or order == 2 else layout
        self.shapes = {"gradient": problem.function.shape} if self.differential else _shapes(problem, order)
        self.fitting = list(dict.fromkeys([*self.shapes.values(), *(shape[::-1] for shape in self.shapes.values())]))

    def judgement(self) -> Judgement:
        if is_too_large(self.problem, self.order):
            raise _too_large(self.problem.function.span, self.equation)
        if not self.ground.samples:
            raise _without_value("the function has", self.problem.function.span, self.equation)
        base = Judgement(
            self.asked,
            False,
            "wrong",
            shapes=self.shapes,
            points=len(self.ground.samples),
            order=self.order,
            differential=self.differential,
        )
        try:
            claim = self.read(self.equation.right)
        except MatdiffError as error:
            if error.kind == "name":
                error.hint = error.hint or "a claim is written in the symbols of its function"
            if error.kind != "shape":
                raise
            return self._misfit(replace(base, misfit=error))
        return self._judged(replace(base, shape=None if is_nothing(claim) else claim.shape), claim)

    def _judged(self, base: Judgement, claim: Typed) -> Judgement:
        found = self.ground.holds(claim) or self._with_more_digits(claim)
        if found:
            layout = self.preferred(found)
            return replace(base, verdict="right" if layout == self.layout else "layout", layout=layout)
        base = replace(base, witness=self._witness(self.problem, claim))
        condition = self._if_unstructured(claim) or self.if_symmetric(claim)
        if condition is not None and condition.layout == self.layout:
            return _explained(_under(base, condition), self.by_repair(_TRANSPOSES))
        explanation = self.explained(claim)
        if condition is not None and (explanation is None or explanation.layout != self.layout):
            return _under(base, condition)
        return _explained(base, explanation)

    def _misfit(self, base: Judgement) -> Judgement:
        """A claim whose shapes do not fit: it may be right, or a known slip, when all sizes are equal."""
        equal = squared(self.problem)
        if equal is None:
            return _explained(base, self.by_repair())
        ground = Ground(equal, self.measure)
        try:
            claim = self.read(self.equation.right, equal.symbols)
        except MatdiffError:
            return _explained(base, self.by_repair())
        layouts = ground.holds(claim)
        if layouts:
            return _under(base, Condition("all matrices square, of one size", self.preferred(layouts)))
        base = replace(base, witness=self._witness(equal, claim))
        explanation = self.by_repair()
        if explanation is None:
            self.problem, self.ground = equal, ground
            explanation = self.explained(claim)
        return _explained(base, explanation)

    def _with_more_digits(self, claim: Typed) -> tuple[str, ...]:
        """The layouts in which a claim that is nearly right is right by finer differences."""
        if self.differential or is_nothing(claim):
            return ()
        pairs = list(zip(self.ground.values(claim), self.ground.samples, strict=True))

        def is_near(layout: str) -> bool:
            return any(v is not None and agreement(v, sample.truths[layout]) < NEARLY for v, sample in pairs)

        near = [layout for layout in self.shapes if is_near(layout)]
        return tuple(layout for layout in near if check_answer(self.problem, claim, layout, self.order).passed)

    def _if_unstructured(self, claim: Typed) -> Condition | None:
        """A claim that does not take the target's structure into account, or does so in another way."""
        if self.problem.target.stacked or self.differential or self.order == 2:
            return None
        (name,) = self.problem.target.names
        symbol = self.problem.symbols[name]
        if symbol.structure is None:
            return None
        symbols = {**self.problem.symbols, name: replace(symbol, structure=None)}
        free = Ground(replace(self.problem, symbols=symbols), self.measure, self.problem)
        layouts = free.holds(claim)
        if layouts:
            words = f"the entries of {name} free, as if it were not {symbol.structure}"
            return Condition(words, self.preferred(layouts))
        of_scalar = self.problem.function.shape == (ONE, ONE)
        if of_scalar and symbol.structure in ("symmetric", "spd") and free.fits(free.values(claim), _by_entries):
            words = f"the entries on and below the diagonal of {name} as the variables (no factor ½)"
            return Condition(words, self.layout)
        return None

    def _witness(self, problem: Problem, claim: Typed) -> witness.Witness | None:
        return witness.find(problem, claim, self.measure, (self.layout, *self.shapes))


class _Equality(Case):
    """`EXPR = EXPR`."""

    def __init__(self, equation: Equation, where: Sequence[str]) -> None:
        self.identity = identity = read_identity(equation, where)
        measured, self.claim = identity.left, identity.right
        if is_nothing(measured):
            measured, self.claim = self.claim, measured
        super().__init__(equation, where, identity.problem, by_value(measured))
        self.fitting = (measured.shape,)

    def judgement(self) -> Judgement:
        identity = self.identity
        shapes = {"gradient": identity.left.shape}
        base = Judgement(self.problem, True, "different", shape=identity.right.shape, shapes=shapes)
        if is_too_large(self.problem):
            raise _too_large(identity.left.span, self.equation)
        if not identity.fits:
            return _explained(base, self.by_repair())
        values = self.ground.values(self.claim)
        base = replace(base, points=len(values))
        if all(value is None for value in values):
            raise _without_value("the two sides have", identity.left.span, self.equation)
        if self.ground.holds(self.claim):
            return replace(base, verdict="equal")
        base = replace(base, witness=witness.find(self.problem, self.claim, self.measure))
        condition = self.if_symmetric(self.claim)
        if condition is not None:
            return replace(_under(base, condition), layout=None)
        return replace(_explained(base, self.explained(self.claim)), layout=None)


# --- small things -----------------------------------------------------------------------------------------------------


def _under(base: Judgement, condition: Condition) -> Judgement:
    return replace(base, verdict="condition", condition=condition.words, layout=condition.layout)


def _explained(base: Judgement, explanation: Explanation | None) -> Judgement:
    if explanation is None:
        return base
    layout = explanation.layout if base.layout is None else base.layout
    return replace(base, slip=explanation.slip, repair=explanation.repair, layout=layout)


def _too_large(span: Span, equation: Equation) -> MatdiffError:
    hint = "name the sizes, such as `where x: vector(n)`"
    return MatdiffError("unsupported", TOO_LARGE, Mark(span), hint=hint, source=equation.text)


def _without_value(subject: str, span: Span, equation: Equation) -> MatdiffError:
    hint = "declare what is positive or structured, such as `where X: spd(n)`"
    message = f"{subject} no real value at any point tried"
    return MatdiffError("domain", message, Mark(span), hint=hint, source=equation.text)


def _shapes(problem: Problem, order: int) -> dict[str, Shape]:
    """The shape of the answer in each layout."""
    scalar: Shape = (ONE, ONE)
    f, x = problem.function.shape, (Dimension(len(problem.target.names)), ONE)
    if not problem.target.stacked:
        x = problem.symbols[problem.target.names[0]].shape
    entries = f[0] * f[1], x[0] * x[1]
    if order == 2:
        return {"gradient": f if x == scalar else (entries[1], entries[1])}
    if x == scalar:
        column = (entries[0], ONE) if ONE in f else f
        row = column[::-1] if ONE in f else f
        return {"gradient": f, "numerator": column, "denominator": row, "mml": column}
    if f == scalar:
        return {"gradient": x, "numerator": x[::-1], "denominator": x, "mml": x[::-1] if x[1] == ONE else x}
    turned = entries[::-1] if ONE in f and ONE in x else entries
    return {"gradient": entries, "numerator": entries, "denominator": turned, "mml": entries}


def _names(tree: Tree) -> set[str]:
    return {canonical(node.value) for node in walk(tree) if node.op == "name"}


def _by_entries(gradient: Matrix) -> Matrix:
    """The derivative by the entries on and below the diagonal of a symmetric matrix: G + G' − G ⊙ I."""
    both = dense.add(gradient, dense.transpose(gradient))
    return [[x if i != j else gradient[i][i] for j, x in enumerate(row)] for i, row in enumerate(both)]
