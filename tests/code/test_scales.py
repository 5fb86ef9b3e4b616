"""Numbers as large as 1000 again: the scale that cancels is taken out first, and what is close to 1 keeps its digits.

Truth is f itself in exact arithmetic and its differences, not an answer of ours.
"""

from __future__ import annotations

import inspect

import mpmath
import numpy as np
import pytest
from cases import array, problems, source
from turns import in_turn

from matdiff_cli.code.lowerings import LOWERINGS
from matdiff_cli.code.running import functions
from matdiff_cli.numbers import entries
from matdiff_cli.numbers import functions as numbers
from matdiff_cli.numbers.dense import OutsideDomain, Unreached
from matdiff_cli.numbers.evaluate import evaluate

pytestmark = pytest.mark.long

DIGITS = 1700
"""1 − tanh(1000) has its first digit at the place 869; second differences of it still have 400."""

FEW = 200
"""For entries of about 1."""


@pytest.fixture(autouse=True)
def _exponentials_of_large_numbers(monkeypatch):
    def function(called, largest, x):
        if largest < float("inf") and abs(x) > 10**7:
            raise Unreached("a number too large to work with")
        return numbers.real(called, x)

    entries.entry_function.cache_clear()
    monkeypatch.setattr(entries, "_by_mpmath", function)
    monkeypatch.setattr(numbers, "LARGE_EXPONENT", 10**7)
    yield
    entries.entry_function.cache_clear()


def exact(problem, values, sizes, steps=()):
    """The value of f as one column, the entries of the target changed by some steps."""
    target = problem.target.names[0]
    given = {name: [[mpmath.mpf(float(x)) for x in row] for row in value] for name, value in values.items()}
    for place, step in steps:
        i, j = np.unravel_index(place, values[target].shape, order="F")
        given[target][i][j] += step
    value = evaluate(problem.function, given, sizes)
    return [value[i][j] for j in range(len(value[0])) for i in range(len(value))]


