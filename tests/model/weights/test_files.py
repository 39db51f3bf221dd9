import hashlib
import json
import os

import pytest
import torch

from model.formula.tokenizer import SPECIAL_TOKENS
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME, WeightsError
from model.weights.files import load_weights, save_weights
from model.weights.manifest import sealed

VOCABULARY = (*SPECIAL_TOKENS, "x", "+", "\\frac", "α")
CONFIG = ModelConfig(len(VOCABULARY), width=16, heads=2, feedforward=32, decoder_layers=1)


@pytest.fixture
def network():
    made = Image2Latex(CONFIG)
    made(torch.rand(2, 1, 32, 32), torch.ones(2, 3, dtype=torch.long))  # moves the batch statistics
    return made.eval()


@pytest.fixture
def folder(tmp_path, network):
    save_weights(tmp_path, network, VOCABULARY, facts={"samples_seen": 7, "metrics": {"bleu": 0.5}})
    return tmp_path


def edit_manifest(folder, **changes):
    path = folder / MANIFEST_NAME
    path.write_bytes(sealed(json.loads(path.read_text(encoding="utf-8")) | changes))


def replace_weights(folder, content):
    (folder / WEIGHTS_NAME).write_bytes(content)
    edit_manifest(folder, weights={"file": WEIGHTS_NAME, "sha256": hashlib.sha256(content).hexdigest()})


def test_what_is_loaded_is_what_was_saved_in_float16(folder, network):
    loaded, manifest = load_weights(folder, "cpu")
    assert loaded.config == CONFIG
    assert manifest.tokenizer.vocabulary == VOCABULARY
    assert manifest.has_checksum
    assert manifest.facts == {"samples_seen": 7, "metrics": {"bleu": 0.5}}
    assert not loaded.training
    for name, tensor in loaded.state_dict().items():
        saved = network.state_dict()[name]
        assert tensor.dtype == saved.dtype
        torch.testing.assert_close(
            tensor, saved.half().to(saved.dtype) if saved.is_floating_point() else saved
        )


def test_loaded_weights_give_almost_the_same_logits(folder, network):
    loaded, _ = load_weights(folder, "cpu")
    image, token_ids = torch.rand(1, 1, 32, 32), torch.ones(1, 3, dtype=torch.long)
    with torch.inference_mode():
        torch.testing.assert_close(loaded(image, token_ids), network(image, token_ids), rtol=0.01, atol=0.01)


def test_a_trained_number_takes_two_bytes(folder, network):
    assert (folder / WEIGHTS_NAME).stat().st_size < 2.2 * network.parameter_count() + 20_000


def test_saving_leaves_two_files_and_replaces_older_ones(folder, network):
    save_weights(folder, network, VOCABULARY, facts={})
    assert sorted(path.name for path in folder.iterdir()) == [WEIGHTS_NAME, MANIFEST_NAME]
    assert load_weights(folder, "cpu")[1].facts == {}


