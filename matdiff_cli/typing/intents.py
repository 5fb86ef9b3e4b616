"""What a refused text shows its writer to have meant: said in place of what the grammar stumbled over.

Only a mistake pays for it. A row takes the place of an error whose message it names, where the text shows what it says.
"""

from __future__ import annotations

import re

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.syntax.switches import OUTSIDE
from matdiff_cli.typing.absent import absent
from matdiff_cli.typing.names import nearest
from matdiff_cli.typing.strange_notations import NOTATIONS, Intent

_NAME = r"[^\W\d_]\w*"
_NEVER_READ = re.compile(
    r'has no meaning here$|has no "<" before it$|^"<" is never closed$|is no part of an|operand is missing'
).pattern
_ANY = "."
_SLIP = 0.8  # how like a function's name a word is that is one misspelt: trce, softmx, but not cross
_ALONE = "type the formula alone, as in x'*A*x wrt x"
_ARROW = r"[-=]>|[→⇒↦⟶]|\\(?:long)?(?:[rR]ightarrow|mapsto)(?![a-z])|\\to(?![a-z])"
ARROW = re.compile(_ARROW)
"""The arrows of `f: R^n -> R` and `x ↦ x'*x`."""

ARROWS = "an arrow is no part of an expression"
COMPARISONS = "comparisons are not read"
DEFINITE = "write A: spd(n) or A: psd(n) for a definite matrix, x: positive vector(n) for entries > 0"
FRAGMENT = "a derivative of what?"
DECIMAL_COMMA = "is this a decimal comma?"
THOUSANDS = "points between thousands are not read"
PROGRAM = "this is a program, not a formula"
DIFFERENTIAL = "the differential of an expression is not read"
TENSORS = "tensors with three indices or more are not read"
LEFT_DIVISION = "all of the product before a left division is inverted"
METHOD = "this method is not read"
PROPERTY = "this property is not read"
TWO_DASHES = "options begin with two dashes: --hessian, --latex"
NAMED_ARGUMENTS = "arguments with names are not read"


