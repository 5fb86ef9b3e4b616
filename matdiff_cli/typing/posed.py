r"""Problems that are posed in several clauses, as homework is: what is given, what is known, what is asked.

    Let A be symmetric. Find the gradient of x'Ax.
    z = W x; a = sigmoid(z); L = ||a - y||^2; dL/dW
    \frac{\partial L}{\partial W} \text{ where } L = \|y - Wx\|^2

A text is read so only if it is refused as it stands, and only if every clause of it is one of these.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from matdiff_cli.syntax.asked import DERIVATIVES, LETTER, MARKS, NAME, closing, order
from matdiff_cli.syntax.latex.recognize import is_latex, undecided
from matdiff_cli.syntax.quotients import outside
from matdiff_cli.syntax.said import KIND_WORDS, TYPE_WORDS, in_words
from matdiff_cli.syntax.spoken import is_word
from matdiff_cli.syntax.tidied import VERBS
from matdiff_cli.typing.names import FUNCTIONS

_LONGEST = 1000
_FONTS = "mathbf|boldsymbol|bm|mathrm|mathcal|mathit|hat|bar|tilde|vec"
_SYMBOL = (
    rf"(?:\\(?:{_FONTS})\s*(?:\{{\s*\\?\w+\s*\}}|\s[A-Za-z](?![A-Za-z]))|\\(?!nabla|partial|[dt]?frac|text|in(?![a-z]))[A-Za-z]+"
    rf"|[{LETTER}][{LETTER}0-9₀-₉{''.join(MARKS)}]*)(?:_(?:\{{[^{{}}]*\}}|\w+))?"
)
_ARGUMENTS = rf"(?:\(\s*(?P<arguments>{_SYMBOL}(?:\s*[,;]\s*{_SYMBOL})*)\s*\))"
_POLITE = (
    r"(?:(?:so|then|now|hello|hi|hey|please|also)[,\s]+)?(?:is\s+there\s+an?\s+(?:closed[\s-]form|formula)\s+(?=for\s))?"
    r"(?:how\s+(?:do(?:es)?|can|would|should|to)(?:\s+(?:i|we|you|one))?\s+|(?:i|we)(?:\s+am|'m)?\s+(?:just\s+)?"
    r"(?:want|need|like|would\s+like|have|try|trying)\s+(?:to\s+)?|(?:can|could)\s+(?:you|someone|anyone)\s+(?:please\s+)?"
    r"(?:help\s+me\s+)?(?:to\s+)?|help\s+me\s+(?:to\s+)?)?"
    rf"(?:please\s+)?(?:(?:{VERBS}|give|get|obtain|what\s+are)\s+)?"
    r"(?:for\s+)?(?:the\s+|its\s+)?"
)
_KIND = rf"(?P<kind>{DERIVATIVES}|derivatives|partial)(?:\s+(?:vector|matrix))?"
_BY = (
    r"(?:,?\s*(?:wrt|w\.\s?r\.\s?t\.?|with\s+respect\s+to|by|in(?:\s+terms\s+of)?)\s+(?:to\s+)?"
    rf"(?:the\s+)?(?:(?:vector|matrix|scalar|weights|parameters?)\s+)?(?P<by>{_SYMBOL}))"
)
_D = r"(?:\\partial|\\mathrm\s*\{\s*d\s*\}|[d∂])\s*"
_TURNED = r"(?:\^T|\^\{T\}|[ᵀ⊤'])?"
_TWICE = r"(?P<twice>\^?(?:2|\{2\})|²)?\s*"
_SECOND = r"(?:(?P<twice>second)[\s-]+(?:order\s+)?)?(?:partial\s+)?"
_PRODUCT = r"(?:[^=()+−–-]|(?<=[\^{])[−–-]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\))"
"""A sign that does not part terms, or what stands in parentheses."""
_ASKED = tuple(
    re.compile(rf"{_POLITE}(?:{form})\s*(?:=\s*\?*)?", re.IGNORECASE)
    for form in (
        rf"{_D}{_TWICE}(?P<of>{_SYMBOL}){_ARGUMENTS}?\s*/\s*{_D}(?P<by>{_SYMBOL}?)(?:(?P<square>\^?2|²)|\s*{_D}(?P=by)\s*{_TURNED})?",
        rf"\\[dt]?frac\s*\{{\s*{_D}{_TWICE}(?P<of>{_SYMBOL}){_ARGUMENTS}?\s*\}}\s*\{{\s*{_D}(?P<by>{_SYMBOL})(?P<square>\^\{{?2\}}?)?\s*\}}",
        rf"(?:∇|\\nabla|grad\s){_TWICE}(?:_\{{?(?P<by>{_SYMBOL})\}}?)?\s*(?P<of>{_SYMBOL})\s*{_ARGUMENTS}?",
        rf"(?P<of>{_SYMBOL})(?P<twice>'?)'\s*{_ARGUMENTS}",
        rf"{_SECOND}{_KIND}(?:\s+of\s+(?:the\s+function\s+)?(?:(?:it|this)|(?P<of>{_SYMBOL})\s*{_ARGUMENTS}?))?{_BY}?",
        rf"differentiate\s+(?:the\s+function\s+)?(?:it|this|(?P<of>{_SYMBOL})\s*{_ARGUMENTS}?){_BY}?",
        _BY,
        rf"(?P<twice>H)_\{{?(?P<of>{_SYMBOL})\}}?\s*{_ARGUMENTS}?",
        rf"{_SECOND}(?:{_KIND}\s+of|differentiate|(?:mini|maxi)mi[sz]e)\s+(?P<body>.+?){_BY}?",
        rf"(?:{_SYMBOL}\s*:\s*)?(?P<by>{_SYMBOL})\s*(?:\\(?:long)?mapsto(?![a-z])|↦)\s*(?P<body>.+)",
        rf"{_D}{_TWICE}(?P<inside>[(\[].+[)\]])\s*/\s*{_D}(?P<by>{_SYMBOL}?)(?P<square>\^?2|²)?",
        rf"{_D}{_TWICE}(?P<body>(?![\s/]){_PRODUCT}+?)\s*/\s*{_D}(?P<by>{_SYMBOL}?)(?P<square>\^?2|²)?",
        rf"(?P<body>(?:∇|\\nabla(?![a-z])|∂|\\partial(?![a-z])|\\[dt]?frac\s*\{{\s*{_D}|d(?:\^?2|²)?\s*/\s*d|D_)[^=]+)",
    )
)
"""What is asked of a function that has a name, of the one before it, or of a formula: `body`, or `inside` brackets."""
_INTRODUCED = (
    r"(?:(?:and|also|let|suppose|assum(?:e|ing)|given|provided|if|for|consider|define|where|with|when|here|we\s+have|set)\s+)*"
    r"(?:that\s+|the\s+function\s+)?"
)
_INTRODUCTION = re.compile(rf"^{_INTRODUCED}", re.IGNORECASE)
_DEFINITION = re.compile(rf"{_INTRODUCED}(?P<name>{_SYMBOL})\s*{_ARGUMENTS}?\s*:?=(?!=)\s*(?P<body>.+)", re.IGNORECASE)
_MAP = re.compile(rf"{_INTRODUCED}(?P<name>{_SYMBOL})\s*:\s*[^=]*(?:→|->|\\(?:right)?(?:arrow|to)(?![a-z]))[^=]*", re.I)
_OF_KIND = re.compile(rf"{_INTRODUCED}(?:an?\s+|all\s+|any\s+|the\s+)?(?P<type>[a-z -]+?)\s+(?P<name>{NAME})", re.I)
_SET = re.compile(rf"{_INTRODUCED}(?P<said>{NAME}(?:\s*,\s*{NAME})*\s*(?::|∈|\\in(?![a-z])|in(?=\s))\s*\S.*)")
_BY_ITSELF = re.compile(rf"(?P<body>[^=\s][^=]*?){_BY}", re.IGNORECASE)
"""A formula and its target, among other clauses."""
_OTHER_TARGET = re.compile(rf"{NAME}\s*(?:[:∈]|\\in(?![a-z])|in\s)")
"""The y of x'y wrt x, y ∈ R^n, which may be a target, too."""
_GLUED = re.compile("[A-ZΑ-Ω][a-zα-ω]")
"""The left side of A x = b."""
_BEHIND = re.compile(rf"\s(?:(?:(?:find|compute)\s+)?(?:(?:its|the)\s+)?{_KIND}\s+)?{_BY}$", re.IGNORECASE)
_NUMBER = re.compile(r"[-−–\s\d./{}]*|\\?(?:mathbf|vec)?\s*\{?0\}?")
_TEXT = re.compile(r"\\(?:text|mathrm|mbox|textrm)\s*\{([^{}]*[A-Za-z]{2}[^{}]*)\}|\\q?quad(?![a-z])|\\[,;:!]|[$~]")
_ENDS = re.compile(
    r"[,;\n]|\\\\|(?<!\.t)\.(?=\s+[A-Z∇\\∂d]|\s*$)|\?(?=\s*$)|(?<![\w.])where(?!\w)"
    rf"|(?<![\w.])(?:with|if|for|when)(?=\s+{_SYMBOL}\s*\(?\s*=)"
    rf"|(?<=\s)(?:with|if|for|when|assuming|given|provided)(?=\s+(?:that\s+)?"
    rf"(?:(?:an?\s+|all\s+|any\s+)?(?:{KIND_WORDS})\s|{_SYMBOL}\s+(?:is|are)\s))|(?<=\S)\s+and\s+(?=(?:an?|{'|'.join(TYPE_WORDS)})\s"
    rf"|{_SYMBOL}\s*\(?\s*=|{NAME}\s+(?:(?:is|be)\s+)?an?\s)"
)
"""What ends a clause."""
_LABEL = re.compile(
    r"^\s*(?:(?:problem|exercise|question|part|ex|q)\.?\s*\d[\d.]*[a-z]?\s*[.:)]?|\(?(?:[a-z]|[ivx]+|\d+)[.)])\s+"
    r"(?=[A-Za-z]{3}|[∇∂\\$]|d\s*/|\w+\s*(?:\(\w+\))?\s*:?=)"
    rf"|^\s*[a-z]{{3,}}(?:\s+function)?\s*:\s+(?!{'|'.join(TYPE_WORDS)})",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"(?:[,\s]+(?:pls|plz|please|thanks|thank\s+you|for\s+me))?\s*[.!]*\s*$|\s*=\s*\?*\s*$", re.IGNORECASE
)
"""What stands in front of a problem and behind it: `Problem 3.`, `(a)`; `please`, `= ?`."""
_BOLD = re.compile(r"\\(?:mathbf|boldsymbol|bm|mathrm|mathit)\s*(?:\{\s*(\w+)\s*\}|\s(\w)(?!\w))")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_WORDS = re.compile(r"(?<![\\A-Za-z])[A-Za-z]{2,}(?![A-Za-z])")


