"""What was read to the letter without a word, and meant otherwise: it is read as meant, asked about, or told."""

import pytest
from test_hints import commands, error_of
from test_misleading_notations import offered, read

from matdiff_cli.typing.read import read_problems


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"\left|\left|A\right|\right|^2 wrt A", "norm(A)^2"),
        (r"\left|\left|Ax-b\right|\right|_2^2 wrt x", "norm(A*x - b)^2"),
        (r"\left\lvert\left\lvert x\right\rvert\right\rvert wrt x", "norm(x)"),
        (r"\lvert\lvert A \rvert\rvert_F^2 wrt A", "norm(A)^2"),
        (r"\vert\vert Ax \vert\vert_2^2 + \vert\vert x \vert\vert_1 wrt x", "norm(A*x)^2 + norm1(x)"),
        (r"\vert A \vert\vert B \vert wrt A", "det(A)*det(B)"),
        (r"\lvert A \rvert\lvert B \rvert wrt A", "det(A)*det(B)"),
        (r"\left|\left|x\right| - 1\right| wrt x", "abs(abs(x) - 1)"),
        (r"\lvert\lvert x \rvert - \lvert y\rvert\rvert wrt x", "abs(abs(x) - abs(y))"),
        ("|||x|| - 1| wrt x", "abs(norm(x) - 1)"),
        ("| |A| | wrt A", "abs(det(A))"),
    ],
)
def test_two_pairs_of_bars_are_those_of_a_norm(text, value):
    assert read(text)[0] == value


@pytest.mark.parametrize(
    "text",
    ["|||A||| wrt A", r"\left|\left|\left|A\right|\right|\right| wrt A", r"\left\|\left|A\right|\right\| wrt A"],
)
def test_three_bars_are_another_norm(text):
    assert error_of(text).message == "this norm is not among the norms"


@pytest.mark.parametrize("text", ["log|det A| wrt A", "log |det(A)| wrt A"])
def test_a_function_ends_at_the_bar_that_closes(text):
    assert read(text)[0] == "logdet(A)"


@pytest.mark.parametrize(
    "text",
    [
        "log Σ exp(x) wrt x",
        "log(Σ exp(x)) wrt x",
        "log Σ e^{x} wrt x",
        "-Σ p log p wrt p",
        "1/n Σ (y - Xw)^2 wrt w",
        "Σ(y - Xβ)² wrt β",
        "Σ|x| wrt x",
        "Σ ||x||^2 wrt x",
    ],
)
def test_a_capital_sigma_before_what_acts_on_entries_may_be_a_sum(text):
    assert error_of(text).message == "is Σ a matrix, or the sign of a sum?"


@pytest.mark.parametrize(
    "text",
    [
        "Σ x wrt x",
        "x'Σ(x - y) wrt x",
        "Σ*exp(x) wrt x",
        "Σ^-1 exp(x) wrt x",
        "Σ exp(x) wrt x where Σ: matrix",
        "Σ x x' wrt x",
        "Σ exp(x) x' wrt x",
    ],
)
def test_other_capital_sigmas_are_matrices(text):
    assert "Sigma" in read(text)[0]


def test_a_vec_does_not_reach_across_another():
    assert error_of("vec A' vec B wrt A").message == "how far does vec reach?"
    assert read("vec A inv(B) wrt A")[0] == "vec(A*B^-1)"


def test_a_new_line_is_no_product():
    text = "x'*A*x\ny'*y wrt x"
    assert error_of(text).message == "does the formula go on in the new line?"
    assert offered(text) == ["x'*A*x * y'*y wrt x"]


@pytest.mark.parametrize("word", ["evaluated at", "times", "over"])
def test_what_stands_on_both_sides_of_a_word_of_latex_is_no_product(word):
    assert offered(rf"x^T A x \text{{ {word} }} A") == []


@pytest.mark.parametrize(
    "text", ["x'*A*x\n+ b'*x\nwrt x", "x'*A*x +\nb'*x wrt x", "[1, 2\n3, 4]*x wrt x", "(x'\nA x) wrt x"]
)
def test_a_formula_may_go_on_in_a_new_line(text):
    assert read(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("AC⊗BD wrt A", "kron(A*C, B*D)"),
        ("AB∘CD wrt A", "(A*B).*(C*D)"),
        ("Ax∘Bx wrt x", "(A*x).*(B*x)"),
        ("x∘Ax∘y wrt x", "x.*(A*x).*y"),
        ("x./Ay wrt x", "x./(A*y)"),
        ("A.*Bx wrt x", "(A.*B)*x"),
    ],
)
def test_letters_written_together_are_one_factor_beside_other_signs(text, value):
    assert read(text)[0] == value


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("A ∘ B x wrt x", "A ∘ B"),
        ("A*B⊗C*D wrt A", "B⊗C"),
        ("A o Bx wrt x", "A o B"),
        (r"A \odot B x wrt x", r"A \odot B"),
    ],
)
def test_what_comes_first_of_two_signs_is_told(text, first):
    assert any(remark.endswith(f"is read from left to right, {first} first") for remark in read(text)[1])


