import pytest
from PySide6.QtWidgets import QLabel

from img2latex_desktop.base.paths import PREVIEW_BUNDLE
from img2latex_desktop.typesetting.typesetter import Typesetter
from img2latex_desktop.ui.result.formula_pane import FormulaPane
from model.reading.result import Candidate


@pytest.fixture
def pane(qtbot, typesetter):
    made = FormulaPane(typesetter)
    qtbot.addWidget(made)
    made.resize(430, 300)
    made.show()
    return made


def problem(pane):
    return "".join(label.text() for label in pane.findChildren(QLabel) if label.isVisible())


def test_what_is_given_is_no_edit_and_what_is_typed_is_told_once_typing_pauses(qtbot, pane):
    told = []
    pane.edited.connect(told.append)
    pane.set_latex("x")
    qtbot.keyClicks(pane.editor, "+y+z")
    assert not told
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["x+y+z"]


def test_a_result_read_again_is_undone_as_an_edit(qtbot, pane):
    pane.set_latex("x")
    pane.set_latex("y", is_undoable=True)
    with qtbot.waitSignal(pane.edited) as told:
        pane.editor.undo()
    assert told.args == ["x"]


def test_an_edit_is_told_before_the_formula_goes(qtbot, pane):
    pane.set_latex("x")
    qtbot.keyClicks(pane.editor, "+y")
    with qtbot.waitSignal(pane.edited) as told:
        pane.set_message("Reading …")
    assert told.args == ["x+y"]


def test_a_mistake_is_told_with_its_place_and_goes_with_it(qtbot, pane):
    pane.set_latex("x\n")
    qtbot.keyClicks(pane.editor, r"\foo")
    qtbot.waitUntil(lambda: "(line 2, column 1)" in problem(pane))
    pane.editor.replace_latex("x")
    qtbot.waitUntil(lambda: not problem(pane))


def test_a_mistake_without_a_known_place_is_told_without_one(qtbot, pane):
    pane.set_latex("x")
    pane.editor.replace_latex("x^2^3")
    qtbot.waitUntil(lambda: "exponent" in problem(pane))
    assert "column" not in problem(pane)


def test_text_is_there_at_once_even_where_the_engine_is_not_loaded_yet(qtbot):
    typesetter = Typesetter(PREVIEW_BUNDLE)
    slow = FormulaPane(typesetter)
    qtbot.addWidget(slow)
    slow.set_latex("x^2")
    assert slow.latex == "x^2"
    assert not slow.preview.accessibleDescription()
    with qtbot.waitSignal(slow.arranged, timeout=30_000):
        assert slow.preview.natural_size.isEmpty()
    assert slow.preview.accessibleDescription() == "x^2"
    assert not slow.preview.natural_size.isEmpty()
    typesetter.stop()


@pytest.mark.parametrize(
    ("latex", "words"),
    [
        (r"\begin{alignat}{999999999} x \end{alignat}", "too large to be drawn"),
        (r"\begin{alignedat}{9999999} x \end{alignedat}", "too large to be drawn"),
        ("1" * 100_000, "too long to be drawn"),
        (r"x\hspace{99999999em}y", "too large to be drawn"),
        (r"\rule{99999999em}{99999999em}", "too large to be drawn"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_one_sentence_below_its_text(qtbot, pane, latex, words):
    pane.set_latex("x")
    pane.set_latex(latex)
    assert pane.latex == latex
    qtbot.waitUntil(lambda: words in problem(pane))


def test_a_formula_too_long_for_a_preview_is_shown_as_text_with_a_sentence(qtbot, pane):
    latex = r"\frac{a}{b} + " * 750
    pane.set_latex(latex)
    assert pane.latex == latex
    qtbot.waitUntil(lambda: "too long" in pane.preview.accessibleDescription())


def test_a_chosen_reading_takes_the_place_of_the_text_undoably(qtbot, pane):
    pane.set_latex("a")
    pane.show_candidates((Candidate("a", 0.6), Candidate("b", 0.3)))
    qtbot.waitUntil(lambda: pane.choose(2) or pane.latex == "b")
    pane.editor.undo()
    assert pane.latex == "a"
