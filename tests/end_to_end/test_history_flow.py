"""What was snipped is found again: after a kill, by a search, and never in private mode."""

import pytest

from img2latex_desktop.demo.virtual_desktop import DesktopError, wait_until

pytestmark = [pytest.mark.gui, pytest.mark.slow]

TITLE = "History – Img2LaTeX"
NUMBER = "31337"  # no formula that the small network reads has it


@pytest.fixture(scope="module")
def app(start, snip, kept, desktop, wait_for_window):
    """Snip, edit and snip again, kill the program, and start it anew."""
    killed = start()
    snip(killed)
    wait_for_window("Img2LaTeX")
    desktop.ask("xdotool", "key", "End", "type", f" + {NUMBER}")
    wait_until(lambda: any(NUMBER in latex for latex in kept()), "The edit was not kept.")
    snip(killed)
    wait_until(lambda: len(kept()) == 2, "The second formula was not kept.")
    killed.process.kill()
    killed.process.wait()
    running = start(None)
    yield running
    running.stop()


@pytest.fixture
def open_history(desktop, ask, wait_for_window):
    """Return a function that opens the window of the history; it is closed afterwards."""

    def open_():
        ask("history")
        wait_for_window(TITLE)

    yield open_
    desktop.press("Escape")


@pytest.fixture
def copies(desktop, app):
    """Return a function that tells whether a key copies something; what a list shows comes a moment later."""

    def is_copied(latex):
        desktop.press("ctrl+c")
        try:
            app.wait_for("Copied", timeout_s=2)
        except DesktopError:
            return False
        return desktop.clipboard() == latex

    return lambda latex: wait_until(lambda: is_copied(latex), f"“{latex}” was not copied.")


def test_every_snip_is_there_after_a_kill_the_newest_first(desktop, open_history, copies, kept):
    newest, edited = kept()
    open_history()
    copies(newest)
    desktop.press("Down")
    copies(edited)


def test_a_search_finds_what_was_edited_and_it_opens_again(
    desktop, app, open_history, copies, kept, wait_for_window
):
    edited = kept()[1]
    assert NUMBER in edited
    open_history()
    desktop.ask("xdotool", "type", NUMBER)
    desktop.press("Down")
    copies(edited)
    desktop.press("Return")
    wait_for_window("Img2LaTeX")
    desktop.press("Return")
    app.wait_for("Copied")
    assert desktop.clipboard() == edited
    desktop.press("Escape")
    wait_for_window(TITLE)
    desktop.press("Escape")  # puts the search away, and the next one the window


def test_an_edit_of_a_formula_taken_up_again_is_kept_with_it(
    desktop, open_history, copies, kept, wait_for_window
):
    open_history()
    copies(kept()[0])
    desktop.press("Return")
    wait_for_window("Img2LaTeX")
    desktop.ask("xdotool", "key", "End", "type", " + 2")
    wait_until(lambda: kept()[0].endswith(" + 2"), "The edit was not kept.")
    desktop.press("Escape")
    wait_for_window(TITLE)


def test_private_mode_keeps_nothing(desktop, app, open_history, wait_for_window, saved, snip, kept):
    before = kept()
    open_history()
    desktop.press("alt+p")
    saved(is_private=True)
    snip(app)
    snip(app)
    desktop.press("Escape")
    open_history()
    desktop.press("alt+p")
    saved(is_private=False)
    snip(app)
    wait_until(lambda: kept()[1:] == before, "The last snip alone was to be kept.")
    desktop.press("Escape")
    wait_for_window(TITLE)
