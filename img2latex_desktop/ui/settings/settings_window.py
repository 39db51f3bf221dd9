"""The window of all settings: pages in a list, changes take effect immediately."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from img2latex_desktop.settings import Settings
from img2latex_desktop.ui.parts.placement import bound
from img2latex_desktop.ui.settings.hotkeys_page import HotkeysPage
from img2latex_desktop.ui.settings.page_list import PageList
from img2latex_desktop.ui.settings.settings_page import SettingsPage
from img2latex_desktop.ui.settings.settings_pages import (
    CapturePage,
    GeneralPage,
    HistoryPage,
    RecognitionPage,
    ResultPage,
)

SIZE_PX = (700, 520)
MARGIN_PX = 24
HEADING_SPACING_PX = 12
HEADING_SIZE = 1.35  # of the font around it


@dataclass(frozen=True)
class SettingsPlace:
    """Where the user is in the settings, for another window of them to go on from.

    Attributes:
        page: Name of the page.
        control: Which of all controls has the keys, counted from 0.
        geometry: Of the window, as Qt writes it.
    """

    page: str
    control: int
    geometry: QByteArray


class SettingsWindow(QWidget):
    """Shows the settings and tells of each change; Esc closes it.

    Args:
        languages: Code and own name of each language there is.
        devices: Those this computer has, some of ``settings.DEVICES``.
        parent: The window it belongs to.
    """

    changed = Signal(object)
    """The settings after a change by the user."""
    autostart_toggled = Signal(bool)
    reset_requested = Signal()
    """Confirmed by the user."""
    history_folder_requested = Signal()
    history_clear_requested = Signal()
    """Confirmed by the user."""
    copy_requested = Signal(str)
    """The command that a desktop is to bind to a hotkey of its own."""
    recording_changed = Signal(bool)
    """Hotkeys should not act while one is recorded."""

    def __init__(
        self, languages: Mapping[str, str], devices: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setWindowTitle(self.tr("Settings – Img2LaTeX"))
        self._list = PageList()
        self._list.setAccessibleName(self.tr("Pages"))
        self._stack = QStackedWidget()
        self._problem = QLabel(wordWrap=True, textFormat=Qt.TextFormat.PlainText)
        self._problem.hide()
        self._general = GeneralPage(languages)
        self._hotkeys = HotkeysPage()
        self._history = HistoryPage()
        self._pages: list[SettingsPage] = []
        self._add("general", self.tr("General"), self._general)
        self._add("hotkeys", self.tr("Hotkeys"), self._hotkeys)
        self._add("capture", self.tr("Capture"), CapturePage())
        self._add("result", self.tr("Result"), ResultPage())
        self._add("history", self.tr("History"), self._history)
        self._add("recognition", self.tr("Recognition"), RecognitionPage(devices))
        self._arrange()
        self._connect()
        self.show_settings(Settings())
        self.open_page("general")

    def show_settings(self, settings: Settings) -> None:
        """Show settings on every page."""
        for page in self._pages:
            page.show_settings(settings)

    def show_autostart(self, is_enabled: bool) -> None:
        """Show whether the program starts at login."""
        self._general.show_autostart(is_enabled)

    def show_problem(self, text: str) -> None:
        """Show one sentence below all pages, such as why the settings cannot be saved; empty for none."""
        self._problem.setText(f"⚠ {text}" if text else "")
        self._problem.setVisible(bool(text))

    def show_hotkey_problem(self, action: str, text: str) -> None:
        """Show why a hotkey does not work, beside it.

        Args:
            action: ``snip``, ``append``, ``clipboard``, ``repeat`` or ``history``.
            text: One sentence that names a way out; empty once it works.
        """
        self._hotkeys.show_problem(action, text)

    def show_shortcut_steps(self, title: str, steps: Sequence[str], command: str) -> None:
        """Show what to do in the desktop's own settings where it gives programs no hotkeys."""
        self._hotkeys.steps.show_steps(title, steps, command)
        self._hotkeys.steps.show()

    def show_copied(self, command: str) -> None:
        """Say that the clipboard holds the command."""
        self._hotkeys.steps.show_copied(command)

    def add_page(self, name: str, title: str, page: QWidget) -> None:
        """Add a page made elsewhere, which gets all the height there is."""
        body = QWidget()
        rows = QVBoxLayout(body)
        rows.setContentsMargins(MARGIN_PX, MARGIN_PX, MARGIN_PX, MARGIN_PX)
        rows.setSpacing(HEADING_SPACING_PX)
        heading = QLabel(title, textFormat=Qt.TextFormat.PlainText)
        font = heading.font()
        font.setPointSizeF(font.pointSizeF() * HEADING_SIZE)
        heading.setFont(font)
        rows.addWidget(heading)
        rows.addWidget(page)
        if isinstance(page, SettingsPage):
            rows.addStretch(1)
        scrolled = QScrollArea(widgetResizable=True)
        scrolled.setFrameShape(QFrame.Shape.NoFrame)
        scrolled.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scrolled.viewport().setAutoFillBackground(False)
        scrolled.setWidget(body)
        body.setAutoFillBackground(False)
        self._stack.addWidget(scrolled)
        self._list.add(name, title)

    def open_page(self, name: str) -> None:
        """Turn to a page, ready for the keys that go on to others.

        Args:
            name: ``general``, ``hotkeys``, ``capture``, ``result``, ``history``, ``recognition``, or the name
                of a page that was added.
        """
        self._list.open(name)

    @property
    def place(self) -> SettingsPlace:
        """Where the user is."""
        with_keys = self.focusWidget() or self._list
        return SettingsPlace(self._list.current, self._controls().index(with_keys), self.saveGeometry())

    def return_to(self, place: SettingsPlace) -> None:
        """Go on where the user was in a window like this one, which may have been in another language."""
        self.restoreGeometry(place.geometry)
        self.open_page(place.page)
        control = self._controls()[place.control]
        control.setFocus()
        scrolled = self._stack.currentWidget()
        if isinstance(scrolled, QScrollArea) and scrolled.isAncestorOf(control):
            QTimer.singleShot(0, control, lambda: scrolled.ensureWidgetVisible(control))  # once laid out

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """Fit onto the screen."""
        bound(self)
        super().showEvent(event)

    def _add(self, name: str, title: str, page: SettingsPage) -> None:
        page.edited.connect(self._pass_on)
        self._pages.append(page)
        self.add_page(name, title, page)

    def _controls(self) -> list[QWidget]:
        """Return all that can have the keys, in an order that is the same in every window of the settings."""
        children = self.findChildren(QWidget)  # a box that has been opened has a window of its own among them
        return [
            each
            for each in children
            if each.window() is self and each.focusPolicy() != Qt.FocusPolicy.NoFocus
        ]

    def _arrange(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(8, MARGIN_PX - 8, 0, 8)
        side.addWidget(self._list)
        columns = QHBoxLayout()
        columns.setSpacing(0)
        columns.addLayout(side)
        columns.addWidget(self._stack, 1)
        self._problem.setContentsMargins(MARGIN_PX, 0, MARGIN_PX, MARGIN_PX)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.addLayout(columns, 1)
        rows.addWidget(self._problem)
        self.resize(*SIZE_PX)

    def _connect(self) -> None:
        self._list.opened.connect(self._stack.setCurrentIndex)
        self._general.autostart_toggled.connect(self.autostart_toggled)
        self._general.reset_requested.connect(self.reset_requested)
        self._history.folder_requested.connect(self.history_folder_requested)
        self._history.clear_requested.connect(self.history_clear_requested)
        self._hotkeys.recording_changed.connect(self.recording_changed)
        self._hotkeys.steps.copy_requested.connect(self.copy_requested)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self.close)
        QShortcut(QKeySequence.StandardKey.Close, self, self.close)

    def _pass_on(self, settings: Settings) -> None:
        self.show_settings(settings)
        self.changed.emit(settings)
