"""What may be meant by notations that are refused: entries, powers, functions, words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.spoken import GOES_ON
from matdiff_cli.typing.letters import function_behind
from matdiff_cli.typing.strange_notations import BRACKETS_OF_DIRAC, STAR

_CLAUSE = re.compile(r"\s*(?<![\w.])(?:wrt|where)(?!\w)")
_GROUP = r"(?:np\.[\w.]+|(?<!\w)[a-z]{2,})?\([^()]*(?:\([^()]*\)[^()]*)*\)"
_OF_MATRICES = re.compile(
    r"['’ᵀ⊤|‖]|\.T(?!\w)|\^\s*[({]?\s*(?:-\s*1|\\?(?:T|top))(?!\w)|(?:tr|trace|det|inv|logdet)(?!\w)"
)
_ROOT = re.compile(r"(?:\^|\*\*)\s*[({]?\s*-?\s*(?:1\s*/\s*2|0?\.5)")
"""A root of a matrix, of which that of its entries is none."""
_ENTRY = re.compile(
    rf"(?P<group>{_GROUP})_\{{?(?P<low>[a-z0-9])(?P<high>[a-z0-9])?\}}?"
    rf"|(?P<of>{_GROUP}|(?<!\w)[^\W\d]\w*)(?:"
    r"\[(?P<row>[^\[\],]+)(?:,(?P<column>[^\[\],]+)|\]\[(?P<second>[^\[\],]+))?\]"
    r"|\((?P<called>[\d:]+)\s*(?:,\s*(?P<across>[\d:]+))?\))"
)


def entries(error: MatdiffError, text: str) -> Iterator[str]:
    """x[1] as e_1'*x, X[i, j] as e_i'*X*e_j, with unit vectors."""
    if error.message != "entries of vectors and matrices are not read yet":
        return
    clause = _CLAUSE.search(text)
    body, rest = (text[: clause.start()], text[clause.start() :]) if clause else (text, "")

    def written(found: re.Match[str]) -> str:
        row = next(filter(None, found.group("row", "called", "low")))
        column = next(filter(None, found.group("column", "second", "across", "high")), "")
        if re.search(r"\w\s*:|:\s*\w", f"{row},{column}"):  # several entries
            return found[0]
        left, right = (re.sub(r"\W", "", each) for each in (row, column))
        of = found["group"] or found["of"]
        product = (f"e_{left}'*" if left else "") + of + (f"*e_{right}" if right else "")
        no_index = "-" in row + column or re.search(rf"\bwrt\s.*\b(?:{left or right})\b", rest)  # E[x] wrt x
        new_axis = not {left, right}.isdisjoint(("None", "newaxis", "npnewaxis"))  # x[:, None] is a column
        return f"({product})" if (left or right) and not (no_index or new_axis) else found[0]

    for place in reversed(list(_ENTRY.finditer(body))):
        marked = error.marks[0].span
        if place.start() <= marked.end and marked.start <= place.end():
            yield body[: place.start()] + written(place) + body[place.end() :] + rest
    yield _ENTRY.sub(written, body) + rest


def numbers(error: MatdiffError, text: str) -> Iterator[str]:
    """`A K^α L^(1 - α)`: capitals that have powers as numbers have, where nothing is as of matrices."""
    if not re.match("powers of matrices with symbolic|a matrix has only powers", error.message):
        return
    clause = _CLAUSE.search(text)
    body = text[: clause.start()] if clause else text
    names = dict.fromkeys(re.findall(r"(?<![\w\\])[A-ZΑ-Ω]\w*", body.rpartition("=")[2]))
    if len(names) > 1 and not _OF_MATRICES.search(body) and (clause is None or clause[0].strip() == "wrt"):
        yield f"{text} where {', '.join(names)}: scalar"


def powers(error: MatdiffError, text: str) -> Iterator[str]:
    """A transpose by a small t, powers entry by entry, powers of powers, e^x of a vector."""
    if "symbolic exponents" in error.message:
        yield re.sub(r"\^\s*t(?=[\s)A-Z]|$)", "^T", text)
    elif error.message.startswith("the exponent ") and text[: error.marks[0].span.start].rstrip().endswith("**"):
        yield re.sub(r"\*\*(?=\s*[A-Z])", "*", text)
    elif error.message == "a matrix has only powers with whole numbers" and not _ROOT.search(text):
        yield re.sub(r"(?<!\.)(?:\^|\*\*)(?=\s*(?:\{?\s*\d+\s*[./]|\(?\s*\d+\s*[./]|\.\d))", ".^", text, count=1)
    elif error.message.endswith("is a function; it needs its argument in parentheses"):
        power = r"(?<!\w)([a-z]+)\s*(?:(?:\^|\*\*)\s*\{?([2-9])\}?|(²))\s*(\((?:[^()]|\([^()]*\))*\))"
        yield re.sub(power, lambda found: f"{found[1]}{found[4]}^{found[2] or 2}", text)
        yield text.replace("log-sum-exp", "logsumexp")
    elif error.message == "a power of a power needs parentheses":
        yield re.sub(r"(\w+\^\w+)\^", r"(\1)^", text)
    elif error.message.startswith("the exponent of e is "):
        yield re.sub(r"(?<!\w)e\^\{((?:[^{}]|\{[^{}]*\})*)\}", r"\\exp(\1)" if "\\" in text else r"exp(\1)", text)
        yield re.sub(r"(?<!\w)e\^(\w+|\([^()]*\))", r"exp(\1)", text)


def exponents(error: MatdiffError, text: str) -> Iterator[str]:
    """X−1 as X^-1, where it cannot be read as a difference."""
    if re.search(r"an exponent\?$|^a scalar plus a matrix$|^a sum of ", error.message):
        yield re.sub(r"(?<=[A-ZΑ-Ω)\]])[-−–]1(?![\d.*])", "^-1", text)


def numbers_of_formulas(error: MatdiffError, text: str) -> Iterator[str]:
    """f(x) = x'x (2) without its number."""
    if error.message.endswith("the number of the formula?"):
        place = error.marks[0].span
        left = f"{text[: place.start].rstrip()} {text[place.end :].lstrip()}".strip()
        yield re.sub(r"\\q?quad\s*$", "", left).strip()


