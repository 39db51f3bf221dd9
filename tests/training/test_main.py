from importlib import import_module

import pytest

from training.__main__ import STEPS, main


@pytest.mark.parametrize("name", STEPS)
def test_every_step_leads_to_a_function_and_its_configuration(name):
    step = STEPS[name]
    module = import_module(step.module)
    assert callable(getattr(module, step.function))
    assert isinstance(getattr(module, step.config), type)


def test_without_a_step_all_steps_are_listed(capsys):
    assert main([]) == 2
    told = capsys.readouterr()
    assert not told.out
    assert all(name in told.err for name in STEPS)


def test_an_unknown_step_is_bad_usage_and_help_is_not():
    assert main(["fly"]) == 2
    assert main(["--help"]) == 0


def test_a_step_prints_its_configuration(capsys):
    with pytest.raises(SystemExit) as ending:
        main(["train", "--config", "training/configs/base.yaml", "--print_config"])
    assert ending.value.code == 0
    assert "decoder_layers: 3" in capsys.readouterr().out


def test_a_device_that_is_not_there_is_one_sentence(capsys):
    assert main(["benchmark", "speed", "--device", "cuda:7"]) == 1
    assert capsys.readouterr().err.startswith("benchmark speed: the device 'cuda:7' is not present")


def test_what_stops_a_step_is_one_sentence(tmp_path, capsys):
    for arguments in (
        ["render", "--formulas", str(tmp_path / "none.tsv"), "--out", str(tmp_path / "shard")],
        ["export", "--checkpoint", str(tmp_path), "--validation.shards", f"[{tmp_path}]"],
        [
            "evaluate",
            "--weights",
            str(tmp_path),
            "--shards",
            f"[{tmp_path}]",
            "--out",
            str(tmp_path / "report"),
        ],
    ):
        assert main(arguments) == 1
        told = capsys.readouterr().err
        assert told.startswith(f"{arguments[0]}: ")
        assert str(tmp_path) in told
        assert "Traceback" not in told
