"""Every kind of good and bad picture, each written for real by the test that reads it."""

import io
import os
import struct
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.pixels import SUFFIXES
from img2latex_desktop.service import picture_files as images

WIDTH, HEIGHT = 60, 40


def striped(mode: str = "L") -> Image.Image:
    """A black bar, 6 px wide, on white."""
    image = Image.new("L", (WIDTH, HEIGHT), 255)
    image.paste(0, (10, 5, 16, 35))
    return image.convert(mode)


def png_of_size(width: int, height: int) -> bytes:
    """A PNG whose header promises any size, with next to no data behind it."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


@contextmanager
def without_root_rights() -> Iterator[None]:
    """Act as an ordinary user, for root may read whatever it likes."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def sentence(path: Path) -> str:
    with pytest.raises(ImageError) as caught:
        images.read_file(path)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


@pytest.mark.parametrize("kind", list(SUFFIXES))
def test_each_named_format_is_read_and_refused_when_cut_off(kind: str, tmp_path: Path) -> None:
    whole = io.BytesIO()
    Image.effect_noise((WIDTH, HEIGHT), 60).convert("RGB").save(whole, kind)
    path = tmp_path / "picture"
    path.write_bytes(whole.getvalue())
    assert images.read_file(path).pixels.shape == (HEIGHT, WIDTH, 3)
    path.write_bytes(whole.getvalue()[: len(whole.getvalue()) // 2])
    assert sentence(path) == "The picture is damaged or cut off."


@pytest.mark.parametrize(
    ("mode", "kind", "shape"),
    [
        ("1", "PNG", (HEIGHT, WIDTH)),
        ("1", "TIFF", (HEIGHT, WIDTH)),
        ("L", "PNG", (HEIGHT, WIDTH)),
        ("LA", "PNG", (HEIGHT, WIDTH, 4)),
        ("P", "PNG", (HEIGHT, WIDTH, 3)),
        ("RGBA", "PNG", (HEIGHT, WIDTH, 4)),
        ("CMYK", "JPEG", (HEIGHT, WIDTH, 3)),
        ("CMYK", "TIFF", (HEIGHT, WIDTH, 3)),
        ("YCbCr", "JPEG", (HEIGHT, WIDTH, 3)),
    ],
)
def test_each_color_mode_keeps_black_black_and_white_white(
    mode: str, kind: str, shape: tuple[int, ...], tmp_path: Path
) -> None:
    path = tmp_path / "picture"
    striped(mode).save(path, kind)
    pixels = images.read_file(path).pixels
    assert pixels.shape == shape
    assert pixels.dtype == np.uint8
    color = pixels.reshape(HEIGHT, WIDTH, -1)[..., :3].astype(int)
    assert color[20, 12].max() <= 8  # JPEG is allowed to blur a little
    assert color[20, 40].min() >= 247


def test_a_palette_with_alpha_becomes_rgba(tmp_path: Path) -> None:
    image = striped("P")
    path = tmp_path / "palette.png"
    image.save(path, transparency=bytes([255] * 255 + [0]))
    pixels = images.read_file(path).pixels
    assert pixels.shape == (HEIGHT, WIDTH, 4)
    assert pixels[20, 12, 3] == 255
    assert pixels[20, 40, 3] == 0


def test_gray_with_one_transparent_value_becomes_rgba(tmp_path: Path) -> None:
    path = tmp_path / "gray.png"
    striped("L").save(path, transparency=255)
    pixels = images.read_file(path).pixels
    assert pixels.shape == (HEIGHT, WIDTH, 4)
    assert pixels[20, 40, 3] == 0


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
def test_16_bit_gray_is_scaled_over_its_whole_range(kind: str, tmp_path: Path) -> None:
    values = np.linspace(0, 65535, WIDTH * HEIGHT).astype(np.uint16).reshape(HEIGHT, WIDTH)
    path = tmp_path / "deep"
    Image.fromarray(values).save(path, kind)
    pixels = images.read_file(path).pixels
    assert pixels.dtype == np.uint8
    assert np.abs(pixels.astype(float) - values / 257.0).max() <= 0.51


@pytest.mark.parametrize(
    ("low", "high"), [(0.0, 1.0), (0.0, 255.0), (0.0, 65535.0), (-3.0, 5.0), (0.0, 1e9), (2.0, 2.0)]
)
def test_a_float_picture_is_brought_to_8_bits_whatever_its_range(
    low: float, high: float, tmp_path: Path
) -> None:
    values = np.linspace(low, high, WIDTH * HEIGHT, dtype=np.float32).reshape(HEIGHT, WIDTH)
    values[0, 1] = np.nan
    values[0, 2] = np.inf
    path = tmp_path / "deep.tiff"
    Image.fromarray(values).save(path)
    pixels = images.read_file(path).pixels
    assert pixels.dtype == np.uint8
    if high > low:
        assert pixels[0, 0] == 0
        assert pixels[-1, -1] == 255


def test_32_bit_integers_are_brought_to_8_bits(tmp_path: Path) -> None:
    path = tmp_path / "deep.tiff"
    Image.fromarray(np.array([[0, 100], [200, 255]], dtype=np.int32)).save(path)
    assert images.read_file(path).pixels.tolist() == [[0, 100], [200, 255]]


@pytest.mark.parametrize("kind", ["GIF", "WEBP", "PNG", "TIFF"])
def test_of_several_frames_the_first_is_read_and_that_is_noted(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "animation"
    later = [Image.new("RGB", (WIDTH, HEIGHT), color) for color in ("red", "blue")]
    striped("RGB").save(path, kind, save_all=True, append_images=later, lossless=True)
    picture = images.read_file(path)
    assert str(picture.note) == "Only the first frame was read."
    assert picture.pixels[20, 40, :3].tolist() == [255, 255, 255]
    assert picture.pixels[20, 12, :3].tolist() == [0, 0, 0]


def test_an_exif_rotated_photograph_is_turned_upright(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held turned by a quarter
    path = tmp_path / "photo.jpg"
    striped("RGB").save(path, exif=exif)
    assert images.read_file(path).pixels.shape == (WIDTH, HEIGHT, 3)


def test_broken_exif_does_not_hinder_reading(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    striped("RGB").save(path, exif=b"Exif\0\0II*\0\xff\xff\xff\x7f" + bytes(20))
    assert images.read_file(path).pixels.shape == (HEIGHT, WIDTH, 3)


def test_a_picture_just_under_the_limit_is_read(tmp_path: Path) -> None:
    path = tmp_path / "screen.png"
    Image.new("L", (7680, 4320), 255).save(path, compress_level=1)
    assert images.read_file(path).pixels.shape == (4320, 7680)


def test_missing_file_is_one_sentence(tmp_path: Path) -> None:
    assert sentence(tmp_path / "missing.png") == "There is no such file."


def test_a_name_that_no_file_can_have_is_one_sentence(tmp_path: Path) -> None:
    assert sentence(tmp_path / "a\0b.png") == "There is no such file."


def test_a_name_too_long_for_the_system_is_one_sentence(tmp_path: Path) -> None:
    assert sentence(tmp_path / ("x" * 5000)).startswith("The file cannot be read: ")


def test_a_file_without_read_permission_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "private.png"
    striped().save(path)
    path.chmod(0)
    with without_root_rights():
        assert sentence(path) == "The file may not be read: permission denied."


def test_an_empty_file_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "empty.png"
    path.touch()
    assert sentence(path) == "The file is empty."


@pytest.mark.parametrize(
    "data",
    [
        b"not a picture",
        b"%PDF-1.7\n",
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        png_of_size(0, 0),
    ],
    ids=["text", "pdf", "eps", "0x0"],
)
def test_what_is_no_picture_is_one_sentence(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.png"
    path.write_bytes(data)
    assert sentence(path).startswith("This is no readable picture")


def test_one_pixel_is_too_small(tmp_path: Path) -> None:
    path = tmp_path / "dot.png"
    Image.new("L", (1, 1)).save(path)
    assert sentence(path) == "The picture has 1 × 1 pixels: too small to hold a formula."


@pytest.mark.parametrize("side", [7000, 30_000], ids=["7000", "30000"])
def test_a_decompression_bomb_is_refused_by_its_header(side: int, tmp_path: Path) -> None:
    path = tmp_path / "bomb.png"
    path.write_bytes(png_of_size(side, side))
    assert "40 million" in sentence(path)


def small_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a second stand for the budget: what follows would take far longer."""
    monkeypatch.setattr(images, "DECODING_S", 1.0)


def test_gray_of_1023_values_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_budget(monkeypatch)
    path = tmp_path / "deep.pgm"
    path.write_bytes(b"P5 5000 4000 1023\n" + bytes(2 * 5000 * 4000))
    started = time.thread_time()
    assert "takes longer than 1 s" in sentence(path)
    assert time.thread_time() - started < 2


def test_a_jpeg_of_2000_scans_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small_budget(monkeypatch)
    whole = io.BytesIO()
    Image.new("L", (5000, 4000), 200).save(whole, "JPEG", progressive=True)
    data = whole.getvalue()
    last_scan = data[data.rindex(b"\xff\xda") : -2]
    path = tmp_path / "scans.jpg"
    path.write_bytes(data[:-2] + 2000 * last_scan + data[-2:])
    started = time.thread_time()
    assert "takes longer than 1 s" in sentence(path)
    assert time.thread_time() - started < 3


def test_a_bmp_of_runs_is_given_up_in_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(images, "DECODING_S", 0.1)
    body = b"\1\0" * 1_000_000 + b"\0\1"
    header = b"BM" + struct.pack(
        "<IIIIiiHHIIiiII", 0, 0, 54 + 1024, 40, 4000, 4000, 1, 8, 1, len(body), 0, 0, 256, 0
    )
    path = tmp_path / "runs.bmp"
    path.write_bytes(header + bytes(1024) + body)
    assert "takes longer than" in sentence(path)


def test_deep_gray_of_the_largest_size_takes_little_memory_beside_itself(tmp_path: Path) -> None:
    path = tmp_path / "deep.png"
    values = np.zeros((5000, 8000), np.uint16)
    values[0, 0] = 65535
    Image.fromarray(values).save(path, compress_level=1)
    code = (
        "import sys; from pathlib import Path\n"
        "from img2latex_desktop.service.picture_files import read_file\n"
        "print(read_file(Path(sys.argv[1])).pixels[0, :2])\n"
        # its own peak: that of getrusage may be that of the process it was forked from
        "print(*(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    )
    done = subprocess.run([sys.executable, "-c", code, path], capture_output=True, text=True, check=True)
    *pixels, kilobytes = done.stdout.replace("[", "").replace("]", "").split()
    assert pixels == ["255", "0"]
    assert int(kilobytes) < 600_000


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes here")
def test_a_pipe_and_a_device_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    for path in (tmp_path / "pipe.png", Path("/dev/zero")):
        assert sentence(path) == "This is a pipe or a device; save the picture as a file."


def test_a_folder_is_one_sentence(tmp_path: Path) -> None:
    assert sentence(tmp_path) == "The file cannot be read: Is a directory."


def test_a_file_that_is_too_long_is_one_sentence(tmp_path: Path) -> None:
    path = tmp_path / "long.png"
    with path.open("wb") as file:
        file.truncate(images.MAX_BYTES + 1)  # a hole, which takes no room on the disk
    assert sentence(path) == "The input is longer than 320 MB."


def test_a_stream_gives_what_the_file_gives() -> None:
    data = io.BytesIO()
    striped().save(data, "PNG")
    assert images.read_stream(io.BytesIO(data.getvalue())).pixels.shape == (HEIGHT, WIDTH)


def test_an_endless_stream_is_cut_off() -> None:
    with Path("/dev/zero").open("rb") as stream, pytest.raises(ImageError, match="longer than 320 MB"):
        images.read_stream(stream)


def test_a_folder_lists_its_pictures_by_name_without_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.PNG", "a.jpg", "notes.txt", "._a.jpg"):
        (tmp_path / name).touch()
    (tmp_path / "inner").mkdir()
    assert [path.name for path in images.list_images(tmp_path)] == ["a.jpg", "b.PNG"]


def test_a_folder_without_pictures_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(ImageError, match="holds no pictures"):
        images.list_images(tmp_path)


def test_a_folder_without_read_permission_is_one_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "private"
    folder.mkdir(mode=0)
    with without_root_rights(), pytest.raises(ImageError, match="permission denied"):
        images.list_images(folder)
