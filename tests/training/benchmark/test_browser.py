import numpy as np
import pytest

from training.benchmark.browser import BrowserError, open_browser

PAGE = """<!doctype html><html><body style="margin: 0; background: #ff0000">
<div style="width: 100px; height: 50px; background: #0000ff"></div>
<script>window.shown = [{width: document.querySelector('div').getBoundingClientRect().width}];</script>
</body></html>"""


@pytest.mark.slow
def test_a_page_is_photographed_with_as_many_pixels_as_the_screen_is_dense():
    with open_browser() as browser:
        for ratio in (1.0, 2.0):
            pixels, shown = browser.photograph(PAGE, ratio)
            assert shown == [{"width": 100}]
            is_blue = (pixels == (0, 0, 255)).all(axis=2)
            rows, columns = np.flatnonzero(is_blue.any(axis=1)), np.flatnonzero(is_blue.any(axis=0))
            assert (len(columns), len(rows)) == (100 * ratio, 50 * ratio)


def test_a_missing_browser_is_told(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(BrowserError, match="apt-get install chromium"), open_browser():
        pass
