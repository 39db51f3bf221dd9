"""The doctor in the settings: examines the parts that are running."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from img2latex_desktop.doctor.runner import Check, Doctor
from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.ui.settings.doctor_page import DoctorPage


class Examination(QObject):
    """Runs the checks whenever the page asks for it."""

    troubled = Signal(str)
    """One sentence why the report was not copied."""

    def __init__(
        self,
        page: DoctorPage,
        make_checks: Callable[[], list[Check]],
        copying: Copying,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._make_checks = make_checks
        self._copying = copying
        self._doctor: Doctor | None = None
        page.run_requested.connect(self.run)
        page.copy_requested.connect(self._copy)

    def run(self) -> None:
        """Run every check, unless they are running."""
        if self._doctor is not None:
            return
        self._doctor = doctor = Doctor(self._make_checks(), self)
        doctor.check_started.connect(self._page.show_started)
        doctor.check_finished.connect(self._page.show_result)
        doctor.finished.connect(self._end)
        doctor.start()

    def stop(self) -> None:
        """Give up the check that is running."""
        if self._doctor is not None:
            self._doctor.stop()
            self._doctor = None

    def _end(self) -> None:
        self._page.show_finished()
        if self._doctor is not None:
            self._doctor.deleteLater()
            self._doctor = None

    def _copy(self, report: str) -> None:
        self._copying.copy(
            CopyContent(text=report), lambda _: self._page.confirm_copied(), self.troubled.emit
        )
