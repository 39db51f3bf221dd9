import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from img2latex_desktop.base.logs import LOG_NAME, set_up_logging


@pytest.fixture(autouse=True)
def root_logger() -> Iterator[logging.Logger]:
    """The root logger, given back as it was."""
    root = logging.getLogger()
    level, handlers = root.level, list(root.handlers)
    yield root
    for handler in root.handlers[:]:
        if handler not in handlers:
            root.removeHandler(handler)
            handler.close()
    root.setLevel(level)


def test_the_file_holds_information_that_the_screen_leaves_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(tmp_path)
    logging.getLogger("img2latex_desktop.sample").info("A snip begins")
    assert "A snip begins" in (tmp_path / LOG_NAME).read_text(encoding="utf-8")
    assert capsys.readouterr().err == ""


def test_warnings_reach_the_screen(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging()
    logging.getLogger("img2latex_desktop.sample").warning("The hotkey is taken")
    assert "The hotkey is taken" in capsys.readouterr().err


def test_verbose_shows_everything(capsys: pytest.CaptureFixture[str]) -> None:
    set_up_logging(verbose=True)
    logging.getLogger("img2latex_desktop.sample").debug("Detail")
    assert "Detail" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_leaves_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    set_up_logging(tmp_path / "missing")
    assert "The log file cannot be written" in capsys.readouterr().err
