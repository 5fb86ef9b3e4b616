"""Text to tree: precedence climbing, written from the table of operators in matdiff-language(7).

A tree is a tuple: an operator or "number", "name", "call", "matrix", "implicit", then its operands.
"""

from __future__ import annotations

import re
from collections.abc import Collection

GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩϵϑϕ",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi"
        " chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega epsilon theta phi".split(),
        strict=True,
    )
)
CHARACTERS = {"⊤": "^T ", "∘": ".*", "⊙": ".*", "⊘": "./", "@": "*", "**": "^", "−": "-", "‖": "||"}
CHARACTERS |= {"⟨": "<", "⟩": ">", "’": "'", "′": "'", "ℝ": "R", "×": " x ", "∈": " in "}
RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻ᵀᵐⁿᵖᵏ", "0123456789-Tmnpk")
TOKEN = re.compile(
    r"""(?P<space>[^\S\n]+|\#.*)
      | (?P<number>(?:\d+(?:\.\d+)?|\.\d+|\d+\.(?![*/^\w]))(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d_]\w*)
      | (?P<sign>\.T(?!\w)|\.\*|\./|\.\^|\|\||[-+*/^'⊗·|<>()\[\]{},;:=\n_])""",
    re.VERBOSE,
)
FUNCTIONS = set(
    "tr trace det determinant logdet inv inverse pinv pseudoinverse adj adjugate transpose diag tril triu vec kron"
    " hadamard dot inner outer sum mean norm norm1 norm2 normF expm softmax logsumexp lse eye ones zeros vector matrix"
    " commutation exp log ln log1p sqrt sin cos tan asin arcsin acos arccos atan arctan sinh cosh tanh abs sign sgn"
    " relu sigmoid logistic expit softplus erf max".split()
)
OF_SIZES = ("eye", "ones", "zeros", "commutation")
"""Functions whose arguments are dimensions."""
CLAUSES = ("wrt", "where")
PRODUCTS = ("*", "/", ".*", "./", "⊗", "·")


class NotRead(Exception):
    """The text is none of the language, as far as it is known here."""


def names_in(tree: tuple | list) -> set[str]:
    if isinstance(tree, tuple) and tree[0] == "name":
        return {tree[1]}
    return set().union(*(names_in(part) for part in tree if isinstance(part, tuple | list)))


def tokens(text: str) -> list[tuple[str, str]]:
    """(kind, text) of every token, an empty one at the end."""
    text = re.sub("⁻?(?:[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[ᵀᵐⁿᵖᵏ])", lambda run: f"^({run[0].translate(RAISED)})", text)
    for written, plain in CHARACTERS.items():
        text = text.replace(written, plain)
    found, at = [], 0
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise NotRead(f"{text[at]!r} in {text}")
        at, kind = match.end(), match.lastgroup
        if kind != "space":
            found.append((kind, "".join(GREEK.get(c, c) for c in match[0]) if kind == "word" else match[0]))
    return [*found, ("end", "")]


