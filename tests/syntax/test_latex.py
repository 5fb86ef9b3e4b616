r"""LaTeX is read as it is meant, with a note, or refused at its place."""

import subprocess
import sys

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

SAME = [
    (r"\mathbf{x}^\top A \mathbf{x} wrt \mathbf{x}", "x'*A*x wrt x"),
    (r"\left\|A x - b\right\|^2 wrt x", "||A*x - b||^2 wrt x"),
    (r"\|AX-B\|_F^2 wrt A", "||A*X - B||^2 wrt A"),
    (r"\mbox{tr}\left\{ X^T A X^{-1} B\right\} wrt X", "tr(X'*A*X^-1*B) wrt X"),
    (r"\ln|\Sigma|", "log(|Sigma|)"),
    (r"\frac{\partial}{\partial X} \operatorname{tr}(AXB)", "tr(A*X*B) wrt X"),
    (r"\frac{\partial \mathbf{a}^{\text{T}} \mathbf{X}^{-1} \mathbf{b}}{\partial \mathbf{X}}", "a'*X^-1*b wrt X"),
    (r"\nabla_A \operatorname{tr} ABA^TC", "tr(A*B*A'*C) wrt A"),
    (r"\boldsymbol{x^TA} wrt x", "x'*A wrt x"),
    (r"{\bf a}'{\bf X}{\bf b} wrt X", "a'*X*b wrt X"),
    (r"\mathbf{a}^\top\mathbf{AXB}\mathbf b wrt X", "a'*A*X*B*b wrt X"),
    (r"x^\top A x \text{ with respect to } x", "x'*A*x wrt x"),
    (r"x^\top A x \quad\text{, w.r.t. } x", "x'*A*x wrt x"),
    (r"\mathrm{grad}_x\, x^\top A x", "x'*A*x wrt x"),
    (r"x_{k+1}^\top P x_{k-1} wrt x_{k+1}", "x_kplus1'*P*x_kminus1 wrt x_kplus1"),
    (r"\hat{x}_{k|k-1}^\top P_{k \mid k} x wrt x", "x_hat_k_kminus1'*P_k_k*x wrt x"),
    (r"\langle A, X\rangle_F^2 wrt X", "<A, X>^2 wrt X"),
    (r"\langle A, X\rangle_{\mathrm{F}} wrt X", "<A, X> wrt X"),
    (r"\mathbf{A}^{+}\mathbf{b} wrt \mathbf{b}", "pinv(A)*b wrt b"),
    (r"\left(X^TX\right)^+ X^T y wrt y", "pinv(X'*X)*X'*y wrt y"),
    (r"\exp(-\tfrac12 x^\top x) wrt x", "exp(-(1/2)*x'*x) wrt x"),
    (r"$X{}^\intercal\!\, X$", "X'*X"),
    (r"\big(x^T x\big)^{2}", "(x'*x)^2"),
    (r"\langle x, Ax\rangle wrt x", "<x, A*x> wrt x"),
    (r"\nabla_X \log \det X", "log(det(X)) wrt X"),
    (r"{\|Ax-b\|}^2_2 + {\left\|x\right\|}_1 wrt x", "||A*x - b||^2 + norm1(x) wrt x"),
    (r"\mathrm{d}(x^\top A x)/\mathrm{d}x", "x'*A*x wrt x"),
    (r"\mathrm{d}\left(A\mathbf{x}\right)/\mathrm{d}\mathbf{x}", "A*x wrt x"),
    (r"L wrt w where L = \frac12 \|Xw - y\|^2, w \in \mathbb{R}^n", "L wrt w where L = (1/2)*||X*w - y||^2, w in R^n"),
    (r"r^\top r wrt w where r = y - \exp(X w); X = X^\top", "r'*r wrt w where r = y - exp(X*w), X = X'"),
    (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix} x wrt x", "[1, 2; 3, 4]*x wrt x"),
    (r"\mathbf{1}^\top \mathbf{x}", "vector(1)'*x"),
    (r"I_{m^{2}} \otimes I_{m n^3} \otimes X", "kron(kron(eye(m*m), eye(m*n*n*n)), X)"),
    (r"x_1^{\mathsf T} W^{(1)} \hat{x}_{ij} wrt x_1", "x_1'*W_1*x_hat_ij wrt x_1"),
    (r"x^{-\top} wrt x where x: matrix(n)", "x^-T wrt x where x: matrix(n)"),
    (r"x^\top W x wrt x where W: symmetric(n), x \in \mathbb{R}^{n}", "x'*W*x wrt x where W: symmetric(n), x in R^n"),
    (r"\mathbf{X}_{1} x wrt x where X1: symmetric(n), x: vector(n)", "X1*x wrt x where X1: symmetric(n), x: vector(n)"),
    (r"\mathbf{1}_{x \times \mathrm{tr}} y wrt y where y: vector(tr)", "ones(x, tr)*y wrt y where y: vector(tr)"),
    (r"\frac{\operatorname{diag}(A) + a}{\operatorname{tr}(A)} wrt A", "(diag(A) + a)/tr(A) wrt A"),
    (r"\nabla \mathbf{x}^\top A \mathbf{x} wrt x", "x'*A*x wrt x"),
    (r"\begin{align*} \frac{\partial \mathbf{a}^\top X \mathbf{b}}{\partial X} \\ \end{align*}", "a'*X*b wrt X"),
    (r"\\[ x^\top x \tag{1} \\] wrt x", "x'*x wrt x"),
    (r"f(\mathbf{w}) = \frac{1}{2} \|X \mathbf{w} - \mathbf{y}\|^2.", "(1/2)*||X*w - y||^2 wrt w"),
    (r"x^\top A x / x^\top x wrt x", "(x'*A*x)/(x'*x) wrt x"),
    (r"x^tAx \alpha wrt x", "x'*A*x*alpha wrt x"),
    (r"{\rm tr}(A X) wrt X", "tr(A*X) wrt X"),
    (r"\|\|A x - b\|\|_2^2 wrt x", "||A*x - b||^2 wrt x"),
    (r"\mathbb{1}^\top h^{(\ell)} wrt h_l", "vector(1)'*h_l wrt h_l"),
    (r"\lambda_{\max} \mathbf{x} wrt x", "lambda_max*x wrt x"),
    (r"\textbf{x}^T \textbf{A} \textbf{x} wrt x", "x'*A*x wrt x"),
    (r"{\partial \over \partial X} {\rm tr}(A^TXB)", "tr(A'*X*B) wrt X"),
    (r"{x^T A x \over {1 \over 2} x^T x} wrt x", "(x'*A*x)/((1)/(2)*x'*x) wrt x"),
    (r"\newcommand{\tr}{\operatorname{tr}} \tr(AX) wrt X", "tr(A*X) wrt X"),
    (r"\def\T{^\top} \newcommand{\norm}[1]{\left\|#1\right\|} x\T \norm{Ax - b} wrt x", "x'*||A*x - b|| wrt x"),
    (r"\DeclareMathOperator{\Tr}{tr} \Tr(AX) wrt X", "tr(A*X) wrt X"),
    (r"\norm{\norm{x} Ax}_2^2 + \norm{x}_1 wrt x", "||(||x||*A*x)||^2 + norm1(x) wrt x"),
    (r"\abs{X} + \abs{a^Tb}X wrt X", "abs(X) + abs(a'*b)*X wrt X"),
    (r"\newcommand{\norm}[1]{\left\|#1\right\|_1} \norm{x} wrt x", "norm1(x) wrt x"),
    (r"f(A) := \|ABA^T-C\|_F^2", "||A*B*A' - C||^2 wrt A"),
    (r"\|y\|^2 + \lambda\left\Vert b \right\Vert wrt y", "||y||^2 + lambda*||b|| wrt y"),
    (r"\frac{x^\top y}{\|x\|\|y\|} wrt x", "(x'*y)/(||x||*||y||) wrt x"),
    (r"\|A\mathbf{x}\|\|\mathbf{y}\|\|z\|^2 wrt x", "||A*x||*||y||*||z||^2 wrt x"),
    (r"|\beta||y| wrt \beta where y: scalar", "|beta|*|y| wrt beta where y: scalar"),
    (r"|x\cdot||y\alpha||| wrt \alpha where x: scalar", "|x*||y*alpha||| wrt alpha where x: scalar"),
    (r"|x| + ||y\alpha|| wrt \alpha where x: scalar", "|x| + ||y*alpha|| wrt alpha where x: scalar"),
    (r"\partial_X \|X\|_F^2", "||X||^2 wrt X"),
    (r"\min_{w} \|Xw-y\|^2", "||X*w - y||^2 wrt w"),
    (r"\underset{w}{\operatorname{argmin}} \|Xw-y\|^2", "||X*w - y||^2 wrt w"),
    (r"\arg\min_w \|Xw-y\|^2", "||X*w - y||^2 wrt w"),
    (r"\mathbf{x}^\top A\mathbf{x} / \mathbf{x}^\top\mathbf{x} wrt x", "(x'*A*x)/(x'*x) wrt x"),
    (r"x^\frac12 wrt x where x: scalar", "x^(1/2) wrt x where x: scalar"),
    (r"\frac{x^\top x}2 + \frac1{12} x^\top x wrt x", "(x'*x)/(2) + (1)/(12)*x'*x wrt x"),
    (r"\displaystyle\frac{1}{2} x^\top x wrt x", "(1)/(2)*x'*x wrt x"),
    (r"\arg\min\limits_w \|Xw-y\|^2", "||X*w - y||^2 wrt w"),
    (r"\boxed{\nabla_x x^\top A x}", "x'*A*x wrt x"),
    (r"\newcommand{\n}[1]{|#1\beta|} \n{\alpha}\n\gamma y wrt y", "|alpha*beta|*|gamma*beta|*y wrt y"),
    (
        r"f(\mathbf{x}) + f\left(\mathbf{x}\right)^2 wrt x where f = \mathbf{x}^\top A \mathbf{x}",
        "f(x) + f(x)^2 wrt x where f = x'*A*x",
    ),
    (
        r"\mathbf{r}(\mathbf{x})^\top \mathbf{r}(\mathbf{x}) wrt x where \mathbf{r} = A\mathbf{x} - \mathbf{b}",
        "r(x)'*r(x) wrt x where r = A*x - b",
    ),
    (r"a^\top A(x) b wrt x where A(x): matrix, x: scalar", "a'*A(x)*b wrt x where A(x): matrix, x: scalar"),
    (
        r"(\mathbf{x}-\boldsymbol{\mu})^\top \Sigma^{-1} (\mathbf{x}-\boldsymbol\mu) wrt \boldsymbol\mu",
        "(x-mu)'*Sigma^-1*(x-mu) wrt mu where mu: vector",
    ),
]


