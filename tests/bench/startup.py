"""Start-up times, as ratios to `python -c "import sympy"`: a one-liner, the help, a shape error.

Run it with the Python that matdiff is installed for: `python tests/bench/startup.py [ROUNDS]`. The runs are
interleaved, so that a slow moment of the machine meets all of them alike; printed are medians. A first round is not
counted: it compiles what is not compiled yet. Exits 1 if a ratio misses its target.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from statistics import median

ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
YARDSTICK = ["-c", "import sympy"]
RUNS = {
    "one-liner": (["-m", "matdiff_cli", "a' * X * b", "wrt", "X"], 0, 1.25),
    "--help": (["-m", "matdiff_cli", "--help"], 0, 0.35),
    "shape error": (["-m", "matdiff_cli", "A*x + x'*A wrt x"], 2, 0.35),
}


def seconds(arguments: list[str], status: int) -> float:
    start = time.perf_counter()
    command = [sys.executable, *arguments]
    done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, env=ENVIRONMENT, check=False)
    passed = time.perf_counter() - start
    if done.returncode != status:
        sys.exit(f"{arguments}: exit status {done.returncode}, expected {status}\n{done.stderr.decode()}")
    return passed


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    yardstick: list[float] = []
    times: dict[str, list[float]] = {name: [] for name in RUNS}
    for _ in range(rounds + 1):
        yardstick.append(seconds(YARDSTICK, 0))
        for name, (arguments, status, _target) in RUNS.items():
            times[name].append(seconds(arguments, status))
    del yardstick[0]
    for counted in times.values():
        del counted[0]
    unit = median(yardstick)
    print(f"{'import sympy':<14} {unit:6.3f} s   median of {rounds}")
    missed = 0
    for name, (_arguments, _status, target) in RUNS.items():
        passed = median(times[name])
        verdict = "ok" if passed / unit <= target else "missed"
        missed += verdict == "missed"
        print(f"{name:<14} {passed:6.3f} s   ratio {passed / unit:4.2f}   target {target:4.2f}   {verdict}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
