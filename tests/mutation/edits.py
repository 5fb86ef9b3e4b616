"""The program broken on purpose, one edit at a time: a word of its source is another while a test looks.

    python tests/mutation/edits.py [WORD]     only edits whose name holds WORD

`edits.tsv` has one edit a line: the file, what stands there, what stands there instead, and the test that says what
broke, or why the edit changes nothing. It is noticed if that test fails by what it asserts, or because something was
refused. A crash is not noticed by the right test.
"""

from __future__ import annotations

import ast
import csv
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stdout
from dataclasses import dataclass
from functools import _lru_cache_wrapper, cached_property
from importlib import import_module
from io import StringIO
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

TESTS = Path(__file__).parents[1]
PACKAGE = TESTS.parent / "matdiff_cli"
TABLE = Path(__file__).with_name("edits.tsv")

if str(TESTS.parent) not in sys.path:
    sys.path.insert(0, str(TESTS.parent))

from matdiff_cli.errors import MatdiffError  # noqa: E402
from matdiff_cli.expressions import memory  # noqa: E402
from matdiff_cli.expressions.nodes import base  # noqa: E402

SAID = (AssertionError, pytest.fail.Exception, MatdiffError)
"""How a test says what broke: by what it asserts, or with the words of a refusal."""

SETTINGS = (
    "-q",
    "-mnot slow",
    "--tb=no",
    "--capture=sys",
    "-pno:cacheprovider",
    "-pno:logging",
    "-pno:faulthandler",
    "-pno:xdist",
)

FACTS = ("_sign_of", "_is_lower", "_is_upper", "_has_zero_diagonal", "_rank_bound", "__is_symmetric", "__like_key")
"""What nodes remember of themselves."""


@dataclass(frozen=True)
class Edit:
    """In `file` stands `becomes` instead of `was`, which stands there once, on one line."""

    file: str
    was: str
    becomes: str
    test: str
    """What notices it: the place of tests below `tests/`; nothing for an edit that changes nothing."""

    why: str
    """Why it changes nothing."""

    @property
    def name(self) -> str:
        return f"{self.file}: {self.was} → {self.becomes}"

    @cached_property
    def source(self) -> str:
        return (PACKAGE / self.file).read_text(encoding="utf-8")

    @property
    def is_in_place(self) -> bool:
        return self.source.count(self.was) == 1

    @contextmanager
    def apply(self) -> Iterator[None]:
        """The package with this edit. Raises LookupError for one that changes no function and no name."""
        module = import_module("matdiff_cli." + self.file.removesuffix(".py").replace("/", "."))
        broken = self.source.replace(self.was, self.becomes)
        with ExitStack() as undo:
            undo.callback(forget)
            changes = [*_functions(module.__file__, self.source, broken), *_values(module, self.source, broken)]
            if not changes:
                raise LookupError(self.name)
            for change in changes:
                undo.callback(change())
            forget()
            yield


def forget() -> None:
    """Forget what the package and the tests have worked out so far."""
    memory.forget()
    for node in base.living():
        for fact in FACTS:
            node.__dict__.pop(fact, None)
    for found in gc.get_objects():
        if isinstance(found, _lru_cache_wrapper) and _is_ours(found):
            found.cache_clear()


def _is_ours(function: Any) -> bool:
    code = getattr(function.__wrapped__, "__code__", None)
    return code is not None and code.co_filename.startswith(str(TESTS.parent)) and "/.venv/" not in code.co_filename


Change = Callable[[], Callable[[], None]]
"""Makes a change and returns what takes it back."""


def _functions(path: str, source: str, broken: str) -> list[Change]:
    """The functions whose code is another, closures made while the module was imported included."""
    before, after = (_codes(compile(text, path, "exec", dont_inherit=True)) for text in (source, broken))
    changed = {place: code for place, code in after.items() if before.get(place) != code}

    def put(function: FunctionType, code: CodeType) -> Change:
        def change() -> Callable[[], None]:
            whole, function.__code__ = function.__code__, code
            return lambda: setattr(function, "__code__", whole)

        return change

    return [
        put(function, changed[place])
        for function in gc.get_objects()
        if type(function) is FunctionType
        and function.__code__.co_filename == path
        and (place := (function.__code__.co_qualname, function.__code__.co_firstlineno)) in changed
    ]


