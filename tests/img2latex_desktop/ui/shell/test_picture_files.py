from img2latex_desktop.service.picture_files import SUFFIXES
from img2latex_desktop.ui.shell.picture_files import PATTERNS


def test_the_dialog_offers_what_can_be_read():
    assert PATTERNS.split() == [f"*{suffix}" for group in SUFFIXES.values() for suffix in group]
