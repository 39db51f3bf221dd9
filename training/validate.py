"""How a run stands: loss, token accuracy and exact match of the averaged weights on fixed pictures."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from model.grammar import Grammar
from model.network import Image2Latex
from model.search import greedy_search
from model.tokenizer import BOS, EOS, PAD, Tokenizer
from training.config import TrainConfig
from training.dataset import validation_batches

SHOWN_PAIRS = 16
# Early in training nothing ends by itself; a little room beyond the longest truth tells as much as a lot.
SPARE_TOKENS = 8


@dataclass(frozen=True)
class Validation:
    """What one validation found.

    Attributes:
        loss: Mean cross-entropy, nats a token, without label smoothing, the true tokens being fed.
        token_accuracy: Share of tokens whose most likely prediction is right, the true tokens being fed.
        exact_match: Share of pictures read token by token whose tokens are all right.
        pairs: Some (truth, reading) as canonical text.
    """

    loss: float
    token_accuracy: float
    exact_match: float
    pairs: tuple[tuple[str, str], ...]

    def numbers(self) -> Mapping[str, float]:
        """Return the figures by their names in the log."""
        return {
            "validation_loss": self.loss,
            "validation_token_accuracy": self.token_accuracy,
            "validation_exact_match": self.exact_match,
        }

    def __str__(self) -> str:
        shares = f"tokens {self.token_accuracy:.1%}, formulas {self.exact_match:.1%}"
        return f"validation loss {self.loss:.3f}, {shares}"


class Validator:
    """Judge networks on the first pictures of the validation shards, always the same ones."""

    def __init__(self, config: TrainConfig, tokenizer: Tokenizer, device: torch.device) -> None:
        self._config = config
        self._tokenizer = tokenizer
        self._grammar = Grammar(tokenizer.vocabulary)
        self._device = device

    @torch.no_grad()
    def run(self, network: Image2Latex) -> Validation:
        """Judge a network in evaluation mode; draws no random numbers."""
        network.eval()
        sums = torch.zeros(3, dtype=torch.float64)  # loss, right tokens, tokens
        pairs: list[tuple[list[int], list[int]]] = []
        for batch in validation_batches(self._config, self._tokenizer):
            image, token_ids = (tensor.to(self._device) for tensor in batch)
            memory = network.encode(image)
            logits = network.decode(token_ids[:, :-1], memory)
            sums += self._sums(logits, token_ids[:, 1:])
            wanted = self._config.validation.greedy_samples - len(pairs)
            if wanted > 0:
                pairs += self._read(network, memory[:wanted], token_ids[:wanted])
        loss, right, tokens = sums.tolist()
        return Validation(
            loss=loss / tokens,
            token_accuracy=right / tokens,
            exact_match=sum(truth == reading for truth, reading in pairs) / len(pairs),
            pairs=tuple((self._text(truth), self._text(reading)) for truth, reading in pairs[:SHOWN_PAIRS]),
        )

    def _sums(self, logits: Tensor, targets: Tensor) -> Tensor:
        is_token = targets != PAD
        loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=PAD, reduction="sum")
        right = ((logits.argmax(dim=-1) == targets) & is_token).sum()
        return torch.stack([loss.double(), right.double(), is_token.sum().double()]).cpu()

    def _read(
        self, network: Image2Latex, memory: Tensor, token_ids: Tensor
    ) -> list[tuple[list[int], list[int]]]:
        truths = [[i for i in row if i not in (PAD, BOS, EOS)] for row in token_ids.tolist()]
        longest = max(len(truth) for truth in truths)
        max_tokens = min(longest + SPARE_TOKENS, network.config.max_tokens)
        readings = greedy_search(network, memory, self._grammar, max_tokens=max_tokens)
        return [(truth, list(reading.token_ids)) for truth, reading in zip(truths, readings, strict=True)]

    def _text(self, token_ids: list[int]) -> str:
        return " ".join(self._tokenizer.decode(token_ids))
