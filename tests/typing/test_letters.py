"""Letters that look like Greek ones and are other characters."""

import pytest
from typed_text import problem, shown


@pytest.mark.parametrize(
    "words, name",
    [("\N{MICRO SIGN}^2 wrt mu", "mu"), ("\N{MICRO SIGN}_1 wrt μ_1", "mu_1"), ("tr(\N{OHM SIGN}) wrt Ω", "Omega")],
)
def test_the_micro_and_the_ohm_sign_are_greek_letters(words, name):
    found = problem(words)
    assert list(found.symbols) == [name]
    assert name in shown(found.function)
