"""Texts are parsed by lark's tables as lark itself parses them."""

import random
from pathlib import Path

import pytest
from lark import UnexpectedInput

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax import parse
from matdiff_cli.syntax.arrange import arrange
from matdiff_cli.syntax.draft import Draft
from matdiff_cli.syntax.machine import Machine, Refused
from matdiff_cli.typing.names import FUNCTIONS

DATA = Path(__file__).parent.parent / "data"
PLACES = Draft.of(" " * 1_000)


def texts():
    yield from (DATA / "problems.txt").read_text("utf-8").splitlines()
    for table in ("more_first_order", "more_hessian", "bad_input"):
        for row in (DATA / f"{table}.tsv").read_text("utf-8").splitlines()[1::8]:
            yield from row.split("\t")


def outcome(parser, text):
    try:
        return repr(parser(text))
    except MatdiffError as error:
        return error.message
    except (Refused, UnexpectedInput):
        return "refused"


def test_the_machine_takes_what_lark_takes():
    lark, machine, draw = parse._parser(), Machine(parse._parser()), random.Random(1)
    parse._DRAFT.set(PLACES)
    found = set()
    for text in texts():
        cut = draw.randrange(len(text) + 1)
        for written in (text, text[:cut] + draw.choice("+*'^)x2,[") + text[cut:]):
            try:
                arranged = arrange(written or "x", FUNCTIONS)
            except MatdiffError:
                continue
            for start in ("problem", "declarations", "targets"):
                ours = outcome(lambda each, start=start: machine.parse(each, start), arranged)
                assert ours == outcome(lambda each, start=start: lark.parse(each, start=start), arranged), arranged
                found.add(ours)
    assert "refused" in found and len(found) > 200


def test_tokens_have_the_places_of_what_was_typed():
    machine = Machine(parse._parser())
    tree = machine.parse("A*x", "problem", Draft.of("A*x").edited([]).span).expression
    moved = machine.parse("A*x", "problem", lambda span: span._replace(start=span.start + 7)).expression
    assert [part.span.start for part in tree.args] == [0, 2]
    assert [part.span.start for part in moved.args] == [7, 9]


def test_another_lark_is_left_alone():
    with pytest.raises(Refused):
        Machine(object())
