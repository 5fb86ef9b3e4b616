"""LaTeX, Markdown, JSON and the bare answer."""

import json
import re
import shutil
import subprocess

import pytest

from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.short import shortened
from matdiff_cli.output import ANSWERERS, Style, renderer
from matdiff_cli.output.breaking import latex_width
from matdiff_cli.output.formats.latex import document
from matdiff_cli.output.typeset import aligned_lines, in_text
from matdiff_cli.typing.read import read_problems
from matdiff_cli.verify.lines import check_lines


def braces_balance(source):
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", source):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize("form", ["latex", "markdown"])
@pytest.mark.parametrize("style", [Style(), Style(notation="d")])
def test_typeset_sources_are_balanced_ascii(form, style, example_3, substitution):
    for derivation in (example_3, substitution):
        source = renderer(form)(derivation, style)
        assert braces_balance(source)
        assert source.isascii()
        assert sorted(re.findall(r"\\begin{(.*?)}", source)) == sorted(re.findall(r"\\end{(.*?)}", source))
        assert source.count(r"\left(") == source.count(r"\right)")
        assert ("Delta" in source) == (style.notation == "delta")


def test_latex_aligns_at_the_relation_with_reasons_at_the_side(example_3):
    source = renderer("latex")(example_3, Style())
    assert r"\textbf{3. Write as a trace}" in source
    traced = r"\operatorname{tr}(\mathbf{b} \mathbf{a}^{\top} \Delta X)"
    assert rf"  &= {traced} && \text{{cyclic property}}" in source and r"\tag" not in source
    assert r"\mathbf{a} \mathbf{b}^{\top} \in \mathbb{R}^{m \times n}" in source
    assert "documentclass" not in source


def test_for_pasting_reasons_are_tags_that_mathjax_reads_too(example_3):
    """MathJax by itself shows commands of size within text as they are typed."""
    source = renderer("latex")(example_3, Style(compact=True))
    assert r"\tag*{cyclic property}" in source and "footnotesize" not in source


def test_a_long_reason_below_its_line_is_broken_between_its_words():
    (problem,) = read_problems("y'*X*inv(X'*X)*X'*y wrt X")
    source = renderer("latex")(shortened(derive(problem)), Style())
    rows = [row for row in source.splitlines() if row.strip().startswith(r"&\qquad \text")]
    assert len(rows) > 2 and max(map(latex_width, rows)) <= 80
    assert all(braces_balance(row) for row in rows)


def test_a_standalone_document_holds_all_fragments(example_3):
    whole = document([renderer("latex")(example_3, Style())])
    assert whole.startswith(r"\documentclass")
    assert whole.endswith(r"\end{document}")
    both = document([renderer("latex")(example_3, Style())] * 2)
    assert both.count(r"\begin{document}") == 1
    assert both.count(r"\textbf{1.") == 2


def test_markdown_keeps_dollars_out_of_displays(substitution):
    displays = renderer("markdown")(substitution, Style()).split("$$")[1::2]
    assert displays
    assert all("$" not in display for display in displays)


def test_reasons_become_words_and_mathematics():
    (problem,) = read_problems("log|X^-1| wrt X")
    rows = [row for step in derive(problem).steps for row in aligned_lines(step.lines, Style())]
    beside = [row.split(" && ")[1] for row in rows if "&&" in row]
    assert r"\text{multiply by }X^{-1}\text{ from the left}" in beside
    assert r"\text{subtract; drop second order in }\Delta" in beside
    assert r"\log(1 + \Delta t) \approx \Delta t" in beside
    read_off = r"f(X + \Delta X) - f(X) \approx \operatorname{tr}(\nabla f^{\top} \Delta X)"
    assert rf"\text{{from }}{read_off}" in beside
    assert in_text(r"100% \input{x} & $y_1") == r"100\% \textbackslash{}input\{x\} \& \$y\_1"


