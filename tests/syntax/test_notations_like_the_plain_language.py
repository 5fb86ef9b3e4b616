"""Notations of the field are read as the plain language says the same."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems


def structure(node):
    return node.op, node.value, [structure(arg) for arg in node.args]


def same(text, plain):
    read, meant = read_problems(text)[0], read_problems(plain)[0]
    return structure(read.function) == structure(meant.function) and {
        name: (symbol.kind, symbol.structure) for name, symbol in read.symbols.items()
    } == {name: (symbol.kind, symbol.structure) for name, symbol in meant.symbols.items()}


@pytest.mark.parametrize(("text", "plain"), [
    ("Tr{A*X} wrt X", "tr(A*X) wrt X"),
    ("Tr(A*X) wrt X", "tr(A*X) wrt X"),
    ("tr[A*X] wrt X", "tr(A*X) wrt X"),
    ("exp{x'*x} wrt x", "exp(x'*x) wrt x"),
    ("e^{-x'*x/2} wrt x", "exp(-x'*x/2) wrt x"),
    ("e^t wrt t where t: scalar", "exp(t) wrt t where t: scalar"),
    ("e^-t*x wrt t where t: scalar", "exp(-t)*x wrt t where t: scalar"),
    ("1/(1 + e^(-x'*w)) wrt w", "1/(1 + exp(-x'*w)) wrt w"),
    ("x'*e^{A*t}*x wrt t where t: scalar", "x'*expm(A*t)*x wrt t where t: scalar"),
    ("tr(e^A) wrt A", "tr(expm(A)) wrt A"),
    ("e^tr(A)*x wrt x", "exp(tr(A))*x wrt x"),
    ("√(x'*x) wrt x", "sqrt(x'*x) wrt x"),
    ("√t wrt t where t: scalar", "sqrt(t) wrt t where t: scalar"),
    ("½ x'*x wrt x", "1/2*x'*x wrt x"),
    ("A : X wrt X", "<A, X> wrt X"),
    ("A*B : X + b'*X*c wrt X", "<A*B, X> + b'*X*c wrt X"),
    ("A^+*b wrt b", "pinv(A)*b wrt b"),
    ("A^+ + B wrt B", "pinv(A) + B wrt B"),
    ("norm(X, 'fro')^2 wrt X", "norm(X)^2 wrt X"),
    ('norm(X,"fro") wrt X', "norm(X) wrt X"),
    ("x ⊘ y wrt x", "x ./ y wrt x"),
    ("x^⊙2 wrt x", "x.^2 wrt x"),
    ("𝟏ₙᵀ x wrt x", "ones(n)'*x wrt x"),
    ("𝟏ₘₙ : X wrt X", "<ones(m, n), X> wrt X"),
    ("log det X wrt X", "log(det(X)) wrt X"),
    ("log det(X) x wrt x", "log(det(X))*x wrt x"),
    ("tr A B wrt A", "tr(A*B) wrt A"),
    ("tr A*B + b'*A*c wrt A", "tr(A*B) + b'*A*c wrt A"),
    ("log sum exp(x) wrt x", "log(sum(exp(x))) wrt x"),
    ("sin x^2 wrt x where x: scalar", "sin(x^2) wrt x where x: scalar"),
    ("A o B wrt A", "A .* B wrt A"),
    ("Iₙ x wrt x", "eye(n)*x wrt x"),
    ("Kₘₙ vec(X) wrt X where X: matrix(m, n)", "commutation(m, n)*vec(X) wrt X where X: matrix(m, n)"),
    ("x'*A*x wrt x where A symmetric", "x'*A*x wrt x where A: symmetric"),
    ("x'*A*x wrt x where A, B spd(n), x vector", "x'*A*x wrt x where A, B: spd(n), x: vector"),
    ("x'*A*x wrt x where A = A'", "x'*A*x wrt x where A: symmetric"),
    ("x'*A*x wrt x where A = A^T, x: vector", "x'*A*x wrt x where A: symmetric, x: vector"),
])  # fmt: skip
def test_a_notation_is_read_without_a_remark(text, plain):
    assert same(text, plain)
    assert read_problems(text)[0].reading == ()


@pytest.mark.parametrize("text", [
    "e'*x wrt x", "e^T*x wrt x", "o'*x wrt x", "A*o wrt o", "A o wrt o", "Tr*x wrt x", "e^2 wrt e where e: scalar",
    "e^t wrt t where e: scalar, t: scalar", "A^+2 wrt A", "A o B wrt A where o: scalar",
])  # fmt: skip
def test_names_stay_names(text):
    problem = read_problems(text)[0]
    name = next(name for name in ("Tr", "o", "e", "A") if name in text.partition(" wrt")[0])
    assert name in problem.symbols
    assert problem.reading == ()


@pytest.mark.parametrize("text", ["log x y wrt x", "sin wrt x", "x: vector(n)", "sin^2 x wrt x"])
def test_what_has_two_meanings_is_refused(text):
    with pytest.raises(MatdiffError):
        read_problems(text)
