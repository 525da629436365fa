"""How good the claims are: gold files, scoring, baselines and the report that compares them.

What is compared, and when two things count as the same, is written down in ``evaluation/GUIDELINES.md``.
"""
