"""What the textbooks' cases leave out: structured and stacked targets, abbreviations, rows, layouts, literals."""

import pytest
from answering import outcome, rows

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_expression, read_problems
from matdiff_cli.verify.answers import check_answer
from matdiff_cli.verify.lines import check_lines

STRUCTURES = ("symmetric", "spd", "psd", "skew", "diagonal", "lower", "upper")
OF_A_STRUCTURED_TARGET = (
    "tr(A*S)",
    "a'*S*b",
    "x'*S*x + tr(S*S)",
    "tr(S'*A*S)",
    "logdet(S + eye(n))",
    "a'*inv(S + B)*b",
    "sum(exp(S))",
    "S*a",
    "S'*A",
)
OTHERS = (
    "r'*W*r wrt s where r = x - A*s, W: symmetric(m)",
    "log(1 + q) + q^2 wrt x where q = x'*A*x",
    "u'*v wrt x where u = A*x, v = u.*u",
    "x^2*y + sin(x*y) wrt [x, y]",
    "[x*y, x; y, x/y] wrt x where x, y: scalar",
    "[x*y; x + y; exp(x)] wrt [x, y]",
    "exp(t)*A wrt t where t: scalar",
    "(t*a + b)' wrt t where t: scalar",
    "x'*A wrt x",
    "r*A*r' wrt r where r: row(n)",
    "r*A wrt r where r: row(n)",
    "sum(A.*X) + tr(X'*B) wrt A",
    "sum(A.*X) + tr(X'*B) wrt X",
    "alpha^3*beta/gamma wrt gamma",
    "||A*x - b||^2/2 + lambda*||x||_1 wrt x",
    "||A*x - b|| wrt A",
    "|x'*y| wrt x",
    "(x'*A*x)/(x'*x) wrt x",
    "exp(-||x - m||^2/(2*s^2)) wrt s where s: scalar",
    "tr(X^-2*A) wrt X",
    "tr(X^3) wrt X",
    "kron(x, y) wrt y",
    "diag(X*Y) wrt X",
    "mean(X*w) wrt w",
    "logsumexp(A*x + b) wrt x",
    "softmax(A*x) wrt x",
    "X'*X wrt X",
    "inv(X) wrt X",
    "X^3 wrt X",
    "det(X)*X wrt X",
    "vec(X*A) wrt X",
    "Q'*Q*x wrt x where Q: orthogonal(n)",
    "y'*log(y./q) wrt y where y, q: simplex(n)",
    "y'*P*y + log(y'*x) wrt y where y: simplex(n), P: psd(n), x: positive vector(n)",
    "-y'*log(softmax(W*x)) wrt W where y: simplex(k)",
    "x'*P*x/2 + logdet(P + eye(n)) wrt P where P: psd(n)",
    "sum(sqrt(x)) + log(t)*sum(x) wrt x where x: positive vector(n), t: positive scalar",
    "((x - y)./y)'*((x - y)./y) wrt y",
    "sum(x.^alpha) wrt alpha",
    "sum(x.^alpha) wrt x",
    "n*sum(x)/n^2 wrt x where x: vector(n)",
    "max(x, 0)'*y wrt x",
    "tr(kron(A, X)) wrt X where A: matrix(m), X: matrix(n)",
    "a'*b wrt x where x: vector(3)",
)


def judge(expression, wrt="", declarations=""):
    found = outcome(expression, wrt, declarations)
    assert found.verdict == "right", f"{found.verdict}: {found.detail}"
    assert [str(fault) for fault in check_lines(found.document)] == []


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("function", OF_A_STRUCTURED_TARGET)
def test_structured_target(function, structure):
    judge(function, "S", f"S: {structure}(n), A: matrix(n, n), B: matrix(n, n)")


@pytest.mark.parametrize("problem", OTHERS)
def test_problem(problem):
    judge(problem)


@pytest.mark.parametrize("layout", ["numerator", "denominator", "mml"])
@pytest.mark.parametrize("case", rows("first_order.tsv"), ids=lambda case: case["id"])
def test_other_layouts(case, layout):
    try:
        (problem,) = read_problems(case["expression"], wrt=[case["wrt"]], where=[case["declarations"]])
        printed = text(answer(problem, layout))
    except MatdiffError as error:
        pytest.skip(error.message)
    assert check_answer(problem, read_expression(printed, problem.symbols), layout, count=1).passed, printed
