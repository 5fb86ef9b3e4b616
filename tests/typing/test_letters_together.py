"""Letters written together are products, or one name, and a note says which."""

import pytest
from typed_text import problem, shown

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.letters import letters
from matdiff_cli.typing.read import read_problems

PRODUCTS = [
    # as typed, with signs, the names that are parted
    ("x'Ax wrt x", "x'*A*x", ["Ax"]),
    ("x^TAx wrt x", "x'*A*x", ["Ax"]),
    ("x^T Ax wrt x", "x'*A*x", ["Ax"]),
    ("xᵀAx wrt x", "x'*A*x", ["Ax"]),
    ("x'A^-TBx wrt x", "x'*A^-T*B*x", ["Bx"]),
    ("tr(AXB) wrt X", "tr(A*X*B)", ["AXB"]),
    ("tr(XX^T) wrt X", "tr(X*X^T)", ["XX"]),
    ("tr(AXB') wrt X", "tr(A*X*B')", ["AXB"]),
    ("tr((AXB)') wrt X", "tr((A*X*B)')", ["AXB"]),
    ("(CA).*T wrt C", "(C*A).*T", ["CA"]),
    ("T.*(CA) wrt C", "T.*(C*A)", ["CA"]),
    ("1/2Ax wrt x", "1/2*A*x", ["Ax"]),
    ("1/(x^TAx) wrt x", "1/(x'*A*x)", ["Ax"]),
    ("y'y/(x^TAx) wrt x", "y'*y/(x'*A*x)", ["Ax"]),
    ("B(x'Ax) wrt x", "B*(x'*A*x)", ["Ax"]),
    ("sum((Ax').^2) wrt x where A: vector", "sum((A*x').^2)", ["Ax"]),
    ("-2Ax wrt x", "-2*A*x", ["Ax"]),
    ("sum(Ax.^2) wrt x", "sum(A*x.^2)", ["Ax"]),
    ("(X'X + λI)^-1X'y wrt y", "(X'*X + λ*I)^-1*X'*y", ["λI"]),
    ("relu(W1x) wrt W1", "relu(W1*x)", ["W1x"]),
    ("relu(W₁x) wrt x", "relu(W₁*x)", ["W₁x"]),
    ("b'X'Xb - 2b'X'y wrt b", "b'*X'*X*b - 2*b'*X'*y", ["Xb"]),
    ("w'Sigmaw wrt w", "w'*Sigma*w", ["Sigmaw"]),
    ("lambdax'x wrt x", "lambda*x'*x", ["lambdax"]),
    ("r'r wrt x where r = Ax - b", "r'*r wrt x where r = A*x - b", ["Ax"]),
    ("x'A'BA(x + b) wrt x", "x'*A'*B*A*(x + b)", ["BA"]),
    ("AI(x + b) wrt x", "A*I*(x + b)", ["AI"]),
    ("Ax(b'c) wrt x", "A*x*(b'*c)", ["Ax"]),
]


@pytest.mark.parametrize(("typed", "starred", "names"), PRODUCTS, ids=[case[0] for case in PRODUCTS])
def test_letters_are_parted_with_a_note(typed, starred, names):
    found = problem(typed)
    plain = problem(starred if "wrt" in starred else f"{starred} wrt {typed.partition('wrt ')[2]}")
    assert shown(found.function) == shown(plain.function) and not plain.reading
    assert list(found.reading) == [
        f"{name} is read as {' '.join(letters(name))}; declare {name} to keep it one name" for name in names
    ]


@pytest.mark.parametrize(
    "text",
    ["x'Ax wrt x where Ax: vector", "x'*Ax wrt x where Ax = A*x", "||Ax|| wrt Ax", "t^TAx wrt t where t, TAx: scalar"],
)
def test_a_declared_name_and_a_target_stay_whole(text):
    assert "Ax" in shown(problem(text).function) and not problem(text).reading


def test_no_letter_needs_to_stand_alone_where_nothing_else_types():
    assert shown(problem("||Xw - y||^2 wrt y").function) == shown(problem("||X*w - y||^2 wrt y").function)


@pytest.mark.parametrize(
    ("text", "name", "letter"),
    [("||yhat - y||^2 wrt y", "yhat", "y"), ("x'*rate wrt t", "rate", "t"), ("dX*X wrt X where dX: matrix", "", "")],
)
def test_a_name_with_the_letter_of_a_target_is_no_constant_without_a_word(text, name, letter):
    note = f"{name} is one name, apart from {letter}; products are written with * or blanks"
    assert list(problem(text).reading) == ([note] if name else [])


@pytest.mark.parametrize("text", ["w'Σw - λ(w'μ) wrt w", "w'Σw/(w'Tw) - λ(w'μ) wrt w"])
def test_a_name_of_another_kind_is_likelier_than_the_letter_of_a_target_in_a_constant(text):
    """Σw as one name would type with μ as a scalar, and give the derivative of something that nobody meant."""
    found = problem(text)
    assert "μ is taken as a vector" in found.reading
    assert "Sigma_w" not in found.symbols and found.function.shape == (ONE, ONE)


def test_some_names_are_parted_and_others_are_not():
    found = problem("||Wx - yx||^2 + yx'*yx + y'*y wrt W where yx: vector")
    assert [note.split()[0] for note in found.reading] == ["Wx"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("B/Ax wrt x", "Ax was read as A*x; as one name: division by a matrix"),
        ("trX wrt X", "write tr(X), or declare trX"),
        ("expx wrt x", "write exp(x), or declare expx"),
        ("2^nx wrt x", "write ^(n*x) or ^n*x"),
    ],
)
def test_doubtful_letters_are_refused(text, words):
    with pytest.raises(MatdiffError) as caught:
        read_problems(text)
    assert words in caught.value.hint


@pytest.mark.parametrize("text", ["foo(x) wrt x", "gelu(x) wrt x", "tarce(X) wrt X", "epx(x) wrt x", "foox(x) wrt x"])
def test_a_function_that_is_none_is_no_product(text):
    with pytest.raises(MatdiffError, match="unknown function"):
        read_problems(text)


@pytest.mark.parametrize(
    ("text", "target", "note"),
    [
        ("x'Ax", "x", "differentiated by x; add wrt … for another"),
        ("tr(AXB)", "X", "differentiated by X; add wrt … for another"),
        ("a'*θ", "theta", "differentiated by theta; add wrt … for another"),
        ("log|B|", "B", None),
    ],
)
def test_the_target_that_is_meant(text, target, note):
    found = problem(text)
    assert found.target.names == (target,)
    assert (note in found.reading) if note else not found.reading


@pytest.mark.parametrize(
    ("text", "commands"),
    [
        ("||Xw - y||^2", ['matdiff "||Xw - y||^2 wrt X"', 'matdiff "||Xw - y||^2 wrt w"']),
        ("Ab", ['matdiff "Ab wrt A"', 'matdiff "Ab wrt b"']),
        ("a'*b # $", ['matdiff "a\'*b wrt a"', 'matdiff "a\'*b wrt b"']),
    ],
)
def test_candidates_are_listed_as_commands(text, commands):
    with pytest.raises(MatdiffError, match="which symbol to differentiate by") as caught:
        read_problems(text)
    assert caught.value.hint == f"try: {'  or  '.join(commands)}"
