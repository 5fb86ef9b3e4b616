"""Whole commands to copy where a problem is refused: what its hint says, done, and tried before it is shown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import islice

from matdiff_cli.errors import MatdiffError, Span, command, quoted
from matdiff_cli.syntax.switches import OUTSIDE, without_options
from matdiff_cli.typing import clause_repairs, intents, notation_repairs, word_repairs
from matdiff_cli.typing.names import canonical, kind_by_convention

_LONGEST, _MOST_TRIED, _MOST_SHOWN = 400, 6, 2
_MOST_MENDED_AGAIN = 2
_CLAUSE = re.compile(r"\s*(?<![\w.])(?:wrt|where)(?!\w)")
_NAME_ALONE = re.compile(r"\s*(?:\\[a-z]+\s*)?\{?\\?\w+\}?\s*")
_FILE = re.compile(r"[\w./~-]+\.(?:txt|md|tex|tsv|csv|py|ipynb|m|R|jl)")
_TRANSPOSE = r"(?:\^\{?\s*\\?(?:T|top)(?!\w)|['’⊤ᵀ]|\.T(?!\w))"
_LONE_BARS = re.compile(r"\|([a-z]\w*)\|")
_CLOSERS = {"(": ")", "[": "]", "{": "}", "<": ">"}


def add_commands(
    error: MatdiffError, text: str, options: list[str], error_of: Callable[[str], MatdiffError | None]
) -> None:
    """End the hint of an error in this text in commands, if there are any that are understood.

    `error_of` is what is wrong with a text, None if it is understood; a text that is not is mended once more.
    `options` are the words of the command line that belong to the problem.
    """
    if error.source != text or not error.marks or len(text) > _LONGEST or "try: matdiff" in error.hint:
        return
    if _FILE.fullmatch(text):
        error.hint = f"is a file meant? try: matdiff < {text}"
        return
    if error.hint in (OUTSIDE, intents.TWO_DASHES):
        problem, moved = without_options(text)
        if moved and error_of(problem) is None:
            words = (word if word.isalnum() else quoted(word) for word in moved)
            error.hint += f"; try: {' '.join((command(problem, options), *words))}"
        return
    first = {each: error_of(each) for each in _mended(error, text)}
    texts = [each for each, wrong in first.items() if wrong is None]
    again = [(each, wrong) for each, wrong in first.items() if wrong and wrong.marks and wrong.source == each]
    again = [(each, wrong) for each, wrong in again if wrong.message != "a scalar plus a matrix"]  # I, or a vector?
    if "a transpose would fit" in error.hint:  # not one of what was transposed just now
        again = [(each, wrong) for each, wrong in again if "a transpose would fit" not in wrong.hint]
    for each, wrong in again[: 0 if texts else _MOST_MENDED_AGAIN]:
        texts += [last for last in _mended(wrong, each) if last != text and error_of(last) is None]
    texts = [each for each in texts if not _NAME_ALONE.fullmatch(each)] or texts
    apart = {" ".join(each.split()): each for each in reversed(texts)}
    found = [command(each, options) for each in reversed(apart.values())][:_MOST_SHOWN]
    if found:
        between = " " if error.hint.endswith("?") else "; " if error.hint else ""
        error.hint += f"{between}try: {'  or  '.join(found)}"


def _mended(error: MatdiffError, text: str) -> list[str]:
    found = dict.fromkeys(each for rule in _RULES for each in rule(error, text))
    return list(islice((each for each in found if each != text and each.strip()), _MOST_TRIED))


# --- the rules: an error and its text → texts that may be meant -------------------------------------------------------


def _put(text: str, span: Span, written: str) -> str:
    return text[: span.start] + written + text[span.end :]


def _marked(error: MatdiffError) -> Span:
    """All that the marks take up."""
    return Span(min(mark.span.start for mark in error.marks), max(mark.span.end for mark in error.marks))


def _declared(text: str, declaration: str) -> str:
    return f"{text}, {declaration}" if re.search(r"(?<![\w.])where(?!\w)", text) else f"{text} where {declaration}"


def _misspelled(error: MatdiffError, text: str) -> Iterator[str]:
    found = re.search(r"did you mean (\w+)(?: or (\w+))?\?", error.hint)
    for name in filter(None, found.groups() if found else ()):
        yield _put(text, error.marks[0].span, name)


def _kinds(error: MatdiffError, text: str) -> Iterator[str]:
    if error.message == "a scalar plus a vector" and re.search(r"['’⊤ᵀ]|\^T|\.T", text):
        return  # what is transposed is no scalar
    for found in re.finditer(r"(?:declare (?:it )?`(?:where )?|add: where )(\w+: \w+)", error.hint):
        name, kind = found[1].split(": ")
        if kind != "scalar" or not re.search(rf"\([^()]*(?<!\w){name}(?!\w)[^()]*\)\s*(?:\^\{{?T|['’⊤ᵀ]|\.T)", text):
            yield _declared(text, found[1])
    if untyped := re.match(r"write (\w+): vector\(n\) or", error.hint):
        place = Span(error.marks[0].span.start, error.marks[0].span.start)
        yield _put(text, place, f": {kind_by_convention(canonical(untyped[1]))}")


def _transposes(error: MatdiffError, text: str) -> Iterator[str]:
    found = re.search(r"a transpose would fit: (.+)", error.hint)
    if found:
        yield _put(text, error.marks[0].span if error.message.startswith("a sum") else _marked(error), found[1])


def _scalar_plus_matrix(error: MatdiffError, text: str) -> Iterator[str]:
    scalar = next((mark.span for mark in error.marks if mark.label.endswith(" is 1×1")), None)
    if scalar and error.message == "a scalar plus a matrix" and not any(_greek_vectors(error, text)):
        found = re.search(r"(ones\(.*?\)) adds it to every entry", error.hint)
        for matrix in ["I", *([found[1]] if found else [])]:
            signed = text[scalar.start : scalar.end]
            written = signed.lstrip("-−+ ")
            sign = signed.removesuffix(written)
            yield _put(text, scalar, f"{sign}{written if written.isalnum() else f'({written})'}*{matrix}")


def _added_to_all(error: MatdiffError, text: str) -> Iterator[str]:
    """A vector added to every column of a matrix, a row to every row."""
    found = re.match(r"(.+) adds it to every (?:column|row)$", error.hint)
    vector = next((mark for mark in error.marks if re.search(r"×1$| is 1×", mark.label)), None)
    if found and vector and error.message.startswith("a sum of"):
        signed = text[vector.span.start : vector.span.end]
        sign = signed[: len(signed) - len(signed.lstrip("-−+ "))]
        yield _put(text, vector.span, f"{sign}{found[1]}")


def _left_to_right(error: MatdiffError, text: str) -> Iterator[str]:
    """X'*Y*x'*x: the scalar at the end of a product in parentheses."""
    if error.hint.startswith("products are read from left to right"):
        start, depth = error.marks[0].span.start, 0
        end = start
        while end < len(text) and not _CLAUSE.match(text, end):
            depth += (text[end] in "([{") - (text[end] in ")]}")
            if depth < 0 or (depth == 0 and text[end] in "+-,;="):
                break
            end += 1
        yield _put(text, Span(start, end), f"({text[start:end].rstrip()})")


def _greek_vectors(error: MatdiffError, text: str) -> Iterator[str]:
    """The μ of (x - μ)', and with it the N of N/2; the α of α'Kα, with it the Y of Y - Kα; 1μ' is a matrix."""
    if not re.match("a scalar plus a (?:vector|matrix)$", error.message):
        return
    groups = " ".join(re.findall(rf"\(([^()]*)\)\s*{_TRANSPOSE}", text))
    names = re.findall(r"(?<!\w)[α-ω](?!\w)|(?<!\w)mu(?!\w)", groups)
    names += [name for name in re.findall(rf"(?<![^\W\d])([^\W\d_]+)\s*{_TRANSPOSE}", text) if _is_scalar(name)]
    vectors = [f"{name}: vector" for name in dict.fromkeys(names)]
    if not vectors:
        return
    written = re.sub(rf"(?<![\w.)])1(?=[^\W\d_]+\s*{_TRANSPOSE})", "vector(1)*", text)
    numbers = [f"{name}: scalar" for name in dict.fromkeys(re.findall(r"(?<!\w)[NMTK](?=\s*/)", text))]
    terms = [f"{name}: vector" for name in dict.fromkeys(re.findall(r"(?<![\w*'}])([A-Z])\s+[-−+]", text))]
    for declarations in (vectors, numbers + vectors, vectors + terms):
        yield _declared(written, ", ".join(declarations))


