"""Stand-ins for reading, deriving and rendering, so that only the command is under test."""

import json
import sys
from types import SimpleNamespace

import pytest
from runner import runner

import matdiff_cli.output
import matdiff_cli.output.words  # with what it imports, before that is replaced
from matdiff_cli.cli.main import root
from matdiff_cli.errors import Mark, MatdiffError, Span


def read_problems(text, *, wrt=(), where=()):
    if text.startswith("bad"):
        raise MatdiffError("syntax", "this is bad", Mark(Span(0, 3)), hint="be good", source=text)
    if text.startswith("interrupt"):
        raise KeyboardInterrupt
    targets = text.partition(" wrt ")[2].split(",") if " wrt " in text else list(wrt) or ["x"]
    notes = ("a note",) if text.startswith("noted") else ()
    reading = ("read thus",) if "thus" in text else ()
    rest = {"where": where, "notes": notes, "decimals": False, "reading": reading, "order": 1}
    return [SimpleNamespace(text=text, target=t.strip(), **rest) for t in targets]


def derive(problem, layout, *, order=1, by=None, steps=True, differential=False):
    if problem.text.startswith("crash"):
        raise RuntimeError("lost [red]my[/red] way")
    if problem.target == "u":
        raise MatdiffError("unsupported", "cannot do u", source=problem.text)
    notes = tuple(SimpleNamespace(text=note, subjects=()) for note in problem.notes)
    result = SimpleNamespace(notes=notes, remarks=notes, layout=layout + (" twice" if order == 2 else ""))
    return SimpleNamespace(problem=problem, function=None, result=result, check=None)


def _text(derivation, style):
    return f"answer to {derivation.problem.text} by {derivation.problem.target}, {derivation.result.layout}"


def _json(derivation, style):
    return json.dumps({"problem": derivation.problem.text, "target": derivation.problem.target}, ensure_ascii=False)


@pytest.fixture
def stand_ins(monkeypatch):
    monkeypatch.setitem(sys.modules, "matdiff_cli.typing.read", SimpleNamespace(read_problems=read_problems))
    monkeypatch.setitem(sys.modules, "matdiff_cli.derivation.derive", SimpleNamespace(derive=derive))
    monkeypatch.setitem(sys.modules, "matdiff_cli.shape.judge", SimpleNamespace(remark=lambda problem: None))
    for name in ("text", "latex", "markdown"):
        monkeypatch.setitem(matdiff_cli.output.RENDERERS, name, _text)
        monkeypatch.setitem(matdiff_cli.output.ANSWERERS, name, _text)
    monkeypatch.setitem(matdiff_cli.output.ANSWERERS, "json", _json)
    monkeypatch.setitem(matdiff_cli.output.RENDERERS, "json", _json)


@pytest.fixture
def run():
    """run(arguments…, stdin=bytes or text) → click's result: exit_code, stdout, stderr."""

    def run(*arguments, stdin=None, charset="utf-8"):
        return runner(charset=charset).invoke(root, list(arguments), input=stdin, catch_exceptions=False)

    return run
