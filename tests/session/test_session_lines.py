"""What a line of a session means, what it is remembered as, and what a word may go on as."""

import os
import stat

import pytest

from matdiff_cli.errors import MatdiffError
from matdiff_cli.session.editing import Editing, candidates, history_file
from matdiff_cli.session.lines import Meaning, meaning, without_arguments, without_question
from matdiff_cli.session.notes import as_notes
from matdiff_cli.session.state import Asked, State


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("", "nothing"),
        ("  # words", "nothing"),
        ("X: matrix(m, n)", "declaration"),
        ("a, b: vector(n)", "declaration"),
        ("x in R^n", "declaration"),
        ("x ∈ ℝ^n", "declaration"),
        ("F(X): matrix(p, q)", "declaration"),
        ("r = X*w - y", "definition"),
        ("f(x) = x'*A*x", "definition"),
        ("g(x) = x'*x wrt x", "problem"),
        ("x'*A*x", "problem"),
        ("x'*A*x wrt x where A: spd", "problem"),
        ("r'*r wrt w where r = X*w - y", "problem"),
        ("sin(t) wrt t", "problem"),
        ("A : B", "problem"),
        ("A : B wrt A", "problem"),
        ("A: R^(m x n)", "declaration"),
        ("A is symmetric", "declaration"),
        ("let A, B be symmetric", "declaration"),
        ("λ scalar", "declaration"),
        ("A = -A'", "declaration"),
        ("A' = A", "declaration"),
        ("X = matrix(m, n)", "declaration"),
        ("A x", "problem"),
        ("A symmetric + B", "problem"),
        ("grad(x'x) = 2x", "claim"),
        ("wrt x", "problem"),
        ("x'*A*x wrt x = 2*A*x", "claim"),
        ("f wrt x = 2*x where x: vector(3)", "claim"),
        ("tr(A*B) = tr(B*A)", "claim"),
        (":latex", "command"),
    ],
)
def test_meanings(line, kind):
    assert meaning(line).kind == kind


@pytest.mark.parametrize("prompt", ["matdiff> ", "matdiff>"])
def test_a_prompt_that_was_copied_is_no_part_of_a_line(prompt):
    for line in ("x'*A*x wrt x", "r = X*w - y", ":latex", "", "$x^T x$ wrt x"):
        assert meaning(prompt + line) == meaning(line)
    assert meaning('$ matdiff -a "x\'*x"') == meaning('matdiff -a "x\'*x"') == Meaning("whole", ' -a "x\'*x"')
    assert meaning("$ x $").text == "$ x $"


def test_words_of_other_programs_are_commands_where_they_are_no_names():
    assert meaning("help") == meaning("?") == Meaning("command", name="help")
    assert meaning(" quit\n") == meaning("exit") == Meaning("command", name="quit")
    assert meaning("q").name == "quit"
    assert meaning("ls").name == "list"
    assert meaning("clear") == Meaning("command", name="clear")
    assert meaning("layout mml") == Meaning("command", "mml", "layout")
    assert meaning("q", {"q"}).kind == meaning("clear'*x wrt x").kind == "problem"
    assert meaning("quit", {"quit"}).kind == meaning("help wrt help").kind == "problem"


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("df/dx", "f wrt x"),
        ("∂f/∂A where A: symmetric", "f wrt A where A: symmetric"),
        ("df/dx = 2*A*x", "f wrt x = 2*A*x"),
        ("dg/dx", "dg/dx"),
        ("df/dt", "df/dt"),
        ("df/d", "df/d"),
        ("df/dx*y", "df/dx*y"),
        (r"\frac{\partial f}{\partial x}", "f wrt x"),
        (r"\frac{df}{d\mathbf{x}} = 2*A*x where A: symmetric", "f wrt x = 2*A*x where A: symmetric"),
        (r"\frac{\partial}{\partial x} f", "f wrt x"),
        (r"\nabla_{x} f", "f wrt x"),
        (r"\nabla f", "f"),
        ("∇_x f = 2*A*x", "f wrt x = 2*A*x"),
        ("d/dx f", "f wrt x"),
        ("gradient of f with respect to x", "f wrt x"),
        ("D[f, x]", "f wrt x"),
        ("∇f wrt x", "f wrt x"),
        ("∇f = 2*A*x", "∇f = 2*A*x"),
        (r"\nabla_x f^2", r"\nabla_x f^2"),
        (r"\frac{f}{2} wrt x", r"\frac{f}{2} wrt x"),
        ("f", "f"),
        ("x'*A*x wrt x", "x'*A*x wrt x"),
    ],
)
def test_a_derivative_of_a_name_is_asked_for_in_many_ways(line, found):
    assert without_question(line, {"f", "dt"}) == (found, 1)


