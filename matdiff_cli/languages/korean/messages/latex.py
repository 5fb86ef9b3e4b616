"""What cannot be read of LaTeX."""

LATEX = {
    "a command of LaTeX, or MATLAB's left division?": "LaTeX의 명령인가, MATLAB의 왼쪽 나눗셈인가?",
    "a space decides: A\\ exp(x) is inv(A)*exp(x), A \\exp(x) is A*exp(x)": (
        "띄어쓰기로 정한다: A\\ exp(x)는 inv(A)*exp(x), A \\exp(x)는 A*exp(x)이다"
    ),
    "the formula ends too early": "수식이 끝나지 않았다",
    "something is missing here": "여기에 무언가가 빠졌다",
    "{text} is missing": "{text}이(가) 빠졌다",
    "an argument is missing": "인자가 빠졌다",
    "put it in braces": "중괄호 안에 쓴다",
    "nothing stands here": "여기가 비어 있다",
    "nothing stands between the brackets": "괄호 사이가 비어 있다",
    "{name} has no argument": "{name}의 인자가 없다",
    "use parentheses: {name}(…)": "괄호를 쓴다: {name}(…)",
    "use parentheses": "괄호를 쓴다",
    "is this a composition of functions?": "함수의 합성인가?",
    "write its formula; a product is A .* B": "그 식을 쓴다. 곱은 A .* B이다",
    "this exponent of a function is not read": "함수의 이 지수는 읽지 못한다",
    "put it behind the argument": "인자 뒤에 쓴다",
    "does the exponent belong to the argument?": "지수가 인자에 붙는가?",
    "\\frac{\\partial}{\\partial X} …, \\nabla_x …": "\\frac{\\partial}{\\partial X} … 또는 \\nabla_x …",
    "write it with vectors and matrices, as in \\mathbf{1}^\\top \\log(x)": (
        "\\mathbf{1}^\\top \\log(x)처럼 벡터와 행렬로 쓴다"
    ),
    "{sign} is not read yet: sums over data are not read yet": (
        "{sign}은(는) 아직 읽지 못한다. 데이터에 대한 합은 아직 읽지 못한다"
    ),
    "{sign} inside of an expression": "식 안에 {sign}",
    "a derivative sign stands at the beginning: \\frac{\\partial}{\\partial X} …, \\nabla_x …": (
        "미분 기호는 맨 앞에 쓴다: \\frac{\\partial}{\\partial X} …, \\nabla_x …"
    ),
    "matdiff --help shows the LaTeX that is read": "읽을 수 있는 LaTeX은 matdiff --help에 있다",
    "an index of more than a symbol": "기호가 아닌 것에 첨자가 붙었다",
    "only symbols have indices: x_i": "첨자는 기호에만 붙인다: x_i",
    "an indicator is not read": "지시함수는 읽지 않는다",
    "functions with kinks have names, such as sign(x)": "꺾이는 함수는 sign(x)처럼 이름으로 쓴다",
    "only square roots are read": "제곱근만 읽는다",
    "write x^{1/3} for a scalar x": "스칼라 x이면 x^{1/3}로 쓴다",
    "the environment {name} is not read": "환경 {name}은(는) 읽지 못한다",
    "matrices are bmatrix, pmatrix or array": "행렬은 bmatrix, pmatrix, array로 쓴다",
    "delete it": "지운다",
    "the target stands twice": "변수가 두 번 나온다",
    "leave `wrt` out": "`wrt`를 뺀다",
    "this set is not known": "알 수 없는 집합이다",
    "what is differentiated?": "무엇을 미분하는가?",
    "write the formula of the function in place of its name": "함수의 이름 자리에 그 식을 쓴다",
    "{name} does not occur in what is differentiated": "미분할 식에 {name}이(가) 없다",
    "does the derivative sign reach across this?": "미분 기호가 여기를 넘어서도 걸리는가?",
    "put what is differentiated in parentheses, or write it with wrt: {command}": (
        "미분할 식을 괄호로 묶거나 wrt로 쓴다: {command}"
    ),
    "is this a power, or an index?": "거듭제곱인가, 첨자인가?",
    "a power is x^{k+1}, an index x_{k}; a name has no signs": (
        "거듭제곱은 x^{k+1}, 첨자는 x_{k}로 쓴다. 이름에는 부호를 쓰지 않는다"
    ),
    "a pseudo-inverse is \\operatorname{pinv}(A); other marks belong into an index: x_{s}": (
        "유사역행렬은 \\operatorname{pinv}(A)로 쓴다. 다른 표시는 x_{s}처럼 첨자에 쓴다"
    ),
    "this exponent is not read": "이 지수는 읽지 못한다",
    "an exponent is missing": "지수가 빠졌다",
    "this index is not read": "이 첨자는 읽지 못한다",
    "an index is made of letters and digits: x_{ij}": "첨자는 문자와 숫자로 쓴다: x_{ij}",
    "name the symbol alone; `--layout numerator` gives the derivative by the transpose": (
        "기호만 쓴다. 전치에 대한 도함수는 `--layout numerator`로 얻는다"
    ),
    "the derivative by the transpose of {name} has the layout of --layout numerator": (
        "{name}의 전치에 대한 도함수는 --layout numerator의 레이아웃이다"
    ),
    "only gradients and Hessians are read": "그라디언트와 헤시안만 읽는다",
    "what stands behind a whole derivative?": "도함수 뒤에 무엇이 있는가?",
    "one derivative is a problem by itself": "도함수 하나가 한 문제이다",
    "this order of a derivative is not read": "이 차수의 도함수는 읽지 못한다",
    "first and second derivatives are": "1차와 2차 도함수를 읽는다",
    "this is no symbol to differentiate by": "이것은 미분할 변수가 아니다",
    "a derivative is by one symbol": "도함수는 한 기호에 대한 것이다",
    "a second derivative by two symbols": "두 기호에 대한 2차 도함수이다",
    "matdiff … wrt x, y --hessian has every block": "matdiff … wrt x, y --hessian이 모든 블록을 준다",
    "is this a derivative by the square of {name}?": "{name}의 제곱에 대한 도함수인가?",
    "write a letter of its own for the square; a second derivative is d²/d{name}²": (
        "제곱을 다른 글자로 쓴다. 2차 도함수는 d²/d{name}²이다"
    ),
    "this exponent of a derivative is not read": "미분 기호의 이 지수는 읽지 못한다",
    "\\nabla^2 is the Hessian": "\\nabla^2은 헤시안이다",
    "write its formula, or declare {name}(…): matrix(m, n); a product is {name} \\cdot (…)": (
        "그 식을 쓰거나 {name}(…): matrix(m, n)으로 선언한다. 곱은 {name} \\cdot (…)이다"
    ),
    "write its formula, or declare {name}(…): matrix(m, n); a product is {name}*(…)": (
        "그 식을 쓰거나 {name}(…): matrix(m, n)으로 선언한다. 곱은 {name}*(…)이다"
    ),
    "macros that grow without end": "끝없이 늘어나는 매크로이다",
    "this definition is not read": "이 정의는 읽지 못한다",
    "what stands over what?": "분자와 분모가 무엇인가?",
    "write \\frac{a}{b}, \\newcommand{\\tr}{\\operatorname{tr}}, or what is meant without macros": (
        "\\frac{a}{b}, \\newcommand{\\tr}{\\operatorname{tr}}처럼 쓰거나 매크로 없이 쓴다"
    ),
    "the derivative of a function inside of an expression": "식 안에 함수의 도함수가 있다",
    "write it out: s(1 - s)": "풀어 쓴다: s(1 - s)",
    "is d the sign of an increment here?": "여기서 d는 변화량의 기호인가?",
    "the increment is \\mathrm{d}x; or declare d": "변화량은 \\mathrm{d}x로 쓴다. 아니면 d를 선언한다",
    "write the formula of its value": "그 값의 식을 쓴다",
    "is {name} a function here?": "여기서 {name}은(는) 함수인가?",
    "two symbols would both be called {name}": "두 기호의 이름이 모두 {name}이(가) 된다",
    "rename one of them": "하나의 이름을 바꾼다",
    "too many exponents in a row": "지수가 너무 많이 이어진다",
    "group them with parentheses": "괄호로 묶는다",
    "an exponent of nothing": "밑이 없는 지수이다",
    "put the base before it": "그 앞에 밑을 쓴다",
    "\\|x\\| is the Euclidean norm, \\|X\\| Frobenius', \\|x\\|_1 the sum of absolute values": (
        "\\|x\\|는 유클리드 노름, \\|X\\|는 프로베니우스 노름, \\|x\\|_1은 절댓값의 합이다"
    ),
    "several equations": "등식이 여럿이다",
    "type one of them; whether equations hold is asked with matdiff check": (
        "그중 하나만 쓴다. 등식이 맞는지는 matdiff check로 묻는다"
    ),
    "does the formula go on in the new line?": "식이 새 줄에서 이어지는가?",
    "write \\cdot before what goes on, or type one of the formulas": (
        "이어지는 것 앞에 \\cdot을 쓰거나 식을 하나만 쓴다"
    ),
    "a differential of more than a symbol": "기호가 아닌 것의 미분이다",
    "write it out, in increments such as dX": "dX 같은 변화량으로 풀어 쓴다",
}
