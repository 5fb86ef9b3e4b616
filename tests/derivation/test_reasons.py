"""Reasons are those of the rules that were really used."""

import re

import mpmath
import pytest
from derivations import PROBLEMS, lines
from derivations import derivation as everyday

from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.reasons import taylor
from matdiff_cli.expressions.nodes import Increment, Trace, Transpose, Vec
from matdiff_cli.functions import REGISTRY
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.notation import text, unicode
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.output.words import written
from matdiff_cli.rules import RULES
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.typing.typed import Symbol
from matdiff_cli.verify.lines import check_lines

READ_OFF = [
    ("a'*X*b wrt X", 1, "gradient", "tr(grad f(X)'*dX)"),
    ("x'*A*x wrt x", 1, "gradient", "grad f(x)'*dx"),
    ("x*A*b wrt x where x: row(n)", 1, "gradient", "grad f(x)*dx'"),
    ("3x^2*y - y wrt [x, y]", 1, "gradient", "grad f(x, y)'*[dx; dy]"),
    ("exp(A*x) wrt x", 1, "jacobian", "J(x)*dx"),
    ("[x*y; x] wrt [x, y]", 1, "jacobian", "J(x, y)*[dx; dy]"),
    ("t^2*x wrt t where t: scalar", 1, "derivative", "f'(t)*dt"),
    ("x'*A*x*x'*x wrt x", 2, "hessian", "hess f(x)*dx"),
    ("x^2*y^3 wrt [x, y]", 2, "hessian", "hess f(x, y)*[dx; dy]"),
    ("exp(t*s) wrt t where t, s: scalar", 2, "second-derivative", "f''(t)*dt"),
]
MAPS = ["X'*A*X wrt X", "a*x' wrt x", "A*x*x' wrt x", "(a'*x)*B wrt x", "tr(A*X)*B wrt X", "X.*X' wrt X"]
HESSIANS = ["logdet(X) wrt X", "det(X) wrt X", "tr(A*X*X') wrt X"]


RIDGE = "||y - X*inv(X'*X + s*I)*X'*y||^2 wrt s where s: scalar"


def derivation(problem, order=1):
    (read,) = read_problems(problem)
    return derive(read, order=order)


def reasons(found):
    return [written(line.reason, unicode) for line in lines(found) if line.reason]


def told(problem):
    """The names of all rules by which the lines of a derivation hold."""
    return [name for line in lines(derivation(problem)) if line.reason for name in line.reason.rule.split()]


def shown(found):
    return [unicode(line.right) for line in lines(found)]


@pytest.mark.parametrize(("problem", "order"), [*((p, 1) for p in MAPS), *((p, 2) for p in HESSIANS)])
def test_a_map_is_stacked_by_the_rules_of_vec(problem, order):
    lines = derivation(problem, order).steps[-1].lines
    rules = [line.reason.rule for line in lines if line.left is None or isinstance(line.left, Vec)]
    assert not any(rule.startswith(("trace-", "scalar-")) and rule != "trace-vec" for rule in rules[:-1])
    assert ("vec-transpose" in rules) == bool(_transposed(lines[0].left)), rules


def _transposed(node):
    """The transposes of increments that are matrices."""
    return [t for t in node.atoms(Transpose) if t.is_matrix and t.atoms(Increment)]


@pytest.mark.parametrize(("problem", "order", "rule", "slope"), READ_OFF)
def test_the_equation_that_an_answer_is_read_off_holds(problem, order, rule, slope):
    """As a line of its own, with the arguments that its names leave out."""
    found = derivation(problem, order)
    (place,) = [i for i, line in enumerate(found.steps[-1].lines) if line.reason.rule == rule]
    (use,) = found.steps[-1].lines[place].reason.uses
    (equation,) = use.subjects
    arguments = re.search(r"(?:f'*|J)(\([^()]*\))", slope)[1]
    named = re.sub(r"(?<!\w)(grad f|hess f|J)(?=[*'])", lambda name: name[0] + arguments, text(equation.right))
    assert named == slope
    document = to_object(found, DEFAULT)
    document["steps"][-1]["lines"][place] |= {"left": text(equation.left), "relation": "≈", "right": named}
    assert check_lines(document) == []


