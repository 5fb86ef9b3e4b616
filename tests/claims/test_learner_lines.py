"""Chains and the lines of a derivation: every link is judged, the first bad one named with its slip."""

import sys
from pathlib import Path

import pytest
from typed_back import WORKED, typed_back

from matdiff_cli.claims.chains import is_chain, take_apart
from matdiff_cli.claims.judge_lines import judge_lines
from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers import dense
from matdiff_cli.output import notation


def verdicts(text, **options):
    return [line.verdict for line in judge_lines(text, **options).lines]


def bad(text):
    """The verdict and the slip of the first bad line, with its number."""
    found = judge_lines(text).first_bad
    return found.line, found.verdict, found.found.slip


# --- printed derivations ----------------------------------------------------------------------------------------------


WAYS = pytest.mark.parametrize(
    "how",
    [(), (notation.unicode,), (notation.latex,)],
    ids=["as text", "as on the page", "as LaTeX"],
)


@WAYS
@pytest.mark.parametrize("problem", WORKED)
def test_every_line_of_a_golden_derivation_typed_back_is_right(problem, how):
    found = judge_lines(typed_back(problem, *how))
    assert [line.link.right.words for line in found.lines if not line.holds] == []
    assert len(found.lines) > 2


@pytest.mark.slow
@WAYS
def test_every_line_of_every_derivation_of_the_tables_typed_back_is_right(how):
    sys.path.insert(0, str(Path(__file__).parent.parent / "derivation"))
    from derivations import PROBLEMS

    for problem in PROBLEMS:
        try:
            text = typed_back(problem, *how)
        except ValueError:
            continue  # several targets
        found = judge_lines(text)
        assert [line.link.right.words for line in found.lines if not line.holds] == [], problem


# --- a learner's own lines --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "tr(A*B) = tr(B*A) = tr(A'*B')",
        "x'*A*x wrt x = (A + A')*x = A'*x + A*x",
        "f(x) = x'*A*x wrt x = (A + A')*x",
        "∇(x'*A*x) = A*x + A'*x = (A + A')*x",
        "x'*A*x wrt x; df = dx'*A*x + x'*A*dx = x'*(A + A')*dx; ∇f = (A + A')*x",
        "x'*A*x wrt x where A: symmetric; df = 2*x'*A*dx => ∇f = 2*A*x",
        "x'*A*x wrt x\nΔf = Δx'*A*x + x'*A*Δx\n  = (A*x)'*Δx + (A'*x)'Δx   # turned round\ndf/dx = A*x + A'*x",
        "f(X) = tr(X'*A*X)\nd f = tr(d(X)'*A*X) + tr(X'*A*d(X))\n∇f(X) = A*X + A'*X",
        "f = log|X| wrt X\ndf = tr(X^-1*dX)\n∇f = X^-T",
        "log|X^-1| wrt X\nY = X^-1\ndY = -X^-1*dX*X^-1\nd log|Y| = tr(Y^-1*dY)\nX*ΔY + ΔX*Y ≈ 0\ndf = -tr(X^-1*dX)",
        "L = ||X*w - y||^2 wrt w\nr = X*w - y\ndr = X*dw\ndL = 2*r'*dr = 2*r'*X*dw\n∇L = 2*X'*r",
        "||X*w - y||^2 wrt w; dL = 2*(X*w - y)'*X*dw => ∇L = 2*X'*(X*w - y)",
        "r'*r wrt w where r = X*w - y\ndf = 2*r'*dr\n∇f = 2*X'*(X*w - y)",
        "tr(A*X*B) wrt X\nd(A*X*B) = A*dX*B\nd(X') = (dX)'\nd tr(A*X*B) = tr(B*A*dX)",
        "A*x wrt x\nf(x + Δx) - f(x) = A*Δx\nJ = A",
        "t^3 wrt t where t: scalar\ndf = 3*t^2*dt\nf'(t) = 3*t^2",
        "x'*A*x wrt x\n∇²f = A + A'",
        "a'*X*b wrt X\n= a*b'",
        "alpha^2*A wrt alpha\nf′(α) = 2 α A",
        "tr(alpha*X) wrt X where alpha: scalar\n∇f = α I",
        "α^2*x'*x wrt α; df/dα = 2 α x'x",
        "A*x wrt x; J_f(x) = A; J_{f}(x) = A",
        "det(α*A) wrt α; |(α + Δα) A| = |α A| |I + Δα I/α|",
        "x'Ax wrt x; df = dx'Ax + x'Adx; = x'A'dx + x'Adx; f' = (A + A')x; f'' = A + A'",
        "tr(AXB) wrt X; df = tr(AdXB) = tr(Ad(X)B) = tr(BAΔX); ∇f = A'B'",
        "x'*A*x wrt x\ndiag(x)*dx = x.*dx\nf(x + dx) - f(x) ≈ x'*(A + A')*dx",
    ],
)
def test_right_lines(text):
    assert is_chain(text)
    assert set(verdicts(text)) <= {"right", "defined"}


