"""This tree and an earlier commit side by side: pages, answers, a long input, memory, start-up, a long sum checked.

`python tests/bench/against_commit.py [--quick] [COMMIT]`, with the Python that matdiff is installed for, in a clone
that has the commit. All times are processor times, which others on the machine disturb least. The two trees take
turns, at a run of problems and at a run of a whole process.
"""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Sequence
from importlib import import_module
from importlib.util import find_spec
from inspect import signature
from io import BytesIO
from pathlib import Path
from statistics import median
from types import ModuleType

ROOT = Path(__file__).parent.parent.parent
DATA = ROOT / "tests" / "data"
COMMIT = "442b9f9"
TABLES = ("first_order", "more_first_order", "hessian", "more_hessian")
ROUNDS = 3
RUN = 50
"""So many problems are one turn: in turns of one, each would find the processor's caches full of the other tree's data,
as no problem of a file does."""
RUNS = 9
LINES, NAMED_LINES = 10_000, (750, 3_000)
TERMS = 250
PATIENCE = "60"
"""The time limit of a whole process, in seconds, so that the slower one is measured as well."""
NAMED = (
    "{0}x'*{0}A*{0}x + log(1 + exp({0}c'*{0}x)) wrt {0}x where {0}A: matrix({0}n, {0}n)",
    "tr({0}F({0}X)*{0}B) wrt {0}X where {0}F({0}X): matrix({0}p, {0}q), {0}X: matrix({0}m, {0}n)",
    "{0}r'*{0}r wrt {0}W where {0}r = {0}W*{0}a - {0}b",
    "log|{0}X| wrt {0}X where {0}X: spd({0}n)",
)
"""Problems of names that no other line has, with something different in front for each."""

Question = tuple[str, list[str], list[str]]
"""A function, its targets (two for a second derivative), its declarations."""


def questions() -> Iterator[Question]:
    for table in TABLES:
        with (DATA / f"{table}.tsv").open(encoding="utf-8") as rows:
            for row in csv.DictReader(rows, delimiter="\t"):
                both = re.findall(r"\[.*?\]|[^,]+", row["wrt"]) if "hessian" in table else [row["wrt"]]
                yield row["expression"], both, [row["declarations"]] if row["declarations"] else []
    for line in lines():
        yield line, [""], []


def lines() -> list[str]:
    return (DATA / "problems.txt").read_text(encoding="utf-8").splitlines()


# --- within one process -----------------------------------------------------------------------------------------------


def serve() -> None:
    """Answer the questions that are asked by number on standard input: the seconds for an answer and for a page."""
    from matdiff_cli import output
    from matdiff_cli.derivation.derive import derive
    from matdiff_cli.errors import MatdiffError
    from matdiff_cli.output.style import DEFAULT

    read_problems = _first_of("matdiff_cli.typing.read", "matdiff_cli.check.read").read_problems
    answers = getattr(output, "ANSWERERS", None)
    renderers = {"answer": answers["text"] if answers else output.RENDERERS["answer"], "text": output.RENDERERS["text"]}
    alone = {"steps": False} if "steps" in signature(derive).parameters else {}
    asked = list(questions())

    def seconds(question: Question, name: str, **options: bool) -> float:
        text, wrt, where = question
        start = time.process_time()
        problem, *others = (read_problems(text, wrt=[target] if target else [], where=where)[0] for target in wrt)
        derivation = derive(problem, order=len(wrt), by=others[0] if others else None, **options)  # type: ignore[arg-type]
        renderers[name](derivation, DEFAULT)
        return time.process_time() - start

    for line in sys.stdin:
        try:
            question = asked[int(line)]
            print(seconds(question, "answer", **alone), seconds(question, "text"), flush=True)
        except MatdiffError:
            print("", flush=True)


def _first_of(*names: str) -> ModuleType:
    """The module under the first of its names that it has in a tree."""
    return import_module(next(name for name in names if find_spec(name.rpartition(".")[0])))


