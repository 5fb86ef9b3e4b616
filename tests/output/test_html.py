"""HTML: well-formed, needing nothing from elsewhere, and nothing that a user types is markup."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.output import ANSWERERS, RENDERERS, Style, documenter
from matdiff_cli.typing.read import read_problems

PROBLEMS = (Path(__file__).parents[1] / "data/problems.txt").read_text("utf-8").splitlines()
ELEMENTS = set(
    "article h2 p details summary div table tr td math mrow mi mn mo msup msub mfrac msqrt mtable mtr mtd mtext".split()
)


def page(problem, **style):
    (read, *_) = read_problems(problem)
    return RENDERERS["html"](derive(read), Style(**style))


def text_of(markup):
    return "".join(ElementTree.fromstring(markup).itertext())


@pytest.mark.parametrize("ways", [{}, {"compact": True}, {"details": True, "notation": "d"}])
def test_every_derivation_is_well_formed(ways):
    for problem in PROBLEMS[::9]:
        root = ElementTree.fromstring(page(problem, **ways))
        assert {element.tag for element in root.iter()} <= ELEMENTS
        for script in (*root.iter("msup"), *root.iter("msub"), *root.iter("mfrac")):
            assert len(script) == 2, problem
        bare = [e for e in root.iter() if e.tag in ("mrow", "math", "msup", "msub", "mfrac") and (e.text or "").strip()]
        assert not bare, problem


def test_a_page_says_what_the_text_says():
    found = page("a'*X*b wrt X")
    for words in ("1. Define the function", "a scalar is its own trace", "cyclic property", "𝐚⁢𝐛⊤"[0]):
        assert words in found
    assert "∇f(X)" in text_of(found) and "∈ℝm×n" in text_of(found)


def test_a_document_needs_nothing_else():
    document = documenter("html")
    assert document is not None
    whole = document([page("log|X| wrt X"), page("x'*x wrt x")])
    assert whole.startswith("<!DOCTYPE html>") and whole.count("<article") == 2
    assert not re.search(r"<script|<link|src=|https?:|@import|url\(", whole)


def test_brackets_grow_only_around_what_is_tall():
    assert "stretchy='false'>(" in page("tr(A*X) wrt X")
    assert "stretchy='true'>(" in page("log(x'*A*x/2) wrt x")


def test_the_title_has_the_level_asked_for_or_is_left_out():
    assert "<h2>" in page("x'*x wrt x") and "<h4>" in page("x'*x wrt x", heading=4)
    bare = page("x'*x wrt x", heading=None)
    assert "<h" not in bare and "<summary>Define the function</summary>" in bare


def test_the_answer_alone_is_mathematics():
    (read,) = read_problems("x'*A*x wrt x")
    assert text_of(ANSWERERS["html"](derive(read), Style())) == "(A+A⊤)⁢𝐱"


def test_folded_derivations_show_the_answer_first():
    found = page("a'*X*b wrt X", details=True)
    assert found.index("𝐚") < found.index("<summary>Derivation</summary>") < found.index("Define the function")


def test_a_vector_may_have_a_name_of_several_letters():
    found = page("lam'*lam + ab1'*x wrt lam where lam, ab1, x: vector(n)")
    assert "<mi>𝐥𝐚𝐦</mi>" in found and "<msub><mi>𝐚𝐛</mi><mn>1</mn></msub>" in found


def test_names_of_functions_keep_a_distance_and_signs_none():
    found = page("2*tr(A*X)^2*tr(-alpha*X) wrt X")
    assert "rspace='0.17em'>\N{INVISIBLE TIMES}</mo><mrow><mi mathvariant='normal'>tr" in found
    assert "<mo form='prefix'>−</mo>" in found
