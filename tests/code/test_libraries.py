"""Code for JAX, PyTorch and the array API gives the numbers, too. Without the library there is nothing to test."""

from __future__ import annotations

import inspect

import numpy as np
import pytest
from cases import FACTORED, SCALED, differs, lines, problems, samples, source
from libraries import LIBRARIES

from matdiff_cli.code.running import functions
from matdiff_cli.errors import MatdiffError

LINES = lines()
COMPILED = (
    "sum(softplus(-y.*(X*w))) wrt w",
    "commutation(m,n) - K wrt K",
    "x^2*y + log(x) wrt [x, y]",
    "b'*expm(X)*b wrt X",
)


@pytest.fixture(params=LIBRARIES)
def library(request):
    package, make = LIBRARIES[request.param]
    pytest.importorskip(package)
    return request.param, make()


def faults(line: str, library, order: int = 1, compiled: bool = False) -> list[str]:
    """What is wrong with the code of a problem."""
    name, make = library
    found = []
    for problem in problems(line):
        for sample in samples(problem, order=order):
            text = source(problem, name.partition(" on ")[0], order=order)
            module = functions(text if compiled else text.replace("@jax.jit\n", ""), "test")  # to compile takes long
            for flat in (True, False):
                given = []
                for symbol, value in sorted(sample.values.items()):
                    kind = problem.symbols[symbol].kind
                    shape = () if kind == "scalar" else -1 if flat and kind != "matrix" else value.shape
                    given.append(make(value.reshape(shape)))
                sizes = list(inspect.signature(module["f"]).parameters)[len(given) :]
                given += [sample.sizes[size] for size in sizes]
                f, slope = module["value_and_derivative"](*given)
                found.append(differs(f, sample.f))
                if order == 1:
                    found += [
                        differs(slope, sample.derivative),
                        differs(module["derivative"](*given), sample.derivative),
                    ]
                else:
                    found.append(differs(module["hessian"](*given), sample.derivative))
    return [fault for fault in found if fault]


def test_problems_here_and_there(library):
    assert {line: found for line in LINES[::100] if (found := faults(line, library))} == {}


def test_hessians_here_and_there(library):
    assert {line: found for line in LINES[7::300] if (found := faults(line, library, order=2))} == {}


def test_what_rests_on_factorisations(library):
    assert {line: found for line in [*FACTORED, *SCALED] if (found := faults(line, library))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_every_problem(library, part):
    assert {line: found for line in LINES[part::10] if (found := faults(line, library))} == {}


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_every_third_hessian(library, part):
    assert {line: found for line in LINES[3 * part :: 9] if (found := faults(line, library, order=2))} == {}


@pytest.mark.parametrize("line", COMPILED)
def test_compiled_functions(line):
    pytest.importorskip("jax")
    assert faults(line, ("jax", LIBRARIES["jax"][1]()), compiled=True) == []


@pytest.mark.parametrize("target", ["jax", "torch", "array-api"])
def test_there_is_code_for_every_problem(target):
    """Without the library, too: what is written is Python."""
    for line in LINES[::40]:
        for problem in problems(line):
            try:
                compile(source(problem, target), line, "exec")
            except MatdiffError as error:
                assert "unknown function" in error.message


@pytest.mark.parametrize("target", ["numpy", "jax", "torch"])
def test_lists_of_numbers_are_read_as_arrays(target):
    if target != "numpy":
        pytest.importorskip(target)
    (problem,) = problems("x'*A*x wrt x")
    derivative = functions(source(problem, target), "test")["derivative"]
    assert np.asarray(derivative([[1, 2], [3, 4]], [1, 1])).tolist() == [7, 13]
    assert np.asarray(derivative([[1, 2], [3, 4]], [[1], [1]])).tolist() == [[7], [13]]


def test_numbers_of_less_precision_stay_so():
    torch = pytest.importorskip("torch")
    (problem,) = problems("alpha*x'*A*x wrt x")
    module = functions(source(problem, "torch"), "test")
    found = module["derivative"](torch.eye(3), 0.5, torch.ones(3))
    assert found.dtype == torch.float32 and np.allclose(found, 1)
