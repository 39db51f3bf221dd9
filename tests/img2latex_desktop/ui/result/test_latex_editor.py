import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCharFormat

from img2latex_desktop.ui.result.latex_editor import LatexEditor

WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline


@pytest.fixture
def editor(qtbot):
    made = LatexEditor()
    qtbot.addWidget(made)
    made.resize(400, made.height())
    made.show()
    return made


def marked(editor, *, is_wave):
    selections = [s for s in editor.extraSelections() if (s.format.underlineStyle() is WAVE) == is_wave]
    return [s.cursor.selectedText() for s in selections]


def put_cursor(editor, place):
    cursor = editor.textCursor()
    cursor.setPosition(place)
    editor.setTextCursor(cursor)


@pytest.mark.parametrize(
    ("latex", "place", "pair"),
    [
        (r"\frac{a}{b}", 6, ["{", "}"]),
        (r"\left( x \right]", 0, [r"\left(", r"\right]"]),
        (r"\begin{a}x\end{a}", 10, [r"\end{a}", r"\begin{a}"]),
        ("𝑥 (y)", 3, ["(", ")"]),
        ("x + y", 2, []),
    ],
)
def test_the_bracket_at_the_cursor_and_its_partner_are_shaded(editor, latex, place, pair):
    editor.set_latex(latex)
    put_cursor(editor, place)
    assert marked(editor, is_wave=False) == pair


def test_a_bracket_without_partner_is_underlined_while_it_lacks_one(qtbot, editor):
    editor.set_latex(r"\frac{a}{b")
    assert marked(editor, is_wave=True) == ["{"]
    qtbot.keyClicks(editor, "}")
    assert marked(editor, is_wave=True) == []


def test_a_mistake_is_underlined_until_the_text_changes(qtbot, editor):
    editor.set_latex(r"x + \foo")
    editor.mark_mistake(4)
    assert marked(editor, is_wave=True) == [r"\foo"]
    qtbot.keyClicks(editor, "t")
    assert marked(editor, is_wave=True) == []


def test_a_replaced_text_comes_back_with_undo_and_a_new_one_starts_afresh(qtbot, editor):
    editor.set_latex("first")
    editor.replace_latex("second")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.latex == "first"
    editor.set_latex("third")
    qtbot.keyClick(editor, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert editor.latex == "third"


def test_new_colors_are_no_change_of_the_text(qtbot, editor):
    editor.set_latex(r"\alpha")
    with qtbot.assertNotEmitted(editor.latex_changed):
        editor._highlighter.rehighlight()


def test_the_editor_is_as_high_as_its_text_up_to_a_bound(editor):
    low = editor.height()
    editor.set_latex("a\nb\nc\nd")
    middle = editor.height()
    editor.set_latex("a\n" * 50)
    assert low < middle < editor.height() < 3 * middle
    assert editor.verticalScrollBar().maximum() > 0


def test_ten_thousand_characters_can_be_typed_into(qtbot, editor):
    editor.set_latex(r"\frac{a}{b} " * 850)
    qtbot.keyClicks(editor, "x")
    assert len(editor.latex) > 10_000


def paste(editor, text):
    mime = QMimeData()
    mime.setText(text)
    editor.insertFromMimeData(mime)


@pytest.mark.parametrize("put", [LatexEditor.set_latex, LatexEditor.replace_latex, paste])
@pytest.mark.parametrize("space", [" ", "\t", "\u2003"])
def test_spaces_without_end_do_not_hold_up_the_window(editor, put, space):
    put(editor, "x" + space * 100_000 + "y")
    assert editor.latex == "x" + space * 1000 + "y"


def test_what_is_pasted_stands_at_the_cursor_and_can_be_undone(editor):
    editor.set_latex("ab")
    put_cursor(editor, 1)
    paste(editor, "x  y\nz")
    assert editor.latex == "ax  y\nzb"
    editor.undo()
    assert editor.latex == "ab"
