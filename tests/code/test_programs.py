"""Code for MATLAB (run by Octave), R and C++ gives the numbers, too. Without the program there is nothing to test."""

from __future__ import annotations

import numpy as np
import pytest
from cases import FACTORED, SCALED, Sample, differs, lines, problems, samples, source
from programs import PROGRAMS, Call, is_there, results

from matdiff_cli.code import NUMBER, load
from matdiff_cli.code.files import FileTarget
from matdiff_cli.code.module import export
from matdiff_cli.code.running import functions
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.typing.typed import Problem

LINES = lines()
_WORDS = "end class if size T c t int flat f".split()
NAMES = [f"{name}'*A*{name} wrt {name} where {name}: vector(n)" for name in _WORDS]
LARGE = [
    "sum(softplus(x)) wrt x",
    "sum(sigmoid(x)) wrt x",
    "logsumexp(x) wrt x",
    "a'*softmax(x) wrt x",
    "sum(log(cosh(x))) wrt x",
    "sum(erf(x)) wrt x",
]


@pytest.fixture(params=PROGRAMS)
def program(request):
    if not is_there(request.param):
        pytest.skip(f"no {PROGRAMS[request.param].needs}")
    return request.param


def numbered(problem: Problem, target: str, order: int = 1) -> str:
    derivation = derive(problem, order=order, steps=False)
    return load(target).source(export(derivation, text, number=NUMBER))


def sizes_left(problem: Problem, sample: Sample) -> list[int]:
    """The sizes that no argument shows, as the NumPy code has them for its last arguments."""
    module: dict = {}
    exec(source(problem, "numpy"), module)
    names = module["f"].__code__.co_varnames[: module["f"].__code__.co_argcount]
    return [sample.sizes[name] for name in names[len(sample.values) :]]


def arguments(problem: Problem, sample: Sample, *, flat: bool) -> list[object]:
    given: list[object] = []
    for name, value in sorted(sample.values.items()):
        kind = problem.symbols[name].kind
        given.append(value.item() if kind == "scalar" else value.ravel() if flat and kind != "matrix" else value)
    return given + sizes_left(problem, sample)


def wrong(found: np.ndarray, expected: np.ndarray, flat: bool) -> str:
    """What is wrong with a result; its shape is the expected one, or in R flat where the arguments are."""
    if expected.shape == (1, 1) and found.size == 1:
        return differs(found.item(), expected)
    if not flat and found.ndim == 1 and 1 not in expected.shape:
        return "flat"
    return differs(found, expected)


def faults(chosen: list[str], program: str, folder, order: int = 1) -> dict[str, list[str]]:
    """What is wrong with the code of problems, all in one run; at least two thirds of them must have numbers."""
    sources, calls, wanted = [], [], []
    for line in chosen:
        for problem in problems(line)[:1]:
            for sample in samples(problem, order=order):
                sources.append(numbered(problem, program, order))
                at = f"_{len(sources)}"
                for flat in (True, False):
                    given = arguments(problem, sample, flat=flat)
                    if order == 1:
                        calls += [Call(f"derivative{at}", given), Call(f"value_and_derivative{at}", given, 2)]
                        wanted += [(line, sample.derivative, flat), (line, sample.f, flat)]
                    else:
                        calls += [Call(f"f{at}", given), Call(f"hessian{at}", given)]
                        wanted.append((line, sample.f, flat))
                    wanted.append((line, sample.derivative, flat))
                target = problem.symbols[problem.target.names[0]]
                if order == 2 and target.kind != "scalar" and target.structure is None and not problem.target.stacked:
                    v = np.random.default_rng(0).normal(size=sample.values[target.name].shape)
                    product = (sample.derivative @ v.ravel(order="F")).reshape(v.shape, order="F")
                    calls.append(Call(f"hvp{at}", [*arguments(problem, sample, flat=False), v]))
                    wanted.append((line, product, False))
    assert len(sources) > 2 / 3 * len(chosen)
    found = results(program, sources, calls, folder)
    assert len(found) == len(wanted)
    guilty: dict[str, list[str]] = {}
    for result, (line, expected, flat) in zip(found, wanted, strict=True):
        if fault := wrong(result, expected, flat):
            guilty.setdefault(line, []).append(fault)
    return guilty


