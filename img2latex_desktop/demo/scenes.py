"""Every window with something to show on it; ``screenshots`` takes the pictures."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QToolButton, QWidget

from img2latex_desktop import RELEASES_URL, __version__
from img2latex_desktop.base.paths import EXAMPLES_FOLDER, ICONS_FOLDER, LICENCES_FOLDER, WEIGHTS_FOLDER
from img2latex_desktop.demo import contents
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.demo.screen_scenes import overlay_before, overlay_during, tray
from img2latex_desktop.service.refusals import NOT_A_FORMULA
from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.settings import DEVICES, Settings
from img2latex_desktop.system.shortcut_steps import shortcut_steps
from img2latex_desktop.ui.history.history_window import HistoryWindow
from img2latex_desktop.ui.history.search_field import SearchField
from img2latex_desktop.ui.result.drop_queue import DropQueue
from img2latex_desktop.ui.result.latex_editor import LatexEditor
from img2latex_desktop.ui.result.result_window import ResultWindow
from img2latex_desktop.ui.settings.about_window import AboutWindow
from img2latex_desktop.ui.settings.doctor_page import DoctorPage
from img2latex_desktop.ui.settings.first_run import FirstRun
from img2latex_desktop.ui.settings.settings_window import SettingsWindow
from img2latex_desktop.ui.shell.actions import ProgramActions
from img2latex_desktop.ui.shell.home_window import HomeWindow
from img2latex_desktop.ui.shell.tray import TrayState, state_icons
from model.picture.view import PLAIN_VIEW

SETTINGS = Settings(repeat_hotkey="Ctrl+Alt+R", history_hotkey="Ctrl+Alt+H")
LANGUAGES = {"de": "Deutsch", "en": "English"}
TYPE_PX = contents.EM_PX * contents.SNIP_RATIO  # of what ``contents.typeset`` makes
PAGES = ("general", "hotkeys", "capture", "result", "history", "recognition")


def result_short(typesetter: PatientTypesetter) -> QWidget:
    """Return a formula just read, and copied already."""
    window = _reading(typesetter, "quadratic_formula")
    window.show_result(contents.recognition(contents.ROOTS, 0.97), type_px=contents.EXAMPLE_EM_PX)
    window.copy_requested.connect(window.confirm_copied)
    window.request_copy()
    return window


def result_long(typesetter: PatientTypesetter) -> QWidget:
    """Return a formula for which the window has widened, and which the user has changed."""
    window = ResultWindow(typesetter)
    window.show_reading(contents.typeset(contents.FLUID, typesetter), None, "")
    window.show_result(contents.recognition(contents.FLUID, 0.71), type_px=TYPE_PX)
    return window


def result_candidates(typesetter: PatientTypesetter) -> QWidget:
    """Return a formula with readings to choose from."""
    window = ResultWindow(typesetter)
    best = contents.SIMILAR[0].latex
    window.show_reading(contents.typeset(best, typesetter, "#e6e6ea", "#1e1e24"), None, "")
    window.show_result(contents.recognition(best, 0.64, contents.SIMILAR), type_px=TYPE_PX)
    return window


def result_seen(typesetter: PatientTypesetter) -> QWidget:
    """Return a formula with the pane that shows what the model saw."""
    window = _reading(typesetter, "rotation_matrix")
    window.show_result(contents.recognition(contents.ROTATION, 0.95), type_px=contents.EXAMPLE_EM_PX)
    next(button for button in window.findChildren(QToolButton) if button.isCheckable()).click()
    window.show_seen(contents.seen("rotation_matrix"), PLAIN_VIEW)
    return window


def result_mistake(typesetter: PatientTypesetter) -> QWidget:
    """Return a formula in which the user has made a mistake."""
    window = _reading(typesetter, "gaussian_integral")
    window.show_result(contents.recognition(contents.GAUSS, 0.93), type_px=contents.EXAMPLE_EM_PX)
    window.findChildren(LatexEditor)[0].replace_latex(contents.GAUSS.replace(r"\sqrt", r"\sqr"))
    return window


def result_reading(typesetter: PatientTypesetter) -> QWidget:
    """Return a snip that waits for the recognizer."""
    return _reading(typesetter, "basel_sum", "Loading the recognizer; your formula is next …")


def result_failure(typesetter: PatientTypesetter) -> QWidget:
    """Return a snip in which nothing was found."""
    window = _reading(typesetter, "basel_sum")
    window.show_failure(str(NOT_A_FORMULA), contents.seen("basel_sum"))
    return window


def history(typesetter: PatientTypesetter, searched: str = "", *, is_empty: bool = False) -> QWidget:
    """Return the history, or what a search finds in it."""
    entries = [] if is_empty else contents.history(typesetter)
    window = HistoryWindow(ICONS_FOLDER)

    def answer(number: int, text: str, favorites_only: bool, limit: int, offset: int) -> None:
        found = [entry for entry in entries if all(word in entry.current for word in text.split())]
        window.show_entries(number, found, len(found))

    window.searched.connect(answer)
    window.present()
    window.findChildren(SearchField)[0].setText(searched)
    return window


def settings(_: PatientTypesetter, page: str) -> SettingsWindow:
    """Return a page of the settings."""
    window = SettingsWindow(LANGUAGES, DEVICES)
    checks = DoctorPage(ICONS_FOLDER)
    for result in contents.findings():
        checks.show_started(result.name)
        checks.show_result(result)
    checks.show_finished()
    window.add_page("doctor", "Doctor", checks)
    window.show_settings(SETTINGS)
    window.open_page(page)
    return window


def settings_steps(typesetter: PatientTypesetter) -> QWidget:
    """Return the hotkeys of a desktop that keeps them to itself, with the steps to take there."""
    window = settings(typesetter, "hotkeys")
    steps = shortcut_steps("GNOME", "img2latex snip", SETTINGS.snip_hotkey)
    window.show_shortcut_steps(steps.desktop, steps.steps, steps.to_copy)
    window.show_hotkey_problem("snip", "Ctrl+Alt+M is taken by another program; choose another combination.")
    return window


def home(_: PatientTypesetter) -> QWidget:
    """Return the window that takes the tray's place."""
    window = HomeWindow(ProgramActions(), ICONS_FOLDER)
    window.show_status(TrayState.READY, "Ready")
    window.show_hotkey(SETTINGS.snip_hotkey)
    window.show_tray(False)
    return window


