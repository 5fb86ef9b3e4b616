"""`matdiff check` and `--check`: statuses, streams, and what is printed."""

import json
import sys
from dataclasses import replace

import pytest

RIGHT = "a'*X*b wrt X = a*b'"
TURNED = "a'*X*b wrt X = b*a'"
WRONG = "log|X^-1| wrt X = X^-1"
CONDITION = "x'*A*x wrt x = 2*A*x"
BAD = "x'*x wrt x = 2*x)"


@pytest.mark.parametrize(
    ("claim", "status", "begins"),
    [
        (RIGHT, 0, "right: "),
        (TURNED, 0, "right in numerator layout: "),
        (CONDITION, 1, "right only under a condition: "),
        (WRONG, 1, "wrong: "),
        ("(A*B)' = B'*A'", 0, "equal: "),
        ("(A*B)' = A'*B'", 1, "different: "),
    ],
)
def test_the_verdict_comes_first_and_decides_the_status(run, claim, status, begins):
    done = run("check", claim)
    assert (done.exit_code, done.stderr) == (status, "")
    assert done.stdout.startswith(begins + claim + "\n")


def test_a_wrong_claim_is_explained(run):
    shown = run("check", WRONG).stdout
    assert [line.split()[0] for line in shown.splitlines()] == ["wrong:", "slip", "answer", "at", "claimed", "correct"]
    assert "sign and transposed" in shown and "-X^-T" in shown


def test_what_cannot_be_read_is_trouble(run):
    done = run("check", BAD)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "column 17" in done.stderr and BAD in done.stderr


def test_words_are_joined_and_the_target_may_be_an_option(run):
    assert run("check", "x'*A*x", "wrt", "x", "=", "(A + A')*x").exit_code == 0
    assert run("check", "x'*A*x = (A + A')*x", "-w", "x").exit_code == 0
    assert run("check", "x'*A*x wrt x = 2*A*x", "-d", "A: symmetric").exit_code == 0
    assert run("check", "-x'*x wrt x = -2*x").exit_code == 0


def test_second_derivatives_and_layouts(run):
    assert run("check", "x'*A*x wrt x = A + A'", "--hessian").exit_code == 0
    assert run("check", TURNED, "-l", "numerator").stdout == f"right: {TURNED}\n"


def test_an_answer_is_the_verdict_a_tab_and_the_claim(run):
    done = run("check", "-a", stdin=f"{RIGHT}\n{TURNED}\n{BAD}\n{WRONG}\n{CONDITION}\nA*B  =  B*A\n")
    assert done.exit_code == 2 and done.stderr.count("error[") == 1
    assert done.stdout.splitlines() == [
        f"right\t{RIGHT}",
        f"right in numerator layout\t{TURNED}",
        f"wrong\t{WRONG}",
        f"right only under a condition\t{CONDITION}",
        "different\tA*B = B*A",
    ]
    assert run("check", "-a", WRONG).exit_code == 1 and run("check", "--answer", RIGHT).exit_code == 0
    assert run("check", "-a", "--json", RIGHT).stdout == run("check", "--json", RIGHT).stdout


@pytest.mark.parametrize("claim", [RIGHT, WRONG, CONDITION])
def test_the_derivation_of_the_right_answer_is_shown(run, claim):
    problem = claim.partition(" =")[0]
    shown, plain, derived = run("check", claim, "--show"), run("check", claim), run(problem)
    assert shown.exit_code == plain.exit_code
    assert shown.stdout == plain.stdout + "\n" + derived.stdout
    assert json.loads(run("check", claim, "--show", "--json").stdout)["derivation"]["steps"]


def test_an_identity_has_no_derivation_to_show(run):
    assert run("check", "A*B = A*B", "--show").stdout == "equal: A*B = A*B\n"
    assert json.loads(run("check", "A*B = A*B", "--show", "--json").stdout)["derivation"] is None


