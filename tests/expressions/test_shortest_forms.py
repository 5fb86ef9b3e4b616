"""The form that an answer takes: of equal forms the one with least to read, of the same value."""

import pytest
from numeric import canonical, same_value, text

from matdiff_cli.expressions.decompositions import weight
from matdiff_cli.expressions.final_form import polish, polished

QUOTIENTS = [
    ("(b'*x)*(a/(b'*x) - (a'*x)*b/(b'*x)^2)/(a'*x)", "a/(a'*x) - b/(b'*x)"),
    ("1/(1 + s^2) - 2*s^2/(1 + s^2)^2", "(1 - s^2)/(1 + s^2)^2"),
    ("exp(s)*(1/(1 + exp(s)) - exp(s)/(1 + exp(s))^2)", "sigmoid(s)*(1 - sigmoid(s))"),
    ("(1 + s/sqrt(s^2 + 1))/(s + sqrt(s^2 + 1))", "1/sqrt(s^2 + 1)"),
    ("1/(t*(1 + s/t))", "1/(t + s)"),
    ("1/sqrt(1 + s^2) - s^2/(1 + s^2)^(3/2)", "1/(1 + s^2)^(3/2)"),
    ("2*s*exp(s) - 2*exp(s) + (s^2 - 2*s + 2)*exp(s)", "s^2*exp(s)"),
    ("det(A) + det(A)*logdet(A)", "det(A)*(1 + logdet(A))"),
    ("[s/sqrt(s^2 + t^2); t/sqrt(s^2 + t^2)]", "[s; t]/sqrt(s^2 + t^2)"),
    ("[2*s; 4*t]", "[2*s; 4*t]"),
    ("(-2*s*(1 + s^2) + 2*s*(s^2 - 1))/(1 + s^2)^2", "-4*s/(1 + s^2)^2"),
    ("t/(2*s) - (x'*y)/(2*s^2)", "(t*s - x'*y)/(2*s^2)"),
    ("-2*s^2 + 2*t^2", "2*(t^2 - s^2)"),
    ("sqrt(s*t)*sqrt(s*t)*x/s", "t*x"),
    ("sqrt(s*t)*sqrt(s*t)*(x - A*y)", "s*t*(x - A*y)"),
    ("sqrt(s*t)*sqrt(s*t)*x/s - A*y", "t*x - A*y"),
    ("6*s + 12", "6*s + 12"),
    ("-10*s + 1", "-10*s + 1"),
    ("-s + x'*y", "x'*y - s"),
    ("exp(-s)*(-1 + s^2)", "exp(-s)*(s^2 - 1)"),
    ("4*exp(-s)*exp(s)/t", "4/t"),
    ("x/2 + s*y/3", "x/2 + s*y/3"),
    ("-(x - A*y)/s", "-(x - A*y)/s"),
    ("(x - sum(x)*ones(n)/n)/n", "(x - sum(x)*ones(n)/n)/n"),
    ("-s*(1 - t)*x", "s*(t - 1)*x"),
    ("-(-A - B)*C", "(A + B)*C"),
    ("eye(n)/s - x*x'/s^3", "eye(n)/s - x*x'/s^3"),
]
COMPLEMENTS = [
    ("eye(n) - A*(A + B)^-1", "B*(A + B)^-1"),
    ("s*M*(eye(n) - (A + B)^-1*A)", "s*M*(A + B)^-1*B"),
    ("A*x - A*(B + s*eye(n))^-1*B*x", "s*A*(B + s*eye(n))^-1*x"),
    ("2*t*A*(A + B)^-1*B - 2*t*B", "-2*t*B*(A + B)^-1*B"),
    ("x - s*(A + s*eye(n))^-1*x + y", "(A + s*eye(n))^-1*A*x + y"),
    ("(A + B)^-1*x - A*(A + B)^-2*x", "B*(A + B)^-2*x"),
    ("(A + B)^-2 - (A + B)^-2*A*(A + B)^-1", "(A + B)^-2*B*(A + B)^-1"),
    ("x - (A' + B')^-1*A'*x", "(A' + B')^-1*B'*x"),
    ("x - A*(A + B)^-1*y", "x - A*(A + B)^-1*y"),
    ("x - (A*C)*(A + B)^-1*x", "x - A*C*(A + B)^-1*x"),
    ("(x - Z'*(Z*Z' + s*eye(m))^-1*Z*x)'*Z'", "s*x'*Z'*(Z*Z' + s*eye(m))^-1"),
    ("Z*(x - Z'*(Z*Z' + s*eye(m))^-1*Z*x)", "s*(Z*Z' + s*eye(m))^-1*Z*x"),
    ("(2*x - Z'*(Z*Z')^-1*Z*x)'*Z'", "x'*Z'"),
]
SCALED = [
    ("((diag(x)*S*diag(x))^-1.*S)*x", "1./x"),
    ("2*s*y'*(S.*(diag(x)*S*diag(x))^-1)*x", "2*s*y'*(1./x)"),
    ("S*(x.*((diag(x)*S*diag(x))^-1*y))", "y./x"),
    ("B*S*(((diag(x)*S*diag(x))^-1*y).*x)", "B*(y./x)"),
    ("((diag(x)*A)^-1.*B)*y", "((diag(x)*A)^-1.*B)*y"),
    ("B*(y.*((diag(x)*A)^-1*y))", "B*(y.*((diag(x)*A)^-1*y))"),
]
PRODUCTS = [
    ("x.*(y./x - a)", "y - a.*x"),
    ("y.*x + a.*x", "(y + a).*x"),
    ("sigmoid(x).*(ones(n) - sigmoid(x))", "sigmoid(x).*(ones(n) - sigmoid(x))"),
    ("(ones(n) - sign(x)).*(x - relu(x))", "x - abs(x)"),
    ("A'*(relu(A*x - b).*(ones(n) + sign(A*x - b)))", "2*A'*relu(A*x - b)"),
    ("(eye(n) - Z'*(Z*Z')^-1*Z)^2*y", "y - Z'*(Z*Z')^-1*Z*y"),
    ("(A + B)^2", "(A + B)^2"),
    ("diag(diag(x)*L' + L'*diag(x))", "2*x.*diag(L)"),
    ("1./sqrt(ones(n) + x.^2) - x.^2./(ones(n) + x.^2).^(3/2)", "1./(ones(n) + x.^2).^(3/2)"),
    ("(b'*x)*a + (a'*x)*b", "(a*b' + b*a')*x"),
    ("(b'*x)*a + (a'*y)*b", "(b'*x)*a + (a'*y)*b"),
    ("kron(A, B)*commutation(n, n) + kron(B, A)", "(eye(n*n) + commutation(n, n))*kron(B, A)"),
    ("kron(M, Z)*commutation(n, n) + kron(Z, M)", "(eye(m*m) + commutation(m, m))*kron(Z, M)"),
    ("kron(A, M)*commutation(n, n) + kron(M, A)", "(eye(m*n) + commutation(n, m))*kron(M, A)"),
    ("kron(M, A)*commutation(n, n) + kron(A, M)", "(eye(m*n) + commutation(m, n))*kron(A, M)"),
    ("((x*ones(1, n)).*W - (ones(n)*x').*W)*ones(n)", "x.*(W*ones(n)) - W*x"),
    ("A - B + (A - B)'", "A - B + (A - B)'"),
    ("K*A + A*K - (K*A + A*K)'", "K*(A + A') + (A + A')*K"),
    ("diag(A'*B')", "diag(B*A)"),
    ("diag(A*(x*y' + y*x')*A')", "2*(A*x).*(A*y)"),
    ("-(-x.*(A*y) - y)", "x.*(A*y) + y"),
    ("(1 - (log(softmax(x)) + ones(n))'*softmax(x))*y", "-(log(softmax(x))'*softmax(x))*y"),
    ("(s - (x + y)'*x)*y", "(s - (x + y)'*x)*y"),
    ("(1 - sum(softmax(x)))*y", "zeros(n)"),
    ("diag(ones(n, n)*A)", "A'*ones(n)"),
    ("diag(B*A*ones(n, n))", "B*A*ones(n)"),
    ("2*tril(tril(A) - B)", "2*tril(A - B)"),
    ("triu(A*B) - 3*triu(C)", "triu(A*B - 3*C)"),
    ("(eye(n) - B*inv(A + B))*C", "A*(A + B)^-1*C"),
    ("eye(n) - inv(A + s*B)*B*s", "(A + s*B)^-1*A"),
    ("2*B'*inv(A + B)' - 2*eye(n)", "-2*A'*(A + B)^-T"),
    ("eye(n) - B*inv(A + C)", "eye(n) - B*(A + C)^-1"),
    ("eye(n) - 2*B*inv(A + B)", "eye(n) - 2*B*(A + B)^-1"),
    ("vec(a*b')*vec(a*b')'", "kron(b*b', a*a')"),
    ("kron(y, eye(n))*(diag(x)*kron(y', eye(n)) - x*vec(x*y')')", "kron(y*y', diag(x) - x*x')"),
    ("commutation(n, m)*diag(vec(Z'))*commutation(m, n)", "diag(vec(Z))"),
    ("commutation(n, m)*diag(vec(Z'))*commutation(n, m)", "commutation(n, m)*diag(vec(Z'))*commutation(n, m)"),
    ("commutation(n, m)*kron(M, A)*commutation(n, n)", "kron(A, M)"),
    ("diag(vec(Z))*commutation(n, m)*diag(vec(Z').^-1)*commutation(m, n)", "eye(m*n)"),
    ("2 - 400*(s - t^2) + 800*t^2", "2 - 400*s + 1200*t^2"),
]
NAMES = [
    ("exp(s)/(1 + exp(s))", "sigmoid(s)"),
    ("exp(x)./(exp(x) + ones(n))", "sigmoid(x)"),
    ("exp(-s)/(1 + exp(-s))^2", "sigmoid(s)*(1 - sigmoid(s))"),
    ("1/(1 + exp(-s))", "sigmoid(s)"),
    ("exp(x)/sum(exp(x))", "softmax(x)"),
    ("exp(x)/sum(exp(y))", "exp(x)/sum(exp(y))"),
    (
        "(sum(exp(x))*eye(n) - exp(x)*ones(1, n))*diag(exp(x))/sum(exp(x))^2",
        "diag(softmax(x)) - softmax(x)*softmax(x)'",
    ),
    ("sinh(x)./cosh(x)", "tanh(x)"),
    ("det(A*B)/det(A)", "det(B)"),
    ("det(A*B) - det(B*A)", "0"),
    ("logdet(A*B) - logdet(B)", "logdet(A)"),
    ("det(A*B)*A^-T", "det(A*B)*A^-T"),
    ("det(Z'*Z)/det(A)", "det(Z'*Z)/det(A)"),
    ("sinh(s)/cosh(t)", "sinh(s)/cosh(t)"),
]
RULES = [
    ("1 - sigmoid(-s)", "sigmoid(s)"),
    ("2*x.*(ones(n) - sigmoid(-x))", "2*x.*sigmoid(x)"),
    ("1 - sigmoid(s)", "1 - sigmoid(s)"),
    ("2 - sigmoid(-s)", "2 - sigmoid(-s)"),
    ("(a - b)*a' + (b - a)*b'", "(a - b)*(a - b)'"),
    ("(A - B)*C - (B - A)*X", "(A - B)*(C + X)"),
    ("X*(A - B)*C + Y*(B - A)*C", "(X - Y)*(A - B)*C"),
    ("kron(ones(1, n), eye(m))*diag(vec(M))*kron(ones(n), eye(m))", "diag(M*ones(n))"),
    ("kron(a', eye(m))*diag(vec(M))*kron(b, eye(m))", "diag(M*(a.*b))"),
    ("kron(eye(n), u')*diag(vec(M))*kron(eye(n), v)", "diag(M'*(u.*v))"),
    ("kron(eye(m), a')*diag(vec(M'))*kron(eye(m), b)", "diag(M*(a.*b))"),
    ("kron(u', eye(n))*diag(vec(Z'))*kron(eye(m), a)", "diag(a)*Z'*diag(u)"),
    ("kron(u', eye(n))*diag(vec(Z'))*kron(M, N')*diag(vec(Z))*kron(b, eye(m))", "(Z'*diag(u)*M*diag(b)*Z').*N'"),
    ("kron(u', eye(n))*diag(vec(Z'))*kron(M, N')*diag(vec(Z))*kron(eye(n), v)", "(Z'*diag(u)*M).*(N'*diag(v)*Z)"),
    ("kron(eye(m), a')*diag(vec(Z'))*kron(M, N')*diag(vec(Z))*kron(eye(n), v)", "M.*(Z*diag(a)*N'*diag(v)*Z)"),
    ("kron(eye(m), a')*diag(vec(Z'))*kron(M, N')*diag(vec(Z))*kron(b, eye(m))", "(M*diag(b)*Z').*(Z*diag(a)*N')"),
    ("kron(u', X)*diag(vec(Z'))*kron(M, eye(n))*diag(vec(A))*kron(b, B)", "X*diag((Z'.*(A*diag(b)*M'))*u)*B"),
    (
        "kron(a', eye(m))*(diag(vec(M)) + diag(vec(N))*kron(X, eye(m))*diag(vec(Z)))*kron(b, eye(m))",
        "diag(M*(a.*b) + (N.*(Z*diag(b)*X'))*a)",
    ),
    ("diag(sqrt(p))*(eye(n) + diag(sqrt(p))*V*diag(sqrt(p)))^-1*diag(sqrt(p))", "diag(p)*(eye(n) + V*diag(p))^-1"),
    ("A*(eye(n) - A*B*A)^-1*A", "A*(eye(n) - A*B*A)^-1*A"),
    ("B*(eye(n) + A*B)^-1*A", "B*(eye(n) + A*B)^-1*A"),
]
TRANSPOSES = [
    ("sum(V*x) + sum(x'*V)", "2*sum(V*x)"),
    ("sum(A*x) - sum(x'*A')", "0"),
    ("sum(A*x) + sum(x'*A)", "sum(A*x) + sum(x'*A)"),
    ("x'*(A - A')*x", "0"),
    ("x'*(A + A')*x", "x'*(A + A')*x"),
    ("tr(V*K*V)", "0"),
    ("tr((A - A')*(B + B'))", "0"),
    ("tr(A*K)", "tr(A*K)"),
    ("tr(K*V*K)", "tr(K^2*V)"),
    ("sum(V.*K)", "0"),
    ("diag(A - A')", "zeros(n)"),
]
ROWS = [
    pytest.param(*row, id=row[0]) for row in QUOTIENTS + COMPLEMENTS + SCALED + PRODUCTS + NAMES + RULES + TRANSPOSES
]


