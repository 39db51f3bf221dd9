import json
import logging
import sys

import pytest
import torch

from training.errors import TrainingError
from training.run.trackers.base import NullTracker, Tracker
from training.run.trackers.json_lines import NAME, JsonLinesTracker
from training.run.trackers.several import SeveralTrackers, open_trackers


def test_numbers_are_json_lines_and_a_resumed_run_appends(tmp_path):
    for samples, loss in ((64, 2.5), (128, 1.5)):
        tracker = open_trackers((), tmp_path / "run", samples - 64, {})
        tracker.numbers(samples, {"loss": loss})
        tracker.close()
    lines = [json.loads(line) for line in (tmp_path / "run" / NAME).read_text().splitlines()]
    assert lines == [{"samples_seen": 64, "loss": 2.5}, {"samples_seen": 128, "loss": 1.5}]


def test_tensorboard_gets_everything(tmp_path):
    tracker = open_trackers(("tensorboard",), tmp_path, 0, {})
    tracker.numbers(64, {"loss": 1.0})
    tracker.images(64, "inputs", torch.rand(3, 1, 32, 48))
    tracker.text(64, "predictions", "a + b")
    tracker.close()
    [events] = (tmp_path / "tensorboard").iterdir()
    assert all(name in events.read_bytes() for name in (b"loss", b"inputs", b"a + b"))


def test_a_tracker_that_fails_is_named_once_and_the_others_go_on(tmp_path, caplog):
    class Full(NullTracker):
        def numbers(self, samples_seen, numbers):
            raise OSError("no space left on device")

    trackers: list[Tracker] = [Full(), JsonLinesTracker(tmp_path)]
    several = SeveralTrackers(trackers)
    with caplog.at_level(logging.WARNING):
        several.numbers(1, {"loss": 2.0})
        several.numbers(2, {"loss": 1.0})
        several.close()
    assert [record.getMessage() for record in caplog.records] == [
        "Full failed and is left out from now on: no space left on device"
    ]
    assert len((tmp_path / NAME).read_text().splitlines()) == 2


def test_a_missing_package_is_one_sentence(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "wandb", None)
    with pytest.raises(TrainingError, match=r"^wandb is not installed: pip install wandb, or leave it out"):
        open_trackers(("wandb",), tmp_path, 0, {})