@pytest.mark.parametrize(
    "text",
    [
        r"log|X| wrt X; \nabla f = X^{-\top} = (X^{-1})^\top",
        r"\log\lvert X\rvert wrt X; \mathrm{d}\log\lvert X\rvert = \operatorname{tr}(X^{-1}\mathrm{d}X)",
        r"\log |X| wrt X \\ f(X + \Delta X) - f(X) \approx \tr(X^{-1} \Delta X) \\ \frac{df}{dX} = X^{-\top}",
        r"x^\top A x wrt x; df = \mathrm{d}(x^\top) A x + x^\top A \, dx \implies \nabla_x f = (A + A^\top) x",
        r"f(\mathbf{x}) = \mathbf{x}^\top A \mathbf{x}"
        "\n"
        r"\nabla_{\mathbf{x}} f(\mathbf{x}) = (A + A^\top)\mathbf{x}",
        r"\begin{align*} L(\mathbf{x}) &= \mathbf{x}^\top\mathbf{x} \tag{1} \\ dL &= 2\mathbf{x}^\top d\mathbf{x}"
        r" \\[2pt] \nabla L &= 2 \mathbf{x} \tag*{as $\Delta L \approx \nabla L^{\top} \Delta\mathbf{x}$} \end{align*}",
        r"\nabla_X \log|X| = X^{-\top} = (X^{-1})^\top",
        r"\lvert X \rvert^2 wrt X; \mathrm{d}f = 2 \lvert X \rvert^2 \operatorname{tr}(X^{-1} dX)",
        r"\Delta (X + A) B wrt X; df = \Delta \, dX B",
        r"\begin{aligned} f &= x^T A\,x \\ df &= dx^T A x + x^T A\,dx \\ &= x^T(A^T + A)\,dx \end{aligned}",
        r"tr([x, y; y, x]*A) wrt [x, y]; \nabla f(x, y) = \begin{bmatrix} \operatorname{tr}(A) \\ "
        r"\operatorname{tr}\left( A \begin{bmatrix} 0 & 1 \\ 1 & 0 \end{bmatrix} \right) \end{bmatrix}",
    ],
)
def test_right_lines_in_latex(text):
    assert set(verdicts(text)) == {"right"}


@pytest.mark.parametrize(
    "text",
    [
        "x'*A*x wrt x; ∇f = (A + A')*x; d∇f = (A + A')*dx; ∇²f = A + A'",
        "log|X| wrt X; d(∇f) = -X^-T*dX'*X^-T; Δ∇f(X) ≈ -X^-T*ΔX'*X^-T",
        "log|X| wrt X where X: spd; d∇f = -X^-1*dX*X^-1",
        "t^3 wrt t where t: scalar; d∇f = 6*t*dt",
    ],
)
def test_the_differential_of_the_gradient(text):
    assert set(verdicts(text)) == {"right"}
    assert verdicts(text.replace("d∇f = ", "d∇f = 2*").replace("d(∇f) = ", "d(∇f) = 2*")).count("wrong") == 1


