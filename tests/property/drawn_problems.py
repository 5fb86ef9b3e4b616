"""Random well-typed problems, as text. They are typed by construction, knowing nothing of how matdiff reads or checks.

Every compound is parenthesised, so that no precedence is taken for granted here.
"""

from __future__ import annotations

import re

from hypothesis import strategies as st

SYMBOLS = {
    "A": ("n", "n", "matrix(n, n)"),
    "B": ("n", "n", "matrix(n, n)"),
    "W": ("n", "n", "symmetric(n)"),
    "X": ("n", "n", "matrix(n, n)"),
    "D": ("m", "n", "matrix(m, n)"),
    "Y": ("m", "n", "matrix(m, n)"),
    "R": ("n", "p", "matrix(n, p)"),
    "a": ("n", "1", "vector(n)"),
    "x": ("n", "1", "vector(n)"),
    "b": ("m", "1", "vector(m)"),
    "y": ("m", "1", "vector(m)"),
    "c": ("p", "1", "vector(p)"),
    "alpha": ("1", "1", "scalar"),
    "t": ("1", "1", "scalar"),
}
"""Name → rows, columns, declaration."""

SCALAR = ("1", "1")
DIMENSIONS = ("m", "n", "p")
SMOOTH = ("exp", "sin", "cos", "tanh", "sigmoid", "softplus", "atan", "erf")
ROUGH = ("abs", "relu", "log", "sqrt", "log1p", "tan", "asin", "sinh", "cosh", "sign", "acos")


def leaves(shape):
    """Expressions without operators, of the shape, up to a transpose."""
    rows, columns = shape
    found = [name for name, (r, c, _) in SYMBOLS.items() if (r, c) == shape]
    found += [f"{name}'" for name, (r, c, _) in SYMBOLS.items() if (c, r) == shape != SCALAR]
    if shape == SCALAR:
        found += ["2", "3", "(1/2)"]
    elif rows == columns:
        found.append(f"eye({rows})")
    elif columns == "1":
        found.append(f"ones({rows})")
    return found or [f"ones({rows}, {columns})"]


