"""Where operands begin and end among the tokens of a text, before any grammar has seen it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cached_property

from matdiff_cli.syntax.arrange import Token


@dataclass  # frozen, it would take three times as long to make
class Operands:
    """The tokens of a text up to its first clause, the names that are functions, and those that are symbols.

    It is not changed.
    """

    text: str
    tokens: Sequence[Token]
    functions: Collection[str]
    symbols: Collection[str]

    @cached_property
    def brackets(self) -> dict[int, int]:
        """The other end of every bracket that has one, whatever their kinds."""
        ends: dict[int, int] = {}
        opened: list[int] = []
        for place, token in enumerate(self.tokens):
            if token.kind == "open":
                opened.append(place)
            elif token.kind == "close" and opened:
                ends[place] = opened.pop()
                ends[ends[place]] = place
        return ends

    @property
    def end(self) -> int:
        """Where the last token ends."""
        return self.tokens[-1].end if self.tokens else 0

    def starts_operand(self, k: int) -> bool:
        """Does an operand begin with token k?"""
        if not 0 <= k < len(self.tokens):
            return False
        token = self.tokens[k]
        return token.kind in ("name", "number", "open", "bar", "double") or token.text == "√"

    def ends_operand(self, k: int) -> bool:
        """Does an operand end with token k?"""
        return 0 <= k < len(self.tokens) and self.tokens[k].kind in (
            "name",
            "number",
            "close",
            "postfix",
            "bar",
            "double",
        )

    def closes_bars(self, k: int) -> bool:
        """Is token k a bar behind an odd number of its kind, and no operand behind it? So is that of log|det A|."""
        if self.tokens[k].kind not in ("bar", "double") or self.starts_operand(k + 1):
            return False
        return sum(token.kind == self.tokens[k].kind for token in self.tokens[:k]) % 2 == 1

    def is_function(self, k: int) -> bool:
        """Is the k-th token a function's name, and no symbol's? So is the σ of σ(x)."""
        token = self.tokens[k]
        if token.kind != "name" or token.text in self.symbols:
            return False
        after = self.tokens[k + 1] if k + 1 < len(self.tokens) else None
        sigmoid = token.text == "σ" and after is not None and after.text == "(" and after.start == token.end
        return sigmoid or token.text in self.functions

    def closing(self, k: int) -> int | None:
        """The token that closes the bracket or bars that token k opens."""
        return self._partner(k, 1)

    def operand_end(self, k: int) -> int | None:
        """The last token of the operand that begins with token k, its postfixes included; None if that is unclear."""
        token = self.tokens[k]
        if token.kind in ("open", "bar", "double"):
            end = self.closing(k)
        elif token.text == "√" or (token.kind == "name" and self._called(k)):
            end = self.operand_end(k + 1) if token.text == "√" else self.closing(k + 1)
        else:
            end = k
        return None if end is None else self.postfix_end(end)

    def postfix_end(self, k: int) -> int | None:
        """The last token of the postfixes behind token k."""
        while k + 1 < len(self.tokens):
            after = self.tokens[k + 1]
            if after.kind == "postfix":
                k += 1
            elif after.text in ("^", "**", ".^"):
                exponent = k + 2
                while exponent < len(self.tokens) and self.tokens[exponent].text in ("-", "−", "+"):
                    exponent += 1
                if not self.starts_operand(exponent):
                    return None
                opened = self.tokens[exponent].kind == "open" or self._called(exponent)
                at = exponent if self.tokens[exponent].kind == "open" else exponent + 1
                end = self.closing(at) if opened else exponent
                if end is None:
                    return None
                k = end
            else:
                break
        return k

    def operand_start(self, k: int) -> int | None:
        """The first token of the operand that ends with token k, its postfixes included."""
        while k >= 0 and self.tokens[k].kind == "postfix":
            k -= 1
        if k < 0:
            return None
        if self.tokens[k].kind in ("close", "bar", "double"):
            start = self._partner(k, -1)
            if start is None:
                return None
            k = start - 1 if start > 0 and self.tokens[start].text == "(" and self.is_function(start - 1) else start
        raised = k > 0 and self.tokens[k - 1].text in ("^", "**", ".^")
        return self.operand_start(k - 2) if raised else k

    def term(self, k: int) -> tuple[int, int]:
        """The first and the last token of the term of a sum in which token k stands."""
        return self._term_end(k, -1), self._term_end(k, 1)

    def _term_end(self, k: int, step: int) -> int:
        depth, opening = 0, "open" if step > 0 else "close"
        while 0 <= k + step < len(self.tokens):
            token = self.tokens[k + step]
            if token.kind in ("open", "close"):
                depth += 1 if token.kind == opening else -1
            if depth < 0 or (depth == 0 and (token.kind == "fence" or token.text in ("=", ":"))):
                break
            if depth == 0 and token.text in ("+", "-", "−", "–") and self._is_binary(k + step):
                break
            k += step
        return k

    def _is_binary(self, k: int) -> bool:
        return self.ends_operand(k - 1)

    def _called(self, k: int) -> bool:
        """Is token k a function with a bracket right behind it?"""
        return (
            self.tokens[k].kind == "name"
            and k + 1 < len(self.tokens)
            and self.tokens[k + 1].text == "("
            and (self.is_function(k))
        )

    def _partner(self, k: int, step: int) -> int | None:
        """The other end of brackets; of bars, the next one of their kind outside of brackets."""
        tokens, first = self.tokens, self.tokens[k]
        if first.kind not in ("bar", "double"):
            return self.brackets.get(k)
        beside = tokens[k + step] if 0 <= k + step < len(tokens) else first
        double = first.kind == beside.kind == "bar" and abs(beside.start - first.start) == 1  # | | is ||
        depth, place = 0, k + step + step * double
        while 0 <= place < len(tokens) and depth >= 0:
            token = tokens[place]
            depth += ((token.kind == "open") - (token.kind == "close")) * step
            if depth == 0 and token.kind == first.kind:
                after = place + step
                pair = double and 0 <= after < len(tokens) and tokens[after].kind == "bar"
                return after if pair else None if double else place
            place += step
        return None
