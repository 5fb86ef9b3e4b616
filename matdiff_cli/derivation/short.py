"""The derivation by differentials: df = …, line by line, and the answer. A choice among the lines of the whole one.

A differential is the linear part of a change, so what the whole derivation says of f(X + ΔX) − f(X) up to second order
is said of df exactly. Source: Magnus & Neudecker, Matrix Differential Calculus, 5.4 and 9.5.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from matdiff_cli.calculus.special import record_of
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.laws import LAWS
from matdiff_cli.derivation.records import Derivation, Line, Reason, Step
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.nodes import FunctionValue, Increment, Node, Transpose, Variable
from matdiff_cli.rules import RULES, rule_of

_MOST = 7
"""Lines, the answer among them."""

_FEWEST = 2
"""Lines of an answer that is read off vec df, at least."""

_MOST_NAMES = 2
"""So many sub-expressions at most have lines of their own; of more only what they come to is shown."""

_LINEAR = (
    nodes.Trace, nodes.Transpose, nodes.Total, nodes.Vec, nodes.Diag, nodes.DiagonalPart, nodes.LowerPart,
    nodes.UpperPart,
)  # fmt: skip
_MULTILINEAR = (nodes.Product, nodes.HadamardProduct, nodes.Kronecker)


def shortened(found: Derivation) -> Derivation:
    """The same in a few lines: what f is, what names stand for and change by, df, and the answer."""
    steps: list[Step] = []
    role = "value"
    for part in _parts(found.steps):
        steps += _Part(found, part, role).steps()
        role = next((line.left.role for line in part[-1].lines if isinstance(line.left, FunctionValue)), role)
    return replace(found, steps=tuple(step for step in steps if step.lines))


def _parts(steps: Sequence[Step]) -> list[list[Step]]:
    """The steps up to each answer."""
    parts: list[list[Step]] = [[]]
    for step in steps:
        if parts[-1] and parts[-1][-1].key == "result":
            parts.append([])
        parts[-1].append(step)
    return parts


class _Part:
    """The steps that lead to one answer. `role` says what changes in them: the value of f, or a derivative."""

    def __init__(self, found: Derivation, steps: Sequence[Step], role: str) -> None:
        self._lets = [step for step in steps if step.key == "let"]
        self._define = [line for step in steps if step.key == "define" for line in step.lines]
        self._chain = [line for step in steps if step.key in ("linear", "trace", "back") for line in step.lines]
        self._result = steps[-1]
        self._role = role
        spelled = self._lets if len(self._lets) <= _MOST_NAMES else []
        hidden = {step.subjects[0] for step in self._lets if step not in spelled}
        hidden = {name for name in hidden if isinstance(name, Variable) and name.name not in found.result.where}
        self._hidden = {*hidden, *map(Increment, hidden)}
        self._names = [line for step in spelled for line in _named(step)]

    def steps(self) -> list[Step]:
        """The differentials, and the answer."""
        answer = _answer(self._result.lines, max(_MOST - len(self._names) - 1, _FEWEST))
        differentials = self._differentials(max(_MOST - len(self._names) - len(answer), 1))
        shown = [*self._names, *differentials]
        if len(shown) + len(answer) < _MOST:
            shown = [*self._define[:1], *shown]
        return [Step("linear", reasons.DIFFERENTIAL, tuple(shown)), replace(self._result, lines=tuple(answer))]

    def _differentials(self, most: int) -> list[Line]:
        """df = …: the lines that are linear in the increments. Of a derivative the change itself, as it was found."""
        lines: list[Line] = []
        before: list[Line] = []
        turned = False
        for line in self._chain:
            if line.left is not None and isinstance(line.left, Transpose) and line.left.holds(FunctionValue):
                lines, before, turned = [], [*lines, *before], True  # the change of a row, as a column from here on
            if _degree(line.right) == 1 and self._hidden.isdisjoint(line.right.atoms(Variable, Increment)):
                relation = line.relation if self._role != "value" else "="
                if any(other.relation == "≈" for other in before) and self._role != "value":
                    relation = "≈"
                lines.append(Line(None, relation, line.right, _together([*before, line]), line.shown_shape))
                before = []
            else:
                before.append(line)
        if not lines:
            return []
        first, *others = map(self._of_shown, _fitted(lines, most))
        left: Node | None = Increment(FunctionValue(self._role, *self._shape)) if self._role == "value" else None
        left = left or self._chain[0].left
        assert left is not None
        return [replace(first, left=Transpose(left) if turned else left, reason=self._rule() or first.reason), *others]

    def _of_shown(self, line: Line) -> Line:
        """The line with no word of names that have none: what was substituted for them."""
        if not (self._hidden and isinstance(line.reason, Reason)):
            return line
        uses = [use for use in line.reason.uses if use.rule != "substitute"]
        for use in line.reason.uses:
            if use.rule == "substitute" and (shown := tuple(s for s in use.subjects if s not in self._hidden)):
                uses.append(replace(use, subjects=shown))
        return replace(line, reason=Reason(tuple(uses))) if uses else line

    @property
    def _shape(self) -> tuple[object, object]:
        """That of what changes."""
        shape: tuple[object, object] = self._chain[0].right.shape
        return shape

    def _rule(self) -> Reason | None:
        """The rule by which the whole function changes, where it is one of the table of something that varies."""
        lines = self._lets[-1].lines[:1] if self._lets else self._define[-1:]
        if self._hidden or not lines:
            return None
        of_function = isinstance(lines[0].left, FunctionValue) or (lines[0].left is None and not self._lets)
        return _rule_for(lines[0].right) if of_function else None


def _together(lines: Iterable[Line]) -> Reason | None:
    return reasons.together(line.reason for line in lines if isinstance(line.reason, Reason))


def _named(step: Step) -> list[Line]:
    """`Y = …` and `dY = …`, of the step that says so at length."""
    name, definition, increment = step.subjects
    assert isinstance(name, Node) and isinstance(definition, Node) and isinstance(increment, Node)
    why = _rule_for(definition) or _together(step.lines)
    return [Line(name, "=", definition), Line(increment, "=", step.lines[-1].right, why)]


def _rule_for(node: Node) -> Reason | None:
    """The rule by which a function of the table changes, whose words need no formula."""
    record = record_of(node)
    if record is None or (name := rule_of(record)) not in RULES:
        return None
    if record.kind == "elementwise":
        return reasons.taylor(record.name)
    return reasons.by(name) if "@" not in RULES[name].words else None


def _answer(lines: Sequence[Line], most: int) -> list[Line]:
    """The lines of the answer, ∇fᵀ left out where ∇f follows, and as much as need be of those that lead to vec dX."""
    kept: list[Line] = []
    for line in lines:
        above = kept[-1] if kept else None
        if above is not None and isinstance(above.left, Transpose) and above.left.args[0] is line.left:
            kept[-1] = replace(line, reason=_together([above, line]))
        else:
            kept.append(line)
    leading = next((k for k, line in enumerate(kept[1:], 1) if line.left is not None), len(kept))
    fitted = _fitted(kept[:leading], most - (len(kept) - leading))
    shown = [replace(fitted[0], left=kept[0].left), *fitted[1:], *kept[leading:]]
    return [*shown[:-1], replace(shown[-1], follows=isinstance(shown[-1].left, FunctionValue))]


def _fitted(lines: Sequence[Line], most: int) -> list[Line]:
    """The first line and the last ones, the reasons of those in between with the line that they lead to.

    What the algebra does by itself is told with the line above before anything else is left out.
    """
    lines = list(lines)
    while len(lines) > most and (place := next((i for i in range(1, len(lines)) if _is_law(lines[i])), 0)):
        behind = _is_substitution(lines[place - 1]) and place + 1 < len(lines)  # it stays as it was put in
        above, line = lines[place : place + 2] if behind else lines[place - 1 : place + 1]
        at = slice(place, place + 2) if behind else slice(place - 1, place + 1)
        lines[at] = [replace(line, relation=above.relation, reason=_together([above, line]))]
    if len(lines) <= most:
        return lines
    left_out = lines[1 : len(lines) - most + 1] if most > 1 else lines[:-1]
    rest = lines[len(lines) - most + 1 :] if most > 1 else lines[-1:]
    return [*lines[: most > 1], replace(rest[0], reason=_together([*left_out, rest[0]])), *rest[1:]]


def _is_substitution(line: Line) -> bool:
    return isinstance(line.reason, Reason) and line.reason.rule == "substitute"


def _is_law(line: Line) -> bool:
    return isinstance(line.reason, Reason) and all(use.rule in LAWS for use in line.reason.uses)


def _degree(node: Node) -> int | None:
    """0 for what has no increment in it, 1 for what is linear in the increments; None for anything else."""
    if isinstance(node, Increment):
        return 1
    if not node.holds(Increment):
        return 0
    if isinstance(node, FunctionValue):
        return None
    found = [_degree(part) for part in node.parts]
    if isinstance(node, (nodes.Sum, nodes.Literal)):
        linear = all(degree == 1 or _is_zero(part) for degree, part in zip(found, node.parts, strict=True))
        return 1 if linear else None
    if isinstance(node, _MULTILINEAR):
        return 1 if sorted(-1 if degree is None else degree for degree in found)[-2:] in ([0, 1], [1]) else None
    if isinstance(node, nodes.FrechetExpm):
        return 1 if found == [0, 1] else None
    return found[0] if isinstance(node, _LINEAR) else None


def _is_zero(node: Node) -> bool:
    return node is nodes.ZERO or isinstance(node, nodes.Zeros)
