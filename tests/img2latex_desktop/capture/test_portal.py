import threading

import pytest
from dbus_fast import Variant
from PySide6.QtCore import Qt, QThread

from img2latex_desktop.base.errors import CaptureError
from img2latex_desktop.capture import pick_capture
from img2latex_desktop.capture.monitors import MonitorCapture
from img2latex_desktop.capture.portal import PortalCapture, cut
from img2latex_desktop.snip import Snip, SnipState
from tests.fakes import picture, place, screenshot
from tests.portal_service import SCREENSHOT, Behavior, Impostor


class Answers:
    """Keeps what a capture answers, and in which thread."""

    def __init__(self):
        self.frozen, self.failed, self.threads = [], [], []

    def on_frozen(self, screenshots):
        self.frozen.append(screenshots)
        self.threads.append(QThread.currentThread())

    def on_failed(self, message):
        self.failed.append(message)
        self.threads.append(QThread.currentThread())

    @property
    def count(self):
        return len(self.frozen) + len(self.failed)


@pytest.fixture
def capture(qapp, service, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))  # neither grim nor its like
    running = PortalCapture()
    yield running
    running.stop()
    assert "capture" not in [thread.name for thread in threading.enumerate()]


@pytest.fixture
def shot(service, tmp_path):
    """Let the portal answer with a picture of one screen, in a file whose name has to be unquoted."""
    screen = screenshot(place())
    file = tmp_path / "Bild vom Bildschirm ü#1.png"
    service.take = lambda: screen.image.save(str(file))
    service.picture = "file://" + str(file).replace(" ", "%20").replace("ü", "%C3%BC").replace("#", "%23")
    return screen, file


@pytest.fixture
def snip_with(selector, recognizer):
    """Return a function that makes a snip with a way of photographing."""
    return lambda capture: Snip(capture, selector, recognizer)


def freeze(capture, qtbot, places):
    answers = Answers()
    capture.freeze(places, answers.on_frozen, answers.on_failed)
    qtbot.waitUntil(lambda: answers.count > 0)
    return answers


def test_the_screen_arrives_pixel_by_pixel_on_the_gui_thread(capture, qtbot, service, shot, qapp):
    screen, _file = shot
    answers = freeze(capture, qtbot, [screen.place])
    [[frozen]] = answers.frozen
    assert frozen.place == screen.place
    assert frozen.image == screen.image.convertToFormat(frozen.image.format())
    assert answers.threads == [qapp.thread()]


def test_a_black_picture_is_explained_instead_of_shown(capture, qtbot, service, shot):
    screen, _file = shot
    screen.image.fill(Qt.GlobalColor.black)
    answers = freeze(capture, qtbot, [screen.place])
    assert answers.frozen == []
    assert "allow screenshots" in answers.failed[0]


def test_the_file_of_the_picture_is_deleted_at_once(capture, qtbot, shot):
    screen, file = shot
    freeze(capture, qtbot, [screen.place])
    assert not file.exists()


@pytest.mark.parametrize(
    "uri",
    [
        "file:///nowhere/screen.png",
        "file:///a%00b",
        "",
        "https://example.org/screen.png",
        Variant("i", 1),
        Variant("as", ["file:///tmp"]),
    ],
)
def test_a_portal_that_names_no_file_costs_one_snip_and_says_so(capture, qtbot, service, shot, uri):
    good, service.picture = service.picture, uri
    assert "cannot be read" in freeze(capture, qtbot, [shot[0].place]).failed[0]
    service.picture = good
    assert freeze(capture, qtbot, [shot[0].place]).frozen


def test_an_answer_of_another_kind_costs_one_snip_and_says_so(capture, qtbot, service, shot):
    service.malformed = ("Screenshot",)
    assert "cannot be understood" in freeze(capture, qtbot, [shot[0].place]).failed[0]


def test_what_nobody_foresaw_ends_in_a_sentence_and_the_next_snip_works(
    capture, snip_with, qtbot, shot, monkeypatch
):
    def stumble(_uri, _asked_at):
        raise LookupError("of a kind nobody thought of")

    snip = snip_with(capture)
    with monkeypatch.context() as patch:
        patch.setattr("img2latex_desktop.capture.portal.take_picture", stumble)
        with qtbot.waitSignal(snip.not_captured) as told:
            snip.begin()
    assert "LookupError: of a kind nobody thought of" in told.args[0]
    assert snip.state is SnipState.IDLE
    assert freeze(capture, qtbot, [shot[0].place]).frozen


def test_only_the_portal_itself_answers(capture, qtbot, service, shot, tmp_path):
    service.behavior["Screenshot"] = Behavior.SILENT
    document = tmp_path / "document.png"
    picture(5, 5).save(str(document))
    answers = Answers()
    capture.freeze([shot[0].place], answers.on_frozen, answers.on_failed)
    qtbot.waitUntil(lambda: "Screenshot" in service.names_called())
    Impostor(service).answer(f"file://{document}")
    qtbot.wait(100)
    assert answers.count == 0
    assert document.exists()


