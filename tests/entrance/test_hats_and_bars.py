"""Letters with a hat, a bar, a tilde or a dot above them are the names that LaTeX makes of them."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem.target.names


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("x̂", "x_hat"), ("ŷ", "y_hat"), ("y\u0302", "y_hat"), ("x̄", "x_bar"), ("x̃", "x_tilde"), ("ẋ", "x_dot"),
        ("β̂", "beta_hat"), ("Σ̂", "Sigma_hat"), ("x̂₁", "x_hat_1"), ("x̂1", "x_hat1"), ("x̂_i", "x_hat_i"),
        ("λx", "lambda_x"),
    ],
)  # fmt: skip
def test_the_name_of_a_letter_with_a_mark(typed, name):
    assert canonical(typed) == name


@pytest.mark.parametrize(
    ("text", "value", "target"),
    [
        ("||ŷ - y||² wrt ŷ", "norm(y_hat - y)^2", "y_hat"),
        ("x̄'Ax̄ wrt x̄", "x_bar'*A*x_bar", "x_bar"),
        ("(y - Xβ̂)ᵀ(y - Xβ̂) wrt β̂", "(y - X*beta_hat)'*(y - X*beta_hat)", "beta_hat"),
        ("f(x̂) = x̂ᵀA x̂", "x_hat'*A*x_hat", "x_hat"),
        ("∇_x̂ x̂ᵀA x̂", "x_hat'*A*x_hat", "x_hat"),
        ("x̂₁ᵀA x̂₁ wrt x̂₁ where x̂₁: vector(n), A: symmetric(n)", "x_hat_1'*A*x_hat_1", "x_hat_1"),
        ("x̂'y wrt x_hat", "x_hat'*y", "x_hat"),
        ("tr(X̂'A) wrt X̂", "tr(X_hat'*A)", "X_hat"),
    ],
)
def test_they_are_names_wherever_names_stand(text, value, target):
    assert read(text) == (value, (target,))


@pytest.mark.parametrize("text", ["(Xβ)̂ wrt β", "être x'x", "dérivée de x'x"])
def test_a_mark_needs_its_letter_and_words_are_no_names(text):
    with pytest.raises(MatdiffError):
        read_problems(text)
