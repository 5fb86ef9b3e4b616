"""Numbers: sample points and sizes, values of typed trees at points, differences of high precision. No sympy."""
