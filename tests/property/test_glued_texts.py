"""Products that are written without signs are read back to the same value or refused, never to another value."""

import random
from itertools import pairwise

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

MATRICES, VECTORS, SCALARS = ("A", "B", "X", "Σ", "W1", "Phi"), ("x", "y", "b", "w_1", "z2"), ("λ", "beta", "c")
FUNCTIONS = {"s": ("log", "exp", "sin"), "v": ("exp", "relu", "softmax"), "M": ("inv", "exp")}


class Text:
    """Draws one expression twice: with a sign between factors, and with none."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def leaf(self, kind):
        name = self.rng.choice({"s": SCALARS, "v": VECTORS, "M": MATRICES}[kind])
        return name, name

    def transposed(self, pair):
        mark = self.rng.choice(("'", "^T", "ᵀ"))
        return f"{pair[0]}{mark}", f"{pair[1]}{mark}"

    def product(self, factors):
        """The factors with * between them, and written together, here and there with a blank."""
        glued = factors[0][1]
        for before, (_, factor) in pairwise(factors):
            number = before[1][-1].isdigit() and factor[0].isdigit()
            gaps = (" ", " ", "") if "(" in factor else ("", "", "", " ")
            glued += ("*" if number else self.rng.choice(gaps)) + factor
        return "*".join(factor for factor, _ in factors), glued

    def group(self, pair):
        return f"({pair[0]})", f"({pair[1]})"

    def factor(self, kind, depth):
        """A scalar, vector or square matrix that may stand in a product."""
        draw = self.rng.random()
        if depth == 0 or draw < 0.6:
            return self.leaf(kind)
        if kind == "M" and draw < 0.75:
            return self.transposed(self.leaf("M"))
        if draw < 0.85:
            return self.group(self.expression(kind, depth - 1))
        name = self.rng.choice(FUNCTIONS[kind])
        inner = self.expression(kind, depth - 1)
        return f"{name}({inner[0]})", f"{name}({inner[1]})"

    def term(self, kind, depth):
        factors = [(number := self.rng.choice(("2", "1/2", "0.5")), number)] if self.rng.random() < 0.2 else []
        factors += [self.leaf("s")] if self.rng.random() < 0.2 else []
        if kind == "s":
            if self.rng.random() < 0.3:
                return self.product([*factors, self.factor("s", depth)])
            factors.append(self.transposed(self.leaf("v")))
        factors += [self.factor("M", depth) for _ in range(self.rng.randrange(3))]
        factors.append(self.factor("M" if kind == "M" else "v", depth))
        return self.product(factors)

    def expression(self, kind, depth):
        terms = [self.term(kind, depth) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        return tuple(" + ".join(parts) for parts in zip(*terms, strict=True))


def meaning(node):
    """A typed tree without the places in the text, and without the names of sizes."""
    return node.op, node.value if isinstance(node.value, str) else str(node.value), tuple(map(meaning, node.args))


def readings(count, seed):
    """How many texts are read back, and how many are refused; asserts that none is read as something else."""
    same = refused = 0
    for number in range(count):
        drawn = Text(f"{seed} {number}")
        signed, glued = drawn.expression(drawn.rng.choice("svM"), 2)
        clauses = f" wrt {drawn.rng.choice(MATRICES + VECTORS)} where c: scalar"
        (plain,) = read_problems(signed + clauses)
        try:
            (found,) = read_problems(glued + clauses)
        except MatdiffError:
            refused += 1
            continue
        assert meaning(found.function) == meaning(plain.function), (glued + clauses, found.reading)
        same += 1
    return same, refused


def test_letters_written_together():
    same, refused = readings(250, seed=1)
    assert same > 190 and refused < 60


@pytest.mark.slow
def test_many_letters_written_together():
    same, _ = readings(5_000, seed=2)
    assert same > 4_000
