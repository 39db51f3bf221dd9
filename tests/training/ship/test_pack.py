import json

import pytest

from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME, WeightsError, unpack
from model.weights.files import load_weights
from model.weights.manifest import CHECKSUM, read_manifest
from training.__main__ import main
from training.run.train import train
from training.ship.export import ExportConfig, export
from training.ship.pack import PackConfig, pack_weights


@pytest.fixture
def weights(tiny_config, tmp_path):
    train(tiny_config)
    export(ExportConfig(tiny_config.run_folder, tiny_config.validation, tmp_path / "weights", device="cpu"))
    return tmp_path / "weights"


def test_what_was_exported_becomes_a_file_that_unpacks_to_usable_weights(weights, tmp_path):
    assert main(["pack", "--weights", str(weights), "--out", str(tmp_path / "new" / "weights.zip")]) == 0
    (tmp_path / "unpacked").mkdir()
    unpack(tmp_path / "new" / "weights.zip", tmp_path / "unpacked")
    assert load_weights(tmp_path / "unpacked", "cpu")[1] == load_weights(weights, "cpu")[1]


def test_weights_from_before_manifests_had_a_checksum_get_one(weights, tmp_path):
    manifest = json.loads((weights / MANIFEST_NAME).read_text(encoding="utf-8"))
    del manifest[CHECKSUM]
    (weights / MANIFEST_NAME).write_text(json.dumps(manifest), encoding="utf-8")
    assert not read_manifest(weights).has_checksum
    pack_weights(PackConfig(tmp_path / "weights.zip", weights))
    unpack(tmp_path / "weights.zip", tmp_path)
    assert read_manifest(tmp_path).has_checksum


def test_damaged_weights_are_not_packed(weights, tmp_path):
    (weights / WEIGHTS_NAME).write_bytes(b"damaged")
    with pytest.raises(WeightsError, match="damaged"):
        pack_weights(PackConfig(tmp_path / "weights.zip", weights))
    assert not (tmp_path / "weights.zip").exists()
