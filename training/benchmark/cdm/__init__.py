"""Character detection matching (CDM): two formulas are compared by where each of their symbols is drawn.

Flow: ``coloring`` (tokens → LaTeX in which each visible token has a color) → ``boxes`` (pictures, one box a
color) → ``matching`` (which box of the one is which of the other) → ``score``.

Our own implementation of the published description (Wang et al. 2024, arXiv:2409.03643, section 3), on
canonical tokens. Blind, as published, to fonts, spaces, braces and the sizes of delimiters.
"""
