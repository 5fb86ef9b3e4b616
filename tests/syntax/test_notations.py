"""Notations of other places mean what they mean there, or are refused; places stay those of what was typed."""

import random
from pathlib import Path

import pytest
from syntax.test_questions import typed

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax import notations
from matdiff_cli.syntax.draft import Draft, Edit
from matdiff_cli.typing.names import FUNCTIONS
from matdiff_cli.typing.read import read_problems

SAME = [
    ("x^TA^{-1}x wrt x", "x'*A^-1*x wrt x"),
    ("x^TA^2 x wrt x", "x'*A^2*x wrt x"),
    ("(x-μ)^TΣ^{-1}(x-μ) wrt μ", "(x - μ)'*Σ^-1*(x - μ) wrt μ"),
    ("log det X wrt X", "log(det(X)) wrt X"),
    ("ln det(X) wrt X", "log(det(X)) wrt X"),
    ("tr A B wrt A", "tr(A*B) wrt A"),
    ("tr A' X * B + tr X wrt X", "tr(A'*X*B) + tr(X) wrt X"),
    ("log sum exp(x) wrt x", "log(sum(exp(x))) wrt x"),
    ("2⁻ˢ*t wrt t where s, t: scalar", "2^(-s)*t wrt t where s, t: scalar"),
    ("sin t*cos(t) wrt t where t: scalar", "sin(t)*cos(t) wrt t where t: scalar"),
    ("sin t cos t wrt t where t: scalar", "sin(t)*cos(t) wrt t where t: scalar"),
    ("sin 2 t wrt t where t: scalar", "sin(2*t) wrt t where t: scalar"),
    ("exp t^2 wrt t where t: scalar", "exp(t^2) wrt t where t: scalar"),
    ("Tr(A*X) wrt X", "tr(A*X) wrt X"),
    ("Tr{A X} wrt X", "tr(A*X) wrt X"),
    ("tr[A X] wrt X", "tr(A*X) wrt X"),
    ("tr([A*X]^{-1}) wrt X", "tr((A*X)^-1) wrt X"),
    ("e^{-x'*x/2} wrt x", "exp(-x'*x/2) wrt x"),
    ("e^t wrt t where t: scalar", "exp(t) wrt t where t: scalar"),
    ("tr(e^{A*t}) wrt t where t: scalar", "tr(expm(A*t)) wrt t where t: scalar"),
    ("√(x'*x) wrt x", "sqrt(x'*x) wrt x"),
    ("√t wrt t where t: scalar", "sqrt(t) wrt t where t: scalar"),
    ("½ x'*A*x wrt x", "1/2*x'*A*x wrt x"),
    ("x_{n+1}'*x_{n - 1} wrt x_{n+1}", "x_nplus1'*x_nminus1 wrt x_nplus1"),
    ("x_{k|k-1}'*P_{k|k}*x wrt x", "x_k_kminus1'*P_k_k*x wrt x"),
    ("A*x_{t−1} + x_{t} wrt x_{t−1} where x_{t−1}: vector(n)", "A*x_tminus1 + x_t wrt x_tminus1"),
    ("A : X wrt X", "<A, X> wrt X"),
    ("x^T_i A x_j wrt x_i", "x_i'*A*x_j wrt x_i"),
    ("x^T_i x wrt x where T_i: scalar, x: scalar", "x^(T_i)*x wrt x where T_i: scalar, x: scalar"),
    ("y'*y + A X : B + 1 wrt X", "y'*y + <A*X, B> + 1 wrt X"),
    ("sum((C*A) o T) wrt C", "sum((C*A).*T) wrt C"),
    ("sum((C*A)oT) wrt C", "sum((C*A).*T) wrt C"),
    ("sum_square(A*x - b) wrt x", "(norm(A*x - b)^2) wrt x"),
    ("size(X, 2)*tr(X'*X) wrt X", "size(X'*vector(1))*tr(X'*X) wrt X"),
    ("A\\b wrt b", "inv(A)*b wrt b"),
    ("A^+*b wrt b", "pinv(A)*b wrt b"),
    ("A^+ b wrt b", "pinv(A)*b wrt b"),
    ("(A'A)^+b wrt b", "pinv(A'*A)*b wrt b"),
    ("<A, B>_F wrt A", "<A, B> wrt A"),
    ("⟨A, X⟩_{F}² wrt X", "<A, X>^2 wrt X"),
    ("A^{+} b wrt b", "pinv(A)*b wrt b"),
    ("norm(X, 'fro')^2 wrt X", "norm(X)^2 wrt X"),
    ("norm(A*X - B, fro)^2 wrt X", "norm(A*X - B)^2 wrt X"),
    ("norm(x)*dot(x, fro) wrt fro", "norm(x)*dot(x, fro) wrt fro"),
    ('norm(X, "fro")^2 wrt X', "norm(X)^2 wrt X"),
    ("𝟏ₙᵀ x wrt x", "ones(n)'*x wrt x"),
    ("x'*𝟏ₘₙ*y wrt x", "x'*ones(m, n)*y wrt x"),
    ("𝟏_(mn)'*x wrt x", "ones(m*n)'*x wrt x"),
    ("x' Iₙ x wrt x", "x'*eye(n)*x wrt x"),
    ("x'*I_n*x wrt x", "x'*eye(n)*x wrt x"),
    ("Kₘₙ x wrt x", "commutation(m, n)*x wrt x"),
    ("I'*x*tr(I_n) wrt x where I: vector(n)", "I'*x*tr(eye(n)) wrt x where I: vector(n)"),
    ("I'*x*tr(Iₙ) wrt x where I: vector(n)", "I'*x*tr(eye(n)) wrt x where I: vector(n)"),
    ("x ⊘ y wrt x", "x./y wrt x"),
    ("x^⊙2 wrt x", "x.^2 wrt x"),
    ("xᵖ wrt x where x, p: scalar", "x^p wrt x where x, p: scalar"),
    ("x'*A*x / x'x wrt x", "x'*A*x/(x'*x) wrt x"),
    ("w' S w / w' B w wrt w", "w'*S*w/(w'*B*w) wrt w"),
    ("x'*A*x wrt x where A symmetric", "x'*A*x wrt x where A: symmetric"),
    ("x'*A*x wrt x where A is symmetric", "x'*A*x wrt x where A: symmetric"),
    ("x'*A*x wrt x where A = A'", "x'*A*x wrt x where A: symmetric"),
    ("x'*(A + B)*x wrt x where A and B are positive definite", "x'*(A + B)*x wrt x where A, B: spd"),
    ("a*x wrt x where a is a scalar, x: vector(n)", "a*x wrt x where a: scalar, x: vector(n)"),
]
NAMES = [
    ("o'*x wrt x", "o"),
    ("e'*x wrt x", "e"),
    ("x'*e^2 wrt x where e: scalar", "e"),
    ("x'*I_n*x wrt x where I_n: matrix(n)", "I_n"),
    ("Tr(x + y) wrt x where Tr: matrix", "Tr"),
    ("K*x wrt x", "K"),
]


