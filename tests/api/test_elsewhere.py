"""matdiff on a dask cluster, as the manual has it, and in a notebook. Without the packages there is nothing to test."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from matdiff_cli import derive

HERE = Path(__file__).parent
MANUAL = HERE.parents[1] / "man" / "matdiff.1"
LINES = ["x'*A*x wrt x", "log|X| wrt X", "a'*X*b wrt X", "no problem at all +", "sum(exp(A*x)) wrt x"]


@pytest.mark.slow
def test_the_recipe_of_the_manual_runs_on_a_local_cluster(tmp_path):
    pytest.importorskip("distributed")
    (recipe,) = re.findall(
        r"^\.Bd -literal\n(import dask.*?)^\.Ed", MANUAL.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    (tmp_path / "recipe.py").write_text(recipe.replace(r"\en", r"\n"), encoding="utf-8")
    (tmp_path / "problems.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    done = subprocess.run([sys.executable, "recipe.py"], cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    found = done.stdout.splitlines()
    wrong = LINES.index("no problem at all +")
    assert len(found) == len(LINES) and found[wrong].startswith("# ")
    assert found[:wrong] == [derive(line).answer for line in LINES[:wrong]]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # of other packages
def test_a_notebook_runs():
    nbclient, nbformat = pytest.importorskip("nbclient"), pytest.importorskip("nbformat")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(HERE.parent / "data" / "notebook.ipynb", as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    loaded, shown, line, cell, verdict, numbers = (each["outputs"] for each in notebook["cells"])
    assert loaded == []
    for (output,) in (shown, line):
        assert {"text/html", "text/latex", "text/markdown", "text/plain"} <= set(output["data"])
    assert "a*b'" in cell[0]["data"]["text/plain"] and "Verdict condition" in verdict[0]["data"]["text/plain"]
    assert "0.5" in numbers[0]["data"]["text/plain"]