@pytest.mark.parametrize("accepted", ["wayland:", ""])
def test_desktops_that_accept_only_one_way_of_naming_no_window_are_served(
    capture, qtbot, service, shot, accepted
):
    service.parent_window = accepted
    assert freeze(capture, qtbot, [shot[0].place]).frozen


def test_the_versions_are_asked_for_before_the_screenshot(capture, qtbot, service, shot):
    service.versions[SCREENSHOT], service.targets = 3, 7
    assert freeze(capture, qtbot, [shot[0].place]).frozen
    assert service.names_called() == ["Register", "Get", "Get", "Screenshot"]


def test_a_user_who_cancels_reads_no_advice(capture, qtbot, service):
    service.behavior["Screenshot"] = Behavior.CANCELLED
    assert freeze(capture, qtbot, [place()]).failed == ["The screenshot was cancelled."]


def test_a_denial_says_where_to_allow_it(capture, qtbot, service):
    service.behavior["Screenshot"] = Behavior.FAILED
    assert "privacy settings" in freeze(capture, qtbot, [place()]).failed[0]


def test_a_refusal_says_why(capture, qtbot, service):
    service.behavior["Screenshot"] = Behavior.REFUSED
    assert "An app id is required" in freeze(capture, qtbot, [place()]).failed[0]


def test_a_silent_desktop_is_given_up(capture, qtbot, service, monkeypatch):
    monkeypatch.setattr("img2latex_desktop.capture.portal.ANSWER_TIMEOUT_S", 0.1)
    service.behavior["Screenshot"] = Behavior.SILENT
    assert "gave no answer" in freeze(capture, qtbot, [place()]).failed[0]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_desktop_without_screenshots_and_programs_says_what_to_install(capture, qtbot, service, is_there):
    service.versions.pop(SCREENSHOT)
    if not is_there:
        service.die()
    assert "install xdg-desktop-portal" in freeze(capture, qtbot, [place()]).failed[0]


def test_what_was_stopped_answers_no_more(capture, qtbot, service, shot):
    answers = Answers()
    capture.freeze([shot[0].place], answers.on_frozen, answers.on_failed)
    capture.stop()
    assert freeze(capture, qtbot, [shot[0].place]).count == 1
    assert answers.count == 0


def test_stopping_does_not_wait_for_a_silent_desktop(capture, qtbot, service):
    service.behavior["Screenshot"] = Behavior.SILENT
    answers = Answers()
    capture.freeze([place()], answers.on_frozen, answers.on_failed)
    qtbot.waitUntil(lambda: "Screenshot" in service.names_called())
    capture.stop()
    qtbot.wait(20)
    assert answers.count == 0


def test_a_program_photographs_where_the_portal_cannot(capture, qtbot, service, tmp_path):
    service.versions.pop(SCREENSHOT)
    screenshot(place()).image.save(str(tmp_path / "picture.png"))
    program = tmp_path / "gnome-screenshot"
    program.write_text(f'#!/bin/sh\n/bin/cp {tmp_path}/picture.png "$2"\n')
    program.chmod(0o755)
    [[frozen]] = freeze(capture, qtbot, [place()]).frozen
    assert frozen.image.size() == screenshot(place()).image.size()


def test_a_layout_is_cut_at_its_highest_scale():
    left, right = place("left", -400, 0, 400, 300), place("right", 0, 100, 800, 600)
    whole = screenshot(place("all", -400, 0, 1200, 700), 2.0)
    first, second = cut(whole.image, [left, right])
    assert first.place == left
    assert first.image == whole.image.copy(0, 0, 800, 600)
    assert second.image == whole.image.copy(800, 200, 1600, 1200)


def test_rounded_sizes_cost_two_pixels_at_most():
    # 1280 × 800 at 1 and 1024 × 768 at 1.5, of which sway makes 2945 × 1201 pixels
    first, second = cut(picture(2945, 1201), [place("1", 0, 0, 1280, 800), place("2", 1280, 0, 682, 512)])
    assert (first.image.width(), first.image.height()) == (1920, 1201)
    assert abs(second.image.width() - 1024) <= 2
    assert abs(second.image.height() - 768) <= 2


@pytest.mark.parametrize(("width", "logical"), [(1024, 683), (1920, 1097), (3840, 3072), (1366, 1366)])
def test_a_single_screen_keeps_every_pixel(width, logical):
    [whole] = cut(picture(width, width // 2), [place(width=logical, height=logical // 2)])
    assert whole.image.size() == picture(width, width // 2).size()


def test_a_picture_of_another_layout_is_refused():
    with pytest.raises(CaptureError, match="The screens changed"):
        cut(picture(1280, 800), [place("1", 0, 0, 1280, 800), place("2", 1280, 0, 1280, 800)])


def test_wayland_gets_the_portal_and_everything_else_the_monitors(qapp, monkeypatch):
    assert isinstance(pick_capture(qapp), MonitorCapture)
    monkeypatch.setenv("XDG_SESSION_TYPE", "wayland")
    capture = pick_capture(qapp)
    assert isinstance(capture, PortalCapture)
    capture.deleteLater()
