"""Weights to start from: exported ones or a checkpoint's, also of another vocabulary or with other layers."""

import logging
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from model.network.image2latex import Image2Latex
from model.weights.files import load_weights
from training.run.checkpoint import read_checkpoint

EMBEDDING = "decoder.embedding.weight"  # the one tensor with a row a token; the output layer is tied to it
DRAFT = "decoder.draft."

logger = logging.getLogger(__name__)


def read_starting_weights(source: Path) -> tuple[dict[str, Tensor], tuple[str, ...]]:
    """Read tensors by name, and the vocabulary they belong to.

    Args:
        source: A folder of exported weights, or a checkpoint file, whose averaged weights are taken.

    Raises:
        WeightsError: The folder holds no usable weights.
        CheckpointError: The file is no usable checkpoint.
    """
    if source.is_dir():
        network, manifest = load_weights(source, torch.device("cpu"))
        return network.state_dict(), manifest.tokenizer.vocabulary
    content = read_checkpoint(source)
    return averaged_weights(content), tuple(content["vocabulary"])


def averaged_weights(content: Mapping[str, Any]) -> dict[str, Tensor]:
    """Return the averaged weights of a checkpoint under the names of an ``Image2Latex``."""
    prefix = "module."  # AveragedModel keeps the network under this name
    return {
        name.removeprefix(prefix): tensor
        for name, tensor in content["ema"].items()
        if name.startswith(prefix)
    }


@torch.no_grad()
def copy_matching(
    network: Image2Latex,
    vocabulary: Sequence[str],
    tensors: Mapping[str, Tensor],
    tensors_vocabulary: Sequence[str],
) -> list[str]:
    """Copy every tensor that has a counterpart of the same name and shape; embeddings row by row, by token.

    Returns:
        Names of the network's tensors that keep their initial values, for the log; of a draft some are taken
        from the decoder's last layer.
    """
    untouched = []
    for name, target in network.state_dict().items():
        source = tensors.get(name)
        if name == EMBEDDING and source is not None and source.shape[1] == target.shape[1]:
            row_of = {token: row for row, token in enumerate(tensors_vocabulary)}
            known = [(row, row_of[token]) for row, token in enumerate(vocabulary) if token in row_of]
            rows, source_rows = (list(column) for column in zip(*known, strict=True))
            target[rows] = source[source_rows].to(target.dtype)
            logger.info("%d of %d embeddings copied by token", len(known), len(vocabulary))
        elif source is not None and source.shape == target.shape:
            target.copy_(source)
        else:
            untouched.append(name)
    if any(name.startswith(DRAFT) for name in untouched):
        network.decoder.begin_draft()
    if untouched:
        logger.info("%d tensors start fresh: %s", len(untouched), ", ".join(untouched))
    return untouched
