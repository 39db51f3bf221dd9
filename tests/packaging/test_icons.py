import pytest
from PIL import Image


@pytest.fixture(scope="module")
def icons(load):
    return load("icons.py")


def test_the_icon_fills_its_square_and_has_round_corners(icons):
    icon = icons.drawn(64)
    assert icon.size == (64, 64)
    assert icon.getpixel((0, 0))[3] == 0
    assert icon.getpixel((32, 4))[3] == 255


def test_a_margin_stays_free(icons):
    box = icons.drawn(100, margin=0.1).getbbox()
    assert box[0] >= 10
    assert box[2] <= 90


def test_windows_and_macos_get_every_size(icons, tmp_path):
    icons.main(tmp_path / "new")
    with Image.open(tmp_path / "new" / "img2latex.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in icons.WINDOWS_SIZES_PX}
    with Image.open(tmp_path / "new" / "img2latex.icns") as icon:
        assert (512, 512, 2) in icon.info["sizes"]
