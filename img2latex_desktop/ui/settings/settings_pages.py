"""The pages of the settings, but for the hotkeys'."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QDoubleSpinBox, QSpinBox, QWidget

from img2latex_desktop.settings import (
    CAPTURE_DELAY_S,
    HISTORY_MEGABYTES,
    IDLE_MINUTES,
    SYSTEM_LANGUAGE,
    ResultClosing,
    ResultDisplay,
    Settings,
    Theme,
)
from img2latex_desktop.ui.settings.settings_page import SettingsPage, choose
from model.formula.formats.latex import LABELS, OutputForm


class GeneralPage(SettingsPage):
    """How the program looks and starts.

    Args:
        languages: Code and own name of each language there is, such as ``de`` and “Deutsch”.
        parent: The widget it belongs to.
    """

    autostart_toggled = Signal(bool)
    reset_requested = Signal()

    def __init__(self, languages: Mapping[str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = QComboBox()
        self._theme.addItem(self.tr("Like the system"), Theme.SYSTEM)
        self._theme.addItem(self.tr("Light"), Theme.LIGHT)
        self._theme.addItem(self.tr("Dark"), Theme.DARK)
        self._language = QComboBox()
        self._language.addItem(self.tr("Like the system"), SYSTEM_LANGUAGE)
        for code, name in languages.items():
            self._language.addItem(name, code)
        self.add_row(self.tr("&Theme:"), self._theme)
        self.add_row(self.tr("&Language:"), self._language)
        self._autostart = self.add_switch(
            self.tr("Start at lo&gin"), self.tr("So that the hotkeys work as soon as you have logged in.")
        )
        self._minimized = self.add_switch(
            self.tr("Start &minimized"),
            self.tr("Without a tray, the small window stays closed until you ask for it."),
        )
        self._reset = self.add_button(
            self.tr("&Reset to defaults …"), self.tr("All settings, hotkeys too. Your history stays.")
        )
        # What Qt gives back of an enumeration is a plain string.
        self._theme.activated.connect(lambda: self.edit(theme=Theme(self._theme.currentData())))
        self._language.activated.connect(lambda: self.edit(language=self._language.currentData()))
        self._autostart.clicked.connect(self.autostart_toggled)
        self._minimized.clicked.connect(lambda is_on: self.edit(starts_minimized=is_on))
        self._reset.clicked.connect(self._ask_for_reset)

    def fill(self, settings: Settings) -> None:
        """Show theme, language and how the program starts."""
        choose(self._theme, settings.theme, settings.theme)
        choose(self._language, settings.language, settings.language)
        self._minimized.setChecked(settings.starts_minimized)

    def show_autostart(self, is_enabled: bool) -> None:
        """Show whether the program starts at login, which the system knows and the settings do not."""
        self._autostart.setChecked(is_enabled)

    def _ask_for_reset(self) -> None:
        self.ask(
            self.tr("Reset all settings to their defaults?"),
            self.tr("Your own hotkeys are lost. Your history stays."),
            self.tr("&Reset"),
            self.reset_requested.emit,
        )


class CapturePage(SettingsPage):
    """How the screen is captured."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._delay = QDoubleSpinBox(decimals=1, singleStep=0.5)
        self._delay.setKeyboardTracking(False)  # or 20 would be told as 2 first
        self._delay.setRange(CAPTURE_DELAY_S.least, CAPTURE_DELAY_S.most)
        self._delay.setSuffix(self.tr(" s"))
        self._delay.setSpecialValueText(self.tr("None"))
        self.add_row(
            self.tr("&Delay:"),
            self._delay,
            self.tr("Time to open a menu or turn a page between the hotkey and the frozen screen."),
        )
        self._repeat = self.add_hint()
        self._delay.valueChanged.connect(lambda seconds: self.edit(capture_delay_s=seconds))

    def fill(self, settings: Settings) -> None:
        """Show the delay, and how the same region is captured again."""
        with QSignalBlocker(self._delay):  # a delay from the file may have more digits than are shown
            self._delay.setValue(settings.capture_delay_s)
        if settings.repeat_hotkey:
            hint = self.tr("{} captures the region of the last snip again.").format(settings.repeat_hotkey)
        else:
            hint = self.tr("On the page Hotkeys you can choose one that captures the last region again.")
        self._repeat.setText(hint)


