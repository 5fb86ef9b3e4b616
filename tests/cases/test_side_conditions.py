"""Simplifications that are right for some matrices only, on problems with the others."""

import pytest
from answering import outcome

SIGNS = (
    ("tr(abs(B^2)*X) wrt X", "abs(B^2)'"),
    ("norm1(V^-2) wrt V", "-V^-T*(sign(V^-2)*V^-T + V^-T*sign(V^-2))*V^-T"),
    ("norm1(V^4) wrt V", None),
    ("tr(relu(B^2)*X) wrt X", "relu(B^2)'"),
    ("sqrt((B^2).^2)*x wrt x", "sqrt((B^2).^2)"),
    ("abs((B.^2)^-1)*x wrt x", "abs((B.^2)^-1)"),
    ("sign(B^-2)*x wrt x where B: positive matrix(n)", "sign(B^-2)"),
    ("sign(B^-1)*x wrt x where B: positive matrix(n)", "sign(B^-1)"),
    ("sign(B^2)*x wrt x where B: positive matrix(n)", "ones(n, n)"),
    ("abs(B*B')*x wrt x where B: positive matrix(n)", "B*B'"),
    ("abs(alpha^2*B.^2)*x wrt x", "alpha^2*B.^2"),
    ("abs(x'*S*x) wrt x where S: spd(n)", None),
    ("abs(x'*S*x)*y wrt y where S: spd(n), y: vector(m)", "(x'*S*x)*eye(m)"),
    ("abs(x'*S*x) wrt x where S: symmetric(n)", "2*sign(x'*S*x)*S*x"),
    ("abs(0.5 - sigmoid(alpha))*x wrt x", "abs(0.5 - sigmoid(alpha))*eye(m)"),
    ("abs(1 - 2*sigmoid(alpha))*x wrt x", "abs(1 - 2*sigmoid(alpha))*eye(m)"),
    ("abs(1 - sigmoid(alpha))*x wrt x", "(1 - sigmoid(alpha))*eye(m)"),
    ("abs(3 - 2*sigmoid(alpha))*x wrt x", "(3 - 2*sigmoid(alpha))*eye(m)"),
    ("abs(ones(n)/2 - sigmoid(x))'*y wrt y", "abs(ones(n)/2 - sigmoid(x))"),
)
"""A problem and its answer; None where only its value matters."""

ROOTS = (
    ("sqrt(B)^-2*B*x wrt x", "sqrt(B)^-2*B"),
    ("(sqrt(B)^3)^2*x wrt x", "sqrt(B)^6"),
    ("sqrt(B)*sqrt(B)*x wrt x", "sqrt(B)^2"),
    ("det(sqrt(A)^2) wrt A", None),
    ("log|sqrt(A)^3| wrt A", None),
    ("tr(sqrt(A)^2*B) wrt A", None),
    ("sqrt(B).*sqrt(B)*x wrt x", "B"),
    ("sqrt(alpha)^-2*alpha*x wrt x", "eye(m)"),
)

ZEROS = (
    ("sign(D)*x wrt x where D: positive diagonal(n)", "sign(D)"),
    ("sign(L)*x wrt x where L: positive lower(n)", "sign(L)"),
    ("sign(U)*x wrt x where U: positive upper(n)", "sign(U)"),
    ("sign(2*D)*x wrt x where D: positive diagonal(n)", "sign(2*D)"),
    ("sign(diag(D))'*x wrt x where D: positive diagonal(n)", "ones(n)"),
    ("abs(L)*x wrt x where L: positive lower(n)", "L"),
    ("logdet(A + sign(A)) wrt A where A: positive lower(n)", "diag(1./diag(A + sign(A)))"),
    ("sum(A'./(2*ones(n, n) + sign(A').^2)) wrt A where A: positive upper(n)", None),
    ("sign(diag(x))*y wrt y where x: positive vector(n)", "sign(diag(x))"),
    ("sign(tril(B))*x wrt x where B: positive matrix(n)", "sign(tril(B))"),
)

