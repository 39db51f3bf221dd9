"""The language in which modules without Qt speak: English, until a program with windows says otherwise."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

_translated: Callable[[str, str], str] | None = None


def use(translated: Callable[[str, str], str]) -> None:
    """Ask this for every text from now on.

    Args:
        translated: Gives the text of a context in the user's language, from any thread, as
            ``QCoreApplication.translate`` does.
    """
    global _translated  # noqa: PLW0603 (a process speaks one language, as in gettext)
    _translated = translated


def translate(context: str, text: str) -> str:
    """Return a text in the user's language.

    Called by this name, with two literals, so that Qt's lupdate finds the texts; fields are filled in later.
    """
    return _translated(context, text) if _translated else text


@dataclass(frozen=True)
class Sentence:
    """A text that ``str`` translates when it is shown: for constants, and for what another process says.

    Made from two literals, so that lupdate finds them, too.
    """

    context: str
    text: str
    values: Mapping[str, object] = field(default_factory=dict)

    def format(self, **values: object) -> "Sentence":
        """Fill the fields in; their values travel with it, so that they must be picklable where it does."""
        return replace(self, values=values)

    def __str__(self) -> str:
        return translate(self.context, self.text).format(**self.values)
