"""What the model's modules import when they are imported, in a process of their own."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "module",
    [
        "model.picture.preprocess",
        "model.reading.recognizer",
        "model.reading.result",
        "model.weights.archive",
        "model.weights.calibration",
        "model.weights.manifest",
    ],
)
def test_a_module_is_imported_without_torch(module):
    code = f"import sys, {module}; print('torch' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == "False"