def norms(error: MatdiffError, text: str) -> Iterator[str]:
    """|x|_1 and |X|_F with the bars of a norm; ||x||_4^4 and norm(x, 4) as sums of powers."""
    if not error.message.endswith("is not among the norms"):
        return
    if error.message.startswith("this"):
        yield re.sub(r"(?<!\|)\|([^|]+)\|(?=_\{?[12F]|\^\{?2\}?_[2F])", r"||\1||", text)
    if "\\" not in (powers := _NORM_OF_POWERS.sub(_sum_of_powers, text)):
        yield powers


_NORM_OF_POWERS = re.compile(
    r"(?:(?P<bars>\|\||‖|\\\|)(?P<of>(?![A-Z]\s*[|‖\\])(?:(?!\||\\\||‖).)+)(?P=bars)_\{?(?P<index>[3-9]|[p-r])\}?"
    r"|norm\((?P<called>(?![A-Z]\s*,)[^(),]+),\s*(?P<second>[3-9]|[p-r])\))"
    r"(?P<power>\^\{?(?:(?P=index)|(?P=second))\}?(?![\w.])|(?!\s*[\^_]))"
)


def _sum_of_powers(found: re.Match[str]) -> str:
    index = found["index"] or found["second"]
    return f"sum(abs({found['of'] or found['called']}).^{index})" + ("" if found["power"] else f"^(1/{index})")


def doubts(error: MatdiffError, text: str) -> Iterator[str]:
    """What is asked about, in one of the ways that are meant: Σ as a matrix, 0' as a row, d without a sign."""
    place, message = error.marks[0].span, error.message
    if message.startswith("is Σ a matrix") and "where" not in text:
        yield f"{text} where Σ: matrix"
    elif message.startswith("0 is a number"):
        yield re.sub(r"(?<![\w.])0(?=\s*['’ᵀ])", "zeros(n)", text)
    elif message.startswith("is the T of this power"):
        yield re.sub(r"\^\s*T(?!\w)", "'", text)
        yield re.sub(r"(?<!\w)T(?!\w)", "N", text)
    elif message == "is d a symbol, or the sign of a differential?" and not re.search(r"/\s*[d∂]\s*\w", text):
        yield f"{text[: place.start]}{text[place.end :].lstrip()}"
    elif message == "how far does vec reach?":
        yield re.sub(r"vec\s+(\w)\s*'\s*vec\s+(\w)", r"vec(\1)'*vec(\2)", text)


