"""From LaTeX to what is put on the clipboard: as text in one of the forms, or as a picture."""

from img2latex_desktop.copy_content import CopyContent
from img2latex_desktop.latex import OutputForm, in_form
from img2latex_desktop.typesetter import Typesetter
from img2latex_desktop.ui.formula_picture import FormulaPicture


def as_text(latex: str, typesetter: Typesetter, form: OutputForm) -> CopyContent:
    """Return a formula as text.

    Raises:
        TypesettingError: The form is MathML and the formula cannot be typeset.
    """
    if form is not OutputForm.MATHML or not latex.strip():
        return CopyContent(text=in_form(latex, form) if latex.strip() else "")
    mathml = typesetter.mathml(latex)
    return CopyContent(text=mathml, mathml=mathml)


def as_svg(latex: str, typesetter: Typesetter) -> CopyContent:
    """Return a formula as a vector picture, and as its source for programs that take pictures so.

    Raises:
        TypesettingError: The formula cannot be typeset.
    """
    svg = FormulaPicture(typesetter.svg(latex)).svg()
    return CopyContent(text=svg.decode(), svg=svg)


def as_png(latex: str, typesetter: Typesetter) -> CopyContent:
    """Return a formula as a picture in pixels.

    Raises:
        TypesettingError: The formula cannot be typeset.
    """
    return CopyContent(png=FormulaPicture(typesetter.svg(latex)).png())
