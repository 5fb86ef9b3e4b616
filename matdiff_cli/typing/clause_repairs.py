"""Targets and declarations that may be meant where a clause of a problem is refused: an error and its text → texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matdiff_cli.errors import MatdiffError
from matdiff_cli.syntax.said import TYPE_WORDS

_NAME = r"[^\W\d]\w*"
_SAID = (*TYPE_WORDS, "is", "a", "an", "pos", "pd", "square", "antisymmetric")
"""With what a declaration goes on behind its name."""
_CLAUSE = re.compile(r"(?<![\w.])(wrt|where)(?!\w)")

_BY = re.compile(r"(?<![\w.])(?:wrt|w\.\s?r\.\s?t\.?|with\s+respect\s+to|where)(?!\w)")


def _clauses(text: str) -> tuple[str, str, str]:
    """The expression, what stands behind the first wrt, what stands behind the first where."""
    found = {each[1]: each for each in reversed(list(_CLAUSE.finditer(text)))}
    wrt, where = found.get("wrt"), found.get("where")
    starts = [each.start() for each in (wrt, where) if each]
    end = where.start() if where and (not wrt or where.start() > wrt.start()) else len(text)
    return (
        text[: min(starts, default=len(text))].rstrip(),
        text[wrt.end() : end].strip() if wrt else "",
        text[where.end() :].strip() if where else "",
    )


def _joined(expression: str, wrt: str, where: str) -> str:
    return expression + (f" wrt {wrt}" if wrt else "") + (f" where {where}" if where else "")


_PROPERTY = re.compile(
    rf"[,(;]?\s*(?:\b(?:let|if|with|where|for|given|assuming|assume|suppose|and|when)\s+)?(?<!\w)"
    rf"(?P<said>(?!(?:with|for|and|the|if|when|given|assuming|assume|suppose|let)\s){_NAME}\s+"
    r"(?:(?:is|are|be|being)\s+)?(?:an?\s+)?(?:(?:symmetric|skew|positive|semi-?definite|definite|diagonal|"
    r"orthogonal|antisymmetric|square|lower|upper|triangular|spd|psd|pd|scalar)[ -]?)+)(?!\w)(?:\s*matrix)?\s*\)?",
    re.IGNORECASE,
)
_OF_KIND = re.compile(
    rf"\s*\b(?:with|where|for|given|assuming|and)\s+(?:an?\s+|all\s+)?(?P<kind>(?:symmetric|diagonal|orthogonal|spd|psd|"
    rf"positive\s+(?:semi-?)?definite|skew|triangular|lower|upper)(?:\s+positive\s+definite)?)(?:\s+matri\w+)?"
    rf"\s+(?P<name>{_NAME})(?!\w)"
)
"""`for symmetric A`."""
_DECLARED = re.compile(
    rf"\s*(?:where\s+)?(?P<said>(?:{_NAME}(?:\s*,\s*{_NAME})*\s*:\s*[a-z]+(?:\([^()]*\))?\s*[,;.]?\s*)+)(?P<rest>[^\s:].*)"
)


def properties(error: MatdiffError, text: str) -> Iterator[str]:
    """`x'Ax (A symmetric) wrt x`, `let A be symmetric. …`, `A: symmetric(n); x'Ax wrt x`: declared behind where."""
    if error.message == 'an operand is missing before "wrt"':
        named = re.fullmatch(
            rf"\s*(?:wrt|w\.\s?r\.\s?t\.?|with respect to)\s+({_NAME}(?:\s*,\s*{_NAME})*)\s*[:,;]\s*(.+)", text
        )
        if named:
            yield _joined(named[2].strip(), named[1], "")
    if re.search(r"before where$|before \"where\"$|looks like Mathematica", error.message):
        declared = _DECLARED.fullmatch(text)
        if declared:
            yield f"{declared['rest'].strip()} where {declared['said'].strip(' ,;.')}"
    if not re.search(
        r' is a word here|^"[,;.]" outside|after the target|not expected in a declaration$', error.message
    ):
        return
    if of_kind := _OF_KIND.search(text):
        rest = (text[: of_kind.start()] + text[of_kind.end() :]).strip(" ,;.?")
        yield f"{rest} where {of_kind['name']} is {of_kind['kind']}"
    found = _PROPERTY.search(text)
    if found is not None:
        rest = f"{text[: found.start()]} {text[found.end() :]}".strip(" ,;.?")
        rest = re.sub(r"\s*[,;.]?\s+(?=(?:wrt|where)\b)", " ", rest)
        said = re.sub(r"\b(?:be|being)\b", "is", found["said"].strip())
        between = ", " if re.search(r"(?<![\w.])where(?!\w)", rest) else " where "
        yield f"{rest}{between}{said}"


def sets(error: MatdiffError, text: str) -> Iterator[str]:
    """A ∈ ℝⁿˣⁿ symmetric: the type of the language."""
    if not error.message.endswith("is not expected in a declaration"):
        return
    said = rf"({_NAME})\s*(?:∈|(?<!\w)in(?!\w))[^,;]*?\s({'|'.join(TYPE_WORDS)})(?!\w)"
    yield re.sub(said, r"\1: \2", text)


_SQUARE = r"(?:\^\s*(?:2|\{2\})|²)"


def squares(error: MatdiffError, text: str) -> Iterator[str]:
    """d/dσ² … and … wrt σ² with a letter for σ², if σ stands nowhere else."""
    asked = re.fullmatch(r"is this a derivative by the square of (\w+)\?", error.message)
    asked = asked or re.fullmatch(rf"\\?({_NAME})\s*{_SQUARE}", _clauses(text)[1])
    if asked is None or re.search(r"(?<![^\W_])v(?!\w)", text):
        return
    symbol = rf"(?:\\{asked[1]}(?![a-z])|(?:(?<=[d∂])|(?<![^\W\d_])){asked[1]})"

    def letter(found: re.Match[str]) -> str:
        glued = found.string[found.end() : found.end() + 1].isalnum()
        return " " * found.string[: found.start()].endswith("\\partial") + "v" + " " * glued

    renamed = re.sub(rf"{symbol}\s*{_SQUARE}", letter, text)
    if not re.search(symbol, renamed):
        expression, wrt, where = _clauses(renamed)
        yield _joined(expression, wrt, ", ".join(filter(None, ("v: scalar", where))))


def targets(error: MatdiffError, text: str) -> Iterator[str]:
    """wrt x + y, wrt x', wrt (x), wrt x, : the names that stand there; or none."""
    expression, wrt, where = _clauses(text)
    if error.message == '"where" is no target':
        yield re.sub(r"\s*[,;]\s*(where\b)", r" \1", text)
    elif said := (
        re.fullmatch(rf"({_NAME})\s*\((?:where\s|with\s)?\s*({_NAME}\s+\w.*|.*:.*)\)\s*", wrt)
        or re.fullmatch(rf"({_NAME})\s*[,;]\s*({_NAME}\s*[:=][^=]+)", wrt)
    ):
        yield _joined(expression, said[1], ", ".join(filter(None, (said[2], where))))
    elif re.fullmatch(rf"\\?{_NAME}\s*{_SQUARE}", wrt):
        return
    elif re.search(r" is no target$|^no target after|stands twice in the target|cannot be a target$", error.message):
        named = re.findall(_NAME, re.sub(r"\^\s*\{?T(?!\w)", "", wrt))
        letters = re.findall(_NAME, re.sub("[²³]", " ", expression))
        names = [name for name in dict.fromkeys(named) if name in letters or (len(name) == 1 and name in expression)]
        if names and "cannot be" not in error.message:
            yield _joined(expression, ", ".join(names), where)
        yield _joined(expression, "", where)
    elif after := re.match(rf"({_NAME}) after the target ({_NAME})$", error.message):
        yield from _behind_target(text, error.marks[0].span.start, after[1])
    elif error.message.startswith("the target is named twice") or error.message == "the target stands twice":
        yield _joined(expression, "", where)
    elif re.search(r" is an integer; there is no derivative", error.message):
        yield text.replace("integer", "scalar")
    elif re.search(r" is an abbreviation, not a symbol$", error.message):
        yield _joined(expression, wrt, ", ".join(_without_definition(where, wrt)))
        for name in dict.fromkeys(re.findall(_NAME, " ".join(each.partition("=")[2] for each in _items(where)))):
            yield _joined(expression, name, where)


