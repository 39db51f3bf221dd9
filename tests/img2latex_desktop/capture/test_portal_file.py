import os
import tempfile
import time
from pathlib import Path

import pytest

from img2latex_desktop.base.errors import CaptureError
from img2latex_desktop.capture.portal_file import places, take_picture
from tests.fakes import picture

LONG_AGO_S = 60


@pytest.fixture
def asked_at():
    return time.time()


@pytest.fixture
def file(asked_at, tmp_path):
    """Write a picture of the screen after it was asked for, in a folder portals use."""
    made = tmp_path / "screen.png"
    picture(30, 20).save(str(made))
    return made


def uri(file):
    return f"file://{file}"


def test_a_new_picture_of_ours_where_portals_write_is_read_and_deleted(file, asked_at):
    assert take_picture(uri(file), asked_at).size() == picture(30, 20).size()
    assert not file.exists()


def test_a_picture_that_was_there_before_is_read_and_stays(file, asked_at):
    os.utime(file, (asked_at - LONG_AGO_S, asked_at - LONG_AGO_S))
    assert not take_picture(uri(file), asked_at).isNull()
    assert file.exists()


def test_a_picture_changed_before_the_request_stays_whatever_its_date_says(file):
    later = time.time() + LONG_AGO_S
    os.utime(file, (later + 1, later + 1))
    take_picture(uri(file), later)
    assert file.exists()


def test_a_picture_elsewhere_stays(asked_at):
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        document = Path(folder, "holiday.png")
        picture(30, 20).save(str(document))
        take_picture(uri(document), asked_at)
        assert document.exists()


def test_a_picture_elsewhere_stays_even_by_way_of_a_linked_folder(asked_at, tmp_path):
    with tempfile.TemporaryDirectory(dir="/var/tmp") as folder:
        picture(30, 20).save(str(Path(folder, "holiday.png")))
        (tmp_path / "link").symlink_to(folder)
        take_picture(uri(tmp_path / "link" / "holiday.png"), asked_at)
        assert Path(folder, "holiday.png").exists()


@pytest.mark.skipif(os.getuid() != 0, reason="only root may give a file away")
def test_a_picture_of_another_user_stays(file, asked_at):
    os.chown(file, 1234, -1)
    take_picture(uri(file), asked_at)
    assert file.exists()


def test_a_document_is_neither_a_picture_nor_deleted(asked_at, tmp_path):
    document = tmp_path / "thesis.tex"
    document.write_text("all of it")
    with pytest.raises(CaptureError, match="it is no picture"):
        take_picture(uri(document), asked_at)
    assert document.read_text() == "all of it"


def test_a_link_is_not_followed(file, asked_at, tmp_path):
    link = tmp_path / "link.png"
    link.symlink_to(file)
    with pytest.raises(CaptureError, match="cannot be read"):
        take_picture(uri(link), asked_at)
    assert file.exists()


def test_a_pipe_a_folder_and_a_device_are_refused_at_once(asked_at, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", tmp_path, Path("/dev/zero")):
        with pytest.raises(CaptureError, match=r"is no picture|Is a directory"):
            take_picture(uri(path), asked_at)
        assert path.exists()


@pytest.mark.parametrize(
    "named",
    [
        None,
        "",
        "screen.png",
        "file://",
        "file:///a%00b",
        "file://host/a.png",
        "http://a/b.png",
        "\ud800",
        "%",
    ],
)
def test_what_names_no_file_is_said_in_a_sentence(named, asked_at):
    with pytest.raises(CaptureError, match="cannot be read: "):
        take_picture(named, asked_at)


def test_the_home_folder_as_a_whole_is_no_such_place(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / ".config").mkdir()
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    (tmp_path / ".config" / "user-dirs.dirs").write_text('XDG_PICTURES_DIR="$HOME/"\n')
    assert tmp_path not in places()
    (tmp_path / ".config" / "user-dirs.dirs").write_text('XDG_PICTURES_DIR="$HOME/Bilder"\n')
    assert tmp_path / "Bilder" in places()
