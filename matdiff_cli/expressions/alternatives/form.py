"""What every way to a shorter form gives: the other form of a node, and the rule by which that is the same."""

from __future__ import annotations

from typing import NamedTuple

from matdiff_cli.expressions.nodes import Node

MULTIPLY_OUT = "multiply-out"
COMMON_FACTOR = "common-factor"
COMMON_DENOMINATOR = "common-denominator"


class Form(NamedTuple):
    """A node that equals another by the rule of that name."""

    rule: str
    node: Node


class Rewrite(NamedTuple):
    """A node, the one that took its place, and the rule by which they are equal."""

    rule: str
    before: Node
    after: Node
