import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from img2latex_desktop.flows.introduction import Introduction
from img2latex_desktop.hotkey.base import Action
from tests import fakes


@pytest.fixture
def flow(qtbot, capture):
    made = Introduction(capture, has_tray=True)
    qtbot.addWidget(made._window)
    made.show()
    return made


def texts(flow):
    return [label.text() for label in flow._window.findChildren(QLabel) if label.isVisible()]


def says(flow, words):
    return any(words in text for text in texts(flow))


def press(flow, name):
    buttons = [each for each in flow._window.findChildren(QPushButton) if each.isVisible()]
    next(each for each in buttons if each.text().replace("&", "") == name).click()


def test_the_hotkey_that_works_is_named(flow):
    flow.show_triggers({Action.HISTORY: "Meta+F5"})
    assert not says(flow, "Meta + F5")
    flow.show_triggers({Action.SNIP: "Ctrl+Alt+M"})
    assert says(flow, "Ctrl + Alt + M")


@pytest.mark.parametrize("action", [Action.SNIP, None])
def test_a_hotkey_that_does_not_work_is_explained(flow, action):
    flow.show_trouble(action, "It is taken.")
    assert says(flow, "It is taken.")


def test_the_trouble_of_another_hotkey_is_none_here(flow):
    flow.show_trouble(Action.HISTORY, "It is taken.")
    assert not says(flow, "It is taken.")


def test_a_press_in_the_first_step_is_praised_and_later_ones_snip(flow):
    assert flow.takes_hotkey()
    assert says(flow, "That was it.")
    press(flow, "Next")
    assert not flow.takes_hotkey()


@pytest.mark.parametrize(
    ("screens", "words"), [(1, "The screen can be photographed."), (2, "All 2 screens can be photographed.")]
)
def test_the_capture_is_tried_and_its_success_told(flow, capture, monkeypatch, screens, words):
    shots = [fakes.screenshot(fakes.place(str(number))) for number in range(screens)]
    monkeypatch.setattr(capture, "freeze", lambda _places, on_frozen, _on_failed: on_frozen(shots))
    press(flow, "Next")
    press(flow, "Check it now")
    assert says(flow, words)


def test_a_capture_that_fails_is_explained(flow, capture):
    capture.problem = "The desktop refuses."
    press(flow, "Next")
    press(flow, "Check it now")
    assert says(flow, "The desktop refuses.")


def test_the_example_is_snipped_and_its_result_noticed(qtbot, flow):
    press(flow, "Next")
    press(flow, "Next")
    with qtbot.waitSignal(flow.snip_requested):
        press(flow, "Snip a formula")
    flow.note_result()
    assert says(flow, "Done")


def test_who_has_had_enough_is_through(qtbot, flow):
    with qtbot.waitSignal(flow.finished):
        press(flow, "Skip")
    assert not flow.takes_hotkey()


def test_taken_away_the_steps_are_not_through(qtbot, flow):
    with qtbot.assertNotEmitted(flow.finished):
        flow.close()
    assert not flow._window.isVisible()


@pytest.mark.parametrize("succeeds", [True, False])
def test_an_answer_after_the_end_is_ignored(qtbot, capture, monkeypatch, succeeds):
    answers = []
    monkeypatch.setattr(capture, "freeze", lambda _places, *callbacks: answers.append(callbacks))
    flow = Introduction(capture, has_tray=False)
    flow.show()
    assert says(flow, "hides tray icons")
    press(flow, "Next")
    press(flow, "Check it now")
    flow.close()
    flow.deleteLater()
    qtbot.wait(1)
    on_frozen, on_failed = answers[0]
    if succeeds:
        on_frozen([fakes.screenshot(fakes.place())])
    else:
        on_failed("The desktop refuses.")
