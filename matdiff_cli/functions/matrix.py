"""Functions of matrices and vectors."""

from matdiff_cli.functions.record import Record

SQUARE_TO_SCALAR = ("(n, n) -> (1, 1)",)
ANY_TO_SCALAR = ("(m, n) -> (1, 1)",)

OPERATORS = (
    Record("tr", "operator", "trace: the sum of the diagonal", SQUARE_TO_SCALAR, ("X",), ("trace",), example="tr(W*X) wrt X"),
    Record("inv", "operator", "inverse, X^-1", ("(n, n) -> (n, n)",), ("X",), ("inverse",), note="X invertible", sample="invertible",
           differential="-X^-1*dX*X^-1",
           reasoning=(("X*Y = eye(n)", "definition of the inverse"),
                      ("(X + dX)*(Y + dY) = eye(n)", "perturb both"),
                      ("X*dY + dX*Y ≈ 0", "subtract; ΔX ΔY is second order in Δ"),
                      ("dY ≈ -X^-1*dX*X^-1", "multiply by the inverse from the left")),
           example="a'*inv(X)*b wrt X", source="Magnus & Neudecker, Matrix Differential Calculus, 8.4"),
    Record("transpose", "operator", "transpose, X'", ("(m, n) -> (n, m)",), ("X",), example="transpose(X)*b wrt X"),
    Record("diag", "operator", "the diagonal matrix of a vector, or the diagonal of a matrix",
           ("(n, 1) -> (n, n)", "(n, n) -> (n, 1)"), ("x",), example="tr(A*diag(x)) wrt x"),
    Record("vec", "operator", "the columns of a matrix stacked", ("(m, n) -> (m*n, 1)",), ("X",), example="vec(X)'*vec(A) wrt X"),
    Record("kron", "operator", "Kronecker product", ("(m, n), (p, q) -> (m*p, n*q)",), ("A", "B"), example="kron(x, y)'*z wrt x"),
    Record("hadamard", "operator", "elementwise product", ("(m, n), (m, n) -> (m, n)",), ("A", "B"), example="sum(hadamard(A, X)) wrt X"),
    Record("sum", "operator", "the sum of all entries", ANY_TO_SCALAR, ("x",), example="sum(exp(x)) wrt x"),
    Record("eye", "operator", "identity matrix: eye(n)", ("size -> (n, n)",), ("n",), example="logdet(eye(n) + X) wrt X"),
    Record("ones", "operator", "vector or matrix of ones: ones(n), ones(m, n)", ("size -> (m, n)",), ("m",), example="ones(n)'*x wrt x"),
    Record("zeros", "operator", "vector or matrix of zeros: zeros(n), zeros(m, n)", ("size -> (m, n)",), ("m",), example="x - zeros(n) wrt x"),
)

SPECIAL = (
    Record("det", "special", "determinant, |X|", SQUARE_TO_SCALAR, ("X",), ("determinant",), sample="invertible",
           differential="det(X)*tr(X^-1*dX)", note="X invertible", latex=r"\det",
           reasoning=(("= det(X)*(det(I + X^-1*dX) - 1)", "det(AB) = det(A) det(B)"),
                      ("≈ det(X)*tr(X^-1*dX)", "det(I + E) ≈ 1 + tr(E)")),
           example="det(X) wrt X", source="Magnus & Neudecker, 8.3 (Jacobi's formula)"),
    Record("logdet", "special", "logarithm of the absolute determinant, log|X|", SQUARE_TO_SCALAR, ("X",), sample="invertible",
           differential="tr(X^-1*dX)", note="X invertible", latex=r"\log\det",
           reasoning=(("= log|I + X^-1*dX|", "|X + ΔX| = |X| |I + X⁻¹ ΔX|"),
                      ("≈ log(1 + tr(X^-1*dX))", "det(I + E) ≈ 1 + tr(E)"),
                      ("≈ tr(X^-1*dX)", "log(1 + t) ≈ t")),
           example="log|X| wrt X", source="Magnus & Neudecker, 8.3"),
    Record("norm", "special", "Euclidean norm of a vector, Frobenius norm of a matrix", ANY_TO_SCALAR, ("X",), ("norm2", "normF"),
           sample="nonzero", differential="dot(X, dX)/norm(X)", note="the norm has no derivative at 0",
           reasoning=(("Y^2 = dot(X, X)", "definition of the norm"),
                      ("(Y + dY)^2 = dot(X + dX, X + dX)", "perturb both"),
                      ("2*Y*dY ≈ 2*dot(X, dX)", "subtract; the squares of increments are second order in Δ"),
                      ("dY ≈ dot(X, dX)/norm(X)", "divide by 2Y")),
           example="norm(X*w - y) wrt w", source="Petersen & Pedersen, The Matrix Cookbook, (129)"),
    Record("softmax", "special", "exp(x)/sum(exp(x)) of a vector", ("(n, 1) -> (n, 1)",), ("x",),
           differential="softmax(x).*dx - softmax(x)*softmax(x)'*dx",
           reasoning=(("Y*sum(exp(x)) = exp(x)", "definition of softmax"),
                      ("dY*sum(exp(x)) + Y*exp(x)'*dx ≈ exp(x).*dx", "perturb both sides, keep first order"),
                      ("dY ≈ softmax(x).*dx - softmax(x)*softmax(x)'*dx", "divide by sum(exp(x))")),
           example="-t'*log(softmax(x)) wrt x", source="divide the quotient rule by sum(exp(x))"),
    Record("logsumexp", "special", "log(sum(exp(x))) of a vector", ("(n, 1) -> (1, 1)",), ("x",), ("lse",),
           differential="softmax(x)'*dx",
           reasoning=(("exp(Y) = sum(exp(x))", "definition of logsumexp"),
                      ("exp(Y)*dY ≈ exp(x)'*dx", "perturb both sides, keep first order"),
                      ("dY ≈ softmax(x)'*dx", "divide by exp(Y) = sum(exp(x))")),
           example="logsumexp(A*x) wrt x", source="chain rule for log and exp"),
)

DEFINED = (
    Record("dot", "defined", "inner product <A, B> = tr(A'*B)", ("(m, n), (m, n) -> (1, 1)",), ("A", "B"), ("inner",),
           definition="tr(A'*B)", example="<x, x> wrt x"),
    Record("outer", "defined", "outer product a*b'", ("(m, 1), (n, 1) -> (m, n)",), ("a", "b"), definition="a*b'",
           example="tr(A*outer(x, x)) wrt x"),
    Record("mean", "defined", "the mean of all entries", ANY_TO_SCALAR, ("X",), definition="sum(X)/size(X)", example="mean(x) wrt x"),
    Record("norm1", "defined", "the sum of absolute values", ANY_TO_SCALAR, ("X",), definition="sum(abs(X))", sample="nonzero",
           example="norm1(x) wrt x"),
    Record("adj", "defined", "adjugate, det(X)*X^-1", ("(n, n) -> (n, n)",), ("X",), ("adjugate",), definition="det(X)*X^-1",
           sample="invertible", note="X invertible", example="tr(adj(X)) wrt X"),
)

PLANNED = (
    Record("pinv", "special", "Moore-Penrose inverse", ("(m, n) -> (n, m)",), ("X",)),
    Record("expm", "special", "matrix exponential", ("(n, n) -> (n, n)",), ("X",)),
)
