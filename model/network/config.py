"""Configuration of the network: one frozen value, stored in the manifest beside the weights."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Literal, Self

STRIDES = {"slim": ((16, 16), (16, 8), (8, 8)), "resnet18": ((16, 16),)}
"""Which (height, width) strides each trunk offers, in image pixels per feature cell."""

LIMITS = {
    "vocabulary_size": (1, 20_000),
    "width": (4, 2048),
    "heads": (1, 64),
    "feedforward": (1, 8192),
    "encoder_layers": (0, 24),
    "decoder_layers": (1, 24),
    "max_tokens": (1, 2048),
    "draft_tokens": (0, 16),
}
"""Least and most of each count."""

MOST_NUMBERS = 64_000_000
"""In the matrices of the Transformer together: as many as a file of weights may hold; built in a second."""


@dataclass(frozen=True)
class ModelConfig:
    """Shape of an ``Image2Latex`` network.

    Attributes:
        vocabulary_size: V, special tokens included.
        trunk: ``slim`` is our light residual network; ``resnet18`` is ResNet-18 up to its third stage.
        stride_height: Image rows per feature cell.
        stride_width: Image columns per feature cell; 8 gives two cells per em at the nominal size.
        width: D, channels of memory and decoder; a multiple of 4 (sine and cosine for each of two axes).
        heads: Attention heads; divides ``width``.
        feedforward: Hidden units of each feed-forward block.
        encoder_layers: Transformer layers between trunk and memory; may be 0.
        decoder_layers: Transformer layers of the decoder.
        dropout: On residual branches and embeddings; never on attention weights (slow path on CPU).
        max_tokens: Longest formula in tokens, bos and eos not counted.
        draft_tokens: Further tokens that a small layer learns to guess, so that search needs fewer steps; 0
            builds no such layer.

    Raises:
        ValueError: A field is out of range, or the trunk does not offer these strides.
    """

    vocabulary_size: int
    trunk: Literal["slim", "resnet18"] = "slim"
    stride_height: int = 16
    stride_width: int = 8
    width: int = 256
    heads: int = 8
    feedforward: int = 1024
    encoder_layers: int = 0
    decoder_layers: int = 3
    dropout: float = 0.1
    max_tokens: int = 192
    draft_tokens: int = 0

    def __post_init__(self) -> None:
        if self.trunk not in STRIDES:
            raise ValueError(f"trunk is {self.trunk!r}, must be one of {', '.join(STRIDES)}")
        if (self.stride_height, self.stride_width) not in STRIDES[self.trunk]:
            offered = ", ".join(f"{height}x{width}" for height, width in STRIDES[self.trunk])
            raise ValueError(
                f"trunk {self.trunk} has no stride {self.stride_height}x{self.stride_width}, only {offered}"
            )
        for name, (least, most) in LIMITS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name} is {getattr(self, name)}, must be from {least} to {most}")
        if self._numbers() > MOST_NUMBERS:
            raise ValueError(f"a network of {self._numbers()} numbers, must be at most {MOST_NUMBERS}")
        if self.width % 4 or self.width % self.heads:
            raise ValueError(f"width {self.width} must be a multiple of 4 and of heads ({self.heads})")
        if not 0 <= self.dropout < 1:
            raise ValueError(f"dropout is {self.dropout}, must be in [0, 1)")

    def _numbers(self) -> int:
        """Count the numbers in the matrices of the Transformer, be there a layer for drafts or not."""
        attention, feedforward = 4 * self.width**2, 2 * self.width * self.feedforward
        encoder = self.encoder_layers * (attention + feedforward)
        decoder = (self.decoder_layers + 1) * (2 * attention + feedforward)
        return encoder + decoder + (self.vocabulary_size + self.max_tokens) * self.width

    def to_dict(self) -> dict[str, object]:
        """Give the fields as JSON-ready values."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: Mapping[str, object]) -> Self:
        """Read what ``to_dict`` gave.

        Raises:
            ValueError: A field is missing, unknown, of the wrong type or out of range.
        """
        if unknown := sorted(values.keys() - {field.name for field in fields(cls)}):
            raise ValueError(f"unknown fields: {', '.join(unknown)}")
        for name, value in values.items():
            kind = {"trunk": str, "dropout": float}.get(name, int)
            if type(value) is not kind and not (kind is float and type(value) is int):
                raise ValueError(f"{name} is {value!r}, must be of type {kind.__name__}")
        if "vocabulary_size" not in values:
            raise ValueError("vocabulary_size is missing")
        return cls(**values)  # type: ignore[arg-type]
