"""Blocks of mixed second derivatives: ∂²f/∂x∂yᵀ, by the derivative of a gradient that differences confirm."""

import pytest

from matdiff_cli.check.read import read_problems
from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.notation import text

BLOCKS = [
    ("x'*A*y wrt x, y", ["zeros(m, m)", "A", "A'", "zeros(n, n)"]),
    ("exp(t)*a'*x wrt t, x where t: scalar", ["exp(t)*a'*x", "exp(t)*a'", "exp(t)*a", "zeros(m, m)"]),
    ("x^2*y^3 wrt x, y where x, y: scalar", ["2*y^3", "6*x*y^2", "6*x*y^2", "6*x^2*y"]),
    ("norm(X*w - y)^2 wrt w, y", ["2*X'*X", "-2*X'", "-2*X", "2*eye(m)"]),
]


@pytest.mark.parametrize(("line", "blocks"), BLOCKS)
def test_every_pair_of_targets_gives_a_block(line, blocks):
    problems = read_problems(line)
    found = [text(derive(first, order=2, by=second).result.value) for first in problems for second in problems]
    assert found == blocks


def test_a_block_names_both_targets():
    x, y = read_problems("x'*A*y wrt x, y")
    assert derive(x, order=2, by=y).by == y.target
    assert derive(x, order=2, by=x).by is None
