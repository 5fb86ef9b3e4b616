"""Junk in the words of programming languages is read or refused, and never takes long."""

import random
import time

from matdiff_cli.errors import MatdiffError
from matdiff_cli.typing.read import read_problems

WORDS = (
    "x y A B mu 2 0.5 ( ) [ ] , . %*% %o% * / + - ^ ** ' \" 'F' TRUE = $modulus t( crossprod( solve( diag( Tr[ Dot[ "
    "Transpose[ Norm[ Log[ np. np.sum( .T .dot( @ log.( abs2 sum( dot( \\ numel( _ { } | || wrt where : scalar λ_max( "
    "E( E[ · ∫ 1 norm( ^2_2 for in"
).split()


def test_junk_of_code():
    draw = random.Random(3)
    for _ in range(600):
        words = draw.choice(["", "", " "]).join(draw.choice(WORDS) for _ in range(draw.randint(1, 14)))
        text = words + draw.choice([" wrt x", "", " wrt x where x: scalar"])
        start = time.process_time()
        try:
            read_problems(text)
        except MatdiffError as error:
            places = [mark.span for mark in error.marks]
            assert all(0 <= place.start <= place.end <= len(error.source) + 1 for place in places), text
        assert time.process_time() - start < 5, text
