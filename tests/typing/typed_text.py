"""Typed trees as short text, for comparing."""

from matdiff_cli.typing.read import read_problems
from matdiff_cli.typing.typed import Problem, Typed


def shown(node: Typed) -> str:
    """A typed tree as nested words: (product (transpose x) A x)."""
    if node.op in ("number", "symbol", "dimension"):
        return str(node.value)
    if node.op in ("identity", "ones", "zeros"):
        return f"{node.op}[{node.shape[0]}×{node.shape[1]}]"
    head = str(node.value) if node.op in ("call", "abbreviation") else node.op
    return f"({' '.join([head, *map(shown, node.args)])})" if node.args else head


def shapes(problem: Problem) -> dict[str, str]:
    """Each symbol's shape."""
    return {name: f"{symbol.shape[0]}×{symbol.shape[1]}" for name, symbol in problem.symbols.items()}


def problem(text: str, **more) -> Problem:
    """The only problem of a line."""
    (only,) = read_problems(text, **more)
    return only
