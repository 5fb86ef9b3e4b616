"""The line check accepts a derivation that holds and finds each kind of slip in one that does not."""

import copy

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output.formats.json import to_object
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.lines import check_lines

INVERSE = {
    "schema": "matdiff/1",
    "problem": "log|X^-1| wrt X",
    "layout": "gradient",
    "order": 1,
    "function": {"text": "log|X^-1|", "shape": ["1", "1"]},
    "target": {"name": "X", "shape": ["n", "n"], "structure": None},
    "symbols": {"X": {"kind": "matrix", "shape": ["n", "n"], "structure": None, "declared": False}},
    "result": {"kind": "gradient", "text": "-X^-T", "shape": ["n", "n"], "differential": "-tr(X^-1*dX)", "notes": []},
    "bindings": {"Y": "X^-1"},
    "steps": [
        {"key": "define", "lines": [["f(X)", "=", "log|X^-1|"]]},
        {
            "key": "let",
            "lines": [
                ["X*Y", "=", "I"],
                ["(X + dX)*(Y + dY)", "=", "I"],
                ["X*dY + dX*Y", "≈", "zeros(n, n)"],
                ["X*dY + dX*Y", "≈", "0"],
                ["dY", "≈", "-X^-1*dX*X^-1"],
            ],
        },
        {
            "key": "linear",
            "lines": [
                ["f(X + dX) - f(X)", "=", "log|Y + dY| - log|Y|"],
                [None, "=", "log|I + Y^-1*dY|"],
            ],
        },
        {"key": "trace", "lines": [["log|I + Y^-1*dY|", "≈", "log(1 + tr(Y^-1*dY))"], [None, "≈", "tr(Y^-1*dY)"]]},
        {"key": "back", "lines": [["tr(Y^-1*dY)", "≈", "tr(X*(-X^-1*dX*X^-1))"], [None, "=", "tr(-X^-1*dX)"]]},
        {"key": "result", "lines": [["∇f(X)", "=", "-X^-T"]]},
    ],
}

STACKED = {
    "problem": "x^2*y wrt [x, y]",
    "layout": "numerator",
    "order": 1,
    "function": {"text": "x^2*y", "shape": ["1", "1"]},
    "target": {"name": "[x, y]", "shape": ["2", "1"], "structure": None},
    "symbols": {name: {"kind": "scalar", "shape": ["1", "1"], "structure": None} for name in "xy"},
    "result": {"kind": "gradient", "text": "[2*x*y, x^2]", "shape": ["1", "2"]},
    "bindings": {"u": "v*y", "v": "x^2"},
    "steps": [
        {"lines": [["f(x + dx, y + dy) - f(x, y)", "=", "(v + dv)*(y + dy) - u"], [None, "≈", "v*dy + 2*x*y*dx"]]},
        {"lines": [["u", "=", "f(x, y)"], ["du", "≈", "[2*x*y, x^2]*[dx; dy]"]]},
        {"lines": [["∇f(x, y)", "=", "[2*x*y; x^2]"], ["partial f(x, y)", "=", "[2*x*y, x^2]"]]},
    ],
}

STRUCTURED = {
    "problem": "W' wrt W",
    "layout": "gradient",
    "order": 1,
    "function": {"text": "W'", "shape": ["n", "n"]},
    "target": {"name": "W", "shape": ["n", "n"], "structure": "symmetric"},
    "symbols": {"W": {"kind": "matrix", "shape": ["n", "n"], "structure": "symmetric"}},
    "result": {"kind": "map", "text": "eye(n*n)", "shape": ["n*n", "n*n"]},
    "bindings": {},
    "steps": [{"lines": [["f(W + dW) - f(W)", "=", "dW"], ["Df(W)", "=", "eye(n*n)"]]}],
}

MIXED = {
    "problem": "exp(x'*A*y) wrt x, y",
    "layout": "gradient",
    "order": 2,
    "function": {"text": "exp(x'*A*y)", "shape": ["1", "1"]},
    "target": {"name": "x", "shape": ["m", "1"], "structure": None},
    "by": {"name": "y", "shape": ["n", "1"], "structure": None},
    "symbols": {
        "x": {"kind": "vector", "shape": ["m", "1"], "structure": None},
        "A": {"kind": "matrix", "shape": ["m", "n"], "structure": None},
        "y": {"kind": "vector", "shape": ["n", "1"], "structure": None},
    },
    "result": {"kind": "hessian", "text": "exp(x'*A*y)*(A + A*y*x'*A)", "shape": ["m", "n"]},
    "bindings": {"u": "exp(x'*A*y)", "v": "exp(x'*A*y)"},
    "steps": [
        {"key": "let", "lines": [["f(x)", "=", "u"], ["du", "≈", "u*y'*A'*dx"]]},
        {"key": "result", "lines": [["∇f(x)", "=", "u*A*y"]]},
        {"key": "let", "lines": [["∇f(x, y)", "=", "v*A*y"], ["dv", "≈", "v*x'*A*dy"]]},
        {
            "key": "linear",
            "lines": [
                ["∇f(x, y + dy) - ∇f(x, y)", "=", "(v + dv)*A*(y + dy) - v*A*y"],
                [None, "≈", "dv*A*y + v*A*dy"],
            ],
        },
        {"key": "back", "lines": [["dv*A*y + v*A*dy", "≈", "v*(A*y*x'*A + A)*dy"]]},
        {"key": "result", "lines": [["∇²f(x, y)", "=", "v*(A + A*y*x'*A)"]]},
    ],
}


def document(plain):
    """The lines spelled out as the objects of the JSON form."""
    made = copy.deepcopy(plain)
    for step in made["steps"]:
        step["lines"] = [dict(zip(("left", "relation", "right"), line, strict=True)) for line in step["lines"]]
    return made


