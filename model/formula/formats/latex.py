"""The forms in which LaTeX leaves the program, and how formulas become the lines of one."""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from model.formula.source import TokenKind, outer, paired, tokenized


class OutputForm(StrEnum):
    """How a formula is copied; the value is its name on the command line and in the settings."""

    LATEX = "latex"
    INLINE = "inline"
    PARENTHESES = "parentheses"
    DISPLAY = "display"
    DISPLAY_DOLLARS = "display-dollars"
    EQUATION = "equation"
    EQUATION_STAR = "equation-star"
    ALIGN = "align"
    ALIGN_STAR = "align-star"
    MARKDOWN = "markdown"
    MATHML = "mathml"


LATEX_FORMS = tuple(form for form in OutputForm if form is not OutputForm.MATHML)
"""The forms that ``in_form`` makes; MathML comes from the typesetter."""
LABELS: dict[OutputForm, str] = {
    OutputForm.LATEX: "LaTeX",
    OutputForm.INLINE: "$ … $",
    OutputForm.PARENTHESES: r"\( … \)",
    OutputForm.DISPLAY: r"\[ … \]",
    OutputForm.DISPLAY_DOLLARS: "$$ … $$",
    OutputForm.EQUATION: "equation",
    OutputForm.EQUATION_STAR: "equation*",
    OutputForm.ALIGN: "align",
    OutputForm.ALIGN_STAR: "align*",
    OutputForm.MARKDOWN: "Markdown",
    OutputForm.MATHML: "MathML",
}

_DELIMITERS: dict[OutputForm, tuple[str, str]] = {
    OutputForm.INLINE: ("$", "$"),
    OutputForm.PARENTHESES: (r"\(", r"\)"),
    OutputForm.DISPLAY: (r"\[", r"\]"),
    OutputForm.DISPLAY_DOLLARS: ("$$", "$$"),
    OutputForm.EQUATION: ("\\begin{equation}\n", "\n\\end{equation}"),
    OutputForm.EQUATION_STAR: ("\\begin{equation*}\n", "\n\\end{equation*}"),
    OutputForm.ALIGN: ("\\begin{align}\n", "\n\\end{align}"),
    OutputForm.ALIGN_STAR: ("\\begin{align*}\n", "\n\\end{align*}"),
    OutputForm.MARKDOWN: ("$$\n", "\n$$"),  # on lines of their own, as Pandoc, GitHub and Obsidian read it
}
_OF_ROWS = (OutputForm.ALIGN, OutputForm.ALIGN_STAR)
# Tried with pdflatex: amsmath says “\tag not allowed here” in each of these, and in aligned.
_TAGLESS = (OutputForm.INLINE, OutputForm.PARENTHESES, OutputForm.DISPLAY_DOLLARS)
_INNER_ROWS = (
    "aligned",
    "gathered",
)  # stand inside of every form; those below only at the top, or not in dollars
_OUTER_ROWS = ("split", "align", "align*", "gather", "gather*")
_EQUATIONS = ("equation", "equation*")
_RELATIONS = frozenset(
    (
        r"= < > \not \leq \le \leqslant \geq \ge \geqslant \neq \ne \equiv \sim \simeq \approx \cong \propto "
        r"\doteq \coloneqq \triangleq \ll \gg \prec \succ \preceq \succeq \in \notin \ni \subset \supset "
        r"\subseteq \supseteq \to \gets \mapsto \rightarrow \leftarrow \leftrightarrow \Rightarrow "
        r"\Leftarrow \Leftrightarrow \longrightarrow \longleftarrow \Longrightarrow \Longleftrightarrow "
        r"\implies \iff \perp \vdash \models"
    ).split()
)
_BREAK_OPTIONS = re.compile(r"\*?(?:\[[^\]\n]*\])?")  # no blank before them, or they belong to the row


class _Row(NamedTuple):
    formula: str
    break_options: str = ""  # of the row break behind it, such as [2pt]


def in_form(latex: str, form: OutputForm) -> str:
    """Give bare LaTeX what a document needs around it.

    In all forms but the bare one, comments and empty lines, which no formula may contain, are left out; rows
    stand in the environment that the form takes; tags are left out where LaTeX has no place for them.

    Returns:
        The formula in its form; blank input stays empty in every form, since empty delimiters are no formula.

    Raises:
        ValueError: The form is MathML, which the typesetter makes.
    """
    if form is OutputForm.MATHML:
        raise ValueError("MathML comes from the typesetter")
    if form is OutputForm.LATEX:
        return latex.strip()
    formula = _prepared(latex)
    if not formula:
        return ""
    opening, closing = _DELIMITERS[form]
    if form in _OF_ROWS:
        formula = _joined(_aligned(_rows(formula)))
    elif _is_in(formula, _INNER_ROWS):
        formula = _without_tags(formula)
    elif _is_in(formula, _OUTER_ROWS) or any(
        token.text in ("&", r"\\") for token in outer(tokenized(formula))
    ):
        formula = _in_aligned(_aligned(_rows(formula)))
    if form in _TAGLESS:
        formula = _without_tags(formula)
    return f"{opening}{formula}{closing}"


