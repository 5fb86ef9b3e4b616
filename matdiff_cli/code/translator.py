"""What turns expressions into values of one program: the memory, the chains of products, the rules' common door."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import singledispatch

from matdiff_cli.code import chains, roots, stable, traces
from matdiff_cli.code.chains import Factor
from matdiff_cli.code.definite import is_definite
from matdiff_cli.code.determinants import square_factors
from matdiff_cli.code.flops import flops
from matdiff_cli.code.graded import Graded
from matdiff_cli.code.program import Program
from matdiff_cli.code.uses import uses_of
from matdiff_cli.code.values import Shape, Value
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, facts, nodes
from matdiff_cli.expressions.decompositions import split_scalars
from matdiff_cli.expressions.facts.definite import root_of
from matdiff_cli.expressions.nodes import SIZE_ONE, Node, Variable

ALONG = " along"
"""What the change of the target is called, if it is an argument; no symbol has a blank in its name."""

MOST_FACTORS = 8
"""A power in a product is multiplied factor by factor up to this exponent."""


def shape_of(node: Node) -> Shape:
    """The shape of the value of a node: columns and rows are vectors."""
    return tuple(size for size in node.shape if size is not SIZE_ONE)


class Translator:
    """Turns expressions into values of one program; what is shared is shared."""

    def __init__(self, program: Program, names: Graded | None = None, *, regrouping: bool = False) -> None:
        """`names` are those in the expressions that are no symbols of the problem.

        With `regrouping` a sum with products in it is multiplied out where that costs less by itself.
        """
        self.program = program
        self._regrouping = regrouping
        self.names = names or Graded({})
        self._known: dict[Node, Value] = {}
        self._sums: dict[frozenset[Node], Value] = {}
        self._scalars: dict[tuple[Node, ...], Value] = {}
        self.increments: dict[str, int | None] = {}
        """The symbols whose increments are an argument, or an entry of it."""

    def __call__(self, node: Node) -> Value:
        """The value of a node, in a numerically stable form where one is known, worked out once."""
        found = self._known.get(node)
        if found is None:
            rewritten, lowering = stable.rewrite(node)
            turned = self._sums.get(frozenset(map(algebra.negate, node.args))) if isinstance(node, nodes.Sum) else None
            if turned is not None:  # b − a is −(a − b)
                found = self.program.negate(turned)
            else:
                found = self(rewritten) if rewritten is not node else translate(node, self)
            self._known[node] = found
            if isinstance(node, nodes.Sum):
                self._sums[frozenset(node.args)] = found
            found.lowering = found.lowering or lowering
            if found.rank == 2 and algebra.transpose(node) is node:
                self.program.symmetric.add(found)
        return found

    def meaning(self, name: Variable) -> Node | None:
        """The expression that a name stands for; None for a symbol of the problem."""
        return self.names.meanings.get(name.name)

    def _meant(self, node: Node) -> Node:
        """What a name stands for; any other node itself."""
        return (self.meaning(node) or node) if isinstance(node, Variable) else node

    def all(self, many: Iterable[Node]) -> list[Value]:
        """The values of several nodes."""
        return [self(node) for node in many]

    # --- chains ---------------------------------------------------------------------------------------------------

    def chain(self, many: Iterable[Node]) -> list[Factor]:
        """The factors of a product of matrices and vectors."""
        found: list[Factor] = []
        for factor in (factor for node in many for factor in self._factors(node)):
            joined = chains.orthonormal(self.program, found[-1], factor) if found else None
            found[len(found) - (joined is not None) :] = [joined or factor]
        return found

    def _factors(self, node: Node) -> list[Factor]:
        rows, columns = node.shape
        match node:
            case nodes.Product() if not node.is_scalar:
                scalars, chain = split_scalars(node)
                if not scalars:
                    return self.chain(chain)
            case nodes.Transpose(args=(inner,)) if isinstance(self._meant(inner), (nodes.Inverse, nodes.Power)):
                return [factor.turned(self.program) for factor in reversed(self._factors(inner))]
            case Variable() if isinstance(meaning := self._meant(node), nodes.Inverse):
                return self._factors(meaning)
            case nodes.Inverse():
                return self._inverse(node.args[0])
            case nodes.Power() if not node.is_scalar:
                base, exponent = node.args[0], int(node.args[1].value)
                if 0 < abs(exponent) <= MOST_FACTORS:
                    return (self._factors(base) if exponent > 0 else self._inverse(base)) * abs(exponent)
                if exponent < 0:
                    return self._inverse(nodes.Power(base, nodes.Number(-exponent)))
            case nodes.Ones() if node.is_vector:
                return [Factor("ones", self(node), rows, columns)]
            case nodes.Ones():
                return self.chain((nodes.Ones(rows, SIZE_ONE), nodes.Ones(SIZE_ONE, columns)))
            case nodes.Function(name="expm") if facts.is_diagonal(node.operands[0]):
                entries = algebra.call("exp", algebra.diagonal_part(node.operands[0]))
                return [Factor("diagonal", self(entries), rows, columns)]
            case nodes.Diag():
                return [Factor("diagonal", self(node.args[0]), rows, columns)]
            case nodes.Sum() if facts.is_diagonal(node):
                entries = algebra.add(*map(algebra.diagonal_part, node.args))
                return [Factor("diagonal", self(entries), rows, columns)]
            case nodes.Kronecker() if all(map(facts.is_diagonal, node.args)):
                entries = algebra.kronecker(*map(algebra.diagonal_part, node.args))
                return [Factor("diagonal", self(entries), rows, columns)]
            case Variable(structure="diagonal") if not node.is_scalar and self.meaning(node) is None:
                return [Factor("diagonal", self._diagonal(self(node)), rows, columns)]
        return [Factor("plain", self(node), rows, columns)]

    def _inverse(self, base: Node) -> list[Factor]:
        rows, columns = base.shape
        if facts.is_diagonal(base):
            inner = self(algebra.diagonal_part(base))
            return [Factor("diagonal", self.program.div(self.program.number(1), inner), rows, columns)]
        first, *rest = square_factors(base) or [base]
        if rest and any(map(facts.is_diagonal, (first, rest[-1]))):
            *rest, last = (first, *rest) if facts.is_diagonal(rest[-1]) else (first, algebra.product(*rest))
            return [*self._inverse(last), *self._inverse(algebra.product(*rest))]
        if (triangle := self.triangle(base)) is not None:
            factor = Factor("inverse", triangle, rows, columns, "upper")
            return [factor, factor.turned(self.program)]
        if (root := root_of(base)) is not None and not is_definite(base):
            turned = algebra.transpose(root)
            if rows == root.shape[0]:
                return [*self._inverse(root), *self._inverse(turned)]
            factor = Factor("inverse", self.program.qr(self(root))[1], rows, columns, "upper")
            return [factor, factor.turned(self.program)]
        structure = "general"
        if is_definite(base):
            structure = "spd"
        elif facts.is_lower(base):
            structure = "lower"
        elif facts.is_upper(base):
            structure = "upper"
        return [Factor("inverse", self(base), rows, columns, structure)]

    def triangle(self, total: Node) -> Value | None:
        """The R with R'R = B'B + C'C + … of a sum that is known by its roots; None for anything else."""
        if not isinstance(total, Variable) or total.name not in self.names.roots:
            return None
        rows = []
        for part in self.names.roots[total.name]:
            value = chains.plain(self.program, chains.product(self.program, self.chain([part])))
            value = value if value.rank == 2 else self.program.make("as_matrix", value, shape=part.shape)
            symbol = isinstance(part, Variable) and part.structure == "spd"
            rows.append(self.program.transpose(self.program.factored(value, "spd")) if symbol else value)
        spread = any(part.name == "exp" for root in self.names.roots[total.name] for part in root.atoms(nodes.Function))
        return roots.triangle(self.program, rows) if spread else self.program.qr(*rows)[1]

    def _diagonal(self, matrix: Value) -> Value:
        return self.program.of_matrix("diagonal", matrix, matrix.shape[:1])

    def product(self, many: Sequence[Node]) -> Value:
        """The product of matrices and vectors in the cheapest order."""
        turned = tuple(algebra.transpose(factor) for factor in reversed(many))
        if many[0].is_row and turned in self._scalars:  # a'M b is b'M'a
            return self._scalars[turned]
        value = chains.plain(self.program, chains.product(self.program, self.chain(many)))
        found = self._scalars[tuple(many)] = self._cheaper(value, many, lambda term: term)
        return found

    def trace(self, many: Sequence[Node]) -> Value:
        """The trace of the product of square matrices in the cheapest order."""
        return self._cheaper(traces.trace(self.program, self.chain(many)), many, algebra.trace)

    def _cheaper(self, value: Value, many: Sequence[Node], of: Callable[[Node], Node]) -> Value:
        """A linear function of a product: its value, or the sum of those of the terms if that costs less."""
        terms, lowering = _multiplied_out(many) if self._regrouping else ([], "")
        if not terms:
            return value
        other = self.program.add(*self.all(map(of, terms)))
        if work([other]) >= work([value]):
            return value
        other.lowering = other.lowering or lowering
        return other


