"""xdg-desktop-portal, by which a Wayland desktop lends programs the screen and the keyboard. No Qt.

Everything here blocks, so it is used from a ``PortalThread``, whose own the connection is.
"""

import contextlib
import functools
import logging
import secrets
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any, NamedTuple, Self

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from img2latex_desktop import APPLICATION_ID
from img2latex_desktop.base.errors import PortalError, PortalMissingError
from img2latex_desktop.base.language import Sentence, translate
from img2latex_desktop.base.mishaps import ToldThread

logger = logging.getLogger(__name__)

PORTAL = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
REGISTRY = "org.freedesktop.host.portal.Registry"
REQUEST = "org.freedesktop.portal.Request"
SESSION = "org.freedesktop.portal.Session"

CALL_TIMEOUT_S = 10.0  # measured: 2 ms, 300 ms where the bus has to start the portal first
STOP_TIMEOUT_S = 2.0  # measured: 1 ms; quitting must not hang on a bus that hangs
MISSING = ("ServiceUnknown", "UnknownMethod", "UnknownInterface", "UnknownObject", "NameHasNoOwner", "Spawn.")
"""How the bus's names of errors begin that say that nobody is there to answer."""

DONE, CANCELLED = 0, 1  # codes of a Response
LOST = Sentence("Portal", "The connection to the desktop was lost.")

Options = Mapping[str, tuple[str, Any]]
"""Values by name, each with the D-Bus type that the other side gave it."""


class Response(NamedTuple):
    """What became of a request.

    Attributes:
        code: DONE, CANCELLED by the user, or another for a failure.
        results: Of whatever types the portal gives them; see ``pick``.
    """

    code: int
    results: Options


class PortalSignal(NamedTuple):
    """Something said unasked, by the portal or by the bus about it.

    Attributes:
        signature: The D-Bus types of the body.
    """

    member: str
    path: str
    signature: str
    body: tuple[Any, ...]


