"""Program → expression: what an operation of a program is in the notation of mathematics. Every vector is a column."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from matdiff_cli.code.complements import FORMULAS
from matdiff_cli.code.values import Value
from matdiff_cli.expressions import algebra, nodes
from matdiff_cli.expressions.nodes import SIZE_ONE, Identity, Node, Number, Ones, SizeNumber, Zeros


def node_of(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    """What a value is, by the expressions of its operands; `called` are those of the symbols.

    Raises KeyError for an operation that has no notation.
    """
    return _READ[value.op](value, args, called)


_Reading = Callable[[Value, Sequence[Node], Mapping[str, Node]], Node]


def _shape(value: Value) -> tuple[nodes.Size, nodes.Size]:
    rows, columns = (*value.shape, SIZE_ONE, SIZE_ONE)[:2]
    return rows, columns


def _input(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    node = called[value.data]
    return algebra.transpose(node) if node.is_row else node


def _entry(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    """The entry of a vector: its product with a unit vector."""
    (entry,) = value.data
    (size,) = value.args[0].shape
    return algebra.product(algebra.transpose(algebra.unit_vector(int(entry), int(size))), args[0])


def _add(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    """Scalars are added to every entry."""
    whole = Ones(*_shape(value))
    return algebra.add(*(algebra.product(arg, whole) if arg.is_scalar and value.rank else arg for arg in args))


def _mul(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    scalars = [arg for arg in args if arg.is_scalar]
    arrays = [arg for arg in args if not arg.is_scalar]
    return algebra.product(*scalars, *([algebra.hadamard(*arrays)] if arrays else []))


def _div(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    above, below = args
    if below.is_scalar:
        return algebra.product(algebra.power(below, Number(-1)), above)
    inverse = algebra.hadamard_power(below, Number(-1))
    return algebra.product(above, inverse) if above.is_scalar else algebra.hadamard(above, inverse)


def _original(value: Value, args: Sequence[Node]) -> Node:
    """The matrix of a system: of its Cholesky factor L, L L'."""
    return algebra.product(args[0], algebra.transpose(args[0])) if value.data == "spd" else args[0]


def _squares(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    """Matrices one above the other by M'M, the sum of their squares: all that is said of them."""
    pairs = zip(value.args, args, strict=True)
    return algebra.add(*(x if arg.op == "stacked" else algebra.product(algebra.transpose(x), x) for arg, x in pairs))


def _kron_times(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    *factors, given = args
    if len(factors) < 2:
        (factor,) = factors
        unit = Identity(given.shape[0] / factor.shape[1])
        factors = [factor, unit] if value.op == "kron_left_times" else [unit, factor]
    return algebra.product(algebra.kronecker(*factors), given)


def _product(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    return algebra.product(*args)


def _function(value: Value, args: Sequence[Node], called: Mapping[str, Node]) -> Node:
    if value.data in FORMULAS:
        return FORMULAS[value.data](args[0], Ones(*args[0].shape))
    return algebra.call(value.data if value.op == "call" else value.op, *args)


_READ: dict[str, _Reading] = {
    "input": _input,
    "number": lambda value, args, called: Number(value.data),
    "size": lambda value, args, called: SizeNumber(value.data),
    "ones": lambda value, args, called: Ones(*_shape(value)),
    "zeros": lambda value, args, called: Zeros(*_shape(value)),
    "eye": lambda value, args, called: Identity(value.shape[0]),
    "neg": lambda value, args, called: algebra.negate(args[0]),
    "add": _add,
    "mul": _mul,
    "div": _div,
    "pow": lambda value, args, called: (algebra.hadamard_power if value.rank else algebra.power)(*args),
    "entry": _entry,
    "transpose": lambda value, args, called: algebra.transpose(args[0]),
    "matmul": _product,
    "vecmat": lambda value, args, called: algebra.product(algebra.transpose(args[1]), args[0]),
    "dot": lambda value, args, called: (
        algebra.total(algebra.hadamard(*args))
        if value.args[0].rank == 2
        else algebra.product(algebra.transpose(args[0]), args[1])
    ),
    "outer": lambda value, args, called: algebra.product(args[0], algebra.transpose(args[1])),
    "scale_rows": lambda value, args, called: algebra.product(algebra.diag(args[0]), args[1]),
    "scale_columns": lambda value, args, called: algebra.product(args[0], algebra.diag(args[1])),
    "total": lambda value, args, called: algebra.total(args[0]),
    "row_sums": lambda value, args, called: algebra.product(args[0], Ones(args[0].shape[1], SIZE_ONE)),
    "column_sums": lambda value, args, called: algebra.product(
        algebra.transpose(args[0]), Ones(args[0].shape[0], SIZE_ONE)
    ),
    "prod": lambda value, args, called: algebra.call("det", algebra.diag(args[0])),
    "trace": lambda value, args, called: algebra.trace(args[0]),
    "diagonal": lambda value, args, called: algebra.diagonal_part(args[0]),
    "diag": lambda value, args, called: algebra.diag(args[0]),
    "literal": lambda value, args, called: nodes.Literal(int(_shape(value)[0]), int(_shape(value)[1]), *args),
    "cholesky": lambda value, args, called: args[0],
    "qr": lambda value, args, called: args[0],
    "slogdet": lambda value, args, called: args[0],
    "slogdet_sign": lambda value, args, called: algebra.call("sign", algebra.call("det", args[0])),
    "slogdet_log": lambda value, args, called: algebra.call("logdet", args[0]),
    "qr_q": lambda value, args, called: algebra.product(args[0], algebra.inverse(args[1])),
    "qr_r": lambda value, args, called: args[0],
    "solve": lambda value, args, called: algebra.product(algebra.inverse(_original(value, args)), args[1]),
    "inverse": lambda value, args, called: algebra.inverse(_original(value, args)),
    "kron": lambda value, args, called: algebra.kronecker(*args),
    "kron_times": _kron_times,
    "kron_left_times": _kron_times,
    "kron_right_times": _kron_times,
    "commuted": lambda value, args, called: algebra.product(algebra.commutation(*value.data), args[0]),
    "as_matrix": lambda value, args, called: args[0] if value.shape[1] is SIZE_ONE else algebra.transpose(args[0]),
    "vec": lambda value, args, called: algebra.vec(args[0]),
    "tril": lambda value, args, called: algebra.lower_part(args[0]),
    "triu": lambda value, args, called: algebra.upper_part(args[0]),
    "frechet_expm": lambda value, args, called: algebra.frechet_expm(*args),
    # the language has no largest entry; any number of that size may be the scale
    **dict.fromkeys(("largest", "leading"), lambda value, args, called: algebra.call("norm1", args[-1])),
    "stacked": _squares,
    "graded_qr": _squares,
    "graded_q": lambda value, args, called: args[1],  # only R: what else there is to say needs the rows
    **dict.fromkeys(("graded_r", "ordered", "restored"), lambda value, args, called: args[0]),
    "rows": lambda value, args, called: algebra.product(args[1], algebra.inverse(args[0])),
    **dict.fromkeys(("call", "det", "logdet", "norm", "softmax", "logsumexp", "expm", "pinv"), _function),
}
"""Operation → how it is read."""
