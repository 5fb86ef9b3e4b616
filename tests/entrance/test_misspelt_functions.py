"""Names of functions with a slip in them: the function that is meant is offered."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("lgo|X| wrt X", "log|X| wrt X"),
        ("lgo x wrt x", "log x wrt x"),
        ("trcae A X wrt X", "trace A X wrt X"),
        ("trce of A X wrt X", "trace of A X wrt X"),
        (r"\mathrm{trcae}(AX) wrt X", "trace(AX) wrt X"),
        ("derivative of lgo x with respect to x", "derivative of log x with respect to x"),
    ],
)
def test_a_misspelt_function_is_no_factor(text, meant):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert error.value.hint.startswith("did you mean ") and error.value.hint.endswith(f'? try: matdiff "{meant}"')


@pytest.mark.parametrize("text", ["lgo wrt lgo", "x'x + lgo wrt x where lgo: scalar", "ref'x wrt x", "bas'x wrt x"])
def test_what_has_a_meaning_or_is_no_slip_is_a_name(text):
    assert read_problems(text)


@pytest.mark.parametrize("text", ["cross entropy -y'*log(p) wrt p", "loss x'x wrt x", "calculate x'x wrt x"])
def test_a_word_is_no_function(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert "did you mean" not in error.value.hint
