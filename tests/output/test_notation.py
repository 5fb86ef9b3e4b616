"""How expressions are spelled: precedence, signs, quotients, names, in three notations."""

from collections import Counter

import pytest
import sympy

from matdiff_cli.expressions.nodes import (
    SCALAR,
    SIZE_ONE,
    ZERO,
    Commutation,
    Diag,
    Function,
    FunctionValue,
    HadamardPower,
    HadamardProduct,
    Identity,
    Increment,
    Inverse,
    Kronecker,
    Literal,
    Node,
    Number,
    Ones,
    Power,
    Product,
    SizeNumber,
    Sum,
    Total,
    Trace,
    Transpose,
    Variable,
    Zeros,
)
from matdiff_cli.output.notation import latex, text, unicode
from matdiff_cli.output.notation.walker import RULES
from matdiff_cli.output.style import Style

m, n, q, k = (sympy.Symbol(name, integer=True, positive=True) for name in "mnqk")
X, A, B = Variable("X", m, n), Variable("A", n, n), Variable("B", n, n)
a, b, x, y = (Variable(name, size, SIZE_ONE) for name, size in (("a", m), ("b", n), ("x", n), ("y", n)))
s, t, rate = (Variable(name, *SCALAR) for name in ("s", "t", "lambda"))
HALF = Number(sympy.Rational(1, 2))
P, H, T = Product, HadamardProduct, Transpose


def negative(node):
    return Product(Number(-1), node)


def over(node):
    return Power(node, Number(-1))


def under(node):
    return HadamardPower(node, Number(-1))


