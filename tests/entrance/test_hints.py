"""Errors that finish the job: a hint ends in a whole command where there is one, and that command is understood."""

import re
import shlex
import time
from collections import Counter

import pytest
from oracle.tables import DATA, rows
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems


def error_of(text, **more):
    with pytest.raises(MatdiffError) as error:
        read_problems(text, **more)
    return error.value


def refusals():
    """The lines of the tables that are refused, each with its error."""
    for table in (*sorted(DATA.glob("raw_*.tsv")), DATA / "bad_input.tsv"):
        for row in rows(table):
            text, wrt = row.get("raw") or row["text"], [row["wrt"]] if row.get("wrt") else []
            try:
                read_problems(text, wrt=wrt)
            except MatdiffError as error:
                yield text, error


def commands(hint):
    """The commands in a hint, as words."""
    _, try_this, listed = hint.partition("try: matdiff")
    listed = try_this.removeprefix("try: ") + listed
    return [shlex.split(command) for command in listed.split("  or  ")] if try_this else []


def understood(words):
    text, options = words[1], iter(words[2:])
    given = {"-w": [], "-d": []}
    for option in options:
        given[option].append(next(options))
    return bool(read_problems(text, wrt=given["-w"], where=given["-d"]))


@pytest.mark.parametrize("text", ["x'A x when x = 0", "x'A x if x = -1.5"])
def test_a_point_is_not_offered_as_a_definition(text):
    assert [words[1] for words in commands(error_of(text).hint)] == ["x'A x"]


WITHOUT_COMMAND = {
    "the language has no words for what is meant": (
        r"not read yet|neither expectations|not among the norms|has no meaning|unknown function|matrix power higher|"
        r"composition of functions|the identity is square|exponent is too large|exponent of this number|6,000 digits|"
        r"of such arguments|comparisons|an arrow|dots stand|limits are|integrals are|tensors|values at a point|"
        r"whole numbers"
    ),
    "only who wrote it knows the formula of the function": (
        r"a function here\?|does not occur in what|derivative of a function|no symbol to differentiate by|"
        r"differential of more than|sign of an increment here"
    ),
    "several derivatives are taken in one line": r"inside of an expression|behind a whole derivative",
    "something is missing that could be anything": (
        r"takes .* arguments?, not|operand is missing|nothing stands between|no exponent after|needs its argument|"
        r"nothing to differentiate by|bar is never closed|is never closed|has no partner|not expected in a declaration|"
        r"before where$|after the target"
    ),
    "there is no such number": r"division by zero|not positive|fractional power|power of a power",
    "a name means something else": r"is a size|is a type|name of a function|defined by itself",
    "its author takes the shapes for others than they are, and several changes would do": (
        r"needs a (?:square|column)|exponent \S+ is|exponent of e is|division by a vector|inner product of|entry of a|"
        r"elementwise product of|a sum of|a row of|a product of|do not settle|scalar plus|entry by entry|two numbers"
    ),
}
"""Why there is no command to copy → the messages of which that holds."""


