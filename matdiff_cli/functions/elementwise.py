"""Functions of a scalar that act on every entry, with their scalar derivatives."""

from matdiff_cli.functions.record import Record


def _entry(name: str, derivative: str, description: str, **more: object) -> Record:
    return Record(name, "elementwise", description, derivative=derivative, **more)  # type: ignore[arg-type]


ELEMENTWISE = (
    _entry(
        "exp", "exp(x)", "exponential of every entry", values="positive", latex=r"\exp", example="sum(exp(A*x)) wrt x"
    ),
    _entry(
        "log",
        "1/x",
        "natural logarithm",
        aliases=("ln",),
        latex=r"\log",
        domain="@1 > 0",
        example="log(a'*x) wrt x",
    ),
    _entry("log1p", "1/(1 + x)", "log(1 + x)", domain="@1 > −1", keeps_zeros=True, example="sum(log1p(x)) wrt x"),
    _entry(
        "sqrt",
        "1/(2*sqrt(x))",
        "square root",
        domain="@1 > 0",
        values="not negative",
        keeps_zeros=True,
        example="sqrt(x'*x) wrt x",
    ),
    _entry("sin", "cos(x)", "sine", latex=r"\sin", keeps_zeros=True, example="sum(sin(x)) wrt x"),
    _entry("cos", "-sin(x)", "cosine", latex=r"\cos", example="sum(cos(x)) wrt x"),
    _entry("tan", "1 + tan(x)^2", "tangent", latex=r"\tan", keeps_zeros=True, example="sum(tan(x)) wrt x"),
    _entry(
        "asin",
        "1/sqrt(1 - x^2)",
        "inverse sine",
        aliases=("arcsin",),
        latex=r"\arcsin",
        domain="−1 < @1 < 1",
        keeps_zeros=True,
        example="sum(asin(x)) wrt x",
    ),
    _entry(
        "acos",
        "-1/sqrt(1 - x^2)",
        "inverse cosine",
        aliases=("arccos",),
        latex=r"\arccos",
        domain="−1 < @1 < 1",
        example="sum(acos(x)) wrt x",
    ),
    _entry(
        "atan",
        "1/(1 + x^2)",
        "inverse tangent",
        aliases=("arctan",),
        latex=r"\arctan",
        keeps_zeros=True,
        example="sum(atan(x)) wrt x",
    ),
    _entry("sinh", "cosh(x)", "hyperbolic sine", latex=r"\sinh", keeps_zeros=True, example="sum(sinh(x)) wrt x"),
    _entry("cosh", "sinh(x)", "hyperbolic cosine", values="positive", latex=r"\cosh", example="sum(cosh(x)) wrt x"),
    _entry(
        "tanh", "1 - tanh(x)^2", "hyperbolic tangent", latex=r"\tanh", keeps_zeros=True, example="v'*tanh(W*x) wrt x"
    ),
    _entry(
        "abs",
        "sign(x)",
        "absolute value",
        note="the derivative of abs at 0 is taken as 0",
        values="not negative",
        keeps_zeros=True,
        example="sum(abs(x)) wrt x",
    ),
    _entry(
        "sign",
        "0",
        "sign of every entry: -1, 0 or 1",
        aliases=("sgn",),
        partners=(("", "abs"), ("abs", ""), ("relu", "relu")),
        note="sign is constant away from 0, where its derivative is taken as 0",
        keeps_zeros=True,
        example="sum(sign(x).*x) wrt x",
    ),
    _entry(
        "relu",
        "(1 + sign(x))/2",
        "max(x, 0)",
        indicator=True,
        note="the derivative of relu at 0 is taken as 1/2",
        values="not negative",
        keeps_zeros=True,
        example="sum(relu(W*x)) wrt x",
    ),
    _entry(
        "sigmoid",
        "sigmoid(x)*(1 - sigmoid(x))",
        "1/(1 + exp(-x))",
        aliases=("logistic", "expit"),
        latex=r"\sigma",
        values="below 1",
        example="sum(sigmoid(x)) wrt x",
    ),
    _entry("softplus", "sigmoid(x)", "log(1 + exp(x))", values="positive", example="sum(softplus(x)) wrt x"),
    _entry("erf", "2*exp(-x^2)/sqrt(pi)", "error function", keeps_zeros=True, example="sum(erf(x)) wrt x"),
)
