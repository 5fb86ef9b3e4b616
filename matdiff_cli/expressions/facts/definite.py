"""Which matrices are symmetric positive definite whatever their symbols are, and which have an inverse."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.declared import declared
from matdiff_cli.expressions.decompositions import rational, split_scalars
from matdiff_cli.expressions.nodes import Function, Identity, Inverse, Node, Power, Product, Sum, Variable


def is_definite(node: Node) -> bool:
    """Symbols declared spd, the identity, sums and positive multiples of such, their inverses; psd terms may be added.

    So D P D of such a P and a positive diagonal D. A symbol declared positive is meant to be positive entry by entry,
    which says nothing here but of a diagonal.
    """
    if facts.is_diagonal(node):
        return _sign_of_diagonal(node) == facts.POSITIVE
    match node:
        case Variable(structure="spd") | Identity():
            return not node.is_scalar
        case Inverse():
            return is_definite(node.args[0])
        case Sum():
            return all(map(is_semidefinite, node.args)) and any(map(is_definite, node.args))
        case Product():
            scalars, chain = split_scalars(node)
            while len(chain) > 2 and chain[0] is chain[-1] and _sign_of_diagonal(chain[0]) == facts.POSITIVE:
                chain = chain[1:-1]
            return len(chain) == 1 and is_definite(chain[0]) and all(map(_is_positive, scalars))
    return False


def is_invertible(node: Node) -> bool:
    """Definite and orthogonal matrices, and exponentials: expm(X) expm(−X) = I."""
    exponential = isinstance(node, Function) and node.name == "expm"
    return exponential or facts.is_orthogonal(node) or is_definite(node)


def is_semidefinite(node: Node) -> bool:
    """Definite ones, symbols declared psd, B'P B, B'B and V V, and multiples that are not negative."""
    if is_definite(node):
        return True
    scalars, chain = split_scalars(node)
    if not chain or not all(facts.sign_of(scalar) for scalar in scalars):
        return False
    half, middle = divmod(len(chain), 2)
    if not _is_mirrored(chain):
        return False
    center = chain[half]
    known = declared(center, "semidefinite") or is_definite(center) or _is_square(center)
    return not middle or known or bool(_sign_of_diagonal(center))


def _is_square(node: Node) -> bool:
    """Whether a matrix is an even power of a symmetric one."""
    if not isinstance(node, Power):
        return False
    base, power = node.args[0], rational(node.args[1])
    return power is not None and power % 2 == 0 and algebra.transpose(base) is base


def root_of(node: Node) -> Node | None:
    """The B of B'B for a B that may have full column rank; None of anything else."""
    scalars, chain = split_scalars(node)
    half, middle = divmod(len(chain), 2)
    if scalars or middle or not half or not _is_mirrored(chain):
        return None
    root = algebra.product(*chain[half:])
    rows, columns = root.shape
    return root if root.is_matrix and not (rows - columns).is_negative else None


def _is_mirrored(chain: Sequence[Node]) -> bool:
    """Whether a product reads the same from behind, every factor transposed but for one in the middle."""
    return all(algebra.transpose(chain[-1 - i]) is chain[i] for i in range(len(chain) // 2))


def _sign_of_diagonal(node: Node) -> int:
    """The sign of the entries on the diagonal of a diagonal matrix; unknown for any other."""
    square = not node.is_scalar and facts.is_diagonal(node)
    return facts.sign_of(algebra.diagonal_part(node)) if square else facts.UNKNOWN


def _is_positive(scalar: Node) -> bool:
    return facts.sign_of(scalar) == facts.POSITIVE
