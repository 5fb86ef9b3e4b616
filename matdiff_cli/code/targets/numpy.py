"""NumPy, and nothing else."""

from __future__ import annotations

from matdiff_cli.code import arrays
from matdiff_cli.code.pythonic import PythonTarget
from matdiff_cli.code.target import ATOM, MATRIX_PRODUCT, POWER, Rule, Text, call
from matdiff_cli.code.values import Shape, Value

_RULES = {
    "call:asin": call("np.arcsin({0})"),
    "call:acos": call("np.arccos({0})"),
    "call:atan": call("np.arctan({0})"),
    "call:relu": call("np.maximum({0}, 0)"),
    "call:erf": call("_erf({0})", "_erf"),
    "stacked": call("np.concatenate([{0}, {1}])"),
    "total": Rule("{0}.sum()", ATOM, (ATOM,)),
    # a small product takes half as long by the method as by the operator
    "matmul": Rule("{0}.dot({1})", ATOM, (ATOM, 0)),
    "vecmat": Rule("{0}.dot({1})", ATOM, (ATOM, 0)),
    "dot/11": Rule("{0}.dot({1})", ATOM, (ATOM, 0)),
    "difference": call("_difference({0}, {1})", "_difference"),
    "by_rows": Rule("{0}.T.copy()", ATOM, (ATOM,)),
    "diagonal": Rule("{0}.diagonal()", ATOM, (ATOM,)),
    "outer": call("_outer({0}, {1})", "_outer"),
    "kron/22": call("_kron({0}, {1})", "_kron"),
    "kron_diag": call("_kron_diag({0}, {1})", "_kron_diag"),
    "diag_kron": call("_diag_kron({0}, {1})", "_diag_kron"),
    "kron_eye": call("_kron_eye({0}, {data})", "_kron_eye"),
    "eye_kron": call("_eye_kron({data}, {0})", "_eye_kron"),
    "add_diagonal": call("_add_diagonal({0}, {1})", "_add_diagonal"),
    "dot/22": call("np.vdot({0}, {1})"),
}

_HELPERS = {
    "_sigmoid": (
        '''def _sigmoid(t):
    """1/(1 + exp(-t)) without overflow."""
    return 1 / (1 + np.exp(np.minimum(-t, 709)))''',
        (),
    ),
    "_softplus": (
        '''def _softplus(t):
    """log(1 + exp(t)) without overflow."""
    return np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))''',
        (),
    ),
    "_softmax": (
        '''def _softmax(x):
    """exp(x)/sum(exp(x)) without overflow."""
    e = np.exp(x - x.max())
    return e / e.sum()''',
        (),
    ),
    "_logsumexp": (
        '''def _logsumexp(x):
    """log(sum(exp(x))) without overflow."""
    largest = x.max()
    return largest + np.log(np.exp(x - largest).sum())''',
        (),
    ),
    "_solution_and_inverse": (
        '''def _solution_and_inverse(S, L, b):
    """The x with S x = b, and the inverse of S = L L': of a small S as the solutions of one system."""
    n = len(b)
    if n > 128:
        return _definite_solve(S, L, b), _cholesky_inverse(L)
    B = np.eye(n, n + 1)
    B[:, n] = b
    X = np.linalg.solve(S, B)
    return X[:, n].copy(), X[:, :n].copy()''',
        ("_definite_solve", "_cholesky_inverse"),
    ),
    "_difference": (
        '''def _difference(A, B):
    """A - B in the memory of B, which nothing else needs."""
    return np.subtract(A, B, out=B)''',
        (),
    ),
    "_outer": (
        '''def _outer(a, b):
    """a b', by BLAS, which `np.outer` does not use."""
    return a[:, None].dot(b[None])''',
        (),
    ),
    "_kron": (
        '''def _kron(*factors):
    """kron(A, B) + kron(C, D) + ... of A, B, C, D, ...: products of matrices, each entry of the sum written once."""
    if len(factors) == 2:  # NumPy does not use BLAS for a column times a row
        factors = *factors, *(np.zeros_like(factor) for factor in factors)
    P, Q = np.array(factors[::2]), np.array(factors[1::2])
    (_, m, n), (_, p, q) = P.shape, Q.shape
    return (P.transpose(1, 2, 0)[:, None] @ Q.transpose(1, 0, 2)).reshape(m * p, n * q)''',
        (),
    ),
    "_kron_diag": (
        '''def _kron_diag(A, v):
    """kron(A, diag(v)): zeros but for multiples of the entries of A."""
    (m, n), k = A.shape, len(v)
    K = np.zeros((m, k, n, k))
    np.multiply(v[:, None, None], A, out=np.einsum("iaja->aij", K))
    return K.reshape(m * k, n * k)''',
        (),
    ),
    "_diag_kron": (
        '''def _diag_kron(v, A):
    """kron(diag(v), A): zeros but for multiples of A."""
    (m, n), k = A.shape, len(v)
    K = np.zeros((k, m, k, n))
    np.multiply(v[:, None, None], A, out=np.einsum("aiaj->aij", K))
    return K.reshape(k * m, k * n)''',
        (),
    ),
    "_kron_eye": (
        '''def _kron_eye(A, k):
    """kron(A, eye(k)): zeros but for the entries of A."""
    m, n = A.shape
    K = np.zeros((m, k, n, k))
    np.einsum("iaja->aij", K)[...] = A
    return K.reshape(m * k, n * k)''',
        (),
    ),
    "_eye_kron": (
        '''def _eye_kron(k, A):
    """kron(eye(k), A): zeros but for A on the diagonal."""
    m, n = A.shape
    K = np.zeros((k, m, k, n))
    np.einsum("aiaj->aij", K)[...] = A
    return K.reshape(k * m, k * n)''',
        (),
    ),
    "_add_diagonal": (
        '''def _add_diagonal(A, v):
    """A + diag(v), or A + v I of a number v."""
    B = A.copy()
    np.einsum("ii->i", B)[...] += v
    return B''',
        (),
    ),
    "_erfc": (
        '''def _erfc(x):
    """1 - erf(x), entry by entry."""
    return np.vectorize(math.erfc, otypes=[float])(x)''',
        (),
    ),
    "_erf": (
        '''def _erf(x):
    """The error function, entry by entry."""
    return np.vectorize(math.erf, otypes=[float])(x)''',
        (),
    ),
}