def test_many_claims_one_a_line(run):
    done = run("check", stdin=f"{RIGHT}\n# a remark\n\n{BAD}\n{WRONG}\n")
    assert done.exit_code == 2
    assert [line for line in done.stdout.splitlines() if not line.startswith(" ")] == [
        f"right: {RIGHT}",
        f"wrong: {WRONG}",
    ]
    assert "line 4, column 17" in done.stderr


def test_a_claim_that_does_not_hold_among_those_that_do(run):
    assert run("check", stdin=f"{RIGHT}\n{WRONG}\n{RIGHT}\n").exit_code == 1
    assert run("check", stdin=f"{RIGHT}\n{TURNED}\n").exit_code == 0


def test_json_is_one_object_a_claim(run):
    done = run("check", "--json", stdin=f"{RIGHT}\n{BAD}\n{WRONG}\n{CONDITION}\nA' = A\n")
    right, bad, wrong, condition, equation = map(json.loads, done.stdout.splitlines())
    assert right["schema"] == "matdiff/1" and right["problem"] == RIGHT
    assert right["claim"] == {
        "text": "a*b'",
        "verdict": "right",
        "layout": "gradient",
        "condition": None,
        "slip": None,
        "repair": None,
        "shape": ["m", "n"],
        "points": 8,
        "witness": None,
        "answer": "a*b'",
    }
    assert (bad["error"]["line"], bad["error"]["column"]) == (2, 17)
    assert (wrong["claim"]["verdict"], wrong["claim"]["slip"]) == ("wrong", "sign and transposed")
    assert wrong["claim"]["witness"].keys() == {"sizes", "values", "claimed", "correct"}
    assert condition["claim"]["condition"] == "A symmetric"
    assert (equation["claim"]["verdict"], equation["claim"]["answer"]) == ("condition", None)


def test_nothing_typed_is_echoed_with_control_characters_or_taken_as_markup(run):
    done = run("check", "[bold]x\x1b[31m wrt x = x")
    assert done.exit_code == 2
    assert "\x1b" not in done.stdout + done.stderr


def test_colour_only_when_asked_for(run):
    assert "\x1b" not in run("check", WRONG).stdout
    assert "\x1b[1;31mwrong" in run("check", WRONG, "--color", "always").stdout


def test_ascii(run):
    assert run("check", "tr(A*X*B) wrt X = A*B'", "--ascii").stdout.isascii()