@pytest.mark.parametrize(
    "text", ["A.*B*x wrt x", "A*x ⊙ y wrt x", "(A ⊗ B)*x wrt x", "x ⊙ y / 2 wrt x", "np.sum(A * B @ x) wrt x"]
)
def test_signs_that_are_plain_are_not_told_of(text):
    assert not any("left to right" in remark for remark in read(text)[1])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("0'x wrt x", "0 is a number; nobody transposes one"),
        ("β^T x wrt x where T: scalar", "is the T of this power a transpose, or the number T?"),
        ("γ^T v wrt v where T: integer", "is the T of this power a transpose, or the number T?"),
        ("xT*A*x wrt x", "is the T in xT a transpose?"),
        ("invert(A).b wrt A", "invert is not read of such arguments"),
    ],
)
def test_what_is_two_things_is_asked_about(text, message):
    assert error_of(text).message == message


def test_a_matrix_called_t_is_no_exponent():
    assert read("A^T x wrt x where T: matrix")[0] == "A'*x" and read("x'T x wrt x where T: scalar")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("3x2 + x wrt x", "x2 is one name, apart from x; a power is x^2"),
        ("x2y + x wrt x", "x2y is one name, apart from x; products are written with * or blanks"),
        ("I3 x wrt x", "I3 is a matrix like others; the identity is I_3"),
        ("K_mn vec(X) wrt X", "K_mn is a matrix like others; the commutation matrix is commutation(m, n)"),
        ("A exp(-t/τ) wrt t", "t is a vector, as small Latin letters are; declare t: scalar for a number"),
        ("||P_Ω(A - U*V')||_F^2 wrt U", "P_Ω(…) is read as a product with P_Ω; write P_Ω*(…) to say so"),
        (r"\Pi(x - y) wrt x", r"\Pi(…) is read as a product with \Pi; write \Pi*(…) to say so"),
    ],
)
def test_what_looks_like_something_else_is_told(text, told):
    assert told in read(text)[1]


@pytest.mark.parametrize(
    "text",
    [
        "x1 + x2 wrt x1",
        "x2'x1 wrt x1",
        "x'x1 + x'x2 wrt x",
        "I_3 x wrt x",
        "t'x wrt t",
        "e^{tA}x wrt t",
        "x'y wrt t",
        "A(x - y) wrt x",
        "Π*(x - y) wrt x",
    ],
)
def test_what_is_plain_is_not_told_of(text):
    said = ("is one name", "like others", "t is a vector", "is read as a product")
    assert not any(words in remark for remark in read(text)[1] for words in said)


@pytest.mark.parametrize(
    "name", ["square", "sumsq", "normsq", "sqnorm", "norm_squared", "trans", "matmul", "mmult", "invert", "mat_trace"]
)
def test_a_function_of_other_languages_is_not_offered_as_another_one(name):
    hint = error_of(f"{name}(x) wrt x").hint
    assert "did you mean" not in hint and not commands(hint)


@pytest.mark.parametrize(
    "text",
    [
        r"\operatorname{Hess} x^TAx",
        r"\mathrm{Hess}_x (x^TAx)",
        r"\operatorname{Var}[w^Tx] wrt w",
        r"\operatorname{prox}_{f} x wrt x",
    ],
)
def test_an_operator_is_no_product(text):
    assert error_of(text).message.endswith(" a function here?")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (r"w^T \mathrm{Cov} w wrt w", "w'*Cov*w"),
        (r"w^T \operatorname{Cov} \cdot w wrt w", "w'*Cov*w"),
        (r"x^T \operatorname{Cov}^{-1} x wrt x", "x'*Cov^-1*x"),
        (r"\operatorname{softmax} x wrt x", "softmax(x)"),
        (r"\mathbb{I}x wrt x", "eye(m)*x"),
        (r"I_{n\times n} x wrt x", "eye(n)*x"),
        ("I_{n,n} x wrt x", "eye(n)*x"),
        ("I_{m n} x wrt x", "eye(m*n)*x"),
    ],
)
def test_other_words_and_identities_are_read(text, value):
    assert read(text)[0] == value


def test_an_operator_in_bold_is_told_of():
    assert "H(…) is read as a product with H; write H*(…) to say so" in read(r"\mathbf{H}(x^TAx)")[1]


