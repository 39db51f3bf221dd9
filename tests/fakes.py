"""Stand-ins for the two ends of the flow: a recognizer without a network, and screens without a display."""

import os
import signal
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
from PySide6.QtCore import QBuffer, QIODevice, QObject, QRect, Signal
from PySide6.QtGui import QColor, QImage

from img2latex_desktop.base.pixels import Pixels
from img2latex_desktop.capture.base import ScreenPlace, Screenshot
from img2latex_desktop.recognition import RecognizerState
from img2latex_desktop.service.weights_store import WeightsChoice
from img2latex_desktop.service.worker import Loaded, Reading
from model.picture.view import PLAIN_VIEW, NoInkError, Seen
from model.reading.result import Candidate, Recognition

WEIGHTS = WeightsChoice(Path("/weights/of/a/fake"))


def recognition(latex=r"x^2", confidence=0.95):
    return Recognition(latex, confidence, (Candidate(latex, confidence),), ("x",), (confidence,))


def reading(latex=r"x^2", confidence=0.95):
    return Reading(recognition(latex, confidence), Pixels(2, 1, 1, b"\0\xff"))


class FakeRecognizer:
    """Answers with the size of what it sees; a uniform picture is blank, one 13 pixels wide makes trouble."""

    device = "cpu"

    def __init__(self, marks=None, delay_s=0.0, stuck_at=None):
        self.marks = marks
        self.delay_s = delay_s
        self.stuck_at = stuck_at  # the width of a picture that is never read to the end

    def recognize(self, image, *, candidates=1, view=PLAIN_VIEW):
        if image.min() == image.max():
            raise NoInkError("the picture is blank")
        height, width = (side - 2 * view.trim_px for side in image.shape[:2])
        if width == 13:
            raise OSError("the disk is gone")
        if self.marks is not None:
            self.marks.touch_and_die(width)
        while width == self.stuck_at:
            pass
        time.sleep(self.delay_s)
        latex = f"{width} \\times {height}"
        others = tuple(Candidate(f"{latex}?{place}", 0.1) for place in range(1, candidates))
        best = recognition(latex)
        return replace(best, candidates=best.candidates + others)

    def recognize_batch(self, images):
        return [self.recognize(image) for image in images]

    def see(self, image, view=PLAIN_VIEW):
        return Seen(np.ascontiguousarray(image[..., 1]) if image.ndim == 3 else image, 10.0)


class Deaths:
    """Kills the process the first ``times`` times it reads a picture, counted in a folder."""

    def __init__(self, folder: Path, times: int):
        self.folder, self.times = folder, times

    def touch_and_die(self, name):
        count = len(list(self.folder.iterdir()))
        if count < self.times:
            (self.folder / f"{name}-{count}").touch()
            os.kill(os.getpid(), signal.SIGKILL)


def load():
    return Loaded(FakeRecognizer(), WEIGHTS)


def load_slowly():
    time.sleep(1.0)
    return Loaded(FakeRecognizer(), WEIGHTS)


def load_sluggish(delay_s):
    return Loaded(FakeRecognizer(delay_s=delay_s), WEIGHTS)


def load_stuck(width):
    return Loaded(FakeRecognizer(stuck_at=width), WEIGHTS)


def load_dying(folder, times):
    return Loaded(FakeRecognizer(Deaths(folder, times)), WEIGHTS)


def load_never():
    raise RuntimeError("The weights are damaged; install the program again.")


def die_loading():
    os.kill(os.getpid(), signal.SIGKILL)


class FakeRecognizerProcess(QObject):
    """The signals of RecognizerProcess without a process: the test answers.

    Attributes:
        submitted: The pictures, so that the first has the number 1.
        wishes: View, number of candidates and urgency of each.
        starts: How often it was to be started.
    """

    recognized = Signal(int, object)
    failed = Signal(int, str)
    doubted = Signal(int, object)
    state_changed = Signal(object)
    loaded = Signal(object)
    weights = None

    def __init__(self):
        super().__init__()
        self.state = RecognizerState.READY
        self.submitted = []
        self.wishes = []
        self.cancelled = []
        self.starts = 0

    def start(self):
        self.starts += 1

    def submit(self, source, view=PLAIN_VIEW, candidates=1, *, is_urgent=True):
        self.submitted.append(source)
        self.wishes.append((view, candidates, is_urgent))
        return len(self.submitted)

    def cancel(self, number):
        self.cancelled.append(number)

    def enter(self, state):
        """Change the state, as the process does."""
        self.state = state
        self.state_changed.emit(state)

    def read(self, latex="x^2", confidence=0.95, number=None):
        """Answer the picture submitted last, or another."""
        source = self.submitted[(number or len(self.submitted)) - 1]
        answer = reading(latex, confidence)
        if isinstance(source, Path):
            answer = replace(answer, picture=Pixels(2, 1, 1, b"\0\xff"))
        self.recognized.emit(number or len(self.submitted), answer)

    def doubt(self, message="This looks like no formula."):
        """Take the picture submitted last for no formula."""
        self.doubted.emit(len(self.submitted), Pixels(2, 1, 1, b"\0\xff"))
        self.refuse(message)

    def refuse(self, message="No formula found.", number=None):
        """Fail the picture submitted last, or another."""
        self.failed.emit(number or len(self.submitted), message)


class FakeListener:
    """A HotkeyListener that the test presses the keys of.

    Attributes:
        bindings: What is listened to, by action; None while nothing is.
        starts: How often it was started.
    """

    activation_token = ""

    def __init__(self):
        self.bindings = None
        self.starts = 0

    def start(self, bindings, on_pressed, on_listening, on_failed):
        self.bindings = {binding.action: binding for binding in bindings}
        self.starts += 1
        self.press, self.tell_listening, self.fail = on_pressed, on_listening, on_failed

    def stop(self):
        self.bindings = None


class FakeCapture:
    """Gives one picture of noise for each place, or says why not."""

    def __init__(self, device_pixel_ratio=1.0, problem=""):
        self.device_pixel_ratio = device_pixel_ratio
        self.problem = problem

    def freeze(self, places, on_frozen, on_failed):
        if self.problem:
            on_failed(self.problem)
        else:
            on_frozen([screenshot(place, self.device_pixel_ratio) for place in places])


def screenshot(place, device_pixel_ratio=1.0):
    """Return a picture whose red and green count its columns and rows, so that every crop tells its place."""
    width = round(place.geometry.width() * device_pixel_ratio)
    height = round(place.geometry.height() * device_pixel_ratio)
    pixels = np.zeros((height, width, 4), np.uint8)
    pixels[..., 0] = np.arange(width)[None, :] % 256
    pixels[..., 1] = np.arange(height)[:, None] % 256
    pixels[..., 3] = 255
    image = QImage(pixels.tobytes(), width, height, width * 4, QImage.Format.Format_RGBX8888).copy()
    return Screenshot(place, image)


def place(name="screen", left=0, top=0, width=800, height=600):
    return ScreenPlace(name, QRect(left, top, width, height))


def picture(width=40, height=20, color="white"):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(color))
    image.setPixelColor(width // 2, height // 2, QColor("black"))
    return image


def png(width=40, height=20, color="white"):
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture(width, height, color).save(buffer, "PNG")
    return bytes(buffer.data().data())
