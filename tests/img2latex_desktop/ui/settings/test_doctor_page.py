import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.diagnosis import CheckResult, CheckState, Finding, failed, ok, skipped, warning
from img2latex_desktop.ui.settings.doctor_page import CheckRow, DoctorPage

WELL = CheckResult("Tray", ok("There is one."))
NOTE = CheckResult("Portal", warning("There is none.", "bind a key"))
BROKEN = CheckResult("Hotkey", failed("It is taken.", "choose another"))
SKIPPED = CheckResult("Capture", skipped("No display."))


@pytest.fixture
def page(qtbot):
    page = DoctorPage(ICONS_FOLDER)
    qtbot.addWidget(page)
    page.show()
    return page


def fill(page, *results):
    for result in results:
        page.show_started(result.name)
        page.show_result(result)
    page.show_finished()


def visible_texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page, word):
    return next(each for each in page.findChildren(QPushButton) if word in each.text())


def test_findings_and_remedies_are_shown(qtbot, page):
    fill(page, WELL, BROKEN)
    expected = {"Tray", "There is one.", "It is taken.", "→ choose another"}
    qtbot.waitUntil(lambda: expected <= set(visible_texts(page)))


@pytest.mark.parametrize(
    ("results", "words"),
    [
        ([WELL, SKIPPED], "Everything works."),
        ([WELL, NOTE], "Everything needed works"),
        ([WELL, BROKEN, NOTE], "One thing needs mending"),
        ([BROKEN, BROKEN], "2 things need mending"),
    ],
)
def test_the_summary_counts_what_is_broken(page, results, words):
    fill(page, *results)
    assert any(text.startswith(words) for text in visible_texts(page))


def test_at_the_end_the_first_check_that_failed_can_be_seen(qtbot, page):
    page.resize(400, 240)
    others = [CheckResult(f"Check {number}", ok("It works.")) for number in range(12)]
    fill(page, *others[:2], BROKEN, *others[2:])
    row = next(row for row in page.findChildren(CheckRow) if row._name.text() == BROKEN.name)
    qtbot.waitUntil(lambda: row.visibleRegion().boundingRect().height() == row.height() > 0)


def test_a_check_under_way_is_named_and_cannot_be_started_twice(page):
    page.show_started("Hotkey")
    assert "Checking: Hotkey …" in visible_texts(page)
    assert not button(page, "Run").isEnabled()


def test_a_second_run_begins_with_an_empty_page(qtbot, page):
    fill(page, WELL, BROKEN)
    with qtbot.waitSignal(page.run_requested):
        qtbot.mouseClick(button(page, "Run again"), Qt.MouseButton.LeftButton)
    page.show_started("Tray")
    qtbot.waitUntil(lambda: len(page.findChildren(CheckRow)) == 1)
    assert not button(page, "Copy").isEnabled()


def test_the_report_is_copied_as_markdown_and_confirmed(qtbot, page):
    fill(page, WELL, BROKEN)
    with qtbot.waitSignal(page.copy_requested) as copied:
        qtbot.mouseClick(button(page, "Copy"), Qt.MouseButton.LeftButton)
    assert "**Hotkey** (broken): It is taken." in copied.args[0]
    page.confirm_copied()
    assert button(page, "Copied")


def test_every_state_is_a_picture_of_its_own_and_a_word(page):
    results = [CheckResult(state.value, Finding(state, "…")) for state in CheckState]
    fill(page, *results)
    icons = [row._icon for row in page.findChildren(CheckRow)]
    pictures = [icon.pixmap().toImage() for icon in icons]
    assert all(one != other for index, one in enumerate(pictures) for other in pictures[:index])
    assert len({icon.accessibleName().partition(": ")[2] for icon in icons}) == len(CheckState)
