"""What a linear change hands down to its parts: a multiplier each, and the rules by which that holds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from matdiff_cli.calculus.substitutions import Stage
from matdiff_cli.expressions.nodes import Increment, Node


class Share(NamedTuple):
    """A node and what it is paired with: ⟨multiplier, node⟩."""

    node: Node
    multiplier: Node


Holds = Callable[[Node], bool]
"""Whether a node holds what varies."""

Shares = tuple[tuple[str, ...], list[Share]]
"""The rules used, and the parts with what is handed to them."""

Paths = tuple[tuple[Node, ...], ...]
"""The shares of one increment, one for each way to it; a share is a product."""


@dataclass(unsafe_hash=True)
class Elimination:
    """A stage whose increment was replaced, and what every increment that is left is paired with: a sum of shares."""

    stage: Stage
    shares: Mapping[Increment, Paths]