UNKNOWN = "wrt X where F(X): matrix(p, p)\n"


@pytest.mark.parametrize(
    "text",
    [
        f"log|F(X)| {UNKNOWN} df = tr(F^-1*dF) = tr(F(X)^-1*dF(X)) = tr(d(F(X))*F(X)^-1)",
        f"log|F(X)| {UNKNOWN} f(X + ΔX) - f(X) = log|F(X + ΔX)| - log|F(X)| ≈ tr(F^-1*ΔF)",
        f"tr(X*F(X)) {UNKNOWN} f(X + dX) - f(X) ≈ tr(dX*F(X)) + tr(X*dF(X))",
        f"tr(X*F(X)) {UNKNOWN} Y = X*F(X)\ndY = dX*F + X*dF\ndf = tr(dY)",
        "f(g(t))^2 wrt t where g(t): scalar, f(g): scalar\n= 2*f*df",
    ],
)
def test_lines_about_unknown_functions(text):
    assert set(verdicts(text)) <= {"right", "defined"}


SUBSTITUTED = "log|X^-1| wrt X\nY = X^-1\ndY = -X^-1*dX*X^-1\ndf = tr(Y^-1*dY)\n= tr(X*dY)"


@pytest.mark.parametrize(
    ("text", "line", "verdict", "slip"),
    [
        ("x'*A*x wrt x\ndf = dx'*A*x", 2, "wrong", "only one term of a product rule"),
        ("x'*A*x wrt x; df = dx'*A*x + x'*A*dx = 2*x'*A*dx", 1, "condition", None),
        ("x'*A*x wrt x\ndf = x'*(A + A')*dx\n = x'*(A - A')*dx", 3, "wrong", "sign"),
        ("tr(X*A) wrt X\n∇f = A", 2, "wrong", "transposed"),
        ("log|X^-1| wrt X\nY = X^-1\ndY = X^-1*dX*X^-1\n∇f = -X^-T", 3, "wrong", "sign"),
        (f"{SUBSTITUTED} = tr(X*X^-1*dX*X^-1)", 5, "wrong", "sign"),
        (f"{SUBSTITUTED} ≈ -tr(X*X^-1*dX*X^-1)/2", 5, "wrong", "missing factor 2"),
        ("(A*B)' = B'*A' = A'*B'", 1, "wrong", "factors in the wrong order"),
        ("x'*x wrt x = 2*x = x", 1, "wrong", "missing factor 2"),
        ("x'*A*x wrt x\nf(x + dx) - f(x) = x'*(A + A')*dx", 2, "wrong", "= where only ≈ holds"),
        ("a'*x wrt x\ndf = a*dx", 2, "wrong", "missing transpose on a factor"),
        (f"tr(X*F(X)) {UNKNOWN} df = tr(dX*F)", 2, "wrong", "only one term of a product rule"),
        ("x'*A*x wrt x\nΔx'*A*x + x'*A*Δx + Δx'*A*Δx ≈ Δx'*A*x + 2*x'*A*Δx", 2, "wrong", "factor 2 too many"),
    ],
)
def test_the_first_bad_line_is_named_with_its_slip(text, line, verdict, slip):
    found = bad(text)
    assert found[:2] == (line, verdict)
    assert (found[2] or "").startswith(slip or "")


def test_an_increment_that_a_line_gives_has_its_value_at_a_witness():
    found = judge_lines(f"{SUBSTITUTED} = tr(X*X^-1*dX*X^-1)").first_bad.found.witness
    x, dx, dy = (dense.product(dense.identity(2), found.values[name]) for name in ("X", "dX", "dY"))
    product = dense.product(dense.product(x, dy), x)
    assert dense.largest(dense.add(product, dx)) < 1e-12


