"""⟨G, L(E)⟩ = ⟨L*(G), E⟩ for the change L of every kind of node."""

import pytest
from numeric import canonical, node, same_value, text

from matdiff_cli.calculus.adjoint import pull, shares_of
from matdiff_cli.calculus.expansion import LINEAR, MULTILINEAR
from matdiff_cli.errors import MatdiffError
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import Node, Product, Sum

RULES = [
    ("dX + A*dX", "dX", "C"),
    ("A*dX*B", "dX", "C"),
    ("s*A*dX", "dX", "C"),
    ("a'*dX*b", "dX", "beta"),
    ("u'*dZ*a", "dZ", "beta"),
    ("dZ*x", "dZ", "v"),
    ("dx*b'", "dx", "C"),
    ("dx'*A", "dx", "r"),
    ("A*dr'", "dr", "b"),
    ("ds*A", "ds", "C"),
    ("(u'*dZ*a)*M", "dZ", "N"),
    ("dX'", "dX", "C"),
    ("B*dZ'*M", "dZ", "C"),
    ("A.*dX.*B", "dX", "C"),
    ("x.*(A*dx)", "dx", "b"),
    ("x'.*(dx'*A)", "dx", "r"),
    ("kron(a, dx)", "dx", "vec(C)"),
    ("kron(dx, b)", "dx", "vec(C)"),
    ("kron(kron(a, dx), b)", "dx", "kron(b, vec(C))"),
    ("kron(A, dX)", "dX", "kron(C, B)"),
    ("kron(dX, A)", "dX", "kron(C, B)"),
    ("kron(dZ, A)", "dZ", "kron(N, B)"),
    ("kron(A, dZ)", "dZ", "kron(B, N)"),
    ("kron(kron(a', dX), b)", "dX", "kron(C, B)"),
    ("kron(A, dX)", "dX", "kron(C, B) + vec(A)*vec(B)'"),
    ("kron(dX, A)", "dX", "vec(A)*vec(B)'"),
    ("kron(A, dX)", "dX", "2*kron(C, B) - beta*kron(B, C)"),
    ("kron(A, dX)", "dX", "-beta*eye(n*n)"),
    ("kron(dX, A)", "dX", "eye(n*n) + kron(C, A)"),
    ("kron(A, dX, B)", "dX", "kron(B, C, A)"),
    ("kron(dZ, A)", "dZ", "kron(A, N)"),
    ("tr(A*dX)", "dX", "beta"),
    ("sum(A*dX)", "dX", "beta"),
    ("sum(M.*dZ)", "dZ", "beta"),
    ("diag(dx)", "dx", "C"),
    ("A*diag(A*dx)*B", "dx", "C"),
    ("diag(A*dX)", "dX", "b"),
    ("tril(A*dX)", "dX", "C"),
    ("triu(dX')", "dX", "C"),
    ("vec(dZ)", "dZ", "kron(a, u)"),
    ("vec(A*dx*a')", "dx", "kron(a, x)"),
    ("vec(A*dx*x' + x*dx'*A' + dx*x')", "dx", "kron(x, x)"),
    ("x'*A*dx + kron(x, x)'*vec(A*dx*x' + x*dx'*A')", "dx", "1"),
    ("vec(A*dX*B)", "dX", "vec(C)"),
    ("vec(dX)", "dX", "kron(A, B)*vec(C)"),
    ("[2*ds, 0; t*ds, ds]", "ds", "[1, s; t, 2]"),
    ("[a'*dx; tr(A)*b'*dx]", "dx", "[s; t]"),
    ("[a'*dx, 2*b'*dx]", "dx", "[s, t]"),
    ("kron(A, B)*kron(a, b)*ds", "ds", "vec(C)"),
]
EXPM = algebra.frechet_expm(node("A"), node("B*dX"))
ROWS = [(canonical(change), canonical(increment), canonical(g)) for change, increment, g in RULES]
ROWS.append((EXPM, canonical("dX"), canonical("C")))
CASES = [pytest.param(*row, id=text(row[0])[:40]) for row in ROWS]


@pytest.mark.parametrize(("change", "increment", "cotangent"), CASES)
def test_adjoint(change, increment, cotangent):
    pulled = pull(change, cotangent)
    assert list(pulled) == [increment]
    assert pulled[increment].shape == increment.shape
    assert same_value(f"<{text(cotangent)}, {text(change)}>", f"<{text(pulled[increment])}, {text(increment)}>")


LINEAR_KINDS = (*LINEAR, *MULTILINEAR, nodes.Sum, nodes.Literal, nodes.FrechetExpm)


@pytest.mark.parametrize("kind", LINEAR_KINDS, ids=lambda kind: kind.__name__)
def test_every_linear_kind_has_a_rule_that_is_tested(kind):
    assert shares_of.dispatch(kind) is not shares_of.dispatch(Node)
    assert any(change.atoms(kind) for change, _, _ in ROWS)


def test_several_increments_at_once():
    front = pull(canonical("a'*dX*b + a'*dx + s*a'*dX'*b"), nodes.ONE)
    assert {text(increment): text(share) for increment, share in front.items()} == {"dX": "a*b' + s*b*a'", "dx": "a"}


def test_a_function_of_an_increment_is_refused():
    with pytest.raises(MatdiffError):
        pull(node("sum(exp(dX))"), nodes.ONE)


def test_a_product_of_increments_is_refused():
    with pytest.raises(ValueError, match="not linear"):
        pull(node("a'*dX*dX*b"), nodes.ONE)


def test_each_node_is_visited_once():
    """The expression written out would have 2⁶⁰ terms."""
    change = node("dX")
    for _ in range(14):
        change = Sum(Product(node("A"), change), Product(node("B"), change))
    front = pull(Product(node("a'"), change, node("b")), nodes.ONE)
    assert front[node("dX")].shape == node("X").shape


SHORT = [
    ("kron(A, dX)", "kron(C, B)", "tr(C'*A)*B"),
    ("kron(dX, A)", "kron(C, B)", "tr(B'*A)*C"),
    ("kron(A, dX)", "-eye(n*n)", "-tr(A)*eye(n)"),
    ("kron(A, dX, B)", "beta*kron(C, A, eye(n))", "beta*tr(C'*A)*tr(B)*A"),
]


@pytest.mark.parametrize(("change", "cotangent", "expected"), SHORT)
def test_kronecker_products_are_paired_factor_by_factor(change, cotangent, expected):
    (found,) = pull(canonical(change), canonical(cotangent)).values()
    assert same_value(found, node(expected))
    assert text(found) == text(canonical(expected))
