"""A problem as the functions of a module: f, its derivative, and both at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from matdiff_cli.calculus.answer import answer, change_of_derivative
from matdiff_cli.calculus.pose import pose
from matdiff_cli.code.graded import Graded
from matdiff_cli.code.program import Program
from matdiff_cli.code.translate import ALONG, Translator
from matdiff_cli.code.translator import work
from matdiff_cli.code.uses import inward, shared, slopes_of_tanh, uses_of
from matdiff_cli.code.values import Value
from matdiff_cli.derivation.records import Derivation
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.expressions.nodes import Commutation, Identity, Kronecker, Node, Ones, SizeNumber, Zeros
from matdiff_cli.expressions.tidy import tidy
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.typed import Problem, Symbol, Target

Spell = Callable[[Node], str]


@dataclass(frozen=True)
class Result:
    """What a function returns: what it is called, its value, and the expression that it stands for."""

    name: str
    value: Value
    node: Node


@dataclass(frozen=True)
class Function:
    """One function of a module: its name, what it says of itself, what it returns.

    `along` is an argument more: a change of the target.
    """

    name: str
    about: str
    results: tuple[Result, ...]
    along: Symbol | None = None


@dataclass(frozen=True)
class Export:
    """The functions of one problem, all with the same arguments, in their order.

    `sizes` are the dimensions that occur; `like` is the vector whose form, flat or n×1, returned vectors have.
    `conditions` say where the derivative exists. `number` goes behind the names of the functions.
    """

    problem: Problem
    symbols: tuple[Symbol, ...]
    functions: tuple[Function, ...]
    sizes: frozenset[str]
    like: Symbol | None
    conditions: tuple[str, ...] = ()
    number: str = ""


def export(derivation: Derivation, spell: Spell, conditions: tuple[str, ...] = (), number: str = "") -> Export:
    """The functions of a problem; `spell` writes formulas for their descriptions.

    Raises MatdiffError where there is no code.
    """
    problem = derivation.problem
    symbols = tuple(problem.symbols[name] for name in sorted(problem.symbols))
    for symbol in symbols:
        if symbol.of:
            raise MatdiffError("unsupported", f"there is no code for the unknown function {symbol.name}")
    by = ", ".join(problem.target.names)
    with deep_recursion():
        question = pose(problem)
        f = tidy(question.function)
        named = {name.name: meaning for name, meaning in question.abbreviations.items()}
        t = _Cheapest(named | derivation.bindings | derivation.result.where)
        first = answer(problem, derivation.result.layout)
        value = t.result("value", f, beside=(first,))
        slope, beside = t.result("slope", first), t.result("slope", first, value)
        words = _WORDS[question.differentiation().kind].format(by)
        functions = [
            Function("f", _formula("", derivation.function, spell), (value,)),
            Function("derivative", _formula(words, first, spell), (slope,)),
            Function("value_and_derivative", "f and its derivative, what they share computed once.", (value, beside)),
        ]
        if derivation.order == 2:
            functions += _second(derivation, t, spell)
        functions = [_with_what_is_there(t.program, function, value.value) for function in functions]
    sizes = _sizes(f) | problem.sizes
    return Export(problem, symbols, tuple(functions), sizes, _like(problem, symbols), conditions, number)


class _Cheapest:
    """Two ways to translate, one of which multiplies sums out: what costs less, by itself or beside other results."""

    def __init__(self, meanings: Mapping[str, Node]) -> None:
        self.program = Program()
        self.names = Graded(dict(meanings))
        self.ways = [Translator(self.program, self.names, regrouping=regrouping) for regrouping in (False, True)]

    def result(self, name: str, node: Node, *others: Result, beside: Sequence[Node] = ()) -> Result:
        """The result that an expression stands for, worked out in a way that serves those beside it."""
        values = dict.fromkeys(way(self.names.written(node, *beside)) for way in self.ways)
        known = [other.value for other in others]
        return Result(name, min(values, key=lambda value: work([*known, value])), node)


def _with_what_is_there(program: Program, function: Function, f: Value) -> Function:
    """The function, what it or f works out anyway used where that saves work."""
    values = shared(program, slopes_of_tanh(program, [result.value for result in function.results], f))
    uses = uses_of(values)
    values = [inward(program, value) if value.args and uses[value.args[0]] == 1 else value for value in values]
    results = (replace(result, value=value) for result, value in zip(function.results, values, strict=True))
    return replace(function, results=tuple(results))


def _second(derivation: Derivation, t: _Cheapest, spell: Spell) -> list[Function]:
    """The Hessian, its small factor where it is a Kronecker product with an identity, and the Hessian times V."""
    problem, node = derivation.problem, derivation.result.value
    target = derivation.by or problem.target
    by = ", ".join(dict.fromkeys((*problem.target.names, *target.names)))
    found = [
        Function("hessian", _formula(f"The second derivative of f by {by}", node, spell), (t.result("second", node),))
    ]
    scalars, chain = split_scalars(node)
    if len(chain) == 1 and isinstance(chain[0], Kronecker) and len(chain[0].args) == 2:
        (left, right), whole = chain[0].args, spell(node)
        for factor, words in ((left, "kron(P, I)"), (right, "kron(I, P)")):
            if isinstance(right if factor is left else left, Identity):
                small = algebra.product(*scalars, factor)
                found.append(
                    Function("hessian_factor", f"P of the Hessian {words} = {whole}", (t.result("second", small),))
                )
    change = change_of_derivative(problem, derivation.by)
    along = _along(problem, target)
    for way in t.ways:
        way.increments |= {name: i if target.stacked else None for i, name in enumerate(target.names)}
    result = t.result("product", change)
    found.append(
        Function("hvp", "The Hessian times v, a change of the target; the Hessian is not formed.", (result,), along)
    )
    return found


def _along(problem: Problem, target: Target) -> Symbol:
    """A change of the target as an argument. No symbol has its name, which is no name of the language."""
    if target.stacked:
        return Symbol(ALONG, "vector", (Dimension(len(target.names)), ONE))
    symbol = problem.symbols[target.names[0]]
    return Symbol(ALONG, symbol.kind, symbol.shape)


_WORDS = {
    "gradient": "The gradient of f by {}",
    "jacobian": "The Jacobian of f by {}",
    "derivative": "The derivative of f by {}",
    "map": "The matrix J of the change of f with {0}: vec(df) = J vec(d{0})",
}
_LONGEST = 300


def _formula(words: str, node: Node, spell: Spell) -> str:
    """What a function is, with its formula where that can be read at a glance."""
    text = spell(node)
    return f"{words}: {text}" if words and len(text) <= _LONGEST else words + "." if words else text[:_LONGEST]


def _sizes(node: Node) -> frozenset[str]:
    leaves = node.atoms(Identity, Ones, Zeros, SizeNumber, Commutation)
    return frozenset(symbol.name for leaf in leaves for size in leaf.args for symbol in size.free_symbols)


def _like(problem: Problem, symbols: Sequence[Symbol]) -> Symbol | None:
    target = problem.symbols[problem.target.names[0]]
    vectors = [symbol for symbol in symbols if symbol.kind in ("vector", "row")]
    return target if target in vectors else vectors[0] if vectors else None
