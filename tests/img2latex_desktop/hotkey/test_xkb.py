from img2latex_desktop.hotkey.xkb import Layouts

A, B, C, UPPER_A = 97, 98, 99, 65
KEYS = {38: [(A, UPPER_A), (B, C)], 39: [(B, B), (A, A)], 40: [], 67: [(C,)]}


def test_a_key_is_looked_for_in_the_layout_in_force_or_in_all():
    first, second = Layouts(KEYS, 0), Layouts(KEYS, 1)
    assert first.find(A, in_force=True) == [38]
    assert second.find(A, in_force=True) == [39]
    assert second.find(UPPER_A, in_force=True) == []
    assert second.find(UPPER_A, in_force=False) == [38]


def test_what_is_typed_alone_comes_before_what_needs_shift():
    assert Layouts(KEYS, 1).find(C, in_force=True) == [67]


def test_a_key_with_fewer_layouts_types_the_same_in_all():
    assert Layouts(KEYS, 1).levels(67) == (C,)


def test_a_key_that_types_nothing_has_no_levels():
    assert Layouts(KEYS, 1).levels(40) == ()
    assert Layouts(KEYS, 1).levels(200) == ()
    assert Layouts({}, 0).find(A, in_force=False) == []
