"""Korean: no sentence is missing, none is left in English, and what is no sentence stays as it is."""

import csv
import json
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from runner import runner
from sentences import constants, everything_said

from matdiff_cli.cli.main import root
from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.records import Derivation
from matdiff_cli.languages import of_environment, phrase, translated
from matdiff_cli.languages.korean import TABLE
from matdiff_cli.output import RENDERERS, Style
from matdiff_cli.output.words import condition_words, facts, layout_remark, parts_of
from matdiff_cli.rules import RULES
from matdiff_cli.rules.find import find, spoken
from matdiff_cli.typing.read import read_problems

GOLDEN = Path(__file__).parent / "golden"
DATA = Path(__file__).parents[1] / "data"
KOREAN = Style(language="ko")
WORKED = ("x'*A*x wrt x", "<x, x> wrt x", "a'*X*b wrt X", "log|X^-1| wrt X", "A*x wrt x")
TABLES = {"first_order": 1, "more_first_order": 1, "hessian": 2, "more_hessian": 2}

NAMES = {
    *("exp", "expm", "abs", "sign", "relu", "log", "sqrt", "sin", "cos", "tan", "sinh", "cosh"),
    *("norm", "logsumexp", "softplus", "mml", "Matrix", "Cookbook", "log1p", "tanh", "matdiff"),
}
"""Names of functions, of a layout and of a book: the same in every language."""


def problems() -> list[tuple[str, int]]:
    """All problems of the tables, with the order of their derivatives."""
    found = []
    for name, order in TABLES.items():
        with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                declared = (row.get("declarations") or "").strip()
                where = f" where {declared}" if declared else ""
                found.append((f"{row['expression']} wrt {row['wrt']}{where}", order))
    return found


def english(words: str) -> list[str]:
    """The English words in a text without formulas."""
    return [word for word in re.findall(r"[A-Za-z][a-z0-9]+", words) if word not in NAMES]


def said(derivation: Derivation):
    """All that a page says in words."""
    found = [*derivation.steps, *derivation.result.notes]
    found += [line.reason for step in derivation.steps for line in step.lines if line.reason]
    for one in found:
        yield "".join(part if isinstance(part, str) else "x" for part in parts_of(one, "ko"))
    yield condition_words(derivation.result, lambda _: "x", str, "ko")
    yield layout_remark(derivation, "ko")
    yield from (facts(symbol, "ko") for symbol in derivation.problem.symbols.values())


# --- the table --------------------------------------------------------------------------------------------------------


def test_no_sentence_is_missing():
    assert not (missing := everything_said() - TABLE.keys()), "\n".join(sorted(missing))


def test_no_sentence_is_one_that_nobody_says():
    said_somewhere = constants() | everything_said()
    unused = {key for key in TABLE if not {key, re.sub(r"@\*|\{0\}", "@1", key)} & said_somewhere}
    assert not unused, "\n".join(sorted(unused))


@pytest.mark.parametrize("english_sentence", TABLE)
def test_a_sentence_has_the_same_places_in_both_languages(english_sentence):
    places = r"@[\d*]|\{\w*\}"
    korean = TABLE[english_sentence]
    assert set(re.findall(places, korean)) == set(re.findall(places, english_sentence))
    assert re.search("[가-힣]", korean)


def test_what_stands_in_a_place_is_translated_only_if_it_is_a_phrase():
    assert translated(phrase("{layout} layout", layout=phrase("numerator")), "ko") == "분자 레이아웃"
    assert translated(phrase("{layout} layout", layout="numerator"), "ko") == "numerator 레이아웃"


# --- pages ------------------------------------------------------------------------------------------------------------


def check_pages(chosen):
    for text, order in chosen:
        for problem in read_problems(text):
            derivation = derive(problem, order=order)
            for words in said(derivation):
                assert not english(words), (text, words)
                assert "(는)" not in words and "(가)" not in words and "(으)" not in words, (text, words)


def test_no_word_of_a_page_is_english():
    check_pages(problems()[::8])


