"""derive and check for Python: what they give, what they raise, that everything pickles and nothing heavy is early."""

import doctest
import json
import pickle
import re
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import numpy as np
import pytest

import matdiff_cli
from matdiff_cli import Derivation, MatdiffError, Verdict, check, derive


def test_a_derivation_has_its_answer_and_its_steps():
    d = derive("x'*A*x wrt x")
    assert (d.answer, d.conditions, d.notes) == ("(A + A')*x", (), ())
    assert d.latex == r"(A + A^{\top}) \mathbf{x}"
    assert d.steps[0].title == "Define the function"
    assert d.steps[0].lines[0].right == "x'*A*x"
    assert "∇f(x) = (A + Aᵀ) x" in str(d) and repr(d) == "<Derivation of \"x'*A*x wrt x\": (A + A')*x>"
    assert d.check().passed


def test_options_are_those_of_the_command():
    assert derive("x'*W*x", "x", "W: symmetric", layout="mml", steps=False).answer == "2*x'*W"
    assert derive("x'*A*x", ["x"], ["A: symmetric(n)"], order=2).answer == "2*A"
    assert derive("log|X| wrt X").conditions == ("X invertible",)
    assert derive("log|X| wrt X").json == json.loads(json.dumps(derive("log|X| wrt X").json))


@pytest.mark.parametrize("ask", [derive, lambda problem, **options: check(f"{problem} = x", **options)])
@pytest.mark.parametrize("option", [{"layout": "rows"}, {"layout": ""}, {"order": 3}, {"order": 0}])
def test_another_layout_or_order_is_refused(ask, option):
    """No first derivative for a third one, and no gradient in a layout that does not exist."""
    with pytest.raises(ValueError, match=r"no layout is called|the order of a derivative is 1 or 2"):
        ask("x'*A*x wrt x", **option)


@pytest.mark.parametrize("problem", [None, 3, ["x'*x wrt x"], b"x'*x wrt x"])
def test_what_is_neither_a_text_nor_an_expression_is_called_what_it_is(problem):
    with pytest.raises(MatdiffError, match=f"{type(problem).__name__} is neither"):
        derive(problem)


def test_functions_run():
    A, x = np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, -1.0])
    d = derive("x'*A*x wrt x", order=2)
    assert d.function("numpy")(A, x).tolist() == ((A + A.T) @ x).tolist()
    assert d.function("numpy", "hessian")(A, x).tolist() == (A + A.T).tolist()
    assert "import numpy as np" in d.code()
    with pytest.raises(ValueError, match="no target is called 'cobol'; there are array-api, eigen, jax, matlab, numpy"):
        d.code("cobol")
    with pytest.raises(ValueError, match="r is no library of Python"):
        d.function("r")


def test_a_notebook_shows_a_derivation():
    d = derive("a'*x wrt x")
    assert d._repr_markdown_().startswith("#") and "<article" in d._repr_html_() and d._repr_latex_().startswith("$")


def test_claims_are_judged():
    partial = check("x'*A*x wrt x = 2*A*x")
    assert not partial and isinstance(partial, Verdict)
    assert (partial.verdict, partial.condition, partial.slip) == ("condition", "A symmetric", "A for A'")
    assert check("x'*A*x wrt x = (A + A')*x") and check("tr(A*B) = tr(B*A)").verdict == "equal"
    assert check("log|X^-1| wrt X = X^-1").slip == "sign and transposed"
    assert check("x'*A*x = 2*A*x", "x", "A: symmetric")


def test_what_is_wrong_is_raised_with_its_place():
    with pytest.raises(MatdiffError) as raised:
        derive("A*x + x'*A wrt x where A: matrix(m, n)")
    error = raised.value
    assert (error.kind, error.line, error.column) == ("shape", 1, 10)
    assert "x'*A'" in error.hint and "1×n" in str(error)
    with pytest.raises(MatdiffError, match="one target at a time, not x, A"):
        derive("x'*A*x wrt x, A")


def test_everything_pickles():
    with pytest.raises(MatdiffError) as raised:
        derive("x + ")
    d, verdict = derive("log|X^-1| wrt X", order=1), check("x'*x wrt x = 2*x")
    for thing in (d, verdict, d.check(), d.steps):
        assert pickle.loads(pickle.dumps(thing)) == thing
    error = pickle.loads(pickle.dumps(raised.value))
    assert (str(error), error.kind, error.column, error.hint) == (
        str(raised.value),
        raised.value.kind,
        raised.value.column,
        raised.value.hint,
    )


def test_problems_map_over_processes():
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(derive, ["x'*A*x wrt x", "log|X| wrt X"]))
    assert [d.answer for d in found] == ["(A + A')*x", "X^-T"]
    assert isinstance(found[0], Derivation)


def test_the_package_imports_nothing_until_it_is_asked():
    program = "import sys, matdiff_cli; sys.exit('sympy' in sys.modules or 'matdiff_cli.api' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
    assert {"derive", "check"} <= set(dir(matdiff_cli))
    with pytest.raises(AttributeError, match="has no attribute 'differentiate'"):
        _ = matdiff_cli.differentiate


def test_the_magic_of_a_notebook():
    magics = {}

    class Shell:
        def register_magic_function(self, function, kind, name):
            magics[name] = (function, kind)

    matdiff_cli.load_ipython_extension(Shell())
    function, kind = magics["matdiff"]
    assert kind == "line_cell" and function("a'*x wrt x").answer == "a"
    several = function("", "a'*x wrt x\n\n# a comment\nx'*x wrt x\n")
    assert [d.answer for d in several] == ["a", "2*x"]
    for form in ("_repr_markdown_", "_repr_html_"):
        places = [getattr(several, form)().find(getattr(d, form)()) for d in several]
        assert places[0] == 0 and places[1] > 0


def test_the_magic_shows_what_the_command_says_of_an_error():
    with pytest.raises(MatdiffError) as caught:
        matdiff_cli.api.magic("x'*x + wrt x")
    said = subprocess.run(
        [sys.executable, "-m", "matdiff_cli", "x'*x + wrt x"], capture_output=True, text=True, encoding="utf-8"
    ).stderr
    assert caught.value._render_traceback_() == said.splitlines()


def test_the_examples_of_the_manual():
    manual = (Path(__file__).parents[2] / "man/matdiff.1").read_text("utf-8")
    (block,) = re.findall(r"^\.Sh IN PYTHON\n\.Bd -literal\n(.*?)^\.Ed", manual, re.MULTILINE | re.DOTALL)
    text = block.replace("\\(aq", "'").replace("\\(ha", "^")
    examples = doctest.DocTestParser().get_doctest(text, {}, "manual", None, None)
    assert doctest.DocTestRunner().run(examples).failed == 0 and len(examples.examples) == 6


def test_the_package_is_typed():
    assert (Path(matdiff_cli.__file__).parent / "py.typed").exists()