@pytest.mark.parametrize(("written", "wanted"), ROWS)
def test_shortest(written, wanted):
    assert text(polish(canonical(written))) == wanted


@pytest.mark.parametrize(("written", "wanted"), ROWS)
def test_no_longer_and_of_the_same_value(written, wanted):
    before, after = canonical(written), polish(canonical(written))
    assert weight(after) <= weight(before)
    assert same_value(written, after)


NAMED = [
    ("1 - sigmoid(-s)", "sigmoid-complement"),
    ("((diag(x)*S*diag(x))^-1.*S)*x", "diagonal-of-product inverse-product inverse-cancels"),
    ("S*(x.*((diag(x)*S*diag(x))^-1*y))", "hadamard-diag inverse-product inverse-cancels"),
    ("A*x - A*(B + s*eye(n))^-1*B*x", "complement-product"),
    ("Z*(x - Z'*(Z*Z' + s*eye(m))^-1*Z*x)", "multiply-out complement-product"),
    ("(x - Z'*(Z*Z' + s*eye(m))^-1*Z*x)'*Z'", "transpose-sum multiply-out complement-product"),
    ("(a - b)*a' + (b - a)*b'", "minus-sum"),
    ("(a - b)*a' + (b - a)*b'", "transpose-sum"),
    ("kron(a', eye(m))*diag(vec(M))*kron(b, eye(m))", "kron-diag"),
    (
        "kron(a', eye(m))*(diag(vec(M)) + diag(vec(N))*kron(X, M*M')*diag(vec(Z)))*kron(b, eye(m))",
        "multiply-out kron-diag",
    ),
    ("kron(a', eye(n))*diag(vec(inv(A)))*kron(A, B)*diag(vec(X))*kron(ones(n), eye(n))", "kron-diag"),
    (
        "kron(ones(1, n), eye(n))*diag(vec(inv(A)))*kron(A, B)*diag(vec(X))*kron(b, eye(n))",
        "kron-diag inverse-cancels",
    ),
    ("diag(sqrt(p))*(eye(n) + diag(sqrt(p))*V*diag(sqrt(p)))^-1*diag(sqrt(p))", "push-through"),
    ("kron(M, Z)*commutation(n, n) + kron(Z, M)", "commutation-kron"),
    ("(b'*x)*a + (a'*x)*b", "outer-vector"),
    ("vec(a*b')*vec(a*b')'", "vec-outer"),
    ("exp(x)/sum(exp(x))", "softmax-form"),
    ("sinh(x)./cosh(x)", "tanh-form"),
    ("det(A*B)/det(A)", "determinant-product"),
]


@pytest.mark.parametrize(("written", "rule"), NAMED)
def test_a_form_names_its_rule(written, rule):
    assert rule in {rewrite.rule for rewrite in polished(canonical(written)).rewrites}


@pytest.mark.parametrize("written", dict(NAMED))
def test_a_rewrite_keeps_the_value(written):
    for rewrite in polished(canonical(written)).rewrites:
        assert same_value(rewrite.before, rewrite.after), rewrite.rule


def test_a_stacked_diagonal_is_longer_than_what_stands_without():
    written = "kron(a', eye(n))*diag(vec(A))*kron((B + W)^-1, (C + W)^-1)*diag(vec(X))*(kron(b, D) + kron(D, b))"
    wanted = "((A*diag(a)*(B + W)^-1*diag(b)*X').*(C + W)^-1 + (A*diag(a)*(B + W)^-1).*((C + W)^-1*diag(b)*X))*D"
    assert text(polish(canonical(written))) == wanted
    assert weight(canonical(wanted)) > weight(canonical(written))
    assert same_value(written, canonical(wanted))
