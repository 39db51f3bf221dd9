import pytest

from img2latex_desktop.system.copy_content import CopyContent


def test_only_formats_with_something_in_them_are_offered():
    assert CopyContent(text="x").formats == {}
    assert CopyContent(mathml="<math/>", png=b"p").formats == {
        "application/mathml+xml": b"<math/>",
        "image/png": b"p",
    }


@pytest.mark.parametrize("content", [CopyContent(), CopyContent(text=" \n")])
def test_white_space_is_nothing_to_paste(content):
    assert content.is_blank


@pytest.mark.parametrize("content", [CopyContent(text="x"), CopyContent(svg=b"<svg/>")])
def test_text_or_a_picture_is_something_to_paste(content):
    assert not content.is_blank
