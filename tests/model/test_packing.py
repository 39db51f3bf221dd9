import pytest
import torch
from torch import nn
from torch.testing import assert_close

import model.packing
from model.packing import multiply, pack, packing_pays
from tests.small_decoder import build, token_ids


@pytest.mark.parametrize("rows", [1, 3, 25])
def test_a_packed_matrix_multiplies_as_the_layer_does(rows):
    layer, x = nn.Linear(48, 80), torch.randn(rows, 48)
    with torch.inference_mode():
        assert_close(multiply(x, pack(layer.weight), layer.bias), layer(x), rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize(("packed_s", "pays"), [(0.5, True), (0.95, False), (1.5, False)])
def test_packing_pays_where_it_is_clearly_faster(packed_s, pays, monkeypatch):
    monkeypatch.setattr(model.packing, "_best_times", lambda ways: [1.0, packed_s])
    assert packing_pays([nn.Linear(8, 8)]) is pays


def test_packing_does_not_pay_where_torch_cannot_pack(monkeypatch):
    def pack_without_onednn(weight):
        raise RuntimeError("no oneDNN")

    monkeypatch.setattr(model.packing, "pack", pack_without_onednn)
    assert not packing_pays([nn.Linear(8, 8)])


def test_both_ways_are_timed():
    calls = []
    times = model.packing._best_times((lambda: calls.append("plain"), lambda: calls.append("packed")))
    assert calls == ["plain", "packed"] * model.packing.ROUNDS
    assert all(0 < seconds < 1 for seconds in times)


@torch.inference_mode()
def test_a_packed_decoder_says_the_same():
    decoder = build()
    memory, ids = torch.randn(1, 6, 32), token_ids(1, 12)
    plain = decoder.extend(ids, decoder.start(memory))
    decoder.pack()
    assert_close(decoder.extend(ids, decoder.start(memory)), plain, rtol=1e-4, atol=1e-4)


def test_a_step_goes_through_all_layers_but_those_of_memory():
    decoder = build()
    linear = {layer for layer in decoder.modules() if isinstance(layer, nn.Linear)}
    of_memory = {layer.cross.project_memory for layer in decoder.layers}
    assert set(decoder.stepped_layers()) == linear - of_memory
