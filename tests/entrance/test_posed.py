"""Problems in several clauses, as homework poses them, are read as the one problem that they pose."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.posed import posed
from matdiff_cli.typing.read import read_problems

QUADRATIC = "x'*A*x wrt x"
SYMMETRIC = "x'*A*x wrt x where A: symmetric"
YHAT = "y_hat'*y_hat wrt beta where y_hat = X*beta"
POSED = [
    ("Let A be symmetric. Find the gradient of x'Ax.", SYMMETRIC),
    ("Where A is a symmetric matrix, differentiate x'Ax wrt x", SYMMETRIC),
    ("For a symmetric matrix A and vector x, compute the gradient of x'Ax", SYMMETRIC),
    ("Let X be an m x n matrix. Find the gradient of ||X||_F^2.", "||X||^2 wrt X"),
    ("Suppose $A$ is symmetric. Compute $\\nabla_x f$ where $f(x) = x^T A x$.", SYMMETRIC),
    ("How do I differentiate log det(A + X) with respect to X?", "log(det(A + X)) wrt X"),
    ("I want the gradient of ||y - X*b||^2 + k||b||^2 with respect to b", "||y - X*b||^2 + k*||b||^2 wrt b"),
    ("partial of tr(AXB) with respect to the matrix X", "tr(A*X*B) wrt X"),
    ("Given f(x) = a'x/(b'x), find f'(x)", "a'*x/(b'*x) wrt x"),
    ("If f(x) = exp(-x'x), what is the gradient?", "exp(-x'*x) wrt x"),
    ("f(x) = x'Ax. Find the gradient of f.", QUADRATIC),
    ("Let f: R^n → R, f(x) = x'Ax.", QUADRATIC),
    ("x'Ax, A = A', find its gradient wrt x", SYMMETRIC),
    ("Suppose y = Ax + b. What is dy/dx?", "A*x + b wrt x"),
    ("dL/dW where L = ||sigmoid(W x) - y||^2", "||sigmoid(W*x) - y||^2 wrt W"),
    ("z = Wx + b, a = sigmoid(z), L = ½‖a − y‖², ∂L/∂W", "1/2*||a - y||^2 wrt W where z = W*x + b, a = sigmoid(z)"),
    ("x'Ax; wrt x", QUADRATIC),
    ("Let x be a vector and A a symmetric matrix. Find the gradient of x'Ax with respect to x.", SYMMETRIC),
    ("Given A ∈ R^{n×n}, x ∈ R^n, find the gradient of f(x) = x'Ax", QUADRATIC),
    ("Let f(x) = x'Ax and g(x) = a'x. Find the gradient of f.", QUADRATIC),
    ("find dy/dx if y = A*x", "A*x wrt x"),
    ("df/dx if f = x'Ax", QUADRATIC),
    (r"$\hat y = X\beta$ and $L = \hat y^T \hat y$. Find $\frac{\partial L}{\partial \beta}$.", YHAT),
    ("∇f, f(x) = x'*A*x", QUADRATIC),
    ("f : x ↦ x'*A*x", QUADRATIC),
    ("f: R^n -> R, f(x) = x'*A*x", QUADRATIC),
    ("Can you find the derivative of x'Ax?", "x'*A*x"),
    ("Given f(x) = x'Ax, find df/dx", QUADRATIC),
    ("Let f(x) = x'Ax + b'x. Compute the gradient.", "x'*A*x + b'*x wrt x"),
    ("∂f/∂X, f = tr(XᵀAX)", "tr(X'*A*X) wrt X"),
    ("If A is symmetric, what is the gradient of x'Ax?", SYMMETRIC),
    (r"What is the gradient of $\|Ax-b\|_2^2$ w.r.t. $x$", "||A*x - b||^2 wrt x"),
    ("Find the gradient of $f(x) = x^T A x$.", QUADRATIC),
    (r"\text{derivative of } x^\top A x", "x'*A*x"),
    ("derivative of $x^T A x$ with respect to $x$", QUADRATIC),
    ("I need the gradient of ||Ax-b||^2 w.r.t. x", "||A*x - b||^2 wrt x"),
    ("How do I differentiate ||Ax-b||^2 w.r.t. x", "||A*x - b||^2 wrt x"),
    ("Let f(x) = x'Ax. Find ∇f.", QUADRATIC),
    ("y = W x + b, dy/dW", "W*x + b wrt W"),
    ("y = Ax, find dy/dx", "A*x wrt x"),
    ("if y = Ax, find dy/dx", "A*x wrt x"),
    ("L = r'*r; r = A*x - b wrt x", "r'*r wrt x where r = A*x - b"),
    ("u = -K x, J = x'Qx + u'Ru wrt K", "x'*Q*x + u'*R*u wrt K where u = -K*x"),
    (r"X \mapsto \operatorname{tr}(AX)", "tr(A*X) wrt X"),
    ("z = A x\ny = z'z\ndy/dx", "z'*z wrt x where z = A*x"),
    ("y = z'z with z = A x. Find dy/dx", "z'*z wrt x where z = A*x"),
    ("Let z = Ax. Compute d(z'z)/dx", "z'*z wrt x where z = A*x"),
    ("z = A x; y = z'z wrt x", "z'*z wrt x where z = A*x"),
    (r"\nabla f(x) \text{ where } f(x) = \frac{1}{2}x^\top A x", "1/2*x'*A*x wrt x"),
    (r"L = \|y - Wx\|^2, \frac{\partial L}{\partial W}", "||y - W*x||^2 wrt W"),
    (r"\mathbf{y} = \mathbf{A}\mathbf{x}, \quad \frac{\partial \mathbf{y}}{\partial \mathbf{x}}", "A*x wrt x"),
    (r"\text{Let } f(x) = \|x\|_2. \text{ Compute } \nabla f(x).", "||x|| wrt x"),
    (r"f: \mathbb{R}^n \to \mathbb{R}, f(x) = x^\top A x", QUADRATIC),
    ("Problem 3. Compute the gradient of f(x) = x'Ax.", QUADRATIC),
    ("(a) Find the gradient of f(x) = x'Ax.", QUADRATIC),
    ("Q1: d/dx x'Ax", QUADRATIC),
    ("Exercise 2.4: Let A be symmetric. Find d/dx x'Ax.", SYMMETRIC),
    ("Compute ∇ₓ(a'x)²", "(a'x)^2 wrt x"),
    (r"What is $\frac{\partial}{\partial x} \|Ax - b\|^2$?", "||A*x - b||^2 wrt x"),
    (r"\frac{\partial x^\top A x}{\partial x} = ?", QUADRATIC),
    (r"\text{Compute } \frac{d}{dx} x^\top A x.", QUADRATIC),
    ("Let X be invertible. Find the gradient of log|X|", "log|X| wrt X"),
    ("Let A, B be n x n matrices. Compute the derivative of tr(ABA') with respect to A.", "tr(A*B*A') wrt A"),
    ("Let S = X'X. Find d log|S| / dX", "log|S| wrt X where S = X'*X"),
    ("Given that X is a square matrix, find d tr(X^3)/dX", "tr(X^3) wrt X"),
    ("Differentiate x'Ax with respect to x, assuming A is symmetric.", SYMMETRIC),
    ("x'Ax wrt x, provided that A is symmetric", SYMMETRIC),
    (r"\text{minimize } f(x) = x^T A x", QUADRATIC),
    (r"\text{minimize } x^T A x", "x'*A*x"),
    (r"\text{Find } \nabla_X \text{tr}(AX).", "tr(A*X) wrt X"),
    ("P = X(X'X)^-1X', tr(PA) wrt X", "tr(P*A) wrt X where P = X*(X'*X)^-1*X'"),
    ("df/dX for f(X) = tr(X'AX)", "tr(X'*A*X) wrt X"),
    (r"\phi(\alpha) = (x+\alpha d)^T A x \text{ derivative with respect to } \alpha", "(x + alpha*d)'*A*x wrt alpha"),
    (r"x^T A x \text{ for symmetric } A", "x'*A*x where A: symmetric"),
    (r"x^T A x \text{ if } A \text{ is symmetric}", "x'*A*x where A: symmetric"),
    (r"\text{For symmetric } A, \nabla_x x^T A x", SYMMETRIC),
    (r"\mathbf{x}^T \mathbf{A} \mathbf{x} \text{ for symmetric } \mathbf{A}", "x'*A*x where A: symmetric"),
    ("hey can you differentiate tr(X'AX) for me", "tr(X'*A*X)"),
    (r"\text{minimize}\quad \frac{1}{2} x^\top P x", "1/2*x'*P*x"),
    (r"\ln(1 + \exp(-x^T w)) \text{ by } w", "log(1 + exp(-x'w)) wrt w"),
    ("Find the gradient of $f(b) = x^T b$.", "x'*b wrt b"),
    (r"\mathrm{minimize}\; \|Ax-b\|^2", "||A*x - b||^2 wrt x"),
    ("r = A*x - b\nr'*r wrt x", "r'*r wrt x where r = A*x - b"),
    ("r'*r wrt x, r = b - A*x", "r'*r wrt x where r = b - A*x"),
    ("A: symmetric(n); x'Ax wrt x", "x'A*x wrt x where A: symmetric(n)"),
    (r"How to find the derivative of $f(X) = \operatorname{tr}(AX)$ with respect to $X$?", "tr(A*X) wrt X"),
    (r"Find \frac{\partial}{\partial X}\operatorname{tr}(X^TAX)", "tr(X'*A*X) wrt X"),
    ("deriv of x'Ax w.r.t x pls", QUADRATIC),
    ("loss: ||y - A*x||^2 wrt x", "||y - A*x||^2 wrt x"),
    ("Objective function: x'Ax", "x'*A*x"),
    (r"X \in \mathbb{R}^{n\times n},\; f(X) = \operatorname{tr}(X^2)", "tr(X^2) wrt X"),
    (r"x \in \mathbb{R}^n, x^T A x", "x'*A*x"),
    ("(b) f(X) = tr(AX), find df/dX", "tr(A*X) wrt X"),
    ("how does one compute d/dX tr(AX)", "tr(A*X) wrt X"),
    ("is there a closed form for the gradient of norm(A*x - b)^2 in x?", "norm(A*x - b)^2 wrt x"),
    (r"Find the derivative of $f(X) = \log |X|$ w.r.t. $X$", "log|X| wrt X"),
]
DEFINED_BEHIND = r"\frac{\partial \mathbf{A}^{-1}}{\partial t} \text{ where } \mathbf{A} = \mathbf{B} + t\mathbf{C}"
TWICE = [
    "f(x) = x'Ax. Find the Hessian of f.",
    "∂²f/∂x∂xᵀ, f = xᵀAx",
    "d^2 f/dx^2 where f = x'Ax",
    "Let f(x) = x'Ax, find f''(x)",
    r"\text{Compute } \nabla^2 f(x) \text{ where } f(x) = x^\top A x",
    "H_f(x) for f(x) = x'Ax",
]
NOT_POSED = [
    "f = x'*A*x; x = 0; ∇f",  # the point of a derivative is no definition
    "f(x) = x'*x. Find the gradient and the Hessian.",
    "f(x) = x'*x, ∇f, ∇²f",
    "f(x) = x'*x. Solve f(x) = 0.",
    "f(x) = x'*x. Find df/dy.",
    "y = A*x, z = x'*x. Find the gradient wrt x.",  # of which?
    "a = b'*x, z = tanh(c'*x). Find the gradient wrt x.",
    "L = y'*y, find dy/dx",
    "W = 2*V; L = ||W*x||^2; dL/dW",  # W is no variable
    "Show that the gradient of x'*A*x is (A + A')*x",
    "Let A be invertible and of rank n. Find the gradient of x'*A*x.",
    "x'*A*x, y'*A*y, find the gradient wrt A",
    r"\partial/\partial x\; x^TAx + b^Tx",  # does it reach across the sum?
    r"\mathrm{d}(x^TAx) + (b^Tx)/\mathrm{d}x",
    r"\phi(\alpha) = (x+\alpha d)^T A x \text{ varied with respect to } \alpha",
    r"f(x) = x^T A x \text{ times two}",
    "d x'x + b'x / dx, b = A*x",
    "Let A be invertible or so. Find d/dx x'Ax",
    "Find ∇_x x'Ax = 2Ax",
    r"x \in \mathbb{R}^n; y \in \mathbb{R}^n : x^T y",
    "Ax = b; ||Ax - b|| wrt x",
    "x'y wrt x, y ∈ R^n",  # by both of them?
    "b = Ax; x'*(A\\exp(b)) wrt x",  # LaTeX, or MATLAB?
    "x'Ax wrt x where A is symmetric, positive definite",
    "x'x = 1; x'Ax wrt x",
    "diff x^2 x",
]


def typed(text):
    """Function, target, order, definitions and what is known of the symbols, without places."""

    def bare(node):
        return node.op, node.value, tuple(map(bare, node.args))

    (problem,) = read_problems(text)
    known = {name: (symbol.kind, symbol.structure) for name, symbol in problem.symbols.items()}
    meanings = {name: bare(body) for name, body in problem.abbreviations.items()}
    return bare(problem.function), problem.target, meanings, known


@pytest.mark.parametrize(("text", "meant"), POSED)
def test_clauses_pose_one_problem(text, meant):
    assert typed(text) == typed(meant)
    (problem,) = read_problems(text)
    assert problem.text == text
    assert any(note.startswith("the problem is read as ") for note in problem.reading)


@pytest.mark.parametrize("text", TWICE)
def test_a_second_derivative_is_posed(text):
    assert typed(text) == typed(QUADRATIC)
    assert read_problems(text)[0].order == 2


@pytest.mark.parametrize("text", NOT_POSED)
def test_what_is_posed_otherwise_stays_refused(text):
    with pytest.raises(MatdiffError):
        read_problems(text)


def test_a_problem_in_one_clause_is_left_alone():
    assert posed("x'*A*x") == posed("x'*A*x wrt y'") == ""


def test_what_a_derivative_of_latex_is_of_may_be_defined_behind_it_in_bold():
    assert typed(DEFINED_BEHIND) == typed("A^-1 wrt t where A = B + t*C")


def test_a_name_alone_is_not_offered():
    with pytest.raises(MatdiffError) as error:
        read_problems(r"\lVert x + b \rVert^2_2, x")
    assert 'matdiff "x"' not in error.value.hint and r"matdiff '\lVert x + b \rVert^2_2'" in error.value.hint
