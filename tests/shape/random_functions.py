"""Random functions, and whether one bends down somewhere: seen from its values alone."""

from contextlib import suppress
from math import isfinite
from random import Random

import mpmath

from matdiff_cli.code.floats import field, parameters
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.cost import dimension_names, orders
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import KINDS, PROJECTIONS, draw, random_change, signed
from matdiff_cli.typing.read import read_problems

DIGITS = 50
STEPS = (mpmath.mpf(10) ** -15, mpmath.mpf(1) / 4, mpmath.mpf(1))
CLEARLY = mpmath.mpf(10) ** -9

FRAMES = {
    "x where A, B: matrix(n), S: symmetric(n), P: psd(n), Q: spd(n), a, b: vector(n), s: scalar, c: positive scalar": (
        ("x'*x", "a'*x", "x'*A*x", "x'*S*x", "x'*P*x", "x'*Q*x", "(a'*x + s)", "(a'*x)*(b'*x)", "(x - a)'*Q*(x - a)"),
        ("x", "A*x", "(A*x - b)", "x.*x", "exp(x)", "a.*x", "sin(x)", "(x + b)"),
    ),
    "x where x, p: positive vector(n), a, b: vector(n), Q: spd(n), s: scalar, c: positive scalar": (
        ("x'*x", "a'*x", "p'*x", "sum(log(x))", "x'*log(x)", "sum(p./x)", "x'*Q*x", "log|Q + diag(x)|"),
        ("x", "p.*x", "sqrt(x)", "log(x)", "1./x", "(Q*x + a)"),
    ),
    "t where t, s, r: scalar, c, d: positive scalar": (
        ("t", "t^2", "t^3", "(t - s)", "(t - s)^2", "exp(t)", "s*t", "c*t", "t^4", "t*(t - r)", "(d + t^2)"),
        (),
    ),
    "[x, y] where s: scalar, c: positive scalar": (
        ("x", "y", "x*y", "x^2", "y^2", "(x - y)^2", "exp(x + y)", "x^2*y", "(x + 2y - 1)", "x^4", "c*y^2", "x*exp(y)"),
        (),
    ),
    "X where X: matrix(m, n), A: psd(m), B: psd(n), C: matrix(m, n), D: matrix(m), s: scalar, c: positive scalar": (
        (
            "tr(X'*A*X)",
            "tr(X*B*X')",
            "tr(C'*X)",
            "tr(X'*D*X)",
            "tr(X'*A*X*B)",
            "sum(X.^2)",
            "sum(exp(X))",
            "tr(C'*X)^2",
        ),
        (),
    ),
    "X where X, P: spd(n), A: psd(n), a: vector(n), s: scalar, c: positive scalar": (
        ("log|X|", "tr(X^-1)", "tr(A*X)", "a'*X^-1*a", "a'*X*a", "tr(X*P*X)", "log|X + P|", "tr(A*X^-1)"),
        (),
    ),
}
"""Target and declarations → scalars and vectors to compose functions of."""

OF_SCALARS = (
    "exp({0})", "({0})^2", "abs({0})", "relu({0})", "sqrt(1 + ({0})^2)", "log(1 + ({0})^2)", "sin({0})", "({0})^3",
    "log(1 + exp({0}))", "cosh({0})", "tanh({0})",
    "1/(1 + ({0})^2)", "({0})*({1})", "({0})*({1})", "c*({0})", "s*({0})",
)  # fmt: skip
OF_VECTORS = (
    "sum({0})", "norm({0})", "norm({0})^2", "norm1({0})", "sum(exp({0}))", "logsumexp({0})", "sum(abs({0}))",
    "sum(relu({0}).^2)", "sum(({0}).^3)", "sum(({0}).*({1}))", "sum(cos({0}))", "sum(log(cosh({0})))", "sum(tanh({0}))",
)  # fmt: skip
SIGNS = ("+", "+", "-")

BOWLS = ("({0})^2", "({0} - {1})^2", "({0})^4", "({0} + {1})^4", "exp({0})", "cosh({0})", "softplus({0})", "({0})^6")
DIPS = (
    "exp(-{2}*({0} - {1})^2)", "sin({1}*{0})", "1/(1 + {2}*({0} + {1})^2)", "tanh({2}*({0} - {1}))", "({0})^3",
    "sigmoid({2}*{0} - {1})", "log(1 + ({0} - {1})^2)", "sqrt(1 + ({0})^2)", "atan({0} + {1})", "erf({2}*{0})",
    "abs({0} - {1})", "relu({0} - {1})", "log({0} + {1})", "sqrt({0} + {1})",
)  # fmt: skip
NUMBERS = ("1", "2", "3", "5", "7", "10", "20", "0.5", "0.1", "0.05", "4", "6", "0.25", "50")
PLACES = {"t where t: scalar": ("t",), "[x, y]": ("x", "y", "(x + y)", "(x - 2*y)", "x*y")}


