"""What is one thing to one reader and another to the next: trX, Aexp(x), 2^nx, f'(x), xTAx. It is refused."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

from matdiff_cli.errors import Span
from matdiff_cli.syntax.arrange import EULER
from matdiff_cli.syntax.characters import SUMS_HINT
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.kinds import is_entrywise
from matdiff_cli.typing.letters import behind_the_transpose, function_behind, function_in_front, letters
from matdiff_cli.typing.names import VARIABLES, canonical, kind_by_convention, swapped
from matdiff_cli.typing.powers import is_transposition
from matdiff_cli.typing.question import Question

_FUNCTIONS = ("f", "g", "h", "σ", "sigma")
_MEMBER = re.compile("[a-zα-ω](?:_[ijknt]|[ᵢⱼₖₙₜ])")
_LOGARITHM = re.compile(r"(?:log|ln|lg)_?(?P<of>2|10)")
_T_BEHIND = re.compile("[a-z]T")
_T_BETWEEN = re.compile(r"(?P<left>[a-z])T(?P<middle>[A-Z]*)(?P<right>[a-z])")


class Doubt(NamedTuple):
    """The place of a doubt, what it is, and what to write instead."""

    place: Tree
    message: str
    hint: str


def doubt(question: Question, node: Tree, source: str, parted: Collection[str]) -> Doubt | None:
    """What is doubtful about a node, where these names are read as the products of their letters."""
    if node.op == "name":
        return None if canonical(node.value) in question.known else _name(question, node)
    if node.op == "chain":
        if found := _transposed_by_t(question, node, source):
            return found
        for before, after in pairwise(node.args):
            between = source[before.span.end : after.span.start + 1]
            opens = between.strip() == "(" or (between == "|" and function_behind(_word(before))[0])
            found = _factors(question, before, after, source) if opens else None
            if found:
                return found
        return _operator(question, node.args[0], node.args[1], source) or _sum(question, node, source)
    if node.op == "bars" and node.args[0].op == "name" and (inner := node.args[0].value) in parted:
        return _bars(node, inner)
    if node.op == "power" and node.args[1].op == "name" and node.args[1].value == "T" and question.is_number("T"):
        return Doubt(node, "is the T of this power a transpose, or the number T?", "write ', or call the number N")
    of_e = node.op == "call" and node.value[0] == EULER and source[node.args[0].span.start - 1] in "^*"
    if of_e or (node.op in ("power", "dot_power") and not behind_the_transpose(node)):
        exponent = node.args[-1]
        spelled = exponent.value if exponent.op == "name" else ""
        if spelled in parted and exponent.span.end - exponent.span.start == len(spelled):
            product = "*".join(letters(spelled))
            message = f"does the exponent {spelled} end after its first letter?"
            return Doubt(exponent, message, f"write ^({product}) or ^{product}")
    return None


def _bars(node: Tree, inner: str) -> Doubt | None:
    """`|Ax|`, which is no determinant if x is a vector."""
    *_, before, last = letters(inner)
    kinds = [kind_by_convention(canonical(letter)) for letter in (before, last)]
    if kinds != ["matrix", "vector"]:
        return None
    hint = f"write ||{inner}||, or declare {last}: scalar for a determinant"
    return Doubt(node, f"is |{inner}| the norm of a vector?", hint)


def _operator(question: Question, before: Tree, after: Tree, source: str) -> Doubt | None:
    """`D_x (…)` and `d_x x' A x`, where x is a symbol: an operator; `d(…)` and `d log|X|`, a differential."""
    name = before.value if before.op == "name" else ""
    if name[:1] not in ("D", "d") or canonical(name) in question.known:
        return None
    between = source[before.span.end : after.span.start + 1].strip()
    index = re.fullmatch(r"[Dd]_(\w+)", name)
    if index and (between == "(" or (len(between) == 1 and after.op != "name")):
        held = question.alone.union(*(map(canonical, parts) for parts in question.glued.values()))
        if canonical(index[1]) in held:
            message = f"is {name} a symbol, or the derivative by {index[1]}?"
            return Doubt(before, message, f"leave it out and write wrt {index[1]}, or declare {name}")
    of = after.args[0] if after.op == "power" else after
    of_number = source[before.span.end] == "(" or of.op in ("call", "bars", "norm")
    alone = name == "d" and _occurs_once(question, "d")
    beside_changes = any(each[0] == "d" and canonical(each[1:]) in question.alone for each in question.names)
    if alone and (of_number or beside_changes) and not source[: before.span.start].strip():
        return Doubt(
            before, "is d a symbol, or the sign of a differential?", "leave it out and write wrt x, or declare d"
        )
    return None


def _sum(question: Question, chain: Tree, source: str) -> Doubt | None:
    """`-1/n Σ y_i log p_i`, `log Σ exp(x)`, `Σ x²`: Σ before members, or what acts on entries, behind numbers."""
    for sign, after in pairwise(chain.args) if "Σ" in source and "Sigma" not in question.known else ():
        sign = sign.args[0] if sign.op == "minus" else sign
        if sign.op == "number" or (sign.op == "name" and sign.value in "mnNT"):
            continue
        sign = sign.args[0] if sign.op == "call" and len(sign.args) == 1 else sign
        written = source[sign.span.start : after.span.start].strip(" (")
        names = [node.value for node in walk(chain) if node.op == "name"]
        behind = chain.args[chain.args.index(after) :]
        if written == "Σ" and names.count("Σ") == 1 and (any(map(_MEMBER.fullmatch, names)) or _of_entries(behind)):
            return Doubt(sign, "is Σ a matrix, or the sign of a sum?", f"declare Σ; {SUMS_HINT}")
        break
    return None


def _of_entries(factors: Collection[Tree]) -> bool:
    """Does one of the factors act on entries, x², log(x), |x|, and is none of them transposed?"""
    return any(map(_acts_on_entries, factors)) and not any(map(is_transposition, factors))


def _acts_on_entries(factor: Tree) -> bool:
    if factor.op == "power":
        base, exponent = factor.args
        return exponent.op == "number" and not (base.op == "name" and base.value[0].isupper())
    return factor.op in ("bars", "norm", "dot_power") or (factor.op == "call" and is_entrywise(factor))


def _transposed_by_t(question: Question, chain: Tree, source: str) -> Doubt | None:
    """The T of `xT A x`, `(A x - b)T (A x - b)` and `x T A x`, as transposes are copied from pages."""
    if "T" in question.known or question.turned is None:
        return None
    for before, node in pairwise(chain.args[:-1]) if not question.turned else ():
        small = before.op == "name" and kind_by_convention(canonical(before.value)) == "vector"
        if node.op == "name" and node.value == "T" and (small or source[before.span.end - 1] == ")"):
            written = source[before.span.start : before.span.end]
            place = replace(node, span=Span(before.span.start, node.span.end))
            return Doubt(place, f"is the T behind {written} a transpose?", f"write {written}', or declare T")
    for node, after in pairwise(chain.args):
        name = node.value if node.op == "name" else ""
        between = source[node.span.end : after.span.start].strip(" (")
        if between and not (between in "*@" and name[:1] in question.alone and _occurs_once(question, name)):
            continue
        free = name not in question.turned and canonical(name) not in question.known
        if free and "T" not in question.alone and _T_BEHIND.fullmatch(name):
            hint = f"write {name[0]}', or declare {name}"
            return Doubt(node, f"is the T in {name} a transpose?", hint)
    return None


def _occurs_once(question: Question, name: str) -> bool:
    return [node.value for node in question.nodes if node.op == "name"].count(name) == 1


def _name(question: Question, node: Tree) -> Doubt | None:
    name = node.value
    if meant := swapped(name):
        return Doubt(node, f"is {name} a name, or {meant} misspelt?", f"did you mean {meant}?")
    if (base := _LOGARITHM.fullmatch(name)) and canonical(name) not in question.known:
        hint = f"write log(…)/log({base['of']}), or declare {name}"
        return Doubt(node, f"is {name} a logarithm to the base {base['of']}?", hint)
    if name == "In":
        return Doubt(node, "is In a logarithm, or an identity?", "write ln(…), or I_n")
    targets = question.targets or frozenset()
    for cut in range(1, len(name)) if canonical(letters(name)[-1]) not in targets else ():
        if len(name) - cut > 1 and name[:cut].isupper() and canonical(name[cut:]) in targets:
            product = "*".join((*name[:cut], name[cut:]))
            return Doubt(node, f"does {name} end in {name[cut:]}?", f"write {product}, or declare {name}")
    between = _T_BETWEEN.fullmatch(name)
    if between and "T" not in question.alone:
        middle = re.findall("[A-Z]T?", between["middle"])  # xTATAx
        turned = (letter.replace("T", "'") if len(letter) > 1 else letter for letter in middle)
        product = "*".join((f"{between['left']}'", *turned, between["right"]))
        return Doubt(node, f"is the T in {name} a transpose?", f"write {product}, or declare {name}")
    front, rest = function_in_front(name)
    held = question.alone.union(() if question.targets else VARIABLES)
    if front and not held.isdisjoint(map(canonical, letters(rest))):
        message = f"is {name} a function of {rest}, or one name?"
        return Doubt(node, message, f"write {front}({rest}), or declare {name}")
    return None


def _word(node: Tree) -> str:
    return node.value if node.op == "name" else behind_the_transpose(node)


def _factors(question: Question, before: Tree, after: Tree, source: str) -> Doubt | None:
    """`Aexp(x)`, and `f'(x)`; g'(x - y) is a product to most people, but nobody puts a symbol alone in parentheses."""
    word = _word(before)
    front, function = function_behind(word) if word else ("", "")
    if front and canonical(word) not in question.known:
        return Doubt(
            before, f"is {word}(…) a product with {function}(…)?", f"write {front}*{function}(…), or declare {word}"
        )
    base = before
    while base.op == "transpose":
        base = base.args[0]
    name = base.value if base is not before and base.op == "name" and source[base.span.end] in "'’′" else ""
    alone = after.op == "name" or canonical(name) == "sigma"
    if name in _FUNCTIONS and alone and canonical(name) not in question.known:
        hint = f"write the derivative out; a product is {name}'*(…)"
        return Doubt(base, f"is {name} a function here?", hint)
    return None