_MIRRORED = Rule("{0} @ {1}", MATRIX_PRODUCT, (POWER, POWER))
"""A A': the operator copies one half to the other faster than the method does."""

_ALL_HELPERS = {
    name: (source.replace("np.concat(", "np.concatenate("), calls)  # which NumPy 1 has, too
    for name, (source, calls) in arrays.helpers("np", _HELPERS).items()
}


class NumpyTarget(PythonTarget):
    """Functions of NumPy arrays in double precision."""

    name = "numpy"
    pi = "np.pi"
    reserved = frozenset({"math", "np"})
    as_arrays = "np.asarray({0}, dtype=float)"
    apart = True
    flat = "np.ndim({0}) < 2"
    header = "import numpy as np"
    rules = arrays.rules("np", arrays.DEFINITE | _RULES)
    helpers = _ALL_HELPERS

    def reshape(self, text: str, *sizes: str) -> str:
        """A flat vector by `ravel`, which takes half as long."""
        return f"{text}.ravel()" if sizes == ("-1",) else super().reshape(text, *sizes)

    def rule(self, value: Value) -> Rule:
        """As for Python, but for a matrix times its transpose."""
        match value.op, value.args:
            case "matmul", (a, Value(op="transpose", args=(b,))) if a is b:
                return _MIRRORED
        return super().rule(value)

    def plus(self, value: Value, terms: list[tuple[str, Text]]) -> Text:
        """As for every target, but Kronecker products that are written here are summed as they are made."""
        start = "_kron("
        made: dict[tuple[Shape, ...], list[tuple[str, Text]]] = {}  # by the shapes of the factors, which may differ
        for term, pair in zip(value.args, terms, strict=True):
            if pair[0] == "+" and pair[1].text.startswith(start) and pair[1].level == ATOM and value.rank == 2:
                made.setdefault(tuple(factor.shape for factor in term.args), []).append(pair)
        for several in made.values():
            if len(several) > 1:
                inner = (term.text.removeprefix(start).removesuffix(")") for _, term in several)
                rest = [pair for pair in terms if pair not in several]
                terms = [("+", Text(f"{start}{', '.join(inner)})")), *rest]
        return super().plus(value, terms) if len(terms) > 1 else terms[0][1]


TARGET = NumpyTarget()
