"""Whatever is typed gives problems or a MatdiffError that can be shown, nothing else."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.read import read_problems

PIECES = (
    "x y A X B a alpha λ I pi T n m 2 0 1 0.5 -1 + - * / .* ./ .^ ^ ^-1 ^T ' ( ) [ ] { } , ; | || < > wrt where : = in "
    "R ℝⁿ R^n R^(m×n) ∈ vector(n) matrix(m,n) symmetric scalar tr( log det( norm( sum( exp( ones(n) eye( kron( max( "
    "diag( vec( ² ⁻¹ ᵀ ⊤ _1 # ⊗ ⊙ × F(X) f( Σ x₁ é [red] \\ % ** 1e5 A*x x'*A*x size( matrix(1) commutation( dot( ‖ "
    "𝐀 𝐱 𝑥"
).split()
JUNK = st.lists(st.sampled_from([*PIECES, " ", "\n", "\t"]), max_size=25).map("".join)

ATOMS = ["[1, 2; 3, 4]", *"x y A B X a alpha 2 0.5 I pi n r ones(n) vector(1) eye(m) Q".split()]
FORMS = [
    "({}) + ({})", "({}) - ({})", "({})*({})", "({}) ({})", "({}).*({})", "({})/({})", "({})./({})", "({}) ⊗ ({})",
    "({})'", "({})^2", "({})^-1", "({})^-T", "({}).^2", "-({})", "<{}, {}>", "|{}|", "||{}||", "log|{}|", "tr({})",
    "det({})", "log({})", "exp({})", "diag({})", "vec({})", "sum({})", "norm({})", "kron({}, {})", "dot({}, {})",
]  # fmt: skip
DECLARATIONS = [
    "x: vector(n)", "A: matrix(m, n)", "A: symmetric(n)", "X: matrix(n)", "x: scalar", "r = A*x", "r = x'*x",
    "a, b: vector", "Q: orthogonal", "y: row(n)", "a: vector(m*n)", "B in R^(2 x 2)",
]  # fmt: skip


@st.composite
def sentences(draw):
    """Well-formed expressions whose shapes may or may not fit, with declarations that may or may not agree."""
    expressions = st.recursive(
        st.sampled_from(ATOMS),
        lambda inner: st.sampled_from(FORMS).flatmap(
            lambda form: st.tuples(*[inner] * form.count("{}")).map(lambda parts: form.format(*parts))
        ),
        max_leaves=8,
    )
    where = draw(st.lists(st.sampled_from(DECLARATIONS), max_size=3))
    target = draw(st.sampled_from(["x", "A", "alpha", "[a, alpha]"]))
    return f"{draw(expressions)} wrt {target}" + (f" where {', '.join(where)}" if where else "")


def check_error(error, text):
    assert error.source == text
    assert error.message and error.hint and error.marks
    assert "?" not in "".join(mark.label for mark in error.marks)
    for mark in error.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(text) + 1


@settings(max_examples=150, deadline=None)
@given(st.one_of(JUNK, st.text(max_size=30)))
def test_junk(text):
    try:
        read_problems(text)
    except MatdiffError as error:
        check_error(error, text)


@settings(max_examples=150, deadline=None)
@given(sentences())
def test_typed_trees_are_sound(text):
    """Shapes that were settled agree with the operations, and no variable is left."""
    try:
        (problem,) = read_problems(text)
    except MatdiffError as error:
        check_error(error, text)
        return
    for node in nodes(problem.function):
        assert not any(name.startswith("?") for size in node.shape for name in size.names)
        if node.op in ("sum", "hadamard"):
            assert {arg.shape for arg in node.args} == {node.shape}
        elif node.op == "transpose":
            assert node.shape == node.args[0].shape[::-1]
        elif node.op == "product":
            check_product(node)


def check_product(node):
    """Matrices fit in their order, and a product inside is there because it is a scalar made of matrices."""
    matrices = [arg for arg in node.args if arg.shape != (ONE, ONE)]
    for left, right in pairwise(matrices):
        assert left.shape[1] == right.shape[0]
    assert node.shape == ((matrices[0].shape[0], matrices[-1].shape[1]) if matrices else (ONE, ONE))
    for arg in node.args:
        if arg.op == "product":
            assert arg.shape == (ONE, ONE)
            assert any(inner.shape != (ONE, ONE) for inner in arg.args)
