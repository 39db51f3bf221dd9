"""Everything the user sees, connected; made anew when the language changes, while the parts below go on."""

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal
from PySide6.QtGui import QClipboard, QDesktopServices
from PySide6.QtWidgets import QWidget

from img2latex_desktop import RELEASES_URL, __version__
from img2latex_desktop.base import paths
from img2latex_desktop.base.errors import RecognitionError
from img2latex_desktop.capture.base import Capture
from img2latex_desktop.doctor.checks import Desktop, Files, all_checks
from img2latex_desktop.doctor.runner import Check
from img2latex_desktop.flows.configuration import Configuration
from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.flows.examination import Examination
from img2latex_desktop.flows.files import FileFlow
from img2latex_desktop.flows.history import HistoryFlow
from img2latex_desktop.flows.hotkeys import HotkeyFlow
from img2latex_desktop.flows.introduction import Introduction
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.flows.presence import Presence
from img2latex_desktop.flows.results import ResultFlow
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.hotkey import pick_listener
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.recognition import RecognizerProcess
from img2latex_desktop.service.weights_manifest import WeightsManifest
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.settings import Settings
from img2latex_desktop.snip import Snip
from img2latex_desktop.system.clipboard import VerifiedClipboard
from img2latex_desktop.system.meeting_point import server_path
from img2latex_desktop.system.request import Command, Request
from img2latex_desktop.system.session import is_wayland
from img2latex_desktop.translation import Translation
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.history.history_window import HistoryWindow
from img2latex_desktop.ui.result.drop_queue import DropQueue
from img2latex_desktop.ui.result.result_window import ResultWindow
from img2latex_desktop.ui.settings.about_window import AboutWindow
from img2latex_desktop.ui.settings.doctor_page import DoctorPage
from img2latex_desktop.ui.settings.settings_window import SettingsPlace
from img2latex_desktop.ui.shell.actions import ProgramActions
from img2latex_desktop.ui.shell.picture_files import dropped_files
from model.formula.formats.latex import OutputForm


@dataclass(frozen=True)
class Parts:
    """What is used by the desk and outlives it."""

    preferences: Preferences
    hotkeys: HotkeyFlow
    capture: Capture
    snip: Snip
    recognizer: RecognizerProcess
    keeper: HistoryKeeper
    typesetter: Typesetter
    clipboard: QClipboard
    translation: Translation
    weights: WeightsStore


