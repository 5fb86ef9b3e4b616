"""What to differentiate by: the targets that are named, or the one that is meant."""

from __future__ import annotations

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.characters import SUMS_HINT
from matdiff_cli.syntax.tree import Name, TargetTree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.names import VARIABLES, canonical, refuse_reserved
from matdiff_cli.typing.question import Question
from matdiff_cli.typing.typed import Target

_INDICES = frozenset("ijklmn")
"""Letters that are indices to most people."""


def named_target(checker: Checker, target: TargetTree, source: str) -> Target:
    """The target; its symbols need not occur in the function. Raises for names that nothing can be derived by."""
    checker.source = source
    for name in target.names:
        _check_target(checker, name, target)
    names = tuple(canonical(name.text) for name in target.names)
    if len(set(names)) != len(names):
        again = next(name for name, key in zip(target.names, names, strict=True) if names.count(key) > 1)
        checker.fail(
            "name", f"{again.text} stands twice in the target", Mark(target.span), hint="name each symbol once"
        )
    return Target(names, target.stacked and len(names) > 1)  # [t] is a scalar like any 1×1 matrix


def _check_target(checker: Checker, name: Name, target: TargetTree) -> None:
    scope = checker.scope
    key = canonical(name.text)
    _refuse_reserved(checker, name)
    if key in scope.declared.abbreviations:
        checker.fail(
            "unsupported",
            f"{name.text} is an abbreviation, not a symbol",
            Mark(name.span),
            hint=f"differentiate by the symbols in it, or leave out its definition to treat {name.text} as one",
        )
    if key in scope.declared.functions:
        checker.fail("unsupported", f"{name.text} is an unknown function", Mark(name.span), hint="name a symbol")
    if not scope.is_declared(key):
        if key == "pi":
            checker.fail(
                "name", f"{name.text} is a number", Mark(name.span), hint=f"declare `where {name.text}: scalar`"
            )
        if key == "I":
            checker.fail("name", "I is the identity matrix", Mark(name.span), hint="declare `where I: matrix(n)`")
        if key in scope.declared.sizes:
            checker.fail(
                "domain", f"{name.text} is a size", Mark(name.span), hint="sizes are whole numbers, not variables"
            )
        if key in _INDICES and key not in scope.symbols and any(other.endswith(f"_{key}") for other in scope.symbols):
            message = f"{name.text} is only an index here; sums and entries are not read yet"
            checker.fail("unsupported", message, Mark(name.span), hint=SUMS_HINT)
    stem, _, index = key.partition("_")
    if key not in scope.symbols and index and stem in scope.symbols:
        words = "{name} is another symbol than {stem}, no entry of it; that is an entry of the derivative by {stem}"
        checker.reading.append(phrase(words, name=name.text, stem=stem))
    symbol = scope.symbol(key)
    if symbol.integer:
        checker.fail(
            "domain",
            f"{name.text} is an integer; there is no derivative by it",
            Mark(name.span),
            hint=f"declare it `{name.text}: scalar`",
        )
    if target.stacked and symbol.kind != "scalar":
        checker.fail(
            "shape",
            f"{name.text} is a {symbol.kind}; only scalars are stacked in [ ]",
            Mark(name.span),
            hint=f"write `wrt {', '.join(n.text for n in target.names)}` for one derivation each",
        )


def _refuse_reserved(checker: Checker, name: Name) -> None:
    """A function's name is no target."""
    try:
        refuse_reserved(name.text, name.span, "a target")
    except MatdiffError as error:
        error.source = checker.source
        raise


def meant_target(checker: Checker, question: Question) -> Target:
    """The target when none is named: the only symbol that it can be, or the one that is called like a variable."""
    candidates = [name for name, symbol in checker.scope.symbols.items() if not symbol.integer]
    end = question.expression.span.end
    if not candidates:
        checker.fail(
            "name",
            "nothing to differentiate by: no symbol occurs",
            Mark(question.expression.span),
            hint="name a target with wrt",
        )
    likely = [name for name in candidates if name in VARIABLES] if len(candidates) > 1 else candidates
    if len(likely) != 1:
        commands = [question.command(wrt=name) for name in (likely or candidates)[:5]]
        checker.fail(
            "name",
            f"which symbol to differentiate by? {', '.join(candidates)} occur",
            Mark(Span(end, end + 1)),
            hint=f"try: {'  or  '.join(commands)}",
        )
    if len(candidates) > 1:
        checker.reading.append(phrase("differentiated by {name}; add wrt … for another", name=likely[0]))
    return Target((likely[0],))