@pytest.mark.parametrize("record", [record for record in REGISTRY.values() if record.kind == "elementwise"])
def test_the_slope_of_a_function_is_the_one_of_its_record(record):
    """As numbers: what the page says of f′ at t is what the differences of f say."""
    (use,) = taylor(record.name).uses
    (equation,) = use.subjects
    assert unicode(equation.left) == f"{record.name}′(t)"
    if record.indicator:
        assert unicode(equation.right) == "1[t > 0]"
        slope = {point: mpmath.mpf(point > 0) for point in (-0.5, 0.5)}
    else:
        symbols = {"t": Symbol("t", "scalar", (ONE, ONE))}
        typed = read_expression(text(equation.right), symbols)
        slope = {t: evaluate(typed, {"t": [[mpmath.mpf(t)]]}, {})[0][0] for t in (0.25, 0.5)}
    function = read_expression(f"{record.name}(t)", {"t": Symbol("t", "scalar", (ONE, ONE))})
    for point, value in slope.items():
        differences = mpmath.diff(lambda t: evaluate(function, {"t": [[t]]}, {})[0][0], point)
        assert mpmath.almosteq(value, differences, 1e-8, 1e-8)


@pytest.mark.parametrize(
    ("problem", "rule"),
    [
        ("tr(A*X) wrt X where A = B*C", "substitute"),
        ("log(mean(x)) + mean(c) wrt x", "mean"),
        ("<x, x> + norm1(A*x) wrt x", "inner-product 1-norm"),
        ("logdet([x, y; y, 2]) wrt [x, y]", "small-determinant"),
        ("<x, b> wrt x where b = C*d", "substitute inner-product"),
    ],
)
def test_a_function_written_out_says_what_was_short(problem, rule):
    """A name that stands for a constant is no definition of a function, and no determinant."""
    assert derivation(problem).steps[0].lines[1].reason.rule == rule


def test_a_rule_has_as_many_subjects_as_its_words_have_places():
    for problem in [*PROBLEMS, *MAPS]:
        if "F(X)" in problem:
            continue
        for line in lines(derivation(problem)):
            for use in line.reason.uses if line.reason else ():
                rule = RULES[use.rule]
                places = set(re.findall(r"@([1-9])", rule.words)) if rule.shows == "words" else set()
                assert "@*" in rule.words or len(use.subjects) == len(places), use


def test_a_scalar_is_moved_to_the_end():
    assert "vec(s M) = vec(M) s" in reasons(derivation("(a'*x)*B wrt x"))


@pytest.mark.parametrize("problem", [p for p in PROBLEMS if "F(X)" not in p])
def test_traces_are_written_on_the_way_to_a_matrix_only(problem):
    found = everyday(problem)
    target = found.problem.symbols[found.problem.target.names[0]]
    if found.problem.target.stacked or target.kind != "matrix":
        assert "a scalar is its own trace" not in reasons(found)
        assert not any(step.key == "trace" for step in found.steps)


def test_a_sum_under_a_trace_is_opened_before_its_terms_are_turned():
    found = derivation("tr(inv(X'*C*X)*A) wrt X where C: symmetric")
    (back,) = [step for step in found.steps if step.key == "back"]
    words = [written(line.reason, unicode) for line in back.lines]
    turned = "tr(M) = tr(Mᵀ); (A B)ᵀ = Bᵀ Aᵀ", "by symmetry", "cyclic property", "collect terms"
    assert words[3:8] == ["tr(A + B) = tr(A) + tr(B)", *turned]
    assert all(line.right.atoms(Trace) for line in back.lines)


