import pytest

from img2latex_desktop.system.shortcut_steps import shortcut_steps

COMMAND = "/home/ada/.venv/bin/img2latex snip"


def steps(current_desktop, hotkey="Ctrl+Alt+M"):
    return shortcut_steps(current_desktop, COMMAND, hotkey)


@pytest.mark.parametrize(
    ("current_desktop", "name"),
    [
        ("GNOME", "GNOME"),
        ("ubuntu:GNOME", "GNOME"),
        ("KDE", "KDE Plasma"),
        ("sway", "sway"),
        ("sway:wlroots", "sway"),
        ("Hyprland", "Hyprland"),
        ("X-Cinnamon", "Cinnamon"),
        ("", "Other desktops"),
        ("Enlightenment", "Other desktops"),
    ],
)
def test_the_desktop_is_recognized_by_its_most_special_name(current_desktop, name):
    assert steps(current_desktop).desktop == name


@pytest.mark.parametrize(
    "current_desktop",
    ["GNOME", "KDE", "sway", "Hyprland", "niri", "XFCE", "X-Cinnamon", "MATE", "COSMIC", "LXQt", ""],
)
def test_every_desktop_is_told_the_command_and_has_something_to_copy(current_desktop):
    found = steps(current_desktop)
    assert COMMAND in "\n".join(found.steps)
    assert COMMAND in found.to_copy
    assert not any("{" in step and "spawn" not in step for step in found.steps)


def test_settings_windows_get_the_command_alone():
    assert steps("GNOME").to_copy == COMMAND
    assert "press Ctrl+Alt+M" in steps("GNOME").steps[-1]


@pytest.mark.parametrize(
    ("current_desktop", "hotkey", "line"),
    [
        ("sway", "Ctrl+Alt+M", f"bindsym Ctrl+Mod1+M exec {COMMAND}"),
        ("sway", "Shift+Meta+F9", f"bindsym Shift+Mod4+F9 exec {COMMAND}"),
        ("Hyprland", "Ctrl+Alt+M", f"bind = CTRL ALT, M, exec, {COMMAND}"),
        ("Hyprland", "Meta+9", f"bind = SUPER, 9, exec, {COMMAND}"),
        ("niri", "Meta+M", f'Super+M {{ spawn-sh "{COMMAND}"; }}'),
    ],
)
def test_configured_desktops_get_a_line_in_their_own_spelling(current_desktop, hotkey, line):
    found = steps(current_desktop, hotkey)
    assert found.to_copy == line
    assert line in found.steps
