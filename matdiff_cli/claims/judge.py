"""Is a claimed derivative right, are two expressions equal? If not: under which condition, and by which slip."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import replace

from matdiff_cli.claims import conditions, witness
from matdiff_cli.claims.changes import constants, of_differential
from matdiff_cli.claims.conditions import Condition
from matdiff_cli.claims.equation import Equation
from matdiff_cli.claims.equations import (
    Identity,
    is_nothing,
    names_outside,
    read_identity,
    read_problem,
    split,
)
from matdiff_cli.claims.explanations import ExplainedCase
from matdiff_cli.claims.factors import Explanation
from matdiff_cli.claims.judgement import Judgement
from matdiff_cli.claims.right_side import claim_reading, claim_tree
from matdiff_cli.claims.sizes import namings, shapes_of_answers, sizes_in, squared
from matdiff_cli.claims.trials import Measure, Trial, by_direction, by_layout, by_second_direction, by_value
from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.numbers.cost import TOO_LARGE, is_too_large
from matdiff_cli.numbers.increments import moving_names, unknown_functions, with_increments
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.typed import Problem, Typed


def judge(
    text: str, wrt: Sequence[str] = (), where: Sequence[str] = (), layout: str = "gradient", order: int = 1
) -> Judgement:
    """Judge `EXPR wrt X = CLAIM [where …]` or `EXPR = EXPR [where …]`. Raises MatdiffError for what cannot be read."""
    equation, wrt = of_differential(split(text), wrt)
    try:
        return _judged(equation, wrt, where, layout, order).with_notes()
    except MatdiffError as error:
        from matdiff_cli.claims.meant import add_command  # only a mistake pays for it

        add_command(error, equation, lambda claim: judge(claim, wrt, where, layout, order))
        raise


def _judged(equation: Equation, wrt: Sequence[str], where: Sequence[str], layout: str, order: int) -> Judgement:
    if not (equation.has_target or wrt):
        return EqualityCase(equation, where, read_identity(equation, where)).judgement()
    problem = read_problem(equation, wrt, where)
    said = [note.partition(";")[0] for note in problem.reading]
    more = [note for note in claim_reading(equation, problem.meaningful) if note not in said]
    problem = replace(problem, reading=(*problem.reading, *more, *constants(problem, equation.changes)))
    order = max(order, problem.order)
    cases = [DerivativeCase(equation, where, named, layout, order) for named in _namings(problem, equation, where)]
    judgements = (case.judgement() for case in [case for case in cases if case.fits] or cases[:1])
    first = next(judgements)
    return first if first.holds else next((other for other in judgements if other.holds), first)


def _namings(problem: Problem, equation: Equation, where: Sequence[str]) -> Iterable[Problem]:
    """The problem with its sizes called as the claim may call them."""
    wanted = sizes_in(claim_tree(equation, problem.symbols))
    return namings(problem, names_outside(equation, where), wanted) if wanted else [problem]


class DerivativeCase(ExplainedCase):
    """`EXPR wrt X = CLAIM`."""

    def __init__(self, equation: Equation, where: Sequence[str], problem: Problem, layout: str, order: int) -> None:
        self.asked = problem
        self.order = order
        moving, unknown = moving_names(problem), unknown_functions(problem)
        increments = {"d" + name for name in moving} - problem.symbols.keys()
        if order == 2:
            _refuse_second(problem, equation)
            increments = set() if problem.target.stacked else increments
        self.differential = bool(unknown or _names(claim_tree(equation, problem.symbols)) & increments)
        if self.differential:
            _refuse_symbols_like_increments(moving, problem, equation)
            problem = replace(problem, symbols=with_increments(problem.symbols, moving))
        in_increments = by_direction(moving) if order == 1 else by_second_direction
        super().__init__(equation, where, problem, in_increments if self.differential else by_layout(order))
        self.layout = "gradient" if self.differential or order == 2 else layout
        self.shapes = shapes_of_answers(problem, order)
        if self.differential:
            self.shapes = {"gradient": problem.function.shape if order == 1 else problem.symbols[moving[0]].shape}
        self.fitting = list(dict.fromkeys([*self.shapes.values(), *(shape[::-1] for shape in self.shapes.values())]))

    @property
    def fits(self) -> bool:
        """Can the claim be read, and has it the shape of an answer?"""
        with suppress(MatdiffError):
            claim = self.read(self.equation.right)
            return is_nothing(claim) or claim.shape in self.fitting
        return False

    def judgement(self) -> Judgement:
        """What became of the claim. Raises MatdiffError."""
        if is_too_large(self.problem, self.order):
            raise _too_large(self.problem.function.span, self.equation)
        if not self.trial.samples:
            raise _without_value("the function has", self.problem.function.span, self.equation)
        base = Judgement(
            self.asked,
            False,
            "wrong",
            shapes=self.shapes,
            points=len(self.trial.samples),
            order=self.order,
            differential=self.differential,
        )
        said: list[str] = []
        try:
            claim = self.read(self.equation.right, reading=said)
        except MatdiffError as error:
            if error.kind == "name":
                error.hint = self._about_name(error) or "a claim is written in the symbols of its function"
            if error.kind != "shape":
                raise
            return self._misfit(replace(base, misfit=error))
        if is_too_large(replace(self.problem, function=claim), order=0):
            raise _too_large(claim.span, self.equation)
        asked = replace(self.asked, reading=(*self.asked.reading, *dict.fromkeys(said)))
        base = replace(base, problem=asked)
        return self._judged(replace(base, shape=None if is_nothing(claim) else claim.shape), claim)

    def _about_name(self, error: MatdiffError) -> str:
        """A hint about a name that is not known: two names may have been run together, here or in the function."""
        unknown = self.equation.text[error.marks[0].span.start : error.marks[0].span.end]
        names = {unknown, *self.problem.symbols}
        for word in (unknown, *self.problem.symbols):
            for cut in range(1, len(word)):
                parts = word[:cut], word[cut:]
                if names.issuperset(parts) and unknown in (word, *parts):
                    return f"{word} is one name; a product is written {parts[0]}*{parts[1]}"
        return error.hint

    def _judged(self, base: Judgement, claim: Typed) -> Judgement:
        found = self.confirmed(claim, self.trial, self.trial.holds(claim, finely=True))
        gap = self.gaps(claim, self.trial)
        if gap and (found or all(value is None for value in self.trial.values(claim))):
            found = self.meeting(claim)
        if found and gap:
            return self.partial(base, claim, gap, found)
        if found:
            layout = self.preferred(found)
            return replace(base, verdict="right" if layout == self.layout else "layout", layout=layout)
        base = replace(base, witness=self._witness(self.problem, claim))
        condition = self._if_unstructured(claim)
        if condition is not None and condition.layout == self.layout:
            return _under(base, condition)
        condition = condition or conditions.of_symbols(self, claim)
        if condition is not None and condition.layout == self.layout:
            return _explained(_under(base, condition), self.by_transposing(claim, base.witness))
        explanation = self.explained(claim, base.witness)
        if condition is not None and (explanation is None or explanation.layout != self.layout):
            return _under(base, condition)
        return _explained(base, explanation)

    def _misfit(self, base: Judgement) -> Judgement:
        """A claim whose shapes do not fit: it may be right, or a known slip, when all sizes are equal."""
        equal = squared(self.problem)
        if equal is None:
            return _explained(base, self.by_repair())
        trial = Trial(equal, self.measure)
        try:
            claim = self.read(self.equation.right, equal)
        except MatdiffError:
            return _explained(base, self.by_repair())
        layouts = self.holds(claim, trial)
        if layouts:
            return _under(base, Condition(phrase("all matrices square, of one size"), self.preferred(layouts)))
        base = replace(base, witness=self._witness(equal, claim))
        explanation = self.by_repair()
        if explanation is None:
            self.problem, self.trial = equal, trial
            explanation = self.explained(claim, base.witness)
        return _explained(base, explanation)

    def _if_unstructured(self, claim: Typed) -> Condition | None:
        return conditions.if_unstructured(self, claim) if self.order == 1 and not self.differential else None

    def _witness(self, problem: Problem, claim: Typed) -> witness.Witness | None:
        return witness.find(problem, claim, self.measure, (self.layout, *self.shapes))


class EqualityCase(ExplainedCase):
    """`EXPR = EXPR`."""

    def __init__(
        self,
        equation: Equation,
        where: Sequence[str],
        identity: Identity,
        measure: Callable[[Typed], Measure] = by_value,
    ) -> None:
        self.identity = identity
        measured, self.claim = identity.left, identity.right
        self.is_turned = is_nothing(measured)
        if self.is_turned:
            measured, self.claim = self.claim, measured
            equation = replace(equation, left=equation.right, right=equation.left)
        super().__init__(equation, where, identity.problem, measure(measured))
        self.fitting = (measured.shape,)
        self.measured: Typed = measured

    def judgement(self) -> Judgement:
        """What became of the claim. Raises MatdiffError."""
        found = self._judgement()
        if not self.is_turned or found.witness is None:
            return found
        shown = found.witness
        return replace(found, witness=replace(shown, claimed=shown.correct, correct=shown.claimed))

    def _judgement(self) -> Judgement:
        """The same, with a bare 0 taken for the claim, on whichever side it stands."""
        identity = self.identity
        shapes = {"gradient": self.measured.shape}
        shape = None if is_nothing(self.claim) else self.claim.shape
        base = Judgement(self.problem, True, "different", shape=shape, shapes=shapes)
        if is_too_large(self.problem):
            raise _too_large(identity.left.span, self.equation)
        if not identity.fits:
            return _explained(base, self.by_repair())
        values = self.trial.values(self.claim)
        base = replace(base, points=len(values))
        nowhere = all(value is None for value in values)
        gap = self.gaps(self.claim, self.trial)
        found = self.confirmed(self.claim, self.trial, self.trial.holds(self.claim, finely=True))
        if gap and (found or nowhere):
            found = self.meeting(self.claim)
        if nowhere and not found:
            raise _without_value("the two sides have", identity.left.span, self.equation)
        if found and gap:
            return replace(self.partial(base, self.claim, gap, found), layout=None)
        if found:
            return replace(base, verdict="equal")
        base = replace(base, witness=witness.find(self.problem, self.claim, self.measure))
        condition = conditions.of_symbols(self, self.claim)
        if condition is not None:
            return replace(_under(base, condition), layout=None)
        return replace(_explained(base, self.explained(self.claim, base.witness)), layout=None)


# --- small things -----------------------------------------------------------------------------------------------------


def _under(base: Judgement, condition: Condition) -> Judgement:
    return replace(base, verdict="condition", condition=condition.words, layout=condition.layout)


def _explained(base: Judgement, explanation: Explanation | None) -> Judgement:
    if explanation is None:
        return base
    layout = explanation.layout if base.layout is None else base.layout
    return replace(base, slip=explanation.slip, repair=explanation.repair, layout=layout)


def _refuse_second(problem: Problem, equation: Equation) -> None:
    """Raise for second derivatives that are not judged."""
    scalar: Shape = (ONE, ONE)
    by_scalar = not problem.target.stacked and problem.symbols[problem.target.names[0]].shape == scalar
    message = ""
    if unknown_functions(problem):
        message = "second derivatives of unknown functions are not judged"
    elif problem.function.shape != scalar and not by_scalar:
        message = "second derivatives are those of scalar functions, or of anything by a scalar"
    if message:
        raise MatdiffError("unsupported", message, Mark(problem.function.span), source=equation.text)


def _too_large(span: Span, equation: Equation) -> MatdiffError:
    hint = "name the sizes, such as `where x: vector(n)`"
    return MatdiffError("unsupported", TOO_LARGE, Mark(span), hint=hint, source=equation.text)


def _without_value(subject: str, span: Span, equation: Equation) -> MatdiffError:
    hint = "declare what is positive or structured, such as `where X: spd(n)`"
    message = f"{subject} no real value at any point tried"
    return MatdiffError("domain", message, Mark(span), hint=hint, source=equation.text)


def _refuse_symbols_like_increments(moving: tuple[str, ...], problem: Problem, equation: Equation) -> None:
    for name in moving:
        if "d" + name in problem.symbols:
            message = f"d{name} is a symbol here, and the increment of {name} in a claim"
            raise MatdiffError("name", message, hint="call the symbol something else", source=equation.text)


def _names(tree: Tree) -> set[str]:
    return {canonical(node.value) for node in walk(tree) if node.op == "name"}