def test_every_command_is_understood_and_what_has_none_has_a_reason():
    errors = dict(refusals())
    found = {text: commands(error.hint) for text, error in errors.items()}
    for text, offered in found.items():
        for words in offered:
            assert words[0] == "matdiff" and understood(words), text
    figures = Counter()
    for text in (text for text, offered in found.items() if not offered):
        reasons = [why for why, said in WITHOUT_COMMAND.items() if re.search(said, errors[text].message)]
        assert reasons and errors[text].hint, f"{text}: {errors[text].message}"
        figures[reasons[0]] += 1
    print(f"\n{len(errors)} refused, {len(errors) - figures.total()} with a command; the others:")
    print("\n".join(f"  {count} {why}" for why, count in figures.most_common()))
    assert len(errors) - figures.total() >= 140


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("tarce(X) wrt X", ["matdiff", "trace(X) wrt X"]),
        ("tr(A*X wrt X", ["matdiff", "tr(A*X) wrt X"]),
        ("A + alpha wrt A", ["matdiff", "A + alpha*I wrt A"]),
        ("1/A wrt A", ["matdiff", "inv(A) wrt A"]),
        ("x^2 + x'*x wrt x", ["matdiff", "x.^2 + x'*x wrt x"]),
        ("(A*x - b)T(A*x - b) wrt x", ["matdiff", "(A*x - b)'(A*x - b) wrt x"]),
        ("exp(a X^-1 a^T) wrt X", ["matdiff", "exp(a X^-1 a^T) wrt X where a: row"]),
        ("x^H A x wrt x", ["matdiff", "x^T A x wrt x"]),
        ("np.trace(A' @ X) wrt X", ["matdiff", "np.trace(A.T @ X) wrt X"]),
        ("np.sum(c * X) wrt X", ["matdiff", "np.sum(c * X) wrt X where c: scalar"]),
        ("x wrt x where x: vectr(n)", ["matdiff", "x wrt x where x: vector(n)"]),
    ],
)
def test_what_the_hint_says_is_done(text, command):
    assert commands(error_of(text).hint)[0] == command


@pytest.mark.parametrize("text", ["tr(I_n)*x wrt x", "kron(I, X) wrt X", "tr(A + I)", "tr(I)*x where I: matrix(n)"])
def test_an_identity_that_has_a_size_is_read(text):
    assert read_problems(text)


def test_what_a_hint_quotes_has_its_brackets():
    assert error_of("x*(1'*y)*z wrt z").hint.startswith("x*(1'*y)'*z is the inner product, ")


def test_options_are_part_of_the_command():
    error = error_of("tarce(A*X)", wrt=["X"], where=["A: matrix(n, n)"])
    assert commands(error.hint) == [["matdiff", "trace(A*X)", "-w", "X", "-d", "A: matrix(n, n)"]]


def test_a_command_is_quoted_for_the_shell():
    run = runner().invoke(root, ["tarce(X'*A) wrt X"])
    (words,) = commands(next(line for line in run.stderr.splitlines() if "hint" in line))
    done = runner().invoke(root, [*words[1:], "-a"])
    assert (done.exit_code, done.stdout) == (0, "A\n")


def test_a_file_is_read_from_standard_input():
    assert error_of("notes/p.txt").hint == "is a file meant? try: matdiff < notes/p.txt"


NOT_THERE = [
    ("lambda_max(X) wrt X", "eigenvalues"),
    ("λmax(X'*X) wrt X", "eigenvalues"),
    ("eigvals(X) wrt X", "eigenvalues"),
    ("σ_max(X) wrt X", "singular values"),
    ("||X||_* wrt X", "this norm is not among the norms"),
    ("‖X‖_* wrt X", "this norm is not among the norms"),
    ("||X||_{2,1} wrt X", "this norm is not among the norms"),
    ("norm(X, 'nuc') wrt X", "this norm is not among the norms"),
    ("norm(X, 2) wrt X", "this norm is not among the norms"),
    ("||X||_2 wrt X", "is not among the norms"),
    ("np.linalg.norm(X, 2) wrt X", "this norm is not read"),
    ("gelu(x) wrt x", "erf"),
    ("elu(x) wrt x", "softplus"),
    ("log_softmax(x) wrt x", "log(softmax(x))"),
    ("std(x) wrt x", "sqrt(mean((x - mean(x)).^2))"),
    ("chol(X) wrt X", "log(det(X))"),
    ("(x - mean(x))/std(x) wrt x", "unknown function std"),
    ("sum(lgamma(y + 1)) wrt y", "unknown function lgamma"),
    ("Var[x'*w] wrt w", "Var[…] is not read"),
    ("cov(x) wrt x", "nothing random is read"),
    ("Var(w'x) wrt w", "nothing random is read"),
    ("E[x'*A*x] wrt A", "expectations"),
    ("E(x'*A*x) wrt A", "expectations"),
    (r"\mathbb{E}[x^T A x] wrt A", "expectations"),
    ("𝔼[x'Ax] wrt A", "expectations"),
    ("argmin(A*x) wrt x", "a place of a minimum"),
    ("max(x) wrt x", "logsumexp"),
    ("1(x > 0)*x wrt x", "comparisons are not read"),
    ("I{x > 0}*x wrt x", "comparisons are not read"),
    ("𝟙(x) wrt x", "indicators"),
    ("sqrtm(X) wrt X", "elementwise"),
    ("sum_i x_i^2 wrt x", "sums over data"),
    ("Σᵢ xᵢ² wrt x", "sums over data"),
    ("sum_{i=1}^m log(x_i) wrt x", "sums over data"),
    (r"\sum_{i=1}^m (y_i - w^T x_i)^2 wrt w", "sums over data"),
    ("sum(x_i for i in S) wrt x", "sums over data"),
    ("sum over i of x_i wrt x", "sums over data"),
    ("X^k wrt X", "symbolic exponents"),
    ("tr(X^n) wrt X where n: integer", "symbolic exponents"),
]


