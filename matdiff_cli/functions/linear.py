"""Linear operations on one matrix or vector: each with its adjoint, and with its matrix under column-stacking."""

from __future__ import annotations

from matdiff_cli.functions.record import LinearMap, Record

LINEAR = (
    Record(
        "tr",
        "operator",
        "trace: the sum of the diagonal",
        ("(n, n) -> (1, 1)",),
        ("X",),
        ("trace",),
        linear=(LinearMap("trace", "G*eye(n)", "vec(eye(n))'", inner_rule="trace-scalar", stacked_rule="trace-vec"),),
        example="tr(W*X) wrt X",
    ),
    Record(
        "transpose",
        "operator",
        "transpose, X'",
        ("(m, n) -> (n, m)",),
        ("X",),
        linear=(
            LinearMap(
                "transpose",
                "G'",
                "commutation(m, n)",
                inner_rule="trace-transpose",
                stacked_rule="vec-transpose",
            ),
        ),
        example="transpose(X)*b wrt X",
    ),
    Record(
        "diag",
        "operator",
        "the diagonal matrix of a vector, or the diagonal of a matrix",
        ("(n, 1) -> (n, n)", "(n, n) -> (n, 1)"),
        ("x",),
        linear=(
            LinearMap(
                "diag",
                "diag(G)",
                "diag(vec(eye(n)))*kron(ones(n), eye(n))",
                words="a diagonal matrix in an inner product",
                why="Off the diagonal, diag(v) is 0: both sides are the sum of G_ii v_i.",
                stacked_rule="vec-diag",
            ),
            LinearMap(
                "diagonal",
                "diag(G)",
                "kron(ones(n)', eye(n))*diag(vec(eye(n)))",
                words="a diagonal in an inner product",
                stacked_words="the diagonal of a matrix from its vec",
                why="Both sides are the sum of g_i M_ii.",
                stacked_why="diag(M) = (M ⊙ I) 1: what is off the diagonal is multiplied by 0, each row is added up.",
                inner="g'*diag(M) = tr(diag(g)*M)",
            ),
        ),
        example="tr(A*diag(x)) wrt x",
    ),
    Record(
        "tril",
        "operator",
        "the lower triangle, everything above the diagonal 0",
        ("(n, n) -> (n, n)",),
        ("X",),
        linear=(
            LinearMap(
                "tril",
                "tril(G)",
                "diag(vec(tril(ones(n, n))))",
                words="a lower triangle changes sides",
                stacked_words="vec of a lower triangle",
                why="Both sides are the sum of A_ij B_ij over i ≥ j.",
                stacked_why="tril(M) is M ⊙ tril(1 1'): what is above the diagonal is multiplied by 0.",
            ),
        ),
        example="tr(A*tril(X)) wrt X",
    ),
    Record(
        "triu",
        "operator",
        "the upper triangle, everything below the diagonal 0",
        ("(n, n) -> (n, n)",),
        ("X",),
        linear=(
            LinearMap(
                "triu",
                "triu(G)",
                "diag(vec(triu(ones(n, n))))",
                words="an upper triangle changes sides",
                stacked_words="vec of an upper triangle",
                why="Both sides are the sum of A_ij B_ij over i ≤ j.",
                stacked_why="triu(M) is M ⊙ triu(1 1'): what is below the diagonal is multiplied by 0.",
            ),
        ),
        example="tr(A*triu(X)) wrt X",
    ),
    Record(
        "vec",
        "operator",
        "the columns of a matrix stacked",
        ("(m, n) -> (m*n, 1)",),
        ("X",),
        linear=(
            LinearMap(
                "vec",
                "kron(vec(eye(n))', eye(m))*kron(eye(n), G)",
                "eye(m*n)",
                inner_rule="trace-vec",
                stacked_rule="vec-matrix",
            ),
        ),
        example="vec(X)'*vec(A) wrt X where A, X: matrix(m, n)",
    ),
    Record(
        "sum",
        "operator",
        "the sum of all entries",
        ("(m, n) -> (1, 1)",),
        ("x",),
        linear=(LinearMap("sum", "G*ones(m, n)", "ones(m*n)'", inner_rule="sum-trace", stacked_rule="sum-vector"),),
        example="sum(exp(x)) wrt x",
    ),
)
