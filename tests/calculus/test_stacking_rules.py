"""vec L(E) = M vec E for the change L of every kind of node, and every kind of increment."""

import pytest
from numeric import canonical, node, same_value, text

from matdiff_cli.calculus.adjoint import matrix_of
from matdiff_cli.calculus.expansion import LINEAR, MULTILINEAR
from matdiff_cli.calculus.stacking import stacked
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import Node

RULES = [
    ("dX", "dX", "eye(n*n)"),
    ("A*dX*B", "dX", "kron(B', A)"),
    ("A*dX", "dX", "kron(eye(n), A)"),
    ("dX*B", "dX", "kron(B', eye(n))"),
    ("2*s*dX", "dX", "2*s*eye(n*n)"),
    ("dX + dX'", "dX", "eye(n*n) + commutation(n, n)"),
    ("dZ'", "dZ", "commutation(m, n)"),
    ("B*dZ'*M", "dZ", "kron(M', B)*commutation(m, n)"),
    ("dZ*x", "dZ", "kron(x', eye(m))"),
    ("u'*dZ", "dZ", "kron(eye(n), u')"),
    ("dZ'*u", "dZ", ""),
    ("tr(A*dX)*B", "dX", "vec(B)*vec(A')'"),
    ("tr(A*dX)", "dX", "vec(A')'"),
    ("sum(dZ)", "dZ", ""),
    ("A.*dX", "dX", "diag(vec(A))"),
    ("(A.*dX)*b", "dX", "kron(b', eye(n))*diag(vec(A))"),
    ("x.*(A*dx)", "dx", "diag(x)*A"),
    ("A*dx", "dx", "A"),
    ("dx'*A", "dx", "A'"),
    ("a*dx'*b", "dx", "a*b'"),
    ("A*(dx*x' + x*dx')*b", "dx", "(x'*b)*A + A*x*b'"),
    ("diag(A*diag(dx)*B)", "dx", "A.*B'"),
    ("diag(A*(diag(dx)*B + B*diag(dx))*A)", "dx", "A.*(A'*B') + (A*B).*A'"),
    ("kron(a, dZ)", "dZ", "kron(kron(eye(n), a), eye(m))"),
    ("kron(dZ, a')", "dZ", "kron(kron(eye(n), a), eye(m))"),
    ("(a'*dx)*b", "dx", "b*a'"),
    ("dx*b'", "dx", "kron(b, eye(n))"),
    ("a*dx'", "dx", "kron(eye(n), a)"),
    ("A*dr'", "dr", "A"),
    ("dr*A", "dr", "A'"),
    ("diag(dx)", "dx", ""),
    ("diag(dx)*M'", "dx", "diag(vec(M'))*kron(ones(m), eye(n))"),
    ("A*diag(dx)", "dx", ""),
    ("A*diag(dx)*B", "dx", ""),
    ("diag(y)*diag(A*dx)*B", "dx", ""),
    ("diag(dx)*A*diag(y)", "dx", ""),
    ("diag(y)*A*diag(dx)", "dx", ""),
    ("s*diag(dx)*a", "dx", "s*diag(a)"),
    ("diag(A*dX)", "dX", ""),
    ("tril(dX)", "dX", "diag(vec(tril(ones(n, n))))"),
    ("triu(A*dX)", "dX", ""),
    ("vec(A*dX)", "dX", "kron(eye(n), A)"),
    ("kron(a, dx)", "dx", "kron(a, eye(n))"),
    ("kron(dx, a)", "dx", "kron(eye(n), a)"),
    ("kron(dx', u)", "dx", ""),
    ("kron(A, dZ)", "dZ", ""),
    ("kron(dZ, A)", "dZ", ""),
    ("kron(kron(x', dZ), A)", "dZ", ""),
    ("kron(dX, x')", "dX", ""),
    ("[a'*dx; 2*b'*dx]", "dx", "[1; 0]*a' + 2*[0; 1]*b'"),
    ("[a'*dx, 2*b'*dx; s*a'*dx, b'*A*dx]", "dx", ""),
    ("[2*ds, s*ds; ds, t*ds]", "ds", "[2; 1; s; t]"),
    ("ds*M", "ds", "vec(M)"),
    ("ds*x", "ds", "x"),
]
ROWS = [(canonical(change), canonical(increment), wanted) for change, increment, wanted in RULES]
ROWS.append((algebra.frechet_expm(node("A"), node("B*dX")), canonical("dX"), ""))
CASES = [pytest.param(*row, id=text(row[0])[:40]) for row in ROWS]


@pytest.mark.parametrize(("change", "increment", "wanted"), CASES)
def test_matrix(change, increment, wanted):
    """`wanted`, where the textbooks have a form, is that."""
    matrix = matrix_of(change, increment)
    assert matrix.shape == (change.shape[0] * change.shape[1], increment.shape[0] * increment.shape[1])
    assert same_value(f"vec({text(change)})", f"({text(matrix)})*vec({text(increment)})")
    assert text(matrix) == wanted or not wanted


LINEAR_KINDS = (*LINEAR, *MULTILINEAR, nodes.Sum, nodes.Literal, nodes.FrechetExpm)


@pytest.mark.parametrize(
    "kind", [kind for kind in LINEAR_KINDS if kind not in (nodes.Trace, nodes.Total)], ids=lambda kind: kind.__name__
)
def test_every_linear_kind_has_a_rule_that_is_tested(kind):
    """Scalars go by way of their gradient."""
    assert stacked.dispatch(kind) is not stacked.dispatch(Node)
    assert any(change.atoms(kind) for change, _, _ in ROWS)


def test_what_does_not_vary_has_no_part_in_it():
    assert text(matrix_of(canonical("A*dX + B*dY"), canonical("dX"))) == "kron(eye(n), A)"


def test_a_function_of_an_increment_is_refused():
    with pytest.raises(MatdiffError):
        matrix_of(node("exp(dX)"), node("dX"))
