"""The oracle shares nothing with the program, or a misreading could agree with itself."""

import ast
from pathlib import Path


def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def test_nothing_of_the_program_is_imported():
    modules = {name.partition(".")[0] for path in Path(__file__).parent.glob("*.py") for name in imported(path)}
    assert "numpy" in modules
    assert not modules & {"matdiff_cli", "sympy", "lark", "mpmath"}
