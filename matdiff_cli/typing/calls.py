"""Calls of functions: the registry's signatures, and the calls that spell an operator."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import NoReturn

from matdiff_cli.errors import Mark, Span
from matdiff_cli.functions import REGISTRY, SPELLINGS
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.checker import Checker
from matdiff_cli.typing.dimension import ONE, Dimension
from matdiff_cli.typing.names import EXTRA_FUNCTIONS, canonical, did_you_mean
from matdiff_cli.typing.powers import inverse, transposed
from matdiff_cli.typing.products import kronecker, product
from matdiff_cli.typing.scope import SCALAR
from matdiff_cli.typing.signatures import apply, fits, shape_words, signature
from matdiff_cli.typing.sizes import dimension
from matdiff_cli.typing.typed import Typed

SIZE_CALLS = frozenset(("eye", "ones", "zeros", "vector", "matrix", "commutation"))
"""Calls whose arguments are sizes."""

_FOREIGN = {
    "min": "-max(-x, 0) is min(x, 0)",
    "rank": "rank has no derivative",
    "cross": "write the cross product as a matrix product with a skew matrix",
    "T": "X' or X^T is the transpose",
    "diff": "write `EXPRESSION wrt NAME`",
    "grad": "write `EXPRESSION wrt NAME`",
}
_ELEMENTWISE_NOTES = {
    "exp": "exp is elementwise; the matrix exponential is expm",
    **{name: f"{name} is elementwise" for name in ("log", "sqrt", "sin", "cos", "tan", "sinh", "cosh")},
}


def call(checker: Checker, tree: Tree, operands: list[Typed]) -> Typed:
    """`f(…)`."""
    spelled, place = tree.value
    declared = checker.scope.declared
    if canonical(spelled) in declared.functions:
        return _unknown_function(checker, tree, operands)
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


def _unknown(checker: Checker, spelled: str, place: Span) -> NoReturn:
    hint = _FOREIGN.get(spelled) or did_you_mean(spelled, frozenset((*SPELLINGS, "max")))
    star = f"{spelled}*(…) if it is a product; an unknown function is declared `where {spelled}(X): matrix(p, q)`"
    checker.fail("name", f"unknown function {spelled}", Mark(place), hint=hint or star)


def _from_registry(checker: Checker, tree: Tree, name: str, args: list[Typed]) -> Typed:
    signatures = [signature(text) for text in REGISTRY[name].signatures]
    arity = len(signatures[0].arguments)
    if len(args) != arity:
        _wrong_count(checker, tree, str(arity), len(args))
    shapes = [arg.shape for arg in args]
    found = next((each for each in signatures if fits(each, shapes)), None)
    shape = apply(checker, found, args) if found else args[0]
    if isinstance(shape, Typed):
        _misfit(checker, tree.value[0], name, args, shape)
    note = _ELEMENTWISE_NOTES.get(name)
    if note and note not in checker.notes and any(ONE not in arg.shape for arg in args):
        checker.notes.append(note)
    return checker.make("call", tuple(args), shape, tree.span, name)


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
        hint = f"{REGISTRY[name].description}: {REGISTRY[name].example or REGISTRY[name].signatures[0]}"
    checker.fail("shape", message, *checker.marks(culprit, *others), hint=hint)


def _wrong_count(checker: Checker, tree: Tree, wanted: str, given: int) -> NoReturn:
    spelled = tree.value[0]
    plural = "" if wanted == "1" else "s"
    name = SPELLINGS.get(spelled, spelled)
    example = REGISTRY[name].example if name in REGISTRY else ""
    checker.fail(
        "syntax",
        f"{spelled} takes {wanted} argument{plural}, not {given}",
        Mark(tree.span),
        hint=f"for example {example}" if example else f"write {spelled}(…) with {wanted} argument{plural}",
    )


# --- calls that are something else ------------------------------------------------------------------------------------


def _det(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) == 1 and checker.is_scalar(args[0]):
        return args[0]
    return _from_registry(checker, tree, "det", args)


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


def _inv(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) != 1:
        _wrong_count(checker, tree, "1", len(args))
    return inverse(checker, args[0], tree.span)


def _transpose(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) != 1:
        _wrong_count(checker, tree, "1", len(args))
    return transposed(checker, args[0], tree.span)


def _diag(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) == 1 and args[0].shape[0] == ONE != args[0].shape[1]:
        args = [transposed(checker, args[0], args[0].span)]
    return _from_registry(checker, tree, "diag", args)


def _kron(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    if len(args) < 2:
        _wrong_count(checker, tree, "2", len(args))
    whole = args[0]
    for arg in args[1:]:
        whole = kronecker(checker, whole, arg)
    return whole


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
        checker.fail("unsupported", "max is only read as max(x, 0)", Mark(tree.span), hint="relu(x) is max(x, 0)")
    other = args[is_zero.index(False)]
    return checker.make("call", (other,), other.shape, tree.span, "relu")


def _size_of(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    """size(X): the number of entries, for definitions such as that of the mean."""
    if len(args) != 1:
        _wrong_count(checker, tree, "1", len(args))
    size = args[0].shape[0] * args[0].shape[1]
    return checker.make("dimension", (), SCALAR, tree.span, size)


# --- calls with sizes -------------------------------------------------------------------------------------------------


def _eye(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    sizes = _sizes(checker, tree, 1, 2)
    if sizes[0] != sizes[-1]:
        checker.fail("unsupported", "the identity is square", Mark(tree.span), hint="write eye(n)")
    if sizes[0] == ONE:
        return checker.number(1, tree.span)
    return checker.make("identity", (), (sizes[0], sizes[0]), tree.span)


def _constant(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    sizes = _sizes(checker, tree, 1, 2)
    shape = (sizes[0], sizes[1] if len(sizes) == 2 else ONE)
    name = tree.value[0]
    if shape == SCALAR:
        return checker.number(1 if name == "ones" else 0, tree.span)
    return checker.make("ones" if name == "ones" else "zeros", (), shape, tree.span)


def _sized_one(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    """matrixcalculus.org's vector(1), matrix(1): ones that fit."""
    name = tree.value[0]
    if len(tree.args) != 1 or tree.args[0].op != "number" or tree.args[0].value not in (0, 1):
        checker.fail(
            "syntax",
            f"{name} is a type, for declarations",
            Mark(tree.span),
            hint=f"{name}(1) is a {name} of ones; declare types after `where`",
        )
    rows = checker.unifier.fresh()
    shape = (rows, ONE if name == "vector" else checker.unifier.fresh())
    return checker.make("ones" if tree.args[0].value else "zeros", (), shape, tree.span)