def test_a_scalar_becomes_a_trace_before_anything_is_turned_in_it():
    found = derivation("-t'*log(softmax(W*x)) wrt W")
    (step,) = [step for step in found.steps if step.key == "trace"]
    rules = [line.reason.rule for line in step.lines]
    assert rules == ["multiply-out", "sum-hadamard powers-join", "scalar-trace", "trace-cyclic", "like-terms"]


def test_a_diagonal_within_a_diagonal_is_one_rule():
    found = derivation("logdet(A'*diag(x)*A) wrt x", order=2)
    assert "diag(A diag(v) B) = (A ⊙ Bᵀ) v" in reasons(found)


@pytest.mark.parametrize(
    "problem",
    [
        "((sum(Y*ones(n)))*a').*(a' + x') wrt Y where Y: matrix(m, n), a: vector(n), x: vector(n)",
        "tr(A*X')*B wrt X where A, X: matrix(m, n)",
        "((b' - b').^2)*D wrt b where D: matrix(m, n), b: vector(m)",
    ],
)
def test_a_scalar_within_a_matrix_is_traced_by_itself(problem):
    """And a change that vanishes before it is known to be one of second order is zero."""
    assert check_lines(to_object(derivation(problem), DEFAULT)) == []


def test_terms_that_a_scalar_multiplies_are_merged_on_a_line_of_their_own():
    """λ tr(B'B) changes by two terms that are equal by a transpose, and the transpose is a line."""
    found = derivation("lambda*tr(B'*B) wrt B")
    shown = [unicode(line.right) for line in lines(found)]
    assert "λ tr(ΔBᵀ B) + λ tr(Bᵀ ΔB)" in shown
    assert "tr(M) = tr(Mᵀ); (A B)ᵀ = Bᵀ Aᵀ" in reasons(found)


def test_a_triangle_that_was_taken_is_not_brought_back():
    """tril(tril(X) − A) is tril(X − A) from there on, also where the trace begins elsewhere."""
    *_, trace, _ = derivation("norm(tril(X) - A)^2 wrt X where X, A: matrix(n)").steps
    said = [(unicode(line.right), line.reason.rule) for line in trace.lines if line.reason]
    taken = [place for place, (_, rule) in enumerate(said) if rule == "triangle-once"]
    assert len(taken) == 2 and not any("tril(X)" in right for right, _ in said[taken[-1] :])


def test_the_sum_of_an_elementwise_product_is_told_as_that():
    rules = [line.reason.rule for line in lines(derivation("sum(sigmoid(W*x)) wrt x")) if line.reason]
    assert "sum-hadamard" in rules and "inner-hadamard" not in rules


def test_a_name_for_a_sum_is_put_back_by_a_rule_without_places():
    assert "sum(v) = 𝟏ₙᵀ v" in reasons(derivation("c*a wrt a where a: vector(n), c = sum(a)"))


@pytest.mark.parametrize("problem", ["tr(kron(A, X)*B) wrt X where A: matrix(2, 2)", "x'*kron(X, A)*y wrt X"])
def test_a_matrix_in_a_kronecker_product_is_freed_by_way_of_vec(problem):
    """It is vec(A ⊗ ΔX) that gives ΔX; no two Kronecker products are multiplied."""
    rules = [line.reason.rule for line in lines(derivation(problem)) if line.reason]
    assert "trace-vec vec-kron" in rules
    assert "kron-product" not in " ".join(rules)


@pytest.mark.parametrize(
    ("problem", "shown_last"),
    [
        ("z'*kron(x, y) wrt x", "zᵀ (Iₘ ⊗ y) Δx"),
        ("z'*kron(x, x) wrt x", "zᵀ (Iₘ ⊗ x + x ⊗ Iₘ) Δx"),
        ("kron(x, y) wrt y", "(x ⊗ Iₙ) Δy"),
    ],
)
def test_a_vector_in_a_kronecker_product_is_freed_on_a_line_of_its_own(problem, shown_last):
    """What the answer is read off has Δx behind all else; (I ⊗ y) Δx is Δx ⊗ y by the product of Kronecker products."""
    found = derivation(problem)
    assert unicode(found.steps[-2].lines[-1].right) == shown_last
    assert "kron-product" in [line.reason.rule for line in lines(found) if line.reason]