@pytest.mark.slow
def test_no_word_of_any_page_is_english():
    check_pages(problems())


@pytest.mark.parametrize("number", range(1, 6))
def test_the_worked_examples(number):
    page = RENDERERS["text"](derive(read_problems(WORKED[number - 1])[0]), KOREAN)
    assert page + "\n" == (GOLDEN / f"example_{number}.txt").read_text("utf-8")


def mathematics(page: dict) -> list:
    """What a page in JSON holds besides words."""
    steps = [
        [step["key"], [{key: line[key] for key in line if key != "reason"} for line in step["lines"]]]
        for step in page["steps"]
    ]
    return [page.keys(), page["function"], page["symbols"], page["result"]["text"], page["result"]["latex"], steps]


def test_the_mathematics_and_the_fields_of_json_are_the_same():
    for text, order in problems()[::40]:
        derivation = derive(read_problems(text)[0], order=order)
        pages = [json.loads(RENDERERS["json"](derivation, Style(language=one))) for one in ("en", "ko")]
        assert mathematics(pages[0]) == mathematics(pages[1])


@pytest.mark.parametrize("width", [60, 80])
def test_pages_fit_where_a_letter_takes_two_columns(width):
    for text, order in [*((text, 1) for text in WORKED), *problems()[::60]]:
        page = RENDERERS["text"](derive(read_problems(text)[0], order=order), Style(language="ko", width=width))
        assert max(map(cell_len, page.splitlines())) <= width


def test_reasons_stand_in_one_column():
    page = RENDERERS["text"](derive(read_problems(WORKED[3])[0]), KOREAN)
    assert {cell_len(line.partition("# ")[0]) for line in page.splitlines() if "# " in line} == {45}


def test_other_formats_are_korean_too():
    derivation = derive(read_problems("tr(X^-1) wrt X where X: symmetric(n)")[0])
    for name in ("latex", "markdown", "html"):
        page = RENDERERS[name](derivation, KOREAN)
        assert "함수 정의" in page and "조건:" in page and "대칭" in page and "Define" not in page


# --- claims and convexity --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("a'*x wrt x = a", ["맞음: "]),
        ("tr(W*X) wrt X = W", ["분자 레이아웃에서 맞음: "]),
        ("x'*A*x wrt x = 2*A*x", ["조건이 있어야 맞음: ", "조건        A가 대칭"]),
        ("x'*A*x wrt x = A*x + 3*A'*x", ["틀림: ", "대입한 값   ", "주장한 값   ", "올바른 값   "]),
        ("log|X^-1| wrt X = X^-1", ["틀린 까닭   부호, 또한 전치됨", "정답        -X^-T"]),
        ("||A*x - b||^2 wrt x = 2*A*(A*x - b)", ["고치면      A 대신 A'"]),
        ("x'*x wrt x = 3*x", ["1.5배만큼 어긋남"]),
        ("A*B = B'*A'", ["다름: "]),
        ("A*x = B*x where A, B: matrix(n)", ["다름: ", "우변", "좌변"]),
        ("exp(log(t)) = t where t: scalar", ["양변이 정의되는 곳에서 맞음", "값 없음"]),
    ],
)
def test_verdicts(claim, says):
    page = runner().invoke(root, ["check", claim, "--lang", "ko"]).stdout
    assert all(words in page for words in says), page


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        ("||X*w - y||^2 wrt w", ["볼록: ", "X의 열이 일차독립이면 순볼록 또는 순오목", "# 제곱은 음수가 아님"]),
        (
            "x'*A*x wrt x",
            ["볼록도 오목도 아님: ", "대입한 값   ", "방향        ", "곡률        ", "힌트        A: spd"],
        ),
        ("norm1(X*w - y) wrt w", ["볼록: ", "중점에서"]),
        ("a'*x wrt x", ["아핀: "]),
    ],
)
def test_convexity(problem, says):
    page = runner().invoke(root, ["convex", problem, "--lang", "ko"]).stdout
    assert all(words in page for words in says), page


