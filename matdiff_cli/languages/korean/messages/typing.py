"""What does not fit together: names, declarations, shapes."""

TYPING = {
    # values and shapes that are quoted
    "{it} is {rows}×{columns}": "{it}은(는) {rows}×{columns}",
    "this": "이것",
    "a scalar": "스칼라",
    "a vector": "벡터",
    "a matrix": "행렬",
    "a column vector": "열벡터",
    "a row vector": "행벡터",
    "a square matrix": "정사각행렬",
    # names
    "did you mean {name}?": "혹시 {name}인가?",
    "did you mean {name} or {other}?": "혹시 {name} 또는 {other}인가?",
    "names with a capital are matrices": "대문자로 시작하는 이름은 행렬이다",
    "small Latin names are vectors": "로마자 소문자 이름은 벡터이다",
    "small Greek names are scalars": "그리스어 소문자 이름은 스칼라이다",
    "{_why}, or declare `where {name}: matrix`": "{_why}. 행렬이면 `where {name}: matrix`로 선언한다",
    "{_why}, or declare `where {name}: scalar`": "{_why}. 스칼라이면 `where {name}: scalar`로 선언한다",
    "{name} is {_what} and cannot be {_doing}": "{name}은(는) {_what}이므로 {_doing}(으)로 쓸 수 없다",
    "the name of a function": "함수의 이름",
    "a word of the language": "정해진 낱말",
    "declared as a symbol": "선언하는 기호",
    "an abbreviation": "약칭",
    "an unknown function": "미지의 함수",
    "an unknown function, {type}": "미지의 함수, {type}",
    "a target": "변수",
    "a symbol": "기호",
    "call it something else, such as {name}": "{name}처럼 다른 이름으로 쓴다",
    "{name} is a function; it needs its argument in parentheses": "{name}은(는) 함수이다. 인자를 괄호 안에 써야 한다",
    "write {call}; function names cannot be symbols": "{call}(으)로 쓴다. 함수의 이름은 기호가 될 수 없다",
    "{name} is an unknown function": "{name}은(는) 미지의 함수이다",
    "write {text}": "{text}(으)로 쓴다",
    "{name} is not known here": "여기서는 {name}을(를) 알 수 없다",
    "unknown function {name}": "{name}(이)라는 함수는 없다",
    "{call} if it is a product; an unknown function is declared `where {name}(X): matrix(p, q)`": (
        "곱이면 {call}(으)로 쓴다. 미지의 함수는 `where {name}(X): matrix(p, q)`로 선언한다"
    ),
    "all that there are: matdiff functions": "모든 함수: matdiff functions",
    "-max(-x, 0) is min(x, 0)": "min(x, 0)은 -max(-x, 0)이다",
    "X' or X^T is the transpose": "전치는 X'나 X^T이다",
    "write X' or X^T": "X'나 X^T로 쓴다",
    "⊤ is only an exponent": "⊤는 지수로만 쓴다",
    "write {front}*{call}, or declare {name}": "{front}*{call}(으)로 쓰거나 {name}을(를) 선언한다",
    "write {call}, or declare {name}": "{call}(으)로 쓰거나 {name}을(를) 선언한다",
    "is {name} a function of {argument}, or one name?": "{name}은(는) {argument}의 함수인가, 한 이름인가?",
    "is {call} a product with {other}?": "{call}은(는) {other}과(와)의 곱인가?",
    "does the exponent {name} end after its first letter?": "지수 {name}은(는) 첫 글자에서 끝나는가?",
    "write ^({product}) or ^{same}": "^({product})나 ^{same}(으)로 쓴다",
    "{name} was read as {product}": "{name}은(는) {product}(으)로 읽었다",
    "as one name: {_message}": "한 이름으로 보면: {_message}",
    "{name} was read as {product}, {_more}": "{name}은(는) {product}(으)로, {_more}",
    "several changes would do, try: {_commands}": "고치는 법이 여럿이다. 다음 가운데 하나로 쓴다: {_commands}",
    "try: {_commands}": "이렇게 쓴다: {_commands}",
    "is a file meant? try: matdiff < {file}": "파일을 뜻했는가? 이렇게 쓴다: matdiff < {file}",
    "matdiff {command}  or  {_commands}": "matdiff {command}  또는  {_commands}",
    # functions that are not there
    "{name} is a defined name, and no function of something else": (
        "{name}은(는) 정의된 이름이며 다른 것의 함수가 아니다"
    ),
    "{product} if it is a product": "곱이면 {product}로 쓴다",
    "write {name} alone": "{name}만 쓴다",
    "is this the derivative of {name}, or a transpose?": "{name}의 도함수인지 전치인지 알 수 없다",
    "{name} wrt {target} asks for the derivative; a transpose needs a * behind it": (
        "도함수는 {name} wrt {target}로 묻는다. 전치라면 뒤에 *를 쓴다"
    ),
    "max is only read as max(x, 0)": "max는 max(x, 0)으로만 읽는다",
    "relu(x) is max(x, 0); logsumexp(x) is a smooth maximum of the entries": (
        "relu(x)는 max(x, 0)이고 logsumexp(x)는 원소들의 매끄러운 최댓값이다"
    ),
    "or declare {name}": "아니면 {name}을(를) 선언한다",
    "{name}[…] is not read: neither expectations nor entries are": (
        "{name}[…]는 읽지 못한다. 기댓값도 원소도 읽지 않는다"
    ),
    "sums over repeated indices are not read": "반복된 첨자에 대한 합은 읽지 않는다",
    "write products of whole matrices, A*x or x'*A*x, or declare {name}": (
        "A*x나 x'*A*x처럼 행렬 전체의 곱으로 쓰거나 {name}을(를) 선언한다"
    ),
    "{product} is a product": "곱은 {product}(으)로 쓴다",
    # calls
    "{name} takes {n} argument{s}, not {given}": "{name}의 인자는 {given}개가 아니라 {n}개이다",
    "{name} takes {n} or {m} arguments, not {given}": "{name}의 인자는 {given}개가 아니라 {n}개나 {m}개이다",
    "write {name}(…) with {n} argument{s}": "{name}(…)에 인자를 {n}개 쓴다",
    "write {name}(…) with {n} or {m} arguments": "{name}(…)에 인자를 {n}개나 {m}개 쓴다",
    "{name} of {size} and {other}": "{name}의 인자가 {size}과(와) {other}이다",
    "{name} takes shapes {size}": "{name}이(가) 받는 크기는 {size}이다",
    "{name} takes shapes {size} and {other}": "{name}이(가) 받는 크기는 {size}과(와) {other}이다",
    "{name} needs {_words}; {it} is {size}": "{name}의 인자는 {_words}(이)어야 하는데 {it}은(는) {size}이다",
    "{name} needs {_words} or {_others}; {it} is {size}": (
        "{name}의 인자는 {_words}(이)거나 {_others}(이)어야 하는데 {it}은(는) {size}이다"
    ),
    "{call} is elementwise": "{call}은(는) 원소별 함수이다",
    "the exponent of e is {size}": "e의 지수가 {size}이다",
    "log of a number that is not positive": "양수가 아닌 수의 로그이다",
    "log needs x > 0": "log는 x > 0에서 정의된다",
    "{name} is declared as a function of {names}, and stands here with something else": (
        "{name}은(는) {names}의 함수로 선언했는데 여기서는 다른 인자를 받는다"
    ),
    "write {call}, and declare another function for other arguments": (
        "{call}(으)로 쓰고, 다른 인자에는 다른 함수를 선언한다"
    ),
    "{name} is declared as a function of {abbreviation}, which is an abbreviation": (
        "{name}을(를) 약칭 {abbreviation}의 함수로 선언했다"
    ),
    "declare {name} as a function of symbols": "{name}을(를) 기호의 함수로 선언한다",
    "the identity is square": "단위행렬은 정사각행렬이다",
    "{type} is a type, for declarations": "{type}은(는) 선언에 쓰는 종류이다",
    "{type}(1) is a {_kind} of ones; declare types after `where`": (
        "{type}(1)은 모든 원소가 1인 {_kind}이다. 종류는 `where` 뒤에 선언한다"
    ),
    "{it} is no size": "{it}은(는) 크기가 아니다",
    "sizes are names, positive integers, and products of these, such as ones(n), eye(2*m)": (
        "크기는 이름, 양의 정수, 그 곱이다: ones(n), eye(2*m)"
    ),
    # declarations
    "{name} is declared twice, as {_old} and as {_new}": "{name}을(를) 두 번 선언했다: {_old}, {_new}",
    "keep one of the two, or use another name": "둘 가운데 하나만 남기거나 다른 이름을 쓴다",
    "{name} is defined twice": "{name}을(를) 두 번 정의했다",
    "give the second one another name": "둘째 것에 다른 이름을 붙인다",
    "{name} is an abbreviation; its properties follow from its definition": (
        "{name}은(는) 약칭이다. 그 성질은 정의에서 나온다"
    ),
    "declare only its shape, such as {example}, or leave it out": "{example}처럼 크기만 선언하거나 뺀다",
    "the size is too large": "크기가 너무 크다",
    "use a name for it": "이름으로 쓴다",
    "{word} is no type": "{word}(이)라는 종류는 없다",
    "a {_word} matrix has no positive entries only: {_why}": "{_word}행렬의 원소는 모두 양수일 수 없다. {_why}",
    "its diagonal is zero": "대각 원소가 0이다",
    "it would be a permutation": "그러면 치환행렬이 된다",
    "leave out `positive`": "`positive`를 뺀다",
    "a {_word} matrix is square, not {size}": "{_word}행렬은 정사각행렬인데 {size}이다",
    "{word} has {n} size{s}, not {given}": "{word}의 크기는 {given}개가 아니라 {n}개이다",
    "{word} has no size{s}, not {given}": "{word}에는 크기를 쓰지 않는데 {given}개를 썼다",
    "write {usage}, or `in {set}`": "{usage}(으)로 쓰거나 `in {set}`(으)로 쓴다",
    "{name} is declared {_type}, but its definition is {size}": "{name}의 선언은 {_type}인데 정의는 {size}이다",
    "leave the declaration out, or correct the definition": "선언을 빼거나 정의를 고친다",
    "{name} is defined by itself: {path}": "{name}의 정의에 자신이 들어 있다: {path}",
    "an abbreviation may use others, but not itself": "약칭은 다른 약칭을 쓸 수 있지만 자신을 쓸 수는 없다",
    "abbreviations within abbreviations, nested too deeply": "약칭 안의 약칭이 너무 깊다",
    "at most {n} operations inside each other are derived": "연산이 {n}겹까지인 식을 미분한다",
    "the numbers here could have more than {n} digits if they were multiplied out": (
        "여기의 수를 곱하면 {n}자리를 넘을 수 있다"
    ),
    "use a symbol for a large number or exponent": "큰 수나 지수는 기호로 쓴다",
    "{name} is a size, and its definition is none": "{name}은(는) 크기인데 그 정의는 크기가 아니다",
    "sizes are positive integers, names, and products of these; or give one of the two another name": (
        "크기는 양의 정수, 이름, 그 곱이다. 아니면 둘 가운데 하나의 이름을 바꾼다"
    ),
    # sums and brackets
    "nothing gives this I its size": "이 I의 크기를 정하는 것이 없다",
    "write I_n, or eye(3), for one with a size": "I_n이나 eye(3)처럼 크기를 쓴다",
    "the sizes of {it} do not settle": "{it}의 크기가 정해지지 않는다",
    "the sizes of {one} and {another} do not settle": "{one}과(와) {another}의 크기가 정해지지 않는다",
    "declare the sizes, such as `where x: vector(n), A: matrix(m, n)`": (
        "크기를 선언한다: `where x: vector(n), A: matrix(m, n)`"
    ),
    "a sum of {size} and {other}": "{size}과(와) {other}은(는) 더할 수 없다",
    "a transpose would fit: {text}": "전치하면 맞는다: {text}",
    "the terms of a sum have one shape": "합의 항은 크기가 모두 같다",
    "{name} is only an index here; sums and entries are not read yet": (
        "{name}은(는) 여기서 첨자일 뿐이다. 합과 성분은 아직 읽지 않는다"
    ),
    "a scalar plus a {_kind}": "스칼라와 {_kind}은(는) 더할 수 없다",
    "matrix": "행렬",
    "row": "행벡터",
    "{ones} adds it to every entry": "모든 원소에 더하려면 {ones}(으)로 쓴다",
    "{identity} adds it to the diagonal, {_ones}": "대각 원소에 더하려면 {identity}(으)로 쓴다. {_ones}",
    "|…| is the determinant of a square matrix, but {it} is {size}": (
        "|…|는 정사각행렬의 행렬식인데 {it}은(는) {size}이다"
    ),
    "{norm} is the norm, {call} is elementwise": "노름은 {norm}, 원소별 절댓값은 {call}이다",
    "the norm with index {index} is not among the norms": "첨자가 {index}인 노름은 없다",
    "the norm with index {index} of a matrix is not among the norms": "행렬에는 첨자가 {index}인 노름이 없다",
    "an inner product of {size} and {other}": "{size}과(와) {other}의 내적은 구할 수 없다",
    "<A, B> is tr(A'*B): both have one shape": "<A, B>는 tr(A'*B)이므로 둘의 크기가 같다",
    "an entry of a literal is {size}": "행렬의 원소가 {size}이다",
    "a literal holds scalars": "원소는 스칼라이다",
    "declare `where {declaration}`": "`where {declaration}`(으)로 선언한다",
    # products and powers
    "a product of {size} and {other}": "{size}과(와) {other}은(는) 곱할 수 없다",
    "{row} has one row, the factor before it one column then: declare `{declaration}`": (
        "{row}은(는) 한 행이므로 그 앞의 인자는 한 열이어야 한다. `{declaration}`로 선언한다"
    ),
    "is {name} a symbol, or the derivative by {variable}?": "{name}은(는) 기호인가, {variable}에 대한 도함수인가?",
    "leave it out and write wrt {variable}, or declare {name}": "빼고 wrt {variable}로 쓰거나 {name}을(를) 선언한다",
    "is the T in {name} a transpose?": "{name}의 T는 전치인가?",
    "is the T behind {text} a transpose?": "{text} 뒤의 T는 전치인가?",
    "is |{text}| the norm of a vector?": "|{text}|은(는) 벡터의 노름인가?",
    "write ||{text}||, or declare {name}: scalar for a determinant": (
        "||{text}||(으)로 쓴다. 행렬식이면 {name}: scalar로 선언한다"
    ),
    "write the derivative out; a product is {product}": "도함수를 풀어 쓴다. 곱은 {product}(으)로 쓴다",
    "{function} of a scalar": "스칼라의 {function}",
    "is {name} a name, or {function} misspelt?": "{name}은(는) 이름인가, {function}을(를) 잘못 쓴 것인가?",
    "products are read from left to right; put parentheses round the scalar that begins with {it}": (
        "곱은 왼쪽부터 읽는다. {it}(으)로 시작하는 스칼라를 괄호로 묶는다"
    ),
    "{inner} is the inner product, {outer} the outer one, {hadamard} is elementwise": (
        "내적은 {inner}, 외적은 {outer}, 원소별 곱은 {hadamard}이다"
    ),
    "the columns of the left factor must be as many as the rows of the right one": (
        "왼쪽 인수의 열과 오른쪽 인수의 행은 수가 같아야 한다"
    ),
    "division by {_what}": "{_what}(으)로 나눌 수 없다",
    "multiply by {text}": "{text}을(를) 곱한다",
    "divide by a scalar, such as {text}": "{text} 같은 스칼라로 나눈다",
    "{_hint}, or use ./ for the elementwise quotient": "{_hint}. 원소별로 나누려면 ./를 쓴다",
    "division by zero": "0으로 나눌 수 없다",
    "the divisor is the number 0": "나누는 수가 0이다",
    "elementwise operations need equal shapes": "원소별 연산은 크기가 같아야 한다",
    "{product} scales the rows": "행마다 곱하려면 {product}(으)로 쓴다",
    "an elementwise product of {size} and {other}": "{size}과(와) {other}은(는) 원소별로 곱할 수 없다",
    "an elementwise quotient of {size} and {other}": "{size}과(와) {other}은(는) 원소별로 나눌 수 없다",
    "{_kind} has no {_what}": "{_kind}에는 {_what}이(가) 없다",
    "a matrix of {size}": "{size} 행렬",
    "inverse": "역행렬",
    "power": "거듭제곱",
    "{text} is the pseudoinverse": "유사역행렬은 {text}이다",
    "{text} is the elementwise power": "원소별 거듭제곱은 {text}이다",
    "{text} is the elementwise power, {squared} the squared norm": (
        "원소별 거듭제곱은 {text}, 노름의 제곱은 {squared}이다"
    ),
    "{digits} is a number; nobody transposes one": "{digits}은(는) 수이다. 수는 전치하지 않는다",
    "is the T of this power a transpose, or the number T?": "이 거듭제곱의 T는 전치인가, 수 T인가?",
    "write ', or call the number N": "'로 쓰거나 그 수를 N이라 부른다",
    "does {name} end in {target}?": "{name}은(는) {target}(으)로 끝나는 곱인가?",
    "write ones(m, n), or ones(m)*ones(n)', for a matrix of ones, zeros(n)' for a row of zeros": (
        "모든 원소가 1인 행렬은 ones(m, n)이나 ones(m)*ones(n)'이다"
    ),
    "powers of matrices with symbolic exponents are not read yet": "지수가 기호인 행렬 거듭제곱은 아직 읽지 못한다",
    "write a whole number, such as X^3; {text} is the elementwise power": (
        "X^3처럼 정수로 쓴다. 원소별 거듭제곱은 {text}이다"
    ),
    "a matrix has only powers with whole numbers": "행렬의 거듭제곱은 지수가 정수이다",
    "{text} is the elementwise power; a matrix has inverses and whole powers, no roots": (
        "원소별 거듭제곱은 {text}이다. 행렬에는 역행렬과 정수 거듭제곱만 있다"
    ),
    "a matrix power higher than {n}": "지수가 {n}보다 큰 행렬 거듭제곱이다",
    "powers from {n} to {m} are derived": "지수가 {n}부터 {m}까지인 거듭제곱을 미분한다",
    "elementwise powers with exponents that vary by entry are not read yet: {it} is {size}": (
        "지수가 원소마다 다른 거듭제곱은 아직 읽지 못한다. {it}은(는) {size}이다"
    ),
    "declare `where {declaration}`, or write {text}": "`where {declaration}`(으)로 선언하거나 {text}(으)로 쓴다",
    "the exponent {it} is {size}, not a scalar": "지수 {it}은(는) 스칼라가 아니라 {size}이다",
    "{text} has exponents that vary by entry; X' or X^T is the transpose": (
        "지수가 원소마다 다르면 {text}(으)로 쓴다. 전치는 X'나 X^T이다"
    ),
    "the exponent is too large": "지수가 너무 크다",
    "at most {n}; use a symbol for the exponent": "많아야 {n}이다. 지수를 기호로 쓴다",
    "a negative number to a fractional power is not real": "음수의 분수 거듭제곱은 실수가 아니다",
    "0 has no negative powers": "0의 거듭제곱은 지수가 음수일 수 없다",
    "use abs(…) or a positive number": "abs(…)나 양수를 쓴다",
    "this is {size}, not {other}": "이 식은 {other}이(가) 아니라 {size}이다",
    # targets
    "{name} stands twice in the target": "변수에 {name}이(가) 두 번 나온다",
    "name each symbol once": "기호마다 한 번씩 쓴다",
    "{name} is an abbreviation, not a symbol": "{name}은(는) 기호가 아니라 약칭이다",
    "differentiate by the symbols in it, or leave out its definition to treat {name} as one": (
        "그 안의 기호에 대해 미분하거나, {name}의 정의를 빼고 기호로 쓴다"
    ),
    "name a symbol": "기호를 쓴다",
    "{name} is a number": "{name}은(는) 수이다",
    "I is the identity matrix": "I는 단위행렬이다",
    "{name} is a size": "{name}은(는) 크기이다",
    "sizes are whole numbers, not variables": "크기는 변수가 아니라 정수이다",
    "{name} is an integer; there is no derivative by it": "{name}은(는) 정수이므로 그에 대해 미분할 수 없다",
    "declare it `{declaration}`": "`{declaration}`(으)로 선언한다",
    "{name} is a {_kind}; only scalars are stacked in [ ]": "{name}은(는) {_kind}인데, [ ] 안에는 스칼라만 쌓는다",
    "write `wrt {names}` for one derivation each": "하나씩 유도하려면 `wrt {names}`(으)로 쓴다",
    "nothing to differentiate by: no symbol occurs": "미분할 변수가 없다. 식에 기호가 없다",
    "name a target with wrt": "wrt로 변수를 정한다",
    "which symbol to differentiate by? {names} occur": "어느 기호에 대해 미분하는가? {names}이(가) 있다",
}
