"""A decoder small enough for tests, and tokens to feed it."""

import torch

from model.network.config import ModelConfig
from model.network.decoder import Decoder

CONFIG = ModelConfig(30, width=32, heads=4, feedforward=64, decoder_layers=2, max_tokens=80)


def build():
    return Decoder(CONFIG).eval()


def token_ids(rows, length):
    return torch.randint(3, CONFIG.vocabulary_size, (rows, length))
