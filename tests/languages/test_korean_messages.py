"""Messages in Korean: each that the source holds has a row, each row a message, and what was typed stays as it is."""

import csv
import json
import re
from functools import cache
from pathlib import Path
from time import process_time

import pytest
from messages import EXAMPLE, templates
from runner import runner
from sentences import constants

from matdiff_cli.cli.main import root
from matdiff_cli.cli.reading import CLAIM, PROBLEM
from matdiff_cli.derivation.derive import derive
from matdiff_cli.errors import MatdiffError
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.languages import retold
from matdiff_cli.languages.korean import TABLE
from matdiff_cli.languages.korean.messages import MESSAGES
from matdiff_cli.languages.messages import Messages
from matdiff_cli.syntax.said import TYPE_WORDS
from matdiff_cli.typing.read import read_problems

GOLDEN = Path(__file__).parent / "golden"
DATA = Path(__file__).parents[1] / "data"

NOT_SAID = {
    "the change is not linear in its increments",
    "no entry-by-entry form of Ω0",
    "no generated code has this: Ω0",
    "no notation for Ω0",
    "no number for Ω0 in the formula of an entry",
    "a number needs a Fraction, not Ω0",
    "a dimension is expected, not Ω0",
    "second derivatives of functions that are not scalar",
}
"""Of mistakes in matdiff itself; who sees one reports it."""

NO_SENTENCES = {
    *("frozen term", "frozen rest", "tab: complete", "why unknown", "gradient up", "vector gradient", "row gradient"),
    *("second derivative", " in every entry", "@1 has full column rank", "positive scalar", "positive vector(Ω0)"),
    *("For the derivative: Ω0.", "x: vector(n), A: matrix(m, n)", "where x: vector(n), A: matrix(n)", "standard error"),
    *("x \\in \\mathbb{R}^{n}", "\\nabla f, \\nabla^2 f", "tuple[int, int]", "cannot be read back"),
    *("kron-product trace-kron", "trace-vec vec-kron", "diagonal-transpose Ω0"),
    *("\\end {verbatim}", PROBLEM, CLAIM, "figure fraction"),
    *("Ω0 \\in \\mathbb{R}^{Ω1 \\times Ω2}", "Ω0 = \\begin{bmatrix}Ω1\\end{bmatrix}"),
}
"""Names of things, code, rows of other tables, and what is said only together with other words."""

WORKED_OUT = {
    *("{name} was read as {product}, {_more}", "matdiff {command}  or  {_commands}", "try: {_commands}"),
    *('after "{before}"', "declare `where {declaration}`"),
    *("is a file meant? try: matdiff < {file}", "there is no code for the unknown function {name}"),
    *(f"no {PROBLEM}", f"no {CLAIM}", "cannot write standard output: {_reason}"),
    *("the sizes of {one} and {another} do not settle", "{name} takes shapes {size} and {other}"),
    *("{name} takes {n} or {m} arguments, not {given}", "write {name}(…) with {n} or {m} arguments"),
    *("{name} needs {_words} or {_others}; {it} is {size}", "write {usage}, or `in {set}`"),
    "the results of this block are stale; matdiff weave writes them anew",
}
"""Rows for what is put together while the program runs, or stands in a file with much that is no message."""

ELSEWHERE = {"No closing quotation", "No escaped character", "Expecting value: {place}"}
"""Rows for messages of Python; those of click and of the system stand at the end of the table."""


FORMS = Messages(MESSAGES, TABLE, str)


@cache
def fitting(message: str) -> list[str]:
    """The rows that a sentence fits, and none better."""
    left = {}
    for form in FORMS._forms:
        if (values := form.places(message)) is not None:
            left[form.row] = sum(FORMS._filled(*value, 1).left for value in values.items())
    return [row for row in left if left[row] == min(left.values())]


def told(message: str) -> str:
    return retold(alone(message), "ko")


def alone(message: str) -> str:
    """A message without the sentences before it that the source does not tell."""
    return re.sub(f"^(?:(?:{EXAMPLE}[0-9])?; )+", "", message)


def row_words(korean: str) -> set[str]:
    return set(re.findall("[A-Za-z]{2,}", korean))


MEANT = {*SPELLINGS, *TYPE_WORDS, "wrt", "where", "matdiff", "EXPRESSION", "NAME"}.union(
    *map(row_words, (*MESSAGES.values(), *TABLE.values()))
)
"""The words of other alphabets that stand in Korean sentences."""


def test_every_message_of_the_source_is_told():
    missing = [
        f"{place}: {message}"
        for place, message in templates()
        if message not in NOT_SAID | NO_SENTENCES
        and not (re.search("[가-힣]", told(message)) and row_words(told(message)) <= MEANT)
    ]
    assert not missing, "\n".join(missing)


