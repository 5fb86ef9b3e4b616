"""matdiff: typed matrix expressions in, worked derivations of their derivatives out.

From text to page:

    text       →  tree          syntax       the grammar, places in the text, errors with carets
    tree       →  typed tree    typing       names, shapes by unification, declarations (no sympy)
    typed tree →  expression    expressions  nodes that simplify as they are built, facts, shorter forms
    expression →  derivative    calculus     changes, adjoints, stacking; every rule says which identity it used
    derivative →  derivation    derivation   the moves of the calculus as lines, one rule a line
    derivation →  page          output       text, LaTeX, Markdown, JSON: one file a format

The rooms, from the ground up. A room imports only from rooms below it, which stand above it here:

    functions    one record for each function of the language
    rules        one row for each identity that a derivation may name
    errors       what is said when something is wrong, and where
    syntax       text to tree
    typing       tree to typed tree
    numbers      values at points, sample points and sizes, differences
    expressions  nodes, their algebra, facts, shorter forms
    calculus     the problem posed, its change, its derivative
    derivation   the steps of a derivation
    verify       `--check`
    claims       claims and identities judged and explained
    output       pages: one file a format
    plot         pictures: a scene, and one file a painter
    cli          the command
"""

__version__ = "0.1.0"
