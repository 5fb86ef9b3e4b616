"""Commands of LaTeX whose backslashes a shell took, and words of LaTeX's texts, are no symbols."""

from collections import Counter

import pytest
from oracle.tables import DATA, rows
from test_hints import commands, error_of
from test_raw_input import outcome

from matdiff_cli.syntax.latex.commands import LETTERS
from matdiff_cli.syntax.latex.recognize import is_latex
from matdiff_cli.syntax.lost import _COMMANDS, _RESTS, with_backslashes
from matdiff_cli.typing.names import FUNCTIONS
from matdiff_cli.typing.read import read_problems


def offered(text):
    return [words[1] for words in commands(error_of(text).hint)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("x^top A x wrt x", r"x^\top A x wrt x"),
        ("x^{top} A x wrt x", r"x^{\top} A x wrt x"),
        ("nabla_x x^top A x", r"\nabla_x x^\top A x"),
        ("frac{1}{2} x^top A x wrt x", r"\frac{1}{2} x^\top A x wrt x"),
        ("left( x^T A x right)^2 wrt x", r"\left( x^T A x \right)^2 wrt x"),
        ("mathbf{x}^top mathbf{A} mathbf{x} wrt mathbf{x}", r"\mathbf{x}^\top \mathbf{A} \mathbf{x} wrt \mathbf{x}"),
        ("A odot B wrt A", r"A \odot B wrt A"),
        ("A cdot x wrt x", r"A \cdot x wrt x"),
        ("hat y - y wrt y", r"\hat y - y wrt y"),
        ("\theta^T x + y'x wrt x", r"\theta^T x + y'x wrt x"),
        ("x^\top A x wrt x", r"x^\top A x wrt x"),
        ("abla_x x^T A x", r"\nabla_x x^T A x"),
    ],
)
def test_what_is_left_of_a_command_is_asked_about(text, meant):
    assert "what is left of" in error_of(text).message and meant in offered(text)


@pytest.mark.parametrize(
    "text",
    [
        "x'top wrt x where top: vector",
        "hat*y wrt y where hat: scalar",
        "left*x wrt x where left: scalar",
        "x'*A*x\twrt x",
        "bar'*x wrt x",
        "y'y*hat + y'y wrt y",
    ],
)
def test_what_is_declared_or_stands_otherwise_is_a_symbol(text):
    assert read_problems(text)


def test_no_function_or_greek_letter_is_what_is_left_of_a_command():
    assert not {*_COMMANDS, *_RESTS} & {*FUNCTIONS, *LETTERS}
    assert with_backslashes(r"\top x^\top") == r"\top x^\top"


@pytest.mark.parametrize("text", ["||A-(Bcirc C)D ||^2_F wrt C", "x^topAx wrt x", "AcdotB wrt A"])
def test_letters_may_touch_what_is_left(text):
    assert "what is left of" in error_of(text).message


def test_no_formula_of_the_tables_is_misread_without_its_backslashes():
    found = Counter()
    for row in rows(DATA / "raw_latex.tsv"):
        if is_latex(row["raw"]) and outcome(row) == "as meant":
            bare = dict(row, raw=row["raw"].replace("\\", ""), wrt=row["wrt"].replace("\\", ""))
            found[outcome(bare)] += 1
    print(dict(found))
    assert found["refused"] > 100 and found["misread"] == found["misread with a note"] == 0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (r"\operatorname{minimize} \|Ax-b\|^2 wrt x", "minimize"),
        ("of x'x wrt x", "of"),
        ("is x'x wrt x", "is"),
    ],
)
def test_a_word_in_front_is_no_factor(text, word):
    assert error_of(text).message == f'"{word}" is a word here, not a symbol'


@pytest.mark.parametrize("text", [r"\text{Loss} = \|Xw-y\|^2 wrt w", r"\text{loss}(w) = \|Xw-y\|^2"])
def test_a_word_may_be_the_name_of_the_function(text):
    assert read_problems(text)[0].target.names == ("w",)


@pytest.mark.parametrize(
    "text",
    [
        r"x^\top A x \text{ where } A \text{ is symmetric}",
        r"x^\top A x, \quad \text{where } A = A^\top",
        r"x^\top A x\text{, where }A\text{ symmetric.}",
        r"x^\top A x \textrm{ where A is a symmetric matrix and } x \in \mathbb{R}^n",
        r"x^\top A x \text{ w.r.t. } x \text{ where } A \text{ is symmetric}",
        "x'Ax where A is symmetric wrt x",
        "x'Ax where A = A' wrt x",
    ],
)
def test_declarations_in_words_are_read_wherever_they_stand(text):
    (problem,) = read_problems(text)
    assert problem.symbols["A"].structure == "symmetric" and problem.target.names == ("x",)


@pytest.mark.parametrize(
    "text", [r"\frac{\partial f}{\partial x} where f = x^TAx", r"\nabla_x r^\top r \text{ where } r = Ax - b"]
)
def test_a_target_may_stand_in_what_is_defined(text):
    assert "x" in read_problems(text)[0].symbols and read_problems(text)[0].abbreviations


def test_a_definition_of_something_else_does_not_count():
    assert "does not occur in what" in error_of(r"\nabla_x f where A = A^T").message


def test_what_is_minimized_may_be_said_with_of():
    (problem,) = read_problems("argmin over w of ||Xw-y||^2")
    assert problem.target.names == ("w",) and "of" not in problem.symbols
