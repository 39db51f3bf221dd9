"""``img2latex doctor``: every check that this machine allows, as lines for a terminal or as JSON.

Importing it imports no Qt, because a missing library of Qt's is one of the things it finds.
"""

import ctypes
import logging
import os
import socket
import sys

from img2latex_desktop.diagnosis import CheckResult, exit_status, to_json, to_line
from img2latex_desktop.doctor.files import check_weights
from img2latex_desktop.doctor.machine import check_libraries, check_versions, missing_libraries
from img2latex_desktop.service.weights_store import WeightsStore
from img2latex_desktop.system.session import is_wayland


def main(*, is_json: bool = False) -> int:
    """Run the checks and write what they find to standard output.

    Args:
        is_json: One JSON object at the end, instead of a line as soon as each check is done.

    Returns:
        1 where something is broken, else 0.
    """
    logging.getLogger("img2latex_desktop").addHandler(
        logging.NullHandler()
    )  # findings say it, not tracebacks
    try:
        from img2latex_desktop.doctor.session_run import run_checks
    except ImportError:  # Qt itself lacks a library: say what can be said without it
        results = checks_without_qt()
        if not is_json:
            for result in results:
                write_line(result)
    else:
        results = run_checks(has_display=can_open_display(), on_result=_ignore if is_json else write_line)
    if is_json:
        sys.stdout.write(to_json(results) + "\n")
    return exit_status(results)


def checks_without_qt() -> list[CheckResult]:
    """Run what can be checked where Qt cannot be imported."""
    return [
        CheckResult("Versions", check_versions()),
        CheckResult("Libraries", check_libraries()),
        CheckResult("Weights", check_weights(WeightsStore.of_user())),
    ]


def can_open_display() -> bool:
    """Whether Qt can open the display: where it cannot, it ends the whole process."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        return True
    if missing_libraries():
        return False
    return _answers_wayland() if is_wayland() else _answers_x11()


def write_line(result: CheckResult) -> None:
    """Write one result as soon as it is there."""
    sys.stdout.write(to_line(result) + "\n")
    sys.stdout.flush()


def _answers_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "wayland-0")
    path = os.path.join(os.environ.get("XDG_RUNTIME_DIR", ""), name)  # noqa: PTH118 - an absolute name wins
    with socket.socket(socket.AF_UNIX) as connection:
        return connection.connect_ex(path) == 0


def _answers_x11() -> bool:
    xcb = ctypes.CDLL("libxcb.so.1")  # what Qt itself will call
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    is_open: bool = xcb.xcb_connection_has_error(connection) == 0
    xcb.xcb_disconnect(connection)
    return is_open


def _ignore(_result: CheckResult) -> None:
    """Say nothing yet."""