def test_a_prime_is_the_derivative_of_a_scalar_by_a_scalar():
    problem = "log det(I + t*A) wrt t where t: scalar"
    assert verdicts(f"{problem}\nf' = tr((I + t*A)^-1*A)\nf'' = -tr(((I + t*A)^-1*A)^2)\ndf = f'*dt") == ["right"] * 3
    assert verdicts("exp(a*s) wrt s where a, s: scalar\nf' = a*f\nf′′ = a*f′\nf'(s) = f") == ["right", "right", "wrong"]
    assert verdicts("x'*x wrt x\nf = f'\n∇f' = 2*x'") == ["right"] * 2  # of a function of a vector, the transpose


RIDGE = "||X*w - y||^2 + lambda*||w||^2 wrt w"


def test_an_increment_that_no_line_gives_has_its_value_too():
    """d(X*w - y) is X*dw, not just any vector: the slip is found, and the witness is one."""
    found = bad(f"{RIDGE}\ndf = (X*w - y)'*d(X*w - y) + lambda*d(w'*w)")
    assert found == (2, "wrong", "missing factor 2")
    judged = judge_lines(f"{RIDGE}\nr = X*w - y\ndf = 2*r'*dr + lambda*d(w'*w)\n= 2*r'*X*dw + lambda*w'*dw").first_bad
    shown = judged.found.witness.values
    assert (judged.line, judged.found.slip) == (4, "missing factor 2")
    product = dense.product([[x for (x,) in shown["w"]]], shown["dw"])
    for given, meant in (("dr", dense.product(shown["X"], shown["dw"])), ("d(w'*w)", dense.scale(product, 2))):
        assert dense.largest(dense.subtract(shown[given], meant)) < 1e-12


def test_expressions_without_a_name_are_called_as_they_were_typed():
    found = judge_lines(f"{RIDGE}\ndf = (X*w - y)'*d(X*w - y) + lambda*d(w'*w)").first_bad.found
    assert found.repair == "2*((X*w - y)'*d(X*w - y)) for (X*w - y)'*d(X*w - y)"
    assert {"d(X*w - y)", "d(w'*w)"} <= found.witness.values.keys()


def test_lines_whose_shapes_do_not_fit_say_so():
    """The side that cannot be read is no 0."""
    found = judge_lines("sum(exp(A*x)) wrt x\nz = A*x\ndf = exp(z)'*dz\n= exp(z)'*dx*A").first_bad
    assert found.line == 4
    assert found.found.misfit is not None and found.found.witness is None


@pytest.mark.parametrize(
    ("text", "slip", "repair"),
    [
        (
            "x'*A*x wrt x; df = x'*A*dx + x'*A'*dx; = x'*A*dx + A'*x'*dx",
            "factors in the wrong order",
            "x'*A'*dx for A'*x'*dx",
        ),
        ("a'*X*b wrt X; df = tr(a'*dX*b); = tr(b*a*dX)", "missing transpose on a factor", "a' for a"),
        ("A*x wrt x; f(x + dx) - f(x) = A*dx; = dx*A", "factors in the wrong order", "A*dx for dx*A"),
    ],
)
def test_lines_whose_shapes_do_not_fit_are_explained_like_others(text, slip, repair):
    found = judge_lines(text).first_bad.found
    assert (found.slip, found.repair, found.witness) == (slip, repair, None) and found.misfit is not None


def test_lines_after_a_bad_one_are_judged_for_themselves():
    assert verdicts("x'*A*x wrt x\ndf = dx'*A*x\n∇f = (A + A')*x\n∇f = A*x") == ["wrong", "right", "wrong"]


def test_a_line_that_says_equal_is_exact_or_about_differentials():
    """f(X + ΔX) − f(X) is a finite change, df and Δf are its linear part."""
    problem = "x'*A*x wrt x\n"
    linear = "x'*(A + A')*dx"
    assert verdicts(f"{problem}df = {linear}\nΔf = {linear}\nf(x + dx) - f(x) ≈ {linear}") == ["right"] * 3
    assert verdicts(f"{problem}f(x + dx) - f(x) = {linear}") == ["wrong"]
    assert verdicts(f"{problem}f(x + dx) - f(x) = {linear} + dx'*A*dx") == ["right"]
    assert verdicts(f"{problem}f(x + dx) - f(x) ≈ {linear} + dx'*x") == ["wrong"]


