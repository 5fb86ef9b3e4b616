"""Products that are written without signs are read back to the same value or refused, never to another value."""

import random
import re
from itertools import pairwise

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

MATRICES, VECTORS, SCALARS = ("A", "B", "X", "Σ", "W1", "Phi", "K_nm"), ("x", "y", "b", "w_1", "z2"), ("λ", "beta", "c")
COMMANDS = {"Σ": r"\Sigma", "λ": r"\lambda", "beta": r"\beta", "Phi": r"\Phi", "W1": "W_1", "z2": "z_{2}"}
BRACED = {"K_nm": "K_{nm}"}
INDEXED = {"W1": "W_1", "z2": "z_2"}
FUNCTIONS = {"s": ("log", "exp", "sin"), "v": ("exp", "relu", "softmax"), "M": ("inv", "exp")}


class Text:
    """Draws one expression twice: with a sign between factors, and with none."""

    def __init__(self, seed):
        self.rng = random.Random(seed)

    def leaf(self, kind):
        name = self.rng.choice({"s": SCALARS, "v": VECTORS, "M": MATRICES}[kind])
        return name, BRACED.get(name, name)

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
            if self.rng.random() < 0.2:
                inner = self.product([self.factor("M", depth) for _ in range(self.rng.choice((1, 2, 3)))])
                return self.product([*factors, (f"tr({inner[0]})", self.trace(inner[1]))])
            factors.append(self.transposed(self.leaf("v")))
        factors += [self.factor("M", depth) for _ in range(self.rng.randrange(3))]
        factors.append(self.factor("M" if kind == "M" else "v", depth))
        return self.product(factors)

    def trace(self, inner):
        """The trace of a product, with brackets or without; where it begins with one that is all it is of."""
        return f"tr({inner})" if inner[0] in "([" or self.rng.random() < 0.5 else f" tr {inner}"

    def expression(self, kind, depth):
        terms = [self.term(kind, depth) for _ in range(self.rng.choice((1, 1, 2, 3)))]
        return tuple(" + ".join(parts) for parts in zip(*terms, strict=True))


class Latex(Text):
    r"""Draws it in the language, too, and in LaTeX, glued in the ways of notes: `\mathbf{AXB}`, `x^TAx`."""

    def leaf(self, kind):
        signed, name = super().leaf(kind)
        name = COMMANDS.get(name, name)
        bold = kind != "s" and self.rng.random() < 0.2
        return INDEXED.get(signed, signed), rf"\mathbf{{{name}}}" if bold else name

    def transposed(self, pair):
        mark = self.rng.choice(("'", "^T", r"^\top", r"^{\mathrm{T}}", "^{T}", r"^{\!\top}"))
        return f"{pair[0]}'", f"{pair[1]}{mark}"

    def product(self, factors):
        glued = factors[0][1]
        for before, (_, factor) in pairwise(factors):
            command = before[1][-1].isalpha() and "\\" in before[1] and factor[0].isalpha()
            number = before[1][-1].isdigit() and (factor[0].isdigit() or "_" in before[1])
            glued += r" \cdot " if number else self.rng.choice((" ", r"\,") if command else ("", "", " ", r"\, "))
            glued += factor
        plain = all(part.isalpha() and part.isascii() and len(part) == 1 for _, part in factors)
        bold = plain and self.rng.random() < 0.5
        return "*".join(part for part, _ in factors), rf"\boldsymbol{{{glued}}}" if bold else glued

    def group(self, pair):
        opened, closed = self.rng.choice(("()", (r"\left(", r"\right)"), (r"\bigl[", r"\bigr]")))
        return f"({pair[0]})", f"{opened}{pair[1]}{closed}"

    def factor(self, kind, depth):
        signed, name = super().factor(kind, depth)
        call = re.match(r"(log|exp|sin|relu|softmax|inv)\(", name)
        command = f"\\{call[1]}" if call and call[1] in ("log", "exp", "sin") else ""
        return signed, name if not call else (command or rf"\operatorname{{{call[1]}}}") + name[len(call[1]) :]

    def trace(self, inner):
        bare = not re.match(r"\\left|\\bigl|\(", inner) and self.rng.random() < 0.5
        return rf"\operatorname{{tr}} {inner}" if bare else rf"\operatorname{{tr}}\left({inner}\right)"

    def expression(self, kind, depth):
        signed, glued = super().expression(kind, depth)
        return signed, rf"\, {glued}"  # LaTeX, even where no letter of it is a command


def meaning(node):
    """A typed tree without the places in the text, and without the names of sizes."""
    return node.op, node.value if isinstance(node.value, str) else str(node.value), tuple(map(meaning, node.args))


def readings(count, seed, kind=Text):
    """How many texts are read back, and how many are refused; asserts that none is read as something else."""
    same = refused = 0
    for number in range(count):
        drawn = kind(f"{seed} {number}")
        signed, glued = drawn.expression(drawn.rng.choice("svM"), 2)
        target = drawn.rng.choice(MATRICES + VECTORS)
        clauses = f" wrt {INDEXED.get(target, target) if kind is Latex else target} where c: scalar"
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


def test_letters_written_together_in_latex():
    same, refused = readings(120, seed=3, kind=Latex)
    assert same > 80 and refused < 40


@pytest.mark.slow
def test_many_letters_written_together_in_latex():
    same, _ = readings(5_000, seed=4, kind=Latex)
    assert same > 3_500


@pytest.mark.slow
def test_many_letters_written_together():
    same, _ = readings(5_000, seed=2)
    assert same > 4_000
