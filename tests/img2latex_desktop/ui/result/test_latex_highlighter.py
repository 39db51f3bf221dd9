import pytest
from PySide6.QtGui import QColor, QPalette, QTextDocument

from img2latex_desktop.ui.parts.theme import LEAST_CONTRAST, contrast, palette
from img2latex_desktop.ui.result.latex_highlighter import COLORS, LatexHighlighter, in_qt_units
from model.formula.source import TokenKind


@pytest.fixture(params=[False, True], ids=["light", "dark"])
def colors(request):
    return palette(is_dark=request.param)


def formats(text, palette):
    document = QTextDocument(text)
    highlighter = LatexHighlighter(document, palette)
    highlighter.rehighlight()
    spans = document.begin().layout().formats()
    return {text[s.start : s.start + s.length]: s.format.foreground().color().name() for s in spans}


def test_every_kind_has_a_color_of_its_own(qapp, colors):
    found = formats(r"\begin{a}\alpha{12^% note", colors)
    assert set(found) == {r"\begin{a}", r"\alpha", "{", "12", "^", "% note"}
    assert len(set(found.values())) == len(found)


@pytest.mark.parametrize("kind", COLORS)
def test_every_color_can_be_read(colors, kind):
    base = colors.color(QPalette.ColorRole.Base)
    color = QColor(COLORS[kind][base.lightnessF() < 0.5])
    assert contrast(color, base) >= LEAST_CONTRAST


def test_on_an_unusual_sheet_text_keeps_its_own_color(qapp):
    odd = QPalette()
    odd.setColor(QPalette.ColorRole.Base, QColor(COLORS[TokenKind.COMMAND][0]))
    odd.setColor(QPalette.ColorRole.Text, QColor("#ffffff"))
    assert formats(r"\alpha", odd) == {r"\alpha": "#ffffff"}


def test_characters_that_qt_counts_twice_count_twice():
    assert len(in_qt_units("𝑥 + y")) == 6
