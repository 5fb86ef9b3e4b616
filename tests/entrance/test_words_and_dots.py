"""Signs and names that mean something other than their letters: a dot between vectors, Var(…), S_bW, x'1."""

import shlex

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.output.notation import text as written
from matdiff_cli.typing.read import read_problems


def read(text):
    (problem,) = read_problems(text)
    return written(build(problem.function, problem.symbols)), problem


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a · x wrt x", "a'*x"),
        ("exp(a \\cdot x) wrt x", "exp(a'*x)"),
        ("(a·x)^2 + x·x wrt x", "(a'*x)^2 + x'*x"),
        ("A x · y wrt x", "(A*x)'*y"),
    ],
)
def test_a_dot_between_two_vectors_is_the_inner_product(text, meaning):
    value, problem = read(text)
    assert value == meaning
    assert any("inner product" in remark for remark in problem.reading)


@pytest.mark.parametrize("text", ["x' · A · x wrt x", "A · B wrt A", "2 · x wrt x", "t · x + A·x wrt t"])
def test_a_dot_is_the_product_where_that_makes_sense(text):
    value, problem = read(text)
    assert value == read(text.replace("·", "*"))[0]
    assert not any("inner product" in remark for remark in problem.reading)


@pytest.mark.parametrize(
    "text", ["Var(w'x) wrt w", "Var(a'x) wrt a", "Cov(x, y) wrt x", "λ_max(A'A) wrt A", "sigma_min(A) wrt A"]
)
def test_a_word_before_a_parenthesis_is_a_function(text):
    with pytest.raises(MatdiffError, match="unknown function"):
        read_problems(text)


@pytest.mark.parametrize("text", ["Sigma(x - y) wrt x", "Xhat(x - y) wrt x", "AB(x - y) wrt x", "A(x - y) wrt x"])
def test_a_matrix_before_a_parenthesis_is_a_factor(text):
    assert read(text)[0].endswith("*(x - y)")


def test_a_letter_with_an_index_may_be_written_together_with_another():
    value, problem = read("tr(W'S_bW) wrt W")
    assert value == "tr(W'*S_b*W)"
    assert any("S_bW is read as S_b W" in remark for remark in problem.reading)


def test_a_capital_in_an_index_that_is_the_target_is_told_of():
    _, problem = read("tr(W'S_BW) wrt W")
    assert any("S_BW is one name" in remark for remark in problem.reading)


def test_a_greek_letter_behind_a_transpose_is_told_of():
    _, problem = read("w'mu/sqrt(w'*A*w) wrt w")
    assert any("declare mu: vector" in remark for remark in problem.reading)


@pytest.mark.parametrize(
    ("text", "declaration"),
    [
        ("1/2 k ||x - x0||^2 wrt x", "k: scalar"),
        ("-n/2 log|A| - n/2 tr(A^-1 S) wrt A", "n: scalar"),
        ("(Y - Xβ)'(Y - Xβ) wrt β", "β: vector"),
        ("A*x + γ*(x'*x)*x wrt x", ""),
        ("sin(x) + A*b wrt x", ""),
    ],
)
def test_a_name_that_would_make_the_function_a_scalar_is_told_of(text, declaration):
    _, problem = read(text)
    told = " ".join(remark for remark in problem.reading if "letters are; declare" in remark)
    assert declaration in told and bool(declaration) == bool(told)


def test_one_behind_a_transpose_is_the_vector_of_ones():
    assert read("w'1 - 1 wrt w")[0] == "w'*ones(m) - 1"
    with pytest.raises(MatdiffError):
        read_problems("w'12 wrt w")


