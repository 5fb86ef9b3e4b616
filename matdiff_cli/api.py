"""matdiff in Python: `derive` and `check`, and what they give.

from matdiff_cli import derive, check

d = derive("x'*A*x wrt x")
d.answer, d.latex, d.code("numpy"), d.function("numpy")(A, x)
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Literal, NamedTuple

from matdiff_cli.calculus.layout import LAYOUTS
from matdiff_cli.claims import judge as claims
from matdiff_cli.claims.judgement import Judgement
from matdiff_cli.code import TARGETS, load
from matdiff_cli.code.running import functions
from matdiff_cli.derivation import records
from matdiff_cli.derivation.derive import derive as work_out
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output import ANSWERERS, RENDERERS, Style, notation
from matdiff_cli.output.diagnostics import report
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.source import code_for
from matdiff_cli.output.style import for_problem
from matdiff_cli.output.words import written
from matdiff_cli.typing.read import read_problems
from matdiff_cli.typing.typed import Problem
from matdiff_cli.verify.check import check as verify

Layout = Literal["gradient", "numerator", "denominator", "mml"]


class Line(NamedTuple):
    """A line of a derivation in the language that is typed; `left` is None where it goes on from the one above."""

    left: str | None
    relation: str
    right: str
    reason: str | None


class Step(NamedTuple):
    """A step of a derivation."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Derivation:
    """A derivative with every step that leads to it. It can be compared and pickled; in a notebook it shows itself."""

    record: records.Derivation
    _names: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)
    """The symbols and dimensions of the problem as sympy has them, where it came from there."""

    @property
    def sympy(self) -> Any:
        """The derivative as a matrix expression of sympy, in the symbols of the problem.

        Names in the answer stand for what they mean. Raises MatdiffError where sympy has no such expression.
        """
        from matdiff_cli.calculus.answer import answer
        from matdiff_cli.exchange import expression_of

        value = self.record.result.value
        if self.record.order == 1:  # without names for parts
            value = answer(self.record.problem, self.record.result.layout)
        return expression_of(value, self._names)

    @property
    def answer(self) -> str:
        """The derivative in the language that is typed."""
        return ANSWERERS["text"](self.record, Style())

    @property
    def latex(self) -> str:
        """The derivative in LaTeX, for math mode."""
        return ANSWERERS["latex"](self.record, Style())

    @property
    def steps(self) -> tuple[Step, ...]:
        """The derivation step by step."""
        return tuple(
            Step(step["title"], tuple(Line(l["left"], l["relation"], l["right"], l["reason"]) for l in step["lines"]))
            for step in self.json["steps"]
        )

    @property
    def conditions(self) -> tuple[str, ...]:
        """What must hold for the answer to be one."""
        return tuple(written(note, self._spell) for note in self.record.result.conditions)

    @property
    def notes(self) -> tuple[str, ...]:
        """How the problem was read, where not to the letter, and remarks on the answer."""
        remarks = (written(note, self._spell) for note in self.record.result.remarks)
        return (*self.record.problem.reading, *remarks)

    @property
    def json(self) -> dict[str, Any]:
        """What `matdiff --json` prints: an object of the schema matdiff/1."""
        return to_object(self.record, Style())

    def check(self) -> records.Verification:
        """The derivation verified with numbers: `passed` says whether the result and every line hold."""
        return verify(self.record.problem, self.json, by=self.record.by)

    def code(self, target: str = "numpy") -> str:
        """The source of functions for a target: f, derivative, …; see `matdiff --code`.

        Raises ValueError for a target that does not exist, MatdiffError where there is no code.
        """
        if target not in TARGETS:
            raise ValueError(f"no target is called {target!r}; there are {', '.join(TARGETS)}")
        return code_for(self.record, target).source

    def function(self, target: str = "numpy", name: str = "derivative") -> Callable[..., Any]:
        """A function of the generated module: derivative, f, value_and_derivative, or hessian, hvp for order 2.

        Only targets in Python; their library must be installed.
        """
        source = self.code(target)
        if load(target).language != "python":
            raise ValueError(f"{target} is no library of Python")
        return functions(source, f"matdiff {target}")[name]

    @property
    def _spell(self) -> Callable[[Any], str]:
        return partial(notation.text, style=for_problem(Style(), self.record.problem))

    def __str__(self) -> str:
        """The derivation as text, as the command prints it."""
        return RENDERERS["text"](self.record, Style())

    def __repr__(self) -> str:
        return f"<Derivation of {self.record.problem.text!r}: {self.answer}>"

    def _repr_markdown_(self) -> str:
        return RENDERERS["markdown"](self.record, Style())

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex}$"

    def _repr_html_(self) -> str:
        return RENDERERS["html"](self.record, Style())


