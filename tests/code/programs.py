"""Octave, R and C++: many functions in one run, which starts the program once."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matdiff_cli.code import merged


@dataclass(frozen=True)
class Call:
    """A call of a function of the module: its name, its arguments in order, columns or not flat; how many results."""

    function: str
    arguments: Sequence[object]
    results: int = 1


@dataclass(frozen=True)
class Program:
    """How a program is told what to run.

    `file` is what the module is called; `literal` writes a value, `call` a call whose results are shown, each a line of
    its rows, columns and entries, column by column; `main` is the script around the calls, `run` the commands.
    """

    needs: str
    file: str
    literal: Callable[[object], str]
    call: Callable[[Call, str], str]
    main: str
    run: Sequence[Sequence[str]]


def _entries(value: np.ndarray) -> list[str]:
    return [repr(float(x)) for x in value.ravel(order="F")]


def _octave(value: object) -> str:
    if not isinstance(value, np.ndarray):
        return repr(value)
    rows = "; ".join(" ".join(repr(float(x)) for x in row) for row in np.atleast_2d(value))
    return f"[{rows}]" if value.ndim == 2 else f"[{rows}]'"


def _r(value: object) -> str:
    if not isinstance(value, np.ndarray):
        return repr(value)
    listed = f"c({', '.join(_entries(value))})"
    return f"matrix({listed}, {value.shape[0]})" if value.ndim == 2 else listed


def _cpp(value: object) -> str:
    if not isinstance(value, np.ndarray):
        return repr(value)
    rows, columns = value.shape if value.ndim == 2 else (value.size, 1)
    text = f"given({rows}, {columns}, {{{', '.join(_entries(value))}}})"
    return f"Eigen::RowVectorXd({text})" if rows == 1 and columns > 1 else text  # a matrix of one row is no vector


def _octave_call(call: Call, arguments: str) -> str:
    names = [f"r{i}" for i in range(call.results)]
    return f"[{', '.join(names)}] = {call.function}({arguments});\n" + "".join(f"show({name});\n" for name in names)


def _r_call(call: Call, arguments: str) -> str:
    return f"r <- {call.function}({arguments})\n" + (
        "show(r$value); show(r$derivative)\n" if call.results == 2 else "show(r)\n"
    )


def _cpp_call(call: Call, arguments: str) -> str:
    shown = "show(r.first); show(r.second);" if call.results == 2 else "show(r);"
    return f"  {{ const auto r = matdiff::{call.function}({arguments}); {shown} }}\n"


PROGRAMS: dict[str, Program] = {
    "matlab": Program(
        "octave",
        "module.m",
        _octave,
        _octave_call,
        'source("module.m");\n'
        'function show(x)\n  printf("%d %d", size(x)); printf(" %.17g", x); printf("\\n");\nend\n%CALLS%',
        [["octave", "--no-gui", "--quiet", "--no-init-file", "main"]],
    ),
    "r": Program(
        "Rscript",
        "module.R",
        _r,
        _r_call,
        'source("module.R")\nshow <- function(x) {\n'
        "  shape <- if (is.null(dim(x))) c(length(x), 0) else dim(x)\n"
        '  cat(shape, sprintf("%.17g", x)); cat("\\n")\n}\n%CALLS%',
        [["Rscript", "--vanilla", "main"]],
    ),
    "eigen": Program(
        "g++",
        "module.h",
        _cpp,
        _cpp_call,
        """#include "module.h"
#include <cstdio>
#include <vector>
static Eigen::MatrixXd given(int rows, int columns, const std::vector<double>& entries) {
  return Eigen::Map<const Eigen::MatrixXd>(entries.data(), rows, columns);
}
static void show(const Eigen::MatrixXd& x) {
  std::printf("%d %d", int(x.rows()), int(x.cols()));
  for (double entry : x.reshaped()) std::printf(" %.17g", entry);
  std::printf("\\n");
}
static void show(double x) { std::printf("1 1 %.17g\\n", x); }
int main() {
%CALLS%}
""",
        [["g++", "-x", "c++", "-std=c++17", "-O0", "-I/usr/include/eigen3", "main", "-o", "program"], ["./program"]],
    ),
}


def is_there(name: str) -> bool:
    """Whether a program can be run here."""
    found = shutil.which(PROGRAMS[name].needs) is not None
    return found and (name != "eigen" or Path("/usr/include/eigen3/Eigen/Dense").exists())


def results(name: str, sources: Sequence[str], calls: Sequence[Call], folder: Path) -> list[np.ndarray]:
    """The results of calls of the functions of several problems; R's flat vectors have one axis."""
    program = PROGRAMS[name]
    (folder / program.file).write_text(merged(sources), encoding="utf-8")
    text = "".join(program.call(call, ", ".join(map(program.literal, call.arguments))) for call in calls)
    (folder / "main").write_text(program.main.replace("%CALLS%", text), encoding="utf-8")
    for command in program.run:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
        assert done.returncode == 0, done.stderr[:3000]
    found = []
    for line in done.stdout.splitlines():
        rows, columns, *entries = line.split()
        shape = (int(rows),) if columns == "0" else (int(rows), int(columns))
        found.append(np.array(list(map(float, entries))).reshape(shape, order="F"))
    return found
