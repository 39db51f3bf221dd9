"""Cyclic garbage, collected in the thread of the windows and in no other.

Python collects in whichever thread happens to allocate. Should that be the history's and the garbage hold a
window, Qt would take the window down outside of its thread, and the program with it.
"""

import gc

from PySide6.QtCore import QObject, QTimer

INTERVAL_MS = 5_000  # a snip leaves some 10⁴ objects, a megabyte or so, until then


class GarbageCollector(QObject):
    """Takes over from Python's own collector until ``stop``; make it in the thread of the windows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_enabled = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(collect_what_is_due)
        self._timer.start(INTERVAL_MS)

    def stop(self) -> None:
        """Leave it to Python again, once no other thread runs."""
        self._timer.stop()
        if self._was_enabled:
            gc.enable()


def collect_what_is_due() -> int:
    """Collect the oldest generation past its threshold, with the younger ones; return its number, or −1."""
    due = [
        generation
        for generation, (count, threshold) in enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True))
        if count > threshold > 0
    ]
    if not due:
        return -1
    gc.collect(due[-1])
    return due[-1]
