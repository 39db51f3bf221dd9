"""The facade: an image in, a ``Recognition`` out. Weights are loaded once, at construction."""

import logging
import math
import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.formula.grammar import Grammar
from model.formula.printer import to_latex
from model.network.image2latex import Image2Latex
from model.picture.preprocess import Ink, MeasuredInk, to_picture
from model.picture.view import PLAIN_VIEW, NoFormulaError, NoInkError, Seen, View
from model.reading.decoding import Decoding
from model.reading.encode_ahead import FurtherSizes
from model.reading.multi_scale import ImageReading, agreed, is_hardly_formula, weighed
from model.reading.result import Candidate, Recognition
from model.reading.search import (
    Hypothesis,
    beam_search,
    greedy_search,
    greedy_search_along,
    score_sequences,
)
from model.weights.files import load_weights

BATCH_SIZE = 16  # images of one padded shape encoded at once; bounds memory, and more is no faster on a CPU
REFUSED = "the picture shows no formula"
MIN_BEAM_WIDTH = 3  # narrower beams find hardly any second reading

_Search = Callable[..., list[Hypothesis]]  # of ``model.reading.search``: network, memory, grammar, max_tokens

_Given = TypeVar("_Given", Tensor, Decoding)
_Computed = TypeVar("_Computed")

_log = logging.getLogger(__name__)


class DeviceError(ValueError):
    """torch knows no such device, or it is not present."""


