"""The answer of a differentiation: inside the target's structure, symmetric where it is a Hessian, in a layout."""

from __future__ import annotations

from matdiff_cli.calculus.adjoint import matrix_of
from matdiff_cli.calculus.differentiate import Differentiation
from matdiff_cli.calculus.formulas import expand_definitions
from matdiff_cli.calculus.layout import arrange
from matdiff_cli.calculus.pose import Question, pose
from matdiff_cli.calculus.structure import PROJECTIONS
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.alternatives.spreading import multiplied_out
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.depth import deep_recursion
from matdiff_cli.expressions.final_form import polish
from matdiff_cli.expressions.nodes import Increment, Node, Variable
from matdiff_cli.expressions.tidy import Occurrence
from matdiff_cli.typing.typed import Problem, Target


def answer(problem: Problem, layout: str = "gradient", *, order: int = 1) -> Node:
    """The derivative alone, in the given layout, in the problem's own symbols however long that is.

    Raises MatdiffError where a rule is missing.
    """
    with deep_recursion():
        question = pose(problem)
        d = question.differentiation()
        if order == 2:
            d = second_differentiation(question, d)
        return Answer(d, layout, order=order).value


def change_of_derivative(problem: Problem, by: Target | None = None) -> Node:
    """The first-order change of the derivative in the default layout: the Hessian times an increment, not formed.

    `by` is the second target where this is another. Raises MatdiffError as `answer` does.
    """
    with deep_recursion():
        question = pose(problem, by)
        d = second_differentiation(question, question.differentiation())
        return d.in_full(d.change_in_targets)


def second_differentiation(question: Question, d: Differentiation) -> Differentiation:
    """The derivative of the derivative. Raises MatdiffError where that is none of a scalar function, or by a scalar."""
    if d.unknown:
        names = ", ".join(function.name for function in d.unknown)
        raise MatdiffError("unsupported", f"second derivatives of the unknown {names} are not available yet")
    if d.kind not in ("gradient", "derivative"):
        raise MatdiffError(
            "unsupported",
            "second derivatives are those of scalar functions, or of anything by a scalar",
            hint="pick an entry or a sum of the function's entries, or differentiate by a scalar",
        )
    taken = question.taken | {stage.name.name for stage in d.staged.stages}
    gradient = Answer(d).structured
    function = expand_definitions(gradient, Occurrence(frozenset(question.second.targets)))
    return question.second.differentiation(function, taken=taken)


class Answer:
    """What a differentiation comes to.

    kind      that of the differentiation, or hessian
    inside    the derivative inside the target's structure
    structured  the same as the Hessian that it may be; for a block of one the rows are those of the first target
    value     that in the layout
    """

    def __init__(
        self,
        d: Differentiation,
        layout: str = "gradient",
        *,
        order: int = 1,
        first: tuple[Variable, ...] = (),
        value: Node | None = None,
    ) -> None:
        """`d` differentiates f, or for order 2 its derivative; `first` is the first target where this is another.

        `value` is the derivative that `d` found where it is written in another way, such as with names.
        """
        mixed = bool(first)
        target = d.targets[0]
        self.kind = d.kind if order == 1 or (d.kind == "derivative" and not mixed) else "hessian"
        self.projection = PROJECTIONS.get(target.structure) if d.kind == "gradient" and not d.stacked else None
        found = d.value if value is None else value
        self.inside = self.structured = self.projection(found) if self.projection else found
        if mixed and d.kind == "gradient":  # of a partial derivative by a scalar: one row of the Hessian
            self.structured = algebra.transpose(self.inside)
        if self.kind == "hessian" and d.kind == "map" and not mixed:
            self.structured = _symmetric_within(target, self.structured)
        if self.kind == "hessian" and d.stacked and not mixed:
            self.structured = _mirrored(self.structured)
        self.value = arrange(
            self.structured,
            layout if order == 1 else "gradient",
            kind=d.kind,
            by_matrix=not d.stacked and (target.is_matrix or target.is_row),
            of_vector=d.function.is_vector,
        )


def _symmetric_within(target: Variable, hessian: Node) -> Node:
    """The Hessian by a matrix with structure, as a symmetric matrix: what it is applied to has the structure."""
    apart = multiplied_out(hessian)
    if target.structure not in PROJECTIONS or algebra.transpose(apart) is apart:
        return hessian
    change = Increment(Variable(target.name, *target.shape))
    return polish(algebra.product(hessian, matrix_of(PROJECTIONS[target.structure](change), change)))


def _mirrored(hessian: Node) -> Node:
    """A symmetric matrix written out, with one expression for the two entries that are equal."""
    scalars, chain = split_scalars(hessian)
    if len(chain) != 1 or not isinstance(chain[0], nodes.Literal):
        return hessian
    rows = chain[0].rows_of_entries
    size = len(rows)
    entries = (rows[min(i, j)][max(i, j)] for i in range(size) for j in range(size))
    return algebra.product(*scalars, nodes.Literal(size, size, *entries))