class Desk(QObject):
    """The tray and all windows."""

    quit_requested = Signal()

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._actions = ProgramActions(self)
        self._presence = Presence(self._actions, parts.recognizer, parts.snip, self)
        self._copying = Copying(VerifiedClipboard(parts.clipboard, self), self)
        self._result = ResultWindow(parts.typesetter)
        parts.snip.own_windows.reused = self._result
        self._queue = DropQueue(paths.ICONS_FOLDER)
        self._results = ResultFlow(
            parts.snip, parts.recognizer, self._result, self._copying, parts.keeper, self._settings, self
        )
        self._files = FileFlow(parts.recognizer, self._queue, self._results, self._copying, self)
        self._history = HistoryFlow(
            parts.keeper,
            lambda: HistoryWindow(paths.ICONS_FOLDER),
            self._results,
            self._copying,
            parts.typesetter,
            self._settings,
            self,
        )
        self._configuration = Configuration(
            parts.preferences,
            parts.hotkeys,
            self._copying,
            parts.translation.languages(),
            self._further_pages,
            self,
        )
        self._examination: Examination | None = None
        self._introduction: Introduction | None = None
        self._about: AboutWindow | None = None
        self._result.set_form(self._settings().output_form)
        self._result.set_closing(self._settings().result_closing)
        self._show_private()
        self._connect()

    def show(self, *, is_start: bool) -> None:
        """Show the tray icon or what takes its place; the first steps too, until the user is through."""
        self._presence.show(is_minimized=is_start and self._settings().starts_minimized)
        if is_start and self._parts.preferences.notice:
            self._presence.warn(self._parts.preferences.notice)
        if not self._settings().is_introduced:
            QTimer.singleShot(0, self, self._introduce)

    def serve(self, request: Request) -> None:
        """Do what a later start, or this one, asks for."""
        match request.command:
            case Command.START:
                self._presence.tell(self.tr("Img2LaTeX is running already."))
                if not self._presence.tray.is_available:
                    self._presence.show_home()
            case Command.SNIP:
                self.snip()
            case Command.APPEND:
                self._append()
            case Command.REPEAT:
                self._repeat()
            case Command.CLIPBOARD:
                self._read_clipboard()
            case Command.HISTORY:
                self._history.show()
            case Command.SETTINGS:
                self._configuration.show()
            case Command.FILE:
                self._files.read([Path(request.argument)])

    def snip(self) -> None:
        """Begin a snip, after the delay of the settings."""
        self._parts.snip.begin(self._settings().capture_delay_s)

    def warn(self, text: str) -> None:
        """Tell of something that is wrong and does not stop the program."""
        self._presence.warn(text)

    @property
    def settings_place(self) -> SettingsPlace | None:
        """Where the user is in the settings; None where they are not shown."""
        return self._configuration.place

    def show_settings(self, place: SettingsPlace | None = None) -> None:
        """Bring the settings to the front, where the user was in those of another desk."""
        self._configuration.show(place=place)

    def close(self) -> None:
        """Take everything away."""
        self._parts.snip.own_windows.come_back()  # for a hidden window, closing has no consequences
        if self._examination is not None:
            self._examination.stop()
        if self._introduction is not None:
            self._introduction.close()
        self._configuration.close()
        self._history.forget_window()
        self._presence.close()
        for window in (self._result, self._queue, self._about):
            if window is not None:
                window.close()
                window.deleteLater()
        self.deleteLater()

    def _connect(self) -> None:
        parts, actions = self._parts, self._actions
        actions.snip_requested.connect(self.snip)
        actions.append_requested.connect(self._append)
        actions.repeat_requested.connect(self._repeat)
        actions.clipboard_requested.connect(self._read_clipboard)
        actions.history_requested.connect(self._history.show)
        actions.private_toggled.connect(self._set_private)
        actions.settings_requested.connect(self.show_settings)
        actions.doctor_requested.connect(self._examine)
        actions.about_requested.connect(self._show_about)
        actions.quit_requested.connect(self.quit_requested)
        self._presence.abandoned.connect(self.quit_requested)
        self._presence.home.files_chosen.connect(self._files.read)
        self._presence.home.image_dropped.connect(parts.snip.read)
        self._result.form_chosen.connect(self._remember_form)
        self._files.noted.connect(self._presence.tell)
        self._results.told.connect(self._presence.tell)
        self._presence.message_clicked.connect(self._results.present)
        self._history.troubled.connect(self._presence.warn)
        self._history.private_toggled.connect(self._set_private)
        self._configuration.history_clear_requested.connect(self._clear_history)
        parts.preferences.changed.connect(self._follow)
        parts.preferences.troubled.connect(self._presence.warn)
        parts.hotkeys.pressed.connect(self._answer_hotkey)
        parts.hotkeys.listening.connect(self._presence.show_triggers)
        parts.hotkeys.troubled.connect(self._warn_of_hotkey)

    def _settings(self) -> Settings:
        return self._parts.preferences.settings

    def _answer_hotkey(self, action: Action) -> None:
        if action is Action.SNIP and self._introduction is not None and self._introduction.takes_hotkey():
            return
        answers = {
            Action.SNIP: self.snip,
            Action.APPEND: self._append,
            Action.CLIPBOARD: self._read_clipboard,
            Action.REPEAT: self._repeat,
            Action.HISTORY: self._history.show,
        }
        answers[action]()

    def _warn_of_hotkey(self, _action: Action | None, sentence: str) -> None:
        self._presence.warn(sentence)

    def _append(self) -> None:
        self._parts.snip.begin(self._settings().capture_delay_s, is_appending=True)

    def _repeat(self) -> None:
        self._parts.snip.repeat(self._settings().capture_delay_s)

    def _read_clipboard(self) -> None:
        data = self._parts.clipboard.mimeData()
        files = dropped_files(data) if data else []  # there is none before anything was copied
        image = self._parts.clipboard.image()
        if files:
            self._files.read(files)
        elif not image.isNull():
            self._parts.snip.read(image)
        else:
            self._presence.warn(self.tr("There is no picture on the clipboard; copy one first."))

    def _remember_form(self, form: OutputForm) -> None:
        self._change(replace(self._settings(), output_form=form))

    def _set_private(self, is_private: bool) -> None:
        self._change(replace(self._settings(), is_private=is_private))

    def _change(self, settings: Settings) -> None:
        self._parts.preferences.change(settings)

    def _follow(self, before: Settings, now: Settings) -> None:
        self._result.set_form(now.output_form)
        self._result.set_closing(now.result_closing)
        if now.is_private != before.is_private:
            self._show_private()

    def _show_private(self) -> None:
        is_private = self._settings().is_private
        self._presence.show_private(is_private)
        self._result.set_private(is_private)
        self._history.show_private(is_private)

    def _clear_history(self) -> None:
        self._parts.keeper.clear(keeps_favorites=False)

    def _introduce(self) -> None:
        introduction = Introduction(
            self._parts.capture, has_tray=self._presence.tray.is_available, parent=self
        )
        introduction.snip_requested.connect(self.snip)
        introduction.finished.connect(self._end_introduction)
        self._parts.hotkeys.listening.connect(introduction.show_triggers)
        self._parts.hotkeys.troubled.connect(introduction.show_trouble)
        self._results.result_shown.connect(introduction.note_result)
        self._parts.snip.own_windows.spared = introduction.shown_example
        self._introduction = introduction
        introduction.show()

    def _end_introduction(self) -> None:
        self._change(replace(self._settings(), is_introduced=True))

    def _examine(self) -> None:
        self._configuration.show("doctor")
        if self._examination is not None:
            self._examination.run()

    def _further_pages(self) -> list[tuple[str, str, QWidget]]:
        page = DoctorPage(paths.ICONS_FOLDER)
        self._examination = Examination(page, self._checks, self._copying, self)
        self._examination.troubled.connect(self._configuration.show_problem)
        return [("doctor", self.tr("Doctor"), page)]

    def _checks(self) -> list[Check]:
        files = Files.of_user(self._parts.weights)
        desktop = Desktop(
            capture=self._parts.capture,
            listener=None if is_wayland() else pick_listener(),
            clipboard=self._parts.clipboard,
            clipboard_outlives_process=True,
            server_path=server_path,
        )
        return all_checks(files, self._parts.recognizer, desktop)

    def _show_about(self) -> None:
        choice = self._parts.recognizer.weights or self._parts.weights.choose()
        try:
            weights = WeightsManifest.read(choice.folder)
        except RecognitionError:
            weights = None
        if self._about is not None:  # it may show other weights
            self._about.close()
            self._about.deleteLater()
        self._about = AboutWindow(
            __version__,
            weights,
            is_installed=choice.is_installed,
            icon=paths.ICONS_FOLDER / "img2latex.svg",
            licences=paths.LICENCES_FOLDER,
            releases=RELEASES_URL,
        )
        self._about.releases_requested.connect(self._open_releases)
        self._about.show()
        self._about.raise_()
        self._about.activateWindow()

    def _open_releases(self) -> None:
        if not QDesktopServices.openUrl(QUrl(RELEASES_URL)):
            self._presence.warn(
                self.tr("No browser could be started; newer versions are at {}").format(RELEASES_URL)
            )
