"""Patterns that are compiled when they are needed: what must stand in a text that they match."""

import csv
import pkgutil
from importlib import import_module
from pathlib import Path

import pytest

import matdiff_cli.syntax
import matdiff_cli.typing
from matdiff_cli.syntax.rare import Rare

DATA = Path(__file__).parent.parent / "data"
ROOMS = (matdiff_cli.syntax, matdiff_cli.typing)
TEXTS = [
    row["raw"]
    for table in sorted(DATA.glob("raw_*.tsv"))
    for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
]
MORE = [
    "GRADIENT of x'x", "DERIVATIVE of x'x", "Differentiate x'x by x",
    "d2/dx2 x'x", "δ/δx x'x", "x'x.diff(x)", "hessian(x^2*y, [x, y])",
    "\\\\(x) x", "x -> x'x", "x ↦ x'x", "@(x) x'*x", "d/dx of x", "x'x --latex", "(A'A)−1A'b", "x^{t}Ax", "∇ₓ²x'x",
    "argmin_{x ∈ R^n} x'x", "Minimize x'x over x", "1/1 + x", "|X|^-1/2", "[A x] wrt x", "Y := A*x",
]  # fmt: skip


def patterns():
    names = [each.name for room in ROOMS for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")]
    held = {id(value): (name, value) for name in names for value in vars(import_module(name)).values()}
    return [(name, value) for name, value in held.values() if isinstance(value, Rare)]


def test_a_pattern_is_compiled_when_a_sign_of_it_is_met():
    rare = Rare("a+b", "b", "c")
    assert rare.search("aaa") is None and "compiled" not in vars(rare)
    assert rare.search("aab").span() == (0, 3) and "compiled" in vars(rare)
    assert rare.match("xab") is None and rare.fullmatch("aabx") is None and rare.match("xab", 1)
    assert [found[0] for found in rare.finditer("ab aab")] == ["ab", "aab"] and rare.sub("-", "abab") == "--"
    assert list(rare.finditer("aaa")) == [] and rare.sub("-", "aaa") == "aaa"


@pytest.mark.parametrize(("module", "rare"), patterns())
def test_whatever_a_pattern_matches_holds_one_of_its_signs(module, rare):
    for text in (*TEXTS, *MORE):
        if found := rare.compiled.search(text):
            assert rare.search(text), (module, text, found[0])
