"""Bad input in bulk, from a seed, and what is wrong with the answer of the whole command to it."""

import csv
import json
import random
import re
import unicodedata
from functools import cache
from pathlib import Path
from typing import NamedTuple

from runner import runner

from matdiff_cli.cli.gathering import gathered
from matdiff_cli.cli.main import root
from matdiff_cli.cli.reading import Entry
from matdiff_cli.errors import MatdiffError
from matdiff_cli.functions import REGISTRY

DATA = Path(__file__).parents[1] / "data"

TOKENS = (
    "x y A X B W a b alpha λ Σ I pi T n m E S N Q 2 0 1 0.5 3e2 1e-300 -1 + - * / .* ./ .^ ^ ^-1 ^-T ^T ^2 ^{ ' ⊤ ᵀ ² "
    "⁻¹ ( ) [ ] { } , ; | || < > ( ) ' ' * + wrt where : = in ∈ ℝⁿ R^n R^(m×n) vector(n) vector(1) matrix(m,n) "
    "symmetric spd skew diagonal orthogonal lower scalar positive tr( log( log| det( norm( sum( exp( ones(n) eye( "
    "kron( max( diag( vec( inv( sqrt( softmax( expm( pinv( abs( relu( F(X) commutation( dot( mean( # ⊗ ⊙ × · @ ** "
    'é \\ % ` $ ! ? & ~ " [red] '
    "[/] [link=x] :x: \x1b[31m \x07 \x00 \u202e \u200b \ufeff \t \r \x0b \x85 \u2028 ‖ − ∘ ﬁ 𝔸 表 x₁ 1_000 0x1F 1j"
).split(" ")


NAMES = (
    "x y A X B W a b alpha lambda I pi n 2 0 1 -1 1e-300 ones(n) eye(n) zeros(n) ones(2,3) [1,2;3,4] [x,a] X^-1 x'"
).split()
OPERATORS = "+ - * / .* ./ ⊗ @".split()
SUFFIXES = "' ^2 ^-1 ^-T .^2 .^-1 ^0 ^a ^(1/2) .^0 ^(n) .^x ^X".split()
TYPES = (
    "scalar vector(n) vector(3) vector(0) vector(m*n) row(n) matrix(m,n) matrix(n) matrix(1,1) matrix(0) symmetric(n) "
    "spd(n) skew(n) diagonal(n) orthogonal(n) lower(n) upper(n) integer positive"
).split()
FUNCTIONS = (*REGISTRY, "F", "f", "-", "|", "||", "<")


class Option(NamedTuple):
    """A way to call the command, and how many of 20 batches go that way."""

    arguments: tuple[str, ...]
    share: int


WAYS = (
    Option(("-a",), 6),
    Option(("-a", "--json"), 4),
    Option(("-a", "--ascii", "--hessian"), 1),
    Option(("--json", "--layout", "denominator"), 1),
    Option(("--ascii", "-w", "x"), 1),
    Option(("--latex", "-d", "A: symmetric"), 1),
    Option(("--markdown", "--notation", "d", "--width", "40"), 1),
    Option(("-a", "--check"), 1),
    Option(("check", "--json"), 2),
    Option(("check",), 2),
)


@cache
def valid(claims: bool) -> tuple[str, ...]:
    """Problems, or claims and identities, most of which can be answered."""
    tables = {"worked_examples": "problem", "bad_input": "text"}
    if claims:
        tables = {"claims": "claim", "identities": "identity"}
    lines = [] if claims else (DATA / "problems.txt").read_text("utf-8").splitlines()
    for name, column in tables.items():
        with (DATA / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            lines += [row[column] for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)]
    return tuple(line for line in lines if line.strip())


def random_bytes(draw: random.Random, claims: bool) -> bytes:
    return draw.randbytes(draw.randint(1, 40))


def random_characters(draw: random.Random, claims: bool) -> bytes:
    ranges = ((0x20, 0x7F), (0x20, 0x7F), (0, 0x100), (0x370, 0x400), (0x2000, 0x2300), (0, 0x110000))
    codes = (draw.randrange(*draw.choice(ranges)) for _ in range(draw.randint(1, 30)))
    return "".join(map(chr, codes)).encode("utf-8", "replace")


