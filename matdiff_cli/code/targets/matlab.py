"""MATLAB and Octave. A vector is a column; as an argument it may be a row."""

from __future__ import annotations

from collections.abc import Mapping

from matdiff_cli.code.module import Function, Result
from matdiff_cli.code.octave import HELPERS
from matdiff_cli.code.plain import PlainTarget, known_sizes, wanted
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.target import ATOM, MATRIX_PRODUCT, POWER, PRODUCT, SUM, Rule, call
from matdiff_cli.code.values import Value
from matdiff_cli.typing.typed import Symbol

_SAME = "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh abs sign erf erfc erfcx expm1".split()
_QUOTIENT = Rule("{0} / {1}", PRODUCT, (PRODUCT, POWER))
_PRODUCT = Rule("{0} * {1}", MATRIX_PRODUCT, (POWER, POWER))

_RULES: dict[str, Rule] = {
    **{f"call:{name}": call(f"{name}({{0}})") for name in _SAME},
    "call:relu": call("max({0}, 0)"),
    "call:sigmoid": call("sigmoid({0})", "sigmoid"),
    "call:softplus": call("softplus({0})", "softplus"),
    **{
        f"call:{name}": call(f"{name}({{0}})", name)
        for name in "log_erfc log_tanh exprel log_softplus log_inverse_cloglog".split()
    },
    "neg": Rule("-{0}", SUM, (PRODUCT,)),
    **{f"div/{ranks}": _QUOTIENT for ranks in ("00", "10", "20")},
    "div": Rule("{0} ./ {1}", PRODUCT, (PRODUCT, POWER)),
    "pow/00": Rule("{0}^{1}", POWER, (ATOM, ATOM)),
    "pow": Rule("{0}.^{1}", POWER, (ATOM, ATOM)),
    "transpose": Rule("{0}'", ATOM, (ATOM,)),
    "matmul": _PRODUCT,
    "vecmat": Rule("{1}' * {0}", MATRIX_PRODUCT, (POWER, ATOM)),
    "dot/11": Rule("{0}' * {1}", MATRIX_PRODUCT, (ATOM, POWER)),
    "dot/22": Rule("sum(sum({0} .* {1}))", ATOM, (PRODUCT, POWER)),
    "outer": Rule("{0} * {1}'", MATRIX_PRODUCT, (POWER, ATOM)),
    "scale_rows": Rule("{0} .* {1}", PRODUCT, (PRODUCT, POWER)),
    "scale_columns": Rule("{0} .* {1}'", PRODUCT, (PRODUCT, ATOM)),
    "entry": Rule("{0}({data})", ATOM, (ATOM,)),
    "total/1": call("sum({0})"),
    "total/2": call("sum(sum({0}))"),
    "row_sums": call("sum({0}, 2)"),
    "column_sums": call("sum({0}, 1)'"),
    "prod": call("prod({0})"),
    "largest": call("largest({0})", "largest"),
    "leading": call("leading({0}, {1})", "leading"),
    "trace": call("trace({0})"),
    "diagonal": call("diag({0})"),
    "diag": call("diag({0})"),
    "add_diagonal": call("add_diagonal({0}, {1})", "add_diagonal"),
    "literal": call("[{entries}]"),
    "qr": call("thin_qr({0})", "thin_qr"),
    "stacked": call("[{0}; {1}]"),
    "graded_qr": call("graded_qr({0})", "graded_qr"),
    "graded_q": Rule("{0}{{1}}", ATOM, (ATOM, 0)),
    "graded_r": Rule("{0}{{2}}", ATOM, (ATOM,)),
    "ordered": Rule("{0}({1}{{3}}, :)", ATOM, (ATOM, ATOM)),
    "restored": call("restored({0}, {1}{{3}})", "restored"),
    "rows": Rule("{0}({start}+1:{stop}, :)", ATOM, (ATOM, 0)),
    "qr_q": Rule("{0}{{1}}", ATOM, (ATOM, ATOM)),
    "qr_r": Rule("{0}{{2}}", ATOM, (ATOM,)),
    "cholesky": call("chol({0}, 'lower')"),
    "solve": Rule("{0} \\ {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "solve:spd": Rule("{0}' \\ ({0} \\ {1})", MATRIX_PRODUCT, (ATOM, POWER)),
    "inverse": call("inv({0})"),
    "inverse:spd": Rule("{0}' \\ ({0} \\ eye({rows}))", MATRIX_PRODUCT, (ATOM,)),
    "det": call("det({0})"),
    "slogdet": call("slogdet({0})", "slogdet"),
    "slogdet_sign": Rule("{0}(1)", ATOM, (ATOM,)),
    "slogdet_log": Rule("{0}(2)", ATOM, (ATOM,)),
    "logdet": call("log_abs_det({0})", "log_abs_det"),
    "kron": call("kron({0}, {1})"),
    "kron_times": call("kron_times({2}, {0}, {1})", "kron_times"),
    "kron_left_times": call("kron_times({1}, {0}, [])", "kron_times"),
    "kron_right_times": call("kron_times({1}, [], {0})", "kron_times"),
    "commuted": call("reshape(permute(reshape({0}, {data}, []), [2, 1, 3]), {shape})"),
    "as_matrix": call("reshape({0}, {shape})"),
    "vec": call("reshape({0}, [], 1)"),
    "tril": call("tril({0})"),
    "triu": call("triu({0})"),
    "frechet_expm": call("frechet_expm({0}, {1})", "frechet_expm"),
    "eye": call("eye({rows})"),
    "ones": call("ones({shape})"),
    "zeros": call("zeros({shape})"),
    "norm/1": call("norm({0})"),
    "norm/2": call("norm({0}, 'fro')"),
    "softmax": call("softmax_of({0})", "softmax_of"),
    "logsumexp": call("logsumexp({0})", "logsumexp"),
    "expm": call("expm({0})"),
    "pinv": call("pinv({0})"),
}


_KEYWORDS = (
    "break case catch classdef continue do else elseif end end_try_catch end_unwind_protect endfor endfunction endif "
    "endparfor endswitch endwhile for function global if otherwise parfor persistent return spmd switch try until "
    "unwind_protect unwind_protect_cleanup while"
)
_USED = (
    "assert chol det diag double exp eye false inv isempty isequal isscalar isvector kron log1p lu max numel ones "
    "permute pi prod reshape size sum trace tril triu true zeros"
)


class MatlabTarget(PlainTarget):
    """A file of functions: a script for MATLAB and Octave."""

    name = "matlab"
    language = "matlab"
    pi = "pi"
    elementwise = ".*"
    first = 1
    comment = "% {0}"
    measures = ("size({}, 1)", "size({}, 2)", "numel({})", "numel({})", "/")
    header = "1; % functions of a script: in Octave, source this file; in MATLAB, add the lines that call them"
    keywords = frozenset(_KEYWORDS.split())
    reserved = frozenset([*_USED.split(), *_SAME, "check_arguments"])
    rules = _RULES
    helpers = HELPERS

    def shape(self, sizes: list[str]) -> str:
        """The sizes of a vector or matrix as arguments of a call."""
        return ", ".join(sizes if len(sizes) > 1 else [*sizes, "1"])

    def literal(self, value: Value, entries: list[str]) -> str:
        """The entries of a vector or matrix, row by row."""
        columns = int(value.shape[1]) if value.rank == 2 else 1
        return "; ".join(", ".join(entries[i : i + columns]) for i in range(0, len(entries), columns))

    def reading(self, signature: Signature) -> list[str]:
        """The function that checks the arguments."""
        lines = ["% The arguments in shapes that fit; vectors become columns."]
        lines += [f"{name} = {text};" for name, text in signature.read(signature.measured)]
        for symbol in signature.export.symbols:
            lines += self.check(symbol, signature.called[symbol.name], signature)
        symbols, number = ", ".join(signature.symbols), signature.export.number
        return [_define(f"[{symbols}]", f"check_arguments{number}({', '.join(signature.arguments())})", lines)]

    def check(self, symbol: Symbol, text: str, signature: Signature) -> list[str]:
        """The lines that check an argument and bring it into shape."""
        rows, columns = map(signature.size, symbol.shape)
        known = known_sizes(symbol)
        words = f"{text} should be {wanted(symbol)}" if symbol.kind != "scalar" else f"{text} should be a scalar"
        words += " with " + ", ".join(f"{name} = %d" for name in known) if known else ""
        values = ", ".join([*(signature.sizes[name] for name in known), f"size({text})"])
        if symbol.kind == "matrix":
            condition = f"isequal(size({text}), [{rows}, {columns}])"
        elif symbol.kind == "scalar":
            condition = f"isscalar({text})"
        else:
            condition = f"isvector({text}) && numel({text}) == {columns if symbol.kind == 'row' else rows}"
        column = [f"{text} = {text}(:);"] if symbol.kind in ("vector", "row") else []
        return [f"assert({condition}, '{words}, but is %d x %d', {values});", *column]

    def opening(self, function: Function, signature: Signature, names: Mapping[str, str]) -> list[str]:
        """The call of the function that checks the arguments."""
        symbols, arguments = ", ".join(signature.symbols), ", ".join(signature.arguments())
        return [f"[{symbols}] = check_arguments{signature.export.number}({arguments});"]

    def given(self, result: Result, name: str, text: str, names: Mapping[str, str]) -> list[str]:
        """The lines that name a result and turn it into the shape that is returned."""
        if result.node.is_row:
            return [f"{name} = {text}';"] if text.isidentifier() else [f"{name} = {text};", f"{name} = {name}';"]
        return [f"{name} = {text};"] if text != name else []

    def is_as_computed(self, result: Result) -> bool:
        """Computed is with columns, which `given` makes rows."""
        return not result.node.is_row

    def define(
        self, name: str, function: Function, signature: Signature, lines: list[str], names: Mapping[str, str]
    ) -> str:
        """The function around its lines."""
        results = ", ".join(names[result.name] for result in function.results)
        arguments = ", ".join(signature.arguments(function.along))
        return _define(f"[{results}]" if "," in results else results, f"{name}({arguments})", lines)


def _define(results: str, name: str, lines: list[str]) -> str:
    return "\n".join([f"function {results} = {name}", *(f"    {line}" for line in lines), "end"])


TARGET = MatlabTarget()
