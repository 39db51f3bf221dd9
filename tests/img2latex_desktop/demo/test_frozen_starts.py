import sys

import pytest

from img2latex_desktop.demo import frozen_starts
from img2latex_desktop.demo.frozen_starts import forget_files, main, packed_size_of, size_of
from img2latex_desktop.demo.latency import FROZEN_HEADING

TIMES = {"warm start → tray icon": [0.4, 0.5], "cold start → ready": [2.0]}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the virtual desktop is one of Linux")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "img2latex"
    (folder / "inner").mkdir(parents=True)
    (folder / "inner" / "zeros").write_bytes(bytes(3_000_000))
    (folder / "link").symlink_to("inner/zeros")
    return folder


def test_the_size_counts_each_file_once(folder):
    assert 3_000_000 < size_of(folder) < 3_000_100


@pytest.mark.packaging
def test_the_packed_size_is_that_of_a_compressed_archive(folder):
    assert 100 < packed_size_of(folder) < 10_000


def test_files_are_read_the_same_after_they_were_forgotten(folder):
    forget_files(folder)
    assert (folder / "inner" / "zeros").read_bytes() == bytes(3_000_000)


@pytest.mark.packaging
@pytest.mark.parametrize("old", ["", f"{FROZEN_HEADING}\n\nAs it was.\n"])
def test_the_section_takes_the_place_of_the_old_one(folder, tmp_path, monkeypatch, old):
    monkeypatch.setattr(frozen_starts, "missing_packages", list)
    monkeypatch.setattr(frozen_starts, "measure", lambda *_: TIMES)
    page = tmp_path / "page.md"
    page.write_text(f"# Performance\n\nText.\n\n{old}", encoding="utf-8")
    assert main([str(folder), "--page", str(page)]) == 0
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"# Performance\n\nText.\n\n{FROZEN_HEADING}\n")
    assert "| cold start → ready | 1 | 2000 | 2000 |" in text
    assert "Unpacked: 3 MB." in text
    assert "As it was" not in text


def test_a_program_that_is_not_there_is_one_sentence(tmp_path, capsys):
    assert main([str(tmp_path / "none"), "--starts", "1"]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_nothing_to_measure_is_bad_usage(folder, capsys):
    with pytest.raises(SystemExit) as ending:
        main([str(folder), "--starts", "0"])
    assert ending.value.code == 2
    assert "0 is less than 1" in capsys.readouterr().err
