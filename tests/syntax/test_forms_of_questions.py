"""The forms of a question give the expression and the target."""

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems
from matdiff_cli.typing.scope import SCALAR

QUADRATIC = "x'*A*x"


def same(text, plain):
    asked, meant = read_problems(text)[0], read_problems(plain)[0]
    return (
        asked.target == meant.target
        and list(asked.symbols.items()) == list(meant.symbols.items())
        and structure(asked.function) == structure(meant.function)
    )


def structure(node):
    return node.op, node.value, [structure(arg) for arg in node.args]


@pytest.mark.parametrize("text", [
    "d/dx {}", "d/d x {}",
    "(d/dx) {}", "d/dx ({})", "d({})/dx", "d {}/dx", "∂/∂x {}", "∂({})/∂x", "∂ {}/∂x", "∂/∂x({})",
    "∇_x {}", "∇_{{x}} {}", "grad_x {}", "gradient_x ({})",
    "Grad_x {}", "Gradient_x ({})", "grad_x({})", "derivative of {} with respect to x",
    "gradient of {} w.r.t. x",
    "the partial derivative of {} WRT x", "Derivative of {} wrt x",
    "D[{}, x]", "diff({}, x)", "gradient({}, x)",
    "min_x {}", "argmin_{{x}} {}", "max_x {}", "minimize {} wrt x", "f(x) = {}", "f(x, A) = {} wrt x", "$ {} $ wrt $x$",
    "gradient {} wrt x", "derivative {} wrt x",
    "differentiate {} with respect to x", "Differentiate {} by x", "what is the derivative of {} wrt x?",
    "whats the derivative of {} wrt x", "deriv of {} wrt x", "grad wrt x of {}",
    "calculate the gradient of {} wrt x", "minimize {} over x", "({}).diff(x)", "@(x) {}", "f = @(x) {}",
    "x -> {}", "f = (x) -> {}", "ln L(x) = {}", "ForwardDiff.gradient(x -> {}, x)", "jax.grad(lambda x: {})(x)",
    "{}, x", "f(x) = {} wrt x", "∇_x ( {} )", "derivative of f(x) = {}", "∇_x({})", "∂_x({})", "∇_{{x}}({})",
    "min over x {}", "minimize over x: {}", "min_x: {}", "{} w.r.t.x",
    "minimize over x the function {}",
    "derive d/dx {}", "d {}/d x", "δ/δx {}", "δ({})/δx", "wrt x: {}", "with respect to x: {}", "w.r.t. x, {}",
    "wrt x {}", "derivative wrt x of {}", "the derivative with respect to x of {}", "Gradient w.r.t. x: {}",
    "{}, wrt x", "{} (wrt x)", "{} w/ respect to x", "find d/dx {}.", "d/dx {};", "{} wrt x.",
    "d/dx ({}) =", "f(A) = {} wrt x", "log p(A|x) = {} wrt x",
])  # fmt: skip
def test_a_form_is_read_without_a_remark(text):
    asked = text.format(QUADRATIC)
    assert same(asked, f"{QUADRATIC} wrt x")
    assert read_problems(asked)[0].reading == ()
    assert read_problems(asked)[0].order == 1


@pytest.mark.parametrize("text", [
    "Hessian of {} with respect to x", "the second derivative of {} wrt x", "∇² {} wrt x", "∇^2_x {}", "d^2/dx^2 {}",
    "∂²/∂x² {}", "d²({})/dx²", "∂²({})/∂x∂xᵀ", "d^2 ({}) / dx dx^T", "∂² {}/∂x∂x'", "∇_x^2 {}", "∇_x² {}",
    "d2/dx2 {}", "d2/dx2({})", "hess({}, x)", "hessian({}, x)", "hess_x {}", "D[{}, {{x, 2}}]", "diff({}, x, 2)",
    "({}).diff(x, x)", "d²({})/dxdxᵀ", "d^2({})/dxdx'", "d²/dxdx^T {}", "∂({})/∂x∂xᵀ", "hessian wrt x of {}",
    "Hess_x({})", "hess_x({})", "∇∇ᵀ {} wrt x", "∇∇^T({}) wrt x", "Hess_x {}", "Hessian_{{x}} {}",
])  # fmt: skip
def test_a_second_derivative_may_be_asked_for_in_words(text):
    asked = text.format(QUADRATIC)
    assert same(asked, f"{QUADRATIC} wrt x")
    assert read_problems(asked)[0].order == 2


