"""Rules of matrices with structure, and what structure leaves of a gradient."""

from matdiff_cli.rules.record import rule

_LINEAR = "orthogonal projection onto a linear space of matrices under ⟨A, B⟩ = tr(A'B)"

# These hold of some matrices only, so that pages name them in words: beside Sᵀ = S a reader would look for an S.
FACTS = (
    rule(
        "symmetric-transpose",
        "by symmetry",
        "S' = S where S: symmetric(n)",
        why="This is what symmetric means.",
        source="the definition of symmetric",
        example="norm2(S - A)^2 wrt S where S: symmetric(n), A: matrix(n)",
    ),
    rule(
        "skew-transpose",
        "by skew symmetry",
        "K' = -K where K: skew(n)",
        why="This is what skew means.",
        source="the definition of skew",
        example="x'*K*y wrt x where K: skew(n)",
    ),
    rule(
        "orthogonal-inverse",
        "by orthogonality",
        "Q'*Q = eye(n) where Q: orthogonal(n)",
        why="This is what orthogonal means.",
        source="the definition of orthogonal",
        example="norm(Q*x)^2 wrt x where Q: orthogonal(n)",
    ),
    rule(
        "positive-abs",
        "by positivity",
        "abs(s) = s where s: positive scalar",
        why="This is what the absolute value is.",
        source="the definition of abs",
        example="sum(abs(p).*x) wrt x where p: positive vector(n)",
    ),
    rule(
        "symmetric-part",
        "@1 is symmetric, which leaves @2",
        "tr(G'*S) = tr(((G + G')/2)'*S) where S: symmetric(n)",
        why="tr(G'S) = tr(G S) for a symmetric S; the mean of the two is the inner product with a symmetric matrix.",
        source=_LINEAR,
        example="log|X| + tr(A*X) wrt X where X: symmetric(n)",
    ),
    rule(
        "skew-part",
        "@1 is skew, which leaves @2",
        "tr(G'*K) = tr(((G - G')/2)'*K) where K: skew(n)",
        why="tr(G'K) = −tr(G K) for a skew K; half their difference is the inner product with a skew matrix.",
        source=_LINEAR,
        example="tr(A*X) wrt X where X: skew(n)",
    ),
    rule(
        "diagonal-part",
        "@1 is diagonal, which leaves @2",
        "tr(G'*D) = tr(diag(diag(G))*D) where D: diagonal(n)",
        why="Off the diagonal D is 0, and so nothing of G counts there.",
        source=_LINEAR,
        example="tr(A*X) wrt X where X: diagonal(n)",
    ),
    rule(
        "lower-part",
        "@1 is lower, which leaves @2",
        "tr(G'*L) = tr(tril(G)'*L) where L: lower(n)",
        why="Above the diagonal L is 0, and so nothing of G counts there.",
        source=_LINEAR,
        example="tr(A*X) wrt X where X: lower(n)",
    ),
    rule(
        "upper-part",
        "@1 is upper, which leaves @2",
        "tr(G'*U) = tr(triu(G)'*U) where U: upper(n)",
        why="Below the diagonal U is 0, and so nothing of G counts there.",
        source=_LINEAR,
        example="tr(A*X) wrt X where X: upper(n)",
    ),
)