def test_names_in_code_are_whole():
    assert read("np.trace(RK1 @ RK2) wrt RK1")[0] == "tr(RK1*RK2)"


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("∂²/∂x∂x^T (x^T A x) wrt x", 2),
        ("grad of x'*A*x", 1),
        ("c^t*x + x^t*H^t*H*x wrt x", 1),
        (r"||A-(B\circ C)D||^2_F wrt B", 1),
        ("torch.trace(torch.matrix_exp(W * W)) wrt W", 1),
        ("torch.linalg.slogdet(X).logabsdet wrt X", 1),
        ("tf.nn.l2_loss(X @ w) wrt w", 1),
        ("mean(abs2, W * x .- y) wrt W", 1),
        ("np.exp(-0.5 * (x - mu).T @ np.linalg.inv(Sigma) @ (x - mu)) wrt mu", 1),
    ],
)
def test_further_spellings_are_read(text, order):
    _, problem = read(text)
    assert problem.order == order and problem.function.shape == ((1, ()), (1, ()))


@pytest.mark.parametrize("text", ["tr(A^t) wrt A", "P^t*A wrt A"])
def test_a_matrix_to_the_t_may_be_a_power(text):
    with pytest.raises(MatdiffError, match="not read yet"):
        read_problems(text)


def test_an_arrow_makes_a_capital_a_vector():
    _, problem = read(r"\vec X^T A \vec X wrt A")
    assert problem.symbols["X"].kind == "vector"


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("diag(X*X')'*(L\\diag(X*X')) wrt X", ("diag(X*X')'*L^-1*diag(X*X')", "diag(X*X')'*L*diag(X*X')")),
        ("x'*(A\\exp(x)) wrt x", ("x'*A^-1*exp(x)", "x'*A*exp(x)")),
        ("sum(A\\log(x)) wrt x", ("sum(A^-1*log(x))", "sum(A*log(x))")),
        ("norm((A + B)\\sin(x)) wrt x", ("norm((A + B)^-1*sin(x))", "norm((A + B)*sin(x))")),
        ("y'*(X\\Sigma*y) wrt X", ("y'*X^-1*Sigma*y", "y'*X*Sigma*y")),
    ],
)
def test_a_backslash_of_code_before_a_word_of_latex_is_not_guessed(text, meanings):
    with pytest.raises(MatdiffError, match="left division") as refused:
        read_problems(text)
    _, *commands = refused.value.hint.split("matdiff ")
    assert [read(shlex.split(command)[0])[0] for command in commands] == list(meanings)


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("a'*\\Sigma*b wrt a", "a'*Sigma*b"),
        ("w'\\Sigma w wrt w", "w'*Sigma*w"),
        ("\\lambda*w'*\\exp(w) wrt w", "lambda*w'*exp(w)"),
        ("tr(X'\\Sigma X) wrt X", "tr(X'*Sigma*X)"),
        ("\\lambda*\\|X\\theta - y\\|^2 wrt \\theta", "lambda*norm(X*theta - y)^2"),
    ],
)
def test_a_backslash_that_can_only_be_latex_is(text, meaning):
    assert read(text)[0] == meaning


@pytest.mark.parametrize("text", ["w^T1 - 1 wrt w", "w^T1 wrt w", "λ(w^T1 - 1) wrt w", "w**T1 wrt w"])
def test_a_one_behind_a_transpose_is_the_vector_of_ones(text):
    assert read(text)[0] == read(text.replace("^T1", "'*ones(m)").replace("**T1", "'*ones(m)"))[0]


@pytest.mark.parametrize(
    ("text", "meaning", "scalar"),
    [
        ("mean(log(1 + exp(-y.*(X*w)))) + lam*w'*w wrt w", "mean(log(ones(m) + exp(-y.*(X*w)))) + lam*w'*w", "lam"),
        ("sum(1 + exp(X*w)) + c*dot(w, w) wrt w", "sum(ones(m) + exp(X*w)) + c*dot(w, w)", "c"),
        ("sum(log(1 - x)) - k*norm(x)^2 wrt x", "sum(log(ones(m) - x)) - k*norm(x)^2", "k"),
    ],
)
def test_a_number_among_vectors_leaves_other_scalars_scalars(text, meaning, scalar):
    value, problem = read(text)
    assert value == read(f"{meaning} {text[text.index('wrt') :]} where {scalar}: scalar")[0]
    assert f"{scalar} is taken as a scalar" in problem.reading


def test_a_declared_exponent_stays_one():
    assert read("s^T1 wrt s where s, T1: scalar")[0] == "s^T1"
