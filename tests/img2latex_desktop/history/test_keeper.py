import os
import shutil
import sqlite3
import threading
import time
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QColor, QImage

from img2latex_desktop.history.export import NOTE_NAME
from img2latex_desktop.history.keeper import HistoryKeeper
from img2latex_desktop.history.store import open_history
from tests.fakes import picture


@pytest.fixture
def path(tmp_path):
    return tmp_path / "history.sqlite"


@pytest.fixture
def keeper(qtbot, path):
    made = HistoryKeeper(path, 100)
    with qtbot.waitSignal(made.opened) as opened:
        made.start()
    assert opened.args == [""]
    yield made
    made.stop()


@pytest.fixture
def second_keeper(qtbot, path):
    made = HistoryKeeper(path, 100)
    with qtbot.waitSignal(made.opened):
        made.start()
    yield made
    made.stop()


def add(qtbot, keeper, latex):
    with qtbot.waitSignals([keeper.added, keeper.changed], order="strict"):
        number = keeper.add(picture(), latex, 0.9)
    assert number > 0
    return found(qtbot, keeper)[0][0]


def found(qtbot, keeper, text="", favorites_only=False, limit=10, offset=0):
    with qtbot.waitSignal(keeper.found) as signal:
        keeper.search(7, text, favorites_only, limit, offset)
    number, entries, total = signal.args
    assert number == 7
    return entries, total


def test_a_picture_is_kept_pixel_by_pixel(qtbot, keeper):
    image = picture(60, 30)
    entry = add(qtbot, keeper, "x")
    with qtbot.waitSignal(keeper.added) as added:
        number = keeper.add(image, "y", 0.5)
    assert added.args[0] == number
    assert QImage.fromData(added.args[1].picture).convertToFormat(image.format()) == image
    assert added.args[1].number > entry.number


def test_a_picture_painted_over_afterwards_is_kept_as_it_was(qtbot, keeper):
    image = picture()
    keeper.add(image, "x", 0.5)
    image.fill(QColor("red"))
    (entry,), _ = found(qtbot, keeper)
    assert QImage.fromData(entry.picture).convertToFormat(image.format()) == picture()


def test_every_change_is_said(qtbot, keeper):
    number = add(qtbot, keeper, "x").number
    changes = [
        (lambda: keeper.edit(number, "y"), ["y"]),
        (lambda: keeper.set_favorite(number, True), ["y"]),
        (lambda: keeper.delete([number]), []),
        (keeper.restore, ["y"]),
        (lambda: keeper.clear(True), ["y"]),
        (lambda: keeper.clear(False), []),
        (keeper.restore, []),
    ]
    for change, left in changes:
        with qtbot.waitSignal(keeper.changed):
            change()
        assert [entry.current for entry in found(qtbot, keeper)[0]] == left


def test_a_page_comes_with_the_total(qtbot, keeper):
    for latex in ("a1", "a2", "a3", "b"):
        add(qtbot, keeper, latex)
    entries, total = found(qtbot, keeper, "a", limit=2, offset=1)
    assert ([entry.current for entry in entries], total) == (["a2", "a1"], 3)


def test_a_forgotten_deletion_stays(qtbot, keeper):
    keeper.delete([add(qtbot, keeper, "x").number])
    keeper.forget_deleted()
    keeper.restore()
    assert found(qtbot, keeper) == ([], 0)


def test_a_new_bound_holds_at_once(qtbot, keeper):
    for latex in "ab":
        add(qtbot, keeper, latex)
    keeper.set_bound(0)
    assert found(qtbot, keeper)[1] == 1


def test_signals_arrive_on_the_gui_thread(qtbot, keeper):
    threads = []
    keeper.changed.connect(lambda: threads.append(threading.current_thread()))
    add(qtbot, keeper, "x")
    assert threads == [threading.main_thread()]


def test_what_is_found_is_exported(qtbot, keeper, tmp_path):
    for latex in ("a", "b"):
        add(qtbot, keeper, latex)
    with qtbot.waitSignal(keeper.exported) as exported:
        keeper.export(tmp_path / "out.md", "a", False)
    assert exported.args == [tmp_path / "out.md"]
    assert "$$\na\n$$" in (tmp_path / "out.md").read_text()
    assert "b\n$$" not in (tmp_path / "out.md").read_text()


