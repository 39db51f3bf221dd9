"""The facade: an image in, a ``Recognition`` out. Weights are loaded once, at construction."""

import math
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from model.formula.grammar import Grammar
from model.formula.printer import to_latex
from model.picture.preprocess import MeasuredInk, to_picture
from model.picture.view import PLAIN_VIEW, Edges, NoFormulaError, NoInkError, Seen, View
from model.reading.loading import load_engine
from model.reading.multi_scale import MultiScaleReader
from model.reading.rescore import ImageReading, is_hardly_formula
from model.reading.result import Candidate, Recognition

REFUSED = "the picture shows no formula"
SURE = 0.5  # confidence from which on a picture is not read again without its outer lines
MIN_BEAM_WIDTH = 3  # narrower beams find hardly any second reading


class Recognizer:
    """Reads images of one formula each.

    Images are uint8 arrays, (H, W) gray, (H, W, 3) RGB or (H, W, 4) RGBA, of any size and polarity.

    Attributes:
        manifest: The manifest of the weights, as JSON gave it.
    """

    def __init__(self, weights_folder: Path, *, device: str = "auto") -> None:
        """Load the weights.

        Args:
            weights_folder: Holds the weights and their manifest.
            device: As ``load_engine`` takes it.

        Raises:
            WeightsError: The weights are missing, damaged or of another version.
            DeviceError: There is no such device here.
        """
        self._engine, manifest = load_engine(weights_folder, device)
        self.manifest = manifest.entries
        self._tokenizer = manifest.tokenizer
        self._calibration, self._refusal = manifest.calibration, manifest.refusal
        grammar = Grammar(self._tokenizer.vocabulary)
        self._reader = MultiScaleReader(self._engine, grammar, manifest.sizes)

    @property
    def device(self) -> str:
        """Where the network runs, such as ``cpu``, which it becomes when the GPU has run out of memory."""
        return self._engine.device

    def warm_up(self) -> None:
        """Read a drawn bar, so that the first real image does not pay for the set-up of the kernels."""
        bar = np.full((40, 120), 255, np.uint8)
        bar[18:22, 20:100] = 0
        self._reader.read(MeasuredInk.of(bar))

    def recognize(
        self, image: NDArray[np.uint8], *, candidates: int = 1, view: View = PLAIN_VIEW
    ) -> Recognition:
        """Read one image.

        Args:
            image: See the class.
            candidates: How many distinct readings are wanted; more than one needs a slower search.
            view: How to look at it. Whoever chooses another than the plain view insists on a reading.

        Returns:
            At least one and at most ``candidates`` readings.

        Raises:
            NoInkError: The image shows nothing.
            NoFormulaError: The image shows no formula, and the view is the plain one.
            ValueError: ``candidates`` is below 1, or the array is not an image.
        """
        if candidates < 1:
            raise ValueError(f"candidates is {candidates}, must be at least 1")
        ink = MeasuredInk.of(image, view)
        refuses = view == PLAIN_VIEW
        reading = self._reader.read(ink, stop_at=self._is_hopeless if refuses else None)
        edges = view.edges
        if refuses:
            ink, reading, edges = self._likelier(ink, reading)
        if refuses and self._refusal.applies_to(reading.empty_log_prob):
            raise NoFormulaError(REFUSED)
        if candidates > 1:
            width = max(candidates, MIN_BEAM_WIDTH)
            reading = reading.with_more(self._reader.search_beam(ink, reading.size, width=width))
        return self._result(reading, candidates, edges)

    def see(self, image: NDArray[np.uint8], view: View = PLAIN_VIEW) -> Seen:
        """Return what the network sees of an image, for people.

        Raises:
            NoInkError: The image shows nothing.
        """
        ink = MeasuredInk.of(image, view)
        return Seen(to_picture(ink.sheet(1.0)), ink.em_px * view.scale)

    def recognize_batch(self, images: Sequence[NDArray[np.uint8]]) -> list[Recognition | NoFormulaError]:
        """Read many images, together where their padded shapes agree.

        Returns:
            In the order of ``images``, what ``recognize`` would return, or the ``NoFormulaError`` it would
            raise.
        """
        results: list[Recognition | NoFormulaError] = []
        for reading in self.read_batch(images):
            if isinstance(reading, NoInkError):
                results.append(reading)
            elif self._refusal.applies_to(reading.empty_log_prob):
                results.append(NoFormulaError(REFUSED))
            else:
                results.append(self._result(reading, 1))
        return results

    def read_batch(self, images: Sequence[NDArray[np.uint8]]) -> list[ImageReading | NoInkError]:
        """Read many images greedily, each at as many sizes as it needs, without judging what was read.

        Returns:
            In the order of ``images``, what was read, or the ``NoInkError`` of a blank image.
        """
        results: dict[int, ImageReading | NoInkError] = {}
        inks: dict[int, MeasuredInk] = {}
        for place, image in enumerate(images):
            try:
                inks[place] = MeasuredInk.of(image)
            except NoInkError as error:
                results[place] = error
        readings = self._reader.read_many(list(inks.values()))
        for (place, ink), reading in zip(inks.items(), readings, strict=True):
            results[place] = self._likelier(ink, reading)[1]
        return [results[place] for place in range(len(images))]

    def _likelier(self, ink: MeasuredInk, reading: ImageReading) -> tuple[MeasuredInk, ImageReading, Edges]:
        """Read an unsure image without its outer lines too, if they may be cut; keep the surer reading.

        Measured on 60 validation pictures with half a line of text above or below: 5 are read right, with
        this 38.
        """
        confidence = self._confidence(reading)
        if ink.narrower is None or confidence >= SURE:
            return ink, reading, Edges.AUTO
        other = self._reader.read(ink.narrower, stop_at=self._is_hopeless)
        if self._confidence(other) <= confidence:
            return ink, reading, Edges.AUTO
        return ink.narrower, other, Edges.CUT

    def _confidence(self, reading: ImageReading) -> float:
        """Estimate the probability that the best hypothesis is right; 0 for what is refused."""
        is_refused = self._refusal.applies_to(reading.empty_log_prob)
        return 0.0 if is_refused else self._calibration.confidence(reading.hypotheses[0].log_probs)

    def _is_hopeless(self, empty_log_prob: float) -> bool:
        """Tell whether a picture will be refused whatever is read, such as a page of prose."""
        return is_hardly_formula(empty_log_prob) and self._refusal.applies_to(empty_log_prob)

    def _result(self, reading: ImageReading, candidates: int, edges: Edges = Edges.AUTO) -> Recognition:
        hypotheses = reading.hypotheses
        tokens = [self._tokenizer.decode(hypothesis.token_ids) for hypothesis in hypotheses]
        scores: dict[str, float] = {}  # distinct LaTeX, best first
        for hypothesis, spelled in zip(hypotheses, tokens, strict=True):
            scores.setdefault(to_latex(spelled), math.exp(hypothesis.score))
        found = tuple(Candidate(latex, score) for latex, score in scores.items())[:candidates]
        best = hypotheses[0]
        return Recognition(
            latex=found[0].latex,
            confidence=self._calibration.confidence(best.log_probs),
            candidates=found,
            tokens=tuple(tokens[0]),
            token_confidences=tuple(math.exp(log_prob) for log_prob in best.log_probs[:-1]),
            edges=edges,
        )
