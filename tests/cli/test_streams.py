"""What goes to standard output, what to standard error, and with which exit status."""

import json

import pytest

import matdiff_cli

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
        (["audit", "notes.md"], "audit"),
        (["help", "audit"], "audit"),
        (["-q", "audit", "x + y", "-l", "mml"], "audit"),
    ],
)
def test_what_is_not_available_yet_says_so(run, arguments, named):
    done = run(*arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert named in done.stderr and "not available yet" in done.stderr


def test_a_verb_behind_which_an_expression_goes_on_is_a_symbol(run):
    assert run("plot", "wrt", "plot").stdout == "answer to plot wrt plot by plot, gradient\n"
    for rest in ("* x", "+ x", "- x", "' * x", "^2", "where plot: scalar", ".* x"):
        assert run("check", *rest.split()).stdout.startswith(f"answer to check {rest} by")
    for word in ("-x", "+x", ".5*x"):  # these begin a problem
        assert "not available yet" in run("audit", word).stderr


@pytest.mark.parametrize("verb", [(), ("check",), ("derive",)])
def test_help_is_what_the_option_shows(run, verb):
    assert run("help", *verb).stdout == run(*verb, "--help").stdout
    assert run("help", *verb).exit_code == 0


def test_version_is_what_the_option_shows(run):
    assert run("version").stdout == run("--version").stdout == f"matdiff {matdiff_cli.__version__}\n"


def test_help_on_what_is_no_verb_is_bad_usage(run):
    done = run("help", "relu")
    assert (done.exit_code, done.stdout) == (2, "") and "no verb 'relu'" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["-v"],
        ["-v", "x'*A*x wrt x"],
        ["-v", "x"],
        ["--v", "x"],
        ["-verbose", "x"],
        ["-v", "-"],
        ["x", "-v"],
        ["check", "-v", "x = x"],
        ["check", "-c", "x = x"],
        ["-q", "-v", "(x)"],
        ["-az", "x"],
    ],
    ids=" ".join,
)
def test_a_lone_word_that_looks_like_an_option_is_bad_usage(run, arguments):
    done = run(*arguments, stdin="x\n")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("matdiff: No such option") and "--help" in done.stderr
    assert ("matdiff -- -" in done.stderr) == (arguments[0] != "--v")


def test_targets_accumulate(run):
    answers = ["answer to x by a, gradient", "answer to x by b, gradient"]
    assert run("-a", "x", "-w", "a", "--wrt", "b").stdout.splitlines() == answers


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


def test_how_a_text_was_read_is_a_note_and_in_json_part_of_the_answer(run):
    assert run("noted thus").stderr == "note: read thus\nnote: a note\n"
    assert run("--json", "noted thus").stderr == run("-q", "noted thus").stderr == ""


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


def test_errors_alone_replace_no_file(run, tmp_path):
    path = tmp_path / "answers.json"
    path.write_text("kept\n")
    done = run("--json", "-o", str(path), stdin="bad\nbad too\n")
    assert (done.exit_code, done.stdout, path.read_text()) == (2, "", "kept\n")
    assert done.stderr.count("this is bad") == 2


def test_errors_wait_for_the_first_result_that_replaces_a_file(run, tmp_path):
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text("replaced\n")
    for path in (old, new):
        assert run("--json", "-o", str(path), stdin="bad\none\nbad too\n").exit_code == 2
    answers = [json.loads(line) for line in old.read_text().splitlines()]
    assert [("error" in answer, answer["problem"]) for answer in answers] == [
        (True, "bad"),
        (False, "one"),
        (True, "bad too"),
    ]
    assert new.read_text() == old.read_text()


def test_errors_are_written_to_a_file_that_holds_nothing(run, tmp_path):
    path = tmp_path / "answers.json"
    for _ in ("there is none", "it is empty"):
        assert run("--json", "-o", str(path), "bad").exit_code == 2
        assert json.loads(path.read_text())["error"]["message"] == "this is bad"
        path.write_text("")


@pytest.mark.parametrize("verb", [[], ["check"]], ids=["derive", "check"])
@pytest.mark.parametrize("option", [["-o", ""], ["--output="]], ids=" ".join)
def test_a_file_without_a_name_is_bad_usage(run, verb, option):
    done = run(*verb, *option, "x = x")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "'--output'" in done.stderr and "--help" in done.stderr


@pytest.mark.parametrize("text", ["\x1b[31mred", "two\nlines", "\u202egnp", "\udcff"])
def test_a_path_is_shown_without_its_control_characters(run, tmp_path, text):
    done = run("-o", str(tmp_path / "none" / text), "one")
    assert done.exit_code == 2 and done.stderr.startswith("matdiff: cannot write ")
    assert done.stderr.endswith("\n") and done.stderr[:-1].isprintable()


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
