"""What the tests of pictures share."""

import math

from matdiff_cli.plot.study import Wishes, study
from matdiff_cli.plot.words import WORDS
from matdiff_cli.typing.read import read_problems

BALL = "2x^2 + 6x*y + 7y^2 - 26x - 54y + 107 wrt [x, y]"
HIMMELBLAU = "(x^2 + y - 11)^2 + (x + y^2 - 7)^2 wrt [x, y]"


def drawn(text, language="en", **wishes):
    return study(read_problems(text), Wishes(**wishes), WORDS[language])


def turn(one, other):
    """The angle between two vectors, in degrees."""
    return abs(math.degrees(math.atan2(one[0] * other[1] - one[1] * other[0], one[0] * other[0] + one[1] * other[1])))


def slope_of(f, x, y, h=1e-4):
    """The gradient by central differences: exact for quadratics but for rounding."""
    return (f(x + h, y) - f(x - h, y)) / (2 * h), (f(x, y + h) - f(x, y - h)) / (2 * h)
