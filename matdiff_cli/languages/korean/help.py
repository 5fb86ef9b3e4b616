"""Help: what the command, its verbs and their options do."""

HELP = {
    "Examples": "예",
    "Usage: ": "사용법: ",
    "Options": "옵션",
    "Other verbs": "다른 동사",
    "Show the version and exit.": "버전을 보이고 끝낸다.",
    "Show this message and exit.": "이 도움말을 보이고 끝낸다.",
    # derive
    "Derivatives of typed matrix expressions, with every step.": "행렬 식의 도함수를 모든 단계와 함께 구한다.",
    "Differentiate, with every step.": "모든 단계를 보이며 미분한다.",
    "Differentiate an expression of scalars, vectors and matrices, and show every step.": (
        "스칼라, 벡터, 행렬로 된 식을 미분하고 모든 단계를 보인다."
    ),
    "PROBLEM is EXPRESSION [wrt TARGETS] [where DECLARATIONS]; 'man matdiff-language' tells more. With the word - or"
    " with piped input, each line is a problem.": (
        "PROBLEM은 EXPRESSION [wrt TARGETS] [where DECLARATIONS]이다. 자세한 것은 'man matdiff-language'에 있다. 단어"
        " -를 쓰거나 파이프로 입력하면 한 줄이 한 문제이다."
    ),
    "only the result, as a row": "결과만, 행벡터로",
    "small letters are vectors": "소문자는 벡터",
    "a few lines, by differentials": "미분으로 몇 줄에",
    "By differentials, in 3 to 7 lines: df = ..., then the answer.": "미분으로 3~7줄에: df = ..., 그다음 답.",
    "An image, in a terminal that is kitty or iTerm2.": "kitty나 iTerm2 터미널에서는 그림으로 보인다.",
    "a module of functions": "함수들의 모듈",
    "one problem a line": "한 줄에 한 문제",
    "Differentiate by NAMES: x, or x,y, or [x,y]. Repeatable.": (
        "NAMES에 대해 미분한다: x, 또는 x,y, 또는 [x,y]. 여러 번 쓸 수 있다."
    ),
    "Declare names: 'W: symmetric(n)'. Repeatable.": "이름을 선언한다: 'W: symmetric(n)'. 여러 번 쓸 수 있다.",
    "gradient (default), numerator, denominator or mml.": "gradient(기본값), numerator, denominator, mml 가운데 하나.",
    "2: the second derivative.": "2: 2차 도함수.",
    "Short for --{option} {value}.": "--{option} {value}의 준말.",
    "Verify the result and every line numerically; exit 1 if one fails.": (
        "결과와 모든 줄을 수치로 검증한다. 틀린 것이 있으면 1로 끝난다."
    ),
    "Code, too: {targets}.": "코드도 만든다: {targets}.",
    "An algorithm, too, with the number of operations of every line.": "줄마다 연산 수를 적은 알고리즘도 보인다.",
    "{formats} or {format} (default).": "{formats}, {format}(기본값) 가운데 하나.",
    "With --latex, --html: a whole document.": "--latex, --html과 함께: 완전한 문서.",
    "With --latex, --markdown, --html: one block, no titles.": (
        "--latex, --markdown, --html과 함께: 제목 없는 한 블록."
    ),
    "With --markdown, --html: the derivation folded.": "--markdown, --html과 함께: 유도 과정을 접는다.",
    "With --markdown, --html: level of the title; or none.": "--markdown, --html과 함께: 제목의 수준, 또는 none.",
    "Only the result, one line a problem.": "결과만, 한 문제에 한 줄.",
    "The first N lines (1); on a terminal one more a key.": "처음 N줄(1). 터미널에서는 키를 누를 때마다 한 줄 더.",
    "Problem, TAB, result; no result for a line that fails.": "문제, 탭, 결과. 실패한 줄에는 결과가 없다.",
    "Increments as ΔX (delta, default) or dX (d).": "변화량을 ΔX(delta, 기본값) 또는 dX(d)로 쓴다.",
    "Titles, reasons and messages in en or ko; else by the locale.": (
        "제목, 이유, 알림의 언어: en 또는 ko. 없으면 로캘에 따른다."
    ),
    "Give up on a problem after SECONDS (20); 0 is no limit.": "SECONDS초(20) 뒤에 문제를 포기한다. 0이면 제한이 없다.",
    "Answer the lines of an input on N processes, in their order.": (
        "입력된 줄들을 프로세스 N개로 풀되 순서를 지킨다."
    ),
    "No notes on standard error.": "표준 오류에 참고를 쓰지 않는다.",
    "Write results to FILE.": "결과를 FILE에 쓴다.",
    "Colour text: auto (default), always or never.": "글자 색: auto(기본값), always, never 가운데 하나.",
    "Fit text to N columns.": "글을 N칸에 맞춘다.",
    "Only ASCII characters in text.": "글에 ASCII 문자만 쓴다(영어로).",
    # check
    "Judge a claimed derivative or an identity.": "주장한 도함수나 항등식을 판정한다.",
    "Is a claimed derivative right? If not: what is, and which slip explains the difference?": (
        "주장한 도함수가 맞는가? 틀렸다면 무엇이 맞고, 어떤 잘못으로 그렇게 되었는가?"
    ),
    "The claim is EXPRESSION wrt TARGET = CLAIM [where DECLARATIONS], or EXPRESSION = EXPRESSION. It is tried with many"
    " digits at random points. Of a chain A = B = C every link is judged, and so are the lines of a derivation, df = …,"
    " below a problem; 'man matdiff' tells more. Exit status 0: all hold, in some layout; 1: some do not, or only under"
    " a condition.": (
        "주장은 EXPRESSION wrt TARGET = CLAIM [where DECLARATIONS] 또는 EXPRESSION = EXPRESSION이다. 임의의 점에서 많은"
        " 자릿수로 시험한다. 이어진 등식 A = B = C는 이음마다 판정하고, 문제 아래에 적은 유도 과정의 줄 df = …도 줄마다"
        " 판정한다. 자세한 것은 'man matdiff'에 있다. 종료 상태 0: 모두 어떤 레이아웃에서 맞음. 1: 맞지 않거나 조건이"
        " 있어야 맞는 것이 있음."
    ),
    "line by line": "한 줄씩",
    "wrong: names the slip": "틀림: 틀린 까닭을 밝힌다",
    "are two expressions equal?": "두 식이 같은가?",
    "only the verdict": "판정만",
    "one claim a line": "한 줄에 한 주장",
    "Add the derivation of the right answer.": "정답의 유도 과정을 덧붙인다.",
    "text (default) or json.": "text(기본값) 또는 json.",
    "One line a claim: verdict, TAB, claim.": "주장마다 한 줄: 판정(영어), 탭, 주장.",
    # convex
    "Prove that a function is convex, or refute it.": "함수가 볼록함을 증명하거나 반증한다.",
    "Is a scalar function convex in its target? A proof, line by line, or a point that refutes it.": (
        "스칼라 함수가 변수에 대해 볼록한가? 한 줄씩 증명하거나 반례가 되는 점을 보인다."
    ),
    "The Hessian is derived and its quadratic form written as a sum of terms that are not negative. The answer is for"
    " all values that the symbols may have by their declarations. Exit status 0: convex or concave; 1: not convex; 2:"
    " neither proved nor refuted.": (
        "헤시안을 구하고 그 이차형식을 음수가 아닌 항의 합으로 쓴다. 답은 기호가 선언에 따라 가질 수 있는 모든 값에"
        " 대한 것이다. 종료 상태 0: 볼록 또는 오목. 1: 볼록이 아님. 2: 증명도 반증도 하지 못함."
    ),
    # plot
    "Draw contours, gradients and descent.": "등고선, 그라디언트, 하강 경로를 그린다.",
    "Draw a scalar function of one or two real variables: contours, arrows along the gradient, the path of descent.": (
        "실변수가 하나나 둘인 스칼라 함수를 그린다: 등고선, 그라디언트 방향의 화살표, 하강 경로."
    ),
    "The steps are those of the gradient and the Hessian that matdiff derives. Stationary points are marked by their"
    " kind, as the eigenvalues of the Hessian tell it.": (
        "단계는 matdiff가 구한 그라디언트와 헤시안으로 정한다. 정류점의 종류는 헤시안의 고윳값으로 판정하여 표시한다."
    ),
    "a 2-vector, with numbers for the constants": "2차원 벡터, 상수에는 수를 준다",
    "a curve, its derivative and a tangent": "곡선, 도함수, 접선",
    "what the picture shows, in words": "그림이 보여 주는 것을 말로",
    "also .tex, .png, .pdf": ".tex, .png, .pdf도 된다",
    "A number for a constant: 'A=[3,1;1,2]'. Repeatable.": "상수의 값: 'A=[3,1;1,2]'. 여러 번 쓸 수 있다.",
    "Where the path starts: 14,4.": "경로의 시작점: 14,4.",
    "What is shown: x=-5:5,y=-5:5.": "보일 범위: x=-5:5,y=-5:5.",
    "Steps of the gradient (default) or newton.": "gradient(기본값) 또는 newton의 단계.",
    "At most N steps (200).": "많아야 N단계(200).",
    "N contours (8).": "등고선 N개(8).",
    "Arrows along -∇f.": "화살표를 -∇f 방향으로.",
    "Arrows along ∇f, and the path goes up.": "화살표를 ∇f 방향으로, 경로는 올라간다.",
    "The path as tab-separated values.": "경로를 탭으로 나눈 값으로.",
    "Add in words what the picture shows.": "그림이 보여 주는 것을 말로 덧붙인다.",
    "Fit the picture to N lines.": "그림을 N줄에 맞춘다.",
    # examples, functions, rules
    "Worked examples, freshly derived.": "풀이 예제를 새로 유도하여 보인다.",
    "List the worked examples and one for each family of functions; with a number or a topic, derive that one.": (
        "풀이 예제와 함수의 종류마다 하나씩의 예제를 늘어놓는다. 번호나 주제를 주면 그것을 유도한다."
    ),
    "The functions of the language are topics, too.": "언어의 함수도 주제가 된다.",
    "the list": "목록",
    "one of them, derived": "그 가운데 하나를 유도",
    "by its topic, or by a function": "주제나 함수로",
    "The functions of the language.": "언어의 함수들.",
    "Tell the functions that expressions may hold: name, second names, shapes and derivative.": (
        "식에 쓸 수 있는 함수를 알려 준다: 이름, 다른 이름, 크기, 도함수."
    ),
    "With names, each of these functions in full: where it has a derivative, why that is so, and an example.": (
        "이름을 주면 그 함수를 자세히 알려 준다: 미분할 수 있는 곳, 그 까닭, 예."
    ),
    "all of them": "모두",
    "with shapes, derivative and an example": "크기, 도함수, 예와 함께",
    "one object a line": "한 줄에 한 객체",
    "The rules that derivations name.": "유도 과정에 나오는 규칙들.",
    "Tell the rules that stand at the side of lines: name, statement, words and source.": (
        "줄 옆에 적히는 규칙을 알려 준다: 이름, 내용, 설명, 출처."
    ),
    "With names, or words from a page, each of these rules in full: what it says, why it holds, and a derivation in"
    " which it stands. With another word, the rules that mention it. The identities are claims that 'matdiff check'"
    " calls equal.": (
        "이름이나 유도 과정에 적힌 말을 주면 그 규칙을 자세히 알려 준다: 내용, 성립하는 까닭, 그 규칙이 나오는 유도"
        " 과정. 다른 낱말을 주면 그 말이 들어 있는 규칙을 알려 준다. 항등식은 'matdiff check'가 같다고"
        " 판정하는 주장이다."
    ),
    "the whole table": "표 전체",
    "one rule: why it holds, an example": "한 규칙: 성립하는 까닭과 예",
    "found by the words of a page": "유도 과정에 적힌 말로 찾기",
    # the others
    "The options of matdiff, or of a verb.": "matdiff나 한 동사의 옵션들.",
    "What matdiff does, or one of its verbs, with all options; examples first.": (
        "matdiff나 한 동사가 하는 일과 모든 옵션을 알려 준다. 예를 먼저 보인다."
    ),
    "Completion for bash, zsh or fish.": "bash, zsh, fish의 자동 완성.",
    "Print the completion script of a shell: verbs, options, their values, functions, and names to derive by.": (
        "셸의 자동 완성 스크립트를 출력한다: 동사, 옵션과 그 값, 함수, 미분할 변수의 이름."
    ),
    "in ~/.bashrc; bash 4.4 and later": "~/.bashrc에, bash 4.4부터",
    "in ~/.zshrc, after compinit": "~/.zshrc에서 compinit 다음에",
    "An interactive session.": "대화형 세션.",
    "Problems, one after another. Declarations (X: matrix(m, n)) and definitions (r = X*w - y) stay; ans is the last"
    " answer; commands begin with a colon, and :help tells them. From a pipe the exit status is the worst of all"
    " lines.": (
        "문제를 하나씩 푼다. 선언(X: matrix(m, n))과 정의(r = X*w - y)는 남는다. ans는 마지막 답이다. 명령은 쌍점으로"
        " 시작하며 :help가 알려 준다. 파이프로 입력하면 종료 상태는 모든 줄 가운데 가장 나쁜 것이다."
    ),
    "on a terminal": "터미널에서",
    "the same without prompts": "프롬프트 없이 똑같이",
    # the session
    "the derivative, with every step": "모든 단계를 보이는 도함수",
    "a declaration, good for all that follows": "선언, 뒤따르는 모든 것에 적용된다",
    "a definition": "정의",
    "another one; then: f wrt w": "또 다른 정의. 그다음에 f wrt w",
    "the last answer": "마지막 답",
    "is that right?": "이것이 맞는가?",
    "is that a line of the last problem's derivation?": "마지막 문제의 유도 과정에서 성립하는 줄인가?",
    "the last problem, or the one behind the command, so": "마지막 문제나 명령 뒤의 문제를 그렇게 보인다",
    "once more: one line more": "되풀이하면 한 줄 더",
    "for all that follows": "뒤따르는 모든 것에 적용된다",
    "what is declared; one line back; forget everything": "선언한 것, 한 줄 되돌리기, 모두 잊기",
    "the problems so far, in a file for matdiff weave": "지금까지의 문제를 matdiff weave가 읽는 파일로",
    "The version of matdiff.": "matdiff의 버전.",
    "Print the version.": "버전을 출력한다.",
    "Derivations in documents, kept up to date.": "문서 속의 유도 과정을 최신으로 유지한다.",
    "Write the derivation of every problem in a document below it.": "문서에 있는 문제마다 그 아래에 유도 과정을 쓴다.",
    "In Markdown a block begins with ```matdiff and holds a problem a line. Options stand behind the name: compact,"
    ' details, answer, check, hessian, layout=mml, notation=d, heading=3, where="W: symmetric". The results stand'
    " between two comments, and nothing else in the file changes. With the word - standard input is woven to standard"
    " output.": (
        "Markdown에서 블록은 ```matdiff로 시작하고 한 줄에 한 문제를 담는다. 옵션은 이름 뒤에 쓴다: compact, details,"
        ' answer, check, hessian, layout=mml, notation=d, heading=3, where="W: symmetric". 결과는 두 주석 사이에 놓이고'
        " 파일의 다른 곳은 바뀌지 않는다. 단어 -를 쓰면 표준 입력을 엮어 표준 출력에 쓴다."
    ),
    "results below every block ```matdiff": "모든 ```matdiff 블록 아래에 결과를",
    "writes nothing; exit 1 if one is stale or wrong": "쓰지 않는다. 낡았거나 틀린 것이 있으면 1로 끝난다",
    "environments matdiff in LaTeX": "LaTeX의 matdiff 환경",
    "Write nothing; exit 1 where results are stale or wrong.": "쓰지 않는다. 결과가 낡았거나 틀렸으면 1로 끝난다.",
    "A filter for pandoc: its JSON from standard input to standard output.": (
        "pandoc의 필터: 표준 입력의 JSON을 표준 출력으로."
    ),
}