@pytest.mark.parametrize(("text", "said"), NOT_THERE)
def test_what_is_not_there_is_said_and_nothing_else_is_proposed(text, said):
    error = error_of(text)
    assert said in f"{error.message} {error.hint}"
    assert "did you mean" not in error.hint and not commands(error.hint)


def test_the_index_of_a_norm_may_stand_behind_its_power():
    assert read_problems("||A*x||^2_2 wrt x") and read_problems("||X||^2_F wrt X")


def test_a_long_problem_is_refused_at_once():
    text = " + ".join(f"A{k}*x{k}'" for k in range(400)) + " wrt A1"
    start = time.process_time()
    error = error_of(text)
    assert time.process_time() - start < 2
    assert not re.search("try: matdiff", error.hint)


@pytest.mark.parametrize("text", ["log det", "tr sin wrt x", "2*sum exp"])
def test_functions_of_nothing_are_refused(text):
    assert error_of(text).hint


@pytest.mark.parametrize(("text", "meant"), [
    ("x[i]^2 wrt x", "(e_i'*x)^2 wrt x"), ("(A*x)_i wrt x", "(e_i'*(A*x)) wrt x"),
    ("tr(B)*X[i, j] wrt X", "tr(B)*(e_i'*X*e_j) wrt X"), ("X[:, 1]'*b wrt X", "(X*e_1)'*b wrt X"),
    ("(X^{-1})_{ij} wrt X", "(e_i'*(X^{-1})*e_j) wrt X"), ("x'/(A'*A)*x wrt x", "x'*inv(A'*A)*x wrt x"),
    ("f(x) wrt x", "f(x) wrt x where f(x): scalar"), ("X^2^3 wrt X", "(X^2)^3 wrt X"),
    ("tr(X'*A*X) wrt X subject to X'*X = I", "tr(X'*A*X) wrt X"), ("calculate x'*A*x wrt x", "x'*A*x wrt x"),
    ("x wrt (x)", "x wrt x"), ("x where x: vector(m, n)", "x where x: matrix(m, n)"),
    ("x where x: foo", "x where x: vector"),
    ("x where x: vector, x: scalar", "x where x: vector"), ("x'*A*x + wrt x", "x'*A*x wrt x"),
    ("-0.5*(x-mu)'/Sigma*(x-mu) wrt Sigma", "-0.5*(x-mu)'*inv(Sigma)*(x-mu) wrt Sigma where mu: vector"),
    ("A*B - 2c'c wrt A", "A*B - (2c'c)*I wrt A"), ("tr(I)*x wrt x", "tr(I_n)*x wrt x"),
    ("|I|*x'x wrt x", "|I_n|*x'x wrt x"),
    (r"\nabla_w \|y-Xw\|^2 + \lambda w^Tw", r"\nabla_w \left(\|y-Xw\|^2 + \lambda w^Tw\right)"),
])  # fmt: skip
def test_the_first_command_is_what_is_meant(text, meant):
    assert commands(error_of(text).hint)[0][1] == meant
