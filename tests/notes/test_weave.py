"""The verb `weave`: whole files, what is said of them, and the exit status."""

import json
import os
import stat
import time
from pathlib import Path

import pytest
from runner import runner

from matdiff_cli.cli.main import root
from matdiff_cli.cli.verbs import derive

TOP = Path(__file__).parents[2]
GOOD = "# Notes\n\n```matdiff\nx'*A*x wrt x\n```\n\nAnd so on.\n"
BAD = "```matdiff\nA*x + x'*A wrt x where A: matrix(m, n)\n```\n"


def weave(*arguments, stdin=None):
    return runner().invoke(root, ["weave", *map(str, arguments)], input=stdin, catch_exceptions=False)


@pytest.fixture
def note(tmp_path):
    """note(text) → a file that holds it."""

    def write(text, name="notes.md"):
        path = tmp_path / name
        path.write_bytes(text.encode("utf-8"))
        return path

    return write


def results(path):
    return path.read_text("utf-8").partition("begin -->\n\n")[2].partition("\n\n<!-- matdiff:end")[0]


def test_the_derivation_stands_below_the_block(note):
    path = note(GOOD)
    done = weave(path)
    assert (done.exit_code, done.output) == (0, "")
    page = runner().invoke(root, ["x'*A*x wrt x", "--markdown", "--heading", "none"]).stdout
    block, rest = GOOD.split("\n\nAnd")
    markers = "<!-- matdiff:begin -->", "<!-- matdiff:end -->"
    assert path.read_text("utf-8") == f"{block}\n{markers[0]}\n\n{page}\n{markers[1]}\n\nAnd{rest}"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("compact", ["--compact"]),
        ("details", ["--details"]),
        ("answer", ["--answer"]),
        ("hessian", ["--hessian"]),
        ("check", ["--check"]),
        ("layout=mml notation=d heading=3", ["--layout", "mml", "--notation", "d", "--heading", "3"]),
        ('where="A: symmetric, x: vector(3)"', ["--where", "A: symmetric, x: vector(3)"]),
    ],
)
def test_options_of_the_fence_are_those_of_the_command(note, options, words):
    path = note(GOOD.replace("```matdiff", f"```matdiff {options}"))
    assert weave("-q", path).exit_code == 0
    asked = ["x'*A*x wrt x", "-q", "--markdown", "--heading", "none", *words]
    assert results(path) == runner().invoke(root, asked).stdout.rstrip("\n")


def test_every_line_of_a_block_is_a_problem(note):
    path = note("```matdiff answer\n# two\na'*x wrt x\n\nx'*x wrt x\n```\n")
    assert weave(path).exit_code == 0
    assert results(path) == "$\\mathbf{a}$\n\n$2 \\mathbf{x}$"


def test_an_error_stands_in_the_result_and_goes_with_its_line_to_standard_error(note):
    path = note(GOOD + BAD)
    done = weave(path)
    assert done.exit_code == 2
    assert f"{path}: error[shape]: a product of 1×n and m×n\n --> line 9, column 10" in done.stderr
    written = path.read_text("utf-8")
    assert "```text\nerror[shape]: a product of 1×n and m×n\n --> column 10\n" in written
    assert weave(path).exit_code == 2 and path.read_text("utf-8") == written


def test_results_do_not_depend_on_where_a_block_stands(note):
    path = note(BAD)
    weave(path)
    path.write_text("one line more\n\n" + path.read_text("utf-8"), "utf-8")
    before = path.read_bytes()
    weave(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("fence", "said"),
    [
        ("colour", "'colour' is no option of a block"),
        ("layout=", "layout"),
        ("layout=mlm", "mlm"),
        ("compact=yes", "'compact=yes' is no option of a block"),
        ('where="A', "quotation"),
        ("output=x", "'output=x' is no option of a block"),
    ],
)
def test_an_option_that_is_none_is_an_error_of_its_block(note, fence, said):
    path = note(GOOD.replace("```matdiff", f"```matdiff {fence}"))
    done = weave(path)
    assert done.exit_code == 2 and said.lower() in done.stderr.lower() and f"{path}: line 3: " in done.stderr
    assert results(path).startswith("```text\nerror: ")