def _codes(code: CodeType) -> dict[tuple[str, int], CodeType]:
    """Every code of a module by its name and place."""
    found = {}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found[inner.co_qualname, inner.co_firstlineno] = inner
            found |= _codes(inner)
    return found


def _values(module: Any, source: str, broken: str) -> list[Change]:
    """The names of a module and of its classes that are set to something else."""
    changes: list[Change] = []
    for owner, before, after in _assignments(module, ast.parse(source), ast.parse(broken)):
        if ast.dump(before) == ast.dump(after):
            continue
        names: dict[str, Any] = {**vars(module), **(vars(owner) if owner is not module else {})}
        exec(compile(ast.Module([after], []), module.__file__, "exec"), names)  # this repository's own text
        targets = after.targets if isinstance(after, ast.Assign) else [after.target]
        for name in (node.id for target in targets for node in ast.walk(target) if isinstance(node, ast.Name)):
            changes.append(_put(owner, name, names[name]))
    return changes


def _assignments(owner: Any, before: Any, after: Any) -> Iterator[tuple[Any, ast.stmt, ast.stmt]]:
    for one, other in zip(before.body, after.body, strict=True):
        if isinstance(one, ast.Assign | ast.AnnAssign | ast.AugAssign) and getattr(one, "value", None) is not None:
            yield owner, one, other
        elif isinstance(one, ast.ClassDef):
            yield from _assignments(getattr(owner, one.name), one, other)


def _put(owner: Any, name: str, value: Any) -> Change:
    """Everywhere in the package where the value stands under this name."""

    def change() -> Callable[[], None]:
        whole = getattr(owner, name)
        if isinstance(whole, dict):
            kept = dict(whole)
            whole.clear()
            whole.update(value)
            return lambda: (whole.clear(), whole.update(kept))[0]
        owners = [owner] if isinstance(owner, type) else [m for m in _modules() if vars(m).get(name) is whole]
        for each in owners:
            setattr(each, name, value)
        return lambda: [setattr(each, name, whole) for each in owners] and None

    return change


def _modules() -> list[Any]:
    return [module for name, module in list(sys.modules.items()) if name.startswith("matdiff_cli") and module]


class Watch:
    """Stops a run of tests at the first that says what broke; keeps the others that failed."""

    def __init__(self) -> None:
        self.said = ""
        self.crashed: list[str] = []
        self.count = 0

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.count += report.when == "call" and not report.skipped

    def pytest_exception_interact(self, node: Any, call: Any, report: Any) -> None:
        if isinstance(call.excinfo.value, SAID) and isinstance(node, pytest.Item):
            self.said = self.said or report.nodeid
            node.session.shouldstop = "noticed"
        else:
            self.crashed.append(f"{report.nodeid}: {call.excinfo.typename}: {call.excinfo.value}"[:300])


def watched(test: str) -> Watch:
    """What becomes of the tests of one place, run here and now."""
    watch = Watch()
    with redirect_stdout(StringIO()):
        pytest.main(
            [*SETTINGS, f"--rootdir={TESTS.parent}", f"-c{TESTS.parent / 'pyproject.toml'}", str(TESTS / test)], [watch]
        )
    return watch


def try_out(edit: Edit) -> Watch:
    with edit.apply():
        return watched(edit.test)


def all_edits() -> list[Edit]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [Edit(*row) for row in rows if row and not row[0].startswith("#")]


def main(word: str = "") -> int:
    """Try all edits, print those that no test noticed and the count; 1 if there are any."""
    edits = [edit for edit in all_edits() if word in edit.name]
    harmful = [edit for edit in edits if edit.test]
    noticed = 0
    for edit in harmful:
        watch = try_out(edit)
        noticed += bool(watch.said)
        if not watch.said:
            print(f"missed: {edit.name}  {' '.join(watch.crashed[:1])}", flush=True)
    print(f"{noticed} of {len(harmful)} edits noticed; {len(edits) - len(harmful)} more change nothing")
    return int(noticed != len(harmful))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
