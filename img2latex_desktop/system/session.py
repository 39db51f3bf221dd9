"""Facts about the desktop session this process runs in."""

import os


def is_wayland() -> bool:
    """Whether the session is Wayland, where X11's ways of capture and of listening to keys see nothing."""
    return os.environ.get("XDG_SESSION_TYPE") == "wayland" or bool(os.environ.get("WAYLAND_DISPLAY"))
