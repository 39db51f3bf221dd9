from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.flows.history import HistoryFlow
from img2latex_desktop.ui.history.history_list import HistoryList
from img2latex_desktop.ui.history.history_window import HistoryWindow
from model.formula.formats.latex import OutputForm
from tests import fakes


@pytest.fixture
def made(qtbot):
    """Every window that was made."""
    return []


@pytest.fixture
def flow(qtbot, made, keeper, results, copying, typesetter, preferences):
    def make_window():
        window = HistoryWindow(ICONS_FOLDER)
        qtbot.addWidget(window)
        made.append(window)
        return window

    return HistoryFlow(keeper, make_window, results, copying, typesetter, lambda: preferences.settings)


@pytest.fixture
def add(keeper, kept):
    def add_all(*formulas):
        for latex in formulas:
            keeper.add(fakes.picture(), latex, 0.9)
        kept()

    return add_all


@pytest.fixture
def shown(qtbot, flow, made, add):
    add("x", "y")
    flow.show()
    qtbot.waitUntil(lambda: made[0]._entries.total == 2)
    return made[0]


def labels(window):
    return [label.text() for label in window.findChildren(QLabel) if label.isVisible()]


def press(window, text):
    next(
        each for each in window.findChildren(QAbstractButton) if each.text().replace("&", "") == text
    ).click()


def latex(entries):
    return [entry.current for entry in entries]


def test_the_window_is_made_when_it_is_shown_first_and_used_again(flow, made):
    assert made == []
    flow.show()
    made[0].close()
    flow.show()
    assert len(made) == 1
    assert made[0].isVisible()


def test_the_newest_formula_opens_in_the_result_window(qtbot, shown, window):
    qtbot.keyClick(shown.findChild(HistoryList), Qt.Key.Key_Return)
    assert (window.isVisible(), window.latex) == (True, "y")


def test_what_is_added_meanwhile_appears(qtbot, shown, keeper):
    keeper.add(fakes.picture(), "z", 0.9)
    qtbot.waitUntil(lambda: shown._entries.total == 3)


def test_a_copy_has_the_form_chosen_last_and_is_confirmed(qtbot, shown, preferences, clipboard):
    preferences.change(replace(preferences.settings, output_form=OutputForm.INLINE))
    qtbot.keyClick(shown.findChild(HistoryList), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "✓ Copied" in labels(shown))
    assert clipboard.text() == "$y$"


def test_a_formula_without_the_form_chosen_is_explained(qtbot, flow, made, add, preferences, clipboard):
    add(r"\frac{")
    preferences.change(replace(preferences.settings, output_form=OutputForm.MATHML))
    flow.show()
    qtbot.waitUntil(lambda: made[0]._entries.total == 1)
    qtbot.keyClick(made[0].findChild(HistoryList), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert made[0]._notice.isVisible()
    assert clipboard.text() == "what was there before"


def test_a_deletion_can_be_undone(qtbot, shown, kept):
    qtbot.keyClick(shown.findChild(HistoryList), Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown._entries.total == 1)
    qtbot.keyClick(shown, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: shown._entries.total == 2)
    assert latex(kept()) == ["y", "x"]


def test_a_favorite_is_kept_as_one(qtbot, shown, kept):
    shown.favorite_toggled.emit(kept()[0].number, True)
    assert [entry.is_favorite for entry in kept()] == [True, False]


def test_everything_can_be_cleared_and_exported(qtbot, shown, tmp_path, kept):
    shown.export_requested.emit(tmp_path / "out.md", "", False)
    qtbot.waitUntil(lambda: any("Exported to" in text for text in labels(shown)))
    shown.clear_requested.emit(False)
    assert kept() == []


def test_private_mode_is_shown_and_chosen_here(qtbot, flow, shown):
    with qtbot.waitSignal(flow.private_toggled) as toggled:
        press(shown, "Private: keep nothing")
    assert toggled.args == [True]
    flow.show_private(False)
    assert not shown.findChild(QCheckBox).isChecked()


def test_trouble_is_told_in_the_window_or_else_where_it_is_seen(qtbot, flow, shown, keeper, tmp_path):
    with qtbot.assertNotEmitted(flow.troubled), qtbot.waitSignal(keeper.failed):
        keeper.export(tmp_path / "missing" / "out.md", "", False)
    assert any("cannot be written" in text for text in labels(shown))
    shown.close()
    with qtbot.waitSignal(flow.troubled) as troubled:
        keeper.export(tmp_path / "missing" / "out.md", "", False)
    assert "cannot be written" in troubled.args[0]


def test_a_history_that_opens_well_is_not_worth_a_word(qtbot, flow, keeper):
    with qtbot.assertNotEmitted(flow.troubled):
        keeper.opened.emit("")


def test_a_forgotten_window_is_made_anew(flow, shown, made):
    flow.forget_window()
    flow.show_private(True)
    flow.show()
    assert len(made) == 2
    assert made[1].isVisible()
