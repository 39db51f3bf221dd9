import gc
import threading
import weakref

import pytest
from PySide6.QtWidgets import QWidget

from img2latex_desktop import garbage
from img2latex_desktop.garbage import GarbageCollector, collect_what_is_due


class Window(QWidget):
    """A window in a cycle, as a connected lambda makes it."""

    def __init__(self):
        super().__init__()
        self.itself = self


@pytest.fixture(autouse=True)
def pythons_own_collector():
    was_enabled = gc.isenabled()
    gc.collect()
    gc.enable()
    yield
    gc.collect()
    (gc.enable if was_enabled else gc.disable)()


def allocate(kept, count):
    kept += [[] for _ in range(count)]


def test_a_window_is_garbage_for_its_own_thread_alone(qtbot, monkeypatch):
    monkeypatch.setattr(garbage, "INTERVAL_MS", 50)
    collector = GarbageCollector()
    window = weakref.ref(Window())
    kept = []
    thread = threading.Thread(target=allocate, args=(kept, 200_000))
    thread.start()
    thread.join()
    assert window() is not None
    qtbot.waitUntil(lambda: window() is None)
    collector.stop()


def test_after_the_end_python_collects_again(qapp):
    GarbageCollector().stop()
    assert gc.isenabled()


def test_a_generation_is_collected_once_it_is_due(qapp):
    gc.disable()
    gc.collect()
    assert collect_what_is_due() == -1
    kept = []
    for expected in [0] * 11 + [1]:
        allocate(kept, 2_000)
        assert collect_what_is_due() == expected