@pytest.mark.slow
@pytest.mark.parametrize("part", range(3))
def test_problems_of_the_tables(program, part, tmp_path):
    """Octave and R all of them, C++, which takes long to compile, a part."""
    chosen = LINES[part::24] if program == "eigen" else LINES[part::3]
    assert faults(chosen, program, tmp_path) == {}


@pytest.mark.slow
def test_hessians(program, tmp_path):
    assert faults(LINES[5::24] if program == "eigen" else LINES[5::6], program, tmp_path, order=2) == {}


@pytest.mark.slow
def test_names_that_mean_something_in_the_language(program, tmp_path):
    assert faults(NAMES, program, tmp_path) == {}


@pytest.mark.slow
def test_what_rests_on_factorisations(program, tmp_path):
    assert faults([*FACTORED, *SCALED], program, tmp_path) == {}


@pytest.mark.slow
def test_nothing_overflows(program, tmp_path):
    sources, calls = [], []
    x = np.array([1e3, -1e3, 700.0, -750.0, 1.0, -40.0])
    for line in LARGE:
        (problem,) = problems(line)
        sources.append(numbered(problem, program))
        calls.append(Call(f"value_and_derivative_{len(sources)}", [x] * len(problem.symbols), 2))
    found = results(program, sources, calls, tmp_path)
    assert len(found) == 2 * len(LARGE) and all(np.isfinite(each).all() for each in found)


@pytest.mark.slow
def test_rows_of_very_different_sizes_keep_their_digits(program, tmp_path):
    """As in NumPy, whose numbers `test_scales` judges."""
    A, u = np.array([[0.0, 1.0, 2.0], [1.0, 1.0, 0.0], [2.0, 0.0, 3.0]]), np.array([0.3, -0.8, 0.4])
    sources, calls, wanted = [], [], []
    for line in ("logdet(N) wrt A", "u'*inv(N)*u wrt A", "u'*inv(N)*u wrt x", "tr(inv(N)) wrt x"):
        kinds = f"A: matrix(3), {'u, ' * ('u' in line)}x: vector(3)"
        (problem,) = problems(f"{line} where {kinds}".replace("N", "I + A*diag(exp(x))*A'", 1))
        for x in ([1000.0, -2.0, 900.0], [-1000.0, 1000.0, 30.0], [0.3, -0.7, 1.2]):
            given = [{"A": A, "u": u, "x": np.array(x)}[name] for name in sorted(problem.symbols)]
            sources.append(numbered(problem, program))
            calls.append(Call(f"value_and_derivative_{len(sources)}", given, 2))
            wanted += functions(source(problem, "numpy"), "test")["value_and_derivative"](*given)
    for found, right in zip(results(program, sources, calls, tmp_path), wanted, strict=True):
        assert np.abs(found.reshape(np.shape(right)) - right).max() < 1e-11 * max(1, np.abs(right).max())


@pytest.mark.slow
def test_a_matrix_that_is_not_definite_is_refused(program, tmp_path):
    """Numbers for it would be wrong ones."""
    (problem,) = problems("y'*inv(S)*y + logdet(S) wrt S where S: spd(n)")
    with pytest.raises(AssertionError, match="positive"):
        results(program, [numbered(problem, program)], [Call("f", [np.eye(2)[::-1], np.ones(2)])], tmp_path)


@pytest.mark.parametrize("target", PROGRAMS)
def test_there_is_code_for_every_problem(target):
    """Without the program, too."""
    assert isinstance(load(target), FileTarget)
    for line in LINES[::30]:
        for problem in problems(line):
            try:
                assert "derivative" in source(problem, target)
            except MatdiffError as error:
                assert "unknown function" in error.message
