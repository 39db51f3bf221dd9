"""With small programs in place of grim, spectacle and gnome-screenshot; the real grim is in end_to_end."""

from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from img2latex_desktop.base.errors import CaptureError
from img2latex_desktop.capture.commands import photograph_desktop, photograph_each
from tests.fakes import place

COPY = 'for file; do :; done\necho "$0 $*" >> "$CALLS"\ncp "$PICTURES/$NAME.png" "$file"'
FAIL = 'echo "compositor does not support it" >&2; exit 1'


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Return a function that installs a program; nothing else of its kind is found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "cp").symlink_to("/bin/cp")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("CALLS", str(tmp_path / "calls"))
    monkeypatch.setenv("PICTURES", str(tmp_path))
    monkeypatch.setenv("NAME", "screen")
    for name, width in (("screen", 64), ("DP-1", 40), ("DP-2", 50)):
        image = QImage(width, 30, QImage.Format.Format_RGB32)
        image.fill(QColor(10, 20, 30))
        image.save(str(tmp_path / f"{name}.png"))

    def install(name, script):
        file = folder / name
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)

    return install


def test_the_picture_of_the_first_program_that_works_is_taken(programs, tmp_path):
    programs("grim", FAIL)
    programs("spectacle", COPY)
    programs("gnome-screenshot", COPY)
    picture = photograph_desktop()
    assert (picture.width(), picture.height()) == (64, 30)
    assert picture.pixelColor(5, 5) == QColor(10, 20, 30)
    [call] = (tmp_path / "calls").read_text().splitlines()
    assert "spectacle --background --nonotify --fullscreen --output" in call


def test_no_picture_stays_behind(programs, tmp_path):
    programs("grim", COPY)
    photograph_desktop()
    file = Path((tmp_path / "calls").read_text().split()[-1])
    assert not file.exists()
    assert not file.parent.exists()


@pytest.mark.parametrize("script", [FAIL, "exit 0", 'for file; do :; done\necho "no picture" > "$file"'])
def test_without_a_picture_the_user_reads_what_to_install(programs, script):
    for name in ("grim", "spectacle", "gnome-screenshot"):
        programs(name, script)
    with pytest.raises(CaptureError, match="install xdg-desktop-portal"):
        photograph_desktop()


def test_a_program_that_hangs_is_given_up(programs, monkeypatch):
    monkeypatch.setattr("img2latex_desktop.capture.commands.TIMEOUT_S", 0.1)
    programs("grim", "exec /bin/sleep 60")
    programs("gnome-screenshot", COPY)
    assert photograph_desktop().width() == 64


def test_each_screen_is_photographed_by_its_name(programs):
    programs("grim", 'NAME="$4"\n' + COPY)
    places = [place("DP-1"), place("DP-2", left=800)]
    pictures = photograph_each(places)
    assert [picture.place for picture in pictures] == places
    assert [picture.image.width() for picture in pictures] == [40, 50]


def test_a_screen_that_vanished_is_left_out(programs):
    programs("grim", 'NAME="$4"\n' + COPY)
    assert [each.place.name for each in photograph_each([place("DP-1"), place("DP-9")])] == ["DP-1"]


def test_there_are_no_screens_where_grim_does_not_work(programs, tmp_path):
    assert photograph_each([place("DP-1"), place("DP-2")]) == []
    programs("grim", 'echo "$*" >> "$CALLS"\n' + FAIL)
    assert photograph_each([place("DP-1"), place("DP-2")]) == []
    assert len((tmp_path / "calls").read_text().splitlines()) == 1, "asked once, not for each screen"
