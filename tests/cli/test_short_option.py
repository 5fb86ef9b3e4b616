"""--short on the command line, in blocks of documents and in sessions."""

import json


def test_increments_are_differentials_unless_said_otherwise(run):
    page = run("x'*A*x wrt x", "--short").stdout
    assert "df = dxᵀ A x + xᵀ A dx" in page and "Δ" not in page
    assert "Δf = Δxᵀ A x + xᵀ A Δx" in run("x'*A*x wrt x", "--short", "--notation", "delta").stdout


def test_every_format_and_the_other_options_take_it(run):
    assert run("x'*A*x wrt x", "--short", "-a").stdout == "(A + A')*x\n"
    assert r"\mathrm{d}f &=" in run("x'*A*x wrt x", "--short", "--latex", "--compact").stdout
    assert r"\mathrm{d}f &=" in run("x'*A*x wrt x", "--short", "--markdown").stdout
    assert "<math" in run("x'*A*x wrt x", "--short", "--html").stdout
    checked = json.loads(run("x'*A*x wrt x", "--short", "--check", "--json").stdout)
    assert checked["check"]["passed"] and len(checked["steps"]) == 2


def test_the_answer_follows_from_the_differential(run):
    assert "     ⇒ ∇f(x) = (A + Aᵀ) x" in run("x'*A*x wrt x", "--short").stdout
    assert "     => grad f(x) = (A + A')*x" in run("x'*A*x wrt x", "--short", "--ascii").stdout
    assert r"\Rightarrow \; \nabla f(\mathbf{x}) &=" in run("x'*A*x wrt x", "--short", "--latex").stdout
    assert "<mo>⇒</mo>" in run("x'*A*x wrt x", "--short", "--html").stdout
    assert not any("⇒" in run("x'*A*x wrt x", *words).stdout for words in ((), ("--json", "--short")))


def test_sessions_and_blocks_take_it(run, tmp_path):
    page = run("x'*A*x wrt x", "--short").stdout
    assert run("repl", stdin=":short x'*A*x wrt x\n").stdout == page
    assert run("repl", stdin="x'*A*x wrt x\n:short\n").stdout.endswith(page)
    notes = tmp_path / "notes.md"
    notes.write_text("```matdiff short\nx'*A*x wrt x\n```\n", encoding="utf-8")
    assert run("weave", str(notes)).exit_code == 0
    assert r"\mathrm{d}f &=" in notes.read_text(encoding="utf-8")
