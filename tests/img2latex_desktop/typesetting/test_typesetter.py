"""The GUI's side of typesetting, with the real process: nothing waits, and no formula takes it along."""

import itertools
import time

import psutil
import pytest
from PySide6.QtCore import QByteArray, QObject
from PySide6.QtSvg import QSvgRenderer

from img2latex_desktop.base.errors import TypesettingError
from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.demo.patient_typesetter import PatientTypesetter
from img2latex_desktop.service.link import Limits
from img2latex_desktop.typesetting.process import Form, Formula
from img2latex_desktop.typesetting.typesetter import LIMITS, Typesetter
from model.formula.formats.latex import appended
from tests.model.formula.formats.test_latex import SAMPLES

# Operators that are made of operators: an ever longer row of letters in a few words.
DOUBLING = r"\DeclareMathOperator{\a}{xxxxxxxxxx}"
for new, old in ("ba", "cb", "dc", "ed"):
    DOUBLING += rf"\DeclareMathOperator{{\{new}}}" + "{" + rf"\{old}" * 10 + "}"
DOUBLING += r"\e"

STUB = "globalThis.tex2mml = globalThis.tex2svg = (latex) => { %s };"  # in the real engine


@pytest.fixture
def make(qapp):
    made = []

    def typesetter(bundle=PREVIEW_BUNDLE, limits=LIMITS):
        made.append(Typesetter(bundle, None, limits))
        return made[-1]

    yield typesetter
    for each in made:
        each.stop()


