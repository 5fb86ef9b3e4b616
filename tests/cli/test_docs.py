"""Help, manual and README say what the command does, and the examples they show print what is shown."""

import re
import shutil
import subprocess
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from readme import README, call, examples

from matdiff_cli import __version__
from matdiff_cli.claims.slips import DESCRIPTIONS
from matdiff_cli.cli.main import root
from matdiff_cli.cli.verbs.derive import EXAMPLES, command
from matdiff_cli.functions import REGISTRY
from matdiff_cli.output.reference.manual import anew
from matdiff_cli.rules import RULES

TOP = Path(__file__).parents[2]
MANUAL = (TOP / "man/matdiff.1").read_text("utf-8")
LANGUAGE = (TOP / "man/matdiff-language.7").read_text("utf-8")


def plain(roff):
    """What roff's escapes stand for."""
    for escape, character in (("\\(aq", "'"), ("\\(dq", '"'), ("\\(ha", "^"), ("\\-", "-")):
        roff = roff.replace(escape, character)
    return roff


def options_in_manual():
    items = "\n".join(re.findall(r"^\.It (Fl .*)$", MANUAL, re.MULTILINE))
    return {"--" + name for name in re.findall(r"Fl Fl (\w+)", items)} | {
        "-" + c for c in re.findall(r"Fl (\w)\b", items)
    }


def test_help_and_manual_have_the_same_options():
    parameters = [p for c in (command, root) for p in c.get_params(click.Context(c, **c.context_settings))]
    visible = [p for p in parameters if isinstance(p, click.Option) and not p.hidden]
    declared = {name for p in visible for name in p.opts}
    assert options_in_manual() == declared
    shown = CliRunner().invoke(root, ["--help"]).stdout
    assert set(re.findall(r"(?<!\S)--?\w+", shown.partition("Options:")[2])) >= declared
    assert shown.startswith("Examples:")


def test_the_manual_of_the_language_names_every_function():
    words = set(re.findall(r"\w+", LANGUAGE))
    spellings = {s for r in REGISTRY.values() for s in (r.name, *r.aliases)}
    assert spellings <= words, spellings - words


def test_the_list_of_functions_in_the_manual_is_the_one_of_the_records():
    """`python -m matdiff_cli.output.reference.manual man/matdiff-language.7` writes it anew."""
    assert anew(LANGUAGE) == LANGUAGE
    assert "What follows is written from the records" in LANGUAGE


def test_the_rules_in_the_manual_are_those_of_the_table():
    """`python -m matdiff_cli.output.reference.manual man/matdiff-rules.7` writes it anew."""
    page = (TOP / "man/matdiff-rules.7").read_text("utf-8")
    assert anew(page) == page and set(RULES) <= set(re.findall(r"^\.It Cm (.*)$", page, re.MULTILINE))


def test_the_manual_names_every_slip_as_it_is_called():
    named = {plain(line) for line in re.findall(r"^\.It\n(.*)$", MANUAL, re.MULTILINE)}
    assert named == DESCRIPTIONS.keys()


def test_the_manual_tells_of_this_version():
    assert f"\n{__version__} " in MANUAL.partition(".Sh HISTORY")[2]


@pytest.mark.parametrize("line", [line.partition(" < ")[0] for line, _ in EXAMPLES if "<" not in line])
def test_the_examples_of_the_help_work(line):
    done = call(line)
    assert done.exit_code == 0 and done.stdout


@pytest.mark.parametrize(
    "line", [plain(line) for line in re.findall(r"^\.Dl \$ (matdiff [^<\n]*)$", MANUAL, re.MULTILINE)]
)
def test_the_examples_of_the_manual_work(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    done = call(line)
    assert done.exit_code == 0 and (done.stdout or list(tmp_path.iterdir()))


@pytest.mark.parametrize(("line", "shown"), examples())
def test_the_examples_of_the_readme_print_what_is_shown(line, shown):
    assert call(line).output == shown


def test_the_readme_has_five_examples_and_two_setup_commands():
    assert len(examples()) >= 5
    assert len(re.findall(r"^python3 -m venv .*$", README.read_text("utf-8"), re.MULTILINE)) == 2


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
@pytest.mark.parametrize("page", ["matdiff.1", "matdiff-language.7", "matdiff-rules.7"])
def test_groff_has_nothing_to_warn_of(page):
    done = subprocess.run(
        ["groff", "-mdoc", "-Tutf8", "-ww", str(TOP / "man" / page)], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
