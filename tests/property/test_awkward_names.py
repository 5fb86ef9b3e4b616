"""Random problems with names that mean something else, too: dimensions, increments, numbers, abbreviations.

The answer holds, and so does every line; it reads back in the same declarations.
"""

import json
import re

from drawn_problems import SYMBOLS, problems
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matdiff_cli.calculus.answer import answer
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.nodes import Variable
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.notation import latex, text, unicode
from matdiff_cli.output.style import DEFAULT, Style, for_problem
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.lines import NOWHERE, check_lines

AWKWARD = ("dX", "dx", "dY", "dy", "dt", "pi", "I", "T", "J", "f", "x1", "x_1", "n", "phi", "phi_1", "y1")
DIMENSIONS = ("X", "x", "n", "tr", "alpha", "pi", "I", "Y", "y", "t", "dX", "m1", "m_1", "f")
QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


@st.composite
def awkward_problems(draw, depth=3):
    """(expression, target, declarations)"""
    expression, target, declarations = draw(problems(depth=depth))
    new = dict(zip("mnp", draw(st.permutations(DIMENSIONS)), strict=False))
    names = draw(st.permutations(AWKWARD))
    for name in draw(st.permutations(sorted({*SYMBOLS} - {target})))[:6]:
        new[name] = names[len(new)]
    if new["m"] not in {"tr", *(new.get(name, name) for name in SYMBOLS)} and draw(st.booleans()):
        # an abbreviation that is called like a dimension
        new["k"] = new["m"]
        expression = f"k*({expression})"
        body, symbol = draw(st.sampled_from([("3", "t"), ("t", "t"), ("sum(a)", "a"), ("erf(alpha)", "alpha")]))
        declarations += f", {symbol}: {SYMBOLS[symbol][2]}, k = {body}"
    words = r"(?<!\w)(?:" + "|".join(new) + r")(?![\w(])"
    expression, declarations = (re.sub(words, lambda found: new[found[0]], text) for text in (expression, declarations))
    return expression, target, declarations


def read(drawn):
    expression, target, declarations = drawn
    (problem,) = read_problems(expression, wrt=[target], where=[declarations])
    return problem


@settings(max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(awkward_problems())
def test_answers_hold_and_read_back(drawn):
    try:
        problem = read(drawn)
        value = answer(problem)
    except MatdiffError as error:
        assert error.kind in ("unsupported", "domain"), f"refused what is well typed: {error.message}"
        event(f"refused: {error.kind}")
        return
    printed = text(value, for_problem(DEFAULT, problem))
    checked = check_answer(problem, read_expression(printed, problem.symbols), count=2)
    event("compared" if checked.points else "no point to compare at")
    assert checked.passed or not checked.points, f"{printed} is off by {checked.max_relative_error}"
    (again,) = read_problems(printed, wrt=[drawn[1]], where=[drawn[2]])
    assert again.function.shape == read_expression(printed, problem.symbols).shape
    assert all(problem.symbols[name] == symbol for name, symbol in again.symbols.items() if name in problem.symbols)


@settings(max_examples=80, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(awkward_problems(depth=2))
def test_every_line_holds_and_every_format_writes_it(drawn):
    try:
        derivation = derive(read(drawn))
    except MatdiffError:
        return
    for render in RENDERERS.values():
        assert render(derivation, Style())
    faults = check_lines(json.loads(RENDERERS["json"](derivation, Style())))
    assert [str(fault) for fault in faults if fault.trouble != NOWHERE] == []


@settings(max_examples=100, deadline=None, derandomize=True, database=None, suppress_health_check=QUIET)
@given(awkward_problems(depth=2))
def test_names_that_differ_are_printed_so_that_they_differ(drawn):
    problem = read(drawn)
    style = for_problem(DEFAULT, problem)
    for spell in (text, unicode, latex):
        spelled = {spell(Variable(name, 2, 2), style) for name in problem.symbols}
        assert len(spelled) == len(problem.symbols)
