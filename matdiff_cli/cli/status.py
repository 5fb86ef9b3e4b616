"""The exit statuses, as those of grep and diff."""

import os

WELL = 0
DOES_NOT_HOLD = 1
TROUBLE = 2
INTERRUPTED = 130
NOBODY_READS = 141
"""What a shell reports of a command that SIGPIPE ended."""


def debugging() -> bool:
    """Has the user asked for tracebacks (MATDIFF_DEBUG=1)?"""
    return os.environ.get("MATDIFF_DEBUG", "") not in ("", "0")
