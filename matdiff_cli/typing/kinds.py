"""Kinds by use: which names may be of the other kind where a problem has no type by convention."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from matdiff_cli.errors import MatdiffError, Span
from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.syntax.arrange import EULER
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.letters import ENTRYWISE, is_differential
from matdiff_cli.typing.names import canonical, kind_by_convention
from matdiff_cli.typing.powers import is_transposition
from matdiff_cli.typing.size_calls import SIZE_CALLS
from matdiff_cli.typing.typed import Typed

_SCALARS = ("tr", "det", "logdet", "sum", "mean", "norm", "norm1", "dot", "logsumexp")
_CONSTANT = ("number", "decimal", "minus")
_COUNTS = ("N", "T")


def other_kind(name: str) -> Literal["scalar", "vector"]:
    """The kind that a name is tried as: a vector as a scalar, a scalar as a vector, a matrix as a scalar."""
    return "vector" if kind_by_convention(name) == "scalar" else "scalar"


def culprits(checker: Checker, error: MatdiffError, expression: Tree) -> list[str]:
    """The names of which one must change for the error to go away: the undeclared ones in the operands it marks.

    Where no operation failed, the sizes of the whole `expression` do not settle.
    """
    if error.kind != "shape":
        return []
    scope = checker.scope
    marked = [mark.span for mark in error.marks] if checker.at else []
    names: dict[str, None] = {}
    waiting = [(checker.at or expression, marked)]
    while waiting:
        tree, spans = waiting.pop()
        for node in walk(tree):
            name = canonical(node.value) if node.op == "name" and _within(node, spans) else ""
            if name and name not in names:
                names[name] = None
                found = scope.declared.abbreviations.get(name)
                waiting += [(found.body, [])] if found else []
    fixed = {"I", "pi", *scope.declared.sizes, *SPELLINGS}
    scaling = coefficients(checker.at) | _divisors(checker.at, expression) if checker.at else set()
    free = [name for name in names if not scope.is_declared(name) and name not in fixed]
    return [name for name in free if name in scaling or (name[0].islower() and not is_differential(name))]


def coefficients(tree: Tree) -> set[str]:
    """The capitals that may be scalars where this fails: the D of c^(-D/2), the C of x'*x + C*y'*y, never a term."""
    if tree.op == "power" and _is_number(tree.args[0]):
        return {canonical(node.value) for node in walk(tree.args[1]) if node.op == "name"}
    if tree.op != "sum":
        return set()
    names = set()
    terms = [term.args[0] if term.op == "minus" else term for term in tree.args]
    for bare in terms:
        factors = [arg for arg in bare.args if arg.op not in ("number", "decimal")] if bare.op == "chain" else []
        first = factors[:1] if len(factors) > 1 else []
        while first and first[0].op in ("chain", "minus"):  # of \frac{N}{2} \log |X|
            first = [arg for arg in first[0].args if arg.op not in ("number", "decimal")][:1]
        names |= {canonical(factor.value) for factor in first if factor.op == "name"}
    return names.difference(canonical(term.value) for term in terms if term.op == "name")


def _divisors(at: Tree, expression: Tree) -> set[str]:
    """The capitals that divide a number in front of what looks like one: the N of 1/N ||x||^2, of 1/(2N) sum(x).

    N and T, which count things, do so in front of anything.
    """
    chains = [node for node in walk(expression) if node.op == "chain" and (node is at or at in node.args)]
    factors = [arg for node in chains for arg in node.args if arg is not at]
    found: set[str] = set()
    for above, sign, below in zip(at.args, at.value, at.args[1:], strict=False) if at.op == "chain" else ():
        names = [node for node in walk(below) if node.op == "name"]
        plain = below.op == "name" or (below.op == "chain" and {*below.value} == {"*"})
        number = all(node.op in _CONSTANT for node in walk(above)) or _has_one_entry(above)
        if sign == "/" and len(names) == 1 and plain and number:
            others = [factor for factor in factors if factor is not below]
            if all(map(_looks_scalar, others)) and any(node.op == "name" for each in others for node in walk(each)):
                found.add(canonical(names[0].value))
        if sign == "/" and len(names) == 1 and plain and names[0].value in _COUNTS:
            found.add(names[0].value)
    return found


def _has_one_entry(node: Tree) -> bool:
    """tr(X), ||x||^2, x'x between brackets of an inner product: never a matrix."""
    while node.op in ("power", "minus"):
        node = node.args[0]
    called = SPELLINGS.get(node.value[0], node.value[0]) if node.op == "call" else ""
    return node.op in ("bars", "norm", "inner") or called in _SCALARS


