import multiprocessing

import pytest

from img2latex_desktop.base import language
from img2latex_desktop.base.errors import ImageError
from img2latex_desktop.base.language import Sentence, translate, use

EMPTY = Sentence("Pictures", "The file is empty.")
LARGE = Sentence("Pictures", "The picture has {width} × {height} pixels.")
GERMAN = {
    ("Pictures", "The file is empty."): "Die Datei ist leer.",
    ("Pictures", "The picture has {width} × {height} pixels."): "{width} × {height} Pixel hat das Bild.",
}


@pytest.fixture
def german(monkeypatch):
    monkeypatch.setattr(language, "_translated", None)  # to have it back afterwards
    use(lambda context, text: GERMAN.get((context, text), text))


@pytest.fixture
def english(monkeypatch):
    monkeypatch.setattr(language, "_translated", None)


def test_without_a_translation_everything_is_english(english):
    assert translate("Pictures", "The file is empty.") == "The file is empty."
    assert str(LARGE.format(width=3, height=4)) == "The picture has 3 × 4 pixels."


def test_a_text_is_asked_for_by_its_context(german):
    assert translate("Pictures", "The file is empty.") == "Die Datei ist leer."
    assert translate("History", "The file is empty.") == "The file is empty."


def test_a_sentence_made_before_the_language_is_known_is_said_in_it(german):
    assert str(EMPTY) == f"{EMPTY}" == "Die Datei ist leer."
    assert str(LARGE.format(width=3, height=4)) == "3 × 4 Pixel hat das Bild."


def test_an_error_of_another_process_is_said_in_the_language_of_this_one(german):
    # GIVEN a process that knows no language but English
    ours, theirs = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=refuse, args=(theirs,))
    process.start()
    # WHEN it refuses a picture
    said, refusal = ours.recv()
    process.join()
    # THEN its sentence is English there and German here
    assert said == "The picture has 3 × 4 pixels."
    assert str(refusal) == "3 × 4 Pixel hat das Bild."


def refuse(pipe):
    refusal = ImageError(LARGE.format(width=3, height=4))
    pipe.send((str(refusal), refusal))
