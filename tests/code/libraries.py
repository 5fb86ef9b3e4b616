"""The libraries of arrays that generated code runs on: how they take numbers, and how these come back."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np


def _jax() -> Callable[[Any], Any]:
    jax = import_module("jax")
    jax.config.update("jax_enable_x64", True)
    return jax.numpy.asarray


def _torch() -> Callable[[Any], Any]:
    torch = import_module("torch")
    torch.set_num_threads(1)
    return lambda value: torch.as_tensor(value, dtype=torch.float64)


def _strict() -> Callable[[Any], Any]:
    import_module("array_api_compat")
    strict = import_module("array_api_strict")
    return lambda value: strict.asarray(value, dtype=strict.float64)


LIBRARIES: dict[str, tuple[str, Callable[[], Callable[[Any], Any]]]] = {
    "jax": ("jax", _jax),
    "torch": ("torch", _torch),
    "array-api": ("array_api_strict", _strict),
    "array-api on NumPy": ("array_api_compat", lambda: np.asarray),
    "array-api on PyTorch": ("torch", _torch),
}
"""What runs → the package that it needs, and what gives the function that makes an array of numbers."""
