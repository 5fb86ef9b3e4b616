"""No two terms of an answer are multiples of one another: what is alike is collected, however it is written."""

from itertools import combinations, islice

import mpmath
import pytest
from drawn_models import models
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from matdiff_cli.calculus.answer import answer
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.nodes import Sum
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import points
from matdiff_cli.output.notation import text
from matdiff_cli.typing.read import read_expression, read_problems

QUIET = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
POINTS = 4


def values(problem, terms):
    """The entries of every term, point by point, where all have a value."""
    typed = [read_expression(text(term), problem.symbols) for term in terms]

    def found():
        for point in points(problem):
            try:
                yield [[e for row in evaluate(each, point.values, point.sizes) for e in row] for each in typed]
            except OutsideDomain:
                continue

    return list(islice(found(), POINTS))


def ratio(left, right):
    """c with right = c left, None where there is no such number or both are next to nothing."""
    largest = max(range(len(left)), key=lambda k: abs(left[k]))
    if abs(left[largest]) < 1e-12:
        return None
    c = right[largest] / left[largest]
    return c if all(abs(r - c * e) < 1e-20 * abs(right[largest]) for e, r in zip(left, right, strict=True)) else None


@mpmath.workdps(dense.DIGITS)
def multiples(problem_text, order):
    """Terms of sums in the answer of which one is always the same multiple of the other."""
    try:
        (problem,) = read_problems(problem_text)
        value = answer(problem, "gradient", order=order)
    except MatdiffError:
        return []
    found = []
    for whole in value.atoms(Sum):
        at = values(problem, whole.args)
        for (i, one), (j, other) in combinations(enumerate(whole.args), 2):
            ratios = [ratio(terms[i], terms[j]) for terms in at]
            if len(ratios) == POINTS and None not in ratios and max(ratios) - min(ratios) < 1e-20:
                found.append((text(one), text(other)))
    return found


QUIETLY = {"deadline": None, "database": None, "suppress_health_check": QUIET}


@settings(max_examples=150, derandomize=True, **QUIETLY)
@example("||y - A*inv(A'*A + s*I)*A'*y||^2 wrt s where s: scalar", 1)
@example("||inv(S + s*I) - inv(I + A*B)||^2 wrt s where A, B: matrix(n), S: spd(n), s: scalar", 1)
@example("sqrt((x + s*b)'*A*diag(x)*A'*(x + s*b)) wrt s where s: scalar", 1)
@example("((x + s*b)'*(x + s*b))^2 wrt s where s: scalar", 2)
@example("tr(inv(A*S*A')*A'*A) wrt S where A: matrix(n), S: spd(n)", 1)
@example("logdet(I - A*inv(A'*A + s*I)*A') wrt A where s: scalar", 2)
@example("tr((A.*B)*(A.*B)*(A.*B)) wrt A where A: matrix(n, n)", 1)
@given(models(), st.sampled_from([1, 2]))
def test_like_terms_are_collected(problem_text, order):
    assert multiples(problem_text, order) == []


@pytest.mark.slow
@settings(max_examples=2_000, **QUIETLY)
@given(models(), st.sampled_from([1, 2]))
def test_like_terms_are_collected_in_many(problem_text, order):
    assert multiples(problem_text, order) == []


def test_what_is_left_apart_is_noticed(monkeypatch):
    """Without the symmetry of (G'G)⁻¹ two terms that are one stay apart."""
    monkeypatch.setattr("matdiff_cli.expressions.likeness._is_symmetric", lambda node: False)
    fresh = "t*(h'*inv(G'*G)*k + k'*inv(G'*G)*h) wrt t where t: scalar"  # nothing is remembered of these names
    assert multiples(fresh, 1) != []