def test_a_right_claim_is_judged_without_sympy(run):
    """The module may have been loaded by other tests; a fresh process tells."""
    import subprocess

    program = (
        "import sys; from matdiff_cli.claims.judge import judge; "
        f"assert judge({RIGHT!r}).holds; sys.exit('sympy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


# --- chains and lines -------------------------------------------------------------------------------------------------

LINES = "x'*A*x wrt x\ndf = dx'*A*x + x'*A*dx\n   = x'*(A + A')*dx   # so\n∇f = (A + A')*x\n"


def test_the_first_bad_line_is_named_and_the_others_are_judged(run):
    wrong = LINES.replace("(A + A')*dx", "(A - A')*dx")
    done = run("check", wrong)
    assert (done.exit_code, done.stderr) == (1, "")
    first, *shown = done.stdout.splitlines()
    assert first == "wrong in line 3: x'*A*x wrt x"
    said = [line.partition("# ")[2] for line in shown if "# " in line]
    verdicts = [words for words in said if words.startswith(("right", "wrong"))]
    assert [words.partition(":")[0] for words in verdicts] == ["right", "wrong", "right"]
    assert verdicts[0].startswith("right: multiply out")
    assert any(line.startswith("  slip        sign") for line in shown)
    assert run("check", LINES).exit_code == 0


def test_the_layout_in_which_lines_are_right_is_named(run):
    lines = "a'*X*b wrt X\ndf = a'*dX*b\n∂f/∂X = b*a'"
    assert run("check", lines).stdout.startswith("right in numerator layout: a'*X*b wrt X\n")
    assert run("check", "-a", lines).stdout.startswith("right in numerator layout\t")


def test_the_right_answer_for_a_name_that_another_is_made_of(run):
    """z in s = z^2 varies with x: the change of s is not 0."""
    shown = run("check", "(x'*x)^2 wrt x\nz = x'*x\ns = z^2\nds = 2*z*dx").stdout
    assert "answer      4*(x'*x)*(x'*dx)" in shown


@pytest.mark.parametrize("claim", ["0 = A - A'", "0 = X*V - U*V'*V", "0 = x'*x"])
def test_a_bare_zero_on_the_left_stays_there(run, claim):
    """What is said of the sides is said of them as they stand; a 0 of any shape fits, and nothing is repaired in it."""
    lines = run("check", claim).stdout.splitlines()
    zeros = next(line for line in lines if line.startswith("  left side"))
    assert set(zeros.partition("side")[2]) <= set("[0], ;")
    assert not any(line.startswith(("  shapes", "  right with")) for line in lines)


def test_lines_of_standard_input_that_belong_together(run):
    """A derivation, blank lines in it; a claim; a chain over two lines; a derivation again, which has a bad line."""
    given = f"{LINES.replace(chr(10), chr(10) * 2)}{WRONG}\ntr(A*B) = tr(B*A)\n  = tr(A'*B')\n{LINES}∇f = A*x\n"
    done = run("check", "-a", stdin=given)
    verdicts = [line.partition("\t")[0] for line in done.stdout.splitlines()]
    assert (verdicts, done.exit_code) == (["right", "wrong", "right", "wrong"], 1)
    assert "wrong in line 5" in run("check", stdin=given).stdout


@pytest.mark.parametrize("result", ["∇f = (A + A')*x", "grad f = (A + A')*x", "grad f(x) = (A + A')*x", "∇²f = A + A'"])
def test_a_derivative_by_any_sign_is_a_line_of_what_is_above(run, result):
    """As `--ascii` prints it, too; what names a function of its own is a question of its own."""
    done = run("check", "-a", stdin=f"x'*A*x wrt x\ndf = x'*(A + A')*dx\n{result}\ngrad log(x'*x) = 2*x/(x'*x)\n")
    assert (done.exit_code, [line.partition("\t")[0] for line in done.stdout.splitlines()]) == (0, ["right", "right"])


@pytest.mark.parametrize("claim", ["det(A*B) = det(A)*det(B)", "dot(x, y) = x'*y", "diag(x)' = diag(x)"])
def test_a_function_that_begins_with_d_is_no_increment(run, claim):
    done = run("check", stdin=f"log|X| wrt X\n{claim}\n")
    assert (done.exit_code, done.stdout.splitlines()[0]) == (2, f"equal: {claim}")


def test_trouble_in_a_line_is_reported_in_that_line(run):
    done = run("check", stdin=f"{LINES}∇f = (A + A')*q\n{RIGHT}\n")
    assert (done.exit_code, done.stdout) == (2, f"right: {RIGHT}\n")
    assert "line 5, column 15" in done.stderr and "5 | ∇f = (A + A')*q" in done.stderr


def test_json_of_lines(run):
    found = json.loads(run("check", "--json", "--show", LINES.replace("(A + A')*x", "A*x")).stdout)
    assert found["claim"]["verdict"] == "wrong" and found["claim"]["answer"] == "(A + A')*x"
    assert [(line["line"], line["left"], line["right"], line["verdict"]) for line in found["lines"]] == [
        (2, "df", "dx'*A*x + x'*A*dx", "right"),
        (3, None, "x'*(A + A')*dx", "right"),
        (4, "∇f", "A*x", "wrong"),
    ]
    assert found["lines"][2]["slip"] == "only one term of a product rule"
    assert found["derivation"]["steps"]


def test_the_derivation_of_what_lines_are_about_is_shown(run):
    shown = run("check", LINES, "--show").stdout
    assert shown.endswith(run("x'*A*x wrt x").stdout)


# --- matdiff --check --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "problem",
    [
        ["log|X^-1| wrt X"],
        ["A*x wrt x", "-l", "denominator"],
        ["t^2*A wrt t where t: scalar"],
        ["A*X*B wrt X"],
        ["x'*A*x wrt x", "--hessian"],
        ["tr(F(X)) wrt X where F(X): matrix(p, p)"],
        ["tr(A*X) wrt X where X: symmetric(n)"],
        ["3x^2 + 12x - 5y^2 + y wrt [x, y]"],
        ["sum(sqrt(x)) wrt x where x: positive vector(n)"],
        ["sqrt(alpha - 500) wrt alpha"],
        ["asin(alpha - 500) wrt alpha"],
        ["log(x'*x - 5000) + sqrt(6000 - x'*x) wrt x"],
        ["kron(kron(A, X), kron(X, B)) wrt X"],
    ],
)
def test_every_kind_of_derivation_is_checked(run, problem):
    done = run(*problem, "--check", "-q")
    assert (done.exit_code, done.stderr) == (0, "")
    last = done.stdout.splitlines()[-1]
    assert last.startswith("checked: ") and last.endswith("lines hold")
    check = json.loads(run(*problem, "--check", "-q", "--json").stdout)["check"]
    assert check["passed"] and check["points"] >= 3 and check["digits"] >= 30 and not check["failures"]
    assert float(check["max_relative_error"]) < 1e-30
    assert check["lines"] == check["lines_held"] > 0


