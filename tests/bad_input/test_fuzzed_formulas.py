"""Formulas in LaTeX and in code, changed at random, are read or refused with a place in the text, always soon."""

import random
import re
import time

import pytest
from fuzzing import DATA
from oracle.tables import rows

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

SOON = 2.0  # seconds
LATEX = [row["raw"] for row in rows(DATA / "raw_latex.tsv")]
CODE = [
    "np.trace(A @ X @ B) wrt X", "np.linalg.norm(A @ x - b)**2 wrt x", "x.T @ A @ x wrt x", "x.dot(y) wrt x",
    "torch.sum(torch.log(1 + torch.exp(-y * (X @ w)))) wrt w", "np.log(np.linalg.det(X)) wrt X",
    "np.einsum('i,ij,j->', x, A, y) wrt x", "jnp.sum(jax.nn.sigmoid(W @ x), axis=0) wrt W", "(A @ x - b).pow(2).sum()",
    "np.diag(x) @ np.ones((3, 3)) * 2 wrt x", "t(x) %*% A %*% x wrt x", "Tr[Transpose[X].A.X] wrt X", "A\\b + x.^2",
    "torch.einsum('ij,jk->ik', A, B)[0, :]", "lambda x: x.T @ A @ x", "np.linalg.solve(A, b) wrt b",
]  # fmt: skip
PARTS = re.compile(r"\\[A-Za-z]+|\w+|\s+|.", re.DOTALL)
NOISE = (
    *"{ } { } ( ) [ ] ^ _ | & ' + - * / = , ; : . # $ @ % ~ ! ? < > \" ` \\ 0 2 9 x X T d t e".split(),
    *r"\\ \| \{ \} \left \right \big \frac \sqrt \mathbf{ \mathrm{ \nabla \partial \vec \hat \begin{ \end{".split(),
    *r"\top ^{ _{ ^T ^{-1} \sum \in \mathbb \rm wrt where np. .T @ ** [0] lambda import __class__ \x00 ∇ ᵀ ‖ é".split(),
    " wrt ", " where ", " ", "\n", "\\[", "\\]", r"\(", r"\tag{", "&=",
)  # fmt: skip


def changed(text, draw):
    """A text with parts left out, doubled, exchanged for noise, or taken from another text."""
    parts = PARTS.findall(text)
    for _ in range(draw.choice((1, 1, 2, 3, 6))):
        at = draw.randrange(len(parts) + 1)
        kind = draw.randrange(5)
        if kind == 0:
            parts[at : at + draw.randint(1, 4)] = []
        elif kind == 1:
            parts[at:at] = parts[at : at + draw.randint(1, 8)] * draw.choice((1, 1, 2, 30))
        elif kind == 2:
            parts[at : at + draw.randint(0, 2)] = [draw.choice(NOISE)]
        elif kind == 3:
            other = PARTS.findall(draw.choice(LATEX + CODE))
            start = draw.randrange(len(other))
            parts[at:at] = other[start : start + draw.randint(1, 8)]
        else:
            parts[at : at + 4] = draw.sample(parts[at : at + 4], len(parts[at : at + 4]))
    return "".join(parts)


def survive(texts, count, seed):
    """How many of so many changed texts are read; asserts that the others are refused well, and all are soon."""
    draw = random.Random(seed)
    read = 0
    for _ in range(count):
        text = changed(draw.choice(texts), draw)
        begun = time.perf_counter()
        try:
            read_problems(text, wrt=["x"])
            read += 1
        except MatdiffError as error:
            assert error.message and error.source is not None, text
            assert all(0 <= mark.span.start <= mark.span.end <= len(error.source) + 1 for mark in error.marks), text
        assert time.perf_counter() - begun < SOON, text
    return read


@pytest.mark.parametrize("texts", [LATEX, CODE], ids=["LaTeX", "code"])
def test_changed_formulas_are_read_or_refused(texts):
    assert survive(texts, 500, seed=1) > 20


@pytest.mark.slow
@pytest.mark.parametrize("texts", [LATEX, CODE], ids=["LaTeX", "code"])
def test_many_changed_formulas_are_read_or_refused(texts):
    assert survive(texts, 10_000, seed=2) > 400
