"""With the real package where it is installed, offline; nothing is sent."""

import pytest
import torch

from training.run.trackers.several import open_trackers

pytest.importorskip("wandb", reason="an optional package")


@pytest.mark.filterwarnings("default")  # of the package and what it imports
def test_a_run_is_kept_in_its_folder_and_continued(tmp_path, monkeypatch):
    monkeypatch.setenv("WANDB_MODE", "offline")
    monkeypatch.setenv("WANDB_SILENT", "true")
    for samples in (0, 64):
        tracker = open_trackers(("wandb",), tmp_path, samples, {"lr": 0.001})
        tracker.numbers(samples + 64, {"loss": 1.0})
        tracker.images(samples + 64, "inputs", torch.rand(2, 1, 16, 16))
        tracker.text(samples + 64, "predictions", "a + b")
        tracker.close()
    identity = (tmp_path / "wandb_run_id.txt").read_text()
    runs = [path.name for path in (tmp_path / "wandb").iterdir() if path.name.startswith("offline-run")]
    assert runs
    assert all(name.endswith(identity) for name in runs)
