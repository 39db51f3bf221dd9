"""Steps for binding a command to keys in the settings of the desktop at hand. No Qt.

The way for desktops that let no program have hotkeys. Menu names are as those desktops have them as far
as known; tried on sway only.
"""

from dataclasses import dataclass

from img2latex_desktop.base.language import Sentence


@dataclass(frozen=True)
class ShortcutSteps:
    """What to do, on one desktop.

    Attributes:
        desktop: Its name, for a heading.
        steps: Sentences, in order.
        to_copy: What has to be pasted on the way: the command, or a line of a configuration.
    """

    desktop: str
    steps: tuple[str, ...]
    to_copy: str


@dataclass(frozen=True)
class _Desktop:
    """One desktop's way, with {command}, {keys} and {line}, which is ``to_copy``, to be filled in.

    Attributes:
        modifiers: How it writes Ctrl, Alt, Shift and Meta.
        joint: Between modifiers, and before the key.
        to_copy: The command alone, or a line of its configuration.
    """

    name: str | Sentence
    steps: tuple[str | Sentence, ...]
    to_copy: str = "{command}"
    modifiers: tuple[str, str, str, str] = ("Ctrl", "Alt", "Shift", "Super")
    joint: tuple[str, str] = ("+", "+")


_GNOME = _Desktop(
    "GNOME",
    (
        Sentence(
            "ShortcutSteps",
            "Open Settings → Keyboard → View and Customize Shortcuts → Custom Shortcuts and press +.",
        ),
        Sentence("ShortcutSteps", "Name: Img2LaTeX. Command: {command}"),
        Sentence("ShortcutSteps", "Set Shortcut: press {keys}, then Add."),
    ),
)
_KDE = _Desktop(
    "KDE Plasma",
    (
        Sentence(
            "ShortcutSteps",
            "Open System Settings → Keyboard → Shortcuts and choose Add New → Command or Script.",
        ),
        Sentence("ShortcutSteps", "Command: {command}"),
        Sentence("ShortcutSteps", "Choose Add custom shortcut, press {keys}, then Apply."),
    ),
    modifiers=("Ctrl", "Alt", "Shift", "Meta"),
)
_SWAY = _Desktop(
    "sway",
    (
        Sentence("ShortcutSteps", "Add this line to ~/.config/sway/config:"),
        "{line}",
        Sentence("ShortcutSteps", "Run: swaymsg reload"),
    ),
    to_copy="bindsym {keys} exec {command}",
    modifiers=("Ctrl", "Mod1", "Shift", "Mod4"),
)
_HYPRLAND = _Desktop(
    "Hyprland",
    (
        Sentence(
            "ShortcutSteps", "Add this line to ~/.config/hypr/hyprland.conf; it is read again by itself:"
        ),
        "{line}",
    ),
    to_copy="bind = {keys}, exec, {command}",
    modifiers=("CTRL", "ALT", "SHIFT", "SUPER"),
    joint=(" ", ", "),
)
_NIRI = _Desktop(
    "niri",
    (
        Sentence(
            "ShortcutSteps",
            "Add this line to the section binds of ~/.config/niri/config.kdl; it is read again by itself:",
        ),
        "{line}",
    ),
    to_copy='{keys} {{ spawn-sh "{command}"; }}',
)
_XFCE = _Desktop(
    "Xfce",
    (
        Sentence("ShortcutSteps", "Open Settings → Keyboard → Application Shortcuts and press Add."),
        Sentence("ShortcutSteps", "Command: {command}"),
        Sentence("ShortcutSteps", "Press OK, then {keys}."),
    ),
)
_CINNAMON = _Desktop(
    "Cinnamon",
    (
        Sentence(
            "ShortcutSteps",
            "Open System Settings → Keyboard → Shortcuts → Custom Shortcuts and press Add custom shortcut.",
        ),
        Sentence("ShortcutSteps", "Name: Img2LaTeX. Command: {command}"),
        Sentence(
            "ShortcutSteps", "Press Add, double-click the first line of Keyboard bindings and press {keys}."
        ),
    ),
)
_MATE = _Desktop(
    "MATE",
    (
        Sentence("ShortcutSteps", "Open Control Center → Keyboard Shortcuts and press Add."),
        Sentence("ShortcutSteps", "Name: Img2LaTeX. Command: {command}"),
        Sentence("ShortcutSteps", "Press Apply, click the new line and press {keys}."),
    ),
)
_COSMIC = _Desktop(
    "COSMIC",
    (
        Sentence(
            "ShortcutSteps",
            "Open Settings → Input Devices → Keyboard → Keyboard Shortcuts → Custom and press Add shortcut.",
        ),
        Sentence("ShortcutSteps", "Name: Img2LaTeX. Command: {command}"),
        Sentence("ShortcutSteps", "Press {keys} in the field for the keys."),
    ),
)
_LXQT = _Desktop(
    "LXQt",
    (
        Sentence("ShortcutSteps", "Open LXQt settings → Shortcut Keys and press Add."),
        Sentence("ShortcutSteps", "Press {keys} beside Shortcut, choose Command and enter: {command}"),
    ),
)
_ELSEWHERE = _Desktop(
    Sentence("ShortcutSteps", "Other desktops"),
    (
        Sentence("ShortcutSteps", "Open the keyboard shortcuts in the settings of the desktop."),
        Sentence("ShortcutSteps", "Bind {keys} to the command: {command}"),
    ),
)

_DESKTOPS = {
    "gnome": _GNOME,
    "unity": _GNOME,
    "budgie": _GNOME,
    "kde": _KDE,
    "sway": _SWAY,
    "i3": _SWAY,
    "hyprland": _HYPRLAND,
    "niri": _NIRI,
    "xfce": _XFCE,
    "x-cinnamon": _CINNAMON,
    "mate": _MATE,
    "cosmic": _COSMIC,
    "lxqt": _LXQT,
}
"""By the names that XDG_CURRENT_DESKTOP uses, in lower case."""


def shortcut_steps(current_desktop: str, command: str, hotkey: str) -> ShortcutSteps:
    """Return the steps that bind a command to keys.

    Args:
        current_desktop: The value of XDG_CURRENT_DESKTOP: names joined by colons, the most special first.
        command: As typed into a terminal, such as ``img2latex snip``.
        hotkey: Such as ``Ctrl+Alt+M``.
    """
    names = current_desktop.lower().split(":")
    desktop = next((_DESKTOPS[name] for name in names if name in _DESKTOPS), _ELSEWHERE)
    keys = _spelled(hotkey, desktop)
    line = desktop.to_copy.format(command=command, keys=keys)
    steps = tuple(str(step.format(command=command, keys=keys, line=line)) for step in desktop.steps)
    return ShortcutSteps(str(desktop.name), steps, line)


def _spelled(hotkey: str, desktop: _Desktop) -> str:
    *modifiers, key = hotkey.split("+")
    spelling = dict(zip(("Ctrl", "Alt", "Shift", "Meta"), desktop.modifiers, strict=True))
    between, before_key = desktop.joint
    return between.join(spelling[name] for name in modifiers) + before_key + key
