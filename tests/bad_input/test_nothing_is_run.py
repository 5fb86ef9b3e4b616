"""What is typed is never run: no source could, and nothing happens wherever Python or shell is typed."""

import ast
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

import matdiff_cli
from matdiff_cli.cli.main import root
from matdiff_cli.code.running import functions

PACKAGE = Path(matdiff_cli.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

RUN = {"eval", "exec", "compile", "__import__", "system", "popen", "Popen", "run_path", "run_module", "loads"}
READ_BY_SYMPY = {
    "sympify", "_sympify", "parse_expr", "parse_latex", "parse_mathematica", "parse_maxima", "lambdify", "nsimplify",
}  # fmt: skip
MODULES_THAT_RUN = {"subprocess", "code", "codeop", "pickle", "marshal", "runpy", "ctypes", "shelve", "sympy.parsing"}
ALLOWED = {("re", "compile"), ("json", "loads")}


def offences(source):
    """What in this Python source would read or run text as a program: (line, what)."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            module = getattr(node, "module", None) or ""
            names = [alias.name for alias in node.names]
            full = [module, *(f"{module}.{name}".strip(".") for name in names)]
            found += [(node.lineno, name) for name in full if name and in_modules_that_run(name)]
            found += [(node.lineno, name) for name in names if name in RUN | READ_BY_SYMPY]
        elif isinstance(node, ast.Name) and node.id in RUN | READ_BY_SYMPY:
            found.append((node.lineno, node.id))
        elif isinstance(node, ast.Attribute) and node.attr in RUN | READ_BY_SYMPY:
            owner = node.value.id if isinstance(node.value, ast.Name) else ""
            if (owner, node.attr) not in ALLOWED:
                found.append((node.lineno, f"{owner}.{node.attr}"))
        elif isinstance(node, ast.Call) and called(node) == "S":
            found.append((node.lineno, "S(…)"))
        elif isinstance(node, ast.Call) and called(node) in ("subs", "xreplace"):
            found += [(node.lineno, "subs with text") for inner in arguments(node) if is_text(inner)]
    return found


def in_modules_that_run(name):
    return any(name == module or name.startswith(f"{module}.") for module in MODULES_THAT_RUN)


def called(call):
    """The name of what is called, without its owner."""
    return getattr(call.func, "attr", None) or getattr(call.func, "id", None)


def arguments(call):
    """The arguments of a call, and what stands in dictionaries, lists and tuples among them."""
    return [inner for given in (*call.args, *(word.value for word in call.keywords)) for inner in ast.walk(given)]


def is_text(node):
    if isinstance(node, ast.Constant):
        return isinstance(node.value, str)
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Call) and called(node) in ("str", "repr", "format", "join")
    )


@pytest.mark.parametrize(
    "source",
    [
        "sympify(text)", "sympy.sympify(text)", "sympy.S(text)", "S('x')", "parse_expr(t)", "eval(text)", "f = exec",
        "__import__('os')", "builtins.eval(t)", "os.system(t)", "import subprocess", "from sympy.parsing import x",
        "e.subs('x', 1)", "e.subs({'x': 1})", "e.subs([(str(x), 1)])", "e.subs(f'{x}', 1)", "compile(t, '', 'eval')",
        "import sympy.parsing.sympy_parser as p",
    ],
)  # fmt: skip
def test_the_search_finds(source):
    assert offences(source)


def test_the_search_lets_pass():
    assert not offences("import re\nre.compile('x')\ne.subs(x, 1)\nsympy.S.One\ne.subs({x: y})\nevaluate(x)\nmy.name")


GENERATED = PACKAGE / "code" / "running.py"
"""Runs what matdiff itself wrote, for `derive(…).function(…)`, and looks it through before."""


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_source_reads_or_runs_text_as_a_program(path):
    expected = ["exec", "compile"] if path == GENERATED else []
    assert [what for _, what in offences(path.read_text("utf-8"))] == expected


@pytest.mark.parametrize(
    "source",
    [
        "import os", "import numpy, os", "from os import path", "import os.path as math", "def f(x): return eval(x)",
        "def f(x): return open('f')", "def f(x): return x.__class__", "def f(x): return f.__globals__", "class A: pass",
        "def f(x):\n    global y", "print(1)", "@exit\ndef f(x): return x", "import numpy._core",
    ],
)  # fmt: skip
def test_only_what_is_generated_is_run(source):
    with pytest.raises(ValueError, match="no generated code has this"):
        functions(source, "test")


MARKER = "was_run"
TEXTS = {
    "import": f"__import__('os').system('touch {MARKER}')",
    "double quotes": f'__import__("os").system("touch {MARKER}")',
    "class": f"().__class__.__base__.__subclasses__()[-1].__init__.__globals__['os'].system('touch {MARKER}')",
    "open": f"open('{MARKER}', 'w')",
    "name with a body": f"x where f = __import__('os').system('touch {MARKER}')",
    "function": f"eval(open('{MARKER}','w'))",
    "lambda": f"(lambda: open('{MARKER}','w'))()",
    "format": "{0.__class__} %s {x!r} $(touch " + MARKER + ")",
    "shell": f"`touch {MARKER}`; touch {MARKER} | touch {MARKER} && $(touch {MARKER})",
    "tex": rf"\immediate\write18{{touch {MARKER}}}",
    "template": "{{ 7*7 }}" + f"[link=file://x]@{MARKER}",
}
PROBLEM = "x'*A*x wrt x"
PLACES = {
    "words": ["{}"],
    "words one by one": ["x'*A*x", "wrt", "x", "where", "{}"],
    "expression": ["{} wrt x"],
    "factor": ["x'*{}*x wrt x"],
    "call": ["tr(F({})) wrt X"],
    "exponent": ["x^{{{}}} wrt x where x: scalar"],
    "bars": ["log|{}| wrt X"],
    "matrix": ["[1, {}; 3, 4]*x wrt x where x: vector(2)"],
    "comment": [PROBLEM + " # {}"],
    "target": ["x'*A*x wrt {}"],
    "target in brackets": ["x'*A*x wrt [x, {}]"],
    "declaration": [PROBLEM + " where {}"],
    "declared type": [PROBLEM + " where A: {}"],
    "dimension": [PROBLEM + " where A: matrix({}, n)"],
    "set": [PROBLEM + " where A in R^({} x n)"],
    "abbreviation": ["r'*r wrt x where r = A*x - {}"],
    "unknown function": ["tr(F(X)) wrt X where F({}): matrix(p, p)"],
    "--wrt": [PROBLEM, "--wrt", "{}"],
    "--wrt alone": ["x'*A*x", "--wrt", "{}"],
    "--where": [PROBLEM, "--where", "{}"],
    "--where type": [PROBLEM, "--where", "A: {}"],
    "--output": [PROBLEM, "--output", "{}"],
    **{
        option: [PROBLEM, option, "{}"]
        for option in (
            *("--layout", "--format", "--notation", "--color", "--width", "--timeout", "--order", "--lang", "--code"),
            *("-l", "-f", "-w", "-d"),
        )
    },
    "an unknown option": [PROBLEM, "--{}"],
    "the verb": ["{}", PROBLEM],
    "claim of": ["check", "{} wrt x = x"],
    "claim": ["check", PROBLEM + " = {}"],
    "claim target": ["check", "x'*A*x wrt {} = x"],
    "claim where": ["check", PROBLEM + " = 2*A*x where {}"],
    "left side": ["check", "{} = A"],
    "right side": ["check", "A = {}"],
    "check --wrt": ["check", "x'*A*x = 2*A*x", "--wrt", "{}"],
    "check --where": ["check", PROBLEM + " = 2*A*x", "--where", "{}"],
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)
def test_nothing_typed_is_run(place, tmp_path, monkeypatch):
    """Neither through the command line nor, for what stands in a problem, through standard input."""
    from sympy.parsing import sympy_parser

    asked = []
    monkeypatch.setattr(os, "system", asked.append)
    monkeypatch.setattr(sympy_parser, "parse_expr", lambda *given, **_: asked.append(given))
    monkeypatch.chdir(tmp_path)
    for text in TEXTS.values():
        arguments = [argument.format(text) for argument in place]
        problem = [word for word in arguments if not word.startswith("-") and word != "check"]
        verb = ["check"] if arguments[0] == "check" else []
        for given, typed in ((arguments, None), ([*verb, "--json"], " ".join(problem) + "\n")):
            done = CliRunner().invoke(root, given, input=typed)
            assert isinstance(done.exception, SystemExit | None) and done.exit_code in (0, 1, 2), (given, typed)
            assert "Traceback" not in done.output and "internal error" not in done.output, (given, typed)
            assert "\x1b" not in done.output
            assert not asked and not Path(MARKER).exists(), (given, typed)
