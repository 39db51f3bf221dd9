"""The history's window and its keeper."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.flows.results import ResultFlow
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.history.store import Entry
from img2latex_desktop.settings import Settings
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.history.history_window import HistoryWindow
from img2latex_desktop.ui.result.formula_copies import make_copy

logger = logging.getLogger(__name__)


class HistoryFlow(QObject):
    """Shows the history and does what is asked of it there."""

    private_toggled = Signal(bool)
    """Whether nothing is to be kept from now on."""
    troubled = Signal(str)
    """One sentence about the history while its window is closed."""

    def __init__(
        self,
        keeper: HistoryKeeper,
        make_window: Callable[[], HistoryWindow],
        results: ResultFlow,
        copying: Copying,
        typesetter: Typesetter,
        settings: Callable[[], Settings],
        parent: QObject | None = None,
    ) -> None:
        """Prepare; the window is made when it is shown first."""
        super().__init__(parent)
        self._keeper = keeper
        self._make_window = make_window
        self._window: HistoryWindow | None = None
        self._results = results
        self._copying = copying
        self._typesetter = typesetter
        self._settings = settings
        keeper.opened.connect(self._tell)
        keeper.failed.connect(self._tell)

    def show(self) -> None:
        """Bring the window to the front."""
        if self._window is None:
            self._window = self._make_window()
            self._connect(self._window)
        self._window.set_private(self._settings().is_private)
        self._window.present()

    def show_private(self, is_private: bool) -> None:
        """Show whether private mode is on, where the window is there."""
        if self._window is not None:
            self._window.set_private(is_private)

    def forget_window(self) -> None:
        """Make the window anew when it is shown next, in the language that holds then."""
        if self._window is not None:
            self._window.close()
            self._window.deleteLater()
            self._window = None

    def _connect(self, window: HistoryWindow) -> None:
        keeper = self._keeper
        window.searched.connect(keeper.search)
        window.open_requested.connect(self._results.show_entry)
        window.copy_requested.connect(self._copy)
        window.favorite_toggled.connect(keeper.set_favorite)
        window.delete_requested.connect(keeper.delete)
        window.undo_requested.connect(keeper.restore)
        window.deletions_settled.connect(keeper.forget_deleted)
        window.clear_requested.connect(keeper.clear)
        window.export_requested.connect(keeper.export)
        window.private_toggled.connect(self.private_toggled)
        keeper.found.connect(window.show_entries)
        keeper.changed.connect(window.refresh)
        keeper.exported.connect(window.confirm_exported)

    def _copy(self, entry: Entry) -> None:
        form = self._settings().output_form
        make_copy(entry.current, form, self._typesetter, self, self._hand_on, self._refuse)

    def _refuse(self, problem: str) -> None:
        logger.info("A formula cannot be copied so: it cannot be typeset")  # why would quote it
        self._tell(problem)

    def _hand_on(self, content: CopyContent) -> None:
        self._copying.copy(content, lambda _: self._confirm(), self._tell)

    def _confirm(self) -> None:
        if self._window is not None:
            self._window.confirm_copied()

    def _tell(self, sentence: str) -> None:
        if not sentence:
            return
        if self._window is not None and self._window.isVisible():
            self._window.show_notice(sentence)
        else:
            self.troubled.emit(sentence)
