"""Every message that the program may raise, found in its source: texts that look like a sentence, with their places."""

import ast
import itertools
import re
from collections.abc import Iterator
from functools import cache

from sentences import trees

from matdiff_cli.rules import RULES

NO_MESSAGES = (
    *("rules", "functions", "plot/words.py", "output/formats", "output/reference"),
    *(
        "code/targets",
        "code/arrays.py",
        "code/cpp.py",
        "code/graded_cpp.py",
        "code/tails_cpp.py",
        "code/octave.py",
        "code/rlang.py",
        "code/tails.py",
        "code/flops.py",
        "code/floats.py",
        "code/module.py",
    ),
    *("code/algorithm.py", "code/grids.py", "code/pythonic.py", "plot/painters/svg.py", "plot/painters/tikz.py"),
    *("output/notation/spelling", "output/typeset.py", "syntax/said.py", "syntax/sized.py", "syntax/latex/commands.py"),
    *("numbers/dense.py", "numbers/entries.py", "numbers/functions.py", "numbers/points.py", "expressions/facts"),
    *("expressions/declared.py", "typing/repairs.py", "typing/clause_repairs.py", "typing/notation_repairs.py"),
    "typing/word_repairs.py",
)
"""Rooms and files without messages: other tables of sentences, code, drawings, words that are read, failing values."""

IN_PYTHON_ONLY = ("api.py", "exchange.py", "__init__.py")
"""Files whose messages are those of an exception that a program catches."""


@cache
def templates() -> tuple[tuple[str, str], ...]:
    """Pairs of a place in the source and a text there, examples in place of what is put in; alternatives apart."""
    return tuple(_templates())


def _templates() -> Iterator[tuple[str, str]]:
    for name, tree in trees().items():
        if not name.startswith(NO_MESSAGES) and name not in IN_PYTHON_ONLY:
            known = dict(_named_texts(tree))
            for node in _texts(tree):
                examples = dict(known)
                for pieces in itertools.product(*(_fillings(piece, examples) for piece in _pieces(node))):
                    if is_sentence("".join(pieces)) and not names_rules("".join(pieces)):
                        yield f"{name}:{node.lineno}", "".join(pieces)


def names_rules(text: str) -> bool:
    """Whether a text is a list of rules, parted by blanks."""
    return all(word in RULES or word.startswith(EXAMPLE) for word in text.split())


def _named_texts(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """The texts that have a name in a file."""
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield _name(node.targets[0]), node.value.value


def _texts(tree: ast.AST) -> Iterator[ast.expr]:
    """The outermost texts, those in the places of a text as well; docstrings are none."""
    if isinstance(tree, ast.Expr) and isinstance(tree.value, ast.Constant):
        return
    if isinstance(tree, ast.Assign) and _name(tree.targets[0]) in _OTHER_TABLES:
        return
    if isinstance(tree, ast.Call) and _name(tree.func) in _NOT_FIRST:
        tree = ast.Tuple(tree.args[1:] + [keyword.value for keyword in tree.keywords])
    if isinstance(tree, ast.expr) and _is_text(tree):
        yield tree
        parts = [part for part in _pieces(tree) if not isinstance(part, (ast.Constant, ast.IfExp, ast.BoolOp))]
    else:
        parts = list(ast.iter_child_nodes(tree))
    for part in parts:
        yield from _texts(part)


_OTHER_TABLES = {"EXAMPLES", "HELP"}
"""What is a table of sentences by itself, of another test."""

_NOT_FIRST = {"phrase", "translated", "Note", "Intent", "compile", "search", "match", "fullmatch", "sub", "law"}
"""Functions whose first argument is a sentence of another table, a pattern or the name of a rule."""


def _name(function: ast.expr) -> str:
    return str(getattr(function, "id", getattr(function, "attr", "")))


def _is_text(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _is_text(node.left) or _is_text(node.right)
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def _pieces(node: ast.AST) -> list[ast.AST]:
    """A text as the constants in it and what is put in between them."""
    if isinstance(node, ast.BinOp):
        return [*_pieces(node.left), *_pieces(node.right)] if _is_text(node) else [node]
    if isinstance(node, ast.JoinedStr):
        return [part.value if isinstance(part, ast.FormattedValue) else part for part in node.values]
    return [node]


def _fillings(piece: ast.AST, examples: dict[str, str]) -> list[str]:
    """What may stand in a place of a text, as far as the source tells; an example of it where it does not."""
    if isinstance(piece, ast.Constant):
        return [str(piece.value)]
    if isinstance(piece, ast.IfExp):
        return _fillings(piece.body, examples) + _fillings(piece.orelse, examples)
    if isinstance(piece, ast.BoolOp):
        return [filling for value in piece.values for filling in _fillings(value, examples)]
    written = ast.unparse(piece)
    if between := re.match(r"'( and | or )'\.join\(", written):
        return [EXAMPLE + "1", f"{EXAMPLE}1{between[1]}{EXAMPLE}2"]
    number = len(examples)
    return [examples.setdefault(written, f"3×{EXAMPLE}{number}" if "size" in written else f"{EXAMPLE}{number}")]


EXAMPLE = "Ω"
"""What stands for a name, a number or a formula; a digit goes with it."""


def is_sentence(text: str) -> bool:
    """Are there words in it, as a person would write them, in a sentence?"""
    words = re.sub(f"{EXAMPLE}[0-9]|`[^`]*`|\\bmatdiff\\b", " # ", text)
    if " " not in text.strip() or text.startswith(_CODE):
        return False
    return len(re.findall("[a-z]{2,}", words)) > 1


_CODE = ("matdiff ", "source <(", "(?P", "address article", "np numpy", "\n    an and", "alpha beta")
"""How commands, patterns and lists of elements, modules and words begin."""
