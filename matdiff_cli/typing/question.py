"""A question as it was typed: an expression, what is declared, and which of its names may be products of letters."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from matdiff_cli.errors import command
from matdiff_cli.languages import phrase
from matdiff_cli.syntax.tree import Tree, walk
from matdiff_cli.typing.declarations import Declarations
from matdiff_cli.typing.kinds import is_entrywise, never_scalar, other_kind
from matdiff_cli.typing.letters import (
    behind_the_transpose,
    every_letter,
    factors,
    letters,
    looks_like_a_product,
    multiplied,
    part,
)
from matdiff_cli.typing.names import canonical, kind_by_convention
from matdiff_cli.typing.powers import is_transposition
from matdiff_cli.typing.size_calls import SIZE_CALLS
from matdiff_cli.typing.typed import Symbol

_DOTTED = re.compile(r"(?<![\w\\])([a-z]\w*)\s*(?:[·⋅∙]|\\cdot(?![a-z]))\s*([a-z]\w*)(?!\w)")
"""The two vectors of an inner product: w · x."""
SCALAR_BY_CONVENTION = "{name} is a scalar, as small Greek letters are; declare {name}: vector for a vector"
MATRIX_BY_CONVENTION = "{name} is a matrix, as capitals are; declare {name}: scalar for a number"
VECTOR_BY_CONVENTION = "{name} is a vector, as small Latin letters are; declare {name}: scalar for a number"


@dataclass(slots=True)
class Question:
    """An expression to be typed with what is declared. It is not changed.

    `targets` are canonical names, None where none is named; `scalars` are those that are stacked; `options` the words
    of the command line that belong to it. Names that are `whole` are no products of letters.

    texts   the expression and the definitions in the declarations, each with the text that it stands in
    trees   the same without their texts
    nodes   all nodes of the trees
    names   their names as typed, in the order of the text
    known   the canonical names that mean one thing: declared ones, and targets
    alone   the canonical names of the letters that have a meaning without the names that they may be glued into; I and
            π have a meaning of their own anywhere
    glued   the names that may be products, with their letters
    turned  the names that are transposed, and "" for other operands; None where no T can be meant for the sign of it
    """

    expression: Tree
    source: str
    declared: Declarations
    targets: frozenset[str] | None = frozenset()
    scalars: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    whole: bool = False
    texts: list[tuple[Tree, str]] = field(init=False)
    trees: list[Tree] = field(init=False)
    nodes: list[Tree] = field(init=False)
    names: list[str] = field(init=False)
    known: set[str] = field(init=False)
    alone: frozenset[str] = field(init=False)
    glued: dict[str, tuple[str, ...]] = field(init=False)
    turned: frozenset[str] | None = field(init=False)
    _has_exponents: bool = field(init=False)
    _never_scalar: dict[frozenset[str], set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        declared = self.declared
        definitions = [(found.body, found.source) for found in declared.abbreviations.values()]
        self.texts = [(self.expression, self.source), *definitions]
        self.trees = [tree for tree, _ in self.texts]
        self.nodes = [node for tree in self.trees for node in walk(tree)]
        self.names = [*dict.fromkeys([node.value for node in self.nodes if node.op == "name"])]
        self.known = {
            *declared.types, *declared.abbreviations, *declared.functions, *declared.sizes, *(self.targets or ())
        }  # fmt: skip
        found = factors(self.trees, self.known)
        letters_alone = [canonical(name) for name, parts in found.items() if len(parts) == 1]
        self.alone = frozenset((*letters_alone, "I", *self.known))
        self.glued = {} if self.whole else self._glued(found)
        self.turned = self._turned() if any(name[-1] == "T" for name in self.names) else None
        self._has_exponents = any(behind_the_transpose(node) for node in self.nodes if node.op == "power")

    def _glued(self, names: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        found = {name: parts for name, parts in names.items() if len(parts) > 1}
        before = {name: letters(name) for name in multiplied(self.nodes)}
        found |= {name: parts for name, parts in before.items() if not self.alone.isdisjoint(map(canonical, parts))}
        return {name: parts for name, parts in found.items() if canonical(name) not in self.known}

    def has_doubts(self) -> bool:
        """Is one of the names long enough for that of a function and one letter more, or is something transposed?

        A T may be the sign of it, a d that of a differential, and a Σ that of a sum.
        """
        long = any(len(name) > 2 or name in ("d", "Σ") for name in self.names) or self.turned is not None
        return long or any(node.op == "transpose" for node in self.nodes)

    def _turned(self) -> frozenset[str]:
        operands = (node.args[0] for node in self.nodes if is_transposition(node))
        return frozenset(operand.value if operand.op == "name" else "" for operand in operands)

    def is_number(self, name: str) -> bool:
        """Is it declared as a scalar?"""
        found = self.declared.types.get(name)
        return found is not None and found.kind == "scalar"

    def parted(self, tree: Tree, names: frozenset[str]) -> Tree:
        """The tree with these names as products of their letters; as it is if nothing in it is written together."""
        return part(tree, names, self.known) if names or self._has_exponents else tree

    def never_scalar(self, parted: frozenset[str]) -> set[str]:
        """The canonical names that are not made scalars."""
        if parted not in self._never_scalar:
            self._never_scalar[parted] = never_scalar(self.parted(tree, parted) for tree in self.trees)
        return self._never_scalar[parted]

    def dotted(self) -> set[str]:
        """The names that a dot stands between, which are likely to be vectors: w and x of w · x + b."""
        return {canonical(name) for found in _DOTTED.finditer(self.source) for name in found.groups()}

    def taken(self, parted: frozenset[str], kinds: Collection[str]) -> list[str]:
        """What to say of the names that are of the other kind; a quote that the shell took has made a scalar of x."""
        if not kinds:
            return []
        taken = "{name} is taken as a {kind}"
        swallowed = "if the shell has taken the ' of {name}', put the problem in double quotes"
        spelled = {name: written for name, written in self.spelled(parted).items() if name in kinds}
        kinds = [phrase(taken, name=spelled[name], kind=phrase(other_kind(name))) for name in spelled]
        return [*kinds, *(phrase(swallowed, name=name) for name in spelled.values() if self._surrounds(name))]

    def _surrounds(self, name: str) -> bool:
        """Does a small letter begin and end a product with a matrix, as in x*A*x?"""
        products = (node.args for node in walk(self.expression) if node.op == "chain" and len(node.args) > 2)
        named = ([arg.value for arg in args] for args in products if {arg.op for arg in args} == {"name"})
        return name.islower() and any(
            first == last == name and any(kind_by_convention(canonical(each)) == "matrix" for each in inner)
            for first, *inner, last in named
        )

    def spelled(self, parted: frozenset[str]) -> dict[str, str]:
        """Canonical name → the name as typed, in the order of the text."""
        nodes = (node for tree in self.trees for node in walk(self.parted(tree, parted)))
        found: dict[str, str] = {}
        for node in nodes:
            if node.op == "name":
                found.setdefault(canonical(node.value), node.value)
        return found

    def command(self, *, wrt: str = "", where: str = "") -> str:
        """The whole command with one more clause."""
        return command(self.source, self.options, wrt=wrt, where=where)


def whole_names(question: Question, symbols: Mapping[str, Symbol], targets: Collection[str]) -> list[str]:
    """What to say of names that hold the letter of a target and are none of its products."""
    found: list[str] = []
    for name in question.names:
        if len(name) == 1:
            continue
        parts = (part for letter in every_letter(name) for part in (letter, letter.rstrip("23456789")))  # x2y
        held = [part for part in parts if canonical(part) in targets]
        held += [each for each in targets if len(each) > 1 and re.fullmatch(f"[A-ZΑ-Ω]+{re.escape(each)}", name)]
        if held and canonical(name) in symbols and canonical(name) not in question.known.union(targets):
            words = "{name} is one name, apart from {letter}; products are written with * or blanks"
            found.append(phrase(words, name=name, letter=held[0]))
    if "t" in targets and _is_doubtful_time(question, symbols["t"]):
        found.append(phrase(VECTOR_BY_CONVENTION, name="t"))
    free = symbols.keys() - question.known
    found += [words for name, words in _doubtful(question, targets) if canonical(name) in free]
    return found


def unparted(question: Question, symbols: Mapping[str, Symbol]) -> list[str]:
    """What to say of names that stayed whole, though their letters stand alone, or in another order: xy, ab = ba."""
    turned = [sorted(parts) for parts in question.glued.values()]
    words = "{name} is one name; products are written with * or blanks"
    return [
        phrase(words, name=name)
        for name, parts in question.glued.items()
        if canonical(name) in symbols
        and (question.alone.issuperset(map(canonical, parts)) or turned.count(sorted(parts)) > 1)
    ]


def _is_doubtful_time(question: Question, t: Symbol) -> bool:
    """Is t a vector in `A exp(-t/τ)`, for no other reason than that it is a small letter?"""
    glued = frozenset(name for name, parts in question.glued.items() if looks_like_a_product(parts))
    free = t.kind == "vector" and "t" not in question.declared.types and "t" not in question.never_scalar(glued)
    return free and "t" in question.spelled(glued)


def _doubtful(question: Question, targets: Collection[str]) -> Iterator[tuple[str, str]]:
    """The names that are whole, but products to some readers, the uv of uv' and the X1 of 1'X1, with what to say."""
    for node in (node for tree in question.trees for node in walk(question.parted(tree, frozenset(question.glued)))):
        if node.op == "chain" and any(is_transposition(arg) and arg.args[0].op == "number" for arg in node.args):
            last = node.args[-1].value if node.args[-1].op == "name" else ""
            if re.fullmatch(r"[^\W\d_]1", last) and (last[0].isupper() or canonical(last[0]) in targets):
                product = f"{last[0]}*vector(1)"
                yield last, phrase("{name} is one name; the product with ones is {product}", name=last, product=product)
    for name in question.names:  # X w + b1, where b is asked for and stands nowhere
        if re.fullmatch(r"[^\W\d_]1", name) and canonical(name[0]) in targets and name[0] not in question.names:
            product = f"{name[0]}*vector(1)"
            yield name, phrase("{name} is one name; the product with ones is {product}", name=name, product=product)
    for name in question.names:  # 3x2 + x
        numbered = len(name) == 2 and "2" <= name[1] <= "9"
        if numbered and canonical(name[0]) in targets and not {f"{name[0]}0", f"{name[0]}1"} & {*question.names}:
            words = "{name} is one name, apart from {letter}; a power is {letter}^{digit}"
            yield name, phrase(words, name=name, letter=name[0], digit=name[1:])
    for node in (node for tree in question.trees for node in walk(question.parted(tree, frozenset()))):
        name = node.args[0].value if is_transposition(node) and node.args[0].op == "name" else ""
        if name in question.glued and name.islower() and name.isascii() and len(letters(name)) == 2:
            yield name, phrase("{name} is one name; products are written with * or blanks", name=name)


def transposed_scalars(question: Question, symbols: Mapping[str, Symbol]) -> list[str]:
    """What to say of small Greek letters that are transposed, or stand where vectors do: μ', x'μ, Xβ, γ ⊙ x, ‖θ‖."""
    scalars = [name for name, symbol in symbols.items() if symbol.kind == "scalar"]
    greek = {name for name in scalars if kind_by_convention(name) == "scalar"}.difference(question.declared.types)
    if not greek:
        return []
    parted = (question.parted(tree, frozenset(question.glued)) for tree in question.trees)
    nodes = [node for tree in parted for node in walk(tree)]
    operands = [node.args[0] for node in nodes if is_transposition(node) or node.op == "norm" or _takes_vectors(node)]
    chains = [node for node in nodes if node.op == "chain"]
    operands += [operand for node in chains for operand in (*_behind_matrices(node), *_entry_by_entry(node))]
    names = dict.fromkeys(operand.value for operand in operands if operand.op == "name")
    return [phrase(SCALAR_BY_CONVENTION, name=name) for name in names if canonical(name) in greek]


def _takes_vectors(node: Tree) -> bool:
    """Is it a call of a function that takes all entries, diag(λ), sum(θ)?"""
    return node.op == "call" and len(node.args) == 1 and not is_entrywise(node) and node.value[0] not in SIZE_CALLS


def _entry_by_entry(chain: Tree) -> Iterator[Tree]:
    """The factors of elementwise products."""
    for before, sign, after in zip(chain.args, chain.value, chain.args[1:], strict=False):
        if sign == ".*":
            yield from (before, after)


def _behind_matrices(chain: Tree) -> Iterator[Tree]:
    """The last factors of products in a chain that a transpose stands before, or that are written to a matrix, Xβ."""
    for before, sign, last, after in zip(chain.args, chain.value, chain.args[1:], (*chain.value[1:], ""), strict=False):
        matrix = before.op == "name" and before.value[0].isupper() and before.span.end == last.span.start
        if (is_transposition(before) or matrix) and sign == "*" != after:
            yield last
