import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from string import Formatter
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QEvent, QLocale
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QAbstractButton, QDialogButtonBox, QLabel, QMenu, QWidget

from img2latex_desktop.base.errors import SettingsError, TypesettingError
from img2latex_desktop.base.paths import RESOURCES
from img2latex_desktop.demo.scenes import SCENES
from img2latex_desktop.doctor.files import check_history
from img2latex_desktop.service.refusals import NO_FORMULA
from img2latex_desktop.settings import Settings, SettingsFile
from img2latex_desktop.translation import SYSTEM, Translation

ROOT = RESOURCES.parent
SOURCES = sorted((RESOURCES / "translations").glob("*.ts"))
LANGUAGES = [source.stem.partition("_")[2] for source in SOURCES]
MODULES = sorted((ROOT / "img2latex_desktop").rglob("*.py"))
WINDOWS = [name for name in SCENES if not name.startswith(("overlay", "tray", "first-step"))]
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


@pytest.fixture(scope="module")
def german_folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("german")
    build(Path(shutil.copy(RESOURCES / "translations/img2latex_de.ts", made)))
    return made


@pytest.fixture
def german(qapp, german_folder):
    """Speak German for a test."""
    made = Translation(qapp, german_folder)
    made.install("de")
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


@pytest.fixture(scope="module")
def gathered(tmp_path_factory):
    """Gather the texts of the program anew, into copies of the files for translators."""
    folder = tmp_path_factory.mktemp("gathered")
    copies = [Path(shutil.copy(source, folder)) for source in SOURCES]
    subprocess.run([ROOT / ".ci/gather_texts.sh", sys.executable, *copies], check=True)
    return {copy.stem: messages(copy) for copy in copies}


def marked_texts(module):
    """Return the texts that a module marks for translation, as (context, text)."""
    tree = ast.parse(module.read_text("utf-8"))
    for scope in ast.walk(tree):
        for child in ast.iter_child_nodes(scope):
            child.owner = scope if isinstance(scope, ast.ClassDef) else getattr(scope, "owner", None)
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = getattr(call.func, "attr", getattr(call.func, "id", ""))
        literals = [getattr(argument, "value", None) for argument in call.args[:2]]
        if name == "tr":
            yield call.owner.name, literals[0]
        elif name in ("translate", "Sentence", "QT_TRANSLATE_NOOP") and isinstance(literals[-1], str):
            yield tuple(literals)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_program_is_translated(language, gathered):
    texts = gathered[f"img2latex_{language}"]
    assert not [key for key in texts if not key[0]], "a text without a class: lupdate did not see which"
    missing = [
        key
        for key, message in texts.items()
        if message.find("translation").get("type") or not all(translations(message))
    ]
    assert not missing, "translate these after `make translations`"
    assert texts.keys() == messages(RESOURCES / f"translations/img2latex_{language}.ts").keys(), "obsolete"


def test_no_text_escapes_the_gathering(gathered):
    marked = {text for module in MODULES for text in marked_texts(module)}
    assert marked
    for texts in gathered.values():
        assert not marked - {(context, text) for context, text, _ in texts}


def fields(text):
    """Return name and format of each field; where they have no names, their order tells what they mean."""
    found = [(name, spec) for _, name, spec, _ in Formatter().parse(text) if name is not None]
    return sorted(found) if any(name for name, _ in found) else found


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_translation_has_the_fields_and_marks_of_its_text(language):
    marks = (r"&(?=\w)", r"%n", r"…$", r"[.:?]$", r"<[^>]+>")
    for (_, text, _), message in messages(RESOURCES / f"translations/img2latex_{language}.ts").items():
        for translation in filter(None, translations(message)):
            for mark in marks:
                found = sorted(re.findall(mark, text)), sorted(re.findall(mark, translation))
                assert found[0] == found[1], translation
            assert fields(translation) == fields(text), translation


@pytest.mark.parametrize("scene", WINDOWS)
def test_no_two_controls_of_a_german_window_have_one_mnemonic(scene, qtbot, german, typesetter):
    window = SCENES[scene](typesetter)
    qtbot.addWidget(window)
    if isinstance(window, QMenu):
        texts = [action.text() for action in window.actions()]
    else:
        window.show()
        controls = window.findChildren(QAbstractButton) + window.findChildren(QLabel)
        texts = [control.text() for control in controls if control.isVisible()]
    mnemonics = [keys.toString() for keys in map(QKeySequence.mnemonic, texts) if not keys.isEmpty()]
    assert len(mnemonics) == len(set(mnemonics)), mnemonics


def test_a_change_of_the_language_reaches_errors_and_findings(german, tmp_path):
    def problem():
        with pytest.raises(SettingsError) as raised:
            SettingsFile(tmp_path / "missing" / "settings.json").save(Settings())
        return str(raised.value).partition(" ")[0]

    assert (problem(), check_history(tmp_path / "none").found) == ("Die", "Noch keiner vorhanden.")
    german.install("en")
    assert (problem(), check_history(tmp_path / "none").found) == ("The", "There is none yet.")


def test_what_the_recognizers_process_says_is_german_here(german):
    assert str(NO_FORMULA).startswith("Keine Formel in diesem Bild gefunden")


def test_mistakes_in_latex_are_named_in_german(german, typesetter):
    with pytest.raises(TypesettingError, match=r"^Unbekannter Befehl \\foo$"):
        typesetter.svg(r"x + \foo")
    with pytest.raises(TypesettingError, match=r"^Es fehlt \\end{matrix}$"):
        typesetter.svg(r"\begin{matrix} a")
