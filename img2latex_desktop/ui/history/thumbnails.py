"""Small pictures of large ones, made beside the GUI's thread: one of a whole screen takes 50 ms to read."""

from collections import OrderedDict

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QSize, Qt, QThreadPool, Signal
from PySide6.QtGui import QImage, QImageReader

from img2latex_desktop.base.mishaps import told

KEPT = 128  # 24 MB at the list's size and a scale of 2; about ten windows full

Key = tuple[int, int, int]
"""Hash of the PNG, and the bounds."""


class _Decoder(QObject):
    """Has no parent, so that a picture still being decoded outlives the window it was for."""

    decoded = Signal(object, object)

    def decode(self, key: Key, png: bytes) -> None:
        """Decode in the calling thread; ``decoded`` follows in any case."""
        with told(lambda _sentence: self.decoded.emit(key, QImage())):
            self.decoded.emit(key, _shrunk(png, QSize(*key[1:])))


class Thumbnails(QObject):
    """Makes thumbnails and remembers the last ones asked for."""

    arrived = Signal()
    """One that was asked for is there."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images: OrderedDict[Key, QImage] = OrderedDict()
        self._awaited: set[Key] = set()
        self._decoder = _Decoder()
        self._decoder.decoded.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def image(self, png: bytes, bounds: QSize) -> QImage | None:
        """Return a picture shrunk into bounds in device pixels, or None until ``arrived``.

        A picture that cannot be read gives a null image.
        """
        key = (hash(png), bounds.width(), bounds.height())
        if key in self._images:
            self._images.move_to_end(key)
            return self._images[key]
        if key not in self._awaited:
            self._awaited.add(key)
            decoder = self._decoder
            QThreadPool.globalInstance().start(lambda: decoder.decode(key, png))
        return None

    def clear(self) -> None:
        """Forget all, for the memory they take."""
        self._images.clear()

    def _keep(self, key: Key, image: QImage) -> None:
        self._awaited.discard(key)
        self._images[key] = image
        if len(self._images) > KEPT:
            self._images.popitem(last=False)
        self.arrived.emit()


def _shrunk(png: bytes, bounds: QSize) -> QImage:
    buffer = QBuffer()
    buffer.setData(QByteArray(png))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if size.width() > bounds.width() or size.height() > bounds.height():
        fitting = size.scaled(bounds, Qt.AspectRatioMode.KeepAspectRatio)
        reader.setScaledSize(fitting.expandedTo(QSize(1, 1)))
    return reader.read()
