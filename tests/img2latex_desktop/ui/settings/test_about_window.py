import tomllib
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from img2latex_desktop import RELEASES_URL
from img2latex_desktop.base.paths import ICONS_FOLDER, RESOURCES, WEIGHTS_FOLDER
from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.ui.settings.about_window import AboutWindow

WEIGHTS = WeightsManifest.read(WEIGHTS_FOLDER)


@pytest.fixture
def about(qtbot):
    def about(weights=WEIGHTS, licences=RESOURCES / "licences", is_installed=False):
        window = AboutWindow(
            "1.2.3",
            weights,
            is_installed=is_installed,
            icon=ICONS_FOLDER / "img2latex.svg",
            licences=licences,
            releases="https://example.org/releases",
        )
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


def test_it_says_where_the_weights_came_from(about):
    assert "came with the program" in text(about())
    assert "installed by you" in text(about(is_installed=True))


def test_the_page_with_newer_versions_is_asked_for_by_its_button_which_names_it(qtbot, about):
    window = about()
    button = next(each for each in window.findChildren(QPushButton) if "Releases" in each.text())
    assert "https://example.org/releases" in button.toolTip()
    with qtbot.waitSignal(window.releases_requested):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_address_of_newer_versions_is_that_of_the_package():
    project = tomllib.loads((RESOURCES.parent / "pyproject.toml").read_text())["project"]
    assert project["urls"]["Releases"] == RELEASES_URL


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