def test_a_block_without_a_problem_is_an_error(note):
    path = note("```matdiff\n# nothing\n```\n")
    assert weave(path).exit_code == 2 and "no problem" in results(path)


def test_a_check_that_fails_makes_the_status_1(note, monkeypatch):
    checked = derive._checked

    def fails(derivation):
        derivation = checked(derivation)
        from dataclasses import replace

        return replace(derivation, check=replace(derivation.check, passed=False, failures=("it differs",)))

    monkeypatch.setattr(derive, "_checked", fails)
    path = note(GOOD.replace("```matdiff", "```matdiff check"))
    done = weave(path)
    assert done.exit_code == 1 and "check failed: it differs" in done.stderr
    assert "check failed" in results(path)
    assert weave("--check", path).exit_code == 1


def test_check_writes_nothing_and_tells_what_is_stale(note):
    path = note(GOOD)
    done = weave("--check", path)
    assert (done.exit_code, path.read_text("utf-8")) == (1, GOOD)
    assert f"{path}: line 3: " in done.stderr
    weave(path)
    done = weave("--check", path)
    assert (done.exit_code, done.output) == (0, "")
    path.write_text(path.read_text("utf-8").replace("multiply out", "obvious"), "utf-8")
    assert weave("--check", path).exit_code == 1


def test_check_tells_what_is_wrong_though_it_is_not_stale(note):
    path = note(BAD)
    weave(path)
    done = weave("--check", path)
    assert done.exit_code == 1 and "stale" not in done.stderr


@pytest.mark.parametrize("content", [b"```matdiff\nx\n", b"\xff\xfe", b"<!-- matdiff:begin -->\n"])
def test_a_file_that_cannot_be_woven_stays_as_it_is(note, content):
    bad, good = note(""), note(GOOD, "good.md")
    bad.write_bytes(content)
    done = weave(bad, good)
    assert done.exit_code == 2 and f"{bad}: line 1: " in done.stderr
    assert bad.read_bytes() == content and "matdiff:end" in good.read_text("utf-8")


def test_a_file_that_is_not_there_is_trouble(tmp_path):
    done = weave(tmp_path / "none.md")
    assert done.exit_code == 2 and "cannot be read" in done.stderr


