"""What records say of linear operations, as numbers: ⟨G, L(X)⟩ = ⟨L*(G), X⟩ and vec(L(X)) = M vec(X)."""

from random import Random

import mpmath
import pytest

from matdiff_cli.functions import REGISTRY
from matdiff_cli.functions.signature import bind, signature, size_of, value_shape
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import random_change
from matdiff_cli.rules import RULES
from matdiff_cli.typing.formulas import formula_tree

MAPS = [
    pytest.param(record, place, id=found.name)
    for record in REGISTRY.values()
    for place, found in enumerate(record.linear)
]
SIZES = {"m": 2, "n": 3, "1": 1}


def value(record, place, formula, **given):
    """A formula of a record in numbers, and the shape that its signature gives to the value."""
    found = signature(record.signatures[place])
    values = dict(zip(record.parameters, (given[name] for name in ("X",) if name in given), strict=False))
    values |= {"G": given["G"]} if "G" in given else {}
    (rows, columns), *_ = found.arguments
    sizes = bind(found, [(SIZES[rows], SIZES[columns])], 1)
    return evaluate(formula_tree(record, found, formula), values, sizes)


def drawn(pattern):
    """A random matrix of a shape of a signature."""
    rows, columns = (int(size_of(words, SIZES)) for words in pattern)
    return random_change(rows, columns, Random(7 * rows + columns))


def inner(a, b):
    return sum((x for row in dense.hadamard(a, b) for x in row), mpmath.mpf(0))


@pytest.mark.parametrize(("record", "place"), MAPS)
def test_the_shape_of_the_value_is_the_one_of_the_numbers(record, place):
    found = signature(record.signatures[place])
    x = drawn(found.arguments[0])
    image = value(record, place, f"{record.name}({record.parameters[0]})", X=x)
    assert value_shape(found, [dense.shape(x)], 1) == dense.shape(image)


@pytest.mark.parametrize(("record", "place"), MAPS)
def test_the_adjoint_is_the_one_of_the_record(record, place):
    found = signature(record.signatures[place])
    x, g = drawn(found.arguments[0]), drawn(found.value)
    image = value(record, place, f"{record.name}({record.parameters[0]})", X=x)
    assert dense.shape(image) == dense.shape(g)
    adjoint = value(record, place, record.linear[place].adjoint, G=g)
    assert dense.shape(adjoint) == dense.shape(x)
    assert mpmath.almosteq(inner(g, image), inner(adjoint, x), 1e-12)


@pytest.mark.parametrize(("record", "place"), MAPS)
def test_the_matrix_is_the_one_of_the_record(record, place):
    x = drawn(signature(record.signatures[place]).arguments[0])
    image = value(record, place, f"{record.name}({record.parameters[0]})", X=x)
    stacked = dense.product(value(record, place, record.linear[place].matrix), dense.vec(x))
    assert dense.largest(dense.subtract(stacked, dense.vec(image))) < 1e-12


@pytest.mark.parametrize(("record", "place"), MAPS)
def test_each_rule_that_a_record_names_is_in_the_table(record, place):
    found = record.linear[place]
    for rule in (found.inner_rule or f"inner-{found.name}", found.stacked_rule or f"vec-{found.name}"):
        assert rule in RULES


def test_every_linear_map_has_a_kind_of_node_and_a_signature():
    from matdiff_cli.expressions.nodes import Linear

    assert set(Linear.kinds) == {found.name for record in REGISTRY.values() for found in record.linear}
    assert all(len(record.linear) in (0, len(record.signatures)) for record in REGISTRY.values())
