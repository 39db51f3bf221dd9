import json
import os
import re

import torch

from training.provenance import current_commit, describe_data, describe_machine


def test_the_machine_is_described_by_processor_cores_and_version():
    text = describe_machine("cpu")
    assert f"{os.cpu_count()} cores" in text
    assert torch.__version__ in text


def test_the_commit_is_short_or_unknown():
    assert re.fullmatch(r"[0-9a-f]{12}|unknown", current_commit())


def test_data_are_named_by_checksum_source_and_licence_but_not_by_path(tiny_data, tmp_path):
    report = {
        "sources": {
            "books": {"licence": "MIT", "kept": {"train": 7, "test": 1}},
            "held out": {"licence": "MIT", "kept": {"test": 5}},
        }
    }
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    facts = describe_data([tiny_data / "shard"], tmp_path / "vocabulary.json")
    assert facts["sources"] == {"books": {"licence": "MIT", "formulas": 7}}
    assert facts["shards"]["shard"]["pictures"] == 8
    assert len(facts["shards"]["shard"]["images_sha256"]) == 64
    assert str(tiny_data) not in json.dumps(facts)


def test_data_without_a_report_have_no_sources(tiny_data):
    assert "sources" not in describe_data([tiny_data / "shard"], tiny_data / "vocabulary.json")