SPELLINGS = [
    (P(T(a), X, b), "a'*X*b", "aᵀ X b", r"\mathbf{a}^{\top} X \mathbf{b}"),
    (P(Sum(A, T(A)), x), "(A + A')*x", "(A + Aᵀ) x", r"(A + A^{\top}) \mathbf{x}"),
    (P(Number(2), T(X), Sum(P(X, b), negative(a))), "2*X'*(X*b - a)", "2 Xᵀ (X b − a)",
     r"2 X^{\top} (X \mathbf{b} - \mathbf{a})"),
    (T(P(A, B)), "(A*B)'", "(A B)ᵀ", r"(A B)^{\top}"),
    (Inverse(A), "A^-1", "A⁻¹", "A^{-1}"),
    (T(Inverse(A)), "A^-T", "A⁻ᵀ", r"A^{-\top}"),
    (Inverse(T(A)), "A^-T", "A⁻ᵀ", r"A^{-\top}"),
    (Power(T(A), Number(2)), "(A')^2", "(Aᵀ)²", r"(A^{\top})^{2}"),
    (T(Power(A, Number(2))), "(A^2)'", "(A²)ᵀ", r"(A^{2})^{\top}"),
    (negative(Sum(A, B)), "-(A + B)", "−(A + B)", "-(A + B)"),
    (Sum(A, negative(Sum(B, A))), "A - (B + A)", "A − (B + A)", "A - (B + A)"),
    (negative(negative(x)), "-(-x)", "−(−x)", r"-(-\mathbf{x})"),
    (P(A, negative(Inverse(B))), "A*(-B^-1)", "A (−B⁻¹)", "A (-B^{-1})"),
    (P(negative(x), T(y)), "-x*y'", "−x yᵀ", r"-\mathbf{x} \mathbf{y}^{\top}"),
    (P(P(T(x), A, x), B, x), "(x'*A*x)*B*x", "(xᵀ A x) B x", r"(\mathbf{x}^{\top} A \mathbf{x}) B \mathbf{x}"),
    (P(A, P(Number(2), x)), "A*(2*x)", "A (2x)", r"A (2 \mathbf{x})"),
    (P(P(Number(2), A), x), "2*A*x", "2A x", r"2 A \mathbf{x}"),
    (P(Number(2), Number(3), s), "2*3*s", "2·3 s", r"2 \cdot 3 s"),
    # powers
    (negative(Power(s, Number(2))), "-s^2", "−s²", "-s^{2}"),
    (Power(negative(s), Number(2)), "(-s)^2", "(−s)²", "(-s)^{2}"),
    (Power(P(s, t), Number(2)), "(s*t)^2", "(s t)²", "(s t)^{2}"),
    (Power(s, HALF), "sqrt(s)", "√s", r"\sqrt{s}"),
    (Power(s, rate), "s^lambda", "s^λ", r"s^{\lambda}"),
    (Power(s, negative(rate)), "s^(-lambda)", "s^(−λ)", r"s^{-\lambda}"),
    (Power(s, Power(rate, Number(2))), "s^(lambda^2)", "s^(λ²)", r"s^{\lambda^{2}}"),
    (Product(s, Transpose(Ones(*SCALAR))), "s*1", "s·1", r"s \cdot 1"),
    (Power(s, Variable("T", *SCALAR)), "s^(1*T)", "s^(1 T)", "s^{T}"),
    (Power(HALF, rate), "(1/2)^lambda", "(1/2)^λ", r"\left( \frac{1}{2} \right)^{\lambda}"),
    # quotients
    (P(x, over(P(T(x), x))), "x/(x'*x)", "x/(xᵀ x)", r"\frac{\mathbf{x}}{\mathbf{x}^{\top} \mathbf{x}}"),
    (P(y, over(P(Number(2), Power(P(T(x), y), HALF)))), "y/(2*sqrt(x'*y))", "y/(2√(xᵀ y))",
     r"\frac{\mathbf{y}}{2 \sqrt{\mathbf{x}^{\top} \mathbf{y}}}"),
    (P(s, over(t), rate), "s*lambda/t", "s λ/t", r"\frac{s \lambda}{t}"),
    (P(over(s), over(t), x), "x/(s*t)", "x/(s t)", r"\frac{\mathbf{x}}{s t}"),
    (Power(s, Number(-2)), "1/s^2", "1/s²", r"\frac{1}{s^{2}}"),
    (P(HALF, x), "x/2", "x/2", r"\frac{\mathbf{x}}{2}"),
    (P(Number(sympy.Rational(-3, 2)), x), "-3*x/2", "−3x/2", r"-\frac{3 \mathbf{x}}{2}"),
    (P(HALF, Sum(A, T(A))), "(A + A')/2", "(A + Aᵀ)/2", r"\frac{A + A^{\top}}{2}"),
    (P(Total(x), over(SizeNumber(n))), "sum(x)/n", "sum(x)/n", r"\frac{\operatorname{sum}(\mathbf{x})}{n}"),
    (P(Variable("n", *SCALAR), SizeNumber(n)), "n*tr(eye(n))", "n n", "n n"),
    # elementwise
    (HadamardPower(x, Number(2)), "x.^2", "x^⊙2", r"\mathbf{x}^{\odot 2}"),
    (H(x, under(y)), "x./y", "x ⊘ y", r"\mathbf{x} \oslash \mathbf{y}"),
    (negative(H(x, under(y))), "-x./y", "−x ⊘ y", r"-\mathbf{x} \oslash \mathbf{y}"),
    (under(HadamardPower(x, Number(2))), "1./x.^2", "1 ⊘ x^⊙2", r"1 \oslash \mathbf{x}^{\odot 2}"),
    (P(s, under(x)), "s./x", "s ⊘ x", r"s \oslash \mathbf{x}"),
    (P(Number(2), H(x, y)), "2*x.*y", "2x ⊙ y", r"2 \mathbf{x} \odot \mathbf{y}"),
    (P(HALF, H(x, under(y))), "(x./y)/2", "(x ⊘ y)/2", r"\frac{\mathbf{x} \oslash \mathbf{y}}{2}"),
    (P(s, H(x, y)), "s*(x.*y)", "s (x ⊙ y)", r"s (\mathbf{x} \odot \mathbf{y})"),
    (P(A, H(B, A)), "A*(B.*A)", "A (B ⊙ A)", r"A (B \odot A)"),
    (H(P(A, B), A), "(A*B).*A", "(A B) ⊙ A", r"(A B) \odot A"),
    (Kronecker(T(B), A), "kron(B', A)", "Bᵀ ⊗ A", r"B^{\top} \otimes A"),
    (P(Kronecker(A, Identity(n)), Commutation(n, n)), "kron(A, eye(n))*commutation(n, n)", "(A ⊗ Iₙ) Kₙₙ",
     r"(A \otimes I_{n}) K_{n, n}"),
    # leaves
    (ZERO, "0", "0", "0"),
    (Zeros(m, n), "zeros(m, n)", "0", "0"),
    (Zeros(n, SIZE_ONE), "zeros(n)", "0", r"\mathbf{0}"),
    (Ones(n, SIZE_ONE), "ones(n)", "𝟏ₙ", r"\mathbf{1}_{n}"),
    (Ones(SIZE_ONE, n), "ones(1, n)", "𝟏ₙᵀ", r"\mathbf{1}_{n}^{\top}"),
    (Ones(m * n, 2 * k), "ones(m*n, 2*k)", "𝟏ₘₙ,₂ₖ", r"\mathbf{1}_{m n \times 2 k}"),
    (Commutation(m, q), "commutation(m, q)", "K_(m,q)", "K_{m, q}"),
    (Identity(n), "eye(n)", "I", "I"),
    (Literal(2, 1, Sum(P(Number(6), s), Number(12)), Sum(P(Number(-10), t), Number(1))), "[6*s + 12; -10*t + 1]",
     "[6s + 12; −10t + 1]", r"\begin{bmatrix} 6 s + 12 \\ -10 t + 1 \end{bmatrix}"),
    (P(rate, Number(sympy.pi)), "lambda*pi", "λ π", r"\lambda \pi"),
    # names
    (Variable("X1", n, n), "X1", "X₁", "X_{1}"),
    (Variable("w_1", n, SIZE_ONE), "w_1", "w₁", r"\mathbf{w}_{1}"),
    (Variable("x_hat", n, SIZE_ONE), "x_hat", "x_hat", r"\mathbf{x}_{\mathrm{hat}}"),
    (Variable("what", n, SIZE_ONE), "what", "what", r"\mathbf{what}"),
    (Variable("mu", n, SIZE_ONE), "mu", "μ", r"\boldsymbol{\mu}"),
    (Variable("Sigma_12", n, n), "Sigma_12", "Σ₁₂", r"\Sigma_{12}"),
    (Variable("Alpha", n, n), "Alpha", "Α", r"\mathrm{A}"),
    (Variable("x__1_", *SCALAR), "x__1_", "x__1_", r"\mathrm{x\_\_1\_}"),
    # functions
    (Function("logdet", *SCALAR, A), "logdet(A)", "log|A|", r"\log \lvert A \rvert"),
    (Power(Function("logdet", *SCALAR, A), Number(2)), "logdet(A)^2", "(log|A|)²", r"(\log \lvert A \rvert)^{2}"),
    (Function("det", *SCALAR, P(Function("det", *SCALAR, A), B)), "det(det(A)*B)", "det(|A| B)",
     r"\det(\lvert A \rvert B)"),
    (Function("abs", *SCALAR, Function("det", *SCALAR, A)), "abs(det(A))", "|det(A)|", r"\lvert \det(A) \rvert"),
    (Function("norm", *SCALAR, P(Function("abs", *SCALAR, s), x)), "norm(abs(s)*x)", "norm(|s| x)",
     r"\operatorname{norm}(\lvert s \rvert \mathbf{x})"),
    (T(Ones(SIZE_ONE, n)), "ones(1, n)'", "(𝟏ₙᵀ)ᵀ", r"(\mathbf{1}_{n}^{\top})^{\top}"),
    (Function("norm", *SCALAR, x), "norm(x)", "‖x‖", r"\lVert \mathbf{x} \rVert"),
    (Function("norm", *SCALAR, X), "norm(X)", "‖X‖", r"\lVert X \rVert_{F}"),
    (Function("abs", *SCALAR, s), "abs(s)", "|s|", r"\lvert s \rvert"),
    (Function("abs", n, SIZE_ONE, x), "abs(x)", "abs(x)", r"\operatorname{abs}(\mathbf{x})"),
    (Function("sigmoid", n, SIZE_ONE, x), "sigmoid(x)", "sigmoid(x)", r"\sigma(\mathbf{x})"),
    (Trace(P(b, T(a), Increment(X))), "tr(b*a'*dX)", "tr(b aᵀ ΔX)",
     r"\operatorname{tr}(\mathbf{b} \mathbf{a}^{\top} \Delta X)"),
    (Diag(x), "diag(x)", "diag(x)", r"\operatorname{diag}(\mathbf{x})"),
    (FunctionValue("value", *SCALAR, Sum(X, Increment(X))), "f(X + dX)", "f(X + ΔX)", r"f(X + \Delta X)"),
    (T(FunctionValue("gradient", m, n, X)), "grad f(X)'", "∇f(X)ᵀ", r"\nabla f(X)^{\top}"),
    (FunctionValue("jacobian", m, n, x), "J(x)", "J(x)", r"J_{f}(\mathbf{x})"),
    (FunctionValue("derivative", *SCALAR, s), "f'(s)", "f′(s)", "f'(s)"),
    (FunctionValue("second derivative", *SCALAR, s), "f''(s)", "f″(s)", "f''(s)"),
]  # fmt: skip


