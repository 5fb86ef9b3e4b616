"""What a linear change hands down to its parts: a multiplier each, and the rules by which that holds."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from matdiff_cli.expressions.nodes import Node


class Share(NamedTuple):
    """A node and what it is paired with: ⟨multiplier, node⟩."""

    node: Node
    multiplier: Node


Holds = Callable[[Node], bool]
"""Whether a node holds what varies."""

Shares = tuple[tuple[str, ...], list[Share]]
"""The rules used, and the parts with what is handed to them."""
