"""Korean of finished messages: what is wrong, what to write instead. A row is a sentence with places.

What stands in a place `{name}` was typed or worked out, and stays as it is; what stands in `{_name}` is a sentence
again. A row may use a place more than once, or not at all.
"""

from __future__ import annotations

from matdiff_cli.languages.korean.messages.absent import ABSENT
from matdiff_cli.languages.korean.messages.command import COMMAND
from matdiff_cli.languages.korean.messages.intents import INTENTS
from matdiff_cli.languages.korean.messages.latex import LATEX
from matdiff_cli.languages.korean.messages.reading import READING
from matdiff_cli.languages.korean.messages.typing import TYPING
from matdiff_cli.languages.korean.messages.usage import USAGE

MESSAGES: dict[str, str] = {**READING, **INTENTS, **LATEX, **TYPING, **ABSENT, **COMMAND, **USAGE}
"""English sentence → Korean sentence."""
