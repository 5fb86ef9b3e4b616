"""What the letters of a name are, and letters that look like Greek ones and are other characters."""

import pytest
from typed_text import problem, shown

from matdiff_cli.typing.letters import letters, looks_like_a_product


@pytest.mark.parametrize("words", ["A x", "A B A", "t r X", "lambda x", "x12 y_3", "c Σ"])
def test_the_letters_of_a_name(words):
    assert letters(words.replace(" ", "")) == tuple(words.split())


@pytest.mark.parametrize("name", ["lambda", "xhat", "Xbar", "dX", "x_new", "x__y", "diag"])
def test_a_name_that_is_one(name):
    assert letters(name) == (name,)


@pytest.mark.parametrize(
    ("name", "product"),
    [("Ax", True), ("ABA", True), ("xAB", True), ("ABx", True), ("betax", True), ("cΣ", True)]
    + [(name, False) for name in ("Cov", "rate", "Loss", "ab")],
)
def test_what_looks_like_a_product(name, product):
    assert looks_like_a_product(letters(name)) == product


@pytest.mark.parametrize(
    "words, name",
    [("\N{MICRO SIGN}^2 wrt mu", "mu"), ("\N{MICRO SIGN}_1 wrt μ_1", "mu_1"), ("tr(\N{OHM SIGN}) wrt Ω", "Omega")],
)
def test_the_micro_and_the_ohm_sign_are_greek_letters(words, name):
    found = problem(words)
    assert list(found.symbols) == [name]
    assert name in shown(found.function)
