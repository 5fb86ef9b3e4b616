"""The lowerings: why a line of code is not what the formula says literally. Each is a comment in the printed code."""

from __future__ import annotations

LOWERINGS: dict[str, str] = {
    "solve": "a linear system is solved: faster and more accurate than an inverse",
    "least-squares": "A'*A is not formed, which keeps digits: A = Q*R with Q'*Q = I and a triangular R",
    "cholesky": "positive definite: one Cholesky factorisation serves all",
    "together": "a solution and the inverse of the same matrix are found together",
    "triangular": "triangular: solved by substitution",
    "slogdet": "the logarithm of |det| directly: the determinant itself may overflow",
    "diagonal-determinant": "triangular: the determinant is the product of the diagonal",
    "scaled-rows": "a diagonal matrix is never built: it scales rows or columns",
    "added-diagonal": "a diagonal matrix is never built: it changes the diagonal of another",
    "trace-of-product": "tr(A*B) is the sum of the entries of A.*B': no product is made",
    "diagonal-of-product": "diag(A*B) holds the row sums of A.*B': no product is made",
    "trace-of-inverse": "tr(inv(A)) of A = L*L' is the sum of the squares of the entries of inv(L)",
    "regrouped": "(T - U*V')*V = T*V - U*(V'*V): the product U*V' is not formed",
    "mixed-product": "kron(A, B)*kron(C, D) = kron(A*C, B*D): only the factors are multiplied",
    "equal-sizes": "the order of products is the cheapest one for sizes that are about equal",
    "kronecker": "a Kronecker product is never built to be multiplied: it acts by reshaping",
    "commutation": "a commutation matrix is never built to be multiplied: it changes the order of entries",
    "log-sum-exp": "log of a sum of exponentials: the largest is taken out first, so that nothing overflows",
    "log-of-product": "log of a product: the sum of the logarithms, so that nothing overflows",
    "softmax": "softmax(x) = exp(x - logsumexp(x)), which is there already",
    "softplus": "log(1/(1 + exp(-t))) = -log(1 + exp(-t)), without overflow or loss of digits",
    "sigmoid": "1 - sigmoid(t) = sigmoid(-t), without loss of digits",
    "sech": "1 - tanh(t)^2 = 1/cosh(t)^2 = 4*sigmoid(2*t)*sigmoid(-2*t), without loss of digits",
    "tanh": "1 - tanh(t) = 2*sigmoid(-2*t), without loss of digits",
    "erfc": "1 - erf(t) by a function of its own, without loss of digits",
    "graded": "B'*B + C'*C is not formed, which may overflow: [B; C] = Q*R with a triangular R, and R'*R is that sum",
    "expm1": "exp(t) - 1 by a function of its own, accurate for small t",
    "complement": "the logarithm of a number close to 1 by its difference from 1, without loss of digits",
    "log-cosh": "log(cosh(t)) = |t| + log(1 + exp(-2|t|)) - log(2), without overflow",
    "exp-of-difference": "a quotient of exponentials without overflow",
    "scale": "the scale of the largest terms is taken out, so that nothing overflows on the way to what cancels it",
    "log1p": "log(1 + t), accurate for small t",
}
"""Name → what it says."""
