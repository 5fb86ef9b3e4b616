"""What the project knows of one named function."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Literal


@dataclass(frozen=True)
class LinearMap:
    """An operation L that is linear in its one argument, under ⟨A, B⟩ = tr(A'B). Formulas are in sizes and in G.

    name         of the kind of node, and of the rules inner-NAME and vec-NAME, which are made from this.
    adjoint      L*(G), of the argument's shape, with ⟨G, L(X)⟩ = ⟨L*(G), X⟩ for a G of the value's shape.
    matrix       M with vec(L(X)) = M vec(X).
    words        what the rule inner-NAME is called on a page; vec-NAME: `stacked_words`.
    why          why both sides of the rule inner-NAME are equal, in a sentence; of vec-NAME `stacked_why`.
    inner        the rule inner-NAME, where it is usually written in another way than `adjoint` says.
    inner_rule   the rule of the table by which L changes sides, where it is another one; none is made then.
    stacked_rule  the rule for its vec, likewise.
    """

    name: str
    adjoint: str
    matrix: str
    words: str = ""
    stacked_words: str = ""
    why: str = ""
    stacked_why: str = ""
    inner: str = ""
    inner_rule: str = ""
    stacked_rule: str = ""


@dataclass(frozen=True, eq=False)
class Record:
    """One function. All formulas are in matdiff's own language, in the parameters named in `parameters`.

    name         canonical spelling in the language; `aliases` are its second names.
    signatures   shapes, such as "(m, n), (n, 1) -> (m, 1)"; of several, the one that fits the arguments.
    kind         operator: another spelling of an operator or of a node kind (`inv`, `tr`, `kron`);
                 elementwise: acts on every entry, `derivative` is its scalar derivative in `x`;
                 special: `differential` is its first-order change, in the parameters and their increments;
                 defined: short for `definition`.
    noun         what the rule of its change or definition calls it, "the inverse"; its name where that is empty.
    first_order  for special ones without a differential in the language: f(X + dX) to first order.
    why          for special ones without reasoning, why their change is what it is, in a sentence.
    reasoning    for special ones, why the differential is what it is: pairs of a line and the rules that led to it,
                 joined by "; ", a rule with a place for a formula followed by a colon and that formula; that of
                 `derivative-exp` is known. Both use the parameters, their increments, and Y, dY for the value and
                 its change. A line that starts with a relation goes on from the one above; one that ends with it
                 ends with the differential.
    indicator    of an elementwise f, whether its derivative is 1 for a positive argument and 0 for a negative one,
                 which reasons write as 1[x > 0].
    partners     of an elementwise f, the functions g with f·g = h: pairs of names (g, h), "" for the argument itself.
    formula      of the value, or of an entry of an elementwise f, for numbers and for code, where they have nothing
                 better of its name: numbers have mpmath's elementwise functions and the algorithms of
                 `matdiff_cli.numbers.functions`. That of a defined function is its definition.
    mpmath       what mpmath calls an elementwise f, where it is not its name.
    largest      the size of an argument of an elementwise f up to which numbers are worked out.
    kinks        arguments at which an elementwise f, or any f of a 1×1 argument, has a jump or its slope has one.
    jumps        whether it is f itself that has them.
    linear       of a linear operation, what is known of it, one for each signature.
    note         an assumption or convention that a reader must know; @1 stands for the argument.
    domain       the condition under which f is differentiable, on every entry; @1 stands for the argument.
    condition    the same, on the argument as a whole.
    values       what is known of f's entries: their sign, or between which numbers they are; "from" one "to" another
                 is with both ends, "between" is without.
    adds_to_one  whether f's entries add up to 1.
    keeps_zeros  of an elementwise f: f(0) = 0.
    keeps_positive  of an elementwise f: f(x) > 0 for every x > 0 at which it has a value.
    bends        whether f is convex or concave where it has values.
    rises        where f does not decrease in any entry: everywhere, or for arguments that are not negative.
    source       where the formula comes from.
    """

    name: str
    kind: Literal["operator", "elementwise", "special", "defined"]
    description: str
    signatures: tuple[str, ...] = ("(m, n) -> (m, n)",)
    parameters: tuple[str, ...] = ("x",)
    aliases: tuple[str, ...] = ()
    derivative: str = ""
    differential: str = ""
    definition: str = ""
    noun: str = ""
    first_order: str = ""
    why: str = ""
    reasoning: tuple[tuple[str, str], ...] = ()
    indicator: bool = False
    partners: tuple[tuple[str, str], ...] = ()
    formula: str = ""
    mpmath: str = ""
    largest: float = inf
    kinks: tuple[int, ...] = ()
    jumps: bool = False
    linear: tuple[LinearMap, ...] = ()
    note: str = ""
    domain: str = ""
    condition: str = ""
    values: Literal["", "positive", "not negative", "between 0 and 1", "between -1 and 1", "from -1 to 1"] = ""
    adds_to_one: bool = False
    keeps_zeros: bool = False
    keeps_positive: bool = False
    bends: Literal["", "convex", "concave"] = ""
    rises: Literal["", "everywhere", "above 0"] = ""
    latex: str = ""
    example: str = ""
    source: str = ""

    @property
    def needs_positive(self) -> bool:
        """Whether an elementwise f has a derivative, or a value, for positive arguments only."""
        return self.domain == "@1 > 0"

    @property
    def value(self) -> str:
        """The formula of the value, empty where there is none."""
        return self.formula or self.definition
