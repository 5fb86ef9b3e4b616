"""Two expressions and the sign between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from matdiff_cli.expressions.nodes import Node


@dataclass(unsafe_hash=True)
class Equation:
    """`left = right`, or `left ≈ right` up to terms of second order in the increments."""

    left: Node
    relation: str
    right: Node


Formula: TypeAlias = Node | Equation
"""What is spelled in the notation of a page."""
