"""Every sentence that the program may say, found in its source."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import get_args

import click

import matdiff_cli
from matdiff_cli.claims.judgement import Verdict as Judged
from matdiff_cli.claims.slips import DESCRIPTIONS
from matdiff_cli.cli.help import sentences
from matdiff_cli.cli.main import root
from matdiff_cli.code.lowerings import LOWERINGS
from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.languages import Phrase
from matdiff_cli.output.reference.examples import EXAMPLES
from matdiff_cli.output.reference.markdown import COLUMNS
from matdiff_cli.rules import RULES
from matdiff_cli.shape.records import Verdict
from matdiff_cli.syntax.code import mathematica, numpy, r

SOURCE = Path(matdiff_cli.__file__).parent
_SAYING = {"phrase", "translated", "Note"}
"""Functions whose first argument is a sentence."""


@cache
def trees() -> dict[str, ast.Module]:
    """All files but those of languages."""
    files = {path.relative_to(SOURCE).as_posix(): path for path in sorted(SOURCE.rglob("*.py"))}
    return {name: ast.parse(files[name].read_text("utf-8")) for name in files if not name.startswith("languages/")}


@cache
def _nodes() -> tuple[ast.AST, ...]:
    """The calls and texts of all files."""
    found = (node for tree in trees().values() for node in ast.walk(tree))
    return tuple(node for node in found if isinstance(node, (ast.Call, ast.Constant)))


def _said_in_source() -> Iterator[str]:
    for node in _nodes():
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _SAYING and node.args:
            yield from _constants(node.args[0])


def _constants(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _constants(node.body)
        yield from _constants(node.orelse)


def everything_said() -> set[str]:
    """The sentences of all files and the words of all rules, as far as there is something to translate in them."""
    found = set(_said_in_source())
    for rule in RULES.values():
        for words in (rule.words, rule.why, rule.source):
            found |= set(_templates(words))
    for record in REGISTRY.values():
        found |= {record.description, record.note, record.condition, record.source}
    found |= {example.topic for example in EXAMPLES} | {"shapes", "domain", "note", "rule", "rules", *COLUMNS}
    found = {sentence for sentence in found if not _is_book(sentence)}
    found |= set(_said_in_help())
    found |= {*LOWERINGS.values(), numpy.NOTE, r.NOTE, mathematica.NOTE}
    found |= {*DESCRIPTIONS, *DESCRIPTIONS.values(), *get_args(Verdict), *get_args(Judged)} - {"layout", "condition"}
    return {sentence for sentence in found if has_words(sentence)}


def _said_in_help() -> Iterator[str]:
    """What the command, its verbs and their options say of themselves."""
    context = click.Context(root, **root.context_settings)
    for command in (root, *(root.get_command(context, name) for name in root.list_commands(context))):
        yield from sentences(command.help or "")
        yield command.short_help or ""
        yield from (remark for _, remark in getattr(command, "examples", ()))
        for parameter in command.get_params(context):
            if isinstance(parameter, click.Option) and parameter.help:
                yield from _templates(parameter.help)


def _is_book(source: str) -> bool:
    """Books and papers keep their titles."""
    return (
        re.search(r"Magnus|Higham|Boyd|Horn|Petersen|Bishop|Deisenroth|(Van Loan|Searle|Pereyra) 19", source)
        is not None
    )


def has_words(template: str) -> bool:
    """Whether there is more than mathematics outside of the places of a template."""
    outside = re.sub(r"\{\w*\}", " ", template)
    return not set(re.findall("[A-Za-z]{2,}", outside)) <= {*SPELLINGS, "max"}


def _templates(words: str) -> Iterator[str]:
    if not isinstance(words, Phrase):
        yield words
        return
    yield words.template
    for value in (*words.listed, *words.named.values()):
        if isinstance(value, Phrase):
            yield from _templates(value)


def constants() -> set[str]:
    """All texts in the source, whatever they are for."""
    return {node.value for node in _nodes() if isinstance(node, ast.Constant) and isinstance(node.value, str)}
