"""Helpers for C++: functions where they are close to their limits."""

from __future__ import annotations

TAILS: dict[str, tuple[str, tuple[str, ...]]] = {
    "tail": (
        """// exp(t^2)*(1 - erf(t)) from 2 on: a continued fraction (dlmf.nist.gov/7.9.E1).
inline double tail(double t) {
  double w = 0.0;
  for (int n = 60; n > 0; --n) w = n / 2.0 / (t + w);
  return 1.0 / (t + w) / std::sqrt(double(EIGEN_PI));
}""",
        (),
    ),
    "erfcx": (
        """// exp(t^2)*(1 - erf(t)), which goes to 0 like 1/t.
inline double erfcx(double t) {
  return t > 2.0 ? tail(t) : std::exp(t * t) * std::erfc(t);
}""",
        ("tail",),
    ),
    "log_erfc": (
        """// log(1 - erf(t)), also where erf(t) is close to 1.
inline double log_erfc(double t) {
  return t > 2.0 ? std::log(tail(t)) - t * t : std::log1p(-std::erf(t));
}""",
        ("tail",),
    ),
    "exprel": (
        """// (exp(t) - 1)/t, which is 1 at 0.
inline double exprel(double t) {
  t = std::max(std::min(t, 1e150), -1e150);
  return t == 0.0 ? 1.0 : std::expm1(t) / t;
}""",
        (),
    ),
    "log_softplus": (
        """// log(log(1 + exp(t))), which is t where exp(t) is small.
inline double log_softplus(double t) {
  return t < -37.0 ? t : std::log(softplus(t));
}""",
        ("softplus",),
    ),
    "log_inverse_cloglog": (
        """// log(1 - exp(-exp(t))), which is t where exp(t) is small.
inline double log_inverse_cloglog(double t) {
  const double u = std::exp(t);
  return t < -37.0 ? t : u < 1.0 ? std::log(-std::expm1(-u)) : std::log1p(-std::exp(-u));
}""",
        (),
    ),
    "log_tanh": (
        """// log(tanh(t)), also where tanh(t) is close to 1.
inline double log_tanh(double t) {
  const double e = std::exp(-2.0 * t);
  return t > 1.0 ? std::log1p(-2.0 * e / (1.0 + e)) : std::log(std::tanh(t));
}""",
        (),
    ),
}
"""Name → source, and the others that it calls."""
