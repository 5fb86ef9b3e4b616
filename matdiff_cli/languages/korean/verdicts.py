"""What became of a claim, and of the question whether a function is convex."""

VERDICTS = {
    # claims
    "right": "맞음",
    "wrong": "틀림",
    "equal": "같음",
    "different": "다름",
    "right in {layout} layout": "{layout} 레이아웃에서 맞음",
    "right only under a condition": "조건이 있어야 맞음",
    "right where both sides are defined": "양변이 정의되는 곳에서 맞음",
    "both sides are defined": "양변이 정의됨",
    "{words}, in {layout} layout": "{words}, {layout} 레이아웃에서",
    "{verdict} in line {line}": "{line}번째 줄에서 {verdict}",
    "a name": "이름",
    # labels
    "if": "조건",
    "shapes": "크기",
    "slip": "틀린 까닭",
    "right with": "고치면",
    "answer": "정답",
    "at": "대입한 값",
    "right side": "우변",
    "left side": "좌변",
    "claimed": "주장한 값",
    "correct": "올바른 값",
    "no value": "값 없음",
    # shapes and conditions
    "the left side is {left}, the right side {right}": "좌변은 {left}, 우변은 {right}",
    "the claim is {shape}, the derivative {shapes}": "주장은 {shape}, 도함수는 {shapes}",
    "{names} and {last}": "{names}과(와) {last}",
    "{names} symmetric": "{names}이(가) 대칭",
    "{names} positive": "{names}이(가) 양수",
    "{0} invertible": "{0}이(가) 가역",
    "all matrices square, of one size": "모든 행렬이 크기가 같은 정사각행렬",
    "the entries of {name} are free, as if it were not {structure}": (
        "{name}의 구조('{structure}')를 무시하고 모든 원소를 자유롭게 봄"
    ),
    "the entries on and below the diagonal of {name} are the variables (the convention without a factor ½)": (
        "{name}의 대각선과 그 아래 원소만 변수로 봄(½을 곱하지 않는 관례)"
    ),
    # what makes a claim right
    "{new} for {old}": "{old} 대신 {new}",
    "{one} and {other} swapped": "{one}과(와) {other}을(를) 맞바꿈",
    "the functions of matrices for those of the entries, or the reverse": "원소별 함수 대신 행렬 함수, 또는 그 반대",
    # slips
    "{slip} and {other}": "{slip}, 또한 {other}",
    "missing factor {n}": "인수 {n}이(가) 빠짐",
    "factor {n} too many": "인수 {n}이(가) 더 곱해짐",
    "off by the factor {n}": "{n}배만큼 어긋남",
    "sign": "부호",
    "of the whole, or of one term": "전체 또는 한 항의 부호가 반대이다",
    "missing factor 2": "인수 2가 빠짐",
    "the whole, or one term, is half of what it should be": "전체 또는 한 항이 절반이다",
    "factor 2 too many": "인수 2가 더 곱해짐",
    "the whole, or one term, is twice what it should be": "전체 또는 한 항이 두 배이다",
    "transposed": "전치됨",
    "the transpose of what it should be, which no layout explains": "어느 레이아웃으로도 설명되지 않는 전치이다",
    "A for A'": "A' 대신 A",
    "a constant matrix stands where its transpose should, as if it were symmetric": (
        "상수 행렬을 대칭인 것처럼 보아 전치하지 않았다"
    ),
    "missing transpose on a factor": "인수의 전치가 빠짐",
    "a factor stands where its transpose should": "전치해야 할 인수를 그대로 썼다",
    "A' for A": "A 대신 A'",
    "a constant matrix is transposed where it should not be": "전치하지 말아야 할 상수 행렬을 전치했다",
    "transpose too many on a factor": "인수를 잘못 전치함",
    "a factor is transposed that should not be": "전치하지 말아야 할 인수를 전치했다",
    "missing inverse": "역행렬이 빠짐",
    "a matrix or a scalar stands where its inverse should": "역을 취해야 할 행렬이나 스칼라를 그대로 썼다",
    "inverse too many": "역을 잘못 취함",
    "a matrix or a scalar is inverted that should not be": "역을 취하지 말아야 할 행렬이나 스칼라의 역을 취했다",
    "factors in the wrong order": "인수의 순서가 틀림",
    "matrices do not commute": "행렬의 곱은 교환법칙이 성립하지 않는다",
    "entries in the wrong order": "원소의 순서가 틀림",
    "the rows or the columns of the answer are interchanged": "답의 행이나 열이 뒤바뀌었다",
    "a term of a sum missing": "합의 한 항이 빠짐",
    "one term of the function was not differentiated": "함수의 한 항을 미분하지 않았다",
    "only one term of a product rule": "곱의 미분법에서 한 항만 씀",
    "the target occurs several times, and not every occurrence was differentiated": (
        "변수가 여러 번 나오는데 그 모두를 미분하지 않았다"
    ),
    "d|X| without |X|": "d|X|에 |X|가 빠짐",
    "d|X| = |X| tr(X⁻¹ dX): the determinant in front is missing": "d|X| = |X| tr(X⁻¹ dX)에서 앞의 행렬식이 빠졌다",
    "chain-rule factor missing": "연쇄법칙의 인수가 빠짐",
    "the derivative of the inner or of the outer function was left out": "안쪽 또는 바깥쪽 함수의 도함수를 빠뜨렸다",
    "elementwise for matrix function": "행렬 함수와 원소별 함수를 혼동함",
    "a function of the entries was taken for one of the matrix, or the other way round": (
        "원소별 함수를 행렬의 함수로 보았거나 그 반대이다"
    ),
    "a number added to a matrix": "행렬에 수를 더함",
    "a multiple of I, or of a vector or matrix of ones, is meant": (
        "I나 모든 원소가 1인 벡터나 행렬의 배수를 뜻한 것이다"
    ),
    "missing scalar factor": "스칼라 인수가 빠짐",
    "a scalar that does not vary is missing in the whole, or in one term": "전체 또는 한 항에서 상수 스칼라가 빠졌다",
    "one term of a Hessian missing": "헤시안의 한 항이 빠짐",
    "of g(u) it is g''(u)∇u∇u' + g'(u)∇²u: both factors of g'(u)∇u vary": (
        "g(u)의 헤시안은 g''(u)∇u∇u' + g'(u)∇²u이다. g'(u)∇u의 두 인수가 모두 변한다"
    ),
    "stray =": "불필요한 =",
    "the function itself stands where its derivative should": "도함수 자리에 함수 자체가 있다",
    "a rule for scalars used for matrices": "스칼라의 규칙을 행렬에 씀",
    "right where all sizes are 1, but matrices have transposes, traces and an order": (
        "크기가 모두 1이면 맞지만, 행렬에는 전치와 대각합과 곱의 순서가 있다"
    ),
    # convexity
    "affine": "아핀",
    "strictly convex": "순볼록",
    "convex": "볼록",
    "strictly concave": "순오목",
    "concave": "오목",
    "neither": "볼록도 오목도 아님",
    "unknown": "판정하지 못함",
    "strictly, if {conditions}": "{conditions}이면 순볼록 또는 순오목",
    "{condition} and {another}": "{condition}이고 {another}",
    "{0} has full column rank": "{0}의 열이 일차독립",
    "on convex sets where {condition}": "{condition}인 볼록집합 위에서",
    "@1 is between −1 and 1": "@1이(가) −1과 1 사이",
    "@1 is invertible": "@1이(가) 가역",
    "{verdict} where {declarations}": "{declarations}(으)로 선언하면 {verdict}",
    "neither proved nor refuted, after a search at {n} points": "점 {n}개를 조사했으나 증명도 반증도 하지 못함",
    "not convex; whether it is concave is neither proved nor refuted, after a search at {n} points": (
        "볼록이 아님. 오목인지는 점 {n}개를 조사했으나 증명도 반증도 하지 못함"
    ),
    "direction": "방향",
    "curvature": "곡률",
    "chord": "현",
    "hint": "힌트",
}
