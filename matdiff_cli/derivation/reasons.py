"""The reasons at the side of lines, as rules of the table at work, and the titles of steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache

from matdiff_cli.calculus.formulas import derivative, lift
from matdiff_cli.calculus.special import record_of
from matdiff_cli.derivation.records import Reason, Subject, Use
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.build import size
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.expressions.nodes import (
    FrechetExpm,
    Function,
    FunctionValue,
    Increment,
    Literal,
    Node,
    Product,
    Sum,
    Trace,
    Transpose,
    Variable,
    Vec,
)
from matdiff_cli.functions import REGISTRY
from matdiff_cli.languages import phrase
from matdiff_cli.rules import product_rule_of, rule_of
from matdiff_cli.typing.dimension import Dimension

DEFINE = "Define the function"
LINEAR = "Linear approximation"
TRACE = "Write as a trace"
BACK = "Back in terms of {targets}"
LET = "Let @1 = @2, find @3"
DIFFERENTIAL = "Differential"
RESULTS = {
    "gradient": "Gradient",
    "jacobian": "Jacobian",
    "derivative": "Derivative",
    "map": "Derivative",
    "hessian": "Hessian",
}


def by(rule: str, *subjects: Subject) -> Reason:
    """One rule, with what stands in the places of its words. Raises KeyError for a rule that is not in the table."""
    return Reason((Use(rule, subjects),))


def together(reasons: Iterable[Reason | None]) -> Reason | None:
    """Several reasons as one, each rule once."""
    uses = dict.fromkeys(use for reason in reasons if reason is not None for use in reason.uses)
    return Reason(tuple(uses)) if uses else None


# --- constants --------------------------------------------------------------------------------------------------------

SECOND_ORDER = by("drop-second-order")
FIRST_ORDER = by("first-order-terms")
BLOCK = by("hessian-block")
AS_COLUMN = by("as-column")

# --- reading off ------------------------------------------------------------------------------------------------------


def read_off(kind: str, moved: Node, target: Node, increment: Node, value: FunctionValue) -> Reason:
    """The defining equation that an answer was read off: f(X + ΔX) − f(X) ≈ tr(∇fᵀ ΔX) and its like.

    `value` is the answer as J(x) and the like.
    """
    return _read_off(kind, (moved,), (target,), increment, value)


def read_off_stacked(
    kind: str, targets: Sequence[Variable], increments: Sequence[Increment], value: FunctionValue
) -> Reason:
    """The same for the vector of several scalars: f(x + Δx, y + Δy) − f(x, y) ≈ ∇fᵀ [Δx; Δy]."""
    shifted = tuple(map(Sum, targets, increments))
    column = Literal(len(targets), 1, *increments)
    return _read_off("vector gradient" if kind == "gradient" else kind, shifted, tuple(targets), column, value)


def _read_off(
    kind: str, shifted: tuple[Node, ...], here: tuple[Node, ...], increment: Node, value: FunctionValue
) -> Reason:
    if kind == "map":
        column = increment if isinstance(increment, Literal) else Vec(increment)
        return by("vec-matrix", column, Vec(Increment(FunctionValue("value", *nodes.SCALAR))))
    before = {"hessian": "gradient", "second derivative": "derivative"}.get(kind, "value")
    bare = FunctionValue(value.role, *value.shape)  # ∇f: the argument is clear
    slope: Node
    match kind:
        case "gradient":
            slope = Trace(Product(Transpose(bare), increment))
        case "vector gradient":
            slope = Product(Transpose(bare), increment)
        case "row gradient" | "hessian":
            slope = Product(bare, increment)
        case _:
            slope = Product(value, increment)
    at_both = (FunctionValue(before, *nodes.SCALAR, *arguments) for arguments in (shifted, here))
    difference: Node = Sum(next(at_both), Product(nodes.Number(-1), next(at_both)))
    if kind == "hessian" and increment.is_matrix:
        difference, slope = Vec(difference), Product(bare, Vec(increment))
    rule = "gradient" if kind.endswith("gradient") else kind.replace(" ", "-")
    return by(rule, Equation(difference, "≈", slope))


# --- with formulas ----------------------------------------------------------------------------------------------------


def put_in(*subjects: Node) -> Reason:
    """What was substituted for names or increments."""
    return by("substitute", *subjects)


def definitions(written: Node, function: Node) -> Reason | None:
    """Why f as typed is f written out: names stand for something, functions are short for others."""
    names = sorted(written.atoms(Variable) - function.atoms(Variable), key=lambda name: name.name)
    gone = written.atoms(Function) - function.atoms(Function)
    short = sorted({f.name for f in gone if REGISTRY[f.name].kind == "defined"})
    determinants = [f for f in gone if f.name in ("det", "logdet") and isinstance(f.operands[0], Literal)]
    return together(
        [
            put_in(*names) if names else None,
            *(by(rule_of(REGISTRY[name])) for name in short),
            by("small-determinant") if determinants else None,
        ]
    )


def taylor(name: str) -> Reason:
    """The derivative of an elementwise function as the reason for a change."""
    record, variable = REGISTRY[name], Variable("t", *nodes.SCALAR)
    slope = lift(derivative(name), variable)
    if record.indicator:
        slope = FunctionValue("indicator", *nodes.SCALAR, variable)
    return by(rule_of(record), Equation(FunctionValue(name, *nodes.SCALAR, variable), "=", slope))


def power_rule(*, varying_exponent: bool) -> Reason:
    """The change of a power, whose exponent may change as well."""
    return by("power-rule-exponent" if varying_exponent else "power-rule")


def first_order_part(expression: Node, change: Node) -> Reason:
    """Why the change of a function is what it is where no reasoning is written out."""
    if isinstance(expression, Function) and expression.name == "expm" and not change.holds(FrechetExpm):
        return by("commuting-exponential", expression.operands[0])
    record = record_of(expression)
    assert record is not None
    return by(rule_of(record))


def product_of_functions(name: str, partner: str) -> Reason:
    """f(t) g(t) = h(t), such as sign(t) |t| = t; the partner "" stands for t itself."""
    return by(product_rule_of(REGISTRY[name], partner))


def partners(before: Node, after: Node) -> Reason | None:
    """The rule by which a function disappears in a product with another, as sign does in sign(t) |t| = t."""
    had, has = ({f.name for f in node.atoms(Function)} for node in (before, after))
    for name in sorted(had - has):
        for other, value in REGISTRY[name].partners:
            if other in {"", *had} and value in {"", *has}:
                return product_of_functions(name, other)
    return None


def as_in_step(number: int) -> Reason:
    """For the change of what a name stood for before."""
    return by("earlier-step", str(number))


def of_reasoning(words: str, read: Callable[[str], Node]) -> Reason:
    """The rules that the registry names beside a line, their formulas read by `read`."""
    uses: list[Use] = []
    for part in words.split("; "):
        rule, _, formula = part.partition(": ")
        if rule.startswith("derivative-"):
            uses += taylor(rule.removeprefix("derivative-")).uses
        else:
            uses.append(Use(rule, (read(formula),) if formula else ()))
    return Reason(tuple(uses))


def part_within(structure: str, increment: Node, part: Node) -> Reason:
    """Which part of a gradient G counts where ΔX has a structure."""
    return by(f"{structure}-part", increment, part)


def in_layout(layout: str) -> Reason:
    """The transpose that a layout asks for."""
    return by("layout", phrase(layout))


# --- moves of the calculus and shorter forms --------------------------------------------------------------------------

_SQUARE = (size(Dimension(1, ("n",))),) * 2
_X, _E, _G = (Variable(name, *_SQUARE) for name in "XEG")
_SUBJECTS: dict[str, tuple[Subject, ...]] = {
    "inner-expm": (Equation(Trace(Product(_G, FrechetExpm(_X, _E))), "=", Trace(Product(FrechetExpm(_X, _G), _E))),),
    "vec-expm": (FrechetExpm(_X, _E),),
}
"""The formulas in the words of rules on L(X, E), which the language writes as a block of an exponential."""


@cache
def of(rules: str) -> Reason:
    """Rules whose words say the same wherever they are used, parted by blanks."""
    return Reason(tuple(Use(rule, _SUBJECTS.get(rule, ())) for rule in rules.split()))