def random_tokens(draw: random.Random, claims: bool) -> bytes:
    space = draw.choice(("", " "))
    return space.join(draw.choices(TOKENS, k=draw.randint(1, 20))).encode()


def mutated(draw: random.Random, claims: bool) -> bytes:
    """A valid problem with one to four small changes; pieces of it, of another one, or tokens come in."""
    line = draw.choice(valid(claims)).encode()
    for _ in range(draw.choice((1, 1, 1, 2, 2, 4))):
        words = re.findall(rb"\w+|[^\w\s]|\s+", line) or [b"x"]
        first = draw.randrange(len(words))
        last = min(len(words), first + draw.randint(1, 4))
        other = re.findall(rb"\w+|[^\w\s]|\s+", draw.choice(valid(claims)).encode())
        start = draw.randrange(len(other))
        new = draw.choice(
            (
                [],
                words[first:last] * 2,
                words[first:last][::-1],
                [draw.choice(TOKENS).encode()],
                [draw.choice(words)],
                other[start : start + draw.randint(1, 4)],
                [*words[first:last], draw.choice(TOKENS).encode()],
                [draw.randbytes(1)],
            )
        )
        line = b"".join([*words[:first], *new, *words[last:]])
    return line


def respelt(draw: random.Random, claims: bool) -> bytes:
    """A valid problem with names, operators, exponents, functions or types exchanged; most can still be read."""
    line = draw.choice(valid(claims))
    for _ in range(draw.choice((1, 1, 2, 3))):
        pattern, new = draw.choice(
            (
                (r"(?<!\w)(?!wrt|where|in\b)\w{1,2}\b(?!\()", draw.choice(NAMES)),
                (r"(?<!\w)(?!wrt|where|in\b)\w{1,2}\b(?!\()", wrapped(draw, draw.choice(NAMES))),
                (r"(?<=\w)(?= *[-+*)])", draw.choice(SUFFIXES)),
                (r"\*|\+|-|/|\.\*", draw.choice(OPERATORS)),
                (r"\b[a-z]{2,}(?=\()", draw.choice(list(REGISTRY))),
                (r"\b(scalar|vector|matrix|symmetric|spd|diagonal)(\([^()]*\))?", draw.choice(TYPES)),
                (r"\^-?\w", draw.choice(SUFFIXES)),
            )
        )
        places = list(re.finditer(pattern, line))
        if places:
            place = draw.choice(places)
            line = line[: place.start()] + new + line[place.end() :]
    return line.encode()


def sentence(draw: random.Random, claims: bool) -> bytes:
    """A well-formed problem whose shapes fit by chance."""
    where = ", ".join(f"{draw.choice('xyaAXB')}: {draw.choice(TYPES)}" for _ in range(draw.choice((0, 0, 1, 2))))
    target = draw.choice(("x", "a", "A", "X", "alpha", "x, A", "[a, b]"))
    claim = f" = {expression(draw, 2)}" if claims else ""
    return f"{expression(draw, draw.randint(1, 4))} wrt {target}{claim}{' where ' if where else ''}{where}".encode()


def expression(draw: random.Random, levels: int) -> str:
    if levels == 0 or draw.random() < 0.15:
        return draw.choice(NAMES)
    inner = expression(draw, levels - 1)
    kind = draw.random()
    if kind < 0.45:
        return f"{inner}{draw.choice(OPERATORS)}{expression(draw, levels - 1)}"
    return f"({inner}){draw.choice(SUFFIXES)}" if kind < 0.65 else wrapped(draw, inner)


def wrapped(draw: random.Random, inner: str) -> str:
    """The inner text under a function, or between bars or brackets."""
    name = draw.choice(FUNCTIONS)
    bars = {"|": f"|{inner}|", "||": f"||{inner}||", "<": f"<{inner}, {inner}>", "-": f"-({inner})"}
    second = f", {draw.choice(NAMES)}" if draw.random() < 0.1 or name in ("kron", "dot", "max", "hadamard") else ""
    return bars.get(name) or f"{name}({inner}{second})"


