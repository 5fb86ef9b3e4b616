"""What is wrong with a command line, a file, a claim, a picture; and what the verbs say besides."""

COMMAND = {
    # answers
    "this took longer than {n} s": "{n}초가 넘게 걸렸다",
    "--timeout SECONDS allows more, 0 any time": "--timeout SECONDS로 더 기다린다. 0이면 제한이 없다",
    "internal error ({error})": "내부 오류({error})",
    "internal error ({error}); please report it": "내부 오류({error}). 알려 주기 바란다",
    "this is a mistake in matdiff; please report it with the problem": (
        "matdiff의 잘못이다. 문제와 함께 알려 주기 바란다"
    ),
    "the answer has more than {n} symbols, even with names for what repeats in the function": (
        "함수에서 되풀이되는 부분에 이름을 붙여도 답의 기호가 {n}개를 넘는다"
    ),
    "differentiate by one of the names, and put the pieces together": "이름마다 따로 미분하여 합친다",
    "second derivatives of the unknown {names} are not available yet": (
        "미지의 함수 {names}의 2차 도함수는 아직 구하지 못한다"
    ),
    "second derivatives are those of scalar functions, or of anything by a scalar": (
        "2차 도함수는 스칼라 함수의 것이거나 스칼라에 대한 것만 구한다"
    ),
    "pick an entry or a sum of the function's entries, or differentiate by a scalar": (
        "함수의 원소 하나나 원소들의 합을 고르거나, 스칼라에 대해 미분한다"
    ),
    "the derivative of {name} is not available yet": "{name}의 도함수는 아직 구하지 못한다",
    "the determinant of a matrix of rank 1 is 0 unless its size is 1": (
        "랭크가 1인 행렬의 행렬식은 크기가 1이 아니면 0이다"
    ),
    "declare the size, such as x: vector(3); for size 1 write it without det": (
        "x: vector(3)처럼 크기를 선언한다. 크기가 1이면 det 없이 쓴다"
    ),
    "there is no derivative at the entries that are 0, whatever the symbols are": (
        "기호가 무엇이든 원소가 0인 곳에서 미분할 수 없다"
    ),
    "division by entries that are 0, whatever the symbols are": "기호가 무엇이든 0인 원소로 나누게 된다",
    "the answer would need the logarithm of a number that is not positive": "답에 양수가 아닌 수의 로그가 나온다",
    "the logarithm of a determinant that is 0, whatever the symbols are": "기호가 무엇이든 0인 행렬식의 로그이다",
    "a matrix of less than full rank has no inverse, whatever its symbols are": (
        "기호가 무엇이든 랭크가 모자라는 행렬에는 역행렬이 없다"
    ),
    "the function or its derivative divides by zero, whatever the symbols are": (
        "기호가 무엇이든 함수나 그 도함수에서 0으로 나누게 된다"
    ),
    "a number of more than {n} digits arises": "{n}자리가 넘는 수가 나온다",
    "use a symbol for a large number": "큰 수는 기호로 쓴다",
    "an exponent of more than {n} arises": "{n}보다 큰 지수가 나온다",
    "use a symbol for a large exponent": "큰 지수는 기호로 쓴다",
    "there is no code for the unknown function {name}": "미지의 함수 {name}의 코드는 없다",
    "there is no code for {name} in {language} yet": "{language}에는 아직 {name}의 코드가 없다",
    "there is no code for {name} yet": "아직 {name}의 코드가 없다",
    # checks
    "step {step}, line {line}: {text}   [{_trouble}]": "{step}단계 {line}번째 줄: {text}   [{_trouble}]",
    "the result cannot be read back: {_error}": "결과를 다시 읽을 수 없다: {_error}",
    "the derivation cannot be read back: {_error}": "유도 과정을 다시 읽을 수 없다: {_error}",
    "the result differs from the function's differences": "결과가 함수의 차분과 다르다",
    "no point has a value": "값이 있는 점이 없다",
    "has no value anywhere": "어디에서도 값이 없다",
    "does not hold": "성립하지 않는다",
    "unknown relation": "알 수 없는 관계이다",
    "unbalanced parentheses in {text}": "괄호의 짝이 맞지 않는다: {text}",
    "nothing to go on from": "이을 것이 없다",
    "cannot be read: {_trouble}": "읽을 수 없다: {_trouble}",
    "cannot be evaluated: {_error}": "값을 구할 수 없다: {_error}",
    "shape {shape} is not that of the derivative": "크기 {shape}은(는) 도함수의 크기가 아니다",
    "shapes {shape} and {other} differ": "크기 {shape}과(와) {other}이(가) 다르다",
    # claims
    "there is nothing to go on from": "이을 것이 없다",
    "there is no = to judge": "판정할 =가 없다",
    "write LEFT = RIGHT, or = RIGHT to go on": "LEFT = RIGHT로 쓰고, 이어 쓸 때는 = RIGHT로 쓴다",
    "nothing stands behind the sign": "기호 뒤가 비어 있다",
    "a second =": "=가 또 나온다",
    "write one claim a line": "한 줄에 한 주장을 쓴다",
    "nothing stands {_where} the =": "= {_where}이(가) 비어 있다",
    "in front of": "앞",
    "behind": "뒤",
    "a claim is about one target": "주장은 한 변수에 대한 것이다",
    "write one claim for each, or [x, y] for the vector of scalars": (
        "변수마다 한 주장을 쓰거나, 스칼라의 벡터이면 [x, y]로 쓴다"
    ),
    "write eye(n), ones(m, n), … with the sizes of the symbols": "기호의 크기를 써서 eye(n), ones(m, n), …으로 쓴다",
    "the size of this does not settle": "이 식의 크기가 정해지지 않는다",
    "the sizes are too large to be tried with numbers": "크기가 너무 커서 수로 시험할 수 없다",
    "name the sizes, such as `where x: vector(n)`": "크기에 이름을 붙인다: `where x: vector(n)`",
    "name the sizes": "크기에 이름을 붙인다",
    "declare what is positive or structured, such as `where X: spd(n)`": (
        "양수인 것이나 구조가 있는 것을 선언한다: `where X: spd(n)`"
    ),
    "declare what is positive or structured": "양수인 것이나 구조가 있는 것을 선언한다",
    "{_subject} no real value at any point tried": "시험한 모든 점에서 {_subject}에 실숫값이 없다",
    "the function has": "함수",
    "the two sides have": "양변",
    "no value at any point tried": "시험한 모든 점에서 값이 없다",
    "second derivatives of unknown functions are not judged": "미지의 함수의 2차 도함수는 판정하지 않는다",
    "d{name} is a symbol here, and the increment of {name} in a claim": (
        "d{name}은(는) 여기서 기호인데, 주장에서는 {name}의 변화량이다"
    ),
    "call the symbol something else": "기호의 이름을 바꾼다",
    "a derivative is claimed like this: {claim}": "도함수의 주장은 이렇게 쓴다: {claim}",
    "{word} is one name; a product is written {product}": "{word}은(는) 한 이름이다. 곱은 {product}(으)로 쓴다",
    "a claim is written in the symbols of its function": "주장은 그 함수의 기호로 쓴다",
    "= where only ≈ holds: terms of second order are left out": "2차항을 버렸으므로 =가 아니라 ≈만 성립한다",
    "line {line}, {text}, is the first-order condition: it and what follows are not judged": (
        "{line}행 {text}은(는) 1계 조건이다. 그 줄부터는 판정하지 않는다"
    ),
    "is this a first-order condition?": "이것은 1계 조건인가?",
    "the derivative is the difference of the two: write {text} = 0": "두 변의 차가 도함수이다: {text} = 0으로 쓴다",
    "write what the derivative is: ∇f = … = 0": "도함수가 무엇인지 쓴다: ∇f = … = 0",
    "a value of {name} is no claim about a derivative": "{name}의 값은 도함수에 대한 주장이 아니다",
    "lines hold at every point: leave it out, or write it below what the derivative is": (
        "각 줄은 모든 점에서 성립해야 한다. 그 줄을 빼거나, 도함수가 무엇인지 쓴 줄 아래에 쓴다"
    ),
    "claims are about derivatives, not about extrema": "주장은 도함수에 대한 것이지 극값에 대한 것이 아니다",
    "write ∇_x … = …; of a minimum, the derivative is claimed to be 0: f(x) = …; ∇f = … = 0": (
        "∇_x … = …로 쓴다. 최소에서는 도함수가 0이라고 주장한다: f(x) = …; ∇f = … = 0"
    ),
    "line {line} gives {names} a value: it and what follows are not judged": (
        "{line}행은 {names}에 값을 준다. 그 줄부터는 판정하지 않는다"
    ),
    "line {line} sets something to 0, which holds for some {names} alone: it and what follows are not judged": (
        "{line}행은 무엇을 0으로 놓는데, 이는 일부 {names}에서만 성립한다. 그 줄부터는 판정하지 않는다"
    ),
    "a claim about a derivative begins with it: ∇_x … = …": "도함수에 대한 주장은 도함수로 시작한다: ∇_x … = …",
    "a derivative as a side of an identity": "항등식의 한 변이 도함수이다",
    "a derivative through an unknown function has no value": "미지의 함수를 거치는 도함수에는 값이 없다",
    "write the differential: df = …": "미분으로 쓴다: df = …",
    "{name} is not declared as a function of this": "{name}을(를) 이것의 함수로 선언하지 않았다",
    "the derivative of a part is not read here": "부분의 미분은 여기서 읽지 않는다",
    "write it as a differential on a line of its own, dY = …": "독립된 줄에 미분 형식으로 쓴다: dY = …",
    "lines are about one target": "줄은 한 변수에 대한 것이다",
    "check them one by one": "하나씩 판정한다",
    "transposed: this is the derivative in {_layout} layout": "전치됨: {_layout} 레이아웃의 도함수이다",
    "the size of I is not known here": "여기서 I의 크기를 알 수 없다",
    "write eye(n) with its size": "크기를 써서 eye(n)으로 쓴다",
    "lines are written in the symbols of the function, their increments dX, and names": (
        "줄은 함수의 기호, 그 변화량 dX, 이름으로 쓴다"
    ),
    "this cannot be read": "읽을 수 없다",
    "second differentials are not read": "이차 미분은 읽지 않는다",
    "write the Hessian, ∇²f = …": "헤세 행렬을 ∇²f = …로 쓴다",
    "there is nothing to judge: names are given, no more": "판정할 것이 없다: 이름만 주어져 있다",
    "write df = … or ∇f = …": "df = … 또는 ∇f = …를 쓴다",
    # convexity
    "only a scalar function is convex or not": "볼록한지는 스칼라 함수에 대해서만 묻는다",
    "take an entry, a norm or a sum of it": "원소 하나, 노름, 원소들의 합을 고른다",
    "nothing can be said of the unknown {name}": "미지의 함수 {name}에 대해서는 알 수 없다",
    "the orthogonal matrices are no convex set": "직교행렬의 집합은 볼록집합이 아니다",
    # pictures
    "f has no value or derivative at the start ({place})": "시작점 ({place})에서 f의 값이나 도함수가 없다",
    "--from another point": "--from으로 다른 점에서 시작한다",
    "Newton's method needs the second derivative, which is not available": (
        "뉴턴 방법에는 2차 도함수가 필요한데 구할 수 없다"
    ),
    "--from gives a number for each of {names}": "--from은 {names}마다 수를 준다",
    "--range is not understood: {text}": "--range를 알 수 없다: {text}",
    "a picture needs a scalar function": "그림에는 스칼라 함수가 필요하다",
    "take one entry, a sum or a norm of it": "원소 하나, 원소들의 합, 노름을 고른다",
    "a picture needs numbers for {names}": "그림에는 {names}의 값이 필요하다",
    "a picture has one or two scalars, or one 2-vector, to vary": (
        "그림의 변수는 스칼라 한두 개이거나 2차원 벡터 하나이다"
    ),
    "a picture has one or two variables, not {shape}": "그림의 변수는 하나나 둘인데 {shape}이다",
    "wrt [x, y], or a 2-vector": "wrt [x, y] 또는 2차원 벡터",
    "{name} is {size} in --at, and {other} here": "{name}은(는) --at에서 {size}인데 여기서는 {other}이다",
    "--at gives a constant a value": "--at은 상수에 값을 준다",
    "{name} has no finite value": "{name}의 값이 유한하지 않다",
    "{name} varies; --at gives constants": "{name}은(는) 변수이다. --at은 상수의 값을 준다",
    "the starting point is --from": "시작점은 --from으로 준다",
    "the value of {name} is made of numbers": "{name}의 값은 수로 쓴다",
    "images are shown by terminals that name themselves as kitty or iTerm2; this one does not": (
        "그림은 kitty나 iTerm2로 알려진 터미널에서만 보인다. 이 터미널은 그렇지 않다"
    ),
    "-o FILE.png, or leave out --inline": "-o FILE.png를 쓰거나 --inline을 뺀다",
    "a .{suffix} file needs matplotlib, which is not installed": (
        ".{suffix} 파일에는 matplotlib이 필요한데 설치되어 있지 않다"
    ),
    "pip install 'matdiff[plot]', or draw a .svg file": "pip install 'matdiff[plot]', 또는 .svg 파일로 그린다",
    "a .{suffix} file holds a picture; leave out --table, --explain and --json": (
        ".{suffix} 파일에는 그림을 담는다. --table, --explain, --json을 뺀다"
    ),
    "--inline shows an image; leave out -o, --table and --json": "--inline은 그림을 보인다. -o, --table, --json을 뺀다",
    "there is no painter for .{ending}; there are {endings}": (
        ".{ending} 파일은 그릴 수 없다. 그릴 수 있는 것: {endings}"
    ),
}
