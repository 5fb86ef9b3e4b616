"""The promises of the house, kept by keeping them: in a copy of the package, additions that touch one place each.

A function is a record, a format is a file, a linear operation is a record and a node. All commands run in one process.
"""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

TOP = Path(__file__).parents[2]

GELU = """    _entry(
        "gelu",
        "(1 + erf(x/sqrt(2)))/2 + x*exp(-x^2/2)/sqrt(2*pi)",
        "x times the share of a normal distribution below x",
        formula="x*(1 + erf(x/sqrt(2)))/2",
        example="sum(gelu(W*x)) wrt x",
        source="Hendrycks & Gimpel 2016",
    ),
"""
CBRT = """    _entry(
        "cbrt",
        "1/(3*cbrt(x)^2)",
        "cube root",
        domain="@1 > 0",
        example="sum(cbrt(x)) wrt x",
    ),
"""
"""Without a formula: mpmath has a function of the name, and targets of code know none."""

ENERGY = """    Record(
        "energy",
        "defined",
        "half the sum of squares",
        ANY_TO_SCALAR,
        ("X",),
        definition="tr(X'*X)/2",
        noun="the energy",
        example="energy(A*X - B) wrt X",
    ),
"""
OFFDIAG = """    Record(
        "offdiag",
        "operator",
        "a square matrix with 0 on its diagonal",
        ("(n, n) -> (n, n)",),
        ("X",),
        formula="X - diag(diag(X))",
        linear=(LinearMap("offdiag", "offdiag(G)", "diag(vec(offdiag(ones(n, n))))"),),
        example="tr(A*offdiag(X)) wrt X",
    ),
"""
NODE = '''

class OffDiagonal(Linear, operation="offdiag"):
    """A square matrix with 0 on its diagonal."""
'''
CSV = '''"""The answer as a line of comma-separated values."""

from matdiff_cli.output.notation import text


def render(derivation, style):
    return f"{derivation.problem.text},{text(derivation.result.value)}"
'''

ADDITIONS = {
    "matdiff_cli/functions/elementwise.py": [(r"^\)\n\Z", GELU + CBRT + ")\n")],
    "matdiff_cli/functions/matrix.py": [(r"^\)\n\Z", ENERGY + ")\n")],
    "matdiff_cli/functions/linear.py": [(r"^\)\n\Z", OFFDIAG + ")\n")],
    "matdiff_cli/expressions/nodes/operations.py": [(r"\n\Z", "\n" + NODE)],
}
"""Where in a file something is put in."""

FILES = {"matdiff_cli/output/formats/csv.py": CSV}

FORMATS = ("text", "latex", "markdown", "html", "json")
ADDED = ("gelu", "energy", "offdiag")
PAGES = ("text", "latex", "markdown", "json")
COMMANDS = {
    "gelu": ["sum(gelu(W*x)) wrt x", "--check"],
    "gelu answer": ["sum(gelu(W*x)) wrt x", "-a"],
    "gelu again": ["check", "-a", "sum(gelu(x)) wrt x = (vector(1) + erf(x/sqrt(2)))/2 + x.*exp(-x.^2/2)/sqrt(2*pi)"],
    "gelu wrong": ["check", "-a", "sum(gelu(x)) wrt x = (vector(1) + erf(x/sqrt(2)))/2"],
    "gelu Hessian": ["sum(gelu(W*x)) wrt x", "--hessian", "--check", "-a"],
    "gelu code": ["v'*gelu(W*x) wrt x", "--code", "numpy", "-a"],
    "gelu rule": ["rules", "derivative-gelu", "--json"],
    "cbrt": ["sum(cbrt(W*x)) wrt x", "--check"],
    "cbrt code refused": ["sum(cbrt(W*x)) wrt x", "--code", "numpy"],
    "energy": ["energy(A*X - B) wrt X", "--check"],
    "energy answer": ["energy(A*X - B) wrt X", "-a"],
    "energy again": ["check", "-a", "energy(A*X) = norm(A*X)^2/2"],
    "energy code": ["energy(A*X) wrt X", "--code", "numpy", "-a"],
    "offdiag": ["tr(A*offdiag(X)) wrt X", "--check", "--width", "200"],
    "offdiag answer": ["tr(A*offdiag(X)) wrt X", "-a"],
    "offdiag again": ["check", "-a", "tr(A*offdiag(X)) wrt X = A' - diag(diag(A))"],
    "offdiag square": ["b'*offdiag(X*X')*offdiag(3*X)*b wrt X", "--check"],
    "offdiag map": ["A*offdiag(X*B) wrt X", "--check", "--width", "200"],
    "offdiag vector": ["offdiag(X)*offdiag(b*x')*a wrt x", "--check", "-a"],
    "offdiag Hessian": ["sum(exp(offdiag(X))) wrt X", "--hessian", "--check", "-a"],
    "offdiag code": ["sum(exp(A*offdiag(X))) wrt X", "--code", "numpy", "-a"],
    "offdiag rules": ["rules", "inner-offdiag", "vec-offdiag", "--json"],
    "offdiag identities": ["check", "-a", "vec(offdiag(M)) = diag(vec(offdiag(ones(n, n))))*vec(M) where M: matrix(n)"],
    "csv": ["x'*A*x wrt x", "--format", "csv"],
    **{f"{name} as {form}": [f"sum({name}(X)) wrt X", "-f", form, "--check"]
       for name in ADDED for form in FORMATS},
    **{f"{name} page as {form}": ["functions", name, "-f", form] for name in ADDED for form in PAGES},
    "functions": ["functions"],
    "csv refused": ["functions", "--format", "csv"],
}  # fmt: skip

