import re
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt

from img2latex_desktop.history.store import Entry
from img2latex_desktop.ui.history.history_model import ENTRY_ROLE, PAGE, HistoryModel

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


def test_a_search_asks_for_the_first_page(model, asked):
    model.search("frac", favorites_only=True)
    assert asked == [(1, "frac", True, PAGE, 0)]
    assert model.take(1, entries(9, 5), 5)
    assert (numbers(model), model.total) == ([9, 8, 7, 6, 5], 5)


def test_the_answer_to_an_older_search_is_ignored(model, asked):
    model.search("a", favorites_only=False)
    model.search("ab", favorites_only=False)
    assert not model.take(asked[0][0], entries(9, 1), 9)
    assert model.rowCount() == 0
    assert model.take(asked[1][0], entries(2, 1), 2)


def test_every_formula_found_has_a_row_and_is_asked_for_when_it_is_looked_at(qtbot, model, asked):
    model.search("", favorites_only=False)
    model.take(1, entries(250, 151), 250)
    assert model.rowCount() == 250
    assert model.index(249).data(ENTRY_ROLE) is None
    qtbot.waitUntil(lambda: asked[-1] == (2, "", False, PAGE, 200))
    with qtbot.waitSignal(model.dataChanged):
        model.take(2, entries(50, 1), 250)
    assert model.index(249).data(ENTRY_ROLE).number == 1
    assert model.index(100).data(ENTRY_ROLE) is None
    qtbot.waitUntil(lambda: asked[-1] == (3, "", False, PAGE, 100))


def test_what_is_not_here_cannot_be_selected(model, asked):
    model.search("", favorites_only=False)
    model.take(1, entries(250, 151), 250)
    assert model.flags(model.index(99)) & Qt.ItemFlag.ItemIsSelectable
    assert not model.flags(model.index(100)) & Qt.ItemFlag.ItemIsSelectable


def test_with_everything_here_no_more_is_asked_for(qtbot, model, asked):
    model.search("", favorites_only=False)
    model.take(1, entries(3, 1), 3)
    assert [model.index(row).data(ENTRY_ROLE).number for row in range(3)] == [3, 2, 1]
    qtbot.wait(20)
    assert len(asked) == 1


@pytest.fixture
def at_the_end(qtbot, model, asked):
    """Return a model of 1,000 formulas whose last page is in view."""
    model.search("", favorites_only=False)
    model.take(1, entries(1000, 901), 1000)
    model.index(999).data(ENTRY_ROLE)
    qtbot.waitUntil(lambda: len(asked) == 2)
    model.take(2, entries(100, 1), 1000)
    return model


@pytest.mark.parametrize(
    ("now", "total", "row"),
    [
        (entries(101, 2), 1001, 951),  # a new one, at the top
        ([*entries(100, 61), *entries(59, 1)], 999, 949),  # 60 was deleted
        ([*entries(100, 31), *entries(29, 1)], 999, 950),  # 30 was deleted
        ([*entries(101, 61), *entries(59, 2)], 1000, 950),  # 60 was deleted, and a new one is at the top
    ],
)
def test_a_refresh_far_down_keeps_the_place(qtbot, at_the_end, asked, now, total, row):
    place = QPersistentModelIndex(at_the_end.index(950))
    with qtbot.assertNotEmitted(at_the_end.modelReset):
        at_the_end.refresh()
        assert asked[-1] == (3, "", False, PAGE, 900)
        at_the_end.take(3, now, total)
    assert at_the_end.rowCount() == total
    assert place.row() == row
    assert at_the_end.entry(place).number == 50


def test_what_was_deleted_and_restored_between_has_its_place_again(qtbot, at_the_end):
    place = QPersistentModelIndex(at_the_end.index(950))
    for number, found in ((3, [*entries(100, 61), *entries(59, 1)]), (4, entries(100, 1))):
        at_the_end.refresh()
        at_the_end.take(number, found, 900 + len(found))
    assert (place.row(), at_the_end.entry(place).number) == (950, 50)
    assert at_the_end.entry(at_the_end.index(940)).number == 60


def test_a_history_cleared_meanwhile_is_empty(at_the_end):
    at_the_end.refresh()
    at_the_end.take(3, [], 0)
    assert (at_the_end.rowCount(), at_the_end.total) == (0, 0)


def test_a_refresh_asks_for_as_much_as_is_here_and_keeps_the_rows(qtbot, model, asked):
    model.search("", favorites_only=False)
    model.take(1, entries(PAGE + 50, 1), PAGE + 50)
    with qtbot.assertNotEmitted(model.modelReset):
        model.refresh()
        assert asked[-1] == (2, "", False, PAGE + 50, 0)
        now = [entry(999), *entries(PAGE + 50, 100), entry(99, "changed"), *entries(98, 2)]
        model.take(2, now, len(now))
    assert numbers(model) == [shown.number for shown in now]
    assert model.entry(model.index(len(now) - 98)).current == "changed"


def test_a_refresh_before_the_first_answer_asks_for_the_first_page(model, asked):
    model.search("a", favorites_only=False)
    model.refresh()
    assert asked[-1] == (2, "a", False, PAGE, 0)
    model.take(2, entries(3, 1), 3)
    assert numbers(model) == [3, 2, 1]


def test_after_clear_nothing_is_held_and_a_late_answer_ignored(model, asked):
    model.search("", favorites_only=False)
    model.clear()
    assert not model.take(1, entries(3, 1), 3)
    assert (model.rowCount(), model.total) == (0, 0)


@pytest.mark.parametrize(
    ("given", "text"),
    [
        (entry(1, "x^2"), r"x\^2, Today .*, Very likely right"),
        (entry(1, "x^2", confidence=0.7, is_favorite=True), r"x\^2, Today .*, Probably right.*, Favorite"),
        (entry(1, "x^2", confidence=0.1), r"x\^2, Today .*, Unsure, please check"),
        (entry(1, "x^2", edited="y"), r"y, Today .*, Changed afterwards"),
    ],
)
def test_a_row_says_everything_to_a_screen_reader(model, asked, given, text):
    model.search("", favorites_only=False)
    model.take(1, [given], 1)
    assert re.fullmatch(text, model.index(0).data(Qt.ItemDataRole.AccessibleTextRole))
    assert model.index(0).data() == given.current
