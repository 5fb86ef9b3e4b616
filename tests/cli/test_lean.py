"""The command loads of sympy what it uses, and whoever asks for the rest gets it."""

import subprocess
import sys

import pytest

INSTALLED = "from matdiff_cli.cli.lean import install; install(); import sys, sympy; "
COUNT = "print(sum(name.partition('.')[0] == 'sympy' for name in sys.modules))"


def run(code: str) -> str:
    """What a fresh Python prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def is_known() -> bool:
    import sympy

    return sympy.__version__.startswith("1.14.")


@pytest.mark.skipif(not is_known(), reason="other versions of sympy are loaded as a whole")
def test_a_derivation_needs_less_than_half_of_sympy():
    derive = 'from matdiff_cli import derive; str(derive("log(det(X)) + norm(A*x - b)^2 wrt x").answer); '
    assert int(run(INSTALLED + derive + COUNT)) * 2 < int(run("import sys, sympy; " + COUNT))


@pytest.mark.parametrize(
    ("code", "printed"),
    [
        ("from sympy import *; x = Symbol('x'); print(integrate(cos(x), x), solve(x**2 - 4))", "sin(x) [-2, 2]"),
        ("from sympy.matrices import Matrix; print(Matrix([[1, 2], [3, 4]]).det())", "-2"),
        ("from sympy.abc import x; from sympy import limit, sin, latex; print(limit(sin(x)/x, x, 0), latex(x**2))",
         "1 x^{2}"),
        ("import sympy.stats; print(sympy.sets.Interval(0, 1).measure, sympy.printing.sstr(sympy.pi))", "1 pi"),
        ("print(sympy.__version__ == __import__('sympy.release').release.__version__, sympy.N(sympy.pi, 5))",
         "True 3.1416"),
    ],
)  # fmt: skip
def test_nothing_of_sympy_is_missing(code, printed):
    assert run(INSTALLED + code) == printed


@pytest.mark.skipif(not is_known(), reason="other versions of sympy are loaded as a whole")
def test_a_name_that_does_not_exist_is_an_error_as_ever():
    assert "cannot import name 'nonsense'" in run(
        INSTALLED + "\ntry: from sympy import nonsense\nexcept ImportError as error: print(error)"
    )


def test_another_version_is_left_alone():
    other = "import matdiff_cli.cli.lean as lean; lean._KNOWN = '0.7.'; lean.install(); import sys, sympy; "
    assert run(other + COUNT) == run("import sys, sympy; " + COUNT)
