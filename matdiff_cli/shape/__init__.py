"""Is a function convex in its target? A proof, line by line, or a point and a direction that refute it.

`matdiff_cli.shape.judge.judge(problem)` is the one way in; what it finds is a `Shape`, of `matdiff_cli.shape.records`.
"""
