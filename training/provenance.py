"""Where and with what a result was made."""

import os
import platform
import subprocess
from pathlib import Path

import torch


def describe_machine(device: torch.device) -> str:
    """Name processor, cores and versions."""
    cpu_info = Path("/proc/cpuinfo")
    names = cpu_info.read_text(encoding="utf-8").split("\n") if cpu_info.exists() else []
    processor = next(
        (line.split(":")[1].strip() for line in names if line.startswith("model name")), platform.machine()
    )
    if device.type == "cuda":
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
