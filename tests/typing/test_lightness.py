"""A mistake is answered without importing what is heavy."""

import subprocess
import sys

PROGRAM = """
import sys
from matdiff_cli.typing.read import read_problems
from matdiff_cli.errors import MatdiffError
read_problems("a'*X*b wrt X")
for wrong in ("A*x + x'*A wrt x", "x +", "tarce(X)"):
    try:
        read_problems(wrong)
    except MatdiffError:
        continue
    sys.exit(f"read: {wrong}")
sys.exit(", ".join(name for name in ("sympy", "rich", "mpmath") if name in sys.modules) or 0)
"""


def test_reading_imports_neither_sympy_nor_rich():
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