def test_a_fact_of_some_matrices_is_named_in_words():
    """Beside "Sᵀ = S" a reader would look at the S of the problem, which is not symmetric."""
    steps = to_object(derive(read_problems("tr(inv(X'*X)*S) wrt X")[0]), DEFAULT)["steps"]
    words = [line["reason"] for step in steps for line in step["lines"] if line["reason"]]
    assert "by symmetry" in words and not any("S" in each for each in words)


@pytest.mark.parametrize(
    ("problem", "line"),
    [
        ("x/||x|| wrt x", "ψ Δx − x xᵀ Δx/(φ² φ)"),
        ("cos(a'*x)*b wrt x", "−sin(aᵀ x) b aᵀ Δx"),
        ("x/(1 + x'*x) wrt x", "ψ Δx − 2 x xᵀ Δx/φ²"),
    ],
)
def test_a_scalar_goes_behind_a_vector_on_a_line_of_its_own(problem, line):
    """(xᵀ Δx) x = x xᵀ Δx is no matter of vec, nor of transposes."""
    said = {unicode(each.right): each.reason.rule for each in lines(derivation(problem)) if each.reason is not None}
    assert said.get(line) == "scalar-last"


def test_scalars_become_traces_before_they_are_collected():
    found = derivation("y'*inv(K + s^2*I)*y + logdet(K + s^2*I) wrt s where K: spd(n), s: scalar")
    assert "a scalar is its own trace; cyclic property, collect terms" in ", ".join(reasons(found))


def test_a_scalar_that_is_not_written_as_a_trace_follows_no_rule_of_traces():
    """b'Z(Δx x' + x Δx')Z b is multiplied out, and its scalars change places."""
    words = reasons(derivation("b'*inv(A + x*x')*b wrt x where A: spd"))
    assert words.count("multiply out") == 3 and "a scalar may stand anywhere" in words
    assert not any("tr(" in said for said in words)


def test_a_commutation_matrix_is_moved_by_a_rule_of_its_own():
    """(A ⊗ B) K = K (B ⊗ A) takes out no common factor."""
    words = reasons(derivation("log|X| wrt X", order=2))
    assert words[-2] == "Kₚₘ (A ⊗ B) = (B ⊗ A) K_(q,n)" and "take out the common factor" not in words


def test_a_step_that_only_reorders_is_not_written():
    found = derivation("log|X| + tr(A*X) wrt X where X: symmetric(n)")
    assert [step.key for step in found.steps] == ["define", "let", "linear", "back", "trace", "result"]
    assert reasons(found).count("by symmetry") == 0


def test_the_change_of_a_matrix_gradient_is_stacked_beside_its_hessian():
    """∇²f is m²×m²: it takes vec(ΔX) to the vec of the change of ∇f."""
    assert reasons(derivation("log|X| wrt X", order=2))[-1] == "from vec(∇f(X + ΔX) − ∇f(X)) ≈ ∇²f vec(ΔX)"


def test_a_factor_that_goes_into_a_kronecker_product_has_a_line_of_its_own():
    """(x ⊗ I) A Δx = (x ⊗ A) Δx before terms are collected."""
    found = derivation("kron(x, A*x) wrt x")
    said = {unicode(each.right): each.reason.rule for each in lines(found) if each.reason is not None}
    assert said.get("(Iₘ ⊗ (A x)) Δx + (x ⊗ A) Δx") == "kron-product"