class DesktopPortal:
    """One connection to the portal, on which this program has given its name.

    A context manager for one thread; only ``interrupt`` may be called from others. Whatever asks the portal
    raises PortalError when it refuses, is silent for too long or the connection is interrupted, and
    PortalMissingError when nobody on this desktop offers what was asked for.

    Source: https://flatpak.github.io/xdg-desktop-portal/docs/api-reference.html
    """

    def __init__(self) -> None:
        self._connection: DBusConnection | None = None
        self._signals: deque[Message] = deque()
        self._owner = ""  # whose signals count
        self._is_interrupted = threading.Event()

    def __enter__(self) -> Self:
        """Connect, and give the program's name before anything else is asked."""
        try:
            self._connection = open_dbus_connection("SESSION")
        except (OSError, KeyError, ValueError, RuntimeError, DBusErrorResponse) as problem:
            sentence = translate("Portal", "There is no session bus by which to reach the desktop.")
            raise PortalMissingError(sentence) from problem
        try:
            if self.is_interrupted:
                self.interrupt()  # once more: before, there was no connection to interrupt
            self.register()
        except PortalError:
            self._connection.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Disconnect, which ends the sessions and requests of this connection."""
        self._bus.close()

    @property
    def is_interrupted(self) -> bool:
        """Whether ``interrupt`` was called."""
        return self._is_interrupted.is_set()

    def interrupt(self) -> None:
        """Make whatever waits for the portal, now or later, raise PortalError at once."""
        self._is_interrupted.set()
        if self._connection is not None:
            with contextlib.suppress(OSError):  # closed already
                self._connection.sock.shutdown(socket.SHUT_RDWR)

    def register(self) -> None:
        """Give the program's name, once to each portal process and before any other call.

        Portals before 1.19 have nowhere to give it to and judge by the process instead; so does the rest when
        there is no desktop entry of that name.
        """
        address = DBusAddress(PATH, PORTAL, REGISTRY)
        answer = self._ask(new_method_call(address, "Register", "sa{sv}", (APPLICATION_ID, {})))
        if answer.header.message_type is MessageType.error:
            logger.info("The portal does not register %s: %s", APPLICATION_ID, _reason(answer))

    def version(self, interface: str) -> int:
        """Return the version of an interface, 0 where this desktop does not offer it."""
        return self.number_of(interface, "version") or 0

    def number_of(self, interface: str, name: str) -> int | None:
        """Return the value of a property, None where there is no such property, or none of a number."""
        answer = self._ask(Properties(DBusAddress(PATH, PORTAL, interface)).get(name))
        if answer.header.message_type is MessageType.error or _signature(answer) != "v":
            return None
        return pick({name: answer.body[0]}, name, "u")

    def owner(self) -> str:
        """Return the bus name of the process that is the portal now, empty where there is none."""
        answer = self._ask(message_bus.GetNameOwner(PORTAL))
        return "" if answer.header.message_type is MessageType.error else str(answer.body[0])

    def request(
        self,
        interface: str,
        method: str,
        signature: str,
        arguments: tuple[Any, ...],
        options: dict[str, tuple[str, Any]],
        timeout_s: float,
    ) -> Response:
        """Ask for something that may need the user, and wait.

        Args:
            interface: Of the portal.
            method: Of the interface.
            signature: The D-Bus types of the arguments, the options among them.
            arguments: Without the options, which are last in every method.
            options: By name, each with its D-Bus type.
            timeout_s: How long to wait; the request is withdrawn then.
        """
        token = (
            f"img2latex_{secrets.token_hex(8)}"  # never the same twice: an old answer is no answer to this
        )
        sender = str(self._bus.unique_name).removeprefix(":").replace(".", "_")
        handle = DBusAddress(f"{PATH}/request/{sender}/{token}", PORTAL, REQUEST)
        rule = MatchRule(type="signal", interface=REQUEST, member="Response", path=handle.object_path)
        self._ask(message_bus.AddMatch(rule))  # before the call, or else a quick answer is missed
        with self._bus.filter(rule, queue=deque()) as responses:
            body = (*arguments, {**options, "handle_token": ("s", token)})
            answer = self._ask(new_method_call(DBusAddress(PATH, PORTAL, interface), method, signature, body))
            if answer.header.message_type is MessageType.error:
                raise _refusal(answer)
            try:
                response = self._response_of(_sender(answer), responses, timeout_s)
            except TimeoutError as problem:
                self._bus.send(new_method_call(handle, "Close"))
                sentence = translate("Portal", "The desktop gave no answer within {} seconds.")
                raise PortalError(sentence.format(round(timeout_s))) from problem
            except OSError as problem:
                raise PortalError(LOST) from problem
        self._ask(message_bus.RemoveMatch(rule))
        if _signature(response) != "ua{sv}":
            raise PortalError(translate("Portal", "The desktop gave an answer that cannot be understood."))
        return Response(*response.body)

    def watch(self, interface: str) -> None:
        """Keep the signals of an interface of the portal for ``next_signal``."""
        self._owner = self.owner()
        self._watch(MatchRule(type="signal", interface=interface, path_namespace=PATH))

    def watch_owner(self) -> None:
        """Keep for ``next_signal`` when another process becomes the portal, or none is: NameOwnerChanged."""
        bus = message_bus.bus_name
        rule = MatchRule(
            type="signal", sender=bus, interface=message_bus.interface, member="NameOwnerChanged"
        )
        rule.add_arg_condition(0, PORTAL)
        self._watch(rule)

    def next_signal(self) -> PortalSignal:
        """Wait, as long as it takes, for a signal that is watched and comes from the portal or the bus."""
        while True:
            try:
                message = self._bus.recv_until_filtered(self._signals)
            except OSError as problem:
                raise PortalError(LOST) from problem
            fields, sender = message.header.fields, _sender(message)
            if sender == message_bus.bus_name:
                self._owner = message.body[2]  # nothing else of the bus is watched
            elif sender != self._owner:
                logger.warning("%s is not the portal, and speaks as if it were", sender)
                continue
            return PortalSignal(
                fields[HeaderFields.member], fields[HeaderFields.path], _signature(message), message.body
            )

    @property
    def _bus(self) -> DBusConnection:
        if self._connection is None:
            raise PortalError(LOST)
        return self._connection

    def _response_of(self, sender: str, responses: deque[Message], timeout_s: float) -> Message:
        """Wait for the portal's own response: anyone on the bus can send one to this connection."""
        deadline = time.monotonic() + timeout_s
        while True:
            response = self._bus.recv_until_filtered(responses, timeout=max(0.0, deadline - time.monotonic()))
            if _sender(response) == sender:
                return response
            logger.warning("%s is not the portal, and answers in its place", _sender(response))

    def _watch(self, rule: MatchRule) -> None:
        self._ask(message_bus.AddMatch(rule))
        self._bus.filter(rule, queue=self._signals)

    def _ask(self, message: Message) -> Message:
        try:
            return self._bus.send_and_get_reply(message, timeout=CALL_TIMEOUT_S)
        except TimeoutError as problem:
            raise PortalError(translate("Portal", "The desktop's portal does not answer.")) from problem
        except OSError as problem:
            raise PortalError(LOST) from problem


class PortalThread:
    """A thread that talks to the portal until its work is done or it is stopped."""

    def __init__(
        self, name: str, work: Callable[[DesktopPortal], None], tell: Callable[[str], object]
    ) -> None:
        """Start.

        Args:
            name: Of the thread.
            work: Gets a portal still to be entered, and is to return once that is interrupted.
            tell: Called in the thread, with a sentence, should the work end in what nobody foresaw.
        """
        self._portal = DesktopPortal()
        self._tell = tell
        self._thread = ToldThread(name, functools.partial(work, self._portal), self._tell_unless_stopped)
        self._thread.start()

    def stop(self) -> None:
        """Interrupt the portal and join the thread."""
        self._portal.interrupt()
        self._thread.join(STOP_TIMEOUT_S)

    def _tell_unless_stopped(self, sentence: str) -> None:
        if not self._portal.is_interrupted:
            self._tell(sentence)


def pick(options: Options, name: str, signature: str) -> Any | None:  # noqa: ANN401 (of any D-Bus type)
    """Return the value of that name if it has this D-Bus type, else None."""
    found, value = options.get(name, ("", None))
    return value if found == signature else None


def _sender(message: Message) -> str:
    """Return the bus's name of whoever sent it, which nobody can forge."""
    return str(message.header.fields.get(HeaderFields.sender, ""))


def _signature(message: Message) -> str:
    return str(message.header.fields.get(HeaderFields.signature, ""))


def _refusal(answer: Message) -> PortalError:
    name = answer.header.fields[HeaderFields.error_name].removeprefix("org.freedesktop.DBus.Error.")
    kind = PortalMissingError if name.startswith(MISSING) else PortalError
    return kind(translate("Portal", "The desktop's portal refuses: {}").format(_reason(answer)))


def _reason(answer: Message) -> str:
    return str(answer.body[0]) if answer.body else answer.header.fields[HeaderFields.error_name]
