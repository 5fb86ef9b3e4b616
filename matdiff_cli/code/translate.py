"""Expression → program: one rule a kind of node, each with the form that is fast and stable to compute."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce

import sympy

from matdiff_cli.calculus.formulas import value_of
from matdiff_cli.code import own_nodes, stable, traces
from matdiff_cli.code.balanced import is_scale
from matdiff_cli.code.definite import is_definite
from matdiff_cli.code.determinants import square_factors
from matdiff_cli.code.translator import ALONG, MOST_FACTORS, Translator, shape_of, translate
from matdiff_cli.code.values import Value
from matdiff_cli.expressions import algebra, facts, nodes
from matdiff_cli.expressions.decompositions import rational, split_scalars
from matdiff_cli.expressions.facts.definite import root_of
from matdiff_cli.expressions.nodes import SIZE_ONE, Node, Variable
from matdiff_cli.functions import REGISTRY, linear_map

__all__ = ["ALONG", "Translator", "own_nodes"]

KNOWN = frozenset({"logsumexp", "norm", "relu", "sigmoid", "softmax", "softplus"})
"""Functions that every target writes better than by their formulas, which may overflow or lose digits."""


@translate.register
def _(node: nodes.Number, t: Translator) -> Value:
    return t.program.number(node.value)


@translate.register
def _(node: nodes.SizeNumber, t: Translator) -> Value:
    return t.program.size(node.size)


@translate.register
def _(node: Variable, t: Translator) -> Value:
    meaning = t.meaning(node)
    found = t(meaning) if meaning is not None else t.program.input(node.name, shape_of(node))
    if is_scale(node.name):
        found.lowering = found.lowering or "balanced"
    return found


@translate.register
def _(node: nodes.Increment, t: Translator) -> Value:
    entry = t.increments[node.of.name]
    if entry is None:
        return t.program.input(ALONG, shape_of(node))
    whole = t.program.input(ALONG, (sympy.Integer(len(t.increments)),))
    return t.program.make("entry", whole, data=(sympy.Integer(entry),))


@translate.register
def _(node: nodes.Identity, t: Translator) -> Value:
    return t.program.eye(node.shape[0])


@translate.register
def _(node: nodes.Ones, t: Translator) -> Value:
    return t.program.ones(*shape_of(node))


@translate.register
def _(node: nodes.Zeros, t: Translator) -> Value:
    return t.program.zeros(*shape_of(node))


@translate.register
def _(node: nodes.Literal, t: Translator) -> Value:
    return t.program.literal(shape_of(node), t.all(node.entries))


@translate.register
def _(node: nodes.Sum, t: Translator) -> Value:
    """A multiple of ones is a scalar that is added to every entry, where there are others."""
    scalars = {term: split_scalars(term)[0] for term in node.args if _is_uniform(term)}
    if len(scalars) == len(node.args):
        scalars.pop(node.args[0])
    return t.program.add(
        *(
            t.program.mul(t.program.number(1), *t.all(scalars[term])) if term in scalars else t(term)
            for term in node.args
        )
    )


def _is_uniform(node: Node) -> bool:
    """A multiple of a vector or matrix of ones."""
    chain = split_scalars(node)[1]
    return bool(chain) and all(isinstance(factor, nodes.Ones) for factor in chain) and len(chain) == 1


@translate.register
def _(node: nodes.Product, t: Translator) -> Value:
    scalars, chain = split_scalars(node)
    inner = [t.product(chain)] if chain else []
    if inner and inner[0].op == "outer":
        return t.program.outer(_ratio(t, scalars, [inner[0].args[0]]), inner[0].args[1])
    return _ratio(t, scalars, inner)


@translate.register
def _(node: nodes.HadamardProduct, t: Translator) -> Value:
    return _ratio(t, node.args, [])


def _ratio(t: Translator, many: Iterable[Node], rest: list[Value]) -> Value:
    """An elementwise product, negative powers below the line."""
    above: list[Value] = list(rest)
    below: list[Value] = []
    for node in many:
        if isinstance(node, (nodes.HadamardPower, nodes.Power)):
            base, exponent = node.args
            value = rational(exponent)
            elementwise = node.is_scalar or isinstance(node, nodes.HadamardPower)
            if value is not None and value < 0 and elementwise:
                below.append(t.program.power(t(base), t.program.number(-value)))
                continue
        above.append(t(node))
    p = t.program
    scalar_above, scalar_below = ([x for x in xs if x.rank == 0] for xs in (above, below))
    above, below = ([x for x in xs if x.rank > 0] for xs in (above, below))
    scalar = p.div(p.mul(p.number(1), *scalar_above), p.mul(p.number(1), *scalar_below))
    if not below:
        return p.mul(scalar, *above)
    return p.div(p.mul(scalar, *above), p.mul(*below))


@translate.register(nodes.Power)
def _(node: nodes.Power, t: Translator) -> Value:
    if node.is_scalar:
        return t.program.power(*t.all(node.args))
    exponent = int(node.args[1].value)
    chain = exponent < 0 or (exponent <= MOST_FACTORS and facts.is_diagonal(node))
    return t.product([node]) if chain else _power(t, t(node.args[0]), exponent)


def _power(t: Translator, base: Value, exponent: int) -> Value:
    """By repeated squaring."""
    squares: list[Value] = []
    while exponent:
        if exponent % 2:
            squares.append(base)
        exponent //= 2
        base = t.program.matmul(base, base) if exponent else base
    return reduce(t.program.matmul, squares)


@translate.register
def _(node: nodes.HadamardPower, t: Translator) -> Value:
    return t.program.power(*t.all(node.args))


@translate.register
def _(node: nodes.Transpose, t: Translator) -> Value:
    return t.program.transpose(t(node.args[0]))


@translate.register
def _(node: nodes.Inverse, t: Translator) -> Value:
    return t.product([node])


@translate.register
def _(node: nodes.Trace, t: Translator) -> Value:
    inner = node.args[0]
    scalars, chain = split_scalars(inner)
    if isinstance(inner, nodes.Sum):
        return t.program.add(*(t(algebra.trace(term)) for term in inner.args))
    value = t.trace(chain)
    return t.program.mul(*t.all(scalars), value) if scalars else value


@translate.register
def _(node: nodes.Total, t: Translator) -> Value:
    inner, lowering = stable.rewrite(node.args[0])
    value = _total(inner, t)
    value.lowering = value.lowering or lowering
    return value


def _total(inner: Node, t: Translator) -> Value:
    rows, columns = inner.shape
    if isinstance(inner, nodes.HadamardProduct):
        *most, last = t.all(inner.args)
        return t.program.dot(t.program.mul(*most), last)
    if isinstance(inner, nodes.Product) and not inner.is_vector:
        scalars, chain = split_scalars(inner)
        ones = nodes.Ones(SIZE_ONE, rows), nodes.Ones(columns, SIZE_ONE)
        value = t.product([ones[0], *chain, ones[1]])
        return t.program.mul(*t.all(scalars), value)
    return t.program.total(t(inner))


@translate.register
def _(node: nodes.Diag, t: Translator) -> Value:
    return t.product([node])


@translate.register
def _(node: nodes.DiagonalPart, t: Translator) -> Value:
    inner = node.args[0]
    scalars, chain = split_scalars(inner)
    if isinstance(inner, nodes.Sum):
        return t.program.add(*(t(algebra.diagonal_part(term)) for term in inner.args))
    value = traces.diagonal(t.program, t.chain(chain))
    return t.program.mul(*t.all(scalars), value) if scalars else value


@translate.register
def _(node: nodes.Vec, t: Translator) -> Value:
    inner = t(node.args[0])
    return inner if inner.rank == 1 else t.program.of_matrix("vec", inner, shape_of(node))


@translate.register
def _(node: nodes.LowerPart, t: Translator) -> Value:
    return t.program.of_matrix("tril", t(node.args[0]), shape_of(node))


@translate.register
def _(node: nodes.UpperPart, t: Translator) -> Value:
    return t.program.of_matrix("triu", t(node.args[0]), shape_of(node))


@translate.register
def _(node: nodes.Linear, t: Translator) -> Value:
    """By the formula of its value, where a record has one."""
    record, _ = linear_map(node.operation)
    return t(value_of(record.name, node.args)) if record.formula else translate.dispatch(Node)(node, t)


@translate.register
def _(node: nodes.Kronecker, t: Translator) -> Value:
    left, right = reduce(lambda a, b: nodes.Kronecker(a, b), node.args[:-1]), node.args[-1]
    if left.is_column and right.is_row:
        return t.program.outer(t(left), t(right))
    if left.is_row and right.is_column:
        return t.program.outer(t(right), t(left))
    a, b = t(left), t(right)
    if left.is_vector and right.is_vector:
        return t.program.kron(a, b, shape_of(node))
    if a.rank != b.rank:  # as matrices, one of them with one row or column
        a, b = (_as_matrix(t, node, value) for node, value in ((left, a), (right, b)))
    return t.program.kron(a, b, shape_of(node))


def _as_matrix(t: Translator, node: Node, value: Value) -> Value:
    return value if value.rank == 2 else t.program.make("as_matrix", value, shape=node.shape)


@translate.register
def _(node: nodes.Commutation, t: Translator) -> Value:
    return t.program.commutation(*node.args)


@translate.register
def _(node: nodes.FrechetExpm, t: Translator) -> Value:
    return t.program.make("frechet_expm", *t.all(node.args), shape=node.shape)


@translate.register
def _(node: nodes.Function, t: Translator) -> Value:
    record = REGISTRY[node.name]
    if record.value and node.name not in KNOWN:
        return t(value_of(node.name, node.operands))
    if node.name == "expm" and facts.is_diagonal(node.operands[0]):
        return t.product([node])
    if node.name == "pinv" and not node.is_matrix:  # x'/(x'x)
        (operand,) = node.operands
        length = algebra.power(algebra.inner_product(operand, operand), nodes.Number(-1))
        return t(algebra.product(length, algebra.transpose(operand)))
    values = t.all(node.operands)
    if record.kind == "elementwise":
        return t.program.call(node.name, values[0])
    if node.name in ("det", "logdet") and len(parts := square_factors(node.operands[0])) > 1:
        join = t.program.mul if node.name == "det" else t.program.add
        return join(*(t(algebra.call(node.name, part)) for part in parts))
    if node.name in ("det", "logdet") and (triangle := t.triangle(node.operands[0])) is not None:
        return t.program.determinant(node.name, triangle, "triangle")
    if node.name in ("det", "logdet") and (root := root_of(node.operands[0])) is not None:
        return t.program.determinant(node.name, t(root), "gram")
    if node.name in ("det", "logdet") and (facts.is_lower(node.operands[0]) or facts.is_upper(node.operands[0])):
        entries = algebra.diagonal_part(node.operands[0])
        positive = node.name == "det" or facts.sign_of(entries) == facts.POSITIVE
        found = t.program.diagonal_determinant(node.name, t(entries if positive else algebra.call("abs", entries)))
        found.lowering = found.lowering or "diagonal-determinant"
        return found
    if node.name in ("det", "logdet"):
        return t.program.determinant(node.name, values[0], "spd" if is_definite(node.operands[0]) else "general")
    return t.program.make(node.name, *values, shape=shape_of(node))