def differences(problem, values, sizes, *, second=True):
    """f, its Jacobian and, of a scalar f, its Hessian if that is to be there, by differences."""
    target = values[problem.target.names[0]]
    digits = DIGITS if max(np.abs(value).max() for value in values.values()) > 10 else FEW
    step = mpmath.mpf(10) ** (-digits // 8)
    with mpmath.workdps(digits):
        f = exact(problem, values, sizes)
        sides = [[exact(problem, values, sizes, [(i, s)]) for s in (step, -step)] for i in range(target.size)]
        jacobian = [[(a - b) / (2 * step) for a, b in zip(*pair, strict=True)] for pair in sides]
        hessian = None
        if second and len(f) == 1:
            corners = [(s, t) for s in (step, -step) for t in (step, -step)]
            half = {
                (i, j): sum(
                    (1 if s == t else -1) * exact(problem, values, sizes, [(i, s), (j, t)])[0] for s, t in corners
                )
                / (4 * step**2)
                for i in range(target.size)
                for j in range(i + 1)
            }
            hessian = [[half[max(i, j), min(i, j)] for j in range(target.size)] for i in range(target.size)]
        return array([f]).T, array(jacobian).T, None if hessian is None else array(hessian)


def close(found, wanted, tolerance):
    found, least = np.asarray(found, dtype=float).reshape(wanted.shape), 1e-12
    assert np.isfinite(found).all()
    assert np.abs(found - wanted).max() <= max(tolerance * np.abs(wanted).max(), least), (found, wanted)


RNG = np.random.default_rng(3)
VALUES = {name: np.round(RNG.normal(size=(3, 1)), 3) for name in "xyuw"}
VALUES |= {name: np.round(RNG.normal(size=(3, 3)), 3) for name in "ABX"}
VALUES |= {"S": np.array([[2.0, 0.5, 0.1], [0.5, 1.0, -0.3], [0.1, -0.3, 1.5]]), "q": np.array([[0.7], [1.9], [0.3]])}
VALUES |= {"p": np.array([[3.0]]), "s": np.array([[0.8]]), "t": np.array([[-0.4]])}
WHERE = "A, B, X: matrix(3), S: spd(3), x, y, u, w: vector(3), q: positive vector(3), p: positive scalar, s, t: scalar"
SIZES = ("large", "moderate", "large below 0")


def values(target, size):
    found = dict(VALUES)
    if size != "moderate":
        sign = -1 if size.endswith("0") and target not in "pq" else 1
        found[target] = sign * found[target] * 1000 / np.abs(found[target]).max()
    return found


def compared(expression, target, size, tolerance=1e-7, *, formed=True, second=True, where=WHERE):
    """f, its derivative, the Hessian if that is to be `formed`, and its product with a change, each by differences.

    Without `second` there is no Hessian.
    """
    (problem,) = problems(f"{expression} wrt {target} where {where}")
    given = {name: value for name, value in values(target, size).items() if name in problem.symbols}
    f, jacobian, hessian = differences(problem, given, {}, second=second)
    module = functions(source(problem, "numpy", order=2 if hessian is not None else 1), "test")
    kinds = {name: symbol.kind for name, symbol in problem.symbols.items()}
    flat = [
        v.item() if kinds[name] == "scalar" else v if kinds[name] == "matrix" else v.ravel()
        for name, v in sorted(given.items())
    ]
    assert len(inspect.signature(module["f"]).parameters) == len(flat)
    with np.errstate(all="ignore"):
        both = module["value_and_derivative"](*flat)
        close(both[0], f, tolerance)
        close(np.asarray(both[1]).reshape(jacobian.shape, order="F"), jacobian, tolerance)
        close(module["derivative"](*flat), np.asarray(both[1]), 1e-12)
        if hessian is not None:
            count = hessian.shape[0]
            direction = np.arange(1.0, count + 1).reshape(given[target].shape, order="F")
            along = direction.item() if kinds[target] == "scalar" else direction.squeeze()
            if formed:
                close(module["hessian"](*flat), hessian, tolerance * 100)
            product = np.asarray(module["hvp"](*flat, along)).ravel(order="F")
            close(product, hessian @ direction.ravel(order="F"), tolerance * 100)


EXPONENTIALS = [
    ("exp(x)'*A*exp(x)/(1 + sum(exp(x)))^2", "x"),
    ("X'*exp(X*w)/(1 + sum(exp(X*w)))", "w"),
    ("exp(x)'*S*exp(x)/(1 + exp(x)'*(S + I)*exp(x))", "x"),
    ("log(3 + exp(x)'*S*exp(x))", "x"),
    ("log1p(exp(x)'*S*exp(x))", "x"),
    ("sqrt(1 + exp(x)'*S*exp(x))/(1 + sum(exp(x)))", "x"),
    ("norm(exp(x))/sum(exp(x))", "x"),
    ("exp(x)*exp(x)'/(1 + sum(exp(x))^2)", "x"),
    ("exp(x).*exp(y)/(1 + sum(exp(x)))", "x"),
    ("sum(exp(x))^(1/1000)", "x"),
    ("sum(x./(exp(x) - 1))", "x"),
    ("y'*(exp(x)./(1 - exp(x)))", "x"),
    ("s/(exp(s) - 1)", "s"),
    ("sum(x./cosh(x))", "x"),
    ("sum(sinh(x)./(1 + cosh(x)))", "x"),
    ("log(sum(cosh(x)))", "x"),
    ("sinh(s)/cosh(2*s)", "s"),
    ("u'*inv(I + exp(s)*S)*u", "s"),
    ("logdet(I + exp(s)*S)", "s"),
    ("exp(e)'*A*exp(e)/(1 + sum(exp(e)))^2", "x"),
]


@pytest.mark.parametrize(("expression", "target", "size"), in_turn(EXPONENTIALS, SIZES))
def test_a_quotient_of_sums_of_exponentials_is_there_where_they_are_not(expression, target, size):
    if "(e)" in expression:  # named parts are looked into
        expression = expression.replace("(e)", "(x + y - y)")
    compared(expression, target, size)


POWERS = [
    ("sum(q.^p)^(1/p)", "q"),
    ("sum(abs(x).^p)^(1/p)", "x"),
    ("sum(x.^200)^(1/200)", "x"),
    ("(1 + sum(q.^p))^(1/p)", "q"),
    ("log(1 + sum(q.^p))", "q"),
    ("(abs(s)^p + abs(t)^p)^(1/p)", "s"),
    ("sum(abs(X).^p)^(1/p)", "X"),
]


@pytest.mark.parametrize(("expression", "target", "size", "power"), in_turn(POWERS, SIZES, [1000.0, 0.5]))
def test_a_norm_by_powers_is_there_where_they_are_not(expression, target, size, power, monkeypatch):
    monkeypatch.setitem(VALUES, "p", np.array([[power]]))
    if target == "X" and size != "moderate":
        pytest.skip("as for a vector")
    compared(expression, target, size)


def test_a_quotient_of_two_norms_by_powers_takes_out_two_scales(monkeypatch):
    monkeypatch.setitem(VALUES, "p", np.array([[1000.0]]))
    monkeypatch.setitem(VALUES, "q", np.array([[999.0], [900.0], [0.1]]))
    (problem,) = problems("sum(q.^p)/sum(z.^p) wrt q where p: positive scalar, q, z: positive vector(3)")
    f = functions(source(problem, "numpy"), "test")["f"]
    assert f(1000.0, VALUES["q"], np.array([1000.0, 2.0, 0.5])) == pytest.approx(0.999**1000, rel=1e-9)


QUOTIENTS = ["sum(abs(x).^p)/sum(abs(y).^p)", "sum(abs(y).^p)/sum(abs(x).^p)", "u'*(abs(x).^p)/sum(abs(y).^p)"]


@pytest.mark.parametrize("both", [True, False])
@pytest.mark.parametrize("expression", QUOTIENTS)
def test_a_quotient_of_sums_of_powers_has_its_second_derivative_too(expression, both, monkeypatch):
    """The Hessian has powers on a diagonal, whose scale is theirs."""
    monkeypatch.setitem(VALUES, "p", np.array([[1000.0]]))
    monkeypatch.setitem(VALUES, "y", VALUES["y"] * 1000 / np.abs(VALUES["y"]).max())
    if both or "x).^p)/" not in expression:
        compared(expression, "x", "large")
    else:
        compared(expression, "x", "moderate")


def test_the_scale_of_zeros_is_one():
    (problem,) = problems("sum(abs(x).^p)^(1/p) wrt x where p: positive scalar")
    assert functions(source(problem, "numpy"), "test")["f"](3.0, np.zeros(3)) == 0


def test_a_negative_exponent_scales_by_the_smallest_entry():
    (problem,) = problems("sum(q.^p)^(1/p) wrt q where p: scalar, q: positive vector(3)")
    f = functions(source(problem, "numpy"), "test")["f"]
    assert f(-1000.0, np.array([1000.0, 1.0, 700.0])) == pytest.approx(1)
    assert f(1000.0, np.array([1000.0, 1.0, 700.0])) == pytest.approx(1000)


COMPLEMENTS = [
    ("sum(1 - tanh(x).^2)", "x"),
    ("1 - tanh(s)^2", "s"),
    ("sum(1 - tanh(x))", "x"),
    ("sum(1 + tanh(x))", "x"),
    ("sum(1 - sigmoid(x))", "x"),
    ("sum(2 - 2*sigmoid(x))", "x"),
    ("sum(sigmoid(x) - sigmoid(x).^2)", "x"),
    ("sum(1 - erf(x))", "x"),
    ("sum(1 + erf(x))", "x"),
    ("sum(log(1 - erf(x/100)))", "x"),
    ("sum(log((1 + erf(x/100))/2))", "x"),
    ("sum(log(1 - tanh(x)))", "x"),
    ("sum(log(1 + tanh(x)))", "x"),
    ("sum(log(1 - sigmoid(x)))", "x"),
    ("sum(log(tanh(q)))", "q"),
    ("sum(log(1 - exp(-q)))", "q"),
    ("sum(log(exp(q) - 1))", "q"),
    ("sum(u.*(exp(x) - 1))", "x"),
    ("exp(-s^2/10000)/(1 - erf(s/100))", "s"),
    ("log(1 + exp(s))/(exp(s) - 1)", "s"),
]


@pytest.mark.parametrize(("expression", "target", "size"), in_turn(COMPLEMENTS, SIZES))
def test_what_is_close_to_one_has_the_other_form(expression, target, size):
    if "(exp(x) - 1)" in expression and size != "moderate":
        pytest.skip("too large to be a number")
    compared(expression, target, size)


@pytest.mark.parametrize(
    ("expression", "x", "wanted"),
    [
        ("sum(1 - tanh(x).^2)", 300.0, 4 * np.exp(-600.0)),
        ("sum(1 - sigmoid(x))", 300.0, np.exp(-300.0)),
        ("sum(sigmoid(x).*(1 - sigmoid(x)))", 300.0, np.exp(-300.0)),
        ("sum(1 - tanh(x))", 300.0, 2 * np.exp(-600.0)),
        ("sum(1 - erf(x))", 20.0, float(mpmath.erfc(20))),
        ("sum(log(1 - erf(x)))", 1000.0, float(mpmath.log(mpmath.erfc(1000)))),
        ("sum(log(1 - erf(x)))", 1e-9, -2e-9 / np.sqrt(np.pi) - 2e-18 / np.pi),
        ("sum(log(tanh(x)))", 300.0, -2 * np.exp(-600.0)),
        ("sum(log(tanh(x)))", 1e-9, np.log(1e-9)),
        ("sum(log(1 - exp(-x)))", 1e-9, float(mpmath.log(-mpmath.expm1(-1e-9)))),
        ("sum(log(1 - exp(-x)))", 300.0, -np.exp(-300.0)),
        ("sum(1 - exp(-x))", 1e-9, -float(mpmath.expm1(-1e-9))),
        ("log(1 + sum(x.^100))", 0.5, 0.5**100),
        ("log(1 + exp(-x)'*I*exp(-x))", 20.0, np.exp(-40.0)),
    ],
)
def test_small_differences_keep_their_digits(expression, x, wanted):
    (problem,) = problems(
        f"{expression} wrt x where x: positive vector(1)" if "'" not in expression else f"{expression} wrt x"
    )
    f = functions(source(problem, "numpy"), "test")["f"]
    given = np.array([x]) if "'" not in expression else np.array([x, 1000.0])
    assert f(given) == pytest.approx(wanted, rel=1e-12, abs=0)


def test_the_slope_of_a_tanh_that_f_has_is_taken_from_it():
    (problem,) = problems("v'*tanh(W*x) wrt W")
    assert source(problem, "numpy").count("1 - ") == 2
    assert "sigmoid" not in source(problem, "numpy")
    (problem,) = problems("sum(log(cosh(x))) + sum(1 - tanh(x).^2) wrt x")
    assert "_sigmoid(-" in source(problem, "numpy")


VANISHING = [
    ("sum(log(softplus(x)))", "x"),
    ("sum(log(log1p(exp(x))))", "x"),
    ("sum(log(-log(sigmoid(x))))", "x"),
    ("sum(y.*log(softplus(A*x)) - softplus(A*x))", "x"),
    ("sum(log(softplus(x).*sigmoid(x)))", "x"),
    ("sum(sqrt(log(1 + exp(x))))", "x"),
    ("sum(sigmoid(x)./softplus(x))", "x"),
    ("sum(softplus(x).^3./(1 + exp(-x)).^2./softplus(x).^2)", "x"),
    ("t*log(softplus(t))", "t"),
]


@pytest.mark.parametrize(("expression", "target", "size"), in_turn(VANISHING, SIZES))
def test_slopes_of_logarithms_are_there_where_softplus_vanishes(expression, target, size):
    compared(expression, target, size)


LOG_LOG = ["sum(log(1 - exp(-exp(x))))", "y'*log(1 - exp(-exp(x))) - (1 - y)'*exp(x)"]


@pytest.mark.parametrize("x", [[6.0, -1000.0, 2.0], [-3.0, -20.0, -37.0]])
@pytest.mark.parametrize("expression", LOG_LOG)
def test_the_complementary_log_log_link_keeps_its_digits(expression, x, monkeypatch):
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    compared(expression, "x", "moderate")


def test_the_complementary_log_log_link_is_there_where_its_exponential_overflows():
    (problem,) = problems(f"{LOG_LOG[0]} wrt x")
    module, x = functions(source(problem, "numpy", order=2), "test"), np.array([1000.0, 800.0])
    with np.errstate(all="ignore"):
        results = [*module["value_and_derivative"](x), module["hessian"](x), module["hvp"](x, x)]
    assert all((np.asarray(result) == 0).all() for result in results)


@pytest.mark.parametrize("x", [[0.5, -1.0, 2.0], [1000.0, -1000.0, 2.0]])
@pytest.mark.parametrize("target", ["x", "s"])
def test_the_logarithm_of_a_dispersion_goes_with_those_of_means(target, x, monkeypatch):
    """exp(s) beside a vector is an exponential, too."""
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    compared("sum(y.*x - (y + exp(s)).*log(exp(s) + exp(x))) + exp(s)*s", target, "moderate")


def test_an_exponential_beside_a_vector_is_there_where_it_cancels(monkeypatch):
    monkeypatch.setitem(VALUES, "s", np.array([[900.0]]))
    compared("sum((y + exp(s)).*exp(x)./(exp(s) + exp(x)))", "x", "moderate", second=False)


def test_what_a_share_lacks_keeps_its_digits_beside_softplus():
    (problem,) = problems("sum((1 - sigmoid(x)).*exp(x)./softplus(x)) wrt x")
    f = functions(source(problem, "numpy"), "test")["f"]
    assert f(np.array([30.0])) == pytest.approx(1 / 30, rel=1e-12)


@pytest.mark.parametrize("s", [-1000.0, -30.0, 0.5, 30.0])
def test_a_quotient_by_an_exponential_is_a_product_within_a_logarithm(s, monkeypatch):
    """log(1 + q/exp(30)) has no digits as log(exp(30) + q) − 30."""
    monkeypatch.setitem(VALUES, "s", np.array([[s]]))
    compared("(exp(s) + 3)*log(1 + u'*S*u/exp(s))/2", "s", "moderate", tolerance=1e-11)


WEIGHTED = [
    "logdet(I + A*diag(exp(x))*A')",
    "logdet(S + A*diag(exp(x))*A')",
    "logdet(p*I + A'*diag(exp(x))*A)",
    "logdet(B'*B + A'*diag(exp(x))*A)",
    "logdet(A'*diag(exp(x))*A)",
    "u'*inv(I + A*diag(exp(x))*A')*u",
    "u'*inv(I + A'*diag(exp(A*x))*A)*A'*y",
    "logdet(S + A'*diag(exp(A*x))*A) + u'*A*x",
]


@pytest.mark.parametrize(("expression", "size"), in_turn(WEIGHTED, SIZES))
def test_a_sum_of_squares_with_exponential_weights_is_there_where_the_weights_are_not(expression, size):
    try:
        compared(expression, "x", size, tolerance=1e-6)
    except OutsideDomain:
        pytest.skip("singular for exact arithmetic of as many digits")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("matrix", ["I", "S"])
def test_the_trace_of_an_inverse_with_exponential_weights_is_there_where_the_weights_are_not(matrix, size):
    compared(f"tr(inv({matrix} + A*diag(exp(x))*A'))", "x", size, tolerance=1e-6)


FACTORS = {
    "dense": VALUES["A"],
    "with zeros": np.array([[0.0, 1.0, 2.0], [1.0, 1.0, 0.0], [2.0, 0.0, 3.0]]),
    "low": np.array([[0.0, 1.0, 2.0], [1.0, 1.0, 0.0]]),
    "high": np.array([[0.0, 1.0, 2.0], [1.0, 1.0, 0.0], [2.0, 0.0, 3.0], [0.0, -1.0, 0.5]]),
}
"""What no order of the rows alone keeps the digits of, and as many large weights as rows, more and fewer."""

OF_THE_FACTOR = [
    ("logdet(I + A*diag(exp(x))*A')", "A"),
    ("logdet(I + A*diag(exp(x))*A')", "x"),
    ("v'*inv(I + A*diag(exp(x))*A')*v", "A"),
    ("y'*A'*inv(I + A*diag(exp(x))*A')*v", "A"),
    ("tr(inv(I + A*diag(exp(x))*A'))", "x"),
]


@pytest.mark.parametrize("x", [[1000.0, -2.0, 900.0], [1000.0, 1000.0, 30.0]])
@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize(("expression", "target"), OF_THE_FACTOR)
def test_slopes_by_a_factor_with_exponential_weights_are_there(expression, target, factor, x, monkeypatch):
    """N⁻¹A diag(exp(x)) is bounded for all x (G. W. Stewart, Linear Algebra and its Applications 112, 1989)."""
    A = FACTORS[factor]
    given = {"A": A, "x": np.array(x)[:, None], "v": np.array([[0.3], [-0.8], [0.4], [1.1]])[: len(A)]}
    for name, value in given.items():
        monkeypatch.setitem(VALUES, name, value)
    monkeypatch.setattr(f"{__name__}.DIGITS", 2700)
    where = f"A: matrix({len(A)}, 3), v: vector({len(A)}), x, y: vector(3)"
    compared(expression, target, "moderate", tolerance=1e-9, second=target == "x", where=where)


def test_what_follows_a_factor_keeps_its_weights():
    """Of (B N⁻¹ B'v)./w for B = diag(w)A' the first factor alone loses its weight."""
    compared("y'*A'*inv(I + A*diag(exp(x))*A')*A*(exp(x).*u) + logdet(I + A*diag(exp(x))*A')", "y", "moderate")


THIN = [
    ("logdet(diag(exp(x)) + M*M')", "x"),
    ("u'*inv(diag(exp(x)) + M*M')*u + logdet(diag(exp(x)) + M*M')", "x"),
    ("u'*inv(diag(exp(x)) + M*M')*u + logdet(diag(exp(x)) + M*M')", "M"),
    ("tr(inv(diag(exp(x)) + M*M')*B)", "x"),
    ("logdet(diag(exp(x)) + u*u')", "x"),
    ("u'*inv(diag(exp(x)) + y*y')*u", "y"),
    ("logdet(diag(exp(x)) + M*diag(exp(z))*M')", "z"),
]


@pytest.mark.parametrize("x", [[0.3, -0.7, 1.2], [-40.0, -0.5, 37.0], [-1000.0, 0.5, -2.0], [900.0, -1.0, -1000.0]])
@pytest.mark.parametrize(("expression", "target"), THIN)
def test_a_matrix_of_low_rank_with_an_exponential_diagonal_is_there_where_that_vanishes(
    expression, target, x, monkeypatch
):
    """Cholesky's factorisation has no digits there, and takes the matrix for one that is not definite."""
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    monkeypatch.setitem(VALUES, "M", VALUES["A"][:, :2])
    monkeypatch.setitem(VALUES, "z", np.array([[-30.0], [0.7]]))
    monkeypatch.setattr(f"{__name__}.DIGITS", 3000)
    where = "M: matrix(3, 2), B: matrix(3), x, y, u: vector(3), z: vector(2)"
    compared(expression, target, "moderate", tolerance=1e-9, second=target != "M", where=where)


NOISE = [
    ("logdet(exp(s)*I + M*M')", "s"),
    ("u'*inv(exp(s)*I + M*M')*u + logdet(exp(s)*I + M*M')", "s"),
    ("logdet(I + exp(s)*M*M') + u'*inv(I + exp(s)*M*M')*u", "s"),
    ("logdet(exp(s)*I + exp(t)*M*M')", "s"),
    ("u'*inv(exp(s)*I + M*M')*y", "u"),
    ("logdet(exp(s)*I + M*M') + u'*inv(exp(s)*I + M*M')*u", "M"),
    ("logdet(I + exp(s)*M*M') + u'*inv(I + exp(s)*M*M')*u", "M"),
]


@pytest.mark.parametrize("s", [0.3, -30.0, 30.0, -1000.0, 1000.0])
@pytest.mark.parametrize(("expression", "target"), NOISE)
def test_noise_of_exponential_variance_is_there_where_that_vanishes(expression, target, s, monkeypatch):
    """exp(s) I makes M M' definite, and Cholesky's factorisation takes it for one that is not from s = −36 on."""
    if s == -1000.0 and "u'" in expression and "I +" in expression and "(I +" not in expression:
        pytest.skip("too large to be a number")
    monkeypatch.setitem(VALUES, "s", np.array([[s]]))
    monkeypatch.setitem(VALUES, "M", VALUES["A"][:, :2])
    monkeypatch.setitem(VALUES, "z", np.array([[-30.0], [0.7]]))
    monkeypatch.setattr(f"{__name__}.DIGITS", 3000)
    where = "M: matrix(3, 2), u, y: vector(3), z: vector(2), s, t: scalar"
    compared(expression, target, "moderate", tolerance=1e-9, second=target != "M", where=where)


BETWEEN = [
    ("sum(log(sigmoid(q + u - x) - sigmoid(u - x)))", "x"),
    ("y'*log(sigmoid(q + u - A*x) - sigmoid(u - A*x))", "x"),
    ("log(sigmoid(s + p) - sigmoid(s))", "s"),
    ("log(1 - exp(-softplus(s))) + sum(u.*exp(-softplus(x)))", "s"),
]


@pytest.mark.parametrize(("expression", "target", "size"), in_turn(BETWEEN, ("large", "large below 0", "moderate")))
def test_the_share_of_what_lies_between_two_bounds_is_there_far_from_both(expression, target, size):
    """Both sigmoids are 0 there, or both are 1, and (v − v² − r + r²)/(v − r) is 1 − v − r for all of them."""
    compared(expression, target, size)


@pytest.mark.parametrize(
    ("expression", "s", "t", "value"),
    [
        ("(sin(s)^2 - sin(t)^2)/(sin(s) - sin(t))", 0.5, 0.5, 2 * np.sin(0.5)),
        ("(sin(s)^2 - sin(t)^2)/(sin(s) - sin(t))", 0.5, 0.5 + 2**-45, 2 * np.sin(0.5)),
        ("(sin(s)^2 - sin(t))/(sin(s) - sin(t))", 0.5, 1.0, None),
        ("(sin(s)^3 - 3*sin(s)^2*t + 3*sin(s)*t^2 - t^3)/(sin(s) - t)^2", 0.0, 0.0, 0.0),
    ],
)
def test_a_polynomial_is_divided_by_another_before_both_vanish(expression, s, t, value):
    (problem,) = problems(f"{expression} wrt s where s, t: scalar")
    if value is None:
        value = (np.sin(s) ** 2 - np.sin(t)) / (np.sin(s) - np.sin(t))
    assert functions(source(problem, "numpy"), "test")["f"](s, t) == pytest.approx(value, rel=1e-10)


BY_THE_ROOT = [
    ("logdet(exp(s)*I + M*M') + (u'*inv(exp(s)*I + M*M')*u)/3", 1),
    ("logdet(I + exp(s)*M*M')", 2),
    ("logdet(exp(s)*I + M*M')", 2),
    ("logdet(exp(s)*I + M*M') + u'*inv(exp(s)*I + M*M')*u", 2),
    ("u'*inv(I + exp(s)*M*M')*u - tr(inv(I + exp(s)*M*M')*u*u')/3", 2),
    ("logdet(exp(s)*I + M*M')", 4),
]


@pytest.mark.parametrize(("expression", "columns", "s"), in_turn(BY_THE_ROOT, [-20.0, 1000.0, -300.0, 300.0, 0.3]))
def test_second_derivatives_by_the_root_of_a_matrix_of_low_rank_are_there(expression, columns, s, monkeypatch):
    """N⁻¹ (I − M'N⁻¹M) has no digits as that for a large N⁻¹, and it does not vanish with it."""
    monkeypatch.setitem(VALUES, "s", np.array([[s]]))
    monkeypatch.setitem(VALUES, "M", np.hstack([VALUES["A"], VALUES["B"]])[:, :columns])
    monkeypatch.setattr(f"{__name__}.DIGITS", 3000 if s == 1000.0 else 900)
    where = f"M: matrix(3, {columns}), u: vector(3), s: scalar"
    compared(expression, "M", "moderate", tolerance=1e-12, where=where)


WEIGHTED_ROOTS = [
    ("logdet(I + A*diag(exp(z))*A')", "A"),
    ("y'*inv(I + A*diag(exp(z))*A')*y", "A"),
    ("tr(inv(I + A*diag(exp(z))*A'))", "A"),
    ("logdet(diag(exp(z)) + A*A') + y'*inv(diag(exp(z)) + A*A')*y", "A"),
    ("logdet(diag(exp(z)) + C*C') + y'*inv(diag(exp(z)) + C*C')*y", "C"),
    ("logdet(I + exp(s)*C*C') + y'*inv(I + exp(s)*C*C')*C*C'*y", "C"),
    ("y'*inv(diag(exp(z)) + y*y')*y", "y"),
]


@pytest.mark.parametrize(
    ("expression", "target", "z"),
    in_turn(WEIGHTED_ROOTS, [[40.0, -2.0], [-30.0, 5.0], [0.3, -0.7], [1000.0, -2.0], [-1000.0, 900.0]]),
)
def test_second_derivatives_by_a_factor_with_exponential_weights_are_there(expression, target, z, monkeypatch):
    for name, value in {"z": np.array(z)[:, None], "y": np.array([[0.4], [-1.1]])}.items():
        monkeypatch.setitem(VALUES, name, value)
    monkeypatch.setitem(VALUES, "A", VALUES["A"][:2, :2])
    monkeypatch.setitem(VALUES, "C", VALUES["B"][:2, :1])
    monkeypatch.setattr(f"{__name__}.DIGITS", 3000)
    where = "A: matrix(2), C: matrix(2, 1), z, y: vector(2), s: scalar"
    compared(expression, target, "moderate", tolerance=1e-12, where=where)


SLOPES = [
    ("tr(inv(exp(s)*I + M*M'))", "M", 2, -20.0),
    ("tr(inv(exp(s)*I + M*M'))", "M", 2, -300.0),
    ("u'*inv(I + exp(s)*M*M')*u", "M", 1, 1000.0),
    ("tr(inv(I + A*diag(exp(x))*A'))", "A", 1, 0.0),
]


@pytest.mark.parametrize(("expression", "target", "columns", "s"), SLOPES)
def test_a_slope_is_there_where_an_inverse_takes_away_what_stands_beside_it(
    expression, target, columns, s, monkeypatch
):
    """N⁻²M = M K⁻² for K = exp(s) I + M'M: N⁻¹ is large, and N⁻¹M is not."""
    given = {"s": np.array([[s]]), "M": VALUES["A"][:, :columns], "x": np.array([[-1000.0], [1000.0], [12.0]])}
    for name, value in given.items():
        monkeypatch.setitem(VALUES, name, value)
    monkeypatch.setattr(f"{__name__}.DIGITS", 2700)
    where = f"A: matrix(3), M: matrix(3, {columns}), x, u: vector(3), s: scalar"
    compared(expression, target, "moderate", tolerance=1e-9, second=False, where=where)


def test_a_square_factor_beside_an_exponential_diagonal_is_left_to_cholesky():
    """That costs less, and the matrix is definite by itself where the factor is not singular."""
    (problem,) = problems("logdet(diag(exp(x)) + A*A') wrt x where A: matrix(n), x: vector(n)")
    assert "cholesky" in source(problem, "numpy")


def test_a_product_that_overflows_itself_is_written_as_it_was():
    """Of E A'N⁻¹A E no scale is left that anything cancels."""
    (problem,) = problems("tr(diag(exp(x))*A'*inv(I + A*diag(exp(x))*A')*A*diag(exp(x))*B) wrt B where x: vector(n)")
    text = source(problem, "numpy")
    assert "_graded_qr" not in text
    assert "cholesky" in text


BALANCED = [
    ("logdet(diag(exp(x)) + S)", "x"),
    ("u'*inv(diag(exp(x)) + S)*u + logdet(diag(exp(x)) + S)", "x"),
    ("u'*inv(diag(exp(x)) + A*A')*u + logdet(A*A' + diag(exp(x)))", "A"),
    ("u'*inv(diag(exp(x)) + A*A')*u", "u"),
    ("tr(inv(diag(exp(x)) + S)*B)", "x"),
    ("tr(inv(diag(exp(x)) + A)*B)", "A"),
    ("inv(diag(exp(x)) + A)*u", "x"),
    ("logdet(S + I + 2*diag(exp(-x)) + diag(exp(2*x)))", "x"),
    ("logdet(S + diag(y.*y.*exp(x)))", "y"),
    ("tr(S*inv(diag(1 + exp(x)) + S)) + sum(exp(y).*x)", "x"),
    ("logdet(diag(exp(x))*S*diag(exp(x)) + B'*B + S)", "B"),
    ("u'*inv(diag(exp(x))*S*diag(exp(x)) + diag(exp(x)) + p*I)*u", "u"),
    ("sum(x.*exp(-x.*x)) + logdet(inv(diag(exp(x)) + S) + diag(exp(y)) + B'*B)", "x"),
]


@pytest.mark.parametrize(
    ("expression", "target", "x"),
    in_turn(BALANCED, [[0.3, -0.7, 1.2], [1000.0, -2.0, 900.0], [-1000.0, 1000.0, 30.0]]),
)
def test_a_matrix_with_an_exponential_diagonal_is_there_where_that_is_not(expression, target, x, monkeypatch):
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    try:
        compared(expression, target, "moderate", tolerance=1e-6)
    except OutsideDomain:
        pytest.skip("singular for exact arithmetic of as many digits")


SCALED_ON_BOTH_SIDES = [
    "u'*inv(diag(exp(x))*S*diag(exp(x)))*u + logdet(diag(exp(x))*S*diag(exp(x)))",
    "logdet(diag(exp(x))*S*diag(exp(x)) + B'*B + I)",
    "u'*inv(diag(exp(x))*S*diag(exp(x)) + p*I)*u + logdet(diag(exp(x))*S*diag(exp(x)) + p*I)",
    "logdet(diag(exp(x))*S*diag(exp(x)) + diag(exp(3*x)) + S)",
]


@pytest.mark.parametrize("x", [[0.3, -0.7, 1.2], [400.0, -2.0, 380.0]])
@pytest.mark.parametrize("expression", SCALED_ON_BOTH_SIDES)
def test_a_covariance_with_exponential_scales_is_there_where_these_are_not(expression, x, monkeypatch):
    """A second exponential, exp(3 x), is in the way of the Hessian itself."""
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    compared(expression, "x", "moderate", tolerance=1e-6, formed="3*x" not in expression)


BESIDE_THE_IDENTITY = [
    "logdet(I + diag(exp(x/2))*S*diag(exp(x/2)))",
    "tr(inv(I + diag(exp(x/2))*S*diag(exp(x/2))))",
    "tr(diag(exp(x))*inv(diag(exp(x)) + S))",
]


@pytest.mark.parametrize("x", [[40.0, -2.0, -40.0], [1000.0, -1000.0, 20.0]])
@pytest.mark.parametrize("expression", BESIDE_THE_IDENTITY)
def test_a_hessian_of_elementwise_products_is_there_where_the_scales_are_not(expression, x, monkeypatch):
    """With a stacked diagonal in it no scale was taken out."""
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    monkeypatch.setattr(f"{__name__}.DIGITS", 2700)
    compared(expression, "x", "moderate", tolerance=1e-6)


SCALED_ON_ONE_SIDE = [
    ("logdet(I + diag(exp(x))*S)", "x"),
    ("logdet(I + S*diag(exp(x)))", "x"),
    ("logdet(I + diag(exp(x))*A)", "A"),
    ("tr(inv(I + diag(exp(x))*S))", "x"),
    ("u'*inv(I + diag(exp(x))*S)*u", "x"),
    ("u'*inv(I + S*diag(exp(x)))*y", "x"),
    ("u'*inv(I + A*diag(exp(x)))*y", "A"),
]


@pytest.mark.parametrize("x", [[0.3, -0.7, 1.2], [1000.0, -2.0, 900.0], [-1000.0, 900.0, 30.0]])
@pytest.mark.parametrize(("expression", "target"), SCALED_ON_ONE_SIDE)
def test_rows_or_columns_with_exponential_scales_are_there_where_these_are_not(expression, target, x, monkeypatch):
    """I + diag(exp(x)) S is diag(exp(x)) (diag(exp(−x)) + S), and not symmetric where that is."""
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    monkeypatch.setattr(f"{__name__}.DIGITS", 2700)
    compared(expression, target, "moderate", second=target == "x")


@pytest.mark.parametrize("x", [[0.3, -0.7, 1.2], [1000.0, -1000.0, 2.0]])
def test_the_hessian_of_a_mixture_keeps_its_digits_where_one_part_is_all_of_it(x, monkeypatch):
    """Squares of densities are squares of what is there, not exponentials of their own, which are rounded otherwise."""
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    many = (f"{p}*exp(-(x-{u})'*inv({S})*(x-{u})/2)/sqrt(det({S}))" for p, u, S in ("puS", "qyT", "swR"))
    monkeypatch.setitem(VALUES, "T", np.array([[1.0, 0.2, 0.0], [0.2, 2.0, 0.3], [0.0, 0.3, 0.7]]))
    monkeypatch.setitem(VALUES, "R", np.array([[4.5, -1.4, 0.1], [-1.4, 3.0, 0.2], [0.1, 0.2, 5.2]]))
    monkeypatch.setitem(VALUES, "q", np.array([[0.4]]))
    where = "S, T, R: spd(3), x, u, y, w: vector(3), p, q, s: positive scalar"
    compared(f"log({' + '.join(many)})", "x", "moderate", tolerance=1e-10, where=where)


@pytest.mark.parametrize("x", [[0.3, -0.7, 1.2], [1000.0, -300.0, 20.0]])
@pytest.mark.parametrize("expression", ["sum(softmax(x).*log(softmax(x)./softmax(y)))", "softmax(x)'*log(softmax(x))"])
def test_a_share_that_vanishes_divides_nothing(expression, x, monkeypatch):
    monkeypatch.setitem(VALUES, "x", np.array(x)[:, None])
    compared(expression, "x", "moderate")


def test_a_diagonal_that_cannot_overflow_is_left_as_it_is():
    (problem,) = problems("logdet(S + diag(exp(-x.*x))) wrt x where S: spd(n)")
    assert "maximum" not in source(problem, "numpy")
    (problem,) = problems("sum(exp(x)) + logdet(S + diag(exp(x))) wrt x where S: spd(n)")
    text = source(problem, "numpy")
    assert " / " not in text.partition("def derivative")[2]  # what nothing cancels is exp(x) as it was


def test_an_exponential_that_cancels_nothing_is_written_as_it_was():
    """exp(x) beside diag(exp(-x)) + S is a reciprocal of what is scaled there."""
    (problem,) = problems("sum(y.*exp(x))*logdet(diag(exp(-x)) + S) wrt x where S: spd(n), x: vector(n)")
    text = source(problem, "numpy")
    assert "y.dot(np.exp(x))" in text
    assert " / " not in text.partition("def f(")[2]


def test_the_first_factor_of_a_gram_matrix_serves_for_both():
    (problem,) = problems("logdet(diag(v) + diag(w)*A*A'*diag(w)) wrt v where v: positive vector(n)")
    text = source(problem, "numpy").partition("def f(")[2].partition("def ")[0]
    assert "t1 = w[:, None] * A\n" in text
    assert "t1 @ t1.T" in text


@pytest.mark.parametrize(
    "name", ["scale", "sech", "tanh", "erfc", "expm1", "complement", "graded", "balanced", "vanishing"]
)
def test_the_code_says_why(name):
    said = {
        "scale": EXPONENTIALS[0][0],
        "sech": "sum(1 - tanh(x).^2)",
        "tanh": "sum(1 - tanh(x))",
        "erfc": "sum(1 - erf(x))",
        "expm1": "sum(exp(x) - 1)",
        "complement": "sum(log(tanh(q)))",
        "graded": WEIGHTED[0],
        "balanced": BALANCED[0][0],
        "vanishing": VANISHING[0][0],
    }[name]
    (problem,) = problems(f"{said} wrt {'q' if 'q' in said else 'x'} where {WHERE}")
    assert LOWERINGS[name] in source(problem, "numpy")
