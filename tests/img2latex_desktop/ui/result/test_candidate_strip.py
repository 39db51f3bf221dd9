import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout

from img2latex_desktop.ui.result.candidate_strip import CandidateButton, CandidateStrip
from model.reading.result import Candidate


@pytest.fixture
def strip(qtbot, typesetter):
    made = CandidateStrip(typesetter)
    made.resize(440, 50)
    qtbot.addWidget(made)
    return made


def candidates(*formulas):
    return tuple(Candidate(latex, 0.5) for latex in formulas)


def offered(qtbot, strip, *formulas):
    strip.show_candidates(candidates(*formulas))
    qtbot.waitUntil(lambda: strip.count > 0)
    return [button.latex for button in strip._buttons]


def test_readings_are_offered_and_equal_looks_merged(qtbot, strip):
    assert offered(qtbot, strip, "x^2", "x^{2}", r"\chi^2", "{x}^2") == ["x^2", r"\chi^2"]
    assert not strip.isHidden()


def test_three_readings_are_enough(qtbot, strip):
    assert offered(qtbot, strip, "a", "b", "c", "d") == ["a", "b", "c"]


def test_a_reading_that_cannot_be_drawn_is_left_out(qtbot, strip):
    assert offered(qtbot, strip, "a", r"\frac{", "b") == ["a", "b"]


@pytest.mark.parametrize("formulas", [("x",), ("x^2", "x^{2}"), ()])
def test_a_single_reading_is_no_choice(qtbot, strip, formulas):
    strip.show_candidates(candidates(*formulas))
    qtbot.wait(30)
    assert strip.isHidden()


def shown(strip):
    return [button.latex for button in strip.findChildren(CandidateButton) if button.isVisibleTo(strip)]


def test_the_reading_in_use_is_left_out_and_what_is_typed_changes_nothing(qtbot, strip):
    offered(qtbot, strip, "a", "b", "c")
    assert shown(strip) == ["b", "c"]
    strip.mark("b")
    assert shown(strip) == ["a", "c"]
    strip.mark("typed")
    assert shown(strip) == ["a", "c"]


def test_where_a_reading_differs_from_the_one_in_use_is_marked(qtbot, strip):
    offered(qtbot, strip, "x^2 + y", "x_2 + y", r"x^2 + \gamma")
    assert [len(button.differing) for button in strip._buttons[1:]] == [1, 1]
    strip.mark("x_2 + y")
    assert [len(button.differing) for button in (strip._buttons[0], strip._buttons[2])] == [1, 2]


def test_readings_are_as_large_as_the_preview(qtbot, strip):
    offered(qtbot, strip, r"\frac{a}{b}", r"\frac{a}{c}")
    small = strip._buttons[1].sizeHint().height()
    strip.set_type(40)
    assert strip._buttons[1].sizeHint().height() > small


def test_a_reading_is_chosen_by_click_by_number_and_by_key(qtbot, strip):
    offered(qtbot, strip, "a", "b")
    second = strip.findChildren(CandidateButton)[1]
    for act in (
        lambda: qtbot.mouseClick(second, Qt.MouseButton.LeftButton),
        lambda: strip.choose(2),
        lambda: qtbot.keyClick(second, Qt.Key.Key_Space),
    ):
        with qtbot.waitSignal(strip.chosen) as chosen:
            act()
        assert chosen.args == ["b"]
    with qtbot.assertNotEmitted(strip.chosen):
        strip.choose(3)


def test_long_readings_get_a_row_each(qtbot, strip):
    offered(qtbot, strip, "a", "b")
    assert strip.layout().direction() is QBoxLayout.Direction.LeftToRight
    offered(qtbot, strip, *(" + ".join(f"abcdefghijklm{last}") for last in "nop"))
    assert strip.layout().direction() is QBoxLayout.Direction.TopToBottom


def test_the_next_snip_takes_the_readings_away(qtbot, strip):
    offered(qtbot, strip, "a", "b")
    strip.show_candidates(())
    assert strip.isHidden()
    assert strip.count == 0


def test_each_reading_has_a_name_for_screen_readers(qtbot, strip):
    offered(qtbot, strip, "a", "b")
    assert [button.accessibleName() for button in strip.findChildren(CandidateButton)] == [
        "Reading 1: a",
        "Reading 2: b",
    ]
