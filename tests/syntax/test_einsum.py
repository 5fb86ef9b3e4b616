"""What einsum computes is what its subscripts say, index by index."""

import random
from itertools import product

import pytest

from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text
from matdiff_cli.syntax.code.einsum import Plan, plan
from matdiff_cli.typing.read import read_problems

SIZES = {"i": 2, "j": 3, "k": 2, "l": 3}


def summed(subscripts, arrays):
    """The values of einsum by its definition: every entry of the result, by its indices."""
    operands, _, result = subscripts.partition("->")
    operands = operands.split(",")
    letters = sorted(set("".join(operands)))
    found = {}
    for values in product(*(range(SIZES[letter]) for letter in letters)):
        at = dict(zip(letters, values, strict=True))
        term = 1
        for indices, array in zip(operands, arrays, strict=True):
            term *= array[tuple(at[index] for index in indices)]
        key = tuple(at[index] for index in result)
        found[key] = found.get(key, 0) + term
    return found


def matrix(array):
    """An array of one dimension or two as a matrix, column or not."""
    return {(*key, 0)[:2]: value for key, value in array.items()}


def times(a, b):
    found = {}
    for (i, j), x in a.items():
        for (k, m), y in b.items():
            if j == k:
                found[i, m] = found.get((i, m), 0) + x * y
    return found


def transposed(a):
    return {(j, i): value for (i, j), value in a.items()}


def computed(meant: Plan, arrays):
    """The value of a plan, with the rules of the language."""
    factors = [transposed(matrix(arrays[k])) if turned else matrix(arrays[k]) for k, turned in meant.steps]
    value, *more = factors
    if meant.of == "outer":
        return times(value, transposed(more[0]))
    if not meant.entrywise and len(arrays[meant.steps[0].place].copy().popitem()[0]) == 1 and more:
        value = transposed(value)
    for factor in more:
        value = {key: value[key] * factor[key] for key in value} if meant.entrywise else times(value, factor)
    if meant.of in ("tr", "sum"):
        return {(): sum(x for (i, j), x in value.items() if i == j or meant.of == "sum")}
    if meant.of == "diag":
        return {(i,): x for (i, j), x in value.items() if i == j}
    return value


def test_a_plan_computes_what_the_subscripts_say():
    random.seed(7)
    read = set()
    for _ in range(6000):
        operands = ["".join(random.choices("ijkl", k=random.choice((1, 2, 2)))) for _ in range(random.randint(1, 3))]
        if any(len(set(indices)) < len(indices) for indices in operands) and len(operands) > 1:
            continue
        letters = sorted(set("".join(operands)))
        result = "".join(random.sample(letters, min(len(letters), random.randint(0, 2))))
        subscripts = f"{','.join(operands)}->{result}"
        meant = plan(subscripts, [len(indices) for indices in operands])
        if meant is None:
            continue
        read.add(subscripts)
        arrays = [
            {key: random.randint(-5, 5) for key in product(*(range(SIZES[index]) for index in indices))}
            for indices in operands
        ]
        wanted, found = summed(subscripts, arrays), computed(meant, arrays)
        assert {(*key, 0, 0)[:2]: x for key, x in wanted.items()} == {(*key, 0, 0)[:2]: x for key, x in found.items()}
    assert len(read) > 150


@pytest.mark.parametrize(("subscripts", "names", "meaning"), [
    ("ij,jk->ik", "A, X", "A*X"), ("ij,kj->ik", "A, X", "A*X'"), ("ij,jk", "A, X", "A*X"),
    ("ij,ij->", "A, X", "sum(A.*X)"),
    ("i,ij,j", "x, X, x", "x'*X*x"), ("i,ij->j", "x, X", "X'*x"), ("ii", "X", "tr(X)"), ("ij,ji->", "A, X", "tr(A*X)"),
])  # fmt: skip
def test_the_usual_subscripts(subscripts, names, meaning):
    (problem,) = read_problems(f"np.einsum('{subscripts}', {names}) wrt X")
    assert text(build(problem.function, problem.symbols)) == meaning