class _Asked(NamedTuple):
    """What is asked: of which name ("" for what stands before), by which symbol, whether twice; of which formula."""

    of: str
    by: str
    twice: bool
    body: str = ""


class _Definition(NamedTuple):
    name: str
    argument: str
    body: str


def posed(text: str) -> str:
    """The problem in one clause, EXPRESSION wrt TARGET where …; "" where a clause of the text is none of the above."""
    if len(text) > _LONGEST or undecided(text):
        return ""
    bare = _COURTESY.sub("", text)
    text = _LABEL.sub("", bare)
    defined: list[_Definition] = []
    known: list[str] = []
    asked: list[_Asked] = []
    maps: list[str] = []
    clauses = _clauses(_TEXT.sub(lambda found: found[1] or " ", text))
    spoken = {word for found in _TEXT.finditer(text) for word in _WORDS.findall(found[1] or "")}
    by_itself: re.Match[str] | None = None
    for clause in clauses:
        before, by_itself = by_itself, None
        if question := _question(clause):
            asked.append(question)
        elif (len(clauses) > 1 or spoken or text != bare) and (by_itself := _BY_ITSELF.fullmatch(clause)):
            asked.append(_Asked("", by_itself["by"], twice=False, body=by_itself["body"]))
        elif before and _OTHER_TARGET.match(clause):
            return ""
        elif (definition := _definition(clause)) is not None:
            by = _BEHIND.search(definition.body)
            defined.append(definition._replace(body=definition.body[: by.start()] if by else definition.body))
            asked += [_Asked("", by["by"], order(by, "kind") == 2)] if by else []
        elif found := _MAP.fullmatch(clause):
            maps.append(found["name"])
        elif said := _known(clause):
            known.append(said)
        elif not defined and not asked and not _WORDS.fullmatch(clause.split()[0]):
            defined.append(_Definition("", "", clause))  # x'Ax, find the gradient
        else:
            return ""
    names = [each.name for each in defined]
    if not asked and len(defined) == 1 and defined[0].argument:
        asked = [_Asked(defined[0].name, "", twice=False)]
    if not asked and (known or text != bare) and names == [""]:
        asked = [_Asked("", "", twice=False)]
    bodies = [*(each.body for each in defined), *(each.body for each in asked)]
    if not (spoken - FUNCTIONS).isdisjoint(_WORDS.findall(" ".join(bodies))):
        return ""  # LaTeX would multiply their letters
    if len(asked) != 1 or len({*names}) < len(names) or not {*maps} <= {*names}:
        return ""
    return _one(asked[0], defined, known)


