"""Formulas in LaTeX, read by way of the language, with places kept.

What stands within what is said by grammar/latex.lark; here is what each command means. `macros` replaces macros in the
text, `tokens` makes a tree of it, and the readers from `cursor` up to `read` write that in the language.
"""