def test_lines_for_scripts_have_english_verdicts():
    assert runner().invoke(root, ["check", "-a", "a'*x wrt x = a", "--lang", "ko"]).stdout == "right\ta'*x wrt x = a\n"
    assert runner().invoke(root, ["convex", "-a", "a'*x wrt x", "--lang", "ko"]).stdout == "affine\ta'*x wrt x\n"
    found = json.loads(runner().invoke(root, ["check", "--json", "x'*x wrt x = x", "--lang", "ko"]).stdout)["claim"]
    assert (found["verdict"], found["slip"]) == ("wrong", "missing factor 2")


# --- rules ------------------------------------------------------------------------------------------------------------


def test_rules_are_found_by_their_korean_words():
    assert [rule.name for rule in find("대각합의 순환 성질")] == ["trace-cyclic"]
    assert [rule.name for rule in find("Δ의 2차항 무시")] == ["drop-second-order"]
    assert [rule.name for rule in find("왼쪽에 X⁻¹를 곱함")] == ["multiply-left"]


def test_the_words_of_every_rule_are_korean():
    for rule in RULES.values():
        assert re.search("[가-힣]", spoken(rule, "ko")) or rule.name == "", rule.name


# --- which language ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "ko_KR.UTF-8"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "en_US.UTF-8"}, "en"),
        ({"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C.UTF-8", "LANGUAGE": "ko"}, "en"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "ko:en"}, "ko"),
        ({"LANG": "ko_KR.UTF-8", "LANGUAGE": "en:ko"}, "en"),
        ({"LANG": "fr_FR.UTF-8", "LANGUAGE": "fr:ko"}, "ko"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "kok_IN"}, "en"),
    ],
)
def test_the_environment_asks_for_a_language(environment, language):
    assert of_environment(environment) == language


@pytest.mark.parametrize(
    ("locale", "options", "title"),
    [
        ("ko_KR.UTF-8", [], "함수 정의"),
        ("ko_KR.UTF-8", ["--lang", "en"], "Define the function"),
        ("C.UTF-8", ["--lang", "ko"], "함수 정의"),
        ("C.UTF-8", [], "Define the function"),
        ("ko_KR.UTF-8", ["--ascii"], "Define the function"),
        ("ko_KR.UTF-8", ["--jobs", "2"], "함수 정의"),
    ],
)
def test_an_option_goes_before_the_locale(monkeypatch, locale, options, title):
    monkeypatch.setenv("LC_ALL", locale)
    done = runner().invoke(root, ["x'*A*x wrt x", *options])
    assert done.exit_code == 0 and f"1. {title}\n" in done.stdout


def test_answers_are_the_same_in_every_language(monkeypatch):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    for format in ("text", "latex"):
        command = ["r'*r wrt w where r = X*w - y", "-a", "--format", format]
        assert runner().invoke(root, command).stdout == runner().invoke(root, [*command, "--lang", "en"]).stdout


def test_documents_say_their_language():
    html = runner().invoke(root, ["x'*x wrt x", "--html", "--standalone", "--lang", "ko"]).stdout
    assert '<html lang="ko">' in html and "<title>matdiff의 유도 과정</title>" in html
    latex = runner().invoke(root, ["x'*x wrt x", "--latex", "--standalone", "--lang", "ko"]).stdout
    assert r"\usepackage{kotex}" in latex


def test_what_is_woven_does_not_go_by_the_locale(monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    notes = tmp_path / "notes.md"
    for options, title in (("", "Define the function"), (" lang=ko", "함수 정의")):
        notes.write_text(f"```matdiff{options}\nx'*x wrt x\n```\n", "utf-8")
        assert runner().invoke(root, ["weave", str(notes)]).exit_code == 0
        assert title in notes.read_text("utf-8")


# --- help -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "verb", ["", "check", "completion", "convex", "derive", "examples", "functions", "plot", "repl", "rules", "weave"]
)
def test_help_is_korean_and_fits(monkeypatch, verb):
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    page = runner().invoke(root, [*filter(None, [verb]), "--help"]).stdout
    assert "사용법: " in page and "옵션:" in page and "이 도움말을 보이고 끝낸다." in page
    assert not re.search(r"^  -.*  [A-Z][a-z]+ [a-z]+ ", page, re.MULTILINE)
    described = [line for line in page.partition("사용법: ")[2].splitlines() if re.search("[가-힣]", line)]
    assert len(described) > 2 and max(map(cell_len, described)) <= 80


