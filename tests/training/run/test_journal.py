import json
import logging

import torch

from training.run.journal import Journal


def test_numbers_are_json_lines_and_a_resumed_run_appends(tmp_path):
    with Journal(tmp_path, 0) as journal:
        journal.numbers(64, loss=2.5)
    with Journal(tmp_path, 64) as journal:
        journal.numbers(128, loss=1.5)
    lines = [json.loads(line) for line in (tmp_path / "metrics.jsonl").read_text().splitlines()]
    assert lines == [{"samples_seen": 64, "loss": 2.5}, {"samples_seen": 128, "loss": 1.5}]


def test_pictures_and_predictions_reach_tensorboard(tmp_path):
    with Journal(tmp_path, 0) as journal:
        journal.images(64, torch.rand(3, 1, 32, 48))
        journal.predictions(64, [("a + b", "a - b")])
    [events] = (tmp_path / "tensorboard").iterdir()
    assert b"a + b" in events.read_bytes()


def test_a_loss_above_the_gate_warns_once(tmp_path, caplog):
    with caplog.at_level(logging.WARNING), Journal(tmp_path, 0) as journal:
        for samples in (59_000, 60_100, 60_200):
            journal.check_gates(samples, 2.4)
    assert len(caplog.records) == 1
    assert "attention is not locking" in caplog.text


def test_a_loss_below_the_gate_and_gates_already_passed_are_silent(tmp_path, caplog):
    with caplog.at_level(logging.WARNING), Journal(tmp_path / "a", 0) as journal:
        journal.check_gates(60_100, 1.9)
    with caplog.at_level(logging.WARNING), Journal(tmp_path / "b", 200_000) as journal:
        journal.check_gates(200_100, 3.0)
    assert not caplog.records


def test_a_silent_journal_writes_nothing(tmp_path):
    with Journal(tmp_path / "run", 0, is_silent=True) as journal:
        journal.numbers(64, loss=1.0)
        journal.images(64, torch.rand(1, 1, 8, 8))
        journal.predictions(64, [])
        journal.check_gates(10**6, 9.0)
    assert not (tmp_path / "run").exists()
