"""The page of a derivation: titles, notes, conditions, what is known of symbols, what a check saw."""

PAGE = {
    # titles of steps
    "Define the function": "함수 정의",
    "Linear approximation": "선형 근사",
    "Write as a trace": "대각합으로 표현",
    "Back in terms of {targets}": "다시 {targets}에 대한 식으로 표현",
    "Let @1 = @2, find @3": "@1 = @2(이)라 놓고 @3 구하기",
    "Differential": "미분",
    "Gradient": "그라디언트",
    "Jacobian": "자코비안",
    "Derivative": "도함수",
    "Hessian": "헤시안",
    "Quadratic form": "이차형식",
    "Sign of the second derivative": "2차 도함수의 부호",
    "Quadratic form of the smooth part, @1": "매끄러운 부분 @1의 이차형식",
    "At a midpoint": "중점에서",
    # around the steps
    "Derivations by matdiff": "matdiff의 유도 과정",
    "Derivation": "유도 과정",
    "Code for {target}": "{target} 코드",
    # symbols
    "positive": "양수",
    "symmetric": "대칭",
    "symmetric positive definite": "양의 정부호 대칭",
    "symmetric positive semidefinite": "양의 준정부호 대칭",
    "in the simplex": "단체 위의 점",
    "skew": "반대칭",
    "diagonal": "대각",
    "orthogonal": "직교",
    "lower": "하삼각",
    "upper": "상삼각",
    "{layout} layout": "{layout} 레이아웃",
    "gradient": "그라디언트",
    "numerator": "분자",
    "denominator": "분모",
    # conditions
    "if ": "조건: ",
    "@* invertible": "@* 가역",
    "the rank of @* stays the same": "@*의 랭크가 변하지 않음",
    "{condition} in every entry": "모든 원소에서 {condition}",
    # notes
    "matrices": "행렬",
    "vectors": "벡터",
    "the orthogonal ones": "직교행렬",
    "those that sum to 1": "합이 1인 벡터",
    "@1 is {word}: the answer is the derivative among all {them}, not along {those}": (
        "@1의 구조는 '{word}'이지만, 답은 {those}만이 아니라 모든 {them}에 대한 도함수이다"
    ),
    "@1 is {word}: the answer is the gradient @2 among all {them}; along {those} it is @3": (
        "@1의 구조는 '{word}'이지만, 답은 모든 {them}에 대한 그라디언트 @2이다. {those}을(를) 따라서는 @3이다"
    ),
    "the function does not depend on {names}: the derivative is zero": (
        "함수가 {names}에 의존하지 않으므로 도함수는 0이다"
    ),
    "the first derivative does not depend on {names}: the second is zero": (
        "일계 도함수가 {names}에 의존하지 않으므로 이계 도함수는 0이다"
    ),
    "@1 stands for the unknown function, @2 for its differential": "@1은(는) 미지의 함수, @2은(는) 그 미분을 나타낸다",
    "@2, transposed": "@2의 전치",
    "@1 is {structure}: the answer is {answer}, which is @3 itself": (
        "@1의 구조는 '{structure}'이므로 답은 {answer}, 곧 @3 자신이다"
    ),
    "@1 is {structure}: the answer is {answer}; @3 is read off the change of f, @4, without that structure": (
        "@1의 구조는 '{structure}'이므로 답은 {answer}이다. @3은(는) 그 구조를 고려하지 않고 f의 변화량 @4에서 읽어 낸"
        " 것이다"
    ),
    "the Matrix Cookbook writes @1 for a symmetric matrix: the derivatives by the entries on and above the diagonal,"
    " each of which stands for two": (
        "Matrix Cookbook은 대칭행렬에 대해 @1(으)로 쓴다. 대각선과 그 위의 원소에 대한 도함수이며, 대각선 밖의 원소는"
        " 두 원소를 나타낸다"
    ),
    "the derivative of abs at 0 is taken as 0": "0에서 abs의 미분계수는 0으로 둔다",
    "sign is constant away from 0, where its derivative is taken as 0": (
        "sign은 0이 아닌 곳에서 상수이고, 0에서의 미분계수는 0으로 둔다"
    ),
    "the derivative of relu at 0 is taken as 1/2": "0에서 relu의 미분계수는 1/2로 둔다",
    "L_exp(X, E) is the derivative of expm at X in the direction E, the upper right block of expm([X, E; 0, X])": (
        "L_exp(X, E)는 X에서 E 방향으로의 expm의 도함수로, expm([X, E; 0, X])의 오른쪽 위 블록이다"
    ),
    "exp is elementwise; the matrix exponential is expm": "exp는 원소별 함수이다. 행렬 지수함수는 expm이다",
    "{name} is elementwise": "{name}은(는) 원소별 함수이다",
    # what a numerical check saw
    "{outcome}: {points}, {digits} digits, largest relative error {error}, {held}": (
        "{outcome}: {points}, {digits}자리, 최대 상대오차 {error}, {held}"
    ),
    "checked": "수치 검증됨",
    "check failed": "수치 검증 실패",
    "{n} point": "점 {n}개",
    "{n} points": "점 {n}개",
    "all {n} lines hold": "{n}줄 모두 성립",
    "{held} of {n} lines hold": "{n}줄 가운데 {held}줄 성립",
}