def appended(shown: str, new: str) -> str:
    """Join two formulas as lines of one ``aligned``.

    The lines of an ``aligned`` stay its lines. Each line without an ``&`` gets one before its first relation
    outside of braces and brackets, or at its start where it has none. Beside a blank formula the other one
    stays as it is.
    """
    formulas = [_prepared(shown), _prepared(new)]
    if not all(formulas):
        return (new if formulas[1] else shown).strip()
    rows = [row for formula in formulas for row in _rows(formula)]
    return _in_aligned([_Row(_with_ampersand(row.formula), row.break_options) for row in rows])


def _prepared(latex: str) -> str:
    """Leave out comments, empty lines and an ``equation`` around it all."""
    tokens = tokenized(latex)
    latex = _cut(latex, [(token.start, token.end) for token in tokens if token.kind is TokenKind.COMMENT])
    latex = "\n".join(line.rstrip() for line in latex.splitlines() if line.strip()).strip()
    return _inside(latex) if _is_in(latex, _EQUATIONS) else latex


def _rows(formula: str) -> list[_Row]:
    """Split a formula at its row breaks, or at those of the environment around it all."""
    inside = _inside(formula) if _is_in(formula, _INNER_ROWS + _OUTER_ROWS) else formula
    rows: list[_Row] = []
    start = 0
    for token in outer(tokenized(inside)):
        if token.text == r"\\":
            options = _BREAK_OPTIONS.match(inside, token.end)
            rows.append(_Row(inside[start : token.start].strip(), options.group() if options else ""))
            start = options.end() if options else token.end
    rows.append(_Row(inside[start:].strip()))
    return [row for row in rows if row.formula] or [_Row("")]


def _aligned(rows: Sequence[_Row]) -> Sequence[_Row]:
    """Give rows their ``&`` where none of them has one."""
    if any(_has_ampersand(row.formula) for row in rows):
        return rows
    return [_Row(_with_ampersand(row.formula), row.break_options) for row in rows]


def _has_ampersand(formula: str) -> bool:
    return any(token.text == "&" for token in outer(tokenized(formula)))


def _with_ampersand(formula: str) -> str:
    if _has_ampersand(formula):
        return formula
    for token in outer(tokenized(formula)):
        if token.text in _RELATIONS or formula.startswith(":=", token.start):
            return f"{formula[: token.start]}&{formula[token.start :]}"
    return f"& {formula}"


def _joined(rows: Sequence[_Row]) -> str:
    # a bracket or star after a row break would be read as the break's option
    formulas = ["{}" + row.formula if row.formula.startswith(("[", "*")) else row.formula for row in rows]
    breaks = [rf" \\{row.break_options}" for row in rows[:-1]] + [""]
    return "\n".join(formula + end for formula, end in zip(formulas, breaks, strict=True))


def _in_aligned(rows: Sequence[_Row]) -> str:
    return f"\\begin{{aligned}}\n{_without_tags(_joined(rows))}\n\\end{{aligned}}"


def _is_in(formula: str, environments: Sequence[str]) -> bool:
    """Whether all of the formula stands in one of these environments."""
    tokens = tokenized(formula)
    return (
        bool(tokens)
        and any(tokens[0].text.replace(" ", "") == rf"\begin{{{name}}}" for name in environments)
        and paired(tokens).partners.get(0) == len(tokens) - 1
    )


def _inside(formula: str) -> str:
    """Return what stands in the environment around it all, without the environment's place option."""
    tokens = tokenized(formula)
    return re.sub(r"^\[[tcb]\]", "", formula[tokens[0].end : tokens[-1].start]).strip()


def _without_tags(formula: str) -> str:
    tokens = tokenized(formula)
    partners = paired(tokens).partners
    tags = []
    for place, token in enumerate(tokens):
        if token.text == r"\tag":
            argument = (
                place + 2 if tokens[place + 1 : place + 2] and tokens[place + 1].text == "*" else place + 1
            )
            if argument in partners:
                tags.append((token.start, tokens[partners[argument]].end))
    return _cut(formula, tags) if tags else formula


def _cut(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = text[:start].rstrip(" ") + text[end:]
    return text
