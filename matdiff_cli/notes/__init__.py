"""Documents with blocks of problems: where the blocks stand, and the documents with results below them."""
