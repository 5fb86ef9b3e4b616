"""Transposes, inverses and powers."""

from __future__ import annotations

from fractions import Fraction

from matdiff_cli.errors import Mark, Span
from matdiff_cli.syntax.asked import closing
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.magnitude import MAX_POWER
from matdiff_cli.typing.misleading import remark_on_root
from matdiff_cli.typing.names import why_by_convention
from matdiff_cli.typing.typed import Typed

MAX_DERIVED_POWER = 64
"""The derivative of the k-th power of a matrix is a sum of k terms."""


def transpose(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """X'."""
    return transposed(checker, _ones(checker, tree.args[0], operands[0]), tree.span)


def _ones(checker: Checker, written: Tree, node: Typed) -> Typed:
    """The ones of 1'x for the number 1; other nodes are what they are."""
    digits = checker.source[written.span.start : written.span.end]
    if written.op != "number" or digits.strip("1") not in ("", "0"):
        return node
    if digits != "1":
        checker.fail(
            "unsupported",
            f"{digits} is a number; nobody transposes one",
            Mark(written.span),
            hint="write ones(m, n), or ones(m)*ones(n)', for a matrix of ones, zeros(n)' for a row of zeros",
        )
    return checker.make("ones", (), (checker.unifier.fresh(), ONE), written.span)


def transposed(checker: Checker, node: Typed, span: Span) -> Typed:
    """The transpose of a node. Raises MatdiffError for that of a trace, tr(X)'(X): what is meant is tr(X'X)."""
    if node.op == "call" and node.value == "tr":
        hint = "a trace is a number; what it is of stands in parentheses, as in tr((X - A)'*(X - A))"
        checker.fail("syntax", "how far does tr reach?", Mark(span), hint=hint)
    return checker.make("transpose", (node,), node.shape[::-1], span)


def inverse(checker: Checker, node: Typed, span: Span) -> Typed:
    """X^-1 of a square matrix, the reciprocal of a scalar."""
    if checker.is_scalar(node):
        return _scalar_power(checker, node, checker.number(-1, span), span)
    _need_square(checker, node, "inverse")
    return checker.make("inverse", (node,), node.shape, span)


def is_transpose(exponent: Tree) -> bool:
    """Is this the T of X^T or the -T of X^-T?"""
    while exponent.op == "minus":
        exponent = exponent.args[0]
    return exponent.op == "top" or (exponent.op == "name" and exponent.value == "T")


def is_transposition(node: Tree) -> bool:
    """Is this X' or X^T?"""
    return node.op == "transpose" or (node.op == "power" and is_transpose(node.args[1]))


def power(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """`X^T`, `X^-T`, `X^-1`, `X^k`, `s^p`."""
    base, span = operands[0], tree.span
    if len(operands) == 1:
        signs, exponent_tree = 0, tree.args[1]
        while exponent_tree.op == "minus":
            signs, exponent_tree = signs + 1, exponent_tree.args[0]
        base = _ones(checker, tree.args[0], base)
        return transposed(checker, inverse(checker, base, span) if signs % 2 else base, span)
    if ONE not in base.shape and checker.constant(operands[1]) is None and ONE in operands[1].shape:
        checker.fail(
            "unsupported",
            "powers of matrices with symbolic exponents are not read yet",
            Mark(operands[1].span),
            hint=f"write a whole number, such as X^3; {checker.quote(base)}.^p is the elementwise power",
        )
    exponent = _exponent(checker, base, operands[1])
    remark_on_root(checker, base, tree, operands[1])
    if checker.is_scalar(base):
        return _scalar_power(checker, base, exponent, span)
    value = exponent.value if exponent.op == "number" else None
    _need_square(checker, base, "inverse" if value == -1 else "power")
    text = checker.quote(base)
    if not isinstance(value, Fraction) or value.denominator != 1:
        checker.fail(
            "unsupported",
            "a matrix has only powers with whole numbers",
            Mark(exponent.span),
            hint=f"{text}.^p is the elementwise power; a matrix has inverses and whole powers, no roots",
        )
    if abs(value) > MAX_DERIVED_POWER and checker.varies(base):
        checker.fail(
            "unsupported",
            f"a matrix power higher than {MAX_DERIVED_POWER}",
            Mark(exponent.span),
            hint=f"powers from -{MAX_DERIVED_POWER} to {MAX_DERIVED_POWER} are derived",
        )
    if value == -1:
        return inverse(checker, base, span)
    if value == 0:
        return checker.make("identity", (), base.shape, span)
    return base if value == 1 else checker.make("power", (base, exponent), base.shape, span)


def dot_power(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """`X.^p`."""
    if not checker.is_scalar(operands[1]):
        text, size = checker.quote(operands[1]), checker.size(operands[1])
        checker.fail(
            "unsupported",
            f"elementwise powers with exponents that vary by entry are not read yet: {text} is {size}",
            *checker.marks(operands[1]),
            hint=f"declare `where {text}: scalar`, or write exp({text}.*log({checker.quote(operands[0])}))",
        )
    base, exponent = operands[0], _exponent(checker, *operands)
    remark_on_root(checker, base, tree, operands[1])
    if checker.is_scalar(base):
        return _scalar_power(checker, base, exponent, tree.span)
    return checker.make("hadamard_power", (base, exponent), base.shape, tree.span)


def _exponent(checker: Checker, base: Typed, exponent: Typed) -> Typed:
    """The exponent, worked out when it holds only numbers."""
    if not checker.is_scalar(exponent):
        text, times = checker.quote(exponent), "*" if checker.is_scalar(base) else ".*"
        varying = f"exp({text}{times}log({checker.quote(base)}))"
        checker.fail(
            "shape",
            f"the exponent {text} is {checker.size(exponent)}, not a scalar",
            *checker.marks(exponent),
            hint=f"{varying} has exponents that vary by entry; X' or X^T is the transpose",
        )
    value = checker.constant(exponent)
    if value is None:
        return exponent
    if abs(value.numerator) > MAX_POWER * value.denominator or value.denominator > MAX_POWER:
        checker.fail(
            "unsupported",
            "the exponent is too large",
            Mark(exponent.span),
            hint=f"at most {MAX_POWER:,}; use a symbol for the exponent",
        )
    return exponent if exponent.op == "number" else checker.number(value, exponent.span)


def _scalar_power(checker: Checker, base: Typed, exponent: Typed, span: Span) -> Typed:
    value, power_of = checker.constant(base), checker.constant(exponent)
    if value is not None and power_of is not None:
        if value == 0 and power_of < 0:
            checker.fail("domain", "division by zero", Mark(span), hint="0 has no negative powers")
        if value < 0 and power_of.denominator != 1:
            checker.fail(
                "domain",
                "a negative number to a fractional power is not real",
                Mark(span),
                hint="use abs(…) or a positive number",
            )
    return checker.make("power", (base, exponent), base.shape, span)


def _need_square(checker: Checker, base: Typed, what: str) -> None:
    if checker.make_square(base):
        return
    text = checker.quote(base)
    grouped = text[0] == "(" and closing(text, 0) == len(text) - 1
    operand = text if grouped or base.op == "symbol" or text == "this" else f"({text})"
    kind = "a vector" if checker.is_vector(base) else f"a matrix of {checker.size(base)}"
    hint = f"pinv({text}) is the pseudoinverse" if what == "inverse" else f"{operand}.^p is the elementwise power"
    if checker.is_vector(base):
        hint = f"{operand}.^p is the elementwise power, {operand}'*{operand} the squared norm"
        if base.op == "symbol" and not checker.scope.is_declared(str(base.value)):
            hint += f"; {why_by_convention(str(base.value))}, or declare `where {text}: scalar`"
    checker.fail("shape", f"{kind} has no {what}", *checker.marks(base), hint=hint)
