"""What goes to standard output, what to standard error, and with which exit status."""

import json

import pytest

pytestmark = pytest.mark.usefixtures("stand_ins")


def test_words_are_joined_with_spaces(run):
    done = run("x'*x", "wrt", "x")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "answer to x'*x wrt x by x, gradient\n", "")


def test_the_verb_may_be_left_out_and_may_stand_behind_options(run):
    ways = (["-l", "mml", "x"], ["derive", "-l", "mml", "x"], ["-l", "mml", "derive", "x"])
    assert {run(*way).stdout for way in ways} == {"answer to x by x, mml\n"}


def test_a_first_word_with_a_dash_starts_a_problem(run):
    assert run("-x'*A*x", "wrt", "x").stdout == "answer to -x'*A*x wrt x by x, gradient\n"
    assert run("-a'*x wrt x", "--layout", "mml").stdout == "answer to -a'*x wrt x by x, mml\n"
    assert run("--", "-a", "wrt", "x").stdout == "answer to -a wrt x by x, gradient\n"


def test_a_misspelt_option_is_named_with_the_right_one(run):
    done = run("x'*x", "--layuot", "mml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "--layuot" in done.stderr and "--layout" in done.stderr


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["-c", "numpy", "x"], "--code numpy"),
        (["--lang", "ko", "x"], "--lang ko"),
        (["examples"], "examples"),
        (["plot", "x"], "plot"),
        (["repl"], "repl"),
    ],
)
def test_what_is_not_available_yet_says_so(run, arguments, named):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert named in done.stderr and "not available yet" in done.stderr


def test_the_second_derivative(run):
    assert run("--hessian", "x").stdout == run("--order", "2", "x").stdout == "answer to x by x, gradient twice\n"


def test_options_that_ask_for_the_usual_are_accepted(run):
    assert run("--order", "1", "--lang", "en", "x").exit_code == 0


def test_every_line_of_standard_input_is_a_problem(run):
    done = run(stdin="one\n\n  # a comment\ntwo wrt a, b\r\nthree")
    assert done.exit_code == 0
    assert [line for line in done.stdout.splitlines() if line] == [
        "answer to one by x, gradient",
        "answer to two wrt a, b by a, gradient",
        "answer to two wrt a, b by b, gradient",
        "answer to three by x, gradient",
    ]
    assert run("-", stdin="one\n").stdout == run(stdin="\ufeffone").stdout == "answer to one by x, gradient\n"


def test_no_lines_are_no_trouble(run):
    done = run(stdin="# nothing\n\n")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "", "")


def test_a_bad_line_is_reported_with_its_number_and_the_others_are_answered(run):
    done = run("-a", stdin="one\nbad\n\ntwo wrt u, v\n")
    assert done.exit_code == 2
    assert done.stdout.splitlines() == ["answer to one by x, gradient", "answer to two wrt u, v by v, gradient"]
    assert "2" in done.stderr and "this is bad" in done.stderr and "be good" in done.stderr
    assert "4" in done.stderr and "cannot do u" in done.stderr


def test_json_puts_an_error_object_in_its_problems_place(run):
    done = run("--json", stdin="one\nbad\ncrash\ntwo λ\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 2
    assert [answer["problem"] for answer in answers] == ["one", "bad", "crash", "two λ"]
    error = {"kind": "syntax", "message": "this is bad", "line": 2, "column": 1, "hint": "be good"}
    assert answers[1]["error"] == error
    assert answers[2]["error"]["kind"] == "unsupported"


def test_the_last_format_counts(run):
    assert json.loads(run("-f", "text", "--json", "x").stdout)
    assert run("--json", "-f", "text", "x").stdout.startswith("answer")
    assert run("--json", "--latex", "x").stdout.startswith("answer")


def test_an_internal_error_is_a_message_and_not_a_traceback(run, monkeypatch):
    done = run(stdin="crash\none\n")
    assert (done.exit_code, done.stdout) == (2, "answer to one by x, gradient\n")
    assert "internal error (RuntimeError: lost [red]my[/red] way)" in done.stderr and "Traceback" not in done.stderr
    monkeypatch.setenv("MATDIFF_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("crash")


def test_notes_go_to_standard_error_unless_quiet(run):
    done = run(stdin="one\nnoted\n")
    assert "a note" in done.stderr and "2" in done.stderr and "a note" not in done.stdout
    quiet = run("-q", stdin="one\nnoted\n")
    assert (quiet.stdout, quiet.stderr) == (done.stdout, "")


def test_bytes_that_are_not_utf8_are_an_error_of_their_line(run):
    done = run("--json", stdin=b"one\nx\xff\ntwo\n")
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == 2
    assert [("error" in answer) for answer in answers] == [False, True, False]
    assert (answers[1]["error"]["kind"], answers[1]["error"]["line"], answers[1]["error"]["column"]) == ("syntax", 2, 2)


def test_an_argument_that_is_not_utf8_is_an_error(run):
    done = run("--json", "x\udcff")
    assert done.exit_code == 2
    assert json.loads(done.stdout)["error"]["kind"] == "syntax"


def test_interrupting_is_quiet(run):
    done = run(stdin="one\ninterrupt\ntwo\n")
    assert (done.exit_code, done.stdout, done.stderr.strip()) == (130, "answer to one by x, gradient\n", "")


def test_a_file_gets_the_results_and_is_left_alone_without_any(run, tmp_path):
    path = tmp_path / "answers.txt"
    done = run("-o", str(path), "one λ")
    assert (done.exit_code, done.stdout) == (0, "")
    assert path.read_text("utf-8") == "answer to one λ by x, gradient\n"
    assert run("-o", str(path), "bad").exit_code == 2
    assert path.read_text("utf-8").startswith("answer")


@pytest.mark.parametrize("path", ["", "no/such/folder/out.txt"])
def test_a_file_that_cannot_be_written_ends_the_run(run, tmp_path, path):
    done = run("-o", str(tmp_path / path), stdin="one\ntwo\n")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("matdiff: cannot write ") and len(done.stderr.splitlines()) == 1


def test_standalone_is_for_latex(run):
    done = run("--standalone", "x")
    assert done.exit_code == 2 and "--latex" in done.stderr


def test_an_encoding_without_greek_is_no_trouble(run):
    done = run("one λ", charset="ascii")
    assert (done.exit_code, done.stdout) == (0, "answer to one \\u03bb by x, gradient\n")
    done = run("--json", "one λ 𝔸", charset="latin-1")
    assert done.exit_code == 0 and done.stdout.isascii()
    assert json.loads(done.stdout)["problem"] == "one λ 𝔸"
