import re
import shutil
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtWidgets import QDialogButtonBox, QWidget

from img2latex_desktop.paths import RESOURCES
from img2latex_desktop.translation import SYSTEM, Translation

ROOT = RESOURCES.parent
SOURCES = sorted((RESOURCES / "translations").glob("*.ts"))
TEXTS = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE TS><TS version="2.1" language="de_DE"><context>
<name>Sign</name><message><source>Hello</source><translation>Guten Tag</translation></message>
</context></TS>"""


class Sign(QWidget):
    """A window that follows the language."""

    def __init__(self):
        super().__init__()
        self.changes = 0
        self.setWindowTitle(self.tr("Hello"))

    def changeEvent(self, event):  # noqa: N802
        if event.type() is QEvent.Type.LanguageChange:
            self.changes += 1
            self.setWindowTitle(self.tr("Hello"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Build a German translation of one word."""
    made = tmp_path_factory.mktemp("translations")
    source = made / "img2latex_de.ts"
    source.write_text(TEXTS, "utf-8")
    build(source)
    return made


@pytest.fixture
def translation(qapp, folder):
    made = Translation(qapp, folder)
    yield made
    made.install("en")
    QLocale.setDefault(QLocale.system())


def build(source):
    lrelease = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([lrelease, "-silent", source, "-qm", source.with_suffix(".qm")], check=True)


def messages(path):
    """Return the texts of a file for translators, as (context, text, remark), with their translations."""
    return {
        (context.findtext("name"), message.findtext("source"), message.findtext("comment")): message
        for context in ElementTree.parse(path).iter("context")  # noqa: S314  (our own file)
        for message in context.iter("message")
    }


def translations(message):
    translation = message.find("translation")
    forms = [form.text or "" for form in translation.iter("numerusform")]
    return forms or [translation.text or ""]


def test_english_is_always_there_and_languages_name_themselves(qapp, translation, tmp_path):
    assert translation.languages() == {"de": "Deutsch", "en": "English"}
    assert Translation(qapp, tmp_path).languages() == {"en": "English"}


def test_shown_windows_change_their_language_and_back(qtbot, translation):
    sign = Sign()
    qtbot.addWidget(sign)
    for language, title in (("de", "Guten Tag"), ("en", "Hello"), ("de", "Guten Tag")):
        sign.changes = 0
        translation.install(language)
        qtbot.waitUntil(lambda title=title: sign.windowTitle() == title)
        assert sign.changes == 1


def test_texts_of_qt_are_translated_too(qtbot, translation):
    translation.install("de")
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.button(QDialogButtonBox.StandardButton.Cancel).text() == "Abbrechen"


def test_numbers_are_written_as_in_the_language(translation):
    translation.install("de")
    assert QLocale().toString(0.5, "f", 1) == "0,5"


@pytest.mark.parametrize("language", ["tlh", "", "../de"])
def test_a_language_there_is_not_is_english(qapp, translation, language):
    translation.install("de")
    translation.install(language)
    assert qapp.translate("Sign", "Hello") == "Hello"


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [("de_AT:en", "Guten Tag"), ("fr:de", "Guten Tag"), ("en:de", "Hello"), ("fr", "Hello")],
)
def test_the_first_language_of_the_system_that_there_is_is_chosen(monkeypatch, folder, wanted, expected):
    monkeypatch.setenv("LANGUAGE", wanted)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    code = (
        "import sys; from pathlib import Path; from PySide6.QtCore import QCoreApplication;"
        "from img2latex_desktop.translation import Translation;"
        "qt = QCoreApplication(); translation = Translation(qt, Path(sys.argv[1]));"
        f"translation.install({SYSTEM!r});"
        "print(qt.translate('Sign', 'Hello'))"
    )
    done = subprocess.run([sys.executable, "-c", code, folder], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == expected


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_every_text_of_the_windows_is_translated(source, tmp_path):
    gathered = Path(shutil.copy(source, tmp_path))
    subprocess.run([ROOT / ".ci/gather_texts.sh", sys.executable, gathered], check=True)
    texts = messages(gathered)
    assert not [key for key in texts if not key[0]], "a text without a class: lupdate did not see which"
    missing = [
        key
        for key, message in texts.items()
        if message.find("translation").get("type") or not all(translations(message))
    ]
    assert not missing, "translate these after `make translations`"


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_translation_has_the_fields_and_marks_of_its_text(source):
    marks = (r"\{.*?\}", r"&(?=\w)", r"%n", r"…$", r"[.:?]$", r"<[^>]+>")
    for (_, text, _), message in messages(source).items():
        for translation in filter(None, translations(message)):
            for mark in marks:
                found = sorted(re.findall(mark, text)), sorted(re.findall(mark, translation))
                assert found[0] == found[1], translation
