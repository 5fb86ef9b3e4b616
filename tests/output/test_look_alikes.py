"""Names, numbers and increments that could be taken for each other are printed so that they differ."""

import json

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import ANSWERERS, RENDERERS
from matdiff_cli.output.notation.names import look_alikes
from matdiff_cli.output.style import Style
from matdiff_cli.typing.read import read_problems


def printed(words, write=ANSWERERS["text"], **style):
    (problem,) = read_problems(words)
    return write(derive(problem, differential=True), Style(**style))


def test_names_look_alike_if_only_an_underscore_sets_them_apart():
    assert look_alikes({"x1", "x_1", "x_2", "x"}) == {"x1", "x_1"}
    assert look_alikes({"o", "omicron", "X", "chi", "Chi"}) == {"o", "omicron"}


def test_look_alikes_are_printed_as_they_are_typed():
    words = "x1'*A*x_1 wrt x1"
    assert "∇f(x1) = A x_1" in printed(words, RENDERERS["text"])
    assert r"\nabla f(\mathbf{x1}) &= A \mathbf{x\_1}" in printed(words, RENDERERS["latex"])


def test_a_name_that_is_alone_keeps_its_subscript():
    assert "∇f(x₁) = A x₂" in printed("x1'*A*x_2 wrt x1", RENDERERS["text"])


def test_dimensions_that_look_alike_are_printed_as_they_are_typed():
    page = printed("a'*X*b wrt X where X: matrix(n1, n_1)", RENDERERS["text"])
    assert "X ∈ ℝ^(n1×n_1)" in page


def test_the_number_pi_is_written_as_a_value_of_acos_where_pi_is_a_symbol():
    words = "pi*erf(alpha) wrt alpha where pi: scalar"
    assert printed(words) == "2*pi*exp(-alpha^2)/sqrt(acos(-1))"
    assert printed(words, ANSWERERS["latex"]) == r"\frac{2 \pi \exp(-\alpha^{2})}{\sqrt{\arccos(-1)}}"
    assert "acos(−1)" in printed(words, RENDERERS["text"])


def test_the_number_pi_is_told_apart_from_a_pi_that_is_declared_and_does_not_occur():
    (problem,) = read_problems("erf(alpha) wrt alpha", where=["pi: scalar"])
    assert ANSWERERS["text"](derive(problem), Style()) == "2*exp(-alpha^2)/sqrt(acos(-1))"


def test_the_identity_is_told_apart_from_a_symbol_of_its_name():
    words = "alpha*I*x + x wrt x where I: matrix(n)"
    assert "α I + Iₙ" in printed(words, RENDERERS["text"])
    assert r"\alpha I + I_{n}" in printed(words, RENDERERS["latex"])


@pytest.mark.parametrize(
    "words, symbol, increment, base",
    [
        ("tr(dX*X*X) wrt X where dX: matrix(n)", "dX", "d_X", "X"),
        ("tr(dX*d_X*X) wrt X where dX, d_X: matrix(n)", "dX", "d__X", "X"),
        ("tr(dF*F(X)) wrt X where F(X): matrix(n), dF: matrix(n)", "dF", "d_F", "F"),
        ("r'*dr wrt x where r = A*x, dr: vector(m)", "dr", "d_r", "r"),
    ],
)
def test_the_increment_of_x_is_told_apart_from_a_symbol_of_its_name(words, symbol, increment, base):
    document = json.loads(printed(words, RENDERERS["json"]))
    assert document["increments"][base] == increment
    assert increment in document["result"]["differential"] + json.dumps(document["steps"])
    assert f"Δ{base}" in printed(words, RENDERERS["text"], notation="d")
    assert increment in printed(words, RENDERERS["text"], ascii=True)


def test_increments_are_listed_only_where_one_is_renamed():
    assert "increments" not in json.loads(printed("tr(D*X*X) wrt X where D: matrix(n)", RENDERERS["json"]))


@pytest.mark.parametrize(
    "words, declared",
    [
        ("logdet(X*X) + sum(dY) wrt X", "dY: vector(n)"),
        ("logdet(X*X) wrt X", "Y: vector(3)"),
        ("logdet(X*X) wrt X", "X: matrix(Y)"),
        ("logdet(X*X) wrt X", "Y = 3"),
    ],
)
def test_no_substitution_is_called_what_it_or_its_increment_could_be_taken_for(words, declared):
    (plain,) = read_problems("logdet(X*X) wrt X")
    assert set(derive(plain).bindings) == {"Y"}
    (problem,) = read_problems(words, where=[declared])
    bindings = derive(problem).bindings
    assert "Z" in bindings
    assert "Y" not in bindings
