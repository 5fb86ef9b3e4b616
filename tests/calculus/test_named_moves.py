"""Every kind of move names the rule that it uses: of equal derivations the reason must be true, too."""

import pytest
from numeric import canonical

from matdiff_cli.calculus.adjoint import shares_of
from matdiff_cli.calculus.expansion import LINEAR, MULTILINEAR
from matdiff_cli.calculus.stacking import stacked
from matdiff_cli.expressions import algebra
from matdiff_cli.expressions.nodes import FrechetExpm, Increment, Product, Sum
from matdiff_cli.expressions.tidy import Occurrence

MOVES = [
    ("dX + A*dX", "C", ["trace-sum"]),
    ("A*dx + dx", "b", ["multiply-out"]),
    ("A*dX*B", "C", ["trace-cyclic"]),
    ("dZ*x", "v", ["trace-cyclic"]),
    ("dx*b'", "C", ["trace-outer"]),
    ("dx'*A", "r", ["scalar-transpose"]),
    ("ds*A", "C", ["trace-scalar"]),
    ("ds*a", "b", []),
    ("dX'", "C", ["trace-transpose", "trace-cyclic"]),
    ("B*dZ'*M", "C", ["trace-transpose", "trace-cyclic"]),
    ("A.*dX.*B", "C", ["inner-hadamard"]),
    ("kron(a, dx)", "vec(C)", ["kron-product"]),
    ("kron(dx', a')", "vec(C)'", ["kron-product"]),
    ("tr(A*dX)", "beta", ["trace-scalar"]),
    ("sum(A*dX)", "beta", ["sum-trace"]),
    ("diag(dx)", "C", ["inner-diag"]),
    ("diag(A*dX)", "b", ["inner-diagonal"]),
    ("tril(A*dX)", "C", ["inner-tril"]),
    ("triu(A*dX)", "C", ["inner-triu"]),
    ("vec(dZ)", "kron(a, u)", ["vec-inner"]),
    ("vec(dZ)", "vec(C)", ["trace-vec"]),
    ("vec(a*dx' + dx*b')", "kron(a, u)", ["vec-outer"]),
    ("vec(a*dx' + dx*b')", "vec(C)", ["trace-vec"]),
    ("[2*ds, 0; t*ds, ds]", "[1, s; t, 2]", ["entrywise"]),
]
CHANGES = [(canonical(change), canonical(cotangent), rules) for change, cotangent, rules in MOVES]
L = algebra.frechet_expm(canonical("s*X + t*Y"), canonical("X*Y"))
CHANGES.append((algebra.product(canonical("ds"), L), canonical("eye(n)"), ["inner-expm"]))
CHANGES.append((algebra.frechet_expm(canonical("A"), canonical("B*dX")), canonical("C"), ["inner-expm"]))


@pytest.mark.parametrize(("change", "cotangent", "rules"), CHANGES, ids=lambda value: type(value).__name__)
def test_a_move_names_its_rule(change, cotangent, rules):
    named, _ = shares_of(change, cotangent, lambda node: bool(node.atoms(Increment)))
    assert list(named) == rules


def test_every_kind_of_move_is_here():
    kinds = {type(change) for change, _, _ in CHANGES}
    assert kinds >= {*LINEAR, *MULTILINEAR, Product, Sum, FrechetExpm}


STACKED = [
    ("dX + A*dX", ["vec-sum"]),
    ("dx + A*dx", ["multiply-out"]),
    ("A*dX*B", ["vec-product"]),
    ("dx'*A", ["scalar-transpose"]),
    ("ds*A", ["vec-scalar"]),
    ("ds*a", ["scalar-last"]),
    ("A.*dX", ["vec-hadamard"]),
    ("a.*dx", ["hadamard-diag"]),
    ("dX'", ["vec-transpose"]),
    ("dx'", []),
    ("diag(dx)", ["vec-diag"]),
    ("A*diag(dx)*B", ["vec-diag"]),
    ("diag(A*dX)", ["vec-diagonal"]),
    ("diag(A*diag(dx)*B + B*diag(dx)*A)", ["multiply-out"]),
    ("tril(A*dX)", ["vec-tril"]),
    ("triu(dX)", ["vec-triu"]),
    ("kron(A, dX)", ["vec-kron"]),
    ("[2*ds, 0; t*ds, ds]", ["vec-entries"]),
    ("vec(dX)", []),
]


@pytest.mark.parametrize(("change", "rules"), STACKED)
def test_a_stacking_names_its_rule(change, rules):
    node = canonical(change)
    named, _ = stacked(node, Occurrence(frozenset(node.atoms(Increment))))
    assert list(named) == rules