def menu(_: PatientTypesetter) -> QWidget:
    """Return the menu of the tray icon."""
    actions = ProgramActions()
    actions.show_status(state_icons(ICONS_FOLDER)[TrayState.READY], "Ready")
    actions.show_hotkeys(snip=SETTINGS.snip_hotkey, repeat=SETTINGS.repeat_hotkey)
    made = actions.make_menu()
    actions.setParent(made)  # to live as long
    return made


def first_step(_: PatientTypesetter, number: int) -> QWidget:
    """Return one of the first steps, done."""
    window = FirstRun(ICONS_FOLDER, EXAMPLES_FOLDER / "quadratic_formula.png")
    window.explain_missing_tray()
    window.show_hotkey(SETTINGS.snip_hotkey)
    window.show()
    go_on = next(button for button in window.findChildren(QPushButton) if "Next" in button.text())
    for _step in range(1, number):
        go_on.click()
    if number == 2:
        window.show_capture_result(True, "The screen can be photographed.")
    return window


def queue(_: PatientTypesetter) -> QWidget:
    """Return several files on their way."""
    window = DropQueue(ICONS_FOLDER)
    files = ("quadratic_formula", "gaussian_integral", "notes-scan-03", "rotation_matrix", "basel_sum")
    for number, name in enumerate(files):
        window.add(number, Path(f"{name}.png"))
    window.show_result(0, contents.ROOTS)
    window.show_result(1, contents.GAUSS)
    window.show_failure(2, "The picture is damaged or cut off.")
    window.show_reading(3)
    return window


def about(_: PatientTypesetter) -> QWidget:
    """Return what the program is."""
    weights = WeightsManifest.read(WEIGHTS_FOLDER)
    icon = ICONS_FOLDER / "img2latex.svg"
    return AboutWindow(
        __version__, weights, is_installed=False, icon=icon, licences=LICENCES_FOLDER, releases=RELEASES_URL
    )


def _reading(typesetter: PatientTypesetter, name: str, message: str = "Reading …") -> ResultWindow:
    window = ResultWindow(typesetter)
    window.show_reading(contents.example(name), None, message)
    return window


SCENES: dict[str, Callable[[PatientTypesetter], QWidget]] = {
    "overlay": overlay_during,
    "overlay-start": overlay_before,
    "result-short": result_short,
    "result-long": result_long,
    "result-candidates": result_candidates,
    "result-seen": result_seen,
    "result-mistake": result_mistake,
    "result-reading": result_reading,
    "result-failure": result_failure,
    "history": history,
    "history-search": partial(history, searched="frac pi"),
    "history-empty": partial(history, is_empty=True),
    **{f"settings-{page}": partial(settings, page=page) for page in (*PAGES, "doctor")},
    "settings-steps": settings_steps,
    "tray": tray,
    "menu": menu,
    "home": home,
    **{f"first-step-{number}": partial(first_step, number=number) for number in (1, 2, 3)},
    "queue": queue,
    "about": about,
}
"""By the names that their pictures begin with."""
