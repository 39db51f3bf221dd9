import json

import pytest

from training.benchmark.compute import describe_compute
from training.errors import TrainingError


def journal(path, *lines):
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def test_hours_and_curve_run_on_through_a_chain_of_runs(tmp_path):
    first = journal(
        tmp_path / "1.jsonl",
        {"samples_seen": 3600, "loss": 2.0, "samples_per_s": 1.0},
        {"samples_seen": 3600, "validation_loss": 1.5, "validation_exact_match": 0.1},
    )
    second = journal(
        tmp_path / "2.jsonl",
        {"samples_seen": 7200, "loss": 1.0, "samples_per_s": 2.0},
        {"samples_seen": 7200, "validation_loss": 1.0, "validation_exact_match": 0.25},
    )
    found = describe_compute({"samples_seen": 10800, "steps": 9}, [first, second], "On two cores.")
    assert found["hours"] == 2
    assert [(point["samples"], point["exact match"]) for point in found["curve"]] == [(3600, 10), (10800, 25)]
    assert (found["samples_seen"], found["steps"], found["remark"]) == (10800, 9, "On two cores.")


def test_without_journals_hours_are_unknown(tmp_path):
    assert describe_compute({}, [], "")["hours"] is None
    with pytest.raises(TrainingError, match="no journal"):
        describe_compute({}, [tmp_path / "none.jsonl"], "")
