"""AdamW with decay where it belongs, the learning rate by samples seen, and the moving average of weights."""

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from model.network import Image2Latex
from training.config import OptimizerConfig

Tensors = list[Tensor] | tuple[Tensor, ...]


def make_optimizer(network: nn.Module, config: OptimizerConfig) -> torch.optim.AdamW:
    """Build AdamW; norms, biases, scales and embeddings are not decayed."""
    embeddings = {module.weight for module in network.modules() if isinstance(module, nn.Embedding)}
    parameters = list(network.parameters())
    decayed = [parameter for parameter in parameters if parameter.ndim > 1 and parameter not in embeddings]
    others = [parameter for parameter in parameters if parameter.ndim <= 1 or parameter in embeddings]
    groups = [
        {"params": decayed, "weight_decay": config.weight_decay},
        {"params": others, "weight_decay": 0.0},
    ]
    return torch.optim.AdamW(groups, lr=config.lr, betas=config.betas, fused=True)


def learning_rate(config: OptimizerConfig, samples_seen: int, total_samples: int) -> float:
    """Return the rate of the step after ``samples_seen``: warm-up, constant, optional linear decay."""
    warm_up = min(1.0, (samples_seen + 1) / config.warmup_samples) if config.warmup_samples else 1.0
    decay = 1.0
    if config.decay_from_samples is not None and samples_seen > config.decay_from_samples:
        decay = max(0.0, (total_samples - samples_seen) / (total_samples - config.decay_from_samples))
    return config.lr * warm_up * decay


def ema_decay(updates: int, ceiling: float) -> float:
    """Return the decay after so many updates: about the last tenth of training counts, up to the ceiling.

    The ramp passes .999 after 9,000 steps and .9998 after 45,000, so that neither a short nor a young run is
    judged by its initial weights.
    """
    return min(ceiling, (1 + updates) / (10 + updates))


def averaged(network: Image2Latex, ceiling: float) -> AveragedModel:
    """Return a moving average of ``network``, batch statistics included, for ``update_parameters``."""

    @torch.no_grad()
    def update(averages: Tensors, values: Tensors, updates: Tensor | int) -> None:
        weight = 1.0 - ema_decay(int(updates), ceiling)
        for average, value in zip(averages, values, strict=True):
            if average.is_floating_point():
                average.lerp_(value, weight)
            else:
                average.copy_(value)  # batches counted by batch normalization

    average = AveragedModel(network, multi_avg_fn=update, use_buffers=True)
    average.eval()
    return average


def averaged_network(average: AveragedModel) -> Image2Latex:
    """Return the network inside a moving average."""
    network: Image2Latex = average.module  # type: ignore[assignment]  # torch types it as a plain module
    return network
