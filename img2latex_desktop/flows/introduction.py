"""The first start: three short steps, tried with the running parts."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from img2latex_desktop.base.paths import EXAMPLES_FOLDER, ICONS_FOLDER
from img2latex_desktop.capture.base import Capture, ScreenPlace, Screenshot
from img2latex_desktop.hotkey.base import Action
from img2latex_desktop.ui.settings.first_run import FirstRun


class Introduction(QObject):
    """Shows the first steps once."""

    snip_requested = Signal()
    finished = Signal()
    """The user is through with them."""

    def __init__(self, capture: Capture, *, has_tray: bool, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._capture = capture
        self._window = FirstRun(ICONS_FOLDER, EXAMPLES_FOLDER / "quadratic_formula.png")
        self._is_closed = False
        if not has_tray:
            self._window.explain_missing_tray()
        self._window.capture_check_requested.connect(self._check_capture)
        self._window.snip_requested.connect(self.snip_requested)
        self._window.finished.connect(self.finished)

    def show(self) -> None:
        """Bring the window to the front, in the middle of its screen."""
        place = self._window.rect()
        place.moveCenter(self._window.screen().availableGeometry().center())
        self._window.move(place.topLeft())
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def takes_hotkey(self) -> bool:
        """Whether a press of the hotkey was only a try; then it is praised."""
        if not self._window.awaits_hotkey:
            return False
        self._window.note_hotkey_pressed()
        return True

    def shown_example(self) -> QWidget | None:
        """Return the window while it shows the formula that is to be snipped."""
        return self._window if not self._is_closed and self._window.shows_example else None

    def show_triggers(self, triggers: dict[Action, str]) -> None:
        """Name the hotkey to try."""
        if Action.SNIP in triggers:
            self._window.show_hotkey(triggers[Action.SNIP])

    def show_trouble(self, action: Action | None, sentence: str) -> None:
        """Say that there is no hotkey to try."""
        if action in (None, Action.SNIP):
            self._window.show_hotkey("", sentence)

    def note_result(self) -> None:
        """Say that a formula has been read."""
        self._window.note_result()

    def close(self) -> None:
        """Take the window away; where the user is not through with them, the steps may be shown again."""
        self._is_closed = True
        self._window.finished.disconnect(self.finished)
        self._window.close()
        self._window.deleteLater()

    def _check_capture(self) -> None:
        places = [ScreenPlace(screen.name(), screen.geometry()) for screen in QGuiApplication.screens()]
        self._capture.freeze(places, self._praise, self._tell)  # which may be answered after the end

    def _praise(self, screenshots: list[Screenshot]) -> None:
        if self._is_closed:
            return
        if len(screenshots) == 1:
            text = self.tr("The screen can be photographed.")
        else:
            text = self.tr("All {} screens can be photographed.").format(len(screenshots))
        self._window.show_capture_result(True, text)

    def _tell(self, sentence: str) -> None:
        if not self._is_closed:
            self._window.show_capture_result(False, sentence)
