"""Training step: loss, gradient, update, average."""

import torch
import torch.nn.functional as F
from lightning_fabric import Fabric
from torch import Tensor, nn

from model.formula.tokenizer import PAD, SPECIAL_TOKENS
from model.network.image2latex import Image2Latex
from training.data.dataset import Batch
from training.errors import TrainingError
from training.run.checkpoint import TrainingState
from training.run.config import TrainConfig


class NonFiniteLossError(TrainingError):
    """Loss or gradient became infinite or not a number."""


class TeacherForcing(nn.Module):
    """Network and loss as one module, so that DDP and ``torch.compile`` see the whole step."""

    def __init__(self, network: Image2Latex, label_smoothing: float) -> None:
        super().__init__()
        self.network = network
        self.label_smoothing = label_smoothing

    def forward(self, image: Tensor, inputs: Tensor, targets: Tensor) -> Tensor:
        """Return the mean loss in nats a token, and that of guessed tokens: two losses, float32 (2,).

        Args:
            image: (B, 1, H, W).
            inputs: long (B, T).
            targets: long (B, T).
        """
        logits, guesses = self.network.decode_with_drafts(inputs, self.network.encode(image))
        guessed = [self._loss(guess, targets[:, k:]) for k, guess in enumerate(guesses, 1)]
        loss = self._loss(logits, targets)
        return torch.stack([loss, torch.stack(guessed).mean() if guessed else torch.zeros_like(loss)])

    def _loss(self, logits: Tensor, targets: Tensor) -> Tensor:
        total = F.cross_entropy(
            logits.flatten(0, 1),
            targets.flatten(),
            ignore_index=PAD,
            label_smoothing=self.label_smoothing,
            reduction="sum",
        )
        return total / (targets != PAD).sum().clamp(min=1)  # no formula has no second token to guess


def take_step(
    config: TrainConfig,
    fabric: Fabric,
    state: TrainingState,
    step_module: nn.Module,
    batch: Batch,
    lr: float,
) -> Tensor:
    """Learn from one batch.

    Returns:
        Loss, loss of guessed tokens and gradient norm before clipping, float32 (3,), on the device.
    """
    for group in state.optimizer.param_groups:
        group["lr"] = lr
    step_module.train()
    frozen_from = config.freeze_batchnorm_from_samples
    if frozen_from is not None and state.samples_seen >= frozen_from:
        freeze_batchnorm(state.network)
    image, token_ids = (
        tensor.to(fabric.device, non_blocking=True) for tensor in (batch.image, batch.token_ids)
    )
    noisy = with_noise(token_ids[:, :-1], config.optimizer.input_noise, state.network.config.vocabulary_size)
    losses = step_module(image, noisy, token_ids[:, 1:])
    tokens = int((batch.token_ids[:, 1:] != PAD).sum())  # counted on the CPU, where nothing waits for it
    fabric.backward(losses.sum() * min(1.0, tokens / config.optimizer.full_weight_tokens))
    norm = fabric.clip_gradients(
        step_module, state.optimizer, max_norm=config.optimizer.clip_norm, error_if_nonfinite=False
    )
    figures = torch.cat([losses.detach(), torch.as_tensor(norm)[None]])
    if not figures.isfinite().all():
        raise NonFiniteLossError(
            f"loss {figures[0]:g}, gradient norm {figures[2]:g} in step {state.step + 1}, after "
            f"{state.samples_seen} samples, learning rate {lr:g}; lower the learning rate and start again"
        )
    state.optimizer.step()
    state.optimizer.zero_grad()
    state.ema.update_parameters(state.network)
    state.step += 1
    state.samples_seen += batch.samples
    return figures


def with_noise(inputs: Tensor, share: float, vocabulary_size: int) -> Tensor:
    """Replace a share of decoder inputs, long (B, T), by random ordinary tokens; bos and pad stay."""
    replaced = (torch.rand(inputs.shape, device=inputs.device) < share) & (inputs >= len(SPECIAL_TOKENS))
    random_ids = torch.randint_like(inputs, len(SPECIAL_TOKENS), vocabulary_size)
    return torch.where(replaced, random_ids, inputs)


def freeze_batchnorm(network: nn.Module) -> None:
    """Use the running statistics, as in evaluation, instead of the batch's; undone by ``train()``."""
    for module in network.modules():
        if isinstance(module, nn.BatchNorm2d):
            module.eval()
