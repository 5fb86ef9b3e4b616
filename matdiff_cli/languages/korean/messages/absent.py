"""What is no function here, and what stands in its place."""

ABSENT = {
    "eigenvalues are not among the functions": "고윳값 함수는 없다",
    "singular values are not among the functions": "특잇값 함수는 없다",
    "a place of a minimum is no function; min_x in front of an expression asks for its derivative": (
        "최소점을 주는 함수는 없다. 식 앞에 min_x를 쓰면 그 도함수를 묻는다"
    ),
    "the largest entry is not among the functions; logsumexp(x) is a smooth maximum": (
        "가장 큰 원소를 주는 함수는 없다. logsumexp(x)가 매끄러운 최댓값이다"
    ),
    "nothing random is read: mean(x) is the mean of the entries": "확률변수는 읽지 않는다. mean(x)는 원소들의 평균이다",
    "nothing random is read": "확률변수는 읽지 않는다",
    "the variance of the entries of x is mean((x - mean(x)).^2)": "x의 원소들의 분산은 mean((x - mean(x)).^2)이다",
    "the standard deviation of the entries of x is sqrt(mean((x - mean(x)).^2))": (
        "x의 원소들의 표준편차는 sqrt(mean((x - mean(x)).^2))이다"
    ),
    "the covariance matrix of n centred rows is X'*X/n": "평균을 뺀 n개 행의 공분산 행렬은 X'*X/n이다",
    "max(x, 0) - max(x - 1, 0) is x between 0 and 1": "max(x, 0) - max(x - 1, 0)이 0과 1 사이로 자른 x이다",
    "the square of each entry is x.^2": "각 원소의 제곱은 x.^2이다",
    "it is norm(x)^2": "norm(x)^2이다",
    "the transpose is X' or transpose(X)": "전치는 X'이나 transpose(X)이다",
    "a product is A*B": "곱은 A*B이다",
    "there are tr and inv": "tr과 inv가 있다",
    "it is log(softmax(x))": "log(softmax(x))이다",
    "it is log(sigmoid(x))": "log(sigmoid(x))이다",
    "it is x.*sigmoid(x)": "x.*sigmoid(x)이다",
    "it is x.*(1 + erf(x/sqrt(2)))/2": "x.*(1 + erf(x/sqrt(2)))/2이다",
    "it is max(1 - t, 0)": "max(1 - t, 0)이다",
    "it is mean((x - y).^2)": "mean((x - y).^2)이다",
    "the normalised x is (x - mean(x))/sqrt(mean((x - mean(x)).^2) + c)": (
        "정규화한 x는 (x - mean(x))/sqrt(mean((x - mean(x)).^2) + c)이다"
    ),
    "it is dot(x, y)/(norm(x)*norm(y))": "dot(x, y)/(norm(x)*norm(y))이다",
    "the distance of x and y is norm(x - y)": "x와 y의 거리는 norm(x - y)이다",
    "Cholesky factors are not read": "촐레스키 인수는 읽지 않는다",
    "log(det(X)) is twice the sum of the logarithms of their diagonal": (
        "log(det(X))는 그 대각 원소들의 로그의 합의 두 배이다"
    ),
    "gamma and beta functions are not read": "감마 함수와 베타 함수는 읽지 않는다",
    "there are relu, softplus, sigmoid, tanh and erf": "relu, softplus, sigmoid, tanh, erf가 있다",
    "of matrices there are whole powers, the inverse and expm; sqrt and log are elementwise": (
        "행렬에는 정수 거듭제곱, 역행렬, expm이 있다. sqrt와 log는 원소별 함수이다"
    ),
    "write the cross product as a matrix product with a skew matrix": "벡터곱은 반대칭행렬과의 행렬 곱으로 쓴다",
    "rank has no derivative": "랭크는 미분할 수 없다",
    "relu(x) is max(x, 0); sign(x) is the sign of each entry": "relu(x)는 max(x, 0)이고 sign(x)는 원소마다의 부호이다",
}
