"""Problems that between them use every rule of the calculus; the examples of the registry are added to them."""

from matdiff_cli.functions import REGISTRY

FIRST_ORDER = """
x'*A*x wrt x
a'*X*b wrt X
a'*X^-1*b wrt X
log|X^-1| wrt X
||A*x - b||^2 wrt x
(x - A*s)'*W*(x - A*s) wrt s where W: symmetric
3x^2 + 12x - 5y^2 + y wrt [x, y]
[x^2*y; x - y] wrt [x, y]
[x; y; x*y]'*a wrt x where x, y: scalar
[x, y; 2x, 3y]*a wrt [x, y]
tr(X*A*X*B) wrt X
tr(X^3) wrt X
tr(A*X') wrt X
A*X' wrt X
X^2 wrt X
X'*X wrt X
A*X*B wrt X
X.*A wrt X
X.^2 wrt X
sum(X.^3) wrt X
sum((X.*X)*a) wrt X
b'*(A.*X)*c wrt X
a'*diag(x)*A*diag(x)*b wrt x
tr(A*diag(x)*B*diag(x)) wrt x
diag(x)*A wrt x
A*diag(x)*B*diag(x) wrt x
diag(X)'*a wrt X
diag(X*X) wrt X
diag(X)*b' wrt X
sum(diag(A*X)) wrt X
tril(X) wrt X
triu(X*A) wrt X
tr(A*tril(X*X)) wrt X
tr(A*triu(X*X)) wrt X
vec(X)'*a wrt X
vec(X*A) wrt X
vec(X*X)'*a wrt X where X: matrix(n)
kron(X, A) wrt X
kron(A, X) wrt X
kron(X, X) wrt X
kron(x, x)'*a wrt x
tr(kron(X, A)*B) wrt X where X: matrix(n), A: matrix(m), B: matrix(m*n)
expm(X) wrt X
tr(A*expm(X)) wrt X
sum(x.^alpha) wrt x
sum(x.^alpha) wrt alpha where x: positive vector(n)
alpha^beta wrt beta where alpha: positive scalar
(x'*x)^2 wrt x
t^3*A wrt t where t: scalar
A*x + B*x.*x wrt x
x*x'*x wrt x
x'*x*A*x wrt x
x*sum(x) wrt x
tr(X)*X wrt X
sum(X*X)*a wrt X
|X|*X wrt X
exp(A*x).*x wrt x
X*a*a'*X' wrt X
(A*X + X*B)*(X*C + D) wrt X
a'*(X + X')*(X + B)*b wrt X
softmax(A*x) wrt x
diag(A*x) wrt x
tril(A*X) wrt X
triu(A*X) wrt X
tr([x*y, x; y, y]*A) wrt [x, y]
[x*y, x; x, y]*a wrt x where x, y: scalar
a'*diag(x.*x)*b wrt x
A*diag(x.*x)*B wrt x
a'*[x, x*y; y, y]*b wrt [x, y]
A*X^2*B wrt X
A*(X.^3) wrt X
X*A*X*B wrt X
sum(mean(X)*X) wrt X
|A + diag(x)| wrt x
log|A + x*x'| wrt x
log|[x, y; y, x + 1]| wrt [x, y]
tr([x, y; y, x]*A*[x, y; y, x]) wrt x where x, y: scalar
tr(A*X) wrt X where X: symmetric(n)
tr(A*X) wrt X where X: spd(n)
tr(A*X) wrt X where X: psd(n)
tr(A*X) wrt X where X: skew(n)
tr(A*X) wrt X where X: lower(n)
tr(A*X) wrt X where X: upper(n)
tr(A*X) wrt X where X: diagonal(n)
log(sum(exp(x))) wrt x
log(1 + exp(a'*x)) wrt x
log|A*X*B| wrt X where A, B: matrix(n)
tr((A*X)^-1*A*B*X) wrt X where A, B, X: matrix(n)
kron(A, B)*vec(X) wrt X where A: matrix(p, n), B: matrix(q, m), X: matrix(m, n)
diag(L*X) wrt L where L, X: lower(n)
diag(t*L*L) wrt t where L: lower(n), t: scalar
100*(s - t^2)^2 + (1 - t)^2 wrt t where s, t: scalar
(t^2 - s)*(1 + t^2)*t wrt t where s, t: scalar
log(s + sqrt(s^2 + 1)) wrt s where s: scalar
log(1 + s/t) wrt s where s, t: scalar
log((a'*x)/(b'*x)) wrt x
||y - X*(X'*X)^-1*X'*y||^2 wrt y where X: matrix(m, n)
t*tr((x*x' + y*y')*B) wrt t where t: scalar
t*diag(A'*B') wrt t where t: scalar
(a'*x)*a*b' wrt x
tr(X)*a*b' wrt X
x'*y*(1 + t) + t*(a'*x)*(x'*b) wrt x where t: scalar
""".strip().splitlines()

LAID_OUT = [("tr(A*X) wrt X where A: matrix(n)", "numerator"), ("A*x wrt x where A: matrix(n)", "denominator")]

PROBLEMS: list[tuple[str, str]] = [
    *((text, "gradient") for text in FIRST_ORDER),
    *LAID_OUT,
    *((record.example, "gradient") for record in REGISTRY.values() if record.example),
]
"""A problem and a layout."""
