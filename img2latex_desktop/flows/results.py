"""A picture becomes a shown formula: snip ⇒ result window → clipboard, history."""

import logging
from collections.abc import Callable

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtGui import QImage

from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.capture.pixels import to_image
from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.history.store import Entry
from img2latex_desktop.recognition import RecognizerProcess, RecognizerState
from img2latex_desktop.service.worker import Reading
from img2latex_desktop.settings import ResultDisplay, Settings
from img2latex_desktop.snip import Snip, SnipState
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.ui.result.result_window import ResultWindow
from model.formula.formats.latex import appended
from model.picture.view import PLAIN_VIEW, View
from model.reading.result import Candidate

LEAST_CONFIDENCE = 0.5  # with which a reading is copied unasked: below it is likelier wrong than right
FOLLOW_PAUSE_MS = 1000  # of typing, before an edit is copied: clipboard managers keep each copy

MOST_TOLD = 200  # characters of a formula in a notification

logger = logging.getLogger(__name__)


class ResultFlow(QObject):
    """Shows what is read, copies it where that is wished, and keeps it unless that is not."""

    result_shown = Signal()
    told = Signal(str)
    """What became of a picture, in a few words, where no window shows it."""

    def __init__(
        self,
        snip: Snip,
        recognizer: RecognizerProcess,
        window: ResultWindow,
        copying: Copying,
        keeper: HistoryKeeper,
        settings: Callable[[], Settings],
        parent: QObject | None = None,
    ) -> None:
        """Connect the parts; ``settings`` gives those that hold now."""
        super().__init__(parent)
        self._snip = snip
        self._recognizer = recognizer
        self._window = window
        self._copying = copying
        self._keeper = keeper
        self._settings = settings
        self._image = QImage()
        self._doubted = QImage()  # what the network saw of a picture that it takes for no formula
        self._lines_above = ""  # the formula to which the next reading is appended
        self._kept: int | None = None  # the request by which what is shown went to the history
        self._entry: int | None = None  # its number there, once that is known
        self._numbers: dict[int, int] = {}  # the numbers in the history, by request
        self._early_edits: dict[int, str] = {}  # made before the number was known, by request
        self._is_open = False  # the window may be out of the way of a picture meanwhile
        self._is_read = False
        self._wants_only_the_view = False
        self._is_hidden = False  # the window has it, and is not on the screen
        self._follows = False  # whether the clipboard is to hold what is shown, without being asked
        self._follow_pause = QTimer(self, singleShot=True, interval=FOLLOW_PAUSE_MS)
        self._follow_pause.timeout.connect(self._follow_unless_mistaken)
        self._connect()

    def show_reading(self, image: QImage, reading: Reading, kept: int | None) -> None:
        """Show a picture that was read elsewhere, such as a file, without copying it.

        Args:
            image: The picture.
            reading: What it says.
            kept: What ``keep`` returned for it.
        """
        self._snip.take_up(image)
        self._show_picture(image, None, is_appended=False)
        self._take_entry(kept)
        self._show(reading)

    def show_entry(self, entry: Entry) -> None:
        """Show a formula of the history; editing changes it there."""
        self._is_hidden = False
        image = QImage.fromData(entry.picture)
        self._end_following()
        self._snip.take_up(image)
        # tells of a last edit before
        self._window.show_entry(image, entry.latex, entry.confidence, entry.edited)
        self._is_open = True
        self._image = image
        self._lines_above = ""
        self._kept, self._entry = None, entry.number
        self._is_read = True

    def keep(self, image: QImage, reading: Reading) -> int | None:
        """Write a reading to the history, unless nothing is to be kept.

        Returns:
            The number of the request, see ``HistoryKeeper.add``.
        """
        if self._settings().is_private:
            return None
        return self._keeper.add(image, reading.recognition.latex, reading.recognition.confidence)

    def _connect(self) -> None:
        snip, window = self._snip, self._window
        snip.chosen.connect(self._show_snip)
        snip.recognized.connect(self._take)
        snip.looked_again.connect(self._show_again)
        snip.candidates_found.connect(self._show_candidates)
        snip.doubted.connect(self._note_doubt)
        snip.failed.connect(self._show_failure)
        self._recognizer.state_changed.connect(self._tell_waiting)
        self._keeper.added.connect(self._note_entry)
        window.copy_requested.connect(self._copy)
        window.edited.connect(self._note_edit)
        window.reading_taken.connect(self._follow)
        window.left.connect(self._follow_edit)
        window.closed.connect(self._end_following)
        window.snip_requested.connect(self._snip_again)
        window.append_requested.connect(self._append)
        window.view_requested.connect(self._look_again)
        window.seen_requested.connect(self._show_view)
        window.closed.connect(self._end)

    def _show_snip(self, image: QImage, place: QRect | None, is_appended: bool) -> None:
        is_hidden = self._settings().result_display is ResultDisplay.NOTIFICATION
        self._show_picture(image, place, is_appended=is_appended, is_hidden=is_hidden)

    def _show_picture(
        self, image: QImage, place: QRect | None, *, is_appended: bool, is_hidden: bool = False
    ) -> None:
        self._end_following()
        shown = self._window.latex if self._is_read else self._lines_above
        was_shown = self._is_open and not self._is_hidden
        lines_above = shown if is_appended and self._is_open else ""
        self._is_hidden = is_hidden and not was_shown
        message = self._waiting_message()
        # tells of a last edit before
        self._window.show_reading(image, place, message, is_presented=not self._is_hidden)
        self._is_open = True
        self._take_entry(None)
        self._image = image
        self._lines_above = lines_above
        self._is_read = False

    def _end(self) -> None:
        self._is_open = False
        self._snip.end()

    def _take(self, reading: Reading, view: View = PLAIN_VIEW) -> None:
        self._take_entry(self.keep(self._image, reading))
        self._show(reading, view)
        self._follows = True
        self._follow_reading(reading)

    def _show(self, reading: Reading, view: View = PLAIN_VIEW) -> None:
        self._is_read = True
        recognition = reading.recognition
        joined = appended(self._lines_above, recognition.latex) if self._lines_above else None
        self._window.show_result(recognition, joined, reading.type_px)
        self._window.show_seen(to_image(reading.seen), view)
        logger.info("Result shown, confidence %.2f", recognition.confidence)
        self.result_shown.emit()

    def _show_again(self, reading: Reading, view: View) -> None:
        if self._wants_only_the_view:
            self._window.show_seen(to_image(reading.seen), view)
        elif self._is_read:
            self._edit_entry(reading.recognition.latex)
            self._show(reading, view)
            self._follow_reading(reading)
        else:  # at first nothing could be read of it
            self._take(reading, view)

    def _copy(self, content: CopyContent) -> None:
        self._copying.copy(content, self._confirm_copied, self._tell_copy_failure, self._note_copy_lost)

    def _confirm_copied(self, content: CopyContent) -> None:
        self._window.confirm_copied(content)
        if self._is_hidden:
            self.told.emit(self.tr("Copied: {}").format(shortened(self._window.latex)))

    def _tell_copy_failure(self, message: str) -> None:
        self._window.show_copy_failure(message)
        if self._is_hidden:
            self.told.emit(message)

    def _note_copy_lost(self) -> None:
        self._follows = False  # the user has copied something else since
        self._window.note_copy_lost()

    def _follow_reading(self, reading: Reading) -> None:
        """Copy what was read, unless that is too doubtful to take the place of what the user has copied."""
        is_sure = reading.recognition.confidence >= LEAST_CONFIDENCE
        if is_sure:
            self._copy_unasked()  # even what is there already: who snips is told that it was copied
        elif self._follows and self._settings().copies_automatically:
            self._window.explain_missing_copy()
        if self._is_hidden and not (is_sure and self._settings().copies_automatically):
            self.told.emit(self.tr("Not copied: {}").format(shortened(self._window.latex)))

    def _follow(self) -> None:
        """Copy what is shown, where the program is to do that by itself."""
        if not self._window.is_copied:
            self._copy_unasked()

    def _copy_unasked(self) -> None:
        self._follow_pause.stop()
        if self._follows and self._settings().copies_automatically:
            self._window.request_copy()

    def _follow_unless_mistaken(self) -> None:
        if not self._window.has_mistake:  # it is being typed
            self._follow()

    def _follow_edit(self) -> None:
        """Copy the last edit without waiting for more: it may be pasted next."""
        if self._follow_pause.isActive() or self._window.has_mistake:
            self._follow()

    def _end_following(self) -> None:
        self._window.tell_edit()
        self._follow_edit()
        self._follows = False

    def _note_doubt(self, seen: Pixels) -> None:
        self._doubted = to_image(seen)

    def _show_failure(self, message: str) -> None:
        seen, self._doubted = self._doubted, QImage()
        self._window.show_failure(message, seen)
        if self._is_hidden:
            self.told.emit(message)

    def present(self) -> None:
        """Show the window of what was told in a notification."""
        if self._is_hidden:
            self._is_hidden = False
            self._window.present()

    def _append(self) -> None:
        self._snip.begin(self._settings().capture_delay_s, is_appending=True)

    def _snip_again(self) -> None:
        """Begin a snip; where a further line could not be read, its next try is to be that line, too."""
        is_line_missing = bool(self._lines_above) and not self._is_read
        self._snip.begin(self._settings().capture_delay_s, is_appending=is_line_missing)

    def _look_again(self, view: View) -> None:
        self._wants_only_the_view = False
        self._snip.look_again(view)

    def _show_view(self) -> None:
        """Show what the network sees of a formula of the history, whose text is not to change."""
        if self._snip.state is not SnipState.RECOGNIZING:  # else the reading brings it along
            self._wants_only_the_view = True
            self._snip.look_again(PLAIN_VIEW)

    def _show_candidates(self, candidates: tuple[Candidate, ...]) -> None:
        if not self._lines_above:
            self._window.show_candidates(candidates)

    def _take_entry(self, kept: int | None) -> None:
        """Let edits go to the entry that a request made, or nowhere."""
        self._kept = kept
        self._entry = self._numbers.get(kept) if kept is not None else None

    def _note_entry(self, request: int, entry: Entry) -> None:
        self._numbers[request] = entry.number
        if request == self._kept:
            self._entry = entry.number
        if request in self._early_edits:
            self._keeper.edit(entry.number, self._early_edits.pop(request))

    def _note_edit(self, latex: str) -> None:
        self._follow_pause.start()
        if not self._lines_above:  # else the history has each line by itself
            self._edit_entry(latex)

    def _edit_entry(self, latex: str) -> None:
        if self._entry is not None:
            self._keeper.edit(self._entry, latex)
        elif self._kept is not None:
            self._early_edits[self._kept] = latex

    def _tell_waiting(self) -> None:
        if self._snip.state is SnipState.RECOGNIZING:
            self._window.show_waiting(self._waiting_message())

    def _waiting_message(self) -> str:
        if self._recognizer.state is RecognizerState.LOADING:
            return self.tr("Loading the recognizer; your formula is next …")
        return self.tr("Reading …")


def shortened(latex: str) -> str:
    """Return a formula in one line, as much of it as a notification holds."""
    line = " ".join(latex.split())
    return line if len(line) <= MOST_TOLD else line[: MOST_TOLD - 1] + "…"
