"""The change of a polynomial expression, order by order.

With X replaced by X + ΔX, a polynomial changes by terms with one Δ, with two, and so on. Sums, and functions that are
linear in what they hold, pass the change through; products give the product rule. Everything else is not polynomial
and is given a name of its own beforehand (`matdiff_cli.calculus.substitutions`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import sympy

from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.declared import is_skew_leaf, is_symmetric_leaf
from matdiff_cli.expressions.decompositions import factors, rational, split_scalars, terms
from matdiff_cli.expressions.nodes import Increment, Node, Number, Variable
from matdiff_cli.expressions.tidy import Occurrence, rebuild, tidy

LINEAR = tuple(nodes.Linear.kinds.values())
MULTILINEAR = (nodes.Product, nodes.HadamardProduct, nodes.Kronecker)
POWERS = (nodes.Power, nodes.HadamardPower)


def positive_integer(exponent: Node) -> int | None:
    """The exponent of a polynomial power, else None."""
    value = rational(exponent)
    return value.p if value is not None and value.q == 1 and value.p > 0 else None


def squared_norm(node: Node) -> Node | None:
    """x for a power of ‖x‖² = x'x, which is polynomial in x though ‖x‖ is not; else None."""
    if not isinstance(node, nodes.Power):
        return None
    base, exponent = node.args
    k = positive_integer(exponent)
    if isinstance(base, nodes.Function) and base.name == "norm" and k and k % 2 == 0:
        return base.operands[0]
    return None


