"""The oracle can fail: answers to another reading of a problem, and answers with a slip, are caught."""

import copy

import pytest

from .judge import judge
from .program import documents

pytestmark = pytest.mark.long

PLANTED = [
    # problem, options, the wrong answer, what went wrong
    ("x'*A*x wrt x", (), "2*A*x", "A taken for symmetric"),
    ("a'*X*b wrt X where X: matrix(n)", (), "b*a'", "transposed"),
    ("A*x wrt x where A: matrix(n)", (), "A'", "the Jacobian in another layout"),
    ("A*x wrt x where A: matrix(n)", ("-l", "denominator"), "A", "the Jacobian in the default layout"),
    ("sum(-x.^2) wrt x", (), "2*x", "-x.^2 read as (-x).^2"),
    ("sum(x.^2.*y) wrt x", (), "2.*y.*x.^(2.*y - ones(m))", "x.^2.*y read as x.^(2.*y)"),
    ("alpha/beta*gamma wrt beta", (), "-alpha/(beta^2*gamma)", "a/b*c read as a/(b*c)"),
    ("1/2alpha wrt alpha", (), "-1/(2*alpha^2)", "1/2a read as 1/(2a)"),
    ("2alpha^2 wrt alpha", (), "8*alpha", "2a^2 read as (2a)^2"),
    ("log|X| wrt X", (), "X^-1", "not transposed"),
    ("|x'*y| wrt x", (), "y", "bars read as parentheses"),
    ("||x||_1 wrt x", (), "x/norm(x)", "the 1-norm read as the Euclidean norm"),
    ("sum(exp(X)) wrt X where X: matrix(n)", (), "expm(X)'", "exp read as expm"),
    ("A*X*B wrt X where A, B, X: matrix(n)", (), "kron(A, B')", "vec row by row"),
    ("X' wrt X where X: matrix(m, n)", (), "commutation(n, m)", "the commutation matrix the other way round"),
    ("tr(A*S) wrt S where S: symmetric(n)", (), "A'", "the structure forgotten"),
    ("tr(A*S) wrt S where S: symmetric(n)", (), "A + A' - diag(diag(A))", "the derivatives by free entries"),
    ("tr(A*L) wrt L where L: lower(n)", (), "triu(A')", "the other triangle"),
    ("mean(x)*x'*a wrt x", (), "sum(x)*a + (x'*a)*ones(m)", "mean read as sum"),
    ("x'*A*x wrt x", ("--hessian",), "(A + A')/2", "half a Hessian"),
    ("x'*x wrt x", (), "2.001*x", "a factor that is nearly right"),
    ("abs(alpha)*x wrt x", (), "alpha*eye(m)", "right for one sign only"),
]


@pytest.fixture(scope="module")
def answered():
    """The right documents, by problem and options."""
    found = {}
    for options in {options for _, options, _, _ in PLANTED}:
        lines = [problem for problem, others, _, _ in PLANTED if others == options]
        found |= {(d["problem"], options): d for d in documents(lines, *options)}
    return found


def with_answer(document, text):
    changed = copy.deepcopy(document)
    changed["result"]["text"] = text
    return changed


@pytest.mark.parametrize(("problem", "options", "wrong", "why"), PLANTED, ids=lambda value: str(value))
def test_wrong_answers_are_caught(answered, problem, options, wrong, why):
    document = answered[problem, options]
    assert judge(problem, document).right
    assert "the answer is" in judge(problem, with_answer(document, wrong)).wrong, why


def test_names_that_an_answer_introduces_are_known(answered):
    document = answered["x'*A*x wrt x", ()]
    assert judge("x'*A*x wrt x", with_answer(document, "B*y where B = C + A', C = A, y = x")).right
    assert not judge("x'*A*x wrt x", with_answer(document, "B*y where B = A, y = x")).right


def test_an_answer_that_has_no_value_is_not_right(answered):
    document = answered["x'*A*x wrt x", ()]
    assert not judge("x'*A*x wrt x", with_answer(document, "(A + A')*x*log(-x'*x)")).right


@pytest.mark.parametrize(
    ("place", "text", "complaint"),
    [
        (("function", "text"), "x'*A*A*x", "the function is"),
        (("result", "differential"), "dx'*A*x", "the differential is"),
        (("result", "kind"), "jacobian", "is called a"),
        (("result", "shape"), ["1", "m"], "said to be"),
    ],
)
def test_other_wrong_words_are_caught(answered, place, text, complaint):
    document = copy.deepcopy(answered["x'*A*x wrt x", ()])
    document[place[0]][place[1]] = text
    assert complaint in judge("x'*A*x wrt x", document).wrong


def test_wrong_shapes_are_caught(answered):
    document = copy.deepcopy(answered["a'*X*b wrt X where X: matrix(n)", ()])
    document["symbols"]["X"]["shape"] = ["n", "m"]
    assert "declared otherwise" in judge("a'*X*b wrt X where X: matrix(n)", document).wrong
