"""One module a target; see `matdiff_cli.code`."""

from __future__ import annotations

from matdiff_cli.code.target import Target

__all__ = ["Target"]
