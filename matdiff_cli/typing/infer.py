"""Syntax tree → typed tree: the walk, and the rules for everything but products, powers and calls."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from matdiff_cli.errors import Mark
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.characters import NORMS_HINT
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.calls import call
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.kinds import is_column_beside_row
from matdiff_cli.typing.names import canonical, did_you_mean, refuse_reserved, why_by_convention
from matdiff_cli.typing.powers import dot_power, is_transpose, power, transpose
from matdiff_cli.typing.products import chain, negative, product
from matdiff_cli.typing.reserved import refuse_sum
from matdiff_cli.typing.scope import SCALAR
from matdiff_cli.typing.size_calls import SIZE_CALLS
from matdiff_cli.typing.sizes import identity_size
from matdiff_cli.typing.typed import Typed

Rule = Callable[[Checker, Tree, list[Typed]], Typed]


def infer(checker: Checker, root: Tree) -> Typed:
    """The typed tree of an expression, with shapes that may hold variables. Walks without recursion."""
    waiting, found = [root], list[tuple[Tree, int]]()
    while waiting:  # every node before its operands, the last of which comes first
        tree = waiting.pop()
        operands = _operands(tree)
        found.append((tree, len(operands)))
        waiting += operands
    done: list[Typed] = []
    for tree, count in reversed(found):
        first = len(done) - count
        checker.at = tree
        done[first:] = [_RULES[tree.op](checker, tree, done[first:])]
    checker.at = None
    return done[0]


def _operands(tree: Tree) -> tuple[Tree, ...]:
    """The operands that have a type of their own: not the sizes in ones(m, n), nor the T of X^T."""
    if tree.op == "call" and tree.value[0] in SIZE_CALLS:
        return ()
    if tree.op == "power" and is_transpose(tree.args[1]):
        return tree.args[:1]
    return tree.args


def infer_abbreviation(checker: Checker, name: str) -> None:
    """Type the definition of an abbreviation; those that it uses have their types already."""
    found = checker.scope.declared.abbreviations[name]
    source, checker.source = checker.source, found.source
    body = infer(checker, found.body)
    declared = checker.scope.declared.types.get(name)
    if declared:
        wanted = checker.make("symbol", (), checker.scope.shape_of(declared), found.name.span, name)
        if not checker.same_shape(wanted, body):
            checker.at = found.body
            checker.fail(
                "shape",
                f"{found.name.text} is declared {declared}, but its definition is {checker.size(body)}",
                *checker.marks(body),
                hint="leave the declaration out, or correct the definition",
            )
    checker.abbreviations[name] = body
    checker.source = source


# --- leaves -----------------------------------------------------------------------------------------------------------


def _number(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    checker.decimals |= tree.op == "decimal"
    return checker.number(tree.value, tree.span)


def _name(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    scope = checker.scope
    name = canonical(tree.value)
    if name in SPELLINGS and name not in scope.known:
        checker.fail(
            "name",
            f"{tree.value} is a function; it needs its argument in parentheses",
            Mark(tree.span),
            hint=f"write {tree.value}(…); function names cannot be symbols",
        )
    if name in checker.abbreviations:
        body = checker.abbreviations[name]
        return checker.make("abbreviation", (body,), body.shape, tree.span, name)
    if name in scope.declared.functions:
        hint = f"write {scope.spelled(name)}"
        checker.fail("name", f"{tree.value} is an unknown function", Mark(tree.span), hint=hint)
    if not scope.is_declared(name):
        if name == "I":
            size = scope.unifier.fresh()
            return checker.make("identity", (), (size, size), tree.span)
        if name == "pi":
            return checker.make("pi", (), SCALAR, tree.span)
        if not name.isalnum():
            refuse_sum(checker, tree)
            order = identity_size(name)
            if order and name not in (checker.targets or ()):
                return checker.make("identity", (), (order, order), tree.span)
        if name in scope.declared.sizes:
            return checker.make("dimension", (), SCALAR, tree.span, Dimension(1, (name,)))
        if scope.closed:
            known = {*scope.known, *scope.declared.abbreviations, *scope.declared.sizes}
            checker.fail("name", f"{tree.value} is not known here", Mark(tree.span), hint=did_you_mean(name, known))
        refuse_reserved(tree.value, tree.span, "a symbol")
    symbol = scope.symbol(name)
    return checker.make("symbol", (), symbol.shape, tree.span, name)


def _top(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    checker.fail("syntax", "⊤ is only an exponent", Mark(tree.span), hint="write X' or X^T")


# --- sums -------------------------------------------------------------------------------------------------------------


def _minus(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    operand = operands[0]
    if operand.op == "number" and isinstance(operand.value, Fraction):
        return checker.number(-operand.value, tree.span)
    return negative(checker, operand, tree.span)


def _sum(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    terms = []
    for place, (part, term) in enumerate(zip(tree.args, operands, strict=True)):
        subtracted = place > 0 and part.op == "minus"
        if subtracted and isinstance(term.value, Fraction) and term.value < 0:  # x - 3, rather than x + -3
            positive = checker.number(-term.value, term.span)
            term = checker.make("negative", (positive,), SCALAR, term.span)
        terms.append(term)
    if checker.spread or tree.value:
        terms = _spread(checker, terms, silently=bool(tree.value))
    first = terms[0]
    for term in terms[1:]:
        if checker.is_scalar(first) != checker.is_scalar(term):
            _scalar_plus_matrix(checker, first, term)
        if not checker.same_shape(first, term):
            sizes = checker.sizes(first, term)
            checker.fail(
                "shape",
                f"a sum of {sizes[0]} and {sizes[1]}",
                *reversed(checker.marks(first, term)),
                hint=_sum_hint(checker, first, term),
            )
    return checker.make("sum", tuple(terms), first.shape, tree.span)


def _spread(checker: Checker, terms: list[Typed], *, silently: bool) -> list[Typed]:
    """The terms, scalars among vectors as s*ones(n)."""
    vector = next(filter(checker.is_vector, terms), None)
    if vector is None:
        return terms
    spread = []
    for term in terms:
        bare = term.args[0] if term.op == "negative" else term
        number = checker.constant(bare)
        if not silently and is_column_beside_row(checker, bare, vector):
            return terms
        if checker.is_scalar(term) and (number is not None or checker.spread == "all" or silently):
            words = checker.quote(bare) if bare is term else checker.quote(bare).lstrip("+-−– ")
            if not silently:
                added = "{s} is added to every entry of {v}"
                doing = added if bare is term else "{s} is subtracted from every entry of {v}"
                checker.reading.append(phrase(doing, s=words, v=checker.quote(vector)))
            ones = checker.make("ones", (), vector.shape, bare.span)
            entries = ones if number == 1 else product(checker, bare, ones)
            term = entries if bare is term else negative(checker, entries, term.span)
        spread.append(term)
    return spread


def _sum_hint(checker: Checker, a: Typed, b: Typed) -> str:
    resolve = checker.unifier.resolve_shape
    lengths = (a.shape[0] * a.shape[1], b.shape[0] * b.shape[1])
    vectors = checker.is_vector(a) and checker.is_vector(b)
    if resolve(a.shape) == resolve(b.shape)[::-1] or (vectors and checker.same(*lengths, a, b)):
        sign, bare = ("- ", b.args[0]) if b.op == "negative" else ("", b)
        text = checker.quote(bare.args[0] if bare.op == "transpose" else bare).lstrip("+-−– ")
        if bare.op != "transpose":
            text = f"{text}'" if bare.op in ("symbol", "call") or text.endswith(")") else f"({text})'"
        return f"a transpose would fit: {sign}{text}"
    vector, matrix = (a, b) if checker.is_vector(a) else (b, a)
    if checker.is_vector(vector) and not checker.is_vector(matrix):
        rows, _, columns = checker.sizes(a, b)[0 if matrix is a else 1].partition("×")
        text = checker.quote(vector.args[0] if vector.op == "negative" else vector).lstrip("+-−– ")
        if resolve(vector.shape)[1] == ONE:
            return f"{text}*ones({columns})' adds it to every column"
        return f"ones({rows})*{text} adds it to every row"
    return "the terms of a sum have one shape"


def _scalar_plus_matrix(checker: Checker, first: Typed, term: Typed) -> None:
    scalar, other = (first, term) if checker.is_scalar(first) else (term, first)
    what = "vector" if checker.is_vector(other) else "matrix"
    text = checker.quote(scalar.args[0] if scalar.op == "negative" else scalar)
    times = "" if text == "1" else f"{text}*" if text.replace(".", "").isalnum() else "s*"
    rows, columns = checker.size(other).split("×")
    same = f"{times}ones({rows if columns == '1' else f'{rows}, {columns}'}) adds it to every entry"
    if what == "matrix":
        same = f"{times}I adds it to the diagonal, {same}"
    bare = other.args[0] if other.op == "negative" else other
    if bare.op == "symbol" and not checker.scope.is_declared(str(bare.value)):
        same += f"; {why_by_convention(str(bare.value))}, or declare `where {checker.quote(bare)}: scalar`"
    checker.fail("shape", f"a scalar plus a {what}", *reversed(checker.marks(first, term)), hint=same)


# --- brackets ---------------------------------------------------------------------------------------------------------


def _bars(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    operand = operands[0]
    if checker.is_scalar(operand):
        return checker.make("call", (operand,), SCALAR, tree.span, "abs")
    if not checker.make_square(operand):
        checker.fail(
            "shape",
            f"|…| is the determinant of a square matrix, but {checker.quote(operand)} is {checker.size(operand)}",
            Mark(tree.span, f"{checker.quote(operand)} is {checker.size(operand)}"),
            hint=f"||{checker.quote(operand)}|| is the norm, abs({checker.quote(operand)}) is elementwise",
        )
    return checker.make("call", (operand,), SCALAR, tree.span, "det")


def _norm(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    operand = operands[0]
    index = tree.value
    known = index in ("", "1", "2", "F", "fro", "Fro")
    if (
        not known
        or (index == "1" and not checker.is_vector(operand))
        or (index == "2" and _is_matrix(checker, operand))
    ):
        checker.fail(
            "unsupported",
            f"the norm with index {index}" + (" of a matrix" if known else "") + " is not among the norms",
            Mark(tree.span),
            hint=NORMS_HINT,
        )
    name = "abs" if checker.is_scalar(operand) else "norm1" if index == "1" else "norm"
    return checker.make("call", (operand,), SCALAR, tree.span, name)


def _is_matrix(checker: Checker, node: Typed) -> bool:
    return not checker.is_vector(node) and not checker.is_scalar(node)


def _inner(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    a, b = operands
    if not checker.same_shape(a, b):
        sizes = checker.sizes(a, b)
        checker.fail(
            "shape",
            f"an inner product of {sizes[0]} and {sizes[1]}",
            *reversed(checker.marks(a, b)),
            hint="<A, B> is tr(A'*B): both have one shape",
        )
    return checker.make("call", (a, b), SCALAR, tree.span, "dot")


def _literal(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    for entry in operands:
        if not checker.is_scalar(entry):
            hint = "a literal holds scalars"
            if entry.op == "symbol" and not checker.scope.is_declared(str(entry.value)):
                hint += f"; declare `where {checker.quote(entry)}: scalar`"
            checker.fail("shape", f"an entry of a literal is {checker.size(entry)}", *checker.marks(entry), hint=hint)
    if len(operands) == 1:
        return operands[0]
    rows, columns = tree.value
    return checker.make("literal", tuple(operands), (Dimension(rows), Dimension(columns)), tree.span, tree.value)


_RULES: dict[str, Rule] = {
    "number": _number,
    "decimal": _number,
    "name": _name,
    "top": _top,
    "sum": _sum,
    "minus": _minus,
    "chain": chain,
    "transpose": transpose,
    "power": power,
    "dot_power": dot_power,
    "bars": _bars,
    "norm": _norm,
    "inner": _inner,
    "literal": _literal,
    "call": call,
}