def test_a_gradient_has_one_shape_and_a_quotient_that_of_the_layout():
    assert verdicts("a'*X*b wrt X\n∇f = b*a'") == ["wrong"]
    assert verdicts("a'*X*b wrt X\n∂f/∂X = b*a'") == ["layout"]
    assert verdicts("a'*X*b wrt X\n∂f/∂X = b*a'", layout="numerator") == ["right"]
    assert verdicts("a'*X*b wrt X\n= b*a'") == ["layout"]


def test_names_mean_the_same_in_all_links():
    """Where μ is a vector in one link it is one in the others."""
    assert verdicts("(x - μ)'*(x - μ) = x'*x - 2*μ'*x + μ'*μ = ||x - μ||^2") == ["right", "right"]


@pytest.mark.parametrize(
    ("text", "words", "line"),
    [
        ("x'*x wrt x\n∇f = q", "q is not known here", 2),
        ("x'*x wrt x\ndf = 2*(x'*dx", "never closed", 2),
        ("tr(A*B)\n = ", "nothing stands behind", 2),
        ("= A", "nothing to go on from", 1),
        ("x'*x wrt x\n2*x", "no = to judge", 2),
        ("x'*x wrt x\ndf = 2*x'*dx\ndG = q", "dG is not known", 3),
        (f"tr(F(X)) {UNKNOWN}df = tr(dF(A))", "F is not declared as a function of this", 2),
        (f"tr(F(X)) {UNKNOWN}∇f = I", "unknown function", 2),
        (r"A = \nabla_X \log|X| = X^{-\top}", "a side of an identity", 1),
        ("det(alpha*A)*(b'*b) wrt alpha where alpha: scalar\n|I + Δα I/α| ≈ 1", "size of I", 2),
    ],
)
def test_what_cannot_be_read_is_trouble_at_its_place(text, words, line):
    with pytest.raises(MatdiffError) as caught:
        judge_lines(text)
    assert words in caught.value.message
    assert caught.value.line == line


def test_one_plain_equation_is_no_chain():
    """It is judged as ever."""
    for claim in (
        "a'*X*b wrt X = a*b'",
        "A*B = B*A",
        "x'*r wrt x = r where r = A*y",
        "x'*x\nwrt x = 2*x",
        "f = x'*x wrt x",
    ):
        assert not is_chain(claim)


def test_parts_of_a_text():
    chain = take_apart("f(X) = tr(X'*A)  # so\ndf = tr(dX'*A)\n   = tr(A'*dX) ⇒ ∇f = A where A: matrix(n)")
    assert (chain.problem, chain.function) == ("f(X) = tr(X'*A) where  A: matrix(n)", "f")
    assert [(link.left.words, link.right.words, link.goes_on) for link in chain.links] == [
        ("df", "tr(dX'*A)", False),
        ("tr(dX'*A)", "tr(A'*dX)", True),
        ("∇f", "A", False),
    ]


# --- where a derivative is set to 0 -----------------------------------------------------------------------------------


STATIONARY = "||X*w - y||^2 wrt w where w: vector(n), X: matrix(m, n)"


@pytest.mark.parametrize(
    "lines",
    [
        ["∇f = 2X'(Xw - y)", "∇f = 0", "w = (X'X)^-1 X'y"],
        ["∇f = 2X'(Xw - y)", "0 = 2X'(Xw - y)", "X'X w = X'y"],
        ["∇f = 2X'(Xw - y) = 0"],
        ["r = Xw - y", "∇f = 2X'r", "X'r = 0"],
    ],
)
def test_what_is_set_to_0_is_a_condition_and_not_judged(lines):
    judged = judge_lines("\n".join([STATIONARY, *lines]))
    assert judged.holds and judged.lines[-1].verdict == "right"
    number = next(k for k, line in enumerate(lines, 2) if line.startswith("0") or line.endswith("0"))
    assert [remark for remark in judged.reading if "not judged" in remark and f"line {number} " in remark]