def derive(
    problem: Any,
    wrt: Any = (),
    where: str | Sequence[str] = (),
    *,
    layout: Layout = "gradient",
    order: int = 1,
    steps: bool = True,
) -> Derivation:
    """The derivative of a problem with one target, in the language of the command, or a matrix expression of sympy.

    Of sympy's symbols, shapes and signs are known; `wrt` may be one of them. Otherwise `wrt` and `where` are as the
    options of these names; `order` 2 asks for the second derivative. Without `steps` there is the answer alone, which
    is faster. Raises MatdiffError, with kind, message, line, column and hint; ValueError for another layout or order.
    """
    _demand(layout, order)
    text, wrt, where, names = _in_words(problem, wrt, where)
    found = _problem(text, wrt, where)
    return Derivation(work_out(found, layout, order=order, by=found, steps=steps, differential=True), names)


def _demand(layout: str, order: int) -> None:
    if layout not in LAYOUTS:
        raise ValueError(f"no layout is called {layout!r}; there are {', '.join(LAYOUTS)}")
    if order not in (1, 2):
        raise ValueError(f"the order of a derivative is 1 or 2, not {order!r}")


def _in_words(problem: Any, wrt: Any, where: str | Sequence[str]) -> tuple[str, Any, Any, dict[str, Any]]:
    """A problem, its target and its declarations as texts, and the symbols that sympy gave."""
    names = [wrt] if isinstance(wrt, str) or not isinstance(wrt, Sequence) else [*wrt]
    listed, targets = _listed(where), [name if isinstance(name, str) else str(name.name) for name in names]
    if isinstance(problem, str):
        return problem, targets, listed, {}
    from matdiff_cli.exchange import declarations, names_of, text_of

    targeted = [name for name in names if not isinstance(name, str)]
    return text_of(problem), targets, [*listed, *declarations(problem, listed, targeted)], names_of(problem)


def _problem(text: str, wrt: str | Sequence[str], where: str | Sequence[str]) -> Problem:
    problems = read_problems(text, wrt=_listed(wrt), where=_listed(where))
    if len(problems) > 1:
        names = ", ".join(name for problem in problems for name in problem.target.names)
        raise MatdiffError("name", f"one target at a time, not {names}", hint="call derive once for each", source=text)
    return problems[0]


def _listed(texts: str | Sequence[str]) -> list[str]:
    return [texts] if isinstance(texts, str) else list(texts)


@dataclass(frozen=True)
class Verdict:
    """What became of a claim. It is true if the claim holds, in whatever layout.

    verdict    right, layout, condition or wrong; equal or different of an identity.
    slip       the known slip that explains a wrong claim, or None.
    condition  what must hold for the claim to be right, or None.
    """

    record: Judgement

    @property
    def verdict(self) -> str:
        """What was found: right, layout, condition or wrong; equal or different of an identity."""
        return self.record.verdict

    @property
    def slip(self) -> str | None:
        """The slip that explains a wrong claim, by the name that the command prints; None if none does."""
        return self.record.slip

    @property
    def condition(self) -> str | None:
        """What must hold for the claim to be right, as text; None if nothing must."""
        return self.record.condition

    def __bool__(self) -> bool:
        return self.record.holds

    def __repr__(self) -> str:
        return f"<Verdict {self.verdict}{f': {self.slip}' if self.slip else ''}>"


def check(
    claim: Any,
    wrt: Any = (),
    where: str | Sequence[str] = (),
    *,
    equals: Any = None,
    layout: Layout = "gradient",
    order: int = 1,
) -> Verdict:
    """Is a claim right, `EXPRESSION wrt TARGET = CLAIM`, or an identity? As `matdiff check` judges it.

    A matrix expression of sympy stands for `EXPRESSION`, and `equals` for the claim: what the derivative by `wrt` is,
    or, without `wrt`, what it equals itself. Raises MatdiffError; ValueError for another layout or order.
    """
    _demand(layout, order)
    text, wrt, where, _ = _in_words(claim, wrt, where)
    if equals is not None:
        right, _, where, _ = _in_words(equals, (), where)
        text = f"{text} = {right}"
    return Verdict(claims.judge(text, wrt, where, layout, order))


class Derivations(list[Derivation]):
    """Derivations that a notebook shows one below the other."""

    def _repr_markdown_(self) -> str:
        return "\n\n".join(each._repr_markdown_() for each in self)

    def _repr_html_(self) -> str:
        return "\n".join(each._repr_html_() for each in self)


def magic(line: str, cell: str | None = None) -> Derivation | Derivations:
    """%matdiff PROBLEM, and %%matdiff with a problem a line: derivations, which a notebook shows.

    Of an error it shows what the command says, and no traceback.
    """
    try:
        if cell is None:
            return derive(line)
        problems = (problem.strip() for problem in cell.splitlines())
        return Derivations(derive(problem) for problem in problems if problem and not problem.startswith("#"))
    except MatdiffError as error:
        lines = report(error).splitlines()
        vars(error)["_render_traceback_"] = lambda: lines  # which IPython asks for
        raise