DEFINED = (
    ("det(x*x') wrt x where x: vector(3)", "zeros(3)"),
    ("det(x*x') wrt x where x: vector(1)", "2*x"),
    ("det(x*x' + y*y') wrt x where x, y: vector(3)", "zeros(3)"),
    ("det(x*x' + y*y') wrt x where x, y: vector(2)", None),
    ("det(X*Y) wrt X where X: matrix(3, 2), Y: matrix(2, 3)", "zeros(3, 2)"),
    ("det(X*Y) wrt X where X: matrix(2, 3), Y: matrix(3, 2)", None),
    ("det(K) wrt K where K: skew(3)", "zeros(3, 3)"),
    ("det(2*(X - X')) wrt X where X: matrix(3)", "zeros(3, 3)"),
    ("det(X - X') wrt X where X: matrix(2)", None),
    ("tr(B*sqrt(A)) wrt A where A: positive diagonal(n)", "diag(diag(B)./sqrt(diag(A)))/2"),
    ("tr(B*sqrt(2*A*A)) wrt A where A: positive diagonal(n)", None),
    ("tr(B*sqrt(sqrt(A))) wrt A where A: positive diagonal(n)", None),
    ("tr(B*A.^(1/3)) wrt A where A: positive diagonal(n)", "diag(diag(B)./diag(A).^(2/3))/3"),
    ("tr(B*A.^(3/2)) wrt A where A: positive lower(n)", None),
    ("sum(A.^alpha) wrt A where A: positive diagonal(n), alpha: positive scalar", None),
    ("sum(A.^alpha) wrt alpha where A: positive diagonal(n), alpha: positive scalar", None),
    ("sqrt(A) wrt A where A: positive diagonal(n)", None),
    ("tr((A.*A)*A) wrt A where A: positive upper(n)", "3*diag(diag(A).^2)"),
    ("logdet(Q^-2)*x wrt x where Q: orthogonal(n)", "zeros(m, m)"),
    ("logdet(Q') + x'*x wrt x where Q: orthogonal(n)", "2*x"),
    ("sum(K)*A wrt A where K: skew(n)", "zeros(m*p, m*p)"),
    ("sign(sum(K)) + x'*x wrt x where K: skew(n)", "2*x"),
    ("norm1(D) wrt D where D: diagonal(n)", None),
)
"""Where f has a derivative, the answer has a value."""


SIMPLEX = (
    ("-y'*log(softmax(W*x)) wrt W where y: simplex(k)", "(softmax(W*x) - y)*x'"),
    ("logsumexp(W*x) - y'*W*x wrt W where y: simplex(k)", "(softmax(W*x) - y)*x'"),
    ("sum(y)*x wrt x where y: simplex(n)", "eye(m)"),
    ("(ones(n)'*y)*x wrt x where y: simplex(n)", "eye(m)"),
    ("(y'*ones(n))*x wrt x where y: simplex(n)", "eye(m)"),
    ("abs(y)'*x wrt x where y: simplex(n)", "y"),
    ("sign(y)'*x wrt x where y: simplex(n)", "sign(y)"),
    ("sum(y) wrt y where y: simplex(n)", "ones(n)"),
    ("(x'*P*x)*y wrt y where P: psd(n)", "(x'*P*x)*eye(m)"),
    ("abs(x'*P*x)*y wrt y where P: psd(n)", "(x'*P*x)*eye(m)"),
    ("x'*P*x wrt x where P: psd(n)", "2*P*x"),
)

STACKS = (
    ("sum(exp(vec(X)).*v) wrt X", "kron(vec(eye(n))', eye(m))*kron(eye(n), exp(vec(X)).*v)"),
    ("||vec(X) - v||^2 wrt X", "2*(X - kron(vec(eye(n))', eye(m))*kron(eye(n), v))"),
    ("(vec(X).*vec(A))'*vec(B) wrt X where A, B: matrix(m, n)", "B.*A"),
)
"""A column is made a matrix as a whole, but for stacks in it."""


@pytest.mark.parametrize(("problem", "wanted"), (*SIGNS, *ROOTS, *ZEROS, *DEFINED, *SIMPLEX, *STACKS))
def test_answer(problem, wanted):
    found = outcome(problem, "", "")
    assert found.verdict == "right", found.detail
    assert wanted is None or found.answer == wanted


NOWHERE = (
    "det(x*x') wrt x",
    "log|x*x'| wrt x",
    "log|X*Y| wrt X where X: matrix(3, 2), Y: matrix(2, 3)",
    "tr(inv(x*x')) wrt x where x: vector(3)",
    "tr(B*inv(x*y')) wrt x",
    "tr(B*inv(K)) wrt K where K: skew(3)",
    "tr(B*(X - X')^-2) wrt X where X: matrix(3)",
    "sum(log(A)) wrt A where A: lower(n)",
    "tr(B*log(A)) wrt A where A: positive diagonal(n)",
    "tr(B*A.^-1) wrt A where A: diagonal(n)",
    "sum(B./A) wrt B where A: upper(n)",
    "tr(B*sqrt(A)) wrt A where A: positive lower(n)",
    "sum(log(K)) wrt K where K: skew(n)",
    "sum(1./K) wrt K where K: skew(n)",
    "sum(sqrt(K.^2)) wrt K where K: skew(n)",
    "sqrt(t - t) wrt t where t: scalar",
    "sum(sqrt(x - x)) wrt x",
    "tr(sqrt(A - A)) wrt A where A: matrix(n)",
)


@pytest.mark.parametrize("problem", NOWHERE)
def test_what_has_no_derivative_at_any_point_is_refused(problem):
    """As is what has one only for one size, or would need an expression for the entries of a triangle."""
    found = outcome(problem, "", "")
    assert found.verdict == "refused"
    assert found.detail.startswith("domain: ")