@pytest.mark.parametrize(
    "plain", [INVERSE, STACKED, STRUCTURED, MIXED], ids=["matrix", "stacked", "structured", "mixed"]
)
def test_a_sound_derivation_has_no_faults(plain):
    assert [str(fault) for fault in check_lines(document(plain))] == []


def test_the_derivative_of_a_structured_target_counts_only_inside_the_structure():
    plain = copy.deepcopy(STRUCTURED)
    plain["symbols"]["W"]["structure"] = plain["target"]["structure"] = None
    assert len(check_lines(document(plain))) == 2


@pytest.mark.parametrize(
    ("step", "line", "changed", "trouble"),
    [
        (1, 1, ["f(X)", "=", "-log|X^-1|"], "does not hold"),
        (2, 3, ["X*dY + dX*Y", "=", "zeros(n, n)"], "does not hold"),  # only to first order
        (2, 5, ["dY", "≈", "X^-1*dX*X^-1"], "does not hold"),
        (2, 5, ["dY", "≈", "-1.0000000001*X^-1*dX*X^-1"], "does not hold"),
        (3, 2, [None, "=", "log|I - Y^-1*dY|"], "does not hold"),
        (4, 2, [None, "≈", "log(1 + tr(Y^-1*dY))^2"], "does not hold"),
        (5, 1, ["tr(Y^-1*dY)", "=", "tr(X*(-X^-1*dX*X^-1))"], "does not hold"),  # only to first order
        (5, 2, [None, "=", "tr(X^-1*dX)"], "does not hold"),
        (6, 1, ["∇f(X)", "=", "-X^-1"], "does not hold"),
        (6, 1, ["∇f(X)", "=", "Z"], "cannot be read"),
        (6, 1, ["∇f(X)", "→", "-X^-T"], "cannot be read"),
        (6, 1, [None, "=", "-X^-T"], "cannot be read"),
        (1, 1, ["f(X)", "=", "log(-tr(X*X'))"], "no value anywhere"),
    ],
)
def test_a_slip_is_found_where_it_is(step, line, changed, trouble):
    found_where_it_is(INVERSE, step, line, changed, trouble)


@pytest.mark.parametrize(
    ("step", "line", "changed", "trouble"),
    [
        (1, 2, ["du", "≈", "u*y'*A'*dx + u*x'*A*dy"], "cannot be evaluated"),  # only x changes here
        (2, 1, ["∇f(x)", "=", "u*A'*x"], "cannot be evaluated"),
        (3, 1, ["∇f(x, y)", "=", "u*y'*A'"], "cannot be evaluated"),
        (3, 2, ["dv", "≈", "v*x'*A*dy + v*y'*A'*dx"], "cannot be evaluated"),  # and only y here
        (3, 2, ["du", "≈", "0"], "does not hold"),
        (4, 1, ["∇f(x, y + dy) - 2*∇f(x, y)", "=", "(v + dv)*A*(y + dy) - v*A*y"], "does not hold"),
        (4, 1, ["∇f(x, y, dy) - ∇f(x, y)", "=", "(v + dv)*A*(y + dy) - v*A*y"], "cannot be evaluated"),
        (4, 2, [None, "≈", "dv*A*y"], "does not hold"),
        (4, 2, [None, "=", "dv*A*y + v*A*dy"], "does not hold"),  # only to first order
        (6, 1, ["∇²f(x, y)", "=", "v*(A + 1.0000001*A*y*x'*A)"], "does not hold"),
        (6, 1, ["∇²f(x, y)", "=", "v*(A' + A'*x*y'*A')"], "cannot be evaluated"),  # the other block
    ],
)
def test_a_slip_in_a_block_of_a_mixed_hessian_is_found_where_it_is(step, line, changed, trouble):
    found_where_it_is(MIXED, step, line, changed, trouble)


def found_where_it_is(sound, step, line, changed, trouble):
    plain = copy.deepcopy(sound)
    plain["steps"][step - 1]["lines"][line - 1] = changed
    faults = check_lines(document(plain))
    assert [(fault.step, fault.line) for fault in faults if trouble in fault.trouble] == [(step, line)]


@pytest.mark.parametrize("false", ["tr(-X^-2*dX)", "tr(X^-1*dX*X^-1)", "tr(-X^-1*dX*X^-T)", "tr(-X^-1*dX)"])
def test_a_false_step_back_is_found_though_the_result_is_right(false):
    """tr(dY) ≈ tr(-X^-2*dX) is true by turning the trace round, but not with =, to all orders."""
    (problem,) = read_problems("tr(inv(X)) wrt X")
    derived = to_object(derive(problem), DEFAULT)
    number, step = next((n, step) for n, step in enumerate(derived["steps"], 1) if step["key"] == "back")
    step["lines"] = [{"left": "tr(dY)", "relation": "=", "right": false}]
    faults = check_lines(derived)
    assert [(fault.step, fault.trouble) for fault in faults][:1] == [(number, "does not hold")]


@pytest.mark.parametrize("line", ["exp(-100000*alpha) wrt alpha", "exp(30000*a'*x) wrt x"])
def test_lines_of_what_changes_very_fast_have_a_value(line):
    (problem,) = read_problems(line)
    assert check_lines(to_object(derive(problem), DEFAULT)) == []


def test_a_wrong_line_of_what_changes_very_fast_does_not_hold():
    (problem,) = read_problems("exp(-100000*alpha) wrt alpha")
    document = to_object(derive(problem), DEFAULT)
    document["steps"][-2]["lines"][0]["right"] += " + dalpha^2"
    (fault, *_) = check_lines(document)
    assert fault.trouble == "does not hold"
