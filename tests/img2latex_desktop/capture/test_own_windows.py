import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QMessageBox, QWidget

from img2latex_desktop.capture.own_windows import OwnWindows


@pytest.fixture
def own_windows(qapp):
    return OwnWindows()


@pytest.fixture
def make(qtbot):
    """Return a function that shows a window."""

    def shown(kind=QWidget, *arguments):
        window = kind(*arguments)
        qtbot.addWidget(window)
        window.show()
        qtbot.waitUntil(lambda: window.windowHandle().isExposed())
        return window

    return shown


def visible():
    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]


def taken(own_windows):
    """Let the windows give way and return what was to be seen when the picture was taken."""
    pictures = []
    own_windows.give_way(lambda: pictures.append(visible()))
    [seen] = pictures
    return seen


def test_with_nothing_of_ours_on_the_screen_nothing_is_waited_for(own_windows):
    assert taken(own_windows) == []


def test_every_window_is_gone_from_the_picture_and_comes_back_where_it_was(own_windows, make):
    window, dialog = make(), make(QDialog)
    window.move(40, 50)
    assert taken(own_windows) == []
    own_windows.come_back()
    assert set(visible()) == {window, dialog}
    assert (window.pos().x(), window.pos().y()) == (40, 50)


def test_a_question_gives_way_with_its_window_and_waits_for_its_answer(qtbot, own_windows, make):
    window = make()
    box = QMessageBox(QMessageBox.Icon.Question, "", "Really?", QMessageBox.StandardButton.Ok, window)
    answers = []
    box.finished.connect(answers.append)
    box.open()
    qtbot.waitUntil(lambda: box.windowHandle().isExposed())
    assert taken(own_windows) == []
    own_windows.come_back()
    assert box.isVisible()
    assert answers == []
    box.accept()
    assert answers == [QDialog.DialogCode.Accepted.value]


@pytest.mark.qt_log_ignore("grabbing the keyboard")  # the offscreen platform cannot
def test_menus_and_tips_go_for_good(qtbot, own_windows, make):
    window = make()
    menu = QMenu(window)
    menu.addAction("Copy")
    menu.popup(window.pos())
    qtbot.waitUntil(lambda: menu.windowHandle().isExposed())
    tip = make(QWidget, None, Qt.WindowType.ToolTip)
    assert taken(own_windows) == []
    own_windows.come_back()
    assert visible() == [window]
    assert not tip.isVisible()


def test_the_keys_return_to_the_window_that_had_them(qtbot, own_windows, make):
    other, window = make(), make()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    taken(own_windows)
    own_windows.come_back()
    qtbot.waitUntil(window.isActiveWindow)
    assert not other.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)


def test_once_chosen_the_window_of_results_is_left_to_whoever_shows_it_anew(own_windows, make):
    result, other = make(), make()
    own_windows.reused = result
    taken(own_windows)
    own_windows.come_back(is_chosen=True)
    assert visible() == [other]


def test_where_nothing_was_chosen_the_window_of_results_comes_back(own_windows, make):
    own_windows.reused = make()
    taken(own_windows)
    own_windows.come_back()
    assert visible() == [own_windows.reused]


def test_what_is_shown_to_be_photographed_stays(own_windows, make):
    example, other = make(), make()
    own_windows.spared = lambda: example
    assert taken(own_windows) == [example]
    own_windows.come_back()
    assert other.isVisible()


def test_a_window_closed_meanwhile_does_not_come_back(own_windows, make):
    window = make()
    taken(own_windows)
    window.close()
    own_windows.come_back()
    assert visible() == []


def test_a_window_deleted_meanwhile_is_forgotten(own_windows, qapp):
    window = QWidget()
    window.show()
    taken(own_windows)
    window.deleteLater()
    QApplication.sendPostedEvents(window, QEvent.Type.DeferredDelete)
    own_windows.come_back()
    assert visible() == []


def test_a_minimized_window_stays_minimized(own_windows, make):
    window = make()
    window.showMinimized()
    taken(own_windows)
    own_windows.come_back()
    assert window.isMinimized()


def test_a_window_shown_while_the_seconds_are_counted_is_gone_when_they_are_over(own_windows, make):
    first = make()
    own_windows.give_way(lambda: None)
    second = make()
    assert taken(own_windows) == []
    own_windows.come_back()
    assert set(visible()) == {first, second}
