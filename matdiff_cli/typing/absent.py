"""What people call that is no function here: what it is, and what there is instead."""

from __future__ import annotations

import re

_ABSENT = {
    r"(?:lambda|λ)_?(?:max|min)|eig(?:en)?(?:h|s|max|min|valsh?|values?)?": "eigenvalues are not among the functions",
    r"(?:sigma|σ)_?(?:max|min)|svd(?:vals)?|singularvalues": "singular values are not among the functions",
    r"arg_?(?:min|max)": "a place of a minimum is no function; min_x in front of an expression asks for its derivative",
    r"(?:max|min)imum|inf|sup": "the largest entry is not among the functions; logsumexp(x) is a smooth maximum",
    r"e|ex|expect(?:ation)?|corr|prob|pr": "nothing random is read: mean(x) is the mean of the entries",
    r"var|variance": "nothing random is read; the variance of the entries of x is mean((x - mean(x)).^2)",
    r"std|sd|stdev|stddev": (
        "nothing random is read; the standard deviation of the entries of x is sqrt(mean((x - mean(x)).^2))"
    ),
    r"cov|covar|covariance": "nothing random is read; the covariance matrix of n centred rows is X'*X/n",
    r"square|sqr": "the square of each entry is x.^2",
    r"clip|clamp": "max(x, 0) - max(x - 1, 0) is x between 0 and 1",
    r"sum_?sq|norm_?sq|sq_?norm|square_?norm|squared_?norm|norm_?squared": "it is norm(x)^2",
    r"trans|transp": "the transpose is X' or transpose(X)",
    r"matmul|mat_?mult?|mmult|mult?|multiply": "a product is A*B",
    r"mat_?trace|invert|inv_?sym": "there are tr and inv",
    r"log_?softmax": "it is log(softmax(x))",
    r"log_?sigmoid": "it is log(sigmoid(x))",
    r"silu|swish": "it is x.*sigmoid(x)",
    r"gelu": "it is x.*(1 + erf(x/sqrt(2)))/2",
    r"elu|selu|leaky_?relu|prelu|mish|hard\w+": "there are relu, softplus, sigmoid, tanh and erf",
    r"hinge(?:_?loss)?": "it is max(1 - t, 0)",
    r"mse|mse_?loss": "it is mean((x - y).^2)",
    r"(?:layer|batch)_?norm": "the normalised x is (x - mean(x))/sqrt(mean((x - mean(x)).^2) + c)",
    r"cos(?:ine)?_?sim(?:ilarity)?": "it is dot(x, y)/(norm(x)*norm(y))",
    r"c?dist(?:ance)?": "the distance of x and y is norm(x - y)",
    r"chol(?:esky)?": "Cholesky factors are not read; log(det(X)) is twice the sum of the logarithms of their diagonal",
    r"l?gamma|gammaln|log_?gamma|digamma|polygamma|l?beta": "gamma and beta functions are not read",
    r"sqrtm|logm|powm|funm": "of matrices there are whole powers, the inverse and expm; sqrt and log are elementwise",
    r"logit": "log(p/(1 - p)) is the inverse of the sigmoid",
    r"vech": "vec(X) stacks all entries",
    r"sec|csc|cot|sech|csch|coth": "write it with sin, cos, tan, sinh, cosh, tanh",
    r"log_?2": "log(x)/log(2) is the logarithm to the base 2",
    r"log_?10|lg": "log(x)/log(10) is the logarithm to the base 10",
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
