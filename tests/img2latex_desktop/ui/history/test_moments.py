from datetime import UTC, datetime, timedelta, timezone

import pytest
from PySide6.QtCore import QLocale

from img2latex_desktop.ui.history.moments import when_words

BERLIN = timezone(timedelta(hours=1))
NOW = datetime(2025, 1, 31, 0, 30, tzinfo=BERLIN)  # a Friday


@pytest.fixture(params=["en_GB", "de_DE"])
def language(request):
    before = QLocale()
    QLocale.setDefault(QLocale(request.param))
    yield request.param
    QLocale.setDefault(before)


@pytest.mark.parametrize(
    ("moment", "english", "german"),
    [
        (datetime(2025, 1, 30, 23, 10, tzinfo=UTC), "Today 00:10", "Today 00:10"),
        (datetime(2025, 1, 30, 22, 59, tzinfo=UTC), "Yesterday 23:59", "Yesterday 23:59"),
        (datetime(2025, 1, 29, 9, 5, tzinfo=BERLIN), "Wednesday 09:05", "Mittwoch 09:05"),
        (datetime(2025, 1, 25, 9, 5, tzinfo=BERLIN), "Saturday 09:05", "Samstag 09:05"),
        (datetime(2025, 1, 24, 9, 5, tzinfo=BERLIN), "24/01/2025 09:05", "24.01.25 09:05"),
        (datetime(2025, 2, 3, 9, 5, tzinfo=BERLIN), "03/02/2025 09:05", "03.02.25 09:05"),  # a clock put back
    ],
)
def test_a_moment_is_said_in_the_users_zone_and_language(language, moment, english, german):
    assert when_words(moment, NOW) == (english if language == "en_GB" else german)
