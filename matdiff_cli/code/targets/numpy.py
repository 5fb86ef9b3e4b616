"""NumPy, and nothing else."""

from __future__ import annotations

from matdiff_cli.code import arrays
from matdiff_cli.code.pythonic import PythonTarget
from matdiff_cli.code.target import ATOM, Rule, call

_RULES = {
    "call:asin": call("np.arcsin({0})"),
    "call:acos": call("np.arccos({0})"),
    "call:atan": call("np.arctan({0})"),
    "call:relu": call("np.maximum({0}, 0)"),
    "call:erf": call("_erf({0})", "_erf"),
    "total": Rule("{0}.sum()", ATOM, (ATOM,)),
    "outer": call('np.einsum("i,j->ij", {0}, {1})'),
    "kron/22": call("_kron({0}, {1})", "_kron"),
    "dot/22": call("np.vdot({0}, {1})"),
}

_HELPERS = {
    "_sigmoid": (
        '''def _sigmoid(t):
    """1/(1 + exp(-t)) without overflow."""
    return 1 / (1 + np.exp(np.minimum(-t, 709)))''',
        (),
    ),
    "_softplus": (
        '''def _softplus(t):
    """log(1 + exp(t)) without overflow."""
    return np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))''',
        (),
    ),
    "_erf": (
        '''def _erf(x):
    """The error function, entry by entry."""
    return np.vectorize(math.erf, otypes=[float])(x)''',
        (),
    ),
}


_ALL_HELPERS = {
    name: (source.replace("np.concat(", "np.concatenate("), calls)  # which NumPy 1 has, too
    for name, (source, calls) in arrays.helpers("np", _HELPERS).items()
}


class NumpyTarget(PythonTarget):
    """Functions of NumPy arrays in double precision."""

    name = "numpy"
    pi = "np.pi"
    reserved = frozenset({"math", "np"})
    as_arrays = "np.asarray({0}, dtype=float)"
    apart = True
    flat = "np.ndim({0}) < 2"
    header = "import numpy as np"
    rules = arrays.rules("np", _RULES)
    helpers = _ALL_HELPERS


TARGET = NumpyTarget()