@pytest.mark.parametrize("line", ["∇²f wrt x", "∇²_x f", "Hessian of f wrt x", "D[f, x, x]"])
def test_a_second_derivative_of_a_name_is_asked_for(line):
    assert without_question(line, {"f"}) == ("f wrt x", 2)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("f(x) wrt x", "f wrt x"),
        ("∇f(w)", "∇f"),
        (r"\frac{d}{dx} f(\mathbf{x})", r"\frac{d}{dx} f"),
        ("log(f(x)) + f(x)*g(y)", "log(f) + f*g(y)"),
    ],
)
def test_a_defined_name_is_its_value_at_what_it_is_made_of(line, found):
    state = State().declared("r = A*x - w").declared("f = r'*r")
    assert without_arguments(line, state.parts_of) == found


def test_a_defined_name_of_something_else_stays_as_it_is_typed():
    assert without_arguments("f(y) wrt x", State().declared("f = x'*x").parts_of) == "f(y) wrt x"


def test_statements_stay_until_others_of_the_same_name_come():
    state = State().declared("A, B: spd(n), x in R^n").declared("f = x'*A*x").declared("A: symmetric(n)")
    assert list(state.statements.values()) == ["B: spd(n)", "x in R^n", "f = x'*A*x", "A: symmetric(n)"]


@pytest.mark.parametrize("text", ["x'Ax wrt x", "x^TAx wrt x", "tA wrt t", "Aβ wrt β"])
def test_a_text_needs_the_letters_of_its_products(text):
    """A declaration of A was passed over in silence beside x'Ax."""
    state = State().declared(meaning("A is symmetric").text).declared("r: vector")
    assert state.where(text) == ("A: symmetric",)
    assert state.where("rate*y") == ()


def test_words_behind_a_definition_declare():
    state = State().declared("f = x'Bx, B symmetric, x in R^n")
    assert list(state.statements.values()) == ["f = x'Bx", "B: symmetric", "x in R^n"]


def test_a_text_needs_what_it_names_and_what_that_names():
    state = State().declared("X: matrix(m, n)").declared("r = X*w - y").declared("q: scalar").declared("λ: scalar")
    assert state.where("r'*r wrt w") == ("X: matrix(m, n)", "r = X*w - y")
    assert state.where("lambda*x") == ("λ: scalar",)


@pytest.mark.parametrize("text", ["A: matrx(2)", "f = A + 1", "g = g + 1", "f = (x"])
def test_what_cannot_be_declared_is_an_error_and_changes_nothing(text):
    state = State()
    with pytest.raises(MatdiffError):
        state.declared(text)
    assert state == State()


def test_notes_hold_every_problem_with_its_declarations():
    asked = Asked("x'*x wrt x where x: vector(3)", ("--layout=mml", "--latex", "--check"), ("A: spd(n)", "r = A*x"))
    assert as_notes(State(asked=(asked, Asked("a'*x wrt x")))) == (
        "```matdiff layout=mml check\nx'*x wrt x where x: vector(3), A: spd(n), r = A*x\n```\n"
        "\n```matdiff\na'*x wrt x\n```\n"
    )


STATE = State().declared("Xylo: matrix(m, n)").declared("residual = Xylo*w - y")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        (":lat", [":latex "]),
        (":layout m", ["mml "]),
        ("2*logs", ["logsumexp("]),
        ("Xy", ["Xylo"]),
        ("tr(resi", ["residual"]),
        ("x'*x wr", ["wrt "]),
        ("A: sp", ["spd"]),
        ("nothing of this kin", []),
        ("an", []),
        (":code num", ["numpy "]),
        (":format lat", ["latex "]),
        (":lang k", ["ko "]),
        (":rules trace-cy", ["cyclic "]),
        ("residual'*residual wrt Xy", ["Xylo"]),
        ("residual'*residual wrt ", ["Xylo", "residual", "w", "y"]),
        ("tr(Xylo*B) wrt Xylo, ", ["B", "Xylo"]),
        ("tr(Xylo*B) wrt B where B: sp", ["spd"]),
    ],
)
def test_words_are_completed(line, found):
    word = line[max(line.rfind(c) for c in " *(-") + 1 :]
    assert candidates(line, word, STATE) == found


def test_history_is_kept_in_private(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Editing(State):
        pass
    facts = os.stat(history_file())
    assert history_file() == str(tmp_path / "state" / "matdiff" / "history")
    assert stat.S_IMODE(facts.st_mode) == 0o600
    assert stat.S_IMODE(os.stat(tmp_path / "state" / "matdiff").st_mode) == 0o700


def test_a_history_that_cannot_be_kept_is_no_trouble(tmp_path, monkeypatch):
    (tmp_path / "state").write_text("a file")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    with Editing(State):
        pass


def test_a_relative_state_folder_is_ignored(monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", "here")
    assert history_file() == os.path.expanduser("~/.local/state/matdiff/history")
