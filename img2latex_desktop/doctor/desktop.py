"""Checks of what the desktop lends: hotkeys, clipboard, tray, and the meeting point of a second start."""

import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QSystemTrayIcon

from img2latex_desktop.diagnosis import Finding, failed, ok, skipped, warning
from img2latex_desktop.doctor.runner import Begin, Report
from img2latex_desktop.hotkey.base import Action, Binding, HotkeyListener, parse_hotkey
from img2latex_desktop.language import translate

UNUSED_HOTKEY = "Ctrl+Alt+Shift+F12"
PROBE = r"Img2LaTeX tries the clipboard: \sqrt{α}"
READ_DELAYS_MS = (20, 80, 300)


def hotkey_check(listener: HotkeyListener) -> Begin:
    """Make a check that listens for a combination nobody uses, and presses nothing."""

    def begin(report: Report) -> Callable[[], None]:
        listener.start(
            [Binding(Action.SNIP, parse_hotkey(UNUSED_HOTKEY), "Img2LaTeX doctor")],
            lambda _action: None,
            lambda _triggers: report(ok(translate("Doctor", "Hotkeys of the whole system can be heard."))),
            lambda _action, message: report(
                failed(
                    message,
                    translate("Doctor", "bind “img2latex snip” in the keyboard settings of your desktop"),
                )
            ),
        )
        return listener.stop

    return begin


def check_tray() -> Finding:
    """See whether the desktop shows tray icons."""
    if QSystemTrayIcon.isSystemTrayAvailable():
        return ok(translate("Doctor", "The desktop shows tray icons."))
    remedy = translate(
        "Doctor",
        "on GNOME install https://extensions.gnome.org/extension/615/appindicator-support/ and log in again; "
        "until then a small window takes the icon's place",
    )
    return warning(translate("Doctor", "The desktop shows no tray icons."), remedy)


def meeting_point_check(server_path: Callable[[], Path]) -> Begin:
    """Make a check that calls the running program, and says nothing to it."""

    def begin(report: Report) -> Callable[[], None]:
        socket = QLocalSocket()
        unreachable = translate("Doctor", "The running program cannot be reached: {}.")
        try:
            path = server_path()
        except OSError as problem:
            remedy = f'chmod u=rwx,go= "{problem.filename}"'
            report(failed(unreachable.format(f"{problem.filename}: {problem.strerror}"), remedy))
            return socket.abort

        def note_error(error: QLocalSocket.LocalSocketError) -> None:
            if error is QLocalSocket.LocalSocketError.ServerNotFoundError:
                found = translate(
                    "Doctor", "Img2LaTeX is not running, and nothing is left of an earlier run."
                )
                report(ok(found))
            elif error is QLocalSocket.LocalSocketError.ConnectionRefusedError:
                remedy = translate("Doctor", "img2latex  (a start clears it away)")
                report(warning(translate("Doctor", "A run that crashed left its socket behind."), remedy))
            else:
                report(failed(unreachable.format(socket.errorString()), "img2latex"))

        reached = ok(translate("Doctor", "Img2LaTeX is running and can be reached."))
        socket.connected.connect(lambda: report(reached))
        socket.errorOccurred.connect(note_error)
        socket.connectToServer(str(path))
        return socket.abort

    return begin


def clipboard_check(clipboard: QClipboard, *, outlives_process: bool) -> Begin:
    """Make a check that copies a text, reads it back and restores what was there.

    Args:
        clipboard: The system's.
        outlives_process: Whether what is restored stays after this process. On X11 and Wayland it does not,
            so there a command that ends at once must not touch a clipboard that holds something.
    """

    def begin(report: Report) -> Callable[[], None]:
        if not outlives_process and _copy(clipboard.mimeData()).formats():
            reason = translate(
                "Doctor", "It holds something that would be lost; the doctor in the settings tries it."
            )
            report(skipped(reason))
            return lambda: None
        return _RoundTrip(clipboard, report).end

    return begin


def keeps_clipboard() -> bool:
    """Whether the system keeps what a process copied after that has ended."""
    return sys.platform != "linux"


class _RoundTrip(QObject):
    """Copies a probe, reads it back, and puts back what was there."""

    def __init__(self, clipboard: QClipboard, report: Report) -> None:
        super().__init__()
        self._clipboard = clipboard
        self._report = report
        self._before = _copy(clipboard.mimeData())
        self._is_over = False
        clipboard.setText(PROBE)
        self._read_back(attempt=0)

    def end(self) -> None:
        """Put back what was there, unless something newer has been copied meanwhile."""
        if self._is_over:
            return
        self._is_over = True
        if self._clipboard.text() in (PROBE, ""):
            if self._before.formats():
                self._clipboard.setMimeData(self._before)
            else:
                self._clipboard.clear()
        self.deleteLater()

    def _read_back(self, attempt: int) -> None:
        QTimer.singleShot(READ_DELAYS_MS[attempt], self, lambda: self._verify(attempt))

    def _verify(self, attempt: int) -> None:
        if self._is_over:
            return
        if self._clipboard.text() == PROBE:
            self.end()
            found = translate(
                "Doctor", "What is copied can be read back; what was there before is there again."
            )
            self._report(ok(found))
        elif attempt + 1 < len(READ_DELAYS_MS):
            self._read_back(attempt + 1)
        else:
            remedy = translate(
                "Doctor",
                "end programs that watch the clipboard, and run this from a window that has the focus",
            )
            self._report(failed(translate("Doctor", "What is copied cannot be read back."), remedy))


def _copy(content: QMimeData | None) -> QMimeData:
    """Copy everything on a clipboard; a picture once, not in each of the formats it is offered in."""
    copy = QMimeData()
    if content is None:  # nothing was ever copied
        return copy
    for name in content.formats():
        if not name.startswith("image/") and name != "application/x-qt-image":
            copy.setData(name, content.data(name))
    if content.hasImage():
        copy.setImageData(content.imageData())
    return copy
