import numpy as np
from PySide6.QtGui import QImage

from img2latex_desktop.base.paths import EXAMPLES_FOLDER
from img2latex_desktop.demo.stage import DRAFT, FORMULA_ON_PAGE, GAP_LINE, editor, page

PAPER_PX = 5  # at least, around the formula


def gray(widget):
    image = widget.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()]


def test_the_box_that_is_dragged_holds_the_whole_formula_and_nothing_else(qtbot):
    window = page(EXAMPLES_FOLDER / "page.png")
    qtbot.addWidget(window)
    box = FORMULA_ON_PAGE
    inside = gray(window)[box.top : box.bottom, box.left : box.right]
    rim = inside.copy()
    rim[PAPER_PX:-PAPER_PX, PAPER_PX:-PAPER_PX] = 255
    assert inside.min() < 64
    assert rim.min() > 240


def test_what_is_pasted_into_the_editor_stands_where_the_formula_is_missing(qtbot):
    window = editor()
    qtbot.addWidget(window)
    window.insertPlainText("x")
    lines = DRAFT.splitlines()
    assert window.toPlainText().splitlines() == [*lines[:GAP_LINE], "x", *lines[GAP_LINE + 1 :]]
