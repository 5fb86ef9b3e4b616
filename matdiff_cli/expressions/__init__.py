"""Expressions: the kinds of nodes, the constructors that simplify, the facts they use, and shorter forms."""