class Recognizer:
    """Reads images of one formula each.

    Images are uint8 arrays, (H, W) gray, (H, W, 3) RGB or (H, W, 4) RGBA, of any size and polarity.

    Attributes:
        device: Where the network runs; becomes the CPU for good when the GPU has run out of memory.
        manifest: What the weights say of themselves.
    """

    def __init__(self, weights_folder: Path, *, device: str = "auto") -> None:
        """Load the weights.

        Args:
            weights_folder: Holds the weights and their manifest.
            device: ``auto`` takes CUDA, else Apple's MPS, else the CPU; else a device of torch by name.

        Raises:
            WeightsError: The weights are missing, damaged or of another version.
            DeviceError: There is no such device here.
        """
        self.device = pick_device(device)
        network, manifest = load_weights(weights_folder, "cpu")
        self.manifest = manifest.entries
        self._tokenizer = manifest.tokenizer
        self._calibration, self._refusal, self._sizes = manifest.calibration, manifest.refusal, manifest.sizes
        network.encoder.convolve_in(convolution_dtype(self.device))
        network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self._network: Image2Latex = network.to(self.device)
        self._grammar = Grammar(self._tokenizer.vocabulary)
        has_spare_core = self.device.type == "cpu" and _usable_cores() > 1
        self._spare_core = ThreadPoolExecutor(1, "encoding-ahead") if has_spare_core else None

    def warm_up(self) -> None:
        """Read a drawn bar, so that the first real image does not pay for the set-up of torch's kernels."""
        bar = np.full((40, 120), 255, np.uint8)
        bar[18:22, 20:100] = 0
        self._read_alone(MeasuredInk.of(bar), refuses=False)

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
        reading = self._read_alone(ink, refuses=refuses)
        if refuses and self._refusal.applies_to(reading.empty_log_prob):
            raise NoFormulaError(REFUSED)
        if candidates > 1:
            beam = partial(beam_search, beam_width=max(candidates, MIN_BEAM_WIDTH))
            memory = self._encode(ink.sheet(reading.size)[None])
            reading = reading.with_more(self._search(beam, memory))
        return self._result(reading, candidates)

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
        for place, (reading, memory) in self._read_once(inks).items():
            further = self._further_sizes(inks[place])
            results[place] = self._read_again(reading, Decoding(memory), further)
        return [results[place] for place in range(len(images))]

    def _read_alone(self, ink: MeasuredInk, *, refuses: bool) -> ImageReading:
        """Read one image; the first doubt has it encoded at the next size meanwhile.

        With ``refuses``, what will be refused whatever is read, such as a page of prose, is not read on.
        """
        further = self._further_sizes(ink)

        def look_ahead(log_prob: float) -> None:
            if math.exp(log_prob) < self._sizes.doubt:
                further.begin()

        def is_hopeless(empty_log_prob: float) -> bool:
            return is_hardly_formula(empty_log_prob) and self._refusal.applies_to(empty_log_prob)

        decoding = self._look(ink, self._sizes.first)
        stop_at = is_hopeless if refuses else None
        search = partial(greedy_search_along, on_token=look_ahead, stop_at=stop_at)
        hypothesis = self._write(search, decoding)
        return self._read_again(ImageReading.of(hypothesis, self._sizes.first), decoding, further)

    def _read_once(self, inks: Mapping[int, MeasuredInk]) -> dict[int, tuple[ImageReading, Tensor]]:
        """Read images at the first size, together what is padded to one shape; with the memory of each."""
        size = self._sizes.first
        groups: dict[tuple[int, ...], list[tuple[int, Ink]]] = {}
        for place, ink in inks.items():
            sheet = ink.sheet(size)
            groups.setdefault(sheet.shape, []).append((place, sheet))
        readings: dict[int, tuple[ImageReading, Tensor]] = {}
        for group in groups.values():
            for start in range(0, len(group), BATCH_SIZE):
                places, sheets = zip(*group[start : start + BATCH_SIZE], strict=True)
                memory = self._encode(np.stack(sheets))
                found = self._search(greedy_search, memory)
                for row, (place, hypothesis) in enumerate(zip(places, found, strict=True)):
                    readings[place] = ImageReading.of(hypothesis, size), memory[row : row + 1]
        return readings

    def _read_again(self, reading: ImageReading, decoding: Decoding, further: FurtherSizes) -> ImageReading:
        """Read a doubtful image at the other sizes too, until two readings agree; else weigh them.

        Args:
            reading: At the first size.
            decoding: Of the image at that size.
            further: The image at the other sizes.
        """
        if not self._sizes.others or not reading.is_doubtful(self._sizes.doubt):
            return reading
        along = partial(greedy_search_along, expected=reading.hypotheses[0].token_ids)
        readings, decodings = [reading], [decoding]
        for another, its_decoding in further.read(partial(self._write, along)):
            readings.append(another)
            decodings.append(its_decoding)
            if joined := agreed(readings):
                return joined
        found = [one.hypotheses[0].token_ids for one in readings]
        return weighed(readings, self._compute_each(partial(score_sequences, sequences=found), decodings))

    def _further_sizes(self, ink: MeasuredInk) -> FurtherSizes:
        return FurtherSizes(partial(self._look, ink), self._sizes.others, self._spare_core)

    def _look(self, ink: MeasuredInk, size: float) -> Decoding:
        """Encode an image at a size, ready to be written down."""
        memory = self._encode(ink.sheet(size)[None])
        return self._compute(lambda network, given: given.start(network), Decoding(memory))

    def _write(self, search: Callable[..., Hypothesis], decoding: Decoding) -> Hypothesis:
        """Write down the likeliest formula by a search of ``model.reading.search``."""
        return self._compute(
            lambda network, given: search(
                network, given, self._grammar, max_tokens=network.config.max_tokens
            ),
            decoding,
        )

    def _encode(self, sheets: NDArray[np.float32]) -> Tensor:
        """Encode sheets, (B, 1, H, W), as memory, (B, S, D)."""
        images = torch.from_numpy(sheets).to(memory_format=torch.channels_last)
        return self._compute(lambda network, given: network.encode(given), images)

    def _search(self, search: _Search, memory: Tensor) -> list[Hypothesis]:
        """Search what memory, (B, S, D), says."""
        return self._compute(
            lambda network, given: search(
                network, given, self._grammar, max_tokens=network.config.max_tokens
            ),
            memory,
        )

    def _compute_each(
        self, function: Callable[[Image2Latex, _Given], _Computed], given: Sequence[_Given]
    ) -> list[_Computed]:
        """Compute several on the device, the last of them on the spare core if there is one."""
        if not self._spare_core:
            return [self._compute(function, one) for one in given]
        last = self._spare_core.submit(self._compute, function, given[-1])
        return [*(self._compute(function, one) for one in given[:-1]), last.result()]

    def _compute(self, function: Callable[[Image2Latex, _Given], _Computed], given: _Given) -> _Computed:
        """Compute on the device; fall back to the CPU where the GPU is too small."""
        if self.device.type != "cpu":
            try:
                return self._compute_on_device(function, given)
            except RuntimeError as error:  # CUDA raises OutOfMemoryError, MPS its base class
                if "out of memory" not in str(error):
                    raise
                _log.warning("%s is out of memory; recognizing on the CPU from now on", self.device)
            self.device = torch.device("cpu")
            self._network.to(self.device)
        return self._compute_on_device(function, given)

    @torch.inference_mode()
    def _compute_on_device(
        self, function: Callable[[Image2Latex, _Given], _Computed], given: _Given
    ) -> _Computed:
        return function(self._network, given.to(self.device))

    def _result(self, reading: ImageReading, candidates: int) -> Recognition:
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
        )


def _usable_cores() -> int:
    """Count the processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def convolution_dtype(device: torch.device) -> torch.dtype:
    """Choose the type to convolve in: bfloat16 on a CPU that multiplies it itself, else float32.

    Measured: two to three times as fast on an Intel Xeon with AVX512-bf16 and AMX; without them torch would
    imitate it, which is slower than float32.
    """
    has_bfloat16 = device.type == "cpu" and torch.cpu.get_capabilities().get("avx512_bf16", False)
    return torch.bfloat16 if has_bfloat16 else torch.float32


def pick_device(name: str) -> torch.device:
    """Find the device a user asked for.

    Raises:
        DeviceError: torch knows no such device, or it is not present.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise DeviceError(
            f"there is no kind of device called {name!r}: use auto, cpu, cuda or mps"
        ) from error
    present = {
        "cpu": 1,
        "cuda": torch.cuda.device_count(),
        "mps": int(torch.backends.mps.is_available()),
    }
    if (device.index or 0) >= present.get(device.type, 0):
        raise DeviceError(f"the device {name!r} is not present on this computer: use auto or cpu")
    return device
