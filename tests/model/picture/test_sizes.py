import json
from dataclasses import asdict

import pytest

from model.picture.sizes import MOST_OTHERS, Sizes


def test_sizes_survive_json():
    sizes = Sizes(1.1, (1.0, 1.25), 0.5)
    assert Sizes.from_dict(json.loads(json.dumps(asdict(sizes)))) == sizes
    assert Sizes.from_dict({}) == Sizes()


@pytest.mark.parametrize(
    "values",
    [
        {"least": 1},
        {"first": "large"},
        {"first": 0},
        {"first": float("nan")},
        {"others": 1.1},
        {"others": [9]},
        {"others": "12"},
        {"others": [1.0] * (MOST_OTHERS + 1)},
        {"doubt": 2},
    ],
)
def test_sizes_that_are_none_are_not_read(values):
    with pytest.raises(ValueError, match="sizes"):
        Sizes.from_dict(values)


def test_sizes_out_of_range_are_not_made_either():
    with pytest.raises(ValueError, match="sizes"):
        Sizes(first=5.0)