def expression(draw, shape, depth):
    """Text of the shape, at most `depth` operators deep."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        return draw(st.sampled_from(leaves(shape)))
    kinds = list(GENERAL)
    if shape == SCALAR:
        kinds += TO_SCALAR * 2
    else:
        kinds += OF_MATRICES
        if shape[0] == shape[1]:
            kinds += OF_SQUARE
        if shape[1] == "1":
            kinds += OF_COLUMNS
    return f"({draw(st.sampled_from(kinds))(draw, shape, depth - 1)})"


def _sum(draw, shape, depth):
    sign = draw(st.sampled_from("+-"))
    return f"{expression(draw, shape, depth)} {sign} {expression(draw, shape, depth)}"


def _scaled(draw, shape, depth):
    parts = [expression(draw, SCALAR, depth), expression(draw, shape, depth)]
    return "*".join(draw(st.permutations(parts)))


def _negative(draw, shape, depth):
    return f"-{expression(draw, shape, depth)}"


def _quotient(draw, shape, depth):
    return f"{expression(draw, shape, depth)}/{expression(draw, SCALAR, depth)}"


def _elementwise(draw, shape, depth):
    # mostly functions with a wide domain: in a deep composition the others seldom have a value anywhere
    name = draw(st.sampled_from(SMOOTH * 3 + ROUGH))
    return f"{name}({expression(draw, shape, depth)})"


def _transposed(draw, shape, depth):
    return f"{expression(draw, shape[::-1], depth)}'"


def _hadamard(draw, shape, depth):
    sign = draw(st.sampled_from([".*", ".*", "./"]))
    return f"{expression(draw, shape, depth)}{sign}{expression(draw, shape, depth)}"


def _hadamard_power(draw, shape, depth):
    return f"{expression(draw, shape, depth)}.^{draw(st.sampled_from([2, 3, -1]))}"


def _product(draw, shape, depth):
    inner = draw(st.sampled_from(DIMENSIONS))
    return f"{expression(draw, (shape[0], inner), depth)}*{expression(draw, (inner, shape[1]), depth)}"


def _inverse(draw, shape, depth):
    return f"inv({expression(draw, shape, depth)})"


def _power(draw, shape, depth):
    return f"{expression(draw, shape, depth)}^{draw(st.sampled_from([2, 3, -1, -2]))}"


def _diagonal(draw, shape, depth):
    return f"diag({expression(draw, (shape[0], '1'), depth)})"


def _square_shape(draw):
    n = draw(st.sampled_from(DIMENSIONS))
    return n, n


def _any_shape(draw):
    return draw(st.sampled_from([("n", "1"), ("m", "1"), ("n", "n"), ("m", "n"), ("n", "m"), ("p", "n"), ("1", "n")]))


def _of_square(name):
    return lambda draw, shape, depth: f"{name}({expression(draw, _square_shape(draw), depth)})"


def _of_any(name):
    return lambda draw, shape, depth: f"{name}({expression(draw, _any_shape(draw), depth)})"


def _inner(draw, shape, depth):
    both = _any_shape(draw)
    return f"<{expression(draw, both, depth)}, {expression(draw, both, depth)}>"


def _bilinear(draw, shape, depth):
    m, n = draw(st.sampled_from(DIMENSIONS)), draw(st.sampled_from(DIMENSIONS))
    left, middle, right = (expression(draw, s, depth) for s in ((m, "1"), (m, n), (n, "1")))
    return f"{left}'*{middle}*{right}"


def _scalar_power(draw, shape, depth):
    return f"{expression(draw, SCALAR, depth)}^{draw(st.sampled_from(['2', '3', '-1', '(1/2)', 'alpha']))}"


def _norm(draw, shape, depth):
    return f"||{expression(draw, _any_shape(draw), depth)}||"


def _kronecker(draw, shape, depth):
    name = draw(st.sampled_from(["sum", "norm"]))
    return f"{name}(kron({expression(draw, _any_shape(draw), depth)}, {expression(draw, _any_shape(draw), depth)}))"


def _vecs(draw, shape, depth):
    both = _any_shape(draw)
    return f"vec({expression(draw, both, depth)})'*vec({expression(draw, both, depth)})"


def _log_sum_exp(draw, shape, depth):
    return f"logsumexp({expression(draw, (draw(st.sampled_from(DIMENSIONS)), '1'), depth)})"


def _softmax(draw, shape, depth):
    return f"softmax({expression(draw, shape, depth)})"


def _diagonal_part(draw, shape, depth):
    return f"diag({expression(draw, (shape[0], shape[0]), depth)})"


GENERAL = [_sum, _sum, _scaled, _negative, _quotient, _elementwise]
OF_MATRICES = [_product, _product, _product, _transposed, _hadamard, _hadamard, _hadamard_power]
OF_SQUARE = [_inverse, _power, _diagonal]
OF_A_SQUARE = [_of_square(name) for name in ("tr", "det", "logdet")]
OF_ANY = [_of_any(name) for name in ("sum", "mean", "norm1")]
TO_SCALAR = [*OF_A_SQUARE, *OF_ANY, _inner, _bilinear, _scalar_power, _norm, _kronecker, _vecs, _log_sum_exp]
OF_COLUMNS = [_softmax, _diagonal_part]


@st.composite
def problems(draw, depth=4):
    """(expression, target, declarations): a function that is a scalar, a vector or a matrix, of a target in it."""
    shape = draw(st.sampled_from([SCALAR] * 4 + [("n", "1"), ("m", "1"), ("1", "n"), ("n", "n"), ("m", "n")]))
    text = expression(draw, shape, draw(st.integers(1, depth)))
    occurring = [name for name in SYMBOLS if re.search(rf"(?<!\w){name}(?!\w)", text)]
    target = draw(st.sampled_from(occurring or ["x"]))
    names = dict.fromkeys([*occurring, target])
    # without declarations an expression such as sum(a*b') could be read with other shapes than it was made with
    declarations = ", ".join(f"{name}: {SYMBOLS[name][2]}" for name in names)
    return text, target, declarations