@pytest.mark.parametrize("sign", ["jac_x", "Jac_x", "jacobian_x", "Jacobian_{x}"])
def test_a_jacobian_may_have_its_target_below(sign):
    assert same(f"{sign} sin(A*x)", "sin(A*x) wrt x")


@pytest.mark.parametrize("form", [
    "d/dx {}", "d {}/dx", "∂ {}/∂x", "∇_x {}", "∇ {}", "∇^2 {}", "grad_x {}", "grad {}", "min_x {}", "argmin_{{x}} {}",
    "min {}", "minimize {} over x", "gradient {} wrt x", "derivative {} wrt x", "gradient of {} wrt x",
    "differentiate {} by x", "min over x {}", "∂² {}/∂x∂x'", "hess_x {}", "f(x) = {}",
])  # fmt: skip
@pytest.mark.parametrize("body", [
    "-log(x'*x)", "−log(x'*x)", ".5*x'*x", "√(x'*x)", "[x'*x]^2", "<x, A*x>", "‖x‖^2", "½ x'*x", "-λ*x'*x", "|a'*x|",
])  # fmt: skip
def test_a_form_is_read_in_front_of_signs_and_brackets(form, body):
    assert same(form.format(body), f"{body} wrt x")


@pytest.mark.parametrize("text", ["∇ₓ² {}", "∇²ₓ {}", "∂ₓ {}", "∂x {}"])
def test_a_lowered_target_may_have_a_square_and_any_sign_of_a_derivative(text):
    (problem,) = read_problems(text.format(QUADRATIC))
    assert same(text.format(QUADRATIC), f"{QUADRATIC} wrt x")
    assert problem.order == (2 if "²" in text else 1)


@pytest.mark.parametrize(("text", "place", "hint"), [
    ("d/dx_i x'*A*x", "x_i", "an entry of the derivative by x"),
    ("∂(tr(A*X))/∂X_ij", "X_ij", "an entry of the derivative by X"),
    ("d²/dxdy x'*A*y", "xdy", "every block"), ("d(A*x)/dxT", "xT", "dx'"),
])  # fmt: skip
def test_a_derivative_by_a_part_or_by_two_symbols_is_no_zero(text, place, hint):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert hint in error.value.hint
    (mark,) = error.value.marks
    assert text[mark.span.start : mark.span.end] == place


def test_a_derivative_by_a_name_that_is_there_or_is_no_part_is_taken():
    assert read_problems("d/dx_i (x'*x_i)")[0].target.names == ("x_i",)
    assert read_problems("d/dy x'*x")[0].target.names == ("y",)
    assert read_problems("d/dx_1 (x₁'*x)")[0].target.names == ("x_1",)


@pytest.mark.parametrize("form", ["∇_{{x, A}} {}", "min_{{x,A}} {}", "argmin_{{ x , A }} {}"])
def test_several_targets_may_stand_below(form):
    assert [each.target.names for each in read_problems(form.format(QUADRATIC))] == [("x",), ("A",)]


@pytest.mark.parametrize(
    "text",
    [r"\nabla_{x,A} x^TAx", r"\min_{x \in \mathbb{R}^n, A} x^TAx", r"\underset{x, A}{\operatorname{argmin}} x^TAx"],
)
def test_several_symbols_below_a_sign_of_latex_are_several_targets(text):
    assert [each.target.names for each in read_problems(text)] == [("x",), ("A",)]


def test_several_targets_may_stand_in_front():
    assert [each.target.names for each in read_problems("wrt x, A: x'*A*x")] == [("x",), ("A",)]


@pytest.mark.parametrize("text", ["wrt x, y", "wrt x where x: vector", "wrt x", "f(x) ="])
def test_a_question_without_an_expression_is_none(text):
    with pytest.raises(MatdiffError):
        read_problems(text)


@pytest.mark.parametrize("text", [
    "d/dx*x'*x wrt x where d: scalar, dx: scalar", "d*(x'*x)/dx wrt x where d: scalar, dx: scalar",
    "grad_x'*x wrt x", "grad_x*(x'*x) wrt x where grad_x: scalar", "D*x wrt x", "diff'*x wrt x", "min_x'*x wrt x",
    "min_x - x_0 wrt x_0",
    "d/d_x wrt x where d_x: scalar", "x'*of wrt x",
])  # fmt: skip
def test_names_that_look_like_a_question_stay_names(text):
    problem = read_problems(text)[0]
    assert problem.order == 1
    assert problem.reading == ()
    name = next(name for name in ("grad_x", "min_x", "WRT", "diff", "of", "D", "d") if name in text)
    assert name in problem.symbols


