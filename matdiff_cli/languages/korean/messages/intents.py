"""What a refused text shows its writer to have meant."""

INTENTS = {
    "brackets of Dirac are not read": "디랙의 괄호는 읽지 않는다",
    "<x|y> is x'*y, and <x|A|x> is x'*A*x: all numbers here are real": (
        "모든 수가 실수이므로 <x|y>는 x'*y, <x|A|x>는 x'*A*x이다"
    ),
    "logarithms to other bases are not read": "밑이 다른 로그는 읽지 않는다",
    "a star is no index here": "별표는 여기서 첨자가 아니다",
    "an index is made of letters and digits: f_star": "첨자는 글자와 숫자로 쓴다: f_star",
    "a sign alone is no exponent": "부호만으로는 지수가 되지 않는다",
    "a label belongs to a name, as in P_minus": "표지는 P_minus처럼 이름에 붙인다",
    "limits are not read": "극한은 읽지 않는다",
    "type the formula alone, as in {example}": "{example}처럼 식만 쓴다",
    "only derivatives are taken: {example}": "미분만 한다: {example}",
    "a positive part has the name of its function": "양의 부분은 함수의 이름으로 쓴다",
    "max(t, 0) is the positive part of t": "max(t, 0)이 t의 양의 부분이다",
    "a norm that is weighted with a matrix is not read": "행렬로 가중한 노름은 읽지 않는다",
    "the square of the norm of r with the weights W is r'*W*r": "W로 가중한 r의 노름의 제곱은 r'*W*r이다",
    "the @. of Julia is not read": "줄리아의 @.은 읽지 않는다",
    "write a dot before each operator, as in .* and .^; functions are elementwise": (
        ".*와 .^처럼 연산자마다 앞에 점을 쓴다. 함수는 원소별로 적용된다"
    ),
    "a sum is of all entries": "sum은 모든 원소의 합이다",
    "leave 'all' out": "'all'을 뺀다",
    "this is a program, not a formula": "이것은 식이 아니라 프로그램이다",
    "an arrow is no part of an expression": "화살표는 식에 쓰지 않는다",
    "write A: spd(n) or A: psd(n) for a definite matrix, x: positive vector(n) for entries > 0": (
        "정부호 행렬은 A: spd(n)이나 A: psd(n)으로, 양의 원소는 x: positive vector(n)으로 쓴다"
    ),
    "a sum is of all entries; X*vector(1) sums each row, X'*vector(1) each column": (
        "sum은 모든 원소의 합이다. 행마다의 합은 X*vector(1), 열마다의 합은 X'*vector(1)"
    ),
    "is this a decimal comma?": "소수점을 쉼표로 썼는가?",
    "numbers have a point: 3.5": "수에는 점을 쓴다: 3.5",
    "points between thousands are not read": "천 단위의 점은 읽지 않는다",
    "write 1000000 or 1e6": "1000000이나 1e6으로 쓴다",
    "one sign of a derivative is read": "미분 기호는 하나만 읽는다",
    "write d^2/dx^2 x'*A*x, or add --hessian": "d^2/dx^2 x'*A*x로 쓰거나 --hessian을 덧붙인다",
    "a derivative of what?": "무엇의 도함수인가?",
    "write the function in front of it: x'*x wrt x; df = 2*x'*dx": "함수를 앞에 쓴다: x'*x wrt x; df = 2*x'*dx",
    "write the formula of the function: {example}": "함수의 식을 쓴다: {example}",
    "dots stand for what is not written": "점들은 쓰지 않은 것을 나타낸다",
    "give the matrix or vector a name, or write all of its entries": "행렬이나 벡터에 이름을 붙이거나 모든 원소를 쓴다",
    "values at a point are not read": "한 점에서의 값은 읽지 않는다",
    "leave the point out: the derivative is a formula for every point": "점을 뺀다. 도함수는 모든 점에 대한 식이다",
    "the differential of an expression is not read": "식의 미분은 읽지 않는다",
    "leave the d out: --short derives it in differentials": "d를 뺀다. --short가 미분으로 유도한다",
    "between double quotes the shell takes $x for a variable of its own: put the problem in single quotes": (
        "큰따옴표 안의 $x를 셸이 자기 변수로 읽는다. 문제를 작은따옴표로 묶는다"
    ),
    "this property is not read": "이 속성은 읽지 않는다",
    "the inverse is inv(A), and the transpose A.T: all numbers here are real": (
        "역행렬은 inv(A), 전치는 A.T이다. 여기서는 모든 수가 실수이다"
    ),
    "facts about symbols are not read yet": "기호에 관한 사실은 아직 읽지 못한다",
    "types are declared, x: vector(n), and abbreviations, r = x - A*s": (
        "x: vector(n) 같은 형과 r = x - A*s 같은 약칭을 선언한다"
    ),
    "a second point cannot be called x'": "둘째 점을 x'이라고 부를 수 없다",
    "x' is the transpose of x; call it y, as in k(x, y) = …": "x'은 x의 전치이다. k(x, y) = …처럼 y라고 부른다",
    "type one side of it; whether a claim holds is asked with matdiff check": (
        "한 변만 쓴다. 주장이 맞는지는 matdiff check로 묻는다"
    ),
    "all numbers here are real: the conjugate transpose is x^T": "여기서는 모든 수가 실수이다. 켤레 전치는 x^T이다",
    "tensors with three indices or more are not read": "첨자가 셋 이상인 텐서는 읽지 않는다",
    "a matrix has two indices; kron(A, B) and vec(X) say the rest": (
        "행렬의 첨자는 둘이다. 나머지는 kron(A, B)와 vec(X)로 쓴다"
    ),
    "an inner product has no index": "내적에는 첨자가 없다",
    "<A, B> is tr(A'*B), that of Frobenius": "<A, B>는 프로베니우스 내적 tr(A'*B)이다",
    "all of the product before a left division is inverted": "왼쪽 나눗셈은 그 앞의 곱 전체를 역으로 한다",
    "\\ and * are one level, read from left to right as in MATLAB: put the division in parentheses, x'*(A\\b)": (
        "\\와 *는 MATLAB처럼 같은 순위이고 왼쪽부터 읽는다. 나눗셈을 x'*(A\\b)처럼 괄호로 묶는다"
    ),
    "this method is not read": "이 메서드는 읽지 않는다",
    "write it as a function, such as {call}": "{call}처럼 함수로 쓴다",
    "the transpose of an array is x.T": "배열의 전치는 x.T이다",
    "{term} adds it to every column": "{term}은(는) 모든 열에 더한다",
    "{term} adds it to every row": "{term}은(는) 모든 행에 더한다",
    "of norms there are norm and norm1": "노름은 norm과 norm1이 있다",
    "singular values are not read": "특잇값은 읽지 않는다",
    "all numbers here are real": "여기서는 모든 수가 실수이다",
    "write its formula, such as {formula}": "{formula}처럼 식을 쓴다",
    "a sum is no size": "합은 크기가 아니다",
    "{option} is an option, not a part of the problem": "{option}은(는) 문제의 일부가 아니라 옵션이다",
    "options stand outside of the quotes": "옵션은 따옴표 밖에 쓴다",
    "options begin with two dashes: {option}, {other}": "옵션은 줄표 두 개로 시작한다: {option}, {other}",
    "an index of a name is x_{i} or x^{(i)}; X^T is the transpose": (
        "이름의 첨자는 x_{i}나 x^{(i)}로 쓴다. X^T는 전치이다"
    ),
}
