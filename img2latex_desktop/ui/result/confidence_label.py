"""Confidence of the recognizer in words."""

import html
from collections.abc import Iterable

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from img2latex_desktop.ui.parts.theme import semantic

# From which probability on, with a sign of its own for each step, since color alone says nothing to some.
WORDS = (
    (0.9, "●", QT_TRANSLATE_NOOP("ConfidenceLabel", "Very likely right")),
    (0.6, "◐", QT_TRANSLATE_NOOP("ConfidenceLabel", "Probably right, worth a glance")),
    (0.0, "○", QT_TRANSLATE_NOOP("ConfidenceLabel", "Unsure, please check")),
)


class ConfidenceLabel(QLabel):
    """Says of each text where it comes from: how sure a reading is, or that the user has written it."""

    def __init__(self) -> None:
        super().__init__()
        self._confidences: dict[str, float | None] = {}
        self._others: set[str] = set()
        self._latex = ""
        self._not_copied: str | None = None
        self._words = ""
        self._step: int | None = None

    def begin(self) -> None:
        """Know of no reading; say nothing."""
        self._confidences, self._others, self._not_copied = {}, set(), None
        self._say("")

    def show_confidence(self, confidence: float | None, latex: str) -> None:
        """Say how sure a reading is.

        Args:
            confidence: Probability that it is right, or None where that is not known.
            latex: What was read.
        """
        self._confidences[latex] = confidence
        self.show_for(latex)

    def note_others(self, readings: Iterable[str]) -> None:
        """Know further readings, of which only the order is known."""
        self._others.update(readings)
        self.show_for(self._latex)

    def show_not_copied(self) -> None:
        """Say that the reading is not on the clipboard, and how it gets there, until ``note_copied``."""
        self._not_copied = self._latex
        self.show_for(self._latex)

    def note_copied(self) -> None:
        """Say of no reading any more that it is not on the clipboard."""
        self._not_copied = None
        self.show_for(self._latex)

    def show_for(self, latex: str) -> None:
        """Say what there is to say of a text."""
        self._latex = latex
        if latex == self._not_copied:
            self._say(self.tr("Unsure, so not copied; Enter copies it"), len(WORDS) - 1)
        elif latex in self._confidences:
            self._say_confidence(self._confidences[latex])
        elif latex in self._others:
            self._say(self.tr("Another reading, chosen by you"))
        else:
            self._say(self.tr("Changed by you"))

    def show_message(self, message: str) -> None:
        """Say something else for a while."""
        self._say(message)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_step"):
            self._paint_words()

    def _say_confidence(self, confidence: float | None) -> None:
        if confidence is None:
            self._say("")
        else:
            step = next(place for place, words in enumerate(WORDS) if confidence >= words[0])
            self._say(QCoreApplication.translate("ConfidenceLabel", str(WORDS[step][2])), step)
            self.setToolTip(self.tr("Confidence {:.0%}").format(confidence))

    def _say(self, words: str, step: int | None = None) -> None:
        self._words, self._step = words, step
        self.setToolTip("")
        self._paint_words()

    def _paint_words(self) -> None:
        colors = semantic(self.palette())
        mark = ""
        if self._step is not None:
            color = (colors.good, colors.warning, colors.danger)[self._step]
            mark = f'<span style="color:{color.name()}">{WORDS[self._step][1]}</span> '
        self.setText(f'{mark}<span style="color:{colors.subtle.name()}">{html.escape(self._words)}</span>')
