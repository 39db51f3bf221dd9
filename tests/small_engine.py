"""A network small enough for tests, decoders over it that can be watched, and a grammar for its tokens."""

import numpy as np
import torch

from model.formula.grammar import Grammar
from model.formula.tokenizer import SPECIAL_TOKENS
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.reading.torch_engine.decoder import TorchDecoder
from model.reading.torch_engine.engine import TorchEncoding
from model.reading.torch_engine.placement import PlacedNetwork

VOCABULARY = (
    *SPECIAL_TOKENS,
    *("x", "1", "+", "(", ")", "\\alpha", "\\quad", "~"),
    *("_", "_{", "^", "^{", "\\frac", "\\frac{", "{", "}{", "}", "\\sqrt", "\\sqrt{", "\\root{"),
    *("\\mathrm", "\\mathrm{", "\\hat", "\\begin{matrix}", "\\end{matrix}", "\\begin{cases}", "\\end{cases}"),
    *("&", "\\\\"),
)
GRAMMAR = Grammar(VOCABULARY)
MEMORY_CELLS = 6


def network(*, vocabulary=VOCABULARY, sharpness=4.0, seed=0, draft_tokens=0):
    torch.manual_seed(seed)
    config = ModelConfig(
        len(vocabulary),
        width=32,
        heads=4,
        feedforward=64,
        decoder_layers=2,
        max_tokens=40,
        draft_tokens=draft_tokens,
    )
    made = Image2Latex(config).eval()
    torch.nn.init.constant_(made.decoder.norm.weight, sharpness)  # as decided as a trained network
    return made


def memories(rows, seed=1):
    return torch.randn(rows, MEMORY_CELLS, 32, generator=torch.Generator().manual_seed(seed))


class WatchedDecoder(TorchDecoder):
    """Notes what it is fed at once."""

    def __init__(self, placed, memory):
        super().__init__(placed, memory)
        self.fed = []

    def feed(self, token_ids):
        self.fed.append(token_ids.tolist())
        return super().feed(token_ids)


class RandomDecoder(TorchDecoder):
    """Makes up its mind anew at every step, so that search meets every kind of token."""

    def feed(self, token_ids):
        log_probs = super().feed(token_ids)
        return (
            torch.from_numpy(4 * np.random.standard_normal(log_probs.shape)).log_softmax(-1).float().numpy()
        )


class Encoded(TorchEncoding):
    """Memory of images, read by a kind of decoder of the test's choice; keeps the decoders it has started."""

    def __init__(self, made, memory, kind=WatchedDecoder):
        super().__init__(PlacedNetwork(made), memory)
        self._kind = kind
        self.started = []

    def decoder(self):
        self.started.append(self._kind(self._placed, self._memory))
        return self.started[-1]


def log_probs_of(made, memory, token_ids):
    """Return what the network itself gives the tokens of a formula and eos, all fed at once."""
    with torch.inference_mode():
        after = made.decode(torch.tensor([[1, *token_ids]]), memory)[0].log_softmax(dim=-1)
        return after.gather(1, torch.tensor([*token_ids, 2])[:, None])[:, 0].tolist()
