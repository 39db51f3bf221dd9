"""Img2LaTeX Desktop: snip an equation, get its LaTeX."""

__version__ = "0.1.0"
RELEASES_URL = "https://github.com/img2latex/img2latex-desktop/releases"
"""Where newer versions are found by a person with a browser; the program itself never asks there.

The same as in ``project.urls``. A placeholder until there is such a place.
"""
APPLICATION_ID = "io.github.img2latex.Img2LatexDesktop"
