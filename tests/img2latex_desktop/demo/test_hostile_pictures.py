import struct
from io import BytesIO
from pathlib import Path
from random import Random

import pytest
from PIL import Image, UnidentifiedImageError

from img2latex_desktop.base.pixels import SUFFIXES
from img2latex_desktop.demo import hostile_pictures
from img2latex_desktop.demo.hostile_pictures import FOREIGN, HARMS, HUGE, MODES, make
from img2latex_desktop.service.picture_files import list_images


def test_a_seed_and_a_number_always_make_the_same_file_and_others_make_another():
    assert make(1, 5) == make(1, 5)
    assert make(1, 5).data != make(2, 5).data
    assert make(1, 5).data != make(1, 5 + len(HARMS)).data


def test_each_harm_is_done_in_turn():
    assert [make(1, number).harm for number in range(2 * len(HARMS))] == [*HARMS, *HARMS]


def test_every_file_has_a_name_that_a_folder_of_pictures_is_searched_for(tmp_path):
    pictures = [make(3, number) for number in range(3 * len(HARMS))]
    for picture in pictures:
        (tmp_path / picture.name).write_bytes(picture.data)
    assert {path.name for path in list_images(tmp_path)} == {picture.name for picture in pictures}


def test_every_format_that_is_read_is_among_them():
    assert set(MODES) == set(SUFFIXES)
    assert not set(FOREIGN) & set(SUFFIXES)


@pytest.mark.parametrize(("kind", "mode"), [(kind, mode) for kind, modes in MODES.items() for mode in modes])
def test_each_form_of_pixels_can_be_stored_in_its_format(kind, mode):
    data = hostile_pictures._encoded(hostile_pictures._formula(Random(1)), kind, mode)
    with Image.open(BytesIO(data)) as image:
        image.load()
        assert image.format == kind


def test_an_absurd_size_is_what_a_decoder_finds(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", None)
    found = set()
    for number in range(200):
        _kind, data = hostile_pictures._absurd_size_in_header(Random(number))
        try:
            with Image.open(BytesIO(data)) as image:
                found.add(image.size)
        except (UnidentifiedImageError, OSError, ValueError, struct.error):
            continue  # a decoder may refuse it by itself
    assert {size for size in HUGE if min(size) > 0} <= found


def test_no_file_is_larger_than_what_a_disk_holds_easily():
    assert max(len(make(1, number).data) for number in range(5 * len(HARMS))) < 60_000_000


def test_the_examples_are_those_of_the_program():
    assert all(Path(hostile_pictures.EXAMPLES, f"{name}.png").exists() for name in hostile_pictures.FORMULAS)
