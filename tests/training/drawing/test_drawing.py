import numpy as np

from training.drawing.drawing import MARGIN_PX, frame_ink


def test_ink_is_framed_by_paper():
    page = np.full((50, 60), 255, np.uint8)
    page[20:25, 30:33] = 0
    framed = frame_ink(page).image
    assert framed.shape == (5 + 2 * MARGIN_PX, 3 + 2 * MARGIN_PX)
    assert (framed[MARGIN_PX:-MARGIN_PX, MARGIN_PX:-MARGIN_PX] == 0).all()
    assert (framed[:MARGIN_PX] == 255).all()


def test_a_page_without_ink_has_a_cause():
    drawing = frame_ink(np.full((5, 5), 250, np.uint8))
    assert drawing.image is None
    assert drawing.cause == "no ink"
