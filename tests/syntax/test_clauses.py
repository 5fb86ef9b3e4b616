"""What stands after wrt and where, in every spelling."""

import pytest

from matdiff_cli.syntax.parse import parse_declarations, parse_problem, parse_targets
from matdiff_cli.typing.names import FUNCTIONS


def declared(text):
    """Declarations as plain tuples of words."""
    found = []
    for each in parse_declarations(text, FUNCTIONS):
        if hasattr(each, "body"):
            found.append((each.name.text, "="))
            continue
        names = [each.name.text] if hasattr(each, "parameters") else [name.text for name in each.names]
        words = " ".join(word.text for word in each.type.words)
        found.append((" ".join(names), words, *("*".join(map(str, size.factors)) for size in each.type.sizes)))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x: vector(n)", [("x", "vector", "n")]),
        ("a, b: vector(n), A: matrix(m, n)", [("a b", "vector", "n"), ("A", "matrix", "m", "n")]),
        ("a: scalar; b: integer;", [("a", "scalar"), ("b", "integer")]),
        ("W: positive spd(3)", [("W", "positive spd", "3")]),
        ("z: vector(2*m*n), y: vector(2n)", [("z", "vector", "2*m*n"), ("y", "vector", "2*n")]),
        ("X in R^(m x n)", [("X", "matrix", "m", "n")]),
        ("X ∈ ℝ^{m×n}, Y in R^m x n", [("X", "matrix", "m", "n"), ("Y", "matrix", "m", "n")]),
        ("X ∈ ℝᵐˣⁿ, x ∈ ℝ²ⁿ", [("X", "matrix", "m", "n"), ("x", "vector", "2*n")]),
        ("x ∈ ℝ^n, c in R, k in Z", [("x", "vector", "n"), ("c", "scalar"), ("k", "integer")]),
        ("x in R^x", [("x", "vector", "x")]),
        ("r = x - A*s, W: symmetric(m)", [("r", "="), ("W", "symmetric", "m")]),
        ("F(X): matrix(p, q), G(x, y) in R^n", [("F", "matrix", "p", "q"), ("G", "vector", "n")]),
    ],
)
def test_declarations(text, expected):
    assert declared(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x", [(["x"], False)]),
        ("x, Y", [(["x"], False), (["Y"], False)]),
        ("[x, y]", [(["x", "y"], True)]),
        ("[x; y], z", [(["x", "y"], True), (["z"], False)]),
    ],
)
def test_targets(text, expected):
    found = parse_targets(text, FUNCTIONS)
    assert [([name.text for name in target.names], target.stacked) for target in found] == expected


@pytest.mark.parametrize("text", ["x'*y wrt x where x: vector", "x'*y where x: vector wrt x"])
def test_clauses_in_either_order(text):
    tree = parse_problem(text, FUNCTIONS)
    assert tree.targets[0].names[0].text == "x"
    assert len(tree.declarations) == 1


def test_words_of_declarations_are_not_reserved():
    tree = parse_problem("in*R + x*scalar wrt in where in, R: scalar", FUNCTIONS)
    assert [name.text for name in tree.declarations[0].names] == ["in", "R"]
