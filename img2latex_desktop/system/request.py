"""Requests of a later start to the running program, and the way they get there.

Imports no Qt: a hotkey of the desktop runs ``img2latex snip``, and Qt alone would take 100 ms of each press.
"""

import os
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Self

from img2latex_desktop.base.errors import Img2LatexError
from img2latex_desktop.system.meeting_point import is_own, server_path

END = b"\0"  # ends a request and an answer: the one byte that no path contains
ACCEPTED = b"ok"
MAX_BYTES = 65_536  # the longest path Windows knows has 32,767 characters; nothing longer is a request
ANSWER_TIMEOUT_S = 10.0  # measured: 2 ms; but a program that has only begun to start answers after its start


class Command(StrEnum):
    """What the running program can be asked to do; the value is the word that is sent.

    ``WEIGHTS`` has the recognizer load the weights that are chosen now.
    """

    START = "start"
    SNIP = "snip"
    APPEND = "append"
    REPEAT = "repeat"
    CLIPBOARD = "clipboard"
    HISTORY = "history"
    SETTINGS = "settings"
    FILE = "file"
    WEIGHTS = "weights"


@dataclass(frozen=True)
class Request:
    """One thing asked for.

    Attributes:
        command: What to do.
        argument: The absolute path for ``Command.FILE``; else empty.
    """

    command: Command
    argument: str = ""

    def __str__(self) -> str:
        return f"{self.command} {self.argument}" if self.argument else str(self.command)

    def encoded(self) -> bytes:
        """Return the request as it is sent, with its end."""
        return os.fsencode(str(self)) + END

    @classmethod
    def decoded(cls, data: bytes) -> Self:
        """Read a request without its end.

        Raises:
            ValueError: No such command, or an argument that does not go with it.
        """
        word, _, argument = os.fsdecode(data).partition(" ")
        command = Command(word)
        if not (Path(argument).is_absolute() if command is Command.FILE else argument == ""):
            raise ValueError(f"“{argument}” does not go with “{command}”")
        return cls(command, argument)


def hand_over(requests: Sequence[Request]) -> bool:
    """Send requests to the running program.

    Returns:
        Whether a program was there and took them.

    Raises:
        Img2LatexError: A program is there, but does not know a request, or does not answer.
    """
    data = b"".join(request.encoded() for request in requests)
    try:
        answers = _exchange(data, len(requests))
    except TimeoutError as problem:
        raise Img2LatexError("Img2LaTeX runs but does not answer; end it and start it again.") from problem
    except OSError:  # nobody is there, or is just leaving, or it is somebody else
        return False
    refused = [request for request, answer in zip(requests, answers, strict=False) if answer != ACCEPTED]
    if refused:
        raise Img2LatexError(
            f"The running Img2LaTeX does not know “{refused[0].command}”; quit it and start it again."
        )
    return len(answers) == len(requests)


def _exchange(data: bytes, count: int) -> list[bytes]:
    """Send everything and return the answers: fewer than ``count`` where the other side leaves before."""
    answers = b""
    if sys.platform == "win32":  # unverified; a pipe opened as a file knows no time-out
        with server_path().open("r+b", buffering=0) as pipe:
            pipe.write(data)
            while answers.count(END) < count and (part := pipe.read(MAX_BYTES)):
                answers += part
    else:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ANSWER_TIMEOUT_S)
            connection.connect(str(server_path()))
            if not is_own(connection):
                raise ConnectionRefusedError("somebody else listens there")
            connection.sendall(data)
            while answers.count(END) < count and (part := connection.recv(MAX_BYTES)):
                answers += part
    return answers.split(END)[:-1]
