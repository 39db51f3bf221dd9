"""Places of letters and digits on a US keyboard: what a hotkey means where no layout types its key."""

ROWS = {"1234567890": 10, "QWERTYUIOP": 24, "ASDFGHJKL": 38, "ZXCVBNM": 52}  # with the keycode of the first
LATIN_PLACES = {key: first + place for row, first in ROWS.items() for place, key in enumerate(row)}
"""By letter and digit the keycode under X11 and Wayland, the same in both of X's sets of them."""
LATIN_KEYS = {keycode: key for key, keycode in LATIN_PLACES.items()}
