"""C++ with Eigen, version 3.4 or later: a header of inline functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from matdiff_cli.code.cpp import HELPERS
from matdiff_cli.code.module import Function, Result
from matdiff_cli.code.plain import PlainTarget, wanted
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.target import ATOM, MATRIX_PRODUCT, POWER, PRODUCT, SUM, Rule, Text, call
from matdiff_cli.code.values import Value
from matdiff_cli.expressions.nodes import Node
from matdiff_cli.typing.typed import Symbol

_TYPES = ("double", "Eigen::VectorXd", "Eigen::MatrixXd")
_MATRIX, _VECTOR = _TYPES[2], _TYPES[1]
_SAME = "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh abs sign".split()
_PRODUCT = Rule("{0} * {1}", MATRIX_PRODUCT, (POWER, POWER))
_QUOTIENT = Rule("{0} / {1}", PRODUCT, (PRODUCT, POWER))
_QUOTIENTS = Rule("{0}.cwiseQuotient({1})", ATOM, (ATOM,) * 2)


def _on(text: str) -> Rule:
    """A method of the operand."""
    return Rule(f"{{0}}.{text}", ATOM, (ATOM,))


def _entries(name: str) -> dict[str, Rule]:
    """A function of numbers, entry by entry of a vector or matrix."""
    return {
        f"call:{name}/0": call(f"{name}({{0}})", name),
        f"call:{name}": Rule(f"{{0}}.unaryExpr(&{name})", ATOM, (ATOM,), (name,)),
    }


_RULES: dict[str, Rule] = {
    **{f"call:{name}": Rule(f"{{0}}.array().{name}().matrix()", ATOM, (ATOM,)) for name in _SAME},
    **{f"call:{name}/0": call(f"std::{name}({{0}})") for name in _SAME},
    "call:abs": _on("cwiseAbs()"),
    "call:sign/0": call("sign({0})", "sign"),
    "call:relu/0": call("std::max({0}, 0.0)"),
    "call:relu": _on("cwiseMax(0.0)"),
    **_entries("sigmoid"),
    **_entries("softplus"),
    **{
        rule: text
        for name in "erf erfc erfcx expm1 log_erfc log_tanh exprel log_softplus log_inverse_cloglog".split()
        for rule, text in _entries(name).items()
    },
    "neg": Rule("-{0}", SUM, (PRODUCT,)),
    **{f"div/{ranks}": _QUOTIENT for ranks in ("00", "10", "20")},
    **{f"div/{ranks}": Rule("({0} / {1}.array()).matrix()", ATOM, (PRODUCT, ATOM)) for ranks in ("01", "02")},
    "div": _QUOTIENTS,
    "pow/00": call("std::pow({0}, {1})"),
    "pow": Rule("{0}.array().pow({1}).matrix()", ATOM, (ATOM, 0)),
    "transpose": _on("transpose()"),
    "matmul": _PRODUCT,
    "vecmat": Rule("{1}.transpose() * {0}", MATRIX_PRODUCT, (POWER, ATOM)),
    "dot/11": Rule("{0}.dot({1})", ATOM, (ATOM, 0)),
    "dot/22": Rule("{0}.cwiseProduct({1}).sum()", ATOM, (ATOM, 0)),
    "outer": Rule("{0} * {1}.transpose()", MATRIX_PRODUCT, (POWER, ATOM)),
    "scale_rows": Rule("{0}.asDiagonal() * {1}", MATRIX_PRODUCT, (ATOM, POWER)),
    "scale_columns": Rule("{0} * {1}.asDiagonal()", MATRIX_PRODUCT, (POWER, ATOM)),
    "entry": Rule("{0}({data})", ATOM, (ATOM,)),
    "total": _on("sum()"),
    "row_sums": _on("rowwise().sum()"),
    "column_sums": _on("colwise().sum().transpose()"),
    "prod": _on("prod()"),
    "largest": call("largest({0})", "largest"),
    "leading": call("leading({0}, {1})", "leading"),
    "trace": _on("trace()"),
    "diagonal": _on("diagonal()"),
    "diag": Rule(f"{_MATRIX}({{0}}.asDiagonal())", ATOM, (ATOM,)),
    "add_diagonal/20": call("add_diagonal({0}, {1})", "add_diagonal"),
    "add_diagonal": call(f"add_diagonal({{0}}, {_VECTOR}({{1}}))", "add_diagonal"),
    "literal>1": call(f"({_VECTOR}({{shape}}) << {{entries}}).finished()"),
    "literal": call(f"({_MATRIX}({{shape}}) << {{entries}}).finished()"),
    "qr": call("thin_qr({0})", "thin_qr"),
    "stacked": call("stacked({0}, {1})", "stacked"),
    "graded_qr": call("graded_qr({0})", "graded_qr"),
    "graded_q": Rule("{0}.topRows({rows})", ATOM, (ATOM, 0)),
    "graded_r": Rule("{0}.bottomRows({rows})", ATOM, (ATOM,)),
    "ordered": call("ordered({0}, {1})", "ordered"),
    "restored": call("restored({0}, {1})", "restored"),
    "rows": Rule("{0}.middleRows({start}, {rows})", ATOM, (ATOM, 0)),
    "qr_q": Rule("{0}.topRows({rows})", ATOM, (ATOM, ATOM)),
    "qr_r": Rule("{0}.bottomRows({rows})", ATOM, (ATOM,)),
    "cholesky": call("cholesky({0})", "cholesky"),
    "solve": Rule("{0}.partialPivLu().solve({1})", ATOM, (ATOM, 0)),
    **{f"solve:{side}": call(f"solve_{side}({{0}}, {{1}})", f"solve_{side}") for side in ("lower", "upper")},
    "solve:spd": call("cholesky_solve({0}, {1})", "cholesky_solve"),
    "inverse": _on("inverse()"),
    **{
        f"inverse:{side}": call(f"solve_{side}({{0}}, {_MATRIX}::Identity({{rows}}, {{rows}}))", f"solve_{side}")
        for side in ("lower", "upper")
    },
    "inverse:spd": call(f"cholesky_solve({{0}}, {_MATRIX}::Identity({{rows}}, {{rows}}))", "cholesky_solve"),
    "det": _on("determinant()"),
    "slogdet": call("slogdet({0})", "slogdet"),
    "slogdet_sign": Rule("{0}(0)", ATOM, (ATOM,)),
    "slogdet_log": Rule("{0}(1)", ATOM, (ATOM,)),
    "logdet": call("log_abs_det({0})", "log_abs_det"),
    "kron": call("kron({0}, {1})", "kron"),
    "kron/11": call("kron({0}, {1}).reshaped()", "kron"),
    "kron_times": call("kron_times({2}, {0}, {1})", "kron_times"),
    "kron_left_times": call("kron_left_times({1}, {0})", "kron_left_times"),
    "kron_right_times": call("kron_right_times({1}, {0})", "kron_right_times"),
    "commuted": call("commuted({0}, {data})", "commuted"),
    "as_matrix": _on("reshaped({shape})"),
    "vec": Rule(f"{_MATRIX}({{0}}).reshaped()", ATOM, (0,)),
    "tril": Rule(f"{_MATRIX}({_MATRIX}({{0}}).triangularView<Eigen::Lower>())", ATOM, (0,)),
    "triu": Rule(f"{_MATRIX}({_MATRIX}({{0}}).triangularView<Eigen::Upper>())", ATOM, (0,)),
    "frechet_expm": call("frechet_expm({0}, {1})", "frechet_expm"),
    "eye": call(f"{_MATRIX}::Identity({{rows}}, {{rows}})"),
    **{f"{name}>1": call(f"{_VECTOR}::{made}({{shape}})") for name, made in (("ones", "Ones"), ("zeros", "Zero"))},
    **{name: call(f"{_MATRIX}::{made}({{shape}})") for name, made in (("ones", "Ones"), ("zeros", "Zero"))},
    "norm": _on("norm()"),
    "softmax": call("softmax({0})", "softmax"),
    "logsumexp": call("logsumexp({0})", "logsumexp"),
    "expm": call("expm({0})", "expm"),
    "pinv": _on("completeOrthogonalDecomposition().pseudoInverse()"),
}

_KEYWORDS = (
    "alignas alignof and and_eq asm assert auto bitand bitor bool break case catch char char8_t char16_t char32_t "
    "class co_await co_return co_yield compl concept const const_cast consteval constexpr constinit continue "
    "decltype default delete do double dynamic_cast else enum explicit export extern false float for friend goto "
    "if inline int long mutable namespace new noexcept not not_eq nullptr operator or or_eq private protected "
    "public register reinterpret_cast requires return short signed sizeof static static_assert static_cast struct "
    "switch template this thread_local throw true try typedef typeid typename union unsigned using virtual void "
    "volatile wchar_t while xor xor_eq"
)


class EigenTarget(PlainTarget):
    """A file of functions: a C++ header."""

    name = "eigen"
    language = "cpp"
    pi = "double(EIGEN_PI)"
    counted = "double({})"
    comment = "// {0}"
    assignment = "{0} = {1};"
    measures = ("{}.rows()", "{}.cols()", "{}.size()", "{}.size()", "/")
    header = "#pragma once\n" + "\n".join(
        f"#include <{name}>" for name in ("algorithm", "cmath", "stdexcept", "string", "utility", "Eigen/Dense")
    )
    header += "\n\nnamespace matdiff {"
    footer = "}  // namespace matdiff"
    always = ("check_shape",)
    keywords = frozenset(_KEYWORDS.split())
    reserved = frozenset({"Eigen", "std", "check_arguments"})
    rules = _RULES
    helpers = HELPERS

    def number(self, value: Any) -> Text:
        """A number as a literal of the language."""
        if value.is_Rational and not (value.q & (value.q - 1) == 0 and value.q < 2**20):
            return Text(f"{float(value.p)!r} / {float(value.q)!r}", PRODUCT)
        return Text(repr(float(value))) if value.is_Rational else super().number(value)

    def literal(self, value: Value, entries: list[str]) -> str:
        """The entries of a vector or matrix, row by row."""
        return ", ".join(entries)

    def declared(self, name: str, rank: int) -> str:
        """A name with its type."""
        return f"const {_TYPES[rank]} {name}"

    def declared_size(self, name: str) -> str:
        """The name of a size with its type."""
        return f"const Eigen::Index {name}"

    def rule(self, value: Value) -> Rule:
        """As for every target; squares have a method of their own."""
        if value.op == "pow" and value.rank and value.args[1].data == 2:
            return Rule("{0}.cwiseAbs2()", ATOM, (ATOM, 0))
        return super().rule(value)

    def times(self, value: Value, factors: list[Text]) -> Text:
        """Scalars multiply, arrays by cwiseProduct."""
        pairs = list(zip(value.args, factors, strict=True))
        scalars = [text.within(POWER) for arg, text in pairs if not arg.rank]
        arrays = [text for arg, text in pairs if arg.rank]
        if len(arrays) > 1:
            first, *rest = arrays
            arrays = [Text(first.within(ATOM) + "".join(f".cwiseProduct({text.text})" for text in rest))]
        return Text(" * ".join([*scalars, *(text.within(POWER) for text in arrays)]), PRODUCT)

    def plus(self, value: Value, terms: list[tuple[str, Text]]) -> Text:
        """A sum; scalars are added to arrays of entries."""
        groups: dict[bool, list[tuple[str, Text]]] = {True: [], False: []}
        for arg, term in zip(value.args, terms, strict=True):
            groups[arg.rank > 0].append(term)
        if not all(groups.values()):
            return super().plus(value, terms)
        arrays, scalars = (
            "".join(f" {sign} {text.within(MATRIX_PRODUCT)}" for sign, text in groups[rank]) for rank in (True, False)
        )
        return Text(f"(({arrays.removeprefix(' + ').strip()}).array(){scalars}).matrix()")

    def reading(self, signature: Signature) -> list[str]:
        """The function that checks the arguments."""
        lines = ["// Throws std::invalid_argument for arguments of shapes that do not fit."]
        lines += [f"{self.declared_size(name)} = {text};" for name, text in signature.read(signature.measured)]
        for symbol in signature.export.symbols:
            lines += self.check(symbol, signature.called[symbol.name], signature)
        return [_define("void", f"check_arguments{signature.export.number}", _parameters(signature), lines)]

    def check(self, symbol: Symbol, text: str, signature: Signature) -> list[str]:
        """The lines that check an argument and bring it into shape."""
        if symbol.kind == "scalar":
            return []
        rows, columns = map(signature.size, symbol.shape)
        shape = f"{text}, {rows}, {columns}" if symbol.kind != "row" else f"{text}.transpose(), 1, {columns}"
        return [f'check_shape("{text} should be {wanted(symbol)}", {shape});']

    def opening(self, function: Function, signature: Signature, names: Mapping[str, str]) -> list[str]:
        """The call of the function that checks the arguments."""
        return [f"check_arguments{signature.export.number}({', '.join(signature.arguments())});"]

    def given(self, result: Result, name: str, text: str, names: Mapping[str, str]) -> list[str]:
        """The lines that name a result and turn it into the shape that is returned."""
        value = f"({text}).transpose()" if result.node.is_row and not result.node.is_scalar else text
        return [f"{_type(result.node)} {name} = {value};"] if value != name else []

    def is_as_computed(self, result: Result) -> bool:
        """Computed is with columns, of which rows are made at the end."""
        return not result.node.is_row or result.node.is_scalar

    def define(
        self, name: str, function: Function, signature: Signature, lines: list[str], names: Mapping[str, str]
    ) -> str:
        """The function around its lines."""
        results = [names[result.name] for result in function.results]
        types = [_type(result.node) for result in function.results]
        kind, value = types[0], results[0]
        if len(results) > 1:
            kind, value = f"std::pair<{', '.join(types)}>", f"{{{', '.join(results)}}}"
        return _define(kind, name, _parameters(signature, function.along), [*lines, f"return {value};"])


def _type(node: Node) -> str:
    if node.is_row and not node.is_scalar:
        return "Eigen::RowVectorXd"
    return _TYPES[0 if node.is_scalar else 1 if node.is_vector else 2]


def _parameters(signature: Signature, along: Symbol | None = None) -> list[str]:
    symbols = [*signature.export.symbols, *([along] if along is not None else [])]
    kinds = {signature.called[symbol.name]: symbol.kind for symbol in symbols}
    arrays = {"matrix": f"const {_MATRIX}& ", "vector": f"const {_VECTOR}& ", "row": f"const {_VECTOR}& "}
    return [
        (arrays.get(kinds[name], "double ") if name in kinds else "Eigen::Index ") + name
        for name in signature.arguments(along)
    ]


def _define(kind: str, name: str, parameters: list[str], lines: list[str]) -> str:
    return "\n".join([f"inline {kind} {name}({', '.join(parameters)}) {{", *(f"  {line}" for line in lines), "}"])


TARGET = EigenTarget()
