"""The lowerings: why a line of code is not what the formula says literally. Each is a comment in the printed code."""

from __future__ import annotations

LOWERINGS: dict[str, str] = {
    "solve": "a linear system is solved: faster and more accurate than an inverse",
    "cholesky": "positive definite: one Cholesky factorisation serves all",
    "triangular": "triangular: solved by substitution",
    "slogdet": "the logarithm of |det| directly: the determinant itself may overflow",
    "scaled-rows": "a diagonal matrix is never built: it scales rows or columns",
    "trace-of-product": "tr(A*B) is the sum of the entries of A.*B': no product is made",
    "log-sum-exp": "the largest entry is taken out before exp, which may overflow",
    "softplus": "log(1 + exp(t)) without overflow",
    "sigmoid": "1/(1 + exp(-t)) without overflow",
    "log1p": "log(1 + t), accurate for small t",
}
"""Name → what it says."""
