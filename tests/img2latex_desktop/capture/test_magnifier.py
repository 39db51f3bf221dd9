import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from img2latex_desktop.capture.geometry import DevicePoint, DeviceRect
from img2latex_desktop.capture.magnifier import (
    CELL,
    COLUMNS,
    INK,
    INK_2,
    OUTSIDE,
    PAPER,
    ROWS,
    paint_panel,
    panel_place,
    panel_size,
)
from img2latex_desktop.capture.veil import FRAME
from tests.fakes import place, screenshot

SCREEN = QSizeF(1280, 800)
SIZE = QSizeF(152, 140)


@given(
    x=st.floats(0, 1280),
    y=st.floats(0, 800),
    corner=st.none() | st.tuples(st.floats(0, 1280), st.floats(0, 800)),
)
def test_the_panel_is_on_the_screen_and_never_under_the_pointer(x, y, corner):
    shown = panel_place(QPointF(x, y), QPointF(*corner) if corner else None, SIZE, SCREEN)
    assert QRectF(QPointF(), SCREEN).contains(shown)
    assert not shown.contains(QPointF(x, y))


def test_the_panel_lies_away_from_the_region():
    corner = QPointF(600, 400)
    for pointer in (QPointF(700, 500), QPointF(500, 500), QPointF(500, 300), QPointF(700, 300)):
        region = QRectF(corner, pointer).normalized()
        assert not panel_place(pointer, corner, SIZE, SCREEN).intersects(region)


@pytest.fixture
def paint(qapp):
    """Return a function that paints the panel at the origin and gives the picture."""

    def run(pointer, region=None, source=None):
        sheet = QImage(300, 300, QImage.Format.Format_RGB32)
        sheet.fill(QColor("red"))
        painter = QPainter(sheet)
        source = source or screenshot(place()).image
        paint_panel(painter, QRectF(QPointF(), panel_size(QFont())), source, pointer, region)
        painter.end()
        return sheet

    return run


def cell(sheet, column, row):
    """Return the color inside one of the squares."""
    return sheet.pixelColor(int((column + 0.5) * CELL), int((row + 0.5) * CELL))


def test_each_device_pixel_is_one_square_of_its_own_color(paint):
    sheet = paint(DevicePoint(100, 80))
    for column, row in ((1, 1), (COLUMNS // 2, ROWS // 2), (COLUMNS - 2, ROWS - 2)):
        x, y = 100 - COLUMNS // 2 + column, 80 - ROWS // 2 + row
        assert cell(sheet, column, row).getRgb()[:2] == (x, y)


def test_the_edge_of_the_region_lies_between_the_right_squares(paint):
    sheet = paint(DevicePoint(100, 80), DeviceRect(60, 50, 40, 30))
    edge = int(COLUMNS // 2 * CELL)
    assert sheet.pixelColor(edge, 20) == FRAME
    inside, outside = cell(sheet, COLUMNS // 2 - 2, 1), cell(sheet, COLUMNS // 2 + 1, 1)
    assert inside.getRgb()[:2] == (98, 75)
    assert outside.red() < 101  # dimmed


def test_the_edge_of_the_screen_is_shown(paint):
    sheet = paint(DevicePoint(0, 0))
    assert cell(sheet, 2, 2) == OUTSIDE
    assert cell(sheet, COLUMNS // 2 + 2, ROWS // 2 + 1).getRgb()[:2] == (2, 1)


@pytest.mark.parametrize("color", ["white", "black", "#4b6bfb", "#808080"])
def test_the_middle_is_marked_on_any_color(paint, color):
    source = QImage(200, 200, QImage.Format.Format_RGB32)
    source.fill(QColor(color))
    sheet = paint(DevicePoint(100, 80), source=source)
    left, y = int(COLUMNS // 2 * CELL), int((ROWS // 2 + 0.5) * CELL)
    lines = [sheet.pixelColor(left + offset, y).lightness() for offset in (-2, -1, 0)]
    assert max(abs(line - QColor(color).lightness()) for line in lines) > 80


def contrast(a, b):
    """Return the ratio of WCAG 2."""

    def luminance(color):
        parts = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in color.getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(a), luminance(b)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_its_text_is_readable_on_its_own_paper():
    assert contrast(INK, PAPER) > 7
    assert contrast(INK_2, PAPER) > 7
