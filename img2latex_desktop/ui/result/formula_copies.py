"""From LaTeX to what is put on the clipboard: as text in one of the forms, or as a picture."""

from collections.abc import Callable
from enum import Enum

from PySide6.QtCore import QObject

from img2latex_desktop.base.errors import TypesettingError
from img2latex_desktop.system.copy_content import CopyContent
from img2latex_desktop.typesetting.process import Form, Formula
from img2latex_desktop.typesetting.typesetter import Typeset, Typesetter
from img2latex_desktop.ui.result.formula_picture import FormulaPicture
from model.formula.formats.latex import OutputForm, in_form


class PictureForm(Enum):
    """The kinds of picture that a formula is copied as."""

    SVG = "svg"
    PNG = "png"


def make_copy(
    latex: str,
    form: OutputForm | PictureForm,
    typesetter: Typesetter,
    asker: QObject,
    on_made: Callable[[CopyContent], object],
    on_problem: Callable[[str], object],
) -> None:
    """Make what a copy puts on the clipboard; one of the two functions is called.

    Args:
        latex: The formula; a blank one is blank in every form.
        form: What is made of it.
        typesetter: Asked where LaTeX does not do.
        asker: Asks for one copy at a time, see ``Typesetter.ask``.
        on_made: Gets the content; at once, where nothing is to be typeset.
        on_problem: Gets one sentence why there is no such form of the formula.
    """

    def take(answer: Typeset) -> None:
        if answer.problem:
            on_problem(answer.problem)
            return
        try:
            content = _content(answer.source, form)
        except TypesettingError as problem:
            on_problem(str(problem))
            return
        on_made(content)

    typesetter.forget(asker)
    if not latex.strip():
        on_made(CopyContent())
    elif isinstance(form, OutputForm) and form is not OutputForm.MATHML:
        on_made(CopyContent(text=in_form(latex, form)))
    else:
        made = Form.MATHML if form is OutputForm.MATHML else Form.SVG
        typesetter.ask(asker, Formula(latex, made), take)


def _content(source: str, form: OutputForm | PictureForm) -> CopyContent:
    """Return what the typesetter has made as content; an SVG picture has its source beside it.

    Raises:
        TypesettingError: It has too many pixels.
    """
    if form is OutputForm.MATHML:
        return CopyContent(text=source, mathml=source)
    picture = FormulaPicture(source.encode())
    if form is PictureForm.PNG:
        return CopyContent(png=picture.png())
    svg = picture.svg()
    return CopyContent(text=svg.decode(), svg=svg)
