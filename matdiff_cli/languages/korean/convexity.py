"""Why the rules hold by which functions are convex."""

CONVEXITY = {
    "Both sides are the sum of the squares of the entries of A v.": "양변은 A v의 원소의 제곱의 합이다.",
    "v'a and a'v are the same scalar.": "v'a와 a'v는 같은 스칼라이다.",
    "Entry i of diag(d) v is d_i v_i.": "diag(d) v의 i번째 원소는 d_i v_i이다.",
    "A product of two real numbers of the same sign is not negative.": "부호가 같은 두 실수의 곱은 음수가 아니다.",
    "This is what positive definite means; tr(V'P V Q) is the squared length of P^(1/2) V Q^(1/2).": (
        "양의 정부호의 뜻이다. tr(V'P V Q)는 P^(1/2) V Q^(1/2)의 길이의 제곱이다."
    ),
    "This is what positive semidefinite means; tr(V'P V Q) is the squared length of P^(1/2) V Q^(1/2).": (
        "양의 준정부호의 뜻이다. tr(V'P V Q)는 P^(1/2) V Q^(1/2)의 길이의 제곱이다."
    ),
    "tr(V'P V Q) is the squared length of P^(1/2) V Q^(1/2).": ("tr(V'P V Q)는 P^(1/2) V Q^(1/2)의 길이의 제곱이다."),
    "Every term is a positive number times a square.": "각 항은 양수와 제곱의 곱이다.",
    "Every term is a number that is not negative times a square.": "각 항은 음수가 아닌 수와 제곱의 곱이다.",
    "A positive number times what is not negative is not negative.": "양수와 음수가 아닌 것의 곱은 음수가 아니다.",
    "A product of numbers that are not negative is not negative.": "음수가 아닌 수끼리의 곱은 음수가 아니다.",
    "The square of an inner product u'P r is at most the product of the squared lengths.": (
        "내적 u'P r의 제곱은 길이의 제곱의 곱을 넘지 않는다."
    ),
    "Multiplied out, both sides are the same; with more variables, one square after the other is split off.": (
        "전개하면 양변이 같다. 변수가 더 많으면 제곱을 하나씩 떼어 낸다."
    ),
    "The discriminant of the form as a polynomial of u is not positive, so that it has one sign.": (
        "u의 다항식으로 본 판별식이 양수가 아니므로 부호가 변하지 않는다."
    ),
    "Linear maps go over to sums and multiples, and b = (b + b)/2.": (
        "선형사상은 합과 배수를 보존하고, b = (b + b)/2이다."
    ),
    "The slope never decreases: of even powers, of t^p for t ≥ 0 and p ≥ 1, and for t > 0 and p < 0.": (
        "기울기가 줄어들지 않는다. 짝수 거듭제곱, t ≥ 0이고 p ≥ 1이거나 t > 0이고 p < 0인 t^p이 그렇다."
    ),
    "The slope of t^p with 0 < p < 1 never increases.": "0 < p < 1이면 t^p의 기울기는 늘어나지 않는다.",
    "The right side less the left is a quarter of (u − w)'P (u − w).": (
        "우변에서 좌변을 빼면 (u − w)'P (u − w)의 4분의 1이다."
    ),
    "What stands in the two halves is the function at the two points.": "두 항은 두 점에서의 함숫값의 절반씩이다.",
    "A function whose quadratic form is never negative lies below its chords.": (
        "이차형식이 음수가 되지 않는 함수는 현의 아래에 놓인다."
    ),
    "These are the definitions of the functions on the right.": "우변에 있는 함수의 정의이다.",
    "The root of u'P u is the length of P^(1/2) u.": "u'P u의 제곱근은 P^(1/2) u의 길이이다.",
    "The right side less the left is (t u − s w)'P (t u − s w)/(2 s t (s + t)).": (
        "우변에서 좌변을 빼면 (t u − s w)'P (t u − s w)/(2 s t (s + t))이다."
    ),
    "u'P^-1 u is the largest value of 2 u'z − z'P z, which is linear in u and P for every z.": (
        "u'P^-1 u는 2 u'z − z'P z의 최댓값이고, 이 식은 z마다 u와 P에 대해 선형이다."
    ),
    "Along a line the slope never decreases, so that every chord lies above the graph.": (
        "직선을 따라 기울기가 줄어들지 않으므로 모든 현이 그래프의 위에 놓인다."
    ),
    "Along a line the slope never increases, so that every chord lies below the graph.": (
        "직선을 따라 기울기가 늘어나지 않으므로 모든 현이 그래프의 아래에 놓인다."
    ),
}
