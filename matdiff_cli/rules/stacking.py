"""Rules of vec, which write a linear map of matrices as one matrix."""

from matdiff_cli.rules.record import rule, shown

_VEC = "Magnus & Neudecker, Matrix Differential Calculus, 2.4"
_COMMUTATION = "Magnus & Neudecker, Matrix Differential Calculus, 3.7"

STACKING = (
    shown(
        "vec-product",
        "vec of a product",
        "vec(A*X*B) = kron(B', A)*vec(X)",
        why="Column j of A X B is the sum of B_kj A x_k with the columns x_k of X.",
        source=_VEC,
        example="A*X*B wrt X",
    ),
    shown(
        "vec-sum",
        "vec of a sum",
        "vec(A + B) = vec(A) + vec(B)",
        why="Stacking keeps every entry as it is.",
        source=_VEC,
        example="A*X + X*B wrt X",
    ),
    shown(
        "vec-scalar",
        "vec of a scalar multiple",
        "vec(s*M) = vec(M)*s where s: scalar",
        why="Stacking keeps every entry as it is; a scalar may stand anywhere.",
        source=_VEC,
        example="tr(A*X)*B wrt X",
    ),
    shown(
        "vec-outer",
        "vec of an outer product",
        "vec(a*b') = kron(b, a)",
        why="Column j of a b' is b_j a.",
        source=_VEC,
        example="tr(A*X)*a*b' wrt X",
    ),
    shown(
        "vec-transpose",
        "vec of a transpose",
        "vec(X') = commutation(m, n)*vec(X) where X: matrix(m, n)",
        why="The commutation matrix is the permutation that is defined by this.",
        source=_COMMUTATION,
        example="X'*A wrt X",
    ),
    shown(
        "vec-hadamard",
        "vec of an elementwise product",
        "vec(A.*B) = diag(vec(A))*vec(B)",
        why="Entry by entry, both sides are A_ij B_ij.",
        source="Magnus & Neudecker, Matrix Differential Calculus, 3.6",
        example="A.*X wrt X",
    ),
    shown(
        "vec-entrywise",
        "vec goes past an elementwise product",
        "vec(A).*vec(B) = vec(A.*B)",
        "vec(A).^s = vec(A.^s) where A: positive matrix(m, n), s: scalar",
        why="Entry by entry, both sides are A_ij B_ij.",
        source="Magnus & Neudecker, Matrix Differential Calculus, 3.6",
        example="vec(X).*vec(A) wrt X where X, A: matrix(m, n)",
    ),
    shown(
        "sum-vec",
        "the sum of a stacked matrix",
        "sum(vec(M)) = sum(M)",
        why="Stacking keeps every entry as it is.",
        source=_VEC,
        example="sum(vec(X)) wrt X where X: matrix(m, n)",
    ),
    shown(
        "vec-ones",
        "vec of ones",
        "vec(ones(m, n)) = ones(m*n)",
        why="Stacking keeps every entry as it is.",
        source=_VEC,
        example="vec(ones(m, n))'*x wrt x",
    ),
    shown(
        "vec-diag",
        "vec of a diagonal matrix with a factor",
        "vec(diag(v)*B) = diag(vec(B))*kron(ones(n), eye(m))*v where B: matrix(m, n)",
        why="Entry (i, j) of diag(v) B is v_i B_ij, and (1 ⊗ I) v repeats v for each column j.",
        source=_VEC,
        example="diag(x)*A wrt x",
    ),
    shown(
        "trace-vec",
        "a trace as an inner product of vecs",
        "tr(A'*B) = vec(A)'*vec(B)",
        why="Both sides are the sum of A_ij B_ij.",
        source=_VEC,
        example="tr(X)*X wrt X",
    ),
    shown(
        "vec-inner",
        "a vector paired with a vec",
        "c'*vec(M) = tr(kron(eye(n), c')*kron(vec(eye(n)), eye(m))*M) where M: matrix(m, n), c: vector(m*n)",
        why="(I ⊗ c')(vec(I) ⊗ I) is the transpose of the m×n matrix whose columns are stacked in c.",
        source=_VEC,
        example="vec(A*X*B)'*c wrt X",
    ),
    shown(
        "vec-kron",
        "vec of a Kronecker product",
        "vec(kron(A, B)) = kron(eye(n), commutation(q, m), eye(p))*kron(vec(A), vec(B))"
        " where A: matrix(m, n), B: matrix(p, q)",
        why="Both sides hold the products A_ij B_kl; K takes the columns of B past the rows of A.",
        source=_COMMUTATION,
        example="kron(A, X) wrt X",
    ),
    rule(
        "vec-entries",
        "vec entry by entry",
        "vec([a, b; c, d]) = [a; c; b; d] where a, b, c, d: scalar",
        why="The columns of a matrix that is written out are stacked as they are.",
        source=_VEC,
        example="[a'*X*b, 0; 1, b'*X*a] wrt X",
    ),
    rule(
        "vec-expm",
        "vec of @1 as a block of an exponential",
        "vec(kron([1, 0], eye(n))*expm(kron(eye(2), X) + kron([0, 1; 0, 0], E))*kron([0; 1], eye(n)))"
        " = kron([1, 0], eye(n*n))*expm(kron([1, 0; 0, 0], kron(eye(n), X)) + kron([0, 0; 0, 1], kron(X', eye(n)))"
        " + kron([0, 1; 0, 0], eye(n*n)))*kron([0; 1], eye(n*n))*vec(E) where X, E: matrix(n)",
        why="L_exp(X, E) is the integral of expm(s X) E expm((1 − s) X) over s from 0 to 1; its vec is that of"
        " expm((1 − s) X') ⊗ expm(s X), which is the block of an exponential.",
        source="Van Loan 1978, Computing integrals involving the matrix exponential",
        example="expm(X) wrt X",
    ),
)
