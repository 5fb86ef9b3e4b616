"""Which matrices are positive definite, so that Cholesky's factorisation exists: facts, of bounded parts, too."""

from __future__ import annotations

from collections.abc import Sequence

from matdiff_cli.code.logarithms import argument
from matdiff_cli.code.scales import Bounded
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import split_coefficient, split_scalars, terms
from matdiff_cli.expressions.nodes import Diag, Identity, Node, Variable
from matdiff_cli.expressions.tidy import replace


def is_definite(node: Node) -> bool:
    """Whether v'M v > 0 for every v, whatever the symbols are."""
    return facts.is_definite(_bare(node))


def is_semidefinite(node: Node) -> bool:
    """Whether v'M v ≥ 0 for every v, whatever the symbols are."""
    return facts.is_semidefinite(_bare(node))


def rests_on_exponentials(total: Node) -> bool:
    """Whether a sum is definite by one diagonal matrix alone, and an exponential says how much.

    That is diag(exp(v)), or exp(s) I; beside it there is only B B', or exp(s) B B', of a B that is not square.
    """
    scalars_and_chains = [split_scalars(term) for term in terms(total)]
    thin = [_is_thin(*pair) for pair in scalars_and_chains]
    diagonal = [pair for pair, is_thin in zip(scalars_and_chains, thin, strict=True) if not is_thin]
    if len(thin) < 2 or len(diagonal) != 1:
        return False
    (scalars, chain), others = diagonal[0], [scalars for scalars, _ in scalars_and_chains if scalars]
    if len(chain) == 1 and isinstance(chain[0], Identity):
        return bool(others) and all(map(_is_number_exponential, filter(None, [scalars, *others])))
    return not others and _is_exponential(scalars, chain)


def _is_number_exponential(scalars: Sequence[Node]) -> bool:
    """Whether scalars are one exponential."""
    return len(scalars) == 1 and argument(scalars[0], "exp") is not None


def _is_exponential(scalars: Sequence[Node], chain: Sequence[Node]) -> bool:
    """Whether a product is diag(exp(v)), and not of 2 v, of whose root the scale has to be taken out, too."""
    diagonal = not scalars and len(chain) == 1 and isinstance(chain[0], Diag)
    v = argument(chain[0].args[0], "exp") if diagonal else None
    return v is not None and bool(abs(split_coefficient(v)[0]) <= 1)


def _is_thin(scalars: Sequence[Node], chain: Sequence[Node]) -> bool:
    """Whether a product is B B', exp(s) B B' or B diag(exp(v)) B', of a B that is not square."""
    half, odd = divmod(len(chain), 2)
    root, rest = algebra.product(*chain[:half]), algebra.product(*chain[half + odd :])
    middle = _is_exponential((), chain[half : half + odd]) if odd else True
    symbol = len(chain) == 2 and any(isinstance(factor, Variable) for factor in chain)
    known = not scalars or (symbol and _is_number_exponential(scalars))
    return known and half > 0 and middle and rest is algebra.transpose(root) and root.shape[0] != root.shape[1]


def _bare(node: Node) -> Node:
    """The expression without the marks that no scale is left to its parts, which facts do not look into."""
    return replace(node, {part: part.args[0] for part in node.atoms(Bounded)}, simplify=False)
