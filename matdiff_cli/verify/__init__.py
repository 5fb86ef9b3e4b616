"""`--check`: an answer held against differences of the function, and every printed line tried with numbers."""
