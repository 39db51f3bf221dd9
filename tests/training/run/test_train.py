import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import torch
import yaml

from training.run.checkpoint import CheckpointError, newest_checkpoint, read_checkpoint
from training.run.config import as_plain
from training.run.step import NonFiniteLossError
from training.run.train import train, with_source_weights


def final_state(config):
    return read_checkpoint(newest_checkpoint(config.run_folder / "checkpoints"))


def logged(config):
    lines = (config.run_folder / "metrics.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def assert_equal(first, second):
    assert first.keys() == second.keys()
    for name, tensor in first.items():
        assert torch.equal(tensor, second[name]), name


@pytest.mark.parametrize("workers", [0, 1])
def test_a_resumed_run_equals_an_uninterrupted_one_bit_by_bit(tiny_config, tmp_path, workers):
    whole = replace(tiny_config, data=replace(tiny_config.data, workers=workers), total_samples=96)
    halves = replace(whole, run_folder=tmp_path / "halves")
    train(whole)
    train(replace(halves, total_samples=48))
    train(halves)
    first, second = final_state(whole), final_state(halves)
    assert first["step"] == second["step"] > 1
    assert first["samples_seen"] == second["samples_seen"] >= 96
    assert_equal(first["network"], second["network"])
    assert_equal(first["ema"], second["ema"])
    assert torch.equal(first["random_states"][0]["torch"], second["random_states"][0]["torch"])


def test_a_second_run_of_the_same_config_is_identical(tiny_config, tmp_path):
    again = replace(tiny_config, run_folder=tmp_path / "again")
    train(tiny_config)
    train(again)
    assert_equal(final_state(tiny_config)["network"], final_state(again)["network"])


def test_the_log_tells_loss_rate_norm_and_speed_of_each_step(tiny_config):
    train(tiny_config)
    steps = [line for line in logged(tiny_config) if "loss" in line]
    assert all(line.keys() >= {"loss", "gradient_norm", "lr", "samples_per_s"} for line in steps)
    assert [line["samples_seen"] for line in steps] == sorted(line["samples_seen"] for line in steps)
    assert "validation_exact_match" in logged(tiny_config)[-1]


def test_a_finished_run_is_left_as_it_is(tiny_config):
    train(tiny_config)
    lines = logged(tiny_config)
    train(tiny_config)
    assert logged(tiny_config) == lines


def test_resume_never_refuses_a_folder_with_checkpoints(tiny_config):
    train(tiny_config)
    with pytest.raises(CheckpointError, match="choose another run_folder"):
        train(replace(tiny_config, resume="never", total_samples=96))


def test_a_network_of_another_shape_is_refused_on_resume(tiny_config):
    train(tiny_config)
    wider = replace(tiny_config, model=replace(tiny_config.model, width=32), total_samples=96)
    with pytest.raises(CheckpointError, match="--init_from"):
        train(wider)


def test_a_run_starts_from_the_averaged_weights_of_another(tiny_config, tmp_path):
    train(tiny_config)
    source = newest_checkpoint(tiny_config.run_folder / "checkpoints")
    still = replace(tiny_config.optimizer, lr=0.0)
    started = replace(tiny_config, init_from=source, run_folder=tmp_path / "started", optimizer=still)
    train(started)
    averaged = {
        name.removeprefix("module."): tensor for name, tensor in read_checkpoint(source)["ema"].items()
    }
    after = final_state(started)["network"]
    assert torch.equal(after["decoder.embedding.weight"], averaged["decoder.embedding.weight"])


def test_a_loss_that_is_not_finite_stops_the_run(tiny_config):
    train(replace(tiny_config, total_samples=16))
    before = final_state(tiny_config)
    wild = replace(tiny_config.optimizer, lr=float("inf"), warmup_samples=0)
    with pytest.raises(NonFiniteLossError, match="learning rate"):
        train(replace(tiny_config, optimizer=wild))
    assert_equal(final_state(tiny_config)["network"], before["network"])


def test_sigterm_writes_a_checkpoint_and_leaves_with_143(tiny_config, tmp_path):
    config = replace(tiny_config, data=replace(tiny_config.data, workers=1), total_samples=10**9)
    plain = as_plain(config)
    (tmp_path / "run.yaml").write_text(yaml.safe_dump(plain), encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "training", "train", "--config", str(tmp_path / "run.yaml")],
        cwd=Path(__file__).parents[3],
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        log = config.run_folder / "metrics.jsonl"
        deadline = time.monotonic() + 60
        while not (log.exists() and log.read_text().count("\n") >= 2) and time.monotonic() < deadline:
            assert process.poll() is None, process.communicate()[1]
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGTERM)  # as a closing terminal does: the loader's worker gets it too
        _, errors = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 128 + signal.SIGTERM, errors
    assert final_state(config)["step"] >= 2


def test_sources_weigh_what_their_report_says_unless_the_run_says_otherwise(tiny_config, tmp_path):
    vocabulary = tmp_path / "vocabulary.json"
    assert with_source_weights(tiny_config.data, vocabulary) == tiny_config.data
    (tmp_path / "report.json").write_text('{"sources": {"books": {"weight": 0.5}}}', encoding="utf-8")
    assert with_source_weights(tiny_config.data, vocabulary).source_weights == {"books": 0.5}
    chosen = replace(tiny_config.data, source_weights={"books": 2.0})
    assert with_source_weights(chosen, vocabulary) == chosen
