"""How to compute f and its derivative: a program as lines of mathematics, each with what it costs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, count
from typing import Any

import sympy

from matdiff_cli.code.flops import flops
from matdiff_cli.code.lowerings import LOWERINGS
from matdiff_cli.code.module import Function, export
from matdiff_cli.code.readback import node_of
from matdiff_cli.code.translator import ALONG
from matdiff_cli.code.uses import is_view, uses_of
from matdiff_cli.code.values import Value
from matdiff_cli.derivation.records import Algorithm, Derivation, Line, Note, Step
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.build import sizes as sizes_of
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.expressions.nodes import FunctionValue, Node, Number, Size, SizeNumber, Transpose, Variable
from matdiff_cli.languages import phrase, together
from matdiff_cli.typing.typed import Symbol

_TITLES = {
    "value_and_derivative": "Compute both like this, with about @1 operations",
    "hessian": "Compute the second derivative like this, with about @1 operations",
    "hvp": "Compute its product @3 with a change @2 of the target like this, with about @1 operations",
}
_PRODUCTS = frozenset(
    "matmul vecmat outer solve inverse kron kron_times kron_left_times kron_right_times commuted scale_rows "
    "scale_columns".split()
)
"""What would lose its brackets within another product."""

_FACTORS = {"cholesky": "L", "qr_q": "Q", "qr_r": "R", "graded_r": "R"}
"""The factors of a matrix, which always have names: L L' = A, or R'R = A'A and Q = A inv(R)."""

_APART = ("qr", "slogdet", "stacked", "graded_qr", "graded_q")
"""What has no notation: only its parts have."""

_CARRIED = frozenset({"mul", "div", "neg", "transpose"})
"""What a product within another one may stand in."""


def algorithms(derivation: Derivation) -> tuple[Algorithm, ...]:
    """How to compute what was derived: f and its derivative, or the second derivative and its product with a change.

    Raises MatdiffError where there is no code.
    """
    with deep_recursion():
        found = export(derivation, lambda node: "")
        wanted = ("hessian", "hvp") if derivation.order == 2 else ("value_and_derivative",)
        return tuple(
            _algorithm(derivation, found.symbols, function) for function in found.functions if function.name in wanted
        )


def _algorithm(derivation: Derivation, symbols: Sequence[Symbol], function: Function) -> Algorithm:
    symbols = [*symbols, *([function.along] if function.along is not None else [])]
    writer = _Writer(symbols, [result.value for result in function.results])
    targets = [writer.called[name] for name in derivation.problem.target.names]
    value: Node = FunctionValue("value", *derivation.function.shape, *targets)
    last = derivation.steps[-1].lines[-1].left if derivation.steps else None
    slope = last or FunctionValue(derivation.result.kind, *derivation.result.value.shape, *targets)
    lefts, along = [value, slope][-len(function.results) :], []
    if function.along is not None:
        product = writer.fresh("p", function.results[0].node.shape)
        lefts, along = [product], [writer.called[ALONG], product]
    for result, left in zip(function.results, lefts, strict=True):
        right = writer.nodes[result.value]
        writer.say(left, algebra.transpose(right) if result.node.is_row else right, result.value)
    total = _polynomial(sum(writer.costs, sympy.Integer(0)))
    step = Step("cost", _TITLES[function.name], tuple(writer.lines), (total, *along))
    return Algorithm(step, tuple(map(_polynomial, writer.costs)), total)


