"""A checkpoint becomes the weights that ship: ``python -m training export --checkpoint RUN_FOLDER``.

The averaged weights, rounded to float16 as they will be stored, read validation pictures once more: for the
figures in the manifest and to fit the confidence.
"""

import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

import torch
from torch import Tensor

from model.config import ModelConfig
from model.network import Image2Latex
from model.recognizer import pick_device
from model.result import Refusal
from model.tokenizer import Tokenizer
from model.weights import save_weights
from training.calibrate import brier_score, fit_calibration, fit_refusal
from training.checkpoint import BEST_NAME, CheckpointError, newest_checkpoint, read_checkpoint
from training.config import ValidationConfig
from training.provenance import current_commit
from training.starting_weights import averaged_weights
from training.validate import Validator

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class ExportConfig:
    """What to export, where to.

    Attributes:
        checkpoint: A checkpoint, or a run folder, of which the best one is taken.
        validation: Pictures for figures and confidence; never the test set.
        out: Folder of the weights.
        device: As in the recognizer.
        threads: CPU threads; None leaves it to torch.
        negatives: Pictures that show no formula, of validation as well, to fit when to refuse; without them
            the weights refuse nothing.
    """

    checkpoint: Path
    validation: ValidationConfig
    out: Path = field(default_factory=lambda: Path("resources/weights"))
    device: str = "auto"
    threads: int | None = None
    negatives: tuple[Path, ...] = ()


def export(config: ExportConfig) -> None:
    """Write weights and manifest.

    Raises:
        CheckpointError: There is no usable checkpoint.
        ShardError: A validation shard cannot be used.
    """
    if config.threads is not None:
        torch.set_num_threads(config.threads)
    path = choose_checkpoint(config.checkpoint)
    content = read_checkpoint(path)
    tokenizer = Tokenizer(content["vocabulary"])
    shape = ModelConfig.from_dict(content["config"]["model"] | {"vocabulary_size": len(tokenizer)})
    network = Image2Latex(shape)
    network.load_state_dict({name: as_stored(tensor) for name, tensor in averaged_weights(content).items()})
    device = pick_device(config.device)
    validator = Validator(config.validation, tokenizer, device)
    loss, token_accuracy = validator.feed(network.to(device))
    readings = validator.read(network)
    log_probs = [reading.hypothesis.log_probs for reading in readings]
    is_right = [reading.is_right for reading in readings]
    calibration = fit_calibration(log_probs, is_right)
    empty = [reading.hypothesis.empty_log_prob for reading in readings]
    empty_of_negatives: list[float] = []
    if config.negatives:
        shown = replace(config.validation, shards=config.negatives, samples=1)
        found = Validator(shown, tokenizer, device).read(network)
        empty_of_negatives = [reading.hypothesis.empty_log_prob for reading in found]
    refusal = fit_refusal(empty, empty_of_negatives)
    exact_match = sum(is_right) / len(is_right)
    confidences = [calibration.confidence(reading) for reading in log_probs]
    facts = {
        "created": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": current_commit(),
        "torch": torch.__version__,
        "samples_seen": content["samples_seen"],
        "steps": content["step"],
        "optimizer": content["config"]["optimizer"],
        "data": content["data"],
        "validation": {
            "pictures": len(readings),
            "loss": round(loss, 4),
            "token_accuracy": round(token_accuracy, 4),
            "exact_match": round(exact_match, 4),
            "brier_score": round(brier_score(confidences, is_right), 4),
            "formulas_refused": round(share_refused(refusal, empty), 4),
            "negatives": len(empty_of_negatives),
            "negatives_refused": round(share_refused(refusal, empty_of_negatives), 4),
        },
        "refusal": {"threshold": round(refusal.threshold, 4)},
        "calibration": {name: round(value, 4) for name, value in asdict(calibration).items()},
    }
    save_weights(config.out, network, tokenizer.vocabulary, facts=facts)
    logger.info("wrote %s from %s: %.1f %% exact match", config.out, path.name, 100 * exact_match)


def share_refused(refusal: Refusal, empty_log_probs: Sequence[float]) -> float:
    """Return the share of pictures that are refused, 0 of none."""
    refused = [refusal.applies_to(log_prob) for log_prob in empty_log_probs]
    return sum(refused) / max(len(refused), 1)


def choose_checkpoint(path: Path) -> Path:
    """Return a checkpoint file as it is, and of a run folder the best one, else the newest."""
    if not path.is_dir():
        return path
    folder = path / "checkpoints"
    best = folder / BEST_NAME
    chosen = best if best.exists() else newest_checkpoint(folder)
    if chosen is None:
        raise CheckpointError(f"{path} holds no checkpoint")
    return chosen


def as_stored(tensor: Tensor) -> Tensor:
    """Round floating-point numbers to float16, as the file will."""
    return tensor.half().float() if tensor.is_floating_point() else tensor
