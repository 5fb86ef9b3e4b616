"""What the algebra does by itself is named where it acts, and nowhere else."""

import re
from pathlib import Path

import pytest
from derivations import PROBLEMS
from numeric import node, same_value

import matdiff_cli.expressions.algebra
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.distribution import between
from matdiff_cli.derivation.laws import LAWS, unfolded
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import facts
from matdiff_cli.expressions.laws import held_back
from matdiff_cli.expressions.memory import forget, remember
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.rules import RULES
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.lines import check_lines

OF_STRUCTURE = {
    "symmetric": "symmetric-transpose",
    "spd": "symmetric-transpose",
    "psd": "symmetric-transpose",
    "skew": "skew-transpose",
    "orthogonal": "orthogonal-inverse",
}

TOLD = [
    "sqrt(x'*A*x) + x'*x wrt x where A: symmetric(n)",
    "norm(Q*x)^2 wrt x where Q: orthogonal(n)",
    "x'*K*y wrt x where K: skew(n)",
    "tr(W*X*B*X') wrt X where W: symmetric(m)",
    "tr(K*X*B*X') wrt X where K: skew(m)",
    "tr(inv(X'*C*X)*A) wrt X where C: symmetric",
    "x'*W*x + c'*x wrt x where W: symmetric(n)",
    "(x - A*s)'*W*(x - A*s) wrt A where W: symmetric(m)",
    "(A*x - b)'*W*(A*x - b) wrt x where W: spd(m)",
    "tr(Q'*X*Q*X') wrt X where Q: orthogonal",
    "x'*inv(S)*x wrt x where S: symmetric",
]

SAME_FOR_EVERY_A = "||A - X*X'||^2 wrt X where A: symmetric(n)"
"""tr(M'(A − X X')) + tr((A − X X')'M) is tr(M (A − X X')) + tr((A − X X') M) for any A, as M = M'."""


def links(problem):
    """The rules of every line before the answer, and whether the line fails for matrices without the structure."""
    (read,) = read_problems(problem)
    found = derive(read)
    document = to_object(found, DEFAULT)
    for symbol in document["symbols"].values():
        symbol["structure"] = None
    faults = {(fault.step, fault.line) for fault in check_lines(document)}
    for i, step in enumerate(found.steps[:-1], 1):
        for j, line in enumerate(step.lines, 1):
            rules = {use.rule for use in line.reason.uses} if line.reason else set()
            yield rules & set(OF_STRUCTURE.values()), (i, j) in faults, (step.key, j, rules)


@pytest.mark.parametrize("problem", TOLD)
def test_a_structure_is_named_on_the_lines_that_do_not_hold_without_it(problem):
    """A change that is substituted was found with the structure, on lines above."""
    for named, needed, (key, place, rules) in links(problem):
        assert needed or not named, (key, place, rules)
        assert named or not needed or "substitute" in rules, (key, place, rules)


@pytest.mark.slow
@pytest.mark.parametrize("problem", [p for p in PROBLEMS if any(f": {s}" in p for s in OF_STRUCTURE)])
def test_no_structure_is_named_on_a_line_that_holds_without_it(problem):
    (read,) = read_problems(problem)
    if problem == SAME_FOR_EVERY_A or read.symbols[read.target.names[0]].structure:
        pytest.skip("the line holds for every increment that there is")
    try:
        for named, needed, line in links(problem):
            assert needed or not named, line
    except MatdiffError as error:
        pytest.skip(error.message)


def test_every_law_that_the_constructors_ask_for_is_listed():
    sources = Path(matdiff_cli.expressions.algebra.__file__).parent.glob("*.py")
    asked = re.findall(r"law\((.*?)\)", " ".join(path.read_text("utf-8") for path in sources))
    names = {name for words in asked for quoted in re.findall(r'"(.*?)"', words) for name in quoted.split()}
    assert names == LAWS
    assert set(RULES) >= LAWS


