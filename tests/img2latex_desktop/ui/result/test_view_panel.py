import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QLabel, QPushButton, QSpinBox

from img2latex_desktop.ui.result.view_panel import PAUSE_MS, ViewPanel
from model.picture.view import Edges, Polarity, View
from tests.fakes import picture


@pytest.fixture
def panel(qtbot):
    made = ViewPanel()
    qtbot.addWidget(made)
    return made


def test_several_changes_ask_once_for_the_view_that_came_out(qtbot, panel):
    asked = []
    panel.view_requested.connect(asked.append)
    panel.findChild(QSpinBox).setValue(-12)
    ink, edges = panel.findChildren(QComboBox)
    ink.setCurrentIndex(2)
    edges.setCurrentIndex(1)
    panel.findChild(QDoubleSpinBox).setValue(1.5)
    qtbot.waitUntil(lambda: bool(asked))
    assert asked == [View(-12, Polarity.LIGHT_INK, 1.5, edges=Edges.KEEP)]


def test_what_was_seen_sets_the_controls_without_asking_again(qtbot, panel):
    with qtbot.assertNotEmitted(panel.view_requested, wait=2 * PAUSE_MS):
        panel.show_seen(picture(), View(4, Polarity.DARK_INK, 0.5, edges=Edges.CUT))
    assert panel.view == View(4, Polarity.DARK_INK, 0.5, edges=Edges.CUT)
    assert panel.has_seen


def test_reset_asks_for_the_usual_view(qtbot, panel):
    panel.show_seen(picture(), View(4, Polarity.DARK_INK, 0.5, edges=Edges.CUT))
    with qtbot.waitSignal(panel.view_requested) as asked:
        panel.findChild(QPushButton).click()
    assert asked.args == [View()]


def test_who_insists_goes_on_insisting_until_the_next_picture(qtbot, panel):
    with qtbot.waitSignal(panel.view_requested) as asked:
        panel.insist()
    assert asked.args == [View(insists=True)]
    panel.show_seen(picture(), View(4, insists=True))
    with qtbot.waitSignal(panel.view_requested) as asked:
        panel.findChild(QPushButton).click()
    assert asked.args == [View(insists=True)]
    panel.show_seen(picture(), View(insists=True))
    assert not panel.findChild(QPushButton).isEnabled()
    panel.show_seen(QImage(), View())
    assert panel.view == View()


def test_with_the_usual_view_there_is_nothing_to_reset(panel):
    panel.show_seen(QImage(), View())
    assert not panel.findChild(QPushButton).isEnabled()
    assert not panel.has_seen


def test_every_control_has_a_label_with_a_key(panel):
    labels = panel.findChildren(QLabel)
    assert all(label.buddy() and "&" in label.text() for label in labels)
    assert len({label.text().partition("&")[2][0].lower() for label in labels}) == len(labels)
