"""PyTorch: tensors of the kind and on the device of the first tensor among the arguments."""

from __future__ import annotations

from matdiff_cli.code import arrays
from matdiff_cli.code.pythonic import PythonTarget
from matdiff_cli.code.target import ATOM, Rule, call

_RULES = {
    "call:relu": call("torch.relu({0})"),
    "call:sigmoid": call("torch.sigmoid({0})"),
    "call:erfc": call("torch.erfc({0})"),
    "call:erfcx": call("torch.special.erfcx({0})"),
    "row_sums": call("torch.sum({0}, dim=1)"),
    "column_sums": call("torch.sum({0}, dim=0)"),
    "solve:lower": call("_triangular({0}, {1}, False)", "_triangular"),
    "solve:upper": call("_triangular({0}, {1}, True)", "_triangular"),
    "solve:spd": call("_cholesky_solve({0}, {1})", "_cholesky_solve"),
    "inverse:lower": call("_triangular({0}, _eye({rows}, {like}), False)", "_triangular", "_eye"),
    "inverse:upper": call("_triangular({0}, _eye({rows}, {like}), True)", "_triangular", "_eye"),
    "inverse:spd": call("torch.cholesky_inverse({0})"),
    "add_diagonal": call("_add_diagonal({0}, {1})", "_add_diagonal"),
    "eye": call("_eye({rows}, {like})", "_eye"),
    "ones": call("{like}.new_ones({shape})"),
    "zeros": call("{like}.new_zeros({shape})"),
    "literal": call("_array({like}, {entries}, {shape})", "_array"),
    "softmax": call("torch.softmax({0}, dim=0)"),
    "logsumexp": call("torch.logsumexp({0}, dim=0)"),
    "kron": Rule("torch.kron({0}.contiguous(), {1}.contiguous())", ATOM, (ATOM, ATOM)),
    "expm": call("torch.linalg.matrix_exp({0})"),
}

_HELPERS = {
    "_tensors": (
        '''def _tensors(*values):
    """The values as floating-point tensors of one kind, on one device: those of the first one that is a tensor."""
    first = next((v for v in values if torch.is_tensor(v)), torch.tensor(0.0))
    kind = first.dtype if first.is_floating_point() else torch.get_default_dtype()
    return [torch.as_tensor(v, dtype=kind, device=first.device) for v in values]''',
        (),
    ),
    "_array": (
        '''def _array(like, entries, shape):
    """A tensor of numbers and of tensors without a shape."""
    return torch.stack([torch.as_tensor(e, dtype=like.dtype, device=like.device) for e in entries]).reshape(shape)''',
        (),
    ),
    "_add_diagonal": (
        '''def _add_diagonal(A, v):
    """A + diag(v), or A + v I of a number v."""
    return torch.diagonal_scatter(A, torch.diagonal(A) + v)''',
        (),
    ),
    "_eye": (
        '''def _eye(n, like):
    """The identity."""
    return torch.eye(n, dtype=like.dtype, device=like.device)''',
        (),
    ),
    "_triangular": (
        '''def _triangular(L, b, upper):
    """The x with L x = b for a triangular L; b is a vector or a matrix."""
    return torch.linalg.solve_triangular(L, b.reshape(len(L), -1), upper=upper).reshape(b.shape)''',
        (),
    ),
    "_cholesky_solve": (
        '''def _cholesky_solve(L, b):
    """The x with L L' x = b; b is a vector or a matrix."""
    return torch.cholesky_solve(b.reshape(len(L), -1), L).reshape(b.shape)''',
        (),
    ),
    "_frechet_expm": (
        '''def _frechet_expm(A, E):
    """The derivative of expm at A in the direction E: a block of expm([A, E; 0, A])."""
    n = len(A)
    upper, lower = torch.cat([A, E], 1), torch.cat([torch.zeros_like(A), A], 1)
    return torch.linalg.matrix_exp(torch.cat([upper, lower]))[:n, n:]''',
        (),
    ),
}


class TorchTarget(PythonTarget):
    """Functions of tensors; every argument is brought to the dtype and device of the first tensor."""

    name = "torch"
    pi = "torch.pi"
    reserved = frozenset({"math", "torch"})
    as_arrays = "_tensors({0})"
    always = ("_tensors",)
    flat = "torch.as_tensor({0}).ndim < 2"
    nested = False
    copy = "{}.clone()"
    header = "import torch"
    rules = arrays.rules("torch", _RULES)
    helpers = arrays.helpers("torch", _HELPERS, "torch.erf")


TARGET = TorchTarget()
