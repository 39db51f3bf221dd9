import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from img2latex_desktop.base.paths import ICONS_FOLDER
from img2latex_desktop.diagnosis import ok
from img2latex_desktop.doctor.runner import Check
from img2latex_desktop.flows.examination import Examination
from img2latex_desktop.ui.settings.doctor_page import DoctorPage


class Trial:
    """A check that is answered when the test says so."""

    def __init__(self):
        self.begun = self.ended = 0

    def begin(self, report):
        self.begun += 1
        self.report = report
        return self.end

    def end(self):
        self.ended += 1


@pytest.fixture
def trial():
    return Trial()


@pytest.fixture
def page(qtbot):
    made = DoctorPage(ICONS_FOLDER)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def examination(page, trial, copying):
    return Examination(page, lambda: [Check("Tray", trial.begin)], copying)


def texts(page):
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def button(page, word):
    return next(each for each in page.findChildren(QPushButton) if word in each.text().replace("&", ""))


def finish(qtbot, page, trial):
    qtbot.waitUntil(lambda: trial.begun > trial.ended)
    trial.report(ok("There is one."))
    qtbot.waitUntil(lambda: button(page, "Run").isEnabled())


def test_the_page_shows_what_is_found(qtbot, page, trial, examination):
    button(page, "Run the checks").click()
    finish(qtbot, page, trial)
    assert {"Tray", "There is one.", "Everything works."} <= set(texts(page))


def test_checks_under_way_are_not_begun_again(qtbot, page, trial, examination):
    examination.run()
    examination.run()
    finish(qtbot, page, trial)
    assert trial.begun == 1


def test_the_checks_can_be_run_again(qtbot, page, trial, examination):
    for _ in range(2):
        button(page, "Run").click()
        finish(qtbot, page, trial)
    assert trial.begun == 2


def test_stopping_cleans_up_behind_the_check_that_runs(qtbot, page, trial, examination):
    examination.run()
    qtbot.waitUntil(lambda: trial.begun == 1)
    examination.stop()
    assert trial.ended == 1
    trial.report(ok("There is one."))
    qtbot.wait(10)
    assert "There is one." not in texts(page)
    examination.stop()


def test_the_report_is_copied_and_confirmed(qtbot, page, trial, examination, clipboard):
    examination.run()
    finish(qtbot, page, trial)
    button(page, "Copy").click()
    qtbot.waitUntil(lambda: "Copied" in button(page, "Cop").text())
    assert "**Tray**" in clipboard.text()


def test_a_report_that_cannot_be_copied_is_told(qtbot, page, examination):
    with qtbot.waitSignal(examination.troubled) as troubled:
        page.copy_requested.emit("")
    assert troubled.args == ["There is nothing to copy."]
