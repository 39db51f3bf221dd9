"""A network where it is, and its way to the CPU when a GPU has run out of memory."""

import logging
from collections.abc import Callable
from typing import TypeVar

import torch

from model.network.image2latex import Image2Latex

_Computed = TypeVar("_Computed")

_log = logging.getLogger(__name__)


class PlacedNetwork:
    """Computes where the network is; when a GPU has run out of memory, on the CPU for good.

    Attributes:
        network: In evaluation mode.
    """

    def __init__(self, network: Image2Latex) -> None:
        self.network = network

    @property
    def device(self) -> torch.device:
        """Where the network is."""
        return self.network.decoder.embedding.weight.device

    def compute(self, function: Callable[[], _Computed]) -> _Computed:
        """Return what a function of the network gives; it may be called twice, the second time on the CPU."""
        if self.device.type != "cpu":
            try:
                return self._compute_here(function)
            except RuntimeError as error:  # CUDA raises OutOfMemoryError, MPS its base class
                if "out of memory" not in str(error):
                    raise
                _log.warning("%s is out of memory; recognizing on the CPU from now on", self.device)
            self._move_to_cpu()
        return self._compute_here(function)

    @torch.inference_mode()
    def _compute_here(self, function: Callable[[], _Computed]) -> _Computed:
        return function()

    def _move_to_cpu(self) -> None:
        self.network.to("cpu")