def test_a_square_that_becomes_a_norm_is_named():
    """2 (x − y)'(x − y) becomes 2 ‖x − y‖² beside the common denominator."""
    rules = [line.reason.rule for line in lines(derivation("||x - y||^2/(||x||^2 + ||y||^2) wrt x")) if line.reason]
    assert "common-denominator squared-norm" in rules
    rules = [line.reason.rule for line in lines(derivation("a'*x/||x|| wrt x", 2)) if line.reason]
    assert "common-denominator squared-norm" in rules


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        ("||x||^2 wrt x", {"squared-norm"}),
        ("||X||^2 wrt X", {"squared-frobenius"}),
        ("||X*b||^2 + ||X||^2 wrt X", {"squared-norm", "squared-frobenius"}),
        ("kron(X, A) + kron(X, B) wrt X", {"kron-factor"}),
        ("kron(A, X) + kron(B, X) wrt X", {"kron-factor-right"}),
    ],
)
def test_the_one_identity_is_told_that_acts(problem, rules):
    said = {name for line in lines(derive(*read_problems(problem))) if line.reason for name in line.reason.rule.split()}
    assert said & {"squared-norm", "squared-frobenius", "kron-factor", "kron-factor-right"} == rules


def test_a_scalar_with_kronecker_products_is_turned_round_before_it_is_a_trace():
    found = derivation("kron(X'*u, a)'*c wrt X where a: vector(p)")
    said = {unicode(each.right): each.reason.rule for each in lines(found) if each.reason is not None}
    assert said.get("cᵀ ((ΔXᵀ u) ⊗ a)") == "scalar-transpose"
    assert said.get("tr(cᵀ ((ΔXᵀ u) ⊗ a))") == "scalar-trace"


@pytest.mark.parametrize(
    ("problem", "rule"),
    [
        ("norm(x) wrt x", "subtract"),
        ("tr(inv(X)) wrt X", "trace-sum"),
        ("sum(exp(x)) wrt x", "sum-sum"),
        ("vec(X)' wrt X", "vec-sum transpose-sum"),
        ("A*exp(x) wrt x", "multiply-out"),
        ("tr(A*inv(X)) wrt X", "multiply-out"),
    ],
)
def test_multiplying_out_is_named_only_where_something_is_multiplied(problem, rule):
    (step,) = (step for step in derivation(problem).steps if step.key == "linear")
    assert set(step.lines[1].reason.rule.split()) == set(rule.split())


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        ("x'*A*x wrt x", ["gradient"]),
        ("3x^2*y - y wrt [x, y]", ["gradient", "layout"]),
        ("log|X| wrt X where X: spd", ["gradient symmetric-transpose"]),
    ],
)
def test_what_is_read_off_is_not_turned_to_and_fro(problem, rules):
    """∇fᵀ is what numerator layout asks for, and what is read off the change."""
    (read,) = read_problems(problem)
    lines_read_off = derive(read, layout="numerator").steps[-1].lines
    assert [line.reason.rule for line in lines_read_off] == rules


def test_a_defined_name_is_the_name_that_the_lines_use():
    """h = tanh(W x + b), and not h = y with y = tanh(W x + b); what is typed stands in the header."""
    found = derivation("h'*h + sum(tanh(W*x + b)) wrt W where h = tanh(W*x + b)")
    assert [step.subjects[0].name for step in found.steps if step.key == "let"] == ["h"]
    assert unicode(derivation("tr(P*C) wrt A where P = inv(A*A' + I)").bindings["P"]) == "(A Aᵀ + I)⁻¹"


