"""Formulas in LaTeX, read by way of the language: what each command says there, with places kept."""