def inputs(count: int, draw: random.Random, claims: bool) -> list[bytes]:
    """So many lines, each without a line feed; half of them are valid ones that were changed."""
    kinds = (random_bytes, random_characters, random_tokens, *[mutated] * 2, *[respelt] * 3, *[sentence] * 2)
    return [kinds[i % len(kinds)](draw, claims).replace(b"\n", b" ") for i in range(count)]


def faults(lines: list[bytes], arguments: tuple[str, ...], timeout: float) -> list[str]:
    """What is wrong with the command's answer to these lines on standard input; nothing, if it is a good answer."""
    command = runner(env={"NO_COLOR": "", "MATDIFF_DEBUG": ""})
    done = command.invoke(root, [*arguments, "--timeout", str(timeout)], input=b"\n".join([*lines, b""]))
    found = []
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        found.append(f"{type(done.exception).__name__}: {done.exception}")
    allowed = {0, 1, 2} if {"check", "--check"} & set(arguments) else {0, 2}
    if done.exit_code not in allowed:
        found.append(f"exit status {done.exit_code}")
    found += [word for word in ("Traceback", "internal error") if word in done.stdout + done.stderr]
    found += [f"{character!r} is written" for character in unprintable(done.stdout + done.stderr)]
    if "--ascii" in arguments and not done.output.isascii():
        found.append("not ASCII")
    problems = asked(lines, claims="check" in arguments)
    errors = done.stderr.count("\nerror[") + done.stderr.startswith("error[")
    if "--json" in arguments:
        found += json_faults(done.stdout, problems, errors)
    if errors > 0 and done.exit_code != 2:
        found.append(f"{errors} errors, exit status {done.exit_code}")
    if not errors and done.exit_code == 2:
        found.append("trouble without an error")
    return found


def asked(lines: list[bytes], claims: bool) -> int:
    """How many answers these lines have: one each, but a claim and the lines that go on from it have one together."""
    entries = []
    for number, line in enumerate((lines[0].removeprefix(b"\xef\xbb\xbf"), *lines[1:]), start=1):
        text = line.decode("utf-8", "replace")
        broken = None if text.encode() == line else MatdiffError("syntax", "the text is not UTF-8")
        entries += [Entry(text, number, broken)] * counts(line)
    return sum(1 for _ in gathered(entries)) if claims else len(entries)


def counts(line: bytes) -> bool:
    """Is this line a problem, neither blank nor a comment?"""
    content = line.rstrip(b"\r\n").lstrip()
    return bool(content) and not content.startswith(b"#")


def json_faults(written: str, problems: int, errors: int) -> list[str]:
    found = []
    answers = []
    for line in written.split("\n")[:-1]:
        try:
            answers.append(json.loads(line))
        except ValueError as error:
            found.append(f"not JSON: {error}: {line[:200]}")
    if len(answers) < problems:
        found.append(f"{len(answers)} answers to {problems} problems")
    if sum("error" in answer for answer in answers) != errors:
        found.append(f"not as many error objects as errors ({errors})")
    for answer in answers:
        if answer["schema"] != "matdiff/1" or not {"error", "result", "claim"} & answer.keys():
            found.append(f"not in the schema: {answer}")
        if "error" in answer and not (answer["error"]["message"] and answer["error"]["line"]):
            found.append(f"no message or no line: {answer}")
        found += [f"{character!r} in {answer}" for character in unprintable(" ".join(strings(answer)))]
    return found


def strings(value: object) -> list[str]:
    """All strings in a JSON value."""
    if isinstance(value, dict):
        return [*value, *(text for inner in value.values() for text in strings(inner))]
    if isinstance(value, list):
        return [text for inner in value for text in strings(inner)]
    return [value] if isinstance(value, str) else []


def unprintable(text: str) -> set[str]:
    """Control and formatting characters, line separators, and halves or private ones, except for the line feed."""
    return {c for c in set(text) - {"\n"} if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}


def smallest(lines: list[bytes], arguments: tuple[str, ...], timeout: float) -> list[bytes]:
    """Few of these lines, mostly one, that are still answered badly."""
    for half in (lines[: len(lines) // 2], lines[len(lines) // 2 :]):
        if half and len(half) < len(lines) and faults(half, arguments, timeout):
            return smallest(half, arguments, timeout)
    return lines
