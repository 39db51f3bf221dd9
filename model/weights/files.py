"""The network on disk: float16 weights, beside the manifest that says what they are and proves them whole."""

import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from model.network.image2latex import Image2Latex
from model.weights.archive import MANIFEST_NAME, MAX_BYTES, WEIGHTS_NAME
from model.weights.manifest import FORMAT, Manifest, damage, open_regular, read_manifest, replace_file, sealed


def save_weights(
    folder: Path, network: Image2Latex, vocabulary: Sequence[str], *, facts: Mapping[str, object]
) -> None:
    """Write weights and manifest.

    Both files are replaced whole, the manifest last: an interrupted write leaves a pair that ``load_weights``
    either accepts or refuses.

    Args:
        folder: Created where missing.
        network: Written as float16, whatever its type and device.
        vocabulary: The network's tokens, special ones first.
        facts: JSON-ready facts about the training: metrics, data, commit, ``calibration``.

    Raises:
        ValueError: Vocabulary and network disagree, or a weight is not finite in float16.
    """
    if len(vocabulary) != network.config.vocabulary_size:
        raise ValueError(
            f"{len(vocabulary)} tokens do not fit a vocabulary of {network.config.vocabulary_size}"
        )
    tensors = {name: _to_float16(name, tensor) for name, tensor in network.state_dict().items()}
    content = save(tensors)
    entries = {
        "format": FORMAT,
        "weights": {
            "file": WEIGHTS_NAME,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        },
        "config": network.config.to_dict(),
        "facts": dict(facts),
        "vocabulary": list(vocabulary),
    }
    manifest = sealed(entries)
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(folder / WEIGHTS_NAME, content)
    replace_file(folder / MANIFEST_NAME, manifest)


def load_weights(folder: Path, device: torch.device | str) -> tuple[Image2Latex, Manifest]:
    """Read what ``save_weights`` wrote and verify all of it.

    Returns:
        The network (float32, evaluation mode, on ``device``), and what the manifest says.

    Raises:
        WeightsError: A file is missing, unreadable or damaged, or the two do not belong together.
    """
    manifest = read_manifest(folder)
    return load_network(folder, manifest).to(device), manifest


def load_network(folder: Path, manifest: Manifest) -> Image2Latex:
    """Read the network that a folder's manifest describes: float32, evaluation mode, on the CPU.

    Raises:
        WeightsError: The weights are missing, unreadable or damaged, or do not belong to the manifest.
    """
    path = folder / WEIGHTS_NAME
    content = _read(path)
    if hashlib.sha256(content).hexdigest() != manifest.weights_sha256:
        raise damage(path, f"is damaged or does not belong to the {MANIFEST_NAME} beside it")
    try:
        tensors = load(content)
    except SafetensorError as error:
        raise damage(path, f"is not a safetensors file ({error})") from error
    network = Image2Latex(manifest.config)
    try:
        network.load_state_dict({name: _to_float32(tensor) for name, tensor in tensors.items()}, strict=True)
    except RuntimeError as error:
        raise damage(path, f"does not fit the network that {MANIFEST_NAME} describes") from error
    return network.eval()


def _read(path: Path) -> bytes:
    try:
        with open_regular(path, MAX_BYTES[WEIGHTS_NAME]) as stream:
            return stream.read()
    except FileNotFoundError as error:
        raise damage(path, "is missing") from error
    except OSError as error:
        raise damage(path, f"cannot be read ({error.strerror})") from error


def _to_float16(name: str, tensor: Tensor) -> Tensor:
    if not tensor.is_floating_point():
        return tensor.cpu().contiguous()
    half = tensor.detach().to("cpu", torch.float16).contiguous()
    if not half.isfinite().all():
        raise ValueError(f"{name} holds values that float16 cannot")
    return half


def _to_float32(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
