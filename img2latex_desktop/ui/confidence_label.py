"""How sure the recognizer is, in words."""

import html

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel

from img2latex_desktop.ui.theme import semantic

# From which probability on, with a sign of its own for each step, since color alone says nothing to some.
WORDS = (
    (0.9, "●", QT_TRANSLATE_NOOP("ConfidenceLabel", "Very likely right")),
    (0.6, "◐", QT_TRANSLATE_NOOP("ConfidenceLabel", "Probably right, worth a glance")),
    (0.0, "○", QT_TRANSLATE_NOOP("ConfidenceLabel", "Unsure, please check")),
)


class ConfidenceLabel(QLabel):
    """Says it as long as the text is the one that was read."""

    def __init__(self) -> None:
        super().__init__()
        self._latex = ""
        self._confidence: float | None = None
        self._words = ""
        self._step: int | None = None

    def show_confidence(self, confidence: float | None, latex: str) -> None:
        """Say how sure the reading is.

        Args:
            confidence: Probability that it is right, or None where that is not known.
            latex: What was read.
        """
        self._confidence = confidence
        self._latex = latex
        self.show_for(latex)

    def show_for(self, latex: str) -> None:
        """Say how sure the reading is if this is what was read, else that it is no longer that."""
        if latex != self._latex:
            self._say(self.tr("Changed by you"))
        elif self._confidence is None:
            self._say("")
        else:
            step = next(place for place, words in enumerate(WORDS) if self._confidence >= words[0])
            self._say(QCoreApplication.translate("ConfidenceLabel", str(WORDS[step][2])), step)
            self.setToolTip(self.tr("Confidence {:.0%}").format(self._confidence))

    def show_message(self, message: str) -> None:
        """Say something else for a while."""
        self._say(message)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colors of a changed theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_step"):
            self._paint_words()

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
