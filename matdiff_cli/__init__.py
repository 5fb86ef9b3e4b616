"""matdiff: typed matrix expressions in, worked derivations of their derivatives out.

From text to page:

    text       →  tree          syntax       the grammar, places in the text, errors with carets
    tree       →  typed tree    typing       names, shapes by unification, declarations (no sympy)
    typed tree →  expression    expressions  nodes that simplify as they are built, facts, shorter forms
    expression →  derivative    calculus     changes, adjoints, stacking; every rule says which identity it used
    derivative →  derivation    derivation   the moves of the calculus as lines, one rule a line
    derivation →  page          output       text, LaTeX, Markdown, JSON: one file a format

Beside them: `functions` holds one record for each function of the language, `rules` one row for each identity that a
derivation may name, `verify` values at points, differences, `--check` and the judging of claims,
`cli` the command. A room imports only from rooms further up in this list, `functions` and `rules` from none.
"""

__version__ = "0.1.0"
