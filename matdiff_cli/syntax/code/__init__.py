"""Expressions in the words of programming languages, read by way of the language, with places kept."""
