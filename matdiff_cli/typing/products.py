"""Products of every kind, read from left to right as one level of precedence."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import takewhile

from matdiff_cli.errors import Mark, Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE, Shape
from matdiff_cli.typing.misleading import remark_on_call, remark_on_order, remark_on_trace
from matdiff_cli.typing.mismatch import refuse_product
from matdiff_cli.typing.names import why_by_convention
from matdiff_cli.typing.reserved import refuse_in_products
from matdiff_cli.typing.scope import SCALAR
from matdiff_cli.typing.typed import Op, Typed

_SIGN = re.compile(r"[*@·⋅]|\\(?:cdot|ast|times)(?![A-Za-z])")
_DOT = re.compile(r"[·⋅∙]|\\cdot")


def negative(checker: Checker, operand: Typed, span: Span) -> Typed:
    """-operand."""
    return checker.make("negative", (operand,), operand.shape, span)


def chain(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """`a*b/c .* d ⊗ e`; a minus sign before the first operand is one before the whole."""
    refuse_in_products(checker, tree, operands)
    first = operands[0]
    signed = tree.args[0].op == "minus" and first.op in ("negative", "number")
    if signed:
        first = checker.number(-first.value, first.span) if isinstance(first.value, Fraction) else first.args[0]
    running = _Running(checker, first)
    steps = list(zip(tree.value, operands[1:], strict=True))
    for operator, before, operand in zip(tree.value, operands, operands[1:], strict=False):
        if operator == "*":
            remark_on_call(checker, before, operand)
            remark_on_trace(checker, before, operand)
    remark_on_order(checker, tree.value, operands)
    while steps:
        operator, operand = steps.pop(0)
        if operator == "/" and not checker.is_scalar(operand):
            operand, steps = _divisor(checker, operand, steps)
        elif operator == "/":
            _remark_on_factors_behind(running, operand, steps)
        elif operator == "*" and _dots_with_product(running, operand, steps):
            running.transpose()
            checker.reading += [_INNER] * (_INNER not in checker.reading)
        _STEPS[operator](running, operand)
        running.end = operand.span.end
    result = running.node()
    return negative(checker, result, tree.span) if signed else result


_Steps = list[tuple[str, Typed]]
ONLY_BELOW = "of /{whole} only {divisor} is below; write /({whole}) to divide by all of it"
_INNER = phrase("a dot between two vectors is read as the inner product")


def _dots_with_product(left: _Running, right: Typed, steps: _Steps) -> bool:
    """Is it the dot of y · A x, between two columns of which one is a product?"""
    checker, node = left.checker, left.placeholder()
    together = list(takewhile(lambda step: step[0] == "*", steps))
    column = bool(together) and together[-1][1].shape[1] == ONE and checker.is_vector(together[-1][1])
    matrices = ONE not in right.shape and all(ONE not in each.shape for _, each in together[:-1])
    dot = _DOT.search(checker.source[left.end : right.span.start])
    return bool(dot) and column and matrices and node.shape[1] == ONE and checker.is_vector(node)


def _divisor(checker: Checker, first: Typed, steps: _Steps) -> tuple[Typed, _Steps]:
    """`x'x` in a'b / x'x: what stands together behind the stroke, where only all of it is a scalar; and the rest."""
    running, end = _Running(checker, first), first
    for k, (operator, operand) in enumerate(steps):
        between = checker.source[end.span.end : operand.span.start]
        if operator != "*" or (_SIGN.search(between) if "\\" in checker.source else between.strip()):
            break
        _times(running, operand)
        running.end, end = operand.span.end, operand
        if running.is_scalar():
            divisor = checker.quote(running.span)
            checker.reading.append(phrase("{divisor} behind the / is read as one divisor", divisor=divisor))
            return running.node(), steps[k + 1 :]
    return first, steps


def _remark_on_factors_behind(above: _Running, divisor: Typed, steps: _Steps) -> None:
    """Tell that 1/2σ² is 1/2 times σ², /‖x‖ ‖y‖ /‖x‖ times ‖y‖, and x'Ax/2x'x half of x'Ax times x'x.

    What is typed so means another thing to many; but λ/2‖x‖² and 1/2x'x are read by all as they are here.
    """
    checker, end = above.checker, divisor.span.end
    halved = divisor.op == "number" and above.is_scalar() and any(map(_is_formula, above.factors))
    for operator, factor in steps:
        between = checker.source[end : factor.span.start]
        symbol = factor.args[0] if factor.op == "power" else factor
        named = halved or (symbol.op in ("symbol", "pi") and checker.is_scalar(symbol))
        norms = _is_norm(divisor) and _is_norm(factor) and not between.strip()
        if operator != "*" or not ((named and not between) or norms) or checker.source[end - 1] == ")":
            break
        end = factor.span.end
    if end > divisor.span.end:
        whole = checker.quote(Span(divisor.span.start, end))
        checker.reading.append(phrase(ONLY_BELOW, whole=whole, divisor=checker.quote(divisor)))


def _is_formula(factor: Typed) -> bool:
    """Is it more than a number, a symbol or a power of one?"""
    return factor.op not in ("number", "pi", "symbol", "power", "negative") or any(map(_is_formula, factor.args))


def _is_norm(node: Typed) -> bool:
    return node.op == "call" and node.value in ("norm", "norm1")


def product(checker: Checker, a: Typed, b: Typed) -> Typed:
    """a*b, where it is known to make sense."""
    running = _Running(checker, a)
    _times(running, b)
    running.end = max(a.span.end, b.span.end)
    return running.node()


class _Running:
    """What was read so far: factors of a product that is still open. `shape` is None while all of them are scalars."""

    def __init__(self, checker: Checker, first: Typed) -> None:
        self.checker = checker
        self.start, self.end = first.span.start, first.span.end
        self.factors: list[Typed] = []
        self.shape: Shape | None = None
        self.restart(first)

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def restart(self, node: Typed) -> None:
        """Go on with `node` as the only factor, or with its factors if it is a product."""
        if node.op != "product":
            self.factors, self.shape = [node], None if self.checker.is_scalar(node) else node.shape
        else:
            self.factors = list(node.args)
            scalar = all(map(self.checker.is_scalar, node.args))
            self.shape = None if scalar else node.shape

    def transpose(self) -> None:
        """Go on with the transpose."""
        node = self.node()
        row = self.checker.make("transpose", (node,), (node.shape[1], node.shape[0]), node.span)
        self.factors, self.shape = [row], row.shape

    def is_scalar(self) -> bool:
        return self.shape in (None, SCALAR)

    def append(self, operand: Typed) -> None:
        """Multiply by an operand that fits, taking over its factors where that means the same."""
        scalar = self.checker.is_scalar(operand)
        splits = operand.op == "product" and (not scalar or all(map(self.checker.is_scalar, operand.args)))
        self.factors.extend(operand.args if splits else [operand])
        if not scalar:
            rows = self.shape[0] if self.shape else operand.shape[0]
            self.shape = (rows, operand.shape[1])

    def close(self) -> None:
        """The matrices so far make a scalar, x'*x: from now on one factor."""
        matrices = [place for place, factor in enumerate(self.factors) if not self.checker.is_scalar(factor)]
        inner = slice(matrices[0], matrices[-1] + 1)
        self.factors[inner] = [self.checker.make("product", tuple(self.factors[inner]), SCALAR, self.span)]
        self.shape = None

    def node(self) -> Typed:
        """The product so far."""
        is_scalar = self.checker.is_scalar
        grouped = [place for place, factor in enumerate(self.factors) if factor.op == "product"]
        if self.shape == SCALAR and grouped and len(self.factors) > 1:
            self.close()
        elif len(grouped) == 1 and all(map(is_scalar, self.factors)):  # 2*(x'*x) is 2*x'*x
            self.factors[grouped[0] : grouped[0] + 1] = self.factors[grouped[0]].args
        if len(self.factors) == 1:
            return self.factors[0]
        return self.checker.make("product", tuple(self.factors), self.shape or SCALAR, self.span)

    def placeholder(self) -> Typed:
        """A node with the span and shape of what was read so far, and its last factor, for messages."""
        return Typed("product", tuple(self.factors[-1:]), self.shape or SCALAR, self.span)


