"""The words of a derivation: titles of steps and reasons at the side of lines."""

from __future__ import annotations

from matdiff_cli.derivation.records import Reason

DEFINE = "Define the function"
LINEAR = "Linear approximation"
TRACE = "Write as a trace"
BACK = "Back in terms of {}"
LET = "Let {} = {}, find {}"
RESULTS = {
    "gradient": "Gradient",
    "jacobian": "Jacobian",
    "derivative": "Derivative",
    "map": "Derivative",
    "hessian": "Hessian",
}

BY_DEFINITION = Reason("by definition")
SECOND_ORDER = Reason("second order in Δ", r"second order in $\Delta$")
FIRST_ORDER = Reason("keep the terms with one Δ", r"keep the terms with one $\Delta$")
TAYLOR = Reason("first-order Taylor expansion")
TAYLOR_ENTRIES = Reason("first-order Taylor expansion of every entry")
OWN_TRACE = Reason("a scalar is its own trace")
TRACE_OF_SUM = Reason(
    "tr(A + B) = tr(A) + tr(B)", r"$\operatorname{tr}(A + B) = \operatorname{tr}(A) + \operatorname{tr}(B)$"
)
TRACE_OF_TRANSPOSE = Reason("tr(M) = tr(Mᵀ)", r"$\operatorname{tr}(M) = \operatorname{tr}(M^{\top})$")
CYCLIC = Reason("cyclic property")
COLLECT = Reason("collect terms")
OWN_TRANSPOSE = Reason("a scalar equals its transpose")
UNSTRUCTURED = Reason("without regard to the structure")
VEC_OF_PRODUCT = Reason(
    "vec(A Δ B) = (Bᵀ ⊗ A) vec Δ", r"$\operatorname{vec}(A \Delta B) = (B^{\top} \otimes A) \operatorname{vec} \Delta$"
)

FROM = {
    "gradient": Reason(
        "from f(X + ΔX) − f(X) ≈ tr(∇fᵀ ΔX)",
        r"from $f(X + \Delta X) - f(X) \approx \operatorname{tr}(\nabla f^{\top} \Delta X)$",
    ),
    "vector gradient": Reason(
        "from f(x + Δx) − f(x) ≈ ∇fᵀ Δx", r"from $f(x + \Delta x) - f(x) \approx \nabla f^{\top} \Delta x$"
    ),
    "jacobian": Reason("from f(x + Δx) − f(x) ≈ J Δx", r"from $f(x + \Delta x) - f(x) \approx J \Delta x$"),
    "derivative": Reason("from f(t + Δt) − f(t) ≈ f′(t) Δt", r"from $f(t + \Delta t) - f(t) \approx f'(t) \Delta t$"),
    "map": Reason(
        "from vec Δf = (∂vec f/∂vec Xᵀ) vec ΔX",
        r"from $\operatorname{vec} \Delta f = \frac{\partial \operatorname{vec} f}{\partial \operatorname{vec} X^{\top}} \operatorname{vec} \Delta X$",
    ),
}

MOVES = {
    "HadamardProduct": Reason(
        "⟨G, A ⊙ B⟩ = ⟨A ⊙ G, B⟩", r"$\langle G, A \odot B\rangle = \langle A \odot G, B\rangle$"
    ),
    "Diag": Reason(
        "⟨G, diag(v)⟩ = diag(G)ᵀ v", r"$\langle G, \operatorname{diag}(v)\rangle = \operatorname{diag}(G)^{\top} v$"
    ),
    "DiagonalPart": Reason(
        "⟨g, diag(M)⟩ = tr(diag(g) M)",
        r"$\langle g, \operatorname{diag}(M)\rangle = \operatorname{tr}(\operatorname{diag}(g) M)$",
    ),
    "Total": Reason("sum(M) = tr(1 1ᵀ M), sum(v) = 1ᵀ v", r"$\operatorname{sum}(M) = \operatorname{tr}(1 1^{\top} M)$"),
    "Vec": Reason(
        "vec(A)ᵀ vec(B) = tr(Aᵀ B)",
        r"$\operatorname{vec}(A)^{\top} \operatorname{vec}(B) = \operatorname{tr}(A^{\top} B)$",
    ),
    "Kronecker": Reason(
        "(a ⊗ b)ᵀ (c ⊗ d) = (aᵀ c)(bᵀ d)", r"$(a \otimes b)^{\top} (c \otimes d) = (a^{\top} c)(b^{\top} d)$"
    ),
    "Literal": Reason("entry by entry"),
}
"""What moves an operation from one side of ⟨A, B⟩ = tr(Aᵀ B) to the other, by the kind of node."""

MAPS = {
    "HadamardProduct": Reason("v ⊙ Δ = diag(v) Δ", r"$v \odot \Delta = \operatorname{diag}(v) \Delta$"),
    "Diag": Reason("diag(Δ) v = diag(v) Δ", r"$\operatorname{diag}(\Delta) v = \operatorname{diag}(v) \Delta$"),
}
"""The same for a vector function, whose change is written as a matrix times Δ."""


def together(reasons: list[Reason]) -> Reason | None:
    """Several reasons as one."""
    if not reasons:
        return None
    return Reason("; ".join(r.text for r in reasons), "; ".join(r.latex or r.text for r in reasons))
