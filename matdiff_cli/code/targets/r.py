"""R, and nothing but what it comes with. Vectors are flat inside."""

from __future__ import annotations

from collections.abc import Mapping

from matdiff_cli.code.module import Function, Result
from matdiff_cli.code.plain import PlainTarget, is_oriented, known_sizes, wanted
from matdiff_cli.code.rlang import HELPERS
from matdiff_cli.code.signature import Signature
from matdiff_cli.code.target import ATOM, MATRIX_PRODUCT, POWER, PRODUCT, SUM, Rule, call
from matdiff_cli.code.values import Value
from matdiff_cli.typing.typed import Symbol

_SAME = "exp log log1p sqrt sin cos tan asin acos atan sinh cosh tanh abs sign expm1".split()

_RULES: dict[str, Rule] = {
    **{f"call:{name}": call(f"{name}({{0}})") for name in _SAME},
    "call:relu": call("pmax({0}, 0)"),
    "call:sigmoid": call(".sigmoid({0})", ".sigmoid"),
    "call:softplus": call(".softplus({0})", ".softplus"),
    **{
        f"call:{name}": call(f".{name}({{0}})", f".{name}")
        for name in "erf erfc erfcx log_erfc log_tanh exprel log_softplus log_inverse_cloglog".split()
    },
    "neg": Rule("-{0}", SUM, (PRODUCT,)),
    "div": Rule("{0} / {1}", PRODUCT, (PRODUCT, POWER)),
    "pow": Rule("{0}^{1}", POWER, (ATOM, ATOM)),
    "transpose": call("t({0})"),
    "matmul/22": Rule("{0} %*% {1}", MATRIX_PRODUCT, (POWER, POWER)),
    "matmul/21": Rule("drop({0} %*% {1})", ATOM, (POWER, POWER)),
    "vecmat": call("drop(crossprod({1}, {0}))"),
    "dot": Rule("sum({0} * {1})", ATOM, (PRODUCT, POWER)),
    "outer": call("outer({0}, {1})"),
    "scale_rows": Rule("{0} * {1}", PRODUCT, (PRODUCT, POWER)),
    "scale_columns": call('sweep({0}, 2, {1}, "*")'),
    "entry": Rule("{0}[{data}]", ATOM, (ATOM,)),
    "total": call("sum({0})"),
    "row_sums": call("rowSums({0})"),
    "column_sums": call("colSums({0})"),
    "prod": call("prod({0})"),
    "largest": call(".largest({0})", ".largest"),
    "leading": call(".leading({0}, {1})", ".leading"),
    "trace": call("sum(diag({0}))"),
    "diagonal": call("diag({0})"),
    "diag": call("diag({0}, {rows})"),
    "add_diagonal": call(".add_diagonal({0}, {1})", ".add_diagonal"),
    "literal": call("{entries}"),
    "qr": call("qr({0}, tol = 0)"),
    "stacked": call("rbind({0}, {1})"),
    "graded_qr": call(".graded_qr({0})", ".graded_qr"),
    "graded_q": Rule("{0}$q", ATOM, (ATOM, 0)),
    "graded_r": Rule("{0}$r", ATOM, (ATOM,)),
    "ordered": call(".ordered({0}, {1}$p)", ".ordered"),
    "restored": call(".ordered({0}, order({1}$p))", ".ordered"),
    "rows": Rule("{0}[seq({start} + 1, {stop}), , drop = FALSE]", ATOM, (ATOM, 0)),
    "qr_q": call("qr.Q({0})"),
    "qr_r": call("qr.R({0})"),
    "cholesky": call("t(chol({0}))"),
    "solve": call("solve({0}, {1})"),
    "solve:lower": call("forwardsolve({0}, {1})"),
    "solve:upper": call("backsolve({0}, {1})"),
    "solve:spd": call(".cholesky_solve({0}, {1})", ".cholesky_solve"),
    "inverse": call("solve({0})"),
    "inverse:lower": call("forwardsolve({0}, diag({rows}))"),
    "inverse:upper": call("backsolve({0}, diag({rows}))"),
    "inverse:spd": call("chol2inv(t({0}))"),
    "definite_inverse": call("chol2inv(chol({0}))"),
    "det": call("det({0})"),
    "slogdet": call("determinant({0})"),
    "slogdet_sign": Rule("{0}$sign", ATOM, (ATOM,)),
    "slogdet_log": call("as.numeric({0}$modulus)"),
    "logdet": call("as.numeric(determinant({0})$modulus)"),
    "kron/11": call("as.vector(outer({1}, {0}))"),
    "kron": call("kronecker({0}, {1})"),
    "kron_times": call(".kron_times({2}, {0}, {1})", ".kron_times"),
    "kron_left_times": call(".kron_times({1}, {0}, NULL)", ".kron_times"),
    "kron_right_times": call(".kron_times({1}, NULL, {0})", ".kron_times"),
    "commuted": call(".commuted({0}, {data})", ".commuted"),
    "as_matrix": call("matrix({0}, {shape})"),
    "vec": call("as.vector({0})"),
    "tril": call(".triangle({0}, lower.tri)", ".triangle"),
    "triu": call(".triangle({0}, upper.tri)", ".triangle"),
    "frechet_expm": call(".frechet_expm({0}, {1})", ".frechet_expm"),
    "eye": call("diag({rows})"),
    "ones>1": call("rep(1, {shape})"),
    "ones": call("matrix(1, {shape})"),
    "zeros>1": call("rep(0, {shape})"),
    "zeros": call("matrix(0, {shape})"),
    "norm": call('norm(as.matrix({0}), "F")'),
    "softmax": call(".softmax({0})", ".softmax"),
    "logsumexp": call(".logsumexp({0})", ".logsumexp"),
    "expm": call(".expm({0})", ".expm"),
    "pinv": call(".pinv({0})", ".pinv"),
}