def _times(left: _Running, right: Typed) -> None:
    checker = left.checker
    if not checker.is_scalar(right) and left.shape is not None:
        columns, rows = left.shape[1], right.shape[0]
        if left.shape == SCALAR:
            left.close()
        elif columns != rows and not checker.same(columns, rows, left.placeholder(), right):
            if not _is_inner(left, right):
                refuse_product(checker, left.placeholder(), left.factors[-1], right)
            left.transpose()
    left.append(right)


def _is_inner(left: _Running, right: Typed) -> bool:
    """Is it a · x of two vectors, which is no other product?"""
    checker = left.checker
    node, between = left.placeholder(), checker.source[left.end : right.span.start]
    if not (_DOT.search(between) and checker.is_vector(node) and checker.is_vector(right)):
        return False
    if node.shape[1] != ONE or right.shape[1] != ONE or not checker.same_shape(node, right):
        return False
    checker.reading += [_INNER] * (_INNER not in checker.reading)
    return True


def _over(left: _Running, right: Typed) -> None:
    checker = left.checker
    if not checker.is_scalar(right):
        text = checker.quote(right)
        hint = f"multiply by inv({text})" if ONE not in right.shape else f"divide by a scalar, such as ({text}'*{text})"
        if not left.is_scalar() and left.shape == right.shape:
            hint += ", or use ./ for the elementwise quotient"
        if left.is_scalar() and ONE in right.shape:
            hint += ", or use ./ for the elementwise quotient"
        if right.op == "symbol" and not checker.scope.is_declared(str(right.value)):
            hint += f"; {why_by_convention(str(right.value))}, or declare `where {text}: scalar`"
        what = "a vector" if checker.is_vector(right) else "a matrix"
        checker.fail("shape", f"division by {what}", *checker.marks(right), hint=hint)
    if checker.constant(right) == 0:
        checker.fail("domain", "division by zero", Mark(right.span), hint="the divisor is the number 0")
    above = left.node()
    span = Span(left.start, right.span.end)
    if isinstance(above.value, Fraction) and isinstance(right.value, Fraction) and right.value:
        left.restart(checker.number(above.value / right.value, span))
    else:
        left.restart(checker.make("quotient", (above, right), above.shape, span))


