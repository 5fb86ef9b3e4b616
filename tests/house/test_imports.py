"""The house as the map in `matdiff_cli/__init__.py` has it: rooms import downwards only, and no modules in a circle.

Imports inside functions count, too: a late import hides a circle, it does not open it.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import matdiff_cli

TOP = Path(matdiff_cli.__file__).parent
MOST_LINES = 300

LAWS = ("matdiff_cli.expressions.algebra", "matdiff_cli.expressions.facts")
"""The only circle: the laws of the algebra and the facts that they use need each other, as the docstring says."""


def module_name(path):
    return ".".join((TOP.name, *path.relative_to(TOP).with_suffix("").parts)).removesuffix(".__init__")


FILES = {module_name(path): path for path in sorted(TOP.rglob("*.py"))}


def rooms():
    """The rooms of the map, from the ground up."""
    _, listed = matdiff_cli.__doc__.split("The rooms, from the ground up.")
    return re.findall(r"^ {4}(\w+) ", listed, re.MULTILINE)


def room(name):
    """The room of a module; nothing for the package itself, which holds the version."""
    return name.split(".")[1] if "." in name else ""


def docstring(name):
    return ast.get_docstring(ast.parse(FILES[name].read_text(encoding="utf-8")))


@cache
def imported(name):
    """The modules of the package that a module imports, anywhere in its text."""
    found = set()
    for node in ast.walk(ast.parse(FILES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in FILES}
        elif isinstance(node, ast.ImportFrom) and node.level:
            pytest.fail(f"{name} has a relative import in line {node.lineno}, which this test does not follow")
        elif isinstance(node, ast.ImportFrom) and node.module in FILES:
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {module if module in FILES else node.module for module in inner}
    return frozenset(found)


def reach(name, among):
    """What a module imports within a set of modules, by however many steps."""
    found, waiting = set(), [name]
    while waiting:
        for other in imported(waiting.pop()) & among - found:
            found.add(other)
            waiting.append(other)
    return found


def test_the_map_has_every_room_and_no_other():
    there = {room(name) for name in FILES} - {"", "__main__"}
    assert set(rooms()) == there
    assert len(rooms()) == len(there)


def test_rooms_import_downwards_only():
    height = {name: place for place, name in enumerate(["", *rooms(), "__main__"])}
    upwards = [
        f"{name} imports {other}"
        for name in FILES
        for other in sorted(imported(name))
        if height[room(other)] > height[room(name)]
    ]
    assert not upwards


def test_no_module_imports_itself_by_way_of_others():
    among = frozenset(name for name in FILES if not name.startswith(LAWS))
    assert [name for name in sorted(among) if name in reach(name, among)] == []


def test_the_laws_of_the_algebra_are_one_circle_and_say_so():
    """If they were parted, nothing would be excepted any more."""
    algebra, facts = LAWS
    assert {algebra, facts} <= reach(algebra, frozenset(FILES)) & reach(facts, frozenset(FILES))
    assert "circle" in docstring(algebra)


def test_every_module_says_what_it_holds():
    assert [name for name in FILES if not docstring(name)] == []


def test_every_file_is_short_enough_to_be_read_at_once():
    lengths = {name: len(path.read_text(encoding="utf-8").splitlines()) for name, path in FILES.items()}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}