def test_every_row_is_a_message_of_the_source():
    """As a sentence, as one of several, or in place of a part of one."""
    sayings = {alone(message) for _, message in templates()}
    parts = sayings | {part for message in sayings for part in re.split("[;:] ", message)}
    used = {row for message in parts for row in fitting(message)} | parts | constants()
    of_others = list(MESSAGES)[list(MESSAGES).index("No such option {name}.") :]
    unused = MESSAGES.keys() - used - WORKED_OUT - ELSEWHERE - set(of_others)
    assert not unused, "\n".join(sorted(unused))


def test_no_two_rows_fit_a_message_as_well():
    doubtful = {message: rows for _, message in templates() if len(rows := fitting(message)) > 1}
    assert not doubtful


@pytest.mark.parametrize("row", MESSAGES)
def test_a_row_has_no_other_places_than_the_english_sentence(row):
    places = r"\{_?[a-z]+\}"
    assert set(re.findall(places, MESSAGES[row])) <= set(re.findall(places, row))
    assert re.search("[가-힣]", MESSAGES[row])


# --- what is shown ----------------------------------------------------------------------------------------------------

TWELVE = (
    "x'*",
    "A*X + 1 wrt X",
    "(x + y))*A wrt x",
    "log|x'| wrt x where x: vector(3)",
    "sigmod(a'*x) wrt x",
    "A*B*x wrt x where A: matrix(2, 3), B: matrix(4, 5)",
    "x^2 wrt x where x: vector(n)",
    "sum_i log(1 + exp(-y_i*w'*x_i)) wrt w",
    "x/A wrt x",
    "x'*A*x wrt A where A: matrx(n)",
    "r'*r wrt w where r = s, s = r",
    "\\frac{\\partial}{\\partial X} \\operatorname{Foo}(X)",
)


def korean(*arguments: str, **settings):
    return runner().invoke(root, [*arguments, "--lang", "ko"], **settings)


def test_twelve_errors_with_hints():
    done = korean("-", input="\n".join(TWELVE) + "\n")
    assert done.exit_code == 2 and not done.stdout
    assert done.stderr == (GOLDEN / "errors.txt").read_text("utf-8")


def outside(message: str) -> str:
    """A message without what it quotes."""
    return re.sub(r"""`[^`]*`|"[^"]*"|matdiff ['"].*""", " ", message)


def test_no_error_of_the_table_is_english():
    with (DATA / "bad_input.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        with pytest.raises(MatdiffError) as raised:
            derive(read_problems(row["text"])[0])
        error = raised.value
        for message in filter(None, (error.message, error.hint, *(mark.label for mark in error.marks))):
            assert re.search("[가-힣]", told(message)) or message in NO_SENTENCES | {"x^{2}"}, message
            assert row_words(outside(told(message))) - row_words(row["text"]) <= MEANT, message


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--layuot", "mml", "x"], "그런 옵션은 없다: '--layuot'. 혹시 '--latex', '--layout' 가운데 하나인가?"),
        (["weave", "--pandok"], "그런 옵션은 없다: '--pandok'. 혹시 '--pandoc'인가?"),
        (["--layout", "foo", "x"], "의 값이 틀렸다: 'foo' 대신 'gradient', 'numerator', 'denominator', 'mml' 가운데"),
        (["--width", "5", "x"], "'--width'의 값이 틀렸다: 범위 x>=20을 벗어난다: 5"),
        (["--timeout", "abc", "x"], "'--timeout'의 값이 틀렸다: 수가 아니다: 'abc'"),
        (["--timeout", "nan", "x"], "'--timeout'의 값이 틀렸다: 초의 수가 아니다: 'nan'"),
        (["--jobs", "many", "x"], "'--jobs'의 값이 틀렸다: 정수가 아니다: 'many'"),
        (["x", "-o", ""], "'-o' / '--output'의 값이 틀렸다: 파일의 이름이 비어 있다."),
        (["--short=3", "x"], "옵션 '--short'에는 값을 쓰지 않는다."),
        (["x", "-w"], "옵션 '-w'에는 값이 필요하다."),
        (["rules", "no-such-rule"], "그런 규칙은 없다: 'no-such-rule'. 목록: matdiff rules"),
        (["functions", "sigmoidd"], "그런 함수는 없다: 'sigmoidd'. 혹시 sigmoid인가?"),
        (["help", "zz"], "그런 동사는 없다: 'zz'"),
        (["completion"], "빠진 것이 있다: '{bash|zsh|fish}'. 다음 가운데 하나를 쓴다: bash,  zsh,  fish"),
        (["version", "x"], "쓰지 않는 말이 있다: x"),
        (["weave"], "파일이 없다. 예: matdiff weave notes.md"),
        (["x", "--standalone"], "--standalone은 문서를 만드는데 text에는 문서가 없다."),
        (["x'*x wrt x", "-o", "/no/such/folder"], "/no/such/folder에 쓸 수 없다: 그런 파일이나 폴더가 없다"),
    ],
)
def test_bad_usage(monkeypatch, arguments, says):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    done = runner().invoke(root, arguments)
    assert done.exit_code == 2 and done.stderr.startswith("matdiff: "), done.stderr
    assert says.replace("'", "") in done.stderr.replace("'", ""), done.stderr  # click 8.1 puts options in no quotes
    said = done.stderr.replace("도움말: matdiff --help", "").removeprefix("matdiff: ")
    assert (
        row_words(re.sub("'[^']*'|--[a-z-]+", "", said))
        - {word for argument in arguments for word in row_words(argument)}
        <= MEANT
    )


