"""Sizes of matrices that stand in a vec are taken as they are usually meant, and that is said."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

KRONECKER = "sizes are taken as in (A ⊗ B) vec(X) = vec(B X Aᵀ)"


def shapes(text):
    (problem,) = read_problems(text)
    return {name: "×".join(map(str, symbol.shape)) for name, symbol in problem.symbols.items()}, problem.reading


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("vec(A)'*vec(X) wrt X", {"A": "m×n", "X": "m×n"}),
        ("2*vec(A)'*(-vec(X)) wrt X where X: matrix(3, 2)", {"A": "3×2", "X": "3×2"}),
        ("||vec(A) - vec(X)||^2 wrt X", {"A": "m×n", "X": "m×n"}),
        ("sum(vec(X).*vec(A)) wrt X", {"A": "m×n", "X": "m×n"}),
        ("sum(kron(A, B)*vec(X)) wrt X", {"A": "m×n", "B": "p×q", "X": "q×n"}),
        ("vec(X)'*kron(A, B)*c wrt X", {"A": "m×n", "B": "p×q", "X": "p×m", "c": "n*q×1"}),
        ("vec(X)'*kron(A, B)*vec(X) wrt X", {"A": "m×m", "B": "n×n", "X": "n×m"}),
        ("||kron(A, B)*vec(X) - vec(C)||^2 wrt X", {"A": "m×n", "B": "p×q", "X": "q×n", "C": "p×m"}),
    ],
)
def test_sizes_of_stacks(text, wanted):
    found, reading = shapes(text)
    names = {}  # sizes have other letters where symbols come in another order
    for name, shape in wanted.items():
        for size, other in zip(shape.split("×"), found[name].split("×"), strict=True):
            assert names.setdefault(other, size) == size or "*" in size
    assert reading


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("vec(A)'*vec(X) wrt X", ("vec(A)' and vec(X) are taken as stacks of matrices of one shape",)),
        ("vec(X)'*kron(A, B)*vec(X) wrt X", (KRONECKER,)),
        ("vec(A)'*vec(X) wrt X where A, X: matrix(m, n)", ()),
        ("vec(X)'*vec(X) wrt X", ()),
    ],
)
def test_it_is_said_where_sizes_are_taken(text, said):
    assert shapes(text)[1] == said


@pytest.mark.parametrize("text", ["ones(n)'*vec(X) wrt X", "kron(A, B, C)*vec(X) wrt X"])
def test_other_sizes_stay_open(text):
    with pytest.raises(MatdiffError, match="do not settle"):
        shapes(text)