class ResultPage(SettingsPage):
    """What happens with a formula that was read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._output_form = QComboBox()
        for form in OutputForm:
            self._output_form.addItem(LABELS[form], form)
        self.add_row(
            self.tr("Copy &as:"),
            self._output_form,
            self.tr("The result window offers the same choice and remembers it here."),
        )
        self._copies = self.add_switch(
            self.tr("&Copy automatically"),
            self.tr("As soon as a formula is read, it is on the clipboard; a doubtful one waits for Enter."),
        )
        self._display = QComboBox()
        self._display.addItem(self.tr("In a window"), ResultDisplay.WINDOW)
        self._display.addItem(self.tr("In a notification"), ResultDisplay.NOTIFICATION)
        self.add_row(
            self.tr("&Show it:"),
            self._display,
            self.tr("A notification says which formula was copied; a click on it opens the window."),
        )
        self._closing = QComboBox()
        self._closing.addItem(self.tr("With Esc alone"), ResultClosing.ESCAPE)
        self._closing.addItem(self.tr("Once I have copied"), ResultClosing.COPY)
        self._closing.addItem(self.tr("Once I turn to another window"), ResultClosing.FOCUS)
        self.add_row(
            self.tr("C&lose the window:"),
            self._closing,
            self.tr("The pin in the window keeps it open and where it is."),
        )
        # What Qt gives back of an enumeration is a plain string.
        self._display.activated.connect(
            lambda: self.edit(result_display=ResultDisplay(self._display.currentData()))
        )
        self._closing.activated.connect(
            lambda: self.edit(result_closing=ResultClosing(self._closing.currentData()))
        )
        self._output_form.activated.connect(
            lambda: self.edit(output_form=OutputForm(self._output_form.currentData()))
        )
        self._copies.clicked.connect(lambda is_on: self.edit(copies_automatically=is_on))

    def fill(self, settings: Settings) -> None:
        """Show the form and whether it is copied without being asked."""
        choose(self._output_form, settings.output_form, settings.output_form)
        self._copies.setChecked(settings.copies_automatically)
        choose(self._display, settings.result_display, settings.result_display)
        choose(self._closing, settings.result_closing, settings.result_closing)


class HistoryPage(SettingsPage):
    """What is kept of the snips."""

    folder_requested = Signal()
    clear_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._private = self.add_switch(
            self.tr("&Private mode"),
            self.tr("New snips are not kept. What the history holds already stays until you clear it."),
        )
        self._size = QSpinBox(singleStep=50)
        self._size.setKeyboardTracking(False)
        self._size.setRange(int(HISTORY_MEGABYTES.least), int(HISTORY_MEGABYTES.most))
        self._size.setSuffix(self.tr(" MB"))
        self.add_row(
            self.tr("Keep at &most:"),
            self._size,
            self.tr("Beyond that the oldest go first, favorites never."),
        )
        self._folder = self.add_button(
            self.tr("Open &folder"), self.tr("The history never leaves this computer.")
        )
        self._clear = self.add_button(self.tr("C&lear history …"))
        self._private.clicked.connect(lambda is_on: self.edit(is_private=is_on))
        self._size.valueChanged.connect(lambda megabytes: self.edit(history_megabytes=megabytes))
        self._folder.clicked.connect(self.folder_requested)
        self._clear.clicked.connect(self._ask_for_clearing)

    def fill(self, settings: Settings) -> None:
        """Show whether and how much is kept."""
        self._private.setChecked(settings.is_private)
        self._size.setValue(settings.history_megabytes)

    def _ask_for_clearing(self) -> None:
        self.ask(
            self.tr("Delete all snips of the history?"),
            self.tr("Favorites go too. This cannot be taken back."),
            self.tr("&Delete"),
            self.clear_requested.emit,
        )


class RecognitionPage(SettingsPage):
    """Where the recognizer computes, and how long it stays loaded.

    Args:
        devices: Those this computer has, some of ``settings.DEVICES``.
        parent: The widget it belongs to.
    """

    def __init__(self, devices: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        names = {
            "auto": self.tr("Automatic"),
            "cpu": self.tr("Processor (CPU)"),
            "cuda": self.tr("NVIDIA graphics card (CUDA)"),
            "mps": self.tr("Apple graphics (MPS)"),
        }
        self._missing = {device: self.tr("{}: not found").format(name) for device, name in names.items()}
        self._device = QComboBox(sizeAdjustPolicy=QComboBox.SizeAdjustPolicy.AdjustToContents)
        for device in devices:
            self._device.addItem(names[device], device)
        self.add_row(self.tr("Compute &on:"), self._device, self.tr("Automatic takes the fastest there is."))
        self._idle = QSpinBox()
        self._idle.setKeyboardTracking(False)
        self._idle.setRange(int(IDLE_MINUTES.least), int(IDLE_MINUTES.most))
        self._idle.setSuffix(self.tr(" min"))
        self._idle.setSpecialValueText(self.tr("Never"))
        self.add_row(
            self.tr("&Unload after:"),
            self._idle,
            self.tr("Unused for so long, it gives its memory back; the next snip waits for it to load."),
        )
        self._device.activated.connect(lambda: self.edit(device=self._device.currentData()))
        self._idle.valueChanged.connect(lambda minutes: self.edit(idle_minutes=minutes))

    def fill(self, settings: Settings) -> None:
        """Show the device, one that has gone too, and the time."""
        choose(self._device, settings.device, self._missing[settings.device])
        self._idle.setValue(settings.idle_minutes)
