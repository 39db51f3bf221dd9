"""A desktop's portal for tests: a real service on a private bus, which can be told how to behave."""

import asyncio
import os
import subprocess
import tempfile
import threading
from contextlib import contextmanager, suppress
from enum import Enum
from pathlib import Path

from dbus_fast import Message, MessageType, Variant
from dbus_fast.aio import MessageBus

NAME = "org.freedesktop.portal.Desktop"
PATH = "/org/freedesktop/portal/desktop"
SCREENSHOT = "org.freedesktop.portal.Screenshot"
REQUEST = "org.freedesktop.portal.Request"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"
NOT_ALLOWED = "org.freedesktop.portal.Error.NotAllowed"
BUS_CONFIGURATION = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:dir={folder}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""  # without the folders of services: nothing of this machine is started


class Behavior(Enum):
    """How a request ends."""

    DONE = 0
    CANCELLED = 1
    FAILED = 2
    SILENT = 3  # no Response ever comes
    HASTY = 4  # the Response comes before the call returns
    REFUSED = 5  # a D-Bus error instead of a request


@contextmanager
def private_bus():
    """Run a bus that starts nothing by itself; give its address and its process."""
    with tempfile.TemporaryDirectory(prefix="bus-") as folder:
        configuration = Path(folder, "bus.conf")
        configuration.write_text(BUS_CONFIGURATION.format(folder=folder))
        command = (
            "dbus-daemon",
            f"--config-file={configuration}",
            "--nofork",
            "--nopidfile",
            "--print-address",
        )
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            yield process.stdout.readline().strip(), process
            process.terminate()


