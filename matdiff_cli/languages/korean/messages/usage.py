"""Bad usage, documents, the session; click's own messages, too."""

USAGE = {
    # what follows a message
    "Try 'matdiff --help' for help.": "도움말: matdiff --help",
    "A problem that begins so stands behind --, for example: {command}": (
        "그렇게 시작하는 문제는 -- 뒤에 쓴다. 예: {command}"
    ),
    # options and words
    "the verb {name} is not available yet": "아직 쓸 수 없는 동사이다: {name}",
    "there is no verb {name}": "그런 동사는 없다: {name}",
    "there is no verb {name}; did you mean {other}?": "그런 동사는 없다: {name}. 혹시 {other}인가?",
    "the shell put the names of files in place of a *; put the problem in double quotes": (
        "셸이 *를 파일 이름으로 바꾸었다. 문제를 큰따옴표로 묶는다"
    ),
    "a file has a name.": "파일의 이름이 비어 있다.",
    "{value} is no number of seconds.": "초의 수가 아니다: {value}",
    'no problem given; for example: matdiff "a\' * X * b" wrt X': '문제가 없다. 예: matdiff "a\' * X * b" wrt X',
    "no claim given; for example: matdiff check \"a'*X*b wrt X = a*b'\"": (
        "주장이 없다. 예: matdiff check \"a'*X*b wrt X = a*b'\""
    ),
    "{file} is a file; to read the problems in it: {command}": (
        "{file}은(는) 파일이다. 그 안의 문제를 읽으려면: {command}"
    ),
    "no {_kind} is called {name}; {_hint}": "그런 {_kind}은(는) 없다: {name}. {_hint}",
    "rule": "규칙",
    "function": "함수",
    "example": "예제",
    "'{command}' lists them": "목록: {command}",
    "--standalone makes a document, {format} has none; add --latex or --html": (
        "--standalone은 문서를 만드는데 {format}에는 문서가 없다. --latex이나 --html을 덧붙인다"
    ),
    "--tsv is a table of answers, --json has objects; choose one of the two": (
        "--tsv는 답의 표를, --json은 객체를 준다. 둘 가운데 하나만 쓴다"
    ),
    "--code gives functions, which are no line of a table and no document": (
        "--code는 함수를 준다. 함수는 표의 한 줄도 문서도 아니다"
    ),
    "--hint is for the page in the text format": "--hint는 text 형식의 글에만 쓴다",
    "--cost tells how to compute what was derived, for which a line has no room": (
        "--cost는 계산하는 방법을 보이는데, 한 줄에는 담을 수 없다"
    ),
    "cannot write {file}: {_reason}": "{file}에 쓸 수 없다: {_reason}",
    "cannot write standard output: {_reason}": "표준 출력에 쓸 수 없다: {_reason}",
    "it is closed": "닫혀 있다",
    "standard output": "표준 출력",
    "standard input": "표준 입력",
    # documents
    "no file given; for example: matdiff weave notes.md": "파일이 없다. 예: matdiff weave notes.md",
    "--check reads files, --pandoc standard input; choose one of the two": (
        "--check는 파일을, --pandoc은 표준 입력을 읽는다. 둘 가운데 하나만 쓴다"
    ),
    "cannot be written: {_reason}": "쓸 수 없다: {_reason}",
    "line {n}: {_message}": "{n}번째 줄: {_message}",
    "the results of this block are stale; matdiff weave writes them anew": (
        "이 블록의 결과가 낡았다. matdiff weave로 새로 쓴다"
    ),
    "standard input is no document in pandoc's JSON ({_error})": "표준 입력이 pandoc의 JSON 문서가 아니다({_error})",
    "no pandoc-api-version": "pandoc-api-version이 없다",
    "Expecting value: {place}": "값이 있어야 한다: {place}",
    "the block holds no problem": "블록에 문제가 없다",
    "error: {_message}": "오류: {_message}",
    "no problem stands here": "여기에 문제가 없다",
    "the options of the block: {_error}": "블록의 옵션: {_error}",
    "No closing quotation": "따옴표가 닫히지 않았다",
    "No escaped character": "\\ 뒤에 문자가 없다",
    "{name} is not available yet": "아직 쓸 수 없다: {name}",
    "{word} is no option of a block; there are {options}": "블록의 옵션이 아니다: {word}. 쓸 수 있는 것: {options}",
    "results begin here, but no line {marker} ends them": (
        "여기서 결과가 시작되지만 그것을 끝내는 줄 {marker}이(가) 없다"
    ),
    "results stand here without a block above them; delete one or the other": (
        "위에 블록이 없는 결과이다. 둘 가운데 하나를 지운다"
    ),
    "the environment that begins here is not closed": "여기서 시작한 환경이 닫히지 않았다",
    "the block that begins here is not closed": "여기서 시작한 블록이 닫히지 않았다",
    # the session
    "{version}  :help tells what can be typed, :quit ends": (
        "{version}  :help는 쓸 수 있는 것을 알려 주고 :quit는 끝낸다"
    ),
    "there is no command :{name}; {_hint}": "그런 명령은 없다: :{name}. {_hint}",
    ":help lists them": "목록: :help",
    "{file} is written; '{command}' adds the derivations": "{file}에 썼다. 유도 과정은 '{command}'로 덧붙인다",
    "there is no problem yet": "아직 문제가 없다",
    "{name} is the last answer, and there is none yet": "{name}은(는) 마지막 답인데 아직 답이 없다",
    "{name} is the last answer, and that cannot be found": "{name}은(는) 마지막 답인데 그것을 구할 수 없다",
    "that was the last line": "그것이 마지막 줄이다",
    "everything is forgotten; ':undo' brings it back": "모두 잊었다. ':undo'로 되돌린다",
    "there is nothing to undo": "되돌릴 것이 없다",
    "where to? for example :save notes.md": "어디에 쓰는가? 예: :save notes.md",
    "{file} is there already; choose another name": "{file}이(가) 이미 있다. 다른 이름을 쓴다",
    "{file} cannot be written: {_reason}": "{file}에 쓸 수 없다: {_reason}",
    # click
    "No such option {name}.": "그런 옵션은 없다: {name}",
    "No such option {name}. {_more}": "그런 옵션은 없다: {name}. {_more}",
    "No such option: {name}": "그런 옵션은 없다: {name}",
    "No such option: {name} {_more}": "그런 옵션은 없다: {name}. {_more}",
    "Did you mean {name}?": "혹시 {name}인가?",
    "(Did you mean one of: {names}?)": "혹시 {names} 가운데 하나인가?",
    "(Possible options: {names})": "혹시 {names} 가운데 하나인가?",
    "No such command {name}.": "그런 명령은 없다: {name}",
    "Option {name} requires an argument.": "옵션 {name}에는 값이 필요하다.",
    "Option {name} does not take a value.": "옵션 {name}에는 값을 쓰지 않는다.",
    "Got unexpected extra argument ({words})": "쓰지 않는 말이 있다: {words}",
    "Got unexpected extra arguments ({words})": "쓰지 않는 말이 있다: {words}",
    "Invalid value: {_message}": "값이 틀렸다: {_message}",
    "Invalid value for {option}: {_message}": "{option}의 값이 틀렸다: {_message}",
    "Missing argument {name}.": "빠진 것이 있다: {name}",
    "Missing argument {name}. {_more}": "빠진 것이 있다: {name}. {_more}",
    "Missing option {name}.": "빠진 옵션이 있다: {name}",
    "Choose from:\n\t{names}": "다음 가운데 하나를 쓴다: {names}",
    "{value} is not one of {names}.": "{value} 대신 {names} 가운데 하나를 쓴다.",
    "{value} is not a valid {_kind}.": "{_kind}이(가) 아니다: {value}",
    "{value} is not in the range {range}.": "범위 {range}을(를) 벗어난다: {value}",
    "integer": "정수",
    "float": "수",
    "integer range": "정수",
    "float range": "수",
    # the system
    "No such file or directory": "그런 파일이나 폴더가 없다",
    "Permission denied": "권한이 없다",
    "Operation not permitted": "허용되지 않은 일이다",
    "Is a directory": "폴더이다",
    "Not a directory": "폴더가 아니다",
    "No space left on device": "장치에 남은 자리가 없다",
    "Read-only file system": "읽기만 되는 파일 시스템이다",
    "File name too long": "파일 이름이 너무 길다",
    "File exists": "파일이 이미 있다",
    "Input/output error": "입출력 오류",
    "Bad file descriptor": "파일이 닫혀 있다",
    "Device or resource busy": "장치가 쓰이고 있다",
    "Too many open files": "열린 파일이 너무 많다",
}