@pytest.mark.parametrize(
    ("problem", "last"),
    [
        (
            "X'*X wrt X",
            [
                ("(Iₙ ⊗ Xᵀ) vec(ΔX) + Kₙₙ (Iₙ ⊗ Xᵀ) vec(ΔX)", "commutation-kron"),
                ("(I + Kₙₙ) (Iₙ ⊗ Xᵀ) vec(ΔX)", "like-terms"),
            ],
        ),
        (
            "inv(X)*inv(X) wrt X",
            [
                ("−((X⁻²)ᵀ ⊗ X⁻¹) vec(ΔX) − (X⁻ᵀ ⊗ X⁻²) vec(ΔX)", "vec-product"),
                ("−((X⁻²)ᵀ ⊗ X⁻¹ + X⁻ᵀ ⊗ X⁻²) vec(ΔX)", "like-terms"),
            ],
        ),
        (
            "X/tr(X) wrt X",
            [
                ("(I/tr(X) − vec(X) vec(I)ᵀ/tr(X)²) vec(ΔX)", "common-factor"),
                ("(tr(X) I − vec(X) vec(I)ᵀ) vec(ΔX)/tr(X)²", "common-denominator"),
            ],
        ),
    ],
)
def test_stacked_terms_are_collected_as_the_answer_has_them(problem, last):
    """No Kronecker product is parted only to be joined again."""
    *before, _ = derivation(problem).steps[-1].lines
    assert [(unicode(line.right), line.reason.rule) for line in before[-2:]] == last


@pytest.mark.parametrize(
    ("problem", "said"),
    [
        ("log|diag(x)| wrt x", ["log-determinant-product", "diag-inverse", "diag-product", "determinant-near-identity",
                                "trace-diag", "sum-hadamard", "logarithm-near-one"]),
        ("det(A*X) wrt X where A: matrix(n)",
         ["determinant-product", "inverse-product inverse-cancels", "determinant-near-identity"]),
    ],
)  # fmt: skip
def test_what_the_reasoning_of_a_function_takes_is_told_once(problem, said):
    """tr(diag(v)) is Σ v, in a line that is ≈ as well; A⁻¹ A, once gone, is not brought back."""
    found = [line.reason.rule for line in lines(derivation(problem)) if line.reason]
    assert found[: len(said)] == said


def test_the_sum_of_an_elementwise_product_is_a_trace_at_once():
    found = [(unicode(line.right), line.reason.rule) for line in lines(derivation("sum(X.^2) wrt X")) if line.reason]
    assert ("tr(2 Xᵀ ΔX)", "sum-hadamard-trace") in found and not any("𝟏" in right for right, _ in found)


def test_a_trace_is_not_begun_anew_to_make_a_larger_product():
    """tr((I ⊗ a')(vec(I) ⊗ ΔX)) is not tr(vec(I) ⊗ ΔX ⊗ a'), of a matrix that is larger by far."""
    assert all("⊗ ΔX ⊗" not in unicode(line.right) for line in lines(derivation("vec(X)*vec(X)'*a wrt X")))


def test_a_defined_name_keeps_that_it_is_symmetric():
    """S = A A' + I, as a name of the derivation's own does: both halves of the change meet in terms of S."""
    found = derivation("log|S| wrt A where S = A*A' + I")
    said = [unicode(line.right) for line in lines(found)]
    assert "tr(2 Aᵀ S⁻¹ ΔA)" in said and said.count("log|S|") == 1
    assert unicode(found.bindings["S"]) == "A Aᵀ + I"


def test_the_change_of_a_map_is_put_in_name_by_name():
    """ΔY, then Y, then common factors; what is transposed with ΔY is told."""
    said = [(unicode(line.right), line.reason.rule) for line in derivation("X*inv(A + X) wrt X").steps[3].lines]
    assert said == [
        ("ΔX Y − X Y ΔX Y", "substitute"),
        ("ΔX (A + X)⁻¹ − X (A + X)⁻¹ ΔX (A + X)⁻¹", "substitute"),
        ("(I − X (A + X)⁻¹) ΔX (A + X)⁻¹", "common-factor"),
    ]
    turned = derivation("log|X| wrt X", 2)
    assert {line.reason.rule for line in lines(turned) if line.reason} > {"substitute transpose-product"}


