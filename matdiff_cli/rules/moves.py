"""Rules that move a linear operation off an increment: adjoints under ⟨A, B⟩ = tr(A'B), and matrices of vectors."""

from matdiff_cli.rules.record import rule, shown

_HADAMARD = "Magnus & Neudecker, Matrix Differential Calculus, 3.6"

MOVES = (
    shown(
        "inner-hadamard",
        "an elementwise factor changes sides",
        "dot(G, A.*B) = dot(A.*G, B)",
        why="Both sides are the sum of G_ij A_ij B_ij.",
        source=_HADAMARD,
        example="sum(A.*log(X)) wrt X",
    ),
    shown(
        "sum-trace",
        "the sum of entries as a trace",
        "sum(M) = tr(ones(n)*ones(m)'*M) where M: matrix(m, n)",
        why="The sum of all entries is 1'M 1, a scalar, which is its own trace and may be turned in it.",
        source="the definition of sum",
        example="sum(A*X*B) wrt X",
    ),
    shown(
        "sum-sum",
        "the sum of entries of a sum",
        "sum(A + B) = sum(A) + sum(B)",
        why="Entries add.",
        source="the definition of sum",
        example="sum(exp(x)) wrt x",
    ),
    shown(
        "sum-vector",
        "the sum of a vector",
        "sum(v) = ones(n)'*v where v: vector(n)",
        why="Each entry is multiplied by 1 and added.",
        source="the definition of sum",
        example="sum(x.^2)/sum(x)^2 wrt x where x: vector(n)",
    ),
    rule(
        "entrywise",
        "entry by entry",
        "[a, b]*[c; d] = a*c + b*d where a, b, c, d: scalar",
        why="An inner product with a matrix that is written out is the sum over its entries.",
        source="the definition of the product",
        example="a'*[x; y; x*y] wrt [x, y] where a: vector(3)",
    ),
    rule(
        "inner-expm",
        "expm's derivative changes sides, @1",
        "tr(G*kron([1, 0], eye(n))*expm(kron(eye(2), X) + kron([0, 1; 0, 0], E))*kron([0; 1], eye(n)))"
        " = tr(kron([1, 0], eye(n))*expm(kron(eye(2), X) + kron([0, 1; 0, 0], G))*kron([0; 1], eye(n))*E)"
        " where X, E, G: matrix(n)",
        why="L_exp(X, E) is the integral of expm(s X) E expm((1 − s) X) over s from 0 to 1. Under the trace with G, the"
        " exponentials may be turned to stand around G.",
        source="Higham, Functions of Matrices, 3.2 and 10.2",
        example="b'*expm(X)*b wrt X",
    ),
    shown(
        "hadamard-diag",
        "an elementwise factor as a diagonal matrix",
        "v.*w = diag(v)*w",
        why="Entry i of both sides is v_i w_i.",
        source=_HADAMARD,
        example="v.*(A*x) wrt x",
    ),
    shown(
        "diagonal-of-product",
        "the diagonal of a product around a diagonal matrix",
        "diag(A*diag(v)*B) = (A.*B')*v",
        why="Entry i of both sides is the sum of A_ij v_j B_ji.",
        source=_HADAMARD,
        example="diag(inv(diag(x) + A)) wrt x",
    ),
)