def _looks_scalar(node: Tree) -> bool:
    while node.op in ("power", "minus"):
        node = node.args[0]
    return node.op == "inner" or _is_number(node)


def _is_number(base: Tree) -> bool:
    """Is it a scalar by its looks: 2π, det(A), |A|?"""
    if base.op in ("call", "bars", "norm", "number", "decimal"):
        return True
    names = [node.value for node in walk(base) if node.op == "name"]
    return all(canonical(name) == "pi" or kind_by_convention(canonical(name)) == "scalar" for name in names)


def _within(node: Tree, spans: list[Span]) -> bool:
    return not spans or any(span.start <= node.span.start and node.span.end <= span.end for span in spans)


def never_scalar(trees: Iterable[Tree]) -> set[str]:
    """The canonical names that are not made scalars, for how they are used.

    They are transposed or in norm bars, by themselves or as terms of a sum; so are arguments of functions that are not
    elementwise, operands of elementwise operators, and matrices that are inverted or between bars.
    """
    found: set[str] = set()
    for tree in trees:
        for node in walk(tree):
            for operand, matrices_only in _of_many_entries(node):
                names = {canonical(name) for name in _terms(operand)}
                found |= {name for name in names if name[0].isupper() or not matrices_only}
    return found


def _of_many_entries(node: Tree) -> Iterator[tuple[Tree, bool]]:
    """The operands that are not scalars by the looks of it; True where that holds for capitals only."""
    if node.op in ("norm", "dot_power") or is_transposition(node):
        yield node.args[0], False
    elif node.op == "bars" or (node.op == "power" and node.args[1].op == "minus"):
        yield node.args[0], True
        if node.op == "bars" and (last := _behind_a_matrix(node.args[0])):
            yield last, False
    elif node.op == "inner" or (node.op == "call" and not is_entrywise(node) and node.value[0] not in SIZE_CALLS):
        yield from ((arg, False) for arg in node.args)
        if node.op == "call" and SPELLINGS.get(node.value[0]) in ("sum", "mean"):
            yield from _exponents(node.args[0])
    elif node.op == "chain":
        for place, sign in enumerate(node.value):
            if sign in ENTRYWISE:
                yield from ((arg, False) for arg in node.args[place : place + 2])
            elif is_transposition(node.args[place]) and sign == "*" not in node.value[place + 1 : place + 2]:
                yield from _exponents(node.args[place + 1])


def _exponents(node: Tree) -> Iterator[tuple[Tree, bool]]:
    """The w of 1'e^{Xw}, of sum(e^w): no matrix stands there, but the exponentials of all entries. A t is a time."""
    if node.op == "call" and node.value[0] == EULER:
        last = _behind_a_matrix(node.args[0]) or node.args[0]
        if not (last.op == "name" and last.value == "t"):
            yield last, False


def _behind_a_matrix(product: Tree) -> Tree | None:
    """The x of |Ax|, which is no determinant."""
    before, last = product.args[-2:] if product.op == "chain" else (product, product)
    matrix = before.op == "name" and kind_by_convention(canonical(before.value)) == "matrix"
    return last if matrix and last.op == "name" and product.value[-1] == "*" else None


def is_entrywise(call: Tree) -> bool:
    """Does a call act on the entries, as far as is known?"""
    record = REGISTRY.get(SPELLINGS.get(call.value[0], ""))
    return record is None or record.kind == "elementwise"


def _terms(root: Tree) -> Iterator[str]:
    """The names that have the shape of the whole: terms of sums, arguments of elementwise functions, 2x and x/2."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.op == "name":
            yield node.value
        elif node.op in ("sum", "minus", "bars") or (node.op == "call" and is_entrywise(node)):
            waiting.extend(node.args)
        elif node.op == "chain":
            plain = [arg.args[0] if arg.op == "minus" else arg for arg in node.args]
            factors = [arg for arg in plain if arg.op not in ("number", "decimal")]
            if len(factors) == 1 or set(node.value) <= set(ENTRYWISE):
                waiting.extend(factors)


def is_column_beside_row(checker: Checker, term: Typed, vector: Typed) -> bool:
    """The y of x' + y, which only use makes a number: it is a column, as x is one."""
    row = vector.args[0] if vector.op == "negative" else vector
    named = term.op == "symbol" and not checker.scope.is_declared(str(term.value))
    return (
        named and row.op == "transpose" and checker.is_scalar(term) and kind_by_convention(str(term.value)) == "vector"
    )