def ask(qtbot, typesetter, latex, form=Form.SVG, asker=None):
    """Return the answer, by way of the event loop."""
    answers, asker = [], asker or QObject()
    typesetter.ask(asker, Formula(latex, form), answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    [answer] = answers
    return answer


def process(typesetter):
    return psutil.Process(typesetter._link._process.pid)


def test_a_formula_becomes_a_picture_that_qt_can_draw(typesetter):
    renderer = QSvgRenderer(QByteArray(typesetter.svg(r"\frac{a}{b}")))
    assert renderer.isValid()
    assert renderer.viewBoxF().height() > 1500  # thousandths of an em


def test_inline_style_is_smaller_than_display_style(typesetter):
    display = QSvgRenderer(QByteArray(typesetter.svg(r"\sum_{i=1}^n i")))
    inline = QSvgRenderer(QByteArray(typesetter.svg(r"\sum_{i=1}^n i", is_inline=True)))
    assert inline.viewBoxF().height() < display.viewBoxF().height()


def test_a_mistake_is_told_in_words(typesetter):
    with pytest.raises(TypesettingError, match=r"(?i)brace"):
        typesetter.svg(r"\frac{a}{b")


def test_mathml_names_its_language(typesetter):
    assert typesetter.mathml("x").startswith('<math xmlns="http://www.w3.org/1998/Math/MathML"')


def test_mathml_is_a_display_formula_without_attributes_of_the_engine(typesetter):
    mathml = typesetter.mathml(r"\begin{cases} \frac{1}{\mathbb{R}} & \text{if} \\ a \not= b \end{cases}")
    assert mathml.startswith('<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">')
    assert "data-" not in mathml
    assert "mjx" not in mathml.lower()


@pytest.mark.parametrize("latex", ["x + " * 10_000, "1" * 100_000, "\u00a0" * 100_000])
def test_a_formula_too_long_is_refused_at_once_and_without_a_process(qapp, make, latex):
    typesetter, answers = make(), []
    typesetter.ask(qapp, Formula(latex), answers.append)
    assert "too long" in answers[0].problem
    assert typesetter._link is None


def test_asking_returns_at_once_and_the_answer_comes_through_the_event_loop(qtbot, make):
    typesetter, answers = make(), []
    begun = time.perf_counter()
    asker = QObject()
    typesetter.ask(asker, Formula("x"), answers.append)
    assert time.perf_counter() - begun < 0.5
    assert not answers
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    assert answers[0].source.startswith("<svg")


def test_a_missing_bundle_says_how_to_build_it_and_is_looked_for_again(qtbot, make, tmp_path):
    bundle = tmp_path / "mathjax.js"
    typesetter = make(bundle)
    assert "make run" in ask(qtbot, typesetter, "x").problem
    bundle.write_bytes(PREVIEW_BUNDLE.read_bytes())
    assert ask(qtbot, typesetter, "x").source


def test_a_damaged_bundle_is_named(qtbot, make, tmp_path):
    bundle = tmp_path / "mathjax.js"
    bundle.write_text("this is no script")
    assert "damaged" in ask(qtbot, make(bundle), "x").problem


def test_loading_ahead_of_time_tolerates_a_missing_bundle(qtbot, make, tmp_path):
    typesetter = make(tmp_path / "mathjax.js")
    typesetter.load()
    qtbot.waitUntil(lambda: typesetter._link is None, timeout=30_000)


def test_a_process_once_loaded_serves_every_formula(qtbot, make):
    typesetter = make()
    typesetter.load()
    pid = typesetter._link
    for latex in ("a", "b", r"\frac{", "c"):
        ask(qtbot, typesetter, latex)
    assert typesetter._link is pid


def test_a_newer_question_takes_the_place_of_one_without_an_answer(qtbot, make):
    typesetter, asker, answers = make(), QObject(), []
    for latex in ("a", "b", "c"):
        typesetter.ask(asker, Formula(latex), lambda answer, latex=latex: answers.append(latex))
    other = QObject()
    typesetter.ask(other, Formula("d"), lambda _: answers.append("d"))
    qtbot.waitUntil(lambda: "d" in answers, timeout=30_000)
    assert answers == ["c", "d"]


def test_whoever_is_gone_gets_no_answer(qtbot, make):
    typesetter, gone, answers = make(), QObject(), []
    typesetter.ask(gone, Formula("a"), answers.append)
    gone.deleteLater()
    qtbot.wait(10)
    assert ask(qtbot, typesetter, "b").source
    assert not answers


def test_a_formula_that_takes_too_long_is_refused_and_the_next_one_drawn(qtbot, make):
    typesetter = make(limits=Limits(2.0, 10_000))
    assert "takes too long" in ask(qtbot, typesetter, DOUBLING).problem
    assert ask(qtbot, typesetter, "x").source


def test_a_formula_that_takes_too_much_memory_is_refused_and_the_next_one_drawn(qtbot, make, tmp_path):
    bundle = tmp_path / "mathjax.js"
    bundle.write_text(STUB % "for (var kept = []; latex == 'grow'; ) kept.push([kept.length]); return latex;")
    typesetter = make(bundle, Limits(60.0, 300))
    before = psutil.Process().memory_info().rss
    assert "too much memory" in ask(qtbot, typesetter, "grow").problem
    assert ask(qtbot, typesetter, "x").source == "x"
    assert psutil.Process().memory_info().rss < before + 20 * 2**20


def test_while_a_formula_takes_long_the_event_loop_goes_on(qtbot, make):
    typesetter, answers, asker = make(limits=Limits(1.0, 10_000)), [], QObject()
    ask(qtbot, typesetter, "x")
    typesetter.ask(asker, Formula(DOUBLING), answers.append)
    longest, before = 0.0, time.perf_counter()
    while not answers:
        qtbot.wait(1)
        now = time.perf_counter()
        longest, before = max(longest, now - before), now
    assert longest < 0.5


def test_a_formula_at_which_the_process_is_killed_is_tried_once_more(qtbot, make):
    typesetter, answers, asker = make(), [], QObject()
    ask(qtbot, typesetter, "x")
    process(typesetter).suspend()
    typesetter.ask(asker, Formula("y"), answers.append)
    qtbot.wait(50)
    process(typesetter).kill()
    qtbot.waitUntil(lambda: bool(answers), timeout=30_000)
    assert answers[0].source


def test_a_formula_at_which_the_process_dies_twice_is_refused(qtbot, make, tmp_path):
    bundle = tmp_path / "mathjax.js"
    bundle.write_text(STUB % "while (latex == 'endless'); return latex;")
    typesetter, answers, asker = make(bundle, Limits(60.0, 10_000)), [], QObject()
    typesetter.ask(asker, Formula("endless"), answers.append)
    for _ in range(2):
        assert not answers
        qtbot.waitUntil(lambda: typesetter._in_flight is not None, timeout=30_000)
        link = typesetter._link
        process(typesetter).kill()
        qtbot.waitUntil(lambda link=link: typesetter._link is not link, timeout=30_000)
    assert "stopped twice" in answers[0].problem
    assert ask(qtbot, typesetter, "x").source == "x"


def test_a_process_that_has_grown_is_replaced_between_two_formulas(qtbot, make, tmp_path):
    bundle = tmp_path / "mathjax.js"
    grow = "for (var i = 0; latex == 'grow' && i < 3e6; i++) kept.push([i, i]); return kept.length + latex;"
    bundle.write_text("var kept = [];" + STUB % grow)
    typesetter = make(bundle)
    first = typesetter._link
    assert ask(qtbot, typesetter, "grow").source == "3000000grow"
    qtbot.waitUntil(lambda: typesetter._link is not first, timeout=30_000)
    assert ask(qtbot, typesetter, "x").source == "0x"


def test_stopping_leaves_no_process_even_in_the_middle_of_a_formula(qtbot, make):
    typesetter, asker = make(limits=Limits(60.0, 10_000)), QObject()
    ask(qtbot, typesetter, "x")
    its = process(typesetter)
    typesetter.ask(asker, Formula(DOUBLING), lambda _: None)
    qtbot.wait(50)
    typesetter.stop()
    assert not its.is_running()


def test_once_stopped_it_starts_no_process_for_a_window_that_closes_late(qtbot, make):
    typesetter, asker = make(), QObject()
    typesetter.stop()
    typesetter.ask(asker, Formula("x"), lambda _: None)
    assert typesetter._link is None


def test_a_patient_typesetter_has_its_answers_at_once(qapp):
    typesetter = PatientTypesetter(PREVIEW_BUNDLE)
    answers = []
    typesetter.ask(qapp, Formula("x"), answers.append)
    assert answers[0].source.startswith("<svg")
    typesetter.stop()


def test_appended_samples_can_be_typeset(typesetter):
    for shown, new in itertools.pairwise(SAMPLES):
        try:
            typesetter.svg(appended(shown, new))
        except TypesettingError as problem:
            pytest.fail(f"{appended(shown, new)}: {problem}")