def _behind_target(text: str, start: int, word: str) -> Iterator[str]:
    """wrt x and y, wrt x y, wrt to x, wrt x with A symmetric, wrt x, A symmetric."""
    before, behind = text[:start].rstrip(), text[start:]
    if change := re.search(r"\\([dD]elta)$", before):  # wrt \Delta x: of a letter of its own
        name = re.match(r"\\?\w+", behind)
        free = next((letter for letter in "pdsuv" if not re.search(rf"(?<![a-zA-Z\\]){letter}(?![a-zA-Z])", text)), "")
        if name and free:
            yield re.sub(rf"\\{change[1]}\s*{re.escape(name[0])}(?![a-zA-Z])", free, text)
    elif before.endswith(" wrt to"):
        yield f"{before.removesuffix(' to')} {behind}"
    elif word == "and":
        yield f"{before}, {behind.removeprefix(word).strip()}"
    elif word in ("with", "if", "given", "assuming", "when"):
        yield f"{before} where {behind.removeprefix(word).strip()}"
    elif word in (expression := _BY.split(text)[0]) and (len(word) == 1 or word in re.findall(_NAME, expression)):
        first = re.search(rf"{_NAME}$", before)
        strange = first and not re.search(rf"(?<![^\W_]){first[0]}(?!\w)", expression)  # a word, and no symbol
        yield f"{before[: first.start()].rstrip()} {behind}" if first and strange else f"{before}, {behind}"
    else:
        name = re.search(rf",\s*({_NAME})$", before)
        if name:  # A symmetric; what is no type is a remark
            yield f"{before[: name.start()]} where {name[1]} {behind}" if word in _SAID else before[: name.start()]


