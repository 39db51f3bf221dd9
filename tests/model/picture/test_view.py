import pickle

from model.picture.view import PLAIN_VIEW, Polarity, View


def test_a_view_crosses_to_another_process():
    view = View(trim_px=-4, polarity=Polarity.LIGHT_INK, scale=1.25)
    assert pickle.loads(pickle.dumps(view)) == view  # noqa: S301  # our own bytes


def test_the_plain_view_changes_nothing():
    assert View(trim_px=0, polarity=Polarity.AUTO, scale=1.0) == PLAIN_VIEW
