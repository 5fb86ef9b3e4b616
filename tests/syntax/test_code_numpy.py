"""NumPy, JAX and PyTorch mean in the language what they compute there, or are refused."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.syntax.code.numpy import NOTE
from matdiff_cli.typing.read import read_problems

SAME = [
    ("np.trace(A @ X @ B) wrt X", "tr(A*X*B) wrt X"),
    ("np.linalg.norm(A @ x - b)**2 wrt x", "norm(A*x - b)^2 wrt x"),
    ("x.T @ A @ x + jnp.sum(x) wrt x", "x'*A*x + sum(x) wrt x"),
    ("np.dot(x, A.dot(x)) wrt x", "x'*A*x wrt x"),
    ("x.dot(y) wrt x", "x'*y wrt x"),
    ("np.log(np.linalg.det(X)) wrt X", "log(det(X)) wrt X"),
    ("A.sum() wrt A", "sum(A) wrt A"),
    ("X.trace() wrt X", "tr(X) wrt X"),
    ("np.sum(A * X) wrt X", "sum(A.*X) wrt X"),
    ("np.sum(X**2) wrt X", "sum(X.^2) wrt X"),
    ("np.sum(-x**2) wrt x", "sum(-x.^2) wrt x"),
    ("np.sum(x @ A) wrt x", "sum((x'*A)') wrt x"),
    ("np.trace(X.T @ X) wrt X", "tr(X'*X) wrt X"),
    ("np.sum(mult * x) wrt x", "sum(mult.*x) wrt x"),
    ("np.sum(x / y) wrt x", "sum(x./y) wrt x"),
    ("np.sum(lam * x) wrt x where lam: scalar", "sum(lam*x) wrt x where lam: scalar"),
    ("F.mse_loss(W @ x, y) wrt W", "mean((W*x - y).^2) wrt W"),
    ("F.mse_loss(W @ x, y, reduction='sum') wrt W", "sum((W*x - y).^2) wrt W"),
    ("cp.sum_squares(A @ x - b) + cp.norm1(x) wrt x", "sum((A*x - b).^2) + norm1(x) wrt x"),
    ("cp.Minimize(cp.quad_form(x, P) + q @ x) wrt x", "x'*P*x + q'*x wrt x"),
    ("y @ np.linalg.solve(K, y) wrt K", "y'*(inv(K)*y) wrt K"),
    ("torch.norm(A @ x - b, p=2) wrt x", "norm(A*x - b) wrt x"),
    ("F.softmax(W @ x, dim=0) wrt x", "softmax(W*x) wrt x"),
    ("jax.nn.softmax(x, axis=-1) wrt x", "softmax(x) wrt x"),
    ("F.log_softmax(W @ x, dim=0) wrt x", "log(softmax(W*x)) wrt x"),
    ("jax.jacfwd(lambda x: jnp.tanh(W @ x))(x)", "tanh(W*x) wrt x"),
    ("jax.jacrev(lambda x: jnp.tanh(W @ x))(x)", "tanh(W*x) wrt x"),
    ("torch.logsumexp(A @ x, 0) wrt x", "logsumexp(A*x) wrt x"),
    ("torch.trace(torch.inverse(A) @ B) wrt A", "tr(inv(A)*B) wrt A"),
    ("np.linalg.norm(X, ord='fro') wrt X", "norm(X) wrt X"),
    ("np.sum(x**2) / len(x) wrt x", "sum(x.^2)/size(x) wrt x"),
    ("X.shape[0] * np.trace(X.T @ X) wrt X", "size(X*vector(1))*tr(X'*X) wrt X"),
    ("X.shape[1] * np.trace(X.T @ X) wrt X", "size(X'*vector(1))*tr(X'*X) wrt X"),
    ("np.logaddexp(0, X @ w).sum() wrt w", "sum(softplus(X*w)) wrt w"),
    ("np.maximum(X @ w, 0).sum() wrt w", "sum(relu(X*w)) wrt w"),
    ("np.sum(np.multiply(A, X)) wrt X", "sum(A.*X) wrt X"),
    ("x @ A @ x + b @ x wrt x", "x'*A*x + b'*x wrt x"),
    ("np.trace(X @ np.eye(k)) wrt X", "tr(X*eye(k)) wrt X"),
    ("np.ones(n) @ x wrt x", "ones(n)'*x wrt x"),
    ("np.sum(np.ones((m, n)) * X) wrt X", "sum(ones(m, n).*X) wrt X"),
    ("np.sum(np.power(x, 2)) wrt x", "sum(x.^2) wrt x"),
    ("np.pi * np.sum(x) wrt x", "pi*sum(x) wrt x"),
    ("x.t() @ A @ x wrt x", "x'*A*x wrt x"),
    ("(X.mT @ X).trace() + X.mT.trace() wrt X", "tr(X'*X) + tr(X') wrt X"),
    ("(A @ x - b).norm()**2 wrt x", "norm(A*x - b)^2 wrt x"),
    ("np.sum(X, axis=0) wrt X", "X'*vector(1) wrt X"),
    ("np.sum(np.exp(X @ W), axis=1) wrt W", "exp(X*W)*vector(1) wrt W"),
    ("A.sum(-1) @ x wrt x", "(A*vector(1))'*x wrt x"),
    ("torch.mean(X, dim=0) wrt X", "X'*vector(1)/size(X*vector(1)) wrt X"),
    ("X.mean(axis=1) wrt X", "X*vector(1)/size(X'*vector(1)) wrt X"),
    ("np.sum(x, axis=0) wrt x", "sum(x) wrt x"),
    ("tf.nn.softmax(tf.linalg.matvec(W, x)) wrt x", "softmax(W*x) wrt x"),
    ("np.linalg.matrix_power(X, 3) wrt X", "X^3 wrt X"),
    ("np.linalg.matrix_power(A @ X, 2) wrt X", "(A*X)^2 wrt X"),
    ("torch.sum(torch.log(1 + torch.exp(-y * (X @ w)))) wrt w", "sum(log(1 + exp(-y.*(X*w)))) wrt w"),
]
REFUSED = [
    "F.softmax(X, dim=0) wrt X",
    "F.softmax(x, dim=1) wrt x",
    "np.sum(x, axis=1) wrt x",
    "np.sum(X, axis=0, keepdims=True) wrt X",
    "np.max(X, axis=0) wrt X",
    "np.sum(x @ x.T) wrt x",
    "np.sum(x * X) wrt X",
    "np.trace(A' X) wrt X",
    "np.sum(x)) + (np.sum(x) wrt x",
    ").dot( wrt x",
    "np.sum(1 / n) * x.dot(x) wrt x",
    "np.sum(__import__('os').system('true')) wrt x",
    "np.sum(x[0]) wrt x",
    "np.sum([c for c in x]) wrt x",
    "np.linalg.norm(X, 2) wrt X",
    "np.linalg.norm(X, 1) wrt X",
    "np.sum(0x10 * x) wrt x",
    "np.sum(" * 400 + "x wrt x",
    "np.sum(" + "x + " * 3000 + "x) wrt x",
    "np.sum(a @ x) wrt x where a: spd",
]


@pytest.mark.parametrize(("text", "plain"), SAME)
def test_numpy_means_what_it_computes(text, plain):
    (code,), (meant,) = read_problems(text), read_problems(plain)
    assert written(build(code.function, code.symbols)) == written(build(meant.function, meant.symbols))
    assert code.target == meant.target


@pytest.mark.parametrize("text", REFUSED)
def test_what_cannot_be_read_is_refused_with_a_hint(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert error.value.hint


@pytest.mark.parametrize(("code", "plain"), [
    ("x * (A @ x) wrt x", "x.*(A*x) wrt x"), ("(A @ x) * (B @ x) wrt x", "(A*x).*(B*x) wrt x"),
    ("(A @ x) * x + b wrt x", "(A*x).*x + b wrt x"),
    ("sum((y - X @ w)**2) wrt w", "sum((y - X*w).^2) wrt w"),
    ("x * (A @ x) wrt x where A: symmetric", "x.*(A*x) wrt x where A: symmetric"),
])  # fmt: skip
def test_a_star_beside_products_of_numpy_is_elementwise_and_a_note_says_so(code, plain):
    (problem,), (meant,) = read_problems(code), read_problems(plain)
    assert written(build(problem.function, problem.symbols)) == written(build(meant.function, meant.symbols))
    assert problem.reading == (NOTE,)


@pytest.mark.parametrize(("text", "plain"), [
    ("2 * (A @ x) wrt x", "2*A*x wrt x"), ("lam * (X @ w) wrt w", "lam*(X*w) wrt w"),
    ("A * X @ B wrt X", "A*X*B wrt X"), ("(A @ X)**2 wrt X", "(A*X)^2 wrt X"), ("(X @ A) * B wrt X", "X*A*B wrt X"),
    ("x.T @ (A * B) @ x wrt x", "x'*(A*B)*x wrt x"), ("a' * X @ b wrt X", "a'*X*b wrt X"),
    ("(A @ x) * x' wrt x", "A*x*x' wrt x"), ("Aᵀ * X @ B wrt X", "A'*X*B wrt X"), ("x.T @ x * x wrt x", "x'*x*x wrt x"),
    ("s * (A @ s) wrt s where s: scalar", "s*(A*s) wrt s where s: scalar"), ("A @ (B^2 * X) wrt X", "A*(B^2*X) wrt X"),
])  # fmt: skip
def test_another_star_is_that_of_the_language(text, plain):
    (problem,), (meant,) = read_problems(text), read_problems(plain)
    assert written(build(problem.function, problem.symbols)) == written(build(meant.function, meant.symbols))
    assert problem.reading == meant.reading


@pytest.mark.parametrize(
    "text", ["alpha @ X wrt X", "A @ X @ x wrt X", "a @ X wrt X where a: row", "c @ X wrt X where c: scalar"]
)
def test_the_at_sign_of_the_language_stays(text):
    (problem,) = read_problems(text)
    assert NOTE not in problem.reading


def test_a_note_says_what_the_operators_mean():
    (problem,) = read_problems("np.sum(A * X) wrt X")
    assert NOTE in problem.reading


def test_a_declared_name_whose_kind_is_not_in_the_text_is_refused():
    with pytest.raises(MatdiffError, match="what a is"):
        read_problems("np.sum(a @ x) wrt x", where=["a: matrix(n, n)"])