def _dot_times(left: _Running, right: Typed) -> None:
    if left.is_scalar() or left.checker.is_scalar(right):
        _times(left, right)
    else:
        _elementwise(left, right, "hadamard")


def _dot_over(left: _Running, right: Typed) -> None:
    checker = left.checker
    if checker.is_scalar(right):
        _over(left, right)
    elif left.is_scalar():
        span = Span(left.start, right.span.end)
        left.restart(checker.make("hadamard_quotient", (left.node(), right), right.shape, span))
    else:
        _elementwise(left, right, "hadamard_quotient")


def _elementwise(left: _Running, right: Typed, op: Op) -> None:
    checker = left.checker
    node = left.node()
    if not checker.same_shape(node, right):
        sizes = checker.sizes(node, right)
        column, matrix = (node, right) if checker.is_vector(node) else (right, node)
        hint = "elementwise operations need equal shapes"
        if checker.is_vector(column) and not checker.is_vector(matrix):
            hint += f"; diag({checker.quote(column)})*{checker.quote(matrix)} scales the rows"
        checker.fail(
            "shape",
            f"an elementwise {'product' if op == 'hadamard' else 'quotient'} of {sizes[0]} and {sizes[1]}",
            *reversed(checker.marks(node, right)),
            hint=hint,
        )
    parts: tuple[Typed, ...] = (node, right)
    if op == "hadamard":
        parts = (*(node.args if node.op == op else (node,)), *(right.args if right.op == op else (right,)))
    left.restart(checker.make(op, parts, node.shape, Span(left.start, right.span.end)))


def _kronecker(left: _Running, right: Typed) -> None:
    left.restart(kronecker(left.checker, left.node(), right))


def kronecker(checker: Checker, a: Typed, b: Typed) -> Typed:
    """a ⊗ b; a scalar only scales."""
    if checker.is_scalar(a) or checker.is_scalar(b):
        return product(checker, a, b)
    parts = [part for side in (a, b) for part in (side.args if side.op == "kronecker" else (side,))]
    shape = (a.shape[0] * b.shape[0], a.shape[1] * b.shape[1])
    return checker.make(
        "kronecker", tuple(parts), shape, Span(min(a.span.start, b.span.start), max(a.span.end, b.span.end))
    )


_STEPS = {"*": _times, "/": _over, ".*": _dot_times, "./": _dot_over, "⊗": _kronecker}