def test_a_failure_is_one_sentence_and_work_goes_on(qtbot, keeper, tmp_path):
    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.export(tmp_path / "missing" / "out.md", "", False)
    assert failed.args[0].startswith("out.md cannot be written")
    with qtbot.waitSignal(keeper.failed):
        keeper.add(QImage(), "x", 0.5)
    assert add(qtbot, keeper, "x").current == "x"


def test_stop_writes_what_was_asked_before(qtbot, keeper, path):
    for number in range(20):
        keeper.add(picture(), str(number), 0.5)
    keeper.stop()
    history, notice = open_history(path, 100)
    assert (notice, history.count()) == ("", 20)
    history.close()
    assert "history-keeper" not in [thread.name for thread in threading.enumerate()]


def test_stopping_twice_or_unstarted_does_nothing(qtbot, keeper, tmp_path):
    keeper.stop()
    keeper.stop()
    HistoryKeeper(tmp_path / "other.sqlite", 100).stop()
    assert not (tmp_path / "other.sqlite").exists()


def test_requests_before_the_start_are_served(qtbot, path):
    keeper = HistoryKeeper(path, 100)
    keeper.add(picture(), "x", 0.5)
    with qtbot.waitSignal(keeper.added):
        keeper.start()
    keeper.stop()


def test_a_damaged_file_is_said_when_it_is_opened(qtbot, path):
    path.write_text("no database " * 500)
    keeper = HistoryKeeper(path, 100)
    with qtbot.waitSignal(keeper.opened) as opened:
        keeper.start()
    keeper.stop()
    assert "was damaged" in opened.args[0]


def test_damage_while_running_is_said_and_the_formula_kept_in_a_new_history(qtbot, path):
    # GIVEN a history larger than what SQLite holds in memory
    history, _ = open_history(path, 100)
    for _ in range(40):
        history.add(datetime.now(UTC), os.urandom(100_000), "x", 0.5)
    history.close()
    keeper = HistoryKeeper(path, 100)
    with qtbot.waitSignal(keeper.opened):
        keeper.start()
    # WHEN the disk goes bad under it
    path.write_bytes(path.read_bytes()[:4096] + os.urandom(path.stat().st_size - 4096))
    # THEN the next question meets a new history
    with qtbot.waitSignal(keeper.opened) as opened:
        entries, total = found(qtbot, keeper)
    assert "was damaged" in opened.args[0]
    assert (entries, total) == ([], 0)
    add(qtbot, keeper, "y")
    keeper.stop()


def change(path, statement):
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(statement)
    connection.close()


def test_a_row_damaged_while_running_is_said_and_all_others_are_found(qtbot, keeper, path):
    for latex in "abc":
        add(qtbot, keeper, latex)
    change(path, "UPDATE entry SET taken_at = 'never' WHERE number = 2")
    with qtbot.waitSignal(keeper.opened) as opened:
        entries, total = found(qtbot, keeper)
    assert opened.args == ["Damaged formulas were taken out of the history: 1."]
    assert ([entry.latex for entry in entries], total) == (["c", "a"], 2)
    assert add(qtbot, keeper, "d").latex == "d"


@pytest.mark.parametrize("latex", ["half a \ud83d", "x" * 10 + "\ud800"])
def test_half_a_character_is_one_sentence_and_work_goes_on(qtbot, keeper, latex):
    number = add(qtbot, keeper, "x").number
    for request in (lambda: keeper.edit(number, latex), lambda: keeper.search(3, latex, False, 10, 0)):
        with qtbot.waitSignal(keeper.failed) as failed:
            request()
        assert failed.args[0].startswith("The history cannot be used")
    assert found(qtbot, keeper)[0][0].current == "x"


def test_whatever_a_request_trips_over_the_next_is_served(qtbot, keeper, caplog):
    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.delete([None, object()])
    assert failed.args[0].startswith("The history cannot be used")
    with qtbot.waitSignal(keeper.failed) as failed:
        keeper.export(None, "", False)
    assert failed.args[0].startswith("The history cannot be used")
    assert add(qtbot, keeper, "x").latex == "x"


