"""Letters written together: `Ax` as the product of A and x, `x^TAx` as x' A x. From syntax trees to syntax trees."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from matdiff_cli.errors import Span
from matdiff_cli.functions import SPELLINGS
from matdiff_cli.syntax.arrange import EULER
from matdiff_cli.syntax.asked import MARKED, MARKS
from matdiff_cli.syntax.tree import Tree
from matdiff_cli.typing.absent import absent
from matdiff_cli.typing.names import FUNCTIONS, GREEK, canonical, did_you_mean
from matdiff_cli.typing.powers import is_transposition
from matdiff_cli.typing.size_calls import SIZE_CALLS

_GREEK = "|".join(sorted(set(GREEK.values()), key=len, reverse=True))
_SIGNS = "\N{MICRO SIGN}\N{OHM SIGN}"
_LETTER = re.compile(
    f"(?:{_GREEK}|[A-Za-zΑ-ϵ{_SIGNS}{MARKED}][{''.join(MARKS)}]?)"
    "(?:[0-9]+|[₀-₉]+|(?:_[0-9]+)+|_[a-z0-9](?=[A-Z]$)|_[A-Za-z][A-Za-z0-9_]*$)?"  # of S_bW the S_b
)
_DECORATION = re.compile(
    f"(?:{_GREEK}|[A-Za-z])(?:hat|bar|tilde|dot|ddot|star|prime|vec|new|old|true|pred|max|min)[0-9_]*"
)
_INDEX_BEFORE_WORD = re.compile("[^_]*(?:_[0-9]+[^_0-9]+)?")
_DIFFERENTIAL = re.compile("d_?[A-Za-z]")
_MOST_BEFORE_PARENTHESIS = 3
_LONG_GREEK = 4  # a chip is no χ p
ENTRYWISE = (".*", "./")
_POSTFIXES = ("transpose", "power", "dot_power")


@lru_cache(maxsize=256)
def letters(name: str) -> tuple[str, ...]:
    """The one-letter names that a name is made of, digits with the letter before them; `(name,)` if it is one."""
    if name in FUNCTIONS or name in GREEK.values() or _DECORATION.fullmatch(name) or is_differential(name):
        return (name,)
    found = tuple(match.group() for match in _LETTER.finditer(name))
    return found if "".join(found) == name else (name,)


def looks_like_a_product(parts: tuple[str, ...]) -> bool:
    """Are these no letters of a word: ABA, Ax, betax, cΣ, rather than Cov or rate?"""
    *before, last = (letter[0].isupper() for letter in parts)
    greek = (not letter.isascii() or len(letter.rstrip("0123456789_")) >= _LONG_GREEK for letter in parts)
    return last or any(before[1:]) or all(before) or any(greek)


def is_differential(name: str) -> bool:
    """Is it called like the change of something, dX?"""
    return _DIFFERENTIAL.fullmatch(name) is not None


def every_letter(name: str) -> tuple[str, ...]:
    """The letters of a name of several, whatever they stand for: x, h, a, t of xhat.

    What follows a _ is an index, but for capitals after its first character: the W of S_BW.
    """
    stem, _, index = name.partition("_")
    if index:
        return tuple(letter for letter in index[1:] if letter.isupper())
    found = tuple(match.group() for match in _LETTER.finditer(stem))
    return found if len(found) > 1 else ()


def function_in_front(name: str) -> tuple[str, str]:
    """The tr and the X of trX, nothing for other names."""
    if name in FUNCTIONS or "_" in name:
        return "", ""
    front = next((name[:cut] for cut in range(len(name) - 1, 1, -1) if name[:cut] in SPELLINGS), "")
    return front, name[len(front) :] if front else ""


def function_behind(name: str) -> tuple[str, str]:
    """The A and the exp of Aexp, the W_2 and the relu of W_2relu, nothing for other names."""
    if name in FUNCTIONS or not _INDEX_BEFORE_WORD.fullmatch(name):
        return "", ""
    if name[-1:] == "σ":
        return name[:-1], "σ" * (len(name) > 1)
    front = next((name[:cut] for cut in range(1, len(name) - 1) if name[cut:] in SPELLINGS), "")
    return front, name[len(front) :] if front else ""


def factors(trees: Iterable[Tree], whole: Collection[str] = ()) -> dict[str, tuple[str, ...]]:
    """The names that are factors in the trees, each with its letters, in the order of the text."""
    return {name: letters(name) for tree in trees for name in _names(tree, whole)}


def multiplied(nodes: Iterable[Tree]) -> set[str]:
    """The names before a parenthesis that are no functions: of xA(b + c) the xA."""
    calls = (node for node in nodes if node.op == "call" and len(node.args) == 1)
    names = {node.value[0] for node in calls if node.value[0].lower() not in FUNCTIONS}
    several = {name for name in names if 1 < len(letters(name)) <= _MOST_BEFORE_PARENTHESIS}
    words = {name for name in several if absent(name) and not looks_like_a_product(letters(name))}  # Var(a'*x)
    return {name for name in several - words if not did_you_mean(name, FUNCTIONS)}


def _names(tree: Tree, whole: Collection[str]) -> Iterator[str]:
    """Every name that is a factor; of x^TAx the Ax."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        op, args = node.op, node.args
        if op == "name":
            yield node.value
        elif op == "power":
            behind = behind_the_transpose(node, whole)
            if behind:
                yield behind
            waiting.extend(reversed(args[:1] if behind or is_transposition(node) else args))
        elif op != "call" or node.value[0] not in SIZE_CALLS:
            waiting.extend(reversed(args))


