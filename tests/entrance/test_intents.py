"""What a refused text shows its writer to have meant: that is said, and the command that the hint ends in does it."""

import pytest
from runner import runner
from test_hints import commands, error_of

from matdiff_cli.cli.main import root
from matdiff_cli.typing.read import read_problems


def offered(text):
    return [words[1] for words in commands(error_of(text).hint)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x'*A*x for x", "x'*A*x wrt x"),
        ("x'*A*x with respect x", "x'*A*x wrt x"),
        ("diff x^2 x", "x^2 wrt x"),
        ("Ableitung von x'*A*x nach x", "x'*A*x wrt x"),
        ("dérivée de x'*A*x par rapport à x", "x'*A*x wrt x"),
        ("xᵀAx 를 x로 미분", "xᵀAx wrt x"),
        ("gradient of the log determinant of X", "gradient of log determinant of X"),
        ("tr(A*X wrt X)", "tr(A*X) wrt X"),
        ("x'*A*x in x", "x'*A*x wrt x"),
    ],
)
def test_words_round_a_formula_are_left_out_and_name_its_target(text, meant):
    assert offered(text) == [meant]


@pytest.mark.parametrize(
    "text", ["A K^α L^(1-α) wrt K", "F(K, L) = A K^0.3 L^0.7 wrt L", r"Y = A K^{\alpha} L^{1-\alpha} wrt K"]
)
def test_capitals_with_powers_of_numbers_are_offered_as_numbers(text):
    assert offered(text)[0] == f"{text} where A, K, L: scalar"


@pytest.mark.parametrize(
    "text", ["X^0.5*A wrt X where A: matrix", "x'*K^0.5*A*x wrt x", "tr(A*X^0.5) wrt X", "X^k wrt X"]
)
def test_other_capitals_are_not(text):
    assert not any("scalar" in each for each in offered(text))


@pytest.mark.parametrize("text", ["x'*Ax [wrt x]", "gradient of the log likelihood -x'*A*x wrt x"])
def test_no_word_becomes_a_symbol_of_a_command(text):
    assert not any("Axwrt" in each or "likelihood" in each for each in offered(text))


@pytest.mark.parametrize(
    ("text", "message", "place", "hint"),
    [
        ("[1 - y*w'*x]_+ wrt w", "a positive part has the name of its function", "_+", "max(t, 0)"),
        (r"\left(1 - y w^\top x\right)_{+} wrt w", "a positive part has the name of its function", "_{+}", "max(t, 0)"),
        ("||A*x - b||_W^2 wrt x", "a norm that is weighted with a matrix is not read", "_W", "r'*W*r"),
        ("‖x‖²_Q wrt x", "a norm that is weighted with a matrix is not read", "_Q", "r'*W*r"),
        (r"\|x\|_Q^2 wrt x", "a norm that is weighted with a matrix is not read", "_Q", "r'*W*r"),
        ("sum(@. exp(x)) wrt x", "the @. of Julia is not read", "@.", ".*"),
        ("sum(X.^2, 'all') wrt X", "a sum is of all entries", "'all'", "leave 'all' out"),
        ("x'*A*x, A ≻ 0", "comparisons are not read", "≻", "spd"),
        (r"x^\top A x, \quad A \succeq 0", "comparisons are not read", r"\succeq", "psd"),
    ],
)
def test_what_is_meant_by_signs_of_others_is_said_at_their_place(text, message, place, hint):
    error = error_of(text)
    assert error.message == message and hint in error.hint
    assert text[error.marks[0].span.start : error.marks[0].span.end] == place


def test_an_index_of_several_letters_is_no_matrix():
    assert "HS" in error_of("||X||_{HS}^2 wrt X").message


@pytest.mark.parametrize("text", ["solve A*x = b for x", "x'A x mod 2", "if x > 0: x else 0", "hello world", "hello"])
def test_other_tasks_and_words_have_no_command(text):
    assert offered(text) == []


