"""Single instance per user and display: a later start hands its requests to the first and leaves."""

import functools
import logging
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLockFile, QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from img2latex_desktop.system.meeting_point import server_path
from img2latex_desktop.system.request import ACCEPTED, END, MAX_BYTES, Request, hand_over

logger = logging.getLogger(__name__)

REFUSED = b"unknown"
CLAIM_TIMEOUT_S = 3.0  # measured: the winner of two starts can be met 2 ms after it has locked out the other
POLL_S = 0.02


class RequestServer(QObject):
    """Takes requests of later starts; ``take_over`` opens one.

    Args:
        lock: What keeps others out; None where there is no place for it.
        parent: As of every QObject.
    """

    requested = Signal(object)
    """A Request."""

    def __init__(self, lock: QLockFile | None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._greet)

    def listen(self) -> None:
        """Open the meeting point, clearing away what a killed program left.

        Where that fails, the program runs all the same, but later starts do not find it.
        """
        path = str(server_path())
        QLocalServer.removeServer(path)  # whoever made it is gone: we have the lock, or nobody answered there
        if not self._server.listen(path):
            logger.warning("No requests of later starts: %s", self._server.errorString())

    def close(self) -> None:
        """Close the meeting point and remove every trace of it."""
        self._server.close()
        if self._lock is not None:
            self._lock.unlock()

    def _greet(self) -> None:
        while socket := self._server.nextPendingConnection():
            socket.setReadBufferSize(MAX_BYTES)
            socket.readyRead.connect(functools.partial(self._read, socket))
            socket.disconnected.connect(socket.deleteLater)
            self._read(socket)

    def _read(self, socket: QLocalSocket) -> None:
        while END in (waiting := bytes(socket.peek(MAX_BYTES).data())):
            self._take(socket, waiting.partition(END)[0])
        if len(waiting) >= MAX_BYTES:
            logger.warning("A request that does not end")
            socket.abort()

    def _take(self, socket: QLocalSocket, data: bytes) -> None:
        socket.skip(len(data) + len(END))
        try:
            request = Request.decoded(data)
        except ValueError:  # a later version may know more
            logger.warning("A later start asks for something unknown: %r", data[:100])
            _answer(socket, REFUSED)
        else:
            logger.info("A later start asks for “%s”", request.command)
            _answer(socket, ACCEPTED)
            self.requested.emit(request)


def _answer(socket: QLocalSocket, answer: bytes) -> None:
    socket.write(answer + END)
    socket.flush()  # at once: serving the request may take a while


def take_over(requests: Sequence[Request], parent: QObject | None = None) -> RequestServer | None:
    """Become the one running program, or hand the requests to the one that is.

    Of several starts at the same moment one becomes it. It should reach its event loop soon: the others wait
    for its answer.

    Returns:
        The open server, in which case the requests are left to the caller, or None where they were taken.

    Raises:
        Img2LatexError: The running program does not know a request, or does not answer.
    """
    try:
        lock = QLockFile(str(_lock_path()))
    except OSError as problem:
        logger.warning("No later start will find this one: %s", problem)
        return RequestServer(None, parent)
    lock.setStaleLockTime(0)  # however old: it is stale only when the process that made it is gone
    deadline = time.monotonic() + CLAIM_TIMEOUT_S
    while not lock.tryLock(0):
        if hand_over(requests):
            return None
        if time.monotonic() > deadline:  # say, another program has been given the number of a killed one
            logger.warning("The lock %s belongs to nobody who answers", lock.fileName())
            break
        time.sleep(POLL_S)
    server = RequestServer(lock, parent)
    server.listen()
    return server


def _lock_path() -> Path:
    path = server_path()
    folder = Path(tempfile.gettempdir()) if sys.platform == "win32" else path.parent
    return folder / f"{path.name}.lock"
