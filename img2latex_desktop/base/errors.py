"""Every error a user may be shown; its text is one plain sentence.

::

    Img2LatexError
    ├── ImageError         a file or a stream that does not hold a readable picture
    ├── RecognitionError   the recognizer cannot be loaded, or its process stopped
    ├── CaptureError       the screen cannot be photographed
    │   └── ScreenDeniedError  the system gives no real picture of it
    ├── HotkeyError        the hotkey cannot be registered
    ├── PortalError        the desktop's portal refuses, fails or is silent
    │   └── PortalMissingError  what was asked of it does not exist on this desktop
    ├── SettingsError      the settings cannot be saved, or starting at login cannot be changed
    ├── HistoryError       the history cannot be read or written now
    │   └── DamagedHistoryError  its file is damaged, or holds something else
    ├── WeightsInstallError  other weights cannot be installed, or not be given up again
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


class ScreenDeniedError(CaptureError):
    """The system gives no real picture of the screen, for want of a permission or because it is locked."""


class HotkeyError(Img2LatexError):
    """The hotkey cannot be registered."""


class PortalError(Img2LatexError):
    """The desktop's portal refuses, fails or is silent."""


class PortalMissingError(PortalError):
    """What was asked of the desktop's portal does not exist on this desktop."""


class SettingsError(Img2LatexError):
    """The settings cannot be saved, or starting at login cannot be changed."""


class HistoryError(Img2LatexError):
    """The history cannot be read or written now."""


class DamagedHistoryError(HistoryError):
    """The file of the history is damaged, or holds something else than a history this version knows."""


class WeightsInstallError(Img2LatexError):
    """Other weights cannot be installed, or not be given up again; those in use stay."""


class TypesettingError(Img2LatexError):
    """A formula cannot be drawn as a preview."""
