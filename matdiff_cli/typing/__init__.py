"""From a tree to a typed tree: sizes and their unification, names, declarations; errors with hints. No sympy."""
