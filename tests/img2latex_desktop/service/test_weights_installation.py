import json
import shutil

import pytest
import torch

from img2latex_desktop.base.errors import WeightsInstallError
from img2latex_desktop.base.paths import EXAMPLE, EXAMPLES_FOLDER, WEIGHTS_FOLDER
from img2latex_desktop.service.weights_installation import formula_in, install
from img2latex_desktop.service.weights_store import WeightsChoice, WeightsStore
from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME, pack
from model.weights.files import load_weights, save_weights
from model.weights.manifest import CHECKSUM, read_manifest, sealed

TOKENS = len(json.loads((WEIGHTS_FOLDER / MANIFEST_NAME).read_text(encoding="utf-8"))["vocabulary"])


@pytest.fixture
def store(tmp_path):
    return WeightsStore(WEIGHTS_FOLDER, tmp_path / "user" / "weights")


@pytest.fixture
def weights(tmp_path):
    return shutil.copytree(WEIGHTS_FOLDER, tmp_path / "weights")


@pytest.fixture
def archive_of(tmp_path):
    def archive(folder):
        pack(folder, tmp_path / "weights.zip")
        return tmp_path / "weights.zip"

    return archive


def edit(folder, **entries):
    manifest = json.loads((folder / MANIFEST_NAME).read_text())
    (folder / MANIFEST_NAME).write_bytes(sealed(manifest | entries))


def refusal(archive, store):
    """Have an archive refused and return why; nothing of it may stay."""
    with pytest.raises(WeightsInstallError) as refused:
        install(archive, store, EXAMPLE)
    assert store.choose() == WeightsChoice(WEIGHTS_FOLDER)
    assert list(store.folder.glob("weights-*")) == []
    message = str(refused.value)
    assert message.startswith(str(archive))
    assert str(store.folder) not in message
    return message.removeprefix(str(archive))


def test_weights_that_read_are_installed(store, weights, archive_of):
    network, manifest = load_weights(weights, "cpu")
    facts = {**manifest.facts, "created": "2030-01-01"}
    save_weights(weights, network, manifest.tokenizer.vocabulary, facts=facts)
    found = install(archive_of(weights), store, EXAMPLE)
    assert found.facts["created"] == "2030-01-01"
    assert store.choose_whole().is_installed
    assert load_weights(store.choose().folder, "cpu")[1].facts["created"] == "2030-01-01"


def test_an_archive_that_is_none_is_refused_in_its_own_name(store, tmp_path):
    assert refusal(tmp_path / "nowhere.zip", store) == ": There is no such file."
    (tmp_path / "text.zip").write_text("not an archive")
    assert refusal(tmp_path / "text.zip", store).startswith(" is no whole archive of weights")


def test_weights_that_are_not_those_of_the_manifest_are_refused(store, weights, archive_of):
    (weights / WEIGHTS_NAME).write_bytes((weights / WEIGHTS_NAME).read_bytes()[:-1] + b"x")
    message = refusal(archive_of(weights), store)
    assert message.startswith(f" is not accepted, and the weights in use stay: {WEIGHTS_NAME} is damaged")


@pytest.mark.parametrize(
    ("entries", "reason"),
    [
        ({"format": 99}, "has format 99 where this program reads 1"),
        ({"config": {"vocabulary_size": TOKENS, "trunk": "huge"}}, "describes no network this program knows"),
        ({"config": {"vocabulary_size": TOKENS, "width": 128}}, "does not fit the network"),
        ({"vocabulary": ["<pad>", "<bos>", "<eos>"]}, f"lists 3 tokens where its network has {TOKENS}"),
        ({"facts": 1}, "lacks its entry 'facts'"),
        ({"config": {"vocabulary_size": TOKENS, "decoder_layers": 10**6}}, "must be from 1 to 24"),
        ({"weights": {"file": "../../other", "sha256": "0" * 64}}, "names a file elsewhere"),
    ],
)
def test_a_manifest_that_does_not_fit_this_program_is_refused(store, weights, archive_of, entries, reason):
    edit(weights, **entries)
    assert reason in refusal(archive_of(weights), store)


def test_a_changed_byte_of_the_manifest_is_damage(store, weights, archive_of):
    content = (weights / MANIFEST_NAME).read_bytes()
    (weights / MANIFEST_NAME).write_bytes(content.replace(b'"\\\\alpha"', b'"\\\\alphb"'))
    assert "manifest.json cannot be used (it is damaged)" in refusal(archive_of(weights), store)


def test_weights_from_before_manifests_had_a_checksum_have_one_once_they_are_installed(
    store, weights, archive_of
):
    manifest = json.loads((weights / MANIFEST_NAME).read_text())
    del manifest[CHECKSUM]
    (weights / MANIFEST_NAME).write_text(json.dumps(manifest))
    install(archive_of(weights), store, EXAMPLE)
    assert store.choose_whole().is_installed
    assert read_manifest(store.choose().folder).has_checksum


def test_weights_with_another_vocabulary_read_wrong_and_are_refused(store, weights, archive_of):
    vocabulary = json.loads((weights / MANIFEST_NAME).read_text())["vocabulary"]
    edit(weights, vocabulary=[*vocabulary[:3], *reversed(vocabulary[3:])])
    assert "they read" in refusal(archive_of(weights), store)


def test_weights_of_tokens_this_program_cannot_write_are_refused(store, weights, archive_of):
    count = len(json.loads((weights / MANIFEST_NAME).read_text())["vocabulary"])
    edit(weights, vocabulary=["<pad>", "<bos>", "<eos>", *(f"?{number}" for number in range(count - 3))])
    assert " they " in refusal(archive_of(weights), store)


def test_weights_that_have_learned_nothing_are_refused(store, archive_of, tmp_path):
    torch.manual_seed(1)
    vocabulary = json.loads((WEIGHTS_FOLDER / MANIFEST_NAME).read_text())["vocabulary"]
    config = ModelConfig(len(vocabulary), width=16, heads=2, feedforward=16, decoder_layers=1, max_tokens=8)
    save_weights(tmp_path / "random", Image2Latex(config), vocabulary, facts={})
    message = refusal(archive_of(tmp_path / "random"), store)
    assert r"of an example that says x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a} they read" in message


def test_a_folder_that_cannot_be_written_is_named(weights, archive_of, tmp_path):
    (tmp_path / "file").write_text("no folder")
    store = WeightsStore(WEIGHTS_FOLDER, tmp_path / "file" / "weights")
    with pytest.raises(WeightsInstallError, match=r"cannot be written to .*file/weights \(File exists\)"):
        install(archive_of(weights), store, EXAMPLE)


def test_every_example_says_what_is_on_it():
    pictures = {path.stem for path in EXAMPLES_FOLDER.glob("*.png")} - {"page"}
    formulas = {name: formula_in(EXAMPLES_FOLDER / f"{name}.tex") for name in pictures}
    assert EXAMPLE.stem in formulas
    assert all(formulas.values())
