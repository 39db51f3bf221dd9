"""When something was, in the words and the order of the user's language."""

from datetime import datetime

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

DAYS_BY_NAME = 7  # a week ago has the name of today


def when_words(moment: datetime, now: datetime) -> str:
    """Return a past moment as “Today 14:03”, “Yesterday 14:03”, “Friday 14:03”, or with its date.

    Args:
        moment: Any aware time.
        now: The present in the time zone that counts for the user.
    """
    moment = moment.astimezone(now.tzinfo)
    locale, date = QLocale(), QDate(moment.year, moment.month, moment.day)
    time = locale.toString(QTime(moment.hour, moment.minute), QLocale.FormatType.ShortFormat)
    match (now.date() - moment.date()).days:
        case 0:
            return QCoreApplication.translate("Moments", "Today {}").format(time)
        case 1:
            return QCoreApplication.translate("Moments", "Yesterday {}").format(time)
        case days if 1 < days < DAYS_BY_NAME:
            day = locale.standaloneDayName(date.dayOfWeek(), QLocale.FormatType.LongFormat)
        case _:
            day = locale.toString(date, QLocale.FormatType.ShortFormat)
    return f"{day} {time}"
