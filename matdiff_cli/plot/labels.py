"""Names on a page that cover neither each other nor the path, each unmistakably at its mark. For the painters of files.

Every name has the same few places around its mark. They are tried one name after the other, and again with all the
others in their places, as in the placement of names on maps (Christensen, Marks and Shieber 1995).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from operator import itemgetter
from typing import Literal

from matdiff_cli.plot.contours import XY
from matdiff_cli.plot.page import TEXT, Box, Page, inside
from matdiff_cli.plot.scale import number
from matdiff_cli.plot.scene import Mark
from matdiff_cli.plot.words import Words

Anchor = Literal["start", "middle", "end"]
_WEIGHT = itemgetter(0)

_LETTER = 0.64
_GAP = 10.0
_FAR = (0.0, 12.0, 26.0, 44.0, 66.0)
"""How much further from its mark than the gap a name may stand."""
_FEW = 4
"""With more marks than these, names stand in two lines, so that there is room for all near their marks."""
_ROUNDS = 6
_APART = 1.4
"""So much further away every other mark is from a name without a line to its own."""
_BESIDE = 16.0
_DISTANT, _POINTED, _CROSSED, _COVERED = 4.0, 200.0, 40.0, 3000.0
"""What a unit of distance, a line to the mark, each dot of a line and each other name below this one weigh."""
_DOTTED = 6.0
_SLANTED = 0.6


@dataclass(frozen=True)
class Label:
    """Words on the page, in lines that begin (`start`), end or have their middle at `at`, half of them above it.

    `angle` in degrees, against the clock as the page is seen. `leader`: a line to the mark, where one is needed.
    """

    text: str
    at: XY
    box: Box
    angle: float = 0.0
    anchor: Anchor = "middle"
    leader: tuple[XY, XY] | None = None


Rated = tuple[float, Label]
"""How bad it is to put a name there."""


@dataclass(frozen=True)
class Labels:
    """Names of marks, values of levels, and the lines below the picture, the key of its arrows first."""

    names: tuple[Label, ...]
    levels: tuple[Label, ...]
    below: tuple[str, ...]


def labels(page: Page, words: Words) -> Labels:
    """Where the names of the marks and the values of the levels stand; none covers another."""
    marks = [mark for mark in page.scene.marks if page.holds(page.at(mark.at))]
    spots = [page.at(mark.at) for mark in marks]
    signs = [(x - 6, y - 6, x + 6, y + 6) for x, y in spots] + ([page.key()[1]] if page.scene.curves else [])
    dots = [dot for line in page.lines() for dot in _dotted(line)]
    places = [
        sorted((_rated(label, spots, signs, dots) for label in _places(page, mark, len(marks) > _FEW)), key=_WEIGHT)
        for mark in marks
    ]
    forth = [k for k, offered in enumerate(places) if offered]
    chosen = min((_settled(places, order) for order in (forth, forth[::-1])), key=lambda one: sum(map(_WEIGHT, one)))
    names: list[Label] = []
    for _, label in sorted(chosen, key=_WEIGHT):
        if not any(_meet(label.box, box) for box in (*signs, *(name.box for name in names))):
            names.append(label)
    taken = [*signs, *(name.box for name in names), *((x - 1, y - 1, x + 1, y + 1) for x, y in dots)]
    unnamed = len(marks) - len(names)
    below = [*([page.scene.key(words)] if page.scene.arrows else []), *page.scene.notes]
    below += [words["unnamed"].format(count=unnamed)] if unnamed else []
    return Labels(tuple(names), tuple(_levels(page, taken)), tuple(below))


def _places(page: Page, mark: Mark, folded: bool) -> list[Label]:
    """Where a name may stand: around its mark, near it or further away, but within the picture."""
    x, y = spot = page.at(mark.at)
    text = mark.label.replace(", f = ", "\nf = ") if folded else mark.label
    lines = text.split("\n")
    wide, high = max(map(len, lines)) * TEXT * _LETTER, TEXT * 1.2 * len(lines)
    anchors: tuple[Anchor, ...] = ("middle", "start", "end")
    found = []
    for far in _FAR:
        for dx, dy in ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1)):
            gap = (_GAP + far) * (_SLANTED if dx and dy else 1.0)
            at = x + dx * gap, y + dy * (gap + high / 2)
            left = at[0] - wide * (1 - dx) / 2
            box = (left, at[1] - high / 2, left + wide, at[1] + high / 2)
            if page.holds(box[:2]) and page.holds(box[2:]):
                found.append(Label(text, at, box, anchor=anchors[dx], leader=(spot, _nearest(spot, box))))
    return found


def _rated(label: Label, spots: Sequence[XY], signs: Sequence[Box], dots: Sequence[XY]) -> Rated:
    """How bad a place is by itself, and the label with its leader if it needs one: another mark is nearly as near."""
    assert label.leader is not None
    spot, end = label.leader
    distance = math.dist(spot, end)
    weight = _DISTANT * distance + _overlap(label, signs) + _CROSSED * sum(inside(dot, label.box) for dot in dots)
    nearest = min((math.dist(one, _nearest(one, label.box)) for one in spots if one != spot), default=math.inf)
    if nearest >= _APART * distance and distance <= _BESIDE:
        return weight, replace(label, leader=None)
    return weight + _POINTED, label


def _settled(places: Sequence[Sequence[Rated]], order: Sequence[int]) -> list[Rated]:
    """A place for every name, each the best with all the others where they are, or nearly so."""
    chosen: dict[int, Rated] = {}
    for _ in range(_ROUNDS):
        before = dict(chosen)
        for k in order:
            others = [label.box for j, (_, label) in chosen.items() if j != k]
            best: Rated | None = None
            for weight, label in places[k]:  # the better ones first
                if best is not None and weight >= best[0]:
                    break
                total = weight + _overlap(label, others)
                if best is None or total < best[0]:
                    best = total, label
            if best is not None:
                chosen[k] = best
        if chosen == before:
            break
    return list(chosen.values())


def _overlap(label: Label, boxes: Sequence[Box]) -> float:
    """What it weighs that a name covers others, or that its leader crosses them."""
    weight = sum(_COVERED + _common(label.box, box) for box in boxes if _meet(label.box, box))
    leader = list(_dotted(label.leader))[2:] if label.leader else []
    return weight + _CROSSED * sum(inside(dot, box) for box in boxes for dot in leader)


def _levels(page: Page, taken: list[Box]) -> Iterator[Label]:
    """The value of each level on its longest lines, turned along them, where nothing else is."""
    for level, lines in page.scene.contours:
        text = number(level)
        half = len(text) * TEXT * _LETTER / 2 + 2
        pairs = [
            pair
            for line in sorted(lines, key=len, reverse=True)[:2]
            for pair in list(pairwise(line))[:: max(1, len(line) // 12)]
        ]
        for a, b in pairs:
            (ax, ay), (bx, by) = page.at(a), page.at(b)
            x, y = (ax + bx) / 2, (ay + by) / 2
            box = (x - half, y - half, x + half, y + half)
            if page.holds(box[:2]) and page.holds(box[2:]) and not any(_meet(box, other) for other in taken):
                taken.append(box)
                yield Label(text, (x, y), box, _upright(math.degrees(math.atan2(ay - by, bx - ax))))
                break


def _dotted(line: Sequence[XY]) -> Iterator[XY]:
    """Points along a line, so near to each other that none of its pieces is missed."""
    for (ax, ay), (bx, by) in pairwise(line):
        count = max(1, math.ceil(math.hypot(bx - ax, by - ay) / _DOTTED))
        yield from ((ax + (bx - ax) * k / count, ay + (by - ay) * k / count) for k in range(count))


def _nearest(point: XY, box: Box) -> XY:
    """The point of a box that is nearest to another."""
    return min(max(point[0], box[0]), box[2]), min(max(point[1], box[1]), box[3])


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _common(one: Box, other: Box) -> float:
    """The area that two boxes share, if they meet."""
    return (min(one[2], other[2]) - max(one[0], other[0])) * (min(one[3], other[3]) - max(one[1], other[1]))


def _upright(angle: float) -> float:
    """The same line, so that its words do not stand on their heads."""
    return angle - 180 if angle > 90 else angle + 180 if angle <= -90 else angle
