import pytest
from PySide6.QtWidgets import QWidget

from img2latex_desktop.capture.hint import FROM_EDGE, Hint


@pytest.fixture
def hint(qtbot):
    overlay = QWidget()
    qtbot.addWidget(overlay)
    overlay.resize(1280, 800)
    made = Hint(overlay)
    made.fit_into(1280)
    made.give_way_to(400)
    yield made
    del overlay


def test_it_stands_in_the_middle_of_the_top(hint):
    assert hint.geometry().top() == FROM_EDGE
    assert abs(hint.geometry().center().x() - 640) <= 1


def test_it_gives_way_to_the_pointer(hint):
    hint.give_way_to(60)
    assert hint.geometry().bottom() == 799 - FROM_EDGE
    hint.give_way_to(300)
    assert hint.geometry().top() == FROM_EDGE


def test_on_a_narrow_screen_it_takes_more_lines_and_stays_inside(hint):
    height = hint.height()
    hint.fit_into(500)
    assert hint.width() <= 500
    assert hint.height() > height


def test_it_fades(hint, qtbot):
    hint.fade_out()
    qtbot.waitUntil(lambda: hint.graphicsEffect().opacity() == 0)
    hint.fade_in()
    qtbot.waitUntil(lambda: hint.graphicsEffect().opacity() == 1)
