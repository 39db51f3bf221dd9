import json
from dataclasses import FrozenInstanceError

import pytest

from model.network.config import STRIDES, ModelConfig


def test_a_config_survives_json():
    config = ModelConfig(450, trunk="resnet18", stride_width=16, width=128, heads=4, dropout=0)
    assert ModelConfig.from_dict(json.loads(json.dumps(config.to_dict()))) == config


def test_missing_fields_take_their_defaults():
    assert ModelConfig.from_dict({"vocabulary_size": 450}) == ModelConfig(450)


@pytest.mark.parametrize("trunk", STRIDES)
def test_every_offered_stride_is_accepted(trunk):
    for height, width in STRIDES[trunk]:
        ModelConfig(10, trunk=trunk, stride_height=height, stride_width=width)


@pytest.mark.parametrize(
    "fields",
    [
        {"trunk": "vgg"},
        {"stride_height": 8, "stride_width": 16},
        {"trunk": "resnet18", "stride_width": 8},
        {"vocabulary_size": 0},
        {"width": 258},
        {"width": 256, "heads": 7},
        {"decoder_layers": 0},
        {"encoder_layers": -1},
        {"dropout": 1.0},
        {"max_tokens": 0},
    ],
)
def test_fields_out_of_range_are_refused(fields):
    with pytest.raises(ValueError, match=next(iter(fields)).split("_")[0]):
        ModelConfig(**({"vocabulary_size": 10} | fields))


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"vocabulary_size": 10, "colour": 1},
        {"vocabulary_size": "10"},
        {"vocabulary_size": True},
        {"vocabulary_size": 10, "dropout": None},
        {"vocabulary_size": 10, "trunk": 3},
    ],
)
def test_what_is_no_config_is_refused(values):
    with pytest.raises(ValueError, match=r"missing|unknown|must be of type"):
        ModelConfig.from_dict(values)


def test_a_config_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        ModelConfig(10).width = 128  # type: ignore[misc]
