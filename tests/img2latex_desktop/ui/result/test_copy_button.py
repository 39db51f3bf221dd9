import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.ui.parts.window_keys import WindowKeys
from img2latex_desktop.ui.result.copy_button import CopyButton
from model.formula.formats.latex import LABELS, OutputForm


@pytest.fixture
def copy(qtbot, typesetter):
    made = CopyButton(typesetter)
    qtbot.addWidget(made)
    made.set_latex("x^2")
    return made


def choose(copy, form):
    next(action for action in copy.findChildren(QAction) if action.data() == form).trigger()


def test_the_button_copies_in_the_form_it_names(qtbot, copy):
    copy.set_form(OutputForm.DISPLAY)
    assert LABELS[OutputForm.DISPLAY] in copy.button.text()
    with qtbot.waitSignal(copy.copy_requested) as requested:
        qtbot.mouseClick(copy.button, Qt.MouseButton.LeftButton)
    assert requested.args == [CopyContent(text=r"\[x^2\]")]


@pytest.mark.parametrize("form", OutputForm)
def test_a_form_of_the_menu_is_copied_at_once_and_remembered(qtbot, copy, form):
    with qtbot.waitSignals([copy.copy_requested, copy.form_chosen]):
        choose(copy, form)
    assert LABELS[form] in copy.button.text()


def test_the_menu_has_every_form_once_in_groups_with_titles(copy):
    copy.add_keys(WindowKeys(copy))
    actions = copy.findChild(QMenu).actions()
    titles = [action.text() for action in actions if action.isSeparator()]
    assert len(titles) == 6
    assert all(titles)
    assert actions[0].isSeparator()
    forms = [action.data() for action in actions if action.data() is not None]
    assert sorted(forms) == sorted(OutputForm)


def test_the_menu_says_which_form_is_the_default(copy):
    for form in (OutputForm.LATEX, OutputForm.MARKDOWN):
        copy.set_form(form)
        said = [action.data() for action in copy.findChildren(QAction) if "default (Enter)" in action.text()]
        assert said == [form]


def test_a_form_that_is_set_is_not_told_as_chosen(qtbot, copy):
    with qtbot.assertNotEmitted(copy.form_chosen):
        copy.set_form(OutputForm.ALIGN)


def test_copied_is_said_only_of_what_was_asked_for_last(copy):
    copy.request()
    copy.confirm(CopyContent(text="something else"))
    assert "Copied" not in copy.button.text()
    copy.confirm(CopyContent(text="x^2"))
    assert "Copied" in copy.button.text()


@pytest.mark.parametrize("act", [lambda c: c.set_latex("y"), lambda c: c.set_form(OutputForm.ALIGN)])
def test_a_copy_confirmed_after_a_change_is_not_called_copied(copy, act):
    copy.request()
    act(copy)
    copy.confirm(CopyContent(text="x^2"))
    assert "Copied" not in copy.button.text()


def test_a_second_copy_is_not_called_copied_by_the_proof_of_the_first(copy):
    copy.request()
    copy.set_form(OutputForm.INLINE)
    copy.request()
    copy.confirm(CopyContent(text="x^2"))
    assert "Copied" not in copy.button.text()
    copy.confirm(CopyContent(text="$x^2$"))
    assert "Copied" in copy.button.text()


def test_a_blank_formula_is_not_copied(qtbot, copy):
    copy.set_latex(" ")
    with qtbot.assertNotEmitted(copy.copy_requested):
        copy.request()


def test_a_form_that_a_mistake_prevents_is_explained_and_logged_without_the_formula(qtbot, copy, caplog):
    caplog.set_level("INFO", "img2latex_desktop")
    copy.set_latex(r"\frac{x")
    with qtbot.waitSignal(copy.failed) as failed:
        choose(copy, OutputForm.MATHML)
    assert "brace" in failed.args[0]
    assert any("cannot be typeset" in message for message in caplog.messages)
    assert "frac" not in caplog.text
    with qtbot.waitSignal(copy.copy_requested):
        choose(copy, OutputForm.LATEX)  # as text it can be taken along all the same


def test_copied_is_true_of_the_text_and_the_form_shown_and_of_nothing_else(copy):
    copy.request()
    copy.confirm(CopyContent(text="x^2"))
    for there, back in (
        (lambda: copy.set_latex("y"), lambda: copy.set_latex("x^2")),
        (lambda: copy.set_form(OutputForm.ALIGN), lambda: copy.set_form(OutputForm.LATEX)),
    ):
        there()
        assert "Copied" not in copy.button.text()
        back()
        assert "Copied" in copy.button.text()
    copy.note_loss()
    assert "Copied" not in copy.button.text()


def test_while_a_further_copy_is_on_its_way_none_is_called_copied(copy):
    copy.request()
    copy.confirm(CopyContent(text="x^2"))
    copy.request()
    assert "Copied" not in copy.button.text()
