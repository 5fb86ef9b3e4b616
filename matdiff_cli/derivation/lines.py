"""Lines that change one expression into another, an identity at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace

from matdiff_cli.calculus.adjoint import Front
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.moves import move_reason
from matdiff_cli.derivation.records import Line, Reason
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import Increment, Node, Product, Sum, Total, Trace, Transpose, Variable
from matdiff_cli.expressions.tidy import Occurrence, tidy
from matdiff_cli.expressions.tidy import replace as substitute
from matdiff_cli.expressions.views import factors, split_coefficient, terms

MOST_SPELLED_OUT = 6
"""With more names than this, no whole expression is written anew for each."""


class Chain:
    """Lines under construction: an expression and what it is turned into, each line going on from the one above."""

    def __init__(self, left: Node) -> None:
        self.left: Node | None = left
        self.current = left
        self.lines: list[Line] = []

    def then(self, relation: str, right: Node, reason: Reason | None = None, *, force: bool = False) -> None:
        """One more line, unless it would repeat the expression above."""
        if right is self.current and not force:
            return
        self.lines.append(Line(self.left, relation, right, reason))
        self.left, self.current = None, right


def plus(*parts: Node) -> Node:
    """A sum as it is written: flat, nothing collected."""
    flat = [term for part in parts for term in terms(part)]
    return flat[0] if len(flat) == 1 else Sum(*flat)


def minus(left: Node, right: Node) -> Node:
    """left − right as it is written."""
    if algebra.is_zero(right):
        return left
    coefficient, rest = _sign(right)
    return plus(left, Product(nodes.Number(coefficient), *factors(rest)) if coefficient != 1 else rest)


def _sign(node: Node) -> tuple[object, Node]:
    coefficient, rest = split_coefficient(node)
    if rest is nodes.ONE:
        return 1, nodes.Number(-coefficient)
    return -coefficient, rest


def perturbed(expression: Node, increments: Mapping[Variable, Increment]) -> Node:
    """The expression as written, with X + ΔX for every X of `increments` that occurs in it."""
    moved = {v: Sum(v, increments[v]) for v in expression.atoms(Variable) if v in increments}
    return substitute(expression, moved, simplify=False)


def paired(d: Differentiation, front: Front) -> Node:
    """Σ ⟨G, Δ⟩ or Σ M vec Δ, with every Δ last: tr(G'ΔX) for a matrix X and g'Δx for a vector."""
    if not front:
        return algebra.zeros(d.function.shape if d.by_adjoint else algebra.vec(d.function).shape)
    pair = _inner if d.by_adjoint else _image
    in_order = [increment for increment in d.changes.increments.values() if increment in front]
    return plus(*(pair(front[increment], increment) for increment in in_order))


def _image(matrix: Node, increment: Increment) -> Node:
    moved = algebra.vec(increment)
    multipliers = [factor for factor in factors(matrix) if not isinstance(factor, nodes.Identity)]
    return Product(*multipliers, moved) if multipliers else moved


def _inner(cotangent: Node, increment: Increment) -> Node:
    if not increment.is_matrix:
        return algebra.inner_product(cotangent, increment)
    flipped = algebra.transpose(cotangent)
    if isinstance(flipped, nodes.Identity):
        return Trace(increment)
    return nodes.ZERO if algebra.is_zero(flipped) else Trace(Product(*factors(flipped), increment))


def trace_lines(d: Differentiation, chain: Chain, front: Front) -> None:
    """From a scalar linear in some increments to Σ tr(G'Δ): own trace, transpose, cyclic property, collect."""
    matrices = frozenset(i for i in front if i.is_matrix)
    if matrices and not any(target.is_matrix for target in d.targets):
        return  # a scalar of matrices on the way to a vector or a scalar needs no trace
    goal = paired(d, front)
    table = reasons.MOVES if matrices else reasons.VECTOR_MOVES
    parts = [new for term in terms(chain.current) for new in _simplified(term, matrices)]
    if matrices:
        holds = Occurrence(matrices)
        for rewrite, reason in (
            (_as_trace, reasons.OWN_TRACE),
            (_absorbed, None),
            (_split_trace, reasons.TRACE_OF_SUM),
            (_untransposed, reasons.TRACE_OF_TRANSPOSE),
            (_rotated, reasons.CYCLIC),
        ):
            rewritten = [new for term in parts for new in (rewrite(term, matrices) if holds(term) else [term])]
            if rewritten != parts:
                parts = rewritten
                if reason is not None:
                    chain.then("=", plus(*parts), reason)
    if chain.current is goal:
        return
    if set(parts) == set(terms(goal)) and not any(new is goal for new in parts) and chain.lines:
        chain.lines[-1] = replace(chain.lines[-1], right=goal)  # the same parts in another order
        chain.current = goal
    elif plus(*parts) is goal:
        absorbed = any(isinstance(term, Product) and _split_term(term)[1] for term in terms(chain.current))
        turned = reasons.INTO_TRACE if absorbed else reasons.CYCLIC
        why = turned if matrices else move_reason([chain.current], frozenset(front), table)
        chain.then("=", goal, why)
    elif chain.lines and tidy(chain.current) is tidy(goal):
        chain.lines[-1] = replace(chain.lines[-1], right=goal)  # the same, its scalars in another order
        chain.current = goal
    else:
        longer = len(terms(goal)) > len(parts)
        why = move_reason([chain.current], frozenset(front), table)
        if matrices and why is not None and not chain.current.atoms(Trace, Total):
            why = reasons.together([reasons.OWN_TRACE, why, reasons.CYCLIC])
        chain.then("=", goal, why or (reasons.MULTIPLY_OUT if longer else reasons.COLLECT))


def _simplified(term: Node, increments: frozenset[Node]) -> list[Node]:
    """The simplified terms of a term; tr(G'ΔX), which is where all this leads, is left alone."""
    if isinstance(term, Trace) and factors(term.args[0])[-1] in increments:
        return [term]
    return list(terms(replaced_within(term, {})))


def replaced_within(term: Node, replacements: Mapping[Node, Node]) -> Node:
    """A term simplified, with some nodes replaced; a trace stays one, though the trace of v v'M is the scalar v'M v."""
    multipliers, inside = _split_term(term)
    if inside is None:
        return substitute(term, replacements)
    inside = substitute(inside, replacements)
    scalars = [substitute(multiplier, replacements) for multiplier in multipliers]
    if algebra.is_zero(inside):
        return nodes.ZERO
    return Product(*scalars, Trace(inside)) if scalars else Trace(inside)


def _split_term(term: Node) -> tuple[list[Node], Node | None]:
    """(multipliers, what stands under the trace), for a term s·tr(M)."""
    parts = list(factors(term))
    traces = [part for part in parts if isinstance(part, Trace) and part.atoms(Increment)]
    if len(traces) != 1 or any(not part.is_scalar for part in parts):
        return parts, None
    parts.remove(traces[0])
    return parts, traces[0].args[0]


def _as_trace(term: Node, increments: frozenset[Node]) -> list[Node]:
    _, inside = _split_term(term)
    return [Trace(term)] if inside is None and _has_direct(term, increments) else [term]


def _absorbed(term: Node, increments: frozenset[Node]) -> list[Node]:
    multipliers, inside = _split_term(term)
    if inside is None or isinstance(inside, Sum) or not multipliers:
        return [term]
    return [Trace(Product(*multipliers, *factors(inside)))]


def _split_trace(term: Node, increments: frozenset[Node]) -> list[Node]:
    multipliers, inside = _split_term(term)
    if inside is None:
        return [term]
    parts = list(_opened(inside, Occurrence(increments)))
    if len(parts) == 1:
        return [term]
    return [Trace(Product(*multipliers, *factors(part)) if multipliers else part) for part in parts]


def _opened(node: Node, holds: Occurrence) -> Iterator[Node]:
    """The terms with increments of a sum, or of a product with such a sum."""
    parts = factors(node)
    place = next((i for i, part in enumerate(parts) if isinstance(part, Sum) and holds(part)), None)
    if place is None:
        yield node
        return
    for term in filter(holds, parts[place].args):
        yield from _opened(algebra.product(*parts[:place], term, *parts[place + 1 :]), holds)


def _untransposed(term: Node, increments: frozenset[Node]) -> list[Node]:
    if not isinstance(term, Trace):
        return [term]
    inside = term.args[0]
    if any(isinstance(f, Transpose) and f.args[0] in increments for f in factors(inside)):
        return [Trace(algebra.transpose(inside))]
    return [term]


def _rotated(term: Node, increments: frozenset[Node]) -> list[Node]:
    if not isinstance(term, Trace):
        return [term]
    parts = list(factors(term.args[0]))
    place = next((i for i, f in enumerate(parts) if f in increments), None)
    if place is None or place == len(parts) - 1:
        return [term]
    scalars = [f for f in parts if f.is_scalar]
    before = [f for f in parts[:place] if not f.is_scalar]
    after = [f for f in parts[place + 1 :] if not f.is_scalar]
    return [Trace(Product(*scalars, *after, *before, parts[place]))]


def _has_direct(term: Node, increments: frozenset[Node]) -> bool:
    return any(f in increments or (isinstance(f, Transpose) and f.args[0] in increments) for f in factors(term))


def restarted(line: Line, left: Node) -> Line:
    """A line that went on from the one above, opening a step of its own."""
    return replace(line, left=left) if line.left is None else line


def joined(lines: list[Line]) -> list[Line]:
    """Lines whose left side repeats the expression above go on from there."""
    found: list[Line] = []
    for line in lines:
        repeats = bool(found) and line.left is found[-1].right
        found.append(replace(line, left=None) if repeats else line)
    return found


def settled(lines: list[Line]) -> list[Line]:
    """Lines without those that only reorder the line above."""
    found: list[Line] = []
    for line in lines:
        found = continued(found, [line]) if line.left is None and line.relation == "=" else [*found, line]
    return found


def continued(lines: list[Line], others: list[Line]) -> list[Line]:
    """Lines and what goes on from them. A line that only leaves out brackets or changes the order is not written."""
    if lines and others:
        above, line = lines[-1], others[0]
        if line.left in (None, above.right) and _loose(above.right) == _loose(line.right):
            return [*lines[:-1], replace(above, right=line.right), *others[1:]]
    return lines + others


def _loose(node: Node) -> Counter:
    """The factors of every term, whatever their order and brackets."""
    return Counter(frozenset(Counter(_single_factors(term)).items()) for term in terms(node))


def _single_factors(node: Node) -> Iterator[Node]:
    if isinstance(node, Product):
        for factor in node.args:
            yield from _single_factors(factor)
    else:
        yield node
