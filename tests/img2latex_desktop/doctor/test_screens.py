import pytest
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from img2latex_desktop.capture.base import Screenshot
from img2latex_desktop.capture.denial import all_black
from img2latex_desktop.diagnosis import CheckState
from img2latex_desktop.doctor import screens
from img2latex_desktop.doctor.pattern import PatternWindow
from img2latex_desktop.doctor.runner import Check, Doctor
from img2latex_desktop.doctor.screens import capture_check, check_display, no_display


class WindowCapture:
    """Photographs the pattern itself, through ``change``, or gives up."""

    def __init__(self, change=lambda image: image, problem=""):
        self.change, self.problem, self.count = change, problem, 0

    def freeze(self, places, on_frozen, on_failed):
        self.count += 1
        if self.problem:
            on_failed(self.problem)
            return
        window = next(each for each in QApplication.topLevelWidgets() if isinstance(each, PatternWindow))
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        on_frozen([Screenshot(places[0], self.change(image))])


@pytest.fixture
def examine(qtbot, monkeypatch):
    monkeypatch.setattr(screens, "LOOK_DELAYS_MS", (1, 1, 1))

    def examine(capture, name=None):
        name = QGuiApplication.primaryScreen().name() if name is None else name
        doctor = Doctor([Check("Capture", capture_check(capture, name))])
        with qtbot.waitSignal(doctor.finished):
            doctor.start()
        doctor.stop()
        qtbot.wait(1)
        return doctor.results[0].finding

    return examine


def black(image):
    image.fill(QColor("black"))
    return image


def other(image):
    image.fill(QColor("black"))
    image.setPixelColor(0, 0, QColor("white"))
    return image


def shifted(image):
    return image.copy(-20, 0, image.width(), image.height())


def test_a_faithful_capture_is_well_and_the_pattern_goes_away(examine):
    finding = examine(WindowCapture())
    assert finding.state is CheckState.OK
    assert "scale 1.00" in finding.found
    assert not any(
        isinstance(each, PatternWindow) and each.isVisible() for each in QApplication.topLevelWidgets()
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (black, "one color"),
        (other, "does not show what is on this screen"),
        (shifted, "(+20, +0) pixels beside"),
    ],
    ids=["black", "something else", "shifted"],
)
def test_what_is_seen_instead_is_said(examine, change, words):
    finding = examine(WindowCapture(change))
    assert finding.state is CheckState.FAILED
    assert words in finding.found
    assert finding.remedy


def test_a_desktop_that_fades_windows_in_gets_more_looks(examine):
    capture = WindowCapture()
    capture.change = lambda image: image if capture.count > 2 else black(image)
    assert examine(capture).state is CheckState.OK
    assert capture.count == 3


def test_a_refusal_is_told_in_its_own_words(examine):
    assert examine(WindowCapture(problem="The desktop refuses.")).found == "The desktop refuses."


@pytest.mark.parametrize(
    ("problem", "remedy"),
    [
        (str(all_black()), "unlock the screen"),
        ("The drawable's visual is not found.", "log out and in again"),
    ],
)
def test_only_a_black_screen_of_x11_may_be_locked(examine, problem, remedy):
    assert examine(WindowCapture(problem=problem)).remedy.startswith(remedy)


def test_a_screen_that_vanished_is_told(examine):
    assert "vanished" in examine(WindowCapture(), "no such screen").found


def test_every_screen_is_named(qapp):
    found = check_display().found
    assert all(screen.name() in found for screen in QGuiApplication.screens())


def test_without_a_display_the_way_out_is_named(monkeypatch):
    monkeypatch.delenv("DISPLAY")
    assert "recognize FILE" in no_display().remedy
