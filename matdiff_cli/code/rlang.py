"""The functions in R that code for it may need."""

from __future__ import annotations

HELPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    ".shaped": (
        """.shaped <- function(a, what, rows, columns) {
  # The argument as a matrix, or an error that says which shape it should have.
  shape <- if (is.null(dim(a))) length(a) else dim(a)
  flat <- length(shape) == 1 && min(rows, columns) == 1 && shape == rows * columns
  if (!flat && !isTRUE(all.equal(shape, c(rows, columns))))
    stop(sprintf("%s, here %d x %d, but is %s", what, rows, columns, paste(shape, collapse = " x ")))
  matrix(a, rows, columns)
}""",
        (),
    ),
    ".sigmoid": (
        """.sigmoid <- function(t) {
  # 1/(1 + exp(-t)) without overflow.
  e <- exp(-abs(t))
  ifelse(t >= 0, 1, e) / (1 + e)
}""",
        (),
    ),
    ".softplus": (
        """.softplus <- function(t) {
  # log(1 + exp(t)) without overflow.
  pmax(t, 0) + log1p(exp(-abs(t)))
}""",
        (),
    ),
    ".erf": (
        """.erf <- function(t) {
  # The error function by the chi-squared distribution.
  sign(t) * pchisq(2 * t^2, 1)
}""",
        (),
    ),
    ".erfc": (
        """.erfc <- function(t) {
  # 1 - erf(t) by the normal distribution.
  2 * pnorm(-t * sqrt(2))
}""",
        (),
    ),
    ".tail": (
        """.tail <- function(t) {
  # exp(t^2)*(1 - erf(t)) from 2 on: a continued fraction (dlmf.nist.gov/7.9.E1).
  t <- pmax(t, 2)
  w <- 0
  for (n in 60:1) w <- n / 2 / (t + w)
  1 / (t + w) / sqrt(pi)
}""",
        (),
    ),
    ".erfcx": (
        """.erfcx <- function(t) {
  # exp(t^2)*(1 - erf(t)), which goes to 0 like 1/t.
  ifelse(t > 2, .tail(t), exp(pmin(t, 2)^2) * .erfc(t))
}""",
        (".tail", ".erfc"),
    ),
    ".log_erfc": (
        """.log_erfc <- function(t) {
  # log(1 - erf(t)), also where erf(t) is close to 1.
  ifelse(t > 2, log(.tail(t)) - t^2, log1p(-.erf(pmin(t, 2))))
}""",
        (".tail", ".erf"),
    ),
    ".exprel": (
        """.exprel <- function(t) {
  # (exp(t) - 1)/t, which is 1 at 0.
  t <- pmax(pmin(t, 1e150), -1e150)
  ifelse(t == 0, 1, expm1(t) / t)
}""",
        (),
    ),
    ".log_softplus": (
        """.log_softplus <- function(t) {
  # log(log(1 + exp(t))), which is t where exp(t) is small.
  ifelse(t < -37, t, log(.softplus(pmax(t, -37))))
}""",
        (".softplus",),
    ),
    ".log_inverse_cloglog": (
        """.log_inverse_cloglog <- function(t) {
  # log(1 - exp(-exp(t))), which is t where exp(t) is small.
  u <- exp(pmax(t, -37))
  ifelse(t < -37, t, ifelse(u < 1, log(-expm1(-u)), log1p(-exp(-pmax(u, 1)))))
}""",
        (),
    ),
    ".log_tanh": (
        """.log_tanh <- function(t) {
  # log(tanh(t)), also where tanh(t) is close to 1.
  e <- exp(-2 * pmax(t, 1))
  ifelse(t > 1, log1p(-2 * e / (1 + e)), log(tanh(t)))
}""",
        (),
    ),
    ".graded_qr": (
        """.graded_qr <- function(M) {
  # q, r and p with M[, p] = q %*% r: large rows and columns come first, so that small ones keep their digits.
  order <- order(-apply(abs(M), 1, max))
  both <- qr(M[order, , drop = FALSE], LAPACK = TRUE)
  q <- qr.Q(both)
  q[order, ] <- q
  list(q = q, r = qr.R(both), p = both$pivot)
}""",
        (),
    ),
    ".ordered": (
        """.ordered <- function(b, p) {
  # The entries of a vector or the rows of a matrix in the order p.
  if (is.matrix(b)) b[p, , drop = FALSE] else b[p]
}""",
        (),
    ),
    ".largest": (
        """.largest <- function(x) {
  # The size of the largest entry, 1 for zeros only: a scale to divide by.
  s <- max(abs(x))
  s + (s == 0)
}""",
        (),
    ),
    ".leading": (
        """.leading <- function(p, x) {
  # The size of the entry whose power p is the largest, 1 for 0: a scale to divide by.
  s <- if (p > 0) max(abs(x)) else min(abs(x))
  s + (s == 0)
}""",
        (),
    ),
    ".softmax": (
        """.softmax <- function(x) {
  # exp(x)/sum(exp(x)) without overflow.
  e <- exp(x - max(x))
  e / sum(e)
}""",
        (),
    ),
    ".logsumexp": (
        """.logsumexp <- function(x) {
  # log(sum(exp(x))) without overflow.
  max(x) + log(sum(exp(x - max(x))))
}""",
        (),
    ),
    ".add_diagonal": (
        """.add_diagonal <- function(A, v) {
  # A + diag(v), or A + v I of a number v.
  diag(A) <- diag(A) + v
  A
}""",
        (),
    ),
    ".triangle": (
        """.triangle <- function(A, part) {
  # The lower or upper triangle, with the diagonal.
  A * part(A, diag = TRUE)
}""",
        (),
    ),
    ".cholesky_solve": (
        """.cholesky_solve <- function(L, b) {
  # The x with L L' x = b.
  forwardsolve(L, forwardsolve(L, b), transpose = TRUE)
}""",
        (),
    ),
    ".kron_times": (
        """.kron_times <- function(M, A, B) {
  # kron(A, B) M, with NULL for an identity.
  columns <- NCOL(M)
  middle <- if (is.null(A)) NROW(M) / ncol(B) else ncol(A)
  K <- matrix(M, NROW(M) / middle)
  if (!is.null(B)) K <- B %*% K
  rows <- nrow(K)
  if (!is.null(A)) {
    K <- A %*% matrix(aperm(array(K, c(rows, middle, columns)), c(2, 1, 3)), middle)
    K <- aperm(array(K, c(nrow(A), rows, columns)), c(2, 1, 3))
  }
  if (is.null(dim(M))) as.vector(K) else matrix(K, ncol = columns)
}""",
        (),
    ),
    ".commuted": (
        """.commuted <- function(M, m, n) {
  # K M for the K with K vec(X) = vec(X') for m x n matrices X.
  K <- as.vector(aperm(array(M, c(m, n, NCOL(M))), c(2, 1, 3)))
  dim(K) <- dim(M)
  K
}""",
        (),
    ),
    ".expm": (
        """.expm <- function(A) {
  # The matrix exponential: Taylor's series of A/2^k, squared k times.
  k <- max(0, ceiling(log2(max(colSums(abs(A)), 2^-60))) + 4)
  A <- A / 2^k
  total <- term <- diag(nrow(A))
  for (i in 1:15) {
    term <- term %*% A / i
    total <- total + term
  }
  for (i in seq_len(k)) total <- total %*% total
  total
}""",
        (),
    ),
    ".frechet_expm": (
        """.frechet_expm <- function(A, E) {
  # The derivative of expm at A in the direction E: a block of expm([A, E; 0, A]).
  n <- nrow(A)
  .expm(rbind(cbind(A, E), cbind(0 * A, A)))[1:n, n + 1:n, drop = FALSE]
}""",
        (".expm",),
    ),
    ".pinv": (
        """.pinv <- function(A) {
  # The pseudoinverse, by the singular values that are no roundings of zero.
  s <- svd(A)
  kept <- s$d > max(dim(A)) * .Machine$double.eps * max(s$d)
  s$v[, kept, drop = FALSE] %*% (t(s$u[, kept, drop = FALSE]) / s$d[kept])
}""",
        (),
    ),
}
