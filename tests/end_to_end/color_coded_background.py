"""A desktop background whose every pixel tells its place, or a picture; run as a program, it shows it."""

import signal
import sys

import numpy as np
from PIL import Image
from Xlib import X, display

ROWS_AT_ONCE = 16  # a request of the X protocol is bounded: 256 KiB


def pattern(width, height):
    """Return RGB pixels: red and green carry x and y, blue the higher bits of both."""
    y, x = np.mgrid[0:height, 0:width]
    return np.stack([x & 255, y & 255, x >> 8 | (y >> 8) << 4], axis=-1).astype(np.uint8)


def page(path, width, height):
    """Return the RGB pixels of a picture in the top left corner of white paper."""
    paper = Image.new("RGB", (width, height), "white")
    paper.paste(Image.open(path))
    return np.asarray(paper)


def main(path=None):
    """Set the background of the root window, which the server itself repaints, and stay."""
    connection = display.Display()
    root = connection.screen().root
    size = root.get_geometry()
    pixels = np.zeros((size.height, size.width, 4), np.uint8)
    shown = page(path, size.width, size.height) if path else pattern(size.width, size.height)
    pixels[..., :3] = shown[..., ::-1]
    pixmap = root.create_pixmap(size.width, size.height, size.depth)
    context = pixmap.create_gc()
    for y in range(0, size.height, ROWS_AT_ONCE):
        rows = pixels[y : y + ROWS_AT_ONCE]
        pixmap.put_image(context, 0, y, size.width, len(rows), X.ZPixmap, size.depth, 0, rows.tobytes())
    root.change_attributes(background_pixmap=pixmap)
    root.clear_area()
    connection.sync()
    sys.stdout.write("shown\n")
    sys.stdout.flush()
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
