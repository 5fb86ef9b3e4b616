"""The array API standard by way of array-api-compat: one text for NumPy, CuPy, PyTorch, JAX and others."""

from __future__ import annotations

import re

from matdiff_cli.code import arrays
from matdiff_cli.code.pythonic import PythonTarget
from matdiff_cli.code.target import ATOM, Rule, call

_RULES = {
    "call:relu": call("_relu({0})", "_relu"),
    "call:erf": call("_erf({0})", "_erf"),
    "outer": call("xp.linalg.outer({0}, {1})"),
    "trace": call("xp.linalg.trace({0})"),
    "diagonal": call("xp.linalg.diagonal({0})"),
    "diag": call("_diag({0})", "_diag"),
    "literal": call("_array({like}, {entries}, {shape})", "_array"),
    "kron/11": call("_kron_of_vectors({0}, {1})", "_kron_of_vectors"),
    "kron/22": call("_kron({0}, {1})", "_kron"),
    "as_matrix": call("xp.reshape({0}, {shape})"),
    "vec": Rule("xp.reshape({0}.T, (-1,))", ATOM, (ATOM,)),
    "eye": call("xp.eye({rows}, dtype={like}.dtype)"),
    "ones": call("xp.ones({shape}, dtype={like}.dtype)"),
    "zeros": call("xp.zeros({shape}, dtype={like}.dtype)"),
    "norm": call("xp.linalg.vector_norm({0})"),
    "ordered": call("xp.take({0}, {1}[2], axis=0)"),
    "restored": call("xp.take({0}, {1}[3], axis=0)"),
}

_HELPERS = {
    "_arrays": (
        '''def _arrays(*values):
    """The values as arrays of one floating-point kind, that of the arrays among them."""
    xp = array_namespace(*values)
    kinds = [v.dtype for v in values if hasattr(v, "dtype") and xp.isdtype(v.dtype, "real floating")]
    kind = xp.result_type(*kinds) if kinds else xp.asarray(1.0).dtype
    return [xp.asarray(v, dtype=kind) for v in values]''',
        (),
    ),
    "_array": (
        '''def _array(like, entries, shape):
    """An array of numbers and of arrays without a shape."""
    return xp.reshape(xp.stack([xp.asarray(e, dtype=like.dtype) for e in entries]), shape)''',
        (),
    ),
    "_graded_qr": (
        '''def _graded_qr(M):
    """Q, R, p and its inverse for M[:, p] = Q R: the largest rows come first, so that small ones keep their digits."""
    sizes = xp.linalg.vector_norm(M, ord=math.inf, axis=1)
    rows, p = xp.argsort(-sizes), xp.arange(M.shape[1])
    if xp.max(sizes) > 100 * xp.min(sizes):
        p = xp.asarray(_leading_columns(M))
    Q, R = xp.linalg.qr(xp.take(xp.take(M, rows, axis=0), p, axis=1))
    return xp.take(Q, xp.argsort(rows), axis=0), R, p, xp.argsort(p)''',
        ("_leading_columns",),
    ),
    "_relu": (
        '''def _relu(x):
    """max(x, 0)"""
    return xp.where(x > 0, x, xp.zeros_like(x))''',
        (),
    ),
    "_sigmoid": (
        '''def _sigmoid(t):
    """1/(1 + exp(-t)) without overflow."""
    e = xp.exp(-xp.abs(t))
    return xp.where(t >= 0, xp.ones_like(t), e) / (1 + e)''',
        (),
    ),
    "_erf": (
        '''def _erf(x):
    """The error function, entry by entry: a series of positive terms (dlmf.nist.gov/7.6.E2), 1 from 6 on."""
    t = xp.where(xp.abs(x) < 6, x, 6 * xp.sign(x))
    total = term = t
    for n in range(1, 140):
        term = term * (2 * t * t) / (2 * n + 1)
        total = total + term
    return 2 / math.sqrt(math.pi) * xp.exp(-t * t) * total''',
        (),
    ),
    "_diag": (
        '''def _diag(v):
    """The diagonal matrix of a vector."""
    return v * xp.eye(v.shape[0], dtype=v.dtype)''',
        (),
    ),
    "_kron_of_vectors": (
        '''def _kron_of_vectors(a, b):
    """The Kronecker product of two columns."""
    return xp.reshape(a[:, None] * b, (-1,))''',
        (),
    ),
    "_kron_times": (
        '''def _kron_times(M, A, B):
    """kron(A, B) M, with None for an identity."""
    b = M.shape[0] // B.shape[1] if A is None else A.shape[1]
    T = xp.reshape(M, (b, M.shape[0] // b, -1))
    T = T if B is None else B @ T
    T = T if A is None else xp.tensordot(A, T, axes=1)
    return xp.reshape(T, (-1, *M.shape[1:]))''',
        (),
    ),
    "_commuted": (
        '''def _commuted(M, m, n):
    """K M for the K with K vec(X) = vec(X') for m x n matrices X."""
    return xp.reshape(xp.permute_dims(xp.reshape(M, (n, m, -1)), (1, 0, 2)), M.shape)''',
        (),
    ),
    "_expm": (
        '''def _expm(A):
    """The matrix exponential: Taylor's series of A/2^k, squared k times."""
    size = float(xp.max(xp.sum(xp.abs(A), axis=0)))
    k = max(0, math.frexp(size)[1] + 3)
    A = A / 2.0**k
    total = term = xp.eye(A.shape[0], dtype=A.dtype)
    for i in range(1, 16):
        term = term @ A / i
        total = total + term
    for _ in range(k):
        total = total @ total
    return total''',
        (),
    ),
}


def _asking(source: str) -> str:
    """A helper that asks its first argument which library it belongs to."""
    head, end, body = source.partition('"""\n')
    first = re.search(r"\((\w+)", head)
    return f"{head}{end}    xp = array_namespace({first[1]})\n{body}" if first and "xp." in body else source


_ALL_HELPERS = {name: (_asking(source), calls) for name, (source, calls) in arrays.helpers("xp", _HELPERS).items()}


class ArrayApiTarget(PythonTarget):
    """Functions of any array library that follows the standard: shapes are tuples, nothing is changed in place."""

    name = "array-api"
    pi = "xp.pi"
    reserved = frozenset({"array_namespace", "math", "xp"})
    opening = "xp = array_namespace({0})"
    as_arrays = "_arrays({0})"
    always = ("_arrays",)
    nested = False
    copy = "xp.asarray({}, copy=True)"
    header = "from array_api_compat import array_namespace"
    rules = arrays.rules("xp", arrays.DEFINITE | _RULES)
    helpers = _ALL_HELPERS

    def shape(self, sizes: list[str]) -> str:
        """A tuple, also of one size."""
        return f"({', '.join(sizes)}{',' if len(sizes) == 1 else ''})"

    def reshape(self, text: str, *sizes: str) -> str:
        """By a function: arrays of the standard have no such method."""
        return f"xp.reshape({text}, {self.shape(list(sizes))})"


TARGET = ArrayApiTarget()
