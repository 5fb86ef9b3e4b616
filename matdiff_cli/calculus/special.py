"""First-order changes of what is not polynomial: inverses, real powers, and the registry's functions.

A missing rule is an error, never a zero.
"""

from __future__ import annotations

from collections.abc import Callable

from matdiff_cli.calculus.expansion import POWERS, positive_integer, unknown
from matdiff_cli.calculus.formulas import derivative, instantiate, lift
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts
from matdiff_cli.expressions.decompositions import rational
from matdiff_cli.expressions.nodes import ONE, Function, Inverse, Node
from matdiff_cli.functions import REGISTRY, Record

Change = Callable[[Node], Node]


def is_special(node: Node) -> bool:
    """Whether a node that varies needs a rule of its own."""
    if isinstance(node, POWERS):
        exponent = node.args[1]
        return positive_integer(exponent) is None
    return isinstance(node, (Inverse, Function))


def record_of(node: Node) -> Record | None:
    """The registry's record of a special node; powers have none."""
    if isinstance(node, Inverse):
        return REGISTRY["inv"]
    return REGISTRY[node.name] if isinstance(node, Function) else None


def operands_of(node: Node) -> tuple[Node, ...]:
    """What a special node holds."""
    return node.operands if isinstance(node, Function) else node.args


def special_change(node: Node, change: Change) -> Node:
    """The first-order change of a special node, given that of its (simplified) operands. Linear in the increments.

    Raises MatdiffError (unsupported) where no rule is known.
    """
    operands = operands_of(node)
    record = record_of(node)
    if record is None:
        base, exponent = operands
        return _change_of_power(base, exponent, change)
    if record.kind == "elementwise":
        return _change_of_entries(record, operands[0], change(operands[0]))
    if record.name == "expm":
        return algebra.frechet_expm(operands[0], change(operands[0]))
    if record.differential:
        increments = {"d" + p: change(operand) for p, operand in zip(record.parameters, operands, strict=True)}
        return instantiate(record.name, record.differential, operands, **increments)
    raise unknown(node)


def _change_of_entries(record: Record, operand: Node, change: Node) -> Node:
    """f'(X) ⊙ dX; zeros that X always has do not change, and f may have no derivative there."""
    if record.needs_positive and facts.has_zeros(operand):
        return _on_diagonal(operand, lambda part: _change_of_entries(record, part(operand), part(change)))
    return algebra.hadamard(lift(derivative(record.name), operand), change)


def _on_diagonal(operand: Node, rule: Callable[[Change], Node]) -> Node:
    """A rule for entries applied to the diagonal of a diagonal matrix.

    Raises MatdiffError (domain) for other operands with zeros: the rest of their entries is no expression of its own.
    """
    if not operand.is_matrix or algebra.is_zero(operand) or not facts.is_diagonal(operand):
        raise MatdiffError("domain", "there is no derivative at the entries that are 0, whatever the symbols are")
    return algebra.diag(rule(algebra.diagonal_part))


def _change_of_power(base: Node, exponent: Node, change: Change) -> Node:
    """d(b^p) = p b^(p−1) db + log(b) b^p dp, entry by entry."""
    p = rational(exponent)
    if (p is None or p < 1) and facts.has_zeros(base) and (p is None or p > 0):
        return _on_diagonal(
            base,
            lambda part: _change_of_power(
                part(base), exponent, lambda e: change(e) if e is exponent else part(change(base))
            ),
        )
    lower = algebra.hadamard_power(base, algebra.subtract(exponent, ONE))
    terms = [algebra.product(exponent, algebra.hadamard(lower, change(base)))]
    by_exponent = change(exponent)
    if not algebra.is_zero(by_exponent):
        value = algebra.hadamard(algebra.call("log", base), algebra.hadamard_power(base, exponent))
        terms.append(algebra.product(by_exponent, value))
    return algebra.add(*terms)
