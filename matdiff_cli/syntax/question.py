"""The forms in which people ask for a derivative: d/dX …, ∂(…)/∂X, ∇_W …, gradient of … with respect to x, f(x) = …

What belongs to the question is blanked out, so that an expression is left in its place, and the target is kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import cache

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.asked import BEGINS, DERIVATIVES, NAME, SIGNED, Asked, blank, order, targets
from matdiff_cli.syntax.called import ARGUMENTS, LAST, anonymous, called, method
from matdiff_cli.syntax.latex.recognize import is_latex
from matdiff_cli.syntax.quotients import bare_quotient, of_all, operator, outside, quotient
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.refused import refuse_parts
from matdiff_cli.syntax.said import listing, with_assumptions, with_bare_where
from matdiff_cli.syntax.spoken import small_transposes
from matdiff_cli.syntax.tidied import ASK, FIND, tidied, with_commas, without_kind
from matdiff_cli.syntax.tree import Name, TargetTree

_WORDS = {
    "wrt": re.compile(
        r"(?<![\w.])(?:w\.\s?r\.\s?t\.|"
        r"(?:w\.\s?r\.\s?t|(?:WRT|Wrt)(?=\s)|wrt[.:](?=\s)|w(?:ith|/) ?(?:respect|regard) to)(?!\w))"
    ),
    "where": re.compile(r"(?<![\w.])(?:WHERE|Where)(?![\w])"),
}
"""The words of clauses, as others write them."""
_BEGUN = re.compile(r"w\.|with r|w/|wrt[.:]|WRT|Wrt|WHERE|Where")
"""How they begin."""

_MANY_BLANKS = " " * 200
_CLAUSE = re.compile(r"w(?<![\w.]w)(?:rt|here)(?![A-Za-z0-9_])")  # with its first letter in front it is soon found
_DOLLARS = re.compile(r"\s*(\$\$?|\\\(|\\\[)(.*?)[\s.,;]*(\$\$?|\\\)|\\\])[\s.,]*", re.DOTALL)
_SEVERAL = rf"(?P<braced>{NAME}(?:\s*,\s*{NAME}){{0,7}})"
_TARGET = rf"(?:\{{\s*{_SEVERAL}\s*\}}|(?P<bare>{NAME}))"

_NABLA = Rare(
    rf"\s*(?:[∇∂]|[Gg]rad(?:ient)?|[Jj]ac(?:obian)?|(?P<kind>[Hh]ess(?:ian)?))(?P<above>\^?[2²])?\s*_\s*{_TARGET}"
    r"(?P<behind>\^?[2²])?(?!\w)\s*",
    *("∇", "∂", "rad", "jac", "Jac", "ess"),
)
_NABLA_BEFORE = Rare(
    rf"\s*[∇∂](?P<above>\^?[2²])?(?P<bare>{NAME})(?:\s+(?=[^\s*/+=^.'−-])|(?=[(\[|‖∥½√<⟨]))", *("∇", "∂")
)
_NABLA_ALONE = Rare(rf"\s*(?:∇(?P<above>\^?[2²])?|grad(?=\s)(?!\s*of\s))(?={BEGINS})", *("∇", "grad"))
_EXTREMUM_ALONE = Rare(rf"\s*(?:arg)?(?:min|max)(?:imi[sz]e)?(?=\s)(?={BEGINS})\s+", *("min", "max"))
_FROM = r"(?:\s*(?:∈|in\s)\s*[Rℝ](?P<sizes>[ⁿᵐᵖᵈᵏˣ]+|\^\s*(?:\w+|[({][^{}]*[)}]))\s*)?"
_EXTREMUM = Rare(
    r"\s*(?:arg)?\s?(?:min|max)(?:imi[sz]e)?(?:\s*_\s*|\s+over\s+)"
    rf"(?:\{{\s*{_SEVERAL}\s*{_FROM}\}}|(?P<bare>{NAME}))(?:\s+(?:of|the\s+function)(?=\s)|(?=[\s(\[|‖∥½])|\s*[:,](?=\s))",
    *("min", "max"),
)
_OF = Rare(
    rf"\s*(?:{ASK})?(?:the\s+)?(?P<above>second[\s-]+(?:order\s+)?)?(?:partial\s+)?(?P<kind>{DERIVATIVES})(?:s|\s+matrix)?"
    rf"(?:\s*:\s+|\s+(?:of\s+(?:the\s+function\s+)?|(?=[^\s*/+=^.:'−-]|{SIGNED})))",
    *("eriv", "ERIV", "rad", "RAD", "acob", "ACOB", "ess", "ESS", "iffer", "IFFER"),
    flags=re.IGNORECASE,
)
_LAST_FACTOR = Rare(rf"\s*(\S+(?:\s*[-+*/]\s*\S+)*)\s+({NAME})\s*")
_VERB = Rare(
    r"\s*(?:please\s+)?(?:differentiate|derive)\s+(?:the\s+function\s+)?(?=\S)",
    *("eriv", "ERIV", "iffer", "IFFER"),
    flags=re.IGNORECASE,
)
_BY = Rare(rf"\s(?:by|for|in)\s+(?P<bare>{NAME})\s*$")
_ARGUED = Rare(rf"\s(?:over|for|in)\s+(?P<bare>{NAME})\s*$")
_PRODUCT = re.compile("[A-ZΑ-Ω][a-zα-ω]")
_PARAMETERS = rf"(?:[;|]{ARGUMENTS})?"
_SET_APART = re.compile(r"(?:,\s+|\(\s*)(?=wrt\s)(?P<clause>[^()]*?)\)?\s*$")  # x'x, wrt x; x'x (wrt x)
_DEFINED = Rare(
    rf"\s*(?:(?:ln|log)\s+)?(?P<name>{NAME})(?:[_^]\{{[^{{}}=]*\}})*\s*"
    rf"(?:\((?P<arguments>{ARGUMENTS}){_PARAMETERS}\)|\([^()|]*[|∣][^()|]*\))?\s*&?\s*(?::?=(?!=)&?|<-)",
    *("=", "<-"),
)


# what few questions need is not compiled for all others


@cache
def _front() -> re.Pattern[str]:
    """wrt x: …; derivative wrt x of …; wrt X tr(A X)"""
    return re.compile(
        rf"\s*(?:{FIND}(?P<kind>{DERIVATIVES})\s+)?wrt\s+(?P<bare>{NAME}(?:\s*,\s*{NAME}){{0,7}}?)(?:\s*:(?=\s)"
        rf"|\s+of(?=\s)|(?:\s*,|\s)(?!\s*where(?!\w)|\s*(?:{NAME}\s*,\s*)*{NAME}\s*(?:$|:|where(?!\w))))",
        re.IGNORECASE,
    )


def ask(text: str, symbols: Collection[str] = ()) -> Asked:
    """The problem that a text asks for. `symbols` are names that are known to be symbols.

    A text that says wrt has its target; a declared name is no word of a question.
    """
    text = with_assumptions(_without_dollars(tidied(text)))
    for word, spelled in _WORDS.items() if _BEGUN.search(text) else ():
        for found in spelled.finditer(text):
            text = text[: found.start()] + word.ljust(len(found[0])) + text[found.end() :]
    before, sign, _ = text.partition("wrt")
    before = before.rstrip() if sign else "="
    if before[-1:] in (",", "(") and (apart := _SET_APART.match(text, len(before) - 1)):
        text = f"{before[:-1]} {apart['clause']}".ljust(len(text))
    front = _front().match(text) if not before or before.replace(" ", "").isalpha() else None
    if "where" in text:
        text = with_bare_where(text)
    text, kind = without_kind(with_commas(text)) if sign and front is None else (text, "")
    body, rest = at_clause(blank(text, 0, front.end()) if front else text)
    body = _without_dollars(body)
    rest = rest.replace("$", " ")
    names = frozenset((*symbols, *re.findall(NAME, rest))) if rest else frozenset(symbols)
    body, remarks = small_transposes(body, names)
    asked = Asked(body, targets(front), order(front, "kind")) if front else Asked(body)
    done = front or _MANY_BLANKS in body  # every pattern would go back over every blank
    for form in () if done else _FORMS:
        if (question := form(body, names)) is not None:
            asked = question
            if form in _SIGNED:
                refuse_parts(asked, asked.text + rest, text)
            break
    targeted = rest.startswith("wrt")
    if targeted and asked.targets:  # said twice: wrt is what counts, if they agree
        again = {name.text for target in asked.targets for name in target.names}
        if again.isdisjoint(names):
            place = asked.targets[0].span
            hint = f"leave out one of them; {asked.targets[0].names[0].text} is asked for here"
            raise MatdiffError(
                "syntax", "the target is named twice, and not the same", Mark(place), hint=hint, source=text
            )
    by = () if targeted else asked.targets
    return asked._replace(
        text=asked.text + rest, targets=by, reading=(*asked.reading, *remarks), kind=kind or asked.kind
    )


def asks_for_derivative(text: str) -> bool:
    r"""Does a text without clauses ask for a derivative, `∇_x …`, `gradient of …`, `\nabla …`? Of whatever target."""
    named = _prefix(_NABLA_ALONE)(text, frozenset()) or (_OF.match(text) and _in_words(text, frozenset()))
    if named or called(text, frozenset()) or ask(text).targets:
        return True
    if not is_latex(text):
        return False
    from matdiff_cli.syntax.latex.read import asks  # only LaTeX pays for its reader

    return asks(text)


def at_clause(text: str) -> tuple[str, str]:
    """The expression, and the clauses behind it, of which declarations may begin with a comma."""
    clause = _CLAUSE.search(text)
    end = clause.start() if clause else len(text)
    if ("," in text or ";" in text) and (comma := listing(text)) is not None:
        end = min(end, comma)
    return text[:end], text[end:]


def _without_dollars(body: str) -> str:
    found = _DOLLARS.fullmatch(body)
    if found is None or "$" in found[2]:
        return body
    start, end = found.span(2)
    return " " * start + found[2] + " " * (len(body) - end)


def _prefix(pattern: Rare) -> Callable[[str, frozenset[str]], Asked | None]:
    """`∇_W …`, `min_w …`."""

    def form(body: str, names: frozenset[str]) -> Asked | None:
        found = pattern.match(body)
        behind = body[found.end() :].lstrip() if found else ""
        if found is None or found[0].strip() in names or not behind:
            return None
        wanted = [each.names[0].text for each in targets(found)]
        occur = all(re.search(rf"{re.escape(name)}(?![_0-9])", behind) for name in wanted)
        signed = behind[0] in "-−–" and occur  # min_x -log x, but not min_w - w_0
        if re.match(r"[*/+−–^'=-]|\.(?![0-9])", behind) and not signed:  # an operator: the name of a symbol
            return None
        left = blank(body, 0, found.end())
        if pattern is _NABLA and len(wanted) == 1 and not occur and (twice := _twice(targets(found)[0], behind)):
            return Asked(left, (twice,), 2, of_all(found[0], left))
        if pattern is not _EXTREMUM:
            return Asked(left, targets(found), order(found, "above", "kind", "behind"), of_all(found[0], left))
        sizes = found["sizes"] or ""
        return Asked(left, targets(found), kind="matrix" if re.search("[x×ˣ,]", sizes) else "vector" if sizes else "")

    return form


def _twice(target: TargetTree, behind: str) -> TargetTree | None:
    """The x of ∇_{xx}, where x occurs in what is behind it."""
    name, span = target.names[0]
    half = name[: len(name) // 2]
    if half * 2 != name or half not in behind:
        return None
    place = Span(span.start, span.start + len(half))
    return TargetTree((Name(half, place),), False, place)


def _before(body: str, names: frozenset[str]) -> Asked | None:
    """`∇x …`, where what follows depends on x."""
    found = _NABLA_BEFORE.match(body)
    if found is None or found["bare"] not in body[found.end() :]:
        return None
    reading = phrase("{operator} is taken of all that follows", operator=found[0].strip())
    return Asked(blank(body, 0, found.end()), targets(found), order(found, "above"), (reading,))


def _in_words(body: str, names: frozenset[str]) -> Asked | None:
    """`gradient of …`, `derivative of … by x`, `differentiate … `, `minimize … over x`."""
    found = _OF.match(body) or _VERB.match(body) or _EXTREMUM_ALONE.match(body)
    if found is None or found[0].strip() in names or not re.match(r"\s*(?:[^\s*/^'=.)]|\.[0-9])", body[found.end() :]):
        return None
    left, by = blank(body, 0, found.end()), (_ARGUED if found.re is _EXTREMUM_ALONE.compiled else _BY).search(body)
    left = blank(left, by.start(), by.end()) if by else left
    asked = _defined(left, names) or Asked(left)
    last = _LAST_FACTOR.fullmatch(left) if found.re is _OF.compiled and not found[0].rstrip().endswith("of") else None
    reading: tuple[str, ...] = ()
    if last and last[2] in last[1] and last[2] not in names:
        reading = (phrase("{name} at the end is a factor; wrt {name} makes it the target", name=last[2]),)
    return Asked(asked.text, targets(by) if by else asked.targets, order(found, "above", "kind"), reading)


def _after_comma(body: str, names: frozenset[str]) -> Asked | None:
    """`x'*A*x, x`."""
    found = LAST.search(body)
    if found is None or found["twice"] or found["bare"] not in body[: found.start()]:
        return None
    if "," in outside(body[: found.start()]) or outside(body)[found.start()] != ",":
        return None
    return Asked(blank(body, found.start(), len(body)), targets(found))


def _defined(body: str, names: frozenset[str]) -> Asked | None:
    """`f(x) = …`, `L = …`, `L <- …`: the arguments are the targets."""
    found = _DEFINED.match(body)
    if found is not None and found["arguments"] is None and _PRODUCT.fullmatch(found["name"]):  # Ax = b
        return None
    if found is None or "=" in outside(body[found.end() :]):
        return None
    left = blank(body, 0, found.end())
    inner = next((asked for form in _FORMS[:-1] if (asked := form(left, names)) is not None), None)
    if inner is not None and inner.targets:
        return inner
    return Asked(left, () if "wrt" in names else targets(found, "arguments"))  # f(x) = … wrt A: wrt is what counts


_SIGNED = (operator, quotient, bare_quotient, _prefix(_NABLA))
_FORMS: tuple[Callable[[str, frozenset[str]], Asked | None], ...] = (
    *_SIGNED, _before, called, _prefix(_EXTREMUM), _in_words,
    _prefix(_NABLA_ALONE), method, anonymous, _after_comma, _defined,
)  # fmt: skip
