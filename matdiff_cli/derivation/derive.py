"""From a problem to its derivation: the course of steps.

Define the function; let names stand for what is not polynomial and find their changes; the linear approximation; write it as a trace;
put it back in terms of the target; read the answer off.
"""

from __future__ import annotations

import sympy

from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.formulas import expand_definitions
from matdiff_cli.calculus.layout import arrange
from matdiff_cli.calculus.special import is_special, record_of
from matdiff_cli.calculus.structure import PROJECTIONS
from matdiff_cli.check.typed import Problem, Symbol
from matdiff_cli.derivation import reasons
from matdiff_cli.derivation.let import let_step, polynomial_lines, special_lines
from matdiff_cli.derivation.lines import Chain, is_matrix, minus, move_reason, paired, trace_lines
from matdiff_cli.derivation.records import Derivation, Line, Reason, Result, Step
from matdiff_cli.expressions import nodes
from matdiff_cli.expressions.build import build, variable
from matdiff_cli.expressions.nodes import FunctionValue, Increment, Node, Sum, Trace, Transpose, Variable
from matdiff_cli.expressions.tidy import Occurrence, replace
from matdiff_cli.expressions.views import weight


def answer(problem: Problem, layout: str = "gradient") -> Node:
    """The derivative alone, in the given layout. Raises MatdiffError where a rule is missing."""
    d = _differentiation(problem, build(problem.function, problem.symbols))
    return _arranged(d, _structured(d), layout)


def derive(problem: Problem, layout: str = "gradient") -> Derivation:
    """The derivative with every step that leads to it. Raises MatdiffError where a rule is missing."""
    written = build(problem.function, problem.symbols)
    d = _differentiation(problem, written)
    course = _Course(d, written, layout)
    steps = course.steps()
    result = Result(d.kind, course.value, d.differential, layout, problem.notes + _notes(d))
    return Derivation(problem, written, result, course.bindings(), tuple(steps))


def _differentiation(problem: Problem, written: Node) -> Differentiation:
    symbols = problem.symbols
    abbreviations = {}
    for name, tree in problem.abbreviations.items():
        definition = build(tree, symbols)
        abbreviations[Variable(name, *definition.shape)] = expand_definitions(definition)
    targets = tuple(_target(symbols[name]) for name in problem.target.names)
    taken = {*symbols, *problem.abbreviations}
    function = expand_definitions(written)
    for target, name in zip(targets, problem.target.names, strict=True):
        function = replace(function, {variable(symbols[name]): target}, simplify=False)
    return Differentiation(function, targets, stacked=problem.target.stacked, abbreviations=abbreviations, taken=taken)


def _target(symbol: Symbol) -> Variable:
    """The target as a variable. Orthogonal matrices are no linear space, so nothing is made of that fact while they vary."""
    plain = variable(symbol)
    return Variable(symbol.name, *plain.shape) if symbol.structure == "orthogonal" else plain


def _notes(d: Differentiation) -> tuple[str, ...]:
    """Assumptions and remarks on the functions that occur and on the target."""
    found: list[str] = []
    if not d.varies:
        names = ", ".join(target.name for target in d.targets)
        found.append(f"{names} does not occur in the function: the derivative is zero")
    for node in _special_nodes(d):
        record = record_of(node)
        words = (
            ""
            if record is None
            else record.note or (f"{record.parameters[0]} {record.domain}" if record.name == "inv" else "")
        )
        if words and words not in found:
            found.append(words)
    return tuple(found)


def _special_nodes(d: Differentiation) -> list[Node]:
    return [e for e in (*(s.definition for s in d.staged.stages), d.staged.body) if is_special(e)]


def _structured(d: Differentiation) -> Node:
    projection = _projection(d)
    return projection[0](d.value) if projection else d.value


def _projection(d: Differentiation):
    if d.kind != "gradient" or d.stacked:
        return None
    return PROJECTIONS.get(d.targets[0].structure)


def _arranged(d: Differentiation, value: Node, layout: str) -> Node:
    by_matrix = not d.stacked and is_matrix(d.targets[0])  # type: ignore[arg-type]
    of_vector = d.function.is_column or d.function.is_row
    return arrange(value, layout, kind=d.kind, by_matrix=by_matrix, of_vector=of_vector)