def divisions(error: MatdiffError, text: str) -> Iterator[str]:
    r"""`A\exp(x)` as a left division, and as a product of LaTeX."""
    if error.message == "a command of LaTeX, or MATLAB's left division?":
        yield re.sub(r"\\(?=\w)", r"\\ ", text)
        yield re.sub(r"\\(?=\w)", r" \\", text)


def functions(error: MatdiffError, text: str) -> Iterator[str]:
    """Declarations of functions that nobody knows."""
    unknown = re.match(r"unknown function (\w+)$|is (\w+) a function here\?$", error.message)
    name = next(filter(None, unknown.groups())) if unknown else ""
    call = (
        re.search(rf"(?<!\w){name}\s*\(\s*(\\?\w+(?:\s*,\s*\\?\w+)*)\s*\)", text)
        if name and "\\begin" not in text
        else None
    )
    front, behind = function_behind(name)
    if front and (len(front) == 1 or f"write {front}*" in error.hint):
        place = error.marks[0].span
        yield text[: place.start] + f"{front}*{behind}" + text[place.start + len(name) :]
    if call and len(name.rstrip("0123456789_")) == 1 and not re.search(r"(?<![\w.])where(?!\w)", text):
        arguments = call[1].replace("\\", "")
        for kind in ("scalar", "matrix") if name[0].islower() else ("matrix", "scalar"):
            yield f"{text} where {name}({arguments}): {kind}"
    elif re.match(r"(?:tr|trace) takes 1 argument, not 2$", error.message):
        yield re.sub(r"(?<!\w)(tr|trace)\(([^(),]+),\s*([^(),]+)\)", r"\1(\2*\3)", text)
    elif error.message == "unknown function min":
        yield re.sub(r"min\(([^(),]+),\s*0\s*\)", r"-max(-(\1), 0)", text)
        yield re.sub(r"min\(([^(),]+),\s*([^(),]+)\)", r"(\1 - relu(\1 - (\2)))", text)
    elif error.message.startswith("max is only read as"):
        yield re.sub(r"max\(([^(),]+),([^(),]+)\)", r"\2 + relu(\1 -\2)", text)


def left_out(error: MatdiffError, text: str) -> Iterator[str]:
    """What is left when a constraint, a sign that means nothing here is left out."""
    place = error.marks[0].span
    if error.message.startswith("constraints are not handled"):
        yield text[: place.start].rstrip() + ("$" if text.count("$", 0, place.start) % 2 else "") + text[place.end :]
    elif error.message.startswith("invisible character"):
        yield re.sub(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]", "", text)
    elif error.message.startswith('"%" has no meaning') and not re.search(r"\d\s*%", text):  # a comment
        yield text[: place.start].rstrip(" ;")
    elif error.message.endswith("has no meaning here"):
        yield re.sub(r"[.\"!$]+(?=\s*(?:$|wrt\b|where\b))", "", text).lstrip('"')
        if re.search(r"\.T[A-Za-z]", text):
            yield re.sub(r"\.T(?=[A-Za-z])", ".T*", text)
        if re.search(r"\.T\.", text):  # Mathematica's dot behind a transpose
            yield re.sub(r"(?<=[\w)\]])\.(?=(?!T(?!\w))[\w(])", "*", text)
        else:
            yield re.sub(r"(\w)\.(\w)", r"\1_\2", text)
        yield re.sub(r"\{(\w+)\}", r"_\1", text)
    elif "the shell takes" in error.hint:
        return
    elif error.message.startswith(("an operand is missing", "no exponent after", "nothing follows")):
        clause = _CLAUSE.search(text)
        end = clause.start() if clause else len(text)
        yield text[:end].rstrip(" *+-/^@.(=") + text[end:]
        yield text[:end].lstrip(" *+/^@.)=") + text[end:]
        yield re.sub(r"([-+*/])\s*[*+/]+", r"\1", text)


