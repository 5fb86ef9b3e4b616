"""Which matrices are positive definite, so that Cholesky's factorisation exists: facts, of bounded parts, too."""

from __future__ import annotations

from matdiff_cli.code.scales import Bounded
from matdiff_cli.expressions import facts
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.expressions.tidy import replace


def is_definite(node: Node) -> bool:
    """Whether v'M v > 0 for every v, whatever the symbols are."""
    return facts.is_definite(_bare(node))


def is_semidefinite(node: Node) -> bool:
    """Whether v'M v ≥ 0 for every v, whatever the symbols are."""
    return facts.is_semidefinite(_bare(node))


def _bare(node: Node) -> Node:
    """The expression without the marks that no scale is left to its parts, which facts do not look into."""
    return replace(node, {part: part.args[0] for part in node.atoms(Bounded)}, simplify=False)