@pytest.mark.parametrize(("text", "plain"), [(text, plain) for text, plain in SAME if plain])
def test_a_notation_means_what_it_means_elsewhere(text, plain):
    assert typed(text) == typed(plain)


@pytest.mark.parametrize(("text", "name"), NAMES)
def test_a_name_stays_a_name(text, name):
    (problem,) = read_problems(text)
    assert name in problem.symbols


def test_a_rule_is_left_out_only_where_it_has_nothing_to_do():
    tables = Path(__file__).parent.parent / "data"
    texts = [text for text, _ in SAME + NAMES] + [
        "numel(x)",
        "log.(x)",
        "sum(abs2, x)",
        "dot(x, A, y)",
        "X(:)",
        "L_exp(X, E)",
        "(A)-1b",
        "x'x (2)",
        "x'x\ny'y",
        "x^top",
    ]
    texts += [row.split("\t")[1] for table in tables.glob("raw_*.tsv") for row in table.read_text("utf-8").splitlines()]
    texts += (tables / "problems.txt").read_text("utf-8").splitlines()
    draw = random.Random(1)
    soup = [text[draw.randrange(len(text)) :][: draw.randrange(1, 9)] for text in texts if text for _ in range(4)]
    texts += ["".join(draw.sample(soup, 4)) for _ in range(2_000)]
    found = set()
    for text in texts:
        operands = notations._operands(text, FUNCTIONS, frozenset())
        for rule, held, signs in notations._RULES:
            try:
                edits = list(rule(operands))
            except MatdiffError as error:
                edits = [error]
            if edits:
                assert signs.search(text), (rule.__name__, text)
                assert not held or set(held) & set(text), (rule.__name__, text)
                found.add(rule)
    assert len(found) == len(notations._RULES)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("log x y wrt x where x, y: scalar", "how far does log reach?"),
        ("det A B wrt A", "how far does det reach?"),
        ("log x'*x wrt x", "how far does log reach?"),
        ("sin 2*t wrt t", "how far does sin reach?"),
        ("√x'x wrt x", "how far does √ reach?"),
        ("√x'*x wrt x", "how far does √ reach?"),
        ("tr(X^{1/2}) wrt X", "whole numbers"),
        ("e^A wrt A where A: matrix(2, 3)", "the exponent of e is"),
        ("A\\frac wrt A", "an argument is missing"),
        ("d/dt det(A(t))", "is A a function here?"),
        ("tr(F(X)) wrt X", "is F a function here?"),
        ("y'*K(θ)^-1*y wrt θ", "is K a function here?"),
        ("x(t)'*A*x(t) wrt t where x: vector, t: scalar", "is x a function here?"),
    ],
)
def test_what_could_mean_two_things_is_refused(text, words):
    with pytest.raises(MatdiffError, match=words.replace("?", r"\?")):
        read_problems(text)


