import json

import pytest

from training.errors import TrainingError
from training.evaluation.coverage import unreadable_counts


def test_duplicates_are_no_loss_and_splits_by_hash_have_no_official_number(tmp_path):
    report = tmp_path / "report.json"
    source = {"read": 100, "dropped": {"duplicate": 10, "unknown command": 3, "too long": 2}}
    report.write_text(json.dumps({"sources": {"official_test": source}}))
    assert unreadable_counts(report, ["official_test", "own_test"]) == {"official_test": (5, 90)}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sources": {"t": {}}}', '{"sources": {"t": 1}}'])
def test_what_is_no_report_is_refused_in_a_sentence(tmp_path, text):
    report = tmp_path / "report.json"
    report.write_text(text)
    with pytest.raises(TrainingError, match="is no report of `prepare`"):
        unreadable_counts(report, ["t"])


def test_a_missing_report_is_refused(tmp_path):
    with pytest.raises(TrainingError):
        unreadable_counts(tmp_path / "none.json", ["t"])
