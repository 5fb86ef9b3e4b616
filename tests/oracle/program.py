"""Starts the command, as a user would, and reads what it prints."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable


def documents(lines: Iterable[str], *options: str) -> list[dict]:
    """The objects that the command prints for problems, one a line; one for every target."""
    command = [sys.executable, "-m", "matdiff_cli", "--json", "--quiet", *options, "-"]
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, encoding="utf-8", timeout=3600)
    if done.returncode not in (0, 2) or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]
