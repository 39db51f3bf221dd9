import pytest

from img2latex_desktop.ui.shell.actions import ProgramActions


@pytest.fixture
def actions(qapp):
    return ProgramActions()


def entries(menu):
    return {action.text().split("\t")[0].replace("&", ""): action for action in menu.actions()}


@pytest.mark.parametrize(
    ("entry", "signal"),
    [
        ("Snip a formula", "snip_requested"),
        ("Read the picture on the clipboard", "clipboard_requested"),
        ("Open pictures …", "open_requested"),
        ("History …", "history_requested"),
        ("Settings …", "settings_requested"),
        ("Doctor …", "doctor_requested"),
        ("About …", "about_requested"),
        ("Quit", "quit_requested"),
    ],
)
def test_every_entry_asks_for_what_it_says(qtbot, actions, entry, signal):
    with qtbot.waitSignal(getattr(actions, signal)):
        entries(actions.make_menu())[entry].trigger()


def test_the_status_leads_to_the_home_window(qtbot, actions):
    with qtbot.waitSignal(actions.home_requested):
        actions.make_menu().actions()[0].trigger()


def test_every_entry_can_be_reached_by_a_letter_of_its_own(actions):
    menu = actions.make_menu()
    names = [action.text() for action in menu.actions()[1:] if not action.isSeparator()]
    letters = [name[name.index("&") + 1].lower() for name in names]
    assert len(set(letters)) == len(letters)


def test_working_hotkeys_stand_beside_their_entries_in_every_menu(actions):
    menus = [actions.make_menu(), actions.make_menu()]
    actions.show_hotkeys(snip="Ctrl+Alt+M", history="Ctrl+Alt+H")
    for menu in menus:
        assert entries(menu)["Snip a formula"].text().endswith("\tCtrl+Alt+M")
        assert entries(menu)["History …"].text().endswith("\tCtrl+Alt+H")
        assert "\t" not in entries(menu)["Read the picture on the clipboard"].text()
    actions.show_hotkeys()
    assert "\t" not in entries(menus[0])["Snip a formula"].text()


def test_private_mode_is_shown_and_switched_in_every_menu(qtbot, actions):
    menus = [actions.make_menu(), actions.make_menu()]
    with qtbot.assertNotEmitted(actions.private_toggled):
        actions.show_private(True)
    for menu in menus:
        assert entries(menu)["Private mode"].isChecked()
    with qtbot.waitSignal(actions.private_toggled) as toggled:
        entries(menus[0])["Private mode"].trigger()
    assert toggled.args == [False]


def test_the_last_region_is_offered_once_there_is_one(qtbot, actions):
    again = entries(actions.make_menu())["Snip the last region again"]
    assert not again.isEnabled()
    actions.allow_repeat(True)
    with qtbot.waitSignal(actions.repeat_requested):
        again.trigger()
