"""Every statement of the table is true, and false ones that look like it are noticed."""

import pytest
from statements import FIRST_ORDER, IDENTITIES, INEQUALITIES, never_false, planted, second_order, turned

from matdiff_cli.claims.judge import judge
from matdiff_cli.claims.statements import read_statement
from matdiff_cli.errors import MatdiffError

STILL_TRUE = {
    ("small-determinant", "order"): "scalars",
    ("arrange", "order"): "scalars",
    ("scalar-last", "order"): "scalars",
    ("trace-scalar", "order"): "scalars",
    ("entrywise", "order"): "scalars",
    ("completed-squares", "order"): "scalars",
    ("common-denominator", "order"): "scalars",
    ("mean", "order"): "sizes are scalars",
    ("commutation-inverse", "order"): "sizes are scalars",
    ("vec-ones", "order"): "sizes are scalars",
    ("commuting-exponential", "order"): "scalars",
    ("squared-frobenius", "order"): "the cyclic property",
    ("trace-cyclic", "order"): "the cyclic property",
    ("sum-hadamard-trace", "order"): "the cyclic property, and a trace is that of the transpose",
    ("inner-product", "order"): "the cyclic property, and a trace is that of the transpose",
    ("trace-transpose", "transpose"): "the rule itself",
    ("symmetric-part", "transpose"): "the rule itself: S takes the symmetric part of G",
}
"""(rule, slip) → why what looks like a slip is none."""


def cases(statements, still_true):
    for name, text in statements:
        for slip, false in planted(text).items():
            if ((name, slip) in STILL_TRUE) == still_true:
                yield pytest.param(false, id=f"{name}: {slip}: {false}")


@pytest.mark.parametrize(("name", "claim"), IDENTITIES)
def test_an_identity_is_judged_equal(name, claim):
    assert judge(claim).verdict == "equal"


@pytest.mark.parametrize(("name", "claim"), FIRST_ORDER)
def test_what_holds_to_first_order_differs_by_second_order(name, claim):
    assert second_order(claim)


@pytest.mark.parametrize(("name", "claim"), INEQUALITIES)
def test_an_inequality_holds_at_every_point_and_its_converse_does_not(name, claim):
    assert never_false(claim) and not never_false(turned(claim))


@pytest.mark.parametrize("claim", list(cases(IDENTITIES, False)))
def test_a_planted_false_identity_is_noticed(claim):
    try:
        assert judge(claim).verdict != "equal"
    except MatdiffError as error:
        assert error.kind == "shape"


@pytest.mark.parametrize("claim", list(cases(FIRST_ORDER, False)))
def test_a_planted_false_approximation_is_noticed(claim):
    try:
        assert not second_order(claim)
    except MatdiffError as error:
        assert error.kind == "shape"


def test_what_is_listed_as_no_slip_is_none():
    for name, slip in STILL_TRUE:
        statements = [text for rule, text in (*IDENTITIES, *FIRST_ORDER) if rule == name and slip in planted(text)]
        found = [planted(text)[slip] for text in statements]
        assert any(second_order(text) if "≈" in text else judge(text).verdict == "equal" for text in found), name


RECTANGULAR = {
    "trace-cyclic", "trace-vec", "inner-hadamard", "sum-trace", "vec-product", "vec-transpose", "vec-diag", "vec-kron",
    "kron-product", "kron-vec", "commutation-kron", "diagonal-of-product", "hadamard-repeated", "transpose-product",
    "multiply-out", "pseudoinverse",
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(RECTANGULAR))
def test_what_needs_no_square_matrices_is_judged_with_others(name):
    texts = [text for rule, text in (*IDENTITIES, *FIRST_ORDER) if rule == name]
    shapes = [symbol.shape for text in texts for symbol in read_statement(text).problem.symbols.values()]
    assert any(rows != columns and "1" not in (str(rows), str(columns)) for rows, columns in shapes)
