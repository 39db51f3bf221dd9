"""Every error a user may be shown; its text is one plain sentence.

::

    Img2LatexError
    ├── ImageError         a file or a stream that does not hold a readable picture
    ├── RecognitionError   the recognizer cannot be loaded, or its process stopped
    ├── CaptureError       the screen cannot be photographed
    ├── HotkeyError        the hotkey cannot be registered
    └── TypesettingError   a formula that cannot be drawn as a preview
"""


class Img2LatexError(Exception):
    """Something the user should read; the text says what is wrong and, where known, what to do."""


class ImageError(Img2LatexError):
    """A file or a stream does not hold a picture that can be read."""


class RecognitionError(Img2LatexError):
    """The recognizer cannot be loaded, or its process stopped."""


class CaptureError(Img2LatexError):
    """The screen cannot be photographed."""


class HotkeyError(Img2LatexError):
    """The hotkey cannot be registered."""


class TypesettingError(Img2LatexError):
    """A formula cannot be drawn as a preview."""
