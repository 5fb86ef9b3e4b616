"""Operations mean what they say: products from left to right, scalars scale, functions are their operators."""

import pytest
from typed_text import problem, shown


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a'*X*b wrt X", "(product (transpose a) X b)"),
        ("(A*B)*(C*x) wrt x", "(product A B C x)"),
        ("x'*x*A*x wrt x", "(product (product (transpose x) x) A x)"),
        ("2*x'*x*A*x wrt x", "(product 2 (product (transpose x) x) A x)"),
        ("2*(x'*x)", "(product 2 (transpose x) x)"),
        ("x'*alpha*x wrt x", "(product (transpose x) alpha x)"),
        ("x'*x*y'*y wrt x", "(product (product (transpose x) x) (product (transpose y) y))"),
        ("(x'*A*x)*(x'*B*x) wrt x", "(product (product (transpose x) A x) (product (transpose x) B x))"),
        ("x'*x*alpha*A*x wrt x", "(product (product (transpose x) x) alpha A x)"),
        ("x*y'*z wrt x", "(product x (transpose y) z)"),
        ("alpha*(lambda*A) wrt A", "(product alpha lambda A)"),
        ("-a'*x wrt x", "(negative (product (transpose a) x))"),
        ("x - y - 2*x wrt x", "(sum x (negative y) (negative (product 2 x)))"),
        ("x'*x - 3", "(sum (product (transpose x) x) (negative 3))"),
        ("x + (y - x) wrt x", "(sum x (sum y (negative x)))"),
    ],
)
def test_products_and_sums(text, tree):
    assert shown(problem(text).function) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("A*x/2 wrt x", "(quotient (product A x) 2)"),
        ("1/2*x", "(product 1/2 x)"),
        ("tr(A)/c*B wrt A where c: scalar", "(product (quotient (tr A) c) B)"),
        ("2.*x", "(product 2 x)"),
        ("x./2", "(quotient x 2)"),
        ("1./x", "(hadamard_quotient 1 x)"),
        ("x./y wrt x", "(hadamard_quotient x y)"),
        ("x.*y.*x wrt x", "(hadamard x y x)"),
        ("x'*x.*y wrt y", "(product (product (transpose x) x) y)"),
        ("A ⊗ B ⊗ A wrt A", "(kronecker A B A)"),
        ("alpha ⊗ A wrt A", "(product alpha A)"),
    ],
)
def test_quotients_and_elementwise(text, tree):
    assert shown(problem(text).function) == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("X^-1", "(inverse X)"),
        ("X^-T", "(transpose (inverse X))"),
        ("X⁻ᵀ", "(transpose (inverse X))"),
        ("X^-2", "(power X -2)"),
        ("X^(2 + 1)", "(power X 3)"),
        ("X^1", "X"),
        ("X^0*X", "(product identity[m×m] X)"),
        ("alpha^-1", "(power alpha -1)"),
        ("inv(x'*A*x) wrt x", "(power (product (transpose x) A x) -1)"),
        ("alpha^(1/2)", "(power alpha 1/2)"),
        ("alpha^beta wrt beta", "(power alpha beta)"),
        ("X.^2", "(hadamard_power X 2)"),
        ("alpha.^2", "(power alpha 2)"),
        ("T^T*T", "(product (transpose T) T)"),
    ],
)
def test_powers(text, tree):
    assert shown(problem(text).function) == tree


@pytest.mark.parametrize(
    "text",
    ["log|X|", "log(|X|)", "log(det(X))", "ln det(X)".replace(" d", "(d") + ")", "logdet(X)", "log(abs(det(X)))"],
)
def test_every_spelling_of_the_log_determinant(text):
    assert shown(problem(text).function) == "(logdet X)"


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("|X|", "(det X)"),
        ("|a'*x| wrt x", "(abs (product (transpose a) x))"),
        ("||x||^2", "(power (norm x) 2)"),
        ("||X||_F", "(norm X)"),
        ("||x||_1", "(norm1 x)"),
        ("norm(x, 1)", "(norm1 x)"),
        ("<A, B> wrt A", "(dot A B)"),
        ("trace(X)", "(tr X)"),
        ("transpose(X)*b wrt X", "(product (transpose X) b)"),
        ("inv(X)", "(inverse X)"),
        ("kron(x, y) wrt x", "(kronecker x y)"),
        ("hadamard(A, X) wrt X", "(hadamard A X)"),
        ("max(x, 0)", "(relu x)"),
        ("max(0, X)", "(relu X)"),
        ("x - zeros(n) wrt x", "(sum x (negative zeros[n×1]))"),
        ("ones(m, n)*x wrt x", "(product ones[m×n] x)"),
        ("vector(1)'*x", "(product (transpose ones[m×1]) x)"),
        ("sum(log(exp(-y.*(X*w)) + vector(1))) wrt w",
         "(sum (log (sum (exp (negative (hadamard y (product X w)))) ones[m×1])))"),
        ("tr(eye(n) + X) wrt X", "(tr (sum identity[n×n] X))"),
        ("tr(X + I)", "(tr (sum X identity[m×m]))"),
        ("pi*x", "(product pi x)"),
        ("sum(x)/n wrt x where x: vector(n)", "(quotient (sum x) n)"),
        ("vec(commutation(m, n)*vec(X)) wrt X where X: matrix(m, n)", "(vec (product (commutation m n) (vec X)))"),
        ("[6a + 12; -10b + 1] wrt [a, b]", "(literal (sum (product 6 a) 12) (sum (negative (product 10 b)) 1))"),
    ],
)  # fmt: skip
def test_functions_and_brackets(text, tree):
    assert shown(problem(text).function) == tree


def test_elementwise_functions_of_matrices_are_noted():
    assert problem("exp(X)").notes == ("exp is elementwise; the matrix exponential is expm",)
    assert problem("sum(log(A*X)) wrt X").notes == ("log is elementwise",)
    assert problem("exp(x)").notes == ()


def test_decimals_are_remembered():
    assert problem("0.5*x'*x").decimals
    assert not problem("x'*x/2").decimals


def test_the_exponential_of_a_number():
    """A 1×1 matrix is a number, whose powers are those of its exponential."""
    for text in ("expm(x'*x) wrt x", "expm(t) wrt t where t: scalar", "tr(expm(X)) wrt X where X: matrix(1)"):
        assert shown(problem(text).function) == shown(problem(text.replace("expm", "exp")).function)
