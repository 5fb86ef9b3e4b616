"""How to compute what was derived: the steps of an algorithm, and why they are what they are."""

CODE = {
    "Compute both like this, with about @1 operations": "둘 다 이렇게 계산한다. 연산은 약 @1번",
    "Compute the second derivative like this, with about @1 operations": (
        "2차 도함수는 이렇게 계산한다. 연산은 약 @1번"
    ),
    "Compute its product @3 with a change @2 of the target like this, with about @1 operations": (
        "변수의 변화 @2와의 곱 @3은(는) 이렇게 계산한다. 연산은 약 @1번"
    ),
    "@1 operations": "연산 @1번",
    "a linear system is solved: faster and more accurate than an inverse": (
        "연립일차방정식을 푼다. 역행렬보다 빠르고 정확하다"
    ),
    "positive definite: one Cholesky factorisation serves all": "양의 정부호이므로 숄레스키 분해 하나로 모두 푼다",
    "a solution and the inverse of the same matrix are found together": "같은 행렬의 해와 역행렬을 함께 구한다",
    "A'*A is not formed, which keeps digits: A = Q*R with Q'*Q = I and a triangular R": (
        "A'*A를 만들지 않아 자릿수를 지킨다. A = Q*R, Q'*Q = I이고 R은 삼각행렬"
    ),
    "softmax(x) = exp(x - logsumexp(x)), which is there already": (
        "softmax(x) = exp(x - logsumexp(x))이고 그것은 이미 구했다"
    ),
    "tr(inv(L*L')) is the sum of the squares of the entries of inv(L)": (
        "tr(inv(L*L'))는 inv(L)의 원소의 제곱의 합이다"
    ),
    "kron(A, B)*kron(C, D) = kron(A*C, B*D): only the factors are multiplied": (
        "kron(A, B)*kron(C, D) = kron(A*C, B*D)이므로 인수만 곱한다"
    ),
    "triangular: the determinant is the product of the diagonal": "삼각행렬이므로 행렬식은 대각원소의 곱이다",
    "triangular: solved by substitution": "삼각행렬이므로 대입법으로 푼다",
    "the logarithm of |det| directly: the determinant itself may overflow": (
        "|det|의 로그를 바로 구한다. 행렬식 자체는 오버플로가 날 수 있다"
    ),
    "a diagonal matrix is never built: it changes the diagonal of another": (
        "대각행렬은 만들지 않고 다른 행렬의 대각성분에 더한다"
    ),
    "a diagonal matrix is never built: it scales rows or columns": ("대각행렬은 만들지 않고 행이나 열에 곱한다"),
    "tr(A*B) is the sum of the entries of A.*B': no product is made": (
        "tr(A*B)는 A.*B'의 원소의 합이므로 곱을 만들지 않는다"
    ),
    "diag(A*B) holds the row sums of A.*B': no product is made": (
        "diag(A*B)는 A.*B'의 행의 합이므로 곱을 만들지 않는다"
    ),
    "(T - U*V')*V = T*V - U*(V'*V): the product U*V' is not formed": (
        "(T - U*V')*V = T*V - U*(V'*V)이므로 곱 U*V'를 만들지 않는다"
    ),
    "the order of products is the cheapest one for sizes that are about equal": (
        "크기가 비슷할 때 가장 적은 연산으로 되는 순서로 곱한다"
    ),
    "a Kronecker product is never built to be multiplied: it acts by reshaping": (
        "크로네커 곱은 만들지 않고 모양을 바꾸어 곱한다"
    ),
    "a commutation matrix is never built to be multiplied: it changes the order of entries": (
        "교환행렬은 만들지 않고 원소의 순서를 바꾼다"
    ),
    "log of a sum of exponentials: the largest is taken out first, so that nothing overflows": (
        "지수함수의 합의 로그: 가장 큰 것을 먼저 꺼내어 오버플로를 막는다"
    ),
    "softplus(t) and 1 - exp(-exp(t)) vanish where exp(t) does, but not the slopes of their logarithms": (
        "softplus(t)와 1 - exp(-exp(t))는 exp(t)가 0이 되는 곳에서 0이 되지만, 그 로그의 기울기는 그렇지 않다"
    ),
    "log of a product: the sum of the logarithms, so that nothing overflows": (
        "곱의 로그는 로그의 합으로 구하여 오버플로를 막는다"
    ),
    "log(1/(1 + exp(-t))) = -log(1 + exp(-t)), without overflow or loss of digits": (
        "log(1/(1 + exp(-t))) = -log(1 + exp(-t)), 오버플로나 자릿수 손실이 없다"
    ),
    "1 - sigmoid(t) = sigmoid(-t), without loss of digits": "1 - sigmoid(t) = sigmoid(-t), 자릿수 손실이 없다",
    "1 - tanh(t)^2 = 1/cosh(t)^2 = 4*sigmoid(2*t)*sigmoid(-2*t), without loss of digits": (
        "1 - tanh(t)^2 = 1/cosh(t)^2 = 4*sigmoid(2*t)*sigmoid(-2*t), 자릿수 손실이 없다"
    ),
    "1 - tanh(t) = 2*sigmoid(-2*t), without loss of digits": "1 - tanh(t) = 2*sigmoid(-2*t), 자릿수 손실이 없다",
    "1 - erf(t) by a function of its own, without loss of digits": (
        "1 - erf(t)는 따로 된 함수로 구하여 자릿수 손실이 없다"
    ),
    "exp(t) - 1 by a function of its own, accurate for small t": (
        "exp(t) - 1은 따로 된 함수로 구하여 작은 t에서도 정확하다"
    ),
    "the logarithm of a number close to 1 by its difference from 1, without loss of digits": (
        "1에 가까운 수의 로그는 1과의 차로 구하여 자릿수 손실이 없다"
    ),
    "B'*B + C'*C is not formed, which may overflow: [B; C] = Q*R with a triangular R, and R'*R is that sum": (
        "오버플로할 수 있는 B'*B + C'*C는 만들지 않는다: 삼각행렬 R로 [B; C] = Q*R이며 R'*R이 그 합이다"
    ),
    "exponentials that scale N on both sides are taken out: N = inv(D)*P*inv(D), where P does not overflow": (
        "N의 양쪽에 곱해지는 지수함수를 꺼낸다: N = inv(D)*P*inv(D)이며 P는 오버플로하지 않는다"
    ),
    "the scale of the largest terms is taken out, so that nothing overflows on the way to what cancels it": (
        "가장 큰 항의 크기를 먼저 꺼내어, 약분되기 전에 오버플로하는 것을 막는다"
    ),
    "log(cosh(t)) = |t| + log(1 + exp(-2|t|)) - log(2), without overflow": (
        "log(cosh(t)) = |t| + log(1 + exp(-2|t|)) - log(2), 오버플로가 없다"
    ),
    "a quotient of exponentials without overflow": "오버플로가 없는 지수함수의 몫",
    "log(1 + t), accurate for small t": "log(1 + t), 작은 t에서도 정확하다",
}
