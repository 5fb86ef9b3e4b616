"""Why a line of a derivation is wrong: it is put on trial as the claim, or the identity, that it amounts to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import mpmath

from matdiff_cli.claims.differentials import differential
from matdiff_cli.claims.equation import Equation
from matdiff_cli.claims.equations import Identity, is_nothing, sum_of
from matdiff_cli.claims.judge import DerivativeCase, EqualityCase
from matdiff_cli.claims.judgement import Judgement
from matdiff_cli.claims.trials import Measure, by_value
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.differences import Truth, directional
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import Point
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.typed import Problem, Target, Typed
from matdiff_cli.verify.document import Side, with_definitions

if TYPE_CHECKING:
    from matdiff_cli.claims.lines import Derivation, ReadLine

_TURNED = {"gradient": "numerator", "jacobian": "denominator"}
"""In which layout the transpose of a derivative is the answer."""


def explained(derivation: Derivation, line: ReadLine, where: Sequence[str], layout: str) -> Judgement | None:
    """The judgement on a wrong line; None where nothing can be said of it."""
    for turned in (False, True):
        with suppress(MatdiffError):
            found = _of_derivative(derivation, line, where, layout, turned=turned)
            if found is not None:
                return found
    with suppress(MatdiffError):
        return _of_expressions(derivation, line, where)
    return None


# --- a derivative on one side -----------------------------------------------------------------------------------------


def _of_derivative(
    derivation: Derivation, line: ReadLine, where: Sequence[str], layout: str, *, turned: bool
) -> Judgement | None:
    """The line as a claim about a derivative or a differential, which stands on its left, or `turned` on its right."""
    left, right = (line.right, line.left) if turned else (line.left, line.right)
    text = line.texts[0 if turned else 1]
    if right.calls:
        return None
    problem = derivation.problem
    asked = _asked(left, derivation, layout)
    if asked is not None:
        layout, order = asked
        found = _claim(derivation, text, where, problem, layout, order)
        if found.verdict == "layout":  # ∇f has one shape, whatever is usual elsewhere
            role = next(iter(left.calls.values()))[0]
            slip = f"transposed: this is the derivative in {found.layout} layout"
            return found if role == "layout" else replace(found, verdict="wrong", slip=slip, layout=None)
        return found
    changed = _changed(left, derivation)
    if changed is None:
        return None
    problem = replace(problem, function=changed, abbreviations=dict(derivation.document.bindings))
    return _claim(derivation, text, where, problem, "gradient", 1)


def _claim(
    derivation: Derivation, text: str, where: Sequence[str], problem: Problem, layout: str, order: int
) -> Judgement:
    chain = derivation.chain
    equation = Equation(chain.text, "", text, chain.problem, ", ".join(chain.declarations), True)
    return DerivativeCase(equation, [*where, *derivation.definitions], problem, layout, order).judgement()


def _asked(side: Side, derivation: Derivation, layout: str) -> tuple[str, int] | None:
    """The layout and the order of a derivative at the target that is all of a side, or its transpose."""
    typed, transposed = side.typed, False
    if typed.op == "transpose":
        typed, transposed = typed.args[0], True
    role, arguments = side.calls.get(str(typed.value), ("value", ())) if typed.op == "symbol" else ("value", ())
    if role in ("value", "change") or tuple(a.value for a in arguments) != derivation.moving:
        return None
    if role == "hessian":
        return "gradient", 2
    if transposed:
        return (_TURNED[role], 1) if role in _TURNED else None
    return (layout if role == "layout" else "gradient"), 1


def _changed(side: Side, derivation: Derivation) -> Typed | None:
    """The expression whose first-order change is all of a side: dY, or f(X + dX) − f(X)."""
    typed, document = side.typed, derivation.document
    if typed.op == "symbol":
        names = {increment_name(n, document.bindings): n for n in document.bindings}
        name = names.get(str(typed.value))
        return document.bindings[name] if name is not None else None
    if typed.op != "sum" or len(typed.args) != 2 or typed.args[1].op != "negative":
        return None
    ahead, here = typed.args[0], typed.args[1].args[0]
    roles = [side.calls.get(str(part.value), ("", ())) for part in (ahead, here)]
    if any(role != "value" for role, _ in roles) or tuple(a.value for a in roles[1][1]) != derivation.moving:
        return None
    return document.problem.function


# --- expressions on both sides ----------------------------------------------------------------------------------------


class _LineCase(EqualityCase):
    """A line as an identity, in which `known` symbols stand for expressions; `called` is how some were typed."""

    def __init__(self, *args: Any, known: Mapping[str, Typed], called: Mapping[str, str]) -> None:
        self._known = known
        self._called = called
        super().__init__(*args)

    def read(self, text: str, problem: Problem | None = None, reading: list[str] | None = None) -> Typed:
        """The right side, or something like it, with the expressions in the place of their symbols."""
        return _put(super().read(text, problem, reading), self._known)

    def judgement(self) -> Judgement:
        """What became of the line; at a witness these symbols have the values of what they stand for."""
        found = super().judgement()
        repair = found.repair
        for name, words in self._called.items():
            repair = repair and repair.replace(name, words)
        found = replace(found, repair=repair)
        if found.witness is None:
            return found
        sizes, values = found.witness.sizes, dict(found.witness.values)
        with mpmath.workdps(dense.DIGITS):
            values |= {n: evaluate(typed, values, sizes) for n, typed in self._known.items() if n in values}
        values = {self._called.get(name, name): value for name, value in values.items()}
        return replace(found, witness=replace(found.witness, values=values))


def _of_expressions(derivation: Derivation, line: ReadLine, where: Sequence[str]) -> Judgement | None:
    """The line as an identity in its symbols and increments, for `≈` to first order."""
    document = derivation.document
    written = [typed for side in (line.left, line.right) if (typed := _written_out(side, derivation)) is not None]
    if len(written) < len(line.texts):
        return None
    known = _increments(derivation, line)
    left, right = (_put(typed, known) for typed in written)
    occurring = {node.value for node in nodes(left, right, *written) if node.op == "symbol"}
    symbols = {n: s for n, s in document.symbols.items() if n in occurring and n not in document.bindings}
    text = derivation.chain.text
    problem = Problem(text, sum_of(left, right), Target(()), symbols, dict(document.bindings))
    fits = is_nothing(left) or is_nothing(right) or left.shape == right.shape
    equation = Equation(text, line.texts[0], line.texts[1], "", "", False)
    increments = tuple(name for name in symbols if name not in derivation.problem.symbols)
    measure = by_value if line.link.relation == "=" else _to_first_order(increments)
    identity = Identity(problem, left, right, fits)
    found = _LineCase(
        equation, [*where, *derivation.definitions], identity, measure, known=known, called=derivation.called
    ).judgement()
    return found if line.misfit is None else replace(found, witness=None, misfit=line.misfit)  # it has no value


def _increments(derivation: Derivation, line: ReadLine) -> dict[str, Typed]:
    """The increments of named expressions, as right lines above give them, such as dY = −X⁻¹ dX X⁻¹, or as they are."""
    document = derivation.document
    found: dict[str, Typed] = {}
    increments = {increment_name(name, document.bindings): name for name in document.bindings}
    for above in derivation.lines[: derivation.lines.index(line)]:
        name = str(above.left.typed.value) if above.left.typed.op == "symbol" else ""
        if name in increments.keys() - found.keys() and above.misfit is None and derivation.holds(above):
            given = _written_out(above.right, derivation)
            if given is not None:
                found[name] = _put(given, found)
    for name in increments.keys() - found.keys():
        typed = with_definitions(document.bindings[increments[name]], document.bindings)
        found[name] = differential(typed, derivation.moving)
    return found


def _written_out(side: Side, derivation: Derivation) -> Typed | None:
    """A side with the values of f written out; None for one with a derivative."""
    calls = {}
    for name, (role, arguments) in side.calls.items():
        if role != "value":
            return None
        calls[name] = _put(derivation.document.problem.function, dict(zip(derivation.moving, arguments, strict=True)))
    return with_definitions(_put(side.typed, calls), derivation.document.bindings)


def _put(typed: Typed, values: Mapping[str, Typed]) -> Typed:
    """The tree with others in the place of symbols."""
    if typed.op == "symbol":
        return values.get(str(typed.value), typed)
    return replace(typed, args=tuple(_put(arg, values) for arg in typed.args)) if typed.args else typed


def _to_first_order(names: Sequence[str]) -> Callable[[Typed], Measure]:
    """The measure of an expression without what is of second order in its increments."""

    def measure_of(typed: Typed) -> Measure:
        def measure(problem: Problem, point: Point) -> Mapping[str, Truth]:
            def at(size: object) -> dense.Matrix:
                scaled = {n: dense.scale(point.values[n], size) for n in names}
                return evaluate(typed, {**point.values, **scaled}, point.sizes)

            zero = mpmath.mpf(0)
            slope = directional(lambda t: at(t[0][0]), [[zero]], [[mpmath.mpf(1)]])
            return {"gradient": Truth("value", dense.add(at(zero), slope))}

        return measure

    return measure_of
