"""Fit what users are told to what happens: how sure a reading is, and when a picture is no formula.

``python -m training calibrate --weights FOLDER --shards [FOLDER] --negatives [FOLDER]`` reads validation
pictures through the recognizer, as a user's snip is read, and writes what it finds into the manifest.
``export`` ends with it; ``--twins`` adds validation twins of the benchmark's sets, nearer to screens.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, dataclass
from pathlib import Path
from typing import Any, Self

import numpy as np
import torch
from numpy.typing import NDArray
from scipy.optimize import minimize
from tqdm import tqdm

from model.formula.tokenizer import Tokenizer
from model.picture.sizes import Sizes
from model.picture.view import NoInkError
from model.reading.recognizer import Recognizer
from model.reading.rescore import ImageReading
from model.weights.calibration import Calibration, Refusal
from model.weights.manifest import replace_facts
from training.data.picture_set import PictureSet
from training.drawing.shards import ShardReader
from training.errors import TrainingError
from training.ranges import Positive

PENALTY = (
    1e-3  # pulls the weights toward the identity where the data do not decide; the features move together
)

MOST_REFUSED = 0.002  # of the formulas; people forgive an odd reading sooner than a refusal
THRESHOLDS = (0.05, 0.95)  # a quantile of a few hundred formulas is no license to refuse on a suspicion


CHUNK = 64  # pictures read together

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class CalibrateConfig:
    """What to calibrate, on what.

    Attributes:
        weights: Folder of exported weights, whose manifest is changed.
        shards: Validation pictures; never the test set. Each shard, and each twin, counts the same.
        twins: Sets of validation formulas that ``benchmark build --twin validation`` made; of a test set the
            fit is refused.
        negatives: Pictures that show no formula, of validation as well, to fit when to refuse; without them
            the weights refuse nothing.
        sizes: At which sizes pictures are to be read from now on; None leaves what the manifest says.
        limit: Pictures taken from each shard or twin, evenly spread.
        device: As in the recognizer.
        threads: CPU threads; None leaves it to torch.
    """

    weights: Path
    shards: tuple[Path, ...]
    twins: tuple[Path, ...] = ()
    negatives: tuple[Path, ...] = ()
    sizes: Sizes | None = None
    limit: Positive = 1000
    device: str = "auto"
    threads: Positive | None = None


def calibrate(config: CalibrateConfig) -> dict[str, Any]:
    """Fit confidence and refusal; return the facts written to the manifest.

    Raises:
        WeightsError: The weights cannot be used.
        ShardError: A shard cannot be used.
        TrainingError: A twin cannot be used, or no picture shows anything.
    """
    twins = [_open_twin(folder) for folder in config.twins]
    if config.threads is not None:
        torch.set_num_threads(config.threads)
    if config.sizes is not None:
        replace_facts(config.weights, {"sizes": asdict(config.sizes)})
    recognizer = Recognizer(config.weights, device=config.device)
    tokenizer = Tokenizer(recognizer.manifest["vocabulary"])
    log_probs: list[tuple[float, ...]] = []
    is_right: list[bool] = []
    weights: list[float] = []
    empty: list[float] = []
    sources = [*(_Pictures.of_shard(folder) for folder in config.shards), *map(_Pictures.of_twin, twins)]
    for pictures in sources:
        pairs = pictures.read(recognizer, config.limit)
        for truth, reading in pairs:
            best = reading.hypotheses[0]
            log_probs.append(best.log_probs)
            is_right.append(tokenizer.decode(best.token_ids) == truth)
            weights.append(1 / len(pairs))
            empty.append(reading.empty_log_prob)
    if not is_right:
        raise TrainingError("none of the pictures to calibrate on holds any ink")
    empty_of_negatives = [
        reading.empty_log_prob
        for folder in config.negatives
        for _, reading in _Pictures.of_shard(folder).read(recognizer, config.limit)
    ]
    calibration = fit_calibration(log_probs, is_right, weights)
    refusal = fit_refusal(empty, empty_of_negatives)
    confidences = [calibration.confidence(reading) for reading in log_probs]
    facts = {
        "validation": {
            **recognizer.manifest["facts"].get("validation", {}),
            "pictures": len(is_right),
            "exact_match": round(float(np.mean(is_right)), 4),
            "brier_score": round(brier_score(confidences, is_right), 4),
            "formulas_refused": round(share_refused(refusal, empty), 4),
            "negatives": len(empty_of_negatives),
            "negatives_refused": round(share_refused(refusal, empty_of_negatives), 4),
        },
        "calibration": {name: round(value, 4) for name, value in asdict(calibration).items()},
        "refusal": {"threshold": round(refusal.threshold, 4)},
    }
    replace_facts(config.weights, facts)
    logger.info("%s", facts)
    return facts


@dataclass(frozen=True)
class _Pictures:
    """Pictures with what is right for them, wherever they lie."""

    name: str
    count: int
    image: Callable[[int], NDArray[np.uint8]]
    truth: Callable[[int], list[str]]

    @classmethod
    def of_shard(cls, folder: Path) -> Self:
        reader = ShardReader(folder)
        return cls(
            folder.name,
            len(reader),
            reader.image,
            lambda number: reader.formulas[reader.records["formula"][number]].tokens,
        )

    @classmethod
    def of_twin(cls, twin: PictureSet) -> Self:
        return cls(twin.name, len(twin), twin.image, lambda number: twin.truths[number].canonical.split())

    def read(self, recognizer: Recognizer, limit: int) -> list[tuple[list[str], ImageReading]]:
        """Read ``limit`` pictures evenly spread; return truth and reading of those that hold ink."""
        numbers = np.linspace(0, self.count - 1, min(limit, self.count)).astype(int)
        pairs = []
        for start in tqdm(range(0, len(numbers), CHUNK), desc=self.name):
            chunk = [int(number) for number in numbers[start : start + CHUNK]]
            readings = recognizer.read_batch([self.image(number) for number in chunk])
            for number, reading in zip(chunk, readings, strict=True):
                if not isinstance(reading, NoInkError):
                    pairs.append((self.truth(number), reading))
        return pairs


def _open_twin(folder: Path) -> PictureSet:
    """Open a set of the benchmark.

    Raises:
        TrainingError: It is not there, or it is a test set.
    """
    twin = PictureSet(folder)
    if (kind := twin.index["settings"].get("twin")) != "validation":
        raise TrainingError(f"{folder} is of {kind} formulas; nothing may be fitted to it")
    return twin


def share_refused(refusal: Refusal, empty_log_probs: Sequence[float]) -> float:
    """Return the share of pictures that are refused, 0 of none."""
    refused = [refusal.applies_to(log_prob) for log_prob in empty_log_probs]
    return sum(refused) / max(len(refused), 1)


def fit_calibration(
    log_probs: Sequence[tuple[float, ...]],
    is_right: Sequence[bool],
    weights: Sequence[float] | None = None,
) -> Calibration:
    """Fit a logistic function, bent twice in one feature, by maximum likelihood.

    Args:
        log_probs: Of each reading, token by token, eos included.
        is_right: Whether each reading is right.
        weights: How much each reading counts; all the same where none are given.

    Returns:
        Weights with which surer tokens never lower the confidence, and more tokens never raise it.

    Source: Platt 1999, "Probabilistic outputs for support vector machines", section 2.2, smoothed targets
    included, so that a set without any error does not end in certainty.
    """
    identity = Calibration()
    start = np.array(astuple(identity))
    features = np.array([identity.features(reading) for reading in log_probs]).reshape(-1, start.size - 1)
    right = np.asarray(is_right, dtype=bool)
    targets = np.where(right, (right.sum() + 1) / (right.sum() + 2), 1 / ((~right).sum() + 2))

    def bent(slopes: np.ndarray) -> np.ndarray:
        """Turn the three slopes of the smallest probability into one and two changes of it."""
        bias, mean, below, length, between, above, second = slopes
        return np.array([bias, mean, below, length, between - below, above - between, second])

    def cost(slopes: np.ndarray) -> float:
        parameters = bent(slopes)
        odds = parameters[0] + features @ parameters[1:]
        likelihood = targets * np.logaddexp(0, -odds) + (1 - targets) * np.logaddexp(0, odds)
        return float(np.average(likelihood, weights=weights) + PENALTY * np.square(slopes - start).sum())

    bounds = [(None, None), (0, None), (0, None), (None, 0), (0, None), (0, None), (0, None)]
    return Calibration(*bent(minimize(cost, start, bounds=bounds, method="L-BFGS-B").x).tolist())


def fit_refusal(formulas: Sequence[float], negatives: Sequence[float]) -> Refusal:
    """Choose the threshold above which the network's "nothing here" is believed.

    Args:
        formulas: Log-probability of an empty formula, of each picture of a formula.
        negatives: The same of pictures that show none; without any, nothing is ever refused.

    Returns:
        The lowest threshold that refuses ``MOST_REFUSED`` of the formulas, kept within ``THRESHOLDS``.
    """
    if len(negatives) == 0:
        return Refusal()
    threshold = float(np.quantile(np.exp(formulas), 1 - MOST_REFUSED))
    return Refusal(min(max(threshold, THRESHOLDS[0]), THRESHOLDS[1]))


def brier_score(confidences: Sequence[float], is_right: Sequence[bool]) -> float:
    """Return the mean squared distance of confidence and outcome: 0 is perfect, .25 is what a coin knows.

    Source: Brier 1950, "Verification of forecasts expressed in terms of probability".
    """
    return float(np.square(np.asarray(confidences) - np.asarray(is_right, dtype=float)).mean())


def expected_calibration_error(
    confidences: Sequence[float], is_right: Sequence[bool], *, bins: int = 10
) -> float:
    """Return how far confidence and accuracy are apart on average, over bins of equally many readings.

    Equally many, because nearly all confidences lie close to 1: bins of equal width would be empty or tiny.

    Source: Naeini et al. 2015, "Obtaining well calibrated probabilities"; with adaptive bins, Nixon et al.
    2019, arXiv:1904.01685.
    """
    if not len(confidences):
        return float("nan")
    order = np.argsort(confidences, kind="stable")
    shares = zip(
        *(np.array_split(np.asarray(values, dtype=float)[order], bins) for values in (confidences, is_right)),
        strict=True,
    )
    gaps = (len(sure) * abs(sure.mean() - right.mean()) for sure, right in shares if len(sure))
    return float(sum(gaps) / len(confidences))
