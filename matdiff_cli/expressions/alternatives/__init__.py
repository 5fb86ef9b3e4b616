"""Other forms of the same expression, of which an answer takes the one with least to read.

Each module here gives forms that are equal to a node: a generator a node kind, named in its `FORMS`.
"""
