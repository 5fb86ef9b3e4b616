"""What cannot be read: the plain language, and code of other languages."""

READING = {
    # characters
    "the problem is {n} characters long; at most {most} are read": "문제가 {n}자이다. 많아야 {most}자까지 읽는다",
    "name repeated parts with `where NAME = EXPRESSION`": (
        "되풀이되는 부분은 `where NAME = EXPRESSION`으로 이름을 붙인다"
    ),
    "{_what} in the problem": "문제에 {_what}이(가) 있다",
    "control character {code}": "제어 문자 {code}",
    "invisible character {code}": "보이지 않는 문자 {code}",
    "{code} is no character of the language": "{code}은(는) 여기서 쓰는 문자가 아니다",
    "the input is not valid UTF-8": "입력이 올바른 UTF-8이 아니다",
    "the text is not UTF-8": "글이 UTF-8이 아니다",
    "save or convert the text as UTF-8": "글을 UTF-8로 저장하거나 변환한다",
    "delete it; it may have come with copied text": "지운다. 복사한 글에 딸려 온 것일 수 있다",
    "a number of {n} digits": "{n}자리 수",
    "at most {n} digits are read; use a symbol instead": "많아야 {n}자리까지 읽는다. 대신 기호를 쓴다",
    "the exponent of this number is too large": "이 수의 지수가 너무 크다",
    "at most {n}; use a symbol instead": "많아야 {n}이다. 대신 기호를 쓴다",
    "sums over data are not read yet": "데이터에 대한 합은 아직 읽지 못한다",
    "write it with matrices: sum(…) of a vector, X*w for all w'*x_i": (
        "행렬로 쓴다: 벡터의 합은 sum(…), 모든 w'*x_i는 X*w"
    ),
    # brackets
    'brackets come in pairs: "{opener}" … "{closer}"': '괄호는 짝을 이룬다: "{opener}" … "{closer}"',
    "brackets come in pairs": "괄호는 짝을 이룬다",
    '"{bracket}" is closed by "{other}"': '"{bracket}" 괄호를 "{other}" 괄호로 닫았다',
    '"{bracket}" is never closed': '"{bracket}" 괄호가 닫히지 않았다',
    '"{bracket}" has no "{opener}" before it': '"{bracket}" 앞에 짝이 되는 "{opener}" 괄호가 없다',
    '"{bracket}" has no partner before it': '"{bracket}" 앞에 짝이 없다',
    "more than {n} brackets inside each other": "괄호가 {n}겹보다 깊다",
    "name inner parts with `where NAME = EXPRESSION`": "안쪽 부분은 `where NAME = EXPRESSION`으로 이름을 붙인다",
    "name parts of it with where": "부분마다 where로 이름을 붙인다",
    "nested too deeply": "너무 깊이 겹쳐 있다",
    "the expression is nested too deeply": "식이 너무 깊이 겹쳐 있다",
    "this bar is never closed": "이 세로줄이 닫히지 않았다",
    "|X| is a determinant or an absolute value, ||x|| a norm; write * between factors, or abs(…), norm(…)": (
        "|X|는 행렬식이나 절댓값, ||x||는 노름이다. 인수 사이에 *를 쓰거나 abs(…), norm(…)으로 쓴다"
    ),
    "< and > are only used for the inner product, <A, B>": "<와 >는 내적 <A, B>에만 쓴다",
    "comparisons are not read": "부등식은 읽지 않는다",
    "relu(x) is max(x, 0), and (1 + sign(x))/2 is 1 where x > 0": (
        "relu(x)는 max(x, 0)이고, (1 + sign(x))/2는 x > 0인 곳에서 1이다"
    ),
    "entries of vectors and matrices are not read yet": "벡터와 행렬의 원소는 아직 읽지 못한다",
    "with unit vectors an entry is e_i'*x, or e_i'*X*e_j": "단위 벡터로 쓰면 원소는 e_i'*x 또는 e_i'*X*e_j이다",
    "with unit vectors an entry is e_i'*x, or e_i'*X*e_j; a product is written with *, as in x*{indices}": (
        "단위 벡터로 쓰면 원소는 e_i'*x 또는 e_i'*X*e_j이다. 곱은 x*{indices}처럼 *로 쓴다"
    ),
    'does "{sign}" begin an entry, or is it an operator?': '"{sign}" 기호는 원소의 부호인가, 연산자인가?',
    "write [a, {sign}b] for two entries, [a {sign} b] for one": (
        "두 원소는 [a, {sign}b]로, 한 원소는 [a {sign} b]로 쓴다"
    ),
    "a row of {n} below a row of {m}": "원소가 {m}개인 행 아래에 {n}개인 행이 있다",
    "the rows of a literal are equally long; `;` starts a row, `,` stands between entries": (
        "모든 행의 길이가 같아야 한다. `;`는 새 행을 시작하고 `,`는 원소를 나눈다"
    ),
    # signs without a meaning, and what to write instead
    '"{text}" has no meaning here': '여기서 "{text}"의 뜻을 알 수 없다',
    '"{text}" is not expected here': '"{text}"의 자리가 아니다',
    "names are made of plain Latin and Greek letters, digits and _": "이름은 로마자와 그리스 문자, 숫자, _로 짓는다",
    "A\\b of MATLAB is inv(A)*b": "MATLAB의 A\\b는 inv(A)*b이다",
    "products are written * or by juxtaposition; a cross product is S*b where S: skew(3)": (
        "곱은 *를 쓰거나 나란히 쓴다. 외적은 S*b where S: skew(3)으로 쓴다"
    ),
    "half is 0.5 or 1/2, not 50%; comments begin with #": "절반은 50%가 아니라 0.5나 1/2로 쓴다. 주석은 #로 시작한다",
    "write the two problems on lines of their own": "두 문제를 한 줄에 하나씩 쓴다",
    "there is no factorial": "계승은 없다",
    "separate problems by lines, entries of a literal by commas": "문제는 줄로, 원소는 쉼표로 나눈다",
    "dollars stand round the whole formula, or nowhere": "$는 식 전체를 둘러싸거나 쓰지 않는다",
    'write the "{plain}" of the keyboard': '키보드의 "{plain}" 기호를 쓴다',
    "a problem is a formula and its target, {example}": "문제는 {example}처럼 식과 변수이다",
    "the signs of formulas are {signs}": "식의 기호는 {signs}이다",
    "see `matdiff --help` for the language": "쓰는 법은 `matdiff --help`에 있다",
    "transposes are written X'": "전치는 X'로 쓴다",
    "names begin with a letter; a norm's index follows its bars, ||x||_1": (
        "이름은 문자로 시작한다. 노름의 첨자는 ||x||_1처럼 세로줄 뒤에 쓴다"
    ),
    "names begin with a letter": "이름은 문자로 시작한다",
    "a decimal point stands between digits; .*  ./  .^ are elementwise operators": (
        "소수점은 숫자 사이에 쓴다. .*  ./  .^는 원소별 연산자이다"
    ),
    "braces are only for exponents, x^{2}; group with parentheses": (
        "중괄호는 x^{2} 같은 지수에만 쓴다. 묶을 때는 소괄호를 쓴다"
    ),
    "expectations are not read": "기댓값은 읽지 않는다",
    "probabilities are not read": "확률은 읽지 않는다",
    "indicators are not read; relu(x) is max(x, 0), sign(x) the sign": (
        "지시함수는 읽지 않는다. relu(x)는 max(x, 0), sign(x)는 부호이다"
    ),
    "integrals are not read": "적분은 읽지 않는다",
    "write declarations after where: x: vector(n)": "선언은 where 뒤에 쓴다: x: vector(n)",
    # the expression
    "no {_what} here": "여기에 {_what}이(가) 없다",
    "problem": "문제",
    "target": "변수",
    "declaration": "선언",
    "for example {example}": "예를 들면 {example}",
    "for example {example}, or {other}": "예를 들면 {example} 또는 {other}",
    "a problem looks like {example}": "문제는 {example}처럼 쓴다",
    '"=" is no part of an expression': '"="는 식에 쓰지 않는다',
    "type only the right-hand side; abbreviations follow `where`": "우변만 쓴다. 약칭은 `where` 뒤에 정한다",
    "a declaration before where": "where 앞에 선언이 있다",
    "write EXPRESSION wrt x where x: vector(n)": "EXPRESSION wrt x where x: vector(n)처럼 쓴다",
    '"{sign}" outside of a call or a literal': '함수의 괄호나 대괄호 밖에 "{sign}"',
    "one problem a line; a comma separates arguments, entries, targets and declarations": (
        "한 줄에 한 문제를 쓴다. 쉼표는 인자, 원소, 변수, 선언을 나눈다"
    ),
    "two numbers side by side": "두 수가 나란히 있다",
    "an operator is missing, or a comma between entries": "연산자가 빠졌거나 원소 사이의 쉼표가 빠졌다",
    "an operator is missing before {text}": "{text} 앞에 연산자가 빠졌다",
    "write {text}*x or 2x: the number goes first, or x^{text}": (
        "{text}*x나 2x처럼 수를 앞에 쓰거나, 지수이면 x^{text}(으)로 쓴다"
    ),
    'no exponent after "{sign}"': '"{sign}" 뒤에 지수가 없다',
    "an exponent is a number, a name, T, or in parentheses": "지수는 수, 이름, T이거나 괄호 안에 쓴 식이다",
    "an operand is missing {_where}": "{_where} 식이 빠졌다",
    'between "{before}" and "{after}"': '"{before}"와 "{after}" 사이에',
    'after "{before}"': '"{before}" 뒤에',
    'something must follow "{before}"': '"{before}" 뒤에 무언가가 와야 한다',
    'nothing stands between "{before}" and "{after}"': '"{before}"와 "{after}" 사이가 비어 있다',
    "put an expression there": "거기에 식을 쓴다",
    'an operand is missing before "{text}"': '"{text}" 앞에 식이 빠졌다',
    "the expression ends too early": "식이 끝나지 않았다",
    "an operator may be missing before it": "그 앞에 연산자가 빠졌을 수 있다",
    "{word} stands twice": "{word}이(가) 두 번 나온다",
    "use commas: {example}": "쉼표를 쓴다: {example}",
    "write (a^b)^c or a^(b^c)": "(a^b)^c나 a^(b^c)로 쓴다",
    "a power of a power needs parentheses": "거듭제곱의 거듭제곱에는 괄호가 필요하다",
    '"{word}" is a word here, not a symbol': '여기서 "{word}"는 기호가 아니라 낱말이다',
    "write * between factors; one problem a line, and abbreviations follow `where`": (
        "인수 사이에는 *를 쓴다. 문제는 한 줄에 하나씩, 약칭은 `where` 뒤에 정한다"
    ),
    "does the exponent end with {number}?": "지수가 {number}에서 끝나는가?",
    "write e^({number}*…) or e^({number})*…": "e^({number}*…) 또는 e^({number})*…로 쓴다",
    "is {text} the inverse of a change?": "{text}은(는) 변화량의 역행렬인가?",
    "the change of an inverse is -{name}^-1*d{name}*{name}^-1": "역행렬의 변화량은 -{name}^-1*d{name}*{name}^-1이다",
    "is {word} a symbol, or what is left of \\{command}?": "{word}은(는) 기호인가, \\{command}에서 남은 것인가?",
    "a shell takes backslashes: put LaTeX in single quotes, or in a file; or declare {word}": (
        "셸은 백슬래시를 없앤다. LaTeX는 작은따옴표 안이나 파일에 쓴다. 아니면 {word}을(를) 선언한다"
    ),
    "type the formula alone, as in x'*A*x wrt x; or declare {word}, or write {word}*…": (
        "x'*A*x wrt x처럼 식만 쓴다. 아니면 {word}을(를) 선언하거나 {word}*…로 쓴다"
    ),
    "constraints are not handled: a derivative is that of the function alone": (
        "제약 조건은 다루지 않는다. 도함수는 함수만의 것이다"
    ),
    "leave it out, or add it to the function with a multiplier: … + λ*(x'*x - 1)": (
        "빼거나, 승수를 곱하여 함수에 더한다: … + λ*(x'*x - 1)"
    ),
    # targets and declarations
    "targets are names: wrt x, or wrt x, Y, or wrt [a, b]": "변수는 이름이다: wrt x, wrt x, Y, wrt [a, b]",
    "a vector of ones is vector(1), as in X*vector(1)": "1로 된 벡터는 X*vector(1)처럼 vector(1)로 쓴다",
    "what is known of a symbol stands behind where: {example}": "기호에 대해 아는 것은 where 뒤에 쓴다: {example}",
    "no target after wrt": "wrt 뒤에 변수가 없다",
    'no target after "{before}"': '"{before}" 뒤에 변수가 없다',
    "{text} after the target {target}": "변수 {target} 뒤에 {text}",
    "targets are separated by commas; declarations follow `where`": "변수는 쉼표로 나누고, 선언은 `where` 뒤에 쓴다",
    '"{text}" is no target': '"{text}"에 대해서는 미분할 수 없다',
    "declarations look like x: vector(n), A in R^(m x n), r = x - A*s": (
        "선언은 x: vector(n), A in R^(m x n), r = x - A*s처럼 쓴다"
    ),
    "the declarations end too early, before {word}": "{word} 앞에서 선언이 끝나지 않았다",
    "the declarations end too early": "선언이 끝나지 않았다",
    "no declaration after where": "where 뒤에 선언이 없다",
    "no type after the colon": "쌍점 뒤에 종류가 없다",
    "types: {types}": "종류: {types}",
    "{name} has no type": "{name}의 종류가 없다",
    "write {name}: vector(n) or {name}: matrix(m, n)": "{name}: vector(n)이나 {name}: matrix(m, n)으로 쓴다",
    'nothing follows "{before}"': '"{before}" 뒤에 아무것도 없다',
    'a ":" that no name stands before': '":" 앞에 이름이 없다',
    '"{text}" is not expected in a declaration': '선언에 "{text}"의 자리가 없다',
    "write x ∈ ℝⁿ or X in R^(m x n)": "x ∈ ℝⁿ이나 X in R^(m x n)으로 쓴다",
    "sizes are names, positive integers, and products of these": "크기는 이름, 양의 정수, 그 곱이다",
    "is F a factor, or the index of the norm?": "F는 인수인가, 노름의 첨자인가?",
    "write ||X||_F, or ||X||*F": "||X||_F 또는 ||X||*F로 쓴다",
    "write {name}({a}.^{k}) or {name}{b}^{l}": "{name}({a}.^{k}) 또는 {name}{b}^{l}로 쓴다",
    "is d a symbol, or the sign of a differential?": "d는 기호인가, 미분을 나타내는가?",
    "leave it out and write wrt x, or declare d": "빼고 wrt x라고 쓰거나 d를 선언한다",
    "is Σ a matrix, or the sign of a sum?": "Σ는 행렬인가, 합의 기호인가?",
    "the derivative by an entry is an entry of the derivative by {stem}": (
        "원소에 대한 도함수는 {stem}에 대한 도함수의 원소이다"
    ),
    "write d{name}' for the transpose": "전치는 d{name}'로 쓴다",
    "the target is named twice, and not the same": "변수가 두 번 적혔고 서로 다르다",
    "leave out one of them; {name} is asked for here": "하나를 뺀다. 여기서는 {name}에 대해 묻는다",
    "a derivative in an expression is not read": "식 안의 도함수는 읽지 않는다",
    "write it out, as in 2*x for that of x'*x": "x'*x의 도함수를 2*x로 쓰듯 풀어 쓴다",
    "an expression has no wrt": "식에는 wrt를 쓰지 않는다",
    "leave it out": "뺀다",
    "only abbreviations are declared here": "여기서는 약칭만 정할 수 있다",
    # norms and functions
    "this norm is not among the norms": "이런 노름은 없다",
    "||x|| (Euclidean, Frobenius), ||x||_1 of a vector, norm1(X): the sum of absolute values": (
        "||x||(유클리드, 프로베니우스), 벡터의 ||x||_1, 절댓값의 합 norm1(X)가 있다"
    ),
    "norm(x), norm(x, 1), norm1(X), norm(X) of a matrix is Frobenius'": (
        "norm(x), norm(x, 1), norm1(X)가 있고, 행렬의 norm(X)는 프로베니우스 노름이다"
    ),
    "how far does {name} reach?": "{name}은(는) 어디까지 걸리는가?",
    "how far does tr reach?": "tr은 어디까지 걸리는가?",
    "a trace is a number; what it is of stands in parentheses, as in tr((X - A)'*(X - A))": (
        "대각합은 수이다. 그 대상은 tr((X - A)'*(X - A))처럼 괄호로 묶는다"
    ),
    "how much of this does {name} take?": "{name}은(는) 어디까지 걸리는가?",
    "write {name}({inside})*… or {name}({inside}*…)": "{name}({inside})*…이나 {name}({inside}*…)로 쓴다",
    # code
    "this looks like NumPy, but Python cannot read it": "NumPy처럼 보이지만 Python으로 읽을 수 없다",
    "in Python a transpose is .T and a power **; or write all of it in the language: tr(A'*X)": (
        "Python에서 전치는 .T, 거듭제곱은 **이다. 아니면 모두 여기의 말로 쓴다: tr(A'*X)"
    ),
    "this looks like {language}, but {_what}": "{language}처럼 보이지만, {_what}",
    "write all of it in the language: tr(A'*X)": "모두 여기의 말로 쓴다: tr(A'*X)",
    "this code is too long or too deep": "코드가 너무 길거나 깊다",
    "write a part of it": "일부만 쓴다",
    "this part of the code is not read: {text}": "코드의 이 부분은 읽지 못한다: {text}",
    "write what it computes in the language": "그것이 계산하는 식을 여기의 말로 쓴다",
    "write it in the language": "여기의 말로 쓴다",
    "a norm has one argument, and perhaps its order": "노름은 인자가 하나이고, 차수를 덧붙일 수 있다",
    "this size is not read": "이 크기는 읽지 못한다",
    "a size is a name or a number: np.eye(n)": "크기는 이름이나 수이다: np.eye(n)",
    "name it: a scalar of its own": "이름을 붙여 스칼라로 쓴다",
    "these subscripts are not read": "이 첨자들은 읽지 못한다",
    "a product of matrices is A @ B, its transpose .T, sum(A*B) a sum of products entry by entry": (
        "행렬 곱은 A @ B, 전치는 .T, 원소별 곱의 합은 sum(A*B)이다"
    ),
    "this operator is not read": "이 연산자는 읽지 못한다",
    "+, -, *, /, **, @ are": "+, -, *, /, **, @를 읽는다",
    "arguments with names are not read": "이름 붙은 인자는 읽지 못한다",
    "a sum or a mean may have an axis; leave out others": "합과 평균에는 axis를 쓸 수 있다. 다른 것은 뺀다",
    "this axis is not there": "이 축은 없다",
    "a vector has one axis, 0": "벡터의 축은 0 하나이다",
    "is this the matrix product?": "행렬 곱인가?",
    "in Mathematica it is a dot, A.B; a blank is elementwise": (
        "Mathematica에서 행렬 곱은 A.B이다. 빈칸은 원소별 곱이다"
    ),
    "%*% is no product with a scalar": "%*%는 스칼라와의 곱이 아니다",
    "write * for it": "*로 쓴다",
    "a row meets a column": "행벡터와 열벡터가 원소별로 만난다",
    "as.numeric(…) of a row is a column": "행벡터의 as.numeric(…)은 열벡터이다",
    "names with a dot are not read": "점이 든 이름은 읽지 못한다",
    "write an underscore: x_new for x.new": "밑줄로 쓴다: x.new 대신 x_new",
    "an outer product of what are no two vectors": "벡터가 아닌 것의 외적이다",
    "x %o% y is read of vectors alone": "x %o% y는 벡터에 대해서만 읽는다",
    "a determinant by itself is a list in R": "R의 determinant는 리스트를 준다",
    "determinant(A)$modulus is its logarithm": "determinant(A)$modulus가 그 로그이다",
    "put the expression in place of the name": "이름 자리에 그 식을 쓴다",
    "definitions are not read together with code": "코드와 정의를 함께 읽지 못한다",
    "what {name} is must be said in the text itself": "{name}이(가) 무엇인지 글에서 말해야 한다",
    "add: where {name}: vector": "덧붙인다: where {name}: vector",
    "add: where {name}: scalar": "덧붙인다: where {name}: scalar",
    "is {name} a scalar or a vector?": "{name}은(는) 스칼라인가, 벡터인가?",
    "is {name} a scalar or a matrix?": "{name}은(는) 스칼라인가, 행렬인가?",
    "write {function}({sum}){power} or {same}({term}){again}": (
        "{function}({sum}){power} 또는 {same}({term}){again}(으)로 쓴다"
    ),
    "is {sign} an exponent?": "{sign}은(는) 지수인가?",
    "write ^-1 for the inverse, - 1*… for a difference": "역행렬은 ^-1로, 차는 - 1*…로 쓴다",
    "does {word} belong to what stands before it?": "{word}은(는) 그 앞의 것에 붙는가?",
    "write X{sign}, or {word}(X)": "X{sign} 또는 {word}(X)로 쓴다",
    "log(p/(1 - p)) is the inverse of the sigmoid": "시그모이드의 역함수는 log(p/(1 - p))이다",
    "vec(X) stacks all entries": "vec(X)는 모든 원소를 쌓는다",
    "write it with sin, cos, tan, sinh, cosh, tanh": "sin, cos, tan, sinh, cosh, tanh로 쓴다",
    "log(x)/log(10) is the logarithm to the base 10": "밑이 10인 로그는 log(x)/log(10)이다",
    "is {name} a logarithm to the base {base}?": "{name}은(는) 밑이 {base}인 로그인가?",
    "log(x)/log(2) is the logarithm to the base 2": "밑이 2인 로그는 log(x)/log(2)이다",
    "is {number} a factor, or the number of the formula?": "{number}은(는) 인수인가, 식의 번호인가?",
    "leave it out, or write a factor with *": "빼거나, 인수이면 *를 쓴다",
    "is In a logarithm, or an identity?": "In은 로그인가, 단위행렬인가?",
    "write ln(…), or I_n": "ln(…) 또는 I_n으로 쓴다",
    "does † transpose a vector?": "†는 벡터의 전치인가?",
    "the pseudoinverse is pinv(x)": "유사역행렬은 pinv(x)이다",
    "if {name} is a matrix add: where {name}: matrix": "{name}이(가) 행렬이면 덧붙인다: where {name}: matrix",
    "if {name} is a scalar add: where {name}: scalar; rows and columns are scaled with diag(x)*X": (
        "{name}이(가) 스칼라이면 where {name}: scalar를 덧붙인다. 행이나 열에 곱하려면 diag(x)*X로 쓴다"
    ),
    "a matrix product with a scalar": "스칼라와의 행렬 곱이다",
    "a row at the right of a product": "곱의 오른쪽에 행벡터가 있다",
    "outer(x, y) is the outer product; leave out the transpose": "외적은 outer(x, y)이다. 전치를 뺀다",
    "a vector meets a matrix entry by entry": "벡터와 행렬이 원소별로 만난다",
    "an exponent must be a scalar": "지수는 스칼라여야 한다",
    "declare it: where p: scalar": "선언한다: where p: scalar",
    "of one-dimensional arrays leave out the transpose": "1차원 배열에서는 전치를 뺀다",
    "this norm is not read": "이 노름은 읽지 못한다",
    "norm(x), norm(x, 1) of vectors and Frobenius' norm of matrices are": (
        "벡터의 norm(x), norm(x, 1)과 행렬의 프로베니우스 노름을 읽는다"
    ),
    "{name} is not read of such arguments": "이런 인자를 받은 {name}은(는) 읽지 못한다",
    "this function is not read of such arguments": "이런 인자를 받은 함수는 읽지 못한다",
}