def test_what_the_cyclic_property_brings_together_cancels():
    found = derivation("tr(inv(inv(B))) wrt B")
    said = {unicode(each.right): each.reason.rule for each in lines(found) if each.reason is not None}
    assert said.get("tr(ΔB)") == "trace-cyclic inverse-cancels"


def test_a_trace_of_a_power_begins_where_the_change_stands():
    """tr(ΔX X²) + tr(X ΔX X) + tr(X² ΔX), which the cyclic property makes three times the same."""
    shown_lines = shown(derivation("tr(X^3) wrt X"))
    assert "tr(ΔX X²) + tr(X ΔX X) + tr(X² ΔX)" in shown_lines
    assert "tr(X² ΔX) + tr(X² ΔX) + tr(X² ΔX)" in shown_lines


def test_a_name_that_is_put_in_beside_a_law_is_said():
    """ΔY ≈ −Y A ΔX Y = −X⁻¹ ΔX Y, as Y = (A X)⁻¹."""
    problem = "tr(inv(A*X)*A*B) wrt X where X, A: matrix(n)"
    rules = {unicode(line.right): line.reason.rule for line in lines(derivation(problem)) if line.reason}
    assert rules["−X⁻¹ ΔX Y"] == "substitute inverse-product inverse-cancels"


def test_a_scalar_inside_a_map_is_stacked_after_its_own_rules():
    """tr(X⁻¹ ΔX) vec(X⁻ᵀ) = vec(X⁻ᵀ) vec(X⁻ᵀ)' vec(ΔX), and s'ΔA x goes to (x' ⊗ s') vec(ΔA)."""
    assert "trace-vec" in [line.reason.rule for line in lines(derivation("det(X) wrt X", 2)) if line.reason]
    last = [line for line in lines(derivation("logsumexp(A*x) wrt A", 2)) if line.reason]
    assert [line.reason.rule for line in last].count("vec-product") == 3


def test_a_matrix_of_rank_one_in_another_form_takes_out_no_factor():
    """vec(Y b b') (b' ⊗ b'Y') = ((b b'Y') ⊗ (Y b b')) K, by the laws of stacking."""
    problem = "log(det(b*b'*(A + X)' + S)) wrt X where A, X: matrix(n), S: spd(n), b: vector(n)"
    rules = [line.reason.rule for line in lines(derivation(problem, 2)) if line.reason]
    assert "vec-outer kron-product commutation-kron" in rules and "common-factor" not in rules


def test_scalars_that_meet_in_a_map_are_told():
    """tr(ΔX X) I + tr(X ΔX) I = 2 tr(ΔX X) I."""
    rules = [line.reason.rule for line in lines(derivation("tr(X)*tr(X*X) wrt X", 2)) if line.reason]
    assert "trace-cyclic like-terms" in rules


def test_a_scalar_meets_its_transpose_by_the_symmetry_of_an_inverse():
    """y'X ΔY X'r and r'X ΔY X'y, for ΔY = −Δs Y² with a symmetric Y = (X'X + s I)⁻¹."""
    said = {unicode(each.right): each.reason.rule for each in lines(derivation(RIDGE)) if each.reason}
    assert said["2 Δs (y − X Y Xᵀ y)ᵀ X Y² Xᵀ y"] == "scalar-transpose symmetric-transpose like-terms"


def test_turned_sums_are_told_without_symmetry_where_there_is_none():
    said = told("s*tr((inv(A') - B)*C) + s*tr(C'*(inv(A) - B')) wrt s where s: scalar, A, B, C: matrix(n)")
    assert "transpose-sum" in said and "symmetric-transpose" not in said


def test_what_is_multiplied_entry_by_entry_changes_sides():
    """b'A (x ⊙ A'(x + s b)) = (x + s b)'A (x ⊙ A'b)"""
    said = told("(x + s*b)'*A*diag(x)*A'*(x + s*b) wrt s where s: scalar")
    assert "inner-hadamard" in said


