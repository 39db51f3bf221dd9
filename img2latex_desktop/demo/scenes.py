"""Every window with something to show on it; ``screenshots`` takes the pictures."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from img2latex_desktop import __version__
from img2latex_desktop.demo import contents
from img2latex_desktop.demo.screen_scenes import overlay_before, overlay_during, tray
from img2latex_desktop.paths import EXAMPLES_FOLDER, ICONS_FOLDER, LICENCES_FOLDER, WEIGHTS_FOLDER
from img2latex_desktop.settings import DEVICES, Settings
from img2latex_desktop.shipped_weights import ShippedWeights
from img2latex_desktop.shortcut_steps import shortcut_steps
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.about_window import AboutWindow
from img2latex_desktop.ui.actions import ProgramActions
from img2latex_desktop.ui.doctor_page import DoctorPage
from img2latex_desktop.ui.drop_queue import DropQueue
from img2latex_desktop.ui.first_run import FirstRun
from img2latex_desktop.ui.history_window import HistoryWindow
from img2latex_desktop.ui.home_window import HomeWindow
from img2latex_desktop.ui.latex_editor import LatexEditor
from img2latex_desktop.ui.result_window import ResultWindow
from img2latex_desktop.ui.search_field import SearchField
from img2latex_desktop.ui.settings_window import SettingsWindow
from img2latex_desktop.ui.tray import TrayState, state_icons
from img2latex_desktop.ui.window_keys import KeyHelp
from model.result import PLAIN_VIEW

HOTKEY = Settings().snip_hotkey
SETTINGS = Settings(repeat_hotkey="Ctrl+Alt+R", history_hotkey="Ctrl+Alt+H")
LANGUAGES = {"de": "Deutsch", "en": "English"}

Scene = Callable[[Typesetter], QWidget]


def result_short(typesetter: Typesetter) -> QWidget:
    """Return a formula just read, copied already."""
    window = ResultWindow(typesetter)
    window.show_reading(contents.example("quadratic_formula"), None, "")
    window.show_result(contents.recognition(contents.ROOTS, 0.97))
    window.request_copy()
    window.confirm_copied(window.content)
    return window
