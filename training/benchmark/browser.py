"""Pages in a real browser: headless Chromium lays them out, and elements are cut from its screenshots.

Playwright drives the Chromium that the system has; it downloads none. Nothing is asked of the network: pages
and all that they load are files.
"""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from training.errors import TrainingError

PAGE_WIDTH_PX = 1400
# file pages may load fonts from other folders, and the screenshot is the same on any machine
_ARGUMENTS = [
    "--allow-file-access-from-files",
    "--font-render-hinting=none",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
]
_TIMEOUT_MS = 120_000


class BrowserError(TrainingError):
    """Chromium is missing, or a page went wrong."""


@contextmanager
def open_browser() -> Iterator["Photographer"]:
    """Start Chromium and, at the end, end it.

    Raises:
        BrowserError: It is not installed, or a page cannot be shown.
    """
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        raise BrowserError("Chromium is missing; on Debian: apt-get install chromium")
    try:
        with sync_playwright() as playwright, tempfile.TemporaryDirectory(prefix="img2latex-web-") as folder:
            browser = playwright.chromium.launch(executable_path=program, args=_ARGUMENTS)
            yield Photographer(browser, Path(folder))
            browser.close()
    except PlaywrightError as error:
        raise BrowserError(f"Chromium: {error.message.splitlines()[0]}") from error


class Photographer:
    """Takes pictures of pages."""

    def __init__(self, browser: Browser, folder: Path) -> None:
        self._browser = browser
        self._folder = folder

    def photograph(self, html: str, ratio: float) -> tuple[NDArray[np.uint8], list[dict[str, Any]]]:
        """Show a page and photograph all of it.

        Args:
            html: The page. When all is laid out, it sets ``window.shown`` to a list of facts, one for each of
                its elements to be cut out.
            ratio: Device pixels to a CSS pixel.

        Returns:
            uint8 (H, W, 3), and ``window.shown``.

        Raises:
            PlaywrightError: The page does not come to its end.
        """
        path = self._folder / "page.html"
        path.write_text(html, encoding="utf-8")
        context = self._browser.new_context(
            device_scale_factor=ratio, viewport={"width": PAGE_WIDTH_PX, "height": 600}, offline=True
        )
        page = context.new_page()
        page.set_default_timeout(_TIMEOUT_MS)
        page.goto(path.as_uri())
        page.wait_for_function("window.shown !== undefined")
        shown: list[dict[str, Any]] = page.evaluate("window.shown")
        with Image.open(BytesIO(page.screenshot(full_page=True))) as picture:
            pixels = np.asarray(picture.convert("RGB"))
        context.close()
        return pixels, shown