def test_what_is_summed_is_read_off_by_a_vector_of_ones():
    """sum(Δx) is 𝟏'Δx: where terms are collected, and where the gradient is read off."""
    collected = lines(derivation("x'*x + sum(x) wrt x"))
    assert "like-terms sum-vector" in [each.reason.rule for each in collected if each.reason]
    assert lines(derivation("sum(x)^2 wrt x"))[-2].reason.rule == "gradient sum-vector"


def test_a_product_of_numbers_is_no_line():
    """−(2 x'Δx)/φ² is −2 x'Δx/φ² at once."""
    assert "arrange" not in told("1/(1 + x'*x) wrt x")


@pytest.mark.parametrize(
    "problem, right, rules",
    [
        (
            "tr((I - K*H)*P*(I - K*H)' + K*R*K') wrt K where P: spd(n), R: spd(m)",
            "tr(2 (K R − (I − K H) P Hᵀ)ᵀ ΔK)",
            "like-terms transpose-product symmetric-transpose",
        ),
        ("||A*x - b||^2 + s*||x||^2 wrt x", "2 (Aᵀ (A x − b) + s x)ᵀ Δx", "like-terms transpose-product"),
        ("||X'*X - I||^2 wrt X", "tr(4 (X Xᵀ X − X)ᵀ ΔX)", "multiply-out transpose-product"),
        (
            "log(det(X'*A*X)/det(X'*B*X)) wrt X where X: matrix(4, 2), A: spd(4), B: spd(4)",
            "tr(2 (A X (Xᵀ A X)⁻¹ − B X (Xᵀ B X)⁻¹)ᵀ ΔX)",
            "common-factor powers-join",  # the sum was a transposed one before
        ),
    ],
)
def test_terms_become_a_transposed_sum_by_the_laws_of_transposes(problem, right, rules):
    said = {unicode(each.right): each.reason.rule for each in lines(derivation(problem)) if each.reason}
    assert said[right] == rules


@pytest.mark.parametrize(
    "problem, above, below, rules",
    [
        ("sum(x)/mean(x) wrt x", "(m/sum(x) − m/sum(x)) sum(Δx)", "0", "terms-cancel"),
        (
            "logdet(diag(e) + S) - tr(diag(e)*inv(diag(e) + S)) wrt e",
            "(((diag(e) + S)⁻ᵀ ⊙ (diag(e) + S)⁻¹) e − diag((diag(e) + S)⁻¹) + diag((diag(e) + S)⁻¹))ᵀ Δe",
            "eᵀ ((diag(e) + S)⁻¹ ⊙ (diag(e) + S)⁻ᵀ) Δe",
            "terms-cancel transpose-product",
        ),
    ],
)
def test_terms_that_cancel_are_shown_before_they_are_gone(problem, above, below, rules):
    said = [(unicode(each.right), each.reason.rule) for each in lines(derivation(problem)) if each.reason]
    assert [(above, "substitute"), (below, rules)] in [said[i : i + 2] for i in range(len(said))]


@pytest.mark.parametrize(
    "problem, turned, right",
    [
        ("x'*inv(I + y*y')*x wrt x", "xᵀ (I + y yᵀ)⁻ᵀ Δx", "xᵀ (I + y yᵀ)⁻¹ Δx"),
        ("x'*expm(A*A')*x wrt x", "xᵀ expm(A Aᵀ)ᵀ Δx", "xᵀ expm(A Aᵀ) Δx"),
    ],
)
def test_an_inverse_that_is_symmetric_as_it_is_made_is_turned_before_it_is_its_own(problem, turned, right):
    said = [(unicode(each.right), each.reason.rule) for each in lines(derivation(problem)) if each.reason]
    assert (f"{turned} + {right}", "scalar-transpose") in said
    assert (f"{right} + {right}", "symmetric-transpose") in said
