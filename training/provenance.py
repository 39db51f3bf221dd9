"""Where, from what and with what a result was made."""

import json
import os
import platform
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import torch

from model.reading.recognizer import Recognizer


def describe_machine(device: str) -> str:
    """Name processor, cores and versions; ``device`` is where the recognizer computes."""
    cpu_info = Path("/proc/cpuinfo")
    names = cpu_info.read_text(encoding="utf-8").split("\n") if cpu_info.exists() else []
    processor = next(
        (line.split(":")[1].strip() for line in names if line.startswith("model name")), platform.machine()
    )
    if device.startswith("cuda"):
        processor = torch.cuda.get_device_name(device)
    return (
        f"{processor}, {os.cpu_count()} cores, {torch.get_num_threads()} threads, torch {torch.__version__}"
    )


def current_commit() -> str:
    """Return the commit of the source tree, or ``unknown`` outside of one."""
    try:
        run = subprocess.run(
            ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short=12", "HEAD"],
            capture_output=True,
            text=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return run.stdout.strip()


def describe_reader(recognizer: Recognizer) -> dict[str, Any]:
    """Say for a report when, by what, and with which weights its pictures were read."""
    manifest = recognizer.manifest
    return {
        "date": datetime.now(UTC).strftime("%Y-%m-%d"),
        "commit": current_commit(),
        "machine": describe_machine(recognizer.device),
        "weights": {
            "sha256": manifest["weights"]["sha256"],
            "samples_seen": manifest["facts"].get("samples_seen"),
            "config": manifest["config"],
        },
        "decoding": "greedy, under the grammar",
    }


def describe_data(shards: Sequence[Path], vocabulary: Path) -> dict[str, Any]:
    """Name what a run learns from, without paths.

    Args:
        shards: Shard folders.
        vocabulary: The vocabulary file; where ``report.json`` of the formulas lies beside it, their sources
            and licences are named too.

    Returns:
        Pictures and checksum of each shard; licence and number of training formulas of each source.
    """
    facts: dict[str, Any] = {"shards": {}}
    for folder in shards:
        index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
        facts["shards"][folder.name] = {
            "pictures": index["pictures"],
            "images_sha256": index["sha256"]["images.bin"],
        }
    report = vocabulary.with_name("report.json")
    if report.is_file():
        sources = json.loads(report.read_text(encoding="utf-8"))["sources"]
        facts["sources"] = {
            name: {"licence": source["licence"], "formulas": source["kept"]["train"]}
            for name, source in sources.items()
            if source["kept"].get("train")
        }
    return facts