@pytest.mark.parametrize(
    "problem",
    [
        "exp(x'*A*y) wrt x, y",
        "t*s^2*x'*x wrt t, [s, t], x where t, s: scalar",
        "r*X*b wrt r, X where r: row(m)",
        "t*log|X| wrt X, t where t: scalar",
        "t*tr(A*S) wrt t, S where t: scalar, S: symmetric(n)",
        "tr(L*A*K*B) wrt L, K where L: lower(n), K: skew(n)",
        "x'*Q*y wrt x, Q where Q: orthogonal(n)",
        "r'*W*r wrt x, s where r = x - A*s, W: symmetric(m)",
        "x'*x wrt x, y",
    ],
)
@pytest.mark.parametrize("layout", ["gradient", "numerator", "denominator", "mml"])
def test_every_block_of_a_mixed_hessian_is_checked(run, problem, layout):
    done = run(problem, "--hessian", "--check", "-q", "--json", "-l", layout)
    assert (done.exit_code, done.stderr) == (0, "")
    checks = [json.loads(line)["check"] for line in done.stdout.splitlines()]
    assert len(checks) in (4, 9)
    for check in checks:
        assert check["passed"] and check["points"] == 3 and not check["failures"]
        assert check["lines"] == check["lines_held"] > 0


def test_a_block_by_an_unknown_function_is_checked(run):
    done = run("y'*F(X)*a wrt y, X where F(X): matrix(p, q)", "--hessian", "--check", "-q", "--json")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(o["result"]["text"], o["check"]["passed"]) for o in found if "result" in o] == [
        ("zeros(p, p)", True),
        ("dF*a", True),
    ]


def test_a_block_that_does_not_hold_fails(run, monkeypatch):
    """The second derivative alone is wrong: every block is, and the first lines of each still hold."""
    from matdiff_cli.derivation import derive

    right = derive.second_differentiation

    def wrong(question, d):
        twice = right(question, d)
        twice.__dict__["polished"] = Polished(algebra.scale(2, twice.value))
        return twice

    from matdiff_cli.expressions import algebra
    from matdiff_cli.expressions.final_form import Polished

    monkeypatch.setattr(derive, "second_differentiation", wrong)
    done = run("exp(x'*A*y) wrt x, y", "--hessian", "--check", "-q", "--json")
    assert done.exit_code == 1
    assert "hess f(x, y)" in done.stderr
    for line in done.stdout.splitlines():
        check = json.loads(line)["check"]
        assert not check["passed"] and check["lines"] - check["lines_held"] in (1, 2)  # and what it is read off
        assert "differs" in check["failures"][0]


