"""Text → problems: what the rest of the program asks of the language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.alphabets import plain, remarks
from matdiff_cli.syntax.parse import parse_declarations, parse_problem, parse_targets
from matdiff_cli.syntax.question import asks_for_derivative
from matdiff_cli.syntax.spoken import is_word
from matdiff_cli.syntax.tree import Declaration, Definition, Tree, TypedNames, renamed, walk
from matdiff_cli.typing.arguments import without_arguments
from matdiff_cli.typing.checker import SPREADS, Checker
from matdiff_cli.typing.declarations import Abbreviation, Declarations
from matdiff_cli.typing.dimension import Shape
from matdiff_cli.typing.finish import Finisher, nodes
from matdiff_cli.typing.infer import infer, infer_abbreviation
from matdiff_cli.typing.letters import known_products, part
from matdiff_cli.typing.misleading import remark_on_signs
from matdiff_cli.typing.names import FUNCTIONS, as_known, canonical
from matdiff_cli.typing.question import Question, transposed_scalars, whole_names
from matdiff_cli.typing.scope import SCALAR, Scope
from matdiff_cli.typing.size_calls import SIZE_CALLS
from matdiff_cli.typing.sizes import identity_size, measure
from matdiff_cli.typing.targets import meant_target, named_target
from matdiff_cli.typing.typed import Problem, Symbol, Typed
from matdiff_cli.typing.understand import understand

IDLE = "{name} is defined, but does not occur"
_ASKING = re.compile(r"[∇∂]|\\nabla|\\partial|\bd|grad|hess|deriv|differen|jacob|min|max", re.IGNORECASE)
"""What stands in every sign of a derivative, and in little else."""


def read_problems(text: str, *, wrt: Sequence[str] = (), where: Sequence[str] = ()) -> list[Problem]:
    """One line of text → its problems, one a target.

    `wrt` and `where` hold further targets and declarations, as after the words in the line. Targets in the line win
    over `wrt`; declarations in the line must agree with `where`. Raises MatdiffError; `source` is the text at
    fault, and the hint ends in a whole command where one is understood.
    """
    typed, text = text, plain(text)
    try:
        problems = _read(text, wrt, where)
        return problems if typed == text else [_as_typed(problem, typed) for problem in problems]
    except MatdiffError as error:
        from matdiff_cli.typing.intents import restate  # only a mistake pays for these
        from matdiff_cli.typing.posed import posed
        from matdiff_cli.typing.repairs import add_commands

        if (meant := posed(text)) and _error_of(meant, wrt, where) is None:
            note = phrase("the problem is read as {problem}", problem=meant)
            return [_as_typed(replace(each, reading=(note, *each.reading)), typed) for each in _read(meant, wrt, where)]
        restate(error, text)
        targeted = re.search(r"(?<![\w.])wrt(?!\w)", text)
        add_commands(error, text, _options(() if targeted else wrt, where), lambda each: _error_of(each, wrt, where))
        if error.source == text:
            error.source = typed  # whose letters stand in the same places
        raise


def _as_typed(problem: Problem, typed: str) -> Problem:
    return replace(problem, text=typed, reading=(*problem.reading, *remarks(typed)))


def _error_of(text: str, wrt: Sequence[str], where: Sequence[str]) -> MatdiffError | None:
    try:
        problems = _read(text, wrt, where)
        if words := [name for problem in problems for name in problem.symbols if is_word(name)]:
            return MatdiffError("syntax", f'"{words[0]}" is a word here, not a symbol')
    except MatdiffError as error:
        return error
    return None


def _options(wrt: Sequence[str], where: Sequence[str]) -> list[str]:
    """The words of a command line that say the same."""
    return [word for target in wrt for word in ("-w", target)] + [word for each in where for word in ("-d", each)]


def _read(text: str, wrt: Sequence[str], where: Sequence[str]) -> list[Problem]:
    declared = Declarations()
    for declarations in where:
        declared.add(parse_declarations(declarations, FUNCTIONS), declarations)
    given = [(target, source) for source in wrt for target in parse_targets(source, FUNCTIONS)]
    elsewhere = {*declared.types, *declared.abbreviations}
    symbols = {*elsewhere.difference(declared.functions), *(n.text for target, _ in given for n in target.names)}
    functions = {*FUNCTIONS, *declared.functions} if declared.functions else FUNCTIONS
    parsed = parse_problem(text, functions, symbols, elsewhere)
    declared.add(parsed.declarations, text)
    declared.add([kind for kind in parsed.kinds if canonical(kind.names[0].text) not in declared.types], text)
    targets = [(target, text) for target in parsed.targets] or given

    scalars = tuple(canonical(name.text) for target, _ in targets if target.stacked for name in target.names)
    named = frozenset(canonical(name.text) for target, _ in targets for name in target.names) or None
    options = _options(() if parsed.targets else wrt, where)
    expression = without_arguments(parsed.expression, text, declared)
    if declared.types:
        expression = renamed(expression, partial(as_known, known=declared.types))
    question = Question(expression, text, declared, named, scalars, tuple(options), parsed.whole)
    checker, (used, function) = understand(question, _typed, lambda found: found[1].shape == SCALAR)
    every = nodes(function)
    checker.refuse_unsized(every)
    wanted = [named_target(checker, target, source) for target, source in targets] or [meant_target(checker, question)]
    checker.source = text  # that of a target elsewhere may have been looked at
    by = {name for target in wanted for name in target.names}
    checker.reading += whole_names(question, checker.scope.symbols, by)
    checker.reading += transposed_scalars(question, checker.scope.symbols)
    remark_on_signs(checker)
    checker.reading += _idle_definitions(parsed.declarations, used, declared)
    checker.reading[:] = dict.fromkeys(checker.reading)

    finisher = Finisher(checker.scope, [function, *checker.abbreviations.values()])
    symbols_found = {name: finisher.symbol(symbol) for name, symbol in checker.scope.symbols.items()}
    abbreviations = {name: checker.abbreviations[name] for name in used}
    occurring = {node.value for node in every if node.op == "symbol"}
    return [
        Problem(
            text,
            function,
            target,
            {n: s for n, s in symbols_found.items() if n in occurring or n in target.names},
            abbreviations,
            tuple(checker.notes),
            checker.decimals,
            declared.names,
            (*parsed.reading, *checker.reading),
            parsed.order,
        )
        for target in wanted
    ]


def read_expression(
    text: str,
    symbols: Mapping[str, Symbol],
    *,
    shape: Shape | None = None,
    where: Sequence[str] = (),
    reading: list[str] | None = None,
) -> Typed:
    """An expression whose symbols all are known, by canonical name; the names in their shapes are sizes.

    `where` may define abbreviations in it; so may the texts of declarations `where`, of which nothing else is used.
    `shape`, if given, is the shape that the value must have: it settles the size of an `I` that stands alone. A name
    that is none of the symbols is the product of its letters if they are. With `reading`, a scalar is added to every
    entry of a vector where nothing else has a type, and `reading` takes the words for it. Raises MatdiffError.
    """
    parsed = parse_problem(text, FUNCTIONS.difference(symbols), symbols)
    if _ASKING.search(text) and asks_for_derivative(text):
        hint = "write it out, as in 2*x for that of x'*x"
        whole = Mark(Span(len(text) - len(text.lstrip()), len(text.rstrip())))
        raise MatdiffError("unsupported", "a derivative in an expression is not read", whole, hint=hint, source=text)
    if parsed.targets:
        span = parsed.targets[0].span
        raise MatdiffError("syntax", "an expression has no wrt", Mark(span), hint="leave it out", source=text)
    for declaration in parsed.declarations:
        if isinstance(declaration, TypedNames):
            span = declaration.type.span
            raise MatdiffError("syntax", "only abbreviations are declared here", Mark(span), source=text)
    declared = Declarations()
    for source in where:
        declared.add((d for d in parse_declarations(source, FUNCTIONS) if isinstance(d, Definition)), source)
    declared.add(parsed.declarations, text)
    meanings = {*symbols, *declared.abbreviations}
    for name, own in declared.abbreviations.items():
        declared.abbreviations[name] = own._replace(body=part(own.body, known_products(own.body, meanings), meanings))
    shapes = (shape or (), *(symbol.shape for symbol in symbols.values()))
    sizes = {name for each in shapes for size in each for name in size.names}

    def meant(name: str) -> str:
        """A name, or x1 and the size m1 that are written x_{1} and m_{1}."""
        joined, every = name.replace("_", "", 1), sizes.union(meanings)
        return joined if joined in every and canonical(name) not in every else as_known(name, meanings)

    expression = renamed(without_arguments(parsed.expression, text, declared), meant)
    expression = part(expression, known_products(expression, meanings), meanings)
    trouble: MatdiffError | None = None
    for spread in SPREADS if reading is not None else SPREADS[:1]:
        checker = Checker(Scope.of_known(declared, symbols), text)
        checker.spread = spread
        try:
            function = _known(checker, expression, shape)
        except MatdiffError as error:
            trouble = trouble or error
            if not trouble.message.startswith(("a scalar plus a vector", "the exponent of e is ")):
                break
        else:
            if reading is not None:
                reading += checker.reading
            return function
    assert trouble is not None
    raise trouble


def _known(checker: Checker, expression: Tree, shape: Shape | None) -> Typed:
    """An expression in known symbols, of this shape if one is wanted."""
    type_abbreviations(checker, expression)
    function = infer(checker, expression)
    if shape is not None:
        wanted = replace(function, shape=shape)
        if not checker.same_shape(wanted, function):
            size = checker.size(function)
            checker.fail("shape", f"this is {size}, not {shape[0]}×{shape[1]}", *checker.marks(function))
    checker.settle()
    Finisher(checker.scope, [function])
    return function


def _typed(checker: Checker, expression: Tree) -> tuple[list[str], Typed]:
    used = type_abbreviations(checker, expression)
    function = infer(checker, expression)
    checker.settle()
    return used, function


def type_abbreviations(checker: Checker, expression: Tree) -> list[str]:
    """Type the abbreviations that the expression uses, each after those that it uses itself, and return that order."""
    declared = checker.scope.declared
    measure(declared)
    _note_sizes(checker, expression)
    if not declared.abbreviations:
        return []
    for name, own in declared.abbreviations.items():
        if name in _used(own.body, declared):  # whether it is used or not: nobody means such a definition
            raise _defined_by_itself([name, name], own)
    order: list[str] = []
    open_names: list[str] = []
    waiting = [(name, False) for name in reversed(_used(expression, declared))]
    while waiting:
        name, closing = waiting.pop()
        if closing:
            open_names.remove(name)
            order.append(name)
        elif name in open_names:
            path = [*open_names[open_names.index(name) :], name]
            raise _defined_by_itself(path, declared.abbreviations[name])
        elif name not in order:
            body = declared.abbreviations[name].body
            _note_sizes(checker, body)
            open_names.append(name)
            waiting.append((name, True))
            waiting.extend((other, False) for other in reversed(_used(body, declared)))
    for name in order:
        infer_abbreviation(checker, name)
    return order


def _idle_definitions(
    declarations: Sequence[Declaration], used: Sequence[str], declared: Declarations
) -> Iterator[str]:
    """What to say of the definitions in the line that nothing in it uses."""
    names = [each.name.text for each in declarations if isinstance(each, Definition)]
    for name in names:
        if canonical(name) not in (*used, *declared.sizes):
            yield phrase(IDLE, name=name)


def _defined_by_itself(path: Sequence[str], found: Abbreviation) -> MatdiffError:
    message = f"{path[0]} is defined by itself: {' → '.join(path)}"
    hint = "an abbreviation may use others, but not itself"
    return MatdiffError("name", message, Mark(found.name.span), hint=hint, source=found.source)


def _used(tree: Tree, declared: Declarations) -> list[str]:
    """The abbreviations in an expression, apart from those that spell a size: the n of ones(n) is none."""
    names: list[str] = []
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if node.op == "name":
            names.append(canonical(node.value))
        elif node.op != "call" or node.value[0] not in SIZE_CALLS:
            waiting.extend(reversed(node.args))
    return [name for name in dict.fromkeys(names) if name in declared.abbreviations]


def _note_sizes(checker: Checker, tree: Tree) -> None:
    """A name in ones(n) is a size wherever it occurs; so is that of I_n."""
    declared = checker.scope.declared
    for node in walk(tree):
        identity = identity_size(canonical(node.value)) if node.op == "name" and "_" in node.value else None
        if identity and not checker.scope.is_declared(canonical(node.value)):
            declared.sizes.update(identity.names)
        if node.op == "call" and node.value[0] in SIZE_CALLS:
            inner = (part for arg in node.args for part in walk(arg) if part.op == "name")
            declared.sizes.update(canonical(part.value) for part in inner)
