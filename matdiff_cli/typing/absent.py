"""What people call that is no function here: what it is, and what there is instead."""

from __future__ import annotations

import re

_ABSENT = {
    r"(?:lambda|λ)_?(?:max|min)|eig(?:en)?(?:h|s|max|min|valsh?|values?)?": "eigenvalues are not among the functions",
    r"(?:sigma|σ)_?(?:max|min)|svd(?:vals)?|singularvalues": "singular values are not among the functions",
    r"arg_?(?:min|max)": "a place of a minimum is no function; min_x in front of an expression asks for its derivative",
    r"(?:max|min)imum|inf|sup": "the largest entry is not among the functions; logsumexp(x) is a smooth maximum",
    r"e|ex|expect(?:ation)?|var|variance|std|sd|cov|corr|prob|pr": (
        "nothing random is read: mean(x) is the mean of the entries"
    ),
    r"gelu|silu|swish|elu|selu|leaky_?relu|prelu|mish|hard\w+": "there are relu, softplus, sigmoid, tanh and erf",
    r"sqrtm|logm|powm|funm": "of matrices there are whole powers, the inverse and expm; sqrt and log are elementwise",
    r"logit": "log(p/(1 - p)) is the inverse of the sigmoid",
    r"vech": "vec(X) stacks all entries",
    r"sec|csc|cot|sech|csch|coth": "write it with sin, cos, tan, sinh, cosh, tanh",
    r"log_?(?:2|10)": "log(x)/log(2) is the logarithm to the base 2",
    r"cross": "write the cross product as a matrix product with a skew matrix",
    r"rank": "rank has no derivative",
    r"nuclear(?:norm)?|norm_?nuc|spectral(?:norm)?": "of norms there are norm and norm1; singular values are not read",
    r"conj|real|imag|re|im|adjoint|ctranspose": "all numbers here are real",
    r"kl|kl_?div|entropy|cross_?entropy": "write its formula, such as sum(p.*log(p./q))",
    r"indicator|ind|heaviside|step": "relu(x) is max(x, 0); sign(x) is the sign of each entry",
}
_PATTERNS = [(re.compile(pattern, re.IGNORECASE), said) for pattern, said in _ABSENT.items()]


def absent(name: str) -> str:
    """What to say of a function that is not there, or nothing."""
    return next((said for pattern, said in _PATTERNS if pattern.fullmatch(name)), "")
