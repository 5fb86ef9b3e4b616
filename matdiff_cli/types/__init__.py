"""Sizes of matrices: products of names and numbers, and their unification."""
