"""What stands often in an answer, and what makes a long one short, keeps its name."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import ANSWERERS, DEFAULT_FORMAT, Style
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.check import check


def answer(text):
    (problem,) = read_problems(text)
    derivation = derive(problem)
    assert check(problem, to_object(derivation, Style())).passed
    return ANSWERERS[DEFAULT_FORMAT](derivation, Style(ascii=True))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tr(inv(A + t*B)*C*inv(A + t*B)*D) wrt t where t: scalar",
         "-tr(Y*B*Y*C*Y*D) - tr(Y*C*Y*B*Y*D) where Y = (A + t*B)^-1"),
        ("tr(X*inv(X'*X + lambda*eye(p))*X'*A*X*inv(X'*X + lambda*eye(p))*X') wrt X"
         " where X: matrix(n,p), A: matrix(n,n)",
         "(X*Z*X'*(A + A' - (A + A')*X*Z*X' - X*Z*X'*(A + A')) + (A + A')*X*Z*X')*X*Z"
         " where Z = (X'*X + lambda*eye(p))^-1"),
    ],
)  # fmt: skip
def test_a_kernel_that_stands_four_times_has_a_name(text, expected):
    assert answer(text) == expected


def test_the_score_of_generalised_cross_validation_fits_two_lines():
    text = (
        "norm2(y - X*inv(X'*X + lambda*eye(p))*X'*y)^2/tr(eye(n) - X*inv(X'*X + lambda*eye(p))*X')^2 wrt lambda"
        " where X: matrix(n,p), y: vector(n), lambda: scalar"
    )
    assert answer(text) == (
        "2*(lambda*(n - tr(X*(X'*X + lambda*eye(p))^-1*X'))*y'*X*(X'*X + lambda*eye(p))^-3*X'*y"
        " - norm(y - X*(X'*X + lambda*eye(p))^-1*X'*y)^2*tr(X*(X'*X + lambda*eye(p))^-2*X'))"
        "/(n - tr(X*(X'*X + lambda*eye(p))^-1*X'))^3"
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x'*inv(A + s*eye(n))*x wrt s where A: spd(n), x: vector(n), s: scalar", "-x'*(A + s*eye(n))^-2*x"),
        ("tr(A*inv(X)*B) wrt X", "-(X^-1*B*A*X^-1)'"),
    ],
)
def test_what_stands_once_or_twice_is_written_out(text, expected):
    assert answer(text) == expected


def test_the_differential_of_a_row_is_a_row_with_names_too():
    (problem,) = read_problems("exp(tanh(sigmoid(c'*R'))) wrt c where R: matrix(n, p), c: vector(p)")
    result = derive(problem, differential=True).result
    assert result.where and [str(size) for size in result.differential.shape] == ["1", "n"]