def _is_scalar(name: str) -> bool:
    return kind_by_convention(canonical(name)) == "scalar"


def _divisions(error: MatdiffError, text: str) -> Iterator[str]:
    divisor = error.marks[0].span
    stroke = text.rfind("/", 0, divisor.start)
    if error.message == "division by a matrix" and stroke >= 0:
        opened = text[stroke + 1 : divisor.start].count("(")
        divisor = Span(divisor.start, divisor.end + (opened if text[divisor.end :].startswith(")" * opened) else 0))
        above = re.sub(r"(?<![\w.])1$|$", lambda one: "" if one[0] else "*", text[:stroke].rstrip(), count=1)
        yield f"{above}inv({text[divisor.start : divisor.end]}){text[divisor.end :]}"


def _powers(error: MatdiffError, text: str) -> Iterator[str]:
    place = error.marks[0].span
    inverse = re.compile(r"\s*(?:\^|\*\*)\s*[{(]?\s*-\s*1(?:\s*[)}])?").match(text, place.end)
    if "is the pseudoinverse" in error.hint and inverse:
        base = text[place.start : place.end]
        yield _put(text, Span(place.start, inverse.end()), f"pinv({base})")
    elif error.message.endswith(" has no power"):
        if sign := re.compile(r"\s*(?:(\^|\*\*)|(?P<raised>[²³]))").match(text, place.end):
            raised = {"²": ".^2", "³": ".^3", None: ".^"}[sign["raised"]]
            yield _put(text, Span(*sign.span(sign.lastindex or 0)), raised)
    elif (written := text[place.start : place.end]) in ("H", "^H", "^{H}"):
        yield _put(text, place, written.replace("H", "T"))


