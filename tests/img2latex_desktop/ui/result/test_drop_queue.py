from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QProgressBar, QPushButton, QTreeWidget

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.ui.result.drop_queue import DropQueue


@pytest.fixture
def queue(qtbot):
    queue = DropQueue(ICONS_FOLDER)
    qtbot.addWidget(queue)
    queue.show()
    for number, name in enumerate("abc", start=1):
        queue.add(number, Path(f"/{name}.png"))
    return queue


def rows(queue):
    tree = queue.findChild(QTreeWidget)
    return [[item.text(0), item.text(1)] for item in map(tree.topLevelItem, range(tree.topLevelItemCount()))]


def button(queue, word):
    return next(each for each in queue.findChildren(QPushButton) if word in each.text().replace("&", ""))


def test_every_picture_shows_how_far_it_is(queue):
    queue.show_reading(2)
    queue.show_result(1, "x^2\n+ y")
    queue.show_failure(3, "No formula found.")
    assert rows(queue) == [["a.png", "x^2 + y"], ["b.png", "reading …"], ["c.png", "No formula found."]]


def test_the_progress_counts_failures_as_done_but_not_as_read(queue):
    queue.show_result(1, "x")
    queue.show_failure(3, "No formula found.")
    bar = queue.findChild(QProgressBar)
    assert (bar.value(), bar.maximum()) == (2, 3)
    assert queue.findChild(QLabel).text() == "1 of 3 pictures read · 1 could not be read"


def test_copying_takes_all_that_was_read_in_the_order_of_the_pictures(qtbot, queue):
    assert not button(queue, "Copy all").isEnabled()
    queue.show_result(3, "z")
    queue.show_result(1, "x\n+ y")
    with qtbot.waitSignal(queue.copy_requested) as copied:
        qtbot.mouseClick(button(queue, "Copy all"), Qt.MouseButton.LeftButton)
    assert copied.args[0] == ["x\n+ y", "z"]
    queue.confirm_copied()
    assert button(queue, "✓ Copied")


def test_a_picture_that_was_read_can_be_opened_and_no_other(qtbot, queue):
    tree = queue.findChild(QTreeWidget)
    queue.show_result(2, "y")
    tree.setCurrentItem(tree.topLevelItem(0))
    assert not button(queue, "Open").isEnabled()
    tree.setCurrentItem(tree.topLevelItem(1))
    with qtbot.waitSignal(queue.open_requested) as opened:
        qtbot.mouseClick(button(queue, "Open"), Qt.MouseButton.LeftButton)
    assert opened.args == [2]
    with qtbot.waitSignal(queue.open_requested), qtbot.assertNotEmitted(queue.closed):
        tree.itemActivated.emit(tree.topLevelItem(1), 1)


def test_closing_gives_up_what_has_no_answer(qtbot, queue):
    queue.show_result(1, "x")
    queue.show_reading(2)
    with qtbot.waitSignal(queue.cancelled) as cancelled, qtbot.waitSignal(queue.closed):
        qtbot.keyClick(queue, Qt.Key.Key_Escape)
    assert cancelled.args == [[2, 3]]
    assert rows(queue) == []


def test_closing_with_every_answer_there_cancels_nothing(qtbot, queue):
    for number in (1, 2, 3):
        queue.show_result(number, "x")
    assert button(queue, "Close")
    with qtbot.assertNotEmitted(queue.cancelled), qtbot.waitSignal(queue.closed):
        queue.close()


def test_a_late_answer_to_a_forgotten_picture_is_dropped(queue):
    queue.close()
    queue.show_result(1, "x")
    assert rows(queue) == []