def test_a_declared_name_is_no_question_when_declared_elsewhere():
    problem = read_problems("d/dx*x'*x", wrt=["x"], where=["d, dx: scalar"])[0]
    assert {"d", "dx"} <= problem.symbols.keys()


@pytest.mark.parametrize(
    ("text", "remark"),
    [
        ("d/dx x'*A*x + b'*x", "d/dx is taken of all that follows"),
        ("∇_x x'*A*x + b'*x", "∇_x is taken of all that follows"),
        ("∇_x(x'*A*x) + b'*x", "∇_x is taken of all that follows"),
        ("grad_x x'*A*x + b'*x", "grad_x is taken of all that follows"),
    ],
)
def test_what_is_not_to_the_letter_is_said(text, remark):
    assert read_problems(text)[0].reading == (remark,)


@pytest.mark.parametrize(("text", "plain"), [
    ("d||A*x - b||^2/dx", "||A*x - b||^2 wrt x"), ("d‖x‖/dx", "‖x‖ wrt x"), ("d|X|/dX", "|X| wrt X"),
    ("dlog|X|/dX", "log|X| wrt X"), ("dtr(A*X)/dX", "tr(A*X) wrt X"), ("dlog(a'*x)/dx", "log(a'*x) wrt x"),
])  # fmt: skip
def test_a_differential_may_stand_right_before_a_bar_or_a_function(text, plain):
    assert same(text, plain)


@pytest.mark.parametrize("text", ["d|x|/dx wrt x where d, dx, x: scalar", "dlog*x/dx wrt x where dx, dlog: scalar"])
def test_a_d_that_is_declared_is_no_differential(text):
    assert {"dx"} <= read_problems(text)[0].symbols.keys()


def test_a_number_behind_a_name_is_no_second_derivative_without_its_sign():
    assert read_problems("d/dx2 x2'*x2")[0].target.names == ("x2",)
    assert read_problems("∇²_x2 x2'*x2")[0].target.names == ("x2",)


@pytest.mark.parametrize(("text", "kind"), [
    ("min_{θ∈ℝᵈ} θ'*K*θ", "vector"), ("min_{x ∈ R^n} x'*A*x", "vector"), ("min_{W ∈ R^(m x n)} ||W*x||^2", "matrix"),
    (r"\min_{\theta\in\mathbb{R}^d} \theta^T K\theta", "vector"), (r"\min_{x\in\mathbb{R}} x^2 - 2x", "scalar"),
    (r"\min_{W\in\mathbb{R}^{m\times n}} \|WX\|_F^2", "matrix"),
])  # fmt: skip
def test_the_set_below_a_minimum_says_what_its_symbol_is(text, kind):
    (problem,) = read_problems(text)
    assert problem.symbols[problem.target.names[0]].kind == kind


@pytest.mark.parametrize("text", ["d/dx x'*y wrt y", "∂/∂y f(x) = x'*y", "d/dx x'*A*x, A"])
def test_two_targets_are_refused(text):
    with pytest.raises(MatdiffError) as error:
        read_problems(text)
    assert error.value.kind == "syntax"


def test_places_stay_where_they_were():
    with pytest.raises(MatdiffError) as error:
        read_problems("derivative of x'*A*x + with respect to x")
    assert error.value.marks[0].span.start == 23


@pytest.mark.parametrize(
    "text", ["x'*A*x wrt x where A is symmetric", "x'*A*x wrt x where x is a vector, A is symmetric"]
)
def test_declarations_may_be_sentences(text):
    assert read_problems(text)[0].symbols["A"].structure == "symmetric"


def test_a_target_stands_right_behind_nabla_where_the_rest_depends_on_it():
    (problem,) = read_problems("∇x x'*A*x")
    assert same("∇x x'*A*x", "x'*A*x wrt x")
    assert problem.reading == ("∇x is taken of all that follows",)
    assert same("∇A x", "A*x wrt x")


