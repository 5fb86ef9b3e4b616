"""Every derivation of the tables in the forms that others render: one JSON object a line, and whole documents.

python derivations.py PROBLEMS FOLDER writes derivations.jsonl, and NAME.tex and NAME.md for each form in FOLDER.
"""

import json
import sys
from pathlib import Path

from matdiff_cli.derivation.derive import derive
from matdiff_cli.derivation.short import shortened
from matdiff_cli.output import Style, documenter, renderer
from matdiff_cli.typing.read import read_problems

FORMS = {
    "latex": ("latex", Style(), False),
    "compact-latex": ("latex", Style(compact=True), False),
    "short-latex": ("latex", Style(notation="d"), True),
    "markdown": ("markdown", Style(), False),
    "short-markdown": ("markdown", Style(notation="d"), True),
}
ENDINGS = {"latex": ".tex", "markdown": ".md"}

problems, folder = Path(sys.argv[1]), Path(sys.argv[2])
found: dict[str, list[str]] = {name: [] for name in FORMS}
with (folder / "derivations.jsonl").open("w", encoding="utf-8") as lines:
    for text in problems.read_text("utf-8").splitlines():
        for problem in read_problems(text):
            whole = derive(problem)
            short = shortened(whole)
            row = {name: renderer(form)(short if is_short else whole, s) for name, (form, s, is_short) in FORMS.items()}
            print(json.dumps({"problem": text, "json": renderer("json")(whole, Style()), **row}), file=lines)
            for name, fragment in row.items():
                found[name].append(fragment)
for name, (form, _, _) in FORMS.items():
    whole_document = documenter(form)
    text = "\n\n".join(found[name]) if whole_document is None else whole_document(found[name])
    (folder / f"{name}{ENDINGS[form]}").write_text(text + "\n", "utf-8")
