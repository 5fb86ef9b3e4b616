"""Generated code gives the numbers: of f and its derivative, for flat vectors and for columns."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from cases import (
    EXPONENTIALS,
    FACTORED,
    LOGARITHMS,
    PRODUCTS,
    SCALED,
    Sample,
    array,
    differs,
    lines,
    problems,
    samples,
    source,
)

from matdiff_cli.code import load
from matdiff_cli.code.module import export
from matdiff_cli.code.running import functions
from matdiff_cli.derivation.derive import derive
from matdiff_cli.numbers.points import PROJECTIONS
from matdiff_cli.output.notation import text

LINES = lines()


def arguments(sample: Sample, kinds: dict[str, str], function, *, flat: bool) -> list:
    """The values in the order of the function's parameters; vectors flat, or columns and rows."""
    given = []
    for name, value in sorted(sample.values.items()):
        if kinds[name] == "scalar":
            given.append(value.item())
        else:
            given.append(value.ravel() if flat and kinds[name] != "matrix" else value)
    sizes = list(inspect.signature(function).parameters)[len(given) :]
    return given + [sample.sizes[name] for name in sizes]


def faults(line: str) -> list[str]:
    """What is wrong with the NumPy code of a problem."""
    found = []
    for problem in problems(line):
        for sample in samples(problem):
            module = functions(source(problem, "numpy"), "test")
            kinds = {name: symbol.kind for name, symbol in problem.symbols.items()}
            for flat in (True, False):
                given = arguments(sample, kinds, module["f"], flat=flat)
                f, derivative = module["f"](*given), module["derivative"](*given)
                both = module["value_and_derivative"](*given)
                found += [differs(f, sample.f), differs(derivative, sample.derivative)]
                found += [differs(both[0], sample.f), differs(both[1], sample.derivative)]
    return [fault for fault in found if fault]


def test_every_fifteenth_problem_of_the_tables():
    assert {line: found for line in LINES[::15] if (found := faults(line))} == {}


CONSTRUCTS = [
    "log(sum(exp(A*x))) wrt x",
    "log(sigmoid(a'*x)) wrt x",
    "log(1 - sigmoid(a'*x)) wrt x",
    "log(cosh(a'*x)) wrt x",
    "log(exp(s) + exp(t)) wrt s where s, t: scalar",
    "log(1 + t^2) wrt t where t: scalar",
    "log(-det(A)) wrt A",
    "norm(A*x)^2 wrt x",
    "sum(log(softmax(x)).*y) wrt x",
    "exp(x)/sum(exp(x)) wrt x",
    "exp(t)/(1 + exp(t)) wrt t where t: scalar",
    "log(exp(s)^2 + exp(t)) wrt s where s, t: scalar",
    "det(X) wrt X where X: spd(n)",
    "logdet(X) wrt X where X: spd(n)",
    "a'*inv(X)*b wrt X",
    "b'*inv(L)*x wrt x where L: lower(n)",
    "b'*inv(L')*x wrt x where L: lower(n)",
    "a'*B*inv(X) wrt a",
    "x'*inv(S)*x wrt x where S: spd(n)",
    "tr(X^4*A) wrt X",
    "tr(X^-2*A) wrt X",
    "sum(tril(X)*A) wrt X",
    "sum(A*X) wrt X",
    "sum(1'*A)*t wrt t where t: scalar",
    "1'*A*x wrt x",
    "x'*diag(v)*A*x wrt x",
    "(A + A' + I)*x wrt x",
    "(-s)/(t^2 + 1) wrt t where s, t: scalar",
    "1/(a'*x)^2 wrt x",
    "a*b'*x wrt x",
    "x.*a.*b wrt x",
    "sum(x.*y.*z) wrt x",
    "kron(x, a') wrt x",
    "kron(a', x) wrt x",
    "A*X'*B wrt X where X: matrix(2, 3)",
    "kron(A, B)*x wrt x where A: matrix(2, 3), B: matrix(3, 2)",
    "(kron(A, B) + kron(B, A) + kron(C, D) + kron(D, C))*x wrt x where A, C: matrix(2, 3), B, D: matrix(3, 2)",
    "A*X*B + C*X*D wrt X where A, C: matrix(2, 3), X: matrix(3, 4), B, D: matrix(4, 5)",
    "A*X wrt X where A: matrix(2, 3), X: matrix(3, 4)",
    "X*B wrt X where B: matrix(3, 2), X: matrix(4, 3)",
    "2*tr(A*X*B) wrt X",
    "x*(1'*y) wrt y",
    "(diag(x)*ones(n, n)*(diag(y) - y*z'))*z wrt z where x, y: vector(n)",
]


