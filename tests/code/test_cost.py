"""`--cost`: an algorithm whose lines give f and its derivative, and whose operations are counted right."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import mpmath
import numpy as np
import pytest
from cases import DIGITS, EXPONENTIALS, LOGARITHMS, PRODUCTS, SCALED, array, differs, lines, problems, samples, source

sys.path.insert(0, str(Path(__file__).parents[1]))
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.code.algorithm import algorithms
from matdiff_cli.code.running import functions
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Algorithm
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import dimension
from matdiff_cli.expressions.nodes import Node, Product, Transpose, Variable
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.output.notation import text
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem, Symbol

LINES = lines()


def symbol_of(node: Node) -> Symbol:
    rows, columns = map(dimension, node.shape)
    kind = "scalar" if node.is_scalar else "vector" if node.is_column else "row" if node.is_row else "matrix"
    return Symbol(node.name, kind, (rows, columns))


def results(problem: Problem, found: Algorithm, values: dict, sizes: dict) -> list[np.ndarray]:
    """What the lines come to that name no new symbol; L with L L' = S, or R'R = S, is Cholesky's factor."""
    symbols, known, last = dict(problem.symbols), dict(values), []
    spell = for_problem(Style(), problem)
    for line in found.step.lines:
        with mpmath.workdps(DIGITS):
            value = evaluate(read_expression(text(line.right, spell), symbols), known, sizes)
            match line.left:
                case Variable() as name if name.name not in problem.symbols:
                    pass
                case Product(args=(Variable() as name, Transpose())):
                    value = cholesky(value)
                case Product(args=(Transpose(), Variable() as name)):
                    value = [list(column) for column in zip(*cholesky(value), strict=True)]
                case _:
                    last.append(array(value))
                    continue
        symbols[name.name], known[name.name] = symbol_of(name), value
    return last


def cholesky(value: list) -> list:
    return [[mpmath.mpf(x) for x in row] for row in mpmath.cholesky(mpmath.matrix(value)).tolist()]


def faults(line: str) -> list[str]:
    found = []
    for problem in problems(line):
        for sample in samples(problem):
            exact = {
                name: [[mpmath.mpf(float(x)) for x in row] for row in value] for name, value in sample.values.items()
            }
            (algorithm,) = algorithms(derive(problem))
            f, slope = results(problem, algorithm, exact, sample.sizes)
            found += [differs(f, sample.f), differs(slope, sample.derivative)]
    return [fault for fault in found if fault]


def test_the_lines_give_f_and_its_derivative():
    chosen = [*LINES[::20], *PRODUCTS, *EXPONENTIALS, *LOGARITHMS, *SCALED]
    assert {line: found for line in chosen if (found := faults(line))} == {}


def test_a_name_that_is_transposed_has_no_line_of_its_own():
    done = runner().invoke(root, ["logdet(I + A*X*X'*A') wrt X", "--cost", "--json"])
    (found,) = json.loads(done.stdout)["cost"]
    assert [line["right"] for line in found["lines"]][:2] == ["A*X", "eye(m) + t1*t1'"]


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_the_lines_of_every_problem(part):
    assert {line: found for line in LINES[part::3] if (found := faults(line))} == {}


class Counted(np.ndarray):
    """An array that counts the operations with its entries."""

    count = 0

    def __array_ufunc__(self, ufunc, method, *inputs, **options):
        plain = [x.view(np.ndarray) if isinstance(x, Counted) else x for x in inputs]
        result = getattr(ufunc, method)(*plain, **options)
        if method == "reduce":
            Counted.count += plain[0].size
        elif ufunc is np.matmul:
            Counted.count += 2 * plain[0].size * (plain[1].shape[-1] if plain[1].ndim > 1 and plain[0].ndim > 1 else 1)
            if plain[0].ndim == 1 and plain[1].ndim == 2:
                Counted.count += 2 * (plain[1].size - plain[0].size)
        elif ufunc is not np.negative:
            Counted.count += np.size(result)
        return result.view(Counted) if isinstance(result, np.ndarray) else np.asarray(result).view(Counted)

    def dot(self, other):
        """A column times a row adds nothing."""
        return self * other if self.ndim == 2 and self.shape[1] == 1 else self @ other


COUNTED = [
    "norm2(X*w - y)^2 wrt w where X: matrix(m, n)",
    "x'*A*x wrt x",
    "sum(exp(A*x)) wrt x where A: matrix(m, n)",
    "(x - s)'*W*(x - s) wrt x where W: symmetric(n)",
    "a'*X*b wrt X",
    "a'*X'*X*a wrt X",
    "sum((A*X).^2) wrt X",
    "sum(sqrt(x.*x + a)) wrt x",
    "sum(diag(d)*X*c) wrt X where d: vector(m)",
]


@pytest.mark.parametrize("line", COUNTED)
def test_as_many_operations_as_are_done(line):
    (problem,) = problems(line)
    (algorithm,) = algorithms(derive(problem))
    (sample,) = samples(problem)
    given = [value for _, value in sorted(sample.values.items())]
    body = re.sub(r"np.asarray\((.*), dtype=float\)", r"\1", source(problem, "numpy")).replace(".ravel()", "[:, 0]")
    both = functions(body, "test")["value_and_derivative"]
    Counted.count = 0
    both(*(value.view(Counted) for value in given))
    symbols = {name: Symbol(name, "scalar", (ONE, ONE)) for name in sample.sizes}
    values = {name: [[mpmath.mpf(size)]] for name, size in sample.sizes.items()}
    wanted = evaluate(read_expression(text(algorithm.total, Style()), symbols), values, {})[0][0]
    assert Counted.count == wanted


def test_every_format_has_the_algorithm():
    problem = "norm2(X*w - y)^2 wrt w where X: matrix(m, n)"
    run = lambda *options: runner().invoke(root, [problem, "--cost", *options])  # noqa: E731
    assert "t1 = X*w - y" in " ".join(run("--ascii").stdout.split()) and "4 m n + 3m + n" in run().stdout
    assert r"\mathbf{t}_{1} &= X \mathbf{w} - \mathbf{y}" in run("--latex").stdout
    assert "$4 m n + 3 m + n$ operations**" in run("--markdown").stdout
    assert "operations</p>" in run("--html").stdout
    (found,) = json.loads(run("--json").stdout)["cost"]
    assert found["flops"] == "4*m*n + 3*m + n" and found["lines"][0]["flops"] == "2*m*n + m"
    assert "cost" not in json.loads(runner().invoke(root, [problem, "--json"]).stdout)


def test_a_second_derivative_has_its_own_and_that_of_its_products():
    found = json.loads(runner().invoke(root, ["x'*A*x wrt x", "--hessian", "--cost", "--json"]).stdout)["cost"]
    assert [each["flops"] for each in found] == ["m^2", "4*m^2 + m"]


def test_an_answer_alone_has_no_room_for_it():
    done = runner().invoke(root, ["x'*x wrt x", "-a", "--cost"])
    assert done.exit_code == 2 and "--cost" in done.stderr


def test_there_is_an_algorithm_for_whatever_has_code():
    for line in LINES[::40]:
        for problem in problems(line):
            for order in (1, 2):
                try:
                    source(problem, "numpy", order=order)
                except MatdiffError:
                    continue
                assert algorithms(derive(problem, order=order, steps=False))
