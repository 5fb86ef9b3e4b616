"""From the parser's reductions to syntax trees. Lark calls this bottom-up while it parses, without recursion."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lark import Token, Transformer

from matdiff_cli.errors import Mark, MatdiffError, Span
from matdiff_cli.syntax.characters import NORMS_HINT
from matdiff_cli.syntax.superscripts import RAISED, raised_sizes
from matdiff_cli.syntax.tree import (
    Declaration,
    Definition,
    Name,
    ProblemTree,
    SizeTree,
    TargetTree,
    Tree,
    TypedNames,
    TypeTree,
    UnknownFunction,
)

MAX_HEIGHT = 1_000

_OPERATORS = {"TIMES": "*", "OVER": "/", "DOT_TIMES": ".*", "DOT_OVER": "./", "KRON": "⊗"}
_LOWERED = str.maketrans("₀₁₂₃₄₅₆₇₈₉", "0123456789")

Items = list[Any]


def _span(token: Token) -> Span:
    return Span(token.start_pos or 0, token.end_pos or 0)


def _across(items: Items) -> Span:
    first, last = items[0], items[-1]
    start = first.start_pos if isinstance(first, Token) else first.span.start
    end = last.end_pos if isinstance(last, Token) else last.span.end
    return Span(start or 0, end or 0)


def _name(token: Token) -> Name:
    return Name(str(token), _span(token))


def _names(items: Items) -> tuple[Name, ...]:
    return tuple([_name(token) for token in items if isinstance(token, Token) and token.type == "NAME"])


def _trees(items: Items) -> tuple[Tree, ...]:
    return tuple([item for item in items if isinstance(item, Tree)])


def tree(op: str, args: tuple[Tree, ...], span: Span, value: Any = None) -> Tree:
    """A node over `args`; refuses trees higher than MAX_HEIGHT."""
    height = 1 + max([arg.height for arg in args]) if args else 1
    if height > MAX_HEIGHT:
        raise MatdiffError(
            "unsupported",
            "the expression is nested too deeply",
            Mark(span),
            hint="name inner parts with `where NAME = EXPRESSION`",
        )
    return Tree(op, args, span, value, height)


class Builder(Transformer[Token, Any]):
    """One method a rule (or alias) of the grammar; each gets what its rule is made of, punctuation included."""

    # --- problems -------------------------------------------------------------------------------------------------

    def problem(self, items: Items) -> ProblemTree:
        """A whole line: the function, then its clauses in either order."""
        targets: tuple[TargetTree, ...] = ()
        declarations: tuple[Declaration, ...] = ()
        for clause in items[1:]:
            if isinstance(clause[0], TargetTree):
                targets = clause
            else:
                declarations = clause
        return ProblemTree(items[0], targets, declarations)

    def wrt_clause(self, items: Items) -> tuple[TargetTree, ...]:
        found: tuple[TargetTree, ...] = items[1]
        return found

    where_clause = wrt_clause

    def targets(self, items: Items) -> tuple[TargetTree, ...]:
        return tuple([item for item in items if isinstance(item, TargetTree)])

    def target(self, items: Items) -> TargetTree:
        return TargetTree(_names(items), False, _across(items))

    def stacked(self, items: Items) -> TargetTree:
        """`[x, y]`: scalars that are one vector."""
        return TargetTree(_names(items), True, _across(items))

    # --- declarations ---------------------------------------------------------------------------------------------

    def declarations(self, items: Items) -> tuple[Declaration, ...]:
        return tuple([item for item in items if not isinstance(item, Token)])

    def typed_names(self, items: Items) -> TypedNames:
        """`a, b: vector(n)`."""
        return TypedNames(items[0], items[-1])

    def definition(self, items: Items) -> Definition:
        """`r = A*x - b`."""
        return Definition(_name(items[0]), items[-1])

    def unknown_function(self, items: Items) -> UnknownFunction:
        """`F(X): matrix(p, q)`."""
        return UnknownFunction(_name(items[0]), items[2], items[-1])

    def names(self, items: Items) -> tuple[Name, ...]:
        return _names(items)

    def type_word(self, items: Items) -> Name:
        return _name(items[0])

    def type(self, items: Items) -> TypeTree:
        """The words of a type, and the sizes in its parentheses."""
        words = tuple([item for item in items if isinstance(item, Name)])
        sizes = tuple([item for item in items if isinstance(item, SizeTree)])
        return TypeTree(words, sizes, _across(items))

    def set(self, items: Items) -> TypeTree:
        """`R^(m x n)`, `ℤ`: a scalar, vector or matrix by the number of its sizes."""
        span = _across(items)
        sizes = tuple([item for item in items if isinstance(item, SizeTree)])
        last = items[-1]
        if isinstance(last, Token) and last.type == "SUPERSIZE":
            sizes = raised_sizes(str(last), _span(last))
        word = ("scalar", "vector", "matrix")[len(sizes)] if len(sizes) < 3 else "?"
        if items[0].type == "INTEGERS":
            word = "integer"
        return TypeTree((Name(word, span),), sizes, span)

    def size(self, items: Items) -> SizeTree:
        """A product of names and positive integers. Raises MatdiffError for another number."""
        factors: list[int | str] = []
        for item in items:
            if item.type == "NAME":
                factors.append(str(item))
            elif item.type == "NUMBER":
                if not item.isdecimal() or int(item) == 0:
                    raise MatdiffError(
                        "syntax",
                        f"{item} is no size",
                        Mark(_span(item)),
                        hint="sizes are names, positive integers, and products of these",
                    )
                factors.append(int(item))
        return SizeTree(tuple(factors), _across(items))

    # --- expressions ----------------------------------------------------------------------------------------------

    def sum(self, items: Items) -> Tree:
        """Terms, a minus as a node of its own; the value says whether one of the signs was `.+` or `.-`."""
        terms = [items[0]]
        signs = [sign.type for sign in items[1::2]]
        for sign, term in zip(items[1::2], items[2::2], strict=True):
            terms.append(term if sign.type.endswith("PLUS") else tree("minus", (term,), _across([sign, term])))
        return tree("sum", tuple(terms), _across(items), any(sign.startswith("DOT") for sign in signs))

    def chain(self, items: Items) -> Tree:
        """Factors of one level from left to right; the value has the operator before each factor but the first."""
        factors: list[Tree] = []
        operators: list[str] = []
        for item in items:
            if isinstance(item, Tree):
                if len(factors) > len(operators):  # nothing stands between them
                    operators.append("*")
                factors.append(item)
            else:
                operators.append(_OPERATORS[item.type])
        return tree("chain", tuple(factors), _across(items), tuple(operators))

    def signed(self, items: Items) -> Tree:
        """A sign before an operand; + leaves no node."""
        sign, operand = items
        span = _across(items)
        return operand.within(span) if sign.type == "PLUS" else tree("minus", (operand,), span)

    def raised(self, items: Items) -> Tree:
        """An operand with its postfixes. Raises MatdiffError for a power of a power without parentheses."""
        base: Tree = items[0]
        power: Tree | None = None  # the exponent that the last ^ put on, when nothing came after it
        rest = iter(items[1:])
        for token in rest:
            span = Span(base.span.start, token.end_pos or 0)
            if token.type == "QUOTE" or (token.type == "SUPERSCRIPT" and token == "ᵀ"):
                base, power = tree("transpose", (base,), span), None
            elif token.type == "SUPERSCRIPT":
                _refuse_open_argument(base, token)
                base, power = tree("power", (base, _raised(token)), span), None
            else:
                exponent = next(rest)
                if not _is_transpose(exponent):
                    _refuse_open_argument(base, token)
                if power is not None and not (_is_transpose(power) or _is_transpose(exponent)):
                    raise MatdiffError(
                        "syntax",
                        "a power of a power needs parentheses",
                        Mark(_span(token)),
                        hint="write (a^b)^c or a^(b^c)",
                    )
                op = "power" if token.type == "POWER" else "dot_power"
                base, power = tree(op, (base, exponent), Span(base.span.start, exponent.span.end)), exponent
        return base

    def top(self, items: Items) -> Tree:
        return tree("top", (), _across(items))

    def minus_top(self, items: Items) -> Tree:
        return tree("minus", (self.top(items),), _across(items))

    def inner(self, items: Items) -> Tree:
        """`<A, B>`."""
        return tree("inner", (items[1], items[3]), _across(items))

    def literal(self, items: Items) -> Tree:
        """`[a, b; c, d]`. Raises MatdiffError when its rows are not equally long."""
        rows = [item for item in items if isinstance(item, tuple)]
        uneven = next((row for row in rows if len(row) != len(rows[0])), None)
        if uneven:
            raise MatdiffError(
                "shape",
                f"a row of {len(uneven)} below a row of {len(rows[0])}",
                Mark(_across(list(uneven))),
                Mark(_across(list(rows[0]))),
                hint="the rows of a literal are equally long; `;` starts a row, `,` stands between entries",
            )
        entries = tuple(entry for row in rows for entry in row)
        return tree("literal", entries, _across(items), (len(rows), len(rows[0])))

    def row(self, items: Items) -> tuple[Tree, ...]:
        return _trees(items)

    def name(self, items: Items) -> Tree:
        """A symbol, with its name as typed."""
        return Tree("name", (), _span(items[0]), str(items[0]))

    def number(self, items: Items) -> Tree:
        """A number as an exact fraction; decimals are kept apart, as answers to them are written in decimals."""
        text = str(items[0])
        op, value = ("number", int(text)) if text.isdecimal() else ("decimal", text)
        return Tree(op, (), _span(items[0]), Fraction(value))

    def call(self, items: Items) -> Tree:
        """A function with its arguments; the value has the name, and where it stands."""
        return tree("call", _trees(items), _across(items), (str(items[0]), _span(items[0])))

    applied = call

    def group(self, items: Items) -> Tree:
        """Parentheses leave no node; what they hold takes their place in the text."""
        found: Tree = items[1].within(_across(items))
        return found

    def bars(self, items: Items) -> Tree:
        """`|X|`: a determinant or an absolute value, as the typing finds."""
        return tree("bars", (_within_bars(items, "norm"),), _across(items))

    def norm(self, items: Items) -> Tree:
        """`||x||`, with the index that stands behind it, if any."""
        index = str(items[3]).strip("_{}").translate(_LOWERED) if len(items) > 3 else ""
        return tree("norm", (_within_bars(items, "bars"),), _across(items), index)


def _within_bars(items: Items, other: str) -> Any:
    if items[1].op == other:  # the |||X||| of other norms
        raise MatdiffError("unsupported", "this norm is not among the norms", Mark(_across(items)), hint=NORMS_HINT)
    return items[1]


def _raised(token: Token) -> Tree:
    """The exponent that superscript characters spell."""
    span = _span(token)
    text = str(token).translate(RAISED)
    exponent = tree("top", (), span) if text.endswith("ᵀ") else tree("number", (), span, Fraction(text.strip("+-")))
    return tree("minus", (exponent,), span) if text.startswith("-") else exponent


def _refuse_open_argument(base: Tree, power: Token) -> None:
    """`log||x||^2` is log(||x||^2) to some, (log||x||)^2 to others; `log(x)^2` is the latter."""
    inner = base.args[0] if base.op == "call" and base.args else base
    if inner is not base and inner.op in ("bars", "norm") and inner.span.end == base.span.end:
        message = "does the exponent belong to the argument?"
        raise MatdiffError("syntax", message, Mark(_span(power)), hint="use parentheses")


def _is_transpose(exponent: Tree) -> bool:
    while exponent.op == "minus":
        exponent = exponent.args[0]
    return exponent.op == "top" or (exponent.op == "name" and exponent.value == "T")
