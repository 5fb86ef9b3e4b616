r"""What the commands of LaTeX mean. Tables only."""

from __future__ import annotations

_GREEK = (
    "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi "
    "omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega"
).split()
LETTERS = {
    **{name: name for name in _GREEK},
    **{f"var{name}": name for name in ("epsilon", "theta", "kappa", "pi", "rho", "sigma", "phi", "Sigma", "Omega")},
    "ell": "l",
}
"""Command → the name of the letter."""

OPERATORS = {
    "cdot": "*", "ast": "*", "odot": ".*", "circ": ".*", "oslash": "./", "otimes": "⊗", "div": "/", "colon": ":",
    "in": "∈", "times": "×",
}  # fmt: skip
PRODUCTS = frozenset(("cdot", "ast", "odot", "circ", "otimes"))
"""Those of products, through which a trace reaches that has no brackets."""

FUNCTIONS = {
    "log": "log", "ln": "log", "exp": "exp", "sin": "sin", "cos": "cos", "tan": "tan", "sinh": "sinh",
    "cosh": "cosh", "tanh": "tanh", "arcsin": "asin", "arccos": "acos", "arctan": "atan", "det": "det", "max": "max",
    "tr": "tr", "Tr": "tr", "trace": "tr", "diag": "diag",
}  # fmt: skip
"""Command → function. `\\vec` is an accent and no function."""
EXTREMA = frozenset(("min", "max", "minimize", "maximize", "inf", "sup"))

WORD_FUNCTIONS = {"Tr": "tr", "Trace": "tr", "Det": "det", "Diag": "diag", "arcsinh": "asinh"}
"""Words that are set upright and mean a function under another name; others mean what they mean in the language."""

BOLD = frozenset(("mathbf", "boldsymbol", "bm", "bold", "pmb", "mathbfit", "symbf", "textbf"))
UPRIGHT = frozenset(("mathrm", "text", "operatorname", "mbox", "textrm", "rm", "mathsf", "textsf", "mathop"))
PLAIN = frozenset(("mathit", "textit", "mathnormal"))
ALPHABETS = {"mathcal": "cal", "mathbb": "bb", "mathfrak": "frak", "mathscr": "scr"}
ACCENTS = {
    "hat": "hat", "widehat": "hat", "bar": "bar", "overline": "bar", "tilde": "tilde", "widetilde": "tilde",
    "dot": "dot", "ddot": "ddot", "check": "check", "breve": "breve",
}  # fmt: skip
"""Accent → what it adds to a name. `\\vec` adds nothing: it says that the name is a vector."""

SIZES = frozenset(
    "middle big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr bigm mathopen mathclose".split()
)
OPENERS = {
    "(": "(", "[": "(", "\\{": "(", "\\lbrace": "(", "\\lbrack": "(", "\\lvert": "|", "\\lVert": "||",
    "\\langle": "⟨", "\\lparen": "(",
}  # fmt: skip
CLOSERS = {
    ")": ")", "]": ")", "\\}": ")", "\\rbrace": ")", "\\rbrack": ")", "\\rvert": "|", "\\rVert": "||",
    "\\rangle": "⟩", "\\rparen": ")",
}  # fmt: skip
PARTNER = {
    "(": ")", "[": "]", "\\{": "\\}", "\\lbrace": "\\rbrace", "\\lbrack": "\\rbrack", "\\lvert": "\\rvert",
    "\\lVert": "\\rVert", "\\langle": "\\rangle", "\\lparen": "\\rparen",
}  # fmt: skip
BARS = {"|": "|", "\\vert": "|", "\\mid": "|", "\\|": "||", "\\Vert": "||", "||": "||"}
FRACTIONS = frozenset(("frac", "dfrac", "tfrac", "cfrac"))
TRANSPOSES = frozenset(("T", "\\top", "\\intercal", "\\prime", "\\mathsf T", "⊤"))
ONE_ARGUMENT = frozenset((*BOLD, *UPRIGHT, *PLAIN, *ALPHABETS, *ACCENTS, "vec", "sqrt"))
TWO_ARGUMENTS = frozenset((*FRACTIONS, "underset"))
MATRICES = frozenset(("matrix", "bmatrix", "pmatrix", "smallmatrix", "array"))
KNOWN = frozenset(
    (
        *LETTERS, *OPERATORS, *FUNCTIONS, *ONE_ARGUMENT, *TWO_ARGUMENTS, *SIZES, *EXTREMA,
        *"bf left over quad arg top perp vert mid".split(),
        *"to le ge ne leq geq neq ll gg pm mp cap cup sim neg not iff vee sum int prod lim dim ker gcd sec csc".split(),
        *"cot coth prec succ star land lor oint cong ni wr hom deg tag ref dots sf tt nu em sc sl it".split(),
    )
)  # fmt: skip
"""Commands that TeX knows; of those that are not read some of at most four letters."""
