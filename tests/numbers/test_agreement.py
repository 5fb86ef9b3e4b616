"""When two values count as equal: a difference is judged by the size of its entry, and what rounding leaves goes."""

import mpmath
import pytest

from matdiff_cli.numbers import dense
from matdiff_cli.numbers.agreement import FINER, fits, look, loosely, settled
from matdiff_cli.numbers.differences import Truth


@pytest.fixture(autouse=True)
def precise():
    with mpmath.workdps(dense.DIGITS):
        yield


def matrix(*rows):
    return [[mpmath.mpf(x) for x in row] for row in rows]


ONE = matrix(["1", "1000"])


@pytest.mark.parametrize(
    ("off", "found"),
    [(("0", "0"), "same"), (("1e-60", "0"), "same"), (("0", "1e-57"), "same"), (("1e-30", "0"), "unclear"),
     (("0", "1e-20"), "unclear"), (("1e-15", "0"), "other"), (("0", "1e-12"), "other"), (("1", "0"), "other")],
)  # fmt: skip
def test_an_entry_is_judged_by_its_own_size(off, found):
    value = dense.add(ONE, matrix(off))
    assert look(value, ONE) == look(ONE, value) == look(value, Truth("value", ONE)) == found


def test_of_several_entries_one_that_is_wrong_counts():
    good, little = matrix(["1", "2"], ["3", "4"]), mpmath.mpf("1e-30")
    unclear = [[x + little for x in row] for row in good]
    assert look(unclear, good) == "unclear"
    unclear[1][1] += 1
    assert look(unclear, good) == "other"


def test_what_should_be_0_is_unclear_where_little_is_left_of_it():
    zero = matrix(["0"])
    assert look(zero, zero) == "same"
    assert [look(matrix([x]), zero) for x in ("1e-40", "1e-27", "1e-20", "1e-3")] == ["unclear"] * 2 + ["other"] * 2


def finer(value, before, after):
    """Whether a value that is off by `before` settles where a finer look finds it off by `after`."""
    exact = matrix([value])
    with mpmath.workdps(FINER * dense.DIGITS):
        one, other = (dense.add(exact, matrix([off])) for off in (before, after))
        return settled(one, exact, other, exact)


@pytest.mark.parametrize("value", ["0", "1", "1e6"])
def test_rounding_gets_smaller_with_more_digits_and_a_real_difference_stays(value):
    assert finer(value, "1e-30", "1e-130") and finer(value, "1e-30", "0")
    assert not finer(value, "1e-30", "1e-30") and not finer(value, "1e-30", "1e-32")
    assert not finer(value, "1", "1") and not finer(value, "1", "1e-20")


def test_what_was_equal_needs_no_finer_look():
    assert finer("1", "0", "1e-3") and finer("1", "1e-60", "1e-3")


def test_at_a_glance_the_largest_entry_is_the_measure():
    true = Truth("value", matrix(["1e6", "0"], ["0", "0"]))
    assert loosely(matrix(["1e6", "1e-18"], ["0", "1e-16"]), true)
    assert not loosely(matrix(["1e6", "1e-9"], ["0", "0"]), true)
    assert not loosely(matrix(["1e6", "0"], ["0", "1e-12"]), true)
    assert loosely(matrix(["0"]), Truth("value", matrix(["0"])))


def test_another_shape_is_other():
    row, column = matrix(["1", "1"]), matrix(["1"], ["1"])
    assert fits(row, row) and not fits(row, column) and not fits(row, Truth("value", column))
    assert look(row, column) == "other" and not loosely(row, Truth("value", column))
    assert not settled(row, column, row, column)


def test_only_the_increments_within_a_structure_count():
    """[0, 1] and [1, 0] act alike on changes of two entries that are always the same."""
    alike = matrix(["0.5", "0.5"], ["0.5", "0.5"])
    one, other = matrix(["0", "1"]), matrix(["1", "0"])
    assert look(one, Truth("map", other, alike)) == "same" and look(one, Truth("map", other)) == "other"
