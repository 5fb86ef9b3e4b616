"""What is told of a rule or of a function, whatever the format."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from matdiff_cli.claims.statements import read_statement, statement, symbols_of
from matdiff_cli.derivation.records import Derivation, Step
from matdiff_cli.expressions.equation import Equation
from matdiff_cli.functions import REGISTRY, Record
from matdiff_cli.languages import ENGLISH, translated
from matdiff_cli.output.notation import unicode
from matdiff_cli.output.style import Style
from matdiff_cli.rules import RULES, Rule, inner_rule_of, rule_of, stacked_rule_of
from matdiff_cli.rules.find import spoken
from matdiff_cli.typing.typed import Symbol

Statement = tuple[Equation, tuple[Symbol, ...]]
"""An equation, and its symbols with their shapes."""


@dataclass(frozen=True)
class Entry:
    """A rule or a function, under all its names.

    `facts` are pairs of a word and what it says; `steps` are lines that show why it holds; `object` is the entry in
    JSON; `example` is a problem.
    """

    names: tuple[str, ...]
    words: str
    statements: tuple[Statement, ...]
    why: str
    source: str
    example: str
    object: dict[str, Any]
    order: int = 1
    layout: str = "gradient"
    short: bool = False
    of_shape: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    reasoning: Step | None = field(default=None, compare=False)

    def derivation(self) -> Derivation:
        """The example, derived; of a rule of proofs, its proof."""
        from matdiff_cli.derivation.derive import derive
        from matdiff_cli.derivation.short import shortened
        from matdiff_cli.typing.read import read_problems

        first, *others = read_problems(self.example)
        if self.of_shape:
            from matdiff_cli.shape.judge import judge

            proof = judge(first).proof
            assert proof is not None
            return proof
        by = others[0] if others else None
        found = derive(first, self.layout, order=self.order, by=by, differential=True)
        return shortened(found) if self.short else found

    @property
    def command(self) -> str:
        """The command line that derives the example."""
        verb = "convex " if self.of_shape else ""
        layout = "" if self.layout == "gradient" else f" -l {self.layout}"
        return f'matdiff {verb}"{self.example}"' + " --hessian" * (self.order == 2) + " --short" * self.short + layout


def of_rule(rule: Rule, language: str = ENGLISH) -> Entry:
    """The entry of a rule: its identities, why it holds, its source, its example."""
    said = partial(translated, language=language)
    return Entry(
        (rule.name,),
        spoken(rule, language),
        tuple(map(_read, (*rule.identities, *rule.first_order, *rule.inequalities))),
        said(rule.why),
        said(rule.source),
        rule.example,
        {
            "name": rule.name,
            "identity": _one_or_all(rule.identities),
            "first_order": _one_or_all(rule.first_order),
            "inequality": _one_or_all(rule.inequalities),
            "words": spoken(rule, language),
            "why": said(rule.why),
            "reasoning": [{"line": line, "rule": rules} for line, rules in rule.reasoning],
            "source": said(rule.source),
            "example": rule.example,
            "order": rule.order,
            "layout": rule.layout,
            "short": rule.short,
        },
        rule.order,
        rule.layout,
        rule.short,
        of_shape=rule.of_shape,
        reasoning=_proof(rule),
    )


def of_function(record: Record, language: str = ENGLISH) -> Entry:
    """The entry of a function: shapes, domain, derivative or definition, example."""
    said = partial(translated, language=language)
    rule = RULES.get(rule_of(record)) if record.kind != "operator" or record.noun else None
    of_linear = [RULES[name(found)] for found in record.linear for name in (inner_rule_of, stacked_rule_of)]
    identities = tuple(text for each in (of_linear if rule is None else [rule]) for text in each.identities)
    first_order = rule.first_order if rule is not None else ()
    facts = {
        "shapes": "; ".join(record.signatures).replace("->", "→"),
        "domain": said(record.domain or record.condition).replace("@1", record.parameters[0]),
        "note": said(record.note).replace("@1", record.parameters[0]),
        "rule": rule.name if rule is not None else "",
        "rules": ", ".join(each.name for each in of_linear),
    }
    source = said(rule.source if rule is not None else record.source)
    return Entry(
        (record.name, *record.aliases),
        said(record.description),
        tuple(map(_read, (*identities, *first_order))),
        said(rule.why) if rule is not None else "",
        source,
        record.example,
        {
            "name": record.name,
            "second_names": list(record.aliases),
            "description": said(record.description),
            "kind": record.kind,
            "shapes": list(record.signatures),
            "identity": _one_or_all(identities),
            "first_order": _one_or_all(first_order),
            "domain": facts["domain"] or None,
            "note": facts["note"] or None,
            "rule": facts["rule"] or None,
            "source": source or None,
            "example": record.example,
        },
        facts=tuple((word, said) for word, said in facts.items() if said),
        reasoning=None if rule is None else _proof(rule),
    )


def shown_as(text: str) -> list[Rule]:
    """The rules that a page shows as this formula: `tr(A B) = tr(B A)`, or `log(1 + dt) ≈ dt` with d for Δ."""
    return [rule for rule in RULES.values() if text in _formulas(rule)]


def _formulas(rule: Rule) -> Iterator[str]:
    """The statements of a rule as pages show them: each, and all together."""
    for style in (Style(), Style(notation="d")):
        spelled = [unicode(statement(found), style) for found in (*rule.identities, *rule.first_order)]
        yield from (*spelled, ", ".join(spelled))


def _read(text: str) -> Statement:
    return statement(text), tuple(symbols_of(read_statement(text)))


def _one_or_all(texts: tuple[str, ...]) -> str | list[str] | None:
    """A single text as it is, several as a list, none as null."""
    return list(texts) if len(texts) > 1 else texts[0] if texts else None


def _proof(rule: Rule) -> Step | None:
    if not rule.reasoning:
        return None
    from matdiff_cli.derivation.proofs import proof

    return proof(next(record for record in REGISTRY.values() if record.reasoning and rule_of(record) == rule.name))
