"""The parts that the flows connect: real ones, but for the recognizer's process, screens and keys."""

import pytest
from PySide6.QtWidgets import QApplication

from img2latex_desktop.flows.copying import Copying
from img2latex_desktop.flows.preferences import Preferences
from img2latex_desktop.flows.results import ResultFlow
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.settings import SettingsFile
from img2latex_desktop.system.clipboard import VerifiedClipboard
from img2latex_desktop.ui.result.result_window import ResultWindow


@pytest.fixture
def settings_path(tmp_path):
    return tmp_path / "settings.json"


@pytest.fixture
def preferences(qapp, settings_path):
    made = Preferences(SettingsFile(settings_path))
    yield made
    made.stop()


@pytest.fixture
def clipboard(qapp):
    system = QApplication.clipboard()
    system.setText("what was there before")
    return system


@pytest.fixture
def copying(clipboard):
    verified = VerifiedClipboard(clipboard)
    yield Copying(verified)
    verified.blockSignals(True)  # in the program it goes with the windows, whom it would tell of a loss


@pytest.fixture
def keeper(qtbot, tmp_path):
    made = HistoryKeeper(tmp_path / "history.sqlite", 100)
    with qtbot.waitSignal(made.opened):
        made.start()
    yield made
    made.stop()


@pytest.fixture
def kept(qtbot, keeper):
    """Return a function that gives everything the history holds, newest first."""

    def entries():
        with qtbot.waitSignal(keeper.found, check_params_cb=lambda number, *_: number == 7) as found:
            keeper.search(7, "", False, -1, 0)
        return found.args[1]

    return entries


@pytest.fixture
def window(qtbot, typesetter):
    made = ResultWindow(typesetter)
    qtbot.addWidget(made)
    return made


@pytest.fixture
def results(snip, recognizer, window, copying, keeper, preferences):
    return ResultFlow(snip, recognizer, window, copying, keeper, lambda: preferences.settings)
