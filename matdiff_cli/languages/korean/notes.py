"""Notes on how a text was read."""

NOTES = {
    "note: {remark}": "참고: {remark}",
    "error": "오류",
    "line {n}": "{n}번째 줄",
    "column {n}": "{n}번째 글자",
    "{name} is read as {product}": "{name}은(는) {product}(으)로 읽는다",
    "{name} is read as {product}; declare {name} to keep it one name": (
        "{name}은(는) {product}(으)로 읽는다. 한 이름으로 쓰려면 {name}을(를) 선언한다"
    ),
    "{name} is read as the product {product}; declare {name} to keep it one name": (
        "{name}은(는) 곱 {product}(으)로 읽는다. 한 이름으로 쓰려면 {name}을(를) 선언한다"
    ),
    "if the shell has taken the ' of {name}', put the problem in double quotes": (
        "셸이 {name}'의 '를 읽었다면 문제를 큰따옴표로 묶는다"
    ),
    "{name} is taken as a {kind}": "{name}은(는) {kind}(으)로 본다",
    "scalar": "스칼라",
    "vector": "벡터",
    "{f}(…) is read as the sigmoid; write {f}*(…) for a product": ("{f}(…)는 시그모이드로 읽는다. 곱은 {f}*(…)로 쓴다"),
    "\\sigma(…) is read as the sigmoid": "\\sigma(…)는 시그모이드로 읽는다",
    "d{name} is read as the increment of {name}": "d{name}은(는) {name}의 변화량으로 읽는다",
    "e^(…) of the vector {v} is exp of every entry": "벡터 {v}의 e^(…)는 원소별 exp로 읽는다",
    "{s} is added to every entry of {v}": "{s}을(를) {v}의 모든 원소에 더한다",
    "{s} is subtracted from every entry of {v}": "{s}을(를) {v}의 모든 원소에서 뺀다",
    "of /{whole} only {divisor} is below; write /({whole}) to divide by all of it": (
        "/{whole} 중 {divisor}만 분모이다. 전체로 나누려면 /({whole})처럼 쓴다"
    ),
    "{divisor} behind the / is read as one divisor": "/ 뒤의 {divisor}은(는) 전체를 분모로 읽는다",
    "as {name} is a scalar, the function is none; declare {name}: vector": (
        "{name}이(가) 스칼라이므로 함수는 스칼라가 아니다. {name}: vector를 선언한다"
    ),
    "{name} is another symbol than {stem}, no entry of it; that is an entry of the derivative by {stem}": (
        "{name}은(는) {stem}의 원소가 아니라 다른 기호이다. 원소에 대한 도함수는 {stem}에 대한 도함수의 원소이다"
    ),
    "{name} is a matrix, as capitals are; declare {name}: vector for a vector": (
        "{name}은(는) 대문자이므로 행렬이다. 벡터로 쓰려면 {name}: vector를 선언한다"
    ),
    "{name} is a constant here, as no d{name} stands on the right": (
        "우변에 d{name}이(가) 없으므로 {name}은(는) 여기서 상수로 본다"
    ),
    "{name} is defined, but does not occur": "{name}은(는) 정의되었으나 나타나지 않는다",
    "differentiated by {name}; add wrt … for another": "{name}에 대해 미분한다. 다른 변수로 하려면 wrt …를 덧붙인다",
    "{name} = … gives a name that nothing uses, and is not judged; write ∇f = …, ∇²f = …": (
        "{name} = …은(는) 쓰이지 않는 이름을 정할 뿐 판정하지 않는다. ∇f = …, ∇²f = …로 쓴다"
    ),
    "1/1 + … is 1 + …; a sum below the stroke stands in parentheses, 1/(1 + …)": (
        "1/1 + …은(는) 1 + …이다. 분모의 합은 1/(1 + …)처럼 괄호로 묶는다"
    ),
    "{power} is one over the trace; the trace of the inverse is {meant}": (
        "{power}은(는) 대각합의 역수이다. 역행렬의 대각합은 {meant}(으)로 쓴다"
    ),
    "{power} is a power of the trace; the trace of the power is {meant}": (
        "{power}은(는) 대각합의 거듭제곱이다. 거듭제곱의 대각합은 {meant}(으)로 쓴다"
    ),
    "{text} is {number} times a matrix or vector; the trace of the product is {meant}": (
        "{text}은(는) {number}에 행렬이나 벡터를 곱한 것이다. 곱의 대각합은 {meant}(으)로 쓴다"
    ),
    "{power} is a power; a label belongs to a name, as in W_1": "{power}은(는) 거듭제곱이다. 번호는 W_1처럼 쓴다",
    "{power} is a power of the matrix; .^ is the power of every entry": "{power}은(는) 행렬의 거듭제곱이다. 원소별: .^",
    "{name} is one name; products are written with * or blanks": "{name}은(는) 한 이름이다. 곱은 *나 빈칸을 두어 쓴다",
    "{name} is one name; the product with ones is {product}": "{name}은(는) 한 이름이다. 1과의 곱은 {product}(으)로",
    "{name} is one name, apart from {letter}; products are written with * or blanks": (
        "{name}은(는) {letter}과(와) 상관없는 한 이름이다. 곱은 *나 빈칸으로 쓴다"
    ),
    "{name} is a scalar, as small Greek letters are; declare {name}: vector for a vector": (
        "그리스어 소문자인 {name}은(는) 스칼라이다. 벡터로 하려면 {name}: vector로 선언한다"
    ),
    "{name} is a scalar, as small Greek letters are; declare {name}: matrix for a matrix": (
        "그리스어 소문자인 {name}은(는) 스칼라이다. 행렬로 하려면 {name}: matrix로 선언한다"
    ),
    "{name} is a matrix, as capitals are; declare {name}: scalar for a number": (
        "대문자인 {name}은(는) 행렬이다. 수로 하려면 {name}: scalar로 선언한다"
    ),
    "{power}/{divisor} is ({power})/{divisor}; an exponent {exponent}/{divisor} stands in parentheses": (
        "{power}/{divisor}은(는) ({power})/{divisor}이다. 지수 {exponent}/{divisor}은(는) 괄호로 묶는다"
    ),
    "{name}(…) is read as a product with {name}; write {name}*(…) to say so": (
        "{name}(…)은(는) {name}과의 곱으로 읽는다. 그 뜻이면 {name}*(…)로 쓴다"
    ),
    "{text} is {name} minus 1; the inverse is {name}^-1": (
        "{text}은(는) {name}에서 1을 뺀 것이다. 역행렬은 {name}^-1이다"
    ),
    "{name} is one name, apart from {letter}; a power is {letter}^{digit}": (
        "{name}은(는) {letter}와(과) 다른 한 이름이다. 거듭제곱은 {letter}^{digit}로 쓴다"
    ),
    "{name} is a matrix like others; the identity is I_{digits}": (
        "{name}은(는) 여느 행렬이다. 단위행렬은 I_{digits}이다"
    ),
    "{name} is a matrix like others; the commutation matrix is commutation({m}, {n})": (
        "{name}은(는) 여느 행렬이다. 교환행렬은 commutation({m}, {n})이다"
    ),
    "{text} is read from left to right, {left} first": "{text}은(는) 왼쪽부터, {left}을(를) 먼저 읽는다",
    "† is read as the pseudoinverse; write ' for the transpose": "†는 유사역행렬로 읽는다. 전치는 '로 쓴다",
    "{name} is a vector, as small Latin letters are; declare {name}: scalar for a number": (
        "라틴 소문자인 {name}은(는) 벡터이다. 수로 하려면 {name}: scalar로 선언한다"
    ),
    "what stands behind \\in is left out; names are declared behind where": (
        "\\in 뒤에 있는 것은 뺀다. 이름은 where 뒤에 선언한다"
    ),
    "the problem is read as {problem}": "문제를 {problem}(으)로 읽는다",
    "^t is read as the transpose; declare t where it is a power": ("^t는 전치로 읽는다. 거듭제곱이면 t를 선언한다"),
    "{name} at the end is a factor; wrt {name} makes it the target": (
        "끝에 있는 {name}은(는) 인수이다. 변수로 하려면 wrt {name}로 쓴다"
    ),
    "{name} is read as the function": "{name}은(는) 함수로 읽는다",
    "{name} in another alphabet and {name} are read as one symbol": (
        "다른 글꼴의 {name}과(와) 보통 {name}을(를) 같은 기호로 읽는다"
    ),
    "{left} and {right} are taken as stacks of matrices of one shape": (
        "{left}와(과) {right}의 행렬은 꼴이 같다고 본다"
    ),
    "sizes are taken as in (A ⊗ B) vec(X) = vec(B X Aᵀ)": "크기는 (A ⊗ B) vec(X) = vec(B X Aᵀ)에서와 같다고 본다",
    "{text} is read as a product in brackets; the entries of a row have commas between them": (
        "{text}은(는) 괄호로 묶은 곱으로 읽는다. 행의 원소 사이에는 쉼표를 쓴다"
    ),
    "{name} in bold and {name} are read as one symbol": "굵은 {name}과(와) 보통 {name}을(를) 같은 기호로 읽는다",
    "{operator} is taken of all that follows": "{operator}은(는) 뒤에 오는 식 전체에 적용한다",
    "read as NumPy: *, / and ** are elementwise, @ is the matrix product": (
        "NumPy로 읽는다. *, /, **은 원소별 연산이고 @는 행렬 곱이다"
    ),
    "read as R: *, / and ^ are elementwise, %*% is the matrix product": (
        "R로 읽는다. *, /, ^는 원소별 연산이고 %*%는 행렬 곱이다"
    ),
    "the dot is read as the product, as in Mathematica: *, blanks and ^ are elementwise": (
        "Mathematica처럼 점을 행렬 곱으로 읽는다. *, 빈칸, ^는 원소별 연산이다"
    ),
    "a dot between two vectors is read as the inner product": "두 벡터 사이의 점은 내적으로 읽는다",
}