_KEYWORDS = "if else repeat while function for next break TRUE FALSE NULL Inf NaN NA in"


class RTarget(PlainTarget):
    """A file of functions: for R."""

    name = "r"
    language = "r"
    pi = "pi"
    first = 1
    comment = "# {0}"
    assignment = "{0} <- {1}"
    always = (".shaped",)
    locals = ("flat",)
    measures = ("NROW({})", "NCOL({})", "length({})", "length({})", "%/%")
    header = "# For R: source() this file."
    keywords = frozenset(_KEYWORDS.split())
    reserved = frozenset({"pi"})
    rules = _RULES
    helpers = HELPERS

    def literal(self, value: Value, entries: list[str]) -> str:
        """The entries of a vector or matrix, row by row."""
        listed = f"c({', '.join(entries)})"
        return listed if value.rank == 1 else f"matrix({listed}, {value.shape[0]}, byrow = TRUE)"

    def reading(self, signature: Signature) -> list[str]:
        """The function that checks the arguments."""
        lines = ["# The arguments in shapes that fit; vectors, flat or not, become flat."]
        lines += [f"{name} <- {text}" for name, text in signature.read(signature.measured)]
        for symbol in signature.export.symbols:
            lines += self.check(symbol, signature.called[symbol.name], signature)
        lines.append(f"list({', '.join(f'{name} = {name}' for name in signature.symbols)})")
        return [_define(f".arguments{signature.export.number}", signature.arguments(), lines)]

    def check(self, symbol: Symbol, text: str, signature: Signature) -> list[str]:
        """The lines that check an argument and bring it into shape."""
        known = known_sizes(symbol)
        what = f"{text} should be {wanted(symbol) if known else f'a {symbol.kind}'}"
        shaped = f'.shaped({text}, "{what}", {", ".join(map(signature.size, symbol.shape))})'
        return [f"{text} <- {shaped if symbol.kind == 'matrix' else f'as.vector({shaped})'}"]

    def opening(self, function: Function, signature: Signature, names: Mapping[str, str]) -> list[str]:
        """The call of the function that checks the arguments."""
        flat, like = [], signature.export.like
        if any(map(is_oriented, function.results)):
            text = f"is.null(dim({signature.called[like.name]}))" if like is not None else "TRUE"
            flat = [f"{names['flat']} <- {text}"]
        arguments = ", ".join(signature.arguments())
        return [*flat, f"list2env(.arguments{signature.export.number}({arguments}), environment())"]

    def given(self, result: Result, name: str, text: str, names: Mapping[str, str]) -> list[str]:
        """The lines that name a result and turn it into the shape that is returned."""
        if not is_oriented(result):
            return [f"{name} <- {text}"] if text != name else []
        sizes = "1" if result.node.is_row else "ncol = 1"
        if text.isidentifier():
            return [f"{name} <- if ({names['flat']}) {text} else matrix({text}, {sizes})"]
        return [f"{name} <- {text}", f"if (!{names['flat']}) {name} <- matrix({name}, {sizes})"]

    def is_as_computed(self, result: Result) -> bool:
        """Computed is with vectors that have no dimensions, which `given` gives them."""
        return not is_oriented(result)

    def define(
        self, name: str, function: Function, signature: Signature, lines: list[str], names: Mapping[str, str]
    ) -> str:
        """The function around its lines."""
        results = [names[result.name] for result in function.results]
        last = f"list(value = {results[0]}, derivative = {results[1]})" if len(results) > 1 else results[0]
        return _define(name, signature.arguments(function.along), [*lines, last])


def _define(name: str, arguments: list[str], lines: list[str]) -> str:
    return "\n".join([f"{name} <- function({', '.join(arguments)}) {{", *(f"  {line}" for line in lines), "}"])


TARGET = RTarget()
