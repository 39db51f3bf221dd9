from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt, QTimer

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.history.history_list import HistoryList
from img2latex_desktop.ui.history.history_model import HistoryModel
from img2latex_desktop.ui.history.history_row import RowButton
from tests.fakes import png

NOW = datetime.now(UTC)


def entry(number, latex="x", edited=None, confidence=0.95, is_favorite=False):
    return Entry(number, NOW, b"", latex, edited, confidence, is_favorite)


def entries(newest, oldest):
    return [entry(number, f"x_{number}") for number in range(newest, oldest - 1, -1)]


def numbers(model):
    return [model.entry(model.index(row)).number for row in range(model.rowCount())]


@pytest.fixture
def model(qapp):
    return HistoryModel()


@pytest.fixture
def asked(model):
    """Return what the model asked for, newest last."""
    made = []
    model.searched.connect(lambda *arguments: made.append(arguments))
    return made


@pytest.fixture
def shown(qtbot, model, asked):
    view = HistoryList(model, ICONS_FOLDER)
    qtbot.addWidget(view)
    view.resize(700, 400)
    view.show()
    model.search("", favorites_only=False)
    model.take(asked[-1][0], entries(30, 1), 30)
    view.select(0)
    view.setFocus()
    return view


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_opens_the_current_row(qtbot, shown, key):
    qtbot.keyClick(shown, Qt.Key.Key_Down)
    with qtbot.waitSignal(shown.open_requested) as opened:
        qtbot.keyClick(shown, key)
    assert opened.args[0].number == 29


