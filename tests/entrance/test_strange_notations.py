"""Notations of other fields, and questions in unusual words: what is offered for them, what is told of them."""

import pytest
from test_hints import commands, error_of

from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem.target.names, problem.order


def offered(text):
    return [words[1] for words in commands(error_of(text).hint)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("<ψ|H|ψ> wrt ψ", "(ψ'*H*ψ) wrt ψ"),
        ("⟨x|A|x⟩/⟨x|x⟩ wrt x", "(x'*A*x)/(x'*x) wrt x"),
        (r"\langle\psi|H|\psi\rangle wrt \psi", r"(\psi^T H \psi) wrt \psi"),
        ("k_*^T (K + σ_n^2 I)^{-1} y wrt y", "k_star^T (K + σ_n^2 I)^{-1} y wrt y"),
        ("K_{*f} K_{ff}^{-1} y wrt y", "K_starf K_{ff}^{-1} y wrt y"),
        (r"\mathbf{f}_*^\top K^{-1} y wrt y", r"\mathbf{f}_{star}^\top K^{-1} y wrt y"),
        ("P^- H' (H P^- H' + R)^-1 wrt R", "P_minus H' (H P_minus H' + R)^-1 wrt R"),
        (r"\mathbf{P}^{-} x wrt x", r"\mathbf{P}_{minus} x wrt x"),
        ("P^{-} x wrt x", "P_minus x wrt x"),
        ("P^- x wrt x", "P_minus x wrt x"),
        ("||x||_4^4", "sum(abs(x).^4)"),
        ("||A*x - b||_3 wrt x", "sum(abs(A*x - b).^3)^(1/3) wrt x"),
        (r"\|x\|_p^p wrt x", "sum(abs(x).^p) wrt x where p: scalar"),
        ("norm(A*x, 4)^4 wrt x", "sum(abs(A*x).^4) wrt x"),
        ("x^H A x wrt x", "x^T A x wrt x"),
        ("x^†Ax wrt x", "x^T Ax wrt x"),
        ("||J*Δx - e||^2 wrt Δx", "||J*Δx - e||^2 wrt Δx where Δx: vector"),
        (r"g^T\Delta x + \frac12 \Delta x^T H \Delta x wrt \Delta x", r"g^Tp + \frac12 p^T H p wrt p"),
        ("log det X, X > 0", "log det X where X: spd"),
        (r"V(x) = x^\top P x, \quad P \succ 0", r"V(x) = x^\top P x where P: spd"),
        (r"\mathbf{x}^{\mathrm H} A \mathbf{x} wrt A", r"\mathbf{x}^T A \mathbf{x} wrt A"),
        (r"\log\det(I_N + \rho H H^H) wrt \rho", r"\log\det(I_N + \rho H H^T) wrt \rho"),
        ("sum(log(x)), x > 0", "sum(log(x)) where x: positive"),
        ("e'e = (y-Xb)'(y-Xb) wrt b", "(y-Xb)'(y-Xb) wrt b"),
        ("SSE = e'e = (y-Xb)'(y-Xb) wrt b", "(y-Xb)'(y-Xb) wrt b"),
        ("(x-c)'(x-c) = r^2 wrt x", "(x-c)'(x-c) wrt x"),
        ("x_k+1 = F x_k wrt x_k", "F x_k wrt x_k"),
        ("gradient of ||Xw-y||^2 with respect to regression w", "gradient of ||Xw-y||^2 with respect to w"),
    ],
)
def test_what_is_meant_is_offered_first(text, meant):
    assert offered(text)[0] == meant


def test_nothing_that_nobody_means_is_offered():
    assert offered("Let f(x) = x'Ax. Find both ∇f and ∇²f.") == ["f(x) = x'Ax"]


