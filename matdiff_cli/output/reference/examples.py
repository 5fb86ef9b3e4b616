"""The worked examples, and one for each family of functions. No derivation is kept: they are derived when shown."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.languages import LANGUAGES, translated


@dataclass(frozen=True)
class Example:
    """A problem under a `topic`, in words."""

    topic: str
    problem: str
    order: int = 1
    layout: str = "gradient"

    @property
    def command(self) -> str:
        """The command line that derives it."""
        layout = "" if self.layout == "gradient" else f" -l {self.layout}"
        return f'matdiff "{self.problem}"' + " --hessian" * (self.order == 2) + layout

    def as_object(self, number: int) -> dict[str, str | int]:
        """The example in JSON; `number` is what `matdiff examples N` takes."""
        return {"number": number, **asdict(self)}


EXAMPLES = (
    Example("quadratic form", "x'*A*x wrt x"),
    Example("inner product", "<x, x> wrt x"),
    Example("bilinear form", "a'*X*b wrt X"),
    Example("log-determinant of an inverse", "log|X^-1| wrt X"),
    Example("linear map", "A*x wrt x"),
    Example("several scalars", "3x^2 + 12x - 5y^2 + y - 23 wrt [x, y]"),
    Example("least squares", "r'*W*r wrt s where r = x - A*s, W: symmetric", layout="mml"),
    Example("trace", "tr(A*X*B*X') wrt X"),
    Example("inverse", "a'*X^-1*b wrt X"),
    Example("determinant", "det(A*X) wrt X"),
    Example("pseudoinverse", "tr(A*pinv(X)) wrt X"),
    Example("matrix exponential", "b'*expm(X)*b wrt X"),
    Example("norms", "||X*w - y|| wrt w"),
    Example("elementwise functions", "sum(exp(A*x)) wrt x"),
    Example("activation functions", "v'*tanh(W*x) wrt W"),
    Example("functions with kinks", "sum(relu(W*x)) wrt x"),
    Example("softmax and logsumexp", "-t'*log(softmax(x)) wrt x"),
    Example("Hadamard product", "sum(A .* X) wrt X"),
    Example("Kronecker product and vec", "kron(x, y)'*z wrt x"),
    Example("diagonals and triangles", "tr(A*diag(x)) wrt x"),
    Example("structured matrices", "x'*W*x wrt W where W: symmetric"),
    Example("unknown functions", "tr(F(X)) wrt X where F(X): matrix(p, p)"),
    Example("Hessian", "logsumexp(A*x) wrt x", order=2),
)
"""The first five are the worked examples, in their order."""


def find(text: str) -> Example | None:
    """The example of a number, of a topic, of the only topic in which a word occurs, or of a function."""
    wanted = text.strip().lower()
    if wanted.isascii() and wanted.isdigit():
        return EXAMPLES[int(wanted) - 1] if 0 < int(wanted[:9]) <= len(EXAMPLES) else None
    named = next((example for example in EXAMPLES if wanted in _called(example)), None)
    if named is None and text in SPELLINGS:
        record = REGISTRY[SPELLINGS[text]]
        named = Example(record.name, record.example)
    within = [example for example in EXAMPLES if wanted and wanted in example.topic.lower()]
    return named or (within[0] if len(within) == 1 else None)


def _called(example: Example) -> set[str]:
    """What the topic is called in every language."""
    return {translated(example.topic, language).lower() for language in LANGUAGES}


def topics() -> list[str]:
    """All that `find` takes, but for numbers."""
    return [*(example.topic for example in EXAMPLES), *SPELLINGS]
