"""Where the blocks of a document are, and that nothing but results changes."""

from random import Random

import pytest
from documents import document, fences

from matdiff_cli.notes import latex, markdown
from matdiff_cli.notes.document import BadDocument, lines_of, woven

ANSWER = "$x$\n\n```text\nan error\n```"


def weave(text, kind=markdown, answer=ANSWER):
    lines = lines_of(text)
    return woven(lines, list(kind.blocks(lines)), kind.MARKERS, lambda _: answer)[0]


def unwoven(text, kind=markdown):
    """The text without what stands from one marker to the other."""
    kept, inside = [], False
    for line in lines_of(text):
        inside = inside or kind.MARKERS.begin in line
        kept += [] if inside else [line]
        inside = inside and kind.MARKERS.end not in line
    return "".join(kept)


def contents(text):
    return [(block.line - 2, "".join(line + "\n" for line in block.lines)) for block in markdown.blocks(lines_of(text))]


def test_blocks_are_those_that_commonmark_finds():
    """markdown-it-py is the judge; tabs are left out of the comparison of contents, which are mathematics."""
    random = Random(20)
    seen = 0
    for _ in range(3000):
        text = "\n" + document(random)  # CommonMark knows no front matter
        wanted = fences(text)
        if all(closed for *_, closed in wanted):
            assert contents(text) == [(line, inside.expandtabs(4)) for line, inside, _ in wanted], text
            seen += len(wanted)
        else:
            with pytest.raises(BadDocument):
                contents(text)
    assert seen > 1000


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("start", ["", "\ufeff", "---\ntitle: ```matdiff\n---\n", "\ufeff+++\n```matdiff\n+++\n"])
def test_twice_is_once_and_nothing_else_changes(newline, start):
    random = Random(21)
    changed = 0
    for _ in range(300):
        text = (start + document(random)).replace("\n", newline)
        text = text.removesuffix(newline) if random.random() < 0.3 else text
        try:
            once = weave(text)
        except BadDocument:
            continue
        assert weave(once) == once
        assert unwoven(once).removesuffix(newline) == text.removesuffix(newline)
        assert weave(weave(once, answer="another")) == once
        changed += once != text
        if newline != "\n":
            assert "\n" not in once.replace("\r\n", "") or newline == "\r\n"
    assert changed > 50


def test_results_stand_in_the_quote_and_in_the_item_of_their_block():
    text = "> - ```matdiff\n>   x\n>   ```\n"
    assert weave(text, answer="a\n\nb") == text + (
        ">   <!-- matdiff:begin -->\n>\n>   a\n>\n>   b\n>\n>   <!-- matdiff:end -->\n"
    )


def test_results_below_blank_lines_are_those_of_the_block():
    text = "```matdiff\nx\n```\n\n<!-- matdiff:begin -->\nold\n<!-- matdiff:end -->\nrest"
    assert weave(text, answer="new") == text.replace("old", "\nnew\n")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("text\n\n```matdiff\nx\n", 3),
        ("- ```matdiff\n  x\n\nend\n", 1),
        ("```matdiff\nx\n```\n<!-- matdiff:begin -->\nold\n", 4),
        ("```matdiff\nx\n```\n<!-- matdiff:begin -->\n```matdiff\nx\n```\n<!-- matdiff:begin -->\n", 4),
        ("<!-- matdiff:begin -->\nold\n<!-- matdiff:end -->\n", 1),
        ("```matdiff\nx\n```\ntext\n<!-- matdiff:begin -->\nold\n<!-- matdiff:end -->\n", 5),
    ],
)
def test_a_document_is_refused_where_it_is_not_clear_what_results_replace(text, line):
    with pytest.raises(BadDocument) as caught:
        weave(text)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("info", "options"),
    [
        ("matdiff", ""),
        ("matdiff short layout=mml", "short layout=mml"),
        ("{.matdiff}", ""),
        ('{.matdiff .short layout=mml where="W: spd"}', 'short layout=mml where="W: spd"'),
        ("{matdiff .short}", "short"),
        ("matdiffs", None),
        ("matdiff-x", None),
        ("python", None),
        ("{.python .matdiff}", None),
    ],
)
def test_the_words_behind_the_fence_are_the_options(info, options):
    assert markdown.block_options(info) == options


LATEX = r"""\begin{verbatim}
\begin{matdiff}
\end{verbatim}
\begin{matdiff}[compact, layout=mml, where="A: spd, b: vector"]
x'*A*x wrt x
\end{matdiff}
  \begin{matdiff}
  log|X|
  \end{matdiff}
% \begin{matdiff}
\end{document}
"""


def test_environments_in_latex():
    found = list(latex.blocks(lines_of(LATEX)))
    assert [(block.line, block.lines) for block in found] == [(5, ("x'*A*x wrt x",)), (8, ("log|X|",))]
    assert found[0].options.split() == ["compact", "layout=mml", 'where="A:', "spd,", "b:", 'vector"']
    once = weave(LATEX, latex)
    assert weave(once, latex) == once and unwoven(once, latex) == LATEX
    assert "  % matdiff:begin\n  $x$\n\n  ```text" in once


def test_an_environment_that_does_not_end_is_refused():
    with pytest.raises(BadDocument):
        weave("\\begin{matdiff}\nx\n", latex)
