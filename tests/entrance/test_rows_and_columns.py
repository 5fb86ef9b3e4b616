"""Rows beside columns: refused with what fits, rather than read with a number in place of one of them."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x' + y wrt x", "x' + y' wrt x"),
        ("y - x' wrt x", "y - x wrt x"),
        ("x' + A*y wrt x", "x' + (A*y)' wrt x"),
        ("(x - z)' + y wrt x", "(x - z)' + y' wrt x"),
        ("A*x' wrt x", "A*x wrt x"),
        ("A*X*B wrt X where X: matrix(1, n)", "A*X*B wrt X where X: matrix(1, n), A: vector"),
    ],
)
def test_rows_and_columns_that_do_not_fit_are_refused(text, meant):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert error.value.kind == "shape" and error.value.hint.endswith(f'; try: matdiff "{meant}"')


@pytest.mark.parametrize(
    "text", ["w'X + b wrt w", "x' + μ wrt x", "x' - mean(x) wrt x", "x' + y wrt x where y: scalar"]
)
def test_a_number_is_added_to_a_row(text):
    assert any("every entry" in remark for remark in read_problems(text)[0].reading)