class Parser:
    """Reads one text from left to right. `unknown` are names that are called without being functions of the language.

    Whatever reads a part of the text leaves `at` behind it, and raises NotRead where the text is no such part.
    """

    def __init__(self, text: str, unknown: Collection[str] = ()) -> None:
        self.tokens = tokens(text)
        self.at = 0
        self.unknown = set(unknown)
        self.bars: list[str] = []
        self.implicit = 0
        self.dimensions: set[str] = set()

    @property
    def next(self) -> str:
        return self.tokens[self.at][1]

    @property
    def kind(self) -> str:
        kind, text = self.tokens[self.at]
        return "clause" if kind == "word" and text in CLAUSES else kind

    def take(self, expected: str | None = None) -> str:
        if self.kind == "end" or expected not in (None, self.next):
            raise NotRead(f"{expected or 'more'} expected, {self.next or 'the end'} found")
        self.at += 1
        return self.tokens[self.at - 1][1]

    def tried(self, *signs: str) -> str | None:
        return self.take() if self.next in signs else None

    def sum(self) -> tuple:
        left = self.product()
        while sign := self.tried("+", "-"):
            left = (sign, left, self.product())
        return left

    def product(self) -> tuple:
        left = self.signed()
        while True:
            if sign := self.tried(*PRODUCTS):
                left = (sign, left, self.signed())
            elif self.begins_operand():
                left = ("*", left, self.powered())
            else:
                return left

    def begins_operand(self) -> bool:
        if self.kind in ("number", "word"):
            return True
        return self.next in ("(", "[", "<") or (self.next in ("|", "||") and not self.bars)

    def signed(self) -> tuple:
        sign = self.tried("-", "+")
        if sign is None:
            return self.powered()
        return ("negative", self.signed()) if sign == "-" else self.signed()

    def powered(self) -> tuple:
        operand = self.operand()
        while sign := self.tried("'", ".T", "^", ".^"):
            operand = ("transpose", operand) if sign in ("'", ".T") else self.power(sign, operand)
        return operand

    def power(self, sign: str, base: tuple) -> tuple:
        closing = {"(": ")", "{": "}"}.get(self.next)
        start = self.at
        if closing:
            self.take()
        negative = self.tried("-")
        if sign == "^" and self.next == "T" and (not closing or self.tokens[self.at + 1][1] == closing):
            self.take()
            if closing:
                self.take(closing)
            return ("transpose", ("^", base, ("number", -1.0)) if negative else base)
        if closing:
            self.at = start
            exponent = self.bracketed(closing)
        elif self.kind in ("number", "word"):
            exponent = self.operand()
        else:
            raise NotRead(f"{self.next} is no exponent")
        return (sign, base, ("negative", exponent) if negative and not closing else exponent)

    def bracketed(self, closing: str) -> tuple:
        self.take()
        outside, self.bars = self.bars, []
        inner = self.sum()
        self.bars = outside
        self.take(closing)
        return inner

    def listed(self, closing: str, separators: tuple[str, ...] = (",",)) -> list[list[tuple]]:
        """What stands between brackets, in rows."""
        self.take()
        outside, self.bars = self.bars, []
        rows = [[self.sum()]]
        while sign := self.tried(*separators):
            if sign == ",":
                rows[-1].append(self.sum())
            else:
                rows.append([self.sum()])
        self.bars = outside
        self.take(closing)
        return rows

    def operand(self) -> tuple:
        if self.kind == "number":
            return ("number", float(self.take()))
        if self.kind == "word":
            return self.word()
        if self.next == "(":
            return self.bracketed(")")
        if self.next == "[":
            return ("matrix", self.listed("]", (",", ";", "\n")))
        if self.next == "<":
            (pair,) = self.listed(">")
            return ("call", "dot", pair)
        if self.next in ("|", "||"):
            return self.between_bars()
        raise NotRead(f"{self.next or 'the end'} where an operand is expected")

    def word(self) -> tuple:
        name = self.take()
        if name in self.unknown and self.next == "(":
            self.listed(")")
            return ("name", name)
        if name in FUNCTIONS and self.next == "(":
            (arguments,) = self.listed(")")
            if name in ("vector", "matrix"):
                return self.sized_by_context(name)
            if name in OF_SIZES:
                self.dimensions |= names_in(arguments)
            return ("call", name, arguments)
        if name in FUNCTIONS and self.next in ("|", "||"):
            return ("call", name, [self.between_bars()])
        return self.sized_by_context(name) if name == "I" else ("name", name)

    def sized_by_context(self, name: str) -> tuple:
        place = self.implicit
        self.implicit += 2 if name == "matrix" else 1
        return ("implicit", name, place)

    def between_bars(self) -> tuple:
        """|X|, ||x|| and ||x||_1. Two bars that open are a norm if that can be read, else two bars of one."""
        start, open_bars = self.at, list(self.bars)
        if self.next == "||":
            try:
                return self.norm()
            except NotRead:
                self.at, self.bars = start, open_bars
                self.split()
        self.take("|")
        self.bars.append("|")
        inner = self.sum()
        self.bars.pop()
        if self.next == "||":
            self.split()
        self.take("|")
        return ("bars", inner)

    def split(self) -> None:
        self.tokens[self.at : self.at + 1] = [("sign", "|"), ("sign", "|")]

    def norm(self) -> tuple:
        self.take("||")
        self.bars.append("||")
        inner = self.sum()
        self.bars.pop()
        self.take("||")
        if self.tried("_"):
            return ("call", {"1": "norm1", "2": "norm", "F": "norm"}[self.take()], [inner])
        return ("call", "norm", [inner])
