import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QImage
from PySide6.QtNetwork import QLocalServer
from PySide6.QtWidgets import QSystemTrayIcon

from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor.desktop import check_tray, clipboard_check, hotkey_check, meeting_point_check
from img2latex_desktop.doctor.runner import Check, Doctor
from img2latex_desktop.hotkey.key_listener import KeyListener
from img2latex_desktop.hotkey.wishes import wished_for
from img2latex_desktop.settings import Settings


@pytest.fixture
def examine(qtbot):
    def examine(begin):
        doctor = Doctor([Check("Check", begin)])
        with qtbot.waitSignal(doctor.finished):
            doctor.start()
        doctor.stop()
        return doctor.results[0].finding

    return examine


class Listener:
    """Hears everything at once, or nothing for a reason."""

    def __init__(self, problem=""):
        self.problem, self.is_stopped, self.bindings = problem, False, []

    def start(self, bindings, on_pressed, on_listening, on_failed):
        self.bindings = bindings
        if self.problem:
            on_failed(None, self.problem)
        else:
            on_listening({bindings[0].action: str(bindings[0].hotkey)})

    def stop(self):
        self.is_stopped = True


BINDINGS = wished_for(Settings(history_hotkey="Ctrl+Alt+F24"))[0]


@pytest.mark.parametrize(("problem", "state"), [("", CheckState.OK), ("It is taken.", CheckState.FAILED)])
def test_the_listener_is_proven_alive_and_stopped(examine, problem, state):
    listener = Listener(problem)
    finding = examine(hotkey_check(listener, BINDINGS))
    assert finding.state is state
    assert problem in finding.found
    assert listener.is_stopped


def test_without_a_hotkey_there_is_nothing_to_hear(examine):
    finding = examine(hotkey_check(Listener(), []))
    assert (finding.state, finding.found) == (CheckState.WARNING, "No hotkey is set.")


@pytest.mark.gui
def test_what_is_bound_is_told_and_so_is_what_is_not(examine, foreign_desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", foreign_desktop.environment["DISPLAY"])
    foreign_desktop.ask("setxkbmap", "us")
    finding = examine(hotkey_check(KeyListener(), BINDINGS))
    assert finding.state is CheckState.WARNING
    assert finding.found.startswith(
        "Heard in every program: Ctrl+Alt+M, Ctrl+Alt+Shift+M. Ctrl+Alt+F24 needs a key F24"
    )
    foreign_desktop.ask("setxkbmap", "gr")
    finding = examine(hotkey_check(KeyListener(), BINDINGS[:1]))
    assert finding.state is CheckState.OK
    assert finding.found.startswith("Heard in every program: Ctrl+Alt+M (μ). In brackets")


@pytest.fixture
def clipboard(qapp):
    clipboard = qapp.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


def test_the_clipboard_holds_afterwards_what_it_held_before(examine, clipboard):
    # GIVEN text in several formats, and a picture
    content = QMimeData()
    content.setText("precious")
    content.setHtml("<b>precious</b>")
    content.setData("application/x-own", b"data")
    image = QImage(3, 2, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    content.setImageData(image)
    clipboard.setMimeData(content)
    # WHEN the clipboard is tried
    finding = examine(clipboard_check(clipboard, outlives_process=True))
    # THEN all of it is there again
    assert finding.state is CheckState.OK
    assert clipboard.text() == "precious"
    assert clipboard.mimeData().html() == "<b>precious</b>"
    assert bytes(clipboard.mimeData().data("application/x-own").data()) == b"data"
    assert clipboard.image().pixelColor(0, 0) == QColor("red")


def test_an_empty_clipboard_is_empty_afterwards(examine, clipboard):
    assert examine(clipboard_check(clipboard, outlives_process=False)).state is CheckState.OK
    assert clipboard.text() == ""


def test_a_clipboard_whose_content_would_be_lost_is_left_alone(examine, clipboard):
    clipboard.setText("precious")
    changes = []
    clipboard.dataChanged.connect(lambda: changes.append(True))
    assert examine(clipboard_check(clipboard, outlives_process=False)).state is CheckState.SKIPPED
    assert clipboard.text() == "precious"
    assert not changes


def test_a_clipboard_that_does_not_hold_is_told(examine, clipboard, monkeypatch):
    monkeypatch.setattr("img2latex_desktop.doctor.desktop.READ_DELAYS_MS", (1, 1))

    class Stubborn:
        def mimeData(self):  # noqa: N802
            return QMimeData()

        def setText(self, text):  # noqa: N802
            pass

        def text(self):
            return "another program's"

    assert examine(clipboard_check(Stubborn(), outlives_process=True)).state is CheckState.FAILED


@pytest.mark.parametrize(("is_there", "state"), [(True, CheckState.OK), (False, CheckState.WARNING)])
def test_a_missing_tray_is_a_note_with_the_extension_to_install(qapp, monkeypatch, is_there, state):
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", staticmethod(lambda: is_there))
    finding = check_tray()
    assert finding.state is state
    assert ("extensions.gnome.org" in finding.remedy) is not is_there


def test_a_running_program_is_reached(examine, tmp_path):
    server = QLocalServer()
    assert server.listen(str(tmp_path / "socket"))
    assert "is running" in examine(meeting_point_check(lambda: tmp_path / "socket")).found
    server.close()


def test_no_program_and_no_leftover_are_well(examine, tmp_path):
    finding = examine(meeting_point_check(lambda: tmp_path / "socket"))
    assert finding.state is CheckState.OK
    assert "not running" in finding.found


def test_without_a_folder_to_meet_in_the_one_in_the_way_is_named(examine):
    def nowhere():
        raise PermissionError(13, "it is not this user's alone", "/a/folder")

    finding = examine(meeting_point_check(nowhere))
    assert finding.state is CheckState.FAILED
    assert "/a/folder: it is not this user's alone" in finding.found
    assert finding.remedy == 'chmod u=rwx,go= "/a/folder"'


def test_the_socket_of_a_crashed_run_is_a_note(examine, tmp_path):
    import socket

    with socket.socket(socket.AF_UNIX) as left:
        left.bind(str(tmp_path / "socket"))
    assert examine(meeting_point_check(lambda: tmp_path / "socket")).state is CheckState.WARNING
