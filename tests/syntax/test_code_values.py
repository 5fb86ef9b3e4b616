"""Code has the value in the language that the program of its own gives it, or is refused."""

import random
import re
import shutil
import subprocess
import warnings

import mpmath
import numpy as np
import pytest
from code_soups import NUMPY, OCTAVE, R, expression

from matdiff_cli.errors import MatdiffError
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate, size_of
from matdiff_cli.syntax.code import numpy, r
from matdiff_cli.typing.read import read_problems

MARKS = {"np": numpy.NOTE, "R": r.NOTE}


def reading(text, note):
    """The problem that a text is read as; None where it is refused, or a name is no array of its looks."""
    try:
        (problem,) = read_problems(f"{text} wrt x")
    except MatdiffError as error:
        assert error.hint, text
        return None
    assert note is None or note in problem.reading, text
    return problem if not any("taken as" in remark for remark in problem.reading) else None


def numbers(problem, seed):
    """Values for the symbols, every dimension of another size where it can be, and the value of the function."""
    rng = np.random.default_rng(seed)
    dimensions = sorted({name for symbol in problem.symbols.values() for d in symbol.shape for name in d.names})
    sizes = {name: (3, 2, 4, 5, 6, 7)[k] for k, name in enumerate(dimensions)}
    values = {
        name: rng.uniform(0.3, 1.5, [size_of(size, sizes) for size in symbol.shape]) * rng.choice([1, 1, -1])
        for name, symbol in problem.symbols.items()
    }
    exact = {name: [[mpmath.mpf(x) for x in row] for row in value.tolist()] for name, value in values.items()}
    try:
        with mpmath.workdps(30):
            found = evaluate(problem.function, exact, sizes)
    except (OutsideDomain, KeyError):  # KeyError: the size of an I that stands alone is open
        return None
    return values, np.array([[float(x) for x in row] for row in found])


def same(found, expected):
    """The same numbers, whether in a row, in a column or in an array of one dimension."""
    flat, wanted = found.ravel(order="F"), expected.ravel(order="F")
    return flat.shape == wanted.shape and np.allclose(flat, wanted, rtol=1e-7)


def texts_of(soup, count, seed, mark):
    """Texts of a language, the problems that they are read as, with values and the value of the function."""
    rng = random.Random(seed)
    note = MARKS.get(mark)
    for k, text in enumerate(dict.fromkeys(expression(soup, rng) for _ in range(count))):
        if note and not re.search(r"np\.|%[*o]%|crossprod|solve|determinant", text):
            text = f"np.sin({text})" if mark == "np" else f"A %*% ({text})"
        problem = reading(text, note)
        valued = numbers(problem, k) if problem else None
        if valued and np.isfinite(valued[1]).all() and 1e-8 < np.abs(valued[1]).max() < 1e8:
            yield text, problem, *valued


def run_by_numpy(text, values, problem):
    arrays = {
        name: value if problem.symbols[name].kind == "matrix" else value.ravel() for name, value in values.items()
    }
    scalars = {name: np.array(value.item()) for name, value in values.items() if problem.symbols[name].kind == "scalar"}
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        return np.asarray(eval(text, {"np": np, **arrays, **scalars}), dtype=float)


def check_numpy(count, seed):
    wrong, right = {}, 0
    for text, problem, values, found in texts_of(NUMPY, count, seed, "np"):
        try:
            expected = run_by_numpy(text, values, problem)
        except AttributeError:  # 2 .T
            continue
        except ValueError as error:  # shapes that do not go together
            wrong[text] = str(error)
            continue
        if np.isfinite(expected).all() and not same(found, expected):
            wrong[text] = f"{expected}, read as {found}"
        right += 1
    assert wrong == {}
    return right


def test_numpy_texts_mean_what_numpy_computes():
    assert check_numpy(1_500, seed=1) > 100


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 6))
def test_many_numpy_texts(seed):
    assert check_numpy(10_000, seed) > 600


# --- programs that may be there ---------------------------------------------------------------------------------------

PRINTED_BY_R = "cat(tryCatch(sprintf('%.17g', as.numeric({})), error = function(e) 'none'), '\\n')"
PRINTED_BY_OCTAVE = "try, v = {}; printf('%.17g ', v); catch, printf('none'); end, printf('\\n');"


def assigned(name, value, kind, program):
    """A symbol's value as a line of a program."""
    listed = ", ".join(map(repr, value.ravel(order="F").tolist()))
    if program == "Rscript":
        rows = f"matrix(c({listed}), {value.shape[0]}, {value.shape[1]})"
        return f"{name} <- {rows if kind == 'matrix' else f'c({listed})'}"
    return f"{name} = reshape([{listed}], {value.shape[0]}, {value.shape[1]});"


def run_by_program(program, cases, folder):
    """What a program prints for every case."""
    printed = PRINTED_BY_R if program == "Rscript" else PRINTED_BY_OCTAVE
    lines = [] if program == "Rscript" else ["warning('off', 'all');"]
    for text, problem, values, _ in cases:
        lines.append("rm(list = ls())" if program == "Rscript" else "clear;")
        lines += [assigned(name, value, problem.symbols[name].kind, program) for name, value in values.items()]
        lines.append(printed.format(text))
    script = folder / "script.m"
    script.write_text("\n".join(lines), encoding="utf-8")
    options = ["--vanilla"] if program == "Rscript" else ["--norc", "--quiet", "--no-gui"]
    done = subprocess.run([program, *options, script], capture_output=True, text=True, timeout=600)
    return [line.split() for line in done.stdout.splitlines()]


@pytest.mark.slow
@pytest.mark.parametrize(("program", "soup", "least"), [("Rscript", R, 300), ("octave", OCTAVE, 300)])
def test_texts_mean_what_the_program_computes(program, soup, least, tmp_path):
    if shutil.which(program) is None:
        pytest.skip(f"no {program}")
    cases = list(texts_of(soup, 5_000, 7, "R" if program == "Rscript" else ""))
    found = run_by_program(program, cases, tmp_path)
    assert len(found) == len(cases)
    computed = [(case, printed) for case, printed in zip(cases, found, strict=True) if printed != ["none"]]
    wrong = {
        text: f"{printed}, read as {value.tolist()}"
        for (text, _, _, value), printed in computed
        if not same(value, np.array(printed, dtype=float))
    }
    assert wrong == {}
    assert len(computed) > max(least, 0.9 * len(cases))
