import pytest
from PySide6.QtCore import QBuffer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from img2latex_desktop.system.clipboard import VerifiedClipboard
from img2latex_desktop.system.copy_content import CopyContent

FORMULA = CopyContent(text="$x$")


@pytest.fixture
def system(qtbot):
    clipboard = QApplication.clipboard()
    clipboard.setText("what was there before")
    return clipboard


def png():
    image = QImage(3, 2, QImage.Format.Format_ARGB32)
    image.fill(0x20FF0000)
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return buffer.data().data()


def test_copied_is_said_once_the_clipboard_holds_the_text(qtbot, system):
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.copied) as copied:
        clipboard.copy(FORMULA)
    assert copied.args == [FORMULA]
    assert system.text() == "$x$"


def test_a_picture_is_pasted_as_one_transparent_and_without_text(qtbot, system):
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.copied):
        clipboard.copy(CopyContent(png=png()))
    assert system.image().size().toTuple() == (3, 2)
    assert system.image().pixelColor(0, 0).alpha() == 0x20
    assert not system.mimeData().hasText()


def test_each_format_is_offered_by_its_type(qtbot, system):
    content = CopyContent(text="<math/>", mathml="<math/>", svg=b"<svg/>")
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.copied):
        clipboard.copy(content)
    assert system.text() == "<math/>"
    assert {name: system.mimeData().data(name).data() for name in content.formats} == content.formats


@pytest.mark.parametrize("blank", ["", " \n"])
def test_an_empty_result_never_replaces_what_is_there(qtbot, system, blank, caplog):
    caplog.set_level("INFO", "img2latex_desktop")
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.failed), qtbot.assertNotEmitted(clipboard.copied):
        clipboard.copy(CopyContent(text=blank))
    assert system.text() == "what was there before"
    assert "There is nothing to copy" in caplog.messages


@pytest.mark.parametrize("content", [FORMULA, CopyContent(svg=b"<svg/>")])
def test_a_clipboard_that_holds_something_else_afterwards_is_a_failure(qtbot, system, content):
    clipboard = VerifiedClipboard(system)
    taken = "taken by another program"
    system.dataChanged.connect(lambda: system.text() == taken or system.setText(taken))
    with qtbot.waitSignal(clipboard.failed) as failed, qtbot.assertNotEmitted(clipboard.copied):
        clipboard.copy(content)
    system.dataChanged.disconnect()
    assert "another program" in failed.args[0]


def test_only_the_newest_of_two_copies_is_confirmed(qtbot, system):
    clipboard = VerifiedClipboard(system)
    confirmed = []
    clipboard.copied.connect(confirmed.append)
    clipboard.copy(CopyContent(text="first"))
    with qtbot.waitSignal(clipboard.copied):
        clipboard.copy(FORMULA)
    assert confirmed == [FORMULA]


def test_the_same_copied_twice_is_confirmed_once(qtbot, system):
    clipboard = VerifiedClipboard(system)
    confirmed = []
    clipboard.copied.connect(confirmed.append)
    clipboard.copy(FORMULA)
    clipboard.copy(FORMULA)
    qtbot.wait(20)
    assert confirmed == [FORMULA]


def test_what_was_copied_is_lost_once_something_else_is_copied(qtbot, system):
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.copied):
        clipboard.copy(FORMULA)
    with qtbot.waitSignal(clipboard.lost):
        system.setText("from another program")
    with qtbot.assertNotEmitted(clipboard.lost):
        system.setText("and once more")


def test_a_manager_that_takes_the_same_text_over_loses_nothing(qtbot, system):
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.copied):
        clipboard.copy(FORMULA)
    with qtbot.assertNotEmitted(clipboard.lost, wait=20):
        system.setText(FORMULA.text)
