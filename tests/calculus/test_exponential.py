"""The matrix exponential under a trace: tr(L(X, E)) = tr(expm(X) E), not a block of a larger exponential."""

import pytest
from numeric import canonical, same_value, text

from matdiff_cli.derivation.derive import derive
from matdiff_cli.expressions import algebra
from matdiff_cli.typing.read import read_problems

ANSWERS = [
    ("tr(expm(alpha*X + beta*Y)) wrt alpha where X: matrix(n), alpha, beta: scalar", "tr(expm(alpha*X + beta*Y)*X)"),
    ("tr(expm(X - alpha*A*B)) wrt alpha where X: matrix(n), alpha: scalar", "-tr(expm(X - alpha*A*B)*A*B)"),
]


@pytest.mark.parametrize(("problem", "wanted"), ANSWERS)
def test_trace_of_an_exponential_by_a_scalar(problem, wanted):
    (read,) = read_problems(problem)
    derivation = derive(read)
    assert text(derivation.result.value) == wanted
    rules = {use.rule for step in derivation.steps for line in step.lines if line.reason for use in line.reason.uses}
    assert "inner-expm" in rules


@pytest.mark.parametrize(("point", "direction"), [("A", "B"), ("X*Y", "a*b'"), ("s*X + t*Y", "X - C")])
def test_trace_of_its_derivative(point, direction):
    derivative = algebra.frechet_expm(canonical(point), canonical(direction))
    assert same_value(f"tr({text(derivative)})", algebra.trace(derivative))
