r"""What is printed of an expression in text, Unicode and LaTeX, read back and held against the expression."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace as replaced
from itertools import islice, product
from typing import NamedTuple

import mpmath

from matdiff_cli.derivation.records import Derivation
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions.build import build
from matdiff_cli.expressions.nodes import FunctionValue, Increment, Node, Variable, Zeros
from matdiff_cli.expressions.tidy import replace
from matdiff_cli.numbers import dense
from matdiff_cli.numbers.dense import OutsideDomain
from matdiff_cli.numbers.evaluate import evaluate
from matdiff_cli.numbers.points import points
from matdiff_cli.output import notation
from matdiff_cli.output.notation.sizes import shape_of
from matdiff_cli.output.style import Style, for_problem
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem, Symbol, Target, Typed

FORMS = {"text": notation.text, "unicode": notation.unicode, "latex": notation.latex}
AS_WRITTEN = "the same node"
SAME_VALUE = "another node of the same value: a quotient, a sign or a bracket of scalars has several nodes"
ZERO = "a zero has no size where it stands alone"
UNSIZED = "an I has no size where nothing around it has one, as in |I + c I|"
NO_POINT = "the expression has no value at the points that were tried"


class Found(NamedTuple):
    """What was printed in one of the forms, and how it reads back: a reason above, or what is wrong."""

    form: str
    printed: str
    text: str
    verdict: str


def symbol(name: str, like: Node, structure: str = "", positive: bool = False) -> Symbol:
    """A symbol of the shape of an expression."""
    rows, columns = shape_of(like)
    kind = "scalar" if rows == columns == ONE else "vector" if columns == ONE else "row" if rows == ONE else "matrix"
    return Symbol(name, kind, (rows, columns), structure or None, positive, declared=True)


def expressions_of(derivation: Derivation) -> Iterator[Node]:
    """The function, the answer, what names stand for, and both sides of every line."""
    result = derivation.result
    yield from (derivation.function, result.value, result.differential)
    yield from (*derivation.bindings.values(), *result.where.values())
    for step in derivation.steps:
        for line in step.lines:
            yield from (line.right,) if line.left is None else (line.left, line.right)


def read_back(derivation: Derivation) -> Iterator[Found]:
    """Every expression of a derivation, once. For values such as f(X + ΔX) a symbol is put in, and their arguments are
    read back by themselves.
    """
    problem = derivation.problem
    known = dict(problem.symbols)
    named = {**derivation.bindings, **derivation.result.where}
    leaves = {leaf for each in expressions_of(derivation) for leaf in each.atoms(Variable) if leaf.name in named}
    known |= {leaf.name: symbol(leaf.name, leaf, leaf.structure, leaf.declared_positive) for leaf in leaves}
    sizes = {name for entry in known.values() for size in entry.shape for name in size.names}
    free = [letter for letter in "qpjhPHGRSOQ" if letter not in known and letter not in sizes]
    seen: set[Node] = set()
    for expression in expressions_of(derivation):
        values = sorted(expression.atoms(FunctionValue), key=notation.text)
        placed = {value: Variable(free[k], *value.shape) for k, value in enumerate(values)}
        symbols = known | {put.name: symbol(put.name, put) for put in placed.values()}
        arguments = [argument for value in values for argument in value.operands]
        for part in (replace(expression, placed, simplify=False), *arguments):
            if part not in seen:
                seen.add(part)
                yield from forms_of(part, symbols, for_problem(Style(), problem))


def forms_of(node: Node, symbols: Mapping[str, Symbol], style: Style, forms: Iterable[str] = FORMS) -> Iterator[Found]:
    """An expression in every form, read back."""
    increments = {change: increment_name(change.of.name, style.names) for change in node.atoms(Increment)}
    symbols = {**symbols, **{name: symbol(name, change) for change, name in increments.items()}}
    plain = replace(
        node, {change: Variable(name, *change.shape) for change, name in increments.items()}, simplify=False
    )
    text = notation.text(node, style)
    wanted = read_expression(text, symbols, shape=shape_of(node))
    for form in forms:
        printed = FORMS[form](node, style)
        try:
            found = read_expression(printed, symbols, shape=shape_of(node))
        except MatdiffError as error:
            verdict = _reason(node, printed) or f"refused: {error.message}"
        else:
            built = build(found, symbols)
            same = built == (plain if form == "text" else build(wanted, symbols))
            verdict = AS_WRITTEN if same else compared(found, wanted, symbols)
        yield Found(form, printed, text, verdict)


def _reason(node: Node, printed: str) -> str:
    """Why it may be refused."""
    if isinstance(node, Zeros) and printed == "0":
        return ZERO
    return ""


def compared(found: Typed, wanted: Typed, symbols: Mapping[str, Symbol]) -> str:
    """Two readings held against each other at random points, of different sizes: a reason, or what is wrong."""
    if found.shape != wanted.shape:
        return f"of shape {found.shape}, not {wanted.shape}"
    plain = {name: replaced(entry, integer=False) for name, entry in symbols.items()}
    seen, free = 0, []
    for point in islice(points(Problem("", wanted, Target(()), plain, {})), 24):
        with mpmath.workdps(dense.DIGITS):
            free = sorted(
                {name for node in nodes(found) for size in node.shape for name in size.names} - {*point.sizes}
            )
            choices = [
                dict(zip(free, sizes, strict=True)) for sizes in product(set(point.sizes.values()), repeat=len(free))
            ]
            try:
                meant = evaluate(wanted, point.values, point.sizes)
                values = [evaluate(found, point.values, {**point.sizes, **sizes}) for sizes in choices]
            except OutsideDomain:
                continue
            nearest = min(dense.largest(dense.subtract(value, meant)) for value in values)
            if nearest > 1e-25 * max(1, dense.largest(meant)):
                return "of another value"
        seen += 1
        if seen == 2:
            break
    return NO_POINT if not seen else UNSIZED if free else SAME_VALUE
