"""Which words are options, and which begin a problem with a minus sign."""

import pytest

from matdiff_cli.cli.verbs.derive import command
from matdiff_cli.cli.words import mark_words, roles, unmark


def role_list(*arguments):
    return list(roles(command, arguments))


@pytest.mark.parametrize(
    "word",
    [
        "-x'*A*x",
        "-x",
        "-2*x",
        "-x.^2",
        "-(x)",
        "-|X|",
        "--x'*x",
        "-a'*X*b",
        "-w'*x",
        "-w'*x wrt w",
        "-w wrt w",
        "-d*x",
        "-d'*x wrt x where d: vector",
        "-q*x",
        "-f(x)",
        "-o*x",
        "-l*x",
        "-c*x",
        "-λ*x",
        "-az wrt az",
    ],
)
def test_a_first_word_that_is_no_option_starts_a_problem(word):
    assert role_list(word, "wrt", "x") == ["word"] * 3


@pytest.mark.parametrize(
    "word",
    [
        "-a",
        "-q",
        "-aq",
        "-qa",
        "-wX",
        "-aqwX",
        "-wx,y",
        "-w[x, y]",
        "-fjson",
        "-lmml",
        "-dW: symmetric(n)",
        "-dx in R^n",
        "-dr=A*x",
        "-oout.txt",
        "--json",
        "--wrt=x",
        "--layuot",
        "--layuot=mml",
        "-layout",
        "-h",
    ],
)
def test_options_stay_options(word):
    assert role_list(word, "x'*x") == ["option", "word"]


@pytest.mark.parametrize(
    "option", ["-w", "--wrt", "-d", "-l", "-f", "-o", "-aw", "--color", "--width", "--order", "-c"]
)
def test_the_value_of_an_option_is_no_word_even_if_it_is_a_verb_or_has_a_dash(option):
    assert role_list(option, "-x", "x'*x") == ["option", "value", "word"]


def test_after_the_first_word_letters_behind_a_dash_are_a_misspelt_option():
    assert role_list("x'*x", "-z", "-2", "-x'", "-") == ["word", "option", "word", "word", "word"]


@pytest.mark.parametrize("word", ["-v", "-verbose", "-az", "-x"])
@pytest.mark.parametrize("behind", [(), ("x'*x",), ("x", "wrt", "x"), ("-",), ("-y",), ("(x)",), ("+x",)], ids=" ".join)
def test_letters_behind_a_dash_are_an_option_where_no_expression_goes_on(word, behind):
    assert role_list(word, *behind)[0] == "option"


@pytest.mark.parametrize("behind", ["wrt x", "where x: scalar", "* x", "*x", "+ y", "- y", "^2", ".^2", "' * y", "= 3"])
def test_letters_behind_a_dash_are_algebra_where_an_expression_goes_on(behind):
    assert role_list("-x", *behind.split()) == ["word"] * (1 + len(behind.split()))


def test_after_a_double_dash_all_words_belong_to_the_problem():
    assert role_list("-a", "--", "-a", "--json") == ["option", "end", "word", "word"]


def test_marked_words_come_back_as_they_were():
    arguments = ["-a", "-x'*A*x", "wrt", "x", "-2", "--", "-a"]
    marked = mark_words(command, arguments)
    assert [word.startswith("-") for word in marked] == [True, False, False, False, False, True, True]
    assert unmark(marked) == tuple(arguments)