class _Course:
    """The steps of one derivation, in order."""

    def __init__(self, d: Differentiation, written: Node, layout: str) -> None:
        self.d = d
        self.written = written
        self.layout = layout
        self.f = FunctionValue("value", *d.function.shape, *d.targets)
        self.traced = False
        self.unstructured = d.value
        self.structured = _structured(d)
        self.value = _arranged(d, self.structured, layout)

    def steps(self) -> list[Step]:
        d = self.d
        steps = [self._define()]
        steps += [let_step(d, stage, self.f) for stage in d.staged.stages if stage.name in self._used()]
        if d.varies:
            steps += self._linear()
        steps.append(self._result())
        return steps

    def bindings(self) -> dict[str, Node]:
        d = self.d
        stages = {stage.name.name: stage.definition for stage in d.staged.stages}
        constant = {name.name: tree for name, tree in d.abbreviations.items() if name.name not in stages}
        return constant | stages

    def _used(self) -> set[Node]:
        return {stage.name for stage in self.d.staged.stages}

    def _define(self) -> Step:
        d = self.d
        chain = Chain(self.f)
        chain.then("=", self.written)
        chain.then("=", d.function, reasons.BY_DEFINITION)
        return Step("define", reasons.DEFINE, tuple(chain.lines))

    def _linear(self) -> list[Step]:
        """Linear approximation, trace and back substitution."""
        d = self.d
        shifted = FunctionValue("value", *d.function.shape, *(Sum(t, d.changes.increments[t]) for t in d.targets))
        chain = Chain(minus(shifted, self.f))
        body = d.staged.body
        if is_special(body) and d.varies_in(body):
            special_lines(d, body, chain)
        else:
            polynomial_lines(d, body, chain)
        linear, trace = self._split_at_trace(chain.lines)
        collected = Chain(chain.current)
        collected.left = None
        if d.by_adjoint:
            trace_lines(collected, d.first_front)
        elif d.kind == "jacobian":
            self._collect_matrix(collected)
        if any(is_matrix(i) for i in d.first_front) and d.by_adjoint:
            trace += collected.lines
        else:
            linear += collected.lines
        steps = [Step("linear", reasons.LINEAR, tuple(linear))]
        if trace:
            trace[0] = _restarted(trace[0], linear[-1].right)
            steps.append(Step("trace", reasons.TRACE, tuple(trace)))
        return steps + self._back(collected.current, bool(trace))

    def _split_at_trace(self, lines: list[Line]) -> tuple[list[Line], list[Line]]:
        """Where a special function's reasoning brings in a trace (det(I + E) ≈ 1 + tr E), the trace step begins."""
        if self.d.by_adjoint and is_special(self.d.staged.body):
            for i, line in enumerate(lines):
                if line.relation == "≈" and line.right.atoms(Trace) and any(is_matrix(v) for v in self.d.first_front):
                    return lines[:i], lines[i:]
        return lines, []

    def _collect_matrix(self, chain: Chain) -> None:
        """M Δ for a vector function; the change of a row is turned into a column first."""
        d = self.d
        if d.function.is_row:
            chain.left = chain.current = Transpose(chain.current)
        goal = paired(d.first_front, by_adjoint=False)
        chain.then("=", goal, move_reason(chain.current, frozenset(d.first_front), reasons.MAPS))

    def _back(self, current: Node, traced: bool) -> list[Step]:
        """Every ΔY replaced by its first-order change, then every Y by its meaning."""
        d = self.d
        if d.kind not in ("gradient", "jacobian", "derivative") or not (d.by_adjoint or d.kind == "jacobian"):
            return self._back_as_map(current)
        title = reasons.BACK.format(", ".join(target.name for target in d.targets))
        groups: list[tuple[str, list[Line]]] = [("back", [])]
        for elimination in d.eliminations:
            increment = d.changes.increments[elimination.stage.name]
            shown = self._shown(current)
            chain = Chain(current)
            substituted = replace(shown, {increment: d.change_of(elimination.stage)}, simplify=False)
            chain.then("≈", substituted, reasons.put_in(increment))
            groups[-1][1].extend(chain.lines)
            settled = {i: self._shown(g) for i, g in elimination.front.items()}
            collected = Chain(chain.current)
            if d.by_adjoint:
                trace_lines(collected, settled)
            else:
                collected.then(
                    "=",
                    paired(settled, by_adjoint=False),
                    move_reason(collected.current, frozenset(settled), reasons.MAPS),
                )
            if not traced and any(is_matrix(i) for i in settled) and d.by_adjoint:
                traced = True
                groups.append(("trace", collected.lines))
                groups.append(("back", []))
            else:
                if collected.lines and chain.lines:
                    collected.lines[0] = Line(None, *_rest(collected.lines[0]))
                groups[-1][1].extend(collected.lines)
            current = collected.current
        full = paired({i: d.in_full(g) for i, g in d.last_front.items()}, by_adjoint=d.by_adjoint)
        if full is not current:
            names = [stage.name for stage in d.staged.stages if Occurrence(frozenset({stage.name}))(current)]
            groups[-1][1].append(Line(current, "=", full, reasons.put_in(*names)))
        titles = {"back": title, "trace": reasons.TRACE}
        return [Step(key, titles[key], tuple(_joined(lines))) for key, lines in groups if lines]

    def _back_as_map(self, current: Node) -> list[Step]:
        d = self.d
        if not d.staged.stages and current is d.differential:
            return []
        chain = Chain(current)
        chain.then("≈" if d.staged.stages else "=", d.differential)
        title = reasons.BACK.format(", ".join(target.name for target in d.targets))
        return [Step("back", title, tuple(chain.lines))] if chain.lines else []

    def _shown(self, node: Node) -> Node:
        """Names replaced by their meaning where that makes the expression no longer, as Y⁻¹ = X does."""
        full = self.d.in_full(node)
        return full if weight(full) <= weight(node) else node

    def _result(self) -> Step:
        d = self.d
        lines: list[Line] = []
        role = d.kind
        if d.kind == "map":
            vec_change = nodes.Vec(d.differential)
            stacked = nodes.Product(d.value, nodes.Vec(self._increment))
            lines.append(Line(vec_change, "=", stacked, reasons.VEC_OF_PRODUCT))
        kind = "vector gradient" if role == "gradient" and not is_matrix(self._target_like()) else role
        source = reasons.read_off(kind, *self._read_off_subjects())
        left = FunctionValue(role, *self.structured.shape, *d.targets)
        lines.append(Line(left, "=", self.structured, source, shown_shape=True))
        projection = _projection(d)
        if projection is not None:
            both = [paired({self._increment: g}, by_adjoint=True) for g in (d.value, self.structured)]
            lines.insert(
                0,
                Line(
                    both[0],
                    "=",
                    both[1],
                    Reason(f"@1 is {d.targets[0].structure}, which leaves {projection[1]}", None, (self._increment,)),
                ),
            )
        if self.value is not self.structured:
            left = FunctionValue("layout", *self.value.shape, *d.targets)
            lines.append(Line(left, "=", self.value, Reason(f"{self.layout} layout: the transpose"), shown_shape=True))
        return Step("result", reasons.RESULTS[d.kind], tuple(lines))

    def _read_off_subjects(self) -> tuple[Node, Node, Node]:
        """X + ΔX, X and ΔX; for a stacked target, of the vector that it is called."""
        d = self.d
        if d.stacked:
            vector = Variable("v", sympy.Integer(len(d.targets)), nodes.SIZE_ONE)
            return Sum(vector, Increment(vector)), vector, Increment(vector)
        return Sum(d.targets[0], self._increment), d.targets[0], self._increment

    @property
    def _increment(self) -> Increment:
        return self.d.changes.increments[self.d.targets[0]]

    def _target_like(self) -> Node:
        return self.d.value if self.d.stacked else self.d.targets[0]


def _rest(line: Line) -> tuple[str, Node, Reason | None]:
    return line.relation, line.right, line.reason


def _restarted(line: Line, left: Node) -> Line:
    """A line that went on from the one above, opening a step of its own."""
    return Line(left, line.relation, line.right, line.reason) if line.left is None else line


def _joined(lines: list[Line]) -> list[Line]:
    """Lines whose left side repeats the expression above it go on from there."""
    joined: list[Line] = []
    for line in lines:
        repeats = bool(joined) and line.left is joined[-1].right
        joined.append(Line(None, *_rest(line)) if repeats else line)
    return joined
