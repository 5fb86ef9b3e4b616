"""Every function of the registry has the derivative that its record says, by being in the registry."""

import re
from random import Random

import mpmath
import pytest

from matdiff_cli.calculus.answer import answer
from matdiff_cli.functions import REGISTRY
from matdiff_cli.numbers.dense import DIGITS, OutsideDomain
from matdiff_cli.numbers.differences import agreement, as_function, directional
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import increment, points
from matdiff_cli.output.notation import text
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.typing.typed import Problem, Symbol, Target
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.lines import check_lines

RECORDS = list(REGISTRY.values())


def of_kind(*kinds):
    return [pytest.param(record, id=record.name) for record in RECORDS if record.kind in kinds]


def dimension(text):
    return Dimension(int(text)) if text.isdigit() else Dimension(1, (text,))


def parameters(record):
    """The symbols of the parameters, with the shapes of the record's first signature."""
    arguments = record.signatures[0].split("->")[0]
    if record.kind == "elementwise":
        return {"x": Symbol("x", "scalar", (ONE, ONE))}
    shapes = [tuple(map(dimension, re.split(r",\s*", shape))) for shape in re.findall(r"\(([^)]*)\)", arguments)]
    kinds = ["vector" if shape[1] == ONE else "matrix" for shape in shapes]
    return {n: Symbol(n, kind, shape) for n, kind, shape in zip(record.parameters, kinds, shapes, strict=True)}


def as_problem(record):
    symbols = parameters(record)
    call = f"{record.name}({', '.join(symbols)})"
    return Problem(call, read_expression(call, symbols), Target((next(iter(symbols)),)), symbols, {})


@pytest.mark.parametrize("record", of_kind("elementwise"))
def test_elementwise_derivative(record):
    problem = as_problem(record)
    check = check_answer(problem, read_expression(record.derivative, problem.symbols), count=8)
    assert check.passed and check.points >= 8


@pytest.mark.parametrize("record", [param for param in of_kind("operator", "special") if param.values[0].differential])
def test_differential(record):
    problem = as_problem(record)
    increments = {f"d{name}": Symbol(f"d{name}", s.kind, s.shape) for name, s in problem.symbols.items()}
    differential = read_expression(record.differential, {**problem.symbols, **increments})
    random, seen = Random(0), 0
    for point in points(problem):
        try:
            for name in problem.symbols:
                target = Problem("", problem.function, Target((name,)), problem.symbols, {})
                function, at = as_function(target, point)
                with mpmath.workdps(DIGITS):
                    steps = {
                        f"d{other}": increment(s, point.sizes, random, int(other == name))
                        for other, s in problem.symbols.items()
                    }
                    value = evaluate(differential, {**point.values, **steps}, point.sizes)
                    assert agreement(value, directional(function, at, steps[f"d{name}"])) < 1e-20
        except OutsideDomain:
            continue
        seen += 1
    assert seen >= 8


@pytest.mark.parametrize("record", [param for param in of_kind("operator", "special") if param.values[0].reasoning])
def test_every_line_of_the_reasoning_holds(record):
    """The lines that say why a differential is what it is, as a derivation in which Y is the function's value."""
    problem = as_problem(record)
    (name,) = problem.symbols
    lines = []
    for line, _ in record.reasoning:
        left, relation, right = re.fullmatch(r"(.*?)\s*([=≈])\s*(.*)", line).groups()
        left = left or ("dY" if not lines else None)
        lines.append({"left": left, "relation": relation, "right": right or record.differential})
    symbols = {n: {"shape": [str(size) for size in s.shape]} for n, s in problem.symbols.items()}
    shape = [str(size) for size in problem.function.shape]
    document = {
        "problem": problem.text,
        "layout": "gradient",
        "order": 1,
        "function": {"text": problem.text},
        "target": {"name": name, **symbols[name]},
        "symbols": symbols,
        "result": {"kind": "map", "shape": shape},
        "bindings": {"Y": problem.text},
        "steps": [{"lines": lines}],
    }
    assert [str(fault) for fault in check_lines(document)] == []


@pytest.mark.parametrize("record", [pytest.param(r, id=r.name) for r in RECORDS if r.example])
def test_example(record):
    """The example of every record is answered, rightly."""
    for problem in read_problems(record.example):
        printed = text(answer(problem, "gradient"))
        check = check_answer(problem, read_expression(printed, problem.symbols), count=3)
        assert check.passed, f"{printed}: {check}"


@pytest.mark.parametrize("record", [pytest.param(r, id=r.name) for r in RECORDS if r.example])
def test_example_uses_the_function(record):
    names = (record.name, *record.aliases)
    spelled = {"det": r"\|X\|", "logdet": r"log\|", "dot": "<"}.get(record.name, "(?!)")
    assert re.search(rf"\b({'|'.join(names)})\b|{spelled}", record.example)