def test_without_check_nothing_is_checked(run):
    assert json.loads(run("x'*x wrt x", "--json").stdout)["check"] is None


@pytest.mark.parametrize("format", ["text", "latex", "markdown"])
def test_the_page_says_that_it_was_checked(run, format):
    assert "checked: 5 points, 100 digits, largest relative error" in run("x'*x", "--check", "-f", format).stdout


def test_a_derivation_that_does_not_hold_fails(run, monkeypatch):
    """A wrong rule: the status is 1, the page and standard error say what failed."""
    from matdiff_cli.calculus import formulas
    from matdiff_cli.functions import REGISTRY

    original = REGISTRY["logdet"]
    monkeypatch.setitem(REGISTRY, "logdet", replace(original, differential="-" + original.differential))
    formulas._template.cache_clear()
    done = run("logdet(X) wrt X", "--check", "-q")
    as_json = run("logdet(X) wrt X", "--check", "-q", "--json")
    answer = run("logdet(X) wrt X", "--check", "-q", "-a")
    formulas._template.cache_clear()
    assert done.exit_code == as_json.exit_code == answer.exit_code == 1
    assert "check failed: 1 point" in done.stdout
    assert "check failed: the result differs" in done.stderr
    assert json.loads(as_json.stdout)["check"]["passed"] is False
    assert answer.stdout.count("\n") == 1 and "check failed" in answer.stderr


def test_a_long_line_that_does_not_hold_is_shortened_on_standard_error(run, monkeypatch):
    from matdiff_cli.verify import check

    right = check.check
    failure = "step 1, line 1: " + "x + " * 1_000 + "x   [differs]"
    monkeypatch.setattr(check, "check", lambda *a, **b: replace(right(*a, **b), passed=False, failures=(failure,)))
    done = run("x'*x wrt x", "--check", "-a")
    assert done.exit_code == 1
    (line,) = done.stderr.splitlines()
    assert line.startswith("check failed: step 1") and line.endswith("[differs]") and len(line) < 700


def test_what_is_too_large_for_numbers_is_answered_but_does_not_pass(run):
    done = run("x'*A*x wrt x where x: vector(500)", "--check", "-a")
    assert (done.exit_code, done.stdout) == (1, "(A + A')*x\n")
    assert "too large" in done.stderr


def test_a_function_without_a_value_does_not_pass(run):
    done = run("log(-x'*x) wrt x", "--check")
    assert done.exit_code == 1
    assert "no point has a value" in done.stderr


def test_a_remark_that_every_target_gives_rise_to_is_made_once(run):
    refused = run("W*x wrt W, x", "--hessian", "--json")
    assert refused.exit_code == 2
    assert refused.stdout.count('"error"') == 4 and refused.stderr.count("error[") == 1
    noted = run("log(a'*x)*log(a'*y) wrt x, y", "--hessian", "-a")
    assert noted.stdout.count("\n") == 4
    lines = noted.stderr.splitlines()
    assert lines and len(lines) == len(set(lines))
    again = run("-a", "-", stdin="log(s) wrt s where s: scalar\n" * 2)
    assert again.stderr.count("note:") == 2


def test_a_claim_that_is_right_where_both_sides_are_defined(run):
    done = run("check", "log(alpha^2) = 2*log(alpha)")
    assert done.exit_code == 1
    assert done.stdout.startswith("right where both sides are defined: log(alpha^2) = 2*log(alpha)\n")
    assert "alpha > 0" in done.stdout and "no value" in done.stdout
    claim = json.loads(run("check", "log(alpha^2) = 2*log(alpha)", "--json").stdout)["claim"]
    assert (claim["verdict"], claim["condition"]) == ("condition", "both sides are defined: alpha > 0")
    assert claim["witness"]["claimed"] is None
