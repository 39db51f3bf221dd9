import math

import pytest
import torch

from model.network.positional import PositionalEncoding2d, sinusoid


def test_the_first_position_is_zeros_and_ones():
    assert sinusoid(torch.zeros(1), 8).tolist() == [[0, 0, 0, 0, 1, 1, 1, 1]]


def test_wave_lengths_grow_from_one_to_the_longest():
    code = sinusoid(torch.tensor([3.0]), 8)[0]
    assert code[0].item() == pytest.approx(math.sin(3))
    assert code[3].item() == pytest.approx(math.sin(3 / 10_000 ** (6 / 8)), rel=1e-5)


def test_rows_and_columns_are_coded_apart():
    encoding = PositionalEncoding2d(16)
    cells = encoding(torch.zeros(1, 16, 3, 5)).view(3, 5, 16)
    assert torch.equal(cells[1, 0, :8], cells[1, 4, :8])  # same row, same first half
    assert torch.equal(cells[0, 2, 8:], cells[2, 2, 8:])  # same column, same second half
    assert not torch.allclose(cells[0, 0], cells[1, 0])
    assert not torch.allclose(cells[0, 0], cells[0, 1])


def test_cells_come_in_reading_order():
    features = torch.arange(6.0).view(1, 1, 2, 3).expand(1, 4, 2, 3)
    encoding = PositionalEncoding2d(4)
    torch.nn.init.zeros_(encoding.scale)
    assert encoding(features)[0, :, 0].tolist() == [0, 1, 2, 3, 4, 5]


def test_the_scale_is_learned():
    encoding = PositionalEncoding2d(4)
    encoding(torch.zeros(1, 4, 2, 2)).sum().backward()
    assert encoding.scale.grad is not None
