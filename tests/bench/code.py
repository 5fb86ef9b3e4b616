"""Generated code against automatic differentiation: values compared, times side by side in one run.

`python tests/bench/code.py [--device cpu|gpu] [WORD …]` runs the cases whose names hold one of the words, or all; needs
numpy, jax and torch. Gradients: generated numpy, jax and torch against `jax.jit(jax.value_and_grad)` and torch's
autograd. Hessians and Hessian-vector products: against `jax.jit(jax.hessian)` and a compiled forward derivative of the
gradient; beside Hessians the least that can be, one call that reads and writes a matrix of that size. "Again" is jax's
own function compiled a second time: how far it is from 1 is the noise of a row. The word `operations` is for what
products with Hessians are made of: NumPy's own operations against JAX's. Figures are how many times faster than jax:
the best of turns taken by each in an order that is drawn anew, on a machine that does nothing else, double precision,
every library with the threads that it takes by itself (told to keep to one, JAX still runs two products side by side).

JAX is told to work in the thread that calls. By itself it hands a call of about 1,000 operations or more to another
thread, and to wake that one takes 5 to 30 µs: longest after a rival that does not use it, whatever the code is.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import torch

from matdiff_cli import derive

Function = Callable[..., Any]
Case = tuple[str, Callable[[np.random.Generator, int], Mapping[str, np.ndarray]], Function]
"""A problem, its data for a size, and f as a user of jax writes it, in the arguments in the order of their names."""

TURNS, LEAST, MOST = 60, 0.004, 300
"""How often each is measured, for about how many seconds, over at most how many calls."""


def _design(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    return {"X": rng.normal(size=(n, max(n // 4, 3))) / np.sqrt(n), "y": np.sign(rng.normal(size=n))}


def _regression(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    found = _design(rng, n)
    return {**found, "w": rng.normal(size=found["X"].shape[1])}


def _factors(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    return {"T": rng.normal(size=(n, n)), "U": rng.normal(size=(n, 5)), "V": rng.normal(size=(n, 5))}


def _covariance(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    root = rng.normal(size=(n, n))
    return {"S": root @ root.T / n + np.eye(n), "y": rng.normal(size=n)}


def _network(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    return {"W": rng.normal(size=(n, n)) / np.sqrt(n), "v": rng.normal(size=n), "x": rng.normal(size=n)}


def _quadratic(rng: np.random.Generator, n: int) -> dict[str, np.ndarray]:
    return {"A": rng.normal(size=(n, n)), "x": rng.normal(size=n)}


CASES: dict[str, Case] = {
    "logistic regression": (
        "sum(softplus(-y.*(X*w))) wrt w",
        _regression,
        lambda X, w, y: jnp.sum(jax.nn.softplus(-y * (X @ w))),
    ),
    "ridge": (
        "norm(X*w - y)^2 + w'*w wrt w",
        _regression,
        lambda X, w, y: jnp.sum((X @ w - y) ** 2) + w @ w,
    ),
    "softmax regression": (
        "logsumexp(W*x) - v'*W*x wrt W",
        _network,
        lambda W, v, x: jax.nn.logsumexp(W @ x) - v @ (W @ x),
    ),
    "matrix factorisation": (
        "norm(T - U*V')^2 wrt U",
        _factors,
        lambda T, U, V: jnp.sum((T - U @ V.T) ** 2),
    ),
    "two-layer network": ("v'*tanh(W*x) wrt W", _network, lambda W, v, x: v @ jnp.tanh(W @ x)),
    "Gaussian likelihood": (
        "y'*inv(S)*y/2 + logdet(S)/2 wrt S where S: spd(n)",
        _covariance,
        lambda S, y: y @ jnp.linalg.solve(S, y) / 2 + jnp.linalg.slogdet(S)[1] / 2,
    ),
    "GP noise": (
        "y'*inv(S + s*I)*y/2 + logdet(S + s*I)/2 wrt s where S: spd(n), s: positive scalar",
        lambda rng, n: {**_covariance(rng, n), "s": np.array(0.3)},
        lambda S, s, y: (
            y @ jnp.linalg.solve(S + s * jnp.eye(len(y)), y) / 2 + jnp.linalg.slogdet(S + s * jnp.eye(len(y)))[1] / 2
        ),
    ),
    "quadratic form": ("x'*A*x wrt x", _quadratic, lambda A, x: x @ (A @ x)),
}

SIZES = (10, 100, 300, 1000)
HESSIANS = {
    "logistic regression": (100, 1000),
    "ridge": (100, 1000),
    "matrix factorisation": (10, 60),
    "Gaussian likelihood": (10, 30),
    "two-layer network": (10, 30),
    "quadratic form": (10, 100, 1000),
}


def _each(function: Function, arguments: tuple[Any, ...], count: int) -> float:
    """Seconds that a call takes, until its result is there; processor time lags behind where threads share a call."""
    found = function(*arguments)
    several = isinstance(found, tuple)
    waits = isinstance(found[0] if several else found, jax.Array)  # to ask takes a microsecond
    begin = time.perf_counter()
    for _ in range(count):
        found = function(*arguments)
        if waits:
            (found[0] if several else found).block_until_ready()
    return (time.perf_counter() - begin) / count


def measured(rivals: Mapping[str, tuple[Function, tuple[Any, ...]]]) -> dict[str, float]:
    """Milliseconds of each at its best, taken in turns; none always follows the same other one."""
    order, chance = list(rivals.items()), random.Random(0)
    counts = {}
    for name, rival in rivals.items():
        _each(*rival, 1)  # compiles
        counts[name] = min(max(1, int(LEAST / max(_each(*rival, 3), 1e-6))), MOST)
    times: dict[str, list[float]] = {name: [] for name in rivals}
    for _ in range(TURNS):
        chance.shuffle(order)
        for name, rival in order:
            times[name].append(_each(*rival, counts[name]))
    return {name: 1e3 * min(several) for name, several in times.items()}


def same(found: Any, expected: Any, what: str) -> None:
    found = found.detach().cpu() if torch.is_tensor(found) else found
    a, b = np.asarray(found, dtype=float), np.asarray(expected, dtype=float)
    error = np.abs(a - b.reshape(a.shape)).max() / max(np.abs(b).max(), 1)
    assert error < 1e-8, f"{what}: off by {error:.1e}"


def _line(name: str, n: int, times: Mapping[str, float], base: str) -> tuple[str, dict[str, float]]:
    ratios = {rival: times[base] / t for rival, t in times.items() if rival != base}
    return f"{name:22}{n:6}{times[base]:12.3f}  " + "".join(f"{r:10.2f}" for r in ratios.values()), ratios


def _again(function: Function) -> Function:
    """The same function compiled anew."""
    return jax.jit(lambda *arguments: function(*arguments))


def gradients(name: str, device: str) -> list[dict[str, float]]:
    problem, data, f = CASES[name]
    d = derive(problem, steps=False)
    names = sorted(d.record.problem.symbols)
    place = names.index(d.record.problem.target.names[0])
    found = []
    for n in SIZES:
        values = data(np.random.default_rng(0), n)
        plain = tuple(np.asarray(values[symbol]) for symbol in names)
        tensors = tuple(torch.as_tensor(v, device=device) for v in plain)
        arrays = tuple(map(jnp.asarray, plain))
        auto = jax.jit(jax.value_and_grad(f, argnums=place))
        own = d.function("torch", "f")

        def by_torch(*arguments: Any, own: Function = own) -> Any:
            at = arguments[place].clone().requires_grad_()
            value = own(*arguments[:place], at, *arguments[place + 1 :])
            return value, torch.autograd.grad(value, at)[0]

        rivals = {
            "jax.grad": (auto, arrays),
            "numpy": (d.function("numpy", "value_and_derivative"), plain),
            "jax": (d.function("jax", "value_and_derivative"), arrays),
            "torch": (d.function("torch", "value_and_derivative"), tensors),
            "torch.grad": (by_torch, tensors),
            "again": (_again(jax.value_and_grad(f, argnums=place)), arrays),
        }
        expected = auto(*arrays)
        for rival, (function, arguments) in rivals.items():
            value, slope = function(*arguments)
            same(value, expected[0], f"{name} {rival}")
            if "S" not in values or place:  # autodiff does not know that S is symmetric
                same(slope, expected[1], f"{name} {rival}")
        line, ratios = _line(name, n, measured(rivals), "jax.grad")
        print(line, flush=True)
        found.append(ratios)
    return found


def hessians(name: str) -> None:
    problem, data, f = CASES[name]
    d = derive(problem, order=2, steps=False)
    names = sorted(d.record.problem.symbols)
    place = names.index(d.record.problem.target.names[0])
    for n in HESSIANS[name]:
        values = data(np.random.default_rng(0), n)
        plain = tuple(np.asarray(values[symbol]) for symbol in names)
        arrays = tuple(map(jnp.asarray, plain))
        auto, grad = jax.jit(jax.hessian(f, argnums=place)), jax.grad(f, argnums=place)

        def product(*arguments: Any, grad: Function = grad) -> Any:
            *given, v = arguments
            return jax.jvp(lambda x: grad(*given[:place], x, *given[place + 1 :]), (given[place],), (v,))[1]

        v = np.random.default_rng(1).normal(size=plain[place].shape)
        v = v + v.T if "S" in values else v
        rivals = {
            "jax.hessian": (auto, arrays),
            "numpy": (d.function("numpy", "hessian"), plain),
            "jax": (d.function("jax", "hessian"), arrays),
            "again": (_again(jax.hessian(f, argnums=place)), arrays),
        }
        whole = np.asarray(rivals["numpy"][0](*plain))
        rivals["numpy least"] = (np.negative, (whole,))
        rivals["jax least"] = (jax.jit(jnp.negative), (jnp.asarray(whole),))
        if "hessian_factor" in d.code("numpy"):
            rivals["factor"] = (d.function("numpy", "hessian_factor"), plain)
        products = {
            "jax.jvp": (jax.jit(product), (*arrays, jnp.asarray(v))),
            "numpy hvp": (d.function("numpy", "hvp"), (*plain, v)),
            "jax hvp": (d.function("jax", "hvp"), (*arrays, jnp.asarray(v))),
            "again": (_again(product), (*arrays, jnp.asarray(v))),
        }
        expected = products["jax.jvp"][0](*products["jax.jvp"][1])
        for rival in ("numpy hvp", "jax hvp"):
            same(products[rival][0](*products[rival][1]), expected, f"{name} {rival}")
        own = whole @ v.ravel(order="F")
        same(own.reshape(v.shape, order="F"), expected, f"{name} numpy hessian")
        for table, base in ((rivals, "jax.hessian"), (products, "jax.jvp")):
            line, ratios = _line(name, n, measured(table), base)
            print(f"{line}   ({', '.join(ratios)} against {base})", flush=True)


def operations() -> None:
    """What products with a Hessian are made of: how many times faster NumPy itself is than JAX itself."""
    rng = np.random.default_rng(0)
    X, A = rng.normal(size=(1000, 250)), rng.normal(size=(1000, 1000))
    u, w = rng.normal(size=1000), rng.normal(size=250)
    found: list[tuple[str, int, Function, Function, tuple[np.ndarray, ...]]] = [
        ("X w, 1000 x 250", 1000, np.matmul, jnp.matmul, (X, w)),
        ("u'X, 1000 x 250", 1000, np.matmul, jnp.matmul, (u, X)),
        ("A u, 1000 x 1000", 1000, np.matmul, jnp.matmul, (A, u)),
        ("u'A, 1000 x 1000", 1000, np.matmul, jnp.matmul, (u, A)),
    ]
    for n in HESSIANS["Gaussian likelihood"]:
        S, B = _covariance(rng, n)["S"], rng.normal(size=(n, n))
        L = np.linalg.cholesky(S)
        found += [
            ("Cholesky", n, np.linalg.cholesky, jnp.linalg.cholesky, (S,)),
            ("solve L L'x = y", n, _solve, _solve_by_jax, (L, B[0])),
            ("solve L L'X = B", n, _solve, _solve_by_jax, (L, B)),
        ]
    for name, n, by_numpy, by_jax, arguments in found:
        rivals = {"jax": (jax.jit(by_jax), tuple(map(jnp.asarray, arguments))), "numpy": (by_numpy, arguments)}
        print(_line(name, n, measured(rivals), "jax")[0], flush=True)


def _solve(L: np.ndarray, b: np.ndarray) -> np.ndarray:
    return np.linalg.solve(L @ L.T, b)


def _solve_by_jax(L: jax.Array, b: jax.Array) -> jax.Array:
    return jax.scipy.linalg.cho_solve((L, True), b)


def _device(words: list[str]) -> str:
    """What `--device` asks for, in PyTorch's words; the CPU, and a message, where a library has no GPU."""
    if "--device" not in words:
        return "cpu"
    place = words.index("--device")
    wanted = words[place + 1] if place + 1 < len(words) else ""
    del words[place : place + 2]
    if wanted not in ("cpu", "gpu"):
        sys.exit("--device takes cpu or gpu")
    found = {"PyTorch": torch.cuda.is_available(), "JAX": jax.default_backend() == "gpu"}
    missing = " and ".join(name for name, there in found.items() if not there)
    if wanted == "gpu" and missing:
        print(f"no GPU for {missing}: everything runs on the CPU", file=sys.stderr)
        wanted = "cpu"
    jax.config.update("jax_default_device", jax.devices(wanted)[0])
    return {"gpu": "cuda"}.get(wanted, "cpu")


def main() -> None:
    words = sys.argv[1:]
    device = _device(words)
    jax.config.update("jax_enable_x64", True)
    jax.config.update("jax_cpu_enable_async_dispatch", False)
    wanted = [name for name in CASES if not words or any(word in name for word in words)]
    if wanted:
        columns = "".join(f"{column:>10}" for column in ("numpy", "jax", "torch", "torch.grad", "again"))
        print(f"{'':22}{'n':>6}{'jax.grad/ms':>12}  {columns}")
        found = [ratios for name in wanted for ratios in gradients(name, device)]
        print("median" + " " * 36 + "".join(f"{median(r[rival] for r in found):10.2f}" for rival in found[0]))
    for name in wanted:
        if name in HESSIANS:
            hessians(name)
    if not words or "operations" in words:
        operations()


if __name__ == "__main__":
    main()