@pytest.mark.parametrize("latex, text", SAME)
def test_latex_is_read_as_the_language(latex, text):
    (found,), (wanted,) = read_problems(latex), read_problems(text)
    assert shape_of(found.function) == shape_of(wanted.function)
    assert found.target.names == wanted.target.names
    assert {n: (s.kind, s.shape, s.structure) for n, s in found.symbols.items()} == {
        n: (s.kind, s.shape, s.structure) for n, s in wanted.symbols.items()
    }


def shape_of(tree):
    """A typed tree without its places."""
    return tree.op, str(tree.shape), str(tree.value), [shape_of(arg) for arg in tree.args]


REFUSED = [
    (r"\nabla_{\Theta} J(\Theta)", "is J a function here?", 16),
    (r"\frac{\partial f}{\partial x}", "x does not occur in what is differentiated", 27),
    (r"x^\top B(x) \alpha", "is B a function here?", 7),
    (r"\sum_i x_i", r"\sum is not read yet", 0),
    (r"\nabla_x x^\top x + \alpha", "does the derivative sign reach across this?", 18),
    (r"\foo \alpha", r'"\foo" has no meaning here', 0),
    (r"\log x y \alpha", "how much of this does log take?", 5),
    (r"\log|X|^2", "does the exponent belong to the argument?", 8),
    (r"A^{\dagger} x", "this exponent is not read", 1),
    (r"\mathbf{x}^{+} - \mathbf{x}", "this exponent is not read", 10),
    (r"\min_{x, \|x\| = 1} x^T A x", "this is no symbol to differentiate by", 9),
    (r"W^{(1)} W_1 \alpha", "two symbols would both be called W_1", 8),
    (r"\frac{\alpha}{x", '"{" is never closed', 13),
    (r"\alpha (\frac{x}{y}}", '"}" has no partner before it', 19),
    (r"\left( \alpha + \frac{x}{y}", r'"\left" is never closed', 0),
    (r"(\alpha x \right)", r'"\right" has no partner before it', 10),
    (r"\begin{bmatrix} \alpha & 1", r'"\begin{bmatrix}" is never closed', 0),
    (r"\alpha x^", "the formula ends too early", 9),
    (r"\frac{\alpha}^2", "an argument is missing", 13),
    (r"\alpha \over x", "what stands over what?", 7),
    (r"\newcommand{\q}{\alpha \q x", "this definition is not read", 0),
    (r"f(\mathbf{y}) wrt x where f = \mathbf{x}^\top \mathbf{x}", "f is a defined name", 0),
    (r"\mathbf{A}\mathbf{x} + x \cdot wrt x", '"wrt" is not expected here', 31),
    (r"\mathbb{E}[x^\top x]", "expectations are not read", 0),
    (r"\sigma'(X) \odot A", "the derivative of a function inside of an expression", 0),
    (r"\nabla_x (h \circ g)(x)", "is this a composition of functions?", 9),
    (r"2 \mathbf{x}^\top \mathbf{d} \mathbf{x}", "is d the sign of an increment here?", 26),
    (r"\mathbf{W}^{(l-1)} x", "is this a power, or an index?", 10),
    (r"\nabla \cdot \mathbf{x}", "only gradients and Hessians are read", 0),
    (r"\frac{\partial^2 f}{\partial x \partial y}", "a second derivative by two symbols", 31),
    (r"\nabla^2 f", "what is differentiated?", 9),
    (r"x^\top A x \text{ for almost all } A", '"for almost all" is a word here, not a symbol', 11),
    (r"x^{*} A x \cdot 1", "this exponent is not read", 1),
    (r"\ln |I + H Q H^H| wrt Q", "this exponent is not read", 14),
    (r"d\left(x^\top x\right) \alpha", "a differential of more than a symbol", 0),
]


