import queue

import pytest

from img2latex_desktop.hotkey.x_keys import XKeys

WAIT_S = 10


@pytest.mark.gui
def test_keys_are_heard_by_name_going_down_and_up_until_closed(desktop, monkeypatch):
    monkeypatch.setenv("DISPLAY", desktop.environment["DISPLAY"])
    heard = queue.Queue()
    keys = XKeys({"M"})
    assert keys.has("M")
    assert not keys.has("N")  # which was not asked for
    assert keys.open(lambda key: heard.put((key, "down")), lambda key: heard.put((key, "up")))
    desktop.press("ctrl+shift+m")
    events = [heard.get(timeout=WAIT_S) for _ in range(6)]
    assert set(events) == {(key, way) for key in ("Ctrl", "Shift", "M") for way in ("down", "up")}
    keys.close()
    assert not keys.is_alive()
    desktop.press("m")
    assert heard.empty()


def test_without_an_x_server_there_are_no_keys(monkeypatch):
    from Xlib.error import DisplayError

    monkeypatch.setenv("DISPLAY", ":no-such-display")
    with pytest.raises(DisplayError):
        XKeys({"M"})
