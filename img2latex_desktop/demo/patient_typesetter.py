"""A typesetter that is waited for: pictures of windows are taken the moment that these are filled."""

import queue
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from img2latex_desktop.base.errors import TypesettingError
from img2latex_desktop.service.link import WorkerLink
from img2latex_desktop.typesetting.process import Form, Formula
from img2latex_desktop.typesetting.typesetter import Typeset, Typesetter

TIMEOUT_S = 60.0  # a machine that is busy beyond measure; the typesetter's own limits are far below


class PatientTypesetter(Typesetter):
    """Answers each question before ``ask`` returns; what it asks is the real process."""

    def __init__(self, bundle: Path, parent: QObject | None = None) -> None:
        super().__init__(bundle, parent)
        self._news: queue.SimpleQueue[tuple[WorkerLink, object]] = queue.SimpleQueue()

    def ask(self, asker: QObject, formula: Formula, then: Callable[[Typeset], object]) -> None:
        """Have a formula typeset, and wait for it."""
        super().ask(asker, formula, then)
        while self._link is not None and (self._waiting or self._in_flight is not None):
            self._handle(*self._news.get(timeout=TIMEOUT_S))

    def svg(self, latex: str, *, is_inline: bool = False) -> bytes:
        """Return a formula as a picture.

        Raises:
            TypesettingError: There is none.
        """
        return self._source(Formula(latex, Form.SVG, is_inline)).encode()

    def mathml(self, latex: str) -> str:
        """Return a formula as a MathML element.

        Raises:
            TypesettingError: There is none.
        """
        return self._source(Formula(latex, Form.MATHML))

    def _hear(self, link: WorkerLink, message: object) -> None:
        self._news.put((link, message))

    def _source(self, formula: Formula) -> str:
        answers: list[Typeset] = []
        self.ask(self, formula, answers.append)
        if answers[0].problem:
            raise TypesettingError(answers[0].problem)
        return answers[0].source
