"""matdiff: typed matrix expressions in, worked derivations of their derivatives out."""

__version__ = "0.1.0"
