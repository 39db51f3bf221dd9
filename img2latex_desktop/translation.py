"""The language of the windows; it can be exchanged while they are shown."""

import logging
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from img2latex_desktop.base.language import use

logger = logging.getLogger(__name__)

SYSTEM = "system"  # stands for the first language of the desktop that there is
SOURCE_LANGUAGE = "en"  # what the sources are written in: it needs no file, except for its plurals


class Translation:
    """Translates the texts of this program and of Qt's own widgets, for as long as it is kept."""

    def __init__(self, qt: QCoreApplication, folder: Path) -> None:
        """Prepare; nothing is translated yet.

        Args:
            qt: The application object.
            folder: Holds ``img2latex_<code>.qm`` for each language.
        """
        self._qt = qt
        self._folder = folder
        self._translators: list[QTranslator] = []

    def languages(self) -> dict[str, str]:
        """Return the codes of the languages there are, with their names in themselves, sorted by these."""
        codes = {path.stem.partition("_")[2] for path in self._folder.glob("img2latex_*.qm")}
        names = {code: _native_name(code) for code in (SOURCE_LANGUAGE, *codes)}
        return dict(sorted(names.items(), key=lambda item: item[1].casefold()))

    def install(self, language: str) -> None:
        """Translate from now on; every widget gets one ``LanguageChange`` event.

        Args:
            language: One of ``languages``, or ``SYSTEM``; anything else is taken for English.
        """
        for translator in self._translators:
            self._qt.removeTranslator(translator)
        code = self._chosen(language)
        qt_folder = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
        # The last is asked first, so that our own texts win.
        files = (qt_folder / f"qtbase_{code}.qm", self._folder / f"img2latex_{code}.qm")
        self._translators = [translator for path in files if (translator := QTranslator()).load(str(path))]
        for translator in self._translators:
            self._qt.installTranslator(translator)
        use(QCoreApplication.translate)  # in modules without Qt, too
        QLocale.setDefault(QLocale.system() if language == SYSTEM else QLocale(code))
        logger.info("The language is %s", code)

    def _chosen(self, language: str) -> str:
        wanted = QLocale.system().uiLanguages() if language == SYSTEM else [language]
        spellings = (code for name in wanted for code in (name.replace("-", "_"), name.partition("-")[0]))
        return next((code for code in spellings if code in self.languages()), SOURCE_LANGUAGE)


def _native_name(code: str) -> str:
    locale = QLocale(code)
    if "_" not in code:  # else Qt names a country too, as in “American English”
        locale = QLocale(locale.language(), QLocale.Country.World)
    return locale.nativeLanguageName()
