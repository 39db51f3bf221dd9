import os

import pytest

from img2latex_desktop.base.errors import RecognitionError
from img2latex_desktop.base.paths import WEIGHTS_FOLDER
from img2latex_desktop.service.weights_manifest import WeightsManifest
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME
from tests.plain_weights import write


def test_the_shipped_weights_are_what_their_manifest_says():
    weights = WeightsManifest.read(WEIGHTS_FOLDER)
    weights.verify()
    assert weights.path.stat().st_size == weights.size_bytes
    assert 0 < weights.facts["validation"]["exact_match"] < 1


def test_another_file_is_refused(tmp_path):
    write(tmp_path)
    (tmp_path / WEIGHTS_NAME).write_bytes(b"others")
    with pytest.raises(RecognitionError, match="damaged"):
        WeightsManifest.read(tmp_path).verify()


@pytest.mark.parametrize(
    "content",
    [b"{", b"[]", b"{}", b'{"weights": 1, "facts": {}}', b'{"bytes": 1e999}', b"[" * 100_000, b'"\\ud800"'],
)
def test_what_is_no_manifest_is_refused_in_one_sentence(content, tmp_path):
    write(tmp_path)
    (tmp_path / MANIFEST_NAME).write_bytes(content)
    with pytest.raises(RecognitionError, match=r"cannot be used \(it .*\): restore"):
        WeightsManifest.read(tmp_path)


def test_missing_files_are_named(tmp_path):
    with pytest.raises(RecognitionError, match=r"manifest\.json cannot be read"):
        WeightsManifest.read(tmp_path)
    write(tmp_path)
    (tmp_path / WEIGHTS_NAME).unlink()
    with pytest.raises(RecognitionError, match=rf"{WEIGHTS_NAME} cannot be read"):
        WeightsManifest.read(tmp_path).verify()


def test_weights_that_are_a_pipe_keep_nobody_waiting(tmp_path):
    write(tmp_path)
    (tmp_path / WEIGHTS_NAME).unlink()
    os.mkfifo(tmp_path / WEIGHTS_NAME)
    with pytest.raises(RecognitionError, match=r"cannot be read \(it is no regular file\)"):
        WeightsManifest.read(tmp_path).verify()
