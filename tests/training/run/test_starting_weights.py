from dataclasses import replace

import pytest
import torch

from model.network.config import ModelConfig
from model.network.image2latex import Image2Latex
from model.weights.archive import WeightsError
from model.weights.files import save_weights
from training.run.starting_weights import EMBEDDING, copy_matching, read_starting_weights

CONFIG = ModelConfig(vocabulary_size=5, width=8, heads=2, feedforward=8, decoder_layers=1, max_tokens=4)
SMALL = ("<pad>", "<bos>", "<eos>", "a", "b")
LARGE = ("<pad>", "<bos>", "<eos>", "b", "c", "a")  # one more token, another order


def test_embeddings_are_copied_by_token_and_a_new_token_starts_fresh():
    source = Image2Latex(CONFIG)
    network = Image2Latex(replace(CONFIG, vocabulary_size=len(LARGE)))
    fresh = network.state_dict()[EMBEDDING][LARGE.index("c")].clone()
    copy_matching(network, LARGE, source.state_dict(), SMALL)
    embeddings = network.state_dict()[EMBEDDING]
    for token in SMALL:
        assert torch.equal(embeddings[LARGE.index(token)], source.state_dict()[EMBEDDING][SMALL.index(token)])
    assert torch.equal(embeddings[LARGE.index("c")], fresh)


def test_a_reordered_vocabulary_of_the_same_size_is_still_copied_by_token():
    source, network = Image2Latex(CONFIG), Image2Latex(CONFIG)
    copy_matching(network, (*SMALL[:3], "b", "a"), source.state_dict(), SMALL)
    assert torch.equal(network.state_dict()[EMBEDDING][3], source.state_dict()[EMBEDDING][4])


def test_added_encoder_layers_start_fresh_and_all_else_is_copied():
    source = Image2Latex(CONFIG)
    network = Image2Latex(replace(CONFIG, encoder_layers=1))
    untouched = copy_matching(network, SMALL, source.state_dict(), SMALL)
    assert untouched
    assert all(name.startswith("encoder.layers.0.") for name in untouched)
    for name, tensor in source.state_dict().items():
        assert torch.equal(network.state_dict()[name], tensor)


def test_an_added_draft_begins_with_the_eyes_of_the_last_layer():
    source = Image2Latex(CONFIG)
    network = Image2Latex(replace(CONFIG, draft_tokens=1))
    untouched = copy_matching(network, SMALL, source.state_dict(), SMALL)
    assert untouched
    assert all(name.startswith("decoder.draft.") for name in untouched)
    copied = network.state_dict()["decoder.draft.project_query.weight"]
    assert torch.equal(copied, source.state_dict()["decoder.layers.0.cross.project_query.weight"])


def test_a_wider_network_takes_the_trunk_and_leaves_the_rest():
    source = Image2Latex(CONFIG)
    network = Image2Latex(replace(CONFIG, width=16))
    untouched = copy_matching(network, SMALL, source.state_dict(), SMALL)
    assert EMBEDDING in untouched
    assert not [name for name in untouched if name.startswith("encoder.trunk.")]


def test_exported_weights_are_read_with_their_vocabulary(tmp_path):
    source = Image2Latex(CONFIG)
    save_weights(tmp_path, source, SMALL, facts={})
    tensors, vocabulary = read_starting_weights(tmp_path)
    assert vocabulary == SMALL
    torch.testing.assert_close(tensors[EMBEDDING], source.state_dict()[EMBEDDING], atol=1e-3, rtol=0)


def test_a_folder_without_weights_is_refused(tmp_path):
    with pytest.raises(WeightsError):
        read_starting_weights(tmp_path)