@pytest.mark.parametrize("line", [*CONSTRUCTS, *FACTORED, *PRODUCTS, *EXPONENTIALS, *LOGARITHMS, *SCALED])
def test_each_construct_by_itself(line):
    """What the tables hold together, so that a fault is seen where it is."""
    assert faults(line) == []
    assert all(list(samples(problem)) for problem in problems(line)) and problems(line)


def second_order_faults(line: str) -> list[str]:
    """What is wrong with the Hessian and with the Hessian times a change; of a structured target one inside."""
    found = []
    for problem in problems(line):
        for sample in samples(problem, order=2):
            module = functions(source(problem, "numpy", order=2), "test")
            kinds = {name: symbol.kind for name, symbol in problem.symbols.items()}
            given = arguments(sample, kinds, module["f"], flat=True)
            found.append(differs(module["hessian"](*given), sample.derivative))
            target = problem.symbols[problem.target.names[0]]
            v = np.random.default_rng(0).normal(size=sample.values[target.name].shape)
            if target.structure in PROJECTIONS:
                v = array(PROJECTIONS[target.structure](v.tolist()))
            if problem.target.stacked:
                v = np.random.default_rng(0).normal(size=(len(problem.target.names), 1))
            elif target.kind == "scalar":
                found.append(differs(module["hvp"](*given, v.item()), sample.derivative * v))
                continue
            product = (sample.derivative @ v.ravel(order="F")).reshape(v.shape, order="F")
            found.append(differs(module["hvp"](*given, v), product))
            if "hessian_factor" in module:
                found.append(factor_fault(module["hessian_factor"](*given), sample.derivative))
    return [fault for fault in found if fault]


def factor_fault(factor, hessian: np.ndarray) -> str:
    """The Hessian is kron(P, I) or kron(I, P)."""
    unit = np.eye(len(hessian) // len(factor))
    both = [differs(np.kron(factor, unit), hessian), differs(np.kron(unit, factor), hessian)]
    return "" if "" in both else f"no factor: {both}"


def test_every_fiftieth_hessian():
    assert {line: found for line in LINES[::50] if (found := second_order_faults(line))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(9))
def test_all_hessians(part):
    assert {line: found for line in LINES[part::9] if (found := second_order_faults(line))} == {}


def test_a_block_of_a_mixed_hessian():
    x, y = problems("x'*A*y*(x'*x) wrt x, y")
    mixed = derive(x, order=2, by=y, steps=False)
    module = functions(load("numpy").source(export(mixed, text)), "test")
    rng = np.random.default_rng(0)
    A, a, b, v = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2), rng.normal(size=2)
    block = 2 * np.outer(a, a @ A) + (a @ a) * A
    assert np.allclose(module["hessian"](A, a, b), block)
    assert np.allclose(module["hvp"](A, a, b, v), block @ v)


@pytest.mark.slow
@pytest.mark.parametrize("part", [0, 1, 2])
def test_all_problems_of_the_tables(part):
    assert {line: found for line in LINES[part::3] if (found := faults(line))} == {}


def test_most_problems_have_numbers_to_compare():
    second = [line for line in LINES[::9] if any(list(samples(problem, order=2)) for problem in problems(line))]
    assert len(second) > 0.6 * len(LINES[::9])
    sampled = [line for line in LINES[::20] if any(list(samples(problem)) for problem in problems(line))]
    assert len(sampled) > 0.9 * len(LINES[::20])