def test_the_same_network_is_saved_as_the_same_bytes(folder, network, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    save_weights(other, network, VOCABULARY, facts={"samples_seen": 7, "metrics": {"bleu": 0.5}})
    for name in (WEIGHTS_NAME, MANIFEST_NAME):
        assert (other / name).read_bytes() == (folder / name).read_bytes()


def test_a_vocabulary_that_does_not_fit_is_not_saved(tmp_path, network):
    with pytest.raises(ValueError, match="vocabulary"):
        save_weights(tmp_path, network, VOCABULARY[:-1], facts={})


@pytest.mark.parametrize("value", [1e6, float("nan")])
def test_weights_that_float16_cannot_hold_are_not_saved(tmp_path, network, value):
    torch.nn.init.constant_(network.decoder.norm.weight, value)
    with pytest.raises(ValueError, match=r"decoder\.norm\.weight"):
        save_weights(tmp_path, network, VOCABULARY, facts={})


@pytest.mark.parametrize("name", [WEIGHTS_NAME, MANIFEST_NAME])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()
    with pytest.raises(WeightsError, match=rf"{name} is missing: .*reinstall"):
        load_weights(folder, "cpu")


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(WeightsError, match=rf"nowhere/{MANIFEST_NAME} is missing"):
        load_weights(tmp_path / "nowhere", "cpu")


def test_a_file_that_cannot_be_read_is_named(folder):
    (folder / WEIGHTS_NAME).unlink()
    (folder / WEIGHTS_NAME).mkdir()
    with pytest.raises(WeightsError, match=rf"{WEIGHTS_NAME} cannot be read"):
        load_weights(folder, "cpu")


def test_truncated_weights_are_damaged(folder):
    content = (folder / WEIGHTS_NAME).read_bytes()
    (folder / WEIGHTS_NAME).write_bytes(content[:-100])
    with pytest.raises(WeightsError, match=rf"{WEIGHTS_NAME} is damaged .*reinstall"):
        load_weights(folder, "cpu")


def test_one_flipped_bit_is_noticed(folder):
    content = bytearray((folder / WEIGHTS_NAME).read_bytes())
    content[-1] ^= 1
    (folder / WEIGHTS_NAME).write_bytes(content)
    with pytest.raises(WeightsError, match="is damaged"):
        load_weights(folder, "cpu")


def test_a_file_that_is_no_safetensors_file_is_refused(folder):
    replace_weights(folder, b"\xff" * 100)
    with pytest.raises(WeightsError, match="is not a safetensors file"):
        load_weights(folder, "cpu")


def test_weights_of_another_network_are_refused(folder, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    wider = ModelConfig(len(VOCABULARY), width=32, heads=2, feedforward=32, decoder_layers=1)
    save_weights(other, Image2Latex(wider), VOCABULARY, facts={})
    replace_weights(folder, (other / WEIGHTS_NAME).read_bytes())
    with pytest.raises(WeightsError, match="does not fit the network"):
        load_weights(folder, "cpu")


@pytest.mark.parametrize("text", [b"", b"{", b"\xff\xfe", b"[]", b"3"])
def test_a_manifest_that_is_none_is_refused(folder, text):
    (folder / MANIFEST_NAME).write_bytes(text)
    with pytest.raises(WeightsError, match=r"is not valid JSON|is not a manifest"):
        load_weights(folder, "cpu")


@pytest.mark.parametrize(
    ("changes", "trouble"),
    [
        ({"format": 99}, "format 99 .*install the weights"),
        ({"weights": None}, "'weights'"),
        ({"weights": {"sha256": 3}}, "checksum"),
        ({"config": []}, "'config'"),
        ({"config": {"width": 16}}, "vocabulary_size is missing"),
        ({"config": CONFIG.to_dict() | {"trunk": "vgg"}}, "trunk is 'vgg'"),
        ({"config": CONFIG.to_dict() | {"width": 32}}, "does not fit the network"),
        ({"config": CONFIG.to_dict() | {"vocabulary_size": 8}}, "lists 7 tokens where its network has 8"),
        ({"vocabulary": [*VOCABULARY, "y"]}, "lists 8 tokens"),
        ({"vocabulary": list(VOCABULARY[1:])}, "begins with"),
        ({"vocabulary": [*VOCABULARY[:-1], "x"]}, "stands twice"),
        ({"vocabulary": [*VOCABULARY[:-1], 5]}, "not text"),
        ({"facts": None}, "'facts'"),
    ],
)
def test_a_manifest_that_disagrees_is_refused(folder, changes, trouble):
    edit_manifest(folder, **changes)
    with pytest.raises(WeightsError, match=trouble):
        load_weights(folder, "cpu")


def test_each_complaint_is_one_sentence(folder):
    (folder / WEIGHTS_NAME).unlink()
    with pytest.raises(WeightsError) as caught:
        load_weights(folder, "cpu")
    assert "\n" not in str(caught.value)
    assert str(caught.value).endswith(".")


def test_weights_that_are_too_large_or_no_file_are_not_read(folder):
    (folder / WEIGHTS_NAME).unlink()
    os.mkfifo(folder / WEIGHTS_NAME)
    with pytest.raises(WeightsError, match="no regular file"):
        load_weights(folder, "cpu")
    (folder / WEIGHTS_NAME).unlink()
    with (folder / WEIGHTS_NAME).open("wb") as stream:
        stream.truncate(10**12)  # a hole, which takes no place
    with pytest.raises(WeightsError, match="too large"):
        load_weights(folder, "cpu")


def test_a_manifest_that_json_cannot_hold_leaves_the_weights_as_they_were(folder, network):
    before = (folder / WEIGHTS_NAME).read_bytes()
    torch.nn.init.constant_(network.decoder.norm.weight, 2.0)
    with pytest.raises(ValueError, match="JSON"):
        save_weights(folder, network, VOCABULARY, facts={"loss": float("nan")})
    assert (folder / WEIGHTS_NAME).read_bytes() == before