@pytest.mark.parametrize(
    ("text", "value", "target", "order"),
    [
        ("∇_{xx} x'*A*x", "x'*A*x", "x", 2),
        ("∇²_{xx} x'*A*x", "x'*A*x", "x", 2),
        ("∂_{θθ} θ^2", "theta^2", "theta", 2),
        (r"\nabla_{xx} x^\top A x", "x'*A*x", "x", 2),
        (r"\nabla^2_{\theta\theta} \theta^2", "theta^2", "theta", 2),
        ("∇_{xx} xx'A*xx", "xx'*A*xx", "xx", 1),
        ("x_{k+1} = F x_k + B u_k wrt x_k", "F*x_k + B*u_k", "x_k", 1),
        ("z^{[1]} = W^{[1]} x + b^{[1]} wrt W^{[1]}", "W_1*x + b_1", "W_1", 1),
        ("P(y=1|x,w) = 1/(1+exp(-w'x)) wrt w", "1/(1 + exp(-w'*x))", "w", 1),
        (r"\ln p(x) = -x^\top x", "-x'*x", "x", 1),
        ("f(x) wrt x where f(x) = x'*A*x", "f", "x", 1),
        ("g(x)'b wrt x, where g(x) = A*x", "g'*b", "x", 1),
        ("f(x)=x^T A x, find ∇f", "x'*A*x", "x", 1),
        ("f(x) = x'*A*x ⇒ ∇f(x) = ?", "x'*A*x", "x", 1),
        ("f = x'x. Find ∇f", "x'*x", "x", 1),
        ("C^† F C wrt F", "pinv(C)*F*C", "F", 1),
        ("sum(abs2.(A*x .- b)) wrt x", "sum((A*x - b).^2)", "x", 1),
    ],
)
def test_they_are_read(text, value, target, order):
    assert read(text) == (value, (target,), order)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("x'Ax wrt x_i", "x_i is another symbol than x, no entry of it; that is an entry of the derivative by x"),
        ("||Wx||^2 wrt W_ij", "W_ij is another symbol than W, no entry of it; that is an entry of the derivative by W"),
        ("Δx'*H*Δx wrt Δx", "Δx is a matrix, as capitals are; declare Δx: vector for a vector"),
        ("x'log(p)+(n-x)'log(1-p) wrt p", "as p is a scalar, the function is none; declare p: vector"),
    ],
)
def test_what_looks_like_something_else_is_told(text, told):
    assert told in read_problems(text)[0].reading


@pytest.mark.parametrize("text", ["x_1'x_2 wrt x_1", "tr(A*ΔX) wrt ΔX", "a'x + b wrt x"])
def test_what_is_plain_is_not_told_of(text):
    said = ("another symbol", "capitals are", "the function is none")
    assert not any(words in remark for remark in read_problems(text)[0].reading for words in said)


@pytest.mark.parametrize(
    ("text", "targets", "order"),
    [
        ("x'*A*y wrt x and y", [("x",), ("y",)], 1),
        ("x'*A*y wrt x, A and y where A: matrix(n)", [("x",), ("A",), ("y",)], 1),
        ("gradients of x'*A*y with respect to x and y", [("x",), ("y",)], 1),
        ("hessian(x^2*y, [x, y])", [("x", "y")], 2),
        ("hessian(x**2*y, (x, y))", [("x", "y")], 2),
        ("jacobian([x^2*y; 5*x + sin(y)], [x y])", [("x", "y")], 1),
    ],
)
def test_several_targets(text, targets, order):
    problems = read_problems(text)
    assert [problem.target.names for problem in problems] == targets
    assert {problem.order for problem in problems} == {order}


def test_a_second_variable_that_stays_a_vector_is_told_of():
    said = "y is a vector, as small Latin letters are; declare y: scalar for a number"
    assert said in read_problems("x^2*y wrt x, y")[0].reading
    assert said not in read_problems("x^2*y + y^2 wrt x, y")[0].reading


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("log_2 det X", "log(…)/log(2)"),
        ("ln_10 * x wrt x", "log(…)/log(10)"),
        (r"\log_2 \det X", "log(x)/log(2)"),
        (r"\log_{10} x^\top x", "log(x)/log(2)"),
        ("log10(x'x)", "log(x)/log(10)"),
    ],
)
def test_a_logarithm_to_another_base_is_no_factor(text, hint):
    assert hint in error_of(text).hint


@pytest.mark.parametrize("text", ["∇_{xy} x'*A*y", r"\nabla_{xy} x^\top A y", "f(y) wrt y where f(x) = x'x"])
def test_they_are_refused(text):
    assert error_of(text)


@pytest.mark.parametrize("text", ["||X||_4^4 wrt X", "norm(X, 4) wrt X", "||x||_4^3 wrt x"])
def test_other_norms_are_no_sums_of_powers(text):
    assert offered(text) == []
