"""Marks after operands and bars around them: no notation puts two where only one may stand, or where they run together.

Expressions are printed as they are typed, and so are their derivatives.
"""

import re

from drawn_problems import SYMBOLS, problems
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import latex, text, unicode
from matdiff_cli.output.style import DEFAULT, for_problem
from matdiff_cli.typing.read import read_problems

scalars = st.deferred(lambda: st.one_of(
    st.sampled_from(["alpha", "t", "2", "ones(1, n)*x", "(1/2)"]),
    st.sampled_from(["({})^2", "({})^t", "(-{})", "abs({})", "sqrt({})", "exp({})"]).flatmap(into(lambda: scalars)),
    st.sampled_from(["||{}||", "norm1({})", "sum({})"]).flatmap(into(lambda: columns)),
    st.sampled_from(["|{}|", "log|{}|", "tr({})", "||{}||"]).flatmap(into(lambda: squares)),
    st.tuples(scalars, st.sampled_from("*+/"), scalars).map(lambda parts: "(({}){}({}))".format(*parts)),
))  # fmt: skip
columns = st.deferred(lambda: st.one_of(
    st.sampled_from(["x", "a", "ones(n)", "ones(1, n)'"]),
    st.sampled_from(["({})''", "({}).^2", "({}).^t", "abs({})", "(-{})"]).flatmap(into(lambda: columns)),
    st.tuples(scalars, columns).map(lambda parts: "({})*({})".format(*parts)),
    st.tuples(squares, columns).map(lambda parts: "({})*({})".format(*parts)),
))  # fmt: skip
squares = st.deferred(lambda: st.one_of(
    st.sampled_from(["A", "W", "x*ones(1, n)", "ones(n, n)", "eye(n)", "diag(a)", "(x*a')"]),
    st.sampled_from(
        ["({})'", "({})^-1", "({})^-T", "({})^3", "({})^-2", "({}).^2", "({}).^-1", "adj({})", "abs({})", "sqrt({})"]
    ).flatmap(into(lambda: squares)),
    st.tuples(scalars, squares).map(lambda parts: "({})*({})".format(*parts)),
))  # fmt: skip

QUIET = list(HealthCheck)
TOKENS = re.compile(r"\\[A-Za-z]+|\\.|\s+|.", re.DOTALL)
SCRIPTED = re.compile(r"\s*(?:\^\^|__|\^_\^|_\^_|\^'|\^_')")
BARS_TOGETHER = re.compile(r"(\\[lr][vV]ert)(?:_\{F\}|[\^_]\{[^{}]*\}|\\left|\\right|\s)*(\\[lr][vV]ert)")


def into(inner):
    """A template filled with an expression."""
    return lambda template: inner().map(template.format)


def scripts(source):
    """The runs of ^ and _ that stand on one atom, as words such as ^_."""
    marks = [""]
    runs = []
    tokens = [token for token in TOKENS.findall(source) if not token.isspace()]
    for place, token in enumerate(tokens):
        before = tokens[place - 1] if place else ""
        if token in "^_'":
            marks[-1] += token
        elif token == "{":
            marks.append("")
        elif token == "}":
            marks.pop()
        elif before not in ("^", "_"):
            marks[-1] = ""
        if token == "{" and before not in ("^", "_"):
            marks[-2] = ""
        runs.append(marks[-1])
    return runs


def look(node, style):
    written = latex(node, style)
    for run in scripts(written):
        assert run.count("^") + ("'" in run) <= 1, f"double superscript in {written}"
        assert run.count("_") <= 1, f"double subscript in {written}"
    for left, right in BARS_TOGETHER.findall(written):
        assert (left[1], right[1]) == ("r", "l"), f"bars run together in {written}"
    assert not re.search(r"[|‖]{2}", unicode(node, style)), "bars run together in Unicode"
    assert "|" not in text(node, style)


def test_scripts_are_counted_for_each_atom():
    assert scripts(r"x_{1}^{2} + y^{a^{2}}")[-1] == "^"
    assert max(map(len, scripts(r"x^{2} y^{2}"))) == 1
    assert max(map(len, scripts(r"\mathbf{1}_{2}^{\top}^{\top}"))) == 3


@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(st.one_of(scalars, columns, squares))
def test_marks_and_bars_as_typed(words):
    declared = ", ".join(f"{name}: {kind}" for name, (_, _, kind) in SYMBOLS.items())
    try:
        (problem,) = read_problems(words, wrt=["x"], where=[declared])
    except MatdiffError as error:
        assert error.kind in ("domain", "unsupported")
        return
    look(build(problem.function, problem.symbols), for_problem(DEFAULT, problem))


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(st.one_of(scalars.map(lambda words: (words, "x", "")), problems(depth=3)))
def test_marks_and_bars_in_answers(drawn):
    words, target, _ = drawn
    declared = ", ".join(f"{name}: {kind}" for name, (_, _, kind) in SYMBOLS.items())
    try:
        (problem,) = read_problems(words, wrt=[target], where=[declared])
        value = answer(problem)
    except MatdiffError:
        return
    look(value, for_problem(DEFAULT, problem))
