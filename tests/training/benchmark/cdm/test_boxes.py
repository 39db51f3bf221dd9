import pytest

from training.benchmark.cdm.boxes import draw_boxes

pytestmark = pytest.mark.tex


def test_boxes_lie_where_the_symbols_are():
    [found] = draw_boxes([["a", "+", "\\frac", "b", "c"]])
    assert [box.label for box in found.boxes] == ["a", "+", "\\frac", "b", "c"]
    a, plus, bar, b, c = (box.edges for box in found.boxes)
    assert a[2] < plus[0] < plus[2] < bar[0]
    assert b[3] < bar[1] < bar[3] < c[1]
    assert bar[3] - bar[1] <= 4
    assert 0 <= a[0] < c[2] <= found.size[0]


def test_what_cannot_be_drawn_leaves_its_neighbors_alone():
    first, broken, empty, last = draw_boxes([["a"], ["\\nosuchcommand"], [], ["b"]])
    assert (broken, empty) == (None, None)
    assert [first.boxes[0].label, last.boxes[0].label] == ["a", "b"]
