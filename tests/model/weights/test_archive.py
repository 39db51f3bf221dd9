import zipfile

import pytest

from model.weights import archive as weights_archive
from model.weights.archive import MANIFEST_NAME, WEIGHTS_NAME, WeightsError, pack, unpack

CONTENTS = {MANIFEST_NAME: b"{}", WEIGHTS_NAME: bytes(range(256)) * 1000}


@pytest.fixture
def weights(tmp_path):
    folder = tmp_path / "weights"
    folder.mkdir()
    for name, content in CONTENTS.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.fixture
def archive(weights, tmp_path):
    path = tmp_path / "archives" / "weights.zip"
    pack(weights, path)
    return path


@pytest.fixture
def target(tmp_path):
    folder = tmp_path / "target"
    folder.mkdir()
    return folder


def write(path, entries, compression=zipfile.ZIP_STORED):
    with zipfile.ZipFile(path, "w", compression) as made:
        for name, content in entries:
            made.writestr(name, content)
    return path


def test_what_is_packed_is_unpacked(archive, target):
    unpack(archive, target)
    assert {path.name: path.read_bytes() for path in target.iterdir()} == CONTENTS


def test_the_same_weights_give_the_same_archive_and_nothing_else_is_left(weights, archive, tmp_path):
    again = tmp_path / "again.zip"
    pack(weights, again)
    assert again.read_bytes() == archive.read_bytes()
    assert [path.name for path in archive.parent.iterdir()] == ["weights.zip"]


def test_a_compressed_archive_is_as_good(target, tmp_path):
    unpack(write(tmp_path / "a.zip", CONTENTS.items(), zipfile.ZIP_DEFLATED), target)
    assert (target / WEIGHTS_NAME).read_bytes() == CONTENTS[WEIGHTS_NAME]


@pytest.mark.parametrize(
    ("entries", "compression"),
    [
        ([], zipfile.ZIP_STORED),
        ([(MANIFEST_NAME, b"{}")], zipfile.ZIP_STORED),
        ([*CONTENTS.items(), ("../escaped", b"x")], zipfile.ZIP_STORED),
        ([(f"/tmp/{name}", content) for name, content in CONTENTS.items()], zipfile.ZIP_STORED),
        (CONTENTS.items(), zipfile.ZIP_LZMA),
    ],
    ids=["empty", "half", "path out of the folder", "absolute paths", "unusual compression"],
)
def test_an_archive_of_something_else_is_refused_before_anything_is_written(
    entries, compression, target, tmp_path
):
    with pytest.raises(WeightsError, match="is no whole archive of weights"):
        unpack(write(tmp_path / "a.zip", entries, compression), target)
    assert list(target.iterdir()) == []
    assert not (tmp_path / "escaped").exists()


@pytest.mark.parametrize("kept", [0, 10, 1000, 0.5, -1])
def test_a_truncated_file_is_no_archive(archive, target, kept):
    content = archive.read_bytes()
    archive.write_bytes(content[: int(kept * len(content)) if isinstance(kept, float) else kept])
    with pytest.raises(WeightsError, match=r"^\S+ is no whole archive of weights, which holds"):
        unpack(archive, target)


def test_an_altered_byte_is_found(archive, target):
    content = bytearray(archive.read_bytes())
    content[len(content) // 2] ^= 1
    archive.write_bytes(content)
    with pytest.raises(WeightsError, match="is damaged: get the file again"):
        unpack(archive, target)


def test_an_encrypted_archive_is_refused(archive, target):
    content = archive.read_bytes()
    for marker, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):  # where the flags stand in both headers
        parts = content.split(marker)
        flagged = [part[: place - 4] + bytes([part[place - 4] | 1]) + part[place - 3 :] for part in parts[1:]]
        content = marker.join([parts[0], *flagged])
    archive.write_bytes(content)
    with pytest.raises(WeightsError, match="is damaged"):
        unpack(archive, target)


def test_a_bomb_is_stopped_where_it_becomes_too_large(target, tmp_path, monkeypatch):
    monkeypatch.setitem(weights_archive.MAX_BYTES, WEIGHTS_NAME, 3_000_000)
    bomb = [(MANIFEST_NAME, b"{}"), (WEIGHTS_NAME, bytes(50_000_000))]
    path = write(tmp_path / "a.zip", bomb, zipfile.ZIP_DEFLATED)
    assert path.stat().st_size < 100_000
    with pytest.raises(WeightsError, match=f"{WEIGHTS_NAME} in it is too large"):
        unpack(path, target)
    assert (target / WEIGHTS_NAME).stat().st_size <= 3_000_000


def test_a_file_that_cannot_be_read_is_named(target, tmp_path):
    with pytest.raises(WeightsError, match=r"nowhere\.zip: There is no such file"):
        unpack(tmp_path / "nowhere.zip", target)
    with pytest.raises(WeightsError, match="cannot be read"):
        unpack(tmp_path, target)
