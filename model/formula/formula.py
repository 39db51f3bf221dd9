"""Formula: canonical tokens, and how likely each is where a network read them."""

from dataclasses import dataclass, field

from model.formula.printed import Printed, Span
from model.formula.printer import print_latex
from model.formula.reader.normalize import normalize
from model.formula.tree import Node, read_tree


@dataclass(frozen=True)
class Formula:
    """One formula in canonical form; two are equal where their pictures are.

    Attributes:
        tokens: Compact tokens, well-formed.
        probabilities: Of each token, in (0, 1]; empty where nobody read it off a picture.
    """

    tokens: tuple[str, ...]
    probabilities: tuple[float, ...] = field(default=(), compare=False)

    @classmethod
    def read(cls, latex: str) -> "Formula":
        """Read LaTeX that somebody wrote.

        Raises:
            UnreadableError: It is no formula that the canonical form can hold.
        """
        return cls(tuple(normalize(latex)))

    @property
    def tree(self) -> list[Node]:
        """Its tokens as a tree, for printers."""
        return read_tree(self.tokens)

    def latex(self) -> Printed:
        """Print it as LaTeX."""
        return print_latex(self.tokens)

    def least_sure(self) -> tuple[Span, ...]:
        """Find the least likely token in its LaTeX; empty without probabilities, or if it prints nothing."""
        if not self.probabilities:
            return ()
        weakest = min(range(len(self.probabilities)), key=self.probabilities.__getitem__)
        return tuple(span for span in self.latex().spans if span.token == weakest)
