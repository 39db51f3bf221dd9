"""The language in which modules without Qt speak: English, until a program with windows says otherwise."""

from collections.abc import Callable

_translated: Callable[[str, str], str] | None = None


def use(translated: Callable[[str, str], str]) -> None:
    """Ask this for every text from now on.

    Args:
        translated: Gives the text of a context in the user's language, as ``QCoreApplication.translate`` does.
    """
    global _translated  # noqa: PLW0603 (a process speaks one language, as in gettext)
    _translated = translated


def translate(context: str, text: str) -> str:
    """Return a text in the user's language.

    Called by this name, with two literals, so that Qt's lupdate finds the texts; what is to be filled in comes
    afterwards.
    """
    return _translated(context, text) if _translated else text