def behind_the_transpose(node: Tree, whole: Collection[str] = ()) -> str:
    """The Ax of x^TAx, nothing for other nodes, or where the canonical name TAx is among those that are `whole`."""
    if node.op != "power":
        return ""
    exponent = node.args[1]
    while exponent.op == "minus":
        exponent = exponent.args[0]
    written = exponent.value if exponent.op == "name" and not _in_parentheses(exponent) else ""
    return written[1:] if written[:1] == "T" and written[1:2].isalpha() and canonical(written) not in whole else ""


def known_products(tree: Tree, known: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The names in a tree that are not `known` themselves, but all their letters are (canonical names, and I)."""
    return {
        name: parts
        for name, parts in factors([tree]).items()
        if len(parts) > 1 and canonical(name) not in known and {*known, "I"}.issuperset(map(canonical, parts))
    }


def part(root: Tree, names: Collection[str], whole: Collection[str] = ()) -> Tree:
    """The tree with these names as products of their letters.

    A postfix belongs to the last letter, Ax' is A x', and the factors take part in the product around them, as
    juxtaposed ones do: 1/2Ax is 1/2 A x. x^TAx is x^T Ax unless the canonical name TAx is among those that are `whole`.
    Walks without recursion.
    """
    waiting: list[tuple[Tree, bool]] = [(root, False)]
    done: list[list[Tree]] = []  # of every node the factors that it turned into
    while waiting:
        node, ready = waiting.pop()
        if not ready:
            waiting.append((node, True))
            waiting.extend((arg, False) for arg in reversed(node.args))
            continue
        start = len(done) - len(node.args)
        found = _factors(node, done[start:], names, whole)
        del done[start:]
        done.append([_product(found, node.span)] if len(found) > 1 and _in_parentheses(node) else found)
    return _product(done[0], root.span)


def _factors(node: Tree, operands: list[list[Tree]], names: Collection[str], whole: Collection[str]) -> list[Tree]:
    if node.op == "name":
        return _letters_of(node, node.span, names) if not _in_parentheses(node) else _alone(node, [node], names)
    if node.op == "chain":
        return [_chain(node, operands)]
    if node.op in _POSTFIXES and not _in_parentheses(node.args[0]):
        *before, last = operands[0]
        behind = behind_the_transpose(node, whole)
        if behind:
            exponent, end = node.args[1], node.span.end
            place = end - len(behind)
            top = Tree("top", (), Span(place - 1, place))
            if exponent.op == "minus":
                top = Tree("minus", (top,), Span(exponent.span.start, place), height=2)
            last = _node(node, (last, top), Span(last.span.start, place))
            rest = Tree("name", (), Span(place, end), behind)
            return [*before, last, *_letters_of(rest, rest.span, names)]
        exponents = [_product(found, arg.span) for found, arg in zip(operands[1:], node.args[1:], strict=True)]
        is_e = node.op == "power" and not is_transposition(node) and last.op == "name" and last.value == "e"
        if before and is_e and "e" not in whole:  # of xe^x
            span, height = Span(last.span.start, node.span.end), 1 + exponents[0].height
            return [*before, Tree("call", (exponents[0],), span, (EULER, last.span), height)]
        start = last.span.start if before else node.span.start  # which may be that of a parenthesis
        return [*before, _node(node, (last, *exponents), Span(start, node.span.end))]
    args = tuple(_product(found, arg.span) for found, arg in zip(operands, node.args, strict=True))
    if node.op == "call" and node.value[0] in names and len(args) == 1:
        spelled, place = node.value
        return [*_letters_of(Tree("name", (), place, spelled), place, names), *args]
    return [node if args == node.args else _node(node, args, node.span)]


def _alone(node: Tree, factors: list[Tree], names: Collection[str]) -> list[Tree]:
    """A name in parentheses, which stays a group."""
    inner = Span(node.span.start + 1, node.span.end - 1)
    return [_product(_letters_of(node, inner, names), node.span)]


def _letters_of(node: Tree, place: Span, names: Collection[str]) -> list[Tree]:
    if node.value not in names:
        return [node]
    parts, position = [], place.start
    exact = place.end - place.start == len(node.value)
    for letter in letters(node.value):
        span = Span(position, position + len(letter)) if exact else place
        parts.append(Tree("name", (), span, letter))
        position += len(letter)
    return parts


def _chain(node: Tree, operands: list[list[Tree]]) -> Tree:
    if all(len(found) == 1 and found[0] is arg for found, arg in zip(operands, node.args, strict=True)):
        return node
    factors, signs = list(operands[0]), ["*"] * (len(operands[0]) - 1)
    for sign, arg, found in zip(node.value, node.args[1:], operands[1:], strict=True):
        alike = sign in ENTRYWISE and _is_capital(factors[-1]) <= _is_capital(found[-1])  # Ax∘Bx, but not A∘Bx
        if len(found) > 1 and (sign == "⊗" or alike):
            found = [_product(found, arg.span)]
        factors += found
        signs += [sign, *["*"] * (len(found) - 1)]
    return replace(_node(node, tuple(factors), node.span), value=tuple(signs))


def _is_capital(node: Tree) -> bool:
    return node.op == "name" and bool(node.value[0].isupper())


def _product(factors: list[Tree], span: Span) -> Tree:
    if len(factors) == 1:
        return factors[0]
    height = 1 + max(factor.height for factor in factors)
    return Tree("chain", tuple(factors), span, ("*",) * (len(factors) - 1), height)


def _node(node: Tree, args: tuple[Tree, ...], span: Span) -> Tree:
    return replace(node, args=args, span=span, height=1 + max(arg.height for arg in args))


def _in_parentheses(node: Tree) -> bool:
    """Does the node take up more of the text than it needs?"""
    if node.op == "name":
        return node.span.end - node.span.start > len(node.value)
    if node.op == "call":
        return bool(node.value[1].start > node.span.start)
    if node.op == "number":  # the ones of 1^TAx
        return bool(node.value != 1)
    return node.op not in _POSTFIXES or node.span.start < node.args[0].span.start
