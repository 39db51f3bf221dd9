"""Results of recognition: plain values without torch, because the app holds them and pickle imports this."""

from dataclasses import dataclass

from model.formula.formula import Formula
from model.picture.view import Edges


@dataclass(frozen=True)
class Candidate:
    """One reading of the image.

    Attributes:
        latex: LaTeX source.
        score: Geometric mean of its token probabilities, in (0, 1]; it ranks candidates. For how far to trust
            the best one see ``Recognition.confidence``.
    """

    latex: str
    score: float


@dataclass(frozen=True)
class Recognition:
    """The LaTeX read from one image.

    Attributes:
        latex: LaTeX source of the best candidate.
        confidence: Estimated probability that ``latex`` is right, in (0, 1): its tokens'
            probabilities through the ``Calibration`` that was fitted when the weights were made.
        candidates: Distinct readings, best first; the first is ``latex``.
        tokens: Compact tokens of ``latex``.
        token_confidences: The network's probability of each token, in (0, 1], not calibrated.
        edges: How the picture's edges were treated: as the view asked for, or ``CUT`` where it left that open
            and the picture was surer without its outer lines.
    """

    latex: str
    confidence: float
    candidates: tuple[Candidate, ...]
    tokens: tuple[str, ...]
    token_confidences: tuple[float, ...]
    edges: Edges = Edges.AUTO

    @property
    def formula(self) -> Formula:
        """What was read, with the probability of each token."""
        return Formula(self.tokens, self.token_confidences)
