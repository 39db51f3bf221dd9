"""Torch engine: an ``Engine`` over a network of ``model.network``, on CUDA, Apple's MPS or the CPU."""

from pathlib import Path
from typing import Self

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from model.network.image2latex import Image2Latex
from model.reading.torch_engine.decoder import TorchDecoder
from model.reading.torch_engine.device import convolution_dtype, pick_device
from model.reading.torch_engine.placement import PlacedNetwork
from model.weights.files import load_network
from model.weights.manifest import Manifest


class TorchEngine:
    """Computes a network where it is, the network's weights being what they are at each encoding."""

    name = "torch"

    def __init__(self, network: Image2Latex) -> None:
        """Take a network in evaluation mode, on any device."""
        self._placed = PlacedNetwork(network)

    @classmethod
    def load(cls, folder: Path, manifest: Manifest, device: str) -> Self:
        """Load the weights of a folder, in the form that reads fastest on the device.

        Args:
            folder: Holds the weights.
            manifest: Of the same folder.
            device: As ``pick_device`` takes it.

        Raises:
            WeightsError: The weights are missing, damaged or do not belong to the manifest.
            DeviceError: There is no such device here.
        """
        place = pick_device(device)
        network = load_network(folder, manifest)
        network.encoder.convolve_in(convolution_dtype(place))
        network = network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        return cls(network.to(place))

    @property
    def device(self) -> str:
        """Where the network is."""
        return str(self._placed.device)

    @property
    def max_tokens(self) -> int:
        """Longest formula that the network was built for, bos and eos not counted."""
        return self._placed.network.config.max_tokens

    def encode(self, sheets: NDArray[np.float32]) -> "TorchEncoding":
        """Encode sheets of one shape, float32 (B, 1, H, W), paper 0 and ink 1."""
        images = torch.from_numpy(sheets).to(memory_format=torch.channels_last)
        placed = self._placed
        memory = placed.compute(lambda: placed.network.encode(images.to(placed.device)))
        return TorchEncoding(placed, memory)


class TorchEncoding:
    """Memory of images, (B, S, D), and the network that made it."""

    def __init__(self, placed: PlacedNetwork, memory: Tensor) -> None:
        self._placed = placed
        self._memory = memory

    def __len__(self) -> int:
        """Count the images."""
        return len(self._memory)

    def image(self, at: int) -> "TorchEncoding":
        """Return one of the images alone."""
        return TorchEncoding(self._placed, self._memory[at : at + 1])

    def decoder(self) -> TorchDecoder:
        """Start to write down all images."""
        return TorchDecoder(self._placed, self._memory)
