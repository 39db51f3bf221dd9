"""The whole network: image → memory → logits."""

from torch import Tensor, nn

from model.network.config import ModelConfig
from model.network.decoder import Decoder
from model.network.encoder import Encoder


class Image2Latex(nn.Module):
    """Convolutional encoder and Transformer decoder; knows neither text nor files.

    All images of a batch have one padded shape. Padding is paper and is seen as paper, without a mask, so an
    image gets the same answer alone and in a batch.
    """

    def __init__(self, config: ModelConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)

    def forward(self, image: Tensor, token_ids: Tensor) -> Tensor:
        """Encode and decode in one call, as training and its wrappers need it; see both for shapes."""
        return self.decode(token_ids, self.encode(image))

    def encode(self, image: Tensor) -> Tensor:
        """Encode ink, float (B, 1, H, W) with values in [0, 1], as memory (B, S, D)."""
        memory: Tensor = self.encoder(image)
        return memory

    def decode(self, token_ids: Tensor, memory: Tensor) -> Tensor:
        """Predict every next token from the true ones before it (teacher forcing).

        Args:
            token_ids: long (B, T), bos first, T at most ``config.max_tokens`` + 1.
            memory: (B, S, D).

        Returns:
            Logits, float32 (B, T, V); position t predicts token t + 1.
        """
        logits: Tensor = self.decoder(token_ids, memory)
        return logits

    def decode_with_drafts(self, token_ids: Tensor, memory: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Predict as ``decode`` does, and guess further tokens, as ``Decoder.forward_with_drafts`` says."""
        return self.decoder.forward_with_drafts(token_ids, memory)

    def parameter_count(self) -> int:
        """Count trainable numbers; tied embeddings count once."""
        return sum(parameter.numel() for parameter in self.parameters())