@pytest.mark.parametrize("text", ["A*(x) wrt x", "A (x) wrt x", "A(x + y) wrt x", "(A)(x) wrt x", "x'(A x) wrt x"])
def test_what_may_be_a_product_is_one(text):
    """A(x) is the value of a function to most people; with a blank, a sign or a sum it is a product."""
    assert read_problems(text)


def test_a_divisor_of_several_factors_is_remarked_on():
    (problem,) = read_problems("a'*x / x'x wrt x")
    assert problem.reading == ("x'x behind the / is read as one divisor",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("exp(-x'x/2σ²) wrt x", "of /2σ² only 2 is below; write /(2σ²) to divide by all of it"),
        ("1/2πσ^2 wrt σ", "of /2πσ^2 only 2 is below; write /(2πσ^2) to divide by all of it"),
        ("x/yz wrt z where x, y, z: scalar", "of /yz only y is below; write /(yz) to divide by all of it"),
        (r"x^T x/2\sigma^2 wrt x", r"of /2\sigma^2 only 2 is below; write /(2\sigma^2) to divide by all of it"),
        ("x'y/||x|| ||y|| wrt x", "of /||x|| ||y|| only ||x|| is below; write /(||x|| ||y||) to divide by all of it"),
        ("x'Ax/2x'x wrt x", "of /2x'x only 2 is below; write /(2x'x) to divide by all of it"),
        ("log(x'x)/2‖y‖² wrt x", "of /2‖y‖² only 2 is below; write /(2‖y‖²) to divide by all of it"),
        ("x'Ax/2n wrt x", "of /2n only 2 is below; write /(2n) to divide by all of it"),
        ("1/2N ||X*w - y||² wrt w", "of /2N only 2 is below; write /(2N) to divide by all of it"),
        ("λ²/2||x||² wrt x", None),
        ("x'x/2 y'y wrt x", None),
        ("x'A/2x wrt x", None),
        ("x'y/||x||*||y|| wrt x", None),
        ("1/2x'A x wrt x", None),
        ("1/2 λ x'x wrt x", None),
        ("λ/2||x||² wrt x", None),
        ("x'x/(2)λ wrt x", None),
        ("x'x/2*λ wrt x", None),
    ],
)
def test_a_name_close_behind_a_divisor_is_said_to_be_above(text, said):
    """A product is read from left to right, as documented; who writes 1/2σ² may mean 1/(2σ²)."""
    (problem,) = read_problems(text)
    assert [line for line in problem.reading if line.startswith("of /")] == [said] * bool(said)


@pytest.mark.parametrize(
    ("text", "told"),
    [("1/1+exp(-a'x) wrt x", 1), ("1/1 + e^{-a'x} wrt x", 1), ("1/(1+exp(-a'x)) wrt x", 0), ("x'x/1 + 2 wrt x", 0)],
)
def test_a_sum_that_is_rather_below_the_stroke_is_told_of(text, told):
    (problem,) = read_problems(text)
    assert sum(line.startswith("1/1 + … is 1 + …") for line in problem.reading) == told


@pytest.mark.parametrize(
    ("text", "column"), [("½ √(x'*x) + A*) wrt x", 14), ("log det X * q*) wrt X", 14), ("e^{2*} wrt x", 5)]
)
def test_places_in_errors_are_those_of_what_was_typed(text, column):
    with pytest.raises(MatdiffError) as found:
        read_problems(text)
    assert found.value.marks[0].span.start == column


def test_a_draft_knows_where_its_characters_come_from():
    draft = Draft.of("ab√cd").edited([Edit(2, 3, "sqrt("), Edit(4, 4, ")")])
    assert draft.text == "absqrt(c)d"
    assert [draft.places[k] for k in (0, 1, 2, 6, 7, 9, 10)] == [0, 1, 2, 2, 3, 4, 5]
