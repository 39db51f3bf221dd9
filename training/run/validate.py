"""Validation of a run: loss, token accuracy and exact match of the averaged weights on fixed pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch
import torch.nn.functional as F

from model.formula.grammar import Grammar
from model.formula.tokenizer import PAD, SPECIAL_TOKENS, Tokenizer
from model.network.image2latex import Image2Latex
from model.reading.hypothesis import Hypothesis
from model.reading.search import greedy_search
from model.reading.torch_engine.engine import TorchEngine
from training.data.augment import AugmentConfig
from training.data.dataset import DataConfig, validation_batches
from training.run.config import ValidationConfig

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


@dataclass(frozen=True)
class Reading:
    """One picture read token by token: the truth without bos and eos, and what was found."""

    truth: tuple[int, ...]
    hypothesis: Hypothesis

    @property
    def is_right(self) -> bool:
        """Whether every token is."""
        return self.truth == self.hypothesis.token_ids


class Validator:
    """Judges networks on the same pictures every time, prepared once.

    Args:
        config: Which pictures, and how many.
        tokenizer: Encodes their formulas.
        device: Where the networks are.
        shown_em: Size of type at which they are shown, that of training, in nominal ems.
    """

    def __init__(
        self, config: ValidationConfig, tokenizer: Tokenizer, device: torch.device, *, shown_em: float = 1.0
    ) -> None:
        data = DataConfig(shards=config.shards, augment=AugmentConfig(shown_em=shown_em))
        self._fed = list(validation_batches(data, tokenizer, config.samples))
        self._read = list(validation_batches(data, tokenizer, config.greedy_samples))
        self._tokenizer = tokenizer
        self._grammar = Grammar(tokenizer.vocabulary)
        self._device = device

    def run(self, network: Image2Latex) -> Validation:
        """Judge a network in evaluation mode; draws no random numbers."""
        loss, token_accuracy = self.feed(network)
        readings = self.read(network)
        return Validation(
            loss=loss,
            token_accuracy=token_accuracy,
            exact_match=sum(reading.is_right for reading in readings) / len(readings),
            pairs=tuple(
                (self._text(reading.truth), self._text(reading.hypothesis.token_ids))
                for reading in readings[:: max(1, len(readings) // SHOWN_PAIRS)]
            ),
        )

    @torch.no_grad()
    def feed(self, network: Image2Latex) -> tuple[float, float]:
        """Return loss in nats a token and share of right tokens, the true tokens being fed."""
        network.eval()
        sums = torch.zeros(3, dtype=torch.float64)  # loss, right tokens, tokens
        for batch in self._fed:
            token_ids = batch.token_ids.to(self._device)
            logits = network(batch.image.to(self._device), token_ids[:, :-1])  # (B, T, V)
            targets = token_ids[:, 1:]
            is_token = targets != PAD
            loss = F.cross_entropy(logits.flatten(0, 1), targets.flatten(), ignore_index=PAD, reduction="sum")
            right = ((logits.argmax(dim=-1) == targets) & is_token).sum()
            sums += torch.stack([loss.double(), right.double(), is_token.sum().double()]).cpu()
        total_loss, right_tokens, tokens = sums.tolist()
        return total_loss / tokens, right_tokens / tokens

    def read(self, network: Image2Latex) -> list[Reading]:
        """Read pictures token by token under the grammar."""
        engine = TorchEngine(network.eval())
        readings = []
        for batch in self._read:
            truths = [
                tuple(token_id for token_id in row if token_id >= len(SPECIAL_TOKENS))
                for row in batch.token_ids.tolist()
            ]
            longest = max(len(truth) for truth in truths)
            max_tokens = min(longest + SPARE_TOKENS, engine.max_tokens)
            encoding = engine.encode(batch.image.numpy())
            found = greedy_search(encoding, self._grammar, max_tokens=max_tokens)
            readings += [Reading(*pair) for pair in zip(truths, found, strict=True)]
        return readings

    def _text(self, token_ids: Sequence[int]) -> str:
        return " ".join(self._tokenizer.decode(token_ids))