@pytest.mark.parametrize("latex, message, place", REFUSED)
def test_what_is_unclear_is_refused_at_its_place(latex, message, place):
    with pytest.raises(MatdiffError) as caught:
        read_problems(latex)
    assert message in caught.value.message
    assert caught.value.marks[0].span.start == place
    assert caught.value.source == latex
    assert caught.value.hint


def test_the_sigmoid_and_words_in_bold_are_noted():
    assert read_problems(r"\sigma(W x + b) wrt x")[0].reading == (r"\sigma(…) is read as the sigmoid",)
    assert read_problems(r"\mathbf{ab}^\top wrt a")[0].reading[0].startswith("ab is read as the product a b")


def test_a_declaration_wins_over_bold():
    assert read_problems(r"\boldsymbol{\mu}^2 wrt mu where mu: scalar")[0].symbols["mu"].kind == "scalar"


def test_the_backslash_of_matlab_is_none_of_latex():
    assert shape_of(read_problems(r"A\b wrt b")[0].function) == shape_of(read_problems("inv(A)*b wrt b")[0].function)


@pytest.mark.parametrize(
    "latex",
    [
        r"\nabla^2_x x^\top A x",
        r"\nabla_{x}^{2} x^\top A x",
        r"\frac{\partial^2 x^\top A x}{\partial x^2}",
        r"\frac{\partial^{2}}{\partial x \partial x^\top} x^\top A x",
    ],
)
def test_a_second_derivative_is_asked_for(latex):
    (found,) = read_problems(latex)
    assert found.order == 2 and found.target.names == ("x",)
    assert shape_of(found.function) == shape_of(read_problems("x'*A*x wrt x")[0].function)


