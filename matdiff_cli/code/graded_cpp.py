"""Helpers for C++: a factorisation of rows of very different sizes, and what is solved with it."""

from __future__ import annotations

GRADED: dict[str, tuple[str, tuple[str, ...]]] = {
    "graded_qr": (
        """// Q above p above R with M = Q R for the columns of M in the order p: large rows come first, small ones
// keep their digits, and no square is taken of an entry.
inline Eigen::MatrixXd graded_qr(const Eigen::MatrixXd& M) {
  const Eigen::Index m = M.rows(), n = M.cols();
  const Eigen::VectorXd sizes = M.cwiseAbs().rowwise().maxCoeff();
  Eigen::VectorXi order = Eigen::VectorXi::LinSpaced(m, 0, m - 1);
  std::sort(order.data(), order.data() + m, [&](int i, int j) { return sizes(i) > sizes(j); });
  Eigen::MatrixXd A(m, n), V = Eigen::MatrixXd::Zero(m, n), both(m + 1 + n, n);
  for (Eigen::Index i = 0; i < m; ++i) A.row(i) = M.row(order(i));
  both.row(m) = Eigen::RowVectorXd::LinSpaced(n, 0, n - 1);
  for (Eigen::Index k = 0; k < n; ++k) {
    Eigen::Index i, j;
    A.bottomRightCorner(m - k, n - k).cwiseAbs().maxCoeff(&i, &j);
    A.col(k).swap(A.col(k + j));
    std::swap(both(m, k), both(m, k + j));
    Eigen::VectorXd v = A.col(k).tail(m - k);
    v(0) += v(0) < 0.0 ? -v.stableNorm() : v.stableNorm();
    if (v(0) != 0.0) V.col(k).tail(m - k) = v * (1.0 / v(0));
    v = V.col(k) * (2.0 / std::max(V.col(k).squaredNorm(), 1.0));
    A -= v * (V.col(k).transpose() * A);
  }
  Eigen::MatrixXd Q = Eigen::MatrixXd::Identity(m, n);
  for (Eigen::Index k = n; k-- > 0;) {
    Q -= V.col(k) * (2.0 / std::max(V.col(k).squaredNorm(), 1.0)) * (V.col(k).transpose() * Q);
  }
  for (Eigen::Index i = 0; i < m; ++i) both.row(order(i)) = Q.row(i);
  both.bottomRows(n) = A.topRows(n).triangularView<Eigen::Upper>();
  return both;
}""",
        (),
    ),
    "ordered": (
        """// The rows of b in the order that graded_qr found; b is a vector or a matrix.
template <typename B>
typename B::PlainObject ordered(const Eigen::MatrixBase<B>& b, const Eigen::MatrixXd& both) {
  typename B::PlainObject found(b.rows(), b.cols());
  const auto p = both.row(both.rows() - both.cols() - 1);
  for (Eigen::Index i = 0; i < b.rows(); ++i) found.row(i) = b.row(Eigen::Index(p(i)));
  return found;
}""",
        (),
    ),
    "restored": (
        """// The rows of b, which are in the order that graded_qr found, as they were before.
template <typename B>
typename B::PlainObject restored(const Eigen::MatrixBase<B>& b, const Eigen::MatrixXd& both) {
  typename B::PlainObject found(b.rows(), b.cols());
  const auto p = both.row(both.rows() - both.cols() - 1);
  for (Eigen::Index i = 0; i < b.rows(); ++i) found.row(Eigen::Index(p(i))) = b.row(i);
  return found;
}""",
        (),
    ),
}
"""Name → source, and the others that it calls."""
