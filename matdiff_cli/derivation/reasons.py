"""The words of a derivation: titles of steps and reasons at the side of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from matdiff_cli.derivation.records import Reason
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import Function, Node, Variable

_MOST_SUBJECTS = 6

VARIABLE = Variable("t", *nodes.SCALAR)
"""The variable of the scalar derivatives that reasons quote."""

DEFINE = "Define the function"
LINEAR = "Linear approximation"
TRACE = "Write as a trace"
BACK = "Back in terms of "
LET = "Let @1 = @2, find @3"
DIFFERENTIAL = "Differential"
RESULTS = {
    "gradient": "Gradient",
    "jacobian": "Jacobian",
    "derivative": "Derivative",
    "map": "Derivative",
    "hessian": "Hessian",
}

BY_DEFINITION = Reason("by definition")
SECOND_ORDER = Reason("second order in Δ", r"second order in $\Delta$")
FIRST_ORDER_PART = "the part of first order"
COMMUTES = "the part of first order, as @1 commutes with its change"
BLOCK = Reason("the block of the Hessian, read off the change of the gradient")
AS_COLUMN = Reason("as a column")
FIRST_ORDER = Reason("keep the terms with one Δ", r"keep the terms with one $\Delta$")
SQUARED_NORM = Reason(
    "‖v‖² = vᵀ v, ‖M‖² = tr(Mᵀ M)",
    r"$\lVert v \rVert^2 = v^{\top} v$, $\lVert M \rVert^2 = \operatorname{tr}(M^{\top} M)$",
)
POWER_RULE = Reason("(u + Δu)ᵖ ≈ uᵖ + p uᵖ⁻¹ Δu", r"$(u + \Delta u)^p \approx u^p + p\,u^{p-1} \Delta u$")
OWN_TRACE = Reason("a scalar is its own trace")
TRACE_OF_SUM = Reason(
    "tr(A + B) = tr(A) + tr(B)", r"$\operatorname{tr}(A + B) = \operatorname{tr}(A) + \operatorname{tr}(B)$"
)
TRACE_OF_TRANSPOSE = Reason("tr(M) = tr(Mᵀ)", r"$\operatorname{tr}(M) = \operatorname{tr}(M^{\top})$")
CYCLIC = Reason("cyclic property")
INTO_TRACE = Reason("s tr(M) = tr(s M)", r"$s \operatorname{tr}(M) = \operatorname{tr}(s M)$")
COLLECT = Reason("collect terms")
MULTIPLY_OUT = Reason("multiply out")
COMMON_DENOMINATOR = Reason("common denominator")
CANCEL = Reason("multiply out and cancel")
SPELLED_OUT = {
    "sigmoid": Reason("sigmoid(t) = 1/(1 + exp(−t))", r"$\sigma(t) = 1/(1 + \exp(-t))$"),
    "softmax": Reason(
        "softmax(v) = exp(v)/sum(exp(v))",
        r"$\operatorname{softmax}(v) = \exp(v)/\operatorname{sum}(\exp(v))$",
    ),
    "tanh": Reason("tanh(t) = sinh(t)/cosh(t)", r"$\tanh(t) = \sinh(t)/\cosh(t)$"),
}
"""What a function that an answer is recognised to hold is short for."""
OWN_TRANSPOSE = Reason("a scalar equals its transpose")
_DIFFERENCE = ("from @f(@1) − @f(@2) ≈ ", r"from $@f(@1) - @f(@2) \approx ")
_FROM = {
    "gradient": ("tr(∇@fᵀ @3)", r"\operatorname{tr}(\nabla @f^{\top} @3)$"),
    "vector gradient": ("∇@fᵀ @3", r"\nabla @f^{\top} @3$"),
    "row gradient": ("∇@f @3", r"\nabla @f @3$"),
    "jacobian": ("@4 @3", r"@4 @3$"),
    "derivative": ("@f′(@2) @3", r"@f'(@2) @3$"),
}
_STACKED = {
    "gradient": (
        "from @f({shifted}) − @f({here}) ≈ ∇@fᵀ [{column}]",
        r"from $@f(SHIFTED) - @f(HERE) \approx \nabla @f^{\top} [COLUMN]$",
    ),
    "map": (
        "the matrix that takes [{column}] to vec Δ@f",
        r"the matrix that takes $[COLUMN]$ to $\operatorname{vec} \Delta @f$",
    ),
    "jacobian": (
        "from @f({shifted}) − @f({here}) ≈ {value} [{column}]",
        r"from $@f(SHIFTED) - @f(HERE) \approx VALUE\, [COLUMN]$",
    ),
    "hessian": (
        "from ∇@f({shifted}) − ∇@f({here}) ≈ ∇²@f [{column}]",
        r"from $\nabla @f(SHIFTED) - \nabla @f(HERE) \approx \nabla^2 @f\, [COLUMN]$",
    ),
}
_SECOND = {
    "hessian": ("from ∇@f(@1) − ∇@f(@2) ≈ ∇²@f @3", r"from $\nabla @f(@1) - \nabla @f(@2) \approx \nabla^2 @f\, @3$"),
    "second derivative": ("from @f′(@1) − @f′(@2) ≈ @f″(@2) @3", r"from $@f'(@1) - @f'(@2) \approx @f''(@2) @3$"),
}


def read_off(kind: str, moved: Node, target: Node, increment: Node, value: Node) -> Reason:
    """The defining equation that an answer was read off: f(X + ΔX) − f(X) ≈ tr(∇fᵀ ΔX) and its like.

    `value` is the answer as J(x) and the like.
    """
    if kind == "map":
        return Reason(
            "the matrix that takes vec @1 to vec Δ@f",
            r"the matrix that takes $\operatorname{vec} @1$ to $\operatorname{vec} \Delta @f$",
            (increment,),
        )
    if kind in _SECOND:
        return Reason(*_SECOND[kind], (moved, target, increment))
    text, latex = (a + b for a, b in zip(_DIFFERENCE, _FROM[kind], strict=True))
    return Reason(text, latex, (moved, target, increment, value))


def read_off_stacked(kind: str, targets: Sequence[Node], increments: Sequence[Node], value: Node) -> Reason:
    """The same for the vector of several scalars: f(x + Δx, y + Δy) − f(x, y) ≈ ∇fᵀ [Δx; Δy]."""
    count = len(targets)
    places = [f"@{place}" for place in range(1, 2 * count + 1)]
    at, moves = places[:count], places[count:]
    shifted = ", ".join(f"{x} + {dx}" for x, dx in zip(at, moves, strict=True))
    column = "; ".join(moves)
    text, latex = _STACKED[kind]
    here, answer = ", ".join(at), f"@{2 * count + 1}"
    return Reason(
        text.format(shifted=shifted, here=here, column=column, value=answer),
        latex.replace("SHIFTED", shifted).replace("HERE", here).replace("COLUMN", column).replace("VALUE", answer),
        (*targets, *increments, value),
    )


def put_in(*subjects: Node) -> Reason:
    """What was put in for names or increments."""
    shown, slots = listed(subjects)
    latex = ", ".join(f"${slot}$" for slot in slots).replace("…", r"\dots")
    return Reason("put in " + ", ".join(slots), "put in " + latex, shown)


def listed(subjects: Sequence[Node]) -> tuple[tuple[Node, ...], list[str]]:
    """The subjects that are named, and their slots @1, @2, …; of many, the first two and the last."""
    if len(subjects) > _MOST_SUBJECTS:
        return (*subjects[:2], subjects[-1]), ["@1", "@2", "…", "@3"]
    return tuple(subjects), [f"@{place}" for place in range(1, len(subjects) + 1)]


def taylor(name: str, derivative: Node) -> Reason:
    """The derivative of an elementwise function, an expression in the scalar t, as the reason for a change."""
    return Reason("Taylor, @1′ = @2", r"Taylor, $(@1)' = @2$", (Function(name, *nodes.SCALAR, VARIABLE), derivative))


def product_of_functions(name: str, other: str, value: str) -> Reason:
    """f(t) g(t) = h(t), such as sign(t) |t| = t; the name "" stands for t itself."""
    subjects = tuple(Function(f, *nodes.SCALAR, VARIABLE) if f else VARIABLE for f in (name, other, value))
    return Reason("@1 @2 = @3", r"$@1\,@2 = @3$", subjects)


def as_in_step(number: int) -> Reason:
    """For the change of what a name stood for before."""
    return Reason(f"as in step {number}")


MOVES = {
    "Transpose": TRACE_OF_TRANSPOSE,
    "Transpose of a vector": OWN_TRANSPOSE,
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
    "Total": Reason("sum(M) = tr(1 1ᵀ M)", r"$\operatorname{sum}(M) = \operatorname{tr}(1 1^{\top} M)$"),
    "Total of a vector": Reason("sum(v) = 1ᵀ v", r"$\operatorname{sum}(v) = 1^{\top} v$"),
    "Kronecker": Reason(
        "(a ⊗ b)ᵀ (c ⊗ d) = (aᵀ c)(bᵀ d)", r"$(a \otimes b)^{\top} (c \otimes d) = (a^{\top} c)(b^{\top} d)$"
    ),
    "Literal": Reason("entry by entry"),
    "FrechetExpm": Reason(
        "tr(G L(X, Δ)) = tr(L(X, G) Δ)",
        r"$\operatorname{tr}(G L(X, \Delta)) = \operatorname{tr}(L(X, G) \Delta)$",
    ),
}
"""What moves an operation from one side of ⟨A, B⟩ = tr(Aᵀ B) to the other, by the kind of node."""

_SCALAR_LAST = Reason("s v = v s for a scalar s", r"$s v = v s$ for a scalar $s$")

VECTOR_MOVES = {**MOVES, "Trace": CYCLIC}
"""The same where no increment is a matrix, and so no line is written as a trace."""

MAPS = {
    "Trace": CYCLIC,
    "Product with a scalar": _SCALAR_LAST,
    "Transpose of a vector": OWN_TRANSPOSE,
    "HadamardProduct": Reason("v ⊙ Δ = diag(v) Δ", r"$v \odot \Delta = \operatorname{diag}(v) \Delta$"),
    "Diag": Reason("diag(Δ) v = diag(v) Δ", r"$\operatorname{diag}(\Delta) v = \operatorname{diag}(v) \Delta$"),
    "DiagonalPart": Reason(
        "diag(A diag(Δ) B) = (A ⊙ Bᵀ) Δ",
        r"$\operatorname{diag}(A \operatorname{diag}(\Delta) B) = (A \odot B^{\top}) \Delta$",
    ),
}
"""The same for a vector function, whose change is written as a matrix times Δ."""


VECS = {
    "Product": Reason(
        "vec(A Δ B) = (Bᵀ ⊗ A) vec Δ",
        r"$\operatorname{vec}(A \Delta B) = (B^{\top} \otimes A) \operatorname{vec} \Delta$",
    ),
    "Product with a scalar": Reason("vec(s M) = vec(M) s", r"$\operatorname{vec}(s M) = \operatorname{vec}(M) s$"),
    "Transpose of a vector": Reason("vec(δᵀ) = δ", r"$\operatorname{vec}(\delta^{\top}) = \delta$"),
    "Transpose": Reason("vec(Δᵀ) = K vec Δ", r"$\operatorname{vec}(\Delta^{\top}) = K \operatorname{vec} \Delta$"),
    "HadamardProduct": Reason(
        "vec(A ⊙ Δ) = diag(vec A) vec Δ",
        r"$\operatorname{vec}(A \odot \Delta) = \operatorname{diag}(\operatorname{vec} A) \operatorname{vec} \Delta$",
    ),
    "Diag": Reason(
        "vec(diag(δ) B) = diag(vec B) (1 ⊗ I) δ",
        r"$\operatorname{vec}(\operatorname{diag}(\delta) B)"
        r" = \operatorname{diag}(\operatorname{vec} B) (1 \otimes I) \delta$",
    ),
    "Trace": Reason(
        "tr(Aᵀ B) = vec(A)ᵀ vec(B)",
        r"$\operatorname{tr}(A^{\top} B) = \operatorname{vec}(A)^{\top} \operatorname{vec}(B)$",
    ),
    "FrechetExpm": Reason(
        "L(X, Δ) as a block of expm([X, Δ; 0, X])",
        r"$L(X, \Delta)$ as a block of $\operatorname{expm}([X, \Delta; 0, X])$",
    ),
    "Kronecker": Reason(
        "vec(A ⊗ Δ) = (I ⊗ K ⊗ I)(vec A ⊗ vec Δ)",
        r"$\operatorname{vec}(A \otimes \Delta)"
        r" = (I \otimes K \otimes I)(\operatorname{vec} A \otimes \operatorname{vec} \Delta)$",
    ),
}
"""What writes the vec of a change as a matrix times vec Δ."""


def together(reasons: Iterable[Reason | None]) -> Reason | None:
    """Several reasons as one."""
    text = latex = ""
    subjects: tuple[Node, ...] = ()
    for reason in filter(None, reasons):
        between = "; " if text else ""
        text += between + _shifted(reason.text, len(subjects))
        latex += between + _shifted(reason.latex or reason.text, len(subjects))
        subjects += reason.subjects
    return Reason(text, latex, subjects) if text else None


def _shifted(words: str, by: int) -> str:
    """Words whose slots stand for subjects that come after `by` others."""
    return re.sub(r"@(\d+)", lambda slot: f"@{int(slot[1]) + by}", words)


RULES = {
    "scalar-trace": OWN_TRACE,
    "trace-sum": TRACE_OF_SUM,
    "trace-transpose": TRACE_OF_TRANSPOSE,
    "trace-cyclic": CYCLIC,
    "trace-scalar": INTO_TRACE,
    "like-terms": COLLECT,
    "common-factor": Reason("common factor"),
    "multiply-out": MULTIPLY_OUT,
    "scalar-transpose": OWN_TRANSPOSE,
    "squared-norm": SQUARED_NORM,
}


def of(rule: str) -> Reason:
    return RULES.get(rule) or Reason(rule)