def work(results: Sequence[Value]) -> int:
    """About how many operations some values take, each once."""
    return sum(chains.number(flops(value)) for value in uses_of(results))


def _multiplied_out(chain: Sequence[Node]) -> tuple[list[Node], str]:
    """The terms of a chain with a sum of matrices in it, and what they are good for, if they may be.

    Either one of the terms is a product or a power, or one is a Kronecker product and stands beside another.
    """
    for place, factor in enumerate(chain):
        if isinstance(factor, nodes.Sum) and factor.is_matrix and len(chain) > 1:
            before, after = chain[:place], chain[place + 1 :]
            terms = [algebra.product(*before, term, *after) for term in factor.args]
            inner = [split_scalars(term)[1] for term in factor.args]
            if any(len(factors) > 1 or isinstance(factors[0], nodes.Power) for factors in inner if factors):
                return terms, "regrouped"
            if _is_kronecker(*before[-1:], *after[:1]) and _is_kronecker(*(first for first, *_ in inner)):
                return terms, "mixed-product"
    return [], ""


def _is_kronecker(*many: Node) -> bool:
    """Whether one of them is a Kronecker product."""
    return any(isinstance(node, nodes.Kronecker) for node in many)


@singledispatch
def translate(node: Node, t: Translator) -> Value:
    """The value of a node that is stable as it is; `matdiff_cli.code.translate` has the rules, one a kind of node."""
    raise MatdiffError("unsupported", f"there is no code for {type(node).__name__} yet")