def several(error: MatdiffError, text: str) -> Iterator[str]:
    """Two problems in one line, each with those of the targets that occur in it."""
    if not re.match(r'"[,;]" outside of a call', error.message):
        return
    expression, wrt, where = _clauses(text)
    place = error.marks[0].span
    pair = re.search(r"(?<![\w)\]])\(([^(),;]+),([^(),;]+)\)", expression)
    if pair and pair.start() < place.start < pair.end():
        yield _joined(expression[: pair.start()] + f"<{pair[1]},{pair[2]}>" + expression[pair.end() :], wrt, where)
        return
    first = re.fullmatch(rf"\s*({_NAME})\s*=\s*(.+)", expression[: place.start])
    second = expression[place.end :].strip()
    if first and re.search(rf"(?<!\w){first[1]}(?!\w)", second):
        yield _joined(second, wrt, ", ".join(filter(None, (f"{first[1]} = {first[2].strip()}", where))))
        return
    if re.match(rf"{_NAME}\s*(?:['’ᵀ⊤]|\^T)?\s*:?=", second):
        yield _joined(expression[: place.start].strip(), wrt, ", ".join(filter(None, (second, where))))
        return
    belongs = re.match(r"(?:\\q{0,2}uad|\\[,;:]|\\(?=\s)|\s)*(\\?\w+(?:\{\w+\})?\s*(?:\\in(?![a-z])|∈|in\s).*)", second)
    if belongs:
        yield _joined(expression[: place.start].strip(), wrt, ", ".join(filter(None, (belongs[1], where))))
        return
    asks = re.compile(r"(?:∇|\\nabla|grad\s)[\s_{}\w]*(?:\([^()]*\))?\s*(?:=\s*\??)?")
    for part in (expression[: place.start].strip(), expression[place.end :].strip()):
        if asks.fullmatch(part):
            continue
        names = [name for name in re.findall(_NAME, wrt) if re.search(rf"(?<!\w){name}(?!\w)", part)]
        if part and (names or not wrt):
            yield _joined(part, ", ".join(names), where)


