"""The network on disk: float16 weights, and a manifest that says what they are and proves them whole."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from model.config import ModelConfig
from model.network import Image2Latex
from model.tokenizer import Tokenizer
from model.weights_archive import MANIFEST_NAME, WEIGHTS_NAME, WeightsError

FORMAT = 1
"""Version of the manifest; raised when older programs could not read it."""


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
    manifest = {
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
    text = _as_text(manifest)
    folder.mkdir(parents=True, exist_ok=True)
    _replace(folder / WEIGHTS_NAME, content)
    _replace(folder / MANIFEST_NAME, text.encode())


def replace_facts(folder: Path, facts: Mapping[str, object]) -> None:
    """Put facts in the place of those of the same name in a manifest that ``save_weights`` wrote.

    Raises:
        WeightsError: The manifest is missing, unreadable or none.
    """
    manifest = _read_manifest(folder / MANIFEST_NAME)
    manifest["facts"] |= facts
    _replace(folder / MANIFEST_NAME, _as_text(manifest).encode())


def load_weights(folder: Path, device: torch.device | str) -> tuple[Image2Latex, Tokenizer, dict[str, Any]]:
    """Read what ``save_weights`` wrote and verify all of it.

    Returns:
        The network (float32, evaluation mode, on ``device``), its tokenizer, and the manifest.

    Raises:
        WeightsError: A file is missing, unreadable or damaged, or the two do not belong together.
    """
    manifest_path, weights_path = folder / MANIFEST_NAME, folder / WEIGHTS_NAME
    manifest = _read_manifest(manifest_path)
    config, tokenizer = _describe(manifest, manifest_path)
    content = _read(weights_path)
    if hashlib.sha256(content).hexdigest() != manifest["weights"]["sha256"]:
        raise _error(weights_path, f"is damaged or does not belong to the {MANIFEST_NAME} beside it")
    try:
        tensors = load(content)
        network = Image2Latex(config)
        network.load_state_dict({name: _to_float32(tensor) for name, tensor in tensors.items()}, strict=True)
    except SafetensorError as error:
        raise _error(weights_path, f"is not a safetensors file ({error})") from error
    except RuntimeError as error:
        raise _error(weights_path, f"does not fit the network that {MANIFEST_NAME} describes") from error
    return network.eval().to(device), tokenizer, manifest


def _as_text(manifest: Mapping[str, Any]) -> str:
    return json.dumps(manifest, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _read_manifest(path: Path) -> dict[str, Any]:
    try:
        manifest = json.loads(_read(path))
    except ValueError as error:  # UnicodeDecodeError and JSONDecodeError
        raise _error(path, "is not valid JSON") from error
    if not isinstance(manifest, dict):
        raise _error(path, "is not a manifest")
    if manifest.get("format") != FORMAT:
        raise WeightsError(
            f"{path} has format {manifest.get('format')!r} where this program reads {FORMAT}: "
            "install the weights that came with this version."
        )
    return manifest


def _describe(manifest: Mapping[str, Any], path: Path) -> tuple[ModelConfig, Tokenizer]:
    """Read configuration and vocabulary, and check the shape of everything else that is used."""
    for name, kind in (("weights", dict), ("config", dict), ("facts", dict), ("vocabulary", list)):
        if not isinstance(manifest.get(name), kind):
            raise _error(path, f"lacks its entry {name!r}")
    if not isinstance(manifest["weights"].get("sha256"), str):
        raise _error(path, "lacks the checksum of the weights")
    if not all(isinstance(token, str) for token in manifest["vocabulary"]):
        raise _error(path, "has a vocabulary that is not text")
    try:
        config = ModelConfig.from_dict(manifest["config"])
        tokenizer = Tokenizer(manifest["vocabulary"])
    except ValueError as error:
        raise _error(path, f"describes no network this program knows ({error})") from error
    if len(tokenizer) != config.vocabulary_size:
        raise _error(path, f"lists {len(tokenizer)} tokens where its network has {config.vocabulary_size}")
    return config, tokenizer


def _error(path: Path, trouble: str) -> WeightsError:
    return WeightsError(f"{path} {trouble}: restore the file from where it came, or reinstall the program.")


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise _error(path, "is missing") from error
    except OSError as error:
        raise _error(path, f"cannot be read ({error.strerror})") from error


def _replace(path: Path, content: bytes) -> None:
    unfinished = path.with_name(path.name + ".part")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _to_float16(name: str, tensor: Tensor) -> Tensor:
    if not tensor.is_floating_point():
        return tensor.cpu().contiguous()
    half = tensor.detach().to("cpu", torch.float16).contiguous()
    if not half.isfinite().all():
        raise ValueError(f"{name} holds values that float16 cannot")
    return half


def _to_float32(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor
