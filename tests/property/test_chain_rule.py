"""Random problems in unknown functions, of each other as well: no differential is lost.

Each unknown function is given a formula. The printed differential, with dF the change of that formula, must be the
change of the whole along a random direction.
"""

import re
from itertools import islice

import mpmath
from drawn_problems import SYMBOLS, problems
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import points
from matdiff_cli.output.notation import text
from matdiff_cli.output.style import DEFAULT, for_problem
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.typing.typed import Problem, Symbol, Target

FORMULAS = {
    "f": ("t", "sin(t) + 2"),
    "g": ("f", "f^2 + f/3"),
    "k": ("g, X", "g*tr(X)/5 + cos(g)"),
    "F": ("X", "X*A/3 + X.*X"),
    "G": ("F", "D*F + D/2"),
    "u": ("F, x", "F*x + sin(x)"),
    "v": ("G, g", "sin(G)*a*g"),
}
"""Unknown function → what it is declared of, and what it is; each after those in it."""

STANDING_FOR = {"alpha": "kgf", "B": "F", "Y": "G", "x": "u", "y": "v", "t": "f"}
"""A symbol of a random problem → the functions that may take its place."""

SHAPES = {name: SYMBOLS[symbol][:2] for symbol, names in STANDING_FOR.items() for name in names}
SIZES = {name: ONE if name == "1" else Dimension(1, (name,)) for name in ("1", "m", "n", "p")}
STEP = mpmath.mpf("1e-25")


def call(name):
    """g(f(t))"""
    if name not in FORMULAS:
        return name
    return f"{name}({', '.join(map(call, FORMULAS[name][0].split(', ')))})"


def symbol(name):
    rows, columns = SHAPES[name] if name in SHAPES else SYMBOLS[name][:2]
    shape = SIZES[rows], SIZES[columns]
    kind = "scalar" if shape == (ONE, ONE) else "vector" if columns == "1" else "matrix"
    structure = "symmetric" if name == "W" else None
    return Symbol(name, kind, shape, structure, declared=True)


EVERY = {name: symbol(name) for name in (*SYMBOLS, *FORMULAS)}
TYPED = {name: read_expression(formula, EVERY) for name, (_, formula) in FORMULAS.items()}


def varying(name):
    """The symbols that a function depends on in the end."""
    names = FORMULAS[name][0].split(", ")
    return {name for part in names for name in (varying(part) if part in FORMULAS else [part])}


@st.composite
def problems_in_unknown_functions(draw):
    """(expression, target, declarations)"""
    expression, _, _ = draw(problems(depth=3))
    expression = f"@{draw(st.sampled_from('fgk'))}@*({expression})"
    for name, functions in STANDING_FOR.items():
        if draw(st.integers(0, 3)):
            function = draw(st.sampled_from(functions))
            expression = re.sub(rf"(?<![\w]){name}(?![\w(])", f"@{function}@", expression)
    used = re.findall("@(.)@", expression)
    expression = re.sub("@(.)@", lambda found: call(found[1]), expression)
    target = draw(st.sampled_from(sorted(set().union(*map(varying, used)))))
    declared = [f"{name}: {kind}" for name, (_, _, kind) in SYMBOLS.items()]
    for name, (parameters, _) in FORMULAS.items():
        rows, columns = SHAPES[name]
        kind = "scalar" if rows == "1" else f"vector({rows})" if columns == "1" else f"matrix({rows}, {columns})"
        declared.append(f"{name}({parameters}): {kind}")
    return expression, target, ", ".join(declared)


def with_formulas(values, sizes):
    """The values of symbols, and those of the functions there."""
    known = dict(values)
    for name, typed in TYPED.items():
        known[name] = evaluate(typed, known, sizes)
    return known


def changes(before, after, names):
    return {f"d{name}": dense.scale(dense.subtract(after[name], before[name]), 1 / STEP) for name in names}


@settings(max_examples=200, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(problems_in_unknown_functions())
def test_the_chain_rule_holds_through_unknown_functions(drawn):
    expression, target, declarations = drawn
    try:
        (problem,) = read_problems(expression, wrt=[target], where=[declarations])
        value = answer(problem)
    except MatdiffError as error:
        assert error.kind in ("unsupported", "domain"), f"refused what is well typed: {error.message}"
        event(f"refused: {error.kind}")
        return
    moving = [name for name, s in problem.symbols.items() if target in s.of]
    if not moving:
        event("no unknown function of the target")
        return
    moving.append(target)
    increments = {f"d{name}": symbol(name) for name in moving}
    printed = read_expression(text(value, for_problem(DEFAULT, problem)), EVERY | increments)
    seen = 0
    for point in islice(points(Problem("", TYPED["k"], Target((target,)), EVERY, {})), 6):
        with mpmath.workdps(60):
            direction = dense.scale(point.values["X" if target == "X" else "a" if target == "x" else "alpha"], STEP)
            before = with_formulas(point.values, point.sizes)
            moved = {**point.values, target: dense.add(point.values[target], direction)}
            after = with_formulas(moved, point.sizes)
            try:
                here, there = (evaluate(problem.function, values, point.sizes) for values in (before, after))
                found = evaluate(printed, before | changes(before, after, moving), point.sizes)
            except OutsideDomain:
                continue
            true = dense.scale(dense.subtract(there, here), 1 / STEP)
            scale = max(dense.largest(found), dense.largest(true), 1)
            assert dense.largest(dense.subtract(found, true)) <= 1e-12 * scale, text(value)
        seen += 1
    event("compared" if seen else "no point to compare at")
