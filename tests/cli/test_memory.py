"""A long input of ever new names is answered in the memory of a short one."""

import gc
import sys

import pytest

from matdiff_cli.cli.garbage import hurry

PROBLEMS = (
    "{0}x'*{0}A*{0}x + log(1 + exp({0}c'*{0}x)) wrt {0}x where {0}A: matrix({0}n, {0}n)",
    "tr({0}F({0}X)*{0}B) wrt {0}X where {0}F({0}X): matrix({0}p, {0}q), {0}X: matrix({0}m, {0}n)",
    "{0}r'*{0}r wrt {0}W where {0}r = {0}W*{0}a - {0}b",
    "log|{0}X| wrt {0}X where {0}X: spd({0}n)",
)
CLAIMS = ("{0}a'*{0}X*{0}b wrt {0}X = {0}a*{0}b' where {0}X: matrix({0}m, {0}n)", "{0}A*{0}B = {0}B*{0}A")


def unbounded():
    """How much each cache holds that takes in whatever comes."""
    modules = [module for name, module in sys.modules.items() if name.startswith("matdiff_cli")]
    caches = {
        f"{value.__module__}.{value.__qualname__}": value.cache_info()
        for module in modules
        for value in vars(module).values()
        if hasattr(value, "cache_info")
    }
    return {name: info.currsize for name, info in caches.items() if info.maxsize is None}


@pytest.mark.parametrize("arguments", ["", "--check", "--hessian", "--json", "--latex", "check"])
def test_no_cache_keeps_what_only_one_line_needs(run, arguments):
    lines = CLAIMS if arguments == "check" else PROBLEMS
    sizes = []
    for stem in ("one", "two", "three"):
        stem += arguments.strip("-")
        done = run(*arguments.split(), stdin="".join(line.format(stem) + "\n" for line in lines))
        assert done.stdout.count(stem) >= len(lines)
        sizes.append(unbounded())
    assert sizes[1] == sizes[2] and sizes[0]


def test_garbage_is_collected_as_usual_after_the_first_answer(run):
    usual = gc.get_threshold()
    hurry()
    assert gc.get_threshold() != usual
    run("x'*x")
    gc.unfreeze()
    assert gc.get_threshold() == usual
