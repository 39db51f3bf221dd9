"""AdamW, or Muon for matrices; the learning rate by samples seen; the moving average of weights."""

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel

from model.network.image2latex import Image2Latex
from training.run.config import OptimizerConfig

Tensors = list[Tensor] | tuple[Tensor, ...]


class Muon(torch.optim.AdamW):
    """Muon for the groups with ``is_matrix``, AdamW for the others.

    An update of a matrix is its momentum brought to an orthogonal matrix, so that all its directions learn
    alike; a convolution's kernel counts as a matrix of one row an output channel. The class of that name in
    ``torch.optim`` takes no convolutions.

    Source: Jordan et al. 2024, kellerjordan.github.io/posts/muon; scale of an update after Liu et al. 2025,
    arXiv:2502.16982, section 2.2, so that learning rate and decay of AdamW fit.
    """

    MOMENTUM = 0.95  # Jordan et al.
    UPDATE_RMS = 0.2  # of AdamW's typical update; Liu et al.

    @torch.no_grad()
    def step(self, closure: Callable[[], float] | None = None) -> float | None:  # type: ignore[override]
        """Take one step with the gradients at hand."""
        groups = self.param_groups
        self.param_groups = [group for group in groups if not group["is_matrix"]]
        try:
            loss: float | None = super().step(closure)
        finally:
            self.param_groups = groups
        for group in groups:
            if group["is_matrix"]:
                for parameter in group["params"]:
                    self._turn(parameter, group)
        return loss

    def _turn(self, parameter: Tensor, group: dict[str, Any]) -> None:
        gradient = parameter.grad
        if gradient is None:
            return
        state = self.state[parameter]
        if not state:
            state["step"] = torch.zeros(())  # AdamW looks for it when a state is loaded
            state["momentum"] = torch.zeros_like(parameter)
        state["momentum"].mul_(self.MOMENTUM).add_(gradient)
        ahead = gradient.add(state["momentum"], alpha=self.MOMENTUM)  # Nesterov
        update = orthogonalized(ahead.flatten(1)).view(ahead.shape)
        scale = self.UPDATE_RMS * max(ahead.shape[0], ahead[0].numel()) ** 0.5
        parameter.mul_(1 - group["lr"] * group["weight_decay"]).add_(update, alpha=-group["lr"] * scale)


def orthogonalized(matrix: Tensor) -> Tensor:
    """Bring all singular values of a matrix near 1 (0.7 to 1.2), in bfloat16, by five Newton–Schulz steps."""
    a, b, c = 3.4445, -4.7750, 2.0315  # steepest at zero; Jordan et al.
    is_tall = matrix.shape[0] > matrix.shape[1]
    x = (matrix.T if is_tall else matrix).bfloat16()
    x = x / (x.norm() + 1e-7)
    for _ in range(5):
        square = x @ x.T
        x = torch.addmm(x, torch.addmm(square, square, square, beta=b, alpha=c), x, beta=a)
    return (x.T if is_tall else x).to(matrix.dtype)


def make_optimizer(network: nn.Module, config: OptimizerConfig) -> torch.optim.AdamW:
    """Build the optimizer; norms, biases, scales and embeddings are not decayed."""
    embeddings = {module.weight for module in network.modules() if isinstance(module, nn.Embedding)}
    parameters = list(network.parameters())
    decayed = [parameter for parameter in parameters if parameter.ndim > 1 and parameter not in embeddings]
    others = [parameter for parameter in parameters if parameter.ndim <= 1 or parameter in embeddings]
    is_muon = config.kind == "muon"
    groups = [
        {"params": decayed, "weight_decay": config.weight_decay, "is_matrix": is_muon},
        {"params": others, "weight_decay": 0.0, "is_matrix": False},
    ]
    optimizer = Muon if is_muon else torch.optim.AdamW
    return optimizer(groups, lr=config.lr, betas=config.betas, fused=True)


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