class Expansion:
    """f(X + ΔX) − f(X) of polynomial expressions in the given variables, by order in the increments.

    Each node is expanded once.
    """

    def __init__(self, increments: Mapping[Variable, Increment]) -> None:
        self._increments = increments
        self.varies = Occurrence(frozenset(increments))
        self._first: dict[Node, Node] = {}
        self._degrees: dict[Node, int] = {}

    def degree(self, node: Node) -> int:
        """The highest order of Δ in the change of a node. Raises MatdiffError for one that is not polynomial."""
        found = self._degrees.get(node)
        if found is None:
            found = self._degrees[node] = self._degree(node) if self.varies(node) else 0
        return found

    def _degree(self, node: Node) -> int:
        if isinstance(node, Variable):
            return 1
        if isinstance(node, (nodes.Sum, nodes.Literal, *LINEAR)):
            return max(map(self.degree, node.parts))
        if isinstance(node, MULTILINEAR):
            return sum(map(self.degree, node.parts))
        if isinstance(node, POWERS) and (k := positive_integer(node.args[1])):
            return k * self.degree(squared_norm(node) or node.args[0])
        raise unknown(node)

    def first(self, node: Node) -> Node:
        """The terms with one Δ, simplified, of the node's shape. Zero for what does not vary."""
        change = self._first.get(node)
        if change is None:
            change = self._first[node] = self._first_of(node) if self.varies(node) else algebra.zeros(node.shape)
        return change

    def first_terms(self, node: Node) -> list[Node]:
        """The terms with one Δ, one after the other as the rules give them: none are collected."""
        if not self.varies(node):
            return []
        if isinstance(node, nodes.Sum):
            return [term for part in node.args for term in self.first_terms(part)]
        if isinstance(node, (nodes.Trace, nodes.Total)):
            return _present(_within(node, term) for term in self.first_terms(node.args[0]))
        if isinstance(node, MULTILINEAR) or (isinstance(node, nodes.Power) and _is_matrix_power(node)):
            return _present(self._product_rule(node))
        if isinstance(node, nodes.Power) and (k := positive_integer(node.args[1])) and squared_norm(node) is None:
            base = tidy(node.args[0])
            return _present(_power_rule(base, k, term) for term in self.first_terms(node.args[0]))
        return _present(terms(self.first(node)))

    def second(self, node: Node) -> Node:
        """The terms with two Δ, simplified."""
        found = self.second_terms(node)
        return algebra.add(*found) if found else algebra.zeros(node.shape)

    def second_terms(self, node: Node) -> list[Node]:
        """The terms with two Δ, one after the other."""
        if self.degree(node) < 2:
            return []
        if isinstance(node, nodes.Sum):
            return [term for part in node.args for term in self.second_terms(part)]
        if isinstance(node, (nodes.Trace, nodes.Total)):
            return _present(_within(node, term) for term in self.second_terms(node.args[0]))
        if isinstance(node, (nodes.Literal, *LINEAR)):
            return [rebuild(node, tuple(self.second(c) if isinstance(c, Node) else c for c in node.args))]
        if (inner := squared_norm(node)) is not None:
            change = self.first(inner)
            twice = algebra.inner_product(tidy(inner), self.second(inner))
            return _present((algebra.inner_product(change, change), algebra.product(Number(2), twice)))
        factors, build = self._as_product(node)
        tidied = [tidy(factor) for factor in factors]
        varying = [i for i, factor in enumerate(factors) if self.varies(factor)]
        firsts = {i: self.first(factors[i]) for i in varying}
        found = []
        for i in varying:
            if self.degree(factors[i]) > 1:
                found.append(build(*tidied[:i], self.second(factors[i]), *tidied[i + 1 :]))
            for j in varying[varying.index(i) + 1 :]:
                found.append(build(*tidied[:i], firsts[i], *tidied[i + 1 : j], firsts[j], *tidied[j + 1 :]))
        return _present(found)

    def _first_of(self, node: Node) -> Node:
        if isinstance(node, Variable):
            return self._increments[node]
        if isinstance(node, nodes.Sum):
            return algebra.add(*map(self.first, node.args))
        if isinstance(node, (nodes.Trace, nodes.Total)):
            change = self.first(node.args[0])
            return algebra.add(*(rebuild(node, (term,)) for term in terms(change)))
        if isinstance(node, (nodes.Literal, *LINEAR)):
            return rebuild(node, tuple(self.first(c) if isinstance(c, Node) else c for c in node.args))
        if (inner := squared_norm(node)) is not None:
            base, exponent = (tidy(part) for part in node.args)
            lower = algebra.power(base, algebra.subtract(exponent, Number(2)))
            pair = tidy(inner), self.first(inner)
            once = algebra.inner_product(*pair)
            if not any(is_symmetric_leaf(i) or is_skew_leaf(i) for i in once.atoms(Increment) if i.is_matrix):
                return algebra.product(exponent, lower, once)
            # the other way round as well, so that what a symmetric ΔW is paired with is symmetric
            twice = algebra.add(once, algebra.inner_product(*reversed(pair)))
            return algebra.product(algebra.scale(sympy.S.Half, exponent), lower, twice)
        if isinstance(node, POWERS) and (k := positive_integer(node.args[1])) and not _is_matrix_power(node):
            base = tidy(node.args[0])
            return _power_rule(base, k, self.first(node.args[0]))
        return algebra.add(*self._product_rule(node))

    def _product_rule(self, node: Node) -> list[Node]:
        """The terms in which one factor has changed, those of a scalar one by one: λ tr(ΔB'B) + λ tr(B'ΔB), say."""
        factors, build = self._as_product(node)
        tidied = [tidy(factor) for factor in factors]
        return [
            build(*tidied[:i], change, *tidied[i + 1 :])
            for i, factor in enumerate(factors)
            if self.varies(factor)
            for change in (factor.is_scalar and self.first_terms(factor)) or [self.first(factor)]
        ]

    def _as_product(self, node: Node) -> tuple[list[Node], Callable[..., Node]]:
        if isinstance(node, nodes.Product):
            return list(node.args), algebra.product
        if isinstance(node, nodes.HadamardProduct):
            return list(node.args), algebra.hadamard
        if isinstance(node, nodes.Kronecker):
            return list(node.args), algebra.kronecker
        if isinstance(node, POWERS) and (k := positive_integer(node.args[1])):
            return [node.args[0]] * k, algebra.product if isinstance(node, nodes.Power) else algebra.hadamard
        raise unknown(node)


def _within(node: Node, term: Node) -> Node:
    """The trace or sum of entries of a term; a trace begins where its term does: tr(X ΔX X)."""
    found = rebuild(node, (term,))
    scalars, chain = split_scalars(term)
    whole = len(chain) < 2 or not all(factor.is_matrix for factor in chain)
    if whole or not any(isinstance(f, nodes.Trace) for f in factors(found)):
        return found
    body = nodes.Trace(nodes.Product(*chain))
    return nodes.Product(*scalars, body) if scalars else body


def _present(found: Iterable[Node]) -> list[Node]:
    """The terms that are not zero, those of sums one by one."""
    return [term for part in found for term in terms(part) if not algebra.is_zero(term)]


def _is_matrix_power(node: Node) -> bool:
    return isinstance(node, nodes.Power) and not node.is_scalar


def _power_rule(base: Node, k: int, change: Node) -> Node:
    """k·base^(k−1)·change, entry by entry."""
    return (
        change
        if k == 1
        else algebra.product(Number(k), algebra.hadamard(algebra.hadamard_power(base, Number(k - 1)), change))
    )


def unknown(node: Node) -> MatdiffError:
    """The error (unsupported) for a node that no rule covers: it is refused, never taken as constant."""
    name = node.name if isinstance(node, nodes.Function) else type(node).__name__
    return MatdiffError("unsupported", f"the derivative of {name} is not available yet")
