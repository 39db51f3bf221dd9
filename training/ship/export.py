"""A checkpoint becomes the weights that ship: ``python -m training export --checkpoint RUN_FOLDER``.

The averaged weights, rounded to float16 as they will be stored, read validation pictures once more, for the
figures in the manifest; ``calibrate`` then fits what users are told.
"""

import logging
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import torch
from torch import Tensor

from model.formula.tokenizer import Tokenizer
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.picture.sizes import Sizes
from model.reading.torch_engine.device import pick_device
from model.weights.files import save_weights
from training.provenance import current_commit
from training.ranges import Count, Positive
from training.run.checkpoint import BEST_NAME, CheckpointError, newest_checkpoint, read_checkpoint
from training.run.config import ValidationConfig
from training.run.starting_weights import averaged_weights
from training.run.validate import Validator
from training.ship.calibrate import CalibrateConfig, calibrate

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
        sizes: At which sizes of type pictures are to be read; None takes the one they were trained at.
        samples_before: Pictures that the weights had learned from with which the run began.
    """

    checkpoint: Path
    validation: ValidationConfig
    out: Path = field(default_factory=lambda: Path("resources/weights"))
    device: str = "auto"
    threads: Positive | None = None
    negatives: tuple[Path, ...] = ()
    sizes: Sizes | None = None
    samples_before: Count = 0


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
    shown_em = content["config"]["data"]["augment"].get("shown_em", 1.0)  # older checkpoints name none
    validator = Validator(config.validation, tokenizer, device, shown_em=shown_em)
    loss, token_accuracy = validator.feed(network.to(device))
    facts = {
        "created": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": current_commit(),
        "torch": torch.__version__,
        "samples_seen": config.samples_before + content["samples_seen"],
        "steps": content["step"],
        "optimizer": content["config"]["optimizer"],
        "data": content["data"],
        "validation": {"loss": round(loss, 4), "token_accuracy": round(token_accuracy, 4)},
    }
    save_weights(config.out, network, tokenizer.vocabulary, facts=facts)
    found = calibrate(
        CalibrateConfig(
            config.out,
            config.validation.shards,
            negatives=config.negatives,
            sizes=config.sizes or Sizes(first=shown_em),
            limit=config.validation.greedy_samples,
            device=config.device,
        )
    )
    exact_match = found["validation"]["exact_match"]
    logger.info("wrote %s from %s: %.1f %% exact match", config.out, path.name, 100 * exact_match)


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