class Server:
    """A tree at work in a process of its own."""

    def __init__(self, tree: Path) -> None:
        command = [sys.executable, __file__, "--serve"]
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=_environment(tree)
        )

    def ask(self, number: int) -> list[float]:
        """The seconds that an answer and a page take; nothing where there is none."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        return [float(word) for word in self._process.stdout.readline().split()]

    def close(self) -> None:
        self._process.communicate()


def problems(trees: Sequence[Path]) -> None:
    servers = [Server(tree) for tree in trees]
    count = len(list(questions()))
    taken: list[list[list[list[float]]]] = [[[] for _ in range(count)] for _ in servers]
    for turn in range(ROUNDS + 1):
        for begin in range(0, count, RUN):
            for server, times in zip(servers, taken, strict=True):
                for number in range(begin, min(begin + RUN, count)):
                    found = server.ask(number)
                    if turn:  # the first round is not counted
                        times[number].append(found)
    for server in servers:
        server.close()
    solved = [n for n in range(count) if all(all(times[n]) for times in taken)]
    for place, name in enumerate(("answer", "page")):
        before, now = ([min(turn[place] for turn in times[n]) * 1e3 for n in solved] for times in taken)
        ratio = median(b / n for b, n in zip(before, now, strict=True))
        show(f"{name}, median of {len(solved)}", median(before), median(now), "ms", f"median ratio {ratio:4.2f}")
        show(f"{name}, all", sum(before), sum(now), "ms")


# --- whole processes --------------------------------------------------------------------------------------------------


def _environment(tree: Path) -> dict[str, str]:
    found = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return found | {"PYTHONPATH": str(tree)}


def process(tree: Path, arguments: Sequence[str], typed: str = "") -> tuple[float, float]:
    """The processor time of a process in seconds, and the most memory that it took, in MB."""
    with tempfile.TemporaryFile() as given:
        given.write(typed.encode())
        given.seek(0)
        command = [sys.executable, *arguments]
        quiet = subprocess.DEVNULL
        running = subprocess.Popen(command, stdin=given, stdout=quiet, stderr=quiet, env=_environment(tree), cwd=tree)
        _, _, used = os.wait4(running.pid, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def startup(trees: Sequence[Path]) -> None:
    runs: list[tuple[Path, list[str]]] = [(trees[1], ["-c", "import sympy"])]
    runs += [(tree, ["-m", "matdiff_cli", "a' * X * b", "wrt", "X"]) for tree in trees]
    taken = [[process(tree, arguments)[0] for tree, arguments in runs] for _ in range(RUNS + 1)][1:]
    before, now = (median(row[place] / row[0] for row in taken) for place in (1, 2))
    show(f"one-liner / import sympy ({median(row[0] for row in taken):.3f} s)", before, now, "")


def processes(trees: Sequence[Path], scale: int) -> None:
    command = ["-m", "matdiff_cli", "--quiet"]
    known = lines()
    for option in ((), ("-a",)):
        count = LINES // scale
        typed = "".join(known[n % len(known)] + "\n" for n in range(count))
        found = [process(tree, [*command, *option], typed) for tree in trees]
        show(f"{count:,} lines {' '.join(option)}".strip(), *(seconds for seconds, _ in found), "s")
        show("  memory", *(memory for _, memory in found), "MB")
    for count in NAMED_LINES:
        typed = "".join(NAMED[n % len(NAMED)].format(f"q{n}") + "\n" for n in range(count // scale))
        show(f"memory, {count // scale:,} lines of new names", *(process(t, command, typed)[1] for t in trees), "MB")
    traces = " + ".join(f"tr(A{i}*X)" for i in range(TERMS)) + " wrt X = " + " + ".join(f"A{i}'" for i in range(TERMS))
    times = [process(tree, ["-m", "matdiff_cli", "check", "--timeout", PATIENCE, traces])[0] for tree in trees]
    show(f"check of {TERMS} traces", *times, "s")


def show(what: str, before: float, now: float, unit: str, more: str = "") -> None:
    print(f"{what:<40} {before:9.2f} {now:9.2f} {unit:<3} {before / now:5.2f} ×  {more}".rstrip(), flush=True)


def main(words: Sequence[str]) -> int:
    if words == ["--serve"]:
        serve()
        return 0
    quick = "--quick" in words
    commit = next((word for word in words if word != "--quick"), COMMIT)
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
        with tarfile.open(fileobj=BytesIO(packed)) as archive:
            archive.extractall(folder, filter="data")
        trees = (Path(folder), ROOT)
        print(f"{'':<40} {commit[:9]:>9} {'here':>9}")
        startup(trees)
        problems(trees)
        processes(trees, 20 if quick else 1)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
