from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from img2latex_desktop.paths import ICONS_FOLDER, RESOURCES, WEIGHTS_FOLDER
from img2latex_desktop.ui.about_window import AboutWindow
from img2latex_desktop.weights_manifest import WeightsManifest

WEIGHTS = WeightsManifest.read(WEIGHTS_FOLDER)


@pytest.fixture
def about(qtbot):
    def about(weights=WEIGHTS, licences=RESOURCES / "licences"):
        window = AboutWindow("1.2.3", weights, icon=ICONS_FOLDER / "img2latex.svg", licences=licences)
        qtbot.addWidget(window)
        window.show()
        return window

    return about


def text(window):
    return "\n".join(label.text() for label in window.findChildren(QLabel))


def test_version_and_the_whole_checksum_are_shown_and_can_be_selected(about):
    window = about()
    assert "Img2LaTeX 1.2.3" in text(window)
    checksum = next(
        each for each in window.findChildren(QLabel) if each.text().startswith(WEIGHTS.sha256[:8])
    )
    assert checksum.text().replace("\n", "") == WEIGHTS.sha256
    assert checksum.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard


def test_the_accuracy_is_the_one_of_the_manifest(about):
    exact = round(WEIGHTS.facts["validation"]["exact_match"] * 100)
    assert f"{exact} % are read" in text(about())


def test_facts_that_are_missing_are_left_out(about):
    assert "not recorded" in text(about(replace(WEIGHTS, facts={})))
    assert "cannot be read" in text(about(None))


def test_every_licence_can_be_read(about, tmp_path):
    for name in ("MathJax", "Qt"):
        (tmp_path / f"{name}.txt").write_text(f"Licence of {name}")
    window = about(licences=tmp_path)
    view = window.findChild(QPlainTextEdit)
    assert view.toPlainText() == "Licence of MathJax"
    window.findChild(type(window._licences._choice)).setCurrentText("Qt")
    assert view.toPlainText() == "Licence of Qt"


def test_escape_closes(qtbot, about):
    window = about()
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert not window.isVisible()
