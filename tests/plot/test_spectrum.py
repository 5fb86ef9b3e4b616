"""Eigenvalues, Newton's step and what they say of a point, held against the products that define them."""

import pytest

from matdiff_cli.plot.spectrum import eigen, kind, newton_step

MATRICES = [
    ((3.0, 1.0), (1.0, 2.0)),
    ((1.0, 4.0), (4.0, -2.0)),
    ((-5.0, 0.5), (0.5, -1.0)),
    ((0.0, 3.0), (3.0, 0.0)),
    ((2.0, 0.0), (0.0, 1e-8)),  # nearly singular
    ((7.0,),),
]


def times(matrix, vector):
    return [sum(a * x for a, x in zip(row, vector, strict=True)) for row in matrix]


@pytest.mark.parametrize("matrix", MATRICES)
def test_an_eigenvector_is_only_stretched(matrix):
    found = eigen(matrix)
    assert [value for value, _ in found] == sorted(value for value, _ in found)
    for value, vector in found:
        assert times(matrix, vector) == pytest.approx([value * x for x in vector])
        assert sum(x * x for x in vector) == pytest.approx(1)


@pytest.mark.parametrize("matrix", MATRICES)
def test_newtons_step_leads_to_where_the_linear_slope_is_0(matrix):
    slope = (2.0, -3.0)[: len(matrix)]
    assert times(matrix, newton_step(matrix, slope)) == pytest.approx([-x for x in slope])


def test_where_there_is_no_curvature_newtons_step_does_not_go():
    assert newton_step(((4.0, 0.0), (0.0, 0.0)), (2.0, 5.0)) == pytest.approx((-0.5, 0.0))


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([1, 2], "minimum"),
        ([-1, -2], "maximum"),
        ([-1, 2], "saddle"),
        ([0, 2], "degenerate"),
        ([1e-12, 2], "degenerate"),
    ],
)
def test_what_a_stationary_point_is(values, found):
    assert kind(values, 1.0) == found
