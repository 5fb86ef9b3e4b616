"""The column of reasons: no other one, and no other way to set the blocks, would cost less."""

from itertools import chain
from random import Random

import pytest

from matdiff_cli.output.cells import width
from matdiff_cli.output.columns import HELD, Block, Chain, Right, Row, placed, wrap

BELOW, WRAPPED, BROKEN, NARROW = 4, 3, 2, 3
MARK, GAP = "# ", 3


def words(random, *longest):
    """As many words as there are numbers, some of them held together."""
    return "".join(random.choice([" ", HELD]) + "x" * random.randint(1, most) for most in longest)[1:]


def right(random):
    reason = words(random, *[random.choice([4, 12])] * random.choice([0, 1, 3, 6, 9]))
    return Right("=", words(random, *[6] * random.choice([1, 3, 6, 12])).replace(HELD, " "), reason)


def block(random):
    """A block of one to three chains, whose lines are of all lengths."""
    chains = []
    for _ in range(random.randint(1, 3)):
        left = words(random, *[6] * random.choice([0, 1, 3, 6])).replace(HELD, " ")
        chains.append(Chain(left, [right(random) for _ in range(random.randint(1, 3))]))
    return Block(chains, "math")


def row(random):
    """A line that is set in one way only."""
    said = right(random)
    return Row(said.text, "math", said.reason, (), said.width, said.reason_width)


def ways(part, wide):
    """What it costs to set a part aligned and narrow besides the reasons, and its rows in both ways."""
    if isinstance(part, Row):
        return [(0, [part])]
    return [(0, part.aligned(wide)), (NARROW, part.narrow(wide))]


def cost(base, rows, column, wide):
    """All that the rows cost with reasons in this column."""
    reasons = [row for row in rows if row.reason]
    below = sum(row.width + GAP > column for row in reasons)
    further = sum(len(wrap(row.reason, wide - column - len(MARK))) - 1 for row in reasons)
    return base + BROKEN * (len(rows) - len(reasons)) + BELOW * below + WRAPPED * further


def cheapest(page, wide):
    """The column and the lines of mathematics, after a look at all columns and at both ways of every block."""

    def total(column):
        least = sum(min(cost(*way, column, wide) for way in ways(part, wide)) for part in page)
        odd = column - 38 if column >= 38 else 2 * (38 - column)
        return least, odd

    column = min(range(min(24, wide // 2), max(wide - 20, wide // 2) + 1), key=total)
    chosen = [min(ways(part, wide), key=lambda way: cost(*way, column, wide))[1] for part in page]
    return column, [row.text for row in chain(*chosen)]


def columns_of_reasons(lines):
    """Where the reasons on a page begin."""
    for line in lines:
        before = ""
        for text, role in line:
            if role == "reason":
                yield width(before + text[: text.index(MARK)])
            before += text


@pytest.mark.parametrize("wide", [10, 30, 45, 60, 80, 110, 200])
def test_no_other_column_costs_less(wide):
    random = Random(wide)
    for _ in range(100):
        page = [random.choice([block, block, row])(random) for _ in range(random.choice([1, 1, 3, 5]))]
        lines = list(placed(page, wide))
        column, texts = cheapest(page, wide)
        assert set(columns_of_reasons(lines)) <= {column}
        assert [text for line in lines for text, role in line if role == "math"] == texts
