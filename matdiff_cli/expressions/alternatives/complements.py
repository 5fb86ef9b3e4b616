"""What an inverse leaves of a part of what it inverts: M − B S⁻¹ M = A S⁻¹ M for S = A + B."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.alternatives.form import Form
from matdiff_cli.expressions.decompositions import base_and_exponent, terms
from matdiff_cli.expressions.factoring import Term
from matdiff_cli.expressions.nodes import Identity, Inverse, Node, Power, Sum, Transpose
from matdiff_cli.expressions.nodes.base import marks

_INVERTING = marks(Inverse, Power)


def complements(node: Sum) -> Iterator[Form]:
    """M − B S⁻¹ M = A S⁻¹ M and M − M S⁻¹ B = M S⁻¹ A for S = A + B, in longer products, for S⁻², for multiples."""
    if not node.held & _INVERTING:
        return
    split = list(map(_split, node.args))
    for j, term in enumerate(split):
        for k, factor in enumerate(term.chain):
            if not isinstance(whole := _inverted(factor), Sum):
                continue
            for i, kept in enumerate(split):
                # scalars that both terms have are taken out first
                if i != j and kept.coefficient == -term.coefficient and not kept.scalars:
                    rule = "complement-product" if kept.chain else "complement"
                    for found in _joined(kept, term, k, whole):
                        parts = [*node.args[:i], algebra.scale(kept.coefficient, found), *node.args[i + 1 :]]
                        yield Form(rule, algebra.add(*parts[:j], *parts[j + 1 :]))


def _joined(kept: Term, term: Term, k: int, whole: Node) -> Iterator[Node]:
    """M − N as one product, if N is M with a part of S and one S⁻¹ more, which is the k-th factor of N."""
    inverse, chain = term.chain[k], term.chain
    base, exponent = base_and_exponent(inverse)
    left = () if exponent.value == -1 else (algebra.matrix_power(base, int(exponent.value) + 1),)
    length = len(chain) - 1 + len(left) - len(kept.chain)
    for start, end in ((k - length, k + 1), (k, k + length + 1)):
        if length < 0 or start < 0 or (*chain[:start], *left, *chain[end:]) != kept.chain:
            continue
        part = (chain[start:k] if start < k else chain[k + 1 : end]) or (Identity(whole.shape[0]),)
        rest = algebra.subtract(whole, algebra.product(*term.scalars, *part))
        pair = (rest, inverse) if start < k else (inverse, rest)
        yield algebra.product(*chain[:start], *pair, *chain[end:])


def _split(node: Node) -> Term:
    """The parts of a term; the chain of a multiple of the identity is empty."""
    term = Term.of(node)
    return term._replace(chain=()) if all(isinstance(factor, Identity) for factor in term.chain) else term


def _inverted(node: Node) -> Node | None:
    """S for S⁻¹ and its powers, and A' + B' for (A + B)⁻ᵀ."""
    base, exponent = base_and_exponent(node)
    if base is node or exponent.value > 0:
        return None
    turned: Sequence[Node] = terms(base.args[0]) if isinstance(base, Transpose) else ()
    return algebra.add(*map(algebra.transpose, turned)) if len(turned) > 1 else base
