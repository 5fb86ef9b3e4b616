"""Rules of proofs that a function is convex: quadratic forms, what is never negative, midpoints."""

from matdiff_cli.rules.record import Rule, rule

_BV = "Boyd & Vandenberghe, Convex Optimization, "
_HJ = "Horn & Johnson, Matrix Analysis, "


def _proof(name: str, english: str, *identities: str, **more: object) -> Rule:
    return rule(name, english, *identities, of_shape=True, **more)


CONVEXITY = (
    _proof(
        "gram-form",
        "a Gram form is a squared length",
        "v'*A'*A*v = norm(A*v)^2",
        "tr(V'*A'*A*V) = norm(A*V)^2",
        why="Both sides are the sum of the squares of the entries of A v.",
        source=_HJ + "7.2",
        example="||X*w - y||^2 wrt w",
    ),
    _proof(
        "rank-one-form",
        "a form of rank one is a square",
        "v'*a*a'*v = (a'*v)^2",
        why="v'a and a'v are the same scalar.",
        source=_HJ + "7.2",
        example="exp(a'*x) wrt x",
    ),
    _proof(
        "weighted-squares",
        "a diagonal form is a sum of weighted squares",
        "v'*diag(d)*v = sum(d.*v.^2)",
        "v'*A'*diag(d)*A*v = sum(d.*(A*v).^2)",
        why="Entry i of diag(d) v is d_i v_i.",
        source=_HJ + "7.2",
        example="sum(exp(A*x)) wrt x",
    ),
    _proof(
        "square-not-negative",
        "squares are not negative",
        inequalities=("norm(u)^2 ≥ 0", "s^2 ≥ 0 where s: scalar"),
        why="A product of two real numbers of the same sign is not negative.",
        source="arithmetic",
        example="||X*w - y||^2 wrt w",
    ),
    _proof(
        "positive-definite",
        "as @1 is positive definite",
        inequalities=("u'*P*u ≥ 0 where P: spd(n)", "tr(V'*P*V*Q) ≥ 0 where P: spd(m), Q: psd(n)"),
        why="This is what positive definite means; tr(V'P V Q) is the squared length of P^(1/2) V Q^(1/2).",
        source=_HJ + "7.1",
        example="x'*P*x wrt x where P: spd(n)",
    ),
    _proof(
        "positive-semidefinite",
        "as @1 is positive semidefinite",
        inequalities=(
            "u'*P*u ≥ 0 where P: psd(n)",
            "tr(V'*P*V*Q) ≥ 0 where P: psd(m), Q: psd(n)",
        ),
        why="This is what positive semidefinite means; tr(V'P V Q) is the squared length of P^(1/2) V Q^(1/2).",
        source=_HJ + "7.1",
        example="x'*P*x wrt x where P: psd(n)",
    ),
    _proof(
        "trace-form",
        "a map between two matrices as a trace",
        inequalities=("tr(V'*P*V*Q) ≥ 0 where P: psd(m), Q: psd(n)",),
        why="tr(V'P V Q) is the squared length of P^(1/2) V Q^(1/2).",
        source=_HJ + "7.1",
        example="tr(X^-1) wrt X where X: spd(n)",
    ),
    _proof(
        "weights-positive",
        "as @1 > 0",
        inequalities=("sum(d.*u.^2) ≥ 0 where d: positive vector(n)",),
        why="Every term is a positive number times a square.",
        source="arithmetic",
        example="sum(exp(A*x)) wrt x",
    ),
    _proof(
        "weights-not-negative",
        "as @1 ≥ 0",
        inequalities=("sum(d.^2.*u.^2) ≥ 0",),
        why="Every term is a number that is not negative times a square.",
        source="arithmetic",
        example="sum((x.^2).^2) wrt x",
    ),
    _proof(
        "positive-factor",
        "as @1 > 0",
        inequalities=("s*t^2 ≥ 0 where s: positive scalar, t: scalar",),
        why="A positive number times what is not negative is not negative.",
        source="arithmetic",
        example="exp(a'*x) wrt x",
    ),
    _proof(
        "factor-not-negative",
        "as @1 ≥ 0",
        inequalities=("s^2*t^2 ≥ 0 where s, t: scalar",),
        why="A product of numbers that are not negative is not negative.",
        source="arithmetic",
        example="t^4 wrt t where t: scalar",
    ),
    _proof(
        "cauchy-schwarz",
        "Cauchy–Schwarz",
        inequalities=(
            "(u'*u)*(r'*r) - (r'*u)^2 ≥ 0",
            "(u'*P*u)*(r'*P*r) - (r'*P*u)^2 ≥ 0 where P: psd(n)",
            "sum(p.*u.^2) - (p'*u)^2 ≥ 0 where p: simplex(n)",
        ),
        why="The square of an inner product u'P r is at most the product of the squared lengths.",
        source=_HJ + "5.1",
        example="logsumexp(x) wrt x",
    ),
    _proof(
        "completed-squares",
        "completed squares",
        "a*u^2 + 2*b*u*w + c*w^2 = a*(u + b*w/a)^2 + (a*c - b^2)*w^2/a where a, b, c, u, w: scalar",
        why="Multiplied out, both sides are the same; with more variables, one square after the other is split off.",
        source=_HJ + "7.7",
        example="3x^2 + 2x*y + 4y^2 wrt [x, y]",
    ),
    _proof(
        "two-by-two",
        "as @1 ≥ 0, @2 ≥ 0 and the determinant is not negative",
        inequalities=("a^2*u^2 + 2*a*b*u*w + (b^2 + c^2)*w^2 ≥ 0 where a, b, c, u, w: scalar",),
        why="The discriminant of the form as a polynomial of u is not positive, so that it has one sign.",
        source=_HJ + "7.2",
        example="x^4 + x^2*y^2 + y^4 wrt [x, y]",
    ),
    _proof(
        "affine-midpoint",
        "affine maps keep midpoints",
        "A*((u + w)/2) + b = ((A*u + b) + (A*w + b))/2",
        "sum((u + w)/2) = (sum(u) + sum(w))/2",
        why="Linear maps go over to sums and multiples, and b = (b + b)/2.",
        source=_BV + "2.3",
        example="norm(A*x - b) wrt x",
    ),
    _proof(
        "midpoint-power",
        "powers of this kind are convex",
        inequalities=(
            "((u + w)/2)^2 ≤ (u^2 + w^2)/2 where u, w: scalar",
            "((u + w)/2)^4 ≤ (u^4 + w^4)/2 where u, w: scalar",
            "((u + w)/2)^(3/2) ≤ (u^(3/2) + w^(3/2))/2 where u, w: positive scalar",
            "((u + w)/2)^(-1) ≤ (u^(-1) + w^(-1))/2 where u, w: positive scalar",
        ),
        why="The slope never decreases: of even powers, of t^p for t ≥ 0 and p ≥ 1, and for t > 0 and p < 0.",
        source=_BV + "3.1.5",
        example="norm(x)^3 wrt x",
    ),
    _proof(
        "midpoint-root",
        "roots are concave",
        inequalities=("((u + w)/2)^(1/3) ≥ (u^(1/3) + w^(1/3))/2 where u, w: positive scalar",),
        why="The slope of t^p with 0 < p < 1 never increases.",
        source=_BV + "3.1.5",
        example="norm(x) - (a'*x)^(1/3) wrt x",
    ),
    _proof(
        "midpoint-form",
        "semidefinite quadratic forms are convex",
        inequalities=(
            "((u + w)/2)'*((u + w)/2) ≤ (u'*u + w'*w)/2",
            "((u + w)/2)'*P*((u + w)/2) ≤ (u'*P*u + w'*P*w)/2 where P: psd(n)",
        ),
        why="The right side less the left is a quarter of (u − w)'P (u − w).",
        source=_BV + "3.1.4",
        example="norm(x) + x'*P*x wrt x where P: psd(n)",
    ),
    _proof(
        "mean-of-values",
        "the values at both points",
        "(s + t)/2 = s/2 + t/2 where s, t: scalar",
        why="What stands in the two halves is the function at the two points.",
        source="the definition of the function",
        example="norm(A*x - b) wrt x",
    ),
)