_INTENTS = (
    *NOTATIONS,
    Intent((r"(?<![\w\\])(?P<at>\\?lim)(?![a-z])", f"{_NEVER_READ}|is a word"), "limits are not read", _ALONE),
    Intent(
        (
            r"∫|\\int(?![a-z])|(?<!\w)[Ii]nt(?:egra(?:l|te|ls))?(?=[\s(\[])",
            rf"{_NEVER_READ}|is a word|not read yet|no power$|^unknown function",
        ),
        "integrals are not read",
        "only derivatives are taken: x'*A*x wrt x",
    ),
    Intent(
        (r"^\s*(?:def\s+\w+\s*\(|import\s|from\s+\w+\s+import\s|print\s*\(|return\s)", _ANY), PROGRAM, _ALONE, "syntax"
    ),
    Intent(
        (
            r"(?<![\w.])where(?!\w).*?(?P<at>[^\s,;:]+\s*={1,2}\s*[^\s,;]+)",
            r"""^"['^=]" is not expected in a declaration$""",
        ),
        "facts about symbols are not read yet",
        "types are declared, x: vector(n), and abbreviations, r = x - A*s",
    ),
    Intent(
        (
            rf"^\s*{_NAME}(?:\s*,\s*{_NAME})*\s*(?P<at>\\in(?![a-z])|∈|in\s)\s*(?:\\mathbb|\\R(?![a-z])|[Rℝ](?=[\s^]|$))",
            _ANY,
        ),
        "a declaration before where",
        "write EXPRESSION wrt x where x: vector(n)",
        "syntax",
    ),
    Intent((_ARROW, f"{_NEVER_READ}|before where$|is a word"), ARROWS, _ALONE, "syntax"),
    Intent(
        (
            r"(?<![\w.])where(?!\w)[^<>]*?(?P<at>>=?|[≥≻≽⪰]|\\(?:geq?|succ(?:eq)?)(?![a-z]))",
            f"{_NEVER_READ}|in a declaration$",
        ),
        COMPARISONS,
        DEFINITE,
    ),
    Intent(
        (r"(?P<at>>=?|<=|<(?![^<]*,)|!=|[≥≤≠≈]|\\(?:geq?|leq?|neq?|approx)(?![a-z]))", _NEVER_READ),
        COMPARISONS,
        "relu(x) is max(x, 0), and (1 + sign(x))/2 is 1 where x > 0",
    ),
    Intent(
        (rf"\(\s*{_NAME}\s*,\s*(?P<at>{_NAME}\s*['’′])\s*\)\s*=", '^"=" is no part'),
        "a second point cannot be called x'",
        "x' is the transpose of x; call it y, as in k(x, y) = …",
        "syntax",
    ),
    Intent(
        (
            r"^[\s$]*(?:[∇∂]|\\nabla(?![a-z])|\\frac\s*\{\s*(?:\\partial|d)|d[^=]*/\s*d|.*?(?:gradient|derivative)\s+of\s)[^=]*=",
            '^"=" is no part',
        ),
        "",
        "type one side of it; whether a claim holds is asked with matdiff check",
        "syntax",
    ),
    Intent(
        (r"\([^()]*(?:\([^()]*\)[^()]*)*,\s*(?P<at>[a-z]+\s*=)(?!=)", '^"=" is no part|^arguments with names'),
        NAMED_ARGUMENTS,
        "a sum is of all entries; X*vector(1) sums each row, X'*vector(1) each column",
    ),
    Intent(
        (r"(?<![\w.,])\d+(?P<at>,)\d+(?![\w,])", '^"," outside'), DECIMAL_COMMA, "numbers have a point: 3.5", "syntax"
    ),
    Intent(
        (r"(?<![\w.])\d{1,3}(?P<at>(?:\.\d{3}){2,})(?!\d)", "^two numbers side by side"),
        THOUSANDS,
        "write 1000000 or 1e6",
        "syntax",
    ),
    Intent(
        (
            rf"^\s*(?P<at>[d∂]\s*/\s*[d∂]\s*{_NAME}\s+[d∂]\s*/\s*[d∂]\s*{_NAME})(?=[\s(])",
            '^division by a (?:vector|matrix)$|^"∂" has no|^a product of|^an operator is missing',
        ),
        "one sign of a derivative is read",
        "write d^2/dx^2 x'*A*x, or add --hessian",
        "syntax",
    ),
    Intent(
        (
            rf"(?:^|[,;\s])(?P<at>[d∂](?:\^?[2²])?\s*(?:{_NAME}\s*)?/\s*[d∂]\s*{_NAME}(?:\^?[2²])?)\s*"
            r"(?=$|[,;]|(?:where|for|if|with)\s)",
            "^division by a (?:vector|matrix)$|^a vector has no power$|^a product of"
            r'|^"∂" has no|^"[,;]" outside|^"(?:for|if|with)" is a word',
        ),
        FRAGMENT,
        "write the formula of the function: x'*A*x wrt x",
        "syntax",
    ),
    Intent(
        (r"(?P<at>[A-Za-z]\s*\^\s*\{?\s*(?:'+|\\prime)\s*\}?)\s*\(", "operand is missing"),
        "the derivative of a function inside of an expression",
        "write the formula of the function in place of its name",
    ),
    Intent(
        (r"\\[cvdl]?dots(?![a-z])|[…⋯⋮⋱]|\.\.\.", f"{_NEVER_READ}|not expected"),
        "dots stand for what is not written",
        "give the matrix or vector a name, or write all of its entries",
    ),
    Intent(
        (r"[)\]}]\s*(?P<at>_\s*(?:\{\s*\+\s*\}|\+))", "^entries of vectors|^an index of more|is not expected here$"),
        "a positive part has the name of its function",
        "max(t, 0) is the positive part of t",
        "syntax",
    ),
    Intent(
        (
            r"(?:\|\||‖|\\\||\\rVert)\s*(?:\^\s*(?:2|\{2\})|²)?\s*(?P<at>_\s*\{?\s*(?!F)[A-ZΣΛΩ](?![A-Za-z]))",
            "^(?:the|this) norm|not expected",
        ),
        "a norm that is weighted with a matrix is not read",
        "the square of the norm of r with the weights W is r'*W*r",
    ),
    Intent(
        (r"(?<![\w)\]])(?P<at>@\.)", "operand is missing"),
        "the @. of Julia is not read",
        "write a dot before each operator, as in .* and .^; functions are elementwise",
    ),
    Intent(
        (r",\s*(?P<at>['\"]all['\"])", "operand is missing|has no meaning"),
        "a sum is of all entries",
        "leave 'all' out",
        "syntax",
    ),
    Intent(
        (r"(?P<at>[≻≽⪰]|\\succ(?:eq)?(?![a-z]))", f'{_NEVER_READ}|^"," outside'),
        COMPARISONS,
        DEFINITE,
    ),
    Intent(
        (r"\\left\s*\.|\\right\s*(?:\||\\vert)\s*_|\\[bB]igg?r?\s*\|\s*_", _NEVER_READ),
        "values at a point are not read",
        "leave the point out: the derivative is a formula for every point",
    ),
    Intent(
        (r"^[\s$]*(?P<at>\\mathrm\s*\{\s*d\s*\})", _NEVER_READ),
        DIFFERENTIAL,
        "leave the d out: --short derives it in differentials",
    ),
    Intent(
        (r"^\s*[\^_](?:.*\$)", "operand is missing"),
        "",
        "between double quotes the shell takes $x for a variable of its own: put the problem in single quotes",
        "syntax",
    ),
    Intent(
        (r"\^\s*(?P<at>\*|\\ast(?![a-z])|\\dagger(?![a-z]))", "^no exponent after|^this exponent is not read"),
        "",
        "all numbers here are real: the conjugate transpose is x^T",
        "syntax",
    ),
    Intent(
        (r"(?<![A-Za-z])[A-Z]_(?:[i-n]{3,}|\{[i-n]{3,}\})", "^a product of|not settle|^a sum of"),
        TENSORS,
        "a matrix has two indices; kron(A, B) and vec(X) say the rest",
    ),
    Intent(
        (r"(?<!\S)(?P<at>--?[a-z][a-z-]*)(?=\s|=|$)", "is no target$|not expected in a declaration$"),
        "",
        OUTSIDE,
        "syntax",
    ),
    Intent(
        (r"-?(?:hessian|latex|json|markdown|html|short|check|answer)\s*$", "after the target|is no target$"),
        "",
        TWO_DASHES,
        "syntax",
    ),
    Intent(
        (r"\\", "has no inverse$"),
        LEFT_DIVISION,
        r"\ and * are one level, read from left to right as in MATLAB: put the division in parentheses, x'*(A\b)",
        "shape",
    ),
    Intent(
        (r"[\w)\]]\.(?P<at>[a-z_][A-Za-z_]*)\(", r'^"\." has no meaning'),
        METHOD,
        "write it as a function, such as inv(A); all that there are: matdiff functions",
        "syntax",
    ),
    Intent(
        (r"[\w)\]](?P<at>\.[IH])(?![\w(])", r'^"\." has no meaning'),
        PROPERTY,
        "the inverse is inv(A), and the transpose A.T: all numbers here are real",
        "syntax",
    ),
    Intent(
        (r"[\w)\]]\.(?P<at>t)(?![\w(])", "entry by entry$|not read"),
        "",
        "the transpose of an array is x.T",
        "syntax",
    ),
    Intent(
        (r"(?<![\w.])where(?!\w).*\((?P<at>[^()]*[+-][^()]*)\)", "not expected in a declaration$"),
        "a sum is no size",
        "sizes are names, positive integers, and products of these",
        "syntax",
    ),
    Intent(
        (r"(?:R|ℝ)\^[({](?P<at>[^(){}]*[x×][^(){}]*[x×][^(){}]*)[)}]", "not expected in a declaration$"),
        TENSORS,
        "a matrix has two indices; kron(A, B) and vec(X) say the rest",
    ),
    Intent(
        (r"\^\s*(?P<at>\{\s*[i-n]\s*\})", r"^the exponent \^\{"),
        "",
        "an index of a name is x_{i} or x^{(i)}; X^T is the transpose",
        "shape",
    ),
)


def restate(error: MatdiffError, text: str) -> None:
    """Say what was meant in place of where reading it broke off, if the text shows it."""
    if error.source != text:
        return
    named = re.match(r"(\w+) is not read of such arguments$", error.message)
    said = absent(named[1]) if named else ""
    if said or (named and error.hint == "write it in the language"):
        error.hint = "; ".join(filter(None, (said, "all that there are: matdiff functions")))
    word = re.match(r'"(\w+)" is a word here', error.message)
    if word and absent(word[1]):
        error.hint = absent(word[1])
    elif word and len(word[1]) > 2 and (close := nearest(word[1], SPELLINGS, _SLIP)):
        error.hint = f"did you mean {close[0]}?"
    for intent in _INTENTS:
        shows, said = intent.patterns
        found = re.search(shows, text) if re.search(said, error.message) else None
        if found:
            place = Span(*(found.span("at") if "at" in found.re.groupindex else found.span()))
            error.kind, error.hint = intent.kind, intent.hint
            if intent.message:
                error.message, error.marks = intent.message, (Mark(place),)
                error.args = (error.message,)
            return