def test_control_c_copies_and_control_d_marks_the_current_row(qtbot, shown):
    with qtbot.waitSignal(shown.copy_requested) as copied:
        qtbot.keyClick(shown, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied.args[0].number == 30
    with qtbot.waitSignal(shown.favorite_toggled) as toggled:
        qtbot.keyClick(shown, Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    assert toggled.args == [30, True]


def test_delete_takes_all_selected_rows(qtbot, shown):
    qtbot.keyClick(shown, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(shown.delete_requested) as deleted:
        qtbot.keyClick(shown, Qt.Key.Key_Delete)
    assert sorted(deleted.args[0]) == [29, 30]


def test_after_a_deletion_the_next_row_is_selected(qtbot, shown, model, asked):
    shown.select(3)
    model.refresh()
    left = [kept for kept in entries(30, 1) if kept.number != 27]
    model.take(asked[-1][0], left, 29)
    assert shown.currentIndex().row() == 3
    assert shown.selectedIndexes() == [shown.currentIndex()]
    assert model.entry(shown.currentIndex()).number == 26


def test_after_the_last_row_is_deleted_the_one_before_is_selected(qtbot, shown, model, asked):
    shown.select(29)
    model.refresh()
    model.take(asked[-1][0], entries(30, 2), 29)
    assert model.entry(shown.currentIndex()).number == 2
    assert shown.selectedIndexes() == [shown.currentIndex()]


def test_typing_leads_to_the_search_field(qtbot, shown):
    with qtbot.waitSignal(shown.typed) as typed:
        qtbot.keyClick(shown, "f")
    assert typed.args == ["f"]
    with qtbot.assertNotEmitted(shown.typed):
        qtbot.keyClick(shown, Qt.Key.Key_Space)
        qtbot.keyClick(shown, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)


def click(qtbot, view, row, button):
    """Click the middle of a row's button."""
    area = QRectF(view.visualRect(view.model().index(row)))
    place = view.itemDelegate()._places(area).buttons[button].center().toPoint()
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    return place


def test_the_buttons_of_a_row_do_what_they_show(qtbot, shown):
    with qtbot.waitSignal(shown.favorite_toggled) as toggled:
        click(qtbot, shown, 1, RowButton.FAVORITE)
    assert toggled.args == [29, True]
    with qtbot.waitSignal(shown.copy_requested) as copied:
        click(qtbot, shown, 2, RowButton.COPY)
    assert copied.args[0].number == 28
    with qtbot.waitSignal(shown.delete_requested) as deleted:
        click(qtbot, shown, 0, RowButton.DELETE)
    assert deleted.args == [[30]]


def test_a_double_click_opens_a_row_but_not_on_its_buttons(qtbot, shown):
    with qtbot.waitSignal(shown.open_requested) as opened:
        place = shown.visualRect(shown.model().index(1)).center()
        qtbot.mouseClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args[0].number == 29
    with qtbot.assertNotEmitted(shown.open_requested):
        place = click(qtbot, shown, 1, RowButton.FAVORITE)
        qtbot.mouseDClick(shown.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_the_menu_names_every_action_with_its_key(shown):
    actions = {action.text().replace("&", ""): action.shortcut().toString() for action in shown.actions()}
    assert actions == {"Open": "Return", "Copy": "Ctrl+C", "Favorite": "Ctrl+D", "Delete": "Del"}
    assert shown.contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu


def test_an_empty_list_asks_for_nothing(qtbot, model):
    view = HistoryList(model, ICONS_FOLDER)
    qtbot.addWidget(view)
    for request in (view.open_requested, view.copy_requested, view.delete_requested, view.favorite_toggled):
        with qtbot.assertNotEmitted(request):
            view.open_current()
            view.copy_current()
            view.delete_selected()
            view.toggle_favorite()


@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_End, 9_999), (Qt.Key.Key_Home, 0)])
def test_of_ten_thousand_formulas_the_last_and_the_first_are_one_key_away(
    qtbot, shown, model, asked, key, row
):
    model.searched.connect(
        lambda number, _text, _favorites_only, limit, offset: QTimer.singleShot(
            0, model, lambda: model.take(number, entries(10_000 - offset, 10_001 - offset - limit), 10_000)
        )
    )
    model.search("", favorites_only=False)
    qtbot.waitUntil(lambda: model.total == 10_000)
    shown.select(5_000)
    qtbot.keyClick(shown, key)
    assert shown.currentIndex().row() == row
    qtbot.waitUntil(lambda: model.entry(shown.currentIndex()) is not None)
    assert model.entry(shown.currentIndex()).number == 10_000 - row
    assert shown.selectedIndexes() == [shown.currentIndex()]
    assert shown.viewport().rect().contains(shown.visualRect(shown.currentIndex()))
    with qtbot.waitSignal(shown.delete_requested) as deleted:
        qtbot.keyClick(shown, Qt.Key.Key_Delete)
    assert deleted.args == [[10_000 - row]]


def test_a_picture_lies_on_its_own_color(qtbot, shown, model, asked):
    given = Entry(1, NOW, png(60, 30, "#204060"), "x", None, 0.9, False)
    model.search("", favorites_only=False)
    model.take(asked[-1][0], [given], 1)
    picture = shown.itemDelegate()._places(QRectF(shown.visualRect(model.index(0)))).picture.toRect()

    def is_painted():
        grabbed = shown.viewport().grab().toImage()
        return {grabbed.pixelColor(picture.left() + 8, picture.center().y()).name()} == {"#204060"}

    qtbot.waitUntil(is_painted)


def test_ten_thousand_rows_are_painted_fast(qtbot, model, asked):
    # GIVEN a list that has been scrolled through to its end
    view = HistoryList(model, ICONS_FOLDER)
    qtbot.addWidget(view)
    view.resize(700, 600)
    view.show()
    picture = png(60, 30, "white")
    many = [
        Entry(number, NOW - timedelta(hours=number), picture, r"\frac{a}{b} " * 30, None, 0.9, False)
        for number in range(10_000, 0, -1)
    ]
    model.search("", favorites_only=False)
    model.take(asked[-1][0], many, len(many))
    # WHEN it jumps about
    started = datetime.now(UTC)
    for place in range(20):
        view.verticalScrollBar().setValue(place * view.verticalScrollBar().maximum() // 19)
        view.viewport().repaint()
    # THEN a frame takes little; measured 9 ms with the machine busy otherwise
    assert (datetime.now(UTC) - started).total_seconds() / 20 < 0.1