def _clauses(text: str) -> list[str]:
    """The clauses, names with commas between them together with what is said of them."""
    found, start, plain = [], 0, outside(text)
    for end in _ENDS.finditer(plain):
        found.append(text[start : end.start()].strip())
        start = end.end()
    found.append(text[start:].strip())
    clauses: list[str] = []
    names = ""
    for clause in filter(None, found):
        if re.fullmatch(f"{_INTRODUCED}{NAME}", clause, re.IGNORECASE):
            names += f"{clause}, "
            continue
        clauses.append(names + clause)
        names = ""
    return [*clauses, *filter(None, [names])]


def _question(clause: str) -> _Asked | None:
    for form in _ASKED:
        if found := form.fullmatch(clause):
            held = {"of": "", "by": "", "body": "", "inside": "", **found.groupdict(default="")}
            inside = held["inside"]
            if held.get("square") and not held["twice"]:  # dL/dσ²
                return None
            if held["of"].lstrip("\\") not in FUNCTIONS and (not inside or closing(inside, 0) == len(inside) - 1):
                twice = order(found, "kind", "twice") == 2
                body, by = held["body"] or inside, held["by"] or _argument(found)
                if definition := _definition(body):  # the gradient of f(x) = …
                    body, by = definition.body, by or definition.argument
                return _Asked(held["of"], by, twice, body)
    return None


