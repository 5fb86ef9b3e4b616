"""JAX: compiled functions of jax.numpy. Double precision is the user's choice (`jax_enable_x64`)."""

from __future__ import annotations

from matdiff_cli.code import arrays
from matdiff_cli.code.pythonic import PythonTarget
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.target import call

_RULES = {
    "call:asin": call("jnp.arcsin({0})"),
    "call:acos": call("jnp.arccos({0})"),
    "call:atan": call("jnp.arctan({0})"),
    "call:relu": call("jnp.maximum({0}, 0)"),
    "call:sigmoid": call("jax.nn.sigmoid({0})"),
    "call:softplus": call("jax.nn.softplus({0})"),
    "call:erf": call("jax.scipy.special.erf({0})"),
    "call:erfc": call("jax.scipy.special.erfc({0})"),
    "cholesky": call("jnp.linalg.cholesky({0}, symmetrize_input=False)"),  # half is read, as elsewhere
    "solve:lower": call("jax.scipy.linalg.solve_triangular({0}, {1}, lower=True)"),
    "solve:upper": call("jax.scipy.linalg.solve_triangular({0}, {1})"),
    "solve:spd": call("jax.scipy.linalg.cho_solve(({0}, True), {1})"),
    "inverse:lower": call("jax.scipy.linalg.solve_triangular({0}, jnp.eye({rows}), lower=True)"),
    "inverse:upper": call("jax.scipy.linalg.solve_triangular({0}, jnp.eye({rows}))"),
    "inverse:spd": call("jax.scipy.linalg.cho_solve(({0}, True), jnp.eye({rows}))"),
    "softmax": call("jax.nn.softmax({0})"),
    "logsumexp": call("jax.nn.logsumexp({0})"),
    "expm": call("jax.scipy.linalg.expm({0})"),
}

_HELPERS = {
    "_graded_qr": (
        '''def _graded_qr(M):
    """Q, R, p and its inverse for M[:, p] = Q R: the largest rows come first, so that small ones keep their digits."""
    sizes = jnp.max(jnp.abs(M), axis=1)
    rows, n = jnp.argsort(-sizes), M.shape[1]
    p = jax.lax.cond(jnp.max(sizes) > 100 * jnp.min(sizes), _leading_columns, lambda _: jnp.arange(n), M)
    Q, R = jnp.linalg.qr(M[rows, :][:, p])
    return Q[jnp.argsort(rows), :], R, p, jnp.argsort(p)''',
        ("_leading_columns",),
    ),
    "_leading_columns": (
        '''def _leading_columns(M):
    """The columns of M in the order in which elimination takes them that begins with the largest entry."""
    n = M.shape[1]

    def step(k, state):
        M, left, p = state
        place = jnp.argmax(jnp.where(left, jnp.abs(M), -1))
        i, j = place // n, place % n
        pivot = jnp.where(M[i, j] == 0, 1, M[i, j])
        return M - jnp.outer(M[:, j] / pivot, M[i, :]), left.at[j].set(False), p.at[k].set(j)

    return jax.lax.fori_loop(0, n, step, (M, jnp.arange(n) >= 0, jnp.arange(n)))[2]''',
        (),
    ),
    "_frechet_expm": (
        '''def _frechet_expm(A, E):
    """The derivative of expm at A in the direction E: a block of expm([A, E; 0, A])."""
    n = len(A)
    return jax.scipy.linalg.expm(jnp.block([[A, E], [jnp.zeros_like(A), A]]))[:n, n:]''',
        (),
    ),
}


class JaxTarget(PythonTarget):
    """Functions compiled by `jax.jit`; arguments that are sizes are static."""

    name = "jax"
    pi = "jnp.pi"
    reserved = frozenset({"jax", "jnp", "math", "partial"})
    as_arrays = "jnp.asarray({0}, dtype=float)"
    apart = True
    flat = "jnp.asarray({0}).ndim < 2"
    copy = "{}"
    header = "from functools import partial\n\nimport jax\n\nimport jax.numpy as jnp"
    rules = arrays.rules("jnp", _RULES)
    helpers = arrays.helpers("jnp", _HELPERS, "jax.scipy.special.erf")

    def decorated(self, signature: Signature) -> str:
        """`jax.jit`, with the arguments that are sizes static: shapes depend on them."""
        free = tuple(name for name in signature.arguments() if name not in signature.symbols)
        return f"@partial(jax.jit, static_argnames={free})\n" if free else "@jax.jit\n"


TARGET = JaxTarget()
