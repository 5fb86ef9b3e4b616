"""A printed derivation read back from its JSON form: its problem, its substitutions, and the sides of its lines."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from typing import Any

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.declarations import kind_of
from matdiff_cli.typing.dimension import ONE, Dimension, Shape
from matdiff_cli.typing.names import increment_name
from matdiff_cli.typing.read import read_expression
from matdiff_cli.typing.typed import Problem, Symbol, Target, Typed

ROLES = {
    "f": "value",
    "f'": "derivative",
    "f''": "hessian",
    "∇f": "gradient",
    "grad f": "gradient",
    "J": "jacobian",
    "Df": "map",
    "∇²f": "hessian",
    "hess f": "hessian",
    "partial f": "layout",
    "d∇f": "change",
}
"""How a value of the function under study and the names of answers are written before their parenthesis.

gradient, jacobian, derivative and map are those of the default layout; layout is what the one asked for makes of them.
hessian is the second derivative, by a scalar too; change is that of the gradient.
"""


@dataclass(frozen=True)
class Side:
    """One side of a line: an expression in which values of the function under study stand as symbols of their own.

    `calls` gives for each of these symbols the role (a value of ROLES) and the arguments.
    """

    typed: Typed
    calls: Mapping[str, tuple[str, tuple[Typed, ...]]]

    @property
    def is_derivative(self) -> bool:
        """Is it a derivative and nothing else?"""
        role, _ = self.calls.get(str(self.typed.value), ("value", ()))
        return self.typed.op == "symbol" and role not in ("value", "change")


@dataclass
class Document:
    """A derivation read back.

    `bindings` are the substitutions, each after those that it uses; in `problem.function` they are abbreviations.
    `symbols` are all names that lines may use: the problem's, the substitutions, and the increments. `by` is the second
    target of a block of a mixed second derivative, `turn` the number of the step that reads off the first derivative;
    `arguments` are those of f, or of the derivative that changes with `by`; `function` is what f is called.
    """

    problem: Problem
    layout: str
    bindings: dict[str, Typed] = field(default_factory=dict)
    symbols: dict[str, Symbol] = field(default_factory=dict)
    shapes: dict[str, Shape] = field(default_factory=dict)
    by: Target | None = None
    turn: int = 0
    arguments: tuple[str, ...] = ()
    function: str = "f"

    def moving(self, step: int) -> tuple[str, ...]:
        """The symbols that change in a step: the target, or in a block of a mixed Hessian later on the second one."""
        first = self.problem.target.names
        if self.by is None or step <= self.turn:
            return first
        return tuple(name for name in self.arguments if name in self.by.names or name not in first)


def dimension(text: str) -> Dimension:
    """The dimension that `m`, `3` or `2*m*n` names."""
    product = ONE
    for part in (part.strip() for part in str(text).split("*")):
        product *= Dimension(int(part)) if part.isdigit() else Dimension(1, (part,))
    return product


def read_document(document: Mapping[str, Any]) -> Document:
    """The parts that lines are made of. Raises MatdiffError for text that cannot be read."""
    facts = ("structure", "positive", "integer")
    symbols = {
        name: _symbol(name, _shape(entry["shape"]), **{fact: entry[fact] for fact in facts if fact in entry})
        for name, entry in document["symbols"].items()
    }
    bindings, known = _read_bindings(document["bindings"], symbols)
    steps = document["steps"]
    turn = next((number for number, step in enumerate(steps, 1) if step.get("key") == "result"), len(steps))
    target, by = _target(document["target"]["name"]), _target(document["by"]["name"]) if "by" in document else None
    defined = re.match(r"(\w+)\(", steps[0]["lines"][0]["left"] or "") if steps[0].get("key") == "define" else None
    name = defined[1] if defined else "f"  # or g where f is a symbol
    arguments = _arguments(name, steps[:turn]) or target.names
    target = replace(target, names=arguments)
    if by is not None:
        arguments = _arguments(name, steps[turn:]) or (*arguments, *by.names)
    function = with_definitions(read_expression(document["function"]["text"], known), bindings)
    problem = Problem(document["problem"], function, target, symbols, bindings)
    for base in [*arguments, *bindings]:
        increment = increment_name(base, {*symbols, *bindings})
        known[increment] = _symbol(increment, known[base].shape, structure=known[base].structure)
    result = _shape(document["result"]["shape"])
    f, x = function.shape, _shape(document["target"]["shape"])
    per_entry = (f[0] * f[1], x[0] * x[1])
    shapes = {
        "value": f,
        "derivative": f,
        "gradient": x,
        "jacobian": per_entry,
        "map": per_entry,
        "hessian": result,
        "layout": result,
    }
    return Document(problem, document["layout"], bindings, known, shapes, by, turn, arguments, name)


def _target(name: str) -> Target:
    return Target(tuple(part.strip() for part in name.strip("[]").split(",")), name.startswith("["))


def _arguments(function: str, steps: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """The names in the first f(x), ∇f(x, y), …; an unknown function of the target, F(X), is one itself: f(F)."""
    sides = (side for step in steps for line in step["lines"] for side in (line["left"], line["right"]) if side)
    plain = re.compile(_call(function).pattern + r"([\w, ]+)\)")
    found = next(filter(None, map(plain.search, sides)), None)
    return () if found is None else tuple(part.strip() for part in found[1].split(","))


def _shape(sizes: Sequence[str]) -> Shape:
    rows, columns = sizes
    return dimension(rows), dimension(columns)


def _symbol(name: str, shape: Shape, **facts: Any) -> Symbol:
    return Symbol(name, kind_of(*shape), shape, **facts)


def _read_bindings(
    texts: Mapping[str, str], symbols: Mapping[str, Symbol]
) -> tuple[dict[str, Typed], dict[str, Symbol]]:
    """The substitutions, each after those that it uses, and all symbols with theirs."""
    known, bindings, waiting = dict(symbols), {}, dict(texts)
    while waiting:
        trouble: MatdiffError | None = None
        for name, text in waiting.items():
            try:
                bindings[name] = read_expression(text, known)
            except MatdiffError as error:
                trouble = trouble or error
                continue
            known[name] = _symbol(name, bindings[name].shape)
            del waiting[name]
            break
        else:
            assert trouble is not None
            raise trouble
    return bindings, known


def with_definitions(function: Typed, bindings: Mapping[str, Typed]) -> Typed:
    """`function` with the substitutions that it uses written as abbreviations, each definition shared."""
    definitions: dict[object, Typed] = {}

    def expand(node: Typed) -> Typed:
        if node.op == "symbol" and node.value in definitions:
            return Typed("abbreviation", (definitions[node.value],), node.shape, node.span, node.value)
        if not node.args:
            return node
        return Typed(node.op, tuple(map(expand, node.args)), node.shape, node.span, node.value)

    for name, typed in bindings.items():
        definitions[name] = expand(typed)
    return expand(function)


@cache
def _roles(function: str) -> dict[str, str]:
    """ROLES for a function of another name."""
    return {head.replace("f", function): role for head, role in ROLES.items()}


@cache
def _call(function: str) -> re.Pattern[str]:
    heads = sorted(map(re.escape, _roles(function)), key=len, reverse=True)
    return re.compile(r"(?<![\w∇'])(?:" + "|".join(heads) + r")\(")


def read_side(
    text: str,
    document: Document,
    beside: Side | None = None,
    shape: Shape | None = None,
    reading: list[str] | None = None,
) -> Side:
    """One side of a line. `f(X + dX)` and `∇f(X)` become symbols, whose arguments are read on their own.

    `beside` is the other side: an `I` that stands alone has its size from there; `shape` is that of the side, where it
    is known; `reading` as in `read_expression`. Raises MatdiffError for text that cannot be read, ValueError for
    parentheses that do not close.
    """
    calls: dict[str, tuple[str, tuple[Typed, ...]]] = {}
    known = dict(document.symbols)
    while found := _call(document.function).search(text):
        end, commas = _closing(text, found.end())
        cuts = pairwise([found.end() - 1, *commas, end])
        role, name = _roles(document.function)[found.group()[:-1]], f"valueoff{len(calls)}"
        calls[name] = role, tuple(read_expression(text[a + 1 : b], document.symbols) for a, b in cuts)
        known[name] = _symbol(name, document.shapes[role], declared=True)
        text = f"{text[: found.start()]}{name}{text[end + 1 :]}"
    if beside is not None and text == "I":
        shape = beside.typed.shape
    return Side(read_expression(text, known, shape=shape, reading=reading), calls)


def _closing(text: str, start: int) -> tuple[int, list[int]]:
    """Where the parenthesis that was opened before `start` closes, and the commas that stand directly inside it."""
    depth = 0
    commas: list[int] = []
    for place in range(start, len(text)):
        if text[place] in "([":
            depth += 1
        elif text[place] in ")]":
            if depth == 0:
                return place, commas
            depth -= 1
        elif text[place] == "," and depth == 0:
            commas.append(place)
    raise ValueError(f"unbalanced parentheses in {text!r}")
