import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPalette

from img2latex_desktop.ui.history.latex_lines import broken, found_spans, latex_font, line_height, paint_lines


def width_of(text):
    return QFontMetricsF(latex_font()).horizontalAdvance(text) + 1


def test_what_fits_stays_on_one_line(qapp):
    assert broken("a + b", 500) == ["a + b"]
    assert broken("", 500) == []


def test_what_is_longer_goes_on_below(qapp):
    assert broken("aaaa bbbb", width_of("aaaa bb")) == ["aaaa ", "bbbb"]


def test_what_is_too_long_ends_in_dots(qapp):
    first, second = broken("a" * 1000, 200)
    assert set(first) == {"a"}
    assert second.endswith("a…")
    assert width_of(second) <= 201


def test_line_breaks_and_spaces_become_one_space(qapp):
    assert broken("a\n\n  b", 500) == ["a b"]


@pytest.mark.parametrize(
    ("searched", "spans"),
    [
        ("frac", [(1, 4), (9, 4)]),
        ("FRAC", []),
        ("Gamma", [(17, 5)]),
        ("gamma \\", [(17, 5), (0, 1), (8, 1), (16, 1)]),
        ("", []),
    ],
)
def test_words_are_found_as_the_history_finds_them(searched, spans):
    assert found_spans(r"\frac{1}\frac{2} \Gamma"[:16] + r"\Gamma", searched) == spans


def test_a_word_across_a_break_is_marked_on_both_lines(qapp):
    # GIVEN nothing but the mark to see
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Highlight, QColor("red"))
    image = QImage(200, round(2 * line_height()) + 4, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    # WHEN a word is broken in its middle
    paint_lines(painter, QPointF(0, 0), ["xxab", "cdxx"], "abcd", palette)
    painter.end()

    def is_marked(column, line):
        x = round((width_of("x") - 1) * (column + 0.5))
        color = image.pixelColor(x, round(line * line_height()) + 1)  # above the letters
        return color.red() > color.green() + 20

    # THEN both halves are marked
    assert [is_marked(column, 0) for column in range(4)] == [False, False, True, True]
    assert [is_marked(column, 1) for column in range(4)] == [True, True, False, False]


LONG = r"\alpha " + "a + b + c + " * 40 + r"\beta " + "d + e + f + " * 40 + r"\gamma"


@pytest.mark.parametrize("searched", ["alpha", "beta", "gamma", "alpha gamma", "gamma beta", r"\BETA beta"])
def test_what_was_searched_for_is_shown_wherever_it_is(qapp, searched):
    lines = broken(LONG, 300, searched)
    assert len(lines) == 2
    found = {word for word in searched.split() if found_spans("".join(lines), word)}
    assert found == {word for word in searched.split() if found_spans(LONG, word)}
    assert all(width_of(line.rstrip()) <= 301 for line in lines)


def test_what_is_on_the_first_two_lines_leaves_them_as_they_are(qapp):
    assert broken(LONG, 300, "alpha a") == broken(LONG, 300)


def test_a_hit_further_on_comes_with_what_is_before_it(qapp):
    first, second = broken("x" * 500 + r"\frac{1}{2}" + "y" * 500, 300, "frac")
    assert set(first) == {"x"}
    assert second.startswith("…" + "x" * 11 + r"\frac{1}{2}")
