"""Which matrices are symmetric positive definite whatever their symbols are: Cholesky's factorisation exists."""

from __future__ import annotations

from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.declared import declared
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.nodes import Identity, Inverse, Node, Product, Sum, Variable


def is_definite(node: Node) -> bool:
    """Symbols declared spd, the identity, sums and positive multiples of such, their inverses; psd terms may be added.

    A symbol declared positive is meant to be positive entry by entry, which says nothing here.
    """
    match node:
        case Variable(structure="spd") | Identity():
            return not node.is_scalar
        case Inverse():
            return is_definite(node.args[0])
        case Sum():
            return all(map(is_semidefinite, node.args)) and any(map(is_definite, node.args))
        case Product():
            scalars, chain = split_scalars(node)
            return len(chain) == 1 and is_definite(chain[0]) and all(map(_is_positive, scalars))
    return False


def is_semidefinite(node: Node) -> bool:
    """Definite ones, symbols declared psd, B'P B and B'B, and multiples that are not negative."""
    if is_definite(node):
        return True
    scalars, chain = split_scalars(node)
    if not chain or not all(facts.sign_of(scalar) for scalar in scalars):
        return False
    half, middle = divmod(len(chain), 2)
    mirrored = all(algebra.transpose(chain[-1 - i]) is chain[i] for i in range(half))
    return mirrored and (not middle or declared(chain[half], "semidefinite") or is_definite(chain[half]))


def _is_positive(scalar: Node) -> bool:
    return facts.sign_of(scalar) == facts.POSITIVE
