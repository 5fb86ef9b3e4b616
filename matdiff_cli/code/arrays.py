"""What libraries of arrays write alike: rules and helpers in terms of xp, which stands for the library."""

from __future__ import annotations

from collections.abc import Mapping

from matdiff_cli.code.tails import tails
from matdiff_cli.code.target import ATOM, MATRIX_PRODUCT, POWER, PRODUCT, SUM, Rule, call

Helpers = Mapping[str, tuple[str, tuple[str, ...]]]
"""Name of a function → its source, and the others that it calls."""

_NAMES = {
    **{name: name for name in "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh abs sign".split()},
    "relu": "relu",
    "erf": "erf",
}

_RULES: dict[str, Rule] = {
    **{f"call:{name}": call(f"xp.{called}({{0}})") for name, called in _NAMES.items()},
    "call:sigmoid": call("_sigmoid({0})", "_sigmoid"),
    "call:softplus": call("_softplus({0})", "_softplus"),
    "call:expm1": call("xp.expm1({0})"),
    **{
        f"call:{name}": call(f"_{name}({{0}})", f"_{name}")
        for name in "erfc erfcx log_erfc log_tanh exprel log_softplus log_inverse_cloglog".split()
    },
    "neg": Rule("-{0}", SUM, (PRODUCT,)),
    "div": Rule("{0} / {1}", PRODUCT, (PRODUCT, POWER)),
    "pow": Rule("{0}**{1}", POWER, (ATOM, ATOM)),
    "transpose": Rule("{0}.T", ATOM, (ATOM,)),
    "matmul": Rule("{0} @ {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "vecmat": Rule("{0} @ {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "dot/11": Rule("{0} @ {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "dot/22": Rule("xp.sum({0} * {1})", ATOM, (PRODUCT, POWER)),
    "outer": call("xp.outer({0}, {1})"),
    "scale_rows": Rule("{0}[:, None] * {1}", PRODUCT, (ATOM, POWER)),
    "scale_columns": Rule("{0} * {1}", PRODUCT, (PRODUCT, POWER)),
    "entry": Rule("{0}[{data}]", ATOM, (ATOM,)),
    "total": call("xp.sum({0})"),
    "row_sums": call("xp.sum({0}, axis=1)"),
    "column_sums": call("xp.sum({0}, axis=0)"),
    "prod": call("xp.prod({0})"),
    "largest": call("_largest({0})", "_largest"),
    "leading": call("_leading({0}, {1})", "_leading"),
    "trace": call("xp.trace({0})"),
    "diagonal": call("xp.diagonal({0})"),
    "diag": call("xp.diag({0})"),
    "literal": call("xp.array({entries}, dtype=float)"),
    "qr": call("xp.linalg.qr({0})"),
    "stacked": call("xp.concat([{0}, {1}])"),
    "graded_qr": call("_graded_qr({0})", "_graded_qr"),
    "graded_q": Rule("{0}[0]", ATOM, (ATOM, 0)),
    "graded_r": Rule("{0}[1]", ATOM, (ATOM,)),
    "ordered": Rule("{0}[{1}[2], ...]", ATOM, (ATOM, ATOM)),
    "restored": Rule("{0}[{1}[3], ...]", ATOM, (ATOM, ATOM)),
    "rows": Rule("{0}[{start}:{stop}, :]", ATOM, (ATOM, 0)),
    "qr_q": Rule("{0}[0]", ATOM, (ATOM, ATOM)),
    "qr_r": Rule("{0}[1]", ATOM, (ATOM,)),
    "cholesky": call("xp.linalg.cholesky({0})"),
    "solve": call("xp.linalg.solve({0}, {1})"),
    "solve:lower": call("_solve_lower({0}, {1})", "_solve_lower"),
    "solve:upper": call("_solve_upper({0}, {1})", "_solve_upper"),
    "inverse": call("xp.linalg.inv({0})"),
    "inverse:lower": call("_inverse_lower({0})", "_inverse_lower"),
    "inverse:upper": Rule("_inverse_lower({0}.T).T", ATOM, (ATOM,), ("_inverse_lower",)),
    "inverse:spd": call("_cholesky_inverse({0})", "_cholesky_inverse"),
    "det": call("xp.linalg.det({0})"),
    "slogdet": call("xp.linalg.slogdet({0})"),
    "slogdet_sign": Rule("{0}[0]", ATOM, (ATOM,)),
    "slogdet_log": Rule("{0}[1]", ATOM, (ATOM,)),
    "logdet": call("xp.linalg.slogdet({0})[1]"),
    "kron": call("xp.kron({0}, {1})"),
    "kron_times": call("_kron_times({2}, {0}, {1})", "_kron_times"),
    "kron_left_times": call("_kron_times({1}, {0}, None)", "_kron_times"),
    "kron_right_times": call("_kron_times({1}, None, {0})", "_kron_times"),
    "commuted": call("_commuted({0}, {data})", "_commuted"),
    "as_matrix": Rule("{0}.reshape({shape})", ATOM, (ATOM,)),
    "vec": Rule("{0}.T.reshape(-1)", ATOM, (ATOM,)),
    "tril": call("xp.tril({0})"),
    "triu": call("xp.triu({0})"),
    "frechet_expm": call("_frechet_expm({0}, {1})", "_frechet_expm"),
    "eye": call("xp.eye({rows})"),
    "ones": call("xp.ones({shape})"),
    "zeros": call("xp.zeros({shape})"),
    "norm": call("xp.linalg.norm({0})"),
    "softmax": call("_softmax({0})", "_softmax"),
    "logsumexp": call("_logsumexp({0})", "_logsumexp"),
    "expm": call("_expm({0})", "_expm"),
    "pinv": call("xp.linalg.pinv({0})"),
}

_HELPERS: Helpers = {
    "_solve_lower": (
        '''def _solve_lower(L, b):
    """The x with L x = b for a lower triangular L: the first half of x, then the second."""
    n = L.shape[0]
    if n <= 64:
        return xp.linalg.solve(L, b)
    k = n // 2
    x = _solve_lower(L[:k, :k], b[:k, ...])
    return xp.concat([x, _solve_lower(L[k:, k:], b[k:, ...] - L[k:, :k] @ x)])''',
        (),
    ),
    "_solve_upper": (
        '''def _solve_upper(U, b):
    """The x with U x = b for an upper triangular U: the second half of x, then the first."""
    n = U.shape[0]
    if n <= 64:
        return xp.linalg.solve(U, b)
    k = n // 2
    x = _solve_upper(U[k:, k:], b[k:, ...])
    return xp.concat([_solve_upper(U[:k, :k], b[:k, ...] - U[:k, k:] @ x), x])''',
        (),
    ),
    "_large_cholesky": (
        '''def _large_cholesky(S):
    """The factor L of S = L L' if S is large; a small system is solved without."""
    return xp.linalg.cholesky(S) if S.shape[0] > 128 else None''',
        (),
    ),
    "_definite_solve": (
        '''def _definite_solve(S, L, b):
    """The x with S x = b for S = L L': one small system, which takes half as long as two, or two triangular ones."""
    if S.shape[0] <= 128:
        return xp.linalg.solve(S, b)
    return _solve_upper(L.T, _solve_lower(L, b))''',
        ("_solve_lower", "_solve_upper"),
    ),
    "_inverse_lower": (
        '''def _inverse_lower(L):
    """The inverse of a lower triangular L, block by block."""
    n = L.shape[0]
    if n <= 64:
        return xp.linalg.inv(L)
    k = n // 2
    A, B = _inverse_lower(L[:k, :k]), _inverse_lower(L[k:, k:])
    upper = xp.concat([A, xp.zeros_like(L[:k, k:])], axis=1)
    return xp.concat([upper, xp.concat([-B @ (L[k:, :k] @ A), B], axis=1)])''',
        (),
    ),
    "_cholesky_inverse": (
        '''def _cholesky_inverse(L):
    """The inverse of L L'."""
    K = _inverse_lower(L)
    return K.T @ K''',
        ("_inverse_lower",),
    ),
    "_solution_and_inverse": (
        '''def _solution_and_inverse(S, L, b):
    """The x with S x = b, and the inverse of S = L L': of a small S as the solutions of one system."""
    if S.shape[0] > 128:
        return _definite_solve(S, L, b), _cholesky_inverse(L)
    X = xp.linalg.solve(S, xp.concat([b[:, None], xp.eye(S.shape[0], dtype=S.dtype)], axis=1))
    return X[:, 0], X[:, 1:]''',
        ("_definite_solve", "_cholesky_inverse"),
    ),
    "_kron": (
        '''def _kron(A, B):
    """The Kronecker product."""
    return xp.reshape(A[:, None, :, None] * B[None, :, None, :], (A.shape[0] * B.shape[0], A.shape[1] * B.shape[1]))''',
        (),
    ),
    "_kron_times": (
        '''def _kron_times(M, A, B):
    """kron(A, B) M, with None for an identity."""
    b = M.shape[0] // B.shape[1] if A is None else A.shape[1]
    T = xp.reshape(M, (b, M.shape[0] // b, -1))
    T = T if B is None else B @ T
    T = T if A is None else xp.tensordot(A, T, 1)
    return xp.reshape(T, (-1, *M.shape[1:]))''',
        (),
    ),
    "_commuted": (
        '''def _commuted(M, m, n):
    """K M for the K with K vec(X) = vec(X') for m x n matrices X."""
    return xp.reshape(xp.swapaxes(xp.reshape(M, (n, m, -1)), 0, 1), M.shape)''',
        (),
    ),
    "_sigmoid": (
        '''def _sigmoid(t):
    """1/(1 + exp(-t)) without overflow."""
    e = xp.exp(-xp.abs(t))
    return xp.where(t >= 0, 1, e) / (1 + e)''',
        (),
    ),
    "_softplus": (
        '''def _softplus(t):
    """log(1 + exp(t)) without overflow."""
    return xp.logaddexp(xp.zeros_like(t), t)''',
        (),
    ),
    "_softmax": (
        '''def _softmax(x):
    """exp(x)/sum(exp(x)) without overflow."""
    e = xp.exp(x - xp.max(x))
    return e / xp.sum(e)''',
        (),
    ),
    "_logsumexp": (
        '''def _logsumexp(x):
    """log(sum(exp(x))) without overflow."""
    largest = xp.max(x)
    return largest + xp.log(xp.sum(xp.exp(x - largest)))''',
        (),
    ),
    "_expm": (
        '''def _expm(A):
    """The matrix exponential: Taylor's series of A/2^k, squared k times."""
    size = float(xp.max(xp.sum(xp.abs(A), axis=0)))
    k = max(0, math.frexp(size)[1] + 3)
    A = A / 2.0**k
    total = term = xp.eye(A.shape[0])
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
    n = A.shape[0]
    upper, lower = xp.concat([A, E], axis=1), xp.concat([xp.zeros_like(A), A], axis=1)
    return _expm(xp.concat([upper, lower]))[:n, n:]''',
        ("_expm",),
    ),
}


DEFINITE = {
    "definite_solve": call("_definite_solve({0}, {1}, {2})", "_definite_solve"),
    "solution_and_inverse": call("_solution_and_inverse({0}, {1}, {2})", "_solution_and_inverse"),
    "large_cholesky": call("_large_cholesky({0})", "_large_cholesky"),
    "part": Rule("{0}[{data}]", ATOM, (ATOM,)),
}
"""Rules of libraries that solve no system by Cholesky's factor."""


def rules(xp: str, own: Mapping[str, Rule]) -> dict[str, Rule]:
    """The rules of a library, its own before the shared ones."""
    shared = {key: Rule(_of(rule.text, xp), rule.level, rule.inner, rule.helpers) for key, rule in _RULES.items()}
    return shared | dict(own)


def helpers(xp: str, own: Helpers, erf: str = "") -> Helpers:
    """The helpers of a library, with the function that it has for erf."""
    shared = {**_HELPERS, **tails(erf)}
    return {name: (_of(source, xp), calls) for name, (source, calls) in shared.items()} | dict(own)


def _of(text: str, xp: str) -> str:
    return text.replace("xp.", f"{xp}.")
