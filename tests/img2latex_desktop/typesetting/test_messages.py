import pytest

from img2latex_desktop.typesetting.messages import LONGEST, told


@pytest.mark.parametrize("message", ["Undefined control sequence \\foo", "a message that nobody knows"])
def test_in_english_a_message_stays_as_it_is(message):
    assert told(message) == message


@pytest.mark.parametrize("name", ["\\" + "f" * 10_000, "{0} {} %s"])
def test_a_name_however_long_or_odd_leaves_one_line(name):
    message = told(f"Undefined control sequence {name}")
    assert message.startswith(f"Undefined control sequence {name[:20]}")
    assert len(message) < 2 * LONGEST


def test_an_unknown_message_is_cut_where_nobody_reads_on():
    assert len(told("x" * 10_000)) < 2 * LONGEST