def declarations(error: MatdiffError, text: str) -> Iterator[str]:
    """What is declared twice, or as something that there is not."""
    expression, wrt, where = _clauses(text)
    place = error.marks[0].span
    if twice := re.match(rf"({_NAME}) is (?:declared|defined) twice", error.message):
        items = _items(where)
        naming = [item for item in items if re.match(rf"[^:=]*\b{twice[1]}\b", item)]
        for left_out in reversed(naming):
            yield _joined(expression, wrt, ", ".join(item for item in items if item is not left_out))
    elif error.message == "definite is no type":
        yield re.sub(r"symmetric,?\s+(?:and\s+)?positive[ -]definite", "positive definite", text)
    elif error.message.endswith(" is no type") and "did you mean" not in error.hint:
        if text[place.start : place.end] in TYPE_WORDS:
            return
        item = re.split(r"[,;]|(?<![\w.])where(?!\w)", text[: place.start])[-1].strip()
        capital = item[:1].isupper()
        for kind in ("matrix",) if capital else ("vector", "matrix", "scalar"):
            if len(re.findall(",", re.split(r"[;)]", text[place.end :])[0])) < 2:  # no tensor
                yield text[: place.start] + kind + text[place.end :]
    elif counted := re.match(r"(\w+) has (no|1|2) sizes?, not (\d)", error.message):
        sizes = re.compile(r"\s*\(([^()]*)\)").match(text, text.find(counted[1], len(expression)) + len(counted[1]))
        if sizes:
            kept = sizes[1].split(",")[: {"no": 0, "1": 1, "2": 2}[counted[2]]]
            written = f"({','.join(kept)})" if kept else ""
            if counted.groups() == ("vector", "1", "2"):
                yield text[: sizes.start() - len(counted[1])] + "matrix" + text[sizes.start() :]
            yield text[: sizes.start()] + written + text[sizes.end() :]
    elif error.message.endswith(" is no size"):
        yield text[: place.start] + "n" + text[place.end :]
    elif error.hint == "leave out `positive`":
        yield text.replace("positive ", "", 1)
    elif error.message == "where stands twice":
        first, *clauses = _CLAUSE.split(text)
        said = list(zip(clauses[::2], clauses[1::2], strict=True))
        wrt, where = (", ".join(each.strip() for word, each in said if word == wanted) for wanted in ("wrt", "where"))
        yield _joined(first.rstrip(), wrt, where)
    elif error.message in ("no declaration after where", 'nothing follows "="'):
        yield _joined(expression, wrt, "")
    elif error.message == "no type after the colon":
        yield f"{text} vector"
    elif re.search(r"its properties follow from its definition$|is declared \w+, but its definition", error.message):
        yield _joined(expression, wrt, ", ".join(item for item in _items(where) if "=" in item))
    elif error.message == "a declaration before where":
        declared = re.match(rf"(.*?)\s*\b({_NAME}\s*:.*)", text)
        if declared:
            yield _joined(declared[1] or declared[2].partition(":")[0].strip(), "", declared[2])


def _items(where: str) -> list[str]:
    return [item.strip() for item in re.split(r"[,;](?![^()]*\))", where) if item.strip()]


def _without_definition(where: str, name: str) -> list[str]:
    return [item for item in _items(where) if not re.match(rf"{re.escape(name)}\s*=", item)]