def function(random):
    """A problem as text."""
    frame = random.choice(list(FRAMES))
    scalars, vectors = FRAMES[frame]

    def scalar(depth):
        if vectors and random.random() < 0.4:
            return random.choice(OF_VECTORS).format(*(random.choice(vectors) for _ in range(2)))
        if depth == 0 or random.random() < 0.4:
            return random.choice(scalars)
        return random.choice(OF_SCALARS).format(scalar(depth - 1), scalar(depth - 1))

    terms = [scalar(2) for _ in range(random.choice((1, 2, 2, 3)))]
    text = terms[0] if random.random() < 0.7 else f"-{terms[0]}"
    for term in terms[1:]:
        text += f" {random.choice(SIGNS)} {random.choice(('', '', '2*', '0.5*'))}{term}"
    return f"{text} wrt {frame}"


def with_a_dip(random):
    """A problem as text: convex functions, and one that bends down in few places."""
    frame = random.choice(list(PLACES))

    def part(forms):
        weight = random.choice(("", f"{random.choice(NUMBERS)}*"))
        numbers = (random.choice(NUMBERS) for _ in range(2))
        return weight + random.choice(forms).format(random.choice(PLACES[frame]), *numbers)

    terms = [part(BOWLS) for _ in range(random.choice((1, 2)))]
    return f"{' + '.join(terms)} {random.choice('+-')} {part(DIPS)} wrt {frame}"


def bends_down_somewhere(problem, random, scanned=1500):
    """Whether a function of one or two scalars does so: floats say where to look, many digits judge."""
    names = problem.target.names
    scan = field(
        [problem.function], {}, {n: [[p]] for n, p in zip(names, parameters(len(names)), strict=True)}, len(names)
    )
    spans = [random.choice((0.3, 1, 3, 10)) for _ in range(scanned)]
    columns = [[random.uniform(-span, span) for span in spans] for _ in names]
    ways = [[random.uniform(-1, 1) for _ in spans] for _ in names]
    step = 2e-4
    before, at, after = (
        scan([[x + h * d for x, d in zip(*pair, strict=True)] for pair in zip(columns, ways, strict=True)])[0]
        for h in (-step, 0, step)
    )
    bent = sorted(
        (a + c - 2 * b, k) for k, (a, b, c) in enumerate(zip(before, at, after, strict=True)) if isfinite(a + b + c)
    )
    with mpmath.workdps(DIGITS):
        for _, k in bent[:3]:
            values, way = (
                {n: [[mpmath.mpf(part[k])]] for n, part in zip(names, parts, strict=True)} for parts in (columns, ways)
            )
            with suppress(OutsideDomain):
                if sign_of_bend(problem, values, {}, way, STEPS[0]) < 0:
                    return True
    return False


def bends(problem, seed=0, count=60):
    """Whether second differences below 0, and above 0, were met: near points and over chords of some length."""
    random, found = Random(f"{seed} {problem.text}"), set()
    sizes = orders(dimension_names(problem), (2, 3, 1))
    kinds = [signed, *(entry for entry, _ in KINDS[:2])]
    with mpmath.workdps(DIGITS):
        for k in range(count):
            size = next(sizes)
            values = {n: draw(symbol, size, random, kinds[k % len(kinds)]) for n, symbol in problem.symbols.items()}
            direction = {}
            for name in problem.target.names:
                symbol = problem.symbols[name]
                change = random_change(*dense.shape(values[name]), random)
                direction[name] = PROJECTIONS.get(symbol.structure, lambda m: m)(change)
            for step in STEPS:
                with suppress(OutsideDomain):
                    found.add(sign_of_bend(problem, values, size, direction, step))
            if {-1, 1} <= found:
                break
    return found - {0}


def sign_of_bend(problem, values, sizes, direction, step):
    moved = [{n: dense.add(values[n], dense.scale(d, h)) for n, d in direction.items()} for h in (-step, 0, step)]
    if not all(inside(problem, end) for end in moved):
        return 0
    before, at, after = (evaluate(problem.function, values | end, sizes)[0][0] for end in moved)
    bend = (before + after - 2 * at) / step**2
    return 0 if abs(bend) < CLEARLY * (1 + abs(before) + abs(at) + abs(after)) else int(mpmath.sign(bend))


def inside(problem, values):
    """Whether the target's values are what it is declared to be."""
    for name, value in values.items():
        symbol = problem.symbols[name]
        if symbol.positive and min(x for row in value for x in row) <= 0:
            return False
        minors = (dense.determinant([row[:k] for row in value[:k]]) for k in range(1, len(value) + 1))
        if symbol.structure == "spd" and min(minors) <= 0:
            return False
    return True


def bending_down(seed):
    """Problems that bend down somewhere, without end; every second one may do so in few places."""
    random = Random(seed)
    while True:
        (problem,) = read_problems(function(random))
        if -1 in bends(problem):
            yield problem
        (problem,) = read_problems(with_a_dip(random))
        if bends_down_somewhere(problem, random):
            yield problem
