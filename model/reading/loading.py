"""Chooses the engine that suits weights and device, and loads it."""

from pathlib import Path

from model.reading.engine import Engine
from model.weights.manifest import Manifest, read_manifest


def load_engine(folder: Path, device: str) -> tuple[Engine, Manifest]:
    """Load the weights of a folder; torch is imported here and nowhere before.

    Args:
        folder: Holds the weights and their manifest.
        device: ``auto`` takes CUDA, else Apple's MPS, else the CPU; else a device of torch by name.

    Returns:
        What computes the network, and the manifest.

    Raises:
        WeightsError: The weights are missing, damaged or of another version.
        DeviceError: There is no such device here.
    """
    from model.reading.torch_engine.engine import TorchEngine

    manifest = read_manifest(folder)
    return TorchEngine.load(folder, manifest, device), manifest
