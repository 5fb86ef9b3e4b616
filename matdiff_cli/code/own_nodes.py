"""The rules of translation for nodes that only code has."""

from __future__ import annotations

from matdiff_cli.code.complements import OfCode
from matdiff_cli.code.scales import Bounded, Leading, Scaled
from matdiff_cli.code.translator import Translator, translate
from matdiff_cli.code.values import Value
from matdiff_cli.expressions import facts


@translate.register
def _(node: OfCode, t: Translator) -> Value:
    return t.program.call(node.args[0].name, t(node.operands[0]))


@translate.register
def _(node: Bounded, t: Translator) -> Value:
    return t(node.args[0])


@translate.register
def _(node: Scaled, t: Translator) -> Value:
    return t.program.div(*t.all(node.args))


@translate.register
def _(node: Leading, t: Translator) -> Value:
    """Of a positive exponent the largest entry."""
    exponent, vector = node.args
    positive = facts.sign_of(exponent) == facts.POSITIVE
    return t.program.make(*(("largest",) if positive else ("leading", t(exponent))), t(vector))