@pytest.mark.parametrize("name", ["theta", "xhat", "lamb", "Sigma"])
def test_a_long_name_of_a_symbol_is_a_problem(name):
    assert read_problems(name)[0].target.names == (name,)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x >= 0", "comparisons"),
        ("x ≠ y", "comparisons"),
        (r"x^T A x \geq 0", "comparisons"),
        ("x'*A*x -> y", "an arrow"),
        (r"\log(x) \rightarrow f(x)", "an arrow"),
        ("lim x->0 sin(x)/x", "limits"),
        (r"\lim_{h \to 0} f(x+h)", "limits"),
        ("∫ x dx", "integrals"),
        ("int x^2 dx", "integrals"),
        ("Integrate[x^2, x]", "integrals"),
        (r"\int p(x) \mathrm{d} x", "integrals"),
        ("dy/dx", "a derivative of what?"),
        ("d/dx d/dx x'Ax", "one sign of a derivative is read"),
        ("∂f/∂x", "a derivative of what?"),
        ("import numpy as np", "a program"),
        ("mean(X, axis=0) wrt X", "arguments with names"),
        ("x in R^n", "a declaration before where"),
        (r"I \in R^{n \times n}", "a declaration before where"),
        (r"\begin{bmatrix} 2 & \cdots & 0 \end{bmatrix} wrt x", "dots stand for"),
        (r"\left.\nabla f(x)\right|_{x = y}", "values at a point"),
        ("T_ijk x_i y_j wrt x", "tensors"),
        ("g^{''}(a^Tx) a a^T wrt a where a: vector", "the derivative of a function"),
    ],
)
def test_what_is_no_formula_is_called_by_its_name(text, said):
    error = error_of(text)
    assert said in error.message and error.hint and not commands(error.hint)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("3,5*x wrt x", "3.5*x wrt x"),
        ("1.000.000*x wrt x", "1000000*x wrt x"),
        ("x'*A*x d/dx", "x'*A*x wrt x"),
        ("def f(x): return x.T @ A @ x", "x.T @ A @ x"),
        ("print(x.T @ A @ x)", "x.T @ A @ x"),
        ("sum(A, axis=1) wrt A", "(A*vector(1)) wrt A"),
        ("x'*A*x wrt x where A > 0", "x'*A*x wrt x where A: spd"),
        ("x^* A x wrt x", "x^T A x wrt x"),
        (r"x^\dagger A x wrt x", "x^T A x wrt x"),
        ("tr（A*X）wrt X", "tr(A*X)wrt X"),
        ("x'*A*x，wrt x", "x'*A*x wrt x"),
        ("x´*A*x wrt x", "x'*A*x wrt x"),
        ("|A*x - b|_2^2 + λ|x|_1 wrt x", "||A*x - b||_2^2 + λ||x||_1 wrt x"),
        ("|X|_F^2 wrt X", "||X||_F^2 wrt X"),
        ("$x^T A x wrt x", "x^T A x wrt x"),
        ("x.T.A.x wrt x", "x.T*A*x wrt x"),
    ],
)
def test_what_is_meant_is_offered(text, meant):
    assert offered(text) == [meant]


def test_a_variable_that_the_shell_took_is_told_of():
    error = error_of("^T A x$ wrt x")
    assert "single quotes" in error.hint and not commands(error.hint)


@pytest.mark.parametrize(
    ("words", "verb"),
    [
        (["chek", "x'x wrt x = 2x"], "check"),
        (["exampels"], "examples"),
        (["rule"], "rules"),
        (["plott", "x^2"], "plot"),
    ],
)
def test_a_verb_that_is_nearly_one_is_told_of(words, verb):
    run = runner().invoke(root, words)
    assert run.exit_code == 2 and f"did you mean {verb}?" in run.stderr and not run.stdout


@pytest.mark.parametrize("words", [["rule", "wrt", "rule"], ["derivative", "x'*A*x"], ["where*x", "wrt", "x"]])
def test_a_symbol_or_a_question_is_no_verb(words):
    assert "no verb" not in runner().invoke(root, [*words, "-a"]).stderr


def test_names_of_files_in_place_of_a_star_are_told_of(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("README", "notes"):
        (tmp_path / name).touch()
    run = runner().invoke(root, ["a", "README", "notes", "b", "wrt", "a"])
    assert run.exit_code == 2 and "in place of a *" in run.stderr
    assert runner().invoke(root, ["notes*2", "wrt", "notes", "-a"]).exit_code == 0
    assert runner().invoke(root, ["notes", "wrt", "notes", "-a"]).exit_code == 0


@pytest.mark.parametrize(("text", "told"), [("x*A*x wrt x", True), ("x*A wrt x", False), ("x*x*x wrt x", False)])
def test_a_quote_that_the_shell_took_is_told_of(text, told):
    (problem,) = read_problems(text)
    assert any("the shell has taken" in remark for remark in problem.reading) == told
