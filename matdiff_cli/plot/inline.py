"""Images within a terminal: only of terminals that name themselves, and not behind a multiplexer, which drops them."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping

_CHUNK = 4096
"""The longest part of an image that kitty takes at once, in letters."""


def protocol(environment: Mapping[str, str]) -> str:
    """`kitty` or `iterm`, by what the terminal says of itself; nothing for others."""
    term = environment.get("TERM", "")
    if "TMUX" in environment or "STY" in environment or term.startswith(("tmux", "screen")):
        return ""
    if term == "xterm-kitty":
        return "kitty"
    return "iterm" if environment.get("TERM_PROGRAM") == "iTerm.app" else ""


def escaped(png: bytes, language: str) -> str:
    """The image as control codes: kitty's graphics protocol, or iTerm2's file escape."""
    letters = b64encode(png).decode("ascii")
    if language == "iterm":
        return f"\x1b]1337;File=inline=1;size={len(png)}:{letters}\a"
    parts = [letters[k : k + _CHUNK] for k in range(0, len(letters), _CHUNK)]
    more = [1] * (len(parts) - 1) + [0]
    heads = ["a=T,f=100,", *[""] * (len(parts) - 1)]
    return "".join(f"\x1b_G{head}m={rest};{part}\x1b\\" for head, rest, part in zip(heads, more, parts, strict=True))