@pytest.mark.parametrize(("node", "typed", "line", "tex"), SPELLINGS, ids=[row[1] for row in SPELLINGS])
def test_spelled_with_the_fewest_parentheses_that_keep_the_meaning(node, typed, line, tex):
    assert text(node) == typed
    assert unicode(node) == line
    assert latex(node) == tex


def test_increments_in_the_notation_of_the_style():
    d = Style(notation="d")
    assert unicode(T(Increment(X)), d) == "dXᵀ"
    assert latex(Increment(x), d) == r"\mathrm{d}\mathbf{x}"
    assert unicode(Power(Increment(A), Number(2))) == "(ΔA)²"


def test_a_quotient_over_something_is_one_quotient():
    """In the language that is typed it stays as it was built, which is how it reads back."""
    inverse, half = Number(-1), Number(-HALF.value)
    outer = P(P(t, Power(s, inverse)), Power(Sum(s, t), inverse))
    assert (text(outer), unicode(outer), latex(outer)) == ("t/s/(s + t)", "t/(s (s + t))", r"\frac{t}{s (s + t)}")
    assert unicode(P(half, P(Number(2), t, Power(s, inverse)))) == "−t/s"
    assert unicode(P(P(t, Power(s, inverse)), x, Power(t, inverse))) == "t x/(s t)"
    assert unicode(P(A, P(T(x), x, Power(s, inverse)), x, Power(t, inverse))) == "A (xᵀ x/s) x/t"