@pytest.mark.parametrize("text", ["∇x||A*x||^2", "∇x‖A*x‖²", "∇ₓ‖A*x‖²", "∇x[||A*x||^2]", "∂x||A*x||²", "∇x<A*x, A*x>"])
def test_a_bracket_or_a_bar_may_follow_a_target_right_behind_nabla(text):
    assert read_problems(text)[0].function.shape == SCALAR
    assert read_problems(text)[0].reading == ("∇x is taken of all that follows".replace("∇", text[0]),)
    assert same("∇x½||A*x||^2", "½||A*x||^2 wrt x") and same("∇ₓ½‖A*x‖²", "½‖A*x‖² wrt x")
    assert same("∇x||y||^2", "x*||y||^2 wrt x")


@pytest.mark.parametrize("text", [
    "calculate x'*A*x wrt x", "simplify x'*A*x wrt x", "x'*A*x over x'*x wrt x", "x'*A*x for all x wrt x",
    "x'*A*x divided by x'*x wrt x", "solve A*x = b wrt x", "x squared wrt x", "cross entropy -y'*log(x) wrt x",
    "loss x'*x wrt x",
])  # fmt: skip
def test_a_word_beside_an_operand_is_no_symbol(text):
    with pytest.raises(MatdiffError):
        read_problems(text)


@pytest.mark.parametrize(
    "text",
    [
        "the'*x wrt x",
        "of'*x wrt x",
        "over x wrt x where over: scalar",
        "x'*A*the wrt x",
        "theta x wrt x",
        "rate'*x wrt x",
        "lambd' x wrt x",
        "xbar x wrt x where xbar: scalar",
    ],
)
def test_a_word_with_an_operator_or_a_declaration_is_a_symbol(text):
    assert read_problems(text)


@pytest.mark.parametrize(("words", "plain"), [
    ("trace of A X wrt X", "tr(A*X) wrt X"), ("the trace of A X + 1 wrt X", "tr(A*X) + 1 wrt X"),
    ("log of the determinant of X wrt X", "log(det(X)) wrt X"), ("(inverse of X)*b wrt X", "inv(X)*b wrt X"),
])  # fmt: skip
def test_functions_in_words_are_of_the_term_that_follows(words, plain):
    assert same(words, plain)


@pytest.mark.parametrize(("text", "plain"), [
    ("x^t A x wrt x", "x'*A*x wrt x"), ("x^tAx wrt x", "x'*A*x wrt x"),
    ("(A x - b)^t(A x - b) wrt x", "(A*x - b)'*(A*x - b) wrt x"),
    ("a^{t} X b + b^t b wrt X", "a'*X*b + b'*b wrt X"), ("X1^t x wrt x", "X1'*x wrt x"),
])  # fmt: skip
def test_a_small_t_that_is_always_an_exponent_transposes(text, plain):
    (problem,) = read_problems(text)
    assert structure(problem.function) == structure(read_problems(plain)[0].function)
    assert any("transpose" in remark for remark in problem.reading)


@pytest.mark.parametrize("text", [
    "c^t wrt c where c: scalar, t: scalar", "β^t u wrt u", "t*c^t b wrt b where c: scalar, t: scalar",
    "c^t*b wrt b where c: scalar",
    "e^t x wrt t where t: scalar", "c^t b wrt t where c, t: scalar", "2^t b wrt b", "c^theta b wrt b where c: scalar",
])  # fmt: skip
def test_other_exponents_stay_powers(text):
    assert not any("transpose" in remark for remark in read_problems(text)[0].reading)


@pytest.mark.parametrize("text", [
    "tr(W'*A*W) wrt W subject to W'*W = I", "min_x x'*A*x s.t. x'*x = 1", r"\min_x x^TAx \quad \text{s.t. } x^Tx=1",
    "x'*A*x wrt x such that sum(x) = 1 where A: spd", "min_{w: w'w = 1} w'*A*w", "max_{||x|| = 1} x'*A*x",
])  # fmt: skip
def test_constraints_are_not_handled(text):
    with pytest.raises(MatdiffError, match="constraints are not handled"):
        read_problems(text)


@pytest.mark.parametrize("question", ["gradient of {} wrt x", "differentiate {} with respect to x", "grad({}, x)"])
def test_what_is_asked_for_may_begin_with_a_minus(question):
    assert same(question.format("-x'*A*x"), "-x'*A*x wrt x")
