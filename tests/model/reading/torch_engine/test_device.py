import pytest
import torch

from model.reading.engine import DeviceError
from model.reading.torch_engine.device import convolution_dtype, pick_device


def test_a_device_that_is_not_here_is_refused():
    assert pick_device("cpu") == torch.device("cpu")
    with pytest.raises(DeviceError, match="not present"):
        pick_device("cuda:99")
    with pytest.raises(DeviceError, match="no kind of device"):
        pick_device("abacus")


def test_only_a_processor_that_multiplies_bfloat16_convolves_in_it(monkeypatch):
    for has_it, dtype in ((True, torch.bfloat16), (False, torch.float32)):
        monkeypatch.setattr(torch.cpu, "get_capabilities", lambda has_it=has_it: {"avx512_bf16": has_it})
        assert convolution_dtype(torch.device("cpu")) == dtype
        assert convolution_dtype(torch.device("cuda")) == torch.float32
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"architecture": "arm64"})
    assert convolution_dtype(torch.device("cpu")) == torch.float32