ALONE = [
    ("commutation-inverse", "commutation(m, n)*commutation(n, m)*kron(a, u)"),
    ("diag-inverse", "inv(diag(x))*A"),
    ("diag-product", "diag(x)*diag(y)"),
    ("diag-product", "diag(x)^2"),
    ("diagonal-diag", "diag(diag(x))"),
    ("diagonal-hadamard", "diag(A.*B)"),
    ("diagonal-ones", "diag(eye(n))"),
    ("diagonal-outer", "diag(a*b')"),
    ("diagonal-scaled", "diag(diag(x)*A)"),
    ("diagonal-sums", "diag(ones(n, n)*A)"),
    ("diagonal-sums", "diag(A*ones(n, n))"),
    ("diagonal-transpose", "diag(A')"),
    ("entrywise", "tr([s, t; 1, s])"),
    ("diagonal-of-product", "diag(A*diag(x)*B)"),
    ("exponentials-cancel", "exp(s)*exp(-s)"),
    ("hadamard-diag", "diag(x)*A*y"),
    ("hadamard-diag", "diag(x)*ones(n, n)"),
    ("hadamard-diag", "ones(n, n)*diag(x)"),
    ("inverse-cancels", "A*inv(A)*B"),
    ("inverse-inverse", "inv(inv(A))*x"),
    ("inverse-product inverse-cancels", "inv(A*B)*A"),
    ("kron-inverse", "inv(kron(A, B))"),
    ("kron-product", "kron(A, B)*kron(C, X)"),
    ("kron-vec", "kron(A, B)*vec(X)"),
    ("mean", "mean(x)*tr(eye(n))"),
    ("minus-sum inverse-cancels", "(A - B)*inv(B - A)*X"),
    ("minus-sum inverse-cancels", "a'*inv(A - B)^2*(B - A)*X"),
    ("ones-product", "sum(ones(n))"),
    ("orthogonal-inverse", "Q'*Q*x"),
    ("positive-abs", "abs(p)"),
    ("powers-join", "s^3*t*s^-1"),
    ("sign-times-abs", "sign(s)*abs(s)"),
    ("skew-transpose", "K'*x"),
    ("sum-hadamard", "sum(x.*y)"),
    ("sum-hadamard powers-join", "(y./x)'*x"),
    ("sum-kron", "sum(kron(A, B))"),
    ("sum-outer", "sum(x*y')"),
    ("sum-vec", "sum(vec(A))"),
    ("symmetric-transpose", "W'*x"),
    ("trace-diag", "tr(diag(x))"),
    ("trace-kron", "tr(kron(A, B))"),
    ("trace-outer", "tr(A*x*y')"),
    ("trace-transpose", "tr(A')"),
    ("trace-vec", "vec(A)'*vec(B)"),
    ("transpose-product", "(A*B)'"),
    ("transpose-sum inverse-cancels", "(A + B)'*inv(A' + B')"),
    ("triangle-once", "tril(tril(A) - B)"),
    ("triangle-once", "triu(A + 2*triu(B))"),
    ("vec-entrywise", "vec(A).*vec(B)"),
    ("vec-ones", "vec(ones(m, n))"),
]


@pytest.mark.parametrize(("laws", "words"), ALONE)
def test_a_law_is_told_with_what_it_leads_to(laws, words):
    forget()
    written = node(words)
    way = unfolded("", lambda: tidy(written), tidy(written), frozenset())
    assert [name for name, _ in way if name] == [laws]
    assert way[-1][1] is tidy(written)
    for _, expression in way:
        assert same_value(written, expression)


@pytest.mark.parametrize(
    ("law", "words"), [("hadamard-diag", "diag(x)*diag(y)*x"), ("inverse-cancels", "inv(inv(A))*inv(A)*B")]
)
def test_a_law_that_another_one_makes_needless_is_not_told(law, words):
    """diag(x) diag(y) x is x ⊙ y ⊙ x without being diag(x ⊙ y) x in between."""
    forget()
    written = node(words)
    assert [name for name, _ in unfolded("", lambda: tidy(written), tidy(written), frozenset()) if name] == [law]


