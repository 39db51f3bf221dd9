"""Training state on disk: everything a run needs to go on as if it had never stopped.

A run's ``checkpoints`` folder holds the newest two ``samples_N.pt`` and ``best.pt``, the one with the lowest
validation loss. Each is written to a temporary name and renamed: what has its final name is whole.
"""

import logging
import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.optim.swa_utils import AveragedModel

from model.network.image2latex import Image2Latex
from training.errors import TrainingError

FORMAT_VERSION = 1
KEPT = 2
BEST_NAME = "best.pt"

logger = logging.getLogger(__name__)


class CheckpointError(TrainingError):
    """A checkpoint that cannot be used: missing, damaged, or of another run."""


@dataclass
class TrainingState:
    """What changes while training.

    Attributes:
        network: The weights being trained.
        ema: Their moving average; ``ema.module`` is a network of the same shape.
        optimizer: Holds the moments of ``network``'s parameters.
        step: Optimizer steps taken.
        samples_seen: Pictures trained on, over all devices; says where the sample order goes on.
        best_loss: Lowest validation loss so far, nats a token.
    """

    network: Image2Latex
    ema: AveragedModel
    optimizer: torch.optim.Optimizer
    step: int = 0
    samples_seen: int = 0
    best_loss: float = float("inf")


def random_state() -> dict[str, Any]:
    """Return the state of every random generator of this process."""
    name, key, *position = np.random.get_state(legacy=True)  # libraries draw from this one
    return {
        "python": random.getstate(),
        "numpy": (name, [int(word) for word in key], *position),
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state() if torch.cuda.is_available() else None,
    }


def set_random_state(state: Mapping[str, Any]) -> None:
    """Undo everything drawn since :func:`random_state`."""
    random.setstate(state["python"])
    name, key, *position = state["numpy"]
    np.random.set_state((name, np.array(key, dtype=np.uint32), *position))
    torch.set_rng_state(state["torch"])
    if state["cuda"] is not None and torch.cuda.is_available():
        torch.cuda.set_rng_state(state["cuda"])


def save_checkpoint(
    folder: Path,
    state: TrainingState,
    *,
    config: Mapping[str, Any],
    data: Mapping[str, Any],
    vocabulary: Sequence[str],
    random_states: Sequence[Mapping[str, Any]],
) -> Path:
    """Write a checkpoint and drop the oldest beyond the two newest.

    Args:
        folder: Made where missing.
        state: What to write; not changed.
        config: Plain values only (``training.run.config.as_plain``).
        data: What the run learns from (``training.provenance.describe_data``).
        vocabulary: Tokens by id, so that the file can be exported or enlarged on its own.
        random_states: :func:`random_state` of every rank, by rank.

    Returns:
        The file written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"samples_{state.samples_seen:012d}.pt"
    content = {
        "format_version": FORMAT_VERSION,
        "network": state.network.state_dict(),
        "ema": state.ema.state_dict(),
        "optimizer": state.optimizer.state_dict(),
        "step": state.step,
        "samples_seen": state.samples_seen,
        "best_loss": state.best_loss,
        "random_states": list(random_states),
        "config": dict(config),
        "data": dict(data),
        "vocabulary": list(vocabulary),
    }
    temporary = path.with_suffix(".tmp")
    with temporary.open("wb") as file:
        torch.save(content, file)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    for old in sorted(folder.glob("samples_*.pt"))[:-KEPT]:
        old.unlink()
    return path


def keep_as_best(path: Path) -> None:
    """Give a checkpoint the second name ``best.pt``; a hard link costs no space while both live."""
    temporary = path.with_name("best.tmp")
    temporary.unlink(missing_ok=True)
    os.link(path, temporary)
    temporary.replace(path.with_name(BEST_NAME))


def newest_checkpoint(folder: Path) -> Path | None:
    """Return the checkpoint with the most samples, or None."""
    return max(folder.glob("samples_*.pt"), default=None)


def read_checkpoint(path: Path) -> dict[str, Any]:
    """Read a checkpoint into CPU memory; nothing in it is executed.

    Raises:
        CheckpointError: It is missing, damaged or of another format.
    """
    try:
        content: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
    except FileNotFoundError as error:
        raise CheckpointError(f"there is no checkpoint {path}") from error
    except Exception as error:  # torch reports damage by many types, pickle's and zip's among them
        raise CheckpointError(f"{path} is not a readable checkpoint: {error}") from error
    if content.get("format_version") != FORMAT_VERSION:
        raise CheckpointError(f"{path} has format {content.get('format_version')}, expected {FORMAT_VERSION}")
    return content


def restore(
    state: TrainingState, content: Mapping[str, Any], *, vocabulary: Sequence[str], rank: int
) -> None:
    """Make ``state`` and the random generators what they were when the checkpoint was written.

    Raises:
        CheckpointError: The checkpoint belongs to a network of another vocabulary or shape.
    """
    if content["vocabulary"] != list(vocabulary):
        raise CheckpointError("the checkpoint has another vocabulary; start from it with --init_from instead")
    try:
        state.network.load_state_dict(content["network"])
        state.ema.load_state_dict(content["ema"])
    except RuntimeError as error:
        raise CheckpointError(
            f"the checkpoint is of another network; start from it with --init_from instead: {error}"
        ) from error
    state.optimizer.load_state_dict(content["optimizer"])
    state.step, state.samples_seen = content["step"], content["samples_seen"]
    state.best_loss = content["best_loss"]
    if rank < len(content["random_states"]):  # a rank that did not exist then starts from its own seed
        set_random_state(content["random_states"][rank])
