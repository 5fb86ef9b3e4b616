"""The language a second time, from its description alone: what matdiff says is held against numbers found without it.

Nothing in here imports matdiff_cli, uses its grammar or asks it how a text is read; the tests alone start the command.
"""
