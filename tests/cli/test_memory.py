"""A long input of ever new names is answered in the memory of a short one."""

import gc
import sys

import pytest

from matdiff_cli.cli.garbage import hurry
from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import RENDERERS
from matdiff_cli.output.style import DEFAULT
from matdiff_cli.typing.read import read_problems

PROBLEMS = (
    "{0}x'*{0}A*{0}x + log(1 + exp({0}c'*{0}x)) wrt {0}x where {0}A: matrix({0}n, {0}n)",
    "tr({0}F({0}X)) wrt {0}X where {0}F({0}X): matrix({0}p), {0}X: matrix({0}m, {0}n)",
    "{0}r'*{0}r wrt {0}W where {0}r = {0}W*{0}a - {0}b, {0}W: matrix({0}m, {0}n)",
    "log|{0}X| wrt {0}X where {0}X: spd({0}n)",
)
CLAIMS = ("{0}a'*{0}X*{0}b wrt {0}X = {0}a*{0}b' where {0}X: matrix({0}m, {0}n)", "{0}A*{0}B = {0}B*{0}A")
ARGUMENTS = ("", "--check", "--hessian", "--json", "--latex", "check")


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


@pytest.mark.parametrize(("stem", "arguments"), [*zip("qrstuv", ARGUMENTS, strict=True)])
def test_no_cache_keeps_what_only_one_line_needs(run, stem, arguments):
    lines = CLAIMS if arguments == "check" else PROBLEMS
    sizes = []
    for number in range(3):
        done = run(*arguments.split(), stdin="".join(line.format(f"{stem}{number}") + "\n" for line in lines))
        assert done.stderr.count("error") <= (arguments == "--hessian")  # no second derivative of an unknown function
        sizes.append(unbounded())
    assert sizes[1] == sizes[2] and sizes[0]


def test_garbage_is_collected_as_usual_after_the_first_answer(run):
    usual = gc.get_threshold()
    hurry()
    assert gc.get_threshold() != usual
    run("x'*x")
    gc.unfreeze()
    assert gc.get_threshold() == usual


@pytest.mark.parametrize("format_name", RENDERERS)
def test_a_page_leaves_nothing_that_holds_itself(format_name):
    """What holds itself, as a function within a function that calls itself does, lives until garbage is collected."""

    def page(line):
        (problem,) = read_problems(line.format("q1"))
        return RENDERERS[format_name](derive(problem), DEFAULT)

    assert all(map(page, PROBLEMS))  # what is remembered for all problems is there from now on
    gc.collect()
    gc.disable()
    try:
        assert all(map(page, PROBLEMS))
        assert gc.collect() == 0
    finally:
        gc.enable()
