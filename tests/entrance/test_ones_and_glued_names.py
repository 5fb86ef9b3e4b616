"""What ends a product with 1', and names of two letters: read as meant, or told of."""

import pytest

from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem.reading


@pytest.mark.parametrize(
    "text", ["1'X 1 wrt X", "1' * X * 1 wrt X", "1^T X 1 wrt X", "1ᵀ X 1 wrt X", r"1^\top X 1 wrt X", "(1'*X*1) wrt X"]
)
def test_the_one_at_the_end_of_a_product_with_a_row_of_ones_is_a_vector(text):
    assert read(text)[0] == "ones(m)'*X*ones(n)"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1 1' x wrt x", "ones(n)*ones(m)'*x"),
        ("1*1'*x wrt x", "ones(n)*ones(m)'*x"),
        ("x'(I - 1/n 1 1')x wrt x", "x'*(eye(m) - ones(m)*ones(m)'/n)*x"),
        ("x/1*1'*x wrt x", "(x/1)*ones(m)'*x"),
    ],
)
def test_the_one_before_a_row_of_ones_is_a_column(text, value):
    assert read(text)[0] == value


def test_behind_the_ones_a_product_may_be_divided():
    assert read("1'X 1/2 wrt X")[0] == "ones(m)'*X*ones(n)/2"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1'*X*1/2 wrt X", "ones(m)'*X*(1/2)"),
        ("1'*x + 1 wrt x", "ones(m)'*x + 1"),
        ("1'*x*1 wrt x", "ones(m)'*x*1"),
        ("X*1 wrt X", "X*1"),
    ],
)
def test_other_ones_are_numbers(text, value):
    assert read(text)[0] == read(f"{text} where q: scalar")[0]
    assert "ones(n)" not in read(text)[0]


@pytest.mark.parametrize("text", ["||y - X*w - b1||^2 wrt b", "L(w, b) = ||y - X*w - b1||^2 wrt b"])
def test_a_target_that_only_stands_glued_to_a_1_is_told_of(text):
    assert "b1 is one name; the product with ones is b*vector(1)" in read(text)[1]


@pytest.mark.parametrize("text", ["||y - X*w - b1||^2 wrt b1", "||y - X*w - b1||^2 + b'b wrt b", "x1'*y wrt y"])
def test_other_names_that_end_in_1_are_plain(text):
    assert not read(text)[1]


@pytest.mark.parametrize("text", ["1'X1 wrt X", "1'*X1", "1^TX1 wrt X", "1'AX1 wrt A"])
def test_a_name_that_ends_in_1_behind_ones_is_told_of(text):
    assert "X1 is one name; the product with ones is X*vector(1)" in read(text)[1]


@pytest.mark.parametrize("text", ["1'*X1 wrt X1", "1'*A*x1 wrt A", "a'X1 wrt X1", "1'*X1 wrt X1 where X1: matrix"])
def test_a_name_that_ends_in_1_is_a_name(text):
    assert not any("one name" in remark for remark in read(text)[1])


@pytest.mark.parametrize("text", ["uv'x wrt x", "ab^Tx wrt x", "ab'*x + a'*x wrt x"])
def test_two_letters_with_a_transpose_are_told_to_be_one_name(text):
    assert any("is one name; products are written with * or blanks" in remark for remark in read(text)[1])


@pytest.mark.parametrize("text", ["uv'x wrt x where uv: vector", "mu'x wrt x", "uv'x wrt uv", "uv + x wrt x"])
def test_nobody_reads_these_as_a_product(text):
    assert not any("products are written" in remark for remark in read(text)[1])
