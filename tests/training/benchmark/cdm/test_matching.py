from training.benchmark.cdm.boxes import Box, Drawn
from training.benchmark.cdm.matching import count_matches


def line(text, *, left=0, top=0, gap=40, size=(1000, 200)):
    """Draw one letter a box, ``gap`` px from one to the next."""
    return [
        Box(sign, (left + gap * i, top, left + gap * i + 20, top + 30)) for i, sign in enumerate(text)
    ], size


def drawn(*lines):
    return Drawn(tuple(box for boxes, _ in lines for box in boxes), lines[0][1])


def test_equal_pictures_match_in_full():
    assert count_matches(drawn(line("abcdef")), drawn(line("abcdef"))) == 6


def test_the_whole_may_be_elsewhere():
    assert count_matches(drawn(line("abcdef")), drawn(line("abcdef", left=50, top=25))) == 6


def test_what_follows_an_inserted_symbol_may_be_shifted_along_the_line():
    truth = drawn(line("abcdefgh"))
    reading = drawn(line("abcdX"), line("efgh", left=200))
    assert count_matches(truth, reading) == 8


def test_a_group_as_small_as_a_script_may_not_leave_the_line():
    truth = drawn(line("abcdef"), line("xyz", left=300, top=20))
    assert count_matches(truth, drawn(line("abcdef"), line("xyz", left=300, top=-20))) == 6


def test_a_whole_line_may_be_on_another():
    truth = drawn(line("abcdef"), line("uvwxyz", top=60))
    assert count_matches(truth, drawn(line("abcdef"), line("uvwxyz", top=120))) == 12


def test_a_wrong_symbol_is_no_match_wherever_it_is():
    assert count_matches(drawn(line("abc")), drawn(line("abX"))) == 2


def test_nothing_matches_nothing():
    empty = Drawn((), (10, 10))
    assert count_matches(empty, drawn(line("a"))) == 0
    assert count_matches(drawn(line("a")), empty) == 0
