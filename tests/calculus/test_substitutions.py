"""A function taken apart: polynomial in its target and names, each name a special expression in earlier ones."""

import pytest
from numeric import SYMBOLS, node, same_value, text

from matdiff_cli.calculus.special import is_special
from matdiff_cli.calculus.substitutions import take_apart
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.build import variable
from matdiff_cli.expressions.nodes import Variable
from matdiff_cli.expressions.tidy import Occurrence, replace


def apart(words, target="X", *, taken=(), **abbreviations):
    definitions = {Variable(name, *node(value).shape): node(value) for name, value in abbreviations.items()}
    names = {definition: name for name, definition in definitions.items()}
    function = replace(node(words), names, simplify=False)
    return take_apart(function, (variable(SYMBOLS[target]),), definitions, taken)


def written(staged):
    return [f"{stage.name.name} = {text(stage.definition)}" for stage in staged.stages], text(staged.body)


TAKEN_APART = [
    ("a'*X*b", "X", [], "a'*X*b"),
    ("x'*A*x + (x'*x)^2", "x", [], "x'*A*x + (x'*x)^2"),
    ("exp(A)*x", "x", [], "exp(A)*x"),
    ("logdet(X)", "X", [], "logdet(X)"),
    ("logdet(A*X*B)", "X", [], "logdet(A*X*B)"),
    ("logdet(X'*X)", "X", ["Y = X'*X"], "logdet(Y)"),
    ("logdet(X^-1)", "X", ["Y = X^-1"], "logdet(Y)"),
    ("X^-1*b", "X", ["Y = X^-1"], "Y*b"),
    ("a'*(X'*X)^-1*b", "X", ["Y = X'*X", "Z = Y^-1"], "a'*Z*b"),
    ("x'*exp(A*x)", "x", ["y = exp(A*x)"], "x'*y"),
    ("exp(s)*sin(s)", "s", ["phi = exp(s)", "psi = sin(s)"], "phi*psi"),
    ("exp(s) + 2*exp(s)", "s", ["phi = exp(s)"], "phi + 2*phi"),
    ("1/(1 + s^2)", "s", ["phi = 1 + s^2"], "1/phi"),
    ("sin(cos(s))", "s", ["phi = cos(s)"], "sin(phi)"),
]


@pytest.mark.parametrize(("words", "target", "stages", "body"), TAKEN_APART, ids=[row[0] for row in TAKEN_APART])
def test_taken_apart(words, target, stages, body):
    assert written(apart(words, target)) == (stages, body)


DEEP = [
    ("logdet(exp(X)*X') + tr(exp(X))", "X"),
    ("a'*(A + X*diag(exp(x))*X')^-1*b", "x"),
    ("norm(A*tanh(B*tanh(A*x))) + sqrt(x'*x)", "x"),
    ("log(sum(exp(A*x)))/sum(exp(A*x))", "x"),
    ("softmax(A*x)'*log(softmax(A*x))", "x"),
    ("s^alpha*exp(-s^2) + 1/s", "s"),
]


@pytest.mark.parametrize(("words", "target"), DEEP)
def test_put_together_again(words, target):
    staged = apart(words, target)
    meanings = {}
    for stage in staged.stages:
        meanings[stage.name] = replace(stage.definition, meanings, simplify=False)
    assert same_value(words, replace(staged.body, meanings, simplify=False))


@pytest.mark.parametrize(("words", "target"), DEEP)
def test_inner_names_come_first(words, target):
    """A definition holds earlier names only, and at most one operation that is not polynomial: its own."""
    staged = apart(words, target)
    known = set(staged.targets)
    for stage in staged.stages:
        later = {other.name for other in staged.stages} - known
        assert not Occurrence(frozenset(later))(stage.definition)
        inside = [part for part in stage.definition.parts if Occurrence(frozenset(known))(part)]
        assert not any(is_special(part) for part in inside)
        known.add(stage.name)


@pytest.mark.parametrize(("words", "target"), DEEP)
def test_names_are_new(words, target):
    staged = apart(words, target, taken=("Y", "y", "phi"))
    names = [stage.name.name for stage in staged.stages]
    assert len(set(names)) == len(names)
    assert not {"Y", "y", "phi"} & set(names)


def test_an_expression_that_occurs_twice_has_one_name():
    assert len(apart("exp(A*x)'*exp(A*x)", "x").stages) == 1


def test_the_users_names_stay():
    staged = apart("x'*A'*W*A*x", "x", e="A*x")
    assert [stage.name.name for stage in apart("(A*x)'*W*(A*x)", "x", e="A*x").stages] == ["e"]
    assert staged.stages == ()  # nothing in it was written as e


def test_names_of_symmetric_expressions_are_symmetric():
    (stage,) = apart("logdet(X'*X)").stages
    assert stage.name.structure == "symmetric"
    assert isinstance(stage.name, nodes.Variable)
