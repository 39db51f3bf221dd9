"""Weights & Biases tracker: an optional package, imported only where a run asks for it.

``WANDB_MODE=offline`` keeps everything in the run folder until ``wandb sync`` sends it.
"""

import importlib
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor

from training.errors import TrainingError

PROJECT = "img2latex"
_MISSING = "wandb is not installed: pip install wandb, or leave it out of `trackers`"
_X_AXIS = "samples_seen"


class WandbTracker:
    """Reports to a run that bears the run folder's name and is continued with it."""

    def __init__(self, folder: Path, config: Mapping[str, Any]) -> None:
        """Begin or continue the run.

        Raises:
            TrainingError: The package is not installed, or the run cannot be opened.
        """
        try:
            self._wandb = importlib.import_module("wandb")
        except ModuleNotFoundError as error:
            raise TrainingError(_MISSING) from error
        settings = {"project": PROJECT, "name": folder.name, "id": _identity(folder), "resume": "allow"}
        try:
            self._run = self._wandb.init(**settings, dir=folder, config=dict(config))
        except (self._wandb.Error, OSError) as error:
            raise TrainingError(
                f"wandb cannot open the run ({error}); WANDB_MODE=offline needs no account"
            ) from error
        self._run.define_metric("*", step_metric=_X_AXIS)

    def numbers(self, samples_seen: int, numbers: Mapping[str, float]) -> None:
        """Add a point to the curve of each name."""
        self._run.log({_X_AXIS: samples_seen, **numbers})

    def images(self, samples_seen: int, name: str, images: Tensor) -> None:
        """Add pictures."""
        pictures = [self._wandb.Image(image[0].numpy()) for image in images]
        self._run.log({_X_AXIS: samples_seen, name: pictures})

    def text(self, samples_seen: int, name: str, markdown: str) -> None:
        """Add a text."""
        self._run.log({_X_AXIS: samples_seen, name: self._wandb.Html(f"<pre>{markdown}</pre>")})

    def close(self) -> None:
        """Send what is left."""
        self._run.finish()


def _identity(folder: Path) -> str:
    """Return what names a run folder to the service, made once and kept in it."""
    file = folder / "wandb_run_id.txt"
    if not file.is_file():
        file.write_text(secrets.token_hex(4), encoding="utf-8")
    return file.read_text(encoding="utf-8").strip()
