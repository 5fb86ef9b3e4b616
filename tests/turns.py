"""Cases that take turns: what the default run leaves out is left to the slow one."""

from itertools import product

import pytest


def in_turn(*axes):
    """Every combination of values, one of each axis; slow are all but so many that each value has its turn.

    A value of an axis may be a tuple, of several parameters.
    """
    default = {tuple(turn % len(axis) for axis in axes) for turn in range(max(map(len, axes)))}
    found = []
    for places in product(*(range(len(axis)) for axis in axes)):
        values = [axis[place] for axis, place in zip(axes, places, strict=True)]
        flat = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
        found.append(pytest.param(*flat, marks=() if places in default else pytest.mark.slow))
    return found
