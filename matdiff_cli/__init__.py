"""matdiff: typed matrix expressions in, worked derivations of their derivatives out.

From text to page:

    text       →  tree          syntax       the grammars, places in the text, errors with carets
    tree       →  typed tree    typing       names, shapes by unification, declarations (no sympy)
    typed tree →  expression    expressions  nodes that simplify as they are built, facts, shorter forms
    expression →  derivative    calculus     changes, adjoints, stacking; every rule says which identity it used
    derivative →  derivation    derivation   the moves of the calculus as lines, one rule a line
    derivation →  page          output       text, LaTeX, Markdown, JSON: one file a format

The rooms, from the ground up. A room imports only from rooms below it, which stand above it here:

    languages    what is said, in English and in other languages
    functions    one record for each function of the language
    rules        one row for each identity that a derivation may name
    errors       what is said when something is wrong, and where
    syntax       text to tree
    typing       tree to typed tree
    numbers      values at points, sample points and sizes, differences
    expressions  nodes, their algebra, facts, shorter forms
    calculus     the problem posed, its change, its derivative
    derivation   the steps of a derivation
    verify       `--check`
    claims       claims and identities judged and explained
    code         functions in other languages that compute f and its derivatives
    shape        convexity: proofs, and points that refute it
    output       pages: one file a format
    notes        documents with blocks of problems, and results below them
    session      what the lines of a session mean, and what it remembers
    exchange     sympy's matrix expressions: read, and written
    api          derive and check for Python
    plot         pictures: a scene, and one file a painter
    cli          the command
"""

from importlib import import_module

TYPE_CHECKING = False  # typing itself is imported later: an interrupt that comes so early would leave a traceback
if TYPE_CHECKING:
    from typing import Any

__version__ = "0.1.0"

_FOR_PYTHON = {
    "Derivation": "api",
    "Verdict": "api",
    "check": "api",
    "derive": "api",
    "MatdiffError": "errors",
}
"""What `from matdiff_cli import …` gives → where it is. It is imported when it is asked for: the command needs less."""


def __getattr__(name: str) -> "Any":
    if name in _FOR_PYTHON:
        return getattr(import_module(f"{__name__}.{_FOR_PYTHON[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def load_ipython_extension(ipython: "Any") -> None:
    """%load_ext matdiff_cli: the line and cell magic %matdiff."""
    ipython.register_magic_function(import_module(f"{__name__}.api").magic, "line_cell", "matdiff")


def __dir__() -> list[str]:
    return sorted((*globals(), *_FOR_PYTHON))
