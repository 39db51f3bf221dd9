import json

import pytest

from img2latex_desktop.errors import RecognitionError
from img2latex_desktop.paths import WEIGHTS_FOLDER
from img2latex_desktop.weights_manifest import WeightsManifest
from model.weights_archive import MANIFEST_NAME


def test_the_shipped_weights_are_what_their_manifest_says():
    weights = WeightsManifest.read(WEIGHTS_FOLDER)
    weights.verify()
    assert weights.path.stat().st_size == weights.size_bytes
    assert 0 < weights.facts["validation"]["exact_match"] < 1


def write(folder, manifest, content=b"weights"):
    (folder / MANIFEST_NAME).write_text(manifest if isinstance(manifest, str) else json.dumps(manifest))
    (folder / "w").write_bytes(content)


def test_another_file_is_refused(tmp_path):
    write(tmp_path, {"weights": {"file": "w", "sha256": "0" * 64}, "facts": {}})
    with pytest.raises(RecognitionError, match="damaged"):
        WeightsManifest.read(tmp_path).verify()


@pytest.mark.parametrize(
    "manifest",
    ["{", "[]", "{}", {"weights": 1, "facts": {}}, {"weights": {"file": "w", "sha256": "0"}, "facts": 1}],
)
def test_what_is_no_manifest_is_refused_in_one_sentence(manifest, tmp_path):
    write(tmp_path, manifest)
    with pytest.raises(RecognitionError, match="is not a manifest of weights: restore"):
        WeightsManifest.read(tmp_path)


def test_missing_files_are_named(tmp_path):
    with pytest.raises(RecognitionError, match=r"manifest\.json cannot be read"):
        WeightsManifest.read(tmp_path)
    write(tmp_path, {"weights": {"file": "other", "sha256": "0" * 64}, "facts": {}})
    with pytest.raises(RecognitionError, match="other cannot be read"):
        WeightsManifest.read(tmp_path).verify()
