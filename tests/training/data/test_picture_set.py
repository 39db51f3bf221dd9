import json
from dataclasses import replace

import numpy as np
import pytest

from training.corpus.formula_file import Formula
from training.data.picture_set import PictureSet, PictureSetError, SetWriter, Truth, picture_path

GRAY = np.arange(12, dtype=np.uint8).reshape(3, 4)
COLOR = np.arange(36, dtype=np.uint8).reshape(3, 4, 3)
FORMULA = Formula("k" * 16, "books", "a + b", "a+b")


def write(folder):
    writer = SetWriter(folder, {"seed": 1})
    writer.add_formula(GRAY, FORMULA, kind="official", engine="tex", font="cm", em_px=13.837)
    writer.add_formula(
        COLOR,
        FORMULA,
        kind="dark",
        engine="web",
        font="web",
        em_px=20,
        canonical="a + b \\tag 1",
        theme="dark",
    )
    writer.add_negative(COLOR, kind="code", source="model", engine="chromium")
    writer.leave_out("too wide")
    return writer.close()


def test_what_was_written_is_read_again(tmp_path):
    index = write(tmp_path / "web")
    found = PictureSet(tmp_path / "web")
    assert (found.name, len(found)) == ("web", 3)
    assert np.array_equal(found.image(0), GRAY)
    assert all(np.array_equal(image, COLOR) for image in found.images([1, 2]))
    first, second, third = found.truths
    assert first == Truth("a + b", FORMULA.key, "books", "official", "tex", "cm", 13.84)
    assert second == replace(
        first,
        canonical="a + b \\tag 1",
        kind="dark",
        engine="web",
        font="web",
        em_px=20,
        facts={"theme": "dark"},
    )
    assert first.is_formula
    assert not third.is_formula
    assert third.kind == "no formula: code"
    assert index["left_out"] == {"too wide": 1}
    assert (index["pictures"], index["formulas"]) == (3, 1)


def test_the_same_set_has_the_same_checksums_and_another_one_has_not(tmp_path):
    one, other = write(tmp_path / "one"), write(tmp_path / "other")
    assert one == other
    writer = SetWriter(tmp_path / "other", {"seed": 1})
    writer.add_negative(GRAY, kind="code", source="model", engine="chromium")
    assert writer.close()["sha256"]["pictures"] != one["sha256"]["pictures"]


def test_an_unfinished_or_changed_set_is_refused(tmp_path):
    with pytest.raises(PictureSetError, match="holds no finished set"):
        PictureSet(tmp_path)
    write(tmp_path / "set")
    truths = tmp_path / "set" / "truths.jsonl"
    truths.write_text(truths.read_text(encoding="utf-8").replace("a + b", "a - b"), encoding="utf-8")
    with pytest.raises(PictureSetError, match="damaged"):
        PictureSet(tmp_path / "set")


def test_a_set_without_pictures_is_refused(tmp_path):
    SetWriter(tmp_path, {}).close()
    with pytest.raises(PictureSetError, match="holds no pictures"):
        PictureSet(tmp_path)


def test_a_missing_picture_is_told(tmp_path):
    write(tmp_path)
    picture_path(tmp_path, 1).unlink()
    with pytest.raises(PictureSetError, match="000001"):
        PictureSet(tmp_path).image(1)


def test_the_index_says_how_the_set_was_made(tmp_path):
    write(tmp_path)
    assert json.loads((tmp_path / "index.json").read_text(encoding="utf-8"))["settings"] == {"seed": 1}
