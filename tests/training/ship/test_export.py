import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from model.reading.recognizer import Recognizer
from model.weights.archive import MANIFEST_NAME
from model.weights.files import load_weights
from training.corpus.formula_file import Formula
from training.drawing.shards import ShardWriter
from training.run.checkpoint import CheckpointError, read_checkpoint
from training.run.starting_weights import averaged_weights
from training.run.train import train
from training.ship.calibrate import THRESHOLDS
from training.ship.export import ExportConfig, as_stored, choose_checkpoint, export


@pytest.fixture
def run(tiny_config):
    config = replace(tiny_config, total_samples=16)
    train(config)
    return config


def test_the_averaged_weights_are_exported_with_figures_and_calibration(run, tmp_path):
    out = tmp_path / "weights"
    export(ExportConfig(run.run_folder, run.validation, out, device="cpu", threads=1, samples_before=1000))
    network, manifest = load_weights(tmp_path / "weights", "cpu")
    averaged = averaged_weights(read_checkpoint(run.run_folder / "checkpoints" / "best.pt"))
    for name, tensor in network.state_dict().items():
        assert torch.equal(tensor, as_stored(averaged[name])), name
    facts = manifest.facts
    assert 1016 <= facts["samples_seen"] < 1100
    assert facts["validation"]["pictures"] == 8
    assert facts["data"]["shards"]["shard"]["pictures"] == 8
    assert facts["calibration"].keys() == {
        "bias",
        "mean_weight",
        "min_weight",
        "length_weight",
        "even_bend",
        "likely_bend",
        "second_weight",
    }
    assert facts["sizes"]["first"] == run.data.augment.shown_em
    assert len(manifest.tokenizer) == network.config.vocabulary_size


def test_the_manifest_names_no_folder_of_this_machine(run, tmp_path):
    export(ExportConfig(run.run_folder, run.validation, tmp_path / "weights", device="cpu", threads=1))
    text = (tmp_path / "weights" / MANIFEST_NAME).read_text()
    assert str(run.run_folder.parent) not in text
    assert json.loads(text)["facts"]["commit"]


def test_exported_weights_recognize(run, tmp_path, tiny_pictures):
    export(ExportConfig(run.run_folder, run.validation, tmp_path / "weights", device="cpu", threads=1))
    recognition = Recognizer(tmp_path / "weights", device="cpu").recognize(tiny_pictures[0])
    assert 0 < recognition.confidence < 1


def test_of_a_run_the_best_checkpoint_is_chosen_else_the_newest(run):
    folder = run.run_folder / "checkpoints"
    assert choose_checkpoint(run.run_folder) == folder / "best.pt"
    (folder / "best.pt").unlink()
    assert choose_checkpoint(run.run_folder).name.startswith("samples_")
    assert choose_checkpoint(folder / "x.pt") == folder / "x.pt"


def test_a_run_without_checkpoint_is_refused(tmp_path):
    with pytest.raises(CheckpointError, match="holds no checkpoint"):
        choose_checkpoint(tmp_path)


def test_pictures_without_formulas_decide_when_to_refuse(run, tmp_path):
    with ShardWriter(tmp_path / "negatives", [Formula("0" * 16, "negative", "", "")], seed=1) as writer:
        for number in range(4):
            surface = np.random.default_rng(number).integers(0, 256, (40, 90), dtype=np.uint8)
            writer.add(surface, formula=0, font="surface", engine="pillow", em_px=24, display=True)
    export(
        ExportConfig(
            run.run_folder,
            run.validation,
            tmp_path / "weights",
            negatives=(tmp_path / "negatives",),
            device="cpu",
            threads=1,
        )
    )
    facts = load_weights(tmp_path / "weights", "cpu")[1].facts
    assert THRESHOLDS[0] <= facts["refusal"]["threshold"] <= THRESHOLDS[1]
    assert facts["validation"]["negatives"] == 4
    assert 0 <= facts["validation"]["negatives_refused"] <= 1