@pytest.mark.parametrize("lines", [["∇f = 0"], ["r = Xw - y", "∇f = 0"], ["∇f = X'(Xw - y)", "∇f = 0"]])
def test_a_claim_that_the_derivative_is_0_and_a_slip_before_it_are_judged(lines):
    judged = judge_lines("\n".join([STATIONARY, *lines]))
    assert judged.first_bad is not None and judged.first_bad.line == (3 if lines[0].startswith("r") else 2)


def test_what_is_0_everywhere_is_no_condition():
    assert verdicts("x'*(A - A')*x wrt x\n∇f = A*x + A'*x - A*x - A'*x\n= 0\n= x - x") == ["right"] * 3


@pytest.mark.parametrize("name", ["H = 2*I", "H = I", "c = 3", "v = 2*x"])
def test_a_name_does_not_change_what_is_said_of_other_lines(name):
    """2 I has the size of x, though the line does not say so."""
    assert verdicts(f"x'*x wrt x; ∇f = 2*x; {name}") == ["right", "defined"]


def test_a_name_may_have_a_size_that_only_the_function_has():
    assert verdicts("sum(x)*sum(ones(n)) wrt x; y = x*ones(n)'; df = sum(dx)*sum(ones(n))") == ["defined", "right"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("x'*x wrt x; e = dx; df = 2*x'*e", "e is not known here"),
        ("tr(X'*X) wrt X; E = dX; df = 2*tr(X'*E)", "E is not known here"),
        ("x'*x wrt x; df = 2*x'*dx; d2f = 2*dx'*dx", "d2f is not known here"),
        ("x'*A*B*x wrt x; Q = 2*I; ∇f = (A*B + B'*A')*x", "Q is not known here"),
        ("x'*A*x wrt x; g = 3*A*x", "nothing to judge"),
        ("∇(x'*A*x) = ∇(x'*A'*x) = (A + A')*x", "a derivative in an expression is not read"),
        (r"x^TAx wrt x = \frac{\partial}{\partial x}(x^TA^Tx) = 2Ax", "a derivative in an expression is not read"),
        ("log|X| wrt X; df = tr(X^-1*dX); d²f = -tr(X^-1*dX*X^-1*dX)", "second differentials are not read"),
    ],
)
def test_what_is_not_judged_is_not_called_right(text, words):
    """Nor wrong: an increment is no value of a name, an I of no size has none, and the word for ∇f is no name."""
    with pytest.raises(MatdiffError, match=words):
        judge_lines(text)


def test_a_name_that_nothing_uses_is_told_of():
    """H = 2a'a may be meant for the Hessian."""
    words = "H = … gives a name that nothing uses, and is not judged; write ∇f = …, ∇²f = …"
    assert judge_lines("(a'*x)^2 wrt x; ∇f = 2*(a'*x)*a; H = 2*a'*a").reading == (words,)
    assert not judge_lines("r'*r wrt x where r = A*x; df = 2*r'*dr; dr = A*dx").reading
    assert not judge_lines("x'*A*x wrt x; B = A + A'; C = 2*B; ∇f = C*x/2").reading
    assert not judge_lines("||A*x||^2 wrt x; r = A*x; df = 2*r'*dr").reading


def test_a_wrong_prime_is_a_wrong_derivative():
    assert bad("x'*A*x wrt x; f' = A*x")[:2] == (1, "wrong")
    assert bad("x'*A*x wrt x; f' = (A + A')*x; f'' = 2*A")[1:] == ("condition", "A for A'")


def test_a_declared_name_like_a_glued_change_stays_whole():
    problem = "x'*A*x + x'*Adx wrt x where Adx: vector"
    assert verdicts(f"{problem}; df = dx'*A*x + x'Adx + dx'*Adx") == ["wrong"]
    assert verdicts(f"{problem}; df = dx'*A*x + x'*A*dx + dx'*Adx") == ["right"]
