"""Hotkeys on Wayland, where no program hears keys meant for others: through the desktop's portal.

Limits: the desktop has the last word. It may ask the user, give another combination, hide which, or none at
all, and only its own settings change what it once gave. GNOME since 48, KDE and Hyprland have it; sway, other
wlroots desktops, Cinnamon and Xfce do not: there ``img2latex snip`` is bound in the desktop's own settings.
"""

import contextlib
import functools
import logging
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from img2latex_desktop.base.errors import PortalError, PortalMissingError
from img2latex_desktop.base.language import translate
from img2latex_desktop.base.mishaps import told
from img2latex_desktop.hotkey.base import Action, Binding, Hotkey
from img2latex_desktop.system.desktop_portal import (
    DONE,
    SESSION,
    DesktopPortal,
    Options,
    PortalSignal,
    PortalThread,
    pick,
)

logger = logging.getLogger(__name__)

SHORTCUT_LIST = "a(sa{sv})"
SHORTCUTS = "org.freedesktop.portal.GlobalShortcuts"
ANSWER_TIMEOUT_S = 10.0  # measured: 2 ms; nothing is asked of the user
BIND_TIMEOUT_S = 120.0  # the user is shown a dialog and may choose other keys in it
MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}


@dataclass(frozen=True)
class Callbacks:
    """Whom to tell, as ``HotkeyListener.start`` describes them."""

    on_pressed: Callable[[Action], None]
    on_listening: Callable[[dict[Action, str]], None]
    on_failed: Callable[[Action | None, str], None]


class PortalHotkeys:
    """Hears hotkeys in a thread of its own, also after the portal was restarted.

    ``on_listening`` is called again when combinations change in the desktop's settings.

    Attributes:
        activation_token: What the desktop gave with the newest press, empty for nothing: in the variable
            XDG_ACTIVATION_TOKEN it lets the next window of this program take the focus.
    """

    def __init__(self) -> None:
        self.activation_token = ""
        self._thread: PortalThread | None = None

    def start(
        self,
        bindings: Sequence[Binding],
        on_pressed: Callable[[Action], None],
        on_listening: Callable[[dict[Action, str]], None],
        on_failed: Callable[[Action | None, str], None],
    ) -> None:
        """Begin to listen; returns at once. Callbacks come from another thread."""
        self.stop()
        if bindings:
            callbacks = Callbacks(on_pressed, on_listening, on_failed)
            session = _Session(tuple(bindings), callbacks, self._keep_token)
            self._thread = PortalThread("hotkey", session.run, session.report_loss)

    def stop(self) -> None:
        """Stop listening and join the thread."""
        if self._thread is not None:
            self._thread.stop()
            self._thread = None

    def _keep_token(self, token: str) -> None:
        self.activation_token = token


