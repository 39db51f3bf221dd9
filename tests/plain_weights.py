"""Weights in name only: a manifest that is whole, beside any bytes."""

import hashlib

from model.formula.tokenizer import SPECIAL_TOKENS
from model.network.config import ModelConfig
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME
from model.weights.manifest import FORMAT, sealed


def entries(content=b"weights", **changes):
    """Return what a manifest of these weights says; ``changes`` take the place of whole entries."""
    vocabulary = [*SPECIAL_TOKENS, "x", "\\alpha"]
    return {
        "format": FORMAT,
        "weights": {
            "file": WEIGHTS_NAME,
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
        },
        "config": ModelConfig(len(vocabulary), width=16, heads=2).to_dict(),
        "facts": {"created": "2026-01-01", "samples_seen": 7, "validation": {"exact_match": 0.5}},
        "vocabulary": vocabulary,
    } | changes


def write(folder, content=b"weights", **changes):
    """Write both files, the manifest with its checksum, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / WEIGHTS_NAME).write_bytes(content)
    (folder / MANIFEST_NAME).write_bytes(sealed(entries(content, **changes)))
    return folder