def _brackets(error: MatdiffError, text: str) -> Iterator[str]:
    place = error.marks[0].span
    if opened := re.match(r'"([(\[{<])" is never closed', error.message):
        clause = _CLAUSE.search(text, place.end)
        end = clause.start() if clause else len(text.rstrip())
        yield _put(text, Span(end, end), _CLOSERS[opened[1]])
    elif re.match(r'"[)\]}]" has no ', error.message):
        label = re.match(r"\s*(?:\d+|[a-z])\)\s+", text)  # of an exercise
        yield text[label.end() :] if label else _put(text, place, "")
    elif closed := re.match(r'"([(\[{<])" is closed by ', error.message):
        yield _put(text, place, _CLOSERS[closed[1]])
    elif error.message == "this bar is never closed":
        if text.count("||") % 2:
            yield _put(text, place, "||")
            return
        clause = _CLAUSE.search(text, place.end)
        end = clause.start() if clause else len(text.rstrip())
        yield _put(text, Span(end, end), "|")
    elif "group with parentheses" in error.hint and not re.search(r"_\{|\^\{\s*\(", text):
        yield text.replace("{", "(").replace("}", ")")
    elif bars := re.match(r"(\|\|.+\|\|) is the norm", error.hint):
        called = re.search(r"(?:sum|mean)(\s*\(\s*)?$", text[: place.start])
        if called or re.match(r"\s*(?:['’ᵀ⊤]|\^T)", text[place.end :]):  # of entries
            absolute = f"abs{bars[1].replace('||', '(', 1)[:-2]})"
            yield _put(text, place, absolute if not called or called[1] else f"({absolute})")
        every = "|" not in _LONE_BARS.sub("", text)  # of |x||y| both
        yield _LONE_BARS.sub(r"||\1||", text) if every else _put(text, place, bars[1])


def _signs(error: MatdiffError, text: str) -> Iterator[str]:
    place = error.marks[0].span
    if error.message.startswith('"×" has no meaning'):
        yield _put(text, place, "*")
    elif error.message == "two numbers side by side":
        within = text.count("[", 0, place.start) > text.count("]", 0, place.start)
        yield re.sub(r"(?<=\d) +(?=\d)", ", ", text) if within else _put(text, Span(place.start, place.start), "* ")
    elif begins := re.match(r'does "(.)" begin an entry', error.message):
        before, behind = text[: place.start].rstrip(), text[place.end :].lstrip()
        yield f"{before}, {begins[1]}{behind}"
        yield f"{before} {begins[1]} {behind}"
    elif error.message.startswith("an operator is missing before "):
        index = text[: place.start].endswith(("||", "‖", "∥"))
        if index and (lost := re.compile(r"(2)\s?2(?!\w)").match(text, place.start)):  # ||x||22 on a page
            yield _put(text, Span(*lost.span()), "_2^2")
        if text[place.start : place.end] == "1" and not index:
            yield _put(text, place, "*vector(1)")
        yield _put(text, Span(place.start, place.start), "_" if index else "*")
    elif error.message == "nothing gives this I its size":
        yield _put(text, place, "I_n")
    elif error.message == "no target after wrt":
        yield re.sub(r"\s*(?<![\w.])wrt(?!\w)", "", text)
    elif error.message == "wrt stands twice":
        yield _put(text, place, ",")
    elif error.message == '"=" is no part of an expression':
        clause = _CLAUSE.search(text, place.end)
        end = clause.start() if clause else len(text)
        left, right = text[: place.start].strip(), text[place.end : end].strip("= ")
        by = re.search(r"(?<![\w.])wrt\s+(\\?\w+)", text[end:])
        one = not re.search("[;,]", right)
        on_right = by and one and by[1] in right and by[1] not in left  # e'e = (y - Xb)'(y - Xb) wrt b
        if not re.fullmatch("[A-ZΑ-Ω][a-zα-ω]", left):  # Ax = b
            named = re.fullmatch(r"\\?\w+(?:['’′]|\s*[+-]\s*1)?(?:\([^()]*\))?", left)
            yield (right.rpartition("=")[2].strip() if on_right else right if named else left) + text[end:]


def _doubts(error: MatdiffError, text: str) -> Iterator[str]:
    """What was written together, and how far a function reaches."""
    place = error.marks[0].span
    if written := re.match(r"write ([^…]+), or declare \w+(?:: scalar for a determinant)?$", error.hint):
        postfix = re.compile(rf"\s*{_TRANSPOSE}").match(text, place.end)
        if postfix and written[1].endswith(")"):  # of trXX' the XX'
            yield _put(text, Span(place.start, postfix.end()), f"{written[1][:-1]}{postfix[0]})")
        else:
            yield _put(text, place, written[1])
    elif powers := re.match(r"write \^\((.+)\) or \^(.+)$", error.hint):
        if powers[2].startswith("t*"):
            yield _put(text, place, f"{'ᵀ' if text[place.start] == 'ᵗ' else 'T'} {powers[2][2:]}")
        raised = "" if text[: place.start].rstrip().endswith(("^", "**")) else "^"
        yield _put(text, place, f"{raised}({powers[1]})")
        yield _put(text, place, f"{raised}{powers[2]}")
    elif reach := re.match(r"write (\w+)\((.+)\)\*… or ", error.hint):
        name, inner = reach.groups()
        last = text[place.start : place.end].rpartition(inner)[2].strip(" *")
        yield _put(text, place, f"{name}({inner})*{last}")
        yield _put(text, place, f"{name}({inner}*{last})")
    elif error.message.startswith("how far does ") and (both := re.match(r"write (\w+\(.+) or (\w+\(.+)$", error.hint)):
        yield from (_put(text, place, written) for written in both.groups())
    elif call := re.match(r"write (\w+\([^…()]*\))$", error.hint):
        yield _put(text, place, call[1])
    elif stacked := re.match(r"write `wrt (.+)` for one derivation each", error.hint):
        yield re.sub(r"\[[^\[\]]*\](?=\s*(?:where|$))", stacked[1], text)


def _products(error: MatdiffError, text: str) -> Iterator[str]:
    """(Ax - b)T(Ax - b), wTx, the row a of aXa^T, and the number N of 1/N (…)."""
    if error.message.startswith("a product of "):
        for name in dict.fromkeys(re.findall(r"\d\s*/\s*([A-Z])(?=\s*\()", text)):
            yield _declared(text, f"{name}: scalar")
    if error.message.startswith("a product of ") and error.hint.startswith("the columns of the left factor"):
        mended = re.sub(r"(\)|(?<![\w.])[a-z])T(?=\s*\(|[a-z](?!\w))", r"\1'", text)
        yield mended
        for name in dict.fromkeys(re.findall(r"(?<!\w)([a-z])(?=\s*(?:\^T|\^\{T\}|'|\.T))", text)):
            yield _declared(text, f"{name}: row")
        left = error.marks[-1]
        if left.label.endswith("×1") and mended == text and "\\" not in text:
            yield _put(text, Span(left.span.end, left.span.end), "'")


_RULES = (
    clause_repairs.properties, clause_repairs.sets,
    clause_repairs.squares, clause_repairs.targets, clause_repairs.several, clause_repairs.declarations,
    word_repairs.words, word_repairs.prose, word_repairs.intended,
    notation_repairs.exponents, notation_repairs.entries, notation_repairs.numbers, notation_repairs.powers,
    notation_repairs.divisions, notation_repairs.norms, notation_repairs.functions, notation_repairs.left_out,
    notation_repairs.derivative_signs, notation_repairs.lines_of_latex, notation_repairs.numbers_of_formulas,
    *notation_repairs.STRANGE, _misspelled, _transposes, _products, _greek_vectors, _scalar_plus_matrix,
    _added_to_all, _left_to_right, notation_repairs.doubts, _divisions, _powers, _brackets, _signs, _doubts, _kinds,
)  # fmt: skip
