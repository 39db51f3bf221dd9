"""Interpolation of two weights: ``python -m training blend --tuned DIR --base DIR --out DIR``.

Weights that went on from others on new kinds of pictures read those better and the old kinds a little worse;
a point between both can be better than either on both.

Source: Wortsman et al. 2022, arXiv:2109.01903, "Robust fine-tuning of zero-shot models".
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from model.weights.files import load_weights, save_weights
from training.errors import TrainingError
from training.ranges import Share

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class BlendConfig:
    """Two weights of one shape, and how much of each.

    Attributes:
        tuned: Folder of the weights that went on; their vocabulary, facts and calibration are kept.
        base: Folder of those that they went on from, perhaps of a smaller vocabulary.
        out: Folder for the result; calibrate it anew.
        share: Of ``tuned`` in it; 1 copies it.
    """

    tuned: Path
    base: Path
    out: Path
    share: Share = 0.7


def blend(config: BlendConfig) -> None:
    """Interpolate and write.

    Raises:
        WeightsError: One of them cannot be used.
        TrainingError: They are of different shapes.
    """
    network, manifest = load_weights(config.tuned, "cpu")
    base, base_manifest = load_weights(config.base, "cpu")
    vocabulary, base_vocabulary = manifest.tokenizer.vocabulary, base_manifest.tokenizer.vocabulary
    tensors = network.state_dict(), base.state_dict()
    network.load_state_dict(interpolated(*tensors, config.share, vocabulary, base_vocabulary))
    blended = {"share": config.share, "base": base_manifest.entries["weights"]["sha256"]}
    facts = {**manifest.entries["facts"], "blended": blended}
    save_weights(config.out, network, vocabulary, facts=facts)
    logger.info("wrote %s: %.2f of %s, the rest of %s", config.out, config.share, config.tuned, config.base)


def interpolated(
    tuned: Mapping[str, Tensor],
    base: Mapping[str, Tensor],
    share: float,
    vocabulary: Sequence[str],
    base_vocabulary: Sequence[str],
) -> dict[str, Tensor]:
    """Interpolate each tensor; rows of the embedding by token, and those that ``base`` lacks as they are.

    Raises:
        TrainingError: A tensor is missing, or of another shape for another reason than its vocabulary.
    """
    places = {token: row for row, token in enumerate(base_vocabulary)}
    known = [row for row, token in enumerate(vocabulary) if token in places]
    theirs = [places[vocabulary[row]] for row in known]
    result = {}
    for name, tensor in tuned.items():
        other = base.get(name)
        rows = (len(vocabulary), len(base_vocabulary))
        if other is None or (other.shape != tensor.shape and (tensor.shape[0], other.shape[0]) != rows):
            raise TrainingError(f"{name} is not the same in both: they are not of one shape")
        result[name] = tensor.clone()
        if not tensor.is_floating_point():
            continue
        if tensor.shape[:1] == rows[:1] and other.shape[:1] == rows[1:]:
            result[name][known] = torch.lerp(other[theirs], tensor[known], share)
        else:
            result[name] = torch.lerp(other, tensor, share)
    return result
