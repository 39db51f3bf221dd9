"""Exported weights become one file that users install: ``python -m training pack --out FILE.zip``."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

from model.weights import load_weights
from model.weights_archive import pack

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class PackConfig:
    """What to pack, where to.

    Attributes:
        out: The file, for ``img2latex weights install``.
        weights: Folder of the weights, as ``export`` wrote them.
    """

    out: Path
    weights: Path = field(default_factory=lambda: Path("resources/weights"))


def pack_weights(config: PackConfig) -> None:
    """Write the file.

    Raises:
        WeightsError: The weights are damaged; nothing is written.
        OSError: The file cannot be written.
    """
    load_weights(config.weights, "cpu")
    pack(config.weights, config.out)
    logger.info("wrote %s: %.1f MB", config.out, config.out.stat().st_size / 1e6)
