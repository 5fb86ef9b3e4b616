"""Random problems with symbols of every structure, positive or not, in sizes down to 1, as text."""

from __future__ import annotations

import re

from hypothesis import strategies as st
from structured import MATRICES, NEVER_POSITIVE, SCALARS, SQUARE, VECTORS, column, scalar, square

SIZES = ("n", "n", "n", "n", "1", "2", "3")


@st.composite
def problems_with_structures(draw, depth=3):
    """(expression, target, declarations), as of `drawn_problems.problems`."""

    def choose(options):
        return draw(st.sampled_from(options))

    size = choose(SIZES)
    text = choose((square, column, scalar, scalar))(choose, draw(st.integers(1, depth)))
    text = re.sub(r"\bn\b", size, text)
    names = [name for name in (*MATRICES, *VECTORS, *SCALARS) if re.search(rf"\b{name}\b", text)] or ["t"]
    target = choose(names)
    return text, target, ", ".join(f"{name}: {_type(choose, name, size)}" for name in names)


def _type(choose, name, size):
    positive = "positive " * choose((False, True))
    if name in SCALARS:
        return f"{positive}scalar"
    if name in VECTORS:
        return choose((f"{positive}vector({size})", f"{positive}vector({size})" if size == "1" else f"simplex({size})"))
    structure = choose(SQUARE)
    return f"{positive * (structure not in NEVER_POSITIVE)}{structure or 'matrix'}({size})"
