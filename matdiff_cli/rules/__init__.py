"""The table of rules: every reason that a derivation gives is a row of it. Nothing heavy is imported here.

A row is an identity (or an approximation of first order) in matdiff's own language, with the words that pages show.
"""

from __future__ import annotations

from matdiff_cli.rules.arithmetic import ARITHMETIC
from matdiff_cli.rules.convexity import CONVEXITY
from matdiff_cli.rules.diagonals import DIAGONALS
from matdiff_cli.rules.facts import FACTS
from matdiff_cli.rules.functions import midpoint_rule_of, product_rule_of, rule_of, rules_of_functions, total_rule_of
from matdiff_cli.rules.kronecker import KRONECKER
from matdiff_cli.rules.linear import inner_rule_of, rules_of_linear_maps, stacked_rule_of
from matdiff_cli.rules.moves import MOVES
from matdiff_cli.rules.record import Rule
from matdiff_cli.rules.shortening import SHORTENING
from matdiff_cli.rules.stacking import STACKING
from matdiff_cli.rules.steps import STEPS

__all__ = [
    "RULES",
    "Rule",
    "inner_rule_of",
    "midpoint_rule_of",
    "product_rule_of",
    "rule_of",
    "stacked_rule_of",
    "total_rule_of",
]

RULES: dict[str, Rule] = {
    row.name: row
    for row in (
        *STEPS,
        *ARITHMETIC,
        *MOVES,
        *STACKING,
        *KRONECKER,
        *SHORTENING,
        *DIAGONALS,
        *FACTS,
        *CONVEXITY,
        *rules_of_linear_maps(),
        *rules_of_functions(),
    )
}
"""Name → rule, in the order of the table."""
