"""The registry's formulas, read once and put to use on the operands at hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from matdiff_cli.calculus.exponential import corner_of_expm
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts, nodes
from matdiff_cli.expressions.build import build, size
from matdiff_cli.expressions.nodes import FrechetExpm, Function, Node, Number, Power, Product, Sum, Variable
from matdiff_cli.expressions.tidy import replace, tidy
from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.functions.signature import Signature, bind
from matdiff_cli.typing.formulas import dimension_of, formula_tree, signature_for, symbols_of


def instantiate(name: str, formula: str, operands: tuple[Node, ...], **more: Node) -> Node:
    """A formula of a record, simplified, with `operands` for its parameters and `more` for other names (dX, Y, dY)."""
    record = REGISTRY[name]
    found = _signature(record, tuple([operand.shape[1] is nodes.SIZE_ONE for operand in operands]))
    template, names, sized = _template(record, found, formula)
    meaning = dict(zip(record.parameters, operands, strict=True)) | more
    replacements: dict[Node, Node] = {name: meaning[name.name] for name in names}
    if sized:
        bound = bind(found, [operand.shape for operand in operands], nodes.SIZE_ONE)
        measures = {size(dimension_of(word)): bound[word] for word in bound if word != "1"}
        for leaf in sized:
            replacements[leaf] = leaf.func(*(s.xreplace(measures) for s in leaf.args))
    return replace(template, replacements)


def lift(formula: Node, operand: Node) -> Node:
    """A formula in the scalar variable x, applied to every entry of the operand."""
    match formula:
        case Variable():
            return operand
        case Number():
            return formula if operand.is_scalar else algebra.product(formula, nodes.Ones(*operand.shape))
        case nodes.Zeros():
            return algebra.zeros(operand.shape)
        case Sum():
            return algebra.add(*(lift(term, operand) for term in formula.args))
        case Product():
            varying = [factor for factor in formula.args if factor.holds(Variable)]
            constant = [factor for factor in formula.args if factor not in varying]
            return algebra.product(*constant, algebra.hadamard(*(lift(factor, operand) for factor in varying)))
        case Power():
            return algebra.hadamard_power(lift(formula.args[0], operand), formula.args[1])
        case Function():
            return algebra.call(formula.name, lift(formula.operands[0], operand))
    raise TypeError(f"no entry-by-entry form of {type(formula).__name__}")


@cache
def derivative(name: str) -> Node:
    """The derivative of an elementwise function, as an expression in the scalar variable x."""
    return _of_entry(name, REGISTRY[name].derivative)


def _of_entry(name: str, formula: str) -> Node:
    record = REGISTRY[name]
    return _template(record, signature_for(record, ()), formula).expression


def value_of(name: str, operands: tuple[Node, ...]) -> Node:
    """A function of the registry by the formula of its value."""
    record = REGISTRY[name]
    if record.kind == "elementwise":
        return lift(_of_entry(name, record.value), operands[0])
    return instantiate(name, record.value, operands)


def expand_definitions(expression: Node, varies: Callable[[Node], bool] = lambda node: True) -> Node:
    """The expression with defined functions of what `varies` written out, otherwise as it was.

    So are determinants of small matrices that are written out themselves, and what is linear in a change of expm.
    """
    return _written_out(expression, varies, {})


def _written_out(node: Node, varies: Callable[[Node], bool], known: dict[Node, Node]) -> Node:
    found = known.get(node)
    if found is None:
        found = node
        if node.parts and varies(node):
            found = node.over(lambda part: _written_out(part, varies, known))
            if isinstance(found, Function):
                found = _defined(found)
            elif isinstance(found, FrechetExpm):
                point, direction = found.args
                found = corner_of_expm(point, direction, point)
        known[node] = found
    return found


def _defined(node: Function) -> Node:
    if REGISTRY[node.name].kind == "defined":
        return value_of(node.name, node.operands)
    (operand, *_) = node.operands
    if node.name not in ("det", "logdet"):
        return node
    operand = tidy(operand)
    if facts.is_singular(operand) or facts.has_rank_one(operand):
        return _of_singular(node.name, operand)
    determinant = algebra.determinant(operand) if isinstance(operand, nodes.Literal) else None
    if determinant is None:
        return node
    if node.name == "det":
        return determinant
    return algebra.call("log", algebra.call("abs", determinant))


def _of_singular(name: str, operand: Node) -> Node:
    """det = 0: no inverse is needed for its derivative, nor is there one.

    Raises MatdiffError (domain) for logdet, and where det is 0 for every size but 1.
    """
    value = algebra.call(name, operand)
    if algebra.is_zero(value):
        return value
    raise MatdiffError(
        "domain",
        "the determinant of a matrix of rank 1 is 0 unless its size is 1",
        hint="declare the size, such as x: vector(3); for size 1 write it without det",
    )


_signature = cache(signature_for)


class _Template(NamedTuple):
    """A formula as an expression, the names in it, and the leaves in it that have the size of an operand."""

    expression: Node
    names: set[Variable]
    sized: set[Node]


@cache
def _template(record: Record, found: Signature, formula: str) -> _Template:
    expression = expand_definitions(build(formula_tree(record, found, formula), symbols_of(record, found)))
    sized = expression.atoms(nodes.Identity, nodes.Ones, nodes.Zeros, nodes.SizeNumber)
    return _Template(expression, expression.atoms(Variable), sized)