def test_help_goes_by_the_option_too(monkeypatch):
    assert "사용법: " in runner().invoke(root, ["check", "--help", "--lang", "ko"]).stdout
    monkeypatch.setenv("LC_ALL", "ko_KR.UTF-8")
    assert "Usage: " in runner().invoke(root, ["check", "--help", "--lang=en"]).stdout
    assert "Usage: " in runner().invoke(root, ["check", "--help", "--ascii"]).stdout
    assert "사용법: " in runner().invoke(root, ["help", "check"]).stdout


# --- notes ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("problem", "says"),
    [
        ("XX^T wrt X", "참고: XX는 X X로 읽는다. 한 이름으로 쓰려면 XX를 선언한다"),
        ("a'*x + b wrt x", "참고: b는 스칼라로 본다"),
        ("(x-μ)'Σ^-1(x-μ) wrt x", "참고: μ는 벡터로 본다"),
        ("x'*A*x", "참고: x에 대해 미분한다. 다른 변수로 하려면 wrt …를 덧붙인다"),
        ("σ(a'*x) wrt x", "참고: σ(…)는 시그모이드로 읽는다"),
        ("sum((x - mean(x)).^2) wrt x", "참고: mean(x)를 x의 모든 원소에서 뺀다"),
        ("x^T A x / x^T x wrt x", "참고: / 뒤의 x^T x는 전체를 분모로 읽는다"),
        ("sum(exp(X)) wrt X", "참고: exp는 원소별 함수이다"),
    ],
)
def test_notes(problem, says):
    done = runner().invoke(root, ["-a", problem, "--lang", "ko"])
    assert done.exit_code == 0 and says in done.stderr, done.stderr


def test_notes_name_the_line():
    done = runner().invoke(root, ["-a", "-", "--lang", "ko"], input="x'*x wrt x\na'*x + b wrt x\n")
    assert done.stderr == "2번째 줄: 참고: b는 스칼라로 본다\n"


def test_what_a_user_typed_is_never_a_template():
    assert translated(phrase("{x} is {0}"), "ko") == "{x} is {0}"
    assert translated(phrase("note: {remark}", remark="{x}"), "ko") == "참고: {x}"


# --- rules, functions and examples ------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["text", "latex", "markdown", "json"])
@pytest.mark.parametrize("verb", ["rules", "functions"])
def test_tables_of_reference_are_korean(verb, format):
    page = runner().invoke(root, [verb, "--format", format, "--lang", "ko"]).stdout
    assert len(re.findall("[가-힣]", page)) > 400 and "the definition of" not in page and "distributive" not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["rules", "trace-cyclic"], ["대각합의 순환 성질", "성립하는 까닭", "출처", "예: matdiff", "함수 정의"]),
        (["rules", "inverse"], ["역행렬의 정의", "섭동하여 그 변화에 대해 푼다"]),
        (["rules", "derivative-relu"], ["테일러 급수의 처음 두 항이다. 0에서 relu의 미분계수는 1/2로 둔다."]),
        (["functions", "logdet"], ["행렬식의 절댓값의 로그", "크기:    ", "정의역:  ", "X 가역"]),
        (["functions", "mean"], ["정의이다: 모든 원소의 평균."]),
        (["examples"], [" 1  이차형식                 matdiff", " 4  역행렬의 로그 행렬식     matdiff"]),
        (["examples", "이차형식"], ["1. 함수 정의"]),
    ],
)
def test_pages_of_reference_are_korean(arguments, says):
    page = runner().invoke(root, [*arguments, "--lang", "ko"]).stdout
    assert all(words in page for words in says), page