def test_json_is_the_schema_of_the_language(example_3):
    line = renderer("json")(example_3, Style())
    assert "\n" not in line
    found = json.loads(line)
    assert list(found) == [
        "schema", "problem", "layout", "order", "function", "target", "symbols", "result", "reading", "bindings",
        "steps", "check", "code",
    ]  # fmt: skip
    assert found["schema"] == "matdiff/1"
    assert found["function"] == {"text": "a'*X*b", "latex": r"\mathbf{a}^{\top} X \mathbf{b}", "shape": ["1", "1"]}
    assert found["target"] == {"name": "X", "shape": ["m", "n"], "structure": None}
    assert list(found["symbols"]) == ["a", "X", "b"]
    assert found["symbols"]["a"] == {"kind": "vector", "shape": ["m", "1"], "structure": None, "declared": False}
    assert found["result"]["text"] == "a*b'"
    assert found["result"]["differential"] == "a'*dX*b"
    assert found["steps"][1]["lines"][0]["left"] == "f(X + dX) - f(X)"
    assert found["steps"][1]["lines"][1] == {
        "left": None,
        "relation": "=",
        "right": "a'*dX*b",
        "latex": r"= \mathbf{a}^{\top} \Delta X \mathbf{b}",
        "reason": None,
        "rule": None,
    }
    assert found["check"] is None
    assert found["code"] is None


def test_json_names_substitutions_and_notes(substitution):
    found = json.loads(renderer("json")(substitution, Style()))
    assert found["bindings"] == {"Y": "X^-1"}
    assert found["result"]["conditions"] == ["X invertible"]
    assert found["result"]["notes"] == ["[red] is no colour"]
    assert found["steps"][0]["title"] == "Let Y = X⁻¹, find ΔY"
    assert [line["relation"] for line in found["steps"][0]["lines"]] == ["=", "=", "≈", "≈"]
    assert found["symbols"]["W"]["structure"] == "spd"


def test_the_answer_is_one_line_of_the_language(example_3, substitution):
    assert ANSWERERS["text"](example_3, Style()) == "a*b'"
    assert ANSWERERS["text"](substitution, Style()) == "-X^-1"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_pdflatex_compiles_a_standalone_document(example_3, substitution, tmp_path):
    source = document([renderer("latex")(derivation, Style()) for derivation in (example_3, substitution)])
    (tmp_path / "derivation.tex").write_text(source)
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "derivation.tex"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert (tmp_path / "derivation.pdf").stat().st_size > 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="needs pdflatex")
def test_no_row_is_wider_than_the_page(tmp_path):
    (problem,) = read_problems("a'*X*B*X'*C*X*D*X'*b wrt X")
    derivation = derive(problem)
    pages = [renderer("latex")(each, Style()) for each in (derivation, shortened(derivation))]
    (tmp_path / "derivation.tex").write_text(document([*pages, renderer("latex")(derivation, Style(compact=True))]))
    command = ["pdflatex", "-interaction=nonstopmode", "-halt-on-error", "derivation.tex"]
    done = subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, text=True, errors="replace")
    assert "Overfull" not in done.stdout


def test_a_capital_is_wider_than_another_letter():
    assert latex_width(r"A B \Sigma \Delta X") > latex_width(r"a b \sigma \delta x")


@pytest.mark.parametrize("name", ["text", "latex", "markdown", "json"])
@pytest.mark.parametrize(
    "line", ["log|X^-1| wrt X", "norm(X*w) wrt w", "tr(A*S) wrt S where S: symmetric(n)", "x^2*y wrt [x, y]"]
)
def test_every_place_in_a_reason_is_filled(name, line):
    (problem,) = read_problems(line)
    assert re.search(r"@[\d*]", renderer(name)(derive(problem), Style())) is None


@pytest.mark.parametrize(
    ("line", "name"), [("f'*A*x wrt x", "g"), ("f'*g*x'*h + x'*x wrt x", "f1"), ("f^3 wrt f", "g")]
)
@pytest.mark.parametrize("order", [1, 2])
def test_the_function_has_a_name_that_no_symbol_has(line, name, order):
    (problem,) = read_problems(f"{line} where f: scalar" if "wrt f" in line else line)
    derivation = derive(problem, order=order)
    document = json.loads(renderer("json")(derivation, Style()))
    assert document["steps"][0]["lines"][0]["left"].startswith(f"{name}(")
    assert check_lines(document) == []
    for form in ("text", "latex", "markdown"):
        assert not re.search(r"(?<![a-zA-Z{])f['′″]?\(|∇²?f(?!₁)|nabla\S* f(?!_)", renderer(form)(derivation, Style()))


def test_rows_of_latex_fit_on_a_page():
    """Sides that are wide together stand below each other, and a reason below its row where the row is long."""
    wide = "2*tr((X - X*W*W')'*(Y - X*W*W')) + 2*tr((Z - X*W*W')'*(Y - X*W*W')) wrt W"
    (problem,) = read_problems(wide)
    for step in derive(problem).steps:
        rows = [row.replace("&&", " ").replace("&", "") for row in aligned_lines(step.lines, Style())]
        assert max(map(latex_width, rows)) <= 76
