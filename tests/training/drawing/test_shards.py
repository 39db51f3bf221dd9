import json

import numpy as np
import pytest

from training.corpus.formula_file import Formula
from training.drawing.shards import ShardError, ShardReader, ShardWriter, pack_image

FORMULAS = [
    Formula("0123456789abcdef", "ours", "x _ i", r"x_{i}"),
    Formula("fedcba9876543210", "ours", r"\frac a b", r"\frac{a}{b}"),
]


def picture(height, width, seed=0):
    return np.random.default_rng(seed).integers(0, 256, (height, width), dtype=np.uint8)


def write_shard(folder, pictures, failures=()):
    with ShardWriter(folder, FORMULAS, seed=7) as writer:
        for number, image in enumerate(pictures):
            writer.add(
                image,
                formula=number % 2,
                font=f"font{number % 2}",
                engine="tex",
                em_px=12.5,
                display=number == 0,
            )
        for cause in failures:
            writer.add_failure(formula=1, font="cm", engine="tex", cause=cause)
    return writer


def test_pictures_and_records_come_back_as_written(tmp_path):
    pictures = [picture(3, 5), picture(40, 300, 1), picture(1, 1, 2)]
    write_shard(tmp_path, pictures)
    reader = ShardReader(tmp_path)
    assert len(reader) == 3
    for i, expected in enumerate(pictures):
        np.testing.assert_array_equal(reader.image(i), expected)
    assert reader.records["formula"].tolist() == [0, 1, 0]
    assert reader.records["display"].tolist() == [True, False, False]
    assert reader.records["em_px"].tolist() == [12.5] * 3
    assert [reader.fonts[i] for i in reader.records["font"]] == ["font0", "font1", "font0"]
    assert reader.formulas == FORMULAS
    reader.verify()


def test_a_packed_picture_is_stored_like_the_picture(tmp_path):
    image = picture(20, 30)
    write_shard(tmp_path / "plain", [image])
    write_shard(tmp_path / "packed", [pack_image(image)])
    assert (tmp_path / "plain/images.bin").read_bytes() == (tmp_path / "packed/images.bin").read_bytes()


def test_failures_are_listed_and_counted_by_cause(tmp_path):
    writer = write_shard(tmp_path, [], failures=["no ink", "too wide", "no ink"])
    assert writer.index["failures_by_cause"] == {"no ink": 2, "too wide": 1}
    assert (tmp_path / "failures.tsv").read_text().splitlines()[0] == "fedcba9876543210\tcm\ttex\tno ink"


def test_a_shard_without_pictures_can_be_read(tmp_path):
    write_shard(tmp_path, [])
    assert len(ShardReader(tmp_path)) == 0


def test_a_shard_whose_writing_failed_is_refused(tmp_path):
    write_shard(tmp_path, [picture(3, 5)])
    writer = ShardWriter(tmp_path, FORMULAS, seed=0)
    with pytest.raises(ZeroDivisionError), writer:
        raise ZeroDivisionError
    with pytest.raises(ShardError, match="no finished shard"):
        ShardReader(tmp_path)


def test_a_cut_off_image_file_is_refused(tmp_path):
    write_shard(tmp_path, [picture(30, 50)])
    data = (tmp_path / "images.bin").read_bytes()
    (tmp_path / "images.bin").write_bytes(data[:-1])
    with pytest.raises(ShardError, match="damaged"):
        ShardReader(tmp_path)


def test_verify_notices_a_changed_byte(tmp_path):
    write_shard(tmp_path, [picture(30, 50)])
    data = bytearray((tmp_path / "images.bin").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "images.bin").write_bytes(data)
    with pytest.raises(ShardError, match="checksum"):
        ShardReader(tmp_path).verify()


def test_another_format_version_is_refused(tmp_path):
    write_shard(tmp_path, [])
    index = json.loads((tmp_path / "index.json").read_text())
    (tmp_path / "index.json").write_text(json.dumps(index | {"format_version": 99}))
    with pytest.raises(ShardError, match="format 99"):
        ShardReader(tmp_path)