class PortalService:
    """The portal, in a thread of its own; the context manager owns its name while it lives.

    Attributes:
        behavior: By method; DONE where nothing is said.
        calls: The names of the methods called, in order, with their arguments.
        versions: Of each interface; one that is missing is not offered.
        targets: AvailableTargets of Screenshot version 3.
        picture: The URI of every screenshot, or a Variant of another type.
        take: Called when a screenshot is asked for, to write its file.
        malformed: Methods whose Response has another body than it should.
        listed: What ListShortcuts answers: descriptions of triggers by shortcut.
        granted: What BindShortcuts answers; None grants everything asked for as asked for.
        parent_window: The only one that Screenshot accepts; None for any.
        takes_names: Whether there is a Registry.
        client: The bus name of whoever asked last.
        session: Of the shortcuts.
    """

    def __init__(self, address):
        self.behavior = {}
        self.calls = []
        self.versions = {SCREENSHOT: 2, SHORTCUTS: 1}
        self.targets = None
        self.picture = ""
        self.take = lambda: None
        self.malformed = ()
        self.listed = {}
        self.granted = None
        self.parent_window = None
        self.takes_names = True
        self._address = address
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._bus = None
        self.client = ""
        self.session = f"{PATH}/session/none"

    def __enter__(self):
        self._thread.start()
        self.appear()
        return self

    def __exit__(self, *_):
        if self._bus is not None:
            self.die()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def appear(self):
        """Take the name on the bus."""
        self._do(self._connect())

    def die(self):
        """Leave the bus without a word."""
        self._do(self._disconnect())

    def activate(self, name, activation=""):
        """Report that a shortcut was pressed."""
        options = {"activation_token": Variant("s", activation)} if activation else {}
        self._say(SHORTCUTS, "Activated", "osta{sv}", [self.session, name, 1, options])

    def change(self, shortcuts):
        """Report other triggers."""
        self._say(SHORTCUTS, "ShortcutsChanged", "oa(sa{sv})", [self.session, _described(shortcuts)])

    def close_session(self):
        """End the session of the shortcuts."""
        self._say("org.freedesktop.portal.Session", "Closed", "a{sv}", [{}], path=self.session)

    def say_malformed(self):
        """Report a press, and other triggers, in bodies of other types than they should have."""
        self._say(SHORTCUTS, "Activated", "osts", [self.session, "snip", 1, "not options"])
        self._say(SHORTCUTS, "ShortcutsChanged", "s", [self.session])
        options = {"activation_token": Variant("i", 1)}
        self._say(SHORTCUTS, "Activated", "osta{sv}", [self.session, "history", 1, options])

    def names_called(self):
        """Return the names of the methods called, in order."""
        return [member for member, _ in self.calls]

    def _do(self, coroutine):
        asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)

    async def _connect(self):
        self._bus = await MessageBus(bus_address=self._address).connect()
        self._bus.add_message_handler(self._answer)
        await self._bus.request_name(NAME)

    async def _disconnect(self):
        self._bus.disconnect()
        with suppress(EOFError):  # the bus ended first
            await self._bus.wait_for_disconnect()
        self._bus = None

    def _say(self, interface, member, signature, body, path=PATH):
        message = Message.new_signal(path, interface, member, signature, body)
        message.destination = self.client
        self._loop.call_soon_threadsafe(self._bus.send, message)

    def _answer(self, message):
        if message.message_type is not MessageType.METHOD_CALL or message.destination not in (
            NAME,
            self._bus.unique_name,
        ):
            return None
        self.client = message.sender
        self.calls.append((message.member, message.body))
        match message.member:
            case "Register" if not self.takes_names:
                return Message.new_error(
                    message, "org.freedesktop.DBus.Error.UnknownMethod", "no such method"
                )
            case "Register" | "Close":
                return Message.new_method_return(message)
            case "Get":
                return self._answer_property(message)
            case _:
                return self._answer_request(message)

    def _answer_property(self, message):
        interface, name = message.body
        value = self.versions.get(interface) if name == "version" else self.targets
        if value is None:
            return Message.new_error(message, "org.freedesktop.DBus.Error.InvalidArgs", "no such property")
        return Message.new_method_return(message, "v", [Variant("u", value)])

    def _answer_request(self, message):
        behavior = self.behavior.get(message.member, Behavior.DONE)
        if behavior is Behavior.REFUSED:
            return Message.new_error(
                message, "org.freedesktop.portal.Error.NotAllowed", "An app id is required"
            )
        options = message.body[-1]
        sender = message.sender.removeprefix(":").replace(".", "_")
        handle = f"{PATH}/request/{sender}/{options['handle_token'].value}"
        code = behavior.value if behavior in (Behavior.CANCELLED, Behavior.FAILED) else 0
        if message.member == "Screenshot" and self.parent_window not in (None, message.body[0]):
            code = Behavior.FAILED.value
        signature, body = "ua{sv}", [code, self._results(message) if code == 0 else {}]
        if message.member in self.malformed:
            signature, body = "s", ["an answer of another kind"]
        response = Message.new_signal(handle, REQUEST, "Response", signature, body)
        response.destination = message.sender
        if behavior is Behavior.HASTY:
            self._bus.send(response)
        elif behavior is not Behavior.SILENT:
            self._loop.call_later(0.01, self._bus.send, response)
        return Message.new_method_return(message, "o", [handle])

    def _results(self, message):
        match message.member:
            case "Screenshot":
                self.take()
                return {
                    "uri": self.picture if isinstance(self.picture, Variant) else Variant("s", self.picture)
                }
            case "CreateSession":
                sender = message.sender.removeprefix(":").replace(".", "_")
                token = message.body[0]["session_handle_token"].value
                self.session = f"{PATH}/session/{sender}/{token}"
                return {"session_handle": Variant("s", self.session)}
            case "ListShortcuts":
                return {"shortcuts": Variant("a(sa{sv})", _described(self.listed))}
            case "BindShortcuts":
                wanted = {name: facts["preferred_trigger"].value for name, facts in message.body[1]}
                granted = wanted if self.granted is None else self.granted
                return {"shortcuts": Variant("a(sa{sv})", _described(granted))}
            case _:
                return {}


def _described(shortcuts):
    return [[name, {"trigger_description": Variant("s", text)}] for name, text in shortcuts.items()]


class Impostor:
    """Another program on the bus, which speaks to the portal's client as if it were the portal."""

    def __init__(self, service):
        self._service = service

    def answer(self, picture):
        """Answer the screenshot that was asked for last."""
        [handle] = [self._handle(body) for member, body in self._service.calls[-1:] if member == "Screenshot"]
        self._send(handle, REQUEST, "Response", "ua{sv}", [0, {"uri": Variant("s", picture)}])

    def activate(self, name):
        """Report that a shortcut was pressed."""
        body = [self._service.session, name, 1, {}]
        self._send(PATH, SHORTCUTS, "Activated", "osta{sv}", body)

    def _handle(self, body):
        sender = self._service.client.removeprefix(":").replace(".", "_")
        return f"{PATH}/request/{sender}/{body[-1]['handle_token'].value}"

    def _send(self, *signal):
        message = Message.new_signal(*signal)
        message.destination = self._service.client

        async def send():
            bus = await MessageBus(bus_address=os.environ["DBUS_SESSION_BUS_ADDRESS"]).connect()
            await bus.send(message)
            bus.disconnect()
            await bus.wait_for_disconnect()

        asyncio.run(send())
