"""Helpers for arrays: scales to divide by, and functions where they are close to their limits."""

from __future__ import annotations

TAILS = {
    "_graded_qr": (
        '''def _graded_qr(M):
    """Q, R, p and its inverse for M[:, p] = Q R: the largest rows come first, so that small ones keep their digits."""
    sizes = xp.linalg.norm(M, ord=math.inf, axis=1)
    rows, p = xp.argsort(-sizes), xp.arange(M.shape[1])
    if xp.max(sizes) > 100 * xp.min(sizes):
        p = xp.asarray(_leading_columns(M))
    Q, R = xp.linalg.qr(M[rows, :][:, p])
    return Q[xp.argsort(rows), :], R, p, xp.argsort(p)''',
        ("_leading_columns",),
    ),
    "_leading_columns": (
        '''def _leading_columns(M):
    """The columns of M in the order in which elimination takes them that begins with the largest entry."""
    columns, p = [*range(M.shape[1])], []
    while columns:
        place = int(xp.argmax(xp.abs(M)))
        i, j = place // len(columns), place % len(columns)
        p.append(columns.pop(j))
        ratios = M[:, j] / (M[i, j] if M[i, j] != 0 else 1)
        M = xp.concat([M[:, :j], M[:, j + 1:]], axis=1)
        M = M - ratios[:, None] * M[i, :]
    return p''',
        (),
    ),
    "_largest": (
        '''def _largest(x):
    """The size of the largest entry, 1 for zeros only: a scale to divide by."""
    s = xp.max(xp.abs(x))
    return xp.where(s > 0, s, xp.ones_like(s))''',
        (),
    ),
    "_leading": (
        '''def _leading(p, x):
    """The size of the entry whose power p is the largest, 1 for 0: a scale to divide by."""
    s = xp.where(p > 0, xp.max(xp.abs(x)), xp.min(xp.abs(x)))
    return xp.where(s > 0, s, xp.ones_like(s))''',
        (),
    ),
    "_tail": (
        '''def _tail(t):
    """exp(t^2)*(1 - erf(t)) from 2 on: a continued fraction (dlmf.nist.gov/7.9.E1)."""
    t = xp.where(t > 2, t, 2 * xp.ones_like(t))
    w = xp.zeros_like(t)
    for n in range(60, 0, -1):
        w = n / 2 / (t + w)
    return 1 / (t + w) / math.sqrt(math.pi)''',
        (),
    ),
    "_erfc": (
        '''def _erfc(t):
    """1 - erf(t) without loss of digits."""
    return xp.where(t > 2, xp.exp(-t * t) * _tail(t), 1 - _erf(t))''',
        ("_tail", "_erf"),
    ),
    "_erfcx": (
        '''def _erfcx(t):
    """exp(t^2)*(1 - erf(t)), which goes to 0 like 1/t."""
    u = xp.where(t > 2, xp.zeros_like(t), t)
    return xp.where(t > 2, _tail(t), xp.exp(u * u) * (1 - _erf(u)))''',
        ("_tail", "_erf"),
    ),
    "_log_erfc": (
        '''def _log_erfc(t):
    """log(1 - erf(t)), also where erf(t) is close to 1."""
    u = xp.where(t > 2, xp.zeros_like(t), t)
    return xp.where(t > 2, xp.log(_tail(t)) - t * t, xp.log1p(-_erf(u)))''',
        ("_tail", "_erf"),
    ),
    "_exprel": (
        '''def _exprel(t):
    """(exp(t) - 1)/t, which is 1 at 0."""
    s = xp.where(t == 0, xp.ones_like(t), xp.clip(t, -1e150, 1e150))
    return xp.where(t == 0, xp.ones_like(t), xp.expm1(s) / s)''',
        (),
    ),
    "_log_softplus": (
        '''def _log_softplus(t):
    """log(log(1 + exp(t))), which is t where exp(t) is small."""
    small = t < -37
    return xp.where(small, t, xp.log(_softplus(xp.where(small, xp.zeros_like(t), t))))''',
        ("_softplus",),
    ),
    "_log_inverse_cloglog": (
        '''def _log_inverse_cloglog(t):
    """log(1 - exp(-exp(t))), which is t where exp(t) is small."""
    small = t < -37
    u = xp.exp(xp.where(small, xp.zeros_like(t), t))
    s = xp.log1p(-xp.exp(-xp.where(u > 1, u, xp.ones_like(u))))
    return xp.where(small, t, xp.where(u > 1, s, xp.log(-xp.expm1(-u))))''',
        (),
    ),
    "_log_tanh": (
        '''def _log_tanh(t):
    """log(tanh(t)), also where tanh(t) is close to 1."""
    e = xp.exp(-2 * xp.abs(t))
    return xp.where(t > 1, xp.log1p(-2 * e / (1 + e)), xp.log(xp.tanh(t)))''',
        (),
    ),
}
"""Name → source, and the others that it calls; libraries with an `erf` of their own have it in place of `_erf`."""


def tails(erf: str = "") -> dict[str, tuple[str, tuple[str, ...]]]:
    """The helpers of a library, with the function that it has for erf."""
    if not erf:
        return dict(TAILS)
    return {
        name: (source.replace("_erf(u)", f"{erf}(u)"), tuple(call for call in calls if call != "_erf"))
        for name, (source, calls) in TAILS.items()
    }