def test_bad_usage_as_earlier_versions_of_click_say_it():
    assert told("No such option: --layuot") == "그런 옵션은 없다: --layuot"
    assert told("No such option: --layuot Did you mean --layout?") == "그런 옵션은 없다: --layuot. 혹시 --layout인가?"


def test_a_problem_that_begins_with_an_option():
    assert "그렇게 시작하는 문제는 -- 뒤에 쓴다. 예: matdiff -- -v wrt v\n도움말: " in korean("-v").stderr


def test_json_has_messages_in_the_language_and_its_own_words():
    found = json.loads(korean("--json", "x'*A*x wrt A where A: matrx(n)").stdout)["error"]
    assert found["kind"] == "name" and found["column"] == 23
    assert found["message"] == "matrx라는 종류는 없다" and found["hint"].startswith(
        "혹시 matrix인가? 이렇게 쓴다: matdiff"
    )


def test_a_check_that_fails_says_so():
    failure = "step 2, line 1: f = x   [cannot be evaluated: shapes (1, 2) and (2, 1) differ]"
    assert told(failure) == "2단계 1번째 줄: f = x   [값을 구할 수 없다: 크기 (1, 2)와 (2, 1)이 다르다]"


def test_shapes_of_a_claim_that_does_not_fit():
    page = korean("check", "x'*A*x wrt x = A + x").stdout
    assert "크기        스칼라와 행렬은 더할 수 없다" in page or "더할 수 없다: " in page, page


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("```matdiff\nx'*\n```\n", "오류[syntax]: "),
        ("```matdiff\n```\n", "1번째 줄: 블록에 문제가 없다"),
        ("```matdiff sideways\nx\n```\n", "1번째 줄: 블록의 옵션이 아니다: 'sideways'. 쓸 수 있는 것: short, "),
        ("```matdiff\nx'*x wrt x\n", "1번째 줄: 여기서 시작한 블록이 닫히지 않았다"),
    ],
)
def test_what_is_wrong_with_a_document_is_said_in_the_language_of_the_user(monkeypatch, tmp_path, text, says):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    notes = tmp_path / "notes.md"
    notes.write_text(text, "utf-8")
    done = runner().invoke(root, ["weave", str(notes)])
    assert done.exit_code == 2 and says in done.stderr
    assert not re.search("[가-힣]", notes.read_text("utf-8"))


def test_a_document_in_korean_has_errors_in_korean(tmp_path):
    notes = tmp_path / "notes.md"
    notes.write_text("```matdiff lang=ko\nx'*\n```\n", "utf-8")
    done = runner().invoke(root, ["weave", str(notes)])
    assert "error[syntax]" in done.stderr and "오류[syntax]" in notes.read_text("utf-8")


def test_what_was_typed_stays_as_it_is():
    assert told("sign is no type") == "sign이라는 종류는 없다"
    assert told("did you mean sign or sigmoid?") == "혹시 sign 또는 sigmoid인가?"
    assert told('try: matdiff "[1; 2]*x wrt x"  or  matdiff "did you mean x? wrt x"') == (
        '이렇게 쓴다: matdiff "[1; 2]*x wrt x"  또는  matdiff "did you mean x? wrt x"'
    )


def test_a_long_operand_is_called_this():
    assert told("a transpose would fit: this*x'") == "전치하면 맞는다: 이것*x'"
    assert told('try: matdiff "this*x wrt x"') == '이렇게 쓴다: matdiff "this*x wrt x"'


@pytest.mark.parametrize("message", ["a: " * 3000, "x; " * 3000, "x has no " * 1000, "no a is called b; " * 200])
def test_no_message_takes_long(message):
    before = process_time()
    told(message)
    assert process_time() - before < 1