class _Session:
    """The hotkeys of one thread, from binding them to its end."""

    def __init__(
        self, bindings: Sequence[Binding], callbacks: Callbacks, keep_token: Callable[[str], None]
    ) -> None:
        self._bindings = {binding.action.value: binding for binding in bindings}
        self._callbacks = callbacks
        self._keep_token = keep_token
        self._owner = ""  # the process that is the portal, by its name on the bus
        self._handle = ""  # the portal's name of this session

    def run(self, portal: DesktopPortal) -> None:
        """Listen until the portal is interrupted."""
        with self._loss_told(portal), portal:
            portal.watch_owner()
            portal.watch(SHORTCUTS)
            portal.watch(SESSION)
            with self._loss_told(portal):  # and wait: there may be another portal later
                self._bind(portal)
            while True:
                signal = portal.next_signal()
                with told(functools.partial(self._callbacks.on_failed, None)):  # and hear the next
                    self._answer(signal, portal)

    def _answer(self, signal: PortalSignal, portal: DesktopPortal) -> None:
        match signal.member, signal.signature, signal.body:
            case "Activated", "osta{sv}", (self._handle, name, _, options) if name in self._bindings:
                self._keep_token(pick(options, "activation_token", "s") or "")
                self._callbacks.on_pressed(self._bindings[name].action)
            case "ShortcutsChanged", "oa(sa{sv})", (self._handle, shortcuts):
                self._callbacks.on_listening(self._triggers(shortcuts))
            case "Closed", _, _ if signal.path == self._handle:
                self.report_loss(translate("Hotkeys", "The desktop took the hotkeys back."))
            case "NameOwnerChanged", _, (_, _, owner) if owner != self._owner:
                with self._loss_told(portal):
                    portal.register()
                    self._bind(portal)

    def _bind(self, portal: DesktopPortal) -> None:
        self._handle, self._owner = "", portal.owner()
        if portal.version(SHORTCUTS) == 0:
            raise PortalMissingError(translate("Hotkeys", "This desktop has no hotkeys for programs."))
        options = {"session_handle_token": ("s", f"img2latex_{secrets.token_hex(8)}")}
        created = portal.request(SHORTCUTS, "CreateSession", "a{sv}", (), options, ANSWER_TIMEOUT_S)
        handle = pick(created.results, "session_handle", "s") or pick(created.results, "session_handle", "o")
        if created.code != DONE or not handle:
            raise PortalError(translate("Hotkeys", "The desktop refuses hotkeys."))
        self._handle = handle
        triggers = self._list(portal)
        if len(triggers) < len(self._bindings):  # to bind again what is bound would ask the user again
            triggers |= self._ask_for_all(portal)
        if triggers:
            self._callbacks.on_listening(triggers)
        self._report_missing(triggers)

    def _list(self, portal: DesktopPortal) -> dict[Action, str]:
        try:
            arguments = (self._handle,)
            answer = portal.request(SHORTCUTS, "ListShortcuts", "oa{sv}", arguments, {}, ANSWER_TIMEOUT_S)
        except PortalError as problem:
            logger.info("No list of hotkeys: %s", problem)
            return {}
        return self._triggers(pick(answer.results, "shortcuts", SHORTCUT_LIST) or [])

    def _ask_for_all(self, portal: DesktopPortal) -> dict[Action, str]:
        wanted = [
            (
                name,
                {
                    "description": ("s", binding.description),
                    "preferred_trigger": ("s", to_trigger(binding.hotkey)),
                },
            )
            for name, binding in self._bindings.items()
        ]
        arguments = (self._handle, wanted, "")
        answer = portal.request(SHORTCUTS, "BindShortcuts", "oa(sa{sv})sa{sv}", arguments, {}, BIND_TIMEOUT_S)
        return self._triggers(pick(answer.results, "shortcuts", SHORTCUT_LIST) or [])

    def _triggers(self, shortcuts: Sequence[tuple[str, Options]]) -> dict[Action, str]:
        """Return what triggers each of our actions that is among the desktop's shortcuts, in its words."""
        return {
            self._bindings[name].action: pick(facts, "trigger_description", "s") or ""
            for name, facts in shortcuts
            if name in self._bindings
        }

    def _report_missing(self, triggers: dict[Action, str]) -> None:
        for binding in self._bindings.values():
            if binding.action not in triggers:
                sentence = translate(
                    "Hotkeys",
                    "The desktop gave no keys to “{}”, not even {}: choose some in its settings for this "
                    "program, or bind “img2latex {}” in the desktop's keyboard settings.",
                )
                self._callbacks.on_failed(
                    binding.action,
                    sentence.format(binding.description, binding.hotkey, binding.action.command),
                )

    def report_loss(self, reason: str) -> None:
        """Tell that nothing is heard any more, and why."""
        hotkeys = ", ".join(str(binding.hotkey) for binding in self._bindings.values())
        sentence = translate(
            "Hotkeys", "{}. {} cannot be heard; bind “img2latex {}” in the desktop's keyboard settings."
        )
        self._callbacks.on_failed(
            None, sentence.format(reason.removesuffix("."), hotkeys, Action.SNIP.command)
        )

    @contextlib.contextmanager
    def _loss_told(self, portal: DesktopPortal) -> Iterator[None]:
        def tell(reason: str) -> None:
            if not portal.is_interrupted:
                self.report_loss(reason)

        with told(tell):
            try:
                yield
            except PortalError as problem:
                tell(str(problem))


def to_trigger(hotkey: Hotkey) -> str:
    """Return a combination as the XDG shortcuts specification spells it, such as ``CTRL+ALT+m``."""
    key = hotkey.key.lower() if len(hotkey.key) == 1 else hotkey.key
    return "+".join([*(MODIFIERS[name] for name in hotkey.modifiers), key])
