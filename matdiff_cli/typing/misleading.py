"""What is read to the letter and looks like something else: `|X|^-1/2`, `Φ(x'β)`, `X−1`. Notes tell of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matdiff_cli.errors import Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.rare import Rare
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.names import canonical
from matdiff_cli.typing.typed import Typed

_HALF = Rare(r"\s*\.?(?:\^|\*\*)(?P<exponent>[-−–]?\w+)/(?P<divisor>[0-9]+)(?![\w.(])", "/")
_GROUP = Rare(r"(?<!\w)\[\s*[^\W\d]\w*['’ᵀ]?(?:\s+[^\W\d]\w*['’ᵀ]?)+\s*\](?=\s*(?:$|[*+]|wrt))", "[")
_MINUS_ONE = Rare(r"(?P<name>[^\W\d_])[-−–]1(?![\w.])", "1")
_ONE_OVER_ONE = Rare(r"(?<![\w.^])1/1\s*[+−–-]", "1/1")
_CHANGE = re.compile(r"(?<!\w)Δ[a-zα-ω]\w*")
"""The change of a small letter."""
_OPENS = re.compile(r"\}*(?:\\left)?\(.*", re.DOTALL)
_FUNCTIONS = ("phi", "psi", "Phi", "Psi")
"""Letters that name functions as often as factors."""
_OPERATOR = re.compile(r"Pi(?:_\w+)?|\w+_Omega|[A-Z]_(?:cal|scr|frak)(?:_\w+)?")
"""Names of operators: projections, P_Ω(X), and what stands in script, 𝒜(X)."""
_OF_NUMBERS = frozenset("DEFGHJLNPV")
"""Those that do before a number: F(x'x) is no product to many."""
_OPERATORS = ("D", "H", "J")
"""Those that stand for derivatives in front of a function."""


def remark_on_root(checker: Checker, base: Typed, power: Tree, exponent: Typed) -> None:
    """`|X|^-1/2` is half of an inverse, `tr(X'X)^-1` the trace of none, `x^1` no label."""
    found = _HALF.match(checker.source, max(base.span.end, power.args[0].span.end))
    value = checker.constant(exponent)
    even = value is not None and value % 2 == 0
    if found and not even and (found["divisor"] == "2" or value == 1):
        written = checker.quote(power.span)
        words = "{power}/{divisor} is ({power})/{divisor}; an exponent {exponent}/{divisor} stands in parentheses"
        remark = phrase(words, power=written, divisor=found["divisor"], exponent=found["exponent"])
    elif value == -1 and _is_trace(base):
        words = "{power} is one over the trace; the trace of the inverse is {meant}"
        remark = phrase(words, power=checker.quote(power.span), meant=_trace_of_power(checker, base, "-1"))
    elif value is not None and value > 1 and _is_trace(base) and _stands_apart(checker, base):
        words = "{power} is a power of the trace; the trace of the power is {meant}"
        remark = phrase(words, power=checker.quote(power.span), meant=_trace_of_power(checker, base, str(value)))
    elif value == 1 and exponent.op == "number" and power.args[1].op == "number":
        remark = phrase("{power} is a power; a label belongs to a name, as in W_1", power=checker.quote(power.span))
    else:
        return
    _say(checker, remark)


def _is_trace(node: Typed) -> bool:
    return node.op == "call" and node.value == "tr"


def _stands_apart(checker: Checker, trace: Typed) -> bool:
    """Is there a blank behind the name of a trace, or is it a command of LaTeX?"""
    return re.match(r"\w+\s|\\", checker.source[trace.span.start :]) is not None


def _trace_of_power(checker: Checker, trace: Typed, exponent: str) -> str:
    inner = checker.quote(trace.args[0])
    return f"tr({inner}^{exponent})" if inner.isalnum() and len(inner) == 1 else f"tr(({inner})^{exponent})"


def remark_on_trace(checker: Checker, trace: Typed, behind: Typed) -> None:
    """`tr (A X) B` and `tr(A X)B`, which are the trace times B here."""
    between = checker.source[trace.span.end : behind.span.start]
    if not _is_trace(trace) or checker.is_scalar(behind) or not (_stands_apart(checker, trace) or not between.strip()):
        return
    text, number = checker.quote(Span(trace.span.start, behind.span.end)), checker.quote(trace.span)
    place = text.find("(")
    words = "{text} is {number} times a matrix or vector; the trace of the product is {meant}"
    _say(checker, phrase(words, text=text, number=number, meant=f"tr({text[place:]})"))


def remark_on_call(checker: Checker, before: Typed, operand: Typed) -> None:
    """`Φ(x'β)` and `F(x'x)`, where the letter stands before parentheses only: functions to many, products here."""
    name, end = str(before.value), before.span.end
    if before.op != "symbol" or checker.scope.is_declared(name) or name in (checker.targets or ()):
        return
    if not _OPENS.fullmatch(checker.source, end, operand.span.start + 1):
        return
    spelled = checker.source[before.span.start : end]
    matrix = ONE not in before.shape
    calls_number = checker.is_scalar(operand) and name in _OF_NUMBERS
    begins = not checker.source[: before.span.start].rpartition("=")[2].strip()
    called = name in _FUNCTIONS or _OPERATOR.fullmatch(name)
    if called or (matrix and (calls_number or (begins and name in _OPERATORS))):
        places = re.finditer(rf"(?<![\w\\]){re.escape(spelled)}(?!\w)", checker.source)
        if all(_OPENS.match(checker.source, each.end()) for each in places):
            words = "{name}(…) is read as a product with {name}; write {name}*(…) to say so"
            _say(checker, phrase(words, name=spelled))


def remark_on_order(checker: Checker, signs: Sequence[str], operands: Sequence[Typed]) -> None:
    """`A ∘ B x` is (A ∘ B) x here, and A ∘ (B x) to many."""
    for sign, then, (first, second, third) in zip(
        signs, signs[1:], zip(operands, operands[1:], operands[2:], strict=False), strict=False
    ):
        between = checker.source[first.span.end : second.span.start]
        if sign in (".*", "⊗") and then == "*" and ".*" not in between and not checker.is_scalar(third):
            text, left = (checker.quote(Span(first.span.start, last.span.end)) for last in (third, second))
            _say(checker, phrase("{text} is read from left to right, {left} first", text=text, left=left))


def remark_on_signs(checker: Checker) -> None:
    """`log det X−1` is one less than log det X, often for a lost exponent; X† is the pseudoinverse; 1/1+e^-x."""
    if "†" in checker.source:
        _say(checker, phrase("† is read as the pseudoinverse; write ' for the transpose"))
    for found in _GROUP.finditer(checker.source):
        words = "{text} is read as a product in brackets; the entries of a row have commas between them"
        _say(checker, phrase(words, text=found[0]))
    for found in _CHANGE.finditer(checker.source) if "Δ" in checker.source else ():
        symbol = checker.scope.symbols.get(canonical(found[0]))
        if symbol is not None and symbol.kind == "matrix" and not checker.scope.is_declared(canonical(found[0])):
            words = "{name} is a matrix, as capitals are; declare {name}: vector for a vector"
            _say(checker, phrase(words, name=found[0]))
    if _ONE_OVER_ONE.search(checker.source):
        _say(checker, phrase("1/1 + … is 1 + …; a sum below the stroke stands in parentheses, 1/(1 + …)"))
    for name in (name for name in checker.scope.symbols if len(name) > 1 and name[0] in "IK"):
        if re.fullmatch("I[0-9]+", name) and not checker.scope.is_declared(name):
            _say(
                checker,
                phrase("{name} is a matrix like others; the identity is I_{digits}", name=name, digits=name[1:]),
            )
        elif re.fullmatch("K_[a-z]{2}", name) and "vec" in checker.source and not checker.scope.is_declared(name):
            words = "{name} is a matrix like others; the commutation matrix is commutation({m}, {n})"
            _say(checker, phrase(words, name=name, m=name[2], n=name[3]))
    for found in _MINUS_ONE.finditer(checker.source):
        symbol = checker.scope.symbols.get(canonical(found["name"]))
        if symbol is not None and symbol.kind == "matrix":
            words = "{text} is {name} minus 1; the inverse is {name}^-1"
            _say(checker, phrase(words, text=found[0], name=found["name"]))


def _say(checker: Checker, remark: str) -> None:
    checker.reading += [remark] * (remark not in checker.reading)
