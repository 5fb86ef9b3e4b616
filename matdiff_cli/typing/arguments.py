"""What is defined, written with what it depends on: `f(x)` with `f = x'*A*x` is f itself, and no product with x."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.tree import Tree, rewritten, walk
from matdiff_cli.typing.declarations import Declarations
from matdiff_cli.typing.letters import letters
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.powers import is_transposition

_POSTFIXES = ("transpose", "power", "dot_power")


def without_arguments(expression: Tree, source: str, declared: Declarations) -> Tree:
    """The expression, which stands in the text `source`, with f for `f(x)`; so have the definitions in `declared` from
    now on. Raises MatdiffError where f is defined without what stands in the parentheses, or is not known.
    """
    for name, found in declared.abbreviations.items():
        body = rewritten(found.body, partial(_without_arguments, source=found.source, declared=declared))
        declared.abbreviations[name] = found._replace(body=body)
    return rewritten(expression, partial(_without_arguments, source=source, declared=declared))


def _without_arguments(node: Tree, source: str, declared: Declarations) -> Tree:
    if node.op == "call" and canonical(node.value[0]) in declared.abbreviations:
        name, place = node.value
        return _value(Tree("name", (), place, name), node.args, node.span, source, declared)
    if node.op != "chain" or "(" not in source:
        return node
    factors, operators = list(node.args), list(node.value)
    for k in reversed(range(len(operators))):
        name, opened = factors[k], factors[k + 1]
        _refuse_prime(name, opened, source, declared)
        defined = name.op == "name" and canonical(name.value) in declared.abbreviations
        if defined and source[name.span.end - 1] != ")" and _opens(source, name.span.end, opened.span.start):
            factors[k : k + 2] = [_of_first(name, opened, source, declared)]
            del operators[k]
        elif name.op == "name":
            _refuse_application(name, opened, source)
    if len(operators) == len(node.value):
        return node
    if not operators:
        return factors[0].within(node.span)
    return replace(node, args=tuple(factors), value=tuple(operators))


def _refuse_prime(transposed: Tree, argument: Tree, source: str, declared: Declarations) -> None:
    """`f'(x)` is the derivative to most people, and a transpose here."""
    name = transposed.args[0].value if is_transposition(transposed) else None
    if argument.op != "name" or not isinstance(name, str) or canonical(name) not in declared.abbreviations:
        return
    if _opens(source, transposed.span.end, argument.span.start) and source[transposed.span.end - 1] != ")":
        raise MatdiffError(
            "unsupported",
            f"is this the derivative of {name}, or a transpose?",
            Mark(Span(transposed.span.start, argument.span.end)),
            hint=f"{name} wrt {argument.value} asks for the derivative; a transpose needs a * behind it",
            source=source,
        )


def _refuse_application(name: Tree, argument: Tree, source: str) -> None:
    """`A(t)` is the value of a function to most people, and a product to nobody; `A(s + t)` may be one."""
    while argument.op in _POSTFIXES and argument.args[0].span.start == argument.span.start:
        argument = argument.args[0]
    if (
        argument.op == "name"
        and source[name.span.end - 1] != ")"
        and _opens(source, name.span.end, argument.span.start)
    ):
        raise MatdiffError(
            "syntax",
            f"is {name.value} a function here?",
            Mark(Span(name.span.start, argument.span.end)),
            hint=f"write its formula, or declare {name.value}(…): matrix(m, n); a product is {name.value}*(…)",
            source=source,
        )


def _opens(source: str, end: int, start: int) -> bool:
    """Is there nothing but an opening parenthesis from an end to a start?"""
    return end == start and source.startswith(("(", r"\left("), start)


def _of_first(name: Tree, operand: Tree, source: str, declared: Declarations) -> Tree:
    """Parentheses behind a name as its arguments, with what is behind them: `(x)^2` as the square of `f(x)`."""
    outer = []
    while operand.op in _POSTFIXES and operand.args[0].span.start == operand.span.start:
        outer.append(operand)
        operand = operand.args[0]
    found = _value(name, (operand,), Span(name.span.start, operand.span.end), source, declared)
    for node in reversed(outer):
        found = replace(node, args=(found, *node.args[1:]), span=Span(name.span.start, node.span.end))
    return found


def _value(name: Tree, arguments: tuple[Tree, ...], span: Span, source: str, declared: Declarations) -> Tree:
    parts = _parts(canonical(name.value), declared)
    if all(each.op == "name" and canonical(each.value) in parts for each in arguments):
        return name.within(span)
    product = f"{name.value}*{source[name.span.end : span.end]}"
    raise MatdiffError(
        "unsupported",
        f"{name.value} is a defined name, and no function of something else",
        Mark(span),
        hint=f"{product} if it is a product" if len(arguments) == 1 else f"write {name.value} alone",
        source=source,
    )


def _parts(name: str, declared: Declarations) -> set[str]:
    """All names that a definition is made of, and the letters of those that may be products."""
    parts: set[str] = set()
    waiting = [name]
    while waiting:
        for node in walk(declared.abbreviations[waiting.pop()].body):
            if node.op == "name" and (part := canonical(node.value)) not in parts:
                parts.add(part)
                if part in declared.abbreviations:
                    waiting.append(part)
                elif part not in declared.types:
                    parts.update(map(canonical, letters(node.value)))
    return parts
