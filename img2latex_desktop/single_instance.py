"""One program per user and display: a second start hands its request to the first and leaves."""

import getpass
import hashlib
import logging
import os

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

logger = logging.getLogger(__name__)

TIMEOUT_MS = 1000  # measured: an answer takes 2 ms; a process this slow is as good as gone
ACCEPTED = b"ok\n"


def _server_name() -> str:
    """Name the meeting point; per display, since a window on another display is of no use to the caller."""
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY", "")
    place = hashlib.sha256(f"{getpass.getuser()} {display}".encode()).hexdigest()[:12]
    return f"img2latex-{place}"


def hand_over(request: str) -> bool:
    """Send one line to the running program.

    Returns:
        Whether a program was there and took it.
    """
    socket = QLocalSocket()
    socket.connectToServer(_server_name())
    if not socket.waitForConnected(TIMEOUT_MS):
        return False
    socket.write(request.encode() + b"\n")
    answer = b""
    while not answer.endswith(b"\n") and socket.waitForReadyRead(TIMEOUT_MS):
        answer += bytes(socket.readAll().data())
    socket.disconnectFromServer()
    return answer == ACCEPTED


class RequestServer(QObject):
    """Takes requests of later starts."""

    requested = Signal(str)
    """The line that was sent."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> bool:
        """Open the meeting point, clearing away what a crashed program left.

        Returns:
            Whether it is open; without it the program runs, but later starts do not find it.
        """
        name = _server_name()
        if not self._server.listen(name):
            QLocalServer.removeServer(name)  # nobody answered there: see ``hand_over``, which runs first
            if not self._server.listen(name):
                logger.warning("No requests of later starts: %s", self._server.errorString())
                return False
        return True

    def close(self) -> None:
        """Close the meeting point and remove it."""
        self._server.close()

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.readyRead.connect(self._read)
            socket.disconnected.connect(socket.deleteLater)
            if socket.canReadLine():
                self._take(socket)

    def _read(self) -> None:
        socket = self.sender()
        if isinstance(socket, QLocalSocket) and socket.canReadLine():
            self._take(socket)

    def _take(self, socket: QLocalSocket) -> None:
        request = bytes(socket.readLine().data()).decode(errors="replace").strip()
        socket.write(ACCEPTED)
        socket.flush()
        logger.info("A later start asks for “%s”", request)
        self.requested.emit(request)
