import logging
import subprocess
import sys
import threading

import pytest

from img2latex_desktop.base.mishaps import Mishap, MishapWatch, ToldThread, told

EVERY_WAY = """
import functools, sys, threading, time
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer, Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget
from img2latex_desktop.base.mishaps import MishapWatch

def stumble(way, *_):
    raise ValueError(way)

class Parts(QWidget):
    said = Signal()

    def paintEvent(self, _event):
        stumble("paint")

    def eventFilter(self, _watched, event):
        if event.type() is QEvent.Type.User:
            stumble("event filter")
        return False

class Leaving:
    def __del__(self):
        stumble("end of an object")

qt = QApplication([])
heard = []
watch = MishapWatch(lambda mishap: heard.append(mishap.sentence))
parts = Parts()
parts.said.connect(functools.partial(stumble, "slot"))
parts.said.connect(functools.partial(stumble, "queued slot"), Qt.ConnectionType.QueuedConnection)
parts.said.emit()
parts.show()
parts.installEventFilter(parts)
QCoreApplication.postEvent(parts, QEvent(QEvent.Type.User))
QTimer.singleShot(0, functools.partial(stumble, "timer"))
QThreadPool.globalInstance().start(functools.partial(stumble, "pool"))
threading.Thread(target=stumble, args=("thread",)).start()
Leaving()
QTimer.singleShot(500, qt.quit)
qt.exec()
watch.stop()
print(sorted({sentence.partition("ValueError: ")[2].removesuffix(").") for sentence in heard}))
"""


@pytest.fixture
def heard():
    said = []
    watch = MishapWatch(said.append)
    yield said
    watch.stop()


def test_a_thread_that_stumbles_tells_its_maker_and_the_log(caplog):
    said = []
    thread = ToldThread("stumbling", lambda: 1 / 0, said.append)
    thread.start()
    thread.join()
    [sentence] = said
    assert "(ZeroDivisionError: division by zero)" in sentence
    assert "“stumbling”" in caplog.text
    assert "Traceback" in caplog.text


def test_a_thread_that_does_its_work_says_nothing_and_lets_go_of_it():
    said, done = [], []
    thread = ToldThread("working", lambda: done.append(1), said.append)
    thread.start()
    thread.join()
    assert (said, done) == ([], [1])
    assert thread._work is None


def test_behind_a_step_that_stumbles_others_go_on():
    said = []
    for divisor in (0, 1, 0):
        with told(said.append):
            1 / divisor
    assert len(said) == 2


def test_what_ends_a_program_is_no_mishap():
    with pytest.raises(KeyboardInterrupt), told(print):
        raise KeyboardInterrupt


def test_every_thread_and_every_callback_of_qt_is_heard():
    done = subprocess.run(
        [sys.executable, "-c", EVERY_WAY], capture_output=True, text=True, timeout=60, check=False
    )
    ways = ["end of an object", "event filter", "paint", "pool", "queued slot", "slot", "thread", "timer"]
    assert (done.returncode, done.stdout.strip()) == (0, str(ways)), done.stderr


def test_where_it_came_from_is_known(heard):
    try:
        logging.getLogger("x").handle(None)
    except AttributeError as problem:
        sys.excepthook(type(problem), problem, problem.__traceback__)
    [mishap] = heard
    assert mishap.came_through("logging")
    assert mishap.came_through("x", __name__)
    assert not mishap.came_through("log", "logging.handlers")


def test_the_same_place_is_news_once_a_minute(heard, caplog, monkeypatch):
    def stumble():
        thread = threading.Thread(target=lambda: 1 / 0)
        thread.start()
        thread.join()

    stumble()
    stumble()
    assert [mishap.is_news for mishap in heard] == [True, False]
    assert caplog.text.count("Traceback") == 1
    monkeypatch.setattr("img2latex_desktop.base.mishaps.QUIET_S", 0.0)
    stumble()
    assert heard[-1].is_news


def test_afterwards_everything_is_as_it_was_before():
    before = (sys.excepthook, threading.excepthook, sys.unraisablehook)
    MishapWatch(print).stop()
    assert (sys.excepthook, threading.excepthook, sys.unraisablehook) == before


def test_a_mishap_without_a_trace_came_from_nowhere():
    assert not Mishap("said", frozenset()).came_through("img2latex_desktop")
