"""The forms in which LaTeX leaves the program: bare, or with the delimiters a document needs."""

from enum import StrEnum


class OutputForm(StrEnum):
    """How a formula is wrapped; the value is its name on the command line and in the settings."""

    LATEX = "latex"
    INLINE = "inline"
    PARENTHESES = "parentheses"
    DISPLAY = "display"
    EQUATION = "equation"


DELIMITERS: dict[OutputForm, tuple[str, str]] = {
    OutputForm.LATEX: ("", ""),
    OutputForm.INLINE: ("$", "$"),
    OutputForm.PARENTHESES: (r"\(", r"\)"),
    OutputForm.DISPLAY: (r"\[", r"\]"),
    OutputForm.EQUATION: ("\\begin{equation}\n", "\n\\end{equation}"),
}
LABELS: dict[OutputForm, str] = {
    OutputForm.LATEX: "LaTeX",
    OutputForm.INLINE: "$ … $",
    OutputForm.PARENTHESES: r"\( … \)",
    OutputForm.DISPLAY: r"\[ … \]",
    OutputForm.EQUATION: "equation",
}


def in_form(latex: str, form: OutputForm) -> str:
    """Wrap bare LaTeX in the delimiters of a form.

    Returns:
        The wrapped formula; blank input stays empty in every form, since empty delimiters are no formula.
    """
    bare = latex.strip()
    if not bare:
        return ""
    opening, closing = DELIMITERS[form]
    return f"{opening}{bare}{closing}"
