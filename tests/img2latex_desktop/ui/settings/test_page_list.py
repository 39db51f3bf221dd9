import pytest
from PySide6.QtCore import Qt

from img2latex_desktop.ui.settings.page_list import PageList


@pytest.fixture
def pages(qtbot):
    made = PageList()
    qtbot.addWidget(made)
    for key, title in (("general", "Allgemein"), ("doctor", "Selbsttest des Programms")):
        made.add(key, title)
    made.open("general")
    made.show()
    return made


def test_a_page_is_opened_by_its_key_whatever_its_title(qtbot, pages):
    with qtbot.waitSignal(pages.opened) as opened:
        pages.open("doctor")
    assert (opened.args, pages.current) == ([1], "doctor")


def test_the_arrow_keys_turn_to_the_next_page(qtbot, pages):
    qtbot.keyClick(pages, Qt.Key.Key_Down)
    assert pages.current == "doctor"


def test_it_is_as_wide_as_the_longest_title(pages):
    assert pages.width() > pages.fontMetrics().horizontalAdvance("Selbsttest des Programms")