@pytest.mark.parametrize(
    "words", ["A*B + B*A", "tr(A*B*C)", "s*s*A", "(x + y)'*A", "sum(A*x)", "inv(A)*inv(A)", "x.*x"]
)
def test_order_and_brackets_need_no_law(words):
    forget()
    written = node(words)
    assert unfolded("", lambda: tidy(written), tidy(written), frozenset()) == [("", tidy(written))]


def test_every_law_is_seen_alone():
    assert {name for laws, _ in ALONE for name in laws.split()} >= LAWS


def test_what_is_held_back_is_granted_again_afterwards():
    """Also to facts that were asked for in between, and where the work ends in an error."""
    forget()
    written, skew = node("Q'*Q*x"), node("K - 7*K")
    first, missed = held_back(lambda: tidy(written), frozenset())
    assert missed == ("orthogonal-inverse",)
    assert held_back(lambda: tidy(written), frozenset()) == (first, missed)
    assert held_back(lambda: facts.is_skew(skew), frozenset())[0]
    with pytest.raises(MatdiffError):
        held_back(lambda: tidy(node("inv(x*y')")), frozenset())
    assert tidy(written) is node("x") is not first


def test_only_what_needed_a_law_is_worked_out_again_without_it():
    forget()
    asked = []

    @remember
    def opened(written):
        asked.append(written)
        return tidy(written)

    plain, cancels = node("A*x + B*x"), node("Q'*Q*x")
    always = [opened(plain), opened(cancels)]
    for granted in (frozenset({"transpose-product"}), frozenset({"orthogonal-inverse"})):
        held = [held_back(lambda written=written: opened(written), granted) for written in (plain, cancels)]
        assert held[0] == (always[0], ())
        assert (held[1] == (always[1], ())) == ("orthogonal-inverse" in granted)
    assert asked == [plain, cancels, cancels]


def test_a_law_is_known_where_what_needed_it_is_remembered():
    """The second sum finds Q'Q x where the first one left it."""
    forget()
    first, second = node("Q'*Q*x + y"), node("Q'*Q*x - y")
    results = [tidy(first), tidy(second)]
    for written, result in zip((first, second), results, strict=True):
        way = unfolded("", lambda written=written: tidy(written), result, frozenset())
        assert [name for name, _ in way if name] == ["orthogonal-inverse"]


def test_a_derivation_ends_with_the_answer_that_is_found_without_steps():
    for problem in TOLD:
        (read,) = read_problems(problem)
        assert derive(read).result.value is derive(read, steps=False).result.value


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        ("inv(inv(X)*A)*b wrt X", {"inverse-inverse"}),
        ("sqrt(tr(X'*X) + s) wrt X where s: scalar", {"trace-transpose", "like-terms"}),
        ("1 - x'*y/sqrt(x'*x*y'*y) wrt x", {"scalar-transpose", "like-terms"}),
        ("||diag(d)*X - Y||^2 wrt d", {"diagonal-transpose", "like-terms"}),
        ("||A*x - b||^2 + lambda*||x||^2 wrt lambda", {"squared-norm"}),
        ("x'*A*x + b'*x wrt x", {"like-terms", "transpose-product"}),
        ("x'*W*x + b'*x wrt x where W: symmetric(n)", {"like-terms", "transpose-product", "symmetric-transpose"}),
    ],
)
def test_a_law_is_told_beside_the_distributive_law(problem, rules):
    (read,) = read_problems(problem)
    told = [line.reason.rule for step in derive(read).steps for line in step.lines if line.reason]
    assert rules in [set((rule or "").split()) for rule in told]


@pytest.mark.parametrize(
    ("before", "after", "laws"),
    [
        ("exp(s)*(exp(-s)*x + a)", "x + exp(s)*a", ["exponentials-cancel"]),
        ("sign(s)*(abs(s)*x + a)", "s*x + sign(s)*a", ["sign-times-abs"]),
        ("softmax(x)'*(x + a)", "softmax(x)'*x + softmax(x)'*a", []),
        ("(x.*a)'*(x + a)", "(x.*a)'*x + (x.*a)'*a", []),
    ],
)
def test_functions_that_cancel_are_told_where_they_are_multiplied_out(before, after, laws):
    forget()
    assert between(node(before), node(after)) == laws
