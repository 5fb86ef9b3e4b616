"""From a tree to a typed tree: names, declarations, shapes by unification; errors that say what to type. No sympy."""
