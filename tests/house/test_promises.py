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
    "matdiff_cli/functions/elementwise.py": [(r"^\)\n\Z", GELU + ")\n")],
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
}  # fmt: skip

DRIVER = """
import json, sys
from click.testing import CliRunner
from matdiff_cli.cli.main import root
done = {}
for name, words in json.load(sys.stdin).items():
    result = CliRunner().invoke(root, words)
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
    environment = {**os.environ, "PYTHONPATH": str(top)}
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
    refused = {name: (one.status, one.err) for name, one in done.items() if one.status and "wrong" not in name}
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


def test_a_linear_operation_has_its_gradient_its_map_and_its_reasons(done):
    assert done["offdiag answer"].out == "offdiag(A')\n"
    assert "# tr(Aᵀ offdiag(B)) = tr(offdiag(A)ᵀ B)" in done["offdiag"].out
    assert "checked: 5 points" in done["offdiag map"].out
    assert "# vec(offdiag(M)) = diag(vec(offdiag(" in done["offdiag map"].out
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


def test_a_format_is_a_file(done):
    assert done["csv"].out == "x'*A*x wrt x,(A + A')*x\n"
