"""What a parser's refusal means to a person."""

from lark import UnexpectedInput, UnexpectedCharacters

from matdiff_cli.errors import Mark, MatdiffError, Span


def empty(text, start):
    return MatdiffError("syntax", "empty", Mark(Span(0, 0)), source=text)


def explain(error, text, bare, start):
    pos = getattr(error, "pos_in_stream", None)
    return MatdiffError("syntax", str(error), Mark(Span(pos or 0, (pos or 0) + 1)), source=text)
