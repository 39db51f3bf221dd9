import pytest

from img2latex_desktop.ui.parts.theme import palette, semantic
from img2latex_desktop.ui.result.confidence_label import WORDS, ConfidenceLabel


@pytest.fixture
def label(qtbot):
    made = ConfidenceLabel()
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize(("confidence", "step"), [(0.97, 0), (0.9, 0), (0.7, 1), (0.3, 2), (0.0, 2)])
def test_confidence_is_said_in_words_and_by_a_sign_and_in_numbers_on_request(label, confidence, step):
    label.show_confidence(confidence, "x")
    assert WORDS[step][1] in label.text()
    assert WORDS[step][2] in label.text()
    assert f"{confidence:.0%}" in label.toolTip()


def test_no_sign_stands_for_two_steps():
    assert len({words[1] for words in WORDS}) == len(WORDS)


def test_a_changed_text_is_not_called_likely_right_until_it_is_the_one_read_again(label):
    label.show_confidence(0.97, "x")
    label.show_for("y")
    assert "Changed by you" in label.text()
    assert not label.toolTip()
    label.show_for("x")
    assert "Very likely right" in label.text()


def test_only_a_text_that_no_reading_has_is_called_changed_by_the_user(label):
    label.show_confidence(0.7, "x")
    label.note_others(["x", "y"])
    label.show_for("y")
    assert "Another reading" in label.text()
    label.show_confidence(0.3, "z")  # read again in another view
    label.show_for("x")  # which was undone
    assert WORDS[1][2] in label.text()
    label.show_for("w")
    assert "Changed by you" in label.text()
    label.begin()
    label.show_for("y")
    assert "Changed by you" in label.text()


def test_a_reading_that_was_not_copied_says_so_and_the_key_until_it_is(label):
    label.show_confidence(0.1, "x")
    label.show_not_copied()
    assert "not copied; Enter copies it" in label.text()
    label.show_for("y")
    assert "not copied" not in label.text()
    label.show_for("x")
    assert "not copied" in label.text()
    label.note_copied()
    assert WORDS[2][2] in label.text()


def test_without_a_confidence_nothing_is_said(label):
    label.show_confidence(None, "x")
    assert "right" not in label.text()


def test_colors_follow_the_theme(label):
    label.show_confidence(0.97, "x")
    dark = palette(is_dark=True)
    label.setPalette(dark)
    assert semantic(dark).good.name() in label.text()
