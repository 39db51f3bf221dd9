from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QTreeWidget

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.flows import files as files_module
from img2latex_desktop.flows.files import FileFlow
from img2latex_desktop.ui.result.drop_queue import DropQueue
from img2latex_desktop.ui.result.latex_editor import LatexEditor
from tests import fakes

A, B, C = (Path(f"/{name}.png") for name in "abc")
PICTURE = Pixels(2, 1, 1, b"\0\xff")


@pytest.fixture
def queue(qtbot):
    made = DropQueue(ICONS_FOLDER)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def flow(monkeypatch, recognizer, queue, results, copying):
    monkeypatch.setattr(files_module, "PATIENCE_MS", 60)
    return FileFlow(recognizer, queue, results, copying)


def rows(queue):
    tree = queue.findChild(QTreeWidget)
    return [[item.text(0), item.text(1)] for item in map(tree.topLevelItem, range(tree.topLevelItemCount()))]


def button(queue, word):
    return next(each for each in queue.findChildren(QPushButton) if word in each.text().replace("&", ""))


def latex(entries):
    return [entry.current for entry in entries]


def test_one_file_read_soon_opens_like_a_snip_without_a_queue(qtbot, flow, recognizer, queue, window, kept):
    flow.read([A])
    recognizer.read("x^2")
    assert (window.isVisible(), window.latex) == (True, "x^2")
    qtbot.wait(80)
    assert not queue.isVisible()
    assert latex(kept()) == ["x^2"]


def test_one_file_that_takes_long_shows_that_it_is_being_read_and_opens_all_the_same(
    qtbot, flow, recognizer, queue, window
):
    flow.read([A])
    assert not queue.isVisible()
    qtbot.waitUntil(queue.isVisible)
    assert rows(queue) == [["a.png", "reading …"]]
    recognizer.read("x^2")
    assert (window.latex, queue.isVisible()) == ("x^2", False)


def test_one_file_that_cannot_be_read_says_why(qtbot, flow, recognizer, queue, window):
    flow.read([A])
    recognizer.refuse("This is no picture.")
    assert queue.isVisible()
    assert rows(queue) == [["a.png", "This is no picture."]]
    assert not window.isVisible()


def test_several_files_queue_up_in_their_order(flow, recognizer, queue, window, kept):
    flow.read([A, B, C])
    assert queue.isVisible()
    assert rows(queue) == [["a.png", "reading …"], ["b.png", "waiting"], ["c.png", "waiting"]]
    recognizer.read("x", number=1)
    recognizer.refuse("No formula found.", number=2)
    assert rows(queue) == [["a.png", "x"], ["b.png", "No formula found."], ["c.png", "reading …"]]
    recognizer.read("z", number=3)
    assert not window.isVisible()
    assert latex(kept()) == ["z", "x"]


def test_a_file_that_comes_while_others_are_read_joins_them(flow, recognizer, queue, window):
    flow.read([A])
    flow.read([B])
    assert queue.isVisible()
    recognizer.read("x", number=1)
    recognizer.read("y", number=2)
    assert rows(queue) == [["a.png", "x"], ["b.png", "y"]]
    assert not window.isVisible()


def test_one_of_the_queue_is_opened_and_edited_in_the_history(flow, recognizer, queue, window, kept):
    flow.read([A, B])
    recognizer.read("x", number=1)
    recognizer.read("y", number=2)
    kept()
    queue.open_requested.emit(1)
    assert window.latex == "x"
    window.findChild(LatexEditor).replace_latex("x+1")
    window.close()
    assert latex(kept()) == ["y", "x+1"]


def test_everything_read_is_copied_and_confirmed(qtbot, flow, recognizer, queue, clipboard):
    flow.read([A, B])
    recognizer.read("x", number=1)
    recognizer.read("y", number=2)
    button(queue, "Copy all").click()
    qtbot.waitUntil(lambda: "Copied" in button(queue, "Cop").text())
    assert clipboard.text() == "x\ny"


def test_closing_the_queue_gives_up_what_waits(flow, recognizer, queue, kept):
    flow.read([A, B, C])
    recognizer.read("x", number=1)
    queue.close()
    assert recognizer.cancelled == [2, 3]
    recognizer.read("y", number=2)
    assert latex(kept()) == ["x"]
    flow.read([A])
    assert not queue.isVisible()


def test_a_queue_that_was_closed_stays_closed(qtbot, flow, recognizer, queue):
    flow.read([A])
    flow.read([B])
    queue.close()
    qtbot.wait(80)
    assert not queue.isVisible()


def test_what_was_left_out_of_a_file_is_said_with_its_name(qtbot, flow, recognizer):
    flow.read([A])
    with qtbot.waitSignal(flow.noted) as noted:
        recognizer.recognized.emit(
            1, replace(fakes.reading(), picture=PICTURE, note="Only the first frame was read.")
        )
    assert noted.args == ["a.png: Only the first frame was read."]


def test_nothing_chosen_is_nothing_read(flow, recognizer, queue):
    flow.read([])
    assert (recognizer.submitted, queue.isVisible()) == ([], False)


def test_private_mode_keeps_no_file(preferences, flow, recognizer, window, kept):
    preferences.change(replace(preferences.settings, is_private=True))
    flow.read([A])
    recognizer.read("x")
    assert window.latex == "x"
    assert kept() == []


def test_pictures_of_others_are_none_of_its_business(flow, recognizer, queue, window):
    recognizer.submit(PICTURE)
    recognizer.read("x")
    recognizer.refuse()
    assert not queue.isVisible()
    assert not window.isVisible()


def test_the_summary_counts(flow, recognizer, queue):
    flow.read([A, B])
    recognizer.read("x", number=1)
    assert queue.findChild(QLabel).text().startswith("1 of 2")