def test_the_new_file_takes_the_place_of_the_old_one_at_once(note, tmp_path, monkeypatch):
    path = note(GOOD)
    path.chmod(0o640)
    link = tmp_path / "link.md"
    link.symlink_to(path)
    monkeypatch.setattr(os, "replace", lambda *_: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    done = weave(link)
    assert done.exit_code == 2 and "No space left" in done.stderr
    assert path.read_text("utf-8") == GOOD and {p.name for p in tmp_path.iterdir()} == {"notes.md", "link.md"}
    monkeypatch.undo()
    assert weave(link).exit_code == 0
    assert link.is_symlink() and stat.S_IMODE(path.stat().st_mode) == 0o640 and "matdiff:end" in path.read_text("utf-8")
    before = path.stat().st_mtime_ns
    weave(path)
    assert path.stat().st_mtime_ns == before


def test_a_pipe_is_woven_to_standard_output():
    done = weave("-", stdin="\ufeff" + GOOD.replace("\n", "\r\n"))
    assert done.exit_code == 0
    assert b"```\r\n<!-- matdiff:begin -->\r\n\r\n" in done.stdout_bytes and done.stdout_bytes.count(b"\r\n") > 20
    assert done.stdout_bytes.count(b"\n") == done.stdout_bytes.count(b"\r\n")


def test_latex_is_woven_by_its_environment(note):
    path = note("\\begin{matdiff}[compact]\nx'*A*x wrt x\n\\end{matdiff}\n" + GOOD, "notes.tex")
    assert weave(path).exit_code == 0
    asked = ["x'*A*x wrt x", "--latex", "--compact", "--heading", "none"]
    page = runner().invoke(root, asked).stdout
    written = path.read_text("utf-8")
    assert f"\\end{{matdiff}}\n% matdiff:begin\n{page}% matdiff:end\n# Notes" in written
    assert written.count("matdiff:begin") == 1


def code_block(text, *classes, **pairs):
    return {"t": "CodeBlock", "c": [["", list(classes), list(map(list, pairs.items()))], text]}


def test_the_filter_of_pandoc():
    comments = [{"t": "RawBlock", "c": ["html", f"<!-- matdiff:{word} -->"]} for word in ("begin", "end")]
    old = {"t": "Para", "c": [{"t": "Str", "c": "old"}]}
    block = code_block("x'*A*x wrt x", "matdiff", "compact", layout="mml", where="A: symmetric")
    quote = {"t": "BlockQuote", "c": [block, comments[0], old, comments[1], old, code_block("x", "python")]}
    done = weave("--pandoc", "html", stdin=json.dumps({"pandoc-api-version": [1, 23], "meta": {}, "blocks": [quote]}))
    assert done.exit_code == 0
    (found,) = json.loads(done.stdout)["blocks"]
    assert found["c"][0] == block and found["c"][-2:] == [old, code_block("x", "python")]
    display = found["c"][2]["c"][0]
    assert display["c"][0] == {"t": "DisplayMath"} and "2 \\mathbf{x}^{\\top} A \\in" in display["c"][1]
    assert len(found["c"]) == 5 and old not in found["c"][1:-2]


@pytest.mark.parametrize(
    "stdin", ["", "[]", "{}", '{"pandoc-api-version": [1], "blocks": [{"t": "CodeBlock", "c": 1}]}']
)
def test_what_is_no_document_of_pandoc_is_refused(stdin):
    done = weave("--pandoc", stdin=stdin)
    assert done.exit_code == 2 and "pandoc" in done.stderr and not done.stdout


@pytest.mark.parametrize("arguments", [(), ("--check", "--pandoc")])
def test_bad_usage(arguments):
    assert weave(*arguments).exit_code == 2


def test_the_hooks_of_pre_commit_are_commands_that_exist():
    entries = [
        line.split(": ")[1].split()
        for line in (TOP / ".pre-commit-hooks.yaml").read_text().splitlines()
        if "entry" in line
    ]
    assert entries == [["matdiff", "weave"], ["matdiff", "weave", "--check"]]
    for entry in entries:
        assert runner().invoke(root, [*entry[1:], "--help"]).exit_code == 0


def test_files_have_paths_of_all_kinds(note, monkeypatch):
    path = note(GOOD)
    monkeypatch.chdir(path.parent)
    for name in (path, "./notes.md", "../" + path.parent.name + "/notes.md", "notes.md"):
        path.write_text(GOOD, "utf-8")
        assert weave(name).exit_code == 0 and "matdiff:end" in path.read_text("utf-8")


@pytest.mark.parametrize(
    "line", ["weave * x wrt x where weave: scalar", "weave / x wrt x where weave, x: scalar", "weave wrt weave"]
)
def test_weave_is_a_symbol_where_an_expression_goes_on(line):
    assert runner().invoke(root, [*line.split(), "-aq"]).exit_code == 0


@pytest.mark.slow
def test_two_hundred_blocks_take_less_than_three_seconds(note):
    """The first block is woven before the clock starts: what that imports is no part of it."""
    problems = ["x'*A*x", "||A*x - b||^2", "logsumexp(A*x)", "sum(exp(B*x))", "norm(x - c)"]
    block = "Text.\n\n```matdiff\n{}*{} wrt x\n```\n\n"
    weave(note(block.format(1, problems[0])))
    path = note("".join(block.format(k, problems[k % len(problems)]) for k in range(2, 202)))
    start = time.process_time()
    assert weave("-q", path).exit_code == 0
    assert time.process_time() - start < 3
    assert path.read_text("utf-8").count("<!-- matdiff:end -->") == 200
