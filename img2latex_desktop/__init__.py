"""Img2LaTeX Desktop: snip an equation, get its LaTeX."""

__version__ = "0.1.0"
APPLICATION_ID = "io.github.img2latex.Img2LatexDesktop"
