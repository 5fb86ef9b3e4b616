"""The steps of a derivation: the moves of the calculus, written as lines with the rules that led to them."""