def test_a_deleted_history_is_said_and_a_new_one_started(qtbot, keeper, path):
    add(qtbot, keeper, "secret")
    shutil.rmtree(path.parent)
    notices = []
    keeper.opened.connect(notices.append)
    with qtbot.waitSignals([keeper.opened, keeper.changed, keeper.added], order="strict"):
        keeper.add(picture(), "y", 0.5)
    assert notices == ["The file of the history was deleted; a new one was started."]
    assert [entry.latex for entry in found(qtbot, keeper)[0]] == ["y"]
    keeper.stop()
    assert b"secret" not in path.read_bytes()
    history, notice = open_history(path, 100)
    assert (notice, history.count()) == ("", 1)
    history.close()


def test_of_a_file_deleted_without_its_log_nothing_comes_back(qtbot, keeper, path):
    add(qtbot, keeper, "secret")
    path.unlink()
    assert found(qtbot, keeper) == ([], 0)


@pytest.mark.parametrize("way", ["move", "copy"])
def test_a_replaced_history_is_shown_and_written_as_it_is_now(qtbot, keeper, path, tmp_path, way):
    # GIVEN a backup, and formulas that came after it
    for latex in ("a", "b"):
        add(qtbot, keeper, latex)
    backup = tmp_path / "backup.sqlite"
    shutil.copy(path, backup)
    for latex in ("c", "d"):
        add(qtbot, keeper, latex)
    # WHEN it is put back under the running program
    with qtbot.waitSignals([keeper.opened, keeper.changed]):
        if way == "move":
            backup.replace(path)
        else:
            time.sleep(0.05)  # longer than the file system's clock takes to tick
            path.write_bytes(backup.read_bytes())
        entries, _ = found(qtbot, keeper)
    # THEN it is what is shown, and what is written to
    assert [entry.latex for entry in entries] == ["b", "a"]
    add(qtbot, keeper, "e")
    keeper.stop()
    history, notice = open_history(path, 100)
    assert notice == ""
    assert [entry.latex for entry in history.search()] == ["e", "b", "a"]
    history.close()


def test_two_programs_share_a_history_without_a_word(qtbot, keeper, path, second_keeper):
    notices = []
    keeper.opened.connect(notices.append)
    for latex in ("a", "b"):
        for one in (keeper, second_keeper):
            with qtbot.waitSignal(one.added):
                one.add(picture(), latex, 0.9)
    assert [entry.latex for entry in found(qtbot, keeper)[0]] == ["b", "b", "a", "a"]
    assert notices
    assert not any(notices)


def test_the_start_sweeps_what_a_killed_export_left(qtbot, path, tmp_path):
    draft = tmp_path / ".formulas.md.4711"
    draft.touch()
    (tmp_path / NOTE_NAME).write_text(str(draft))
    keeper = HistoryKeeper(path, 100)
    with qtbot.waitSignal(keeper.opened):
        keeper.start()
    keeper.stop()
    assert not draft.exists()


def test_damage_that_no_check_sees_costs_the_formula_being_kept_nothing(qtbot, path):
    # GIVEN a flipped bit for which SQLite refuses to write, and nothing else
    history, _ = open_history(path, 100)
    history.add(datetime.now(UTC), b"PNG", "x", 0.5)
    history.close()
    content = path.read_bytes()
    assert content.count(b"TABLE sqlite_sequence(") == 1
    path.write_bytes(content.replace(b"TABLE sqlite_sequence(", b"TABLE sqlite_sequenCe("))
    keeper = HistoryKeeper(path, 100)
    with qtbot.waitSignal(keeper.opened) as opened:
        keeper.start()
    assert opened.args == [""]
    # WHEN a formula is to be kept
    notices = []
    keeper.opened.connect(notices.append)
    with qtbot.waitSignal(keeper.added):
        keeper.add(picture(), "y", 0.5)
    # THEN the file is set aside for it
    assert "was damaged" in notices[-1]
    assert [entry.latex for entry in found(qtbot, keeper)[0]] == ["y"]
    keeper.stop()
    assert len(list(path.parent.glob("history-set-aside-*.sqlite"))) == 1
