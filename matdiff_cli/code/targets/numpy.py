"""NumPy, and nothing else."""

from __future__ import annotations

from matdiff_cli.code.pythonic import PythonTarget
from matdiff_cli.code.target import ATOM, MATRIX_PRODUCT, POWER, PRODUCT, Rule, call

_HELPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "_solve_lower": (
        '''def _solve_lower(L, b):
    """The x with L x = b for a lower triangular L, halves first."""
    n = len(L)
    if n <= 64:
        return np.linalg.solve(L, b)
    k = n // 2
    top = _solve_lower(L[:k, :k], b[:k])
    return np.concatenate([top, _solve_lower(L[k:, k:], b[k:] - L[k:, :k] @ top)])''',
        (),
    ),
    "_solve_upper": (
        '''def _solve_upper(U, b):
    """The x with U x = b for an upper triangular U: a lower one turned upside down."""
    return _solve_lower(U[::-1, ::-1], b[::-1])[::-1]''',
        ("_solve_lower",),
    ),
    "_cholesky_solve": (
        '''def _cholesky_solve(L, b):
    """The x with L L' x = b."""
    return _solve_upper(L.T, _solve_lower(L, b))''',
        ("_solve_lower", "_solve_upper"),
    ),
    "_sigmoid": (
        '''def _sigmoid(t):
    """1/(1 + exp(-t)) without overflow."""
    e = np.exp(-np.abs(t))
    return np.where(t >= 0, 1, e) / (1 + e)''',
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
    "_erf": (
        '''def _erf(x):
    """The error function, entry by entry."""
    return np.vectorize(math.erf, otypes=[float])(x)''',
        (),
    ),
    "_expm": (
        '''def _expm(A):
    """The matrix exponential: Taylor's series of A/2^k, squared k times."""
    k = max(0, int(np.ceil(np.log2(max(np.abs(A).sum(axis=0).max(), 1e-300)))) + 3)
    A = A / 2.0**k
    total = term = np.eye(len(A))
    for i in range(1, 16):
        term = term @ A / i
        total = total + term
    for _ in range(k):
        total = total @ total
    return total''',
        (),
    ),
    "_frechet_expm": (
        '''def _frechet_expm(A, E):
    """The derivative of expm at A in the direction E: a block of expm([A, E; 0, A])."""
    n = len(A)
    return _expm(np.block([[A, E], [np.zeros_like(A), A]]))[:n, n:]''',
        ("_expm",),
    ),
    "_kron_times": (
        '''def _kron_times(A, B, M):
    """kron(A, B) M, with None for an identity."""
    b = len(M) // B.shape[1] if A is None else A.shape[1]
    T = M.reshape(b, len(M) // b, -1)
    T = T if B is None else B @ T
    T = T if A is None else np.tensordot(A, T, 1)
    return T.reshape(-1, *M.shape[1:])''',
        (),
    ),
    "_commuted": (
        '''def _commuted(M, m, n):
    """K M for the K with K vec(X) = vec(X') for m x n matrices X."""
    return M.reshape(n, m, -1).swapaxes(0, 1).reshape(M.shape)''',
        (),
    ),
    "_commutation": (
        '''def _commutation(m, n):
    """The K with K vec(X) = vec(X') for m x n matrices X."""
    return np.eye(m * n)[np.arange(m * n).reshape(n, m).ravel(order="F")]''',
        (),
    ),
}

_CALLS = {
    "exp": "np.exp({0})",
    "log": "np.log({0})",
    "log1p": "np.log1p({0})",
    "sqrt": "np.sqrt({0})",
    "sin": "np.sin({0})",
    "cos": "np.cos({0})",
    "tan": "np.tan({0})",
    "asin": "np.arcsin({0})",
    "acos": "np.arccos({0})",
    "atan": "np.arctan({0})",
    "sinh": "np.sinh({0})",
    "cosh": "np.cosh({0})",
    "tanh": "np.tanh({0})",
    "abs": "np.abs({0})",
    "sign": "np.sign({0})",
    "relu": "np.maximum({0}, 0)",
    "softplus": "np.logaddexp(0, {0})",
}


_RULES = {
    **{f"call:{name}": call(text) for name, text in _CALLS.items()},
    "call:sigmoid": call("_sigmoid({0})", "_sigmoid"),
    "call:erf": call("_erf({0})", "_erf"),
    "neg": Rule("-{0}", 1, (PRODUCT,)),
    "div": Rule("{0} / {1}", PRODUCT, (PRODUCT, POWER)),
    "pow": Rule("{0}**{1}", POWER, (ATOM, ATOM)),
    "transpose": Rule("{0}.T", ATOM, (ATOM,)),
    "matmul": Rule("{0} @ {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "dot/11": Rule("{0} @ {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "dot/22": call("np.vdot({0}, {1})"),
    "outer": call("np.outer({0}, {1})"),
    "scale_rows": Rule("{0}[:, None] * {1}", PRODUCT, (ATOM, POWER)),
    "scale_columns": Rule("{0} * {1}", PRODUCT, (PRODUCT, POWER)),
    "entry": Rule("{0}[{data}]", ATOM, (ATOM,)),
    "total": call("np.sum({0})"),
    "row_sums": call("np.sum({0}, axis=1)"),
    "column_sums": call("np.sum({0}, axis=0)"),
    "prod": call("np.prod({0})"),
    "trace": call("np.trace({0})"),
    "diagonal": call("np.diag({0})"),
    "diag": call("np.diag({0})"),
    "cholesky": call("np.linalg.cholesky({0})"),
    "solve": call("np.linalg.solve({0}, {1})"),
    "solve:lower": call("_solve_lower({0}, {1})", "_solve_lower"),
    "solve:upper": call("_solve_upper({0}, {1})", "_solve_upper"),
    "solve:spd": call("_cholesky_solve({0}, {1})", "_cholesky_solve"),
    "inverse": call("np.linalg.inv({0})"),
    "inverse:spd": call("_cholesky_solve({0}, np.eye({rows}))", "_cholesky_solve"),
    "det": call("np.linalg.det({0})"),
    "logdet": call("np.linalg.slogdet({0})[1]"),
    "kron": call("np.kron({0}, {1})"),
    "kron_times": call("_kron_times({0}, {1}, {2})", "_kron_times"),
    "kron_left_times": call("_kron_times({0}, None, {1})", "_kron_times"),
    "kron_right_times": call("_kron_times(None, {0}, {1})", "_kron_times"),
    "commuted": call("_commuted({0}, {data})", "_commuted"),
    "as_matrix": Rule("{0}.reshape({shape})", ATOM, (ATOM,)),
    "vec": Rule("{0}.T.reshape(-1)", ATOM, (ATOM,)),
    "tril": call("np.tril({0})"),
    "triu": call("np.triu({0})"),
    "commutation": call("_commutation({data})", "_commutation"),
    "frechet_expm": call("_frechet_expm({0}, {1})", "_frechet_expm"),
    "eye": call("np.eye({rows})"),
    "ones": call("np.ones({shape})"),
    "zeros": call("np.zeros({shape})"),
    "norm": call("np.linalg.norm({0})"),
    "softmax": call("_softmax({0})", "_softmax"),
    "logsumexp": call("_logsumexp({0})", "_logsumexp"),
    "expm": call("_expm({0})", "_expm"),
    "pinv": call("np.linalg.pinv({0})"),
}


class NumpyTarget(PythonTarget):
    name = "numpy"
    namespace = "np"
    array = "np.array"
    as_array = "np.asarray({}, dtype=float)"
    header = "import numpy as np"
    helpers = _HELPERS
    rules = _RULES


TARGET = NumpyTarget()
