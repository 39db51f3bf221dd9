"""Exported weights become one file that users install: ``python -m training pack --out FILE.zip``."""

import logging
from dataclasses import dataclass, field
from pathlib import Path

from model.weights.archive import pack
from model.weights.files import load_weights
from model.weights.manifest import replace_facts

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
    """Write the file; weights from before manifests had a checksum get one.

    Raises:
        WeightsError: The weights are damaged; nothing is written.
        OSError: The file cannot be written.
    """
    _, manifest = load_weights(config.weights, "cpu")
    if not manifest.has_checksum:
        replace_facts(config.weights, {})
    pack(config.weights, config.out)
    logger.info("wrote %s: %.1f MB", config.out, config.out.stat().st_size / 1e6)
