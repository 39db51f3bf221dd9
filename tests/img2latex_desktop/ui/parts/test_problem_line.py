import pytest
from PySide6.QtWidgets import QWidget

from img2latex_desktop.ui.parts.problem_line import ProblemLine
from img2latex_desktop.ui.parts.theme import contrast, palette


@pytest.fixture
def sheet(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(300, 80)
    made.show()
    return made


def test_a_problem_lies_over_the_foot_of_its_widget_and_goes_with_the_next_word(sheet):
    line = ProblemLine(sheet)
    line.say("Missing close brace")
    assert line.isVisible()
    assert sheet.rect().contains(line.geometry())
    assert line.geometry().bottom() > sheet.height() - 5
    line.say("")
    assert not line.isVisible()


def test_a_long_problem_takes_more_lines_and_stays_on_the_widget_when_that_is_resized(sheet):
    line = ProblemLine(sheet)
    line.say("short")
    one = line.height()
    line.say("It could not be copied: another program holds the clipboard. Try again.")
    assert line.height() > one
    sheet.resize(500, 60)
    assert sheet.rect().contains(line.geometry())


@pytest.mark.parametrize("is_dark", [False, True])
def test_it_can_be_read_in_both_themes(sheet, is_dark):
    line = ProblemLine(sheet)
    sheet.setPalette(palette(is_dark=is_dark))
    line.say("Missing close brace")
    ink, ground = (line.palette().color(role) for role in (line.foregroundRole(), line.backgroundRole()))
    assert contrast(ink, ground) >= 4.5
