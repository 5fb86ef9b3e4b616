"""Calls of functions: the registry's signatures, and the calls that spell an operator."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

from matdiff_cli.errors import Mark, Span
from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.arrange import EULER
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.absent import absent
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE
from matdiff_cli.typing.finish import nodes
from matdiff_cli.typing.letters import function_behind
from matdiff_cli.typing.names import EXTRA_FUNCTIONS, canonical, did_you_mean, kind_by_convention, why_by_convention
from matdiff_cli.typing.powers import inverse, transposed
from matdiff_cli.typing.products import kronecker, product
from matdiff_cli.typing.scope import SCALAR
from matdiff_cli.typing.signatures import apply, fits, shape_words, signature, wrong_count
from matdiff_cli.typing.size_calls import SIZE_RULES, CallRule
from matdiff_cli.typing.typed import Typed

_FOREIGN = {
    "min": "-max(-x, 0) is min(x, 0)",
    "T": "X' or X^T is the transpose",
    "diff": "write `EXPRESSION wrt NAME`",
    "grad": "write `EXPRESSION wrt NAME`",
}
_LONGEST_FACTOR = 2
"""Letters before the name of a function that may be a factor, as in Aexp(…); layernorm is a word."""

_OF_ENTRIES = ("sum", "mean", "norm", "norm1", "softmax", "logsumexp")
_NUMBER = "{name} is a scalar, as small Greek letters are; declare {name}: matrix for a matrix"

_ELEMENTWISE_NOTES = {
    "exp": phrase("exp is elementwise; the matrix exponential is expm"),
    **{
        name: phrase("{name} is elementwise", name=name)
        for name in ("log", "sqrt", "sin", "cos", "tan", "sinh", "cosh")
    },
}


def call(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """`f(…)`."""
    spelled, place = tree.value
    declared = checker.scope.declared
    if canonical(spelled) in declared.functions:
        return _unknown_function(checker, tree, operands)
    if canonical(spelled) == "sigma" and len(operands) == 1:
        return _sigma(checker, tree, operands)
    name = SPELLINGS.get(spelled, spelled)
    if name not in REGISTRY and name not in EXTRA_FUNCTIONS:
        _unknown(checker, spelled, place)
    rule = _SPECIAL.get(name)
    if rule:
        return rule(checker, tree, operands)
    return _from_registry(checker, tree, name, operands)


def _unknown_function(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """F(X) for a declared, unknown F: a symbol that depends on X, and on what X depends on if that is unknown, too."""
    name = canonical(tree.value[0])
    scope = checker.scope
    parameters = scope.parameters(name)
    if [(arg.op, arg.value) for arg in operands] != [("symbol", parameter) for parameter in parameters]:
        abbreviation = next((p for p in parameters if p in checker.abbreviations), None)
        written = scope.spelled(name)
        checker.fail(
            "unsupported",
            f"{name} is declared as a function of {', '.join(parameters)}, and stands here with something else"
            if abbreviation is None
            else f"{name} is declared as a function of {abbreviation}, which is an abbreviation",
            Mark(tree.span),
            hint=f"write {written}, and declare another function for other arguments"
            if abbreviation is None
            else f"declare {name} as a function of symbols",
        )
    return checker.make("symbol", (), scope.symbol(name).shape, tree.span, name)


def _sigma(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """σ(…) is the sigmoid, unless σ is declared or a target."""
    spelled, place = tree.value
    if checker.scope.is_declared("sigma") or "sigma" in (checker.targets or ()):
        symbol = checker.scope.symbol("sigma")
        return product(checker, checker.make("symbol", (), symbol.shape, place, "sigma"), operands[0])
    remark = phrase("{f}(…) is read as the sigmoid; write {f}*(…) for a product", f=spelled)
    checker.reading += [remark] * (remark not in checker.reading)
    return _from_registry(checker, tree, "sigmoid", operands)


def _unknown(checker: Checker, spelled: str, place: Span) -> NoReturn:
    front, function = function_behind(spelled)
    product_with = f"write {front}*{function}(…)" if 0 < len(front) <= _LONGEST_FACTOR else ""
    said = absent(spelled)
    hint = _FOREIGN.get(spelled) or (
        "" if said else product_with or did_you_mean(spelled, frozenset((*SPELLINGS, "max")))
    )
    star = f"{spelled}*(…) if it is a product; an unknown function is declared `where {spelled}(X): matrix(p, q)`"
    none = "" if len(spelled) == 1 else "; all that there are: matdiff functions"
    checker.fail(
        "name", f"unknown function {spelled}", Mark(place), hint=hint or f"{said}; " * bool(said) + star + none
    )


def _from_registry(checker: Checker, tree: Tree, name: str, args: list[Typed]) -> Typed:
    signatures = [signature(text) for text in REGISTRY[name].signatures]
    arity = len(signatures[0].arguments)
    if len(args) != arity:
        wrong_count(checker, tree, str(arity), len(args))
    shapes = [arg.shape for arg in args]
    if name in _OF_ENTRIES:
        _refuse_numbers_by_use(checker, args[0], name)
    found = next((each for each in signatures if fits(each, shapes)), None)
    shape = apply(checker, found, args) if found else args[0]
    if isinstance(shape, Typed):
        _misfit(checker, tree.value[0], name, args, shape)
    note = _ELEMENTWISE_NOTES.get(name)
    if note and note not in checker.notes and any(ONE not in arg.shape for arg in args):
        checker.notes.append(note)
    if shape_words(signatures[0].arguments[0]) == "a square matrix":
        _remark_on_numbers(checker, args[0])
    return checker.make("call", tuple(args), shape, tree.span, name)


def _refuse_numbers_by_use(checker: Checker, arg: Typed, name: str) -> None:
    """Nobody sums the one entry of p log(p): p is no number there, whatever else makes no sense then."""
    symbols = [node for node in nodes(arg) if node.op == "symbol"]
    changed = {str(node.value) for node in symbols} & checker.scope.kinds.keys()
    if changed and all(map(checker.is_scalar, symbols)):
        checker.fail("shape", f"{name} of a scalar", *checker.marks(arg))
    if arg.op == "power" and ONE not in arg.shape:
        power = checker.quote(arg)
        remark = phrase("{power} is a power of the matrix; .^ is the power of every entry", power=power)
        checker.reading += [remark] * (remark not in checker.reading)


def _remark_on_numbers(checker: Checker, arg: Typed) -> None:
    """The ρ of tr(ρ log(ρ)) is a number by convention, and of numbers alone nobody takes a trace."""
    found = {str(node.value): node for node in nodes(arg) if node.op == "symbol"}
    if all(kind_by_convention(name) == "scalar" and not checker.scope.is_declared(name) for name in found):
        remarks = (phrase(_NUMBER, name=checker.quote(node)) for node in found.values())
        checker.reading += (remark for remark in remarks if remark not in checker.reading)


def _misfit(checker: Checker, spelled: str, name: str, args: list[Typed], culprit: Typed) -> NoReturn:
    signatures = [signature(text) for text in REGISTRY[name].signatures]
    others = [arg for arg in args if arg is not culprit]
    if others:
        sizes = checker.sizes(*args)
        message = f"{spelled} of {' and '.join(sizes)}"
        wanted = " and ".join(f"({rows}, {columns})" for rows, columns in signatures[0].arguments)
        hint = f"{spelled} takes shapes {wanted}"
    else:
        words = " or ".join(dict.fromkeys(shape_words(each.arguments[0]) for each in signatures))
        message = f"{spelled} needs {words}; {checker.quote(culprit)} is {checker.size(culprit)}"
        hint = f"{REGISTRY[name].description}; for example {REGISTRY[name].example or REGISTRY[name].signatures[0]}"
        said = str(culprit.value) if culprit.op == "symbol" else ""
        if said and "matrix" in words and said[0].islower() and not checker.scope.is_declared(said):
            hint += f"; {why_by_convention(said)}, or declare `where {checker.quote(culprit)}: matrix`"
    checker.fail("shape", message, *checker.marks(culprit, *others), hint=hint)


# --- calls that are something else ------------------------------------------------------------------------------------


def _det(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) == 1 and checker.is_scalar(args[0]):
        return args[0]
    return _from_registry(checker, tree, "det", args)


def _expm(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    scalar = len(args) == 1 and checker.is_scalar(args[0])
    return _from_registry(checker, tree, "exp" if scalar else "expm", args)


def _logdet(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) == 1 and checker.is_scalar(args[0]):
        inner = checker.make("call", (args[0],), SCALAR, args[0].span, "abs")
        return checker.make("call", (inner,), SCALAR, tree.span, "log")
    return _from_registry(checker, tree, "logdet", args)


def _log(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    """log|X|, log(det(X)), log(abs(det(X))) are logdet(X)."""
    if len(args) == 1:
        arg = args[0]
        if arg.op == "call" and arg.value == "abs":
            arg = arg.args[0]
        if arg.op == "call" and arg.value == "det":
            return checker.make("call", arg.args, SCALAR, tree.span, "logdet")
        value = checker.constant(args[0])
        if value is not None and value <= 0:
            checker.fail("domain", "log of a number that is not positive", Mark(tree.span), hint="log needs x > 0")
    return _from_registry(checker, tree, "log", args)


def _euler(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    """e^x: exp of a scalar, expm of a square matrix; of a vector exp of every entry, where nothing else has a type."""
    if checker.is_vector(args[0]) and checker.spread:
        checker.reading.append(phrase("e^(…) of the vector {v} is exp of every entry", v=checker.quote(args[0])))
    if checker.is_scalar(args[0]) or (checker.is_vector(args[0]) and checker.spread):
        return _from_registry(checker, tree, "exp", args)
    if checker.is_vector(args[0]) or not checker.make_square(args[0]):
        size, hint = checker.size(args[0]), f"exp({checker.quote(args[0])}) is elementwise"
        checker.fail("shape", f"the exponent of e is {size}", *checker.marks(args[0]), hint=hint)
    return checker.make("call", tuple(args), args[0].shape, tree.span, "expm")


def _inv(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) != 1:
        wrong_count(checker, tree, "1", len(args))
    return inverse(checker, args[0], tree.span)


def _transpose(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) != 1:
        wrong_count(checker, tree, "1", len(args))
    return transposed(checker, args[0], tree.span)


def _diag(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) == 1 and args[0].shape[0] == ONE != args[0].shape[1]:
        args = [transposed(checker, args[0], args[0].span)]
    return _from_registry(checker, tree, "diag", args)


def _kron(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) < 2:
        wrong_count(checker, tree, "2", len(args))
    whole = args[0]
    for arg in args[1:]:
        whole = kronecker(checker, whole, arg)
    return replace(whole, span=tree.span)


def _hadamard(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) == 2 and checker.is_scalar(args[0]) and checker.is_scalar(args[1]):
        return product(checker, args[0], args[1])
    checked = _from_registry(checker, tree, "hadamard", args)
    return checker.make("hadamard", checked.args, checked.shape, tree.span)


def _norm(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    name = "norm"
    if len(args) == 2 and tree.value[0] == "norm":
        index = checker.constant(args[1])
        if index not in (1, 2) or ONE not in args[0].shape:
            checker.fail(
                "unsupported",
                "this norm is not among the norms",
                Mark(tree.span),
                hint="norm(x), norm(x, 1), norm1(X), norm(X) of a matrix is Frobenius'",
            )
        name, args = ("norm1" if index == 1 else "norm"), args[:1]
    if len(args) == 1 and checker.is_scalar(args[0]):
        return checker.make("call", (args[0],), SCALAR, tree.span, "abs")
    return _from_registry(checker, tree, name, args)


def _max(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    is_zero = [arg.op == "zeros" or checker.constant(arg) == 0 for arg in args]
    if sorted(is_zero) != [False, True]:
        checker.fail(
            "unsupported",
            "max is only read as max(x, 0)",
            Mark(tree.span),
            hint="relu(x) is max(x, 0); logsumexp(x) is a smooth maximum of the entries",
        )
    other = args[is_zero.index(False)]
    return checker.make("call", (other,), other.shape, tree.span, "relu")


_SPECIAL: dict[str, CallRule] = {
    EULER: _euler,
    "det": _det,
    "expm": _expm,
    "logdet": _logdet,
    "log": _log,
    "inv": _inv,
    "transpose": _transpose,
    "diag": _diag,
    "kron": _kron,
    "hadamard": _hadamard,
    "norm": _norm,
    "max": _max,
    **SIZE_RULES,
}
