"""Checks of what the desktop lends: hotkeys, clipboard, tray, and the meeting point of a second start."""

import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtNetwork import QLocalSocket
from PySide6.QtWidgets import QSystemTrayIcon

from img2latex_desktop.base.language import translate
from img2latex_desktop.diagnosis import Finding, failed, ok, skipped, warning
from img2latex_desktop.doctor.runner import Begin, Report
from img2latex_desktop.hotkey.base import Action, Binding, HotkeyListener

PROBE = r"Img2LaTeX tries the clipboard: \sqrt{α}"
READ_DELAYS_MS = (20, 80, 300)


def hotkey_check(listener: HotkeyListener, bindings: Sequence[Binding]) -> Begin:
    """Make a check that listens for the hotkeys of the settings and says which are heard."""

    def begin(report: Report) -> Callable[[], None]:
        problems: list[str] = []

        def note_problem(action: Action | None, message: str) -> None:
            problems.append(message)
            if action is None:
                report(_unheard(message))

        if bindings:
            listener.start(
                bindings,
                lambda _action: None,
                lambda triggers: report(_heard(triggers, problems)),
                note_problem,
            )
        else:
            found = translate("Doctor", "No hotkey is set.")
            report(warning(found, translate("Doctor", "choose one in the settings, under Hotkeys")))
        return listener.stop

    return begin


def _heard(triggers: Mapping[Action, str], problems: Sequence[str]) -> Finding:
    if not triggers:
        return _unheard(problems[0])
    found = translate("Doctor", "Heard in every program: {}.").format(", ".join(triggers.values()))
    if any("(" in trigger for trigger in triggers.values()):
        found += " " + translate("Doctor", "In brackets is what the key types in this keyboard's layout.")
    return warning(f"{found} {problems[0]}", _bind_yourself()) if problems else ok(found)


def _unheard(message: str) -> Finding:
    return failed(message, _bind_yourself())


def _bind_yourself() -> str:
    return translate("Doctor", "bind “img2latex snip” in the keyboard settings of your desktop")


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
