import pytest
from PySide6.QtWidgets import QApplication

from img2latex_desktop.clipboard import NOT_COPIED, VerifiedClipboard


@pytest.fixture
def system(qtbot):
    clipboard = QApplication.clipboard()
    clipboard.setText("what was there before")
    return clipboard


def test_copied_is_said_once_the_clipboard_holds_the_text(qtbot, system):
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.copied) as copied:
        clipboard.copy("$x$")
    assert copied.args == ["$x$"]
    assert system.text() == "$x$"


@pytest.mark.parametrize("blank", ["", " \n"])
def test_an_empty_result_never_replaces_what_is_there(qtbot, system, blank):
    clipboard = VerifiedClipboard(system)
    with qtbot.waitSignal(clipboard.failed), qtbot.assertNotEmitted(clipboard.copied):
        clipboard.copy(blank)
    assert system.text() == "what was there before"


def test_a_clipboard_that_holds_something_else_afterwards_is_a_failure(qtbot, system):
    clipboard = VerifiedClipboard(system)
    system.dataChanged.connect(lambda: system.text() == "$x$" and system.setText("taken by another program"))
    with qtbot.waitSignal(clipboard.failed) as failed, qtbot.assertNotEmitted(clipboard.copied):
        clipboard.copy("$x$")
    assert failed.args == [NOT_COPIED]


def test_only_the_newest_of_two_copies_is_confirmed(qtbot, system):
    clipboard = VerifiedClipboard(system)
    confirmed = []
    clipboard.copied.connect(confirmed.append)
    clipboard.copy("first")
    with qtbot.waitSignal(clipboard.copied):
        clipboard.copy("second")
    assert confirmed == ["second"]
