"""Random problems of the forms that models have: residuals, quadratic forms, likelihoods, kernels, as text."""

from __future__ import annotations

import re

from hypothesis import strategies as st

SYMBOLS = {
    "A": "matrix(n, n)",
    "B": "matrix(n, n)",
    "S": "spd(n)",
    "W": "symmetric(n)",
    "x": "vector(n)",
    "y": "vector(n)",
    "b": "vector(n)",
    "s": "scalar",
}
"""Name → declaration."""

VECTORS = (
    *("x", "y", "b", "A*x", "A'*x", "(A*x - y)", "inv(A + s*I)*y", "inv(S)*y", "S*x", "exp(x)", "(x.*y)", "diag(x)*y"),
    *("s*x", "(x - y)", "(A + A')*x", "A*B*x", "(x + s*b)", "sigmoid(x)", "log(x)"),
)
MATRICES = (
    *("A", "S", "W", "A*A'", "A'*A", "inv(A)", "inv(S + s*I)", "diag(x)", "x*y'", "(A + s*I)", "(A.*B)", "inv(A'*A)"),
    *("A*S*A'", "(S + x*x')", "A*inv(S)*A'", "(I + A*A')", "inv(I + A*B)", "A*diag(x)*A'", "(A - B)", "S^2"),
    *("(A - x*y')", "(I - A*inv(A'*A + s*I)*A')"),
)
FORMS = (
    *("({u})'*({v})", "({u})'*{M}*({v})", "||{u}||^2", "tr({M}*{N})", "logdet({M})", "tr(inv({M})*{N})"),
    *("sum(({u}).*({v}))", "log(({u})'*({v}))", "exp(-({u})'*{M}*({u})/2)", "norm({u})", "||{u} - {M}*({v})||^2"),
    *("({u})'*{M}*({v})/(({u})'*({u}))", "(({u})'*({v}))^2", "sqrt(({u})'*{M}*({u}))", "tr({M}*{N}*{M})"),
    *("||{M} - {N}||^2", "({u})'*inv({M})*({u}) + logdet({M})", "s*({u})'*({v}) + ||{u}||^2"),
)


@st.composite
def models(draw):
    """A problem as it is typed, with its declarations."""

    def vector():
        if draw(st.integers(0, 6)) == 0:
            return (
                f"({draw(st.sampled_from('yxb'))} - {draw(st.sampled_from(MATRICES))}*{draw(st.sampled_from('yxb'))})"
            )
        return draw(st.sampled_from(VECTORS))

    parts = {"u": vector(), "v": vector()} | {name: draw(st.sampled_from(MATRICES)) for name in "MN"}
    text = draw(st.sampled_from(FORMS)).format_map(parts)
    names = [name for name in SYMBOLS if re.search(rf"(?<!\w){name}(?!\w)", text)]
    declarations = ", ".join(f"{name}: {SYMBOLS[name]}" for name in names)
    return f"{text} wrt {draw(st.sampled_from(names))} where {declarations}"