class _Writer:
    """The lines of an algorithm: names for what is used again, and for products within products."""

    def __init__(self, symbols: Iterable[Symbol], results: Sequence[Value]) -> None:
        self._taken = {symbol.name for symbol in symbols}
        self.called: dict[str, Node] = {}
        sizes = {symbol.name for value in uses_of(results) for size in value.shape for symbol in size.free_symbols}
        self._taken |= sizes
        for symbol in symbols:
            name = self._free("v") if symbol.name == ALONG else symbol.name
            self.called[symbol.name] = Variable(name, *sizes_of(symbol.shape), symbol.structure or "")
        self.lines: list[Line] = []
        self.costs: list[Any] = []
        self.nodes: dict[Value, Node] = {}
        self._said: set[str] = set()
        self._pending: dict[Value, tuple[Any, tuple[str, ...]]] = {}
        uses = uses_of(results)
        for value in uses:
            self._read(value, named=uses[value] > 1 and not is_view(value) and value.op not in _APART)

    def _read(self, value: Value, *, named: bool) -> None:
        if value.op in _PRODUCTS:
            for arg in value.args:
                if _is_product(arg) and not _is_name(self.nodes[arg]):
                    self._name(arg)
        below = [self._pending.pop(arg) for arg in dict.fromkeys(value.args) if arg in self._pending]
        self.nodes[value] = node_of(value, [self.nodes[arg] for arg in value.args], self.called)
        cost = flops(value) + sum(cost for cost, _ in below)
        said = dict.fromkeys([*(word for _, words in below for word in words), *filter(None, [value.lowering])])
        self._pending[value] = (cost, tuple(said))
        if named or value.op in _FACTORS:
            self._name(value)

    def _name(self, value: Value) -> None:
        node = self.nodes[value]
        left = name = self.fresh(_FACTORS.get(value.op, "t"), node.shape if value.op != "qr_r" else node.shape[1:] * 2)
        if value.op == "cholesky":
            left = algebra.product(name, algebra.transpose(name))
        elif value.op == "graded_r":
            left = algebra.product(algebra.transpose(name), name)
        elif value.op == "qr_r":
            left, node = (algebra.product(algebra.transpose(root), root) for root in (name, node))
        self.say(left, node, value)
        self.nodes[value] = name

    def say(self, left: Node, right: Node, value: Value) -> None:
        """A line, with what its operations cost and why they are what they are."""
        cost, said = self._pending.pop(value, (sympy.Integer(0), ()))
        new = [LOWERINGS[lowering] for lowering in said if lowering not in self._said]
        self._said.update(said)
        words = together("; ", tuple(map(phrase, ["@1 operations"] * (cost != 0) + new)))
        self.lines.append(Line(left, "=", right, Note(words, (_polynomial(cost),)) if words else None))
        self.costs.append(cost)

    def fresh(self, letter: str, shape: tuple[Size, Size]) -> Node:
        """A name that nothing has."""
        structure = {"L": "lower", "R": "upper"}.get(letter, "")
        return Variable(self._free(letter), *shape, structure)

    def _free(self, letter: str) -> str:
        plain = [] if letter == "t" else [letter]
        name = next(name for name in chain(plain, (f"{letter}{k}" for k in count(1))) if name not in self._taken)
        self._taken.add(name)
        return name


def _is_name(node: Node) -> bool:
    """Whether an expression is a name, as it stands or transposed."""
    return isinstance(node.args[0] if isinstance(node, Transpose) else node, Variable)


def _is_product(value: Value) -> bool:
    """Whether a value is written as a product of matrices."""
    return value.op in _PRODUCTS or (value.op in _CARRIED and any(map(_is_product, value.args)))


def _polynomial(total: Any) -> Node:
    """A polynomial in sizes as an expression, the highest powers first."""
    found = [term.as_coeff_Mul() for term in sympy.Add.make_args(total.expand())]
    parted = sorted(((_powers(sizes), number) for number, sizes in found), key=lambda term: _order(term[0]))
    terms = [
        algebra.product(Number(number), *(algebra.power(SizeNumber(size), Number(power)) for size, power in sizes))
        for sizes, number in parted
    ]
    return algebra.add(*terms)


def _powers(sizes: Any) -> list[tuple[Size, int]]:
    """The sizes in a product, and how often each occurs."""
    factors = [] if sizes == 1 else [factor.as_base_exp() for factor in sympy.Mul.make_args(sizes)]
    return sorted(((size, int(power)) for size, power in factors), key=str)


def _order(sizes: list[tuple[Size, int]]) -> tuple[int, str]:
    return -sum(power for _, power in sizes), str(sizes)