def _argument(found: re.Match[str]) -> str:
    """The argument in f(x); "" where there is none, or several."""
    arguments = re.split(r"\s*[,;]\s*", found.groupdict().get("arguments") or "")
    return arguments[0] if len(arguments) == 1 else ""


def _definition(clause: str) -> _Definition | None:
    found = _DEFINITION.fullmatch(clause)
    if (
        found is None
        or _GLUED.fullmatch(found["name"])
        or "=" in outside(found["body"])
        or _NUMBER.fullmatch(found["body"])
    ):
        return None
    return _Definition(found["name"], _argument(found), found["body"])


def _known(clause: str) -> str:
    """What a clause says of symbols, as it stands behind where; "" for a clause that says nothing of them."""
    clause = _BOLD.sub(lambda found: found[1] or found[2], clause)
    bare = _INTRODUCTION.sub("", clause)
    if said := in_words(bare):
        return said
    found = _OF_KIND.fullmatch(clause)
    name = found["name"] if found else ""
    if found and not is_word(name) and name not in TYPE_WORDS and (said := in_words(f"{name} is {found['type']}")):
        return said
    found = _SET.fullmatch(bare)
    return found["said"] if found else ""


def _one(asked: _Asked, defined: list[_Definition], known: list[str]) -> str:
    """The problem of these clauses; "" where what is asked for is not defined, or a target is."""
    if asked.body:
        defined = [*defined, _Definition("", "", asked.body)]
    used = {each.name for each in defined if any(_holds(other.body, each.name) for other in defined)}
    last = [each for each in defined if each.name not in used and asked.of in ("", each.name)]
    if len(last) != 1 or (last[0].name and not all(each.name for each in defined)):
        return ""
    main, others = last[0], [each for each in defined if each is not last[0]]
    by = asked.by or main.argument
    if by and not any(_holds(each.body, by) for each in (main, *others)):
        return ""
    of_latex = is_latex(main.body + by)
    body = main.body
    if asked.twice:
        body = rf"\nabla^2 ({body})" if of_latex else f"∇²({body})"
    where = [*(f"{each.name} = {each.body}" for each in others), *known]
    word = r"\text{{ {} }}" if is_latex(body + by + "".join(where)) else "{}"
    wrt = f" {word.format('wrt')} {by}" if by else ""
    return body + wrt + (f" {word.format('where')} {', '.join(where)}" if where else "")


def _holds(body: str, name: str) -> bool:
    """Does the name occur, on its own or, of one letter, among letters that are written together?"""
    if not name:
        return False
    if len(name) == 1:
        return name in _WORDS.sub(lambda word: "" if word[0] in FUNCTIONS else word[0], _COMMAND.sub(" ", body))
    before = r"(?<!\\)" if name[0] == "\\" else r"(?<![\w\\])"
    return re.search(rf"{before}{re.escape(name)}(?![A-Za-z0-9])", body) is not None
