"""Claims that hang together judged one by one: the links of a chain, the lines of a derivation."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matdiff_cli.claims.asked_in_lines import in_lines
from matdiff_cli.claims.chains import Chain, Link, take_apart
from matdiff_cli.claims.changes import constants, in_all_targets, without_idle
from matdiff_cli.claims.displays import name_of
from matdiff_cli.claims.equation import Equation
from matdiff_cli.claims.equations import Identity, is_nothing, read_identities
from matdiff_cli.claims.first_order import sets_derivative_to_zero
from matdiff_cli.claims.judge import DerivativeCase, EqualityCase
from matdiff_cli.claims.judgement import Judgement
from matdiff_cli.claims.line_cases import explained
from matdiff_cli.claims.lines import POINTS, Derivation, ReadLine
from matdiff_cli.claims.sizes import shapes_of_answers
from matdiff_cli.errors import MatdiffError
from matdiff_cli.languages import phrase
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.read import read_problems
from matdiff_cli.typing.typed import Problem

if TYPE_CHECKING:
    from matdiff_cli.derivation.records import Reason

FIRST_ORDER = "= where only ≈ holds: terms of second order are left out"
"""The slip of a line that holds up to second order only."""

_CONDITION = "line {line} sets something to 0, which holds for some {names} alone: it and what follows are not judged"
_VALUE = "line {line} gives {names} a value: it and what follows are not judged"
_FIRST_ORDER = "line {line}, {text}, is the first-order condition: it and what follows are not judged"
_ZERO = re.compile(r"0|\\(?:mathbf|bm|vec)\s*\{?\s*0\s*\}?")
_EXPLAINED = 3
"""So many bad lines are looked into; of further ones it is only said that they do not hold."""


@dataclass(frozen=True)
class JudgedLine:
    """A link and what became of it. `verdict`: right, layout, condition or wrong; "defined" of what gives a name.

    `found` tells why the first one is bad that is. `reason` is the rule by which it holds, where one alone does.
    """

    link: Link
    verdict: str
    found: Judgement
    read: ReadLine | None = None
    identity: Identity | None = None
    reason: Reason | None = None

    @property
    def line(self) -> int:
        """The number of its line in the text, from 1."""
        return self.link.right.line + 1

    @property
    def holds(self) -> bool:
        """Is it right, in some layout?"""
        return self.verdict not in ("wrong", "condition")


@dataclass(frozen=True)
class JudgedLines:
    """All lines of a text. `problem` is what they are about, None for identities; `derivation` is how it was read."""

    chain: Chain
    problem: Problem | None
    lines: tuple[JudgedLine, ...]
    order: int = 1
    reading: tuple[str, ...] = ()
    derivation: Derivation | None = None

    @property
    def holds(self) -> bool:
        """Are all of them right?"""
        return all(line.holds for line in self.lines)

    @property
    def about(self) -> Judgement:
        """What is claimed, as a judgement on the problem; that of an identity where there is no problem."""
        if self.problem is None:
            return self.lines[0].found
        return Judgement(self.problem, False, "right", order=self.order)

    @property
    def verdict(self) -> str:
        """That of the first bad line; where there is none, right, in some layout."""
        if self.first_bad is not None:
            return self.first_bad.verdict
        return "layout" if any(line.verdict == "layout" for line in self.lines) else "right"

    @property
    def first_bad(self) -> JudgedLine | None:
        """The first line that does not hold."""
        return next((line for line in self.lines if not line.holds), None)


def judge_lines(
    text: str, wrt: Sequence[str] = (), where: Sequence[str] = (), layout: str = "gradient", order: int = 1
) -> JudgedLines:
    """Judge every link of a text of several. Raises MatdiffError for what cannot be read."""
    try:
        chain = take_apart(text, wrt)
        if not chain.problem:
            return _identities(chain, where)
        problems = [without_idle(each) for each in read_problems(chain.problem, wrt=wrt, where=where)]
        if chain.changes:
            whole = in_all_targets(problems)
            problems = [replace(whole, reading=(*whole.reading, *constants(whole, chain.changes)))]
        if len(problems) > 1:
            raise MatdiffError("unsupported", "lines are about one target", hint="check them one by one", source=text)
        return _of_problem(problems[0], chain, where, layout, max(order, problems[0].order))
    except MatdiffError as error:
        if error.source and in_lines(text).startswith(error.source.rstrip()):
            error.source = text
        raise


# --- identities -------------------------------------------------------------------------------------------------------


def _identities(chain: Chain, where: Sequence[str]) -> JudgedLines:
    links = [(link.left.text, link.right.text) for link in chain.links if link.left is not None]
    declared = [(source, source) for source in (*where, *chain.declarations)]
    try:
        identities = read_identities(links, chain.text, declared)
    except MatdiffError as error:
        if any(error.source in pair for pair in links):
            error.source = chain.text
        raise
    lines: list[JudgedLine] = []
    bad = 0
    for link, identity in zip(chain.links, identities, strict=True):
        assert link.left is not None
        equation = _equation(chain, link, link.left.text, link.right.text)
        found = EqualityCase(equation, where, identity).judgement()
        lines.append(replace(_judged(link, found, explain=bad < _EXPLAINED), identity=identity))
        bad += not lines[-1].holds
    return JudgedLines(chain, None, tuple(lines), reading=identities[0].problem.reading)


def _judged(link: Link, found: Judgement, *, explain: bool) -> JudgedLine:
    """A link by the judgement on it; only where it is to be explained is more than the verdict kept."""
    verdict = {"equal": "right", "different": "wrong"}.get(found.verdict, found.verdict)
    return JudgedLine(link, verdict, found if explain or found.holds else Judgement(found.problem, True, "wrong"))


# --- lines of a derivation --------------------------------------------------------------------------------------------


def _of_problem(problem: Problem, chain: Chain, where: Sequence[str], layout: str, order: int) -> JudgedLines:
    derivation = Derivation(problem, chain, layout, _shapes(problem, layout))
    waiting = iter(derivation.lines)
    lines: list[JudgedLine] = []
    bad = 0
    for link in chain.links:
        if link.left is None:
            equation = _equation(chain, link, "", derivation.notation.rewritten(link.right.text).text)
            case = DerivativeCase(equation, where, problem, layout, order)
            judged = _judged(link, case.judgement(), explain=bad < _EXPLAINED)
        else:
            judged = _line(derivation, next(waiting), where, layout, explain=bad < _EXPLAINED)
        if _is_first_order(judged, derivation, lines):
            derivation.reading.append(phrase(_FIRST_ORDER, line=judged.line, text=_sides(judged)))
            break
        if words := _condition(judged, derivation):
            if any(line.verdict != "defined" for line in lines):
                derivation.reading.append(phrase(words, line=judged.line, names=", ".join(problem.target.names)))
                break
            _refuse_condition(judged, words, link is chain.links[-1])
        lines.append(judged)
        bad += not judged.holds
    if all(line.verdict == "defined" for line in lines):
        hint = "write df = … or ∇f = …"
        raise MatdiffError("unsupported", "there is nothing to judge: names are given, no more", hint=hint)
    reading = (*problem.reading, *derivation.reading)
    return JudgedLines(chain, problem, tuple(lines), order, reading, derivation)


def _sides(judged: JudgedLine) -> str:
    """The two sides of a line, the sign between them."""
    left = judged.link.left.words if judged.link.left is not None else ""
    return f"{left} = {judged.link.right.words}"


def _is_first_order(judged: JudgedLine, derivation: Derivation, above: Sequence[JudgedLine]) -> bool:
    """Does a line say that the derivative is 0? Raises where no line says what the derivative is.

    Of `∇f = X'X w = X'y` the first equation holds as little as the second.
    """
    read, goes_on = judged.read, judged.link.goes_on
    if judged.verdict != "wrong" or read is None or (goes_on and above and above[-1].holds):
        return False
    if not sets_derivative_to_zero(derivation, read):
        return False
    if goes_on or all(line.verdict == "defined" for line in above):
        hint = f"the derivative is the difference of the two: write {_sides(judged).replace(' = ', ' - ', 1)} = 0"
        raise judged.link.right.error("is this a first-order condition?", hint)
    return True


def _condition(judged: JudgedLine, derivation: Derivation) -> str:
    """What to say of a line that sets to 0 what is not 0 everywhere, as on the way to a minimum, or gives the target a
    value; "" for other lines.

    One with several increments, dX*Y + X*dY = 0, says how they hang together and is an equation as any other.
    """
    read, link = judged.read, judged.link
    if judged.verdict != "wrong":
        return ""
    if read is None:
        return _CONDITION if _ZERO.fullmatch(link.right.words) else ""
    if name_of(link.written) in derivation.moving and link.relation == "=" and not link.goes_on:
        return _VALUE
    if read.misfit is not None:
        return ""
    symbols = {str(node.value) for node in nodes(read.left.typed, read.right.typed) if node.op == "symbol"}
    increments = symbols.difference(derivation.problem.symbols, derivation.document.bindings)
    nothing = len(increments) < 2 and any(is_nothing(side.typed) for side in (read.left, read.right))
    return _CONDITION if nothing else ""


def _refuse_condition(judged: JudgedLine, words: str, is_last: bool) -> None:
    """Raise for a condition above which no line says what the derivative is; that it is 0 is a claim by itself."""
    if words == _VALUE:
        message = f"a value of {judged.link.written} is no claim about a derivative"
        hint = "lines hold at every point: leave it out, or write it below what the derivative is"
        raise judged.link.right.error(message, hint)
    if not is_last:
        hint = "write what the derivative is: ∇f = … = 0"
        raise judged.link.right.error("is this a first-order condition?", hint)


def _line(derivation: Derivation, line: ReadLine, where: Sequence[str], layout: str, *, explain: bool) -> JudgedLine:
    problem, link = derivation.problem, line.link
    right, wrong = Judgement(problem, True, "right", points=POINTS), Judgement(problem, True, "wrong", points=POINTS)
    if line.is_definition:
        return JudgedLine(link, "defined", right, line)
    holds = line.misfit is None and derivation.holds(line)
    if holds is None:
        raise link.right.error("no value at any point tried", "declare what is positive or structured")
    if holds:
        return JudgedLine(link, "right", right, line)
    if not explain:
        return JudgedLine(link, "wrong", wrong, line)
    found = explained(derivation, line, where, layout) or replace(wrong, misfit=line.misfit)
    untold = line.misfit is None and not found.slip and not found.condition
    if untold and link.relation == "=" and derivation.holds(line, "≈"):
        found = replace(found, slip=FIRST_ORDER)
    return JudgedLine(link, _VERDICTS.get(found.verdict, found.verdict), found, line)


_VERDICTS = {"equal": "wrong", "right": "wrong", "different": "wrong"}


def _shapes(problem: Problem, layout: str) -> dict[str, Shape]:
    """The shapes of the values of f and of its derivatives, by role."""
    answers = shapes_of_answers(problem, 1)
    first, f = answers["gradient"], problem.function.shape
    hessian = shapes_of_answers(problem, 2)["gradient"]
    roles = dict.fromkeys(("derivative", "gradient", "jacobian", "map"), first)
    roles |= {"change": first} if f == (ONE, ONE) else {}
    return {**roles, "value": f, "layout": answers[layout], "hessian": hessian}


def _equation(chain: Chain, link: Link, left: str, right: str) -> Equation:
    return Equation(chain.text, left, right, chain.problem, ", ".join(chain.declarations), bool(chain.problem))
