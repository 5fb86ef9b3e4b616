"""The matrix of a linear map is as short as the change that it is read off."""

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("problem", "order", "wanted"),
    [
        ("((X'.^-1).^2)' wrt X where X: matrix(n)", 1, "-2*diag(vec(1./X.^3))"),
        ("R.*R./R*ones(p) wrt R where R: matrix(n, p)", 1, "kron(ones(1, p), eye(n))"),
        ("B./(B.*X) wrt X where B, X: matrix(m, n)", 1, "-diag(vec(1./X.^2))"),
        ("exp(A*X')' wrt X where X: matrix(n, p)", 1, "diag(vec(exp(A*X')'))*kron(A, eye(n))"),
        ("inv(inv(3*B - X')) wrt X where B, X: matrix(n)", 1, "-commutation(n, n)"),
        (
            "a'*inv(C*X*D)*b wrt X where a, b: vector(n), C, X, D: matrix(n)",
            2,
            "(kron((C*X)^-1*b*a'*(X*D)^-1, X^-T) + kron(X^-1, (X*D)^-T*a*b'*(C*X)^-T))*commutation(n, n)",
        ),
        (
            "logsumexp(X'*b) wrt X where X: matrix(m, n)",
            2,
            "kron(diag(softmax(X'*b)) - softmax(X'*b)*softmax(X'*b)', b*b')",
        ),
        ("sum(X)^2 wrt X where X: matrix(m, n)", 2, "2*ones(m*n, m*n)"),
        (
            "tr(inv(A + diag(x))) wrt x",
            2,
            "(A + diag(x))^-1.*((A + diag(x))^-2)' + (A + diag(x))^-2.*(A + diag(x))^-T",
        ),
        (
            "tr(inv(S + diag(exp(x)))) wrt x where S: symmetric",
            2,
            "2*diag(exp(x))*((S + diag(exp(x)))^-1.*(S + diag(exp(x)))^-2)*diag(exp(x))"
            " - diag(exp(x).*diag((S + diag(exp(x)))^-2))",
        ),
        (
            "pinv(X)*b wrt X",
            1,
            "kron(pinv(X)*pinv(X)', b'*(eye(m) - X*pinv(X))') - kron(b'*pinv(X)', pinv(X))"
            " + kron(eye(n) - pinv(X)*X, b'*pinv(X)'*pinv(X))",
        ),
    ],
)
def test_the_matrix_of_a_map(problem, order, wanted):
    (read,) = read_problems(problem)
    assert text(derive(read, order=order, steps=False).result.value) == wanted
