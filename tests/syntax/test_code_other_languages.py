"""R, Mathematica, Julia and MATLAB mean in the language what they compute there, or are refused."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.syntax.code import mathematica, r
from matdiff_cli.typing.read import read_problems

IN_R = [
    ("t(x) %*% A %*% x wrt x", "x'*A*x wrt x"),
    ("x %*% A %*% x wrt x", "x'*A*x wrt x"),
    ("x %*% y wrt x", "x'*y wrt x"),
    ("A %*% x * y wrt x", "(A*x).*y wrt x"),
    ("-y * X %*% b wrt b", "-y.*(X*b) wrt b"),
    ("sum((y - X %*% b)^2) wrt b", "sum((y - X*b).^2) wrt b"),
    ("crossprod(y - X %*% beta) wrt beta", "(y - X*beta)'*(y - X*beta) wrt beta where beta: vector"),
    ("crossprod(X, Y) wrt X", "X'*Y wrt X"),
    ("colSums(X %*% W) wrt X", "(X*W)'*vector(1) wrt X"),
    ("sum(rowSums(X)^2) wrt X", "sum((X*vector(1)).^2) wrt X"),
    ("t(a) %*% rowMeans(X) wrt X", "a'*(X*vector(1)/size(X'*vector(1))) wrt X"),
    ("tcrossprod(X) wrt X", "X*X' wrt X"),
    ("tcrossprod(x) wrt x", "x*x' wrt x"),
    ("solve(A, b) wrt b", "inv(A)*b wrt b"),
    ("t(b) %*% solve(A) %*% b wrt A", "b'*inv(A)*b wrt A"),
    ("x %o% y wrt x", "outer(x, y) wrt x"),
    ("A %x% B wrt A", "kron(A, B) wrt A"),
    ("log(det(X %*% t(X))) wrt X", "logdet(X*X') wrt X"),
    ("determinant(X, logarithm = TRUE)$modulus wrt X", "logdet(X) wrt X"),
    ("sum(diag(A %*% X)) wrt X", "sum(diag(A*X)) wrt X"),
    ("norm(A %*% X, 'F')^2 wrt X", "norm(A*X)^2 wrt X"),
    ("log(det(diag(n) + X %*% t(X))) wrt X", "logdet(eye(n) + X*X') wrt X"),
    ("t(x) %*% diag(w) %*% x + sum(w) wrt w", "x'*diag(w)*x + sum(w) wrt w"),
    ("lambda * sum(abs(b)) + sum(plogis(X %*% b)) wrt b", "lambda*sum(abs(b)) + sum(sigmoid(X*b)) wrt b"),
]
IN_MATHEMATICA = [
    ("Tr[Transpose[X].A.X] wrt X", "tr(X'*A*X) wrt X"),
    ("x.A.x wrt x", "x'*A*x wrt x"),
    ("a.b wrt a", "a'*b wrt a"),
    ("x.A.x/x.x wrt x", "x'*A*x/(x'*x) wrt x"),
    ("2 A.x + b wrt x", "2*(A*x) + b wrt x"),
    ("-x.A.x wrt x", "-(x'*A*x) wrt x"),
    ("Total[x y] + x.y wrt x", "sum(x.*y) + x'*y wrt x"),
    ("Total[Log[x]^2] wrt x", "sum(log(x).^2) wrt x"),
    ("Norm[A.x - b]^2 wrt x", "norm(A*x - b)^2 wrt x"),
    ('Norm[A.X, "Frobenius"] wrt X', "norm(A*X) wrt X"),
    ("Tr[Inverse[A].X] wrt A", "tr(inv(A)*X) wrt A"),
    ("Dot[x, A, x] wrt x", "x'*A*x wrt x"),
    ("Log[Det[IdentityMatrix[n] + X.Transpose[X]]] wrt X", "logdet(eye(n) + X*X') wrt X"),
    ("Tr[KroneckerProduct[A, X].B] wrt X", "tr(kron(A, X)*B) wrt X"),
    ("Tr[MatrixPower[X, 3]] wrt X", "tr(X^3) wrt X"),
    ("Exp[-x.x/2] wrt x", "exp(-x'*x/2) wrt x"),
    ("D[x.A.x, x]", "x'*A*x wrt x"),
]
AS_IN_THE_LANGUAGE = [
    ("sum(log.(x)) wrt x", "sum(log(x)) wrt x"),
    ("sum(y .* exp.(x)) + 1 wrt x", "sum(y.*exp(x)) + 1 wrt x"),
    ("sum(1 .- σ.(X*w)) wrt w", "sum(1 .- sigmoid(X*w)) wrt w"),
    ("dot(x, A, x) wrt x", "dot(x, A*x) wrt x"),
    ("dot(x, A + B, y - x) wrt x", "dot(x, (A + B)*(y - x)) wrt x"),
    ("sum(abs2, A*x - b) wrt x", "sum((A*x - b).^2) wrt x"),
    ("sum(log, x) wrt x", "sum(log(x)) wrt x"),
    ("tr(exp(A)) + sum(exp.(x)) wrt A", "tr(expm(A)) + sum(exp(x)) wrt A"),
    ("norm(x)^2 + logdet(I + x*x') wrt x", "norm(x)^2 + logdet(I + x*x') wrt x"),
    ("trace(A.'*X) wrt X", "tr(A'*X) wrt X"),
    ("(A\\b)'*c wrt b", "(inv(A)*b)'*c wrt b"),
    ("ones(n,1)'*x/numel(x) wrt x", "ones(n)'*x/size(x) wrt x"),
    ("w'1 - 1 wrt w", "w'*vector(1) - 1 wrt w"),
]
REFUSED = [
    "x %*% A * B wrt x",
    "y * X + X %*% B wrt y",
    "t(x) + x %*% A + A %*% x wrt x",
    "norm(X) + sum(X %*% A) wrt X",
    "determinant(X) %*% A wrt X",
    "x[1] * x %*% x wrt x",
    "sigma.inv %*% x wrt x",
    "X %*% (1:3) wrt X",
    "sum(X %*% A, na.rm = TRUE) wrt X",
    "crossprod(" * 200 + "x wrt x",
    "Norm[A.X] wrt X",
    "Total[A.X] wrt X",
    "Inverse[A] X wrt X",
    "x.y[[1]] wrt x",
    "{x.y, 1} wrt x",
    "foo.bar wrt bar",
    "A.X // Tr wrt X",
]


def assert_same(text, plain):
    (code,), (meant,) = read_problems(text), read_problems(plain)
    assert written(build(code.function, code.symbols)) == written(build(meant.function, meant.symbols))
    assert code.target == meant.target
    return code.reading


@pytest.mark.parametrize(("text", "plain"), IN_R)
def test_r_means_what_it_computes(text, plain):
    assert r.NOTE in assert_same(text, plain)


@pytest.mark.parametrize(("text", "plain"), IN_MATHEMATICA)
def test_mathematica_means_what_it_computes(text, plain):
    assert mathematica.NOTE in assert_same(text, plain)


@pytest.mark.parametrize(("text", "plain"), AS_IN_THE_LANGUAGE)
def test_julia_and_matlab_are_nearly_the_language(text, plain):
    assert_same(text, plain)


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_hint(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert error.value.hint


def test_a_name_that_is_multiplied_as_an_array_is_a_vector_wherever_it_stands():
    (problem,) = read_problems("sum(mu * x) + t(mu) %*% A %*% mu wrt mu")
    assert problem.symbols["mu"].kind == "vector"
    assert written(build(problem.function, problem.symbols)) == "sum(mu.*x) + mu'*A*mu"


def test_places_are_those_of_the_text():
    with pytest.raises(MatdiffError) as error:
        read_problems("t(x) %*% A %*% foo(x) wrt x")
    span = error.value.marks[0].span
    assert error.value.source[span.start : span.end] == "foo(x)"
