"""Letters and signs as they are copied from pages are those of the keyboard, where only one thing can be meant."""

import pytest
from runner import runner
from test_hints import error_of

from matdiff_cli.cli.main import root
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem


@pytest.mark.parametrize(
    ("text", "value", "target"),
    [
        ("𝐱ᵀ𝐀𝐱 wrt 𝐱", "x'*A*x", "x"),
        ("𝒙ᵀ𝑨𝒙 wrt x", "x'*A*x", "x"),
        ("‖𝐀𝐱 − 𝐛‖² wrt 𝐱", "norm(A*x - b)^2", "x"),
        ("2𝑦ᵀ𝑋𝛽 - 𝛽ᵀ𝑋ᵀ𝑋𝛽 wrt 𝛽", "2*y'*X*beta - beta'*X'*X*beta", "beta"),
        ("𝐱ᵀ𝐰 + 𝑏 wrt 𝐱", "x'*w + b", "x"),
        ("ℓ(w) = w'x", "w'*x", "w"),
        ("ℒ(𝐰) = ‖𝐗𝐰 − 𝐲‖²", "norm(X*w - y)^2", "w"),
        ("w⃗ᵀx⃗ wrt w⃗", "w'*x", "w"),
        ("x⊺A x wrt x", "x'*A*x", "x"),
        ("(y − X*b)ʹ(y − X*b) wrt b", "(y - X*b)'*(y - X*b)", "b"),
        ("f(x) ≔ x'x", "x'*x", "x"),
        ("||A*x||²_F + ||x||²₂ wrt x", "norm(A*x)^2 + norm(x)^2", "x"),
        ("∂tr(XᵀA)/∂X = ?", "tr(X'*A)", "X"),
        ("𝟏ᵀX𝟏 wrt X", "ones(m)'*X*ones(n)", "X"),
        ("log(𝟏 + exp(x)) wrt x", "log(ones(m) + exp(x))", "x"),
    ],
)
def test_letters_of_other_alphabets_are_those_of_the_keyboard(text, value, target):
    found, problem = read(text)
    assert (found, problem.target.names) == (value, (target,))


def test_an_arrow_makes_a_vector_of_any_letter():
    assert read("μ⃗'Σ*μ⃗ wrt μ⃗")[1].symbols["mu"].kind == "vector"
    assert read("X⃗'A*X⃗ wrt X⃗")[1].symbols["X"].kind == "vector"
    assert read("x⃗ + 1 wrt x⃗ where x⃗: scalar")[1].symbols["x"].kind == "scalar"


def test_one_letter_in_two_alphabets_is_refused_and_beside_the_keyboards_own_told_of():
    assert error_of("𝐱ᵀ𝐱 + 𝑥 wrt 𝐱").message == "two symbols would both be called x"
    assert "x in another alphabet and x are read as one symbol" in read("𝐱ᵀ𝐚 + x wrt 𝐱")[1].reading
    assert read("𝐱ᵀ𝐚 wrt x")[1].reading == ()


def test_an_expectation_is_no_letter():
    assert "expectations" in error_of("𝔼[x'*A*x] wrt A").hint


def test_a_problem_is_kept_as_it_was_typed_and_an_error_has_its_place():
    assert read("𝐱ᵀ𝐱 wrt 𝐱")[1].text == "𝐱ᵀ𝐱 wrt 𝐱"
    for wrong in ("(𝐀", "𝐀 + 𝐱 wrt 𝐱", "B𝐀", "𝐱ᵀ𝐱 + 𝑥 wrt 𝐱"):
        assert error_of(wrong).source == wrong
    assert error_of("𝐱ᵀ𝐱 + wrt 𝐱").marks[0].span.start == 6


def test_a_claim_may_be_written_so():
    run = runner().invoke(root, ["check", "𝐱ᵀ𝐀 𝐱 wrt 𝐱 = (𝐀 + 𝐀ᵀ)𝐱", "-a"])
    assert run.exit_code == 0 and run.stdout.startswith("right")


def test_an_option_may_be_written_so():
    assert read_problems("x'*A*x", wrt=["𝐱"], where=["𝐀: symmetric"])[0].symbols["A"].structure == "symmetric"
