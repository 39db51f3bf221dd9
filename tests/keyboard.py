"""Keys pressed by their places on the keyboard of an X server, whatever they type."""

from Xlib import X
from Xlib.display import Display

CTRL, ALT, MENU, LETTER_M = 37, 64, 135, 58  # keycodes of a PC keyboard under X


def tap(*keycodes):
    """Press keys by their places, one after the other, and release them; xdotool would switch layouts."""
    display = Display()
    for keycode in keycodes:
        display.xtest_fake_input(X.KeyPress, keycode)
    for keycode in reversed(keycodes):
        display.xtest_fake_input(X.KeyRelease, keycode)
    display.sync()
    display.close()
