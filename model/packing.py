"""Matrices laid out as oneDNN multiplies them, for processors on which that is faster than torch's own way.

Products of a few rows wait for the matrix to come from memory, and how well they do is a matter of the
processor: on an AMD EPYC a packed one takes half the time, on an Intel Xeon half again as long
(docs/decisions/2026-11-30-packed-where-it-pays.md). So it is tried out.
"""

import time
from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn

ROWS = 3  # of a usual step: a certain token and two guesses
ROUNDS = 5  # the best of them counts, for the sake of whatever else runs
LEAST_GAIN = 0.9  # of the plain time: less is not worth the memory


def pack(weight: Tensor) -> Tensor:
    """Lay out a matrix, float32 (outputs, inputs); the result is opaque to all but ``multiply``."""
    packed: Tensor = torch.ops.mkldnn._reorder_linear_weight(weight.detach())  # torch.compile's own way
    return packed


def multiply(x: Tensor, packed: Tensor, bias: Tensor) -> Tensor:
    """Map (N, inputs) to (N, outputs)."""
    product: Tensor = torch.ops.mkldnn._linear_pointwise(x, packed, bias, "none", [], "")
    return product


@torch.inference_mode()
def packing_pays(layers: Sequence[nn.Linear]) -> bool:
    """Measure whether a CPU steps through these layers faster packed; takes some twenty milliseconds."""
    try:
        packed = [pack(layer.weight) for layer in layers]
        given = [layer.weight.new_ones((ROWS, layer.in_features)) for layer in layers]

        def plain_products() -> None:
            for x, layer in zip(given, layers, strict=True):
                torch.addmm(layer.bias, x, layer.weight.t())

        def packed_products() -> None:
            for x, matrix, layer in zip(given, packed, layers, strict=True):
                multiply(x, matrix, layer.bias)

        plain_s, packed_s = _best_times((plain_products, packed_products))
    except (AttributeError, RuntimeError):  # this build of torch has no oneDNN, or another one
        return False
    return packed_s < LEAST_GAIN * plain_s


def _best_times(ways: Sequence[Callable[[], None]]) -> list[float]:
    """Take turns, so that a busy moment does not fall on one alone; seconds."""
    best = [float("inf")] * len(ways)
    for _ in range(ROUNDS):
        for place, way in enumerate(ways):
            started = time.perf_counter()
            way()
            best[place] = min(best[place], time.perf_counter() - started)
    return best
