"""One rule a node kind: how it is put together from the pieces of its operands."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import prod

from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.expressions.nodes.base import marks
from matdiff_cli.functions import linear_map
from matdiff_cli.output.notation.spelling import Level, Piece
from matdiff_cli.output.notation.walker import Walker, negative_exponent, rule

# --- leaves ---------------------------------------------------------------------------------------------------


@rule(nodes.Number)
def _number(walker: Walker, node: nodes.Number) -> Piece:
    return walker.number(node.value)


@rule(nodes.SizeNumber)
def _size_number(walker: Walker, node: nodes.SizeNumber) -> Piece:
    return walker.spelling.size_number(node)


@rule(nodes.Variable)
def _variable(walker: Walker, node: nodes.Variable) -> Piece:
    return Piece(walker.spelling.variable(node))


@rule(nodes.Increment)
def _increment(walker: Walker, node: nodes.Increment) -> Piece:
    return walker.spelling.increment(walker.walk(node.of))


@rule(nodes.Identity)
def _identity(walker: Walker, node: nodes.Identity) -> Piece:
    return Piece(walker.spelling.identity(node))


@rule(nodes.Ones)
def _ones(walker: Walker, node: nodes.Ones) -> Piece:
    return Piece("1") if node.is_scalar else walker.spelling.ones(node)


@rule(nodes.Zeros)
def _zeros(walker: Walker, node: nodes.Zeros) -> Piece:
    return Piece("0" if node.is_scalar else walker.spelling.zeros(node))


@rule(nodes.Commutation)
def _commutation(walker: Walker, node: nodes.Commutation) -> Piece:
    return Piece(walker.spelling.commutation(node))


@rule(nodes.Literal)
def _literal(walker: Walker, node: nodes.Literal) -> Piece:
    rows = [[walker.spelling.whole(walker[entry]) for entry in row] for row in node.rows_of_entries]
    return Piece(walker.spelling.literal(rows))


# --- arithmetic -----------------------------------------------------------------------------------------------


@rule(nodes.Sum)
def _sum(walker: Walker, node: nodes.Sum) -> Piece:
    return Piece(walker.spelling.sum([walker[term] for term in node.args]), Level.SUM)


_DIVIDING = marks(nodes.Power, nodes.HadamardPower)
"""Without one of these in an expression there is no quotient in it."""


@rule(nodes.Product)
def _product(walker: Walker, node: nodes.Product) -> Piece:
    spelling = walker.spelling
    divided = bool(node.held & _DIVIDING)
    factors = _opened(node) if divided and not spelling.nests_quotients else list(node.args)
    negative, leading, divisor = False, None, None
    first = factors[0]
    if isinstance(first, nodes.Number) and first.value.is_Rational and len(factors) > 1:
        del factors[0]
        negative, size, over = bool(first.value.p < 0), abs(int(first.value.p)), int(first.value.q)
        decimal = spelling.decimal(Fraction(size, over)) if over != 1 else None
        leading = decimal or (str(size) if size != 1 else None)
        divisor = str(over) if decimal is None and over != 1 else None

    above: list[Piece] = []
    below: list[Piece] = []
    for factor in factors:
        exponent = negative_exponent(factor, nodes.Power) if divided else None
        if exponent is None:
            above.append(walker[factor])
        else:
            below.append(walker.to_power(factor.args[0], exponent))

    piece = None if below or divisor or not divided else _over_elementwise(walker, factors, leading)
    piece = piece or walker.chain(leading, above)
    if below or divisor:
        quotient = spelling.quotient(Piece(piece.body, piece.level), walker.chain(divisor, below))
        piece = Piece(quotient.body, quotient.level, piece.negative)
    elif piece.level == Level.SUM:
        piece = Piece(spelling.parenthesise(piece.body))
    if not negative:
        return piece
    body = spelling.parenthesise(spelling.whole(piece)) if piece.negative else piece.body
    return Piece(body, Level.ATOM if piece.negative else piece.level, True)


def _opened(node: nodes.Product) -> list[Node]:
    """The factors; over a denominator, those of the quotients among them instead: (a/b)/c is a/(b c)."""
    first = node.args[0]
    divided = isinstance(first, nodes.Number) and first.value.is_Rational and not first.value.is_Integer
    if not divided and all(negative_exponent(factor, nodes.Power) is None for factor in node.args):
        return list(node.args)
    of_scalars = all(factor.is_scalar for factor in node.args)
    opened: list[Node] = []
    for factor in node.args:
        quotient = isinstance(factor, nodes.Product) and any(
            negative_exponent(part, nodes.Power) is not None for part in factor.args
        )
        opens = quotient and (of_scalars or all(part.is_scalar for part in factor.args))
        opened += factor.args if opens else [factor]
    if len(opened) == len(node.args):
        return opened
    numbers = [part for part in opened if isinstance(part, nodes.Number) and part.value.is_Rational]
    others = [part for part in opened if part not in numbers]
    return [nodes.Number(prod(number.value for number in numbers)), *others] if len(numbers) > 1 else opened


def _over_elementwise(walker: Walker, factors: Sequence[Node], leading: str | None) -> Piece | None:
    """`2./x` for scalars times x.^-1; None for any other product."""
    if not any(isinstance(factor, nodes.HadamardPower) for factor in factors):
        return None
    tall = [factor for factor in factors if not factor.is_scalar]
    exponent = negative_exponent(tall[0], nodes.HadamardPower) if len(tall) == 1 else None
    if exponent is None:
        return None
    scalars = [walker[factor] for factor in factors if factor.is_scalar]
    numerator = walker.chain(leading, scalars)
    if numerator.negative:
        return None
    denominator = walker.to_elementwise_power(tall[0].args[0], exponent)
    left = walker.spelling.wrap(numerator, Level.PRODUCT)
    right = walker.spelling.wrap(denominator, Level.FRACTION)
    return Piece(walker.spelling.elementwise_quotient(left, right), Level.PRODUCT)


@rule(nodes.HadamardProduct)
def _hadamard_product(walker: Walker, node: nodes.HadamardProduct) -> Piece:
    above: list[Piece] = []
    below: list[Piece] = []
    for factor in node.args:
        exponent = negative_exponent(factor, nodes.HadamardPower)
        if exponent is None:
            above.append(walker[factor])
        else:
            below.append(walker.to_elementwise_power(factor.args[0], exponent))
    numerator = walker.elementwise_chain(above)
    return walker.elementwise_quotient(numerator, walker.elementwise_chain(below)) if below else numerator


@rule(nodes.Kronecker)
def _kronecker(walker: Walker, node: nodes.Kronecker) -> Piece:
    spelling = walker.spelling
    pieces = [
        Piece(spelling.identity(factor, sized=True)) if isinstance(factor, nodes.Identity) else walker[factor]
        for factor in node.args
    ]
    return spelling.kronecker(pieces)


@rule(nodes.Transpose)
def _transpose(walker: Walker, node: nodes.Transpose) -> Piece:
    (operand,) = node.args
    spelling = walker.spelling
    if operand.is_scalar and isinstance(operand, nodes.Number | nodes.Ones | nodes.Zeros):  # 1' would be ones
        return walker[operand]
    if isinstance(operand, nodes.Inverse):
        return Piece(spelling.inverse_transpose(spelling.wrap(walker[operand.args[0]], Level.ATOM)), Level.POSTFIX)
    return Piece(spelling.transpose(spelling.wrap(walker[operand], Level.INCREMENT)), Level.POSTFIX)


@rule(nodes.Inverse)
def _inverse(walker: Walker, node: nodes.Inverse) -> Piece:
    operand = node.args[0]
    spelling = walker.spelling
    if isinstance(operand, nodes.Transpose):
        return Piece(spelling.inverse_transpose(spelling.wrap(walker[operand.args[0]], Level.ATOM)), Level.POSTFIX)
    return Piece(spelling.inverse(spelling.wrap(walker[operand], Level.ATOM)), Level.POSTFIX)


@rule(nodes.Power)
def _power(walker: Walker, node: nodes.Power) -> Piece:
    base, exponent = node.args
    below = negative_exponent(node, nodes.Power)
    if below is not None:
        return walker.spelling.quotient(Piece("1"), walker.to_power(base, below))
    if isinstance(exponent, nodes.Number) and exponent.value.is_Rational and node.is_scalar and exponent.value != 1:
        return walker.to_power(base, exponent.value)
    raised = walker.spelling.power(walker.spelling.wrap(walker[base], Level.ATOM), _exponent(walker, exponent))
    return Piece(raised, Level.POSTFIX)


@rule(nodes.HadamardPower)
def _hadamard_power(walker: Walker, node: nodes.HadamardPower) -> Piece:
    base, exponent = node.args
    below = negative_exponent(node, nodes.HadamardPower)
    if below is not None:
        return walker.elementwise_quotient(walker.elementwise_chain([]), walker.to_elementwise_power(base, below))
    if isinstance(exponent, nodes.Number) and exponent.value.is_Rational and exponent.value != 1:
        return walker.to_elementwise_power(base, exponent.value)
    raised = walker.spelling.elementwise_power(
        walker.spelling.wrap(walker[base], Level.ATOM), _exponent(walker, exponent)
    )
    return Piece(raised, Level.POSTFIX)


def _exponent(walker: Walker, exponent: Node) -> Piece:
    rational = isinstance(exponent, nodes.Number) and exponent.value.is_Rational
    return walker.exponent(exponent.value) if rational else walker[exponent]


# --- functions ------------------------------------------------------------------------------------------------


@rule(*(kind for kind in nodes.Linear.kinds.values() if kind is not nodes.Transpose))
def _linear(walker: Walker, node: nodes.Linear) -> Piece:
    record, _ = linear_map(node.operation)
    return walker.spelling.call(record.name, node.args, [walker[operand] for operand in node.args])


@rule(nodes.Function)
def _function(walker: Walker, node: nodes.Function) -> Piece:
    if node.name == "sqrt":
        return walker.spelling.root(walker[node.operands[0]])
    pieces = [walker[operand] for operand in node.operands]
    (operand, *_) = node.operands
    if node.name == "abs" and isinstance(operand, nodes.Function) and operand.name == "det":
        pieces = [walker.spelling.in_words("det", [walker[part] for part in operand.operands])]
    return walker.spelling.call(node.name, node.operands, pieces)


@rule(nodes.FrechetExpm)
def _frechet_expm(walker: Walker, node: nodes.FrechetExpm) -> Piece:
    written = walker.spelling.frechet_expm([walker[operand] for operand in node.args])
    return walker.walk(node.as_block()) if written is None else written


@rule(nodes.FunctionValue)
def _function_value(walker: Walker, node: nodes.FunctionValue) -> Piece:
    return walker.spelling.function_value(node, [walker[operand] for operand in node.operands])