def test_numbers_that_the_user_multiplies_stay_as_they_are():
    assert (unicode(P(HALF, Number(2))), unicode(P(HALF, Number(4), s))) == ("2/2", "4s/2")


def test_the_function_is_called_as_the_style_says():
    g = Style(function="f1")
    value = FunctionValue("gradient", m, n, X)
    assert (text(value, g), unicode(value, g), latex(value, g)) == ("grad f1(X)", "∇f₁(X)", r"\nabla f_{1}(X)")


def test_decimals_only_where_asked_for_and_where_they_end():
    tenth, third = (P(Number(sympy.Rational(1, q)), x) for q in (10, 3))
    decimals = Style(decimals=True)
    assert text(tenth) == "x/10"
    assert text(tenth, decimals) == "0.1*x"
    assert text(third, decimals) == "x/3"
    assert text(Number(sympy.Rational(-25, 2)), decimals) == "-12.5"
    assert unicode(tenth, decimals) == "0.1x"


def test_deep_and_shared_expressions_cost_one_visit_a_node(monkeypatch):
    visits = Counter()

    def counted(rule):
        def spell(walker, node):
            visits[node] += 1
            return rule(walker, node)

        return spell

    node = s
    for _ in range(400):
        node = Function("exp", *SCALAR, Sum(node, Number(1)))
    assert text(node).count("exp(") == 400
    assert latex(node).count("{") == latex(node).count("}")
    shared = Sum(*(Product(Number(i + 2), Power(node, Number(2))) for i in range(50)))
    for kind in (Function, Power, Product, Sum):
        monkeypatch.setitem(RULES, kind, counted(RULES[kind]))
    unicode(shared)
    assert len(visits) == 400 * 2 + 1 + 50 + 1
    assert set(visits.values()) == {1}


def test_an_unknown_node_kind_is_refused():
    class Strange(Node):
        pass

    with pytest.raises(TypeError, match="Strange"):
        text(Strange(A))
