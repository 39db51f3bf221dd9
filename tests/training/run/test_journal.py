import logging

import torch

from training.run.journal import GRID_IMAGES, Journal
from training.run.trackers.base import NullTracker


def test_a_loss_above_the_gate_warns_once(caplog):
    with caplog.at_level(logging.WARNING), Journal(NullTracker(), 0) as journal:
        for samples in (59_000, 60_100, 60_200):
            journal.check_gates(samples, 2.4)
    assert len(caplog.records) == 1
    assert "attention is not locking" in caplog.text


def test_a_loss_below_the_gate_and_gates_already_passed_are_silent(caplog):
    with caplog.at_level(logging.WARNING), Journal(NullTracker(), 0) as journal:
        journal.check_gates(60_100, 1.9)
    with caplog.at_level(logging.WARNING), Journal(NullTracker(), 200_000) as journal:
        journal.check_gates(200_100, 3.0)
    assert not caplog.records


def test_pictures_are_shown_dark_on_light_and_predictions_as_a_table():
    shown = []

    class Recorder(NullTracker):
        def images(self, samples_seen, name, images):
            shown.append((samples_seen, name, images.shape, float(images.max())))

        def text(self, samples_seen, name, markdown):
            shown.append((samples_seen, name, markdown.splitlines()[2]))

    with Journal(Recorder(), 0) as journal:
        journal.images(64, torch.zeros(20, 1, 8, 8))
        journal.predictions(64, [("a + b", "a - b")])
    assert shown == [
        (64, "inputs", (GRID_IMAGES, 1, 8, 8), 1.0),
        (64, "predictions", "| `a + b` | `a - b` |"),
    ]