def _commutation(checker: Checker, tree: Tree, args: list[Typed]) -> Typed:
    sizes = _sizes(checker, tree, 2, 2)
    order = sizes[0] * sizes[1]
    parts = tuple(
        checker.make("dimension", (), SCALAR, arg.span, size) for arg, size in zip(tree.args, sizes, strict=True)
    )
    return checker.make("call", parts, (order, order), tree.span, "commutation")


def _sizes(checker: Checker, tree: Tree, least: int, most: int) -> list[Dimension]:
    if not least <= len(tree.args) <= most:
        _wrong_count(checker, tree, str(least) if least == most else f"{least} or {most}", len(tree.args))
    return [_size(checker, arg) for arg in tree.args]


def _size(checker: Checker, tree: Tree) -> Dimension:
    """The dimension that an expression spells."""
    if tree.op == "name":
        name = canonical(tree.value)
        checker.scope.declared.sizes.add(name)
        return dimension(checker.scope.declared, name)
    if tree.op == "number" and isinstance(tree.value, Fraction) and 0 < tree.value <= 10**9:
        return Dimension(int(tree.value))
    if tree.op != "chain" or set(tree.value) != {"*"} or tree.height > 2:
        checker.fail(
            "syntax",
            f"{checker.quote(tree.span)} is no size",
            Mark(tree.span),
            hint="sizes are names, positive integers, and products of these, such as ones(n), eye(2*m)",
        )
    size = ONE
    for part in tree.args:
        size *= _size(checker, part)
    return size


_SPECIAL: dict[str, Callable[[Checker, Tree, list[Typed]], Typed]] = {
    "det": _det,
    "logdet": _logdet,
    "log": _log,
    "inv": _inv,
    "transpose": _transpose,
    "diag": _diag,
    "kron": _kron,
    "hadamard": _hadamard,
    "norm": _norm,
    "max": _max,
    "size": _size_of,
    "eye": _eye,
    "ones": _constant,
    "zeros": _constant,
    "vector": _sized_one,
    "matrix": _sized_one,
    "commutation": _commutation,
}