@pytest.mark.parametrize("text", [r"\max_i x_i wrt x", r"\min_k \|x-c_k\|^2 wrt x", "min_k ||x - c_k|| wrt x"])
def test_what_an_extremum_is_over_is_no_other_target(text):
    assert error_of(text).message == "the target is named twice, and not the same"
    assert read(r"\min_{\mathbf{x}} \|A\mathbf{x}-b\|^2 wrt \mathbf{x}") and read(r"\min_\theta \theta^2 wrt \theta")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        (r"\frac{N}{2}\ln\beta - \frac{\beta}{2}\|t-\Phi w\|^2 wrt \beta", "N"),
        ("T log λ - λ x'x wrt λ", "T"),
        ("N log σ + x'x/(2σ^2) wrt σ", "N"),
    ],
)
def test_a_capital_that_counts_is_a_number_rather_than_the_target_a_vector(text, count):
    assert f"{count} is taken as a scalar" in read(text)[1]
    assert "beta" in read("A x + β wrt x")[0] and "β is taken as a vector" in read("A x + β wrt x")[1]


@pytest.mark.parametrize("text", ["K_mn vec(X)", "X†y + X*z", "log det X−1", "I3 X"])
def test_what_is_told_does_not_depend_on_where_the_target_stands(text):
    (inside,), (outside,) = read_problems(f"{text} wrt X"), read_problems(text, wrt=["X"])
    assert inside.reading == outside.reading != ()


@pytest.mark.parametrize("text", ["e^-x'x wrt x", "e^x'A x wrt x", "e^-xᵀ x wrt x", "e^-x^T x wrt x"])
def test_a_row_in_an_exponent_before_an_operand_may_be_its_factor(text):
    assert error_of(text).message.startswith("does the exponent end with ")
    assert read("e^A'x wrt x")[0] == "expm(A')*x" and read("e^{-x'x} wrt x")[0] == "exp(-x'*x)"


@pytest.mark.parametrize("text", ["e^2x wrt x", "e^-2t wrt t", "e^-0.5x'x wrt x", "e^-½x'x wrt x", "e^2(x + y) wrt x"])
def test_a_number_in_an_exponent_that_touches_what_follows_may_be_its_factor(text):
    assert error_of(text).message.startswith("does the exponent end with ")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("e^2 x wrt x", "exp(2)*x"),
        ("e^{2}x wrt x", "exp(2)*x"),
        ("e^2*x wrt x", "exp(2)*x"),
        ("e^2x wrt x where e: scalar", "e^2*x"),
        (r"e^2 x^\top x wrt x", "exp(2)*x'*x"),
        ("√(x²) wrt x", "sqrt(x^2)"),
        ("√x' wrt x", "sqrt(x)'"),
    ],
)
def test_where_exponents_and_roots_end_is_clear(text, value):
    assert read(text)[0] == value


def test_a_root_of_a_power_is_asked_about():
    assert offered("√x² wrt x") == ["sqrt(x²) wrt x", "sqrt(x)² wrt x"]
    assert offered("√x^2 + 1 wrt x") == ["sqrt(x^2) + 1 wrt x", "sqrt(x)^2 + 1 wrt x"]


@pytest.mark.parametrize("text", ["||θ||^2 wrt θ", "diag(θ)*x wrt x", "sum(θ) wrt θ", "softmax(θ) wrt θ"])
def test_a_greek_scalar_that_stands_for_all_entries_is_told_of(text):
    assert "θ is a scalar, as small Greek letters are; declare θ: vector for a vector" in read(text)[1]
    assert not any("θ is a scalar" in remark for remark in read("log(θ) + exp(θ) wrt θ")[1])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("y'Xw - 1'e^{Xw} wrt w", "y'*X*w - ones(m)'*exp(X*w)"),
        (r"\mathbf{1}^\top e^{X w} wrt w", "ones(m)'*exp(X*w)"),
        ("sum(e^{Ax + b}) wrt x", "sum(exp(A*x + b))"),
        ("log(1'e^x) wrt x", "log(ones(m)'*exp(x))"),
        ("c'e^{Ax} wrt x", "c'*exp(A*x)"),
        ("e^x/sum(e^x) wrt x", "exp(x)/sum(exp(x))"),
        ("sum(log(1 + e^{-Xw})) wrt w", "sum(log(ones(m) + exp(-X*w)))"),
    ],
)
def test_the_exponential_of_a_vector_is_that_of_its_entries(text, value):
    assert read(text)[0] == value
    assert any(remark.endswith(" is exp of every entry") for remark in read(text)[1])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("e^x wrt x", "exp(x)"),
        ("x*e^(-x) wrt x", "x*exp(-x)"),
        ("e^{At}b wrt t", "expm(A*t)*b"),
        ("c'e^{At} wrt t", "c'*expm(A*t)"),
        ("x'e^{At}Bx wrt t", "x'*expm(A*t)*B*x"),
        ("a'e^{-x}b wrt x", "a'*exp(-x)*b"),
        ("tr(e^{tA}) wrt t", "tr(expm(t*A))"),
    ],
)
def test_the_exponential_of_a_number_and_of_a_matrix_stay_what_they_are(text, value):
    assert read(text)[0] == value
