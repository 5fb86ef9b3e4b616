"""`f(x)` with f defined is f, and never a product with x."""

import pytest

from matdiff_cli import check, derive
from matdiff_cli.errors import MatdiffError


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("f(x) wrt x where f = x'*A*x", "f wrt x where f = x'*A*x"),
        ("f(x)^2 + 3f(x) wrt x where f = x'Ax", "f^2 + 3*f wrt x where f = x'*A*x"),
        ("(f(x) - y)'*W*f(x) wrt x where f = B*x, W: symmetric", "(f - y)'*W*f wrt x where f = B*x, W: symmetric"),
        ("f(x)'*y/2 wrt x where f = B*x", "f'*y/2 wrt x where f = B*x"),
        ("log(g(x)) wrt x where g = f(x)'*f(x), f = B*x", "log(g) wrt x where g = f'*f, f = B*x"),
        ("g(x)*x wrt x where g = r'*r, r = B*x", "g*x wrt x where g = r'*r, r = B*x"),
        ("f(x, y)*y wrt y where f = x'*y", "f*y wrt y where f = x'*y"),
        ("φ(x)^-1 wrt x where φ = x'*x", "phi^-1 wrt x where phi = x'*x"),
    ],
)
def test_a_defined_name_with_what_it_is_made_of_is_its_value(written, plain):
    assert derive(written).answer == derive(plain).answer


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("f(y) wrt x where f = x'*A*x", "f*(y) if it is a product"),
        ("f(x + 1) wrt x where f = x'*A*x", "f*(x + 1) if it is a product"),
        ("f(x)(y) + f(z)^2 wrt x where f = x'*A*x", "f*(z) if it is a product"),
        ("g wrt x where g = 2f(y), f = x'*x", "f*(y) if it is a product"),
        ("f(x, z) wrt x where f = x'*y", "write f alone"),
    ],
)
def test_a_defined_name_is_no_function_of_something_else(text, hint):
    with pytest.raises(MatdiffError, match="no function of something else") as caught:
        derive(text)
    assert caught.value.hint.startswith(hint)


@pytest.mark.parametrize("product", ["f*(x)", "f (x)", "(f)(x)", "x f"])
def test_a_product_with_a_defined_name_stays_one(product):
    assert derive(f"{product} wrt x where f = x'*x").answer == derive("f*x wrt x where f = x'*x").answer


def test_an_identity_reads_a_defined_name_so_too():
    assert check("f(x) = x'*A*x where f = x'*A*x").verdict == "equal"
    with pytest.raises(MatdiffError, match="no function of something else"):
        check("f(y) = y*f where f = x'*x")


@pytest.mark.parametrize("text", ["f'(t) wrt t where f = t^2, t: scalar", "f^T(x) wrt x where f = A*x"])
def test_a_prime_in_front_of_arguments_is_no_silent_transpose(text):
    with pytest.raises(MatdiffError, match="derivative of f, or a transpose"):
        derive(text)


def test_a_transpose_times_a_group_stays_a_product():
    text = "r'(B*x - y) wrt x where r = B*x"
    assert derive(text).answer == derive(text.replace("r'(", "r'*(")).answer
