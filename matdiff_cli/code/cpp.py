"""The functions in C++ that code with Eigen may need."""

from __future__ import annotations

from matdiff_cli.code.graded_cpp import GRADED
from matdiff_cli.code.tails_cpp import TAILS

HELPERS: dict[str, tuple[str, tuple[str, ...]]] = {
    **GRADED,
    **TAILS,
    "check_shape": (
        """template <typename A>
void check_shape(const char* what, const Eigen::MatrixBase<A>& a, Eigen::Index rows, Eigen::Index columns) {
  if (a.rows() == rows && a.cols() == columns) return;
  const auto form = [](Eigen::Index m, Eigen::Index n) { return std::to_string(m) + " x " + std::to_string(n); };
  throw std::invalid_argument(what + (", here " + form(rows, columns)) + ", but is " + form(a.rows(), a.cols()));
}""",
        (),
    ),
    "sign": (
        """inline double sign(double t) {
  return (t > 0.0) - (t < 0.0);
}""",
        (),
    ),
    "erf": (
        """inline double erf(double t) {
  return std::erf(t);
}""",
        (),
    ),
    "erfc": (
        """inline double erfc(double t) {
  return std::erfc(t);
}""",
        (),
    ),
    "expm1": (
        """inline double expm1(double t) {
  return std::expm1(t);
}""",
        (),
    ),
    "stacked": (
        """// A above B.
inline Eigen::MatrixXd stacked(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B) {
  Eigen::MatrixXd both(A.rows() + B.rows(), A.cols());
  both << A, B;
  return both;
}""",
        (),
    ),
    "largest": (
        """// The size of the largest entry, 1 for zeros only: a scale to divide by.
inline double largest(const Eigen::VectorXd& x) {
  const double s = x.cwiseAbs().maxCoeff();
  return s > 0.0 ? s : 1.0;
}""",
        (),
    ),
    "leading": (
        """// The size of the entry whose power p is the largest, 1 for 0: a scale to divide by.
inline double leading(double p, const Eigen::VectorXd& x) {
  const double s = p > 0.0 ? x.cwiseAbs().maxCoeff() : x.cwiseAbs().minCoeff();
  return s > 0.0 ? s : 1.0;
}""",
        (),
    ),
    "sigmoid": (
        """// 1/(1 + exp(-t)) without overflow.
inline double sigmoid(double t) {
  const double e = std::exp(-std::abs(t));
  return (t >= 0.0 ? 1.0 : e) / (1.0 + e);
}""",
        (),
    ),
    "softplus": (
        """// log(1 + exp(t)) without overflow.
inline double softplus(double t) {
  return std::max(t, 0.0) + std::log1p(std::exp(-std::abs(t)));
}""",
        (),
    ),
    "softmax": (
        """// exp(x)/sum(exp(x)) without overflow.
inline Eigen::VectorXd softmax(const Eigen::VectorXd& x) {
  const Eigen::VectorXd e = (x.array() - x.maxCoeff()).exp();
  return e / e.sum();
}""",
        (),
    ),
    "logsumexp": (
        """// log(sum(exp(x))) without overflow.
inline double logsumexp(const Eigen::VectorXd& x) {
  const double largest = x.maxCoeff();
  return largest + std::log((x.array() - largest).exp().sum());
}""",
        (),
    ),
    "add_diagonal": (
        """// A + diag(v).
inline Eigen::MatrixXd add_diagonal(Eigen::MatrixXd A, const Eigen::VectorXd& v) {
  A.diagonal() += v;
  return A;
}

// A + s I.
inline Eigen::MatrixXd add_diagonal(Eigen::MatrixXd A, double s) {
  A.diagonal().array() += s;
  return A;
}""",
        (),
    ),
    "log_abs_det": (
        """// log|det(A)| without overflow.
inline double log_abs_det(const Eigen::MatrixXd& A) {
  return A.partialPivLu().matrixLU().diagonal().array().abs().log().sum();
}""",
        (),
    ),
    "slogdet": (
        """// The sign of det(A) and log|det(A)|, without overflow.
inline Eigen::VectorXd slogdet(const Eigen::MatrixXd& A) {
  const Eigen::PartialPivLU<Eigen::MatrixXd> lu(A);
  const Eigen::ArrayXd d = lu.matrixLU().diagonal().array();
  return Eigen::Vector2d(lu.permutationP().determinant() * d.sign().prod(), d.abs().log().sum());
}""",
        (),
    ),
    "solve_lower": (
        """// The x with L x = b for a lower triangular L; b is a vector or a matrix.
template <typename B>
typename B::PlainObject solve_lower(const Eigen::MatrixXd& L, const Eigen::MatrixBase<B>& b) {
  return L.triangularView<Eigen::Lower>().solve(b.eval());
}""",
        (),
    ),
    "solve_upper": (
        """// The x with U x = b for an upper triangular U; b is a vector or a matrix.
template <typename B>
typename B::PlainObject solve_upper(const Eigen::MatrixXd& U, const Eigen::MatrixBase<B>& b) {
  return U.triangularView<Eigen::Upper>().solve(b.eval());
}""",
        (),
    ),
    "thin_qr": (
        """// Q above R of A = Q R, with orthonormal columns in Q and an upper triangular R.
inline Eigen::MatrixXd thin_qr(const Eigen::MatrixXd& A) {
  const Eigen::HouseholderQR<Eigen::MatrixXd> qr(A);
  Eigen::MatrixXd both(A.rows() + A.cols(), A.cols());
  both.topRows(A.rows()) = qr.householderQ() * Eigen::MatrixXd::Identity(A.rows(), A.cols());
  both.bottomRows(A.cols()) = qr.matrixQR().topRows(A.cols()).triangularView<Eigen::Upper>();
  return both;
}""",
        (),
    ),
    "cholesky": (
        """// The L of A = L L'. Throws std::domain_error where A is not positive definite.
inline Eigen::MatrixXd cholesky(const Eigen::MatrixXd& A) {
  const Eigen::LLT<Eigen::MatrixXd> llt(A);
  if (llt.info() != Eigen::Success) throw std::domain_error("a matrix is not positive definite");
  return llt.matrixL();
}""",
        (),
    ),
    "cholesky_solve": (
        """// The x with L L' x = b; b is a vector or a matrix.
template <typename B>
typename B::PlainObject cholesky_solve(const Eigen::MatrixXd& L, const Eigen::MatrixBase<B>& b) {
  const typename B::PlainObject half = L.triangularView<Eigen::Lower>().solve(b.eval());
  return L.transpose().triangularView<Eigen::Upper>().solve(half);
}""",
        (),
    ),
    "kron": (
        """// The Kronecker product.
inline Eigen::MatrixXd kron(const Eigen::MatrixXd& A, const Eigen::MatrixXd& B) {
  Eigen::MatrixXd K(A.rows() * B.rows(), A.cols() * B.cols());
  for (Eigen::Index j = 0; j < A.cols(); ++j)
    for (Eigen::Index i = 0; i < A.rows(); ++i)
      K.block(i * B.rows(), j * B.cols(), B.rows(), B.cols()) = A(i, j) * B;
  return K;
}""",
        (),
    ),
    "kron_left_times": (
        """// kron(A, I) M for a vector or matrix M.
template <typename B>
typename B::PlainObject kron_left_times(const Eigen::MatrixBase<B>& M, const Eigen::MatrixXd& A) {
  const Eigen::MatrixXd given = M;
  const Eigen::Index rows = M.rows() / A.cols();
  typename B::PlainObject K(rows * A.rows(), M.cols());
  for (Eigen::Index j = 0; j < M.cols(); ++j)
    K.col(j) = (given.col(j).reshaped(rows, A.cols()) * A.transpose()).eval().reshaped();
  return K;
}""",
        (),
    ),
    "kron_right_times": (
        """// kron(I, B) M for a vector or matrix M.
template <typename T>
typename T::PlainObject kron_right_times(const Eigen::MatrixBase<T>& M, const Eigen::MatrixXd& B) {
  const Eigen::MatrixXd given = M;
  const Eigen::Index blocks = M.rows() / B.cols();
  typename T::PlainObject K(blocks * B.rows(), M.cols());
  for (Eigen::Index i = 0; i < blocks; ++i)
    K.middleRows(i * B.rows(), B.rows()) = B * given.middleRows(i * B.cols(), B.cols());
  return K;
}""",
        (),
    ),
    "kron_times": (
        """// kron(A, B) M for a vector or matrix M.
template <typename T>
typename T::PlainObject kron_times(const Eigen::MatrixBase<T>& M, const Eigen::MatrixXd& A, const Eigen::MatrixXd& B) {
  return kron_left_times(kron_right_times(M, B), A);
}""",
        ("kron_left_times", "kron_right_times"),
    ),
    "commuted": (
        """// K M for the K with K vec(X) = vec(X') for m x n matrices X.
template <typename T>
typename T::PlainObject commuted(const Eigen::MatrixBase<T>& M, Eigen::Index m, Eigen::Index n) {
  typename T::PlainObject K(M.rows(), M.cols());
  for (Eigen::Index i = 0; i < m; ++i)
    for (Eigen::Index j = 0; j < n; ++j) K.row(i * n + j) = M.row(j * m + i);
  return K;
}""",
        (),
    ),
    "expm": (
        """// The matrix exponential: Taylor's series of A/2^k, squared k times.
inline Eigen::MatrixXd expm(const Eigen::MatrixXd& A) {
  int k = 0;
  std::frexp(A.cwiseAbs().colwise().sum().maxCoeff(), &k);
  k = std::max(0, k + 3);
  const Eigen::MatrixXd small = std::ldexp(1.0, -k) * A;
  Eigen::MatrixXd term = Eigen::MatrixXd::Identity(A.rows(), A.cols()), total = term;
  for (int i = 1; i < 16; ++i) {
    term = term * small / double(i);
    total += term;
  }
  for (int i = 0; i < k; ++i) total = total * total;
  return total;
}""",
        (),
    ),
    "frechet_expm": (
        """// The derivative of expm at A in the direction E: a block of expm([A, E; 0, A]).
inline Eigen::MatrixXd frechet_expm(const Eigen::MatrixXd& A, const Eigen::MatrixXd& E) {
  const Eigen::Index n = A.rows();
  Eigen::MatrixXd both(2 * n, 2 * n);
  both << A, E, Eigen::MatrixXd::Zero(n, n), A;
  return expm(both).topRightCorner(n, n);
}""",
        ("expm",),
    ),
}
"""Name → source, and the others that it calls."""
