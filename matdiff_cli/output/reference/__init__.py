"""Pages about the rules and the functions: tables of them, and one in full. A format is a module here.

Each has `table(entries, style)` and `page(entry, style)`, which give text without a newline at the end.
"""