ELSEWHERE = {
    "v'*gelu(W*x) wrt W": ["--check", "-l", "numerator"],
    "gelu(X) wrt X": ["--check"],
    "diag(gelu(X)*energy(X)) wrt X": ["--check"],
    "gelu(gelu(alpha))*energy(alpha*b) wrt alpha": ["--check", "--hessian"],
    "energy(exp(A*x)) wrt x": ["--check", "--hessian"],
    "tr(A*offdiag(X)) wrt X where X: symmetric(n)": ["--check"],
    "x'*offdiag(A)*x wrt x": ["--check", "--hessian"],
    "offdiag(X)' wrt X": ["--check"],
    "inv(offdiag(X) + A) wrt X": ["--check"],
    "logdet(offdiag(X)) wrt X": ["--check", "--hessian"],
    "tr(offdiag(x*x')*B) wrt x": ["--check"],
    "sum(offdiag([s, t; t, s])) wrt [s, t]": ["--check"],
    "diag(offdiag(A*diag(x)*B)*C) wrt x": ["--check"],
    "kron(offdiag(X), B) wrt X": ["--check"],
}
"""Problems of other kinds, each with what it is tried with."""

DRIVER = """
import json, sys
from runner import runner
from matdiff_cli.cli.main import root
done = {}
for name, words in json.load(sys.stdin).items():
    result = runner().invoke(root, words)
    trouble = result.exception if result.exception and not isinstance(result.exception, SystemExit) else ""
    done[name] = [result.exit_code, result.stdout, result.stderr + str(trouble)]
json.dump(done, sys.stdout)
"""


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """The package with the additions."""
    top = tmp_path_factory.mktemp("copy")
    for folder in ("matdiff_cli", "grammar", "man"):
        shutil.copytree(TOP / folder, top / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for name, places in ADDITIONS.items():
        source = (top / name).read_text("utf-8")
        for pattern, text in places:
            source, count = re.subn(pattern, lambda _, text=text: text, source, flags=re.MULTILINE)
            assert count == 1, (name, pattern)
        (top / name).write_text(source, "utf-8")
    for name, text in FILES.items():
        assert not (top / name).exists()
        (top / name).write_text(text, "utf-8")
    return top


def python(top, *words, given=None):
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join((str(top), str(TOP / "tests"))),
    }  # the driver uses tests/runner.py
    done = subprocess.run(
        [sys.executable, *words], cwd=top, env=environment, input=given, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def done(copy):
    """What the commands say in the copy."""
    found = json.loads(python(copy, "-c", DRIVER, given=json.dumps(COMMANDS)))
    return {name: SimpleNamespace(status=status, out=out, err=err) for name, (status, out, err) in found.items()}


def test_every_command_does_as_it_should(done):
    refused = {
        name: (one.status, one.err) for name, one in done.items() if one.status and not re.search("wrong|refused", name)
    }
    assert refused == {}


@pytest.mark.parametrize("name", ADDED)
def test_a_function_is_derived_and_checked(done, name):
    assert "checked: 5 points" in done[name].out
    assert done[f"{name} again"].out.startswith(("right", "equal"))


def test_a_wrong_claim_of_it_is_noticed(done):
    assert done["gelu wrong"].status == 1


def test_its_reason_is_its_own_rule(done):
    assert "gelu′(t)" in done["gelu"].out
    assert json.loads(done["gelu rule"].out)["first_order"].startswith("gelu(t + dt) ≈ gelu(t) + (")
    assert "definition of the energy" in done["energy"].out


@pytest.mark.parametrize("name", ADDED)
@pytest.mark.parametrize("form", FORMATS)
def test_every_format_shows_it(done, name, form):
    assert name in done[f"{name} as {form}"].out


@pytest.mark.parametrize("name", ADDED)
def test_its_page_and_the_list_of_functions_show_it(done, name):
    assert all(name in done[f"{name} page as {form}"].out for form in PAGES)
    assert re.search(rf"^{name}\b", done["functions"].out, re.MULTILINE)


def test_code_computes_it(done):
    module = {}
    exec(done["gelu code"].out, module)  # what the tests of code do with every target
    rng = np.random.default_rng(1)
    W, v, x, e = rng.normal(size=(3, 2)), rng.normal(size=3), rng.normal(size=2), 1e-6 * np.eye(2)
    slope = [(module["f"](W, v, x + d) - module["f"](W, v, x - d)) / 2e-6 for d in e]
    assert np.allclose(np.ravel(module["derivative"](W, v, x)), slope, atol=1e-8)
    normal = [0.0 if t < -40 else (1 + module["math"].erf(t / 2**0.5)) / 2 for t in W @ x]
    assert np.isclose(module["f"](W, v, x), v @ (W @ x * normal))


def test_the_manual_lists_it_when_its_list_is_written_anew(copy):
    page = copy / "man/matdiff-language.7"
    assert "gelu" not in page.read_text("utf-8")
    python(copy, "-m", "matdiff_cli.output.reference.manual", str(page))
    names = python(copy, "-c", "from matdiff_cli.functions import SPELLINGS; print(*SPELLINGS)").split()
    assert set(ADDED) < set(names) <= set(re.findall(r"\w+", page.read_text("utf-8")))


def test_a_function_that_a_target_does_not_know_is_refused(done):
    assert "checked: 5 points" in done["cbrt"].out
    refused = done["cbrt code refused"]
    assert refused.status == 2 and "there is no code for cbrt in numpy yet" in refused.err


def test_a_linear_operation_has_its_gradient_its_map_and_its_reasons(done):
    assert done["offdiag answer"].out == "offdiag(A')\n"
    assert "# tr(Aᵀ offdiag(B)) = tr(offdiag(A)ᵀ B)" in done["offdiag"].out
    assert "checked: 5 points" in done["offdiag map"].out
    assert "# vec(offdiag(M)) = diag(vec(offdiag(" in done["offdiag map"].out
    assert "inner-offdiag, vec-offdiag" in done["offdiag page as text"].out
    inner, stacked = map(json.loads, done["offdiag rules"].out.splitlines())
    assert inner["identity"] == "tr(A'*offdiag(B)) = tr(offdiag(A)'*B) where A: matrix(n)"
    assert stacked["identity"] == COMMANDS["offdiag identities"][2]


def test_code_computes_a_linear_operation(done):
    module = {}
    exec(done["offdiag code"].out, module)
    rng = np.random.default_rng(1)
    A, X = rng.normal(size=(2, 3)), rng.normal(size=(3, 3))
    assert np.isclose(module["f"](A, X), np.exp(A @ (X - np.diag(np.diag(X)))).sum())
    slope = A.T @ np.exp(A @ (X - np.diag(np.diag(X))))
    assert np.allclose(module["derivative"](A, X), slope - np.diag(np.diag(slope)))


@pytest.mark.slow
def test_other_problems_hold_other_verbs_and_targets_know_them(copy):
    commands = {problem: [problem, *words] for problem, words in ELSEWHERE.items()}
    commands["convex"] = ["convex", "energy(A*x - b) wrt x"]
    commands["affine"] = ["convex", "tr(A*offdiag(X)) wrt X"]
    commands["plot"] = ["plot", "gelu(alpha) wrt alpha", "--table"]
    commands["torch"] = ["sum(gelu(W*x))*energy(x) wrt x", "--code", "torch", "-a"]
    commands["jax"] = ["sum(offdiag(gelu(X))) wrt X", "--code", "jax", "-a"]
    found = json.loads(python(copy, "-c", DRIVER, given=json.dumps(commands)))
    assert {name: result for name, result in found.items() if result[0]} == {}
    assert all(re.search(r"^checked: \d+ points", found[problem][1], re.MULTILINE) for problem in ELSEWHERE)
    assert "minimum" in found["plot"][1]


def test_a_format_is_a_file(done):
    assert done["csv"].out == "x'*A*x wrt x,(A + A')*x\n"
    assert done["csv refused"].status == 2 and "is not one of" in done["csv refused"].err