def test_targets_and_declarations_may_be_latex():
    (found,) = read_problems(
        r"\theta^\top \Sigma \theta", wrt=[r"\theta"], where=[r"\Sigma: spd(n), \theta: vector(n)"]
    )
    assert found.target.names == ("theta",) and found.symbols["Sigma"].structure == "spd"


@pytest.mark.parametrize(
    ("latex", "remark"),
    [
        (r"\frac{\partial A x}{\partial x^\top}", "--layout numerator"),
        (r"x^t A x \alpha wrt x", "^t is read as the transpose"),
        (r"A x \in \mathbb{R}^{n} wrt x", r"what stands behind \in is left out"),
    ],
)
def test_what_is_not_to_the_letter_is_noted(latex, remark):
    assert any(remark in note for note in read_problems(latex)[0].reading)


def test_the_increment_of_a_matrix_is_a_matrix():
    (found,) = read_problems(r"\mathrm{tr}(\mathbf{X}^{-1} \mathrm{d}\mathbf{X}) wrt X")
    assert found.symbols["dX"].kind == "matrix"


def test_only_latex_loads_what_reads_latex():
    script = (
        "import atexit, sys; from matdiff_cli.cli.main import root;"
        "atexit.register(lambda: print(*(name for name in sys.modules if 'syntax.latex.' in name)));"
        "root(['A*x wrt x', '-a'])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    answer, *loaded = done.stdout.split()
    assert answer == "A" and {name.rpartition(".")[2] for name in loaded} == {"commands", "recognize"}
