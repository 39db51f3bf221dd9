"""The device that torch computes on, and the types of numbers that suit it."""

import torch

from model.reading.engine import DeviceError


def pick_device(name: str) -> torch.device:
    """Find the device a user asked for.

    Args:
        name: ``auto`` takes CUDA, else Apple's MPS, else the CPU; else a device of torch by name.

    Raises:
        DeviceError: torch knows no such device, or it is not present.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise DeviceError(
            f"there is no kind of device called {name!r}: use auto, cpu, cuda or mps"
        ) from error
    present = {
        "cpu": 1,
        "cuda": torch.cuda.device_count(),
        "mps": int(torch.backends.mps.is_available()),
    }
    if (device.index or 0) >= present.get(device.type, 0):
        raise DeviceError(f"the device {name!r} is not present on this computer: use auto or cpu")
    return device


def convolution_dtype(device: torch.device) -> torch.dtype:
    """Choose the type to convolve in: bfloat16 on a CPU that multiplies it itself, else float32.

    Measured: two to three times as fast on an Intel Xeon with AVX512-bf16 and AMX; without them torch would
    imitate it, which is slower than float32.
    """
    has_bfloat16 = device.type == "cpu" and torch.cpu.get_capabilities().get("avx512_bf16", False)
    return torch.bfloat16 if has_bfloat16 else torch.float32