def derivative_signs(error: MatdiffError, text: str) -> Iterator[str]:
    r"""\nabla_x f + g: of the sum, or of its first term."""
    if error.message != "does the derivative sign reach across this?":
        return
    bare, place = text.strip().strip("$").strip(), error.marks[0].span
    sign = re.match(
        r"\\[dt]?frac\s*\{[^{}]*\}\s*\{(?:[^{}]|\{[^{}]*\})*\}|\\(?:nabla|partial)(?:\s*[_^]\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\?\w+?))*",
        bare,
    )
    if sign:
        yield f"{sign[0]} \\left({bare[sign.end() :].strip()}\\right)"
        yield text[: place.start].strip().strip("$").strip()


def lines_of_latex(error: MatdiffError, text: str) -> Iterator[str]:
    r"""f(x) &= a^T x \\ g(x) &= b^T x: each of the formulas; what goes on in a new line."""
    new_line = error.message == GOES_ON
    if not (new_line or error.message == "several equations"):
        return
    place = error.marks[0].span
    if new_line and "\\" not in text:
        above, below = text[: place.start].strip(), text[place.end :].strip()
        name, sign, _ = above.partition("=")
        yield f"{below} where {above}" if sign and name.strip() in below else f"{above} * {below}"
        return
    if new_line:
        yield f"{text[: place.start].rstrip()} \\cdot {text[place.end :].lstrip(' &')}"
    clause = _CLAUSE.search(text)
    body, rest = (text[: clause.start()], text[clause.start() :]) if clause else (text, "")
    bare = re.sub(r"\\(?:begin|end)\s*\{[^{}]*\}|\\\[(?!\d)|\\\]|\$|&", " ", body)
    for line in re.split(r"\\\\(?:\[[^\]]*\])?", bare):
        said = " ".join(line.strip(" .,;").split())
        left, _, right = said.partition("=")
        if said and left and left.strip() not in right:
            yield f"{said}{rest}"


def changes(error: MatdiffError, text: str) -> Iterator[str]:
    """Δx, a matrix as capitals are, and a vector as x is one."""
    names = dict.fromkeys(re.findall(r"(?<!\w)Δ[a-zα-ω]\w*", text)) if error.kind == "shape" else {}
    if names and not re.search(r"(?<![\w.])where\s", text):
        yield f"{text} where {', '.join(names)}: vector"


_CONJUGATE = re.compile(
    r"\^\s*(?:\{\s*(?:\\math(?:rm|sf)\s*\{?\s*)?H\s*\}?\s*\}|H(?!\w)|\{?\s*\\dagger(?![a-z])\s*\}?)(?=(\w?))"
)


def strange(error: MatdiffError, text: str) -> Iterator[str]:
    """⟨x|A|y⟩ as x'*A*y, f_* as f_star, x^H as x^T, P^- as P_minus."""
    if error.message == "brackets of Dirac are not read":
        yield re.sub(BRACKETS_OF_DIRAC, _product_of_dirac, text)
    elif error.message == "a star is no index here":
        yield re.sub(STAR, lambda sign: "_" + _starred(sign[0], "\\" in text), text)
    elif error.hint.endswith("conjugate transpose is x^T"):
        yield _CONJUGATE.sub(lambda sign: "^T" + " " * len(sign[1]), text)
    elif error.message == "a sign alone is no exponent":
        label = r"_{minus}" if "\\" in text else "_minus"
        yield re.sub(r"(?<=[\w}])\^\s*\{?\s*[-−]\s*\}?(?=[\s)'])", label, text)


def _product_of_dirac(found: re.Match[str]) -> str:
    inner = re.sub(r"^(?:[<⟨]|\\langle)|(?:[>⟩]|\\rangle)$", "", found[0])
    first, *others = (part.strip() for part in inner.split("|"))
    sign, times = ("^T ", " ") if "\\" in found[0] else ("'*", "*")
    return f"({first}{sign}{times.join(others)})"


def _starred(sign: str, in_latex: bool) -> str:
    """The index that is written for `_*` and `_{*f}`."""
    index = re.sub(r"\*|\\ast|\\star", "star", re.sub(r"[_{}\s]", "", sign))
    return f"{{{index}}}" if in_latex else index


def python(error: MatdiffError, text: str) -> Iterator[str]:
    """Signs of the language in a program."""
    if "Python cannot read it" in error.message:
        yield re.sub(r"(?<=[\w)])'", ".T", text).replace("^", "**")


STRANGE = (changes, strange, python)
"""What is meant by notations of other fields."""
