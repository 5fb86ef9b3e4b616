"""Rules of Kronecker products and of the commutation matrices that turn their factors round."""

from matdiff_cli.rules.record import rule, shown

_KRONECKER = "Magnus & Neudecker, Matrix Differential Calculus, 2.2"
_VEC = "Magnus & Neudecker, Matrix Differential Calculus, 2.4"
_COMMUTATION = "Magnus & Neudecker, Matrix Differential Calculus, 3.7"
_CD = "where C: matrix(m, n), D: matrix(p, q), P: matrix(p, m), Q: matrix(q, n)"

KRONECKER = (
    shown(
        "kron-product",
        "product of Kronecker products",
        "kron(A, B)*kron(C, D) = kron(A*C, B*D)",
        why="Block (i, j) of the left side is the sum of A_ik C_kj · B D.",
        source=_KRONECKER,
        example="z'*kron(x, y) wrt x",
    ),
    shown(
        "kron-inverse",
        "inverse of a Kronecker product",
        "kron(A, B)^-1 = kron(A^-1, B^-1) where A: matrix(m), B: matrix(n)",
        why="kron(A, B) kron(A^-1, B^-1) = kron(A A^-1, B B^-1) = kron(I, I) = I.",
        source=_KRONECKER,
        example="tr(inv(kron(A, X))) wrt X where A: matrix(m)",
    ),
    shown(
        "kron-factor",
        "common first factor of Kronecker products",
        "kron(A, B) + kron(A, C) = kron(A, B + C)",
        why="The Kronecker product is linear in each factor.",
        source=_KRONECKER,
        example="kron(X, A) + kron(X, B) wrt X",
    ),
    shown(
        "kron-factor-right",
        "common last factor of Kronecker products",
        "kron(A, C) + kron(B, C) = kron(A + B, C)",
        why="The Kronecker product is linear in each factor.",
        source=_KRONECKER,
        example="kron(A, X) + kron(B, X) wrt X",
    ),
    shown(
        "kron-vec",
        "Kronecker product times vec",
        "kron(A, B)*vec(X) = vec(B*X*A')",
        why="vec of a product, read from right to left.",
        source=_VEC,
        example="norm(kron(A, B)*vec(X))^2 wrt X where A: matrix(p, n), B: matrix(q, m), X: matrix(m, n)",
    ),
    rule(
        "kron-diag",
        "diagonal matrix between Kronecker products",
        "kron(v', eye(m))*diag(vec(P))*kron(w, eye(m)) = diag(P*(v.*w)) where P: matrix(m, n), v, w: vector(n)",
        "kron(eye(n), v')*diag(vec(P))*kron(eye(n), w) = diag(P'*(v.*w)) where P: matrix(m, n), v, w: vector(m)",
        f"kron(v', eye(p))*diag(vec(P))*kron(C, D)*diag(vec(Q))*kron(w, eye(q)) = (P*diag(v)*C*diag(w)*Q').*D {_CD}",
        f"kron(v', eye(p))*diag(vec(P))*kron(C, D)*diag(vec(Q))*kron(eye(n), w) = (P*diag(v)*C).*(D*diag(w)*Q) {_CD}",
        f"kron(eye(m), v')*diag(vec(P))*kron(C, D)*diag(vec(Q))*kron(eye(n), w) = C.*(P'*diag(v)*D*diag(w)*Q) {_CD}",
        f"kron(eye(m), v')*diag(vec(P))*kron(C, D)*diag(vec(Q))*kron(w, eye(q)) = (C*diag(w)*Q').*(P'*diag(v)*D) {_CD}",
        why="The diagonal of P's column j is weighted by v_j w_j, and these are added; so for rows. Of two diagonal "
        "matrices entry (i, j) of the first is the sum of v_k P_ik C_kl D_ij Q_jl w_l over k and l; so for the others.",
        source="the definition of the Kronecker product",
        example="kron(ones(n)', eye(m))*diag(vec(P))*kron(ones(n), eye(m))*v wrt v where P: matrix(m, n)",
    ),
    shown(
        "trace-kron",
        "trace of a Kronecker product",
        "tr(kron(A, B)) = tr(A)*tr(B) where A: matrix(m), B: matrix(n)",
        why="The diagonal blocks are A_ii B.",
        source=_KRONECKER,
        example="tr(kron(A, X)) wrt X where A: matrix(m)",
    ),
    shown(
        "sum-kron",
        "sum of a Kronecker product",
        "sum(kron(A, B)) = sum(A)*sum(B)",
        why="Every entry of the one is multiplied with every entry of the other.",
        source=_KRONECKER,
        example="sum(kron(X, A)) wrt X",
    ),
    shown(
        "commutation-kron",
        "a commutation matrix turns a Kronecker product",
        "commutation(p, m)*kron(A, B) = kron(B, A)*commutation(q, n) where A: matrix(m, n), B: matrix(p, q)",
        why="Both sides take vec(X), X q×n, to vec(A X' B').",
        source=_COMMUTATION,
        example="X*A*X' wrt X where A: symmetric(n)",
    ),
    shown(
        "commutation-diag",
        "a commutation matrix beside a stacked diagonal",
        "commutation(m, n)*diag(vec(M)) = diag(vec(M'))*commutation(m, n) where M: matrix(m, n)",
        why="Both sides take vec(X) to vec((M .* X)').",
        source=_COMMUTATION,
        example="det(exp(X)) wrt X",
        order=2,
    ),
    shown(
        "commutation-inverse",
        "commutation matrices cancel",
        "commutation(m, n)*commutation(n, m) = eye(m*n) where X: matrix(m, n)",
        why="Transposing twice gives the matrix back.",
        source=_COMMUTATION,
        example="tr(commutation(m, n)*commutation(n, m)*X) wrt X",
    ),
)
